"""``commonweal argue dispute``: the norms and values of a study's situation, as arguments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._arguments import PATH, STUDY, problems_as_json
from commonweal.cli._command import ShownCommand
from commonweal.cli._lines import wrapped
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commonweal.decisions import Dispute, Wording

CARD = re.compile(r"value_card:[0-9a-f]{64}")


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal argue dispute garden",
        "commonweal argue dispute garden --out garden.apx",
    ),
)
@STUDY
@click.option("--situation", help="Which of the study's situations; its only one by default.")
@click.option("--full", is_flag=True, help="Every argument and every attack.")
@click.option("--out", type=PATH, help="A file for the arguments, in apx: for `argue audience`.")
@output_options
def dispute(study: Path, situation: str | None, out: Path | None, *, full: bool) -> None:
    """Show a situation of a study as a dispute: what speaks for and against what, and withstands.

    Norms argue that an option breaks them, and defeat one another by the declared order; values
    argue for the options that they place high, and against those that they place low. The decision
    is taken by its own rules and reads nothing of this.

    Exit codes: 0 shown; 1 there are too many arguments; 3 the study is not valid or has no such
    situation; 5 it cannot be written.
    """
    from commonweal.argumentation import FrameworkFile, write_framework
    from commonweal.decisions import Wording, dispute as dispute_of
    from commonweal.documents import Target
    from commonweal.studies import decide_once, read_study

    folder = read_study(study)
    inputs = decide_once(folder, situation=situation).justification.inputs
    assert isinstance(inputs.target, Target), "a decision that is taken alone holds its target"
    found = dispute_of(inputs, target=inputs.target)
    if out is not None:
        graph = found.framework.framework
        above = tuple(sorted(found.audience.above))
        promotes = tuple(
            (name, value)
            for name, values in zip(graph.arguments, found.framework.promoted, strict=True)
            for value in values
        )
        write_framework(out, FrameworkFile(graph, (), promotes, above), "apx")
    wording = Wording(inputs.target)
    said = found.explain() if full else _overview(found)
    text = "\n".join(line for each in said for line in _lines(each, wording))
    if out is not None:
        text += f"\nWrote {out}."
    current_output().result(
        "argue_dispute", _content(found), text, warnings=problems_as_json(folder.warnings)
    )


def _lines(text: str, wording: Wording) -> list[str]:
    """Return a text on as many lines as it needs, cards being named by their titles."""
    text = CARD.sub(lambda found: wording.card(found[0]), text)
    return wrapped(text.lstrip(), indent=" " * (len(text) - len(text.lstrip())))


def _overview(found: Dispute) -> Iterator[str]:
    """Yield, option by option, what speaks for and against it, with its label."""
    from commonweal.argumentation import solve_grounded

    graph = found.framework.framework
    labels = solve_grounded(found.framework.defeats(found.audience))
    sides = (("", found.charges), ("for it, ", found.recommending), ("against, ", found.opposing))
    for option in found.charges:
        yield f"{option}:"
        for side, names in sides:
            for name in names[option]:
                number = graph.number(name)
                argument = found.structured.arguments[number]
                values = " and ".join(found.framework.promoted[number])
                yield f"  {name}: {side}{values or argument.conclusion}: {labels.of(name)}"


def _content(found: Dispute) -> dict[str, Any]:
    from commonweal.argumentation import solve_grounded

    graph = found.framework.framework
    labels = solve_grounded(found.framework.defeats(found.audience))
    arguments = [
        {
            "name": name,
            "argument": str(argument),
            "conclusion": argument.conclusion,
            "promotes": list(promotes),
            "label": labels.of(name),
        }
        for name, argument, promotes in zip(
            graph.arguments, found.structured.arguments, found.framework.promoted, strict=True
        )
    ]
    names = graph.arguments
    attacks = [
        {
            "attacker": names[attack.attacker],
            "attacked": names[attack.attacked],
            "on": names[attack.part],
            "kind": attack.kind,
            "succeeds": attack.succeeds,
        }
        for attack in found.structured.attacks
    ]
    return {
        "arguments": arguments,
        "attacks": attacks,
        "audience": found.audience.content(),
        "charges": {option: list(each) for option, each in found.charges.items()},
        "recommending": {option: list(each) for option, each in found.recommending.items()},
        "opposing": {option: list(each) for option, each in found.opposing.items()},
    }

"""``commonweal steward``: what a steward would do, and its advice."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import PATH
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options
from commonweal.cli._steward_folder import BANK, FOLDER, steward_of, write_for_owner
from commonweal.cli._steward_influence import influence
from commonweal.cli._steward_trial import plan, trial
from commonweal.cli._steward_watch import compare, watch

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.documents import MoralGraph
    from commonweal.stewardship import Bank, BankSituation


@click.group()
def command() -> None:
    """Have a steward keep to one person's values, and try it before it is sent out.

    FOLDER is a person's private folder, as `commonweal myself` writes it.
    """


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal steward decide myself broken-lamp",
        "commonweal steward decide myself broken-lamp --out d.json && commonweal check d.json",
    ),
)
@FOLDER
@click.argument("situation")
@BANK
@click.option(
    "--out",
    type=PATH,
    help="Also write the decision, for `commonweal check`; for you alone to read.",
)
@output_options
def decide(folder: Path, situation: str, source: str | None, out: Path | None) -> None:
    """Say what the steward would do in a situation of the bank, and by which card.

    It acts, asks or abstains. What its owner does not delegate it asks about, whatever the cards
    say. With --json, the decision is there in full.

    Exit codes: 0 answered, whatever the answer; 3 the folder or the bank is not valid, or has no
    such situation; 5 the decision cannot be written.
    """
    steward = steward_of(folder, source)
    answer = steward.decide(_situation(steward.bank, situation))
    if out is not None:
        write_for_owner(out, answer.decision.content())
    data = {
        "situation": answer.situation,
        "outcome": answer.outcome,
        "option": answer.option,
        "reasons": list(answer.reasons),
        "kept": list(answer.kept),
        "about": list(answer.about),
        "decided_by": list(answer.decided_by),
        "placed_by": list(answer.placed_by),
        "standing": answer.standing,
        "decision": answer.decision.content(),
    }
    placed = ", ".join(answer.placed_by) or "nobody"
    lines = [*answer.explain(), f"Options placed by: {placed}. Standing: {answer.standing}."]
    current_output().result("steward_answer", data, "\n".join(lines))


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal steward advise myself broken-lamp",
        "commonweal steward advise myself broken-lamp --graph graph.json",
    ),
)
@FOLDER
@click.argument("situation")
@BANK
@click.option("--graph", type=PATH, help="A moral graph, to propose moves that others reported.")
@output_options
def advise(folder: Path, situation: str, source: str | None, graph: Path | None) -> None:
    """Say what the person's own cards say of each option, and choose nothing.

    With --graph, also name moves to values that others hold to be wiser, from values whose words
    resemble the person's cards: as proposals.

    Exit codes: 0 advised; 3 the folder, the bank or the graph is not valid, or there is no such
    situation.
    """
    from commonweal.stewardship import advise as advise_on

    steward = steward_of(folder, source)
    others = None if graph is None else _graph(graph)
    advice = advise_on(steward, _situation(steward.bank, situation), graph=others)
    current_output().result("advice", asdict(advice), "\n".join(advice.explain()))


for _verb in (plan, trial, watch, compare, influence):
    command.add_command(_verb)


def _situation(bank: Bank, name: str) -> BankSituation:
    from commonweal.documents import did_you_mean, one_of
    from commonweal.errors import InvalidDocument, Problem

    found = bank.situation_named.get(name)
    if found is None:
        expected = one_of(bank.situation_named, some=f"the situations of the bank {bank.name!r}")
        hint = did_you_mean(name, bank.situation_named, most=3)
        raise InvalidDocument(
            Problem("undeclared-situation", "situation", expected, repr(name), hint)
        )
    return found


def _graph(path: Path) -> MoralGraph:
    from commonweal.documents import MoralGraph, read_record
    from commonweal.errors import InvalidDocument, Problem

    record = read_record(path)
    if not isinstance(record, MoralGraph):
        problem = Problem("other-kind", str(path), "a moral_graph", record.kind)
        raise InvalidDocument(problem)
    return record

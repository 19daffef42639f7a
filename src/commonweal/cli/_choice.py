"""``commonweal choice``: comparing and choosing without a common scale, by a method with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._arguments import PATH, OneOf
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from commonweal.choice import ChoiceMethod, ChoiceResult, CommittedChoice

EXAMPLE_MOMENT = "2026-06-01T12:00:00Z"

FILE = click.argument("file", type=PATH)
OUT = click.option("--out", type=PATH, help="Write the certificate there, for commonweal check.")

METHODS = (
    "maximal",
    "e-admissible",
    "gamma-maximin",
    "interval-dominance",
    "lexicographic",
    "promethee-i",
    "promethee-ii",
    "electre-i",
    "electre-iii",
)
NEEDED_BY = {
    "context": ("lexicographic",),
    "dominance": ("maximal",),
    "concordance": ("electre-i",),
    "discordance": ("electre-i",),
}
"""Which methods an option of the command belongs to."""


@click.group()
def command() -> None:
    """Compare and choose options that no common scale ranks, by a method that you name."""


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal choice compare river.toml",
        "commonweal choice compare river.toml --option dam --option canal --out pairs.json",
    ),
)
@FILE
@click.option("--option", "options", multiple=True, help="Only these; may be repeated.")
@OUT
@output_options
def compare(file: Path, options: tuple[str, ...], out: Path | None) -> None:
    """Say of every two options how they stand: better, equal, on a par, incomparable.

    FILE is a problem, in TOML or JSON. Better is what all permissible orderings say; on a par are
    two on which they disagree, and both orderings are named.

    Exit codes: 0 compared; 1 nothing is permissible; 3 the file is not valid.
    """
    from commonweal.choice import read_choice_problem, solve_relations

    problem = read_choice_problem(file)
    result = solve_relations(problem, options=options or None)
    _write(out, result.certificate)
    result.raise_for_status()
    data = {
        "relations": [
            {"first": each.first, "second": each.second, "relation": each.relation}
            for each in result.value
        ],
        "certificate": result.certificate,
    }
    text = "\n".join(result.explain()) or "One option, and nothing to compare."
    current_output().result("choice_relations", data, text)


@command.command(
    "small-improvement",
    cls=ShownCommand,
    examples=(
        "commonweal choice small-improvement work.toml --improved law-plus --of law --other music",
    ),
)
@FILE
@click.option("--improved", required=True, help="The option that is a little better.")
@click.option("--of", "option", required=True, help="The option that it improves on.")
@click.option("--other", required=True, help="The option that both are held against.")
@OUT
@output_options
def small_improvement(
    file: Path, *, improved: str, option: str, other: str, out: Path | None
) -> None:
    """Test whether two options may be called equal, by a third that improves on one of them.

    FILE is a problem, in TOML or JSON. What is better than one of two equals is better than the
    other; where it is not, they are not equal.

    Exit codes: 0 tested; 1 nothing is permissible; 3 the file is not valid.
    """
    from commonweal.choice import read_choice_problem, solve_small_improvement

    problem = read_choice_problem(file)
    result = solve_small_improvement(problem, improved=improved, option=option, other=other)
    _write(out, result.certificate)
    result.raise_for_status()
    data = {"verdict": result.value, "certificate": result.certificate}
    current_output().result("choice_small_improvement", data, "\n".join(result.explain()))


@command.command(
    "set",
    cls=ShownCommand,
    examples=(
        "commonweal choice set river.toml --method e-admissible",
        "commonweal choice set river.toml --method lexicographic --context dry-week --out set.json",
        "commonweal choice set a.toml --method maximal --commitments b.jsonl --holder us --at "
        + EXAMPLE_MOMENT,
    ),
)
@FILE
@click.option(
    "--method",
    type=OneOf(METHODS),
    required=True,
    help="How to choose; there is no default.",
)
@click.option("--context", help="For lexicographic: whose priorities; it also holds for scopes.")
@click.option(
    "--dominance", type=OneOf(("strict", "weak")), help="For maximal; strict if not said."
)
@click.option("--concordance", help="For electre-i: from 1/2 to 1; 2/3 if not said.")
@click.option("--discordance", help="For electre-i: from 0 to 1; only vetoes if not said.")
@click.option("--commitments", type=PATH, help="Resolutions, one a line, to apply afterwards.")
@click.option("--holder", "holders", multiple=True, help="Who may commit; may be repeated.")
@click.option("--at", help="The moment of the choice, in UTC; needed with --commitments.")
@OUT
@output_options
def choose(
    file: Path,
    *,
    method: str,
    commitments: Path | None,
    holders: tuple[str, ...],
    at: str | None,
    out: Path | None,
    **choices: str | None,
) -> None:
    """Say which options a method keeps, and why it keeps no other.

    FILE is a problem, in TOML or JSON. To keep several is to say that the method cannot tell them
    apart, or must not. The outranking methods are baselines: their numbers decide nothing, and
    they have no certificate. Commitments set aside what is on a par with what is committed to;
    they make nothing better.

    Exit codes: 0 chosen; 1 nothing is permissible; 2 an option belongs to another method; 3 the
    file is not valid, or the method has no certificate to write.
    """
    from commonweal.choice import read_choice_problem, solve_choice

    if (commitments is None) != (at is None):
        raise click.UsageError("--commitments and --at go together.")
    chosen_method = _method(method, choices)
    result = solve_choice(read_choice_problem(file), chosen_method)
    if out is not None and result.certificate is None:
        raise _without_certificate(method)
    if commitments is None or at is None or result.status != "found":
        _write(out, result.certificate)
        result.raise_for_status()
        text = "\n".join((*result.explain(), result.summary()))
        current_output().result("choice_set", _data(result), text)
        return
    committed = _committed(result, commitments, holders, at, choices["context"])
    _write(out, committed.certificate)
    data = {**_data(result), "left": list(committed.value), "certificate": committed.certificate}
    current_output().result("choice_set", data, "\n".join(committed.explain()))


def _method(name: str, choices: Mapping[str, str | None]) -> ChoiceMethod:
    from fractions import Fraction

    from commonweal import choice

    given: dict[str, Any] = {key: said for key, said in choices.items() if said is not None}
    for key in given:
        if name not in NEEDED_BY[key] and key != "context":
            raise click.UsageError(f"--{key} belongs to {' and '.join(NEEDED_BY[key])}.")
    if name == "lexicographic":
        if "context" not in given:
            raise click.UsageError("--method lexicographic needs --context.")
        return choice.Lexicographic(context=given["context"])
    if name == "maximal":
        return choice.Maximal(dominance=given.get("dominance", "strict"))
    if name == "electre-i":
        try:
            bounds = {key: Fraction(said) for key, said in given.items() if key != "context"}
        except (ValueError, ZeroDivisionError) as error:
            raise click.UsageError("A threshold is an exact number such as 2/3.") from error
        return choice.ElectreI(**bounds)
    plain: dict[str, type[ChoiceMethod]] = {
        "e-admissible": choice.EAdmissible,
        "gamma-maximin": choice.GammaMaximin,
        "interval-dominance": choice.IntervalDominance,
        "promethee-i": choice.PrometheeI,
        "promethee-ii": choice.PrometheeII,
        "electre-iii": choice.ElectreIII,
    }
    return plain[name]()


def _committed(
    result: ChoiceResult, file: Path, holders: tuple[str, ...], at: str, context: str | None
) -> CommittedChoice:
    from commonweal.choice import apply_commitments
    from commonweal.documents import KnownWorld, Resolution, read_jsonl

    records = [each.record for each in read_jsonl(file)]
    return apply_commitments(
        result,
        [record for record in records if isinstance(record, Resolution)],
        holders=holders,
        at=at,
        world=KnownWorld(contexts={context: "holds"} if context else {}),
    )


def _data(result: ChoiceResult) -> dict[str, Any]:
    return {
        "kept": list(result.value),
        "method": result.method,
        "parameters": dict(result.parameters),
        "claims": [dict(claim) for claim in result.claims],
        "certificate": result.certificate,
    }


def _write(out: Path | None, certificate: Mapping[str, Any] | None) -> None:
    from commonweal.documents import write_json

    if out is not None:
        write_json(out, certificate)


def _without_certificate(method: str) -> Exception:
    from commonweal.errors import InvalidDocument, Problem

    return InvalidDocument(
        Problem(
            code="no-certificate",
            path="--out",
            expected="a method whose claims the checker verifies",
            found=method,
            hint="The outranking methods are baselines. Print them with --json instead.",
        )
    )

"""``commonweal graph drift``: what changed between two graphs beyond chance."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._arguments import PATH, OneOf
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options
from commonweal.cli._rates import exact_rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from commonweal.estimates import (
        Agreement,
        DriftResult,
        EndorsementsAfter,
        PairDrift,
        RetestResult,
    )

STUDY_FILE = "study.toml"


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal graph drift spring/out/target.json garden",
        "commonweal graph drift spring garden --control discoveries --json",
    ),
)
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
@click.option("--grown", is_flag=True, help="NEW holds the answers of OLD and more.")
@click.option(
    "--error-rate",
    "rate",
    default="1/20",
    show_default=True,
    help="The chance of any false call, or with discoveries their expected share.",
)
@click.option(
    "--control",
    type=OneOf(["family", "discoveries"]),
    default="family",
    show_default=True,
    help="What is held at the error rate.",
)
@output_options
def drift(old: Path, new: Path, rate: str, control: Any, *, grown: bool) -> None:
    """Say what changed from OLD to NEW beyond chance; each is a study that was run, or a graph.

    Of studies it also tells how alike people answer when asked again, and of NEW how many stand by
    what was published, with bounds for those who did not answer.

    What fewer than the study's k people answered twice, or were asked of one record, is not told.

    Exit codes: 0 nothing changed beyond chance; 1 something did, or values came or went; 3 they
    cannot be compared.
    """
    from commonweal.estimates import DriftProblem, ExactComparison, solve_drift
    from commonweal.studies import find_graph

    method = ExactComparison(error_rate=exact_rate(rate, "--error-rate"), control=control)
    graphs = find_graph(old), find_graph(new)
    problem = DriftProblem(old=graphs[0], new=graphs[1], design="grown" if grown else "separate")
    result = solve_drift(problem, method)
    retest, endorsed, k = _asked_again(old, new)
    told = [one for one in endorsed if one.share.asked >= k]
    titles = {value.card: value.title for graph in graphs for value in graph.values}
    data = {
        "parameters": {name: str(value) for name, value in result.parameters.items()},
        **asdict(result.value),
        "retest": None if retest is None else _retest_content(retest, k),
        "endorsed": [_endorsed_content(one) for one in told],
    }
    lines = [*_lines(result, titles), *_retest_lines(retest, k)]
    lines += _endorsed_lines(told, titles, untold=len(endorsed) - len(told), k=k)
    current_output().result("drift", data, "\n".join(lines))
    found = result.value
    if found.appeared or found.vanished or found.ranks or any(p.changed for p in found.pairs):
        raise click.exceptions.Exit(1)


def _asked_again(
    old: Path, new: Path
) -> tuple[RetestResult | None, tuple[EndorsementsAfter, ...], int]:
    from commonweal.estimates import solve_retest
    from commonweal.studies import endorsed_after, read_study, retest_problem

    if not (new / STUDY_FILE).is_file():
        return None, (), 1
    later = read_study(new)
    earlier = read_study(old) if (old / STUDY_FILE).is_file() else None
    same = earlier is None or old.resolve() == new.resolve()
    problem = retest_problem(later) if same or earlier is None else retest_problem(earlier, later)
    return solve_retest(problem), endorsed_after(later), later.study.thresholds.k


def _lines(result: DriftResult, titles: Mapping[str, str]) -> Iterator[str]:
    drift = result.value
    yield from result.explain()
    yield from (f"appeared: {titles[card]}" for card in drift.appeared)
    yield from (f"vanished: {titles[card]}" for card in drift.vanished)
    yield from (_pair(pair, titles) for pair in drift.pairs if pair.changed)
    for one in drift.verdicts:
        ends = f"{titles.get(one.first, one.first)} / {titles.get(one.second, one.second)}"
        then = f"{one.old or 'not asked'} → {one.new or 'not asked'}"
        yield f"verdict: {one.context}: {ends}: {then}"
    for rank in drift.ranks:
        title = titles.get(rank.card, rank.card)
        was, now = (f"{place} ({low} to {high})" for low, place, high in (rank.old, rank.new))
        yield f"rank: {rank.context}: {title}, {rank.method}: {was} → {now}"


def _pair(pair: PairDrift, titles: Mapping[str, str]) -> str:
    first, second = titles.get(pair.first, pair.first), titles.get(pair.second, pair.second)
    wiser = pair.question == "wiser"
    what = f"{first} wiser than {second}" if wiser else f"{first} and {second} both needed"
    was, now = (f"{of[0]} of {of[1]}" for of in (pair.old, pair.new))
    return f"changed: {pair.context}: {what}: {was} → {now} (adjusted p {pair.adjusted:.2g})"


def _retest_lines(retest: RetestResult | None, k: int) -> Iterator[str]:
    from commonweal.documents import people

    if retest is None or not retest.answers:
        return
    if retest.people < k:
        yield f"Fewer than {people(k)} answered again: what they said is not told."
        return
    found = retest.value
    yield from retest.explain()
    if retest.status == "estimated":
        yield f"  the same again: {_interval(found.raw)}"
        yield f"  Cohen's kappa: {_interval(found.kappa)}; Gwet's AC1: {_interval(found.ac1)}"
    if found.shift is not None:
        yield f"  do answers shift one way? Stuart-Maxwell p {found.shift.p_value:.2g}"


def _interval(measure: Agreement) -> str:
    if measure.value is None:
        return "not defined"
    if measure.low is None or measure.high is None:
        return f"{measure.value:.2f} (too few people for an interval)"
    return f"{measure.value:.2f} ({measure.low:.2f} to {measure.high:.2f})"


def _endorsed_lines(
    told: list[EndorsementsAfter], titles: Mapping[str, str], *, untold: int, k: int
) -> Iterator[str]:
    """Yield what was said of each record by the time after publication; never a sum of several."""
    from commonweal.documents import people

    for one in told:
        days = one.from_days
        span = f"{days} to {one.to_days} days" if one.to_days else f"{days} days and more"
        yield f"{one.question}? ({titles.get(one.record, _short(one.record))}, {span} after):"
        yield from (f"  {line}" for line in one.share.explain())
    if untold:
        yield f"Of {untold} more, fewer than {people(k)} each were asked: that is not told."


def _short(record: str) -> str:
    kind, _, digits = record.partition(":")
    return f"{kind}:{digits[:8]}"


def _retest_content(retest: RetestResult, k: int) -> dict[str, Any]:
    if 0 < retest.people < k:
        return {"people": None, "fewer_than": k}
    found = retest.value
    return {
        "people": retest.people,
        "fewer_than": None,
        "answers": retest.answers,
        "table": found.table.tolist(),
        **{name: asdict(getattr(found, name)) for name in ("raw", "kappa", "ac1")},
        "shift": None if found.shift is None else asdict(found.shift),
    }


def _endorsed_content(one: EndorsementsAfter) -> dict[str, Any]:
    content = asdict(one)
    for name in ("among_answers", "low", "high"):
        value = content["share"][name]
        content["share"][name] = None if value is None else str(value)
    return content

"""``commonweal graph estimate``: what people hold of each pair, and how sure that is."""

from __future__ import annotations

from fractions import Fraction
from math import exp
from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._arguments import PATH, OneOf
from commonweal.cli._command import ShownCommand
from commonweal.cli._lines import cut
from commonweal.cli._output import current_output, output_options
from commonweal.cli._rates import exact_rate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commonweal.studies import EstimatedVotes

TITLE = 32
"""How much of a title a row of the table holds; longer ones end in “…”."""

DOUBTFUL = 5
"""Of how many of a hundred such calls one is told to be wrong in; below, it is not told."""

SIDES = {0: "first", 1: "second", -1: None}
SIGNS = {0: ">", 1: "<", -1: "?"}

LEGEND = (
    "(> the first can be called wiser, < the second, ? neither; share for the first with its "
    "interval; votes that took a side)"
)


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal graph estimate garden",
        "commonweal graph estimate votes.parquet --rate 1/100 --json",
    ),
)
@click.argument("path", type=PATH)
@click.option("--context", help="Show only the pairs of this context; all are estimated.")
@click.option(
    "--rate",
    default="1/20",
    show_default=True,
    help="Call as many pairs as keep the expected share of wrong ones to this.",
)
@click.option(
    "--order",
    type=OneOf(["study", "context", "none"]),
    default="study",
    help="Let being shown first have one effect (study), one in each context, or none.",
)
@click.option(
    "--rows", type=click.IntRange(min=1), default=10, help="How many of the surest and least sure."
)
@output_options
def estimate(path: Path, context: str | None, rate: str, order: Any, rows: int) -> None:
    """Estimate what share of people hold which value wiser. PATH is a study or a file of votes.

    The effect of the order shown and people's own habit of choosing the first are taken out; pairs
    with few votes lean on the same pair in broader contexts. It informs, and decides nothing.

    Exit codes: 0 estimated; 3 the study or the file is not valid; 6 the fit did not settle.
    """
    from commonweal.estimates import HierarchicalEstimate
    from commonweal.studies import estimate_votes

    method = HierarchicalEstimate(order_effect=order, false_edge_rate=exact_rate(rate, "--rate"))
    found = estimate_votes(path, method)
    found.estimate.raise_if_failed()
    shown = _shown(found, context, path)
    text = "\n".join(_lines(found, shown, rows))
    current_output().result("wiser_estimate", _data(found, shown), text)


def _shown(found: EstimatedVotes, context: str | None, path: Path) -> list[int]:
    from commonweal.documents import did_you_mean, one_of
    from commonweal.errors import InvalidDocument, Problem

    counts = found.estimate.counts
    if context is not None and context not in counts.contexts:
        expected = one_of(counts.contexts, some="the graph's contexts")
        hint = did_you_mean(context, counts.contexts)
        raise InvalidDocument(Problem("unknown-context", str(path), expected, repr(context), hint))
    return [
        row
        for row, code in enumerate(counts.context.tolist())
        if context in {None, counts.contexts[code]}
    ]


def _data(found: EstimatedVotes, shown: list[int]) -> dict[str, Any]:
    estimate, stats = found.estimate, found.estimate.stats
    order = estimate.first_shown
    return {
        "method": estimate.method,
        "parameters": {
            name: str(value) if isinstance(value, Fraction) else value
            for name, value in estimate.parameters.items()
        },
        "first_shown": {
            "low": order.low,
            "middle": order.middle,
            "high": order.high,
            "by_context": dict(
                zip(estimate.counts.contexts, order.by_context.tolist(), strict=True)
            ),
            "spread_of_people": order.spread_of_people,
        },
        "stats": {name: getattr(stats, name) for name in stats.__slots__},
        "pairs": [_pair(found, row) for row in shown],
    }


def _pair(found: EstimatedVotes, row: int) -> dict[str, Any]:
    counts, value = found.estimate.counts, found.estimate.value
    numbers = (
        *("low", "middle", "high", "log_odds", "deviation", "probability", "even", "wrong"),
        *("votes", "answers", "both_needed", "neither", "unsure"),
    )
    # Every number of a fit of few votes gives their count back to whoever fits it again.
    told = int(value.votes[row]) >= found.k
    return {
        "context": counts.contexts[counts.context[row]],
        "first": counts.cards[counts.low[row]],
        "second": counts.cards[counts.high[row]],
        **{name: getattr(value, name)[row].item() if told else None for name in numbers},
        "called": SIDES[int(value.called[row])] if told else None,
        "fewer_than": None if told else found.k,
    }


def _lines(found: EstimatedVotes, shown: list[int], rows: int) -> Iterator[str]:
    from commonweal.documents import counted, people

    estimate, stats, value = found.estimate, found.estimate.stats, found.estimate.value
    heard = people(stats.people) if stats.people >= found.k else f"fewer than {people(found.k)}"
    yield f"{heard}, {counted(stats.votes, 'vote')} for a side, {counted(stats.rows, 'pair')}"
    if not stats.votes:
        yield "Nobody took a side: there is nothing to estimate."
        return
    yield from _order_lines(found)
    wrong = f"{stats.expected_wrong:.1f} of them expected to be wrong"
    most = f"at most {float(100 * estimate.false_edge_rate):g} %"
    yield f"{counted(stats.called, 'pair')} can be called, {wrong} ({most})"
    yield "(this estimate calls, and informs; accepting is the verdict's own rule, and decides)"
    few = sum(int(value.votes[row]) < found.k for row in shown)
    if few:
        yield f"{counted(few, 'pair')} with fewer than {found.k} votes not told"
    shown = [row for row in shown if int(value.votes[row]) >= found.k]
    surest = sorted(shown, key=lambda row: -abs(value.log_odds[row] / value.deviation[row]))
    if not surest:
        return
    yield LEGEND
    if len(surest) <= 2 * rows:
        yield "from the surest to the least sure:"
        yield from (_row(found, row) for row in surest)
        return
    yield "the surest:"
    yield from (_row(found, row) for row in surest[:rows])
    yield "the least sure:"
    yield from (_row(found, row) for row in surest[-rows:])


def _order_lines(found: EstimatedVotes) -> Iterator[str]:
    estimate, order = found.estimate, found.estimate.first_shown
    percent = f"{float(100 * estimate.level):g} %"
    if estimate.parameters["order_effect"] != "none":
        yield (
            f"being shown first: {order.middle:+.2f} in log odds "
            f"({percent}: {order.low:+.2f} to {order.high:+.2f})"
        )
        tilted = 100 / (1 + exp(-order.middle))
        yield (
            f"  of those who take a side on an even pair, {tilted:.0f} % would be for what is "
            "shown first; those who take none are not in it"
        )
    if estimate.parameters["order_effect"] == "context":
        for name, effect in zip(estimate.counts.contexts, order.by_context, strict=True):
            yield f"  {name}: {effect:+.2f}"
    yield f"people's own tendency to choose it: spread {order.spread_of_people:.2f} around that"


def _row(found: EstimatedVotes, row: int) -> str:
    counts, value = found.estimate.counts, found.estimate.value
    first, second = (
        cut(found.titles.get(counts.cards[code], counts.cards[code]), TITLE)
        for code in (counts.low[row], counts.high[row])
    )
    low, middle, high = (100 * getattr(value, end)[row] for end in ("low", "middle", "high"))
    wrong = 100 * float(value.wrong[row]) if value.called[row] >= 0 else 0.0
    # The stated rate is that of all together: one by itself may be much less sure.
    doubt = f"  (wrong in {wrong:.0f} of 100 such)" if wrong >= DOUBTFUL else ""
    return (
        f"  {middle:3.0f} % ({low:.0f} to {high:.0f})  {int(value.votes[row]):>5}  "
        f"{first} {SIGNS[int(value.called[row])]} {second}  "
        f"{counts.contexts[counts.context[row]]}{doubt}"
    )

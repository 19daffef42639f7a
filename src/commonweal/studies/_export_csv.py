"""The values and the pairs of a moral graph as two tables, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from commonweal.documents import PairVerdict
    from commonweal.studies._published_graph import GraphToExport

VALUE_COLUMNS = ("card", "title", "policies", "contexts", "origin", "holders", "merged")
PAIR_COLUMNS = (
    *("context", "first", "second", "first_title", "second_title", "status", "wiser"),
    *("called_first_wiser", "called_second_wiser", "both_needed", "neither", "unsure"),
    *("share_low", "share_middle", "share_high", "origin"),
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula, full-width signs included."""


def export_csv_values(graph: GraphToExport) -> str:
    """Return a table with one row for each value.

    A number of holders below k is an empty cell. Several policies, contexts or merged cards stand
    in one cell, separated by `` | ``. A text that a spreadsheet could take for a formula has an
    apostrophe in front.

    Args:
        graph: what is to be told.
    """
    return _table(
        VALUE_COLUMNS,
        (
            (
                value.card,
                value.title,
                " | ".join(policy.text for policy in value.policies),
                " | ".join(value.contexts),
                value.origin,
                graph.holders(value),
                " | ".join(value.merged),
            )
            for value in graph.graph.values
        ),
    )


def export_csv_pairs(graph: GraphToExport) -> str:
    """Return a table with one row for each pair in each context, whatever its verdict.

    Where fewer than k answered, the answers and the share are empty cells; the verdict stands.

    Args:
        graph: what is to be told.
    """
    titles = {value.card: value.title for value in graph.graph.values}
    return _table(
        PAIR_COLUMNS,
        (
            (
                *(pair.context, pair.first, pair.second),
                *(titles.get(card, "") for card in (pair.first, pair.second)),
                *(pair.status, pair.wiser or ""),
                *_answers(pair, graph),
                graph.graph.origin,
            )
            for pair in graph.graph.pairs
        ),
    )


def _answers(pair: PairVerdict, graph: GraphToExport) -> tuple[object, ...]:
    answers = graph.answers(pair)
    if answers is None:
        return ("",) * 8
    share = pair.estimate
    ends = ("", "", "") if share is None else (share.low, share.middle, share.high)
    # As a decimal: a spreadsheet would take the exact "3/4" for a date.
    return (*answers.values(), *(_decimal(end) for end in ends))


def _decimal(rational: str) -> str:
    above, _, below = rational.partition("/")
    return f"{int(above) / int(below):.4f}" if below else ""


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if cell is None else _harmless(cell) for cell in row])
    return text.getvalue()


def _harmless(cell: object) -> object:
    """Return a text with an apostrophe in front if it could be taken for a formula."""
    if isinstance(cell, str) and (cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA)):
        return f"'{cell}"
    return cell

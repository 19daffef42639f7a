"""Writing a moral graph in a format of somebody's choice: one function for each format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from commonweal.documents import did_you_mean, one_of, write_text_atomically
from commonweal.errors import InvalidDocument, Problem
from commonweal.studies._export_csv import export_csv_pairs, export_csv_values
from commonweal.studies._export_graphml import export_graphml
from commonweal.studies._export_json_ld import export_json_ld
from commonweal.studies._export_mgg import export_mgg
from commonweal.studies._published_graph import GraphToExport

if TYPE_CHECKING:
    from pathlib import Path


def _published_v1(graph: GraphToExport) -> str:
    # It computes entropies, and so loads NumPy, which nothing else here needs.
    from commonweal.studies._export_published import export_published

    return export_published(graph, layout=1)


def _published_v2(graph: GraphToExport) -> str:
    from commonweal.studies._export_published import export_published

    return export_published(graph, layout=2)


EXPORT_FORMATS: Mapping[str, Callable[[GraphToExport], str]] = {
    "published-v1": _published_v1,
    "published-v2": _published_v2,
    "graphml": export_graphml,
    "csv-values": export_csv_values,
    "csv-pairs": export_csv_pairs,
    "json-ld": export_json_ld,
    "mgg": export_mgg,
}
"""Each format by its name. The reference page on formats says what each holds, and loses."""


def export_graph(path: Path, *, form: str, context: str | None = None) -> str:
    """Return the moral graph of a study that was run, a target or a graph, in a format.

    Nothing that is written tells of a number of people below k, of a group, or of a person.

    Args:
        path: a study that was run, its ``out`` folder, a target or a graph.
        form: one of `EXPORT_FORMATS`.
        context: only this context; all of them if none is named.

    Raises:
        InvalidDocument: with code ``no-graph``, ``unknown-context`` or ``unknown-format``.

    Cost: linear in the graph.
    """
    if form not in EXPORT_FORMATS:
        raise InvalidDocument(
            Problem(
                code="unknown-format",
                path="",
                expected=one_of(EXPORT_FORMATS),
                found=repr(form),
                hint=did_you_mean(form, EXPORT_FORMATS),
            )
        )
    return EXPORT_FORMATS[form](GraphToExport.of(path).only(context))


def write_graph_export(path: Path, out: Path, *, form: str, context: str | None = None) -> None:
    """Write what `export_graph` returns to a file, whole.

    Args:
        path: a study that was run, its ``out`` folder, a target or a graph.
        out: the file to write or replace.
        form: one of `EXPORT_FORMATS`.
        context: only this context; all of them if none is named.

    Raises:
        InvalidDocument: as `export_graph` does; nothing is written then.
        ExternalFailure: with code ``cannot-write``.
    """
    write_text_atomically(out, export_graph(path, form=form, context=context))

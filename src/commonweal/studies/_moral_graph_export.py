"""Published moral graphs, as the tools of the Meaning Alignment Institute export them.

Two layouts are in use. The first (2023) calls a value's policies ``evaluationCriteria`` and
describes it in ``instructionsShort``; the second (2024 and later) has ``policies`` and
``description``. Edges are the same in both: counts of answers, summed over contexts, without who
answered.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commonweal.documents import sha256_hex
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_TEXT, MOST_POLICIES = 300, 12


@dataclass(frozen=True, slots=True)
class ExportedValue:
    """A value as exported."""

    id: str
    title: str
    policies: tuple[str, ...]
    contexts: tuple[str, ...]
    page_rank: float | None


@dataclass(frozen=True, slots=True)
class ExportedEdge:
    """The answers on whether somebody who moved from one value to another became wiser.

    There are four of them; ``impressions``, which are counted beside them, are none.
    """

    source: str
    wiser: str
    contexts: tuple[str, ...]
    marked_wiser: int
    marked_not_wiser: int
    marked_less_wise: int
    marked_unsure: int
    impressions: int | None
    entropy: float | None
    likelihood: float | None


@dataclass(frozen=True, slots=True)
class MoralGraphExport:
    """A whole export."""

    layout: int
    values: tuple[ExportedValue, ...]
    edges: tuple[ExportedEdge, ...]
    sha256: str


def read_moral_graph_export(path: Path) -> MoralGraphExport:
    """Read an exported moral graph of either layout.

    Raises:
        InvalidDocument: with everything that is not as exported.
    """
    try:
        data = path.read_bytes()
        content = json.loads(data)
    except (OSError, ValueError, RecursionError) as error:
        raise InvalidDocument(
            Problem("import-file", str(path), "an exported moral graph, as JSON", str(error))
        ) from error
    reader = _Reader(path.name)
    layout = reader.layout(content)
    values = tuple(reader.values(content, layout))
    edges = tuple(reader.edges(content, {value.id for value in values}))
    if reader.problems:
        raise InvalidDocument(reader.problems)
    return MoralGraphExport(layout=layout, values=values, edges=edges, sha256=sha256_hex(data))


class _Reader:
    """Takes the parts of an export out of plain JSON and collects what is wrong with them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def layout(self, content: Any) -> int:
        """Return which of the two layouts it is."""
        for part in ("values", "edges"):
            if not isinstance(content, dict) or not isinstance(content.get(part), list):
                raise InvalidDocument(
                    Problem("import-column", self.name, f"a list {part!r}", "none")
                )
        older = [value for value in content["values"] if "evaluationCriteria" in _fields(value)]
        if older and len(older) != len(content["values"]):
            self._wrong("import-column", "values", "one layout", "values of both layouts")
        return 1 if older else 2

    def values(self, content: dict[str, Any], layout: int) -> Iterator[ExportedValue]:
        """Yield the values."""
        policies = "evaluationCriteria" if layout == 1 else "policies"
        seen: set[str] = set()
        for index, value in enumerate(content["values"]):
            place = f"values[{index}]"
            fields = _fields(value)
            name = self._id(fields, "id", place)
            if name in seen:
                self._wrong("import-duplicate", f"{place}.id", "every value once", repr(name))
            seen.add(name)
            texts = self._texts(fields, policies, place)
            if not 1 <= len(texts) <= MOST_POLICIES:
                self._wrong(
                    "import-label",
                    f"{place}.{policies}",
                    f"1 to {MOST_POLICIES} texts",
                    str(len(texts)),
                )
            title = fields.get("title") or fields.get("description") or next(iter(texts), "")
            yield ExportedValue(
                id=name,
                title=self._text(title, f"{place}.title"),
                policies=texts,
                contexts=self._texts(fields, "contexts", place, optional=True),
                page_rank=_number(fields.get("pageRank")),
            )

    def edges(self, content: dict[str, Any], known: set[str]) -> Iterator[ExportedEdge]:
        """Yield the edges: all that are exported, not only those that a threshold kept."""
        part = "allEdges" if isinstance(content.get("allEdges"), list) else "edges"
        seen: set[tuple[str, str]] = set()
        for index, edge in enumerate(content[part]):
            place = f"{part}[{index}]"
            fields = _fields(edge)
            source = self._id(fields, "sourceValueId", place)
            wiser = self._id(fields, "wiserValueId", place)
            for field, name in (("sourceValueId", source), ("wiserValueId", wiser)):
                if name not in known:
                    self._wrong("import-label", f"{place}.{field}", "the id of a value", repr(name))
            if source == wiser or (source, wiser) in seen:
                self._wrong(
                    "import-duplicate", place, "each pair once, of two values", f"{source}, {wiser}"
                )
            seen.add((source, wiser))
            summary = _fields(fields.get("summary"))
            impressions = _fields(fields.get("counts")).get("impressions")
            yield ExportedEdge(
                source=source,
                wiser=wiser,
                contexts=self._texts(fields, "contexts", place, optional=True),
                marked_wiser=self._count(fields, "markedWiser", place),
                marked_not_wiser=self._count(fields, "markedNotWiser", place),
                marked_less_wise=self._count(fields, "markedLessWise", place),
                marked_unsure=self._count(fields, "markedUnsure", place),
                impressions=impressions if isinstance(impressions, int) else None,
                entropy=_number(summary.get("entropy")),
                likelihood=_number(summary.get("wiserLikelihood")),
            )

    def _wrong(self, code: str, place: str, expected: str, found: str) -> None:
        self.problems.append(Problem(code, f"{self.name} {place}", expected, found))

    def _id(self, fields: dict[str, Any], field: str, place: str) -> str:
        name = fields.get(field)
        if not isinstance(name, int | str) or isinstance(name, bool):
            self._wrong("import-label", f"{place}.{field}", "a number or a text", repr(name)[:80])
        return str(name)

    def _text(self, text: Any, place: str) -> str:
        if not isinstance(text, str) or not 1 <= len(text) <= LONGEST_TEXT:
            self._wrong("import-label", place, f"a text of 1 to {LONGEST_TEXT}", repr(text)[:80])
        return " ".join(str(text).split())

    def _texts(
        self, fields: dict[str, Any], field: str, place: str, *, optional: bool = False
    ) -> tuple[str, ...]:
        texts = fields.get(field)
        if texts is None and optional:
            return ()
        if not isinstance(texts, list):
            self._wrong("import-column", f"{place}.{field}", "a list of texts", repr(texts)[:80])
            return ()
        return tuple(
            self._text(text, f"{place}.{field}[{index}]") for index, text in enumerate(texts)
        )

    def _count(self, fields: dict[str, Any], field: str, place: str) -> int:
        count = _fields(fields.get("counts")).get(field)
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            self._wrong("import-label", f"{place}.counts.{field}", "a count", repr(count)[:80])
            return 0
        return count


def _fields(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) else None

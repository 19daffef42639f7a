"""The page of error codes: each code in the source, where it is raised, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field

from reference._codes import Raised, raised_codes
from reference._remedies import EXPECTED, WHAT_TO_DO

OPENING = """\
# Error codes

A problem is reported with its code, the place, what was expected there, what was found, and what
to do. Codes are stable: programs may rely on them. All problems of a file are reported together.

`…` stands for what depends on the case.
"""


@dataclass(slots=True)
class _Entry:
    rooms: set[str] = field(default_factory=set)
    expected: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)


def error_page() -> str:
    """Return the page."""
    parts = [OPENING]
    for code, entry in sorted(_entries().items()):
        rooms = ", ".join(f"`{room}`" for room in sorted(entry.rooms))
        lines = [f"## `{code}`", "", f"Raised in {rooms}."]
        if entry.expected:
            lines += ["", "Expected:", "", *(f"- {text}" for text in entry.expected)]
        if entry.hints:
            lines += ["", "What to do:", "", *(f"- {text}" for text in entry.hints)]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def untold() -> dict[str, tuple[str, ...]]:
    """Return which texts of a code are told nowhere, or beside the source though it tells them.

    Texts of codes that no source has any more are wrong too.
    """
    found: dict[str, list[str]] = {code: [] for code in {*EXPECTED, *WHAT_TO_DO}}
    entries = _entries(aside=True)
    for code in {*found, *entries}:
        entry = entries.get(code, _Entry())
        for name, texts, told in (
            ("expected", entry.expected, EXPECTED),
            ("what to do", entry.hints, WHAT_TO_DO),
        ):
            if code not in entries:
                found.setdefault(code, []).append("no such code")
            elif bool(texts) == (code in told):
                found.setdefault(code, []).append(name)
    return {code: tuple(wrong) for code, wrong in sorted(found.items()) if wrong}


def _entries(*, aside: bool = False) -> dict[str, _Entry]:
    """Return what is told of each code; what stands beside the source may be left aside."""
    entries: dict[str, _Entry] = {}
    for raised in raised_codes():
        _add(entries.setdefault(raised.code, _Entry()), raised)
    for code, entry in entries.items() if not aside else ():
        told = Raised(code, "", EXPECTED.get(code, ""), WHAT_TO_DO.get(code, ""))
        _tell(entry, told)
    return entries


def _add(entry: _Entry, raised: Raised) -> None:
    entry.rooms.add(raised.room)
    _tell(entry, raised)


def _tell(entry: _Entry, raised: Raised) -> None:
    for texts, text in ((entry.expected, raised.expected), (entry.hints, raised.hint)):
        clean = " ".join(text.split())
        if clean.strip("… ") and clean not in texts:
            texts.append(_plain(clean))


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").translate({ord(mark): f"\\{mark}" for mark in "*_`<>[]{}#"})

"""The page of error codes: each code in the source, where it is raised, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field

from reference._codes import Raised, raised_codes

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
    entries: dict[str, _Entry] = {}
    for raised in raised_codes():
        _add(entries.setdefault(raised.code, _Entry()), raised)
    parts = [OPENING]
    for code, entry in sorted(entries.items()):
        rooms = ", ".join(f"`{room}`" for room in sorted(entry.rooms))
        lines = [f"## `{code}`", "", f"Raised in {rooms}."]
        if entry.expected:
            lines += ["", "Expected:", "", *(f"- {text}" for text in entry.expected)]
        if entry.hints:
            lines += ["", "What to do:", "", *(f"- {text}" for text in entry.hints)]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _add(entry: _Entry, raised: Raised) -> None:
    entry.rooms.add(raised.room)
    for texts, text in ((entry.expected, raised.expected), (entry.hints, raised.hint)):
        clean = " ".join(text.split())
        if clean and clean != "…" and clean not in texts:
            texts.append(_plain(clean))


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").translate({ord(mark): f"\\{mark}" for mark in "*_`<>[]{}#"})

"""Actions of the plan that no norm is about, though one of nearly the same name is."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from commonweal.documents import Norm, Principle, Situation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.errors import Problem
    from commonweal.studies._study_records import Entry, StudyRecords

NEAR = 0.8
"""How alike two names are, from 0 to 1, before one may be meant for the other: as a word of eight
letters is to the same with two neighbours exchanged."""
LONGER = 1
"""By how many letters one may be longer: "unlock" is not meant for "lock"."""


def warn_misspelt_actions(records: StudyRecords) -> Iterator[Problem]:
    """Yield a warning for each action of an act or a deed that may be another one, misspelt.

    No norm and no principle is about it, and some norm is about one that is spelled nearly so. Two
    names that differ in their digits alone are meant to differ. A slip of more than a letter or
    two is not seen, and a name that is near another by chance is.

    Cost: each such action, once, against all that norms are about.
    """
    about = sorted({entry.record.action for entry in records.of(Norm)})
    spoken = {*about, *(entry.record.action for entry in records.of(Principle))}
    places: dict[str, list[tuple[Entry[Situation], str]]] = {}
    for entry in records.of(Situation):
        for action, field in _actions(entry.record):
            if action not in spoken:
                places.setdefault(action, []).append((entry, field))
    for action, named in places.items() if about else ():
        near = get_close_matches(action, about, n=len(about), cutoff=NEAR)
        if meant := [other for other in near if _misspelt(action, other)]:
            entry, field = named[0]
            yield entry.problem(
                "misspelt-action",
                field,
                expected="an action that some norm or principle is about",
                found=f"{action!r}" + (f", {len(named)} times" if len(named) > 1 else ""),
                hint=f"Did you mean {meant[0]!r}? Nothing forbids or demands what is named here.",
            )


def _actions(situation: Situation) -> Iterator[tuple[str, str]]:
    """Yield the action of each act and deed, and the way to it."""
    for option in situation.options:
        for index, act in enumerate(option.acts):
            yield act.action, f"options[{option.name}].acts[{index}].action"
    for deed in situation.deeds:
        yield deed.action, f"deeds[{deed.name}].action"


def _misspelt(action: str, other: str) -> bool:
    """Tell whether a name that is near another may be a slip of the pen."""
    return abs(len(action) - len(other)) <= LONGER and _letters(action) != _letters(other)


def _letters(name: str) -> str:
    return "".join(letter for letter in name if not letter.isdigit())

"""Actions of nearly the same name, one of which nothing knows: a slip that leaves a norm idle."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from commonweal.documents import Norm, Principle, Situation, one_slip
from commonweal.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from commonweal.documents import Located
    from commonweal.studies._folder import StudyFolder
    from commonweal.studies._study_records import Entry, StudyRecords

NEAR = 0.8
"""How alike two names are, from 0 to 1, before one may be meant for the other: as a word of eight
letters is to the same with two neighbours exchanged."""
LONGER = 1
"""By how many letters one may be longer: "unlock" is not meant for "lock"."""


def warn_misspelt_actions(records: StudyRecords) -> Iterator[Problem]:
    """Yield a warning for each action of an act, a deed or a norm that may be another, misspelt.

    Of an act or a deed, where no norm and no principle is about it, and some norm is about one that
    is spelled nearly so. Of a norm, where no act, deed or principle does it, and it is one slip
    from an action that one of them does, or that more norms are about. Two names that differ in
    their digits alone are meant to differ. A slip of more than a letter or two is not seen, and a
    name that is near another by chance is.

    Cost: each such action, once, against all that norms are about and that is done.
    """
    norms = records.of(Norm)
    done = _done(
        (entry.record for entry in records.of(Situation)),
        (entry.record for entry in records.of(Principle)),
    )
    named = set()
    for problem, meant in _misspelt_acts(records, done):
        named.add(meant)
        yield problem
    actions = [entry.record.action for entry in norms]
    for action, meant in _misspelt_of_norms(actions, done).items():
        if action in named:
            # The act that was meant is told already, with this action.
            continue
        entries = [entry for entry in norms if entry.record.action == action]
        yield entries[0].problem("misspelt-action", "action", **_of_norm(action, meant, entries))


def warn_misspelt_in(norms: Iterable[Located], folder: StudyFolder) -> Iterator[Problem]:
    """Yield a warning for each action of norms, not in a study yet, that may be misspelt there.

    Args:
        norms: records with their places; those that are no norms are passed over.
        folder: the study that they are for. Norms of it that have the same names are replaced.
    """
    new = [(item, item.record) for item in norms if isinstance(item.record, Norm)]
    names = {norm.name for _, norm in new}
    actions = [norm.action for norm in folder.norms if norm.name not in names]
    actions += [norm.action for _, norm in new]
    done = _done(folder.situations, folder.principles)
    for action, meant in _misspelt_of_norms(actions, done).items():
        if places := [item.place for item, norm in new if norm.action == action]:
            yield Problem(
                "misspelt-action", f"{places[0]} action", **_of_norm(action, meant, places)
            )


def _misspelt_acts(records: StudyRecords, done: Collection[str]) -> Iterator[tuple[Problem, str]]:
    """Yield what is said of each action of acts that may be misspelt, and which may be meant."""
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
            hint = f"Did you mean {meant[0]!r}? Nothing forbids or demands what is named here."
            if meant[0] not in done:
                hint = f"{hint} No act is that: the norm's may be the misspelt one."
            problem = entry.problem(
                "misspelt-action",
                field,
                expected="an action that some norm or principle is about",
                found=f"{action!r}" + (f", {len(named)} times" if len(named) > 1 else ""),
                hint=hint,
            )
            yield problem, meant[0]


def _misspelt_of_norms(actions: Sequence[str], done: Collection[str]) -> Mapping[str, str]:
    """Return the actions that may be misspelt in norms, each with the one that may be meant.

    Args:
        actions: what norms are about, one of each norm.
        done: what is done in acts, deeds and principles.
    """
    count = Counter(actions)
    # The more is said of an action, the likelier it is the right one; at last, the one said first.
    likeliest = sorted(count, key=lambda action: -count[action])
    found = {}
    for place, action in enumerate(likeliest):
        if action not in done:
            others = (*sorted(done), *likeliest[:place])
            meant = next((other for other in others if one_slip(action, other)), None)
            if meant is not None:
                found[action] = meant
    return found


def _of_norm(action: str, meant: str, places: Sequence[object]) -> dict[str, str]:
    times = f", {len(places)} times" if len(places) > 1 else ""
    return {
        "expected": "an action that some act, deed or principle does",
        "found": f"{action!r}{times}",
        "hint": f"Did you mean {meant!r}? The norm says nothing of that.",
    }


def _done(situations: Iterable[Situation], principles: Iterable[Principle]) -> set[str]:
    acts = {action for situation in situations for action, _ in _actions(situation)}
    return acts | {principle.action for principle in principles}


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

"""What cannot be asked of norms: moments that are none, values that no fact has, names unknown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from commonweal.documents import expect_moment, shown, word_wanted
from commonweal.errors import InvalidDocument, Problem
from commonweal.norms._fact_types import type_faults
from commonweal.norms._spoken_names import unknown_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from commonweal.documents import FactValue
    from commonweal.norms._act_judge import PlainAct
    from commonweal.norms._spoken_names import SpokenNames

_PLAIN_COLLECTIONS = (tuple, list, set, frozenset)
"""Types of a collection of names, of which an empty one is in order."""
_EVERY_VALUE = (bool, int)
"""Types every value of which a fact can have."""


def act_faults(act: PlainAct, known: SpokenNames | None) -> Iterator[Problem]:
    """Yield all that is wrong with an act; whether it has to be somewhere is looked at elsewhere.

    Args:
        act: the act.
        known: the names that it may have; None where any will do.
    """
    yield from text_faults("action", act.action)
    yield from moment_faults("at", act.at)
    # What is in order is passed over here, where it costs least: all of an act most often is.
    if act.place is not None:
        yield from text_faults("place", act.place)
    toward = () if act.toward is None else act.toward
    for path, names, kind in (
        ("roles", act.roles, "roles"),
        ("toward", toward, "roles"),
        ("contexts", act.contexts, "contexts"),
        ("broken", act.broken, "norms"),
    ):
        # Of other types it is not asked whether they are empty: an array does not say.
        if type(names) not in _PLAIN_COLLECTIONS or names:
            yield from _names_faults(path, names, kind, known)
    yield from _facts_faults("facts", act.facts, known)
    yield from _facts_faults("facts_before", act.facts_before, known)


def moment_faults(path: str, moment: object) -> Iterator[Problem]:
    """Yield the problem that something is no moment as records write it, if so."""
    if not isinstance(moment, str):
        yield from text_faults(path, moment)
    elif not _is_moment(moment):
        yield from _moment_problems(path, moment)


def value_faults(path: str, value: object) -> Iterator[Problem]:
    """Yield the problem that no fact can have a value, if so.

    Integers may be larger than in records: nothing is written down.
    """
    if isinstance(value, str):
        if (wanted := word_wanted(value)) is not None:
            yield Problem("wrong-form", path, wanted, shown(value))
    elif not isinstance(value, bool | int):
        yield Problem(
            code="wrong-type",
            path=path,
            expected="true or false, an integer, a fraction 'p/q', or a word",
            found=_typed(value),
            hint="A number that is not whole is written as a fraction, '2/5'. What is unknown is"
            " left out.",
        )


def known_value_faults(path: str, value: object) -> Iterator[Problem]:
    """Yield the same, but None is no fault: it stands for what is unknown."""
    if value is not None:
        yield from value_faults(path, value)


def text_faults(path: str, value: object) -> Iterator[Problem]:
    """Yield the problem that something is no text, if so."""
    if not isinstance(value, str):
        yield Problem("wrong-type", path, "text", _typed(value))


def column_faults(
    path: str, column: Any, faults: Callable[[str, object], Iterator[Problem]]
) -> Iterator[Problem]:
    """Yield what is wrong with the first value of a column that is not in order.

    Args:
        path: where the column stands.
        column: an array.
        faults: yields what is wrong with a value. Of text that it says the same each time.
    """
    seen: set[str] = set()
    for row, value in enumerate(column.tolist()):
        if isinstance(value, str):
            if value in seen:
                continue
            seen.add(value)
        if problems := [*faults(f"{path}[{row}]", value)]:
            yield from problems
            return


def names_type_faults(path: str, names: Any, *, mapping: bool = False) -> Iterator[Problem]:
    """Yield the problem that something is no collection, or no mapping, of names, if so.

    A mapping is no collection of names: whoever gives one may mean that some of them are not there.
    """
    wanted = "a mapping by name" if mapping else "a collection of names"
    of_type = isinstance(names, Mapping if mapping else Collection)
    if not of_type or isinstance(names, str | bytes) or isinstance(names, Mapping) != mapping:
        yield Problem("wrong-type", path, wanted, _typed(names))
        return
    for name in names:
        if not isinstance(name, str):
            yield from text_faults(path, name)


def _names_faults(
    path: str, names: Collection[str], kind: str, known: SpokenNames | None
) -> Iterator[Problem]:
    if problems := [*names_type_faults(path, names)]:
        yield from problems
    elif known is not None and not (spoken := getattr(known, kind)).issuperset(names):
        yield from unknown_names(path, names, kind, spoken)


def _facts_faults(
    path: str, facts: Mapping[str, FactValue], known: SpokenNames | None
) -> Iterator[Problem]:
    if problems := [*names_type_faults(path, facts, mapping=True)]:
        yield from problems
        return
    if known is not None and not known.facts.issuperset(facts):
        yield from unknown_names(path, facts, "facts", known.facts)
    for name, value in facts.items():
        where = f"{path}.{name}"
        if type(value) not in _EVERY_VALUE and (problems := [*value_faults(where, value)]):
            yield from problems
        elif known is not None:
            yield from type_faults(where, name, value, known.types)


def _typed(value: object) -> str:
    return f"{shown(value)}, of type {type(value).__name__}"


@lru_cache(maxsize=1024)
def _is_moment(text: str) -> bool:
    return not _moment_problems("", text)


def _moment_problems(path: str, text: str) -> tuple[Problem, ...]:
    try:
        expect_moment(text, path)
    except InvalidDocument as error:
        return error.problems
    return ()

"""What a tool returned and did not do yet: a call of it has not come back."""

from __future__ import annotations

import inspect
import io
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Future
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

_HOLDERS = (list, tuple, set, frozenset)


def is_to_come(result: object) -> bool:
    """Return whether what a tool returned, or something in it, may still have to be carried out.

    So it is with what has to be awaited, with a future unless it ended well, and with what yields
    one thing after the other: whoever has it may never go on, and a task that was begun may still
    fail. An iterator over what is there already looks no other, and counts so too; but a
    generator that has ended is done, and so is a file that was opened. Lists, tuples, sets,
    the values of tables and what a future came to are looked into.
    """
    left, seen = [result], set[int]()
    while left:
        held = left.pop()
        within = _held_in(held)
        if within is None and _one_to_come(held):
            return True
        if within is not None and id(held) not in seen:
            seen.add(id(held))
            left.extend(within)
    return False


def _held_in(result: object) -> Iterable[object] | None:
    # Of these types exactly: going through any other may run what somebody wrote.
    if type(result) in _HOLDERS:
        return cast("Iterable[object]", result)
    if type(result) is dict:
        return cast("dict[object, object]", result).values()
    if isinstance(result, Future) and _ended_well(result):
        return (result.result(),)
    return None


def _ended_well(future: Future[object]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _one_to_come(held: object) -> bool:
    if isinstance(held, Future):
        return True
    if inspect.isgenerator(held):
        return inspect.getgeneratorstate(held) != inspect.GEN_CLOSED
    if isinstance(held, io.IOBase):
        return False
    return inspect.isawaitable(held) or isinstance(held, Iterator | AsyncIterator)

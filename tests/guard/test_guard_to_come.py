"""What a tool returned is told apart: what is there, and what may still have to be carried out."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from commonweal.guard._to_come import is_to_come


class Steps:
    """An iterator of somebody's own, of both kinds."""

    def __iter__(self) -> Iterator[int]:
        """Return itself."""
        return self

    def __next__(self) -> int:
        """Do the next step."""
        pytest.fail("went on")

    def __aiter__(self) -> AsyncIterator[int]:
        """Return itself."""
        return self

    async def __anext__(self) -> int:
        """Do the next step."""
        pytest.fail("went on")


class Awaited:
    """Something that is awaited, and no coroutine."""

    def __await__(self) -> Iterator[None]:
        """Wait for nothing."""
        yield


class Looked(list[object]):
    """A list that does something when it is gone through."""

    def __iter__(self) -> Iterator[object]:
        """Fail."""
        pytest.fail("looked into")


def future(**ended: Any) -> Future[object]:
    made: Future[object] = Future()
    if "result" in ended:
        made.set_result(ended["result"])
    elif "error" in ended:
        made.set_exception(ended["error"])
    elif ended:
        made.cancel()
    return made


def waiting() -> asyncio.Future[None]:
    loop = asyncio.new_event_loop()
    try:
        return loop.create_future()
    finally:
        loop.close()


def generator(*, ended: bool) -> Iterator[int]:
    made = (number for number in (1,))
    if ended:
        assert [1] == list(made)
    return made


async def streamed() -> AsyncIterator[int]:
    yield 1


def itself() -> list[object]:
    made: list[object] = [1]
    made.append(made)
    return made


@pytest.mark.parametrize(
    "make",
    [
        future,
        lambda: future(cancelled=True),
        lambda: future(error=OSError()),
        lambda: future(result=map(str, [1])),
        waiting,
        Awaited,
        lambda: generator(ended=False),
        lambda: map(str, [1]),
        lambda: zip([1], [2], strict=True),
        lambda: filter(None, [1]),
        lambda: iter([1]),
        streamed,
        Steps,
        lambda: [1, {"more": ({future()},)}],
        lambda: [*itself(), map(str, [1])],
    ],
)
def test_what_is_awaited_or_yields_and_what_did_not_end_well_is_to_come(
    make: Callable[[], object],
) -> None:
    """Whoever has it may never go on, and what was begun may have failed."""
    assert is_to_come(make())


@pytest.mark.parametrize(
    "make",
    [
        lambda: None,
        lambda: "text",
        lambda: {"a": [1, (2.5, {True})], "b": range(3)},
        lambda: future(result="done"),
        lambda: [future(result=[1])],
        lambda: generator(ended=True),
        lambda: io.BytesIO(b"a line"),
        lambda: Path(__file__),
        lambda: map,
        lambda: Looked([1]),
        itself,
    ],
)
def test_what_is_there_has_come(make: Callable[[], object]) -> None:
    """Data, a file that was opened, a future and a generator that ended; none is gone through."""
    assert not is_to_come(make())

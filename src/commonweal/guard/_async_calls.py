"""Calls of asynchronous tools: judged and entered in threads, whatever is cancelled."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any, TypeVar

from commonweal.guard._verdict import CallResult

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from commonweal.guard._guard import Guard

T = TypeVar("T")


async def acall(
    guard: Guard,
    tool: str,
    arguments: Mapping[str, Any],
    carry_out: Callable[..., Awaitable[T]],
    *,
    ask: str | None,
) -> CallResult:
    """Carry a call out if it may be, and enter what came of it; see `Guard.acall`.

    A task that is cancelled while a verdict is entered waits for it: a call that was let through
    and then not begun is entered as withdrawn, and one that was begun as failed.
    """
    judging = asyncio.ensure_future(asyncio.to_thread(guard.judge, tool, arguments, ask=ask))
    try:
        verdict = await asyncio.shield(judging)
    except asyncio.CancelledError:
        await _settled(judging)
        if judging.exception() is None and judging.result().outcome == "act":
            await _entered(guard.withdraw, judging.result())
        raise
    if verdict.outcome != "act" or verdict.call is None:
        return CallResult(verdict)
    try:
        value = await carry_out(**verdict.call.arguments)
    except BaseException as error:
        await _entered(guard.finish, verdict, error=error)
        raise
    await _entered(guard.finish, verdict, result=value)
    return CallResult(verdict, value)


async def _entered(enter: Callable[..., str], *given: Any, **named: Any) -> None:
    """Enter something in a thread, and wait for it though the task is cancelled meanwhile."""
    entering = asyncio.ensure_future(asyncio.to_thread(enter, *given, **named))
    try:
        await asyncio.shield(entering)
    except asyncio.CancelledError:
        await _settled(entering)
        raise


async def _settled(task: asyncio.Future[Any]) -> None:
    while not task.done():
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait({task})

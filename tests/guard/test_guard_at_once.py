"""Calls at once: threads, tasks, tasks that are cancelled, functions and agents' tools."""

from __future__ import annotations

import asyncio
import inspect
import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from commonweal.errors import NotAuthorised
from commonweal.guard import Guard, audit, guarded_tool

MakeGuard = Callable[..., Guard]


def stages(guard: Guard) -> list[str]:
    lines = (guard.folder / "calls.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["stage"] for line in lines]


def test_threads_never_pass_a_total_together(make_guard: MakeGuard) -> None:
    """Of 24 transfers of 950 at once ten are let through, however the threads run."""
    guard = make_guard()
    together = threading.Barrier(8)

    def pay(number: int) -> bool:
        if number < 8:
            together.wait(30)
        return guard.call("transfer", {"to": "mill", "amount": 950}, dict).carried_out

    with ThreadPoolExecutor(8) as threads:
        carried_out = sum(threads.map(pay, range(24)))

    assert 10 == carried_out
    assert ["intent"] * 10 == [stage for stage in stages(guard) if stage == "intent"]
    assert () == audit(guard.folder).findings


def test_a_release_is_used_by_one_thread(make_guard: MakeGuard) -> None:
    """However many come with it at once."""
    guard = make_guard()
    call = {"to": "mill", "amount": 10_000}
    ask = guard.judge("transfer", call).ask
    assert ask is not None
    guard.answer(ask.id, by="treasurer", release=True)
    together = threading.Barrier(6)

    def use(_: int) -> str:
        together.wait(30)
        return guard.judge("transfer", call, ask=ask.id).outcome

    with ThreadPoolExecutor(6) as threads:
        outcomes = sorted(threads.map(use, range(6)))

    assert ["act", *["refuse"] * 5] == outcomes


def test_tasks_never_pass_a_total_together_and_run_side_by_side(make_guard: MakeGuard) -> None:
    """All ten that are let through are under way at the same time."""
    guard = make_guard()

    async def main() -> int:
        under_way = 0
        all_there = asyncio.Event()

        async def transfer(**_: Any) -> None:
            nonlocal under_way
            under_way += 1
            if under_way == 10:
                all_there.set()
            await all_there.wait()

        call = {"to": "mill", "amount": 950}
        results = await asyncio.gather(
            *(guard.acall("transfer", call, transfer) for _ in range(14))
        )
        return sum(result.carried_out for result in results)

    assert 10 == asyncio.run(asyncio.wait_for(main(), 60))


def test_the_loop_goes_on_while_a_verdict_waits(make_guard: MakeGuard) -> None:
    """A source that takes its time holds up nobody else."""
    turned = threading.Event()

    def slow(_: Any) -> bool:
        return not turned.wait(30)

    guard = make_guard(sources={"accounts": slow})

    async def main() -> str:
        async def transfer(**_: Any) -> str:
            return "paid"

        call = asyncio.ensure_future(guard.acall("transfer", {"to": "mill", "amount": 5}, transfer))
        await asyncio.sleep(0)
        turned.set()  # were the loop waiting for the source, nobody would get here
        return str((await call).value)

    assert "paid" == asyncio.run(asyncio.wait_for(main(), 60))


def test_a_task_that_is_cancelled_leaves_no_intent_open(make_guard: MakeGuard) -> None:
    """What was let through and not begun is withdrawn; what was begun ends as raised."""
    asked, go = threading.Event(), threading.Event()

    def slow(_: Any) -> bool:
        asked.set()
        return not go.wait(30)

    guard = make_guard(sources={"accounts": slow})
    call = {"to": "mill", "amount": 5}

    async def main() -> None:
        begun = asyncio.Event()

        async def transfer(**_: Any) -> None:
            begun.set()
            await asyncio.Event().wait()

        early = asyncio.ensure_future(guard.acall("transfer", call, transfer))
        await asyncio.to_thread(asked.wait, 30)
        early.cancel()
        await asyncio.sleep(0)
        go.set()
        with pytest.raises(asyncio.CancelledError):
            await early
        assert not begun.is_set()
        late = asyncio.ensure_future(guard.acall("transfer", call, transfer))
        await begun.wait()
        late.cancel()
        with pytest.raises(asyncio.CancelledError):
            await late

    asyncio.run(asyncio.wait_for(main(), 60))

    assert ["intent", "withdrawn", "intent", "outcome"] == stages(guard)


def test_a_function_is_guarded_under_its_own_signature(make_guard: MakeGuard) -> None:
    """Positions and defaults count as arguments; what is held back is an error, or told."""
    guard = make_guard()

    def transfer(amount: int, to: str = "mill") -> str:
        """Pay."""
        return f"{amount} to {to}"

    careful = guarded_tool(guard, transfer)
    telling = guarded_tool(guard, transfer, tell=True)

    assert "5 to mill" == careful(5)
    assert (inspect.signature(transfer), "Pay.") == (inspect.signature(careful), careful.__doc__)
    with pytest.raises(NotAuthorised, match="no-minors"):
        careful(5, "child")
    with pytest.raises(NotAuthorised, match="treasurer"):
        careful(10_000)
    told = telling(10_000)
    assert ("ask", ["treasurer"], "nothing") == (told["outcome"], told["ask"], told["interim"])


def test_an_asynchronous_function_stays_one(make_guard: MakeGuard) -> None:
    """Its guarded form is awaited."""

    async def transfer(amount: int, to: str) -> str:
        return f"{amount} to {to}"

    guarded = guarded_tool(make_guard(), transfer)

    assert inspect.iscoroutinefunction(guarded)
    assert "5 to mill" == asyncio.run(guarded(5, to="mill"))


def test_a_function_that_takes_anything_is_no_tool(make_guard: MakeGuard) -> None:
    """Arguments without names cannot be declared."""
    with pytest.raises(TypeError, match="by name"):
        guarded_tool(make_guard(), lambda *given: given)

"""What an agent, a tool or whoever has the files could try, and what comes of it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from concurrent.futures import Future
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from commonweal.errors import InvalidDocument, LedgerCorrupt
from commonweal.guard import Guard, GuardVerdict, audit
from commonweal.guard._call import exact_number
from commonweal.guard._store import read_records

MakeGuard = Callable[..., Guard]
Content = dict[str, Any]
PAYMENT = {"to": "mill", "amount": 5}
LATER = "2026-06-03T09:00:00Z"


class UnspeakableError(Exception):
    """An error that fails at saying what it is."""

    def __str__(self) -> str:
        """Fail."""
        raise RuntimeError


async def awaited(**_: Any) -> None:
    """Do nothing, once somebody waits for it."""


def iterated(**_: Any) -> Any:
    """Do nothing, once somebody goes through it."""
    yield 1


async def streamed(**_: Any) -> Any:
    """Do nothing, once somebody goes through it and waits."""
    yield 1


def mapped(**_: Any) -> Any:
    """Do nothing, once somebody goes through it."""
    return map(str, (1,))


def submitted(**_: Any) -> Any:
    """Do nothing, once some thread takes it up."""
    return Future()


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"facts": [{"argument": "x", "fact": "frozen", "type": "boolean"}]}, "transfer facts x"),
        ({"changes": [{"fact": "frozen", "value": False, "by": "agent"}]}, "changes frozen"),
        ({"facts": [{"argument": "x", "fact": "paid", "type": "number"}]}, "transfer facts x"),
        ({"changes": [{"fact": "paid", "value": 0, "by": "ledgers"}]}, "changes paid"),
    ],
)
def test_the_agents_word_stands_beside_no_source_and_nothing_beside_a_total(
    change: Content, path: str, make_guard: MakeGuard, declaration: Content
) -> None:
    """Else what a source says of a fact would be unknown, and what is refused be asked about."""
    declaration["tools"][0] |= change

    with pytest.raises(InvalidDocument) as raised:
        make_guard(declaration=declaration)

    (problem,) = raised.value.problems
    assert "declaration-incoherent" == problem.code
    assert problem.path.endswith(path)


def test_a_source_tells_no_total(make_guard: MakeGuard, declaration: Content) -> None:
    """What is added up is the guard's own word."""
    declaration["sources"].append({"name": "books", "by": "ledgers", "fact": "paid"})
    sources = {"accounts": lambda _: False, "books": lambda _: 0}

    with pytest.raises(InvalidDocument, match="no fact that a total adds up"):
        make_guard(declaration=declaration, sources=sources)


def test_what_the_guard_sees_may_stand_in_the_place_of_what_a_source_says(
    make_guard: MakeGuard, declaration: Content
) -> None:
    """An argument that is what is done, and a source that is not asked for this tool."""
    tool = declaration["tools"][0]
    tool["facts"].append({"argument": "x", "fact": "frozen", "type": "boolean", "seen": True})
    declaration["sources"][0]["tools"] = ["report"]

    assert (
        "act"
        == make_guard(declaration=declaration).judge("transfer", {**PAYMENT, "x": False}).outcome
    )


@pytest.mark.parametrize("to", ["Child", "child ", "CH-ILD", "\uff43hild", "chi\u200bld"])
def test_a_party_spelled_otherwise_is_no_stranger(
    to: str, make_guard: MakeGuard, declaration: Content
) -> None:
    """A tool may pass over capitals, spaces and marks; a stranger has no role that norms name."""
    declaration["tools"][0]["toward"]["unlisted"] = True
    guard = make_guard(declaration=declaration)

    spelled = guard.judge("transfer", {"to": to, "amount": 5})
    stranger = guard.judge("transfer", {"to": "children", "amount": 5})

    assert ("refuse", "party-not-declared") == (spelled.outcome, spelled.why.code)
    assert "Did you mean 'child'?" == spelled.why.hint
    assert "act" == stranger.outcome


@pytest.mark.parametrize("tool", [awaited, iterated, streamed, mapped, submitted])
def test_what_a_tool_only_begins_does_not_do_what_is_due(
    tool: Callable[..., Any], make_guard: MakeGuard, clock: Any
) -> None:
    """A coroutine, an iterator or a future comes back before anything is done for certain."""
    guard = make_guard()
    clock.at = LATER

    result = guard.call("report", {}, tool)
    held = guard.judge("transfer", PAYMENT)
    done = guard.call("report", {}, dict)
    if tool is awaited:
        asyncio.run(result.value)

    assert result.carried_out
    assert ("refuse", ("report",)) == (held.outcome, held.decision.statuses[0].broken)
    assert done.carried_out
    assert "act" == guard.judge("transfer", PAYMENT).outcome
    assert {"no_outcome"} == {each.type for each in audit(guard.folder).findings}


def test_an_error_that_cannot_be_told_is_entered_and_raised(make_guard: MakeGuard) -> None:
    """The tool was called; the caller gets what it raised."""
    guard = make_guard()

    def fail(**_: Any) -> None:
        raise UnspeakableError

    with pytest.raises(UnspeakableError):
        guard.call("transfer", PAYMENT, fail)

    assert [("intent", None), ("outcome", "raised")] == [
        (record.stage, record.ended) for record in read_records(guard.folder)
    ]


@pytest.mark.parametrize("tool", [["transfer"], None, 5, "\ud800", "transfer ", "a\x00b", ""])
def test_a_tool_that_is_none_is_refused_and_entered(tool: Any, make_guard: MakeGuard) -> None:
    """Whatever a model makes of the tool's name."""
    guard = make_guard()

    verdict = guard.judge(tool, PAYMENT)

    assert ("refuse", "tool-not-declared") == (verdict.outcome, verdict.why.code)
    verdict.tool.encode()
    assert ["refusal"] == [record.stage for record in read_records(guard.folder)]
    assert () == audit(guard.folder).findings


def test_a_clock_that_fails_once_is_not_believed(make_guard: MakeGuard, clock: Any) -> None:
    """No call is judged at no moment, and the next one is judged as if nothing had been."""
    guard = make_guard()
    right, clock.at = clock.at, "tomorrow"
    with pytest.raises(InvalidDocument, match="clock: "):
        guard.judge("transfer", PAYMENT)
    clock.at = right

    verdict = guard.judge("transfer", PAYMENT)

    assert ("act", right) == (verdict.outcome, verdict.decision.said_at)


@pytest.mark.parametrize("window", [{"at": "yesterday"}, {"until": "tomorrow"}])
def test_what_is_owed_is_asked_about_for_a_moment(window: Content, make_guard: MakeGuard) -> None:
    """Anything else is an error that says so."""
    with pytest.raises(InvalidDocument, match="wrong-form"):
        make_guard().due(**window)


def test_a_number_of_numpy_is_the_decimal_number_that_it_is_written_as() -> None:
    """Also where a source says it."""
    assert Fraction(3, 2) == exact_number(np.float64(1.5))


@pytest.mark.parametrize("said", ["true", "yes", 1, "1", 1.0])
def test_a_source_that_says_what_norms_do_not_hear_of_fails(
    said: Any, make_guard: MakeGuard
) -> None:
    """A ban upon a truth value would not be met by a word or a number, and the call go through."""
    guard = make_guard(sources={"accounts": lambda _: said})

    verdict = guard.judge("transfer", PAYMENT)

    assert ("refuse", "source-failed") == (verdict.outcome, verdict.why and verdict.why.code)
    assert "true or false" in str(verdict.why and verdict.why.expected)


def released(guard: Guard, call: Content, *, tool: str = "transfer") -> GuardVerdict:
    """Return a question that was answered with a release."""
    asked = guard.judge(tool, call)
    assert asked.ask is not None
    guard.answer(asked.ask.id, by="treasurer", release=True)
    return asked


def test_a_release_is_of_the_doubts_that_were_asked_about(
    make_guard: MakeGuard, declaration: Content
) -> None:
    """What may be broken since was in nobody's question: another answer is needed."""
    known: list[bool | None] = [False]
    guard = make_guard(declaration=declaration, sources={"accounts": lambda _: known[0]})
    large = {"to": "mill", "amount": 10_000}
    asked = released(guard, large)
    known[0] = None

    again = guard.judge("transfer", large)
    insisted = guard.judge("transfer", large, ask=asked.ask.id)
    known[0] = False

    assert ("ask", "refuse", "ask-outgrown", "frozen") == (
        again.outcome,
        insisted.outcome,
        insisted.why.code,
        insisted.why.path,
    )
    assert "act" == guard.judge("transfer", large, ask=asked.ask.id).outcome


@pytest.mark.parametrize("changed", ["act", "norms"])
def test_a_release_is_of_the_act_and_the_norms_that_were_asked_about(
    changed: str, make_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """A guard made anew with another declaration or target asks anew, for the very same call."""
    declaration["tools"][1]["placings"] = []
    guard = make_guard(target=target, declaration=declaration)
    asked = released(guard, {}, tool="report")
    guard.close()
    if changed == "act":
        declaration["tools"][1] |= {"action": "withdraw-a-report"}
    else:
        target["norms"].pop()
        declaration["sources"] = []
    again = make_guard(target=target, declaration=declaration)

    verdict = again.judge("report", {})
    insisted = again.judge("report", {}, ask=asked.ask.id)

    assert ("ask", "ask-other-call") == (verdict.outcome, insisted.why.code)


def test_an_older_copy_of_the_folder_is_refused_by_a_head_that_was_kept(
    make_guard: MakeGuard, tmp_path: Path
) -> None:
    """By it what was paid since would not count; an empty folder is the oldest copy of all."""
    guard = make_guard()
    guard.call("transfer", {"to": "mill", "amount": 6_000}, dict)
    older = tmp_path / "older"
    shutil.copytree(guard.folder, older)
    guard.call("transfer", {"to": "mill", "amount": 3_000}, dict)
    head = guard.head
    guard.close()

    for folder in (older, tmp_path / "new"):
        with pytest.raises(LedgerCorrupt, match="ledger-shortened"):
            make_guard(folder=folder, kept=head)
    again = make_guard(kept=head)

    assert "ask" == again.judge("transfer", {"to": "mill", "amount": 1_000}).outcome


def test_records_that_no_crash_leaves_are_not_entered(make_guard: MakeGuard) -> None:
    """One record may wait to be entered when the folder is opened, and never two."""
    guard = make_guard()
    guard.call("report", {}, dict)
    path = guard.folder / "calls.jsonl"
    before = path.read_bytes()
    ledger = guard.folder.parent / "ledger"
    shutil.copytree(guard.folder / "ledger", ledger)
    guard.call("report", {}, dict)
    guard.close()
    lines = path.read_bytes().removeprefix(before).splitlines(keepends=True)
    shutil.rmtree(guard.folder / "ledger")
    shutil.copytree(ledger, guard.folder / "ledger")

    with pytest.raises(LedgerCorrupt, match="guard-records-differ"):
        make_guard()
    path.write_bytes(before + lines[0])

    assert 3 == make_guard().head.size

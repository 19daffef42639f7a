"""What a guard lets through, asks about and refuses, and what it keeps of it."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import ExternalFailure, InvalidDocument, LedgerCorrupt, NotAuthorised
from commonweal.guard import Guard, GuardVerdict, call_hash
from commonweal.proof import Ledger, checker

MakeGuard = Callable[..., Guard]


def pay(guard: Guard, amount: Any, to: str = "mill", **more: Any) -> GuardVerdict:
    return guard.judge("transfer", {"to": to, "amount": amount, **more})


def test_a_permitted_call_is_carried_out_and_entered_before_and_after(
    make_guard: MakeGuard,
) -> None:
    """The intent is in the ledger when the tool runs, and the outcome follows."""
    guard = make_guard()
    seen: list[int] = []

    def transfer(to: str, amount: int) -> str:
        seen.append(Ledger.read(guard.folder / "ledger").size)
        return f"{amount} to {to}"

    result = guard.call("transfer", {"to": "mill", "amount": 5}, transfer)

    assert (True, "5 to mill") == (result.carried_out, result.value)
    assert [1] == seen
    assert 2 == Ledger.read(guard.folder / "ledger").size


def test_a_forbidden_call_is_refused_and_never_runs(make_guard: MakeGuard) -> None:
    """What a norm forbids is not done, whatever else there is to do."""
    guard = make_guard()

    result = guard.call("transfer", {"to": "child", "amount": 5}, lambda **_: pytest.fail("ran"))

    assert not result.carried_out
    assert ("refuse", "decided-against") == (result.verdict.outcome, result.verdict.why.code)
    assert "no-minors" in result.verdict.why.found
    with pytest.raises(NotAuthorised, match="decided-against"):
        result.verdict.raise_for_outcome()


def test_an_argument_that_is_not_declared_is_told_with_those_that_are(
    make_guard: MakeGuard,
) -> None:
    """Also those that only a total or the acted-on party is read from; and the nearest of them."""
    guard = make_guard()

    strange = guard.judge("transfer", {"to": "mill", "amount": 5, "nte": True}).why
    alone = guard.judge("report", {"to": "mill"}).why

    assert "one of the declared arguments amount, note, to" == strange.expected
    assert "Did you mean 'note'?" == strange.hint
    assert "no argument, since report declares none" == alone.expected


@pytest.mark.parametrize(
    ("tool", "arguments", "code"),
    [
        ("wipe", {}, "tool-not-declared"),
        ("transfer", {"to": "mill"}, "argument-missing"),
        ("transfer", {"to": "mill", "amount": 5, "force": True}, "argument-not-declared"),
        ("transfer", {"to": "somebody", "amount": 5}, "party-not-declared"),
        ("transfer", {"to": ["mill"], "amount": 5}, "party-not-declared"),
        ("transfer", {"to": "mill", "amount": -5}, "argument-unfit"),
        ("transfer", {"to": "mill", "amount": "much"}, "argument-unfit"),
        ("transfer", {"to": "mill", "amount": True}, "argument-unfit"),
        ("transfer", {"to": "mill", "amount": 1e-12}, "argument-unfit"),
        ("transfer", {"to": "mill", "amount": float("nan")}, "call-not-plain"),
        ("transfer", {"to": "mill", "amount": 5, "note": "yes"}, "argument-unfit"),
        ("transfer", {"to": "mill", "amount": object()}, "call-not-plain"),
    ],
)
def test_what_is_no_declared_call_is_refused_and_entered(
    tool: str, arguments: dict[str, Any], code: str, make_guard: MakeGuard
) -> None:
    """Tools, arguments and parties that are not declared are refused without a decision."""
    guard = make_guard()

    verdict = guard.judge(tool, arguments)

    assert ("refuse", None) == (verdict.outcome, verdict.decision)
    assert code == verdict.why.code
    assert verdict.record in Ledger.read(guard.folder / "ledger")


@pytest.mark.parametrize(
    ("frozen", "to", "amount", "found"),
    [
        (False, "child", 5, "forbidden by no-minors"),
        (None, "child", 5, "forbidden by no-minors, perhaps by frozen"),
        (True, "child", 10_000, "forbidden by frozen, no-minors, perhaps by large"),
    ],
)
def test_what_a_call_breaks_is_told_apart_from_what_it_may_break(
    frozen: bool | None, to: str, amount: int, found: str, make_guard: MakeGuard
) -> None:
    """And that the option `nothing` is kept does not read as if none were."""
    guard = make_guard(sources={"accounts": lambda _: frozen})

    why = guard.judge("transfer", {"to": to, "amount": amount, "note": True}).why

    assert found == why.found
    assert "Kept: the option nothing (doing nothing)." == why.hint


def test_a_call_that_may_be_forbidden_is_refused_as_such_where_another_is_kept(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """Several options that are kept are named as such."""
    wait = {"name": "wait", "text": "Waits."}
    tool = declaration["tools"][0]
    tool |= {"alternatives": [wait]}
    (order,) = tool["placings"]
    tool["placings"] = [order | {"order": [["nothing", "wait"], ["call"]]}]
    guard = make_guard(declaration=declaration, sources={"accounts": lambda _: None})

    maybe = guard.judge("transfer", {"to": "mill", "amount": 5}).why

    assert "Kept: the options nothing (doing nothing), wait." == maybe.hint
    assert "perhaps forbidden by frozen" == maybe.found


def test_what_the_agent_alone_asserts_permits_nothing(make_guard: MakeGuard) -> None:
    """An argument that says that it is approved leaves the call to be asked about."""
    claimed = pay(make_guard(), 20_000, note=True)

    assert "ask" == claimed.outcome
    assert ("own_word",) == tuple(
        reading.why for reading in claimed.decision.open if reading.fact == "approved"
    )


def test_what_a_body_says_by_a_source_can_permit(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """The same word from a source that is not on the agent's side lets the call through."""
    declaration["tools"][0]["facts"] = []
    declaration["sources"].append({"name": "approvals", "by": "treasurer", "fact": "approved"})
    sources = {"accounts": lambda _: False, "approvals": lambda _: True}

    verdict = pay(make_guard(declaration=declaration, sources=sources), 20_000)

    assert "act" == verdict.outcome


@pytest.mark.parametrize(("seen", "outcome"), [(True, "act"), (False, "ask")])
def test_what_is_seen_in_the_call_is_the_guards_own_word(
    seen: bool, outcome: str, make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """An argument that is the act itself is heard; a claim of the agent's about it is not."""
    fact = {"argument": "amount", "fact": "paid", "type": "number", "seen": seen}
    declaration["tools"][0]["facts"] = [fact]
    declaration["totals"] = []

    assert outcome == pay(make_guard(declaration=declaration), 9_999).outcome


def test_a_transfer_that_must_ask_is_asked_about_in_parts_as_well(
    make_guard: MakeGuard, tmp_path: Path
) -> None:
    """10,000 at once asks; of eleven times 950 the last, with which the sum is 10,450, asks."""
    whole = pay(make_guard(folder=tmp_path / "whole"), 10_000)
    guard = make_guard()
    parts = [pay(guard, 950) for _ in range(11)]

    assert "ask" == whole.outcome
    assert ["act"] * 10 + ["ask"] == [part.outcome for part in parts]


def test_sums_are_exact(make_guard: MakeGuard) -> None:
    """Ten times a tenth is one: 9,999 and ten times 0.1 are 10,000."""
    guard = make_guard()

    outcomes = [pay(guard, amount).outcome for amount in [9_999, *[0.1] * 9, "0.1"]]

    assert ["act"] * 10 + ["ask"] == outcomes


def test_a_total_is_of_one_party_where_it_is_declared_so(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """What went to one party does not count against another, and all others are one."""
    declaration["tools"][0]["toward"]["unlisted"] = True
    guard = make_guard(declaration=declaration)

    outcomes = [
        pay(guard, 6_000, to=to).outcome for to in ("mill", "Smith", "mill", "smith", "Jones")
    ]

    assert ["act", "act", "ask", "ask", "ask"] == outcomes


def test_calls_are_counted_where_no_argument_is_added_up(
    make_guard: MakeGuard, declaration: dict[str, Any], target: dict[str, Any]
) -> None:
    """Splitting into ever smaller parts is seen in their number."""
    declaration["totals"][0] |= {"argument": None, "per": "all"}
    declaration["tools"][0]["arguments"] = ["amount"]
    target["norms"][0]["condition"]["value"] = "3/1"
    guard = make_guard(declaration=declaration, target=target)

    assert ["act", "act", "ask"] == [pay(guard, 1).outcome for _ in range(3)]


def test_what_is_older_than_the_window_no_longer_counts(make_guard: MakeGuard, clock: Any) -> None:
    """A call exactly as old as the window is long counts; one second later it does not."""
    guard = make_guard()
    guard.call("report", {}, dict)
    pay(guard, 9_000)

    clock.at = "2026-06-02T09:00:00Z"
    at_its_end = pay(guard, 1_000).outcome
    clock.at = "2026-06-02T09:00:01Z"

    assert ("ask", "act") == (at_its_end, pay(guard, 1_000).outcome)


def test_a_clock_that_goes_back_does_not_empty_a_window(make_guard: MakeGuard, clock: Any) -> None:
    """Time stands still until the clock is past what was entered."""
    guard = make_guard()
    pay(guard, 9_000)

    clock.at = "2020-01-01T00:00:00Z"

    assert "ask" == pay(guard, 1_000).outcome


def test_totals_outlast_the_program(make_guard: MakeGuard) -> None:
    """A guard that is made again counts what it let through before."""
    guard = make_guard()
    pay(guard, 9_000)
    guard.close()

    assert "ask" == pay(make_guard(), 1_000).outcome


def test_what_failed_counts_all_the_same(make_guard: MakeGuard) -> None:
    """A tool that raised may have paid; its error reaches the caller once it is entered."""
    guard = make_guard()

    def broken(**_: Any) -> None:
        raise RuntimeError("the line went dead")

    with pytest.raises(RuntimeError, match="went dead"):
        guard.call("transfer", {"to": "mill", "amount": 9_000}, broken)

    assert "ask" == pay(guard, 1_000).outcome
    assert ["intent", "outcome", "ask"] == stages(guard)


def test_a_source_that_does_not_know_permits_nothing(make_guard: MakeGuard) -> None:
    """What it leaves unknown is asked about."""
    assert "ask" == pay(make_guard(sources={"accounts": lambda _: None}), 5).outcome


@pytest.mark.parametrize("kind", ["context", "role"])
def test_a_context_or_role_that_a_source_does_not_know_is_in_dispute(
    kind: str,
    make_guard: MakeGuard,
    tmp_path: Path,
    declaration: dict[str, Any],
    target: dict[str, Any],
) -> None:
    """It does not count as not so, which would keep a prohibition from applying."""
    where = {"kind": "holds", "context": "night"}
    if kind == "context":
        del target["norms"][1]["counterparty"]
        target["norms"][1]["condition"] = where
    named = {"context": "night"} if kind == "context" else {"role": "minor"}
    declaration["sources"].append({"name": "looked-up", "by": "ledgers", **named})
    outcomes = []
    for number, answer in enumerate([None, True, False]):
        sources = {"accounts": lambda _: False, "looked-up": lambda _, said=answer: said}
        folder = tmp_path / str(number)
        guard = make_guard(target=target, declaration=declaration, sources=sources, folder=folder)
        outcomes.append(pay(guard, 5).outcome)

    assert ["ask", "refuse", "act"] == outcomes


@pytest.mark.parametrize("said", [ValueError("down"), object(), float("inf")])
def test_a_source_that_fails_refuses_the_call(said: Any, make_guard: MakeGuard) -> None:
    """Neither an error nor an answer that means nothing lets anything through."""

    def accounts(_: Any) -> Any:
        if isinstance(said, Exception):
            raise said
        return said

    verdict = pay(make_guard(sources={"accounts": accounts}), 5)

    assert ("refuse", "source-failed") == (verdict.outcome, verdict.why.code)


def test_what_is_carried_out_is_what_was_judged(make_guard: MakeGuard) -> None:
    """Neither the agent nor a source can change the arguments after the verdict."""
    arguments: dict[str, Any] = {"to": "mill", "amount": 5}

    def meddling(call: Any) -> bool:
        call.arguments["amount"] = 7
        arguments["amount"] = 9
        return False

    result = make_guard(sources={"accounts": meddling}).call(
        "transfer", arguments, lambda **given: given["amount"]
    )

    assert 5 == result.value
    assert call_hash("transfer", {"amount": 5.0, "to": "mill"}) == result.verdict.call.sha256


def test_considering_a_call_enters_nothing(make_guard: MakeGuard) -> None:
    """What would follow can be asked at any time."""
    guard = make_guard()

    decisions = [
        guard.consider("transfer", {"to": "mill", "amount": amount}) for amount in (5, 10_000)
    ]

    assert ["act", "ask"] == [decision.outcome for decision in decisions]
    assert 0 == Ledger.read(guard.folder / "ledger").size


def test_every_decision_that_is_kept_checks(make_guard: MakeGuard) -> None:
    """The stand-alone checker derives them again from the file, with the target beside it."""
    guard = make_guard()
    for amount, to in ((5, "mill"), (10_000, "mill"), (5, "child")):
        pay(guard, amount, to=to)
    guard.due()
    (path,) = (guard.folder / "decided").glob("*/decisions.jsonl")

    command = [sys.executable, "-I", checker.__file__, str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)

    assert 0 == run.returncode, run.stdout + run.stderr
    assert "3" in run.stdout


def test_only_the_owner_may_read_what_was_called(make_guard: MakeGuard) -> None:
    """Records and decisions are nobody else's, and the ledger holds nothing but ids."""
    guard = make_guard()
    pay(guard, 5)

    files = [guard.folder / "calls.jsonl", *(guard.folder / "decided").glob("*/*")]
    kept = (guard.folder / "calls.jsonl").read_text(encoding="utf-8")

    assert {0o600} == {stat.S_IMODE(path.stat().st_mode) for path in files}
    assert 3 == len(files)
    assert "amount" in kept
    for path in filter(Path.is_file, (guard.folder / "ledger").rglob("*")):
        assert b"amount" not in path.read_bytes()


def test_one_guard_at_a_time_has_a_folder(make_guard: MakeGuard) -> None:
    """A second one is told so, since it would not know what the first lets through."""
    make_guard()

    with pytest.raises(ExternalFailure, match="ledger-locked"):
        make_guard()


def test_a_record_that_was_changed_is_seen_when_the_folder_is_opened(
    make_guard: MakeGuard,
) -> None:
    """What was entered cannot be told otherwise afterwards."""
    guard = make_guard()
    pay(guard, 9_000)
    guard.close()
    path = guard.folder / "calls.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("9000/1", "9/1"), encoding="utf-8")

    with pytest.raises(LedgerCorrupt, match="guard-records-differ"):
        make_guard()


def test_a_crash_between_record_and_ledger_is_mended(make_guard: MakeGuard) -> None:
    """A whole record is entered when the folder is opened again, a torn one is cut off."""
    guard = make_guard()
    pay(guard, 4_000)
    guard.close()
    records = (guard.folder / "calls.jsonl").read_bytes()
    left = json.loads(records)
    left["number"] = 1
    with (guard.folder / "calls.jsonl").open("ab") as file:
        file.write(json.dumps(left).encode() + b"\n" + records[:40])

    again = make_guard()

    assert ["intent", "intent"] == stages(again)
    assert 2 == Ledger.read(guard.folder / "ledger").size
    assert "ask" == pay(again, 2_000).outcome


def test_a_guard_that_is_closed_lets_nothing_through(make_guard: MakeGuard) -> None:
    """What cannot be entered is not carried out."""
    guard = make_guard()
    guard.close()

    with pytest.raises(ValueError, match="guard-closed"):
        guard.call("transfer", {"to": "mill", "amount": 5}, lambda **_: pytest.fail("ran"))


def test_everything_that_is_wrong_with_a_declaration_is_said_at_once(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """Names that mean nothing, speakers that nobody knows, sources that are missing."""
    declaration["guard"] = "agent"
    declaration["contexts"][0]["by"] = "nobody"
    declaration["sources"] += [
        {"name": "accounts", "by": "ledgers", "fact": "frozen"},
        {"name": "absent", "by": "agent", "fact": "x", "role": "y", "tools": ["unknown"]},
    ]
    declaration["tools"][0]["toward"] = {"party": "nowhere", "argument": "to", "unlisted": True}
    declaration["tools"][1] |= {"interim": "wait", "alternatives": [{"name": "call", "text": "x"}]}
    declaration["totals"][0] |= {"per": "argument", "tools": ["transfer", "steal"]}

    with pytest.raises(InvalidDocument) as raised:
        make_guard(declaration=declaration)

    assert {
        "guard-not-heard",
        "unknown-speaker",
        "undeclared-role",
        "undeclared-fact",
        "repeated-name",
        "source-missing",
        "tool-not-declared",
        "party-not-declared",
        "declaration-incoherent",
    } == {problem.code for problem in raised.value.problems}


def test_a_guard_on_the_agents_own_side_is_refused(
    make_guard: MakeGuard, declaration: dict[str, Any], target: dict[str, Any]
) -> None:
    """A body that belongs to the agent, however far, would give it permission by its word."""
    for body in target["institutions"]:
        if body["name"] == "watch":
            body["part_of"] = "firm"
        if body["name"] == "firm":
            body["part_of"] = "agent"

    with pytest.raises(InvalidDocument, match="guard-not-heard"):
        make_guard(target=target, declaration=declaration)


@pytest.mark.parametrize(("to", "outcome"), [("boss", "refuse"), ("mill", "act"), ("Jones", "act")])
def test_the_principal_is_no_stranger(
    to: str, outcome: str, make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """Where others may be named too, what is done to the principal is judged by its own roles."""
    minor = {"role": "minor", "by": "registry"}
    declaration["principal"] = {"name": "boss", "title": "Whom it acts for", "roles": [minor]}
    declaration["tools"][0]["toward"]["unlisted"] = True

    verdict = pay(make_guard(declaration=declaration), 5, to=to)

    assert outcome == verdict.outcome
    assert verdict.call.toward == (to if to != "Jones" else "unlisted")


@pytest.mark.parametrize("unlisted", [True, False])
def test_what_the_agent_does_to_itself_is_judged_as_that(
    unlisted: bool, make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """Its own name is that of somebody whom the declaration names, and not a stranger's."""
    declaration["agent"]["roles"].append({"role": "minor", "by": "registry"})
    declaration["tools"][0]["toward"]["unlisted"] = unlisted

    verdict = pay(make_guard(declaration=declaration), 5, to="agent")

    assert ("agent", "refuse") == (verdict.call.toward, verdict.outcome)
    assert "no-minors" in verdict.why.found


@pytest.mark.parametrize("name", ["boss", "agent"])
def test_a_tool_may_act_toward_anybody_who_is_named(
    name: str, make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """One party that a tool always acts toward may be the principal, or the agent itself."""
    declaration["principal"] = {"name": "boss", "title": "Whom it acts for"}
    declaration["tools"][1]["toward"] = {"party": name}

    assert name == make_guard(declaration=declaration).judge("report", {}).call.toward


def stages(guard: Guard) -> list[str]:
    lines = (guard.folder / "calls.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["stage"] for line in lines]

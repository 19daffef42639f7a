"""What an audit finds: acts past the guard, acts that it refused, records that were changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.decisions import PreparedTarget
from commonweal.documents import Target
from commonweal.errors import LedgerCorrupt
from commonweal.guard import (
    AuditReport,
    Effect,
    Guard,
    GuardDeclaration,
    audit,
    call_hash,
    outcome_hash,
)

MakeGuard = Callable[..., Guard]
Payments = list[Effect]


def pay(guard: Guard, log: Payments, amount: int, to: str = "mill") -> None:
    """Pay by the guard; the bank logs what really happens."""

    def transfer(**given: Any) -> str:
        log.append(effect(given["amount"], given["to"], outcome=outcome_hash("paid")))
        return "paid"

    guard.call("transfer", {"to": to, "amount": amount}, transfer)


def effect(amount: int, to: str = "mill", **more: Any) -> Effect:
    call = call_hash("transfer", {"to": to, "amount": amount})
    return Effect(tool="transfer", call=call, **more)


def types(report: AuditReport) -> list[str]:
    return [finding.type for finding in report.findings]


def rewritten(guard: Guard, change: Callable[[list[dict[str, Any]]], object]) -> None:
    """Change the records, and make a ledger that agrees with them: a host that cheats."""
    from commonweal.documents import GuardedCall, canonical_json
    from commonweal.proof import Ledger

    guard.close()
    path = guard.folder / "calls.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    change(records)
    made = [GuardedCall.from_content(record) for record in records]
    path.write_bytes(b"".join(canonical_json(each.content()) + b"\n" for each in made))
    ledger = guard.folder / "ledger"
    for file in sorted(ledger.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    with Ledger.open(ledger, create=True, name="guard") as fresh:
        fresh.append([each.id for each in made])


def test_what_went_by_the_guard_is_in_order(
    make_guard: MakeGuard, declaration: dict[str, Any], target: dict[str, Any]
) -> None:
    """Everything that happened was let through, with totals, targets and decisions that check."""
    guard, log = make_guard(), Payments()
    for amount in (950, 9_000, 10_000, 5):
        pay(guard, log, amount)
    guard.call("report", {}, dict)
    log.append(Effect(tool="report", call=call_hash("report", {})))
    ask = guard.judge("transfer", {"to": "mill", "amount": 600}).ask
    assert ask is not None
    guard.answer(ask.id, by="treasurer", release=True)
    pay(guard, log, 600)
    guard.due()

    report = audit(
        guard.folder,
        effects=log,
        declaration=GuardDeclaration.from_content(declaration),
        target=PreparedTarget(Target.from_content(target)),
        kept=guard.head,
    )

    assert ((), 5, 5, True) == (report.findings, report.calls, report.effects, report.clean)


@pytest.mark.parametrize(
    ("amount", "to", "found"),
    [
        (7, "mill", "bypass"),
        (7, "child", "carried_out_though_refused"),
        (20_000, "mill", "carried_out_though_asked"),
        (5, "mill", "bypass"),
    ],
)
def test_an_effect_without_an_intent_is_a_bypass(
    amount: int, to: str, found: str, make_guard: MakeGuard
) -> None:
    """What happened was never let through, was refused, was only asked about, or happened twice."""
    guard, log = make_guard(), Payments()
    pay(guard, log, 5)
    pay(guard, log, 7, to="child")
    pay(guard, log, 20_000)

    report = audit(guard.folder, effects=[*log, effect(amount, to)])

    assert [found] == types(report)
    assert not report.clean
    with pytest.raises(LedgerCorrupt, match="guard-audit"):
        report.raise_for_status()


def test_without_a_log_of_effects_a_bypass_cannot_be_seen(make_guard: MakeGuard) -> None:
    """What nobody tells is not found, and the report says that there was nothing to hold it to."""
    guard, log = make_guard(), Payments()
    pay(guard, log, 5)

    report = audit(guard.folder)

    assert (None, ()) == (report.effects, report.findings)


def test_an_intent_without_an_outcome_is_told(make_guard: MakeGuard) -> None:
    """It crashed, or somebody hides what came of it; whether it happened, the log says."""
    guard = make_guard()
    for amount in (5, 6):
        guard.judge("transfer", {"to": "mill", "amount": amount})

    report = audit(guard.folder, effects=[effect(6)])

    assert ["no_outcome", "no_outcome"] == types(report)
    assert ["It did not happen.", "It happened."] == [
        finding.what.rsplit(". ", 1)[1] for finding in report.findings
    ]
    assert report.clean


def test_an_outcome_of_which_nothing_is_known_is_told(make_guard: MakeGuard) -> None:
    """The tool says that it paid, and the bank knows of nothing."""
    guard = make_guard()
    pay(guard, [], 5)

    assert ["no_effect"] == types(audit(guard.folder, effects=[]))


def test_an_effect_before_its_intent_is_none_of_it(make_guard: MakeGuard) -> None:
    """To enter afterwards what was done already does not cover it."""
    guard = make_guard()
    guard.finish(guard.judge("transfer", {"to": "mill", "amount": 5}), result="paid")

    report = audit(guard.folder, effects=[effect(5, at="2026-06-01T08:59:59Z")])

    assert ["bypass", "no_effect"] == types(report)


def test_effects_that_name_their_intent_are_held_to_it(make_guard: MakeGuard) -> None:
    """Another call on the same intent, a second time, and another outcome are seen."""
    guard, log = make_guard(), Payments()
    result = guard.call("transfer", {"to": "mill", "amount": 5}, lambda **_: "paid")
    intent = result.verdict.record
    log = [
        effect(5, intent=intent, outcome=outcome_hash("paid")),
        effect(5, intent=intent, outcome=outcome_hash("bounced")),
        effect(6, intent=intent),
    ]

    report = audit(guard.folder, effects=log)

    assert ["carried_out_twice", "another_outcome", "bypass"] == types(report)


def test_what_was_withdrawn_did_not_happen(make_guard: MakeGuard) -> None:
    """A call that was entered as not carried out, and was, is seen."""
    guard = make_guard()
    guard.withdraw(guard.judge("transfer", {"to": "mill", "amount": 5}))

    assert () == audit(guard.folder, effects=[]).findings
    assert ["carried_out_though_withdrawn"] == types(audit(guard.folder, effects=[effect(5)]))


def test_a_record_that_was_changed_is_seen(make_guard: MakeGuard) -> None:
    """The ledger has the id of what was entered."""
    guard, log = make_guard(), Payments()
    pay(guard, log, 5)
    path = guard.folder / "calls.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("returned", "raised"), "utf-8")

    assert ["records_contradict"] == types(audit(guard.folder, effects=log))


def test_a_ledger_made_anew_is_seen_by_a_head_that_was_kept(make_guard: MakeGuard) -> None:
    """Whoever writes all files anew cannot write those that others keep."""
    guard, log = make_guard(), Payments()
    pay(guard, log, 5)
    kept = guard.head

    def hide(records: list[dict[str, Any]]) -> None:
        del records[1:]

    rewritten(guard, hide)

    assert ["ledger_contradicts", "no_outcome"] == types(audit(guard.folder, kept=kept))
    assert ["no_outcome"] == types(audit(guard.folder))


def test_a_decision_that_was_changed_is_seen(make_guard: MakeGuard) -> None:
    """One that says something else is not the one that was entered."""
    guard, log = make_guard(), Payments()
    pay(guard, log, 5)
    (path,) = (guard.folder / "decided").glob("*/decisions.jsonl")
    path.write_text(path.read_text(encoding="utf-8").replace("Pays", "Pay"), encoding="utf-8")

    assert ["decision_missing"] == types(audit(guard.folder, effects=log))


def test_a_decision_that_does_not_follow_is_seen(make_guard: MakeGuard) -> None:
    """A host that forges a decision and enters it is caught by deriving it again."""
    from commonweal.documents import canonical_json, sha256_hex

    guard = make_guard()
    guard.judge("transfer", {"to": "child", "amount": 5})
    (path,) = (guard.folder / "decided").glob("*/decisions.jsonl")
    forged = json.loads(path.read_text(encoding="utf-8"))
    forged |= {"outcome": "act", "options": ["call"], "reasons": []}
    line = canonical_json(forged)
    path.write_bytes(line + b"\n")

    def enter(records: list[dict[str, Any]]) -> None:
        records[0] |= {"stage": "intent", "decision": sha256_hex(line)}
        del records[0]["why"]

    rewritten(guard, enter)

    assert {"decision_does_not_check", "decision_missing"} <= set(types(audit(guard.folder)))


@pytest.mark.parametrize(
    "change",
    [
        {"by": "agent"},
        {"said_at": "2026-06-01T10:00:01Z"},
        {"answer": "refuse"},
    ],
)
def test_a_release_that_is_none_is_seen(change: dict[str, str], make_guard: MakeGuard) -> None:
    """By somebody else, too late, or a refusal: the call that rests on it was not released."""
    guard = make_guard()
    call = {"to": "mill", "amount": 10_000}
    ask = guard.judge("transfer", call).ask
    assert ask is not None
    guard.answer(ask.id, by="treasurer", release=True)
    guard.judge("transfer", call)

    def forge(records: list[dict[str, Any]]) -> None:
        from commonweal.documents import GuardedCall

        records[1] |= change
        records[2]["follows"] = GuardedCall.from_content(records[1]).id
        records[2]["said_at"] = max(records[1]["said_at"], records[2]["said_at"])

    rewritten(guard, forge)

    assert "not_released" in types(audit(guard.folder))


def test_totals_that_were_kept_wrong_are_seen(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """They are added up again from the arguments of the calls that were let through."""
    guard, log = make_guard(), Payments()
    for _ in range(2):
        pay(guard, log, 900)

    def forge(records: list[dict[str, Any]]) -> None:
        records[2]["amounts"][0]["total"] = "900/1"

    rewritten(guard, forge)
    found = types(audit(guard.folder, declaration=GuardDeclaration.from_content(declaration)))

    assert {"total_differs", "decision_not_of_the_call"} <= set(found)


@pytest.mark.parametrize("by", ["agent", None])
def test_deeds_that_the_records_do_not_have_are_seen(by: str | None, make_guard: MakeGuard) -> None:
    """A decision told that the report was made; the outcome is the agent's word, or is gone."""
    guard, log = make_guard(), Payments()
    guard.call("report", {}, dict)
    pay(guard, log, 5)

    def forge(records: list[dict[str, Any]]) -> None:
        if by is None:
            records[1] = records[1] | {"stage": "withdrawn"}
            del records[1]["ended"], records[1]["outcome"]
        else:
            records[1]["by"] = by

    rewritten(guard, forge)
    (found,) = audit(guard.folder).findings

    assert "decision_not_of_the_call" == found.type
    assert found.what.endswith("is another: its deeds.")


def test_deeds_that_a_decision_leaves_out_are_seen(make_guard: MakeGuard, tmp_path: Path) -> None:
    """A payment was decided as if nothing had been reported, and the records say that it was."""
    from commonweal.documents import GuardedCall

    whole, without = make_guard(folder=tmp_path / "whole"), make_guard()
    whole.call("report", {}, dict)
    pay(without, [], 5)
    reported = (whole.folder / "calls.jsonl").read_text(encoding="utf-8").splitlines()
    decisions = Path("decided", f"{whole.target.sha256[:16]}", "decisions.jsonl")
    with (without.folder / decisions).open("ab") as file:
        file.write((whole.folder / decisions).read_bytes())

    def put_before(records: list[dict[str, Any]]) -> None:
        records[:0] = map(json.loads, reported)
        for number, record in enumerate(records):
            record["number"] = number
        for intent in (0, 2):
            record_id = GuardedCall.from_content(records[intent]).id
            records[intent + 1]["follows"] = record_id

    rewritten(without, put_before)
    (found,) = audit(without.folder).findings

    assert found.what.endswith("is another: its deeds.")


def test_a_target_that_was_exchanged_is_seen(
    make_guard: MakeGuard, declaration: dict[str, Any], target: dict[str, Any]
) -> None:
    """What was decided under fewer norms than the guard was to have is told."""
    whole = PreparedTarget(Target.from_content(target))
    target["norms"] = target["norms"][1:]
    guard = make_guard(target=target, facts=["paid", "approved"])
    pay(guard, [], 20_000)

    report = audit(
        guard.folder, declaration=GuardDeclaration.from_content(declaration), target=whole
    )

    assert ["target_not_the_guards"] == types(report)


def test_an_audit_changes_nothing(make_guard: MakeGuard) -> None:
    """It can be made while the guard works."""
    guard = make_guard()
    pay(guard, [], 5)

    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in guard.folder.rglob("*") if path.is_file()}

    before = files()
    audit(guard.folder)

    assert before == files()
    assert "act" == guard.judge("transfer", {"to": "mill", "amount": 6}).outcome

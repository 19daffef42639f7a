"""Whether a guard's records agree with one another: answers, releases, totals, the target."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from commonweal.errors import CommonwealError
from commonweal.guard._call import ToolCall, call_hash, call_of
from commonweal.guard._finding import AuditFinding
from commonweal.guard._totals import Totals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commonweal.decisions import PreparedTarget
    from commonweal.documents import GuardedCall
    from commonweal.guard._declaration import GuardDeclaration
    from commonweal.guard._finding import AuditFindingType


def check_records(records: Sequence[tuple[str, GuardedCall]]) -> Iterator[AuditFinding]:
    """Yield where records contradict one another, whoever declared what.

    Args:
        records: the guard's records with their ids, in order.
    """
    known = dict(records)
    used: set[str] = set()
    finished: set[str] = set()
    before = ""
    for place, (record_id, record) in enumerate(records):
        if record.number != place or record.said_at < before:
            yield _found("records_contradict", "is out of its place", record_id, record)
        before = max(before, record.said_at)
        if record.arguments is not None and not _hashes(record):
            yield _found("records_contradict", "hashes another call", record_id, record)
        led = known.get(record.follows or "")
        if record.stage == "answer" and not _answers(record, led):
            yield _found("not_released", "is no answer to an ask, in time", record_id, record)
        if record.stage == "intent" and record.follows is not None:
            ask = None if led is None else known.get(led.follows or "")
            if record.follows in used or not _releases(record, led, ask):
                yield _found("not_released", "was not released by an answer", record_id, record)
            used.add(record.follows)
        if record.stage in {"outcome", "withdrawn"}:
            sound = led is not None and led.stage == "intent" and led.call == record.call
            if not sound or record.follows in finished:
                yield _found("outcome_without_intent", "follows no intent", record_id, record)
            finished.add(record.follows or "")


def check_declared(
    records: Sequence[tuple[str, GuardedCall]],
    declared: GuardDeclaration,
    target: PreparedTarget | None,
) -> Iterator[AuditFinding]:
    """Yield where totals are others than the calls add up to, or the target is not the guard's.

    Args:
        records: the guard's records with their ids, in order.
        declared: the declaration that the guard had all the time.
        target: the target that it had all the time, if it is known.
    """
    tools = {tool.name: tool for tool in declared.tools}
    totals = Totals(declared.totals)
    for record_id, record in records:
        if record.stage in {"intent", "ask"}:
            call = _call(record, tools, declared)
            adds = () if call is None else tuple(totals.with_call(call, record.said_at))
            if call is None or adds != record.amounts:
                yield _found("total_differs", "has other totals", record_id, record)
        if target is not None and record.target not in {None, target.sha256}:
            what = "was decided under another target"
            yield _found("target_not_the_guards", what, record_id, record)
        if record.stage == "intent":
            totals.add(record.amounts, record.said_at)


def _hashes(record: GuardedCall) -> bool:
    try:
        return call_hash(record.tool or "", json.loads(record.arguments or "")) == record.call
    except (CommonwealError, ValueError, TypeError):
        return False


def _answers(record: GuardedCall, ask: GuardedCall | None) -> bool:
    return (
        ask is not None
        and ask.stage == "ask"
        and ask.call == record.call
        and record.by in ask.asked
        and ask.deadline is not None
        and record.said_at <= ask.deadline
    )


def _releases(record: GuardedCall, answer: GuardedCall | None, ask: GuardedCall | None) -> bool:
    return (
        answer is not None
        and answer.stage == "answer"
        and answer.answer == "release"
        and _answers(answer, ask)
        and ask is not None
        and ask.call == record.call
        and (ask.action, ask.toward, ask.target) == (record.action, record.toward, record.target)
        and ask.deadline is not None
        and record.said_at <= ask.deadline
    )


def _call(
    record: GuardedCall, tools: dict[str, Any], declared: GuardDeclaration
) -> ToolCall | None:
    tool = tools.get(record.tool or "")
    if tool is None:
        return None
    try:
        return call_of(tool.name, json.loads(record.arguments or ""), tool, declared)
    except (CommonwealError, ValueError, TypeError):
        return None


def _found(kind: AuditFindingType, what: str, record_id: str, record: GuardedCall) -> AuditFinding:
    told = f"Record {record.number}, the {record.stage}"
    return AuditFinding(kind, f"{told}, {what}.", record_id, record.tool, record.call)

"""Whether the decisions that a guard kept follow, are of their calls, and tell what was done."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from commonweal.documents import Decision, canonical_json, sha256_hex
from commonweal.errors import CommonwealError
from commonweal.guard._answer import answer_of
from commonweal.guard._audit_deeds import DeedsOnRecord, Teller
from commonweal.guard._call import number_value
from commonweal.guard._case import situation_text
from commonweal.guard._declaration import CALL
from commonweal.guard._finding import AuditFinding
from commonweal.guard._store import read_decisions
from commonweal.proof import checker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from commonweal.documents import GuardedCall
    from commonweal.guard._store import KeptDecision


def check_decisions(
    folder: Path, records: Sequence[tuple[str, GuardedCall]]
) -> Iterator[AuditFinding]:
    """Yield what is wrong with the decisions that records name; each is derived again.

    Args:
        folder: the guard's.
        records: its records with their ids.

    Cost: that of the stand-alone checker for every decision.
    """
    named = {record.decision for _, record in records if record.decision is not None}
    kept: dict[str, Any] = {}
    report = checker.Report()
    for decision in read_decisions(folder):
        if decision.sha256 not in named:
            continue
        if (problem := _derived(decision, report)) is not None:
            what = f"The decision in line {decision.line} of {decision.path.name}: {problem}"
            yield AuditFinding("decision_does_not_check", what)
        else:
            kept[decision.sha256] = _in_short(decision)
    done = DeedsOnRecord(folder, (said["teller"] for said in kept.values() if said))
    for record_id, record in records:
        if record.decision is not None:
            yield from _of_the_call(record_id, record, kept.get(record.decision), done)
        done.note(record, record_id)


def _derived(decision: KeptDecision, report: Any) -> str | None:
    """Return what the checker has against a decision, or nothing."""
    before = len(report.problems)
    try:
        content = checker.parsed(decision.data, "")
        report.attempt(content, decision.path.parent, "")
    except (checker.UnreadableError, checker.InvalidError) as error:
        return str(error)
    found = report.problems[before:]
    del report.problems[before:]
    return "; ".join(found) if found else None


def _in_short(decision: KeptDecision) -> dict[str, Any]:
    """Return what the records are held to, so that not every decision stays in memory."""
    try:
        content = decision.content()
        situation = content["justification"]["inputs"]["situation"]
        changes = [
            change
            for option in situation["options"]
            if option["name"] == CALL
            for change in option.get("changes", ())
        ]
        return {
            "at": situation["at"],
            "name": situation["name"],
            "by": situation["by"],
            "decider": situation["decider"],
            "text": situation["text"],
            "target": content["target"],
            "teller": Teller(content["target"], situation["by"], situation["decider"]),
            "deeds": _hash(situation.get("deeds", [])),
            "outcome": _answered(content),
            "changes": {(change["fact"], change["by"]): change["value"] for change in changes},
        }
    except (CommonwealError, KeyError, TypeError):
        return {}


def _answered(content: dict[str, Any]) -> str:
    """Return what a guard has to answer by a decision on a call; else what the decision says."""
    if any(status["option"] == CALL for status in content["statuses"]):
        return answer_of(Decision.from_content(content)).outcome
    return str(content["outcome"])


def _of_the_call(
    record_id: str,
    record: GuardedCall,
    decision: dict[str, Any] | None,
    done: DeedsOnRecord,
) -> Iterator[AuditFinding]:
    about = {"record": record_id, "tool": record.tool, "call": record.call}
    if decision is None:
        what = f"The decision of record {record.number} is not there, or does not check."
        yield AuditFinding("decision_missing", what, **about)
        return
    wrong = [*_differing(record, decision, done)]
    if wrong:
        what = f"The decision of record {record.number} is another: {', '.join(wrong)}."
        yield AuditFinding("decision_not_of_the_call", what, **about)


def _differing(record: GuardedCall, decision: dict[str, Any], done: DeedsOnRecord) -> Iterator[str]:
    if decision.get("target") != record.target:
        yield "its target"
    at = decision.get("at", "")
    # What was let pass may have been asked about for an earlier moment.
    if at > record.said_at or (at < record.said_at and record.stage != "omission"):
        yield "its moment"
    if decision and not _tells(decision, done):
        yield "its deeds"
    if record.tool is None or record.call is None:
        return
    text = situation_text(str(decision.get("decider")), record.tool, record.call)
    if decision.get("text") != text:
        yield "its call"
    outcome = decision.get("outcome")
    # A refusal may rest on an answer as well, and an intent on one that releases it.
    if record.stage == "ask" and outcome != "ask":
        yield f"it says {outcome}"
    allowed = {"act"} if record.follows is None else {"act", "ask"}
    if record.stage == "intent" and outcome not in allowed:
        yield f"it says {outcome}"
    for counted in record.amounts:
        said = decision.get("changes", {}).get((counted.fact, decision.get("by")))
        if said != number_value(Fraction(counted.total)):
            yield f"its {counted.fact}"


def _tells(decision: dict[str, Any], done: DeedsOnRecord) -> bool:
    """Return whether a decision tells the deeds that the records give, and no others."""
    deeds = done.deeds(decision["teller"], decision["at"])
    if deeds is None:
        return False
    return bool(decision["deeds"] == _hash([deed.content() for deed in deeds]))


def _hash(deeds: list[Any]) -> str:
    return sha256_hex(canonical_json(deeds))

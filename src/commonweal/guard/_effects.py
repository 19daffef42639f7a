"""What really happened, as the host's own log has it, and the intents that it goes back to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.guard._finding import AuditFinding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from commonweal.documents import GuardedCall


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One thing that really happened, as the host logs it where it happens and not at the guard."""

    tool: str
    call: str
    """The hash of the call; see `call_hash`."""
    at: str | None = None
    """When, as records write it; None if it is not known."""
    intent: str | None = None
    """The id of the guard's record, if whoever carries out the call passes it on."""
    outcome: str | None = None
    """The hash of what came of it, if it is known; see `outcome_hash`."""


@dataclass(slots=True)
class _Intent:
    record: GuardedCall
    id: str
    outcome: GuardedCall | None = None
    withdrawn: bool = False
    effects: int = 0


def match_effects(
    records: Sequence[tuple[str, GuardedCall]], effects: Iterable[Effect] | None
) -> Iterator[AuditFinding]:
    """Yield what happened without an intent, or otherwise than was entered.

    An effect belongs to the intent that it names, or else to one of the same call, entered no
    later, that no other effect belongs to: the earliest that was finished, then of the others.

    Args:
        records: the guard's records with their ids.
        effects: what happened; None if nobody knows, and then only the records are looked at.
    """
    intents = _intents(records)
    by_call: dict[str, list[_Intent]] = defaultdict(list)
    for intent in intents.values():
        by_call[intent.record.call or ""].append(intent)
    held = _held(records)
    for effect in () if effects is None else effects:
        found = _belonging(effect, intents, by_call)
        yield from _effect(effect, found, held)
        if found is not None:
            found.effects += 1
    for intent in intents.values():
        yield from _left(intent, known=effects is not None)


def _intents(records: Sequence[tuple[str, GuardedCall]]) -> dict[str, _Intent]:
    intents: dict[str, _Intent] = {}
    for record_id, record in records:
        if record.stage == "intent":
            intents[record_id] = _Intent(record, record_id)
        elif record.follows in intents:
            if record.stage == "outcome":
                intents[record.follows].outcome = record
            elif record.stage == "withdrawn":
                intents[record.follows].withdrawn = True
    return intents


def _held(records: Sequence[tuple[str, GuardedCall]]) -> dict[str, GuardedCall]:
    """Return by its hash what was refused, or else asked about."""
    held: dict[str, GuardedCall] = {}
    for _, record in records:
        if record.call is not None and record.stage in {"refusal", "ask"}:
            before = held.get(record.call)
            if before is None or before.stage == "ask":
                held[record.call] = record
    return held


def _belonging(
    effect: Effect, intents: dict[str, _Intent], by_call: dict[str, list[_Intent]]
) -> _Intent | None:
    if effect.intent is not None:
        named = intents.get(effect.intent)
        return named if named is not None and named.record.call == effect.call else None
    fitting = [
        intent
        for intent in by_call.get(effect.call, ())
        if intent.effects == 0 and (effect.at is None or intent.record.said_at <= effect.at)
    ]
    return min(fitting, key=lambda each: (each.withdrawn, each.outcome is None), default=None)


def _effect(
    effect: Effect, found: _Intent | None, held: dict[str, GuardedCall]
) -> Iterator[AuditFinding]:
    about = {"tool": effect.tool, "call": effect.call}
    when = "" if effect.at is None else f" at {effect.at}"
    if found is None:
        record = held.get(effect.call)
        if record is None:
            what = f"{effect.tool} was carried out{when}, and the guard let no such call through."
            yield AuditFinding("bypass", what, **about)
        elif record.stage == "refusal":
            what = f"{effect.tool} was carried out{when} though the guard refused it."
            yield AuditFinding("carried_out_though_refused", what, record.id, **about)
        else:
            what = f"{effect.tool} was carried out{when} though it was only asked about."
            yield AuditFinding("carried_out_though_asked", what, record.id, **about)
        return
    if found.effects:
        what = f"{effect.tool} was carried out{when} again on one intent."
        yield AuditFinding("carried_out_twice", what, found.id, **about)
    if found.withdrawn:
        what = f"{effect.tool} was carried out{when} though it was entered as withdrawn."
        yield AuditFinding("carried_out_though_withdrawn", what, found.id, **about)
    entered = None if found.outcome is None else found.outcome.outcome
    if effect.outcome is not None and entered is not None and effect.outcome != entered:
        what = f"{effect.tool} came to something else{when} than was entered."
        yield AuditFinding("another_outcome", what, found.id, **about)


def _left(intent: _Intent, *, known: bool) -> Iterator[AuditFinding]:
    record = intent.record
    about = {"record": intent.id, "tool": record.tool, "call": record.call}
    if intent.outcome is None and not intent.withdrawn:
        happened = {(True, 0): " It did not happen.", (False, 0): ""}
        told = happened.get((known, intent.effects), " It happened.")
        what = f"{record.tool} was let through at {record.said_at}, and nothing came of it.{told}"
        yield AuditFinding("no_outcome", what, **about)
    elif known and not intent.effects and _returned(intent):
        what = f"{record.tool} came back as carried out, and nothing is known to have happened."
        yield AuditFinding("no_effect", what, **about)


def _returned(intent: _Intent) -> bool:
    return intent.outcome is not None and intent.outcome.ended == "returned"

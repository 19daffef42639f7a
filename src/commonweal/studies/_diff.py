"""What changed between two documents, entry by entry, however their lists are ordered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commonweal.documents import Decision, Target
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.documents import Record

IDENTITIES: tuple[tuple[str, ...], ...] = (
    ("name",),
    ("context", "first", "second"),
    ("context", "card", "method"),
    ("card", "policy", "option", "appraiser", "source"),
    ("card", "over_card", "context", "stake", "over_stake"),
    ("first", "second"),
    ("option",),
    ("record",),
    ("card",),
    ("role",),
    ("stratum", "value"),
    ("issuer", "level"),
)
"""The fields that tell the entries of a list apart; the first set that all of them have."""

LEFT_OUT = {"target": ("said_at",), "decision": ("said_at", "justification")}
"""What is not compared: the moment, and steps that follow from the inputs."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: where, and what it was and is. Nothing stands for its absence."""

    path: str
    old: Any
    new: Any


def diff_records(old: Record, new: Record) -> tuple[Change, ...]:
    """Return what changed between two targets, or between two decisions.

    Of decisions the inputs are compared and not the steps, which follow from them.

    Raises:
        InvalidDocument: with code ``not-comparable`` if they are not two of one such kind.
    """
    if old.kind != new.kind or not isinstance(old, Target | Decision):
        raise InvalidDocument(
            Problem(
                code="not-comparable",
                path="",
                expected="two targets or two decisions",
                found=f"a {old.kind} and a {new.kind}",
            )
        )
    return tuple(_differences("", _compared(old), _compared(new)))


def _compared(record: Record) -> dict[str, Any]:
    content = record.model_dump(mode="json")
    for field in LEFT_OUT[record.kind]:
        content.pop(field)
    if isinstance(record, Decision):
        inputs = record.justification.inputs.model_dump(mode="json")
        inputs.pop("target")
        content["inputs"] = inputs
    return content


def _differences(path: str, old: Any, new: Any) -> Iterator[Change]:
    if isinstance(old, list) and isinstance(new, list):
        identity = _identity([*old, *new])
        if identity is not None:
            old, new = _by(identity, old), _by(identity, new)
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            inside = f"{path}.{key}" if path else key
            yield from _differences(inside, old.get(key), new.get(key))
    elif old != new:
        yield Change(path, old, new)


def _identity(entries: list[Any]) -> tuple[str, ...] | None:
    if not entries or not all(isinstance(entry, dict) for entry in entries):
        return None
    return next(
        (
            identity
            for identity in IDENTITIES
            if all(field in entry for entry in entries for field in identity)
        ),
        None,
    )


def _by(identity: tuple[str, ...], entries: list[dict[str, Any]]) -> dict[str, Any]:
    keyed: dict[str, Any] = {}
    for entry in entries:
        key = "[" + ", ".join(str(entry[field]) for field in identity) + "]"
        while key in keyed:
            key += "'"
        keyed[key] = entry
    return keyed

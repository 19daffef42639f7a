"""What changed between two documents, entry by entry, however their lists are ordered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, TypeAlias

from commonweal.documents import Decision, Target
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.documents import Record

IDENTITIES: tuple[tuple[str, ...], ...] = (
    ("name",),
    ("definition",),
    ("type", "options", "item"),
    ("type", "option", "fact", "context", "role", "party", "principle", "norms", "cards", "policy"),
    ("fact", "sense", "by"),
    ("context", "first", "second"),
    ("context", "card", "method"),
    ("context", "card", "stake", "over_card", "over_stake"),
    ("context", "card"),
    ("context", "members"),
    ("context", "by"),
    ("card", "policy", "option", "source", "appraiser"),
    ("card", "source", "appraiser"),
    ("standpoint", "principle", "ground", "withheld"),
    ("actor", "action", "toward"),
    ("first", "second", "by"),
    ("first", "second"),
    ("holder", "choose"),
    ("over", "granted_by"),
    ("card", "norm"),
    ("card", "policy"),
    ("issuer", "level"),
    ("role", "by"),
    ("option", "norm", "standpoint", "principle"),
    ("option",),
    ("record",),
    ("card",),
    ("model",),
    ("stratum", "value"),
    ("origin",),
)
"""The fields that tell the entries of a list apart; the first set that all of them have."""

LONG_HASH = re.compile(r"([0-9a-f]{16})[0-9a-f]{48}")
"""A whole hash, of which a path shows as much as people see elsewhere."""

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
                hint="Of a study that was run, name out/target.json or out/decision.json.",
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
        content = {"inputs": inputs, **content}
    return content


def _differences(path: str, old: Any, new: Any) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, list) and isinstance(new, list):
        yield from _between_lists(path, old, new)
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            inside = f"{path}.{key}" if path else key
            yield from _differences(inside, old.get(key), new.get(key))
    else:
        yield Change(path, old, new)


def _between_lists(path: str, old: list[Any], new: list[Any]) -> Iterator[Change]:
    """Yield what differs between entries of the same key; where none have one, whatever differs."""
    identity = _identity([*old, *new])
    before, after = _by_key(identity, old), _by_key(identity, new)
    moved = not identity
    for key in [*before, *(key for key in after if key not in before)]:
        left, right = _without_equals(before.get(key, []), after.get(key, []))
        for number, (one, other) in enumerate(zip_longest(left, right, fillvalue=(None, None))):
            place = one[0] if other[0] is None else other[0]
            again = f" ({number + 1})" if number else ""
            moved = False
            name = f"{key}{again}" if key else str(place)
            yield from _differences(f"{path}.[{name}]", one[1], other[1])
    if moved:
        yield Change(path, old, new)


Placed: TypeAlias = "list[tuple[int | None, Any]]"
"""Entries of a list, each with its position."""


def _by_key(identity: tuple[str, ...], entries: list[Any]) -> dict[str, Placed]:
    keyed: dict[str, Placed] = {}
    for place, entry in enumerate(entries):
        parts = [entry[field] for field in identity]
        key = ", ".join(_text(part) for part in parts if part not in (None, []))
        keyed.setdefault(key, []).append((place, entry))
    return keyed


def _without_equals(old: Placed, new: Placed) -> tuple[Placed, Placed]:
    """Return the entries of either side that are not on the other."""
    left, right = list(old), list(new)
    for one in old:
        same = next((other for other in right if other[1] == one[1]), None)
        if same is not None:
            left.remove(one)
            right.remove(same)
    return left, right


def _identity(entries: list[Any]) -> tuple[str, ...]:
    if not all(isinstance(entry, dict) for entry in entries):
        return ()
    return next(
        (
            identity
            for identity in IDENTITIES
            if all(field in entry for entry in entries for field in identity)
        ),
        (),
    )


def _text(part: Any) -> str:
    if isinstance(part, list):
        return ", ".join(map(_text, part))
    return LONG_HASH.sub(r"\1", str(part))

"""Which norms take part in judging an act, and whether each applies: by all words, and strictly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.documents import Condition, evaluate
from commonweal.norms._facts import FAILS, Readings, both
from commonweal.norms._items import (
    Item,
    ItemWorld,
    actor,
    actor_role,
    counterparty_role,
    is_fulfilled,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.norms._facts import Facts
    from commonweal.norms._index import IndexedNorm


@dataclass(frozen=True, slots=True, eq=False)
class Bearing:
    """How far one norm applies to one act or omission."""

    norm: IndexedNorm
    applies: Readings
    """Whether it applies, so that it obliges, permits or forbids, and may defeat other norms."""
    charge: Readings | None
    """Whether it counts against the option: a prohibition that is met, an obligation left undone.

    None where it cannot.
    """
    breach_is_open: bool = False
    """Whether it is open if the norm was broken upon whose breach it applies."""

    @property
    def takes_part(self) -> bool:
        """Whether it may apply, for all that anybody says who is heard."""
        return self.applies.strict != "fails"

    @property
    def may_be_charged(self) -> bool:
        """Whether it may count against the option, for all that anybody says who is heard."""
        return self.charge is not None and self.charge.strict != "fails"

    def upon(self, broken: Readings) -> Bearing:
        """Return how far it applies if it does so only where another norm was broken."""
        return Bearing(
            self.norm,
            both((self.applies, broken)),
            None if self.charge is None else both((self.charge, broken)),
            breach_is_open="unknown" in broken,
        )


def bearing(norm: IndexedNorm, item: Item, facts: Facts) -> Bearing:
    """Return how far a norm about the item's action applies to it.

    A norm applies when the actor occupies its role, the one acted on occupies its counterparty role
    if it has one, its condition holds and no exception does. An obligation that can be fulfilled
    once for all applies to what an option does or leaves undone only until it was fulfilled: after
    that it sets no prohibition aside.

    Args:
        norm: a norm in force and authorised, about the item's action.
        item: the act or omission.
        facts: the situation.
    """
    parts: list[Readings] = []
    for part in _parts(norm, item, facts):
        if part.strict == "fails":
            parts = [FAILS]
            break
        parts.append(part)
    applies = both(parts)
    if item.owed is norm or (item.act is not None and norm.modality == "forbidden"):
        return Bearing(norm, applies, both((applies, item.strength)))
    return Bearing(norm, applies, None)


def condition_readings(
    condition: Condition, facts: Facts, item: Item | None, option: str | None
) -> Readings:
    """Return what a condition comes to in both modes."""
    full = evaluate(condition, ItemWorld(facts, option, item, strict=False))
    if full == "unknown" or facts.modes_agree:
        return Readings(full, full)
    return Readings(full, evaluate(condition, ItemWorld(facts, option, item, strict=True)))


def _parts(norm: IndexedNorm, item: Item, facts: Facts) -> Iterator[Readings]:
    yield actor_role(facts, item, norm.role)
    if norm.counterparty is not None:
        yield counterparty_role(facts, item, norm.counterparty)
    if norm.condition is not None:
        yield condition_readings(norm.condition, facts, item, item.option)
    for exception in norm.exceptions:
        yield condition_readings(exception, facts, item, item.option).negated
    if norm.fulfilled_once and item.at is None:
        yield is_fulfilled(norm, actor(facts, item), facts).negated

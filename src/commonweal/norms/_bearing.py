"""Which norms take part in judging an act, and whether each applies for and against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.documents import Condition, Truth, conjunction, evaluate
from commonweal.norms._facts import Readings
from commonweal.norms._items import Item, ItemWorld, actor_role, counterparty_role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.norms._facts import Facts
    from commonweal.norms._index import IndexedNorm


@dataclass(frozen=True, slots=True, eq=False)
class Bearing:
    """How far one norm applies to one act or omission, in its two uses."""

    norm: IndexedNorm
    charge: Truth | None
    """Counted against the option: by a prohibition that the act meets, an obligation left undone.

    None where the norm cannot be counted against it.
    """
    defence: Truth
    """Counted for what it obliges, permits or forbids, so as to defeat other norms."""
    breach_is_open: bool = False
    """Whether it is open if the norm was broken upon whose breach it applies."""

    @property
    def takes_part(self) -> bool:
        """Whether it may apply in either use."""
        return self.defence != "fails" or self.charge not in {None, "fails"}


def bearing(norm: IndexedNorm, item: Item, facts: Facts) -> Bearing:
    """Return how far a norm about the item's action applies to it.

    A norm applies when the actor occupies its role, the one acted on occupies its counterparty role
    if it has one, its condition holds and no exception does. Where applying would permit, what only
    the decider's own side asserts is unknown; so it is where *not* applying would permit.

    Args:
        norm: a norm in force and authorised, about the item's action.
        item: the act or omission.
        facts: the situation.
    """
    charge: list[Truth] = []
    defence: list[Truth] = []
    for part in _parts(norm, item, facts):
        if part.full == part.strict == "fails":
            charge, defence = ["fails"], ["fails"]
            break
        charge.append(part.charging)
        defence.append(part.defending)
    chargeable = item.owed is norm or (item.act is not None and norm.modality == "forbidden")
    charged = conjunction((*charge, item.strength)) if chargeable else None
    return Bearing(norm, charged, conjunction(defence))


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

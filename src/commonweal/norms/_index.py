"""Norms and authorities as a derivation reads them: indexed, without their documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.documents import ALWAYS, Condition, Level, Modality, OrderRule
from commonweal.norms._breach_order import breach_ranks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from commonweal.documents import Authority, Norm

LEVEL_RANK: dict[Level, int] = {"supranational": 2, "organisational": 1, "individual": 0}
"""How high each level stands."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class IndexedNorm:
    """A norm without its texts and dates of record."""

    name: str
    role: str
    counterparty: str | None
    modality: Modality
    guaranteed: bool
    action: str
    condition: Condition | None
    """None where the norm has no condition: it always holds."""
    exceptions: tuple[Condition, ...]
    level: Level
    issuer: str
    in_force_from: str
    in_force_until: str | None
    deadline: str | None
    upon: str | None
    """The norm without whose breach it does not apply, if there is one."""
    upon_anyone: bool
    """Whether anybody's breach of that will do, or only that of whom this one binds."""
    card_grounds: tuple[str, ...]
    norm_grounds: tuple[str, ...]
    priorities: tuple[tuple[str, str], ...]
    """For each norm that it ranks itself above: that norm, and the institution that granted it."""

    @property
    def fulfilled_once(self) -> bool:
        """Whether it is an obligation that is fulfilled once for all, when it was done before."""
        return self.modality == "obliged" and self.deadline is not None and self.upon is None

    @property
    def rank(self) -> int:
        """How high its level stands."""
        return LEVEL_RANK[self.level]

    @property
    def has_grounds(self) -> bool:
        """Whether it declares what it is for."""
        return bool(self.card_grounds or self.norm_grounds)

    @classmethod
    def from_document(cls, norm: Norm, *, card_of: Mapping[str, str]) -> IndexedNorm:
        """Return what a derivation needs of a norm.

        Args:
            norm: the record.
            card_of: the representative of every card that has been merged or published; a ground
                that is not among them stays as it is.
        """
        return cls(
            name=norm.name,
            role=norm.role,
            counterparty=norm.counterparty,
            modality=norm.modality,
            guaranteed=norm.guaranteed,
            action=norm.action,
            condition=None if norm.condition == ALWAYS else norm.condition,
            exceptions=tuple(exception.when for exception in norm.exceptions),
            level=norm.level,
            issuer=norm.issuer,
            in_force_from=norm.in_force_from,
            in_force_until=norm.in_force_until,
            deadline=norm.deadline,
            upon=None if norm.upon_breach is None else norm.upon_breach.norm,
            upon_anyone=norm.upon_breach is not None and norm.upon_breach.by == "anyone",
            card_grounds=tuple(
                card_of.get(ground.card, ground.card) for ground in norm.grounds if ground.card
            ),
            norm_grounds=tuple(ground.norm for ground in norm.grounds if ground.norm),
            priorities=tuple((given.over, given.granted_by) for given in norm.priority),
        )


class NormIndex:
    """All norms of a target by name, with the authorities that their issuers rest on.

    Args:
        norms: the norms, each name once.
        authorities: every authority of every issuer.
        order: the rules that settle a collision, first one first.
    """

    def __init__(
        self,
        norms: Iterable[IndexedNorm],
        authorities: Iterable[Authority],
        order: tuple[OrderRule, ...],
    ) -> None:
        self.norms = {norm.name: norm for norm in norms}
        self.by_action: dict[str, list[IndexedNorm]] = {}
        """The norms about each act, by name."""
        for norm in sorted(self.norms.values(), key=lambda norm: norm.name):
            self.by_action.setdefault(norm.action, []).append(norm)
        self.obligations = tuple(
            norm
            for about in self.by_action.values()
            for norm in about
            if norm.modality == "obliged"
        )
        self.upon_breach = tuple(norm for norm in self.norms.values() if norm.upon is not None)
        """The norms that apply only upon the breach of another."""
        self.order = order
        self.ranks = breach_ranks(self.norms)
        """Of actions that breaches lead to or from, the place in which they are judged."""
        self.authorities: dict[str, list[Authority]] = {}
        for authority in authorities:
            self.authorities.setdefault(authority.issuer, []).append(authority)
        self.places = frozenset(
            place
            for granted in self.authorities.values()
            for authority in granted
            for place in authority.territory
        )
        """The territories that authorities are bound to."""
        self.reservations = tuple(
            reservation
            for granted in self.authorities.values()
            for authority in granted
            for reservation in authority.reserved
        )

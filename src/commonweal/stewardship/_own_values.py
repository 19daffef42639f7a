"""What a steward holds of its owner: cards, their links and order, and what it may do."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from commonweal.documents import canonical_json, sha256_hex

if TYPE_CHECKING:
    from commonweal.documents import Origin, Placing, ValueCard, WiserVote

ANYWHERE: Final = "anywhere"
"""The context of a vote that is about no concern in particular; every concern is narrower."""

_WEAKEST_FIRST: tuple[Origin, ...] = ("synthetic", "model", "import", "person")


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyLink:
    """The owner's word that one attentional policy of a card means one concern of a bank."""

    card: str
    """The whole id of the card."""
    policy: int
    """The position, from 0, of the policy in it."""
    concern: str
    """The name of the concern."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """In which parts of life a steward may act, has to ask first, or stays out.

    The names are those of `BankSituation.domain`. Staying out goes before asking, and asking before
    acting.
    """

    acts_in: frozenset[str] | None = None
    """Where it may act; nowhere else, then. None is everywhere that the other two do not name."""
    asks_in: frozenset[str] = frozenset()
    """Where it has to ask, whatever the cards say."""
    stays_out_of: frozenset[str] = frozenset()
    """Where it neither acts nor asks."""

    def keeps_out(self, domain: str) -> bool:
        """Return whether a steward neither acts nor asks in a part of life."""
        if domain in self.stays_out_of:
            return True
        outside = self.acts_in is not None and domain not in self.acts_in
        return outside and domain not in self.asks_in


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnValues:
    """One person's values as that person confirmed them, for a steward to keep to."""

    owner: str
    """The person's name, or pseudonym."""
    cards: tuple[ValueCard, ...]
    """What is not confirmed counts for nothing."""
    links: tuple[PolicyLink, ...] = ()
    """A policy without a link bears on nothing in the bank: "none of these" is an answer."""
    votes: tuple[WiserVote, ...] = ()
    """Which of two own cards is wiser, asked in both orders; in `ANYWHERE`, or where one concern
    of the bank is touched, which then goes before anywhere. Of several answers to one question, in
    one order, the latest stands."""
    placings: tuple[Placing, ...] = ()
    """The owner's own order of the options on a card, of situations that they went through."""
    delegation: Delegation = Delegation()

    @property
    def confirmed(self) -> tuple[ValueCard, ...]:
        """The cards that count, by id."""
        found = {card.id: card for card in self.cards if card.confirmed}
        return tuple(found[identity] for identity in sorted(found))

    @property
    def digest(self) -> str:
        """The SHA-256 of cards, links, votes, placings and delegation, each in its order.

        All that a steward decides by but the bank is in it: with another it is another steward.
        """
        acts_in = self.delegation.acts_in
        content = {
            "owner": self.owner,
            "cards": [card.id for card in self.cards],
            "links": [asdict(link) for link in self.links],
            "votes": [vote.id for vote in self.votes],
            "placings": [placing.id for placing in self.placings],
            "acts_in": None if acts_in is None else sorted(acts_in),
            "asks_in": sorted(self.delegation.asks_in),
            "stays_out_of": sorted(self.delegation.stays_out_of),
        }
        return sha256_hex(canonical_json(content))

    @property
    def origin(self) -> Origin:
        """The weakest origin among the cards, the votes and the placings."""
        said = {record.origin for record in (*self.cards, *self.votes, *self.placings)}
        return next((origin for origin in _WEAKEST_FIRST if origin in said), "person")

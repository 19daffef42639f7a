"""What a session with oneself is about: the bank, how much is asked, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.documents import Origin
    from commonweal.stewardship._bank import Bank, BankSituation

FEWEST_CARDS, MOST_CARDS = 2, 4
FEWEST_CHOICES = 4
_SECONDS_A_CARD = 140
_SECONDS_A_PAIR = 16
_SECONDS_A_CHOICE = 14
_SECONDS_AN_ENDORSEMENT = 9
_SHARE_LEARNED_FROM = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class MyselfPlan:
    """How much is asked of somebody."""

    cards: int
    """At most so many, and at least two."""
    learned_from: int
    """Choices that the rivals of the cards learn from."""
    held_out: int
    """Choices that are predicted."""

    @classmethod
    def for_minutes(cls, minutes: int, *, situations: int) -> MyselfPlan:
        """Return what may be got through in so many minutes, of a bank of so many situations.

        It counts on 140 seconds for a card, 16 for the order of two, 14 for a choice and 9 for an
        endorsement. These are guesses, and slow readers are slower; nobody is stopped by a clock.
        Two cards and four choices of each sort are asked for in any case.
        """
        cards = min(MOST_CARDS, max(FEWEST_CARDS, minutes // 5))
        pairs = cards * (cards - 1) // 2
        left = 60 * minutes - cards * _SECONDS_A_CARD - pairs * _SECONDS_A_PAIR
        choice = _SECONDS_A_CHOICE + (1 - _SHARE_LEARNED_FROM) * _SECONDS_AN_ENDORSEMENT
        choices = min(situations, max(2 * FEWEST_CHOICES, int(left / choice)))
        learned_from = max(FEWEST_CHOICES, round(choices * _SHARE_LEARNED_FROM))
        return cls(cards=cards, learned_from=learned_from, held_out=choices - learned_from)


@dataclass(frozen=True, kw_only=True)
class MyselfSetting:
    """Everything that a session depends on besides the answers."""

    bank: Bank
    plan: MyselfPlan
    seed: int
    """Draws the situations, and the order in which concerns and cards are shown."""
    key: str
    """The secret that nonces are made of, as hexadecimal digits; it stays in the folder."""
    begun: str
    """When the session began, in UTC to the second."""
    origin: Origin = "person"
    """Whose answers they are: a real person's, or a synthetic one's."""
    name: str = "me"
    """What the person is called in their own records; a pseudonym."""

    def __post_init__(self) -> None:
        """Refuse a bank that is too small for two choices of each sort."""
        wanted, there = 2 * FEWEST_CHOICES, len(self.bank.situations)
        if there < wanted or len(self.bank.concerns) < FEWEST_CARDS:
            expected = f"at least {wanted} situations and {FEWEST_CARDS} concerns"
            found = f"{there} and {len(self.bank.concerns)}"
            raise InvalidDocument(Problem("bank-too-small", self.bank.name, expected, found))

    @cached_property
    def situations(self) -> tuple[Sequence[BankSituation], Sequence[BankSituation]]:
        """The situations learned from, and those held out: drawn at random, none in both."""
        order = self.drawn("situations", len(self.bank.situations))
        drawn = [self.bank.situations[position] for position in order]
        learned = self.plan.learned_from
        return drawn[:learned], drawn[learned : learned + self.plan.held_out]

    @cached_property
    def concerns_shown(self) -> tuple[str, ...]:
        """The names of the concerns in the order in which this person sees them."""
        order = self.drawn("concerns", len(self.bank.concerns))
        return tuple(self.bank.concerns[position].name for position in order)

    def drawn(self, what: str, size: int) -> list[int]:
        """Return the numbers below ``size`` in an order drawn for one purpose.

        ``random.Random`` seeded with a text gives the same order on every machine and version.
        """
        import random

        numbers = list(range(size))
        random.Random(f"{self.seed} {what}").shuffle(numbers)  # noqa: S311  # nothing secret
        return numbers

    def pairs(self, keys: Sequence[str]) -> list[tuple[str, str]]:
        """Return all pairs of cards in the order in which they are first asked about."""
        pairs = list(combinations(keys, 2))
        turned = [self.drawn(f"pair {first} {second}", 2)[0] for first, second in pairs]
        shown = [
            (second, first) if turn else (first, second)
            for (first, second), turn in zip(pairs, turned, strict=True)
        ]
        return [shown[position] for position in self.drawn("pairs", len(shown))]

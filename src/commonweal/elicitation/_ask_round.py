"""A round: one's own cards again, then others', which is wiser, what outweighs what, what it means.

Whatever is asked may be skipped. Nobody is told what others answered, nor which of two values more
people hold wiser.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from commonweal.elicitation._ask_move import HowTold, ask_how
from commonweal.elicitation._ask_placing import PlacingTold, ask_placing
from commonweal.elicitation._asking import ask_confirm, ask_one, ask_sure, named, word
from commonweal.elicitation._flow import Stopped
from commonweal.elicitation._question import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commonweal.documents import VoteAnswer
    from commonweal.elicitation._flow import Flow, Questions
    from commonweal.elicitation._round_items import CardMet, PairMet, RoundSetting, StakesMet

M = TypeVar("M")

CHOSEN = {"first", "second"}


@dataclass(frozen=True, slots=True)
class HeldTold:
    """Whether a card is the person's: an own one still, or somebody else's too."""

    card: str
    answer: str
    """``yes``, ``no``, ``unsure``, or ``no_response`` where it was shown and passed over."""
    asked: str


@dataclass(frozen=True, slots=True)
class MovedTold:
    """A move from a card that was the person's to one that they met."""

    pair: PairMet
    to_first: bool
    how: HowTold

    @property
    def from_card(self) -> CardMet:
        """What they lived by before."""
        return self.pair.second if self.to_first else self.pair.first

    @property
    def to_card(self) -> CardMet:
        """What they live by now."""
        return self.pair.first if self.to_first else self.pair.second


@dataclass(frozen=True, slots=True)
class PairTold:
    """Which of two cards is wiser."""

    pair: PairMet
    answer: VoteAnswer
    asked: str


@dataclass(frozen=True, slots=True)
class StakesTold:
    """Which of two stakes outweighs the other: whether it is the one that was shown first."""

    stakes: StakesMet
    first: bool
    asked: str


@dataclass(slots=True)
class RoundTold:
    """All that was answered in a round."""

    held: list[HeldTold] = field(default_factory=list)
    pairs: list[PairTold] = field(default_factory=list)
    moved: list[MovedTold] = field(default_factory=list)
    stakes: list[StakesTold] = field(default_factory=list)
    placings: list[PlacingTold] = field(default_factory=list)
    whole: bool = False
    """Whether the round came to its end."""


def meeting_round(setting: RoundSetting) -> Flow[RoundTold]:
    """Return a round as a flow: see `Session`.

    Args:
        setting: what the person meets, and in which order.
    """
    return partial(_round, setting)


def _round(setting: RoundSetting) -> Questions[RoundTold]:
    told = RoundTold()
    try:
        for name, card in _met("own", setting.own):
            yield from _ask_held(name, "round.own", card, told)
        for name, card in _met("met", setting.cards):
            yield from _ask_held(name, "round.met", card, told)
        for name, pair in _met("pair", setting.pairs):
            yield from _ask_pair(name, pair, setting, told)
        for name, stakes in _met("stakes", setting.stakes):
            yield from _ask_stakes(name, stakes, told)
        for name, situation in _met("place", setting.situations):
            placing = yield from ask_placing(name, situation)
            told.placings += [placing] if placing else []
        told.whole = True
    except Stopped:
        pass
    return told


def _met(name: str, drawn: Iterable[M | None]) -> Iterator[tuple[str, M]]:
    """Return what there is to meet, each under the name of the place that it was drawn for."""
    return ((f"{name}.{place}", each) for place, each in enumerate(drawn, 1) if each is not None)


def _ask_held(name: str, message: str, card: CardMet, told: RoundTold) -> Questions[None]:
    answer = word((yield ask_sure(name, message, card=card.face))) or "no_response"
    told.held.append(HeldTold(card.card, answer, name))


def _ask_pair(name: str, pair: PairMet, setting: RoundSetting, told: RoundTold) -> Questions[None]:
    choices = (
        Choice("first", text=pair.first.face),
        Choice("second", text=pair.second.face),
        *named("wiser", "both_needed", "neither", "unsure"),
    )
    if pair.shown is None:
        asked = ask_one(name, "wiser.ask", choices, context=pair.text)
    else:
        message = f"wiser.ask.{pair.told_by}"
        asked = ask_one(name, message, choices, context=pair.text, account=pair.account)
    answer = word((yield asked))
    if answer is None:
        return
    told.pairs.append(PairTold(pair, cast("VoteAnswer", answer), name))
    if answer in CHOSEN:
        own = {card.card for card in setting.own if card is not None}
        wiser, other = (pair.first, pair.second)[:: 1 if answer == "first" else -1]
        # Whoever lives by it anyway did not come to it, and takes no yes back here.
        lived = any(held.card == wiser.card and held.answer == "yes" for held in told.held)
        if other.card in own and wiser.card not in own and not lived:
            yield from _ask_moved(name, pair, told, to_first=answer == "first")


def _ask_moved(name: str, pair: PairMet, told: RoundTold, *, to_first: bool) -> Questions[None]:
    """Ask whoever finds another's value wiser than their own whether they live by it from now.

    If they do, they are asked to tell how they came to it, which is theirs to tell or not.
    """
    wiser, other = (pair.first, pair.second) if to_first else (pair.second, pair.first)
    moved = word((yield ask_confirm(f"{name}.moved", "round.moved", title=wiser.title)))
    if moved is None:
        return
    told.held = [held for held in told.held if held.card != wiser.card]
    told.held.append(HeldTold(wiser.card, moved, f"{name}.moved"))
    if moved == "yes":
        how = yield from ask_how(
            name, before=other.title, policies=other.policies, title=wiser.title
        )
        told.moved += [MovedTold(pair, to_first, how)] if how else []


def _ask_stakes(name: str, stakes: StakesMet, told: RoundTold) -> Questions[None]:
    choices = (
        Choice("first", text=stakes.card.face),
        Choice("second", text=stakes.over.face),
        *named("wiser", "unsure"),
    )
    message = f"stakes.{stakes.stake}.{stakes.over_stake}"
    answer = word((yield ask_one(name, message, choices, context=stakes.text)))
    if answer in CHOSEN:
        told.stakes.append(StakesTold(stakes, answer == "first", name))

"""Legibility: whether somebody who sees only the cards can tell what was chosen by them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

import numpy as np

from commonweal.stewardship._personal_target import linked_cards
from commonweal.stewardship._proportion import Proportion, proportion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from commonweal.stewardship._bank import Bank, BankOption, BankSituation
    from commonweal.stewardship._own_values import OwnValues


class CardsJudge(Protocol):
    """Whoever sees cards and a situation, and says which option was chosen: a person or a program.

    Of the choices it sees nothing. Where it cannot tell several options apart it names them all,
    and nothing is drawn among them: what hangs on a lot could be drawn again until it comes out.
    """

    def read(self, own: OwnValues) -> Callable[[BankSituation], frozenset[str]]:
        """Read somebody's cards, and return what names the options chosen as likely as one another.

        Of k options that are named, each counts as told by 1/k.
        """
        ...


@dataclass(frozen=True, slots=True)
class PlainReader:
    """A judge that reads each card off the tags, and knows no order of cards.

    It takes the options that stand highest on the most cards. That it adds up cards makes it a
    judge that differs from a steward: what it cannot tell is what hangs on the owner's order. It
    shows that choices can be recovered from cards and tags by rule; whether people can read them
    takes people.
    """

    def read(self, own: OwnValues) -> Callable[[BankSituation], frozenset[str]]:
        """Return what names the options that most cards speak for."""
        cards = [linked.all_concerns for linked in linked_cards(own)]

        def likely(situation: BankSituation) -> frozenset[str]:
            points = [0] * len(situation.options)
            for concerns in cards:
                levels = [_level(option, concerns) for option in situation.options]
                if min(levels) < (highest := max(levels)):
                    for place, level in enumerate(levels):
                        points[place] += level == highest
            return frozenset(
                option.name
                for option, each in zip(situation.options, points, strict=True)
                if each == max(points)
            )

        return likely


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Legibility:
    """How well choices can be told from cards, beside the same with cards that mean other things.

    0 is what guessing would do, 1 is that every choice was told.
    """

    told: Fraction
    """The sum over choices of 1/k, where the judge named k options and the choice among them."""
    picked: Proportion
    """The whole part of that sum, of all choices, for the interval: a count that is never above
    what was told has a lower end that is never above its."""
    chance: float
    """How often guessing would have: the mean of 1/k over situations with k options."""
    control: float
    """The mean legibility with cards whose concerns are exchanged at random; it has to be near 0,
    or the options themselves give the choice away."""
    control_low: float
    control_high: float
    """Between these lie the middle 95 % of the controls."""
    p_value: float
    """The share of controls that did at least as well, the choices themselves counted as one."""
    shuffles: int
    seed: int

    @property
    def value(self) -> float | None:
        """(a - c) / (1 - c), where a is the share told and c is chance."""
        of = self.picked.of
        return _corrected(float(self.told / of), self.chance) if of else None

    @property
    def low(self) -> float:
        """The lower end, from that of the share picked."""
        return _corrected(self.picked.low, self.chance)

    @property
    def high(self) -> float:
        """The upper end."""
        return _corrected(self.picked.high, self.chance)


def measure_legibility(
    choices: Mapping[str, str],
    *,
    own: OwnValues,
    bank: Bank,
    judge: CardsJudge | None = None,
    seed: int,
    shuffles: int = 200,
) -> Legibility:
    """Return how well a judge who sees only cards tells what was chosen.

    L = (a - c) / (1 - c), with a the share of choices that the judge tells, and c the share that a
    guess would. A choice among k options that the judge takes to be equally likely counts 1/k,
    which is what it would get on the average if it drew. The interval is that of the whole part of
    the sum. That is conservative: the count is rounded down, and a part of a choice has the mean of
    a lot that is drawn for it and a smaller spread, so that by luck it comes out high less often.

    As a control, the same judge gets the same cards with the concerns of the bank exchanged at
    random, many times; what it then still tells was not read off the cards.

    Args:
        choices: for the name of each situation, the option that was chosen.
        own: the cards that the judge sees.
        bank: the situations.
        judge: a `PlainReader` if there is none.
        seed: of the exchanges.
        shuffles: how many controls.

    Source: the definition follows the trait "legible" of J. Edelman and O. Klingefjord, Model
    Integrity (2024), whose published test used other models' answers as the alternatives and no
    control of this kind.
    Cost: shuffles × choices × options × cards.
    """
    rng = np.random.default_rng(seed)
    judge = judge or PlainReader()
    chosen = [(bank.situation_named[name], option) for name, option in choices.items()]
    chance = float(np.mean([1 / len(case.options) for case, _ in chosen])) if chosen else 0.5
    told = _told(judge, own, chosen)
    controls = [_told(judge, exchanged_concerns(own, bank, rng), chosen) for _ in range(shuffles)]
    shares = np.array([float(each) for each in controls]) / max(1, len(chosen))
    low, middle, high = (
        _corrected(float(share), chance)
        for share in (np.quantile(shares, 0.025), shares.mean(), np.quantile(shares, 0.975))
    )
    return Legibility(
        told=told,
        picked=proportion(int(told), len(chosen)),
        chance=chance,
        control=middle,
        control_low=low,
        control_high=high,
        p_value=(1 + sum(each >= told for each in controls)) / (1 + shuffles),
        shuffles=shuffles,
        seed=seed,
    )


def exchanged_concerns(own: OwnValues, bank: Bank, rng: np.random.Generator) -> OwnValues:
    """Return the same cards with links and votes about other concerns, all exchanged alike."""
    names = [concern.name for concern in bank.concerns]
    other = dict(zip(names, (names[place] for place in rng.permutation(len(names))), strict=True))
    return replace(
        own,
        links=tuple(replace(link, concern=other[link.concern]) for link in own.links),
        votes=tuple(
            vote.model_copy(update={"context": other.get(vote.context, vote.context)})
            for vote in own.votes
        ),
        placings=(),
    )


def _told(
    judge: CardsJudge, own: OwnValues, chosen: Sequence[tuple[BankSituation, str]]
) -> Fraction:
    likely = judge.read(own)
    named = ((likely(situation), option) for situation, option in chosen)
    return sum((Fraction(1, len(each)) for each, option in named if option in each), Fraction())


def _level(option: BankOption, concerns: frozenset[str]) -> int:
    supports = not concerns.isdisjoint(option.supports)
    return int(supports) - int(not concerns.isdisjoint(option.opposes))


def _corrected(share: float, chance: float) -> float:
    return (share - chance) / (1 - chance)

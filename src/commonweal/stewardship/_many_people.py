"""When cards predict better than preferences, and when not: the harness over invented people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates import NORMAL_QUANTILE
from commonweal.stewardship._bank_arrays import NOBODY_ACTS, BankArrays, CardsInOrder, one_of
from commonweal.stewardship._conditional_logit import logit_likelihoods, solve_logit_weights
from commonweal.stewardship._simulated_population import draw_population

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from commonweal.stewardship._bank import Bank
    from commonweal.stewardship._simulated_population import Population, PopulationKind


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ManyPeopleProblem:
    """Which people are invented, and how much is learned of them."""

    bank: Bank
    kind: PopulationKind
    people: int = 400
    learned_from: int = 12
    """How many choices of each person the rivals see."""
    held_out: int = 12
    """How many other situations are predicted, drawn anew for each person."""
    cards: int = 4
    slip: float = 0.1
    misread: float = 0.0
    ridge: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodScore:
    """One way of predicting, over all people."""

    method: str
    right: float
    """The share right among acts."""
    low: float
    high: float
    """A 95 % interval of it that takes each person as one draw."""
    dared: float
    """The share of situations on which it acts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyPeopleResult:
    """How several ways of predicting do on invented people."""

    scores: tuple[MethodScore, ...]
    kind: PopulationKind
    people: int
    learned_from: int
    held_out: int
    seed: int
    """The entropy that the generator was made from."""

    def score(self, method: str) -> MethodScore:
        """Return the score of one method.

        Raises:
            KeyError: if there is none of that name.
        """
        for score in self.scores:
            if score.method == method:
                return score
        raise KeyError(method)


def compare_on_many_people(problem: ManyPeopleProblem, *, seed: int) -> ManyPeopleResult:
    """Compare cards with preferences on invented people whose way of choosing is known.

    Everybody is interviewed and chooses; rivals learn from ``learned_from`` choices; what is
    compared are other situations of the same bank. The preference model is given the weights' prior
    by which those who add up were drawn, up to sign and scale: it is not made weaker than it need
    be. ``preferences, as bold`` is the same model on those of its predictions that are surest, as
    many for each person as the cards act on.

    It shows which assumption about people favours which way of predicting, and how many choices a
    preference model needs. It cannot show which people there are.

    Args:
        problem: the people, and how much is learned.
        seed: of the generator; the same seed gives the same numbers.

    Raises:
        ValueError: if the bank has fewer situations than are learned from and held out.

    Cost: people × learned_from × options × concerns² for the preference model, several times.
    """
    arrays = BankArrays.of(problem.bank)
    situations = len(arrays.there)
    if problem.learned_from + problem.held_out > situations:
        raise ValueError(
            f"{problem.learned_from} learned from and {problem.held_out} held out, of {situations}"
        )
    rng = np.random.default_rng(seed)
    population = draw_population(
        arrays,
        problem.kind,
        people=problem.people,
        rng=rng,
        cards=problem.cards,
        slip=problem.slip,
        misread=problem.misread,
    )
    drawn = rng.random((problem.people, situations)).argsort(axis=1)
    learned = drawn[:, : problem.learned_from]
    held_out = drawn[:, problem.learned_from : problem.learned_from + problem.held_out]
    split = _Drawn(population=population, learned=learned, held_out=held_out)
    scores = tuple(_scores(problem, arrays, split, rng))
    return ManyPeopleResult(
        scores=scores,
        kind=problem.kind,
        people=problem.people,
        learned_from=problem.learned_from,
        held_out=problem.held_out,
        seed=seed,
    )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Drawn:
    """Invented people, and which situations each was learned from and is predicted in."""

    population: Population
    learned: NDArray[np.int64]
    held_out: NDArray[np.int64]


def _scores(
    problem: ManyPeopleProblem, bank: BankArrays, drawn: _Drawn, rng: np.random.Generator
) -> Iterator[MethodScore]:
    population, held_out = drawn.population, drawn.held_out
    person = np.arange(len(held_out))[:, None]
    truth = population.chosen[person, held_out]
    everywhere = np.ones(truth.shape, dtype=bool)
    by_cards = population.cards.acts(bank)[person, held_out]
    acts = by_cards != NOBODY_ACTS
    yield _score("cards", by_cards == truth, acts)
    shuffled = _shuffled(population.cards, bank, rng).acts(bank)[person, held_out]
    yield _score("shuffled cards", shuffled == truth, shuffled != NOBODY_ACTS)
    likely = _likelihoods(problem, bank, drawn)[person, held_out]
    preferred = likely.argmax(axis=2)
    yield _score("preferences", preferred == truth, everywhere)
    surest = (-likely.max(axis=2)).argsort(axis=1, kind="stable").argsort(axis=1)
    as_bold = surest < acts.sum(axis=1, keepdims=True)
    yield _score("preferences, as bold", preferred == truth, as_bold)
    yield _score("others", _others(population, bank)[person, held_out] == truth, everywhere)
    yield _score("majority", _majority(bank, drawn) == truth, everywhere)
    yield _score("coin", one_of(bank.there[held_out], rng) == truth, everywhere)


def _score(method: str, right: NDArray[np.bool_], acts: NDArray[np.bool_]) -> MethodScore:
    """Return the share right among acts, with the interval of a ratio over people."""
    hits = (right & acts).sum(axis=1)
    times = acts.sum(axis=1)
    total = int(times.sum())
    share = hits.sum() / total if total else float("nan")
    residuals = hits - share * times
    spread = NORMAL_QUANTILE * np.sqrt((residuals**2).sum()) / total if total else float("nan")
    return MethodScore(
        method=method,
        right=float(share),
        low=float(max(0.0, share - spread)),
        high=float(min(1.0, share + spread)),
        dared=total / acts.size,
    )


def _shuffled(cards: CardsInOrder, bank: BankArrays, rng: np.random.Generator) -> CardsInOrder:
    exchanged = rng.random((len(cards.concern), bank.tags.shape[2])).argsort(axis=1)
    person = np.arange(len(cards.concern))
    turned = np.where(
        cards.turned_in < 0, cards.turned_in, exchanged[person, np.maximum(cards.turned_in, 0)]
    )
    return CardsInOrder(concern=exchanged[person[:, None], cards.concern], turned_in=turned)


def _likelihoods(
    problem: ManyPeopleProblem, bank: BankArrays, drawn: _Drawn
) -> NDArray[np.float64]:
    """Return how likely the preference model takes each option: people × situations × options."""
    features = np.concatenate([bank.tags, bank.nothing[..., None]], axis=2).astype(np.float64)
    learned = drawn.learned
    person = np.arange(len(learned))[:, None]
    weights = solve_logit_weights(
        features[learned],
        bank.there[learned],
        drawn.population.chosen[person, learned],
        ridge=problem.ridge,
    )
    everything = np.broadcast_to(features, (len(learned), *features.shape))
    return logit_likelihoods(everything, bank.there[None], weights)


def _others(population: Population, bank: BankArrays) -> NDArray[np.int64]:
    """Return what most of the others took; of equal numbers the first."""
    took = population.chosen[..., None] == np.arange(bank.there.shape[1])
    others = took.sum(axis=0)[None] - took
    commonest: NDArray[np.int64] = np.where(bank.there, others, -1).argmax(axis=2)
    return commonest


def _majority(bank: BankArrays, drawn: _Drawn) -> NDArray[np.int64]:
    """Return the first option of the kind that each person mostly took; see `MajorityKind`."""
    person = np.arange(len(drawn.learned))[:, None]
    took = drawn.population.chosen[person, drawn.learned]
    left = bank.nothing[drawn.learned, took].mean(axis=1) > 1 / 2
    fitting = (bank.nothing[drawn.held_out] == left[:, None, None]) & bank.there[drawn.held_out]
    first: NDArray[np.int64] = fitting.argmax(axis=2)
    return first

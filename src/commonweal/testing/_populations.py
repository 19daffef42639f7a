"""Invented people: honest ones with opinions of every strength, and others who act together.

Whoever is simulated here tests mechanics, and says nothing about people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from commonweal.estimates import AnswerTraces
from commonweal.values import Votes

DAY = 86_400

HONEST = ("alike", "two parties", "ten parties", "a party of twenty", "one scale", "three scales")
"""How the opinions of honest people hang together; parties are of one mind in everything."""


@dataclass
class Study:
    """Who was asked what, in which order and when, and what they hold."""

    asked: Any
    """People by questions: who was asked which."""
    shown: Any
    moment: Any
    leaning: Any
    """The chance that somebody calls the pair's first wiser."""
    answer: Any = None


def design(
    rng: np.random.Generator, people: int, questions: int, asked: int, *, days: int = 14
) -> Study:
    """Draw who is asked what: pairs, orders and sequences at random, sessions over some days."""
    rank = np.argsort(np.argsort(rng.random((people, questions)), axis=1), axis=1)
    gaps = np.cumsum(rng.integers(5, 60, (people, questions)), axis=1)
    start = rng.integers(0, days * DAY, people)
    return Study(
        asked=rank < asked,
        shown=rng.integers(0, 2, (people, questions)),
        moment=start[:, None] + np.take_along_axis(gaps, rank, axis=1),
        leaning=None,
    )


def leanings(rng: np.random.Generator, kind: str, people: int, questions: int) -> Any:
    """Return what people hold, as chances."""
    if kind == "alike":
        return np.tile(np.clip(rng.normal(0.65, 0.15, questions), 0.05, 0.95), (people, 1))
    if kind in {"two parties", "ten parties"}:
        parties = 2 if kind == "two parties" else 10
        line = rng.integers(0, 2, (parties, questions))
        return line[rng.integers(0, parties, people)].astype(float)
    if kind == "a party of twenty":
        held = np.full((people, questions), 0.5)
        held[:20] = rng.integers(0, 2, questions)
        return held
    scales = 1 if kind == "one scale" else 3
    position = rng.normal(0, 1, (people, scales))
    divide = rng.normal(0, 1, (scales, questions))
    if scales == 1:
        return 1 / (1 + np.exp(-12 * (position - divide)))
    return 1 / (1 + np.exp(-6 * (position @ divide)))


def answer(rng: np.random.Generator, study: Study, *, order: float, other: float) -> None:
    """Have people answer, with a pull towards what is shown first and some other answers."""
    chance = np.clip(study.leaning, 1e-9, 1 - 1e-9)
    pull = np.log(chance / (1 - chance)) + order * np.where(study.shown == 0, 1, -1)
    said = np.where(rng.random(chance.shape) < 1 / (1 + np.exp(-pull)), 0, 1)
    others = rng.integers(2, 5, chance.shape)
    study.answer = np.where(rng.random(chance.shape) < other, others, said)


def honest(
    seed: int, kind: str, *, people: int, questions: int = 45, asked: int = 40
) -> tuple[np.random.Generator, Study]:
    """Return people who answer for themselves."""
    rng = np.random.default_rng(seed)
    study = design(rng, people, questions, asked)
    study.leaning = leanings(rng, kind, people, questions)
    other = 0.0 if "part" in kind else 0.05
    answer(rng, study, order=0.5 if seed % 2 else 0.0, other=other)
    return rng, study


def asked_again(rng: np.random.Generator, study: Study, names: int, *, slip: float) -> set[int]:
    """Have one person take part under several names, asked anew each time."""
    who = rng.choice(len(study.answer), names, replace=False)
    base = study.answer[who[0]].copy()
    for name in who:
        slips = rng.random(len(base)) < slip
        study.answer[name] = np.where(slips, rng.integers(0, 2, len(base)), base)
    return set(who.tolist())


def copied(rng: np.random.Generator, study: Study, names: int) -> set[int]:
    """Have one person's records handed in under several names, two in a hundred answers changed."""
    who = rng.choice(len(study.answer), names, replace=False)
    base = who[0]
    for name in who[1:]:
        slips = rng.random(study.answer.shape[1]) < 0.02
        study.asked[name], study.shown[name] = study.asked[base], study.shown[base]
        start = study.moment[name].min() - study.moment[base].min()
        study.moment[name] = study.moment[base] + start
        drawn = rng.integers(0, 2, len(slips))
        study.answer[name] = np.where(slips, drawn, study.answer[base])
    return set(who.tolist())


def gathered(
    rng: np.random.Generator, study: Study, people: int, *, seconds: int, slip: float = 0.05
) -> set[int]:
    """Have people come within so many seconds and answer by one line."""
    who = rng.choice(len(study.answer), people, replace=False)
    line = rng.integers(0, 2, study.answer.shape[1])
    start = rng.integers(0, 7 * DAY)
    for one in who:
        slips = rng.random(len(line)) < slip
        study.answer[one] = np.where(slips, rng.integers(0, 2, len(line)), line)
        study.moment[one] += start + rng.integers(0, seconds) - study.moment[one].min()
    return set(who.tolist())


def traces_of(study: Study, *, stratum: Any = None) -> AnswerTraces:
    """Return the answers as the search takes them."""
    people, questions = study.answer.shape
    cards = next(n for n in range(2, 10_000) if n * (n - 1) // 2 >= questions)
    low, high = (ends[:questions] for ends in np.triu_indices(cards, 1))
    person, question = np.nonzero(study.asked)
    turned = study.shown[person, question] == 1
    own = study.answer[person, question]
    votes = Votes.arranged(
        participants=[f"p{number:07}" for number in range(people)],
        contexts=["c"],
        cards=[f"k{number:05}" for number in range(cards)],
        participant=person,
        context=np.zeros(len(person), dtype=int),
        first=np.where(turned, high[question], low[question]),
        second=np.where(turned, low[question], high[question]),
        answer=np.where((own < 2) & turned, 1 - own, own),
    )
    order = np.lexsort((person, high[question], low[question]))
    return AnswerTraces(
        votes=votes,
        moment=study.moment[person, question][order].astype(np.int64),
        stratum=np.zeros(people, dtype=np.int32) if stratum is None else stratum,
    )


def named(result: Any) -> set[int]:
    """Return the numbers of all people in any cluster."""
    return {int(name[1:]) for cluster in result.value for name in cluster.people}

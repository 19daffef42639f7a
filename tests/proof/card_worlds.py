"""Cards of some people in their groups, and what was judged of them, without a study around it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from commonweal.documents import AttentionalPolicy, SameValue, ValueCard
from commonweal.proof import checker

MOMENT = "2026-03-01T09:00:00Z"


def a_card(owner: str, number: int) -> ValueCard:
    """Return somebody's confirmed card."""
    return ValueCard(
        participant=owner,
        title=f"card {number}",
        policies=(AttentionalPolicy(text="SIGNS"),),
        contexts=("dry",),
        confirmed=True,
        nonce=f"{number:032x}",
        by=owner,
        origin="person",
        said_at=MOMENT,
    )


def judged(
    first: str,
    second: str,
    judge: str,
    verdict: str = "same",
    *,
    origin: str = "person",
    n: int = 0,
) -> SameValue:
    """Return what somebody said of two cards."""
    said = {"judge": judge, "by": judge, "verdict": verdict, "origin": origin}
    return SameValue.model_validate(
        {"first": first, "second": second, "nonce": f"{n:032x}", "said_at": MOMENT, **said}
    )


class Fields:
    """A record whose fields are read by name or as an item, as the program reads them."""

    def __init__(self, record: SameValue) -> None:
        self.record = record

    def __getattr__(self, name: str) -> Any:
        return getattr(self.record, name)

    def __getitem__(self, name: str) -> Any:
        return getattr(self.record, name)


@dataclass
class World:
    """Cards by id, words on them, and where people stand."""

    cards: dict[str, ValueCard]
    words: list[SameValue]
    strata: dict[str, dict[str, str]]

    def graph(self) -> Any:
        """Return the stand-alone program's graph of it, with the cards merged."""
        rules: Any = checker.beside("replay_graph")
        graph = object.__new__(rules.Graph)
        graph.cards = self.cards
        graph.strata = {person: {*groups.items()} for person, groups in self.strata.items()}
        words = [(word.id, Fields(word)) for word in self.words]
        graph.records = SimpleNamespace(of=lambda _: words, quoted=lambda _: True)
        graph.value_of = graph._merge()
        return graph


def random_world(rng: random.Random, *, models: bool = False) -> World:
    """Return a few people, most of them in groups, with a few cards and much said of them."""
    people = [f"p{number}" for number in range(7)]
    strata = {
        person: {"side": rng.choice("ab"), "age": rng.choice("xyz")}
        for person in people
        if rng.random() < 0.8
    }
    cards = {card.id: card for card in (a_card(rng.choice(people), n) for n in range(8))}
    ids = sorted(cards)
    words = []
    for number in range(rng.randint(5, 50)):
        first, second = rng.sample(ids[: rng.randint(3, 8)], 2)
        judge = rng.choice([*people, *(cards[card].participant for card in (first, second))])
        verdict = rng.choice(
            ("same", "same", "same", "same", "different", "unsure")[: 6 if models else 5]
        )
        origin = rng.choice(("person", "person", "person", "model")) if models else "person"
        words.append(judged(first, second, judge, verdict, origin=origin, n=number))
    return World(cards, words, strata)

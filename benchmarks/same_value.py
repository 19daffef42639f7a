"""Proposing which of many cards may be one value, and how little that tells of values.

The peer has the same weighted texts and does what one would write first: all of them as one dense
array, times its transpose, in full. Texts are made up of words whose lengths and frequencies are
roughly those of English; no two share more than chance gives, but for one in ten that is another
one's with a word changed. Times are of the processor, all threads together.
"""

import json
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
from benchmarks._row import Row

from commonweal.values import SameValueProblem, TextSimilarity, find_same_value_candidates

LOOK_ALIKES = Path(__file__).parents[1] / "tests" / "values" / "look_alikes.json"
SECONDS = 30.0
WORDS_IN_A_CARD = 34
VOCABULARY = 12_000


def run(*, quick: bool = False) -> list[Row]:
    """Measure 10,000 cards, and 3,000 beside the dense product; a tenth of both if quick."""
    return [
        _alone(1_000 if quick else 10_000),
        _beside(300 if quick else 3_000),
        _opposites(),
    ]


def made_up_problem(cards: int) -> SameValueProblem:
    """Return that many cards' texts, the same every time."""
    rng = np.random.default_rng(7)
    letters = np.array(list("etaoinshrdlucmfwypvbgk"))
    often = 1 / np.arange(2, len(letters) + 2)
    vocabulary = [
        "".join(rng.choice(letters, size=int(rng.integers(2, 11)), p=often / often.sum()))
        for _ in range(VOCABULARY)
    ]
    frequency = 1 / np.arange(1, VOCABULARY + 1)
    drawn = rng.choice(VOCABULARY, size=(cards, WORDS_IN_A_CARD), p=frequency / frequency.sum())
    for card in range(10, cards, 10):
        drawn[card] = drawn[card - 1]
        drawn[card, 0] = rng.integers(VOCABULARY)
    texts = tuple(" ".join(vocabulary[word] for word in row) for row in drawn)
    return SameValueProblem(cards=tuple(f"card-{n:05}" for n in range(cards)), texts=texts)


def dense_product(texts: list[str]) -> Any:
    """Return how alike all texts are, from one dense array."""
    vectors = TextSimilarity().vectors(texts).toarray()
    found = vectors @ vectors.T
    np.fill_diagonal(found, -1)
    return np.argsort(-found, axis=1)[:, :3]


def _alone(cards: int) -> Row:
    problem = made_up_problem(cards)
    start = process_time()
    found = find_same_value_candidates(problem)
    seconds = process_time() - start
    return Row(
        f"candidates among {cards:,} cards ({len(found.value):,} found)",
        f"{seconds:.1f} s",
        "",
        "",
        f"at most {SECONDS:.0f} s",
        met=seconds <= SECONDS,
    )


def _beside(cards: int) -> Row:
    problem = made_up_problem(cards)
    start = process_time()
    find_same_value_candidates(problem)
    ours = process_time() - start
    start = process_time()
    dense_product(list(problem.texts))
    theirs = process_time() - start
    return Row(
        f"candidates among {cards:,} cards",
        f"{ours:.2f} s",
        f"{theirs:.2f} s (one dense product)",
        f"{theirs / ours:.1f}x",
        "",
        met=True,
    )


def _opposites() -> Row:
    cards = json.loads(LOOK_ALIKES.read_text("utf-8"))["cards"]
    kinds = ("card", "paraphrase", "opposite")
    texts = ["\n".join(sorted(card[kind])) for kind in kinds for card in cards]
    vectors = TextSimilarity().vectors(texts)
    alike = (vectors @ vectors.T).toarray()
    number = len(cards)
    nearer = sum(
        alike[card, card + 2 * number] >= alike[card, card + number] for card in range(number)
    )
    return Row(
        "opposites that lie at least as near as the paraphrase",
        f"{nearer} of {number}",
        "13 of 20 (published, other cards, an embedding)",
        "",
        "",
        met=True,
    )

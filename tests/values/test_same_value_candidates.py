"""Which cards people are asked about, and why nobody may merge them without asking."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from commonweal.documents import AttentionalPolicy, ValueCard
from commonweal.errors import InvalidDocument
from commonweal.values import (
    SameValueProblem,
    TextSimilarity,
    find_same_value_candidates,
    merge_cards,
)

LOOK_ALIKES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "look_alikes.json").read_text("utf-8")
)["cards"]

KINDS = ("card", "paraphrase", "opposite")


def problem(*texts: str) -> SameValueProblem:
    return SameValueProblem(
        cards=tuple(f"card-{number:03}" for number in range(len(texts))), texts=texts
    )


def pairs(found: Any) -> list[tuple[int, int]]:
    return [(int(pair.first[5:]), int(pair.second[5:])) for pair in found.value]


def similarities(texts: list[str], **options: Any) -> Any:
    vectors = TextSimilarity(**options).vectors(texts)
    return (vectors @ vectors.T).toarray()


def test_the_weights_are_those_of_the_formula() -> None:
    """Two texts that share one of their two words: worked by hand, pieces and all."""
    # Of words, "aa" is in both (rarity 1), "bb" and "cc" in one each: ln(3/2) + 1 = 1.405465.
    # Words: 1 / (1 + 1.405465²) = 0.336097. Each word has the pieces " a", "aa", "a " of two
    # letters and " aa " of four, and none across words: likewise 4 / (4 + 4 · 1.405465²).
    found = similarities(["aa bb", "aa cc"])

    assert 0.336097 == pytest.approx(float(found[0, 1]), abs=1e-6)
    assert 1.0 == pytest.approx(float(found[0, 0]))


def test_cards_that_share_most_words_are_candidates() -> None:
    """A card reworded is found among others; what shares nothing is not."""
    found = find_same_value_candidates(
        problem(
            "SIGNS that a patient is afraid",
            "TURNS at the water that all can see",
            "SIGNS that patients are afraid",
            "GRAIN that decides the shape",
        )
    )

    assert [(0, 2)] == pairs(found)


@pytest.mark.parametrize(
    ("one", "other", "unlike"),
    [
        ("说真话的时刻很重要", "很重要的说真话时刻", "水田里的轮流灌溉"),
        ("أوقات قول الحقيقة للصديق", "قول الحقيقة للصديق", "أدوار الماء في الحقول"),
        ("МОМЕНТЫ правды", "моменты правды", "очередь за водой"),
        ("ﬁeld mice", "FIELD MICE", "rivers"),
    ],
)
def test_any_script_is_read(one: str, other: str, unlike: str) -> None:
    """Scripts without spaces, without case, or with ligatures are compared like others."""
    found = find_same_value_candidates(problem(one, other, unlike))

    assert [(0, 1)] == pairs(found)


def test_cards_of_one_text_are_asked_about_in_a_chain() -> None:
    """Four cards with the same words take three questions, not six."""
    found = find_same_value_candidates(problem(*["SIGNS of rain"] * 4))

    assert [(0, 1), (1, 2), (2, 3)] == pairs(found)
    assert (4, 1) == (found.stats.cards, found.stats.texts)


def test_a_title_and_the_order_of_policies_are_no_matter() -> None:
    """A card is told by what it attends to."""

    def card(owner: str, title: str, *policies: str) -> ValueCard:
        return ValueCard(
            participant=owner,
            title=title,
            policies=tuple(AttentionalPolicy(text=text) for text in policies),
            contexts=("dry",),
            confirmed=True,
            nonce="0" * 32,
            by=owner,
            origin="synthetic",
            said_at="2026-01-01T00:00:00Z",
        )

    cards = {
        each.id: each
        for each in (card("ann", "One", "SIGNS", "TURNS"), card("bob", "Two", "TURNS", "SIGNS"))
    }

    [candidate] = find_same_value_candidates(SameValueProblem.from_cards(cards)).value

    assert 1.0 == candidate.similarity
    assert 2 == len(merge_cards(cards, []).members)


def test_most_opposites_lie_at_least_as_near_as_the_paraphrase() -> None:
    """Alike in words is not alike in value: 16 of 20 opposites, where 13 were published."""
    texts = ["\n".join(sorted(each[kind])) for kind in KINDS for each in LOOK_ALIKES]
    found = similarities(texts)
    number = len(LOOK_ALIKES)
    card = np.arange(number)
    paraphrase, opposite = found[card, card + number], found[card, card + 2 * number]

    assert (20, 16) == (number, int((opposite >= paraphrase).sum()))
    assert (0.39, 0.72) == (round(float(paraphrase.mean()), 2), round(float(opposite.mean()), 2))


def test_no_threshold_tells_paraphrases_from_opposites() -> None:
    """Wherever the line is drawn, it is no better than a coin."""
    texts = ["\n".join(sorted(each[kind])) for kind in KINDS for each in LOOK_ALIKES]
    found = similarities(texts)
    number = len(LOOK_ALIKES)
    card = np.arange(number)
    paraphrase, opposite = found[card, card + number], found[card, card + 2 * number]

    right = [
        float(((paraphrase >= line).mean() + (opposite < line).mean()) / 2)
        for line in np.linspace(0, 1, 1001)
    ]

    assert 0.5 == max(right)


WORDS = st.lists(
    st.sampled_from(["aa", "bb", "cc", "dd", "ee", "ff", "gg"]), min_size=1, max_size=5
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8), st.integers(1, 4))
def test_candidates_are_those_that_a_double_loop_finds(rows: list[list[str]], nearest: int) -> None:
    """The blocks and partitions give what comparing every pair by hand gives."""
    texts = sorted({" ".join(row) for row in rows})
    vectors = TextSimilarity().vectors(texts).toarray()
    like = {
        (i, j): float(vectors[i] @ vectors[j])
        for i in range(len(texts))
        for j in range(len(texts))
        if i != j
    }

    def near(i: int, j: int) -> bool:
        nearer = sum(
            like[i, other] > like[i, j] + 1e-9 for other in range(len(texts)) if other != i
        )
        return nearer < nearest

    slow = {(i, j) for i, j in like if i < j and like[i, j] >= 0.3 and near(i, j) and near(j, i)}
    # Where rounding alone decides, either answer will do.
    close = {pair for pair in like if abs(like[pair] - 0.3) < 1e-9}

    found = pairs(find_same_value_candidates(problem(*texts), TextSimilarity(nearest=nearest)))

    assert slow - close >= {*found} - close - _ties(like, nearest)
    assert slow - close - _ties(like, nearest) <= {*found}


def _ties(like: dict[tuple[int, int], float], nearest: int) -> set[tuple[int, int]]:
    """Return the pairs that are as near as another up to rounding: these may go either way."""
    return {
        (min(i, j), max(i, j))
        for i, j in like
        if any(a == i and b != j and 0 < abs(like[a, b] - like[i, j]) < 1e-9 for a, b in like)
    }


@pytest.mark.parametrize("options", [{"threshold": 0.0}, {"threshold": 1.5}, {"nearest": 0}])
def test_bounds_that_make_no_sense_are_refused(options: dict[str, Any]) -> None:
    """A threshold of nothing would propose everything."""
    with pytest.raises(InvalidDocument) as caught:
        TextSimilarity(**options)

    assert "similarity-out-of-range" == caught.value.code


def test_a_card_stands_in_a_problem_once() -> None:
    """Two texts under one id are refused."""
    with pytest.raises(InvalidDocument) as caught:
        SameValueProblem(cards=("a", "a"), texts=("x", "y"))

    assert "candidate-cards" == caught.value.code


@pytest.mark.parametrize("texts", [(), ("one",), ("…", "!?")])
def test_where_nothing_can_be_compared_nothing_is_proposed(texts: tuple[str, ...]) -> None:
    """No card, one card, or cards without a letter make no candidates."""
    assert () == find_same_value_candidates(problem(*texts)).value

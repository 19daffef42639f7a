"""The verdict that decides on a pair of values."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, strategies as st

from commonweal.documents import PairCounts, Thresholds
from commonweal.errors import InvalidDocument
from commonweal.values import decide_between, decide_pair, decide_pairs, fewest_for
from commonweal.values._verdict import VERDICT_STATUSES

DECIDED = ("accepted", "first"), ("accepted", "second")

few = st.integers(0, 12)
answers = st.builds(PairCounts, first=few, second=few, both_needed=few, neither=few, unsure=few)


def said(first: int, second: int, both_needed: int = 0) -> PairCounts:
    return PairCounts(first=first, second=second, both_needed=both_needed)


def mirrored(counts: PairCounts) -> PairCounts:
    return counts.model_copy(update={"first": counts.second, "second": counts.first})


def outcome(shown_first: PairCounts, shown_second: PairCounts) -> tuple[str, str | None]:
    verdict = decide_pair(shown_first, shown_second)
    return verdict.status, verdict.wiser


def row(counts: PairCounts) -> list[int]:
    return [counts.first, counts.second, counts.both_needed, counts.neither, counts.unsure]


def columns(pairs: list[tuple[PairCounts, PairCounts]]) -> np.ndarray:
    rows = [[row(one), row(other)] for one, other in pairs]
    return np.array(rows, dtype=np.int64).reshape(-1, 2, 5)


@pytest.mark.parametrize(
    ("shown_first", "shown_second", "expected"),
    [
        (said(5, 0), said(4, 0), ("thin", None)),
        (said(5, 0), said(5, 0), ("accepted", "first")),
        (said(0, 5), said(0, 5), ("accepted", "second")),
        (said(4, 1), said(4, 1), ("accepted", "first")),
        (said(4, 1), said(3, 2), ("contested", None)),
        (said(1, 0, 4), said(1, 0, 4), ("complementary", None)),
        (said(1, 1, 4), said(1, 0, 3), ("contested", None)),
        (said(0, 0, 10), said(0, 0, 0), ("complementary", None)),
    ],
)
def test_hand_worked_counts_get_the_verdict_of_the_rule(
    shown_first: PairCounts, shown_second: PairCounts, expected: tuple[str, str | None]
) -> None:
    """Eight of ten are enough and seven are not: 1981/2048 and 1816/2048 against 19/20."""
    assert expected == outcome(shown_first, shown_second)


def test_a_pair_that_wins_only_when_it_is_shown_first_is_contested() -> None:
    """Whoever prefers what is read first settles nothing, however many they are."""
    shown_first, shown_second = said(40, 2), said(10, 12)

    verdict = decide_pair(shown_first, shown_second)

    assert ("contested", None) == (verdict.status, verdict.wiser)
    assert verdict.enough_to_accept <= verdict.first


def test_a_tie_under_one_order_of_display_is_no_lead() -> None:
    """The lead must be a lead under each order."""
    assert ("contested", None) == outcome(said(30, 0), said(5, 5))


@pytest.mark.parametrize("never", [PairCounts(), PairCounts(neither=9, unsure=9)])
def test_a_pair_never_decided_in_one_order_of_display_is_contested(never: PairCounts) -> None:
    """Without counterbalancing nothing is accepted, in either direction."""
    assert ("contested", None) == outcome(said(40, 0), never)
    assert ("contested", None) == outcome(never, said(40, 0))
    assert ("contested", None) == outcome(never, said(0, 40))


def test_both_directions_of_one_question_cannot_win() -> None:
    """Published: 23 of 27 said yes to A over B, and 21 of 25 to B over A. Together: contested."""
    yes_to_a, yes_to_b = said(23, 4), said(4, 21)

    assert ("contested", None) == outcome(yes_to_a, yes_to_b)


@given(answers, answers)
def test_exchanging_the_cards_exchanges_the_verdict(one: PairCounts, other: PairCounts) -> None:
    """Which of two cards is called the first does not matter."""
    status, wiser = outcome(one, other)
    exchanged = {"first": "second", "second": "first", None: None}[wiser]

    assert (status, exchanged) == outcome(mirrored(other), mirrored(one))


@given(answers, answers)
def test_neither_and_unsure_change_no_verdict(one: PairCounts, other: PairCounts) -> None:
    """Those who take no side count for none."""
    silent = {"neither": 0, "unsure": 0}

    assert outcome(one, other) == outcome(
        one.model_copy(update=silent), other.model_copy(update=silent)
    )


@given(answers, answers, st.sampled_from(list(PairCounts.model_fields)), st.booleans())
def test_one_vote_never_turns_a_settled_pair_round(
    one: PairCounts, other: PairCounts, answer: str, in_first: bool
) -> None:
    """A single answer more cannot make the opposite accepted."""
    before = outcome(one, other)
    chosen = one if in_first else other
    more = chosen.model_copy(update={answer: getattr(chosen, answer) + 1})

    after = outcome(more, other) if in_first else outcome(one, more)

    assert {before, after} != set(DECIDED)


@given(st.lists(st.tuples(answers, answers), max_size=20))
def test_many_pairs_at_once_get_the_verdicts_of_each(
    pairs: list[tuple[PairCounts, PairCounts]],
) -> None:
    """The arrays say what the one-by-one rule says."""
    expected = [outcome(*pair) for pair in pairs]

    verdicts = decide_pairs(columns(pairs))

    sides = {0: "first", 1: "second", -1: None}
    assert expected == [
        (VERDICT_STATUSES[status], sides[wiser])
        for status, wiser in zip(verdicts.status.tolist(), verdicts.wiser.tolist(), strict=True)
    ]


def test_the_thresholds_of_the_study_decide() -> None:
    """Other numbers, another verdict on the same answers."""
    lenient = Thresholds(min_votes=2, accepted="1/2", complementary="2/3")
    strict = Thresholds(accepted="999/1000")
    one, other = said(4, 1), said(4, 1)

    assert "accepted" == decide_pair(one, other).status
    assert "contested" == decide_pair(one, other, thresholds=strict).status
    assert "accepted" == decide_pair(said(2, 1), said(1, 0), thresholds=lenient).status
    assert "thin" == decide_pair(said(1, 0), said(0, 0), thresholds=lenient).status
    assert ["contested"] == [
        VERDICT_STATUSES[code]
        for code in decide_pairs(columns([(one, other)]), thresholds=strict).status
    ]


def test_the_verdict_names_the_whole_numbers_it_rests_on() -> None:
    """Ten took a side, and eight of ten are enough; of eleven answers nine both needed would be."""
    verdict = decide_pair(said(4, 1, 1), said(4, 1))

    assert (8, 2, 1) == (verdict.first, verdict.second, verdict.both_needed)
    assert (8, 9) == (verdict.enough_to_accept, verdict.enough_to_complement)
    assert fewest_for(11, Fraction(19, 20)) == verdict.enough_to_complement
    assert "Accepted asks for 8 of 10." in " ".join(verdict.explain())
    assert verdict.explain()[-1] == "The pair is accepted: the first is wiser."


@pytest.mark.parametrize("threshold", ["0/1", "1/3"])
def test_a_threshold_below_one_half_is_refused(threshold: str) -> None:
    """Below one half, both directions could be accepted at once."""
    thresholds = Thresholds(accepted=threshold)

    with pytest.raises(InvalidDocument) as refusal:
        decide_pair(said(5, 5), said(5, 5), thresholds=thresholds)
    with pytest.raises(InvalidDocument) as refusal_of_many:
        decide_pairs(columns([(said(5, 5), said(5, 5))]), thresholds=thresholds)

    assert "threshold-out-of-range" == refusal.value.code == refusal_of_many.value.code


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (9, 0, None),
        (10, 0, "first"),
        (0, 10, "second"),
        (8, 2, "first"),
        (7, 3, None),
        (5, 5, None),
    ],
)
def test_two_sides_without_an_order_of_display_are_decided_by_the_same_numbers(
    first: int, second: int, expected: str | None
) -> None:
    """Comparisons of stakes use the rule of acceptance without its second half."""
    assert expected == decide_between(first, second)


def test_an_even_split_decides_nothing_even_at_one_half() -> None:
    """A tie is no majority, whatever the threshold."""
    assert None is decide_between(10, 10, thresholds=Thresholds(accepted="1/2"))

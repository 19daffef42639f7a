"""Measuring predictions: three numbers, comparisons in pairs, and equal daring."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st
from scipy.stats import binomtest

from commonweal.errors import InvalidDocument
from commonweal.stewardship import (
    BankOption,
    BankSituation,
    Chosen,
    Measured,
    Prediction,
    compare_paired,
    measure,
    situations_to_tell_apart,
)

OPTIONS = tuple(BankOption(name=name, text=name) for name in "abc")


def chosen(said: str, *, options: int = 2) -> list[Chosen]:
    """Return choices in situations called by their number, one letter each."""
    return [
        Chosen(
            situation=BankSituation(
                name=str(number),
                text="…",
                options=OPTIONS[:options],
                by="ada",
                origin="synthetic",
            ),
            option=option,
        )
        for number, option in enumerate(said)
    ]


def predicted(said: str, confidences: tuple[float, ...] = ()) -> list[Prediction]:
    """Return predictions: a letter for an act, ? for asking, - for abstaining."""
    return [
        Prediction(
            situation=str(number),
            outcome={"?": "ask", "-": "abstain"}.get(option, "act"),  # type: ignore[arg-type]
            option=None if option in "?-" else option,
            confidence=confidences[number] if confidences else None,
        )
        for number, option in enumerate(said)
    ]


def test_the_three_numbers_by_hand() -> None:
    """Four acts on six situations, three as chosen; of three that were asked about two wanted."""
    endorsed = {("0", "a"): "yes", ("1", "a"): "no", ("2", "b"): "yes", ("4", "b"): "yes"}

    score = measure(
        {"cards": predicted("aab?b-")},
        chosen("abbaba"),
        endorsed=endorsed,  # type: ignore[arg-type]
    ).score("cards")

    assert (3, 4) == (score.right.hits, score.right.of)
    assert (4, 6) == (score.dared.hits, score.dared.of)
    assert (3, 4) == (score.endorsed.hits, score.endorsed.of)
    assert (1, 1) == (score.asked, score.abstained)
    assert Fraction(1, 2) == score.chance
    assert score.right.interval is not None
    assert score.right.interval.low < Fraction(3, 4) < score.right.interval.high


def test_who_never_acts_is_right_about_nothing() -> None:
    """There is no share right, and no interval, of no acts."""
    score = measure({"shy": predicted("??-")}, chosen("aba")).score("shy")

    assert (0, 0, None) == (score.right.hits, score.right.of, score.right.interval)
    assert score.chance is None
    assert (0, 3) == (score.dared.hits, score.dared.of)


def test_unsure_counts_neither_for_nor_against() -> None:
    """What somebody is not sure about is reported by itself."""
    endorsed = {("0", "a"): "unsure", ("1", "a"): "yes"}

    score = measure(
        {"cards": predicted("aa")},
        chosen("ab"),
        endorsed=endorsed,  # type: ignore[arg-type]
    ).score("cards")

    assert (1, 1, 1) == (score.endorsed.hits, score.endorsed.of, score.unsure)


def test_endorsement_is_not_told_of_who_was_not_asked_about() -> None:
    """Of acts that were asked about only where another predictor shared them, nothing is said."""
    measured = measure(
        {"cards": predicted("aa"), "coin": predicted("ab")},
        chosen("aa"),
        endorsed={("0", "a"): "yes"},
        endorsement_of=("cards",),
    )

    assert (1, 0) == (measured.score("cards").endorsed.of, measured.score("coin").endorsed.of)


def test_pairs_are_compared_only_where_both_acted() -> None:
    """One acts on four, the other on three; two are shared, and the first alone is right in one."""
    measured = measure({"one": predicted("ab?ab"), "other": predicted("?aab-")}, chosen("abbab"))

    (found,) = measured.comparisons

    assert ("one", "other", 2) == (found.first, found.second, found.both_acted)
    assert (2, 0) == (found.only_first, found.only_second)
    assert Fraction(1, 2) == found.p_value


def test_daring_less_is_no_advantage_by_itself() -> None:
    """A rival that ranks is cut to as many as the first acts on: there it is as right."""
    sure = (0.9, 0.6, 0.8, 0.5)

    measured = measure(
        {"cards": predicted("a?a-"), "preferences": predicted("aaaa", sure)}, chosen("abab")
    )

    (cut,) = measured.at_equal_share
    assert ("preferences", "cards") == (cut.name, cut.beside)
    assert (2, 2) == (cut.right.hits, cut.right.of)
    assert (2, 4) == (
        measured.score("preferences").right.hits,
        measured.score("preferences").right.of,
    )


def test_a_rival_that_acts_less_is_not_cut() -> None:
    """It cannot be brought to as many acts as it did not make."""
    measured: Measured = measure(
        {"cards": predicted("aaa"), "shy": predicted("a??", (0.9, 0.1, 0.1))}, chosen("aaa")
    )

    assert () == measured.at_equal_share


def test_situations_without_a_prediction_are_named() -> None:
    """What was answered and not predicted is an error, all of it at once."""
    with pytest.raises(InvalidDocument) as refused:
        measure({"one": predicted("a"), "other": predicted("")}, chosen("ab"))

    assert ["prediction-missing"] * 3 == [problem.code for problem in refused.value.problems]
    assert ["one", "other", "other"] == [problem.path for problem in refused.value.problems]


def test_situations_left_open_count_nowhere() -> None:
    """Predictions of situations that were not answered are passed over."""
    measured = measure({"one": predicted("aaaa")}, chosen("aa"))

    assert (2, 2) == (measured.situations, measured.score("one").dared.of)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=60))
def test_the_exact_test_is_scipys(right: list[tuple[bool, bool]]) -> None:
    """The p-value is that of the two-sided binomial test on the discordant situations."""
    found = compare_paired("one", "other", right)

    discordant = found.only_first + found.only_second
    expected = binomtest(found.only_first, discordant).pvalue if discordant else 1.0
    assert float(found.p_value) == pytest.approx(expected)


def test_how_many_situations_it_takes_by_hand() -> None:
    """δ = 1/5, d = 2/5: (1.960·√0.4 + 0.842·√0.36)² / 0.04 = 76.1, so 77."""
    assert 77 == situations_to_tell_apart(difference=Fraction(1, 5), discordant=Fraction(2, 5))
    assert situations_to_tell_apart(difference=Fraction(0), discordant=Fraction(2, 5)) is None


def test_a_comparison_says_how_many_situations_it_would_take() -> None:
    """Of 12 with 4 against 1, as of 1,200 with 400 against 100; of equal counts, no number does."""
    few = compare_paired("a", "b", [(True, False)] * 4 + [(False, True)] + [(True, True)] * 7)
    many = compare_paired(
        "a", "b", [(True, False)] * 400 + [(False, True)] * 100 + [(True, True)] * 700
    )
    level = compare_paired("a", "b", [(True, False), (False, True)])

    assert few.needed == many.needed
    assert few.needed is not None
    assert 12 < few.needed
    assert level.needed is None
    assert compare_paired("a", "b", []).needed is None

"""The outranking baselines, in exact arithmetic, held to what is worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from commonweal.choice import (
    ChoiceMethod,
    ChoiceProblem,
    ElectreI,
    ElectreIII,
    PrometheeI,
    PrometheeII,
    solve_choice,
)
from commonweal.choice._electre_i import kernel_of
from commonweal.choice._electre_iii import distilled
from commonweal.errors import InvalidDocument

from .problems import scored

BASELINES: tuple[ChoiceMethod, ...] = (PrometheeI(), PrometheeII(), ElectreI(), ElectreIII())


def weighed(
    scores: dict[str, list[Any]], weights: list[Any] | None = None, **thresholds: Any
) -> ChoiceProblem:
    """Return a problem whose criteria have weights, 1 each if none are named."""
    content = scored(scores).content()
    for at, criterion in enumerate(content["criteria"]):
        criterion["outranking"] = {"weight": weights[at] if weights else 1, **thresholds}
    return ChoiceProblem.from_content(content)


ROTATION = {"a": [3, 1, 2], "b": [2, 3, 1], "c": [1, 2, 3]}


@pytest.mark.parametrize("method", BASELINES)
def test_a_perfect_rotation_ties_exactly(method: ChoiceMethod) -> None:
    """Options that are one another rotated, with equal weights, are all kept by every baseline."""
    assert ("a", "b", "c") == solve_choice(weighed(ROTATION), method).value


def test_the_flows_of_a_rotation_are_one_half() -> None:
    """Every option wins and loses exactly half, so that all net flows are 0."""
    claims = solve_choice(weighed(ROTATION), PrometheeI()).claims

    assert [("1/2", "1/2", "0/1")] * 3 == [
        (claim["leaving"], claim["entering"], claim["net"]) for claim in claims
    ]


def test_flows_by_hand() -> None:
    """Three options on two criteria of weight 2 and 1, by the usual criterion."""
    # a beats b on both, c beats a on the second: pi(a,b) = 1, pi(a,c) = 2/3, pi(b,c) = 2/3, ...
    case = weighed({"a": [3, 2], "b": [2, 1], "c": [1, 3]}, [2, 1])

    claims = solve_choice(case, PrometheeII()).claims

    assert ["5/6", "1/3", "1/3"] == [claim["leaving"] for claim in claims]
    assert ["1/6", "2/3", "2/3"] == [claim["entering"] for claim in claims]
    assert ("a",) == solve_choice(case, PrometheeII()).value


def test_thresholds_make_a_lead_a_preference_by_degrees() -> None:
    """A lead of 2 between indifference 1 and preference 5 is a quarter of a preference."""
    case = weighed({"a": [2], "b": [0]}, indifference=1, preference=5)
    slight = weighed({"a": [1], "b": [0]}, indifference=1, preference=5)
    whole = weighed({"a": [5], "b": [0]}, indifference=1, preference=5)

    leaving = [
        solve_choice(each, PrometheeI()).claims[0]["leaving"] for each in (case, slight, whole)
    ]

    assert ["1/4", "0/1", "1/1"] == leaving


def test_promethee_one_leaves_apart_what_its_flows_do_not_agree_on() -> None:
    """Where one option has more flow out and more flow in, neither outranks the other."""
    case = weighed({"bold": [9, 0, 0], "plain": [5, 1, 1], "third": [5, 1, 1]}, [3, 2, 2])

    first = solve_choice(case, PrometheeI()).value
    claims = {claim["option"]: claim for claim in solve_choice(case, PrometheeII()).claims}

    bold, plain = claims["bold"], claims["plain"]
    assert Fraction(bold["leaving"]) > Fraction(plain["leaving"])
    assert Fraction(bold["entering"]) > Fraction(plain["entering"])
    assert {"bold", "plain"} <= set(first)


def test_a_veto_refuses_an_outranking() -> None:
    """Two of three criteria agree; a loss of the veto's size on the third refuses all the same."""
    scores = {"a": [2, 2, 0], "b": [1, 1, 5]}

    assert ("a",) == solve_choice(weighed(scores), ElectreI()).value
    assert ("a", "b") == solve_choice(weighed(scores, veto=5), ElectreI()).value
    assert ("a",) == solve_choice(weighed(scores, veto=6), ElectreI()).value


def test_discordance_is_in_the_criterions_own_range() -> None:
    """Stretching one criterion's scale changes no discordance."""
    for factor in (1, 1000):
        scores = {"a": [2, 2, 0], "b": [1, 1, factor], "c": [0, 0, 2 * factor]}
        strict = ElectreI(discordance=Fraction(1, 3))
        loose = ElectreI(discordance=Fraction(1, 2))
        assert ("a", "b", "c") == solve_choice(weighed(scores), strict).value
        assert ("a", "c") == solve_choice(weighed(scores), loose).value


def test_credibility_by_hand() -> None:
    """One of two criteria agrees; the other objects by 3/4, more than the half that agrees."""
    # C = 1/2; discordance (4 - 1) / (5 - 1) = 3/4 > 1/2, so 1/2 * (1 - 3/4) / (1 - 1/2) = 1/4.
    case = weighed({"a": [4, 0], "b": [0, 4]}, indifference=0, preference=1, veto=5)

    claims = solve_choice(case, ElectreIII()).claims

    assert {"b": "1/4"} == claims[0]["credibility"]
    assert {"a": "1/4"} == claims[1]["credibility"]


def test_electre_three_by_hand() -> None:
    """Four options, a veto on one criterion alone, both distillations worked out on paper."""
    content = scored(
        {"a": [4, 0], "b": [0, 4], "c": ["21/10", "21/10"], "d": ["11/5", "11/5"]}
    ).content()
    for criterion, limits in zip(content["criteria"], ({}, {"veto": 3}), strict=True):
        criterion["outranking"] = {"weight": 1, **limits}

    result = solve_choice(ChoiceProblem.from_content(content), ElectreIII())

    # a over c: both criteria weigh 1/2, the second objects by 21/30: 1/2 * (3/10) / (1/2) = 3/10.
    assert {"b": "0/1", "c": "3/10", "d": "4/15"} == result.claims[0]["credibility"]
    assert {"a": "1/2", "c": "1/2", "d": "1/2"} == result.claims[1]["credibility"]
    assert {"a": "1/2", "b": "11/30", "d": "0/1"} == result.claims[2]["credibility"]
    assert {"a": "1/2", "b": "2/5", "c": "1/1"} == result.claims[3]["credibility"]
    assert [3, 2, 3, 1] == [claim["from_above"] for claim in result.claims]
    assert [2, 1, 3, 1] == [claim["from_below"] for claim in result.claims]
    assert ("d",) == result.value


def test_distillations_by_hand() -> None:
    """A clear first and a clear last come out so from both ends."""
    one, none = Fraction(1), Fraction(0)
    credible = [[none, one, one], [none, none, one], [none, none, none]]

    assert [1, 2, 3] == distilled(credible, best_first=True)
    assert [1, 2, 3] == distilled(credible, best_first=False)


@given(
    st.integers(1, 5).flatmap(
        lambda size: st.lists(st.sets(st.integers(0, size - 1)), min_size=size, max_size=size)
    )
)
def test_a_kernel_is_inside_what_its_definition_says(drawn: list[set[int]]) -> None:
    """Between circles nothing inside outranks inside, and all outside is outranked from inside."""
    over = [each - {at} for at, each in enumerate(drawn)]
    reach = [set(each) for each in over]
    for _ in over:
        for each in reach:
            each.update(*[reach[other] for other in each])

    def together(one: int, other: int) -> bool:
        return one == other or (one in reach[other] and other in reach[one])

    kernel = kernel_of(over)

    for one, other in combinations(range(len(over)), 2):
        if together(one, other):
            assert (one in kernel) == (other in kernel)
        elif {one, other} <= kernel:
            assert other not in over[one]
            assert one not in over[other]
    for outside in set(range(len(over))) - kernel:
        assert any(
            together(outside, other) and other in over[member]
            for member in kernel
            for other in range(len(over))
        )


@settings(deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=2, max_size=5),
    st.lists(st.integers(1, 3), min_size=3, max_size=3),
    st.randoms(use_true_random=False),
)
def test_the_order_of_options_and_the_scale_of_weights_change_nothing(
    rows: list[list[int]], weights: list[int], rng: Any
) -> None:
    """Listing options otherwise, or tripling all weights, keeps the same options; some are kept."""
    names = [f"o{at}" for at in range(len(rows))]
    scores = dict(zip(names, rows, strict=True))
    mixed = dict(rng.sample(list(scores.items()), len(scores)))
    limits = {"indifference": 0, "preference": 1, "veto": 3}

    for method in BASELINES:
        kept = set(solve_choice(weighed(scores, weights, **limits), method).value)
        tripled = [3 * weight for weight in weights]
        assert kept
        assert kept == set(solve_choice(weighed(mixed, tripled, **limits), method).value)


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=2, max_size=4))
def test_an_option_that_is_better_by_all_criteria_is_kept(rows: list[list[int]]) -> None:
    """Whatever the baseline, what beats every rival on every criterion is among what is kept."""
    scores = {f"o{at}": row for at, row in enumerate(rows)}
    scores["best"] = [9, 9]

    for method in BASELINES:
        assert "best" in solve_choice(weighed(scores), method).value


def test_baselines_have_no_certificate() -> None:
    """Their numbers decide nothing, so there is nothing for a checker to verify."""
    for method in BASELINES:
        assert solve_choice(weighed(ROTATION), method).certificate is None


@pytest.mark.parametrize(
    "thresholds",
    [
        {"concordance": Fraction(1, 3)},
        {"concordance": Fraction(4, 3)},
        {"discordance": Fraction(-1, 2)},
        {"discordance": Fraction(3, 2)},
    ],
)
def test_thresholds_out_of_range_are_refused(thresholds: dict[str, Fraction]) -> None:
    """A concordance below one half, or any threshold beyond 1, is an error."""
    with pytest.raises(InvalidDocument) as refused:
        ElectreI(**thresholds)
    assert "threshold-out-of-range" == refused.value.code

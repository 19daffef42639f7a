"""What each method keeps, held to worked examples, to enumeration, and to one another."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from commonweal.choice import (
    ChoiceMethod,
    ChoiceProblem,
    EAdmissible,
    GammaMaximin,
    IntervalDominance,
    Lexicographic,
    Maximal,
    PrometheeI,
    PrometheeII,
    solve_choice,
    solve_relations,
)
from commonweal.choice._by_weights import MOST_BITS, _refuse_long
from commonweal.errors import Infeasible, InvalidDocument
from commonweal.testing import choice_problems

from .problems import (
    Vector,
    corners,
    levels_of,
    orderings_of,
    problem,
    rows_of,
    scored,
    two_and_a_compromise,
    vectors_of,
)

CHECKED: tuple[ChoiceMethod, ...] = (
    Maximal(),
    Maximal(dominance="weak"),
    EAdmissible(),
    GammaMaximin(),
    IntervalDominance(),
    Lexicographic(context="here"),
)
VALUED = ("weights", "utilities")


def kept(case: ChoiceProblem, method: ChoiceMethod) -> set[str]:
    return set(solve_choice(case, method).value)


# --- Worked examples


@pytest.mark.parametrize(
    ("z", "method", "expected"),
    [
        ("19/10", Maximal(), "a b c"),
        ("19/10", EAdmissible(), "a b"),
        ("19/10", GammaMaximin(), "c"),
        ("19/10", IntervalDominance(), "a b c"),
        ("21/10", Maximal(), "a b c"),
        ("21/10", EAdmissible(), "a b c"),
        ("21/10", GammaMaximin(), "c"),
        ("2/1", EAdmissible(), "a b c"),
    ],
)
def test_methods_differ_on_three_options(z: str, method: ChoiceMethod, expected: str) -> None:
    """On (4, 0), (0, 4) and (z, z) each method keeps what is worked out by hand."""
    assert set(expected.split()) == kept(two_and_a_compromise(z), method)


def test_a_mixture_proves_that_nothing_makes_the_compromise_best() -> None:
    """For z = 19/10 it is 1/2 a + 1/2 b = (2, 2), above it by 1/10 under all weights."""
    result = solve_choice(two_and_a_compromise("19/10"), EAdmissible())

    claim = dict(result.claims[2])
    mixed = [
        sum(Fraction(claim["mixture"][name]) * score for name, score in (("a", one), ("b", other)))
        for one, other in ((4, 0), (0, 4))
    ]
    assert {"a": "1/2", "b": "1/2"} == claim["mixture"]
    assert [2, 2] == mixed
    assert "-1/10" == claim["bound"]
    assert "1/2 a + 1/2 b beats it under all permissible weights" in result.explain()[2]


ROTATION = {"a": [3, 1, 2], "b": [2, 3, 1], "c": [1, 2, 3]}
EVEN = [{"name": f"even-{at}", "coefficients": {f"c{at}": 1}, "equals": "1/3"} for at in range(3)]


@pytest.mark.parametrize("method", CHECKED[:5])
@pytest.mark.parametrize("constraints", [[], EVEN])
def test_a_perfect_rotation_ties_under_every_method(
    method: ChoiceMethod, constraints: list[dict[str, Any]]
) -> None:
    """Options that are one another rotated are all kept, with all weights and with even ones."""
    case = scored(ROTATION, permissible={"type": "weights", "constraints": constraints})

    assert set("abc") == kept(case, method)


def test_with_even_weights_a_perfect_rotation_is_exactly_equal() -> None:
    """No rounding ranks one first: every pair is equal, by lowest and highest difference 0."""
    case = scored(ROTATION, permissible={"type": "weights", "constraints": EVEN})

    assert {"equal"} == {each.relation for each in solve_relations(case).value}


def test_a_rotation_ties_in_one_stratum_and_does_not_in_three() -> None:
    """Side by side the criteria leave all on a par; one after another the first decides."""
    priorities = [
        {"context": "together", "strata": [["c0", "c1", "c2"]]},
        {"context": "in-turn", "strata": [["c1"], ["c0"], ["c2"]]},
    ]
    case = scored(ROTATION, priorities=priorities)

    assert set("abc") == kept(case, Lexicographic(context="together"))
    assert {"b"} == kept(case, Lexicographic(context="in-turn"))


def test_a_lower_stratum_does_not_break_parity() -> None:
    """What the first stratum leaves on a par stays so, though the second favours one."""
    strata = [["c0", "c1"], ["c2"]]
    case = scored(
        {"a": [1, 0, 9], "b": [0, 1, 0], "level": [1, 0, 0]},
        priorities=[{"context": "here", "strata": strata}],
    )

    result = solve_choice(case, Lexicographic(context="here"))

    assert ("a", "b") == result.value
    assert {"option": "level", "kept": False, "by": "a", "stratum": 2} == result.claims[2]


def test_weak_dominance_drops_what_is_only_ever_level_or_below() -> None:
    """(1, 0) is level with (1, 1) under one extreme weight: strictly kept, weakly dropped."""
    case = scored({"less": [1, 0], "more": [1, 1]})

    assert {"less", "more"} == kept(case, Maximal())
    assert {"less", "more"} == kept(case, EAdmissible())
    assert {"more"} == kept(case, Maximal(dominance="weak"))


def test_copies_are_kept_together_under_weak_dominance() -> None:
    """Two options that are always level do not drop one another, and it is proved."""
    constraint = {"name": "k", "coefficients": {"c0": 1, "c1": -1}, "equals": 0}
    case = scored(
        {"a": [1, 0], "b": [0, 1]}, permissible={"type": "weights", "constraints": [constraint]}
    )

    result = solve_choice(case, Maximal(dominance="weak"))

    assert ("a", "b") == result.value
    assert "always_equal" == result.claims[0]["against"][0]["shows"]


def test_an_ordering_ranks_nothing_highest_that_it_leaves_out() -> None:
    """An option that no ordering ranks is incomparable: maximal, and not E-admissible."""
    orderings = [{"name": "k", "tiers": [["a"], ["b"]]}]
    case = problem(
        options=["a", "b", "c"], permissible={"type": "orderings", "orderings": orderings}
    )

    assert {"a", "c"} == kept(case, Maximal())
    assert {"a"} == kept(case, EAdmissible())


# --- Against enumeration


@settings(deadline=None)
@given(choice_problems())
def test_what_is_maximal_is_what_enumeration_says(case: ChoiceProblem) -> None:
    """An option is dropped when every ordering, or every corner, ranks one rival above it."""
    orderings = orderings_of(case)

    def above(rival: str, option: str, *, weakly: bool) -> bool:
        ranked = [
            (each[rival], each[option]) for each in orderings if rival in each and option in each
        ]
        if weakly:
            level = all(one >= other for one, other in ranked)
            return len(ranked) == len(orderings) and level and any(a > b for a, b in ranked)
        return len(ranked) == len(orderings) and all(one > other for one, other in ranked)

    for weakly, method in ((False, CHECKED[0]), (True, CHECKED[1])):
        expected = {
            option
            for option in case.options
            if not any(above(rival, option, weakly=weakly) for rival in case.options)
        }
        assert (expected if orderings else set()) == kept(case, method)


@settings(deadline=None)
@given(choice_problems(ways=("orderings", "utilities", "criteria")))
def test_what_is_e_admissible_of_finitely_many_is_what_enumeration_says(
    case: ChoiceProblem,
) -> None:
    """An option is kept when it is among the first of some ordering."""
    expected = {
        option
        for each in orderings_of(case)
        for option, value in each.items()
        if value == max(each.values())
    }

    assert expected == kept(case, EAdmissible())


@settings(deadline=None)
@given(choice_problems(ways=("weights",)))
def test_what_is_e_admissible_of_weights_is_what_corners_say(case: ChoiceProblem) -> None:
    """An option is kept when the weights that make it best have a corner at all."""
    vectors, rows = vectors_of(case), rows_of(case)
    expected = set()
    for option, vector in vectors.items():
        leads: list[tuple[Vector, bool]] = [
            (tuple(a - b for a, b in zip(vector, rival, strict=True)), False)
            for rival in vectors.values()
        ]
        if corners(len(vector), [*rows, *leads]):
            expected.add(option)

    assert expected == kept(case, EAdmissible())


@settings(deadline=None)
@given(choice_problems(ways=VALUED))
def test_lowest_and_highest_values_are_those_of_the_corners(case: ChoiceProblem) -> None:
    """Gamma-maximin and interval dominance keep what the ends of the intervals give."""
    orderings = orderings_of(case)
    if not orderings:
        assert "none-permissible" == solve_choice(case, GammaMaximin()).status
        return
    low = {option: min(each[option] for each in orderings) for option in case.options}
    high = {option: max(each[option] for each in orderings) for option in case.options}
    floor = max(low.values())

    assert {o for o in case.options if low[o] == floor} == kept(case, GammaMaximin())
    assert {o for o in case.options if high[o] >= floor} == kept(case, IntervalDominance())
    claims = solve_choice(case, IntervalDominance()).claims
    assert list(low.values()) == [Fraction(claim["lowest"]["value"]) for claim in claims]
    assert list(high.values()) == [Fraction(claim["highest"]["value"]) for claim in claims]


@settings(deadline=None)
@given(choice_problems())
def test_what_priorities_keep_is_what_the_definition_says(case: ChoiceProblem) -> None:
    """An option is dropped when a rival is ahead in the first stratum that tells them apart."""
    if not orderings_of(case):
        return
    levels = dict(zip((each.name for each in case.criteria), levels_of(case), strict=True))

    def loses(option: str, rival: str) -> bool:
        for stratum in case.priorities[0].strata:
            leads = [levels[name][rival] - levels[name][option] for name in stratum]
            if any(leads):
                return min(leads) >= 0
        return False

    expected = {o for o in case.options if not any(loses(o, rival) for rival in case.options)}
    assert expected == kept(case, Lexicographic(context="here"))


# --- One method against another


@settings(deadline=None)
@given(choice_problems())
def test_choice_sets_contain_one_another_as_they_must(case: ChoiceProblem) -> None:
    """E-admissible and Gamma-maximin options are maximal, and those survive interval dominance."""
    if solve_relations(case).status != "found":
        return
    maximal = kept(case, Maximal())

    assert maximal
    assert kept(case, Maximal(dominance="weak"))
    assert kept(case, Maximal(dominance="weak")) <= maximal
    assert kept(case, EAdmissible())
    assert kept(case, EAdmissible()) <= maximal
    if case.permissible.type in VALUED:
        assert kept(case, GammaMaximin()) <= maximal <= kept(case, IntervalDominance())


@settings(deadline=None)
@given(choice_problems(ways=("criteria",)))
def test_priorities_are_maximality_under_the_order_that_they_make(case: ChoiceProblem) -> None:
    """With all of a stratum above all of the next, both keep the same; with less, no less."""
    strata = case.priorities[0].strata
    above = [
        [one, other]
        for at, stratum in enumerate(strata[:-1])
        for one in stratum
        for other in strata[at + 1]
    ]
    content = case.content()
    as_order = {**content, "permissible": {"type": "criteria", "above": above}}
    looser = {**content, "permissible": {"type": "criteria", "above": above[::2]}}
    lexicographic = kept(case, Lexicographic(context="here"))

    assert kept(ChoiceProblem.from_content(as_order), Maximal()) == lexicographic
    assert lexicographic <= kept(ChoiceProblem.from_content(looser), Maximal())


@settings(deadline=None)
@given(choice_problems(ways=("weights",)))
def test_with_all_weights_priorities_stay_within_what_is_maximal(case: ChoiceProblem) -> None:
    """What is better by every criterion is better by the first stratum."""
    content = {**case.content(), "permissible": {"type": "weights"}}
    free = ChoiceProblem.from_content(content)

    assert kept(free, Lexicographic(context="here")) <= kept(free, Maximal())


# --- What must change nothing


@settings(deadline=None)
@given(choice_problems(), st.randoms(use_true_random=False))
def test_the_order_of_options_and_criteria_changes_nothing(case: ChoiceProblem, rng: Any) -> None:
    """Listing options and criteria otherwise keeps the same options."""
    content = case.content()
    for field in ("options", "criteria"):
        content[field] = rng.sample(content[field], len(content[field]))
    other = ChoiceProblem.from_content(content)

    for method in CHECKED:
        if case.permissible.type in VALUED or method.name not in {
            "gamma_maximin",
            "interval_dominance",
        }:
            assert kept(case, method) == kept(other, method)


def renamed(part: Any) -> Any:
    """Return content with every option and criterion under another name."""
    if isinstance(part, dict):
        return {renamed(key): renamed(value) for key, value in part.items()}
    if isinstance(part, list):
        return [renamed(each) for each in part]
    if isinstance(part, str) and part[:1] in {"o", "c"} and part[1:].isdigit():
        return f"z{9 - int(part[1:])}-{part[0]}"
    return part


@settings(deadline=None)
@given(choice_problems())
def test_renaming_changes_only_names(case: ChoiceProblem) -> None:
    """Other names for options and criteria give the same choice under those names."""
    other = ChoiceProblem.from_content(renamed(case.content()))

    for method in (Maximal(), EAdmissible(), Lexicographic(context="here")):
        expected = tuple(map(renamed, solve_choice(case, method).value))
        assert expected == solve_choice(other, method).value


@settings(deadline=None)
@given(
    choice_problems(ways=("weights",)),
    st.fractions(Fraction(1, 9), 9, max_denominator=9),
    st.lists(st.integers(-9, 9), min_size=3, max_size=3),
)
def test_one_scale_for_all_and_a_zero_for_each_are_conventions(
    case: ChoiceProblem, factor: Fraction, shifts: list[int]
) -> None:
    """Multiplying all scores by a number, and adding one per criterion, keeps the same options."""
    content = case.content()
    for criterion, shift in zip(content["criteria"], shifts, strict=False):
        for option, score in criterion["scores"].items():
            moved = Fraction(score) * factor + shift
            criterion["scores"][option] = f"{moved.numerator}/{moved.denominator}"
    other = ChoiceProblem.from_content(content)

    for method in (Maximal(), Maximal(dominance="weak"), EAdmissible()):
        assert kept(case, method) == kept(other, method)


@settings(deadline=None)
@given(choice_problems(ways=("criteria",)), st.integers(1, 9))
def test_a_criterion_of_its_own_scale_is_one_without_common_scale(
    case: ChoiceProblem, factor: int
) -> None:
    """By orders of criteria, stretching the scores of one criterion alone changes nothing."""
    content = case.content()
    for option, score in (content["criteria"][0].get("scores") or {}).items():
        stretched = Fraction(score) ** 3 * factor
        content["criteria"][0]["scores"][option] = f"{stretched.numerator}/{stretched.denominator}"
    other = ChoiceProblem.from_content(content)

    for method in (Maximal(), EAdmissible(), Lexicographic(context="here")):
        assert kept(case, method) == kept(other, method)


# --- What is refused


@pytest.mark.parametrize("method", [GammaMaximin(), IntervalDominance()])
def test_orders_have_no_lowest_value(method: ChoiceMethod) -> None:
    """Methods that compare lowest values refuse what gives none."""
    case = scored({"a": [1], "b": [0]}, permissible={"type": "criteria"})

    with pytest.raises(InvalidDocument) as refused:
        solve_choice(case, method)
    assert "values-needed" == refused.value.code


def test_a_context_without_priorities_is_refused() -> None:
    """Nobody's priorities are taken for those of a context that has none."""
    with pytest.raises(InvalidDocument) as refused:
        solve_choice(two_and_a_compromise("2/1"), Lexicographic(context="here"))
    assert "unknown-context" == refused.value.code


@pytest.mark.parametrize("method", [PrometheeI(), PrometheeII()])
def test_a_baseline_without_weights_is_refused(method: ChoiceMethod) -> None:
    """Each criterion without a weight is named."""
    with pytest.raises(InvalidDocument) as refused:
        solve_choice(two_and_a_compromise("2/1"), method)
    assert ["outranking-needed"] * 2 == [each.code for each in refused.value.problems]


def test_where_nothing_is_permissible_nothing_is_kept() -> None:
    """The status says so, nothing is chosen, and asked for an error there is one."""
    over = {"name": "over", "coefficients": {"c0": 1}, "at_least": 2}
    case = scored({"a": [1, 0]}, permissible={"type": "weights", "constraints": [over]})

    result = solve_choice(case, EAdmissible())

    assert ((), "none-permissible") == (result.value, result.status)
    assert "nothing is permissible" in result.summary()
    with pytest.raises(Infeasible) as refused:
        result.raise_for_status()
    assert "none-permissible" == refused.value.code


def test_scores_without_a_short_scale_are_refused() -> None:
    """Hundreds of long denominators have no common one that could be written and checked."""
    scores = {f"o{at}": [f"1/{10**30 - 2 * at}", f"1/{10**30 - 2 * at - 1}"] for at in range(125)}

    with pytest.raises(InvalidDocument) as refused:
        solve_choice(scored(scores), EAdmissible())
    assert "numbers-too-long" == refused.value.code


def test_a_solution_is_refused_from_the_first_bit_that_is_too_many() -> None:
    """Numbers of a proof may have as many bits as the checker reads, and not one more."""
    longest = Fraction(2**MOST_BITS - 1, 1)

    _refuse_long((longest, 1 / longest))
    for numbers in ((longest + 1,), (Fraction(0), 1 / (longest + 1))):
        with pytest.raises(InvalidDocument) as refused:
            _refuse_long(numbers)
        assert "numbers-too-long" == refused.value.code
    assert len(str(2**MOST_BITS)) <= 4000

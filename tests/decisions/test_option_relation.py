from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, permutations, product

import pytest
from hypothesis import given, settings, strategies as st

from commonweal.decisions import Comparison, StandingAbove, relate
from commonweal.documents import OptionRelation, reachable
from commonweal.testing._decisions import (
    COMPLEMENTARY,
    CONTESTED,
    THIN,
    DecisionWorld,
    card_id,
    said,
)

Readings = Mapping[str, frozenset[str]]


@st.composite
def comparisons(draw: st.DrawFn, most_values: int) -> Comparison:
    """Draw readings and an order; the values stand in an order that no certain edge contradicts."""
    values = [f"v{index}" for index in range(draw(st.integers(1, most_values)))]
    one = st.sampled_from(("first", "second", "neutral"))
    directions = st.one_of(one.map(lambda each: frozenset({each})), st.frozensets(one, min_size=1))
    certain: dict[str, set[str]] = {value: set() for value in values}
    possible: dict[str, set[str]] = {value: set() for value in values}
    for upper, lower in combinations(values, 2):
        stands = draw(st.sampled_from(("certain", "certain", "open", "none", "none")))
        if stands == "certain":
            certain[lower].add(upper)
        elif stands == "open":
            possible[lower].add(upper)
            possible[upper].add(lower)
    return Comparison(
        readings={value: draw(directions) for value in values},
        above=StandingAbove(
            {value: frozenset(above) for value, above in certain.items()},
            {value: frozenset(above) for value, above in possible.items()},
        ),
        certain=frozenset(values),
        stakes_known=True,
        contested=(),
    )


def fixed_readings(readings: Readings) -> Iterator[dict[str, str]]:
    """Yield every way the readings could turn out."""
    cards = sorted(readings)
    for chosen in product(*(sorted(readings[card]) for card in cards)):
        yield dict(zip(cards, chosen, strict=True))


def winners(fixed: Mapping[str, str], above: Mapping[str, set[str]]) -> set[str]:
    """Return what the total orders of the values that tell the options apart decide."""
    apart = [card for card, said_ in fixed.items() if said_ != "neutral"]
    if not apart:
        return {"neutral"}
    return {
        fixed[order[0]]
        for order in permutations(apart)
        if not any(above[one] & set(order[place:]) for place, one in enumerate(order))
    }


def completed(above: StandingAbove) -> Iterator[dict[str, set[str]]]:
    """Yield every way the open pairs could be ordered, either way or not at all."""
    pairs = [
        (one, other)
        for one, other in combinations(sorted(above.possible), 2)
        if other in above.possible[one]
    ]
    for choice in product((0, 1, 2), repeat=len(pairs)):
        found = {card: set(uppers) for card, uppers in above.certain.items()}
        for (one, other), way in zip(pairs, choice, strict=True):
            if way:
                found[one if way == 1 else other].add(other if way == 1 else one)
        yield found


@settings(deadline=None, max_examples=300)
@given(comparisons(5))
def test_better_worse_and_equal_are_exact(comparison: Comparison) -> None:
    """They are what all readings and all orders say, no more and no less."""
    certain = {card: set(above) for card, above in comparison.above.certain.items()}

    said_ = set().union(*(winners(fixed, certain) for fixed in fixed_readings(comparison.readings)))

    names = {"first": "better", "second": "worse", "neutral": "equal"}
    expected = names[said_.pop()] if len(said_) == 1 else None
    relation = relate(comparison).relation
    assert expected == (relation if relation in names.values() else None)


@settings(deadline=None, max_examples=300)
@given(comparisons(3))
def test_on_a_par_is_sound(comparison: Comparison) -> None:
    """In every reading, however the open pairs are ordered, some orders favour either option."""
    if relate(comparison).relation != "on_a_par":
        return

    for above in completed(comparison.above):
        for fixed in fixed_readings(comparison.readings):
            found = winners(fixed, above)
            assert not found or {"first", "second"} == found


@settings(deadline=None, max_examples=300)
@given(comparisons(4))
def test_a_settled_relation_survives_every_order_of_an_open_pair(comparison: Comparison) -> None:
    """What holds with a pair open holds whichever way it turns out, unless that closes a circle."""
    certain, possible = comparison.above.certain, comparison.above.possible
    relation = relate(comparison).relation
    settled = relation in {"better", "worse", "equal"}

    for lower, uppers in possible.items():
        for upper in uppers:
            if lower not in reachable(upper, certain):
                closed = StandingAbove(
                    {**certain, lower: certain[lower] | {upper}},
                    {**possible, lower: uppers - {upper}, upper: possible[upper] - {lower}},
                )
                found = relate(replace(comparison, above=closed)).relation
                assert not settled or relation == found


def relation(world: DecisionWorld) -> tuple[str, tuple[int, ...]]:
    """Return how the first option stands to the second, and the numbers of the deciding values."""
    found: OptionRelation = world.decide().relations[0]
    return found.by_values, tuple(int(card.partition(":")[2], 16) for card in found.decided_by)


def two() -> DecisionWorld:
    return DecisionWorld().option("o").option("p")


def test_an_option_is_better_by_the_value_that_stands_above_all_that_speak_against_it() -> None:
    """The wiser value decides, whatever those below it say, and however many they are."""
    case = two()
    for number in range(1, 5):
        case.value(number)
    for lower in (2, 3, 4):
        case.votes(1, lower).placing(lower, "p", "o")
    case.placing(1, "o", "p")

    assert ("better", (1,)) == relation(case)


def test_worse_is_better_the_other_way_round() -> None:
    """The relation of the second to the first is the reverse."""
    case = two().value(1).value(2).votes(1, 2).placing(1, "p", "o").placing(2, "o", "p")

    assert ("worse", (1,)) == relation(case)


def test_a_value_that_may_be_neutral_does_not_decide() -> None:
    """Where one reading leaves the upper value silent, the lower one may decide."""
    case = two().value(1).value(2).votes(1, 2).placing(2, "p", "o")
    case.placing(1, "o", "p").placing(1, "o,p")

    assert ("undetermined", ()) == relation(case)


def test_values_that_agree_need_no_order() -> None:
    """Where no value speaks for the other option, nobody has to say which is wiser."""
    case = two().value(1).value(2).placing(1, "o", "p").placing(2, "o,p")

    assert ("better", (1,)) == relation(case)


def test_options_are_equal_when_every_value_is_neutral_by_appraisal() -> None:
    """Equal is something people said, not something they left unsaid."""
    case = two().value(1).placing(1, "o,p")

    assert ("equal", ()) == relation(case)
    assert ("undetermined", ()) == relation(case.value(2))


def test_without_a_value_that_counts_nothing_is_equal() -> None:
    """Nothing valued is not a tie."""
    assert ("undetermined", ()) == relation(two())


def test_a_value_of_which_it_is_open_whether_it_counts_makes_nothing_equal() -> None:
    """If it turned out not to count, nothing would: equal would not survive."""
    case = two().value(1, "undecided").placing(1, "o,p")

    assert ("undetermined", ()) == relation(case)


def test_complementary_values_that_part_leave_options_on_a_par() -> None:
    """Where people hold both to be needed, reasons run out."""
    case = two().value(1).value(2).votes(1, 2, COMPLEMENTARY)
    case.placing(1, "o", "p").placing(2, "p", "o")

    assert ("on_a_par", (1, 2)) == relation(case)


def test_the_smallest_ids_are_named_of_values_on_a_par() -> None:
    """Of several that stand for an option, one is named for each side."""
    case = two().value(3).value(1).value(2)
    for pair in ((1, 2), (1, 3), (2, 3)):
        case.votes(*pair, COMPLEMENTARY)
    case.placing(1, "o", "p").placing(2, "p", "o").placing(3, "p", "o")

    assert ("on_a_par", (1, 2)) == relation(case)


def test_values_that_are_not_to_be_traded_make_options_incomparable() -> None:
    """Somebody with the standing to say so keeps two values from being weighed."""
    case = two().value(1).value(2).placing(1, "o", "p").placing(2, "p", "o")
    case.target["may_refuse_trade"] = ["elders"]
    case.add(
        "not_traded",
        **said("not_traded", by="elders", first=card_id(2), second=card_id(1), why="No."),
    )

    assert ("incomparable", (1, 2)) == relation(case)


def test_whoever_has_no_standing_refuses_no_trade() -> None:
    """A refusal by anybody else changes nothing."""
    case = two().value(1).value(2).placing(1, "o", "p").placing(2, "p", "o")
    case.add(
        "not_traded",
        **said("not_traded", by="elders", first=card_id(2), second=card_id(1), why="No."),
    )

    assert ("undetermined", ()) == relation(case)


def test_options_are_contested_when_only_a_contested_pair_is_open() -> None:
    """All is known, and people differ on which value is wiser."""
    case = two().value(1).value(2).votes(1, 2, CONTESTED)
    case.placing(1, "o", "p").placing(2, "p", "o")

    assert ("contested", ()) == relation(case)


@pytest.mark.parametrize(
    "change",
    [
        lambda case: case.value(3),
        lambda case: case.placing(1, "p", "o"),
        lambda case: case.placing(2, "p", "o", stake="grave"),
        lambda case: case.value(3, "undecided").placing(3, "o,p"),
    ],
    ids=["silence", "appraisers differ", "stakes differ", "may not count"],
)
def test_options_are_not_contested_while_anything_else_is_open(change: object) -> None:
    """Contested says that people's order of values is all that is missing."""
    case = two().value(1).value(2).votes(1, 2, CONTESTED)
    case.placing(1, "o", "p").placing(2, "p", "o")
    assert callable(change)

    assert ("undetermined", ()) == relation(change(case))


def test_too_few_votes_leave_options_undetermined() -> None:
    """What few have been asked is not contested, but not yet known."""
    case = two().value(1).value(2).votes(1, 2, THIN)
    case.placing(1, "o", "p").placing(2, "p", "o")

    assert ("undetermined", ()) == relation(case)


def test_a_better_option_is_better_though_somebody_refuses_the_trade() -> None:
    """What a wiser value decides is no trade."""
    case = two().value(1).value(2).votes(1, 2).placing(1, "o", "p").placing(2, "p", "o")
    case.target["may_refuse_trade"] = ["elders"]
    case.add(
        "not_traded",
        **said("not_traded", by="elders", first=card_id(2), second=card_id(1), why="No."),
    )

    assert ("better", (1,)) == relation(case)

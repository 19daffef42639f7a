from typing import Any

import pytest

from commonweal.testing._decisions import DecisionWorld, card_id


def world(*natures: str) -> DecisionWorld:
    return DecisionWorld().option("o").option("p").value(1, *natures)


def readings(case: DecisionWorld) -> list[str]:
    """Return what the value says of the two options in each of its readings."""
    return steps(case)["readings|o|p"]["readings"][card_id(1)]


def steps(case: DecisionWorld) -> dict[str, Any]:
    return {step.id: step.conclusion for step in case.decide().justification.steps}


@pytest.mark.parametrize(
    ("tiers", "expected"),
    [(["o", "p"], ["first"]), (["p", "o"], ["second"]), (["o,p"], ["neutral"])],
)
def test_a_value_favours_what_stands_in_an_earlier_tier(
    tiers: list[str], expected: list[str]
) -> None:
    """The same tier is neutral."""
    assert expected == readings(world().placing(1, *tiers))


def test_silence_leaves_all_readings() -> None:
    """What nobody appraised is not neutral."""
    assert ["first", "second", "neutral"] == readings(world())


def test_appraisers_who_differ_are_readings() -> None:
    """What they say is kept side by side."""
    case = world().placing(1, "o", "p").placing(1, "o,p")

    assert ["first", "neutral"] == readings(case)


@pytest.mark.parametrize("source", ["declared", "model"])
def test_owners_come_first(source: str) -> None:
    """Where an owner of the card placed the options, nobody else's placing counts."""
    other = {"appraiser": "expert" if source == "declared" else "oracle"}
    case = world().placing(1, "o", "p").placing(1, "p", "o", source=source, **other)

    assert ["first"] == readings(case)


def test_declared_appraisers_count_where_no_owner_speaks() -> None:
    """Then what they say is all that is said."""
    assert ["second"] == readings(world().placing(1, "p", "o", source="declared"))


def test_a_model_that_was_not_shown_to_agree_leaves_all_readings() -> None:
    """It is as if nobody had spoken."""
    case = world().placing(1, "o", "p", source="model", appraiser="oracle")

    assert ["first", "second", "neutral"] == readings(case)


def test_a_model_that_the_study_lets_count_counts() -> None:
    """With shown agreement it is heard like a declared appraiser, and beside one."""
    case = world().placing(1, "o", "p", source="model", appraiser="oracle")
    case.target["model_agreement"] = [
        {"model": "oracle", "held_out": 20, "agreed": 19, "counts": True}
    ]

    assert ["first"] == readings(case)
    assert ["first", "neutral"] == readings(case.placing(1, "o,p", source="declared"))


def test_an_uncounted_model_is_not_heard_beside_a_declared_appraiser() -> None:
    """It neither adds readings nor takes any away."""
    case = world().placing(1, "o", "p", source="declared")
    case.placing(1, "p", "o", source="model", appraiser="oracle")

    assert ["first"] == readings(case)


def test_an_option_that_a_placing_leaves_out_may_stand_anywhere() -> None:
    """What one appraiser left out is open."""
    assert ["first", "second", "neutral"] == readings(world().placing(1, "o"))


@pytest.mark.parametrize(
    ("rests_on", "expected"),
    [
        ([], ["first"]),
        ([0], ["first"]),
        ([1], ["neutral"]),
        ([2], ["first", "neutral"]),
        ([1, 2], ["first", "neutral"]),
        ([0, 1], ["first"]),
        ([9], ["first", "neutral"]),
    ],
)
def test_a_placing_counts_by_the_policies_it_rests_on(
    rests_on: list[int], expected: list[str]
) -> None:
    """What rests on a mere means tells nothing apart, what rests on the undecided may."""
    case = world("constitutive", "instrumental", "undecided")

    assert expected == readings(case.placing(1, "o", "p", rests_on=rests_on))


def test_a_value_that_may_not_count_may_be_neutral() -> None:
    """Whether it counts is one more reading."""
    assert ["first", "neutral"] == readings(world("undecided").placing(1, "o", "p"))


def test_a_placing_of_a_merged_card_is_one_of_its_value() -> None:
    """Owners of a card that is the same value are owners of the value."""
    case = world().placing(7, "p", "o").placing(1, "o", "p", source="declared")
    case.target["graph"]["values"][0]["merged"] = [card_id(7)]

    assert ["second"] == readings(case)


def test_a_placing_of_a_card_in_no_value_is_not_heard() -> None:
    """What is not in the graph cannot count."""
    assert ["first"] == readings(world().placing(1, "o", "p").placing(9, "p", "o"))


def test_what_may_be_at_stake_is_what_was_said() -> None:
    """Stakes are a set of readings, least first, and all of them where nobody spoke."""
    case = world().placing(1, "o", "p", stake="grave").placing(1, "o", "p", stake="slight")

    assert ["slight", "grave"] == steps(case)[f"value|{card_id(1)}"]["stakes"]
    assert ["slight", "notable", "grave"] == steps(world())[f"value|{card_id(1)}"]["stakes"]

from typing import Any

import pytest

from commonweal.testing._decisions import DecisionWorld, card_id

HEALTH = [{"card": card_id(1)}]


def world(**fields: Any) -> DecisionWorld:
    """Return a world with a prohibition, and a guaranteed right from above with grounds."""
    case = DecisionWorld().option("wait").option("divert", "divert")
    case.value(1, "constitutive", "instrumental").norm("no", "forbidden", "divert")
    right = {"guaranteed": True, "grounds": HEALTH} | fields
    return case.norm("right", "permitted", "divert", "supranational", **right)


def appraised(case: DecisionWorld, effect: str, **fields: Any) -> DecisionWorld:
    defaults = {
        "card": card_id(1),
        "policy": 0,
        "option": "divert",
        "effect": effect,
        "source": "owner",
        "people": 1,
        "origin": "person",
    }
    return case.add("appraisals", **defaults | fields)


def status(case: DecisionWorld, option: str = "divert") -> str:
    return next(each.status for each in case.decide().statuses if each.option == option)


def test_a_right_used_against_its_ground_is_undecided() -> None:
    """To use a norm's letter against all that it is for leaves it open whether it covers that."""
    assert "permitted" == status(world())
    assert "in_dispute" == status(appraised(world(), "opposes"))


@pytest.mark.parametrize("effect", ["supports", "either"])
def test_a_ground_that_somebody_sees_served_is_not_opposed(effect: str) -> None:
    """One appraiser who sees it otherwise is enough for the letter to stand."""
    case = appraised(appraised(world(), "opposes"), effect)

    assert "permitted" == status(case)


def test_instrumental_policies_are_no_grounds() -> None:
    """What is only a means is not what the norm is for."""
    assert "permitted" == status(appraised(world(), "opposes", policy=1))


def test_an_undecided_policy_may_leave_a_ground_opposed() -> None:
    """If what speaks for the option is only a means, the right is used against its ground."""
    found = []
    for nature in ("undecided", "instrumental", "constitutive"):
        case = world(grounds=[{"card": card_id(2)}]).value(2, "constitutive", nature)
        case = appraised(case, "opposes", card=card_id(2), policy=0)
        found.append(status(appraised(case, "supports", card=card_id(2), policy=1)))

    assert ["in_dispute", "in_dispute", "permitted"] == found


def test_an_undecided_policy_of_which_both_is_said_opposes_nothing() -> None:
    """As an end it is seen served, and as a means it is no ground."""
    case = world(grounds=[{"card": card_id(2)}]).value(2, "undecided")
    case = appraised(case, "opposes", card=card_id(2))

    assert "in_dispute" == status(case)
    assert "permitted" == status(appraised(case, "supports", card=card_id(2)))


def test_owners_are_heard_before_declared_appraisers() -> None:
    """What an owner of the card says of a policy excludes what others say of it."""
    expert = {"source": "declared", "appraiser": "expert"}

    assert "in_dispute" == status(appraised(world(), "opposes", **expert))
    case = appraised(appraised(world(), "opposes", **expert), "supports")
    assert "permitted" == status(case)
    case = appraised(appraised(world(), "supports", **expert), "opposes")
    assert "in_dispute" == status(case)


def test_a_model_counts_only_where_the_study_says_so() -> None:
    """An appraisal by a model that has not been shown to agree caps nothing."""
    case = appraised(world(), "opposes", source="model", appraiser="oracle", origin="model")

    assert "permitted" == status(case)
    case.target["model_agreement"] = [
        {"model": "oracle", "held_out": 20, "agreed": 19, "counts": True}
    ]
    assert "in_dispute" == status(case)


def test_every_ground_must_be_opposed() -> None:
    """One ground that is not opposed carries the norm."""
    case = world(grounds=[*HEALTH, {"card": card_id(2)}]).value(2)

    assert "permitted" == status(appraised(case, "opposes"))
    case = appraised(appraised(case, "opposes"), "opposes", card=card_id(2))
    assert "in_dispute" == status(case)


def test_a_card_that_the_graph_does_not_hold_is_never_opposed() -> None:
    """A ground that nobody published cannot be appraised."""
    case = world(grounds=[{"card": card_id(9)}])

    assert "permitted" == status(appraised(case, "opposes", card=card_id(9)))


def test_an_appraisal_of_a_merged_card_is_one_of_its_value() -> None:
    """Cards that are the same value are grounds and are appraised as one."""
    case = world(grounds=[{"card": card_id(7)}])
    case.target["graph"]["values"][0]["merged"] = [card_id(7), card_id(8)]

    assert "in_dispute" == status(appraised(case, "opposes", card=card_id(8)))


def test_a_prohibition_whose_ground_the_act_serves_is_undecided() -> None:
    """To break the letter of a norm for all that it is for is not certainly to break it."""
    case = DecisionWorld().option("wait").option("divert", "divert").value(1)
    case.norm("no", "forbidden", "divert", grounds=HEALTH)

    assert "forbidden" == status(case)
    assert "in_dispute" == status(appraised(case, "supports"))


def test_an_obligation_left_undone_for_its_own_ground_is_undecided() -> None:
    """To leave undone what is due, for all that it is due for, is not certainly a breach."""
    case = DecisionWorld().option("wait").option("tell", "notify").value(1)
    case.norm("must", "obliged", "notify", grounds=HEALTH)

    assert "forbidden" == status(case, "wait")
    assert "in_dispute" == status(appraised(case, "supports", option="wait"), "wait")


def test_a_prohibition_that_is_kept_stands_where_its_ground_is_served() -> None:
    """Not to do what is forbidden, and so to serve what it is forbidden for, is no misuse."""
    found = []
    for effect in ("supports", "opposes"):
        case = DecisionWorld().option("wait").option("divert", "divert").value(1)
        case.norm("must", "obliged", "divert", "individual")
        case.norm("no", "forbidden", "divert", "supranational", grounds=HEALTH)
        found.append(status(appraised(case, effect, option="wait"), "wait"))

    assert ["permitted", "in_dispute"] == found


def test_a_permission_is_not_misused_by_leaving_it_unused() -> None:
    """Not to do what one may do neither keeps nor breaks a letter."""
    case = DecisionWorld().option("wait").option("divert", "divert").value(1)
    case.norm("must", "obliged", "divert").norm("may", "permitted", "divert", grounds=HEALTH)

    decision = appraised(case, "opposes", option="wait").decide()

    steps = {step.id: step.conclusion for step in decision.justification.steps}
    assert [] == steps["item|wait|omission:must"]["capped"]


def test_a_norm_is_a_ground_that_its_breach_opposes() -> None:
    """A right that is for a norm does not cover breaking that norm."""
    case = DecisionWorld().option("wait").option("divert", "divert", "dig")
    case.norm("no", "forbidden", "divert").norm("no-digging", "forbidden", "dig", "individual")
    case.norm(
        "right",
        "permitted",
        "divert",
        "supranational",
        guaranteed=True,
        grounds=[{"norm": "no-digging"}],
    )

    decision = case.decide()

    assert ("no-digging",) == decision.statuses[1].broken
    assert ("no",) == decision.statuses[1].maybe_broken


HARM = {"kind": "equals", "fact": "harm", "value": True}


def harming() -> DecisionWorld:
    """Return a world in which a right is for a norm that bears on its use only if harm is done."""
    case = DecisionWorld().option("wait").option("divert", "divert")
    case.norm("no", "forbidden", "divert")
    case.norm("no-harm", "forbidden", "divert", "individual", condition=HARM)
    right = {"guaranteed": True, "grounds": [{"norm": "no-harm"}]}
    return case.norm("right", "permitted", "divert", "supranational", **right)


def test_a_right_whose_ground_may_be_broken_is_undecided_until_that_is_known() -> None:
    """What is permitted while harm is unknown is permitted however that turns out."""
    assert "in_dispute" == status(harming())
    assert "in_dispute" == status(harming().fact("harm", True))
    assert "permitted" == status(harming().fact("harm", False))


def test_the_deciders_word_does_not_free_a_right_from_its_ground() -> None:
    """That no harm is done is known once somebody says so who is heard."""
    assert "in_dispute" == status(harming().fact("harm", False, by="agent"))


def test_what_would_settle_whether_a_ground_is_broken_is_open() -> None:
    """Who is asked is told which fact the right hangs on."""
    open_readings = harming().decide().open

    assert ("harm", "divert") in {(each.fact, each.option) for each in open_readings}


@pytest.mark.parametrize("ground", ["unheard-of", "repealed"])
def test_a_norm_that_does_not_bind_is_never_opposed(ground: str) -> None:
    """A ground that is no norm, or none in force, cannot be broken."""
    case = DecisionWorld().option("wait").option("divert", "divert")
    case.norm("no", "forbidden", "divert")
    case.norm("repealed", "forbidden", "divert", in_force_until="2021-01-01T00:00:00Z")
    case.norm(
        "right",
        "permitted",
        "divert",
        "supranational",
        guaranteed=True,
        grounds=[{"norm": ground}],
    )

    assert "permitted" == status(case)

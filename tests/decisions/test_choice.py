from typing import Any

import pytest
from hypothesis import given, strategies as st

from commonweal.decisions import OptionOrder
from commonweal.documents import Decision, Relation
from commonweal.testing._decisions import (
    COMPLEMENTARY,
    CONTESTED,
    DecisionWorld,
    card_id,
    said,
)

DRY = {"kind": "equals", "fact": "dry", "value": True}


def chosen(case: DecisionWorld) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    decision: Decision = case.decide()
    return decision.outcome, decision.options, decision.reasons


def par() -> DecisionWorld:
    """Return a world with two options on a par."""
    case = DecisionWorld().option("o").option("p").value(1).value(2).votes(1, 2, COMPLEMENTARY)
    return case.placing(1, "o", "p").placing(2, "p", "o")


def resolution(case: DecisionWorld, one: str, other: str, **fields: Any) -> DecisionWorld:
    defaults = {"holder": "agent", "choose": one, "over": [other], "why": "Somebody must."}
    return case.add("resolutions", **said("resolution", **defaults | fields))


def test_the_one_option_that_is_kept_is_done() -> None:
    """What is better than all others is acted on."""
    case = DecisionWorld().option("o").option("p").value(1).placing(1, "o", "p")

    assert ("act", ("o",), ()) == chosen(case)


def test_any_of_several_equal_options_may_be_done() -> None:
    """Options that people placed alike are all kept."""
    case = DecisionWorld().option("p").option("o").option("q").value(1).placing(1, "o,p", "q")

    assert ("act", ("p", "o"), ()) == chosen(case)


def test_a_forbidden_option_is_not_kept_however_good() -> None:
    """Norms come before what is better."""
    case = DecisionWorld().option("o").option("p", "divert").value(1).placing(1, "p", "o")
    case.norm("no", "forbidden", "divert")

    assert ("act", ("o",), ()) == chosen(case)


def test_nothing_permitted_is_refused() -> None:
    """Where every option breaks a norm, none is taken, and what is due is listed."""
    case = DecisionWorld().option("o").option("p", "divert")
    case.norm("no", "forbidden", "divert", reparation="Refill the wells.")
    case.norm("must", "obliged", "divert", "supranational", role="company", condition=DRY)
    case.norm("tell", "obliged", "notify", reparation="Tell them now.").fact("dry", False)

    assert ("refuse", (), ("none_permitted",)) == chosen(case)
    assert [("Tell them now.",), ("Refill the wells.", "Tell them now.")] == [
        each.due for each in case.decide().statuses
    ]


def test_an_option_in_dispute_that_would_be_kept_is_asked_about() -> None:
    """Whether it is permitted has to be settled first."""
    case = DecisionWorld().option("o").option("p", "divert").value(1).placing(1, "p", "o")
    case.norm("no", "forbidden", "divert", condition=DRY)

    assert ("ask", ("o", "p"), ("in_dispute",)) == chosen(case)


def test_an_option_in_dispute_that_would_not_be_kept_is_passed_over() -> None:
    """What is worse than what is permitted needs no settling."""
    case = DecisionWorld().option("o").option("p", "divert").value(1).placing(1, "o", "p")
    case.norm("no", "forbidden", "divert", condition=DRY)

    assert ("act", ("o",), ()) == chosen(case)


def test_options_that_are_all_in_dispute_are_asked_about() -> None:
    """With nothing permitted for certain, all that may be is asked about."""
    case = DecisionWorld().option("o").option("p", "divert").value(1).placing(1, "p", "o")
    case.norm("no", "forbidden", "divert", condition=DRY)
    case.norm("must", "obliged", "divert", condition=DRY)

    assert ("ask", ("o", "p"), ("in_dispute",)) == chosen(case)


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (par(), "on_a_par"),
        (
            DecisionWorld()
            .option("o")
            .option("p")
            .value(1)
            .value(2)
            .votes(1, 2, CONTESTED)
            .placing(1, "o", "p")
            .placing(2, "p", "o"),
            "contested",
        ),
        (DecisionWorld().option("o").option("p").value(1), "undetermined"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_is_open_between_options_that_are_kept_is_asked(
    case: DecisionWorld, reason: str
) -> None:
    """Contested, undetermined and on a par are three different questions."""
    assert ("ask", ("o", "p"), (reason,)) == chosen(case)


def test_partial_considerations_are_never_acted_on() -> None:
    """Where the study does not declare that all was brought, nothing is done."""
    case = DecisionWorld().option("o").option("p").value(1).placing(1, "o", "p")
    case.situation["considerations"] = "partial"

    assert ("ask", ("o",), ("partial",)) == chosen(case)


def test_a_situation_without_doing_nothing_is_partial() -> None:
    """Where doing nothing is left out, something was."""
    case = DecisionWorld().option("o", "divert").value(1)
    case.situation["without_doing_nothing"] = "The dam breaks tomorrow."

    assert ("ask", ("o",), ("partial",)) == chosen(case)


def test_reasons_are_named_in_one_order() -> None:
    """All that has to be asked is named, not the first only."""
    case = par().option("q", "divert")
    case.norm("no", "forbidden", "divert", condition=DRY)
    case.situation["considerations"] = "partial"

    assert ("ask", ("o", "p", "q"), ("in_dispute", "on_a_par", "partial")) == chosen(case)


def test_a_resolution_settles_options_on_a_par() -> None:
    """The decider commits, and the decision says by what."""
    case = resolution(par(), "p", "o")

    decision = case.decide()

    assert ("act", ("p",), ()) == (decision.outcome, decision.options, decision.reasons)
    assert ("resolution", "p") == (decision.tensions[0].settled_by, decision.tensions[0].prevails)


@pytest.mark.parametrize(
    ("fields", "binds"),
    [
        ({}, True),
        ({"holder": "village"}, False),
        ({"holder": "council"}, True),
        ({"revoked_at": "2026-06-01T00:00:00Z"}, False),
        ({"revoked_at": "2026-06-01T00:00:01Z"}, True),
        ({"scope": {"kind": "holds", "context": "always"}}, True),
        ({"scope": {"kind": "holds", "context": "drought"}}, False),
        ({"scope": DRY}, False),
        ({"scope": {"kind": "occupies", "who": "actor", "role": "company"}}, False),
        (
            {"scope": {"kind": "not", "of": {"kind": "occupies", "who": "actor", "role": "x"}}},
            False,
        ),
        ({"scope": {"kind": "occupies", "who": "decider", "role": "company"}}, True),
        ({"over": ["q"]}, False),
    ],
)
def test_a_resolution_binds_by_its_holder_scope_and_time(
    fields: dict[str, Any], binds: bool
) -> None:
    """Who may commit, to what, in which cases, until when."""
    case = resolution(par(), "p", "o", **fields)
    case.target["resolution_holders"] = ["council"]
    case.fact("dry", True, by="agent")

    assert ("act" if binds else "ask") == chosen(case)[0]


def test_a_resolution_does_not_outweigh_reasons() -> None:
    """It counts only where options are on a par."""
    case = DecisionWorld().option("o").option("p").value(1).placing(1, "o", "p")

    assert ("act", ("o",), ()) == chosen(resolution(case, "p", "o"))


def test_resolutions_that_contradict_each_other_bind_nobody() -> None:
    """Commitments to both sides leave the question where it was."""
    case = resolution(resolution(par(), "p", "o"), "o", "p", holder="council")
    case.target["resolution_holders"] = ["council"]

    assert ("ask", ("o", "p"), ("on_a_par",)) == chosen(case)


def test_every_question_carries_whom_it_goes_to_until_when_and_what_to_do_meanwhile() -> None:
    """An answer is expected from somebody, and there is a way to wait for it."""
    case = par()
    case.target["ask"] = ["council", "elders"]
    case.target["ask_deadline"] = "2026-06-15T00:00:00Z"
    case.situation["interim"] = "o"

    asked = case.decide()
    acted = resolution(case, "p", "o").decide()

    assert ("council", "elders") == asked.ask
    assert ("2026-06-15T00:00:00Z", "o") == (asked.deadline, asked.interim)
    assert ((), None, None) == (acted.ask, acted.deadline, acted.interim)


def test_what_every_permitted_option_does_is_obliged() -> None:
    """An act of the decider that is in all permitted options, and no others."""
    case = DecisionWorld().option("wait").option("o", "notify", "village:leave")
    case.option("p", "divert", "notify").norm("must", "obliged", "notify")

    assert ("agent:notify",) == case.decide().obliged


def test_nothing_is_obliged_where_nothing_is_permitted() -> None:
    """What all of no options do is nothing."""
    case = DecisionWorld().option("wait").norm("must", "obliged", "notify")

    assert () == case.decide().obliged


def test_an_open_veto_of_a_kept_option_is_asked_about() -> None:
    """Somebody affected may be able to reject it."""
    case = DecisionWorld().option("wait").option("divert", "divert").value(1)
    case.placing(1, "divert", "wait")
    for name in ("p", "q"):
        case.add(
            "principles",
            **said("principle", name=name, text=name, role="company", action="divert"),
        )
    case.add(
        "complaints", standpoint="neighbour", principle="p", ground="g", grade=1, origin="person"
    )

    assert ("ask", ("divert",), ("veto_open",)) == chosen(case)


def test_a_vetoed_option_is_out_however_good() -> None:
    """What somebody affected can reasonably reject is not kept."""
    case = DecisionWorld().option("wait").option("divert", "divert").option("share", "share")
    case.value(1).placing(1, "divert", "share", "wait")
    for name, action, grade in (("p", "divert", 3), ("q", "share", 0)):
        case.add(
            "principles", **said("principle", name=name, text=name, role="company", action=action)
        )
        case.add(
            "complaints",
            standpoint="neighbour",
            principle=name,
            ground="loss",
            grade=grade,
            origin="person",
        )

    assert ("act", ("share",), ()) == chosen(case)


def standard(case: DecisionWorld, *numbers: int) -> DecisionWorld:
    cards = [card_id(number) for number in numbers]
    case.target["role_standards"] = [said("role_standard", role="company", cards=cards)]
    return case


def two_cards() -> DecisionWorld:
    """Return a world with the role's card and the decider's own one, which differ."""
    case = standard(DecisionWorld().option("o").option("p").value(1).value(2), 1)
    case.target["own_cards"] = [{"party": "agent", "cards": [card_id(2)]}]
    return case.placing(2, "p", "o")


def test_in_role_the_standard_decides_and_conscience_is_recorded() -> None:
    """The decider's own card does not decide, and what it says is in the decision."""
    decision = two_cards().placing(1, "o", "p").decide()

    assert ("act", ("o",)) == (decision.outcome, decision.options)
    tensions = [each for each in decision.tensions if each.type == "conscience"]
    assert [((card_id(1),), (card_id(2),))] == [
        tuple(side.cards for side in each.sides) for each in tensions
    ]


def test_own_cards_decide_within_the_discretion_that_the_role_leaves() -> None:
    """Among options that are equal by the standard, the better by one's own is done."""
    case = two_cards().placing(1, "o,p")

    assert ("act", ("p",), ()) == chosen(case)


@pytest.mark.parametrize("own", [[], [{"party": "agent", "cards": [card_id(1)]}]])
def test_the_own_cards_of_others_do_not_touch_what_somebody_decides(own: list[Any]) -> None:
    """Neither in the discretion nor as conscience, whoever they are: a party, or the principal."""
    equal, opposed = two_cards().placing(1, "o,p"), two_cards().placing(1, "o", "p")
    for case in (equal, opposed):
        case.situation["principal"] = "village"
        others = [{"party": party, "cards": [card_id(2)]} for party in ("village", "boss")]
        case.target["own_cards"] = [*own, *others]

    decision = opposed.decide()

    assert ("act", ("o", "p"), ()) == chosen(equal)
    assert ("act", ("o",)) == (decision.outcome, decision.options)
    assert "conscience" not in [each.type for each in decision.tensions]
    steps = [step for step in decision.justification.steps if step.rule == "personal"]
    assert len(own) == len(steps)  # one pair of options


def test_own_cards_do_not_decide_where_the_standard_leaves_a_question() -> None:
    """What the role leaves open is asked, not decided by conscience."""
    assert ("ask", ("o", "p"), ("undetermined",)) == chosen(two_cards())


def test_own_cards_are_like_any_other_where_no_standard_decides() -> None:
    """Out of role there is no second ordering, and nothing to record against it."""
    case = two_cards().placing(1, "o,p")
    case.target["role_standards"] = []

    decision = case.decide()

    assert ("act", ("p",)) == (decision.outcome, decision.options)
    assert not [step for step in decision.justification.steps if step.rule == "personal"]


RELATIONS: tuple[Relation, ...] = ("better", "worse", "equal", "on_a_par", "undetermined")
NAMES = ("o", "p", "q", "r")


@st.composite
def orders(draw: st.DrawFn) -> OptionOrder:
    pairs = [(one, other) for place, one in enumerate(NAMES) for other in NAMES[place + 1 :]]
    return OptionOrder(
        NAMES,
        {pair: draw(st.sampled_from(RELATIONS)) for pair in pairs},
        draw(
            st.sets(st.sampled_from([(a, b) for a in NAMES for b in NAMES if a != b]), max_size=3)
        ),
    )


@given(orders(), st.sets(st.sampled_from(NAMES)))
def test_what_is_kept_is_the_union_of_the_smallest_sets_that_nothing_outside_beats(
    order: OptionOrder, among: set[str]
) -> None:
    """Enumeration over all sets of options finds the same."""

    def beats(one: str, other: str) -> bool:
        return order.relation(one, other) == "better" or (one, other) in order.resolved

    subsets = [set()]
    for name in sorted(among):
        subsets += [{*subset, name} for subset in subsets]
    unbeaten = [
        subset
        for subset in subsets
        if subset and not any(beats(one, other) for one in among - subset for other in subset)
    ]
    minimal = [one for one in unbeaten if not any(other < one for other in unbeaten)]

    assert set().union(*minimal) == set(order.kept(among))

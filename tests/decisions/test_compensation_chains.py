"""Chains of reparation, and the kinds of obligation that compliance is checked against.

Sources: G. Governatori and A. Rotolo, Logic of Violations (2006), on chains in which each duty
compensates for the breach of the one before; G. Governatori, Thou Shalt Is Not You Will (2015), the
hypothetical Privacy Act; M. Hashmi, G. Governatori and M. Wynn, Normative Requirements for
Regulatory Compliance (2016), on achievement and maintenance, pre-emptive and perdurant obligations;
G. Antoniou, D. Billington, G. Governatori and M. Maher, Representation Results for Defeasible Logic
(2001), on team defeat. What is expected is what they hold; where it is otherwise here by design,
the test says so and has both answers.
"""

from __future__ import annotations

import itertools

import pytest

from commonweal.testing._decisions import DecisionWorld

from .norm_worlds import broken, by_norms, decided, deed, every, fact, not_, statuses, upon

FIRST, DUE, SINCE = "2026-03-01T00:00:00Z", "2026-05-01T00:00:00Z", "2026-05-15T00:00:00Z"


def chain(*deeds: str, **fields: str) -> DecisionWorld:
    """Return the invoice: pay it, else pay with interest, else give up what was bought."""
    case = DecisionWorld().option("nothing").option("pay", "pay")
    case.option("interest", "pay-interest").option("return", "give-back")
    case.norm("pay", "obliged", "pay", **fields)
    case.norm("interest", "obliged", "pay-interest", upon_breach=upon("pay"))
    case.norm("return", "obliged", "give-back", upon_breach=upon("interest"))
    for action in deeds:
        deed(case, action, SINCE)
    return case


def test_a_chain_ranks_what_is_ideal_above_each_lesser_compensation() -> None:
    """To comply, to compensate, to compensate for that, to do nothing: each is worse."""
    case = chain()

    assert {
        "pay": set(),
        "interest": {"pay"},
        "return": {"pay", "interest"},
        "nothing": {"pay", "interest", "return"},
    } == broken(case)
    for better, worse in itertools.pairwise(["pay", "interest", "return", "nothing"]):
        assert "better" == by_norms(case, better, worse)


def test_a_chain_is_not_entered_while_its_head_is_kept_or_not_due() -> None:
    """Paid in time, or not due yet, nothing further in the chain applies."""
    in_time = deed(chain(deadline=DUE), "pay", FIRST)
    not_due = chain(deadline="2027-01-01T00:00:00Z")

    assert set() == broken(in_time)["nothing"]
    assert set() == broken(not_due)["nothing"]


def test_a_perdurant_duty_stays_due_besides_its_compensation() -> None:
    """After the deadline both are due; what is overdue is not forgiven by its compensation."""
    found = broken(chain(deadline=DUE))

    assert {"pay", "interest", "return"} == found["nothing"]
    assert {"interest", "return"} == found["pay"]
    assert {"pay"} == found["interest"]


def test_a_late_payment_leaves_the_interest_due() -> None:
    """Paid late, the invoice is settled and its breach is not; with interest, both are."""
    assert {"interest", "return"} == broken(chain("pay", deadline=DUE))["nothing"]
    assert set() == broken(chain("pay", "pay-interest", deadline=DUE))["nothing"]


def test_a_later_link_that_was_broken_before_has_its_own_compensation() -> None:
    """Invoice and interest both paid late: in a chain over time the third compensation is due."""
    late = chain("pay", deadline=DUE)
    late.target["norms"][1]["deadline"] = SINCE
    paid = deed(chain("pay", deadline=DUE), "pay-interest", "2026-05-20T00:00:00Z")
    paid.target["norms"][1]["deadline"] = SINCE

    assert {"interest", "return"} == broken(late)["nothing"]
    assert {"return"} == broken(paid)["nothing"]


def test_a_duty_that_ends_after_its_deadline_was_broken_while_it_was_there() -> None:
    """A duty that is not perdurant lapses, and its compensation is due for it all the same."""
    lapsed = chain(deadline=DUE, in_force_until=SINCE)

    assert {"interest", "return"} == broken(lapsed)["nothing"]
    assert "pay" not in broken(lapsed)["nothing"]


PRIVACY = {
    "abstain": (),
    "medical": ("collect-medical",),
    "medical-destroyed": ("collect-medical", "destroy-medical"),
    "personal": ("collect-personal",),
    "both-destroyed": ("collect-medical", "destroy-medical", "collect-personal"),
    "both": ("collect-medical", "collect-personal"),
}


def privacy(*, order: bool) -> DecisionWorld:
    """Return the Privacy Act: medical data only by court order, or else destroyed at once.

    Personal data may be collected by whoever may collect medical data: norms do not speak of what
    other norms permit, so the condition of that permission is written out.
    """
    case = DecisionWorld().fact("court-order", order)
    for option, acts in PRIVACY.items():
        case.option(option, *acts)
    case.norm("no-medical", "forbidden", "collect-medical")
    case.norm("by-order", "permitted", "collect-medical", condition=fact("court-order"))
    case.norm("destroy", "obliged", "destroy-medical", upon_breach=upon("no-medical"))
    return case.norm(
        "no-personal", "forbidden", "collect-personal", condition=not_(fact("court-order"))
    )


def test_the_privacy_act_by_court_order() -> None:
    """With the order all may be collected, and nothing has to be destroyed."""
    assert {option: set() for option in PRIVACY} == broken(privacy(order=True))


def test_the_privacy_act_without_an_order() -> None:
    """To destroy what was collected makes up for that, and permits nothing else.

    A formalisation in linear temporal logic takes the compensated breach for a permitted act, and
    so permits to collect personal data as well; that is the paradox. It does not arise.
    """
    assert {
        "abstain": set(),
        "medical": {"no-medical", "destroy"},
        "medical-destroyed": {"no-medical"},
        "personal": {"no-personal"},
        "both-destroyed": {"no-medical", "no-personal"},
        "both": {"no-medical", "destroy", "no-personal"},
    } == broken(privacy(order=False))


def test_the_privacy_act_after_the_breach() -> None:
    """Collected before, it is to be destroyed; destroyed at once, all is settled."""
    collected = deed(privacy(order=False), "collect-medical", DUE)

    assert {"destroy"} == broken(collected)["abstain"]
    assert set() == broken(deed(collected, "destroy-medical", DUE))["abstain"]


def achievement(*, since: str, done: str | None, invoiced: bool = True) -> DecisionWorld:
    case = DecisionWorld().fact("invoiced", invoiced).option("nothing").option("pay", "pay")
    case.norm(
        "pay",
        "obliged",
        "pay",
        condition=fact("invoiced"),
        in_force_from=since,
        deadline="2026-06-15T00:00:00Z",
    )
    return deed(case, "pay", done) if done else case


@pytest.mark.parametrize(
    ("since", "done", "left"),
    [
        (FIRST, None, {"pay"}),
        (FIRST, DUE, set()),
        (FIRST, FIRST, set()),
        (DUE, FIRST, {"pay"}),
    ],
    ids=["undone", "done", "pre-emptive", "not pre-emptive"],
)
def test_an_achievement_obligation_is_fulfilled_once(
    since: str, done: str | None, left: set[str]
) -> None:
    """Done at any moment up to the deadline is enough; whether one before counts is by its force.

    A pre-emptive obligation is in force before what triggers it, so that what is done ahead of that
    counts; one that is not is in force from then on.
    """
    assert left == broken(achievement(since=since, done=done))["nothing"]


def test_a_maintenance_obligation_is_owed_at_every_moment() -> None:
    """To have kept the register yesterday is not to keep it today; no deadline, no end to it."""
    case = DecisionWorld().option("nothing").option("keep", "keep-register")
    case.norm("keep", "obliged", "keep-register")

    assert {"nothing": {"keep"}, "keep": set()} == broken(deed(case, "keep-register", SINCE))


def overdrawn(*deeds: tuple[str, str]) -> DecisionWorld:
    """Return the account that must not be overdrawn, or else a fee is due."""
    case = DecisionWorld().option("nothing").option("overdraw", "overdraw")
    case.norm("keep-above", "forbidden", "overdraw")
    case.norm("fee", "obliged", "pay-fee", upon_breach=upon("keep-above"))
    for action, at in deeds:
        deed(case, action, at)
    return case


@pytest.mark.parametrize(
    ("deeds", "left"),
    [
        ([], set()),
        ([("overdraw", FIRST)], {"fee"}),
        ([("overdraw", FIRST), ("pay-fee", DUE)], set()),
        ([("overdraw", FIRST), ("pay-fee", DUE), ("overdraw", SINCE)], {"fee"}),
    ],
)
def test_maintaining_by_not_doing_is_broken_by_each_time_it_is_done(
    deeds: list[tuple[str, str]], left: set[str]
) -> None:
    """One moment breaks it; what makes up for one breach does not make up for the next."""
    assert left == broken(overdrawn(*deeds))["nothing"]


def test_one_payment_settles_all_breaches_before_it_by_design() -> None:
    """Each breach has a compensation of its own in a chain; here one act since makes them all good.

    Norms count no acts: as many fees as breaches are a number that somebody tells.
    """
    twice = overdrawn(("overdraw", FIRST), ("overdraw", DUE), ("pay-fee", SINCE))

    assert set() == broken(twice)["nothing"]


def test_team_defeat_leaves_a_dispute_by_design() -> None:
    """Two permissions, each above one of two prohibitions, and neither of them above both.

    Defeasible logic lets the two win as a team: permitted. Here a norm stands only if it is
    defended against every single one that attacks it, and nothing ranks it above the other.
    """
    case = DecisionWorld().option("stay").option("enter", "enter")
    case.target["norm_order"] = ["priority"]
    for number in (1, 2):
        ranks = [{"over": f"no-{number}", "granted_by": "firm"}]
        case.norm(f"may-{number}", "permitted", "enter", priority=ranks)
        case.norm(f"no-{number}", "forbidden", "enter")

    assert {"stay": "permitted", "enter": "in_dispute"} == statuses(case)


def test_a_permission_above_both_prohibitions_wins_alone() -> None:
    """What the dispute of the two teams hangs on: one norm that is ranked above each rival."""
    case = DecisionWorld().option("stay").option("enter", "enter")
    case.target["norm_order"] = ["priority"]
    ranks = [{"over": f"no-{number}", "granted_by": "firm"} for number in (1, 2)]
    case.norm("may", "permitted", "enter", priority=ranks)
    case.norm("no-1", "forbidden", "enter").norm("no-2", "forbidden", "enter")

    assert "permitted" == statuses(case)["enter"]


def test_what_applies_upon_a_breach_yields_to_an_exception_like_any_norm() -> None:
    """A compensation that is waived in hardship is not due then, and the chain ends there."""
    case = chain()
    case.target["norms"][1]["exceptions"] = [{"when": every(fact("hardship"), fact("asked"))}]
    case.fact("hardship", value=True).fact("asked", value=True)

    assert {"pay"} == broken(case)["nothing"]
    assert "refuse" != decided(case).outcome

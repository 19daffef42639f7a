"""What the ODRL Information Model says of rules that the test suite has no case for.

Source: W3C Recommendation "ODRL Information Model 2.2" (15 February 2018): duties of a permission
(a permission is had once its duties are fulfilled), remedies of a prohibition, consequences of an
obligation, constraints and their logic, strategies for conflicts, inheritance. What is expected is
by its meaning; where it is otherwise here by design, the test says so and has both answers.
"""

from __future__ import annotations

import pytest

from commonweal.testing._decisions import AT, DecisionWorld

from .norm_worlds import (
    Condition,
    above,
    broken,
    by_norms,
    decided,
    deed,
    every,
    fact,
    not_,
    some,
    statuses,
    upon,
)

LATE, EARLIER, SINCE = "2026-05-01T00:00:00Z", "2026-04-01T00:00:00Z", "2026-05-15T00:00:00Z"


def played(*, paid: bool) -> DecisionWorld:
    """Return who may play music only after having paid for it, and could do so now."""
    case = DecisionWorld().fact("paid", paid).option("nothing").option("play", "play")
    case.option("pay", "pay", changes={"paid": True})
    case.option("pay-and-play", "pay", "play", changes={"paid": True})
    case.norm("no-play", "forbidden", "play")
    return case.norm("play-when-paid", "permitted", "play", condition=fact("paid"))


@pytest.mark.parametrize("paid", [True, False])
def test_a_permission_is_had_once_its_duty_is_fulfilled(*, paid: bool) -> None:
    """The duty of a permission is a condition on what was done; nobody is bound to do it."""
    assert {
        "nothing": set(),
        "play": set() if paid else {"no-play"},
        "pay": set(),
        "pay-and-play": set(),
    } == broken(played(paid=paid))


def test_the_duty_of_a_permission_can_have_to_come_first() -> None:
    """With what was so before any act as the condition, to pay in the same breath is too late."""
    case = played(paid=False)
    case.target["norms"][1]["condition"] = {"kind": "before", "of": fact("paid")}

    assert {"no-play"} == broken(case)["pay-and-play"]


def indexed(*deeds: tuple[str, str]) -> DecisionWorld:
    """Return who must not index a document, and else must make it anonymous."""
    case = DecisionWorld().option("nothing").option("index", "index")
    case.option("make-good", "anonymise").option("both", "index", "anonymise")
    case.norm("no-index", "forbidden", "index")
    case.norm("remedy", "obliged", "anonymise", upon_breach=upon("no-index"))
    for action, at in deeds:
        deed(case, action, at)
    return case


def test_a_remedy_is_due_only_upon_the_breach_of_its_prohibition() -> None:
    """Nobody has to make good what was not done; who does it in one go breaks the least of both."""
    case = indexed()

    assert {
        "nothing": set(),
        "index": {"no-index", "remedy"},
        "make-good": set(),
        "both": {"no-index"},
    } == broken(case)
    assert "worse" == by_norms(case, "index", "both")


def test_a_remedy_is_due_until_it_is_done_and_then_no_longer() -> None:
    """After the deed doing nothing breaks the remedy; after the remedy nothing is due."""
    due, done = indexed(("index", LATE)), indexed(("index", LATE), ("anonymise", SINCE))
    too_early = indexed(("anonymise", EARLIER), ("index", LATE))

    assert {"remedy"} == broken(due)["nothing"]
    assert set() == broken(due)["make-good"]
    assert set() == broken(done)["nothing"]
    assert {"remedy"} == broken(too_early)["nothing"]


def test_a_remedied_prohibition_was_still_broken_by_design() -> None:
    """There, with all remedies done, the prohibition counts as not infringed; here the deed stays.

    That it was broken stays in the certificate; what follows from it is over.
    """
    steps = {
        step.id: step.conclusion
        for step in decided(indexed(("index", LATE), ("anonymise", SINCE))).justification.steps
    }

    assert [["deed:deed-0", "no-index"]] == steps["history"]["broken"]


def owing(*deeds: str) -> DecisionWorld:
    """Return who had to delete by a moment that has passed, or else give to a charity as well."""
    case = DecisionWorld().option("nothing").option("delete", "delete")
    case.option("give", "give").option("both", "delete", "give")
    case.norm("delete", "obliged", "delete", deadline=LATE)
    case.norm("consequence", "obliged", "give", upon_breach=upon("delete"))
    for action in deeds:
        deed(case, action, SINCE)
    return case


def test_a_consequence_is_due_besides_the_duty_itself() -> None:
    """A duty not fulfilled in time is fulfilled by doing it and all its consequences."""
    assert {
        "nothing": {"delete", "consequence"},
        "delete": {"consequence"},
        "give": {"delete"},
        "both": set(),
    } == broken(owing())


@pytest.mark.parametrize(
    ("deeds", "left"),
    [
        ((), {"delete", "consequence"}),
        (("delete",), {"consequence"}),
        (("give",), {"delete"}),
        (("delete", "give"), set()),
    ],
)
def test_a_duty_is_set_violated_or_fulfilled_by_what_was_done(
    deeds: tuple[str, ...], left: set[str]
) -> None:
    """What is still due after the deadline is what has not been done since."""
    assert left == broken(owing(*deeds))["nothing"]


def test_what_a_breach_bars_stays_barred_when_it_was_made_good_by_design() -> None:
    """A duty done late is fulfilled there, and the permission had again; here the breach stays.

    Of what follows a breach only what is owed ends by being done. That the ban ends too is a
    condition, or an exception, on a fact.
    """
    case = owing("delete", "give").option("use", "use")
    case.norm("no-use", "forbidden", "use", upon_breach=upon("delete"))
    barred = broken(case)["use"]
    case.target["norms"][-1]["exceptions"] = [{"when": fact("settled")}]

    assert {"no-use"} == barred
    assert set() == broken(case.fact("settled", value=True))["use"]


def test_whoever_says_that_its_own_duty_is_done_is_not_believed_by_design() -> None:
    """There the state of the world is what it is; here the decider's own word fulfils nothing."""
    case = owing("give")
    deed(case, "delete", EARLIER, by="agent")

    assert "in_dispute" == statuses(case)["nothing"]
    assert "deed-1" in {each.deed for each in decided(case).open}


def test_a_duty_that_is_not_due_yet_is_not_violated() -> None:
    """Before the deadline there is no consequence; what was done in time fulfils it for good."""
    case = owing()
    case.target["norms"][0]["deadline"] = "2027-01-01T00:00:00Z"
    in_time = deed(owing(), "delete", EARLIER)

    assert {"nothing": set(), "delete": set(), "give": set(), "both": set()} == broken(case)
    assert set() == broken(in_time)["nothing"]


def conflicting(strategy: str | None) -> DecisionWorld:
    """Return a policy that permits and forbids to print, and permits to read: alone, or above."""
    case = DecisionWorld().option("nothing").option("print", "print").option("read", "read")
    above_other = {"perm": "no-print", "prohibit": "print"}
    ranks = [{"over": above_other[strategy], "granted_by": "firm"}] if strategy else []
    case.norm("print", "permitted", "print", priority=ranks if strategy == "perm" else [])
    return (
        case.norm(
            "no-print", "forbidden", "print", priority=ranks if strategy == "prohibit" else []
        )
        .norm("no-read", "forbidden", "read", "individual")
        .norm("read", "permitted", "read", guaranteed=True)
    )


def test_the_strategies_perm_and_prohibit_are_priorities() -> None:
    """One of the two is ranked above the other; nothing else changes."""
    found = {each: statuses(conflicting(each)) for each in ("perm", "prohibit")}

    assert {
        "perm": {"nothing": "permitted", "print": "permitted", "read": "permitted"},
        "prohibit": {"nothing": "permitted", "print": "forbidden", "read": "permitted"},
    } == found


def test_the_strategy_invalid_is_a_dispute_about_that_act_alone_by_design() -> None:
    """There the whole policy is void, and reading not permitted either; here printing is open.

    It is put to whoever decides disputes; rules that do not conflict stand.
    """
    found = statuses(conflicting(None))

    assert {"nothing": "permitted", "print": "in_dispute", "read": "permitted"} == found


def exactly_one(one: Condition, other: Condition) -> Condition:
    return some(every(one, not_(other)), every(other, not_(one)))


LOGIC = {
    "and": every(fact("eu"), fact("school")),
    "or": some(fact("eu"), fact("school")),
    "xone": exactly_one(fact("eu"), fact("school")),
}


@pytest.mark.parametrize(
    ("operand", "expected"),
    [("and", "0001"), ("or", "0111"), ("xone", "0110")],
)
def test_logical_constraints_are_conditions(operand: str, expected: str) -> None:
    """All, at least one, exactly one; of neither, the second, the first, both."""
    found = ""
    for number in range(4):
        case = DecisionWorld().option("nothing").option("show", "show")
        case.fact("eu", number >= 2).fact("school", number % 2 == 1)
        case.norm("closed", "forbidden", "show")
        case.norm("show", "permitted", "show", condition=LOGIC[operand])
        found += str(int(statuses(case)["show"] == "permitted"))

    assert expected == found


@pytest.mark.parametrize(("days", "status"), [(30, "permitted"), (31, "forbidden"), (None, None)])
def test_elapsed_time_and_counts_are_numbers_that_somebody_tells(
    days: int | None, status: str | None
) -> None:
    """Within thirty days of the first use; nobody counts them here, so untold they are open."""
    case = DecisionWorld().option("nothing").option("play", "play")
    if days is not None:
        case.fact("days-since-first-use", days)
    case.norm("play", "permitted", "play").norm(
        "no-longer",
        "forbidden",
        "play",
        condition=above("days-since-first-use", 30),
    )

    assert (status or "in_dispute") == statuses(case)["play"]


def test_a_duty_due_a_while_after_the_use_needs_its_date() -> None:
    """There a delay period counts from an event; here the deadline is a date, of each use its own.

    Pay within thirty days of the first of April, which is the first of May, at midnight.
    """
    case = DecisionWorld().option("nothing").option("pay", "pay")
    deed(case, "use", EARLIER).norm("no-free-use", "forbidden", "use", condition=fact("free"))
    case.fact("free", False).norm("pay", "obliged", "pay", deadline=LATE)

    assert {"nothing": {"pay"}, "pay": set()} == broken(case)
    assert set() == broken(deed(case, "pay", "2026-04-30T00:00:00Z"))["nothing"]


def test_what_a_policy_inherits_are_norms_beside_its_own() -> None:
    """A policy adds its rules to its parent's; each binds the roles, and acts, that it names."""
    parent = [("read", "permitted", "read"), ("no-sell", "forbidden", "sell")]
    child = [("sign", "obliged", "sign")]
    case = DecisionWorld().option("nothing").option("sell", "sell", "sign")
    case.option("read", "read", "sign").norm("closed", "forbidden", "read", "individual")
    for name, modality, action in (*parent, *child):
        guaranteed = {"guaranteed": True} if modality == "permitted" else {}
        case.norm(name, modality, action, **guaranteed)

    assert {"nothing": {"sign"}, "sell": {"no-sell"}, "read": set()} == broken(case)


def test_the_moment_of_these_worlds_is_after_all_that_was_done() -> None:
    """The dates above lie in the order that the tests speak of."""
    assert EARLIER < LATE < SINCE < AT

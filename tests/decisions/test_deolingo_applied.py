"""The larger examples of deolingo: speeding, a library in a curfew, a court, a quarantine.

Source: ovidiomanteiga/deolingo 1.0.3 (MIT), its examples; those of the quarantine are temporal.
What is expected is what deolingo answers; where it is otherwise here by design, the test says so
and has both answers.
"""

from __future__ import annotations

import pytest

from commonweal.testing._decisions import DecisionWorld

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
    upon,
)

BEFORE, SINCE = "2026-05-01T00:00:00Z", "2026-05-15T00:00:00Z"

BANDS = {"fine-100": (120, 150), "fine-300": (150, 170), "fine-400": (170, 180)}
BANDS |= {"fine-500": (180, 190), "fine-600": (190, 1000)}


@pytest.mark.parametrize(
    ("speed", "fine"), [(115, set()), (135, {"fine-100"}), (195, {"fine-600"})]
)
def test_traffic_the_fine_goes_by_the_speed(speed: int, fine: set[str]) -> None:
    """Three cars on a road with a limit of 120: no fine, 100 euros, 600 euros.

    Points and prison are what follows by law, not what the driver owes; there they are facts that
    are derived, and here nothing derives facts.
    """
    case = deed(DecisionWorld().fact("speed", speed).option("nothing"), "drive", BEFORE)
    case.norm("limit", "forbidden", "drive", condition=above("speed", 120))
    for name, (low, high) in BANDS.items():
        band = every(above("speed", low), not_(above("speed", high)))
        case.norm(name, "obliged", f"pay-{name}", condition=band, upon_breach=upon("limit"))

    assert fine == broken(case)["nothing"]


def library(*, curfew: bool = True) -> DecisionWorld:
    """Return what Irene may do about a book that is overdue, while nobody may go out."""
    case = DecisionWorld().fact("curfew", curfew).option("stay").option("notify", "notify")
    case.option("return", "go-out", "return")
    case.norm("return", "obliged", "return")
    case.norm("curfew", "forbidden", "go-out", condition=fact("curfew"))
    during = fact("curfew")
    return case.norm("notify", "obliged", "notify", condition=during, upon_breach=upon("return"))


def test_library_each_way_out_breaks_something() -> None:
    """With the curfew alone there is no answer set; with what Irene does, she breaks that norm.

    Here the two ways stand beside one another: each breaks a norm of its own, and none is worse.
    """
    case = library()

    assert {
        "stay": {"return", "notify"},
        "notify": {"return"},
        "return": {"curfew"},
    } == broken(case)
    assert "better" == by_norms(case, "notify", "stay")
    assert "incomparable" == by_norms(case, "notify", "return")
    assert ("refuse", ("none_permitted",)) == (decided(case).outcome, decided(case).reasons)


def test_library_without_a_curfew_the_book_goes_back() -> None:
    """Nothing stands in the way then, and nobody has to be notified."""
    assert {"stay": {"return"}, "notify": {"return"}, "return": set()} == broken(
        library(curfew=False)
    )


def test_library_the_police_are_called_upon_the_breach_by_whomever() -> None:
    """It binds somebody else than who broke the curfew."""
    case = DecisionWorld().fact("curfew", value=True).option("nothing").option("call", "call")
    case.claims("village", "person").norm(
        "curfew", "forbidden", "go-out", role="person", condition=fact("curfew")
    )
    case.norm("call", "obliged", "call", upon_breach=upon("curfew", "anyone"))

    assert {"nothing": set(), "call": set()} == broken(case)
    assert {"nothing": {"call"}, "call": set()} == broken(
        deed(case, "go-out", BEFORE, actor="village")
    )


def borrowing(**facts: int | str) -> DecisionWorld:
    case = DecisionWorld().option("nothing").option("borrow", "borrow")
    for name, value in facts.items():
        case.fact(name, value)
    kinds = {"kind": "one_of", "fact": "kind", "values": ["magazine", "rare", "unpublished"]}
    case.norm("borrow", "permitted", "borrow")
    case.norm("not-for-loan", "forbidden", "borrow", condition=kinds)
    case.norm("at-most", "forbidden", "borrow", condition=above("on-loan", 5))
    return case.norm("no-loan-while-overdue", "forbidden", "borrow", condition=above("late", 0))


@pytest.mark.parametrize(
    ("kind", "on_loan", "late", "expected"),
    [
        ("book", 5, 0, set()),
        ("rare", 0, 0, {"not-for-loan"}),
        ("book", 6, 0, {"at-most"}),
        ("book", 1, 1, {"no-loan-while-overdue"}),
        ("magazine", 7, 2, {"not-for-loan", "at-most", "no-loan-while-overdue"}),
    ],
)
def test_library_what_may_be_borrowed(
    kind: str, on_loan: int, late: int, expected: set[str]
) -> None:
    """Kinds that are not lent, six loans at most, none while one is overdue; counts are told."""
    case = borrowing(kind=kind, **{"on-loan": on_loan, "late": late})

    assert expected == broken(case)["borrow"]


def drivers() -> DecisionWorld:
    """Return the court before which Gabriel and Clare come, who both drove drunk."""
    case = DecisionWorld().option("nothing").option("clare", "punish-clare", "punish")
    case.option("both", "punish-clare", "punish-gabriel", "punish")
    for name in ("clare", "gabriel"):
        roles = [{"role": role, "by": "registry"} for role in (name, "driver")]
        case.situation["parties"].append({"name": name, "title": name, "roles": roles})
        deed(case, "drive-drunk", BEFORE, actor=name)
    return case


def test_drunk_driving_each_driver_is_punished_by_a_norm_of_its_own() -> None:
    """There and here both are to be punished, if each has a role and a norm."""
    case = drivers()
    for name in ("clare", "gabriel"):
        case.norm(f"sober-{name}", "forbidden", "drive-drunk", role=name)
        follows = upon(f"sober-{name}", "anyone")
        case.norm(f"punish-{name}", "obliged", f"punish-{name}", upon_breach=follows)

    assert {
        "nothing": {"punish-clare", "punish-gabriel"},
        "clare": {"punish-gabriel"},
        "both": set(),
    } == broken(case)


def test_drunk_driving_one_norm_for_all_is_content_with_one_of_them_by_design() -> None:
    """There a variable stands for each driver; here no norm says: punish whoever broke it."""
    case = drivers().norm("sober", "forbidden", "drive-drunk", role="driver")
    case.norm("punish", "obliged", "punish", upon_breach=upon("sober", "anyone"))

    assert {"nothing": {"punish"}, "clare": set(), "both": set()} == broken(case)


def quarantine(
    *, negative: bool = False, lockdown: bool = True, emergency: bool = False
) -> DecisionWorld:
    """Return the quarantine of the temporal examples, as a prohibition to leave it."""
    case = DecisionWorld().fact("negative", negative).fact("lockdown", lockdown)
    case.fact("emergency", emergency).option("stay").option("leave", "leave")
    case.option("report", "report").option("leave-report", "leave", "report")
    free = [{"when": not_(fact("lockdown"))}, {"when": fact("emergency")}]
    until_negative: Condition = not_(fact("negative"))
    case.norm("keep-in", "forbidden", "leave", condition=until_negative, exceptions=free)
    return case.norm("no-report", "forbidden", "report", upon_breach=upon("keep-in"))


@pytest.mark.parametrize("way", ["negative", "no lockdown", "emergency"])
def test_quarantine_is_maintained_until_it_ends(way: str) -> None:
    """A negative test, the end of the lockdown and an emergency: each frees, and breaks nothing."""
    case = quarantine(
        negative=way == "negative",
        lockdown=way != "no lockdown",
        emergency=way == "emergency",
    )

    assert set() == broken(case)["leave-report"]
    assert {
        "stay": set(),
        "leave": {"keep-in"},
        "report": set(),
        "leave-report": {"keep-in", "no-report"},
    } == broken(quarantine())


def test_quarantine_a_report_is_forbidden_while_it_is_broken_there_and_ever_since_here() -> None:
    """There the prohibition ends when one is back; here what was broken once was broken.

    That it holds only for so long is a condition on what is so now.
    """
    ever = deed(quarantine(), "leave", BEFORE)
    while_out = deed(quarantine(), "leave", BEFORE).fact("out", value=False)
    while_out.target["norms"][1]["condition"] = fact("out")

    assert {"no-report"} == broken(ever)["report"]
    assert set() == broken(while_out)["report"]


@pytest.mark.parametrize(("paid", "left"), [(False, {"fine"}), (True, set())])
def test_quarantine_a_fine_is_due_by_the_end_of_the_month(*, paid: bool, left: set[str]) -> None:
    """It arises from the breach and is fulfilled once; its deadline is a date."""
    case = deed(quarantine(), "leave", BEFORE)
    case.norm(
        "fine",
        "obliged",
        "pay",
        upon_breach=upon("keep-in"),
        deadline="2026-05-31T00:00:00Z",
    )
    if paid:
        deed(case, "pay", SINCE)

    assert left == broken(case)["stay"]

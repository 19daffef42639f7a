from typing import Any

import pytest

from commonweal.testing._decisions import DecisionWorld, said

CONSENT = {"kind": "equals", "fact": "consent", "value": True}


def world(*principles: str) -> DecisionWorld:
    """Return a world in which diverting is licensed by p, sharing by q, and waiting by none."""
    case = DecisionWorld().option("wait").option("divert", "divert").option("share", "share")
    principle(case, "p", "divert")
    principle(case, "q", "share")
    for name in principles:
        principle(case, name, "divert")
    return case


def principle(case: DecisionWorld, name: str, action: str, **fields: Any) -> DecisionWorld:
    defaults = {"name": name, "text": name, "role": "company", "action": action}
    return case.add("principles", **said("principle", **defaults | fields))


def complaint(
    case: DecisionWorld, against: str, grade: int, *, of: str = "neighbour", ground: str = "loss"
) -> DecisionWorld:
    return case.add(
        "complaints",
        standpoint=of,
        principle=against,
        ground=ground,
        grade=grade,
        origin="person",
    )


def result(case: DecisionWorld, name: str = "p") -> tuple[str, list[str], list[str]]:
    steps = {step.id: step.conclusion for step in case.decide().justification.steps}
    found = steps[f"principle|{name}"]
    return found["result"], found["rejected_by"], found["open"]


def vetoes(case: DecisionWorld) -> dict[str, str]:
    return {each.option: each.vetoed for each in case.decide().statuses}


def test_a_principle_is_rejectable_if_an_alternative_leaves_everybody_with_less() -> None:
    """The neighbour's complaint against p is stronger than anyone's against q."""
    case = complaint(complaint(world(), "p", 3), "q", 1)

    assert ("rejectable", ["neighbour"], []) == result(case)
    assert ("not_rejectable", [], []) == result(case, "q")


def test_equal_complaints_reject_nothing() -> None:
    """An alternative that is as bad for somebody is no reason to reject."""
    case = complaint(complaint(world(), "p", 2), "q", 2)

    assert ("not_rejectable", [], []) == result(case)


def test_complaints_are_compared_one_by_one_and_never_added_up() -> None:
    """Many mild complaints against the alternative do not amount to one grave one."""
    case = complaint(complaint(world(), "p", 3), "q", 2)
    for ground in ("noise", "dust", "delay"):
        complaint(case, "q", 2, ground=ground)

    assert ("rejectable", ["neighbour"], []) == result(case)


def test_every_standpoint_counts_against_an_alternative() -> None:
    """An alternative that leaves somebody else worse off does not reject the principle."""
    case = complaint(complaint(world(), "p", 2), "q", 1)
    case.claims("village", "elder")
    complaint(complaint(case, "p", 0, of="elder"), "q", 3, of="elder")

    assert ("not_rejectable", [], []) == result(case)
    assert ("rejectable", ["elder"], []) == result(case, "q")


def test_grades_in_dispute_are_readings() -> None:
    """Where people differ on the grade of one complaint, both grades are looked at."""
    case = complaint(complaint(complaint(world(), "p", 3), "p", 1), "q", 2)

    assert ("open", [], ["neighbour"]) == result(case)


def test_different_grounds_are_different_complaints() -> None:
    """The strongest of them counts, a milder one beside it is no dispute."""
    case = complaint(complaint(complaint(world(), "p", 3), "p", 1, ground="voice"), "q", 2)

    assert ("rejectable", ["neighbour"], []) == result(case)


def test_a_missing_complaint_blocks_the_claim() -> None:
    """What nobody stated is not no complaint."""
    case = complaint(world(), "p", 3)

    assert ("open", [], ["neighbour"]) == result(case)


@pytest.mark.parametrize("complaints", [[], [("r", 3)]])
def test_without_complaints_everything_is_open(complaints: list[tuple[str, int]]) -> None:
    """Silence about every principle that is compared is no assent to any."""
    case = world()
    for against, grade in complaints:
        complaint(case, against, grade)

    assert ("open", [], ["neighbour"]) == result(case)


def test_a_principle_alone_is_not_tested() -> None:
    """Rejecting needs something else that could be accepted."""
    case = DecisionWorld().option("wait").option("divert", "divert")
    complaint(principle(case, "p", "divert"), "p", 3)

    assert ("not_tested", [], []) == result(case)


def test_nobody_affected_means_nothing_is_tested() -> None:
    """Without a standpoint there is nobody to reject."""
    case = complaint(complaint(world(), "p", 3), "q", 1)
    case.situation["parties"][1]["affected"] = False

    assert ("not_tested", [], []) == result(case)


def test_declared_alternatives_are_compared() -> None:
    """A principle that licenses no option can still be what another is rejected for."""
    case = DecisionWorld().option("wait").option("divert", "divert")
    principle(principle(case, "p", "divert", alternatives=["r"]), "r", "refill")
    complaint(complaint(case, "p", 3), "r", 1)

    assert ("rejectable", ["neighbour"], []) == result(case)


def test_an_alternative_that_nobody_states_as_a_principle_is_compared_by_its_name() -> None:
    """What is not stated blocks the claim that a principle cannot be rejected."""
    case = DecisionWorld().option("wait").option("divert", "divert")
    complaint(principle(case, "p", "divert", alternatives=["unstated"]), "p", 1)

    assert ("open", [], ["neighbour"]) == result(case)


def test_a_rejectable_principle_vetoes_what_only_it_licenses() -> None:
    """The option is out where people outside are affected."""
    case = complaint(complaint(world(), "p", 3), "q", 1)

    assert {"wait": "no", "divert": "yes", "share": "no"} == vetoes(case)


def test_another_principle_that_licenses_the_act_saves_it() -> None:
    """An act is vetoed only if all that licenses it can be rejected."""
    case = complaint(complaint(complaint(world("r"), "p", 3), "q", 1), "r", 1)

    assert "no" == vetoes(case)["divert"]


def test_an_open_principle_vetoes_openly() -> None:
    """Where one of its principles may be rejected and none stands, the veto is open."""
    case = complaint(complaint(complaint(world(), "p", 3), "p", 1), "q", 2)

    assert "open" == vetoes(case)["divert"]


def test_the_worst_act_decides() -> None:
    """An option with one act that is vetoed is vetoed."""
    case = complaint(complaint(world(), "p", 3), "q", 1).option("both", "share", "divert")

    assert "yes" == vetoes(case)["both"]


@pytest.mark.parametrize(
    ("mode", "inside", "expected"),
    [
        ("veto", False, "yes"),
        ("veto", True, "no"),
        ("veto_all", True, "yes"),
    ],
)
def test_the_study_says_when_rejectable_principles_veto(
    mode: str, inside: bool, expected: str
) -> None:
    """By default they do where somebody outside the deciding party is affected."""
    case = complaint(complaint(world(), "p", 3), "q", 1)
    case.situation["parties"][1]["inside"] = inside
    case.target["rejected_principles"] = mode

    assert expected == vetoes(case)["divert"]
    assert ("rejectable", ["neighbour"], []) == result(case)


@pytest.mark.parametrize(
    ("fields", "licenses"),
    [
        ({}, True),
        ({"role": "farmer"}, False),
        ({"action": "dig"}, False),
        ({"condition": CONSENT}, True),
        ({"condition": {"kind": "not", "of": {"kind": "holds", "context": "always"}}}, False),
    ],
)
def test_a_principle_licenses_acts_by_its_role_action_and_condition(
    fields: dict[str, Any], licenses: bool
) -> None:
    """An unknown condition licenses, or may; one that fails does not."""
    case = DecisionWorld().option("wait").option("divert", "divert")
    principle(case, "p", **{"action": "divert"} | fields)

    steps = {step.id: step.premises for step in case.decide().justification.steps}

    assert licenses == ("principle|p" in steps)
    assert steps["veto|divert"] == (("principle|p",) if licenses else ())


def test_standpoints_are_the_roles_of_those_affected() -> None:
    """Who may occupy a role speaks from it, who is not affected does not."""
    case = world().claims("village", "elder", by="agent").claims("village", "child", occupied=False)

    assert ("elder", "neighbour") == case.decide().justification.declared.standpoints

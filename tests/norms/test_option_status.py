from typing import Any

import pytest

from commonweal.documents import Decision
from commonweal.testing._decisions import DecisionWorld

DRY = {"kind": "equals", "fact": "dry", "value": True}
CONSENT = {"kind": "equals", "fact": "consent", "value": True}


def world() -> DecisionWorld:
    return DecisionWorld().option("wait").option("divert", "divert")


def status(world: DecisionWorld, option: str = "divert") -> tuple[str, tuple[str, ...]]:
    """Return an option's status and the norms against it, for certain or perhaps."""
    for each in world.decide().statuses:
        if each.option == option:
            return each.status, each.broken + each.maybe_broken
    raise AssertionError(option)


def item(decision: Decision, option: str, name: str) -> dict[str, Any]:
    steps = {step.id: step.conclusion for step in decision.justification.steps}
    return steps[f"item|{option}|{name}"]


def test_a_prohibition_that_an_act_meets_forbids_the_option() -> None:
    """Doing what is forbidden is forbidden, doing nothing is not."""
    case = world().norm("no-diverting", "forbidden", "divert")

    assert ("forbidden", ("no-diverting",)) == status(case)
    assert ("permitted", ()) == status(case, "wait")


def test_without_norms_everything_is_permitted() -> None:
    """What nothing is against is permitted."""
    assert ("permitted", ()) == status(world())


@pytest.mark.parametrize(
    "fields",
    [
        {"role": "farmer"},
        {"counterparty": "company"},
        {"in_force_from": "2026-06-01T00:00:01Z"},
        {"in_force_until": "2026-06-01T00:00:00Z"},
        {"issuer": "union"},
        {"condition": {"kind": "not", "of": {"kind": "holds", "context": "always"}}},
        {"exceptions": [{"when": {"kind": "holds", "context": "always"}}]},
    ],
)
def test_a_norm_that_does_not_bear_or_apply_forbids_nothing(fields: dict[str, Any]) -> None:
    """Another role, another counterparty, another time, no authority, no condition: no norm."""
    assert ("permitted", ()) == status(world().norm("n", "forbidden", "divert", **fields))


def test_what_is_done_by_somebody_else_is_judged_by_their_roles() -> None:
    """A norm binds who occupies its role, whoever decides."""
    case = DecisionWorld().option("wait").option("let", "village:divert")
    case.norm("n", "forbidden", "divert", role="neighbour")

    assert ("forbidden", ("n",)) == status(case, "let")


def test_an_unknown_fact_leaves_an_option_in_dispute() -> None:
    """Missing facts make a prohibition undecided, never void."""
    case = world().norm("n", "forbidden", "divert", condition=DRY)

    assert ("in_dispute", ("n",)) == status(case)


def test_conditions_see_the_facts_as_the_option_leaves_them() -> None:
    """What an option would change counts, and `before` sees what was."""
    case = DecisionWorld().fact("dry", False).option("wait")
    case.option("divert", "divert", changes={"dry": True})
    case.norm("after", "forbidden", "divert", condition=DRY)
    case.norm("before", "forbidden", "divert", condition={"kind": "before", "of": DRY})

    assert ("forbidden", ("after",)) == status(case)


def test_a_permission_from_above_that_is_guaranteed_defeats_a_prohibition() -> None:
    """An option that a guaranteed permission covers is permitted."""
    case = world().norm("no", "forbidden", "divert")
    case.norm("right", "permitted", "divert", "supranational", guaranteed=True)

    assert ("permitted", ()) == status(case)


def test_a_permission_that_may_apply_leaves_the_prohibition_undecided() -> None:
    """A defence that rests on an unknown fact neither clears nor is ignored."""
    case = world().norm("no", "forbidden", "divert")
    case.norm("right", "permitted", "divert", "supranational", guaranteed=True, condition=CONSENT)

    assert ("in_dispute", ("no",)) == status(case)


def test_a_norm_stands_again_when_what_defeats_it_is_defeated() -> None:
    """A permission that a higher prohibition defeats does not reinstate what it had defeated."""
    case = world().norm("low-no", "forbidden", "divert", "individual")
    case.norm("right", "permitted", "divert", guaranteed=True)
    case.norm("treaty", "forbidden", "divert", "supranational")

    assert ("forbidden", ("low-no", "treaty")) == status(case)


def test_norms_that_defeat_each_other_leave_the_option_in_dispute() -> None:
    """A collision that nothing settles is put to somebody, not to chance."""
    case = world().norm("no", "forbidden", "divert").norm("yes", "permitted", "divert")

    assert ("in_dispute", ("no",)) == status(case)


@pytest.mark.parametrize("speaker", ["agent", "boss"])
def test_a_fact_that_only_the_decider_asserts_cannot_permit(speaker: str) -> None:
    """Nobody permits itself: not by a permission, nor by an exception, nor by a condition."""
    for fields in (
        {"exceptions": [{"when": CONSENT}]},
        {"condition": {"kind": "not", "of": CONSENT}},
    ):
        case = world().norm("no", "forbidden", "divert", **fields)
        case.situation["parties"].append({"name": "boss", "title": "The principal"})
        case.situation["principal"] = "boss"
        case.fact("consent", True, by=speaker)

        assert ("in_dispute", ("no",)) == status(case)


def test_a_fact_that_only_the_decider_asserts_can_condemn() -> None:
    """Who admits what makes the act forbidden is taken at its word."""
    case = world().norm("no", "forbidden", "divert", condition=DRY).fact("dry", True, by="agent")

    assert ("forbidden", ("no",)) == status(case)


def test_what_somebody_else_confirms_can_permit() -> None:
    """The same fact, asserted by somebody else as well, is an exception."""
    case = world().norm("no", "forbidden", "divert", exceptions=[{"when": CONSENT}])
    case.fact("consent", True, by="agent").fact("consent", True, by="village")

    assert ("permitted", ()) == status(case)


def test_a_role_that_only_the_decider_claims_does_not_permit() -> None:
    """Nobody becomes a judge by saying so."""
    case = world().norm("no", "forbidden", "divert")
    case.norm("judges-may", "permitted", "divert", "supranational", guaranteed=True, role="judge")
    case.claims("agent", "judge", by="agent")

    assert ("in_dispute", ("no",)) == status(case)


def test_what_is_reserved_to_another_is_listed_and_does_not_bind() -> None:
    """A norm about what is reserved to somebody else is named as beyond authority."""
    case = world().norm("no", "forbidden", "divert")
    case.target["authorities"][0]["reserved"] = [{"actions": ["divert"], "to": "union"}]

    decision = case.decide()

    steps = {step.id: step.conclusion for step in decision.justification.steps}
    assert {"in_force": True, "authorised": False} == steps["norm|no"]
    assert ("no",) == decision.justification.declared.norms_in_force
    assert "permitted" == decision.statuses[1].status


def test_leaving_undone_what_is_due_is_forbidden() -> None:
    """An obligation of the decider that an option leaves undone forbids it."""
    case = DecisionWorld().option("wait").option("tell", "notify").norm("must", "obliged", "notify")

    assert ("forbidden", ("must",)) == status(case, "wait")
    assert ("permitted", ()) == status(case, "tell")


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        ("2026-07-01T00:00:00Z", "forbidden"),
        ("2026-07-01T00:00:01Z", "permitted"),
        ("2026-01-01T00:00:00Z", "forbidden"),
    ],
)
def test_an_obligation_is_charged_when_due_in_the_window_or_overdue(
    deadline: str, expected: str
) -> None:
    """What falls due later is not charged now, and what is overdue stays due."""
    case = world().norm("must", "obliged", "notify", deadline=deadline)

    assert expected == status(case, "wait")[0]


@pytest.mark.parametrize("fields", [{"role": "farmer"}, {"condition": DRY}])
def test_an_obligation_of_somebody_else_or_without_its_condition_is_not_charged(
    fields: dict[str, Any],
) -> None:
    """Only the decider's own obligations are charged, and only where they apply."""
    case = world().fact("dry", False).norm("must", "obliged", "notify", **fields)

    assert ("permitted", ()) == status(case, "wait")


def test_an_obligation_toward_a_role_is_done_only_toward_it() -> None:
    """To tell somebody else is not to tell those who are owed it."""
    case = DecisionWorld().option("wait").option("tell", "notify")
    case.norm("must", "obliged", "notify", counterparty="regulator")

    assert ("forbidden", ("must",)) == status(case, "tell")
    assert ("permitted", ()) == status(case.claims("village", "regulator"), "tell")


def test_a_role_that_is_in_doubt_leaves_an_obligation_undecided() -> None:
    """Whether it was told to the right one is open where that one's role is."""
    case = DecisionWorld().option("tell", "notify").option("wait")
    case.norm("must", "obliged", "notify", counterparty="regulator")
    case.claims("village", "regulator", by="agent")

    assert ("in_dispute", ("must",)) == status(case, "tell")


def test_the_decider_does_not_escape_an_obligation_by_denying_its_role() -> None:
    """A role that only the decider denies leaves its obligations undecided."""
    case = world().norm("must", "obliged", "notify", role="polluter")
    case.claims("agent", "polluter", by="agent", occupied=False)

    assert ("in_dispute", ("must",)) == status(case, "wait")


def test_a_prohibition_defends_the_omission_of_what_a_lower_norm_obliges() -> None:
    """To leave undone what a higher norm forbids is permitted."""
    case = world().norm("must", "obliged", "divert", "individual")
    case.norm("no", "forbidden", "divert", "supranational")

    assert ("permitted", ()) == status(case, "wait")
    assert ("forbidden", ("no",)) == status(case, "divert")


def test_a_norm_about_other_counterparties_does_not_defend_an_omission() -> None:
    """Toward whom an omission is, its obligation says."""
    case = world().norm("must", "obliged", "divert", counterparty="neighbour")
    case.norm("no", "forbidden", "divert", "supranational", counterparty="company")

    assert ("forbidden", ("must",)) == status(case, "wait")


@pytest.mark.parametrize(
    ("who", "role", "expected"),
    [
        ("actor", "company", "forbidden"),
        ("actor", "neighbour", "permitted"),
        ("counterparty", "neighbour", "forbidden"),
        ("counterparty", "company", "permitted"),
        ("decider", "company", "forbidden"),
        ("decider", "neighbour", "permitted"),
        ("anyone", "neighbour", "forbidden"),
        ("anyone", "farmer", "permitted"),
    ],
)
def test_a_condition_can_ask_who_acts_who_is_acted_on_and_who_decides(
    who: str, role: str, expected: str
) -> None:
    """The agent acts toward the village and decides."""
    condition = {"kind": "occupies", "who": who, "role": role}

    assert expected == status(world().norm("no", "forbidden", "divert", condition=condition))[0]


@pytest.mark.parametrize(
    ("who", "role", "expected"),
    [
        ("actor", "company", "forbidden"),
        ("counterparty", "neighbour", "forbidden"),
        ("counterparty", "company", "permitted"),
    ],
)
def test_of_an_omission_the_decider_acts_and_the_obligation_says_toward_whom(
    who: str, role: str, expected: str
) -> None:
    """What was not done was due by the decider, to whoever is owed it."""
    condition = {"kind": "occupies", "who": who, "role": role}
    case = world().norm("must", "obliged", "tell", condition=condition, counterparty="neighbour")

    assert expected == status(case, "wait")[0]


def test_labels_never_leak_from_one_option_to_another() -> None:
    """A permission that applies under one option clears nothing under another."""
    case = DecisionWorld().option("wait").option("with", "divert", changes={"consent": True})
    case.option("without", "divert", changes={"consent": False})
    case.norm("no", "forbidden", "divert")
    case.norm("right", "permitted", "divert", "supranational", guaranteed=True, condition=CONSENT)

    assert ("permitted", ()) == status(case, "with")
    assert ("forbidden", ("no",)) == status(case, "without")


def test_labels_never_leak_from_one_act_to_another() -> None:
    """Two acts of one option are judged apart, each by its own counterparty."""
    case = DecisionWorld().option("wait").option("both", "divert", "divert")
    case.situation["options"][1]["acts"][1]["toward"] = "agent"
    case.norm("no", "forbidden", "divert")
    case.norm(
        "right", "permitted", "divert", "supranational", guaranteed=True, counterparty="neighbour"
    )

    decision = case.decide()

    assert "out" == item(decision, "both", "act:0")["labels"]["no"]["charge"]
    assert "in" == item(decision, "both", "act:1")["labels"]["no"]["charge"]
    assert ("forbidden", ("no",)) == status(case, "both")


def test_contrary_duties_forbid_every_option() -> None:
    """What one obligation asks and another forbids at one level is in dispute either way."""
    case = world().norm("must", "obliged", "divert").norm("no", "forbidden", "divert")

    assert ("in_dispute", ("must",)) == status(case, "wait")
    assert ("in_dispute", ("no",)) == status(case, "divert")


def test_what_is_due_for_a_breach_is_named_with_it() -> None:
    """Reparation and sanction of a broken norm are listed."""
    case = world().norm(
        "no", "forbidden", "divert", reparation="Refill the wells.", sanction="A fine."
    )

    assert ("Refill the wells.", "A fine.") == case.decide().statuses[1].due


def test_a_defence_takes_part_even_where_the_charge_does_not() -> None:
    """Each use of a norm has its own application: what is null is not in play."""
    case = world().norm("no", "forbidden", "divert").norm("yes", "permitted", "divert")

    found = item(case.decide(), "divert", "act:0")

    holds = ["holds", "holds"]
    assert {"applies": holds, "charge": None} == found["norms"]["yes"]
    assert {"applies": holds, "charge": holds} == found["norms"]["no"]
    assert [["no", "yes", "none"], ["yes", "no", "none"]] == found["defeats"]

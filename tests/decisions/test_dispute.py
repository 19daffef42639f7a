from __future__ import annotations

from typing import Any

from hypothesis import given, strategies as st

from commonweal.argumentation import PARITIES, solve_acceptance, solve_audience, solve_grounded
from commonweal.decisions import dispute
from commonweal.testing._decision_contents import decision_contents
from commonweal.testing._decisions import DecisionWorld, card_id, decide_case, realised


def world() -> DecisionWorld:
    """Return two options between which two values differ, in opposite directions."""
    case = DecisionWorld().option("wait").option("divert", "divert").value(1).value(2)
    return case.placing(1, "wait", "divert").placing(2, "divert", "wait")


@given(decision_contents())
def test_charges_are_labelled_as_the_decision_judges(content: dict[str, Any]) -> None:
    """Forbidden just where a charge is in, by all words; where permitted, all are out."""
    inputs, target = realised(content)
    decision = decide_case(inputs, target)

    found = dispute(inputs, target=target)

    labels = solve_grounded(found.structured.defeats)
    for status in decision.statuses:
        said = {labels.of(name) for name in found.charges[status.option]}
        assert ("in" in said) == (status.status == "forbidden")
        assert said <= {"out"} or status.status != "permitted"


@given(decision_contents())
def test_no_order_of_values_saves_what_breaks_a_norm(content: dict[str, Any]) -> None:
    """What recommends a forbidden option is out for the audience that people's answers make."""
    inputs, target = realised(content)

    found = dispute(inputs, target=target)

    labels = solve_grounded(found.framework.defeats(found.audience))
    for option, charges in found.charges.items():
        if any(labels.of(name) == "in" for name in charges):
            assert {"out"} >= {labels.of(name) for name in found.recommending[option]}


@st.composite
def colliding(draw: st.DrawFn) -> DecisionWorld:
    """Return norms on one act that forbid, permit and oblige it, by level, date and condition."""
    case = world()
    for number in range(draw(st.integers(1, 5))):
        modality = draw(st.sampled_from(["forbidden", "permitted", "obliged"]))
        fields: dict[str, Any] = {
            "in_force_from": f"20{draw(st.integers(10, 13))}-01-01T00:00:00Z",
            "guaranteed": modality == "permitted" and draw(st.booleans()),
        }
        if draw(st.booleans()):
            fact = draw(st.sampled_from(["known", "unknown"]))
            fields["condition"] = {"kind": "equals", "fact": fact, "value": True}
        level = draw(st.sampled_from(["organisational", "supranational"]))
        case = case.norm(f"n{number}", modality, "divert", level, **fields)
    return case.fact("known", True)


@given(colliding())
def test_norms_that_collide_are_labelled_as_the_decision_judges(case: DecisionWorld) -> None:
    """By level, date and condition, with ties: the same status of the act either way."""
    inputs, target = case.documents()
    decision = decide_case(inputs, target)

    found = dispute(inputs, target=target)

    labels = solve_grounded(found.structured.defeats)
    for status in decision.statuses:
        said = {labels.of(name) for name in found.charges[status.option]}
        expected = "forbidden" if "in" in said else "in_dispute" if "undecided" in said else None
        assert (expected or "permitted") == status.status


def test_a_permission_from_above_defeats_a_charge() -> None:
    """The prohibition's charge is out, and the attack that fails by the order of norms is shown."""
    case = world().norm("no", "forbidden", "divert", level="organisational")
    case = case.norm("yes", "permitted", "divert", level="supranational", guaranteed=True)
    inputs, target = case.documents()

    found = dispute(inputs, target=target)

    labels = solve_grounded(found.structured.defeats)
    assert ["out"] == [labels.of(name) for name in found.charges["divert"]]
    assert any(not attack.succeeds for attack in found.structured.attacks)
    told = list(found.explain())
    assert any("divert/act:0 breaks no" in line for line in told)
    assert any(line.endswith("and fails: it is weaker.") for line in told)


def test_a_prohibition_puts_out_what_recommends_the_act() -> None:
    """No audience accepts an option for its value while a norm against it stands."""
    inputs, target = world().norm("no", "forbidden", "divert").documents()
    found = dispute(inputs, target=target)
    [name] = found.recommending["divert"]

    some = solve_audience(found.framework, name, question="some", parity="every_order")

    assert not some.value


def test_which_option_is_recommended_depends_on_the_audience() -> None:
    """Two values that disagree: each option for those who hold its value higher, none without."""
    inputs, target = world().documents()
    found = dispute(inputs, target=target)
    [wait], [divert] = found.recommending["wait"], found.recommending["divert"]

    def accepted(name: str, question: Any) -> bool:
        return solve_audience(found.framework, name, question=question, parity="every_order").value

    assert (True, True) == (accepted(wait, "some"), accepted(divert, "some"))
    assert (False, False) == (accepted(wait, "every"), accepted(divert, "every"))
    graph = found.framework.defeats(found.audience)
    assert not solve_acceptance(graph, wait, mode="sceptical").value
    assert {card_id(1), card_id(2)} == set(found.framework.values)


def test_what_nobody_placed_speaks_for_nothing_certain() -> None:
    """A value without a placing recommends and warns at most openly: nothing of it is grounded."""
    inputs, target = DecisionWorld().option("wait").option("go", "go").value(1).documents()

    found = dispute(inputs, target=target)

    labels = solve_grounded(found.structured.defeats)
    said = [name for names in found.recommending.values() for name in names]
    assert said
    assert {"undecided"} == {labels.of(name) for name in said}


def test_both_readings_of_parity_can_be_asked() -> None:
    """A dispute is a framework of values like any other."""
    inputs, target = world().documents()
    found = dispute(inputs, target=target)
    [wait] = found.recommending["wait"]

    for parity in PARITIES:
        answer = solve_audience(
            found.framework, wait, question="some", audience=found.audience, parity=parity
        )
        assert answer.certificate is not None

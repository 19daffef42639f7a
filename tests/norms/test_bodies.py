from typing import Any

import pytest

from commonweal.norms import Bodies
from commonweal.testing._decisions import DecisionWorld, said

DRY = {"kind": "equals", "fact": "dry", "value": True}


def body(name: str, part_of: str | None = None) -> dict[str, Any]:
    return said("institution", name=name, title=name, part_of=part_of)


def heard(*bodies: dict[str, Any], world: DecisionWorld | None = None) -> frozenset[str]:
    case = (world or DecisionWorld()).option("wait")
    case.target["institutions"] = list(bodies)
    inputs, target = case.documents()
    return Bodies(target.institutions).heard(inputs.situation)


def test_parties_and_institutions_are_heard_and_the_decider_is_not() -> None:
    """Who could be asked is somebody else whom the situation or the target names."""
    assert {"village", "registry"} == heard(body("registry"))


def test_those_inside_speak_for_the_decider() -> None:
    """A party that belongs to the deciding party says what the decider would."""
    world = DecisionWorld()
    world.situation["parties"].append({"name": "staff", "title": "Staff", "inside": True})

    assert {"village"} == heard(world=world)


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        ([body("lab", "agent")], set()),
        ([body("agent", "holding"), body("holding")], set()),
        ([body("agent", "holding"), body("holding"), body("lab", "holding")], set()),
        ([body("lab", "firm"), body("firm", "agent")], set()),
        ([body("lab", "village"), body("registry")], {"lab", "registry"}),
        ([body("a", "b"), body("b", "a")], {"a", "b"}),
    ],
    ids=["owned", "owner", "sister", "by way of another", "another's", "a circle of others"],
)
def test_what_belongs_together_with_the_decider_speaks_for_it(
    bodies: list[dict[str, Any]], expected: set[str]
) -> None:
    """What it owns, who owns it, and what else that one owns."""
    assert expected | {"village"} == heard(*bodies)


def test_who_belongs_together_with_some_names_is_told_with_them() -> None:
    """By any number of steps; a name that no record knows belongs to itself."""
    case = DecisionWorld()
    case.target["institutions"] = [body("lab", "firm"), body("firm", "holding"), body("registry")]
    bodies = Bodies(case.option("wait").documents()[1].institutions)

    assert {"lab", "firm", "holding", "stranger"} == bodies.together(["holding", "stranger"])
    assert frozenset() == bodies.together([])


@pytest.mark.parametrize(
    ("by", "status"),
    [("registry", "permitted"), ("lab", "in_dispute"), ("stranger", "in_dispute")],
)
def test_a_fact_that_nobody_asserts_who_is_heard_permits_nothing(by: str, status: str) -> None:
    """A firm of the decider's, and somebody whom no record knows, lift no prohibition."""
    case = DecisionWorld().option("wait").option("divert", "divert")
    case.norm("no", "forbidden", "divert", exceptions=[{"when": DRY}]).fact("dry", True, by=by)
    case.target["institutions"].append(body("lab", "agent"))

    assert status == case.decide().statuses[1].status

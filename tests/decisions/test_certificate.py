import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import commonweal.proof
from commonweal.documents import Decision
from commonweal.testing._decision_contents import decision_contents
from commonweal.testing._decisions import DecisionWorld, decide_case, realised, said


@pytest.fixture(scope="module")
def checker() -> ModuleType:
    """Return the stand-alone checker, loaded from its file as a stranger would run it."""
    path = Path(commonweal.proof.__file__).with_name("checker.py")
    spec = importlib.util.spec_from_file_location("stand_alone_checker", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def verdict(checker: ModuleType, decision: Decision, folder: Path) -> list[Any]:
    """Return what the checker finds wrong with a decision."""
    path = folder / "decision.json"
    path.write_text(json.dumps(decision.content()), encoding="utf-8")
    return list(checker.check(path).problems)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(content=decision_contents())
def test_what_is_decided_passes_the_stand_alone_checker(
    content: dict[str, Any], checker: ModuleType, tmp_path: Path
) -> None:
    """Two programs written apart from the same rules derive the same steps."""
    decision = decide_case(*realised(content))

    assert [] == verdict(checker, decision, tmp_path)


@pytest.mark.slow
@settings(
    max_examples=1000,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(content=decision_contents(most_norms=6, most_values=6))
def test_many_decisions_pass_the_stand_alone_checker(
    content: dict[str, Any], checker: ModuleType, tmp_path: Path
) -> None:
    """The same of many more and larger cases."""
    decision = decide_case(*realised(content))

    assert [] == verdict(checker, decision, tmp_path)


def test_a_decision_that_was_changed_does_not_pass(checker: ModuleType, tmp_path: Path) -> None:
    """The check can fail."""
    decision = DecisionWorld().option("o").option("p").value(1).placing(1, "o", "p").decide()

    changed = decision.model_copy(update={"options": ("p",)})

    assert verdict(checker, changed, tmp_path)


def test_a_certificate_opens_with_what_it_does_not_show() -> None:
    """Complete options, true appraisals, representative people: no derivation shows these."""
    content = DecisionWorld().option("o").decide().justification.content()

    assert ["kind", "schema_version", "not_shown"] == list(content)[:3]
    told = " ".join(content["not_shown"])
    for word in ("options", "appraisals", "people"):
        assert word in told


def test_every_norm_of_the_target_is_in_the_certificate() -> None:
    """Also those that are not in force, or beyond their issuer's authority."""
    case = DecisionWorld().option("o")
    case.norm("old", "forbidden", "divert", in_force_until="2021-01-01T00:00:00Z")
    case.norm("beyond", "forbidden", "divert", issuer="union")

    steps = {step.id: step.conclusion for step in case.decide().justification.steps}

    assert {"in_force": False, "authorised": True} == steps["norm|old"]
    assert {"in_force": True, "authorised": False} == steps["norm|beyond"]


def test_everything_that_had_to_be_considered_is_declared() -> None:
    """Options, standpoints, contexts, norms, appraisers and the order of rules."""
    case = DecisionWorld().option("p").option("o", "divert").context("flood", "water", by="agent")
    case.context("fire", holds=False).value(1).placing(1, "o", "p", source="declared")
    case.placing(1, "o", "p", source="model", appraiser="oracle").norm("no", "forbidden", "dig")
    case.target["appraisers"].append("silent-expert")

    declared = case.decide().justification.declared

    assert ("p", "o") == declared.options
    assert ("neighbour",) == declared.standpoints
    assert ("always", "flood", "water") == declared.contexts
    assert ("no",) == declared.norms_in_force
    assert ("expert", "oracle", "silent-expert") == declared.appraisers
    assert ("level", "priority", "specificity", "date") == declared.norm_order


def test_the_certificate_names_its_inputs_by_hash() -> None:
    """One changed word in what was said changes the first step."""
    case = DecisionWorld().option("o")
    before = case.decide().justification.steps[0].conclusion
    case.add("resolutions", **said("resolution", holder="a", choose="o", over=["p"], why="So."))
    after = case.decide().justification.steps[0].conclusion

    assert {"resolutions"} == {name for name in before if before[name] != after[name]}

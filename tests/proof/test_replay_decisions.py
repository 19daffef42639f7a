"""Decisions replayed: what each was taken from must be the plan's, and what people said of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.proof import checker

from .decided_study import PLAN, copied, decided, erase_answer, forge
from .small_study import seal


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a study with a plan, run by the package."""
    return decided(tmp_path_factory.mktemp("study"))


def test_a_run_with_a_decision_is_valid(run: Path) -> None:
    """What the package decides from a study follows from its records."""
    report = checker.check(run)

    assert [] == report.problems
    assert {"act": 1} == dict(report.outcomes)


def raise_a_stake(inputs: dict[str, Any]) -> None:
    inputs["placings"][0]["stake"] = "grave"


def turn_a_placing(inputs: dict[str, Any]) -> None:
    inputs["placings"][0]["order"].reverse()


def count_more_people(inputs: dict[str, Any]) -> None:
    inputs["placings"][0]["people"] += 1


def leave_out_a_placing(inputs: dict[str, Any]) -> None:
    del inputs["placings"][0]


def repeat_a_placing(inputs: dict[str, Any]) -> None:
    inputs["placings"].append(inputs["placings"][0])


def turn_an_appraisal(inputs: dict[str, Any]) -> None:
    inputs["appraisals"][0]["effect"] = "opposes"


def forget_a_complaint(inputs: dict[str, Any]) -> None:
    del inputs["complaints"][0]


def soften_a_complaint(inputs: dict[str, Any]) -> None:
    inputs["complaints"][1]["grade"] = 0


def hide_an_alternative(inputs: dict[str, Any]) -> None:
    del inputs["principles"][0]["alternatives"]


def resolve(inputs: dict[str, Any]) -> None:
    said_so = {"schema_version": 1, "by": "una", "origin": "person"}
    commits = {"holder": "una", "choose": "wait", "over": ["share"], "why": "So be it."}
    when = {"said_at": "2026-01-01T00:00:00Z"}
    inputs["resolutions"] = [{"kind": "resolution", **said_so, **when, **commits}]


def leave_out_a_rival(inputs: dict[str, Any]) -> None:
    situation = inputs["situation"]
    situation["options"] = [each for each in situation["options"] if each["name"] != "share"]
    for placing in inputs["placings"]:
        tiers = [[name for name in tier if name != "share"] for tier in placing["order"]]
        placing["order"] = [tier for tier in tiers if tier]


def hide_a_standpoint(inputs: dict[str, Any]) -> None:
    inputs["situation"]["parties"][1]["affected"] = False


def claim_by_oneself(inputs: dict[str, Any]) -> None:
    inputs["situation"]["facts"] = [{"fact": "urgent", "value": True, "by": "una"}]


def tell_a_withheld_ground(inputs: dict[str, Any]) -> None:
    withheld = next(said for said in inputs["complaints"] if said.get("withheld"))
    del withheld["withheld"]
    withheld["ground"] = "fear"


def withhold_a_ground(inputs: dict[str, Any]) -> None:
    told = next(said for said in inputs["complaints"] if said.get("ground") == "cold")
    del told["ground"]
    told["withheld"] = 2


CHANGES = [
    *(raise_a_stake, turn_a_placing, count_more_people, leave_out_a_placing, repeat_a_placing),
    *(turn_an_appraisal, forget_a_complaint, soften_a_complaint, hide_an_alternative, resolve),
    *(leave_out_a_rival, hide_a_standpoint, claim_by_oneself),
    *(tell_a_withheld_ground, withhold_a_ground),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_decision_from_other_inputs_is_derived_well_and_replayed_badly(
    change: Callable[[dict[str, Any]], None], run: Path, tmp_path: Path
) -> None:
    """Rebuilt whole from changed inputs, a file is a valid derivation and its folder is not valid.

    So a file alone is always conditional on what it was taken from, and says so.
    """
    folder = tmp_path / "forged"
    copied(run, folder)

    forge(folder, change)

    assert [] == checker.check(folder / "out" / "decision.json").problems
    assert checker.check(folder).problems


@pytest.mark.parametrize(
    ("kind", "by"),
    [("placing", "ann"), ("appraisal", "cy"), ("complaint", "eve"), ("endorsement", "eve")],
)
def test_what_was_said_of_a_situation_can_be_erased(
    kind: str, by: str, run: Path, tmp_path: Path
) -> None:
    """An honest run stays valid without the body of a record that it counted, and says so."""
    folder = tmp_path / "erased"
    copied(run, folder)

    erase_answer(folder, kind, by)
    report = checker.check(folder)

    assert [] == report.problems
    assert 1 == report.counts["erased"]


@pytest.mark.parametrize("change", CHANGES)
def test_one_erased_vote_excuses_no_other_decision(
    change: Callable[[dict[str, Any]], None], run: Path, tmp_path: Path
) -> None:
    """What a decision was taken from is compared as before where it does not rest on the erased."""
    folder = tmp_path / "forged"
    copied(run, folder)

    forge(folder, change)
    erase_answer(folder, "wiser_vote", "dee")

    assert checker.check(folder).problems


def appraise_once_more(inputs: dict[str, Any]) -> None:
    inputs["appraisals"][0]["people"] += 1


def invent_a_complaint(inputs: dict[str, Any]) -> None:
    about = {"standpoint": "neighbour", "principle": "may-share", "origin": "person", "grade": 3}
    inputs["complaints"].append({**about, "ground": "envy"})


def invent_a_placing(inputs: dict[str, Any]) -> None:
    order = [["lock"], ["wait"], ["share"]]
    inputs["placings"].append({**inputs["placings"][0], "order": order, "people": 1})


@pytest.mark.parametrize(
    ("kind", "by", "change"),
    [
        *(("placing", "ann", each) for each in (count_more_people, invent_a_placing)),
        ("appraisal", "cy", appraise_once_more),
        *(("endorsement", "eve", each) for each in (turn_a_placing, leave_out_a_placing)),
        *(("endorsement", "eve", each) for each in (count_more_people, turn_an_appraisal)),
        ("complaint", "eve", invent_a_complaint),
    ],
)
def test_one_erased_record_excuses_one(
    kind: str, by: str, change: Callable[[dict[str, Any]], None], run: Path, tmp_path: Path
) -> None:
    """Under cover of one erased record nobody adds another, or turns what somebody else said."""
    folder = tmp_path / "forged"
    copied(run, folder)

    forge(folder, change)
    erase_answer(folder, kind, by)

    assert any(
        "not what was erased accounts for" in problem for problem in checker.check(folder).problems
    )


def test_one_erased_placing_excuses_one_in_all_situations_together(tmp_path: Path) -> None:
    """What Ann said of the well excuses nothing that is told of the pond."""
    start, end = PLAN.index("[[situation]]"), PLAN.index("[[principle]]")
    pond = PLAN[start:end].replace('"well"', '"pond"')
    run = decided(tmp_path / "run", plan=PLAN + pond)
    lines = (run / "out" / "decisions.jsonl").read_text().splitlines()
    told = {json.loads(line)["situation"]: place for place, line in enumerate(lines)}
    honest, forged = tmp_path / "honest", tmp_path / "forged"
    copied(run, honest)
    copied(run, forged)

    def place_by_nobody(inputs: dict[str, Any]) -> None:
        [value, *_] = json.loads((run / "out" / "target.json").read_text())["graph"]["values"]
        about = {"card": value["card"], "source": "owner", "people": 1, "origin": "person"}
        order = [["lock"], ["wait"], ["share"]]
        inputs["placings"] = [{**about, "order": order, "stake": "notable"}]

    erase_answer(honest, "placing", "ann")
    forge(forged, place_by_nobody, place=told["pond"])
    erase_answer(forged, "placing", "ann")

    assert [] == checker.check(honest).problems
    assert any(problem.startswith("placings: ") for problem in checker.check(forged).problems)


def test_a_decision_under_another_target_fails(run: Path, tmp_path: Path) -> None:
    """A decision whose embedded target is not target.json was not taken under this study's."""
    folder = tmp_path / "forged"
    copied(run, folder)
    target = json.loads((folder / "out" / "target.json").read_text())
    target["norms"].pop()
    (folder / "out" / "target.json").write_text(json.dumps(target))
    seal(folder)

    assert (
        "a decision was taken under another target than target.json"
        in checker.check(folder).problems
    )


@pytest.mark.parametrize(
    ("field", "value"), [("outcome", "ask"), ("options", ["lock"]), ("standing", "imported")]
)
def test_a_summary_that_says_otherwise_fails(
    field: str, value: Any, run: Path, tmp_path: Path
) -> None:
    """What people read first is what was derived."""
    folder = tmp_path / "forged"
    copied(run, folder)
    path = folder / "out" / "summary.json"
    summary = json.loads(path.read_text())
    summary["decision"][field] = value
    path.write_text(json.dumps(summary))
    seal(folder)

    [problem] = checker.check(folder).problems
    assert problem.startswith(f"summary.json: decision.{field}")


def test_a_run_that_lists_no_decision_fails(run: Path, tmp_path: Path) -> None:
    """Where the plan has a situation, its decision cannot be left away."""
    folder = tmp_path / "forged"
    copied(run, folder)
    (folder / "out" / "decision.json").unlink()
    nothing: dict[str, Any] = {"groups": {}, "decisions": [], "not_shown": []}
    told = {**nothing, "justifications": {"written": 0, "checked": 0}}
    (folder / "out" / "summary.json").write_text(json.dumps(told))
    seal(folder)

    found = checker.check(folder).problems

    assert ["the plan has situations, and the run lists no decision"] == found


def test_a_plan_with_another_situation_fails(run: Path, tmp_path: Path) -> None:
    """A situation of the plan that nobody decided is missed."""
    folder = tmp_path / "forged"
    copied(run, folder)
    plan = folder / "plan.toml"
    plan.write_text(plan.read_text().replace('text = "It runs low."', 'text = "It runs dry."'))
    seal(folder)

    problems = checker.check(folder).problems

    assert any(problem.startswith("plan.toml: situation:") for problem in problems)

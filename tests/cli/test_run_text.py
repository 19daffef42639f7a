"""The screen at the end of a run: nothing of what matters is cut, none is told of nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from commonweal.cli._run_text import WIDTH, tell_run
from commonweal.cli._ways_to_check import WaysToCheck
from commonweal.documents import Assertion, Decision, Side, Tension
from commonweal.studies import StudyRun, run_study
from commonweal.studies._summary import summarise_run

from .conftest import Program

CHECKS = WaysToCheck(with_program="commonweal check garden", alone="python -I checker.py garden")


@pytest.fixture
def run(garden: Path) -> StudyRun:
    """Return the starter study, run."""
    return run_study(garden)


def screen(run: StudyRun, *decisions: Decision) -> str:
    """Return the screen of a run as if it had come to these decisions."""
    summary = summarise_run(run.target, "0" * 64, decisions, len(decisions))
    return tell_run(replace(run, decisions=decisions, summary=summary), checks=CHECKS)


def leave_undecided(study: Path) -> None:
    """Have a starter study take no step that decides."""
    file = study / "study.toml"
    text = file.read_text("utf-8").replace("strata = [", 'steps = ["graph"]\nstrata = [')
    file.write_text(text, "utf-8")


def test_what_was_decided_has_two_lines(run: StudyRun) -> None:
    """A text that is longer than a line goes on in the next one, and is cut only after it."""
    decision = run.decisions[0]
    situation = decision.justification.inputs.situation
    options = tuple(
        option.model_copy(update={"text": " ".join(f"word-{number}" for number in range(60))})
        for option in situation.options
    )

    told = screen(run, _with_situation(decision, options=options)).splitlines()

    first = next(number for number, line in enumerate(told) if line.startswith("  Kept: "))
    assert told[first + 1].startswith("    word-")
    assert told[first + 1].endswith(" …")
    assert max(map(len, told[: first + 2])) <= WIDTH


def test_permitted_options_are_listed_by_name(run: StudyRun) -> None:
    """What may be done is said, and not only what may not."""
    names = [each.option for each in run.decisions[0].statuses if each.status == "permitted"]

    assert f"  Permitted: {', '.join(names)}." in screen(run, run.decisions[0]).splitlines()


def test_settled_tensions_are_told_from_open_ones(run: StudyRun) -> None:
    """Each tension on the screen says what became of it."""
    options = ("turns", "wait")
    settled = Tension(
        type="values",
        options=options,
        sides=tuple(Side(option=option) for option in options),
        settled_by="resolution",
        prevails="turns",
    )
    unsettled = settled.model_copy(update={"settled_by": None, "prevails": None})
    decision = run.decisions[0]

    one = screen(run, decision.model_copy(update={"tensions": (settled,)})).splitlines()
    other = screen(run, decision.model_copy(update={"tensions": (unsettled,)})).splitlines()

    assert "      settled: A resolution commits to turns over wait" in one
    assert "      open" not in one
    assert "      open" in other


def test_those_who_differ_are_named(run: StudyRun) -> None:
    """Where different things are asserted, each speaker stands with what they say."""
    decision = run.decisions[0]
    facts = (
        Assertion(fact="rain", value=True, by="gardeners"),
        Assertion(fact="rain", value=False, by="robin"),
    )

    told = screen(run, _with_situation(decision, facts=facts))

    assert "IN DOUBT, with who says what:" in told
    assert "  - rain. Those with a bed: yes; Robin, who waters (the decider's own side): no" in told


def test_many_decisions_say_what_they_rest_on(run: StudyRun) -> None:
    """How many rest on what is told by group, and what is one is not told as several."""
    decision = run.decisions[0]

    told = screen(
        run,
        decision.model_copy(update={"standing": "model", "situation": "wet.one"}),
        decision.model_copy(update={"standing": "imported", "situation": "wet.two"}),
        decision.model_copy(update={"standing": "imported", "situation": "wet.three"}),
    ).splitlines()

    assert (
        "    1 rests on a model's appraisals, which nobody has shown to agree with people's" in told
    )
    assert "    2 rest on imported records" in told


def test_a_plan_without_a_situation_is_told_in_one_line(program: Program, garden: Path) -> None:
    """Nothing is counted of no decisions: it is said what is missing, and where it goes."""
    plan, answers = garden / "plan.toml", garden / "answers.jsonl"
    plan.write_text(plan.read_text("utf-8").partition("[[situation]]")[0], "utf-8")
    lines = answers.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if "situation" not in json.loads(line)]
    answers.write_text("".join(kept), "utf-8")
    leave_undecided(garden)

    called = program("run", garden)

    assert 0 == called.code
    assert (
        "DECIDED: nothing. To decide, a study needs a [[situation]] in plan.toml and the step "
        "“decide” in study.toml."
    ) in called.out
    assert "IN TENSION" not in called.out
    assert "WHAT DOES NOT FOLLOW" not in called.out


def test_a_study_that_does_not_decide_says_so(program: Program, garden: Path) -> None:
    """A plan that waits for a step is not called empty."""
    leave_undecided(garden)

    called = program("run", garden)

    assert (
        "DECIDED: nothing. To decide, a study needs the step “decide” in study.toml."
    ) in called.out


def _with_situation(decision: Decision, **changed: object) -> Decision:
    inputs = decision.justification.inputs
    situation = inputs.situation.model_copy(update=changed)
    justification = decision.justification.model_copy(
        update={"inputs": inputs.model_copy(update={"situation": situation})}
    )
    return decision.model_copy(update={"justification": justification})

"""The screen at the end of a run: nothing of what matters is cut, none is told of nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from commonweal.cli._lines import WIDEST, fitting
from commonweal.cli._run_text import tell_run
from commonweal.cli._ways_to_check import WaysToCheck
from commonweal.documents import Assertion, Decision, OpenReading, Side, Tension
from commonweal.studies import StudyRun, run_study
from commonweal.studies._summary import FEW_SITUATIONS, summarise_run

from .conftest import Program

CHECKS = WaysToCheck(
    with_program="commonweal check garden",
    alone="python -I checker.py garden",
    explain="commonweal explain garden",
)


@pytest.fixture(autouse=True)
def _widest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(WIDEST))


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
    assert max(map(len, told[: first + 2])) <= WIDEST


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
    assert "  - turns or wait" in one
    assert "  - turns or wait: open" in other


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
    imported = [
        decision.model_copy(update={"standing": "imported", "situation": f"wet.{number}"})
        for number in range(FEW_SITUATIONS)
    ]

    told = screen(
        run, decision.model_copy(update={"standing": "model", "situation": "wet.one"}), *imported
    ).splitlines()

    assert (
        "    1 rests on a model's appraisals, which nobody has shown to agree with people's" in told
    )
    assert f"    {FEW_SITUATIONS} rest on imported records" in told


def test_a_few_decisions_have_a_line_each(run: StudyRun) -> None:
    """What is to be done is said of each, and once what they all rest on."""
    decision = run.decisions[0]
    other = decision.model_copy(
        update={"situation": "wet", "outcome": "ask", "options": ("turns", "wait")}
    )

    told = screen(run, decision, other).splitlines()

    assert [
        "DECIDED: 2 situations; 2 derivations checked.",
        "  dry-week-watering: act: turns.",
        "  wet: ask, and do not act yet: turns or wait.",
        "  They rest on synthetic people or situations, so they can never be in force.",
    ] == told[told.index("DECIDED: 2 situations; 2 derivations checked.") :][:4]
    assert "  commonweal explain garden --situation NAME" in told


def test_a_few_decisions_that_rest_on_different_things_say_so_each(run: StudyRun) -> None:
    """Where standings differ, each line has its own."""
    decision = run.decisions[0]

    told = screen(run, decision, decision.model_copy(update={"standing": "imported"}))

    assert "  dry-week-watering: act: turns; it rests on imported records." in told.splitlines()


def test_what_many_leave_is_told_in_words(run: StudyRun) -> None:
    """Counts have their nouns; what has no answer is named though nothing is in tension."""
    decision = run.decisions[0]
    tension = Tension(type="values", options=("turns", "wait"), sides=(Side(), Side()))
    placing = OpenReading(type="placing", why="unasked")
    unlike = decision.relations[0].model_copy(update={"by_norms": "incomparable"})
    tense = decision.model_copy(update={"tensions": (tension, tension), "open": (placing,)})
    refused = {"outcome": "refuse", "options": (), "relations": (unlike,), "situation": "wet.one"}

    told = screen(run, tense, decision.model_copy(update=refused)).splitlines()

    assert "  all: 2 tensions between values; open: 1 placing." in told
    assert (
        "  wet: no tension between values or norms; unresolved: 1 situation refused, 1 pair of "
        "options"
    ) in told
    assert "    incomparable by the norms." in told


def test_silence_is_told_as_silence(garden: Path) -> None:
    """Where nobody has placed the options, no value is put behind one, and it is said once."""
    answers = garden / "answers.jsonl"
    lines = answers.read_text("utf-8").splitlines(keepends=True)
    answers.write_text("".join(each for each in lines if "placing" not in each), "utf-8")

    silent = run_study(garden)
    told = screen(silent, silent.decisions[0])

    assert 1 == told.count("- How the options stand on any value: placings by people who hold it")
    assert 1 == told.count("Nobody placed any of the options by a value, so values decide nothing")
    assert "For turns" not in told


def test_of_many_silence_is_told_once_and_is_no_tension(garden: Path) -> None:
    """Where it leaves several options, it is said in which; no pair is counted as in tension."""
    answers = garden / "answers.jsonl"
    lines = answers.read_text("utf-8").splitlines(keepends=True)
    answers.write_text("".join(each for each in lines if "placing" not in each), "utf-8")
    silent = run_study(garden)
    decision = silent.decisions[0]
    one_left = {"situation": "wet", "outcome": "act", "options": decision.options[:1]}

    told = " ".join(screen(silent, decision, decision.model_copy(update=one_left)).split())

    assert 2 <= len(decision.options)
    assert "values" in {each.type for each in decision.tensions}
    assert 1 == told.count("placed any of the options by a value")
    assert "so values decide nothing in dry-week-watering." in told
    assert "tension between values;" not in told
    assert "tensions between values" not in told
    pairs = len(decision.relations) * 2
    assert f"{pairs} pairs of options that nobody placed by a value." in told
    assert "undetermined by the values" not in told


def test_a_screen_is_as_wide_as_the_terminal(
    run: StudyRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what is to be pasted is longer than a narrow terminal; 40 columns are the least."""
    for columns, most in (("60", 60), ("10", 40), ("500", WIDEST)):
        monkeypatch.setenv("COLUMNS", columns)
        told, _, _ = screen(run, run.decisions[0]).partition("HOW TO CHECK")

        assert most - 15 <= max(map(len, told.splitlines())) <= most


def test_a_text_that_is_cut_ends_with_a_clause() -> None:
    """Where a clause ends late enough, the cut is there."""
    clause = "word " * 14 + "end;"

    assert [f"  {clause} …"] == fitting(f"{clause} {clause}")


def test_a_plan_without_a_situation_is_told_to_be_one(program: Program, garden: Path) -> None:
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
    ) in " ".join(called.out.split())
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

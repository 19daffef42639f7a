"""The commands that decide, explain and compare what a study's runs came to."""

from __future__ import annotations

import json
from pathlib import Path

from commonweal.documents import Decision, read_document

from .conftest import Program


def test_deciding_writes_nothing(program: Program, garden: Path) -> None:
    """`decide` prints a whole decision and leaves the study as it is."""
    before = sorted(garden.rglob("*"))

    called = program("decide", garden)

    assert before == sorted(garden.rglob("*"))
    assert "act" == Decision.from_content(json.loads(called.out)).outcome


def test_a_printed_decision_is_explained(program: Program, garden: Path) -> None:
    """What `decide` prints, `explain` tells in sentences."""
    file = garden.parent / "decision.json"
    file.write_text(program("decide", garden).out, "utf-8")

    called = program("explain", file)

    assert called.out.startswith("Act: turns.")


def test_there_is_nothing_to_explain_before_a_run(program: Program, garden: Path) -> None:
    """A study that was not run has no decision."""
    called = program("explain", garden)

    assert 3 == called.code
    assert "[no-decision]" in called.err


def test_an_unknown_situation_is_named(program: Program, garden: Path) -> None:
    """Deciding a situation that the plan has not names those that it has."""
    called = program("decide", garden, "--situation", "flood", "--json")

    (problem,) = called.document["data"]["problems"]
    assert "undeclared-situation" == problem["code"]
    assert "dry-week-watering" in problem["expected"]


def test_a_difference_is_found_and_says_no(program: Program, garden: Path) -> None:
    """Two equal targets give 0; a changed threshold gives 1 and names what changed."""
    program("run", garden)
    old = garden.parent / "old.json"
    old.write_bytes((garden / "out" / "target.json").read_bytes())
    path = garden / "norms" / "garden.toml"
    path.write_text(path.read_text("utf-8").replace("value = 200", "value = 300"), "utf-8")
    program("run", garden, "--amend")

    same = program("diff", old, old)
    other = program("diff", old, garden / "out" / "target.json", "--json")

    assert (0, "Nothing changed.\n") == (same.code, same.out)
    assert 1 == other.code
    assert {"path": "norms.[keep-a-reserve].condition.of.value", "old": 200, "new": 300} in (
        other.document["data"]
    )


def test_unlike_documents_are_not_compared(program: Program, garden: Path) -> None:
    """A target and a decision have nothing to be compared by."""
    program("run", garden)
    out = garden / "out"

    called = program("diff", out / "target.json", out / "decision.json")

    assert 3 == called.code
    assert "[not-comparable]" in called.err


def test_two_decisions_differ_in_inputs_and_results(program: Program, garden: Path) -> None:
    """Less water in the tank shows in the inputs and in what is decided."""
    before, after = garden.parent / "before.json", garden.parent / "after.json"
    before.write_text(program("decide", garden).out, "utf-8")
    path = garden / "plan.toml"
    path.write_text(path.read_text("utf-8").replace("value = 250", "value = 150"), "utf-8")
    after.write_text(program("decide", garden).out, "utf-8")

    called = program("diff", before, after, "--json")

    paths = {change["path"] for change in called.document["data"]}
    assert "statuses.[turns].status" in paths
    assert any(name.startswith("inputs.situation.options.[turns].changes") for name in paths)


def test_the_written_decision_is_the_printed_one_but_for_the_ledger(
    program: Program, garden: Path
) -> None:
    """After a run, deciding again prints the decision that the run wrote."""
    program("run", garden)

    printed = Decision.from_content(json.loads(program("decide", garden).out))

    assert read_document(garden / "out" / "decision.json", Decision) == printed


def test_deciding_one_of_many_gives_a_decision_that_stands_alone(
    program: Program, tmp_path: Path
) -> None:
    """A printed decision holds its target, so that it can be checked without the study."""
    file = tmp_path / "decision.json"
    table = tmp_path / "dilemmas.csv"
    rows = "".join(
        f"{number},Knock?,to_do,Knock,['care']\n{number},Knock?,not_to_do,Go,['quiet']\n"
        for number in (3, 4)
    )
    table.write_text(f"idx,dilemma_situation,action_type,action,values_names\n{rows}", "utf-8")
    program("import", "daily-dilemmas", table, "--out", tmp_path / "study")
    decided = program("decide", tmp_path / "study", "--situation", "dilemma-4")
    file.write_text(decided.out, "utf-8")

    called = program("check", file)

    assert 0 == called.code
    assert "1 ask" in called.out


def test_what_decide_prints_as_json_is_explained_and_compared(
    program: Program, garden: Path
) -> None:
    """The document that --json prints around a decision is no obstacle."""
    file = garden.parent / "printed.json"
    file.write_text(program("decide", garden, "--json").out, "utf-8")
    alone = garden.parent / "decision.json"
    alone.write_text(program("decide", garden).out, "utf-8")

    told = program("explain", file)
    same = program("diff", file, alone)

    assert [0, 0] == [told.code, same.code]
    assert told.out.replace("printed.json", "decision.json") == program("explain", alone).out


def test_two_studies_are_compared_by_their_targets(program: Program, garden: Path) -> None:
    """A folder stands for the target in it; one without is refused in one sentence."""
    program("run", garden)

    same = program("diff", garden, garden / "out" / "target.json")
    refused = program("diff", garden.parent, garden)

    assert [0, 3] == [same.code, refused.code]
    assert 1 == refused.err.count("error:")
    assert "[no-target]" in refused.err


def test_of_several_situations_one_has_to_be_named(program: Program, garden: Path) -> None:
    """The hint can be pasted, and the first names are listed."""
    path = garden / "plan.toml"
    text = path.read_text("utf-8")
    second = text[text.index("[[situation]]") :].replace("dry-week-watering", "wet-week-watering")
    path.write_text(f"{text}\n{second}", "utf-8")

    called = program("decide", garden)

    assert 3 == called.code
    assert "dry-week-watering, wet-week-watering" in called.err
    assert "--situation dry-week-watering" in called.err


def test_what_changed_since_a_run_is_named(program: Program, garden: Path) -> None:
    """A decision of files that are others by now is not told as if it were of these."""
    program("run", garden)
    with (garden / "plan.toml").open("a", encoding="utf-8") as file:
        file.write("# another word\n")

    told = program("explain", garden)

    assert "Changed since this was decided: plan.toml. Run it again:" in told.out
    assert ["plan.toml"] == program("explain", garden, "--json").document["data"]["changed_since"]

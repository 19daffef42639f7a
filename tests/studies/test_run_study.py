"""A run: what it writes, what it skips, and what is left when it is killed."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from commonweal.documents import Decision, Manifest, Target, read_document, read_json
from commonweal.errors import InvalidDocument, LedgerCorrupt, Problem
from commonweal.studies import (
    StepDone,
    StudyRecords,
    StudyRun,
    _folder,
    amend_study,
    find_decision,
    find_graph,
    import_moralchoice,
    read_study,
    run_study,
)

from .moralchoice_rows import write_tables

WRITTEN = {"decision.json", "manifest.json", "records.json", "summary.json", "target.json"}


def bytes_in(folder: Path) -> dict[str, str]:
    """Return the hash of every file of a run; its stamps are no results."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file()
    }


def done_again(run: StudyRun) -> list[str]:
    """Return the steps that had to be done."""
    return [step.name for step in run.steps if step.ran]


def test_a_run_writes_what_it_says(garden: Path) -> None:
    """After a run there are the target, the decision, the use of each record, and the manifest."""
    run = run_study(garden)

    assert set(bytes_in(garden / "out")) == WRITTEN
    assert "act" == run.decisions[0].outcome
    assert ("turns",) == run.decisions[0].options


def test_the_manifest_names_every_file_with_its_hash(garden: Path) -> None:
    """What the manifest says was read and written is what lies there."""
    run_study(garden)

    manifest = read_document(garden / "out" / "manifest.json", Manifest)

    hashes = bytes_in(garden / "out")
    del hashes["manifest.json"]
    assert hashes == {entry.path: entry.sha256 for entry in manifest.wrote}
    assert {"answers.jsonl", "norms/garden.toml", "plan.toml", "roles.toml", "study.toml"} == {
        entry.path for entry in manifest.read
    }


def test_every_ledgered_record_has_a_use(garden: Path) -> None:
    """The uses cover the ledger, and the target counts them."""
    run = run_study(garden)

    uses = read_json(garden / "out" / "records.json")["records"]

    assert run.target.ledger_size == len(uses)
    assert {"used": run.target.records.used} == {
        use: list(uses.values()).count(use) for use in set(uses.values())
    }


def test_the_decision_is_taken_under_the_target_beside_it(garden: Path) -> None:
    """The decision names the hash of target.json."""
    run = run_study(garden)

    target = read_document(garden / "out" / "target.json", Target)

    assert run.decisions[0].target == target.id.removeprefix("target:")


def test_nothing_is_done_twice(garden: Path) -> None:
    """A second run of an unchanged study does no step again and changes no byte."""
    run_study(garden)
    before = bytes_in(garden / "out")

    run = run_study(garden)

    assert ["read", "ledger"] == done_again(run)
    assert before == bytes_in(garden / "out")


def test_only_what_changed_is_done_again(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """A new norm leaves the graph as it is; the target and what follows are made again."""
    run_study(garden)
    new = '[[norm]]\nname = "close-the-tap"\ntext = "Close it."\nrole = "waterer"\n'
    edit(
        "norms/garden.toml", "[[norm]]", f'{new}modality = "obliged"\naction = "close"\n\n[[norm]]'
    )

    run = run_study(garden)

    assert ["read", "ledger", "target", "decide", "check", "summary"] == done_again(run)


def test_a_file_somebody_changed_is_written_again(garden: Path) -> None:
    """A decision that was edited by hand does not survive the next run."""
    run_study(garden)
    before = bytes_in(garden / "out")
    (garden / "out" / "decision.json").write_text("{}", encoding="utf-8")

    run = run_study(garden)

    assert "decide" in done_again(run)
    assert before == bytes_in(garden / "out")


def test_the_same_study_gives_the_same_bytes(garden: Path, tmp_path: Path) -> None:
    """Two runs into two folders write the same files to the byte."""
    run_study(garden, out=tmp_path / "one")

    run_study(garden, out=tmp_path / "two")

    assert bytes_in(tmp_path / "one") == bytes_in(tmp_path / "two")


def test_a_changed_declaration_is_not_passed_over(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """A norm that was changed after a run is a record missing from the ledger's point of view."""
    run_study(garden)
    edit("norms/garden.toml", "value = 200", "value = 300")

    with pytest.raises(LedgerCorrupt) as caught:
        run_study(garden)

    assert ["record-missing"] == [problem.code for problem in caught.value.problems]
    assert "--amend" in caught.value.problems[0].hint


def test_amending_leaves_a_tombstone(garden: Path, edit: Callable[[str, str, str], None]) -> None:
    """After amending, the run goes on; the earlier norm was replaced, and nobody was erased."""
    run_study(garden)
    edit("norms/garden.toml", "value = 200", "value = 300")

    (gone,) = amend_study(garden)

    run = run_study(garden)
    assert "superseded" == read_json(garden / "out" / "records.json")["records"][gone]
    assert (1, 0) == (run.target.records.superseded, run.target.records.erased)


def test_a_tombstone_is_no_answer(garden: Path, edit: Callable[[str, str, str], None]) -> None:
    """The records counted by origin are those the graph is made from; a tombstone adds none."""
    before = run_study(garden).target.graph.origin_counts
    edit("norms/garden.toml", "value = 200", "value = 300")
    amend_study(garden)

    assert before == run_study(garden).target.graph.origin_counts


def test_an_answer_that_was_lost_cannot_be_amended(garden: Path) -> None:
    """A vote that is simply gone stays an error: a person's record is withdrawn, not amended."""
    run_study(garden)
    path = garden / "answers.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    votes = [line for line in lines if "wiser_vote" in line]
    path.write_text("".join(line for line in lines if line != votes[-1]), encoding="utf-8")

    with pytest.raises(LedgerCorrupt) as caught:
        amend_study(garden)

    assert "record-missing" == caught.value.code
    assert "commonweal withdraw" in caught.value.problems[0].hint


def test_a_study_without_a_plan_makes_a_graph(
    garden: Path,
    edit: Callable[[str, str, str], None],
    answers: Callable[[Callable[[list[dict[str, object]]], None]], None],
) -> None:
    """A study that asks for no decision needs no situation."""
    edit("study.toml", "synthetic = true", 'synthetic = true\nsteps = ["graph", "target"]')
    (garden / "plan.toml").unlink()

    def drop_placings(lines: list[dict[str, object]]) -> None:
        lines[:] = [line for line in lines if line["kind"] != "placing"]

    answers(drop_placings)

    run = run_study(garden)

    assert 0 == len(run.decisions)
    assert {"manifest.json", "records.json", "summary.json", "target.json"} == set(
        bytes_in(garden / "out")
    )
    assert 2 == len(find_graph(garden).values)


def test_a_report_is_written_where_there_is_a_writer(garden: Path) -> None:
    """The writer that is handed in gets the target and the decisions, and the manifest names it."""
    heard = []

    def write(path: Path, *, target: Target, decisions: Sequence[Decision]) -> None:
        heard.append((target.study, decisions[0].situation))
        path.write_text("<html></html>", encoding="utf-8")

    run_study(garden, write_report=write)
    run_study(garden, write_report=write)

    assert [("garden", "dry-week-watering")] == heard
    manifest = read_document(garden / "out" / "manifest.json", Manifest)
    assert "report.html" in {entry.path for entry in manifest.wrote}


class Heard:
    """Hears the progress of a run."""

    def __init__(self) -> None:
        self.pieces = 0
        self.steps: list[str] = []

    def begin(self, step: str, *, total: int) -> None:
        """Hear that a step begins."""

    def advance(self, pieces: int) -> None:
        """Count the pieces."""
        self.pieces += pieces

    def end(self, step: StepDone) -> None:
        """Remember the step."""
        self.steps.append(step.name)


def test_progress_is_told(tmp_path: Path) -> None:
    """A run tells of each step, and of each piece of the long one."""
    write_tables(tmp_path / "data", rows=70)
    import_moralchoice(tmp_path / "data", tmp_path / "study")
    heard = Heard()

    run_study(tmp_path / "study", progress=heard)

    assert ["read", "ledger", "graph", "target", "decide", "check", "summary"] == heard.steps
    assert 70 == heard.pieces


def test_more_decisions_than_are_checked_are_refused_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How much was decided is said, and of how much; nothing unchecked is left as a result."""
    monkeypatch.setattr("commonweal.studies._step_decide.LARGEST", 10_000)
    write_tables(tmp_path / "data", rows=5)
    import_moralchoice(tmp_path / "data", tmp_path / "study")

    with pytest.raises(InvalidDocument) as caught:
        run_study(tmp_path / "study")

    (problem,) = caught.value.problems
    assert "decisions-too-large" == problem.code
    assert "situations" in problem.found
    assert not (tmp_path / "study" / "out" / "decisions.jsonl").exists()


def test_many_decisions_are_found_by_situation(tmp_path: Path) -> None:
    """A decision among many is found with the target beside it."""
    write_tables(tmp_path / "data", rows=5)
    import_moralchoice(tmp_path / "data", tmp_path / "study")
    run = run_study(tmp_path / "study")

    found = find_decision(tmp_path / "study", situation="clear.c_001")

    assert "clear.c_001" == found.decision.situation
    assert run.target == found.target
    for asked, hint in ((None, "Name it with --situation."), ("clear.c_01", "Did you mean ")):
        with pytest.raises(InvalidDocument) as raised:
            find_decision(tmp_path / "study", situation=asked)
        (problem,) = raised.value.problems
        assert "clear.c_001" in problem.expected
        assert problem.hint.startswith(hint)
    assert "'clear.c_001'" in problem.hint
    assert [decision.situation for decision in run.decisions[1:3]] == [
        decision.situation for decision in (run.decisions[1], run.decisions[2])
    ]


KILLED = """
import json, os, signal, sys
from pathlib import Path
from commonweal.studies import run_study

study, out = Path(sys.argv[1]), Path(sys.argv[2])
real = os.fsync
killed = 0
for moment in range(1, 200):
    child = os.fork()
    if child == 0:
        left = moment
        def fsync(handle):
            global left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            real(handle)
        os.fsync = fsync
        run_study(study, out=out)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):
        break
    killed += 1
print(json.dumps({"killed": killed, "code": os.WEXITSTATUS(status)}))
"""


@pytest.mark.slow
@pytest.mark.parametrize("fresh", [False, True])
def test_a_killed_run_goes_on_and_gives_the_same_bytes(tmp_path: Path, fresh: bool) -> None:
    """Killed whenever anything reaches the disk, runs go on to the bytes of one left alone."""
    write_tables(tmp_path / "data", rows=70)
    import_moralchoice(tmp_path / "data", tmp_path / "study")
    import_moralchoice(tmp_path / "data", tmp_path / "other")
    run_study(tmp_path / "other")
    if not fresh:
        run_study(tmp_path / "study")
    out = tmp_path / "study" / "out" if fresh else tmp_path / "again"

    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "study"), str(out)],
        capture_output=True,
        text=True,
        check=True,
    )

    told = json.loads(run.stdout)
    assert 0 == told["code"]
    assert told["killed"] > 5
    assert bytes_in(tmp_path / "other" / "out") == bytes_in(out)


def test_a_run_that_was_killed_has_no_manifest(garden: Path) -> None:
    """While a run is under way nothing vouches for the folder."""
    run_study(garden)
    (garden / "out" / ".steps" / "decide.stamp.json").unlink()

    class Stopping(Heard):
        def begin(self, step: str, *, total: int) -> None:
            if step == "decide" and total:
                assert not (garden / "out" / "manifest.json").exists()
                self.steps.append("decide begins")

    heard = Stopping()
    run_study(garden, progress=heard)

    assert "decide begins" in heard.steps
    assert isinstance(find_decision(garden).decision, Decision)


def test_a_folder_with_other_things_in_it_is_not_written_to(garden: Path, tmp_path: Path) -> None:
    """A run replaces nobody's files: not in a folder of theirs, and not in the study itself."""
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "summary.json").write_text("mine", encoding="utf-8")

    for out in (theirs, garden, garden / "norms"):
        with pytest.raises(InvalidDocument) as caught:
            run_study(garden, out=out)
        assert ["out-folder"] == [problem.code for problem in caught.value.problems]

    assert "mine" == (theirs / "summary.json").read_text(encoding="utf-8")
    assert not (garden / "ledger").exists()


@pytest.mark.parametrize("name", ["study.toml", "answers.jsonl"])
def test_what_was_read_is_hashed_and_not_what_a_file_became(
    garden: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A file that changes after it was parsed is not vouched for as it is now."""
    data, held = (garden / name).read_bytes(), _folder.held_together

    def meanwhile(records: StudyRecords) -> Iterator[Problem]:
        (garden / name).write_bytes(data + b"\n")
        return held(records)

    monkeypatch.setattr(_folder, "held_together", meanwhile)
    study = read_study(garden)

    assert hashlib.sha256(data).hexdigest() == study.sha256[name]
    assert len(data) == study.bytes[name]

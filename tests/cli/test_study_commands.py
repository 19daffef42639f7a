"""The commands that work on a study: begin, run, answer, withdraw."""

from __future__ import annotations

import errno
import io
import json
import sys
from pathlib import Path

import pytest

from commonweal.cli import _main

from .conftest import Program


def test_a_new_study_runs(program: Program, tmp_path: Path) -> None:
    """What `study init` writes, `study validate` accepts and `run` decides."""
    begun = program("study", "init", tmp_path / "My Garden")
    valid = program("study", "validate", tmp_path / "My Garden")
    run = program("run", tmp_path / "My Garden")

    assert [0, 0, 0] == [begun.code, valid.code, run.code]
    assert 'name = "my-garden"' in (tmp_path / "My Garden" / "study.toml").read_text("utf-8")


def test_a_study_is_never_written_over(program: Program, garden: Path) -> None:
    """Beginning a study where one is leaves it alone."""
    called = program("study", "init", garden)

    assert 3 == called.code
    assert "folder-not-empty" in called.err


def test_a_run_tells_one_screen(program: Program, garden: Path) -> None:
    """The screen says what was decided, what stays open, what does not follow, how to check."""
    called = program("run", garden)

    lines = called.out.splitlines()
    assert len(lines) <= 50
    pasted = next(number for number, line in enumerate(lines) if line.startswith("HOW TO CHECK"))
    assert max(len(line) for line in lines[:pasted]) <= 100
    for part in (
        "DECIDED: Act. (Derivation checked.)",
        "IN TENSION",
        "WHAT DOES NOT FOLLOW",
        "HOW TO CHECK",
    ):
        assert part in called.out
    assert "synthetic" in called.out
    assert "  turns: better than wait, by “Taking turns in the open”." in lines
    assert f"commonweal check {garden}" in called.out


def test_a_run_writes_a_report(program: Program, garden: Path) -> None:
    """The report is written and named in the manifest."""
    called = program("run", garden, "--json")

    manifest = json.loads((garden / "out" / "manifest.json").read_text("utf-8"))
    assert 0 == called.code
    assert (garden / "out" / "report.html").is_file()
    assert "report.html" in {entry["path"] for entry in manifest["wrote"]}


def test_warnings_stand_beside_the_result(program: Program, garden: Path) -> None:
    """A norm beyond authority is a warning in the document and a line on stderr."""
    path = garden / "roles.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('powers = ["oblige", "forbid", "permit"]', 'powers = ["oblige"]'))

    as_json = program("study", "validate", garden, "--json")
    as_text = program("study", "validate", garden)

    assert ["beyond-authority"] == [warning["code"] for warning in as_json.document["warnings"]]
    assert "warning:" in as_text.err


def test_a_changed_norm_needs_amending(program: Program, garden: Path) -> None:
    """A run refuses a changed norm with code 1, and --amend goes on with a tombstone."""
    program("run", garden)
    path = garden / "norms" / "garden.toml"
    path.write_text(path.read_text("utf-8").replace("value = 200", "value = 300"), "utf-8")

    refused = program("run", garden)
    amended = program("run", garden, "--amend")

    assert [1, 0] == [refused.code, amended.code]
    assert "[record-missing]" in refused.err
    assert "A tombstone was written for norm:" in amended.err


def test_answers_come_from_a_file_or_from_standard_input(
    program: Program, garden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One record, a list or one a line: each is added and its id printed."""
    lines = (garden / "answers.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    person = {
        kind: next(r for r in records if r["kind"] == kind) for kind in ("participant", "consent")
    }
    new = [{**record, "participant": "newcomer", "by": "newcomer"} for record in person.values()]
    for record in new:
        del record["nonce"]
    file = garden.parent / "new.json"
    file.write_text(json.dumps(new, indent=2), "utf-8")
    vote = {**next(r for r in records if r["kind"] == "wiser_vote"), "nonce": "0" * 32}
    vote["participant"] = vote["by"] = "newcomer"
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(vote) + "\n"))

    from_file = program("answer", garden, file)
    from_pipe = program("answer", garden, "-", "--json")

    assert 2 == len(from_file.out.split())
    assert ["wiser_vote"] == [name.partition(":")[0] for name in from_pipe.document["data"]["ids"]]


def test_a_policy_is_asked_about_and_never_refused(
    program: Program, garden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A card that names an aim is added as it is, with a question; in another language, without."""
    lines = (garden / "answers.jsonl").read_text("utf-8").splitlines()
    card = next(r for r in map(json.loads, lines) if r["kind"] == "value_card")
    for field in ("nonce", "supersedes"):
        card.pop(field, None)
    card["policies"] = [{"text": "TO keep the beds green until autumn"}]
    told = []
    for language in ("en", "de"):
        text = json.dumps({**card, "title": language, "language": language})
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        called = program("answer", garden, "-", "--json")
        assert 0 == called.code
        told.append([each["code"] for each in called.document["warnings"]])

    assert [True, False] == ["policy-form" in codes for codes in told]


def test_a_broken_line_of_answers_is_named(
    program: Program, garden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that is no JSON is named by its number."""
    monkeypatch.setattr("sys.stdin", io.StringIO('{"kind": "participant"}\n{oops\n'))

    called = program("answer", garden, "-", "--json")

    assert [("json-syntax", "-:2")] == [
        (problem["code"], problem["path"]) for problem in called.document["data"]["problems"]
    ]


def test_withdrawing_never_asks_without_a_terminal(
    program: Program, garden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --yes and without a terminal nothing is changed, and the exit code is 2."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    before = (garden / "answers.jsonl").read_bytes()

    called = program("withdraw", garden, "gardener-03")

    assert 2 == called.code
    assert "--yes" in called.err
    assert before == (garden / "answers.jsonl").read_bytes()


def test_a_dry_run_says_what_would_be_done(program: Program, garden: Path) -> None:
    """With --dry-run the records and files are named and left as they are."""
    program("run", garden)
    before = (garden / "answers.jsonl").read_bytes()

    called = program("withdraw", garden, "gardener-03", "--erase", "--dry-run", "--json")

    data = called.document["data"]
    assert (False, 3) == (data["done"], len(data["records"]))
    assert str(garden / "out" / "decision.json") in data["deleted"]
    assert before == (garden / "answers.jsonl").read_bytes()


def test_a_dry_run_says_what_others_lose(program: Program, garden: Path) -> None:
    """Taking a card back takes the votes of others on it, and these are counted."""
    told = program("withdraw", garden, "gardener-01", "--erase", "--dry-run")
    document = program("withdraw", garden, "gardener-01", "--dry-run", "--json").document

    assert "With them 11 records of 11 other people would no longer count." in told.out
    assert {"records": 11, "people": 11} == document["data"]["lost_of_others"]


@pytest.mark.parametrize("together", [True, False])
def test_a_key_that_is_said_twice_is_refused(
    program: Program, garden: Path, together: bool
) -> None:
    """What a reader of JSON would silently choose between is no answer, alone or in a line."""
    before = (garden / "answers.jsonl").read_bytes()
    twice = '{"kind": "withdrawal", "participant": "gardener-01", "participant": "gardener-02"}'
    file = garden.parent / "new.json"
    file.write_text(twice if together else f"{{}}\n{twice}", "utf-8")

    problems = program("answer", garden, file, "--json").document["data"]["problems"]

    assert [("repeated-key", f"{file}:{1 if together else 2} participant")] == [
        (problem["code"], problem["path"]) for problem in problems
    ]
    assert before == (garden / "answers.jsonl").read_bytes()


def test_a_withdrawal_is_done_with_yes(program: Program, garden: Path) -> None:
    """With --yes the person's records are taken back, and the study runs without them."""
    done = program("withdraw", garden, "gardener-03", "--erase", "--yes")
    run = program("run", garden, "--json")

    assert [0, 0] == [done.code, run.code]
    assert 3 == run.document["data"]["summary"]["records"]["erased"]


def test_every_command_module_is_listed() -> None:
    """Each command of the program has a line of help that is a sentence."""
    assert all(text.endswith(".") for _, text in _main.COMMANDS.values())


def test_a_run_is_checked(program: Program, garden: Path) -> None:
    """`check` says 0 of what a run wrote, 1 once a byte of it was changed, 3 of nothing."""
    program("run", garden)
    valid = program("check", garden, "--json")
    one_file = program("check", garden / "out" / "decision.json")
    path = garden / "out" / "decision.json"
    path.write_text(path.read_text("utf-8").replace('"act"', '"ask"', 1), "utf-8")

    changed = program("check", garden, "--json")
    absent = program("check", garden / "nothing", "--json")

    assert [0, 0, 1, 3] == [valid.code, one_file.code, changed.code, absent.code]
    assert [True, False, False] == [
        called.document["data"]["valid"] for called in (valid, changed, absent)
    ]
    assert "derivation checked" in one_file.out


def test_a_study_of_real_people_is_begun_with_what_to_do_next(
    program: Program, tmp_path: Path
) -> None:
    """The skeleton is valid, and the screen says the next steps in order."""
    begun = program("study", "init", tmp_path / "allotments", "--real")
    valid = program("study", "validate", tmp_path / "allotments")

    assert [0, 0] == [begun.code, valid.code]
    steps = ["consent_text", "study validate", "answer", "norms/", "commonweal run"]
    places = [begun.out.index(step, begun.out.index("Next")) for step in steps]
    assert sorted(places) == places


def test_validating_looks_at_the_ledger(program: Program, garden: Path) -> None:
    """A damaged ledger is an error with its hint; one that was not begun is none."""
    before = program("study", "validate", garden)
    program("run", garden)
    sound = program("study", "validate", garden)
    leaves = garden / "ledger" / "leaves.txt"
    leaves.write_bytes(leaves.read_bytes().replace(b"norm:", b"morn:"))

    damaged = program("study", "validate", garden)

    assert [0, 0, 1] == [before.code, sound.code, damaged.code]
    assert "[ledger-leaf-damaged]" in damaged.err
    assert "Restore the file from a copy" in damaged.err


def test_validating_misses_what_was_ledgered(program: Program, garden: Path) -> None:
    """A norm that was changed after a run is named as a run would name it."""
    program("run", garden)
    path = garden / "norms" / "garden.toml"
    path.write_text(path.read_text("utf-8").replace("value = 200", "value = 300"), "utf-8")

    called = program("study", "validate", garden)

    assert 1 == called.code
    assert "[record-missing]" in called.err
    assert "--amend" in called.err


def test_a_line_of_answers_that_is_too_long_is_not_read_to_its_end(
    program: Program, garden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more of it is held in memory than shows that it is too long."""
    stream = io.StringIO("{}\n" + "x" * 2**24)
    monkeypatch.setattr("sys.stdin", stream)

    called = program("answer", garden, "-", "--json")

    (problem,) = called.document["data"]["problems"]
    assert ("line-too-long", "-:2") == (problem["code"], problem["path"])
    assert stream.tell() < 2**23


def test_what_is_told_is_not_said_to_be_checked(program: Program, garden: Path) -> None:
    """A decision is told as it stands; the last lines say so, and how to check it."""
    program("run", garden)

    told = program("explain", garden)

    assert "Changed since" not in told.out
    assert [
        "This was told as it stands in the file, and not checked. To check it:",
        f"  commonweal check {garden}",
    ] == told.out.splitlines()[-2:]


def test_a_huge_integer_among_answers_is_named(program: Program, garden: Path) -> None:
    """What Python would say of it is of no use to anybody."""
    file = garden.parent / "huge.json"
    file.write_text(f'{{"kind": {"1" * 5000}}}', "utf-8")

    called = program("answer", garden, file)

    assert 3 == called.code
    assert "expected integers within ±(2**53 - 1), found a huge one [out-of-range]" in called.err
    assert 1 == called.err.count("error:")


def test_records_are_counted_in_words(program: Program, garden: Path) -> None:
    """One is told as one, and several as several."""
    told = program("study", "validate", garden).out

    assert "1 authority, 12 consents, 1 context, 2 fact declarations" in told
    assert "12 wiser votes." in told


def test_standard_input_is_not_checked(program: Program) -> None:
    """What is checked stands in files: one clear error, and no usage of another program."""
    called = program("check", "-")

    assert (3, 1) == (called.code, called.err.count("\n"))
    assert "expected a study, its out folder, or a file that a run wrote" in called.err


def test_a_full_standard_output_is_named(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where printing is refused, it is said of what."""
    monkeypatch.setattr("click.echo", _full_on_stdout)

    called = program("schema", "list")

    assert 5 == called.code
    assert "standard output: expected a place to write to" in called.err


def _full_on_stdout(text: str, *, err: bool = False, color: bool | None = None) -> None:
    del color
    if not err:
        raise OSError(errno.ENOSPC, "No space left on device")
    sys.stderr.write(f"{text}\n")

"""`commonweal myself`, as a person meets it: asked, stopped, resumed, wrong, asked again."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from commonweal.stewardship import begin_myself, bundled_bank
from commonweal.testing._scripted_myself import MOMENT, ScriptedPerson

if TYPE_CHECKING:
    from .conftest import Called, Program

SEED = 5
INVENTED = ("--invented", "--seed", SEED, "--quiet")


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return everything that Ada types in a session with this seed."""
    bank = bundled_bank()
    folder = tmp_path_factory.mktemp("rehearsal") / "ada"
    rehearsal = begin_myself(
        folder, bank, source="everyday", begun=MOMENT, origin="synthetic", seed=SEED
    )
    return list(ScriptedPerson(bank, ("near-ones", "craft", "plain-truth")).go_through(rehearsal))


def file_of(folder: Path, lines: list[str]) -> Path:
    path = folder / "answers.txt"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def done(program: Program, tmp_path: Path, lines: list[str]) -> Called:
    """Return what the command said at the end of a whole session in the folder ``ada``."""
    answers = file_of(tmp_path, lines)
    return program(
        "myself", "--out", tmp_path / "ada", "--answers", answers, "--share", "--json", *INVENTED
    )


def test_a_whole_session_ends_in_three_numbers(done: Called, tmp_path: Path) -> None:
    """What is printed is what is shared, with the page beside it."""
    data = done.document["data"]

    shared: dict[str, Any] = json.loads((tmp_path / "ada" / "share.json").read_text())
    assert 0 == done.code
    assert {**shared, "folder": str(tmp_path / "ada")} == data
    cards = data["predictors"][0]
    assert ("cards", 12) == (cards["name"], cards["dared"]["of"])
    assert cards["right"]["hits"] == cards["right"]["of"] == cards["dared"]["hits"] > 3
    assert (tmp_path / "ada" / "myself.html").is_file()


def test_every_prediction_can_be_checked(done: Called, program: Program, tmp_path: Path) -> None:
    """The decision behind each of them passes the stand-alone checker."""
    decisions = sorted((tmp_path / "ada" / "decisions").iterdir())

    codes = {program("check", path).code for path in decisions}

    assert 0 == done.code
    assert 12 == len(decisions)
    assert {0} == codes


def test_the_answer_is_told_in_words_too(
    program: Program, tmp_path: Path, lines: list[str]
) -> None:
    """Without --json there is a table, and how many situations it would take."""
    answers = file_of(tmp_path, lines)

    said = program("myself", "--out", tmp_path / "ada", "--answers", answers, *INVENTED)

    assert 0 == said.code
    assert "right when it acts" in said.out
    assert "takes about 77 on which both act" in said.out
    assert not (tmp_path / "ada" / "share.json").exists()


def test_stopping_keeps_everything_and_resuming_goes_on(
    program: Program, tmp_path: Path, lines: list[str], done: Called
) -> None:
    """In three parts, with help and a way back in between, the same numbers come out."""
    folder = tmp_path / "parts"
    parts = [
        [*lines[:5], "?", "stop"],
        [*lines[5:30], "back", lines[29], "stop"],
        lines[30:],
    ]

    said = [
        program(
            "myself",
            "--out",
            folder,
            "--answers",
            file_of(tmp_path, part),
            *(("--resume", "--quiet") if number else INVENTED),
            "--json",
        )
        for number, part in enumerate(parts)
    ]

    assert [0, 0, 0] == [each.code for each in said]
    assert ["telling", "telling"] == [each.document["data"]["stage"] for each in said[:2]]
    numbers = said[2].document["data"] | {"folder": ""}
    assert numbers == done.document["data"] | {"folder": ""}


def test_answers_that_end_too_soon_are_kept(
    program: Program, tmp_path: Path, lines: list[str]
) -> None:
    """The answer is no, with the question that has none; --resume goes on from there."""
    answers = file_of(tmp_path, lines[:3])

    said = program("myself", "--out", tmp_path / "ada", "--answers", answers, *INVENTED)

    assert (1, True) == (said.code, "answers-ended" in said.err)
    assert 1 == len((tmp_path / "ada" / "telling.jsonl").read_text().splitlines())


@pytest.mark.parametrize("wrong", ["99", "0", "maybe", "1 2"])
def test_a_wrong_line_of_a_file_is_named(
    program: Program, tmp_path: Path, lines: list[str], wrong: str
) -> None:
    """The file and the line are said, and nothing is guessed."""
    yes = 4
    answers = file_of(tmp_path, [*lines[:yes], wrong])

    said = program("myself", "--out", tmp_path / "ada", "--answers", answers, *INVENTED)

    assert 3 == said.code
    assert "answer-form" in said.err
    assert f"answers.txt:{yes + 1}" in said.err


def test_answers_come_from_standard_input(
    program: Program, tmp_path: Path, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe is as good as a file."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    said = program("myself", "--out", tmp_path / "ada", *INVENTED)

    assert 0 == said.code
    assert "cards" in said.out


def test_the_predictions_are_announced_before_the_choices(
    program: Program, tmp_path: Path, lines: list[str]
) -> None:
    """Their hash is said, and is that of the file."""
    from commonweal.documents import sha256_hex

    answers = file_of(tmp_path, lines)

    said = program(
        "myself", "--out", tmp_path / "ada", "--answers", answers, "--invented", "--seed", SEED
    )

    digest = sha256_hex((tmp_path / "ada" / "predictions.json").read_bytes())
    before, _, after = said.err.partition(digest)
    assert after
    assert after.count("What would you do?") == 12
    assert before.count("What would you do?") == 10


def test_it_asks_in_german(program: Program, tmp_path: Path, lines: list[str]) -> None:
    """The questions are German; the bank is in the language that it is in."""
    answers = file_of(tmp_path, [*lines[:4], "aufhören"])

    said = program(
        "myself", "--out", tmp_path / "ada", "--answers", answers, "--language", "de", "--invented"
    )

    assert 0 == said.code
    assert "Worauf haben Sie geachtet" in said.err


def test_endorsement_is_asked_again(done: Called, program: Program, tmp_path: Path) -> None:
    """A half answered second time is gone on with, and its numbers stand beside the first."""
    folder = tmp_path / "ada"
    stopped = program(
        "myself", "--later", folder, "--answers", file_of(tmp_path, ["no", "stop"]), "--quiet"
    )
    answers = file_of(tmp_path, ["no"] * 40)

    said = program("myself", "--later", folder, "--answers", answers, "--json", "--quiet")

    assert 0 == done.code
    assert (0, 0) == (stopped.code, said.code)
    (again,) = said.document["data"]["endorsed_later"]
    assert 0 == again["cards"]["hits"]
    assert 3 < again["cards"]["of"]


def test_later_needs_a_finished_session(program: Program, tmp_path: Path, lines: list[str]) -> None:
    """A half one is told so, with what to do."""
    answers = file_of(tmp_path, [*lines[:5], "stop"])
    program("myself", "--out", tmp_path / "ada", "--answers", answers, *INVENTED)

    said = program("myself", "--later", tmp_path / "ada")

    assert (1, True) == (said.code, "session-unfinished" in said.err)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--out", "{}/none", "--resume"), "no-session"),
        (("--later", "{}/none"), "no-session"),
        (("--out", "{}/new", "--bank", "{}/none.toml"), "unreadable"),
        (("--out", "{}/new", "--answers", "{}/none.txt"), "unreadable"),
        (("--out", "{}/new", "--language", "eo"), "unknown-language"),
    ],
)
def test_what_is_not_there_is_said_so(
    program: Program, tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    """A missing session, bank or file of answers, or a language not spoken, is named."""
    said = program("myself", *(word.format(tmp_path) for word in words))

    assert (3, True) == (said.code, f"[{code}]" in said.err)


def test_who_skips_everything_is_told_nothing(program: Program, tmp_path: Path) -> None:
    """No share of nothing, and no comparison, is made up."""
    answers = file_of(tmp_path, ["skip"] * 100)

    said = program("myself", "--out", tmp_path / "ada", "--answers", answers, *INVENTED)

    cards = next(line for line in said.out.splitlines() if line.startswith("cards"))
    assert 0 == said.code
    assert ["cards", "–", "–", "–"] == cards.split()
    assert "Where both acted" not in said.out


def test_a_bank_of_ones_own_is_found_again_from_elsewhere(
    program: Program, tmp_path: Path, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session is taken up in another folder than it was begun in."""
    bundled = resources.files("commonweal.stewardship").joinpath("banks/everyday.toml")
    (tmp_path / "own.toml").write_bytes(bundled.read_bytes())
    monkeypatch.chdir(tmp_path)
    answers = file_of(tmp_path, [*lines[:5], "stop"])
    begun = program("myself", "--bank", "own.toml", "--answers", answers, *INVENTED)
    monkeypatch.chdir(tmp_path.parent)
    answers = file_of(tmp_path, lines[5:])

    said = program(
        "myself", "--out", tmp_path / "myself", "--answers", answers, "--resume", "--quiet"
    )

    assert (0, 0) == (begun.code, said.code)


def test_minutes_below_five_are_wrong_usage(program: Program, tmp_path: Path) -> None:
    """There is no session in two minutes."""
    assert 2 == program("myself", "--out", tmp_path / "ada", "--minutes", "2").code


def test_killed_in_the_middle_nothing_that_was_answered_is_lost(
    tmp_path: Path, lines: list[str], program: Program, done: Called
) -> None:
    """After SIGKILL at a prompt, resuming asks the next question and comes out the same."""
    folder, half = tmp_path / "killed", 33
    code = "from commonweal.cli import main; main()"
    words = ["myself", "--out", str(folder), "--invented", "--seed", str(SEED)]
    with subprocess.Popen(
        [sys.executable, "-c", code, *words],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdin is not None
        assert running.stderr is not None
        running.stdin.write("".join(f"{line}\n" for line in lines[:half]))
        running.stdin.flush()
        said = ""
        # The prompt of the question after the last answer shows that the answer was taken.
        while said.count("? explains") < answers_in(lines[:half]) + 1:
            said += running.stderr.readline()
        os.kill(running.pid, signal.SIGKILL)

    resumed = program(
        "myself",
        "--out",
        folder,
        "--answers",
        file_of(tmp_path, lines[half:]),
        "--resume",
        "--json",
        "--quiet",
    )

    assert 0 == resumed.code
    assert resumed.document["data"] | {"folder": ""} == done.document["data"] | {"folder": ""}


def answers_in(lines: list[str]) -> int:
    """Return how many answers these lines are: a story has two lines and an empty one."""
    return len(lines) - 2 * lines.count("")

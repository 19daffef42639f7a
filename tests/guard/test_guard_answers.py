"""The file of answers that a guard over MCP reads: no answer is lost, and none is taken twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.cli._mcp_answers import AnswersFile
from commonweal.errors import Infeasible, InvalidDocument
from commonweal.guard import Guard

MakeGuard = Callable[..., Guard]
LARGE = 10_000


@pytest.fixture
def said() -> list[str]:
    """Return what was said of answers that were passed over."""
    return []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the file lies, which is not there yet."""
    return tmp_path / "answers.jsonl"


@pytest.fixture
def answers(path: Path, said: list[str]) -> AnswersFile:
    """Return the file."""
    return AnswersFile(path, say=said.append)


def asked(guard: Guard, amount: int = LARGE) -> str:
    return guard.judge("transfer", {"to": "mill", "amount": amount}).record


def answer(ask: str, *, by: str = "treasurer", release: bool = True) -> str:
    return json.dumps({"ask": ask, "by": by, "release": release}) + "\n"


def stages(guard: Guard) -> list[str]:
    lines = (guard.folder / "calls.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["stage"] for line in lines]


def test_a_line_is_entered_once_it_is_whole(
    make_guard: MakeGuard, answers: AnswersFile, path: Path, said: list[str]
) -> None:
    """Without a file nobody answered, and half a line is still being written."""
    guard = make_guard()
    line = answer(asked(guard))

    answers.enter(guard)
    path.write_text(line[:-5], encoding="utf-8")
    answers.enter(guard)
    before = len(guard.pending())
    path.write_text(line, encoding="utf-8")
    answers.enter(guard)
    answers.enter(guard)

    assert (1, 0, []) == (before, len(guard.pending()), said)
    assert ["ask", "answer"] == stages(guard)


@pytest.mark.parametrize("how", ["shorter", "as long", "replaced"])
def test_an_answer_in_a_file_that_was_written_anew_is_not_lost(
    how: str, make_guard: MakeGuard, answers: AnswersFile, path: Path
) -> None:
    """Whatever was read before it, and wherever it stands now."""
    guard = make_guard()
    line = answer(asked(guard))
    of_another = answer("guarded_call:" + "0" * 64)
    assert len(line) == len(of_another)
    path.write_text(of_another * (3 if how == "shorter" else 1), encoding="utf-8")
    answers.enter(guard)

    if how == "replaced":
        (fresh := path.with_suffix(".new")).write_text(line * 2, encoding="utf-8")
        fresh.replace(path)
    else:
        path.write_text(line, encoding="utf-8")
    answers.enter(guard)

    assert () == guard.pending()


def test_what_is_wrong_with_an_answer_is_said_and_the_next_is_entered(
    make_guard: MakeGuard, answers: AnswersFile, path: Path, said: list[str]
) -> None:
    """Each is told once, with its line: no answer at all, of nobody who was asked, to no ask."""
    guard = make_guard()
    ask = asked(guard)
    wrong = ["nothing of it\n", answer(ask, by="agent"), answer("guarded_call:" + "0" * 64)]
    path.write_text("".join([*wrong, answer(ask)]), encoding="utf-8")

    answers.enter(guard)
    answers.enter(guard)

    assert () == guard.pending()
    assert 3 == len(said)
    for number, (line, code) in enumerate(
        zip(said, ("json-syntax", "not-asked", "ask-unknown"), strict=True), 1
    ):
        assert f"{path}:{number} is passed over." in line
        assert code in line


def test_who_answers_too_late_is_told(
    make_guard: MakeGuard, answers: AnswersFile, path: Path, said: list[str]
) -> None:
    """The first answer counts; whoever gives another must not believe that theirs does."""
    guard = make_guard()
    line = answer(ask := asked(guard))
    path.write_text(line, encoding="utf-8")
    answers.enter(guard)

    path.write_text(line + answer(ask, release=False), encoding="utf-8")
    answers.enter(guard)

    (told,) = said
    assert f"{path}:2 is passed over." in told
    assert "ask-answered" in told


def test_answers_of_an_earlier_run_are_nothing_to_tell(
    make_guard: MakeGuard, path: Path, said: list[str]
) -> None:
    """After a new start the file is read from its beginning, and changes nothing."""
    guard = make_guard()
    path.write_text(answer(asked(guard)), encoding="utf-8")
    AnswersFile(path, say=said.append).enter(guard)

    AnswersFile(path, say=said.append).enter(guard)

    assert ([], ["ask", "answer"]) == (said, stages(guard))


def test_an_answer_that_cannot_be_entered_stays_for_the_next_time(
    make_guard: MakeGuard, answers: AnswersFile, path: Path
) -> None:
    """A guard that can enter nothing more loses no answer: the one that is made anew has it."""
    guard = make_guard()
    path.write_text(answer(asked(guard)) + answer(asked(guard, LARGE + 1)), encoding="utf-8")
    guard.close()

    with pytest.raises(Infeasible, match="guard-closed"):
        answers.enter(guard)
    again = make_guard()
    waiting = len(again.pending())
    answers.enter(again)

    assert (2, ()) == (waiting, again.pending())


def test_bytes_that_are_no_text_are_no_answer(
    make_guard: MakeGuard, answers: AnswersFile, path: Path, said: list[str]
) -> None:
    """They are not read as other letters; each line is named as an editor numbers it."""
    guard = make_guard()
    line = answer(asked(guard)).encode()
    path.write_bytes(line.replace(b"guarded", b"guard\xe9d") + b"\n" + b"[,]\n" + line)

    answers.enter(guard)

    assert () == guard.pending()
    assert ["not-utf8", "json-syntax"] == [
        told.rpartition("[")[2].partition("]")[0] for told in said
    ]
    assert [f"{path}:1", f"{path}:3"] == [
        told.partition(" is passed over. ")[2].partition(": expected")[0] for told in said
    ]


def test_a_file_that_is_emptied_and_filled_again_is_read_again(
    make_guard: MakeGuard, answers: AnswersFile, path: Path, said: list[str]
) -> None:
    """An answer in it is entered once, whatever the file held before."""
    guard = make_guard()
    line = answer(asked(guard))
    path.write_text(line, encoding="utf-8")
    answers.enter(guard)
    path.write_text("", encoding="utf-8")
    answers.enter(guard)

    path.write_text(answer(asked(guard, LARGE + 1)), encoding="utf-8")
    answers.enter(guard)
    answers.enter(guard)

    assert ((), []) == (guard.pending(), said)


def test_a_file_that_cannot_be_read_is_told(make_guard: MakeGuard, tmp_path: Path) -> None:
    """A folder is no file of answers, and a guard that reads none must not look like one."""
    said: list[Any] = []

    with pytest.raises(InvalidDocument, match="unreadable"):
        AnswersFile(tmp_path, say=said.append).enter(make_guard())

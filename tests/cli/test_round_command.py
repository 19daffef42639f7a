"""``commonweal round``: a dozen people told their cards, meet others', and the study is run."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from commonweal.documents import Endorsement, Placing, WiserVote
from commonweal.elicitation import Question
from commonweal.studies import StudyRound, read_study

from .conftest import Program

PEOPLE = tuple(f"person-{number:02}" for number in range(12))
WAYS = ("taking turns", "sparing the beans", "asking the oldest", "watching the sky")

Answer = Callable[[Question], str]


def interview_lines(title: str) -> list[str]:
    """Return what somebody types in an interview that makes one card."""
    consent = ["yes", "y", "n", "n", "n", "skip"]
    story = ["1", f"In June I was {title}.", "", "I let her go first."]
    policy = [f"SIGNS of {title}", title, "y", "yes", "skip", "n"]
    return [*consent, *story, *policy, "skip", title, "1", "skip", "yes", "no", "n", "yes"]


def typed(question: Question) -> str:
    """Return what an agreeable person types: yes, the first of two, the first option."""
    return {"yes_no_unsure": "y", "confirm": "n", "text": "skip"}.get(question.kind, "1")


def round_lines(folder: Path, name: str, *, seed: int, answer: Answer = typed) -> list[str]:
    """Return what somebody types in the round that this seed draws, which is then forgotten."""
    lines = []
    with StudyRound.begin(folder, name, seed=seed) as rehearsal:
        while (question := rehearsal.question) is not None:
            line = answer(question)
            lines.append(line)
            value = {"y": "yes", "n": "no", "skip": None, "1": question.keys[:1]}[line]
            if question.kind != "several" and isinstance(value, tuple):
                value = value[0]
            rehearsal.answer(value)
        rehearsal.forget()
    return lines


def write(folder: Path, lines: list[str]) -> Path:
    path = folder / "typed.txt"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def asked(program: Program, garden: Path, tmp_path: Path) -> Path:
    """Return the garden after a dozen more people were interviewed."""
    for number, name in enumerate(PEOPLE):
        title = f"{WAYS[number % 4]} {number}"
        file = write(tmp_path, interview_lines(title))
        called = program("interview", garden, "--participant", name, "--answers", file)
        assert 0 == called.code, called.err
    return garden


def test_a_study_goes_from_interviews_through_rounds_to_a_checked_decision(
    program: Program, asked: Path
) -> None:
    """All that a dozen people answered counts, and the stand-alone checker agrees."""
    before = len(read_study(asked).records.of(WiserVote))
    for number, name in enumerate(PEOPLE):
        lines = round_lines(asked, name, seed=number)
        called = program(
            *("round", asked, "--participant", name, "--seed", number, "--json"),
            *("--answers", write(asked.parent, lines)),
        )
        assert 0 == called.code, called.err
        assert "handed_in" == called.document["data"]["ending"]
    plan = asked / "study.toml"
    text = re.sub(r'read_at = "[^"]*"', 'read_at = "2100-01-01T00:00:00Z"', plan.read_text("utf-8"))
    plan.write_text(text, encoding="utf-8")

    ran, checked = program("run", asked), program("check", asked)

    assert (0, 0) == (ran.code, checked.code), ran.err + checked.err
    records = read_study(asked).records
    assert 12 * 6 == len(records.of(WiserVote)) - before
    assert 12 == len({e.record.appraiser for e in records.of(Placing)} & {*PEOPLE})
    assert 12 * 4 <= len(records.of(Endorsement))


def test_back_asks_again_and_the_last_answer_stands(
    program: Program, asked: Path, tmp_path: Path
) -> None:
    """Whoever goes back and says something else has said that."""
    lines = ["y", "back", "n", *round_lines(asked, PEOPLE[0], seed=1)[1:]]

    called = program(
        *("round", asked, "--participant", PEOPLE[0], "--seed", 1),
        *("--answers", write(tmp_path, lines)),
    )

    assert 0 == called.code, called.err
    assert "You answered before: yes" in called.err
    own = [e.record.answer for e in read_study(asked).records.of(Endorsement)]
    assert "no" == own[0]


def test_a_round_is_stopped_and_gone_on_with(program: Program, asked: Path, tmp_path: Path) -> None:
    """In two parts it writes what it would have written in one; what is fixed is not said again."""
    words = ("round", asked, "--participant", PEOPLE[0])
    lines = round_lines(asked, PEOPLE[0], seed=1)
    first = program(*words, "--seed", 1, "--answers", write(tmp_path, [*lines[:3], "stop", "1"]))

    again = program(*words, "--answers", write(tmp_path, lines))
    fixed = program(*words, "--resume", "--cards", 2)
    rest = program(*words, "--resume", "--answers", write(tmp_path, lines[3:]))

    assert [0, 3, 2, 0] == [first.code, again.code, fixed.code, rest.code]
    assert "session-begun" in again.err
    assert ("", True) == (first.out, "wiser_vote:" in rest.out)
    assert not (asked / "rounds").exists()


def test_lines_that_are_left_over_hand_nothing_in(
    program: Program, asked: Path, tmp_path: Path
) -> None:
    """They may belong to other questions; what was answered is kept, and goes in without them."""
    before = (asked / "answers.jsonl").read_bytes()
    words = ("round", asked, "--participant", PEOPLE[0])
    lines = round_lines(asked, PEOPLE[0], seed=1)
    more = write(tmp_path, [*lines, "", "yes", ""])

    called = program(*words, "--seed", 1, "--answers", more, "--json")
    kept = (asked / "answers.jsonl").read_bytes()
    again = program(*words, "--resume", "--answers", write(tmp_path, [""]))

    (problem,) = called.document["data"]["problems"]
    assert (3, "answers-left") == (called.code, problem["code"])
    assert f"{more}:{len(lines) + 2}" == problem["path"]
    assert before == kept
    assert (0, True) == (again.code, "wiser_vote:" in again.out)


@pytest.mark.parametrize(("choice", "ending"), [("2", "handed_in"), ("3", "nothing")])
def test_stopping_hands_in_or_forgets(
    program: Program, asked: Path, tmp_path: Path, choice: str, ending: str
) -> None:
    """Whoever stops says what becomes of it: what was answered, or nothing; on is on."""
    before = (asked / "answers.jsonl").read_bytes()
    file = write(tmp_path, ["y", "stop", "4", "n", "stop", choice])

    called = program("round", asked, "--participant", PEOPLE[0], "--answers", file, "--json")

    assert ending == called.document["data"]["ending"]
    assert 2 * (ending == "handed_in") == len(called.document["data"]["ids"])
    assert (before == (asked / "answers.jsonl").read_bytes()) == (ending == "nothing")


def test_placing_is_a_round_of_situations_only(
    program: Program, asked: Path, tmp_path: Path
) -> None:
    """Without cards, pairs and stakes the person reads their own cards and places options."""
    file = write(tmp_path, ["y", "1", "1", "2", "skip"])

    called = program(
        *("round", asked, "--participant", PEOPLE[0], "--answers", file),
        *("--cards", 0, "--pairs", 0, "--stakes", 0),
    )

    assert 0 == called.code, called.err
    assert ["endorsement", "placing"] == [line.partition(":")[0] for line in called.out.split()]
    placing = read_study(asked).records.of(Placing)[-1].record
    assert (PEOPLE[0], "notable", 3) == (placing.appraiser, placing.stake, len(placing.order))


def test_a_vote_is_changed_when_it_is_named(program: Program, asked: Path, tmp_path: Path) -> None:
    """`--again` asks about one earlier pair, and the new answer takes its place."""
    lines = round_lines(asked, PEOPLE[0], seed=1)
    words = ("round", asked, "--participant", PEOPLE[0])
    first = program(*words, "--seed", 1, "--answers", write(tmp_path, lines))
    vote = next(line for line in first.out.split() if line.startswith("wiser_vote"))
    nothing = ("--cards", 0, "--pairs", 0, "--stakes", 0, "--situations", 0)
    file = write(tmp_path, ["skip"] * 5)

    second = program(*words, *nothing, "--again", vote, "--answers", file, "--json")
    wrong = program(*words, *nothing, "--again", "wiser_vote:" + "0" * 64, "--json")

    assert 0 == second.code, second.err
    assert (3, "no-such-vote") == (wrong.code, wrong.document["data"]["problems"][0]["code"])


def test_whoever_was_asked_everything_is_told(program: Program, garden: Path) -> None:
    """In a study of two values that everybody compared, there is nothing left but one's own."""
    words = ("--cards", 0, "--situations", 0, "--stakes", 0)

    called = program("round", garden, "--participant", "gardener-05", *words, "--json")

    assert 1 == called.code
    assert "nothing-to-ask" == called.document["data"]["problems"][0]["code"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--participant", "nobody"), "unknown-participant"),
        (("--participant", "No body"), "participant-name"),
        (("--participant", "gardener-01", "--by", "bo"), "other-speaker"),
        (("--participant", "gardener-01", "--answers-in", "?"), "unknown-language"),
        (("--participant", "gardener-01", "--language", "fr"), "unknown-language"),
        (("--participant", "gardener-01", "--answers", "nowhere.txt"), "unreadable"),
        (("--participant", "gardener-01", "--resume"), "no-session"),
    ],
)
def test_what_cannot_begin_says_why(
    program: Program, garden: Path, words: tuple[str, ...], code: str
) -> None:
    """A wrong option begins nothing."""
    called = program("round", garden, *words, "--json")

    assert 3 == called.code
    assert code == called.document["data"]["problems"][0]["code"]
    assert not (garden / "rounds").exists()


@pytest.mark.parametrize(
    ("lines", "found"), [(["perhaps"], (3, "answer-form")), (["y"], (1, "answers-ended"))]
)
def test_a_line_that_is_no_answer_is_named(
    program: Program, asked: Path, tmp_path: Path, lines: list[str], found: tuple[int, str]
) -> None:
    """A file is not asked again: the line is named, and the round is kept."""
    file = write(tmp_path, lines)

    called = program("round", asked, "--participant", PEOPLE[0], "--answers", file)

    assert found == (called.code, called.err.rpartition("[")[2].partition("]")[0])
    assert (asked / "rounds" / f"{PEOPLE[0]}.jsonl").exists()


def test_erasing_names_the_round_that_it_deletes(
    program: Program, asked: Path, tmp_path: Path
) -> None:
    """`withdraw --erase` deletes a half-finished round with everything else, and says so."""
    file = write(tmp_path, ["y", "stop", "1"])
    program("round", asked, "--participant", PEOPLE[0], "--answers", file)

    called = program("withdraw", asked, PEOPLE[0], "--erase", "--yes", "--json")

    session = asked / "rounds" / f"{PEOPLE[0]}.jsonl"
    assert [str(session)] == called.document["data"]["unfinished"]
    assert not session.exists()

"""``commonweal interview``, held from files and pipes as a person would type."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from commonweal.documents import Offered, ValueCard
from commonweal.studies import read_study

from .conftest import Program

CONSENT = ["yes", "y", "2", "n", "skip", "1"]
STORY = [
    "1",
    "In June the water ran low,",
    "and Ida stood by the tap.",
    "",
    "I let her go first.",
]
POLICY = [
    "PEOPLE who have waited for longer than I have",
    "ida stood by the TAP",
    "y",
    "yes",
    "my neighbour",
    "n",
]
CARD = [*STORY, *POLICY, "skip", "Taking turns", "1", "skip", "yes"]
REST = ["no", "n", "yes"]


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    """Return a file of the answers of a whole interview."""
    return write(tmp_path, [*CONSENT, *CARD, *REST])


def write(folder: Path, lines: list[str]) -> Path:
    """Write lines to a file of answers."""
    path = folder / "typed.txt"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def cards_of(study: Path, participant: str = "ada") -> list[ValueCard]:
    """Return the cards of a participant."""
    return [card for card in read_study(study).all_of(ValueCard) if card.participant == participant]


def test_what_is_typed_becomes_a_card(program: Program, garden: Path, typed: Path) -> None:
    """A whole interview prints the ids of its records and nothing else on stdout."""
    called = program("interview", garden, "--participant", "ada", "--answers", typed)

    assert 0 == called.code, called.err
    kinds = [line.partition(":")[0] for line in called.out.split()]
    assert ["participant", "consent", "value_card"] == kinds
    (card,) = cards_of(garden)
    assert card.lived_choice is not None
    assert card.lived_choice.startswith("In June the water ran low,\nand Ida")
    (span,) = card.policies[0].spans
    assert "Ida stood by the tap" == card.lived_choice[span.start : span.end]
    assert "constitutive" == card.policies[0].nature


def test_answers_come_from_a_pipe(
    program: Program, garden: Path, typed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a terminal, lines of standard input answer."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed.read_text(encoding="utf-8")))

    called = program("interview", garden, "--participant", "ada", "--json")

    assert 0 == called.code
    assert "interview" == called.document["schema"]
    assert ("handed_in", 3) == (
        called.document["data"]["ending"],
        len(called.document["data"]["ids"]),
    )


def test_it_speaks_german(program: Program, garden: Path, tmp_path: Path) -> None:
    """Questions are German, and so are the words; what is answered is kept in its language."""
    lines = ["ja", "n", "n", "n", "j", "überspringen", "6", "Wasser für alle!", "skip"]
    story = ["Ich habe جارتي am Hahn gesehen 🌱.", "", "Ich ließ sie vor."]
    policy = ["MENSCHEN, die länger warten", "am hahn", "ja", "ja", "skip", "nicht sicher"]
    rest = ["skip", "Abwechseln", "1", "skip", "ja", "nicht sicher", "nein", "nein", "ja"]
    path = write(tmp_path, [*lines, *story, *policy, *rest])

    called = program(
        "interview", garden, "--participant", "ada", "--language", "de", "--answers", path
    )

    assert 0 == called.code, called.err
    assert "Nehmen Sie teil?" in called.err
    (card,) = cards_of(garden)
    assert "de" == card.language
    assert "unsure" == card.policies[0].evidence.delegable
    offered = [said for said in read_study(garden).all_of(Offered) if said.participant == "ada"]
    assert [("Wasser für alle!", "slogan", "unsure")] == [
        (said.text, said.offered_as, said.same_concern) for said in offered
    ]


def test_it_is_gone_on_with(program: Program, garden: Path, tmp_path: Path) -> None:
    """Stopped for later, it goes on where it was with --resume."""
    stopped = program(
        *("interview", garden, "--participant", "ada"),
        *("--answers", write(tmp_path, [*CONSENT, *STORY, "stop", "1"])),
    )
    rest = [*POLICY, "skip", "Taking turns", "1", "skip", "yes", *REST]

    again = program("interview", garden, "--participant", "ada")
    resumed = program(
        *("interview", garden, "--participant", "ada", "--resume"),
        *("--answers", write(tmp_path, rest)),
    )

    assert [0, 3, 0] == [stopped.code, again.code, resumed.code]
    assert "session-begun" in again.err
    assert "" == stopped.out.strip()
    assert 1 == len(cards_of(garden))


def test_stopping_may_hand_in_or_forget(program: Program, garden: Path, tmp_path: Path) -> None:
    """Whoever stops says what becomes of it: what was confirmed, or nothing."""
    before = (garden / "answers.jsonl").read_bytes()

    forgotten = program(
        *("interview", garden, "--participant", "ada", "--json"),
        *("--answers", write(tmp_path, [*CONSENT, *CARD, "stop", "3"])),
    )
    after = (garden / "answers.jsonl").read_bytes()
    handed_in = program(
        *("interview", garden, "--participant", "ada", "--json"),
        *("--answers", write(tmp_path, [*CONSENT, *CARD, "yes", "1", "stop", "2"])),
    )

    endings = [called.document["data"]["ending"] for called in (forgotten, handed_in)]
    assert ["nothing", "handed_in"] == endings
    assert before == after
    assert 1 == len(cards_of(garden))
    assert not (garden / "interviews").exists()


def test_whoever_declines_leaves_no_trace(program: Program, garden: Path, tmp_path: Path) -> None:
    """No answer, no participant and no session is kept of who does not take part."""
    before = (garden / "answers.jsonl").read_bytes()

    called = program(
        "interview", garden, "--participant", "ada", "--answers", write(tmp_path, ["no"])
    )

    assert 0 == called.code
    assert "Nothing was kept." in called.err
    assert before == (garden / "answers.jsonl").read_bytes()
    assert not (garden / "interviews").exists()


def test_going_back_and_help(program: Program, garden: Path, tmp_path: Path) -> None:
    """Back asks the question before again, with what was answered; ? explains."""
    lines = ["back", "yes", "?", "y", "back", "n", *CONSENT[2:], *CARD, *REST]

    called = program(
        "interview", garden, "--participant", "ada", "--answers", write(tmp_path, lines)
    )

    assert 0 == called.code, called.err
    assert "There is no way back from this question." in called.err
    assert "You answered before: yes" in called.err
    assert "Type the number of one answer." in called.err


def test_a_word_can_be_an_answer(program: Program, garden: Path, tmp_path: Path) -> None:
    """With a backslash in front, "stop" is what somebody calls their card."""
    card = [line if line != "Taking turns" else "\\stop" for line in CARD]

    called = program(
        *("interview", garden, "--participant", "ada"),
        *("--answers", write(tmp_path, [*CONSENT, *card, *REST])),
    )

    assert 0 == called.code, called.err
    assert ["stop"] == [card.title for card in cards_of(garden)]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([*CONSENT, "9"], (3, "answer-form")),
        (["maybe"], (3, "answer-form")),
        (["skip"], (3, "answer-form")),
        (CONSENT, (1, "answers-ended")),
        ([], (1, "answers-ended")),
    ],
)
def test_a_line_that_is_no_answer_is_named(
    program: Program, garden: Path, tmp_path: Path, lines: list[str], found: tuple[int, str]
) -> None:
    """A file is not asked again: the line is named, and the session is kept."""
    path = write(tmp_path, lines)

    called = program("interview", garden, "--participant", "ada", "--answers", path)

    code = called.err.rpartition("[")[2].partition("]")[0]
    assert found == (called.code, code)
    assert (garden / "interviews" / "ada.jsonl").exists()


def test_whom_to_turn_to_is_always_in_view(program: Program, garden: Path, typed: Path) -> None:
    """A study's contact stands under every question, and steers nobody's terminal."""
    path = garden / "study.toml"
    text = path.read_text(encoding="utf-8")
    said = '"In distress, or with a question: 000 111\\u001b]0;TAKEN\\u0007\\u001b[2J"'
    contact = f"synthetic = true\ncontact = {said}"
    path.write_text(text.replace("synthetic = true", contact, 1), encoding="utf-8")

    called = program("interview", garden, "--participant", "ada", "--answers", typed)

    assert 0 == called.code, called.err
    assert called.err.count("000 111") == called.err.count("? explains")
    assert "\x1b]" not in called.err
    assert "\x1b[2J" not in called.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--language", "fr"), "unknown-language"),
        (("--answers", "nowhere.txt"), "unreadable"),
        (("--resume",), "no-session"),
        (("--by", "bo"), "other-speaker"),
        (("--answers-in", "?"), "unknown-language"),
    ],
)
def test_what_cannot_begin_says_why(
    program: Program, garden: Path, words: tuple[str, ...], code: str
) -> None:
    """A wrong option begins nothing."""
    called = program("interview", garden, "--participant", "ada", "--json", *words)

    assert 3 == called.code
    assert code == called.document["data"]["problems"][0]["code"]
    assert not (garden / "interviews").exists()


@pytest.mark.parametrize("word", ["--by=bo", "--answers-in=de", "--most-cards=2"])
def test_what_is_fixed_at_the_beginning_is_not_said_again(
    program: Program, garden: Path, word: str
) -> None:
    """Going on with an interview does not change whose words it holds, or in which language."""
    called = program("interview", garden, "--participant", "ada", "--resume", word)

    assert 2 == called.code


def test_bytes_that_are_no_text_are_named(program: Program, garden: Path, tmp_path: Path) -> None:
    """A file that is not UTF-8 begins nothing."""
    path = tmp_path / "typed.txt"
    path.write_bytes(b"yes\n\xff\n")

    called = program("interview", garden, "--participant", "ada", "--answers", path)

    assert 3 == called.code
    assert "[unreadable]" in called.err
    assert not (garden / "interviews").exists()


def test_erasing_an_unfinished_interview(program: Program, garden: Path, tmp_path: Path) -> None:
    """`withdraw --erase` deletes the session of somebody who has no record yet, and says so."""
    program(
        *("interview", garden, "--participant", "ada"),
        *("--answers", write(tmp_path, [*CONSENT, *STORY, "stop", "1"])),
    )

    called = program("withdraw", garden, "ada", "--erase", "--yes", "--json")

    assert 0 == called.code
    session = str(garden / "interviews" / "ada.jsonl")
    assert ([session], None) == (
        called.document["data"]["unfinished"],
        called.document["data"]["withdrawal"],
    )
    assert not Path(session).exists()

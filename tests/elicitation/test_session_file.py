"""A session on disk: killed at any moment, it loses at most the line being written."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from commonweal.elicitation import Entry, SessionFile, SessionHeader
from commonweal.errors import ExternalFailure, InvalidDocument

MOMENT = "2026-02-02T09:00:00Z"
HEADER = SessionHeader(
    participant="ada",
    begun="2026-02-02T09:00:00Z",
    key="0" * 64,
    order=3,
    answers_in="mul",
    by="",
    most_cards=3,
)

ENTRIES = (
    Entry("answer", "card.1.story", "0123456789abcdef", "Ida \U0001f331\nwaited. سلام", MOMENT),
    Entry("answer", "card.1.contexts", "0123456789abcdef", ("dry-week", "wet-week")),
    Entry("answer", "card.1.title", "0123456789abcdef", None),
    Entry("back", "card.1.title"),
    Entry("stop", "card.1.title", value="later"),
)

WRITER = """
import os, sys
from pathlib import Path
from commonweal.elicitation import Entry, SessionFile
with SessionFile.resume(Path(sys.argv[1])) as file:
    for number in range(100_000):
        file.append(Entry("answer", f"q{number}", "0" * 16, "x" * 50))
        if number == 50:
            print("written", flush=True)
"""


def entries() -> st.SearchStrategy[Entry]:
    """Return a strategy for anything that can be done in a session."""
    words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
    values = st.none() | words | st.lists(words, max_size=3).map(tuple)
    moments = st.sampled_from(["", MOMENT])
    answers = st.builds(Entry, st.just("answer"), words, words, values, moments)
    others = st.builds(Entry, st.sampled_from(["back", "change", "stop"]), words, at=moments)
    return answers | others


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """Return the path of a session with some entries."""
    path = tmp_path / "interviews" / "ada.jsonl"
    with SessionFile.begin(path, HEADER) as file:
        for entry in ENTRIES:
            file.append(entry)
    return path


def test_what_was_written_is_read_again(begun: Path) -> None:
    """Entries come back as they were, in any script."""
    with SessionFile.resume(begun) as file:
        assert HEADER == file.header
        assert ENTRIES == file.entries


@given(st.lists(entries(), max_size=8))
def test_anything_that_can_be_done_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, done: list[Entry]
) -> None:
    """Whatever was answered, in any script, comes back as it was."""
    path = tmp_path_factory.mktemp("any") / "interviews" / "ada.jsonl"
    with SessionFile.begin(path, HEADER) as file:
        for entry in done:
            file.append(entry)

    with SessionFile.resume(path) as file:
        assert tuple(done) == file.entries


def test_git_takes_no_session_in(begun: Path) -> None:
    """The folder of sessions tells git to ignore all of it."""
    assert "*\n" == (begun.parent / ".gitignore").read_text(encoding="utf-8")


def test_what_somebody_else_wrote_for_git_stays_as_it_is(tmp_path: Path) -> None:
    """A folder that says itself what git ignores is kept, with every word of it."""
    folder = tmp_path / "interviews"
    folder.mkdir()
    (folder / ".gitignore").write_text("# ours\n*.jsonl\n", encoding="utf-8")

    with SessionFile.begin(folder / "ada.jsonl", HEADER) as file:
        file.remove()

    assert "# ours\n*.jsonl\n" == (folder / ".gitignore").read_text(encoding="utf-8")


def test_only_its_owner_may_read_it(begun: Path) -> None:
    """The file holds what somebody has not handed in yet."""
    assert 0 == stat.S_IMODE(begun.stat().st_mode) & 0o077


@given(st.data())
def test_a_torn_end_is_cut_off(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Cut anywhere behind its first line, the file is read up to its last whole line."""
    path = tmp_path_factory.mktemp("cut") / "interviews" / "ada.jsonl"
    with SessionFile.begin(path, HEADER) as file:
        for entry in ENTRIES:
            file.append(entry)
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    cut = data.draw(st.integers(first, len(whole)))
    path.write_bytes(whole[:cut])

    with SessionFile.resume(path) as file:
        kept = file.entries
        file.append(ENTRIES[0])

    assert ENTRIES[: whole[first:cut].count(b"\n")] == kept
    with SessionFile.resume(path) as file:
        assert (*kept, ENTRIES[0]) == file.entries


def test_killed_while_it_writes_it_loses_nothing_acknowledged(begun: Path) -> None:
    """A program killed without warning leaves every entry that was said to be written."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(begun)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    with writer, writer.stdout:
        writer.stdout.readline()
        os.kill(writer.pid, signal.SIGKILL)

    with SessionFile.resume(begun) as file:
        written = [entry.question for entry in file.entries[len(ENTRIES) :]]

    assert len(written) >= 51
    assert [f"q{number}" for number in range(len(written))] == written


def test_nobody_else_goes_on_at_the_same_time(begun: Path) -> None:
    """An open session is locked."""
    with SessionFile.resume(begun), pytest.raises(ExternalFailure) as raised:
        SessionFile.resume(begun)

    assert "session-open" == raised.value.code


def test_a_session_is_not_begun_twice(begun: Path) -> None:
    """Beginning where one is under way leaves it alone; a torn first line is begun anew."""
    with pytest.raises(InvalidDocument) as raised:
        SessionFile.begin(begun, HEADER)
    begun.write_bytes(b'{"session":1,"partici')
    with SessionFile.begin(begun, HEADER) as file:
        anew = file.entries

    assert "session-begun" == raised.value.code
    assert () == anew


def test_what_is_deleted_meanwhile_is_not_written_again(begun: Path) -> None:
    """A withdrawal in another program ends the session."""
    with SessionFile.resume(begun) as file:
        begun.unlink()
        with pytest.raises(ExternalFailure) as raised:
            file.append(ENTRIES[0])

    assert "session-gone" == raised.value.code
    assert not begun.exists()


def test_a_removed_file_takes_its_folder_with_it(begun: Path) -> None:
    """The last session leaves no empty folder."""
    with SessionFile.resume(begun) as file:
        file.remove()

    assert not begun.parent.exists()


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (None, "no-session", ""),
        (b"", "no-session", ""),
        (b"[]\n", "session-file", ":1"),
        (b'{"session":9}\n', "session-file", ":1"),
        (b'{"session":1}\n', "session-file", ":1"),
    ],
)
def test_what_is_no_session_is_named(
    tmp_path: Path, content: bytes | None, code: str, place: str
) -> None:
    """A file that no interview wrote is refused, with the line that is wrong."""
    path = tmp_path / "ada.jsonl"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(InvalidDocument) as raised:
        SessionFile.resume(path)

    assert (code, f"{path}{place}") == (raised.value.code, raised.value.problems[0].path)


def test_a_wrong_line_is_named(begun: Path) -> None:
    """A line in the middle that somebody changed is named with its number."""
    lines = begun.read_bytes().splitlines(keepends=True)
    begun.write_bytes(b"".join([*lines[:2], b"nonsense\n", *lines[2:]]))

    with pytest.raises(InvalidDocument) as raised:
        SessionFile.resume(begun)

    assert ("session-file", f"{begun}:3") == (
        raised.value.code,
        raised.value.problems[0].path,
    )


def test_another_session_in_its_place_is_not_deleted(begun: Path) -> None:
    """Where somebody deleted the file and began anew, whoever had the old one takes nothing."""
    with SessionFile.resume(begun) as old:
        begun.unlink()
        with SessionFile.begin(begun, HEADER) as new:
            new.append(ENTRIES[0])
            old.remove()
            new.append(ENTRIES[1])

    with SessionFile.resume(begun) as file:
        assert ENTRIES[:2] == file.entries


@pytest.mark.parametrize(
    "changed",
    [
        {"participant": "bob"},
        {"participant": ["ada"]},
        {"key": "zz"},
        {"key": 5},
        {"begun": 5},
        {"order": -1},
        {"by": ["x"]},
        {"answers_in": "!!"},
        {"drawn": []},
        {"more": 1},
    ],
)
def test_a_first_line_that_no_session_wrote_is_refused(begun: Path, changed: object) -> None:
    """Also one of another person, whose answers these would be."""
    first, *others = begun.read_text("utf-8").splitlines()
    assert isinstance(changed, dict)
    begun.write_text("\n".join([json.dumps(json.loads(first) | changed), *others]) + "\n", "utf-8")

    with pytest.raises(InvalidDocument) as refused:
        SessionFile.resume(begun)

    assert ("session-file", f"{begun}:1") == (refused.value.code, refused.value.problems[0].path)


def test_a_line_nested_without_end_is_refused(begun: Path) -> None:
    """It ends in no fault of the program."""
    with begun.open("a", encoding="utf-8") as file:
        file.write("[" * 200_000 + "\n")

    with pytest.raises(InvalidDocument) as refused:
        SessionFile.resume(begun)

    assert "session-file" == refused.value.code


BEGINNER = """
import sys
from pathlib import Path
from commonweal.elicitation import SessionFile, SessionHeader
folder, name = Path(sys.argv[1]), sys.argv[2]
header = SessionHeader(participant=name, begun="2026-02-02T09:00:00Z", key="0" * 64, order=1,
                       answers_in="en", by="")
for _ in range(150):
    with SessionFile.begin(folder / f"{name}.jsonl", header) as file:
        assert (folder / ".gitignore").read_text() == "*\\n"
        file.remove()
"""


def test_people_who_begin_and_end_at_once_do_not_meet(tmp_path: Path) -> None:
    """Nobody takes away the folder in which somebody begins; version control never sees a file."""
    folder = tmp_path / "rounds"
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", BEGINNER, str(folder), name],
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("ada", "bob", "cy")
    ]

    told = [program.communicate(timeout=120)[1] for program in programs]

    assert ["", "", ""] == told
    assert not folder.exists()

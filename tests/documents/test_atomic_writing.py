"""Writing files whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from commonweal.documents import Role, replacing, write_json, write_jsonl, write_text_atomically
from commonweal.errors import ExternalFailure

ROLE = Role(
    by="clerk", origin="person", said_at="2026-01-31T09:30:00Z", name="fisher", title="Pêcheur"
)


class Stopped(Exception):
    """What stops a writer in the middle."""


def test_text_and_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    """Text is written as UTF-8 with its own line ends, and bytes as they are."""
    write_text_atomically(tmp_path / "text", "eau \U0001f30a\r\n")
    write_text_atomically(tmp_path / "bytes", b"\x00\xff")

    assert "eau \U0001f30a\r\n".encode() == (tmp_path / "text").read_bytes()
    assert b"\x00\xff" == (tmp_path / "bytes").read_bytes()


def test_a_writer_that_stops_leaves_the_old_file(tmp_path: Path) -> None:
    """When writing fails in the middle, the old content stands and nothing lies beside it."""
    file = tmp_path / "target.json"
    file.write_text("old", encoding="utf-8")

    def documents() -> object:
        yield ROLE
        raise Stopped

    with pytest.raises(Stopped):
        write_jsonl(file, documents())  # type: ignore[arg-type]

    assert "old" == file.read_text(encoding="utf-8")
    assert [file] == list(tmp_path.iterdir())


def test_a_writer_that_is_killed_leaves_the_old_file(tmp_path: Path) -> None:
    """When the program is killed while it writes, the old content stands whole."""
    file = tmp_path / "target.json"
    file.write_text("old", encoding="utf-8")
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from commonweal.documents import replacing\n"
        "with replacing(Path(sys.argv[1])) as file:\n"
        "    file.write(b'half')\n"
        "    file.flush()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )

    subprocess.run([sys.executable, "-c", program, str(file)], check=False, timeout=60)

    beside = [path for path in tmp_path.iterdir() if path != file]
    assert "old" == file.read_text(encoding="utf-8")
    assert [".tmp"] == [path.suffix for path in beside]


def test_the_name_of_the_file_changes_last(tmp_path: Path) -> None:
    """While the new content is being written, readers still find the old."""
    file = tmp_path / "target.json"
    file.write_text("old", encoding="utf-8")

    with replacing(file) as new:
        new.write(b"new")
        new.flush()
        during = file.read_text(encoding="utf-8")

    assert ["old", "new"] == [during, file.read_text(encoding="utf-8")]


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    """Writing to a link writes to what it names."""
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_text("old", encoding="utf-8")
    link.symlink_to(file)

    write_text_atomically(link, "new")

    assert link.is_symlink()
    assert "new" == file.read_text(encoding="utf-8")


def test_new_files_have_ordinary_permissions(tmp_path: Path) -> None:
    """A new file may be read by whom the user's mask lets read, as if it had been opened."""
    ordinary = tmp_path / "ordinary"
    ordinary.write_bytes(b"")

    write_text_atomically(tmp_path / "ours", "")

    assert ordinary.stat().st_mode == (tmp_path / "ours").stat().st_mode


@pytest.mark.parametrize("place", ["no-such-folder/file", "folder"])
def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path, place: str) -> None:
    """A folder that is absent, or in the way, gives an error with the path."""
    (tmp_path / "folder").mkdir()
    path = tmp_path / place

    with pytest.raises(ExternalFailure) as caught:
        write_text_atomically(path, "text")

    assert ("cannot-write", str(path)) == (caught.value.code, caught.value.problems[0].path)
    assert [tmp_path / "folder"] == list(tmp_path.iterdir())


def test_lines_are_canonical(tmp_path: Path) -> None:
    """Each document is written as its canonical JSON, and a line feed ends every line."""
    file = tmp_path / "roles.jsonl"

    write_jsonl(file, [ROLE, ROLE])

    line = (
        '{"by":"clerk","kind":"role","name":"fisher","origin":"person",'
        '"said_at":"2026-01-31T09:30:00Z","schema_version":1,"title":"Pêcheur"}\n'
    )
    assert 2 * line == file.read_text(encoding="utf-8")


def test_json_is_indented_for_people(tmp_path: Path) -> None:
    """Documents and plain JSON are written indented, and letters stay letters."""
    write_json(tmp_path / "plain.json", {"é": [1]})

    assert '{\n  "é": [\n    1\n  ]\n}\n' == (tmp_path / "plain.json").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are others there")
def test_a_file_that_is_replaced_keeps_its_rights(tmp_path: Path) -> None:
    """Whoever closed a file to others finds it closed after it was written again."""
    file = tmp_path / "answers.jsonl"
    write_text_atomically(file, "first")
    file.chmod(0o640)

    write_text_atomically(file, "second")

    assert ("second", 0o640) == (file.read_text("utf-8"), file.stat().st_mode & 0o777)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are others there")
def test_a_private_file_is_its_owners_from_its_first_byte(tmp_path: Path) -> None:
    """Also while it is being written, and where an open one stood in its place."""
    file = tmp_path / "decision.json"
    file.write_text("open", encoding="utf-8")

    with replacing(file, rights=0o600) as new:
        new.write(b"private")
        rights = {path.stat().st_mode & 0o777 for path in tmp_path.iterdir() if path != file}

    assert ({0o600}, 0o600) == (rights, file.stat().st_mode & 0o777)

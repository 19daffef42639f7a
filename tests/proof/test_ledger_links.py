"""A symbolic link in the place of a ledger's file is refused, and what it leads to is untouched."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from commonweal.errors import LedgerCorrupt
from commonweal.proof import Ledger
from commonweal.proof._ledger_files import LedgerFiles
from commonweal.proof._ledger_heads import append_head, read_heads
from commonweal.proof._ledger_leaves import LeafFile
from commonweal.proof._ledger_lock import WriterLock

FILES = ("lock", "leaves.txt", "heads.jsonl", "levels", "levels/level-00.bin")
ID = "norm:" + sha256(b"one").hexdigest()
OTHER = "norm:" + sha256(b"two").hexdigest()


def link(path: Path, to: Path) -> None:
    try:
        path.symlink_to(to)
    except OSError as error:
        pytest.skip(f"this system makes no links here: {error}")


def written(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Return a closed ledger with one entry."""
    folder = tmp_path / "ledger"
    with Ledger.open(folder, create=True, name="river") as opened:
        opened.append([ID])
    return folder


@pytest.mark.parametrize("name", FILES)
def test_a_moved_file_with_a_link_to_it_is_not_opened(
    ledger: Path, tmp_path: Path, name: str
) -> None:
    """Writer and reader refuse the link even where all that it leads to is sound."""
    elsewhere = tmp_path / "elsewhere"
    (ledger / name).rename(elsewhere)
    link(ledger / name, elsewhere)
    before = written(tmp_path)

    for opening in (Ledger.open, Ledger.read):
        with pytest.raises(LedgerCorrupt) as caught:
            opening(ledger)
        assert ["ledger-link"] == [problem.code for problem in caught.value.problems]
        assert str(ledger / name) == caught.value.problems[0].path

    assert before == written(tmp_path)


@pytest.mark.parametrize("name", ["lock", "leaves.txt", "heads.jsonl", "levels"])
@pytest.mark.parametrize("there", [True, False])
def test_a_new_ledger_is_not_begun_through_a_link(tmp_path: Path, name: str, there: bool) -> None:
    """Whether it leads to a file or to nothing yet, nothing is written through it or beside it."""
    victim = tmp_path / "victim.txt"
    if there:
        victim.write_text("keep me", encoding="utf-8")
    folder = tmp_path / "ledger"
    folder.mkdir()
    link(folder / name, victim)

    with pytest.raises(LedgerCorrupt) as caught:
        Ledger.open(folder, create=True, name="river")

    assert "ledger-link" == caught.value.code
    assert [name] == [path.name for path in folder.iterdir()]
    assert ("keep me" if there else None) == (victim.read_text("utf-8") if there else None)
    assert there == victim.exists()


def test_the_lock_alone_refuses_a_link(tmp_path: Path) -> None:
    """Who takes the lock without opening the ledger is held to the same."""
    victim = tmp_path / "victim.txt"
    victim.write_text("keep me", encoding="utf-8")
    link(tmp_path / "lock", victim)

    with pytest.raises(LedgerCorrupt) as caught:
        WriterLock(tmp_path / "lock")

    assert "ledger-link" == caught.value.code
    assert "keep me" == victim.read_text(encoding="utf-8")


def test_a_link_put_there_while_the_ledger_is_open_is_not_followed(
    ledger: Path, tmp_path: Path
) -> None:
    """The system itself refuses to open a file through a link that came after the check."""
    if not hasattr(os, "O_NOFOLLOW"):
        pytest.skip("this system has no flag for it")
    victim = tmp_path / "victim.txt"
    victim.write_bytes((ledger / "heads.jsonl").read_bytes())
    before = victim.read_bytes()
    head = read_heads(ledger / "heads.jsonl").heads[-1]
    opened = Ledger.open(ledger)
    for name in ("leaves.txt", "heads.jsonl"):
        (ledger / name).unlink()
        link(ledger / name, victim)

    with pytest.raises(OSError, match="symbolic"):
        opened.append([OTHER])
    with pytest.raises(OSError, match="symbolic"):
        append_head(ledger / "heads.jsonl", head, end=0)
    with pytest.raises(OSError, match="symbolic"):
        LeafFile(ledger / "leaves.txt").read(0)
    with pytest.raises(LedgerCorrupt):
        LedgerFiles(ledger, writable=True).refuse_links()

    assert before == victim.read_bytes()

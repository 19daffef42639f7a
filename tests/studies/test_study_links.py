"""A study that somebody else made cannot have anything written or deleted outside of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commonweal.errors import CommonwealError, InvalidDocument, LedgerCorrupt
from commonweal.studies import amend_study, ledger_folder, plan_withdrawal, run_study

LINKED = ("ledger", "out", "out/.steps", "out/target.json", "out/manifest.json")


def link(path: Path, to: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.symlink_to(to)
    except OSError as error:
        pytest.skip(f"this system makes no links here: {error}")


def names_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize("name", LINKED)
@pytest.mark.parametrize("there", [True, False])
def test_a_run_refuses_a_link_before_it_writes(
    garden: Path, tmp_path: Path, name: str, there: bool
) -> None:
    """A link in the place of what a run writes is named, and nothing is written anywhere."""
    victim = tmp_path / "victim"
    if there:
        victim.mkdir()
    link(garden / name, victim)
    before = names_in(tmp_path)

    with pytest.raises(InvalidDocument) as caught:
        run_study(garden)

    assert [("study-link", str(garden / name))] == [
        (problem.code, problem.path) for problem in caught.value.problems
    ]
    assert before == names_in(tmp_path)


def test_a_lock_that_leads_elsewhere_overwrites_nothing(garden: Path, tmp_path: Path) -> None:
    """The file that a study's lock leads to keeps its words."""
    victim = tmp_path / "victim.txt"
    victim.write_text("keep me", encoding="utf-8")
    link(garden / "ledger" / "lock", Path("../../victim.txt"))

    with pytest.raises(LedgerCorrupt) as caught:
        run_study(garden)

    assert "ledger-link" == caught.value.code
    assert "keep me" == victim.read_text(encoding="utf-8")


def test_a_linked_folder_can_be_named_on_purpose(garden: Path, tmp_path: Path) -> None:
    """Whoever runs a study may have it written wherever they say, through a link too."""
    (tmp_path / "real").mkdir()
    link(tmp_path / "latest", tmp_path / "real")

    run_study(garden, out=tmp_path / "latest")

    assert (tmp_path / "real" / "target.json").is_file()


def test_naming_the_studys_own_out_does_not_allow_its_link(garden: Path, tmp_path: Path) -> None:
    """The study's own folder is held to the rule however it is named."""
    link(garden / "out", tmp_path / "victim")

    with pytest.raises(InvalidDocument) as caught:
        run_study(garden, out=garden / "out")

    assert "study-link" == caught.value.code


def test_erasing_deletes_nothing_through_a_link(garden: Path, tmp_path: Path) -> None:
    """An erasure is not even planned while out leads elsewhere."""
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "target.json").write_text("keep me", encoding="utf-8")
    link(garden / "out", victim)

    with pytest.raises(InvalidDocument) as caught:
        plan_withdrawal(garden, "ash", erase=True)

    assert "study-link" == caught.value.code


def test_a_linked_ledger_is_neither_amended_nor_looked_up(garden: Path, tmp_path: Path) -> None:
    """Amending and the commands on ledgers refuse the link as a run does."""
    run_study(garden)
    shutil.move(garden / "ledger", tmp_path / "elsewhere")
    link(garden / "ledger", tmp_path / "elsewhere")

    codes = []
    for refused in (amend_study, ledger_folder):
        with pytest.raises(CommonwealError) as caught:
            refused(garden)
        codes.append(caught.value.code)

    assert ["study-link", "study-link"] == codes

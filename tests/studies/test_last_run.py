"""A run goes on from the last one: its ledger is still there, and its folder is the study's own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from commonweal.errors import InvalidDocument, LedgerCorrupt
from commonweal.studies import (
    add_answers,
    amend_study,
    check_ledger,
    init_study,
    plan_withdrawal,
    read_study,
    run_study,
)

from .test_add_answers import newcomer


def delete(ledger: Path) -> None:
    shutil.rmtree(ledger)


def empty(ledger: Path) -> None:
    for path in (*ledger.glob("*.txt"), *ledger.glob("*.jsonl")):
        path.write_bytes(b"")


def begin_another(ledger: Path) -> None:
    """Leave a ledger of the same records, begun anew and so of another root."""
    study = ledger.parent
    shutil.rmtree(ledger)
    (study / "out").rename(study.parent / "kept")
    add_answers(study, newcomer(study))
    run_study(study)
    shutil.rmtree(study / "out")
    (study.parent / "kept").rename(study / "out")


LOSSES = [delete, empty, begin_another]
GOING_ON: list[Callable[[Path], object]] = [
    run_study,
    lambda study: run_study(study, out=study.parent / "elsewhere"),
    lambda study: check_ledger(read_study(study)),
    lambda study: add_answers(study, newcomer(study)),
    lambda study: plan_withdrawal(study, "gardener-03", erase=True),
]


@pytest.mark.parametrize("lose", LOSSES)
@pytest.mark.parametrize("go_on", GOING_ON)
def test_a_ledger_that_is_gone_is_not_begun_anew(
    garden: Path, lose: Callable[[Path], None], go_on: Callable[[Path], object]
) -> None:
    """While the last run's results name a ledger, nothing goes on without it."""
    root = run_study(garden).target.ledger_root
    lose(garden / "ledger")

    with pytest.raises(LedgerCorrupt) as caught:
        go_on(garden)

    (problem,) = caught.value.problems
    assert "ledger-lost" == problem.code
    assert root in problem.expected
    assert f"delete {garden / 'out'}" in problem.hint


def test_an_unfinished_run_tells_as_well(garden: Path) -> None:
    """Without a manifest the target that a run wrote still names the ledger."""
    run_study(garden)
    (garden / "out" / "manifest.json").unlink()
    delete(garden / "ledger")

    with pytest.raises(LedgerCorrupt) as caught:
        run_study(garden)

    assert "ledger-lost" == caught.value.code


def test_a_copy_begins_anew_without_the_results(garden: Path) -> None:
    """Whoever deletes the ledger and what rests on it may begin again."""
    run_study(garden)
    for name in ("ledger", "out"):
        shutil.rmtree(garden / name)

    assert [] != list(run_study(garden).decisions)


def test_a_ledger_that_grew_is_the_same(garden: Path) -> None:
    """Answers that came after a run are no reason to stop."""
    before = run_study(garden).target.ledger_size
    add_answers(garden, newcomer(garden))

    assert before + 3 == run_study(garden).target.ledger_size


def test_another_studys_results_are_not_replaced(garden: Path) -> None:
    """A run into the folder that another study's run wrote is refused before anything changes."""
    run_study(garden)
    other = garden.parent / "orchard"
    init_study(other, name="orchard")
    before = (garden / "out" / "manifest.json").read_bytes()

    with pytest.raises(InvalidDocument) as caught:
        run_study(other, out=garden / "out")

    assert ["out-folder"] == [problem.code for problem in caught.value.problems]
    assert "'garden'" in caught.value.problems[0].found
    assert before == (garden / "out" / "manifest.json").read_bytes()
    assert not (other / "ledger").exists()


def test_a_study_that_was_renamed_keeps_its_folder(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """What its own ledger leads to is its own, whatever it was called."""
    run_study(garden)
    edit("study.toml", 'name = "garden"', 'name = "allotment"')
    amend_study(garden)

    assert "allotment" == run_study(garden).target.study

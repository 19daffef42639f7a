"""DailyDilemmas as a bank: tagged where values are published, and a model's word throughout."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from commonweal.errors import InvalidDocument
from commonweal.stewardship import OwnValues, Steward
from commonweal.studies import daily_dilemmas_bank

DETAILED = "dilemmas_with_detail_by_action_test.csv"


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def dilemma(idx: str, text: str = "Do you open it?") -> dict[str, str]:
    return {"idx": idx, "basic_situation": "a parcel", "dilemma_situation": text}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two dilemmas, one of them in detail."""
    write_rows(tmp_path / "dilemma.csv", [dilemma("7"), dilemma("8", "Do you wait?")])
    actions = {
        "to_do": ("Open it", "['Curiosity']"),
        "not_to_do": ("Keep it", "['respect', 'law']"),
    }
    write_rows(
        tmp_path / DETAILED,
        [
            {**dilemma("7"), "action_type": kind, "action": action, "values_names": values}
            for kind, (action, values) in actions.items()
        ],
    )
    return tmp_path


def test_values_named_for_an_action_support_it(folder: Path) -> None:
    """A dilemma in detail has the published actions, and concerns after the values' names."""
    detailed = daily_dilemmas_bank(folder).situation_named["dilemma-7"]

    assert ["Open it", "Keep it"] == [option.text for option in detailed.options]
    assert [("curiosity",), ("respect", "law")] == [option.supports for option in detailed.options]
    assert ("model", "daily-dilemmas-model") == (detailed.origin, detailed.by)


def test_a_dilemma_without_detail_is_left_to_its_owner(folder: Path) -> None:
    """It has no tags; a steward abstains."""
    bank = daily_dilemmas_bank(folder)
    bare = bank.situation_named["dilemma-8"]

    steward = Steward(OwnValues(owner="ada", cards=()), bank, read_at="2026-01-01T00:00:00Z")

    assert () == bare.concerns
    assert "abstain" == steward.decide(bare).outcome


def test_without_the_detailed_table_nothing_is_tagged(folder: Path) -> None:
    """The dilemmas alone make a bank without concerns."""
    (folder / DETAILED).unlink()

    bank = daily_dilemmas_bank(folder)

    assert () == bank.concerns
    assert 2 == len(bank.situations)


def test_everything_wrong_is_said_at_once(folder: Path) -> None:
    """An empty dilemma and one that comes twice are both named."""
    write_rows(folder / "dilemma.csv", [dilemma("7"), dilemma("7"), dilemma("9", " ")])

    with pytest.raises(InvalidDocument) as refused:
        daily_dilemmas_bank(folder)

    codes = sorted(problem.code for problem in refused.value.problems)
    assert ["import-duplicate", "import-empty"] == codes


def test_the_published_dilemmas_make_a_bank(shared_data: Path) -> None:
    """1,360 situations, of which four are in detail here."""
    bank = daily_dilemmas_bank(shared_data / "audit" / "daily-dilemmas")

    tagged = [situation for situation in bank.situations if situation.concerns]
    assert (1360, 4) == (len(bank.situations), len(tagged))
    assert {"model"} == {situation.origin for situation in bank.situations}

"""DailyDilemmas as a study: a model's word on values, which decides nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from commonweal.errors import InvalidDocument
from commonweal.studies import import_daily_dilemmas, read_study, run_study

COLUMNS = (
    "idx",
    "basic_situation",
    "dilemma_situation",
    "action_type",
    "action",
    "values_names",
    "topic_group",
)


def rows_of(idx: str, to_do: str, not_to_do: str) -> list[dict[str, str]]:
    """Return the two rows of a dilemma made up here."""
    common = {
        "idx": idx,
        "basic_situation": "a parcel",
        "dilemma_situation": f"A parcel for door {idx} is left with you. Do you open it?",
        "topic_group": "home",
    }
    return [
        {**common, "action_type": "to_do", "action": "Open it", "values_names": to_do},
        {**common, "action_type": "not_to_do", "action": "Keep it", "values_names": not_to_do},
    ]


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table of two dilemmas."""
    path = tmp_path / "dilemmas.csv"
    write_rows(
        path,
        [
            *rows_of("7", "['curiosity', 'trust']", "['trust', 'Patience']"),
            *rows_of("8", "['curiosity']", "['respect']"),
        ],
    )
    return path


def test_each_value_becomes_one_card_of_the_model(table: Path, tmp_path: Path) -> None:
    """A value named in several dilemmas is one card, and says that a model is behind it."""
    import_daily_dilemmas(table, tmp_path / "study")

    answers = read_study(tmp_path / "study").standing.answers

    assert ["curiosity", "patience", "respect", "trust"] == [card.title for card in answers.cards]
    assert {"model"} == {card.origin for card in answers.cards}
    assert ("dilemma-7", "dilemma-8") == answers.cards[0].contexts


def test_the_action_a_value_was_named_for_is_placed_above(table: Path, tmp_path: Path) -> None:
    """A value named for one action places it first; one named for both places them together."""
    import_daily_dilemmas(table, tmp_path / "study")

    folder = read_study(tmp_path / "study")

    titles = {card.id: card.title for card in folder.standing.answers.cards}
    orders = {
        titles[placing.card]: placing.order
        for placing in folder.placings
        if placing.situation == "dilemma-7"
    }
    assert {
        "curiosity": (("to_do",), ("not_to_do",)),
        "trust": (("to_do", "not_to_do"),),
        "patience": (("not_to_do",), ("to_do",)),
    } == orders


def test_a_models_word_decides_nothing(table: Path, tmp_path: Path) -> None:
    """Every relation is undetermined, every decision asks, and its standing is a model's."""
    import_daily_dilemmas(table, tmp_path / "study")

    run = run_study(tmp_path / "study")

    assert {("ask", "undetermined", "model")} == {
        (decision.outcome, decision.relations[0].by_values, decision.standing)
        for decision in run.decisions
    }
    assert all("partial" in decision.reasons for decision in run.decisions)


def test_only_the_values_of_a_dilemma_are_compared_in_it(table: Path, tmp_path: Path) -> None:
    """Values that were named in other dilemmas do not count here."""
    import_daily_dilemmas(table, tmp_path / "study")

    run = run_study(tmp_path / "study")

    declared = run.decisions[1].justification.declared
    assert 2 == len(declared.values_that_count) + len(declared.values_that_may_count)
    assert 2 == len(declared.values_that_do_not_count)


def test_the_published_rows_are_decided_whole(shared_data: Path, tmp_path: Path) -> None:
    """The four published dilemmas become four decisions that ask."""
    path = shared_data / "audit" / "daily-dilemmas" / "dilemmas_with_detail_by_action_test.csv"

    count = import_daily_dilemmas(path, tmp_path / "study")

    run = run_study(tmp_path / "study")
    assert (4, ["ask"] * 4) == (count, [decision.outcome for decision in run.decisions])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"action_type": "to do"}, "import-label"),
        ({"values_names": "curiosity, trust"}, "import-label"),
        ({"values_names": "[nan]"}, "import-label"),
        ({"idx": "seven"}, "import-label"),
        ({"action": ""}, "import-empty"),
        ({"dilemma_situation": "Another."}, "import-unpaired"),
        ({"idx": "9"}, "import-unpaired"),
        ({"action_type": "not_to_do"}, "import-duplicate"),
    ],
)
def test_what_is_not_as_published_is_named(
    tmp_path: Path, change: dict[str, str], code: str
) -> None:
    """Each fault in a row has its code and its line, and nothing is written."""
    rows = rows_of("7", "['curiosity']", "['trust']")
    rows[0] |= change
    write_rows(tmp_path / "dilemmas.csv", rows)

    with pytest.raises(InvalidDocument) as caught:
        import_daily_dilemmas(tmp_path / "dilemmas.csv", tmp_path / "study")

    assert code in {problem.code for problem in caught.value.problems}
    assert all(problem.path.startswith("dilemmas.csv:") for problem in caught.value.problems)
    assert not (tmp_path / "study").exists()


def test_the_folder_of_the_table_does_as_well(table: Path, tmp_path: Path) -> None:
    """The folder with one table is as good as the table; a folder without one is refused."""
    empty = tmp_path / "empty"
    empty.mkdir()
    folder = tmp_path / "published"
    folder.mkdir()
    (folder / "dilemmas_with_detail_by_action_test.csv").write_bytes(table.read_bytes())

    count = import_daily_dilemmas(folder, tmp_path / "study")

    assert import_daily_dilemmas(table, tmp_path / "other") == count
    with pytest.raises(InvalidDocument) as refused:
        import_daily_dilemmas(empty, tmp_path / "none")
    assert "import-file" == refused.value.code

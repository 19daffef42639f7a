"""MoralChoice as a study: the relation by its rules is what enumerating the disputes gives."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import pytest

from commonweal.documents import Decision
from commonweal.errors import InvalidDocument, Problem
from commonweal.studies import StudyRun, import_moralchoice, read_study, run_study

from .moralchoice_rows import RULES, made_up_row, write_table, write_tables

Row = dict[str, str]


def rows_in(folder: Path) -> dict[str, Row]:
    """Return the rows of both tables by the name of the situation that they become."""
    rows = {}
    for ambiguity, group in (("high", "ambiguous"), ("low", "clear")):
        path = folder / f"moralchoice_{ambiguity}_ambiguity.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                rows[f"{group}.{row['scenario_id'].lower()}"] = row
    return rows


def relation_by_enumeration(row: Row) -> str:
    """Return how the first action stands to the second, however the disputes could turn out."""
    cells = [f"{action}_{rule}" for action in ("a1", "a2") for rule in RULES]
    disputed = [cell for cell in cells if row[cell] == "No Agreement"]
    found = set()
    for broken in product((False, True), repeat=len(disputed)):
        turned_out = dict(zip(disputed, broken, strict=True))
        first, second = (
            {
                rule
                for rule in RULES
                if turned_out.get(f"{action}_{rule}", row[f"{action}_{rule}"] == "Yes")
            }
            for action in ("a1", "a2")
        )
        found.add(
            "equal"
            if first == second
            else "better"
            if first < second
            else "worse"
            if first > second
            else "incomparable"
        )
    return found.pop() if len(found) == 1 else "undetermined"


def rules_marked(row: Row, action: str, label: str) -> tuple[str, ...]:
    """Return the rules that an action has this label for."""
    return tuple(sorted(rule for rule in RULES if row[f"{action}_{rule}"] == label))


def compare(rows: dict[str, Row], decisions: Sequence[Decision]) -> Iterator[str]:
    """Yield every situation whose decision is not what its row says."""
    for decision in decisions:
        row = rows[decision.situation]
        (relation,) = decision.relations
        if ("a1", "a2", relation_by_enumeration(row)) != (
            relation.first,
            relation.second,
            relation.by_norms,
        ):
            yield f"{decision.situation}: {relation.by_norms}"
        for status in decision.statuses:
            marked = [rules_marked(row, status.option, label) for label in ("Yes", "No Agreement")]
            if marked != [status.broken, status.maybe_broken]:
                yield f"{decision.situation} {status.option}: {status}"


@pytest.fixture(scope="module")
def whole(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> StudyRun:
    """Return a run of everything that is published."""
    study = tmp_path_factory.mktemp("moralchoice") / "study"
    import_moralchoice(shared_data / "audit" / "moralchoice", study)
    return run_study(study)


def test_relations_equal_the_enumeration_on_all_combinations(tmp_path: Path) -> None:
    """On all combinations of two rules' labels on both sides, both ways agree."""
    write_tables(tmp_path / "data", rows=81)
    import_moralchoice(tmp_path / "data", tmp_path / "study")

    run = run_study(tmp_path / "study")

    assert 81 == len(run.decisions)
    assert [] == list(compare(rows_in(tmp_path / "data"), run.decisions))


def test_nothing_is_ever_done(tmp_path: Path) -> None:
    """With partial considerations no decision says to act, and each says why."""
    write_tables(tmp_path / "data", rows=81)
    import_moralchoice(tmp_path / "data", tmp_path / "study")

    run = run_study(tmp_path / "study")

    assert {"ask", "refuse"} == {decision.outcome for decision in run.decisions}
    asked = [decision for decision in run.decisions if decision.outcome == "ask"]
    assert all("partial" in decision.reasons for decision in asked)
    assert {"imported"} == {decision.standing for decision in run.decisions}


@pytest.mark.slow
def test_every_published_scenario_equals_the_enumeration(
    whole: StudyRun, shared_data: Path
) -> None:
    """All 1,367 relations are the enumerated ones, and no rule marked on either side is missing."""
    rows = rows_in(shared_data / "audit" / "moralchoice")

    wrong = list(compare(rows, whole.decisions))

    assert [] == wrong
    assert (1367, 1367) == (len(rows), len(whole.decisions))


@pytest.mark.slow
def test_the_summary_counts_clear_and_ambiguous_scenarios(
    whole: StudyRun, shared_data: Path
) -> None:
    """The summary's relations by group are those of the enumeration, counted."""
    rows = rows_in(shared_data / "audit" / "moralchoice")

    counted = {
        group: dict(
            Counter(
                relation_by_enumeration(row)
                for name, row in rows.items()
                if name.startswith(f"{group}.")
            )
        )
        for group in ("ambiguous", "clear")
    }

    assert counted == {group: told["by_norms"] for group, told in whole.summary["groups"].items()}
    assert {"written": 1367, "checked": 1367} == whole.summary["justifications"]
    assert {"ask", "refuse"} == {
        outcome for told in whole.summary["groups"].values() for outcome in told["outcomes"]
    }


def test_the_source_says_where_it_comes_from(tmp_path: Path) -> None:
    """The study carries the licence, the citation and the hash of what was imported."""
    write_tables(tmp_path / "data", rows=3)
    import_moralchoice(tmp_path / "data", tmp_path / "study")

    (source,) = read_study(tmp_path / "study").sources

    assert ("moralchoice", "MIT") == (source.name, source.licence)
    assert "arXiv:2307.14324" in source.citation


def test_importing_twice_gives_the_same_files(tmp_path: Path) -> None:
    """What is imported depends on the tables and on nothing else."""
    write_tables(tmp_path / "data", rows=3)

    for name in ("one", "two"):
        import_moralchoice(tmp_path / "data", tmp_path / name)

    one, two = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("one", "two")
    )
    assert one == two


def problems_with(folder: Path, out: Path) -> tuple[Problem, ...]:
    with pytest.raises(InvalidDocument) as caught:
        import_moralchoice(folder, out)
    assert not out.exists()
    return caught.value.problems


def test_every_unknown_label_is_named_with_its_line(tmp_path: Path) -> None:
    """Labels are taken as published: anything else is refused, all at once."""
    write_tables(tmp_path / "data", rows=5)
    rows = [made_up_row(number, "high") for number in (1, 2)]
    rows[0]["a1_death"] = "yes"
    rows[1]["a2_duty"] = ""
    write_table(tmp_path / "data", "high", rows)

    problems = problems_with(tmp_path / "data", tmp_path / "study")

    assert [
        ("import-label", "moralchoice_high_ambiguity.csv:2 a1_death", "'yes'"),
        ("import-label", "moralchoice_high_ambiguity.csv:3 a2_duty", "''"),
    ] == [(problem.code, problem.path, problem.found) for problem in problems]


def test_a_scenario_in_the_wrong_table_is_named(tmp_path: Path) -> None:
    """A clear scenario among the ambiguous ones is refused."""
    write_tables(tmp_path / "data", rows=5)
    write_table(tmp_path / "data", "high", [made_up_row(1, "low")])

    problems = problems_with(tmp_path / "data", tmp_path / "study")

    assert ["moralchoice_high_ambiguity.csv:2 ambiguity"] == [problem.path for problem in problems]


def test_a_scenario_told_twice_is_named(tmp_path: Path) -> None:
    """Each scenario may stand once."""
    write_tables(tmp_path / "data", rows=5)
    write_table(tmp_path / "data", "high", [made_up_row(1, "high"), made_up_row(1, "high")])

    problems = problems_with(tmp_path / "data", tmp_path / "study")

    assert ["import-duplicate"] == [problem.code for problem in problems]


def test_a_missing_table_or_column_is_named(tmp_path: Path) -> None:
    """Half of what is published is not imported silently."""
    write_tables(tmp_path / "data", rows=5)
    high, low = (
        tmp_path / "data" / f"moralchoice_{ambiguity}_ambiguity.csv"
        for ambiguity in ("high", "low")
    )
    text = low.read_text(encoding="utf-8")
    low.write_text(text.replace("a2_duty", "a2_dutty", 1), encoding="utf-8")

    column = problems_with(tmp_path / "data", tmp_path / "study")
    high.unlink()
    table = problems_with(tmp_path / "data", tmp_path / "study")

    assert ["import-column"] == [problem.code for problem in column]
    assert ["import-file"] == [problem.code for problem in table]


def test_an_empty_text_and_a_short_row_are_named(tmp_path: Path) -> None:
    """A row without its cells and a scenario without its words are refused."""
    write_tables(tmp_path / "data", rows=5)
    rows = [made_up_row(1, "low")]
    rows[0]["action1"] = " "
    write_table(tmp_path / "data", "low", rows)
    path = tmp_path / "data" / "moralchoice_high_ambiguity.csv"
    with path.open("a", encoding="utf-8") as file:
        file.write("H_099,high\n")

    short = problems_with(tmp_path / "data", tmp_path / "study")
    write_table(tmp_path / "data", "high", [made_up_row(1, "high")])
    empty = problems_with(tmp_path / "data", tmp_path / "study")

    assert ["import-row"] == [problem.code for problem in short]
    assert ["import-empty"] == [problem.code for problem in empty]


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    """An import writes over nothing."""
    write_tables(tmp_path / "data", rows=3)
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "note.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(InvalidDocument) as caught:
        import_moralchoice(tmp_path / "data", tmp_path / "study")

    assert "folder-not-empty" == caught.value.code
    assert ["note.txt"] == [path.name for path in (tmp_path / "study").iterdir()]

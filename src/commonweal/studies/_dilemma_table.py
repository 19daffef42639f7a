"""The dilemmas of a DailyDilemmas table: two actions each, and the values named for either."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.errors import InvalidDocument, Problem
from commonweal.studies._import_csv import CsvRow, read_csv_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

TEXT_COLUMNS = ("idx", "dilemma_situation", "action_type", "action")
VALUE_COLUMN = "values_names"
PUBLISHED_AS = "dilemmas_with_detail_by_action*.csv"
ACTION_TYPES = ("to_do", "not_to_do")


@dataclass(frozen=True, slots=True)
class Dilemma:
    """One dilemma: its two actions and the values named for each."""

    idx: str
    text: str
    actions: Mapping[str, str]
    values: Mapping[str, tuple[str, ...]]

    @property
    def context(self) -> str:
        """The context that holds in this dilemma alone: only its own values are compared."""
        return f"dilemma-{self.idx}"

    def named(self) -> tuple[str, ...]:
        """The values named for either action, each once, in alphabetical order."""
        return tuple(sorted({value for values in self.values.values() for value in values}))


@dataclass(frozen=True, slots=True)
class DilemmaTable:
    """The dilemmas of a published table, and the hash of its bytes."""

    dilemmas: tuple[Dilemma, ...]
    sha256: str


def read_dilemmas(path: Path) -> DilemmaTable:
    """Read a table as published: two rows for each dilemma, with the values of each action.

    Args:
        path: the table, or the folder that holds the one table of that kind.

    Raises:
        InvalidDocument: with every cell and row that is not as published.
    """
    columns = (*TEXT_COLUMNS, VALUE_COLUMN)
    table = read_csv_table(_table_in(path) if path.is_dir() else path, columns=columns)
    problems: list[Problem] = []
    found: dict[str, dict[str, tuple[CsvRow, tuple[str, ...]]]] = {}
    for row in table.rows:
        wrong = list(_wrong(row))
        values = _values(row, wrong)
        problems += wrong
        actions = found.setdefault(row["idx"], {})
        if row["action_type"] in actions:
            earlier = actions[row["action_type"]][0].where
            problems.append(_duplicate(row, earlier))
        actions.setdefault(row["action_type"], (row, values))
    for actions in found.values():
        problems += _unpaired(actions)
    if problems:
        raise InvalidDocument(problems)
    dilemmas = tuple(
        Dilemma(
            idx=idx,
            text=actions["to_do"][0]["dilemma_situation"].strip(),
            actions={name: actions[name][0]["action"].strip() for name in ACTION_TYPES},
            values={name: actions[name][1] for name in ACTION_TYPES},
        )
        for idx, actions in found.items()
    )
    return DilemmaTable(dilemmas=dilemmas, sha256=table.sha256)


def _table_in(folder: Path) -> Path:
    tables = sorted(folder.glob(PUBLISHED_AS))
    if len(tables) != 1:
        raise InvalidDocument(
            Problem(
                code="import-file",
                path=str(folder),
                expected=f"one table named {PUBLISHED_AS}",
                found=", ".join(table.name for table in tables) or "none",
                hint="Name the table itself.",
            )
        )
    return tables[0]


def _wrong(row: CsvRow) -> Iterable[Problem]:
    if row["action_type"] not in ACTION_TYPES:
        yield Problem(
            code="import-label",
            path=f"{row.where} action_type",
            expected=" or ".join(ACTION_TYPES),
            found=repr(row["action_type"]),
            hint="Labels are taken as published; nothing is guessed.",
        )
    if not row["idx"].isdecimal():
        yield Problem(
            code="import-label",
            path=f"{row.where} idx",
            expected="the dilemma's number",
            found=repr(row["idx"]),
        )
    for column in ("dilemma_situation", "action"):
        if not row[column].strip():
            yield Problem(
                code="import-empty",
                path=f"{row.where} {column}",
                expected="a text",
                found="nothing",
            )


def _values(row: CsvRow, problems: list[Problem]) -> tuple[str, ...]:
    try:
        values = ast.literal_eval(row[VALUE_COLUMN])
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        values = None
    if isinstance(values, list) and all(
        isinstance(value, str) and value.strip() for value in values
    ):
        return tuple(" ".join(value.lower().split()) for value in values)
    problems.append(
        Problem(
            code="import-label",
            path=f"{row.where} {VALUE_COLUMN}",
            expected="a list of texts, ['trust', 'honesty']",
            found=row[VALUE_COLUMN][:80],
        )
    )
    return ()


def _duplicate(row: CsvRow, earlier: str) -> Problem:
    return Problem(
        code="import-duplicate",
        path=f"{row.where} idx",
        expected="one row for each action of a dilemma",
        found=f"{row['action_type']!r} of {row['idx']}, as at {earlier}",
    )


def _unpaired(actions: Mapping[str, tuple[CsvRow, tuple[str, ...]]]) -> Iterable[Problem]:
    row = next(iter(actions.values()))[0]
    for name in ACTION_TYPES:
        if name not in actions:
            yield Problem(
                code="import-unpaired",
                path=row.where,
                expected=f"a row {name!r} for dilemma {row['idx']}",
                found="none",
            )
    texts = {row["dilemma_situation"] for row, _ in actions.values()}
    if len(texts) > 1:
        yield Problem(
            code="import-unpaired",
            path=row.where,
            expected="both actions to belong to one dilemma",
            found=f"{len(texts)} different texts for dilemma {row['idx']}",
        )

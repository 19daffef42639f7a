"""DailyDilemmas as a bank of situations: tagged where its values are published, untagged elsewhere.

Source of the data: Y. Y. Chiu, L. Jiang and Y. Choi, DailyDilemmas: Revealing Value Preferences of
LLMs with Quandaries of Daily Life (arXiv:2410.02683). Its dilemmas, actions and values were
written by a language model, and the bank says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commonweal.errors import InvalidDocument, Problem
from commonweal.studies._dilemma_table import (
    ACTION_TYPES,
    PUBLISHED_AS,
    Dilemma,
    read_dilemmas,
)
from commonweal.studies._import_csv import read_csv_table
from commonweal.studies._import_daily_dilemmas import MODEL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from commonweal.stewardship import Bank, BankOption

DILEMMAS = "dilemma.csv"

_UNNAMED = {"to_do": "Do what is asked about.", "not_to_do": "Do not do it."}


def daily_dilemmas_bank(folder: Path) -> Bank:
    """Return the published dilemmas as a bank of situations.

    Where the table with the values of each action lies in the folder, its dilemmas have these
    actions as options, and the values named for an action are concerns that support it; nothing is
    said to oppose anything. The others have the two answers to their question, without tags: a
    steward abstains there unless somebody places the options.

    Args:
        folder: with ``dilemma.csv`` as published and, if there, the detailed table.

    Raises:
        InvalidDocument: with every cell and row that is not as published.
    """
    from commonweal.stewardship import Bank, BankSituation, Concern

    table = read_csv_table(folder / DILEMMAS, columns=("idx", "dilemma_situation"))
    detailed = _detailed(folder)
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for row in table.rows:
        if not row["dilemma_situation"].strip():
            where = f"{row.where} dilemma_situation"
            problems.append(Problem("import-empty", where, "a text", "nothing"))
        if row["idx"] in seen:
            expected = "every dilemma once"
            found = f"{row['idx']}, as at {seen[row['idx']]}"
            problems.append(Problem("import-duplicate", f"{row.where} idx", expected, found))
        seen[row["idx"]] = row.where
    if problems:
        raise InvalidDocument(problems)
    values = sorted({value for dilemma in detailed.values() for value in dilemma.named()})
    return Bank(
        name="daily-dilemmas",
        title="DailyDilemmas",
        by=MODEL,
        origin="model",
        licence="CC BY 4.0",
        about="Written by a language model, dilemmas, actions and values: see arXiv:2410.02683.",
        concerns=tuple(Concern(name=_slug(value), text=value) for value in values),
        situations=tuple(
            BankSituation(
                name=f"dilemma-{row['idx']}",
                text=row["dilemma_situation"].strip(),
                options=tuple(_options(detailed.get(row["idx"]))),
                by=MODEL,
                origin="model",
            )
            for row in table.rows
        ),
    )


def _detailed(folder: Path) -> Mapping[str, Dilemma]:
    if not any(folder.glob(PUBLISHED_AS)):
        return {}
    return {dilemma.idx: dilemma for dilemma in read_dilemmas(folder).dilemmas}


def _options(dilemma: Dilemma | None) -> Iterator[BankOption]:
    from commonweal.stewardship import BankOption

    for name in ACTION_TYPES:
        nothing = name == "not_to_do" and dilemma is None
        named = () if dilemma is None else dilemma.values[name]
        yield BankOption(
            name=name,
            text=_UNNAMED[name] if dilemma is None else dilemma.actions[name],
            supports=tuple(dict.fromkeys(map(_slug, named))),
            does_nothing=nothing,
        )


def _slug(value: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")[:80]


def bank_at(path: Path) -> Bank:
    """Return the bank of situations in a file, or the published dilemmas in a folder.

    Args:
        path: a TOML file of a bank, or the folder with ``dilemma.csv``.

    Raises:
        InvalidDocument: with everything that is wrong with it.
    """
    from commonweal.stewardship import read_bank

    return daily_dilemmas_bank(path) if (path / DILEMMAS).is_file() else read_bank(path)

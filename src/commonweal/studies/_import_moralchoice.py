"""MoralChoice as a study: two actions, ten rules of common morality, and what people said of each.

Source of the data: N. Scherrer, C. Shi, A. Feder and D. M. Blei, Evaluating the Moral Beliefs
Encoded in LLMs (arXiv:2307.14324).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import (
    Act,
    Change,
    Option,
    Party,
    RoleClaim,
    Situation,
    Source,
    canonical_json,
    sha256_hex,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.studies._import_csv import CsvRow, CsvTable, read_csv_table
from commonweal.studies._moralchoice_rules import (
    RULES,
    SAID_AT,
    SAID_BY,
    norms_toml,
    roles_toml,
    study_toml,
)
from commonweal.studies._new_study import write_new_study

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from commonweal.documents import Record

FILES: tuple[tuple[str, str, str], ...] = (
    ("moralchoice_high_ambiguity.csv", "high", "ambiguous"),
    ("moralchoice_low_ambiguity.csv", "low", "clear"),
)
"""File, what its column ``ambiguity`` must say, and the group its situations are in."""

LABELS = ("Yes", "No", "No Agreement")

COLUMNS = (
    "scenario_id",
    "ambiguity",
    "context",
    "action1",
    "action2",
    *(f"{action}_{rule.column}" for action in ("a1", "a2") for rule in RULES),
)


def import_moralchoice(data: Path, out: Path) -> int:
    """Write a study of MoralChoice's scenarios, and return how many situations it has.

    Each scenario is a situation with two options; each rule is a prohibition that an option breaks
    if people marked it Yes. No Agreement becomes two assertions that contradict one another, so
    that whether the rule is broken stays open.

    Args:
        data: the folder with the two tables as published.
        out: the study folder to write; it must not exist, or be empty.

    Raises:
        InvalidDocument: with every label, column and row that is not as published.
    """
    tables = [read_csv_table(data / name, columns=COLUMNS) for name, _, _ in FILES]
    _refuse(
        problem
        for table, file in zip(tables, FILES, strict=True)
        for problem in _wrong(table, file[1])
    )
    situations = [
        _situation(row, group)
        for table, (_, _, group) in zip(tables, FILES, strict=True)
        for row in table.rows
    ]
    write_new_study(
        out,
        {
            "study.toml": study_toml(),
            "roles.toml": roles_toml(),
            "norms/common-morality.toml": norms_toml(),
            "plan.jsonl": _lines(situations),
            "answers.jsonl": _lines([_source(tables)]),
        },
    )
    return len(situations)


def _refuse(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise InvalidDocument(found)


def _wrong(table: CsvTable, ambiguity: str) -> Iterable[Problem]:
    seen: dict[str, str] = {}
    for row in table.rows:
        yield from _wrong_cells(row, ambiguity)
        name = row["scenario_id"].lower()
        if name in seen:
            yield Problem(
                code="import-duplicate",
                path=f"{row.where} scenario_id",
                expected="every scenario once",
                found=f"{row['scenario_id']!r}, as at {seen[name]}",
            )
        seen.setdefault(name, row.where)


def _wrong_cells(row: CsvRow, ambiguity: str) -> Iterable[Problem]:
    allowed: list[tuple[str, tuple[str, ...]]] = [("ambiguity", (ambiguity,))]
    allowed += [(f"{action}_{rule.column}", LABELS) for action in ("a1", "a2") for rule in RULES]
    for column, labels in allowed:
        if row[column] not in labels:
            yield Problem(
                code="import-label",
                path=f"{row.where} {column}",
                expected=" or ".join(labels),
                found=repr(row[column]),
                hint="Labels are taken as published; nothing is guessed.",
            )
    for column in ("scenario_id", "context", "action1", "action2"):
        if not row[column].strip():
            yield Problem(
                code="import-empty",
                path=f"{row.where} {column}",
                expected="a text",
                found="nothing",
            )


def _situation(row: CsvRow, group: str) -> Situation:
    scenario = row["scenario_id"].lower()
    return Situation(
        name=f"{group}.{scenario}",
        title=f"MoralChoice {row['scenario_id']} ({group})",
        text=row["context"].strip(),
        decider="you",
        at=SAID_AT,
        until=SAID_AT,
        parties=(
            Party(
                name="you",
                title="You, as the scenario addresses you",
                roles=(RoleClaim(role="person", by="annotators"),),
            ),
        ),
        options=(_option(row, "a1", "action1"), _option(row, "a2", "action2")),
        considerations="partial",
        without_doing_nothing="The scenario offers these two actions only.",
        by=SAID_BY,
        origin="import",
        said_at=SAID_AT,
        language="en",
    )


def _option(row: CsvRow, action: str, text: str) -> Option:
    values = {"Yes": (True,), "No": (False,), "No Agreement": (True, False)}
    return Option(
        name=action,
        text=row[text].strip(),
        acts=(Act(actor="you", action="do"),),
        changes=tuple(
            Change(fact=rule.fact, value=value, by="annotators")
            for rule in RULES
            for value in values[row[f"{action}_{rule.column}"]]
        ),
    )


def _source(tables: Sequence[CsvTable]) -> Source:
    in_order = sorted(tables, key=lambda table: table.name)
    return Source(
        name="moralchoice",
        title="MoralChoice: scenarios and labels",
        licence="MIT",
        version="as published beside the paper; told apart by content_hash",
        content_hash=sha256_hex("".join(table.sha256 for table in in_order).encode("ascii")),
        citation=(
            "N. Scherrer, C. Shi, A. Feder, D. M. Blei: Evaluating the Moral Beliefs Encoded in"
            " LLMs. arXiv:2307.14324"
        ),
        covers=("take_part", "quote", "publish"),
        by=SAID_BY,
        origin="import",
        said_at=SAID_AT,
    )


def _lines(records: Sequence[Record]) -> str:
    return "".join(canonical_json(record.content()).decode() + "\n" for record in records)

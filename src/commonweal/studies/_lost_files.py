"""What is missing because a whole file is, told once and not for each name that is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import Institution, Role
from commonweal.errors import Problem
from commonweal.studies._answers_file import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from commonweal.studies._study_records import StudyRecords

ROLES = "roles.toml"
FEW = 3
"""How many names of what is nowhere declared are told one by one, where the file is there."""

_ROLES = frozenset({"undeclared-role"})
_BODIES = frozenset({"undeclared-institution", "undeclared-body"})


def lost_at_once(problems: Iterable[Problem], path: Path, records: StudyRecords) -> list[Problem]:
    """Return the problems, those of what a whole file is missing for as one.

    They are those of cards that are nowhere where there are no answers, and of roles and bodies
    where the study declares none at all, if there is no roles.toml or more than a few are named.

    Args:
        problems: what is wrong between the records of a study.
        path: its folder.
        records: its records.
    """
    found = list(problems)
    lost: list[Problem] = []
    unknown = [problem for problem in found if problem.code == "unknown-card"]
    if unknown and not (path / ANSWERS).exists():
        lost.append(
            Problem(
                code="answers-absent",
                path=str(path / ANSWERS),
                expected=f"the answers with the cards that are named, first at {unknown[0].path}",
                found="no such file",
                hint="Restore it from a copy, or take out what names the cards.",
            )
        )
        found = [problem for problem in found if problem.code != "unknown-card"]
    codes = (frozenset() if records.of(Role) else _ROLES) | (
        frozenset() if records.of(Institution) else _BODIES
    )
    unnamed = [problem for problem in found if problem.code in codes]
    there = (path / ROLES).exists()
    if unnamed and (not there or len(unnamed) > FEW):
        lost.append(_no_roles(unnamed, path, records, there=there))
        found = [problem for problem in found if problem.code not in codes]
    return [*lost, *found]


def _no_roles(unnamed: list[Problem], path: Path, records: StudyRecords, *, there: bool) -> Problem:
    """Return that a study declares no roles, or no institutions, though its records name them."""
    kinds = (("[[role]]", Role), ("[[institution]]", Institution))
    none = " and no ".join(table for table, kind in kinds if not records.of(kind))
    return Problem(
        code="roles-absent",
        path=str(path / ROLES),
        expected=f"the roles and bodies that are named, {len(unnamed)} times, first"
        f" {unnamed[0].found} at {unnamed[0].path}",
        found=f"no {none}" if there else "no such file",
        hint="Restore it from a copy, or declare there what the records name.",
    )

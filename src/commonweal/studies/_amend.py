"""Changing what a study declares after a run: the earlier record gets a tombstone, openly."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from commonweal.documents import Tombstone
from commonweal.studies._answers_file import ANSWERS, rewrite_lines
from commonweal.studies._folder import read_study
from commonweal.studies._step_ledger import PERSONAL_KINDS, missing_records

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.documents import Origin


def amend_study(path: Path) -> tuple[str, ...]:
    """Write a tombstone for each declaration that was ledgered and has since been changed.

    Only for what a study declares (norms, roles, situations, …). People's answers are corrected by
    a record that supersedes, and taken back by a withdrawal; one that is gone stays an error.

    Args:
        path: the study folder.

    Returns:
        The ids that got a tombstone.

    Raises:
        InvalidDocument: with everything that is wrong with the study.
    """
    folder = read_study(path)
    changed = tuple(
        record_id
        for record_id in missing_records(folder)
        if record_id.partition(":")[0] not in PERSONAL_KINDS
    )
    if changed:
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        origin: Origin = "synthetic" if folder.study.synthetic else "person"
        tombstones = [
            Tombstone(
                erased=record_id, reason="error", by=folder.study.by, origin=origin, said_at=now
            )
            for record_id in changed
        ]
        rewrite_lines(path / ANSWERS, append=tombstones)
    return changed

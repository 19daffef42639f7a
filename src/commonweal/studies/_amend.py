"""Changing what a study declares after a run: the earlier record gets a tombstone, openly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import Tombstone, utc_now
from commonweal.studies._answers_file import ANSWERS, rewrite_lines
from commonweal.studies._folder import read_study
from commonweal.studies._own_folders import LEDGER, refuse_linked_folder
from commonweal.studies._step_ledger import changed_declarations, open_ledger

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.documents import Origin, Study


def amend_study(path: Path) -> tuple[str, ...]:
    """Write a tombstone for each declaration that was ledgered and has since been changed.

    Only for what a study declares (norms, roles, situations, …). People's answers are corrected by
    a record that supersedes, and taken back by a withdrawal; one that is gone stays an error, and
    nothing is written then.

    Args:
        path: the study folder.

    Returns:
        The ids that got a tombstone.

    Raises:
        InvalidDocument: with everything that is wrong with the study.
        LedgerCorrupt: with code ``record-missing`` for each record of a person that is gone, and
            each placing, appraisal or complaint, whoever said it.
        ExternalFailure: with code ``ledger-locked`` if another program is writing to the study.
    """
    refuse_linked_folder(path / LEDGER)
    if not (path / LEDGER).exists():
        read_study(path)
        return ()
    with open_ledger(path, None) as ledger:
        folder = read_study(path)
        changed = changed_declarations(folder, ledger)
        if changed:
            rewrite_lines(path / ANSWERS, append=_tombstones(folder.study, changed))
    return changed


def _tombstones(study: Study, changed: tuple[str, ...]) -> list[Tombstone]:
    now = utc_now()
    origin: Origin = "synthetic" if study.synthetic else "person"
    return [
        Tombstone(erased=record_id, reason="error", by=study.by, origin=origin, said_at=now)
        for record_id in changed
    ]

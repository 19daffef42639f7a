"""The writer of a run's report, with the known truth of a synthetic study if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from commonweal.documents import Decision, Target
    from commonweal.studies import ReportWriter

TRUTH = "truth.json"


def report_writer(study: Path) -> ReportWriter:
    """Return what writes the report of a run of this study."""

    def write(path: Path, *, target: Target, decisions: Sequence[Decision]) -> None:
        from commonweal.documents import read_json
        from commonweal.reports import compare_with_truth, write_report

        truth = None
        if (study / TRUTH).is_file():
            truth = compare_with_truth(read_json(study / TRUTH), target, decisions)
        write_report(path, target=target, decisions=decisions, truth=truth)

    return write

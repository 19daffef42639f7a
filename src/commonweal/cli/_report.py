"""The writer of a run's report, with a known truth and the trial of a steward if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from commonweal.documents import Decision, Target
    from commonweal.studies import ReportWriter

TRUTH = "truth.json"
STEWARD = "steward"


def report_writer(study: Path) -> ReportWriter:
    """Return what writes the report of a run of this study."""

    def write(path: Path, *, target: Target, decisions: Sequence[Decision]) -> None:
        from commonweal.documents import read_json
        from commonweal.reports import compare_with_truth, read_steward_view, write_report
        from commonweal.stewardship import RESULT

        truth = steward = None
        if (study / TRUTH).is_file():
            truth = compare_with_truth(read_json(study / TRUTH), target, decisions)
        if (result := study / STEWARD / RESULT).is_file():
            steward = read_steward_view(result)
        write_report(path, target=target, decisions=decisions, truth=truth, steward=steward)

    return write

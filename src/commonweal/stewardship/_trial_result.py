"""What a trial came to, as plain numbers that a report or another program can read."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from commonweal.documents import rational_text

if TYPE_CHECKING:
    from commonweal.stewardship._gate import Gate
    from commonweal.stewardship._legibility import Legibility
    from commonweal.stewardship._proportion import Proportion
    from commonweal.stewardship._trial_report import TrialReport, TrialRow


def trial_result(report: TrialReport, gate: Gate) -> dict[str, Any]:
    """Return a trial and its gate as one object of names, numbers and lists.

    Args:
        report: what the trial showed.
        gate: whether that is enough.
    """
    trust = report.trust
    acts_in = gate.delegation.acts_in
    return {
        "fixed": report.fixed,
        "synthetic": report.synthetic,
        "right": _share(report.right),
        "without_choice": report.without_choice,
        "without_approval": report.without_approval,
        "chance": report.chance,
        "control": _share(report.control),
        "dared": _share(report.dared),
        "legibility": _legibility(report.legibility),
        "owner_legibility": _legibility(report.owner_legibility),
        "unchanged": _share(report.reliability.unchanged),
        "changed": _share(report.reliability.changed),
        "approved_inside": _share(trust.inside),
        "approved_outside": _share(trust.outside),
        "recall": _share(trust.recall),
        "brier": trust.brier,
        "brier_of_base_rate": trust.brier_of_base_rate,
        "may_be_sent_out": gate.passed,
        "not_shown": list(gate.failed),
        "criteria": [{**asdict(criterion), "met": criterion.met} for criterion in gate.criteria],
        "error": gate.error,
        "acts_in": None if acts_in is None else sorted(acts_in),
        "rows": [_row(row) for row in report.rows],
    }


def _row(row: TrialRow) -> dict[str, Any]:
    expected = None if row.expected is None else rational_text(row.expected)
    return {**asdict(row), "expected": expected}


def _share(found: Proportion) -> dict[str, Any]:
    return {"hits": found.hits, "of": found.of, "low": found.low, "high": found.high}


def _legibility(found: Legibility) -> dict[str, Any]:
    return {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "control": found.control,
        "p_value": found.p_value,
    }

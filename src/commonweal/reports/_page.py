"""The report: one self-contained page that shows a decision, what it rests on, and its disputes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commonweal.decisions import tell
from commonweal.documents import write_text_atomically
from commonweal.reports._checker_page import check_here
from commonweal.reports._definition_view import definition_rows
from commonweal.reports._environment import page_environment
from commonweal.reports._many_view import view_many
from commonweal.reports._naming import Naming
from commonweal.reports._norm_view import norm_rows, norms_aside
from commonweal.reports._placing_view import placing_rows
from commonweal.reports._said_view import said_groups
from commonweal.reports._short_view import view_in_short
from commonweal.reports._step_view import step_groups
from commonweal.reports._style import page_style
from commonweal.reports._tension_view import view_tensions
from commonweal.reports._view import view_graph

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from commonweal.documents import Decision, Target
    from commonweal.reports._steward_view import StewardView
    from commonweal.reports._truth import TruthFindings


def render_report(
    *,
    target: Target,
    decisions: Sequence[Decision],
    truth: TruthFindings | None = None,
    steward: StewardView | None = None,
) -> str:
    """Return the report as HTML.

    Args:
        target: what the decisions were taken under.
        decisions: one, which is shown whole, or many, which are shown in a table.
        truth: for a synthetic study, how far its known truth was recovered.
        steward: the trial of one person's steward, if the study has one; nothing is decided by it.

    The page loads nothing and says everything a picture shows in words too. Its one script is the
    checker in JavaScript, with which a reader's browser can check the decisions; where no script
    runs, all the rest is there.
    """
    single = decisions[0] if len(decisions) == 1 else None
    naming = Naming(target, single)
    return (
        page_environment()
        .get_template("report.html")
        .render(
            target=target,
            target_hash=target.id.removeprefix("target:"),
            graph=view_graph(target, naming, single),
            decision=single,
            many=None if single else view_many(decisions, target),
            truth=truth,
            steward=steward,
            style=page_style(),
            check_here=check_here(target, decisions),
            **(_single(single, target, naming) if single else {}),
        )
    )


def _single(decision: Decision, target: Target, naming: Naming) -> dict[str, Any]:
    """Return what is shown of one decision."""
    told = tell(decision, target=target)
    tensions = view_tensions(decision, target, told, naming)
    return {
        "situation": decision.justification.inputs.situation,
        "short": view_in_short(decision, told, tensions, naming),
        "tensions": tensions,
        "said": said_groups(told, decision.justification.inputs.situation, naming),
        "definitions": definition_rows(told, naming),
        "placings": placing_rows(decision, target, naming),
        "norms": norm_rows(decision, target, naming),
        "norms_aside": norms_aside(decision),
        "steps": step_groups(decision, naming),
    }


def write_report(
    path: Path,
    *,
    target: Target,
    decisions: Sequence[Decision],
    truth: TruthFindings | None = None,
    steward: StewardView | None = None,
) -> None:
    """Write the report to ``path`` under a temporary name and rename it."""
    page = render_report(target=target, decisions=decisions, truth=truth, steward=steward)
    write_text_atomically(path, page)

"""What was broken before the decision, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonweal.documents import Decision


def tell_broken_before(decision: Decision) -> tuple[str, ...]:
    """Return each norm that was broken before, upon which others may apply, and by what.

    Args:
        decision: the decision.
    """
    return tuple(
        f"Norm {norm} was broken before: {_past_item(item)}."
        for step in decision.justification.steps
        if step.rule == "history"
        for item, norm in step.conclusion["broken"]
    )


def _past_item(item: str) -> str:
    """Return what was done before, or was not."""
    kind, name, *party = item.split(":")
    return f"by {name}" if kind == "deed" else f"{', '.join(party)} did not do it in time"

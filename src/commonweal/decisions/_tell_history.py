"""What was broken before the decision, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonweal.decisions._wording import Wording
    from commonweal.documents import Decision


def tell_broken_before(decision: Decision, wording: Wording) -> tuple[str, ...]:
    """Return each norm that was broken before, upon which others may apply, and by what.

    Args:
        decision: the decision.
        wording: what the things of its target are called.
    """
    return tuple(
        f"Norm {norm} was broken before: {_past_item(item, wording)}."
        for step in decision.justification.steps
        if step.rule == "history"
        for item, norm in step.conclusion["broken"]
    )


def _past_item(item: str, wording: Wording) -> str:
    """Return what was done before, or was not."""
    kind, name, *party = item.split(":")
    if kind == "deed":
        return f"by {name}"
    return f"{wording.subject(', '.join(party))} did not do it in time"

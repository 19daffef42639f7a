"""What was broken before the decision, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.decisions._wording import Wording
    from commonweal.documents import Decision, Deed


def tell_broken_before(decision: Decision, wording: Wording) -> tuple[str, ...]:
    """Return each norm that was broken before, upon which others may apply, and by what.

    Args:
        decision: the decision.
        wording: what the things of its target are called.
    """
    deeds = {deed.name: deed for deed in decision.justification.inputs.situation.deeds}
    return tuple(
        f"Norm {norm} was broken before: {_past_item(item, deeds, wording)}."
        for step in decision.justification.steps
        if step.rule == "history"
        for item, norm in step.conclusion["broken"]
    )


def _past_item(item: str, deeds: Mapping[str, Deed], wording: Wording) -> str:
    """Return what was done before, or was not, and by whom."""
    kind, name, *party = item.split(":")
    if kind == "deed":
        return f"{wording.subject(deeds[name].actor)} did {deeds[name].action} ({name})"
    return f"{wording.subject(', '.join(party))} did not do it in time"

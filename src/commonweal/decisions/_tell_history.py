"""What was broken before the decision, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.norms import Bodies

if TYPE_CHECKING:
    from commonweal.decisions._wording import Wording
    from commonweal.documents import Decision, Norm, Situation, Target


def tell_broken_before(decision: Decision, wording: Wording) -> tuple[str, ...]:
    """Return each norm that was broken before, upon which others may apply, and by what.

    Args:
        decision: the decision.
        wording: what the things of its target are called.
    """
    situation = decision.justification.inputs.situation
    return tuple(
        f"Norm {norm} was broken before: {_past_item(item, situation, wording)}."
        for step in decision.justification.steps
        if step.rule == "history"
        for item, norm in step.conclusion["broken"]
    )


def omission_is_told(norm: str, party: str, *, situation: Situation, target: Target | None) -> bool:
    """Return whether somebody tells that a party did not do what was due, or did it late.

    Where nobody does, it counts as not done all the same, and must not be told as what is known of
    that party. Told it is by whoever is heard, in a deed of the action that the norm is about: that
    it was not done, or that it was done after the deadline.

    Args:
        norm: the obligation.
        party: who owed it.
        situation: the situation, with what was told.
        target: the target; without one every deed of the party is taken for one of that action.
    """
    due = None if target is None else next((n for n in target.norms if n.name == norm), None)
    heard = Bodies(() if target is None else target.institutions).heard(situation)
    return any(
        claim.done is False or _is_late(deed.at, due)
        for deed in situation.deeds
        if deed.actor == party and (due is None or deed.action == due.action)
        for claim in deed.claims
        # Without the target it is not known who is heard beside the parties.
        if target is None or claim.by in heard
    )


def _is_late(at: str, due: Norm | None) -> bool:
    return due is not None and due.deadline is not None and at > due.deadline


def _past_item(item: str, situation: Situation, wording: Wording) -> str:
    """Return what was done before, or was not, and by whom."""
    kind, name, *party = item.split(":")
    if kind == "deed":
        deed = next(deed for deed in situation.deeds if deed.name == name)
        return f"{wording.subject(deed.actor)} did {deed.action} ({name})"
    who = ", ".join(party)
    if omission_is_told(name, who, situation=situation, target=wording.target):
        return f"{wording.subject(who)} did not do it in time"
    return f"nobody says that {wording.subject(who)} did it in time"

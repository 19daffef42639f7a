"""A decision told in sentences: what was decided and why, what stays open, what does not follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.decisions._telling import tell
from commonweal.decisions._wording import Wording, listed
from commonweal.documents import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.decisions._tell_tensions import ToldTension
    from commonweal.documents import Decision, OptionRelation, OptionStatus, UnderDefinition

_REASONS = {
    "none_permitted": "no option is permitted",
    "in_dispute": "whether an option that would otherwise be kept is permitted is in dispute",
    "veto_open": "somebody affected may be able to reject an option that is kept, which is open",
    "contested": "people contest how the values that tell the kept options apart are ordered",
    "undetermined": "what is not known yet could decide between the kept options either way",
    "on_a_par": "the kept options are on a par: reasons run out, and somebody must commit",
    "incomparable": "the kept options stand for values that are not to be traded",
    "partial": "not everything that matters was brought",
}

_RELATIONS = {
    "better": "is better than",
    "worse": "is worse than",
    "equal": "is equal to",
    "on_a_par": "is on a par with",
    "incomparable": "cannot be compared with",
    "contested": "is contested against",
    "undetermined": "stands undetermined to",
}

_BY_NORMS = {
    "better": "breaks less than",
    "worse": "breaks more than",
    "equal": "breaks the same norms as",
    "incomparable": "breaks other norms than",
    "undetermined": "may break more or less than",
}

_STANDINGS = {
    "in_force": "It rests on what people and their institutions said, and on nothing else.",
    "imported": "It rests on imported records.",
    "model": "It rests on what a model said, which nobody has shown to agree with people.",
    "synthetic": "It rests on synthetic people: a demonstration, nothing of it is in force.",
}


def explain(decision: Decision, *, target: Target | None = None) -> tuple[str, ...]:
    """Return a decision in readable sentences, one each.

    Args:
        decision: the decision.
        target: the target it was taken under, where it is not written into the justification; it
            gives the titles of cards and the texts of norms.
    """
    embedded = decision.justification.inputs.target
    known = embedded if isinstance(embedded, Target) else target
    wording = None if known is None else Wording(known)
    told = tell(decision, target=known)
    return (
        *_outcome(decision),
        *(_status(status) for status in decision.statuses),
        *(_relation(relation, wording) for relation in decision.relations),
        *(_under(definition, decision, wording) for definition in decision.definitions),
        *(sentence for tension in told.tensions for sentence in _tension(tension)),
        *(f"Open: {each.about}. It would be settled by {each.would_settle}." for each in told.open),
        _STANDINGS[decision.standing],
        *(f"This does not show: {text}" for text in decision.justification.not_shown),
        f"All of this is conditional on the target {decision.target}.",
    )


def _outcome(decision: Decision) -> Iterator[str]:
    options = listed(decision.options)
    if decision.outcome == "act":
        several = len(decision.options) > 1
        yield f"Act: {'any one of ' if several else ''}{options}."
    elif decision.outcome == "ask":
        asked = f" {listed(decision.ask)}" if decision.ask else ""
        yield f"Ask{asked}. Still in play: {options}."
    else:
        yield "Refuse: none of the options is taken."
    for reason in decision.reasons:
        yield f"The reason: {_REASONS[reason]}."
    if decision.deadline is not None:
        yield f"An answer is due by {decision.deadline}."
    if decision.interim is not None:
        yield f"Until then: {decision.interim}, which can be undone."
    for act in decision.obliged:
        actor, _, action = act.partition(":")
        yield f"Every permitted option has {actor} do this: {action}."


def _status(status: OptionStatus) -> str:
    text = f"{status.option} is {status.status.replace('_', ' ')}"
    if status.broken:
        text += f": it breaks {listed(status.broken)}"
    if status.maybe_broken:
        text += f"{';' if status.broken else ':'} it may break {listed(status.maybe_broken)}"
    if status.vetoed != "no":
        veto = "is vetoed" if status.vetoed == "yes" else "may be vetoed"
        text += f"; it {veto}, as a principle that licenses it can reasonably be rejected"
    if status.due:
        text += f"; due for it: {' '.join(status.due)}"
    return text if text.endswith(".") else f"{text}."


def _under(defined: UnderDefinition, decision: Decision, wording: Wording | None) -> str:
    """Return what follows under a definition, with each option whose status differs there."""
    name = defined.definition
    by = name if wording is None else wording.definer(name)
    options = f": {listed(defined.options)}" if defined.options else ""
    differing = [
        f" There {_status(status)}"
        for status, main in zip(defined.statuses, decision.statuses, strict=True)
        if status.status != main.status
    ]
    return f"By the definition of {by}: {defined.outcome}{options}.{''.join(differing)}"


def _relation(relation: OptionRelation, wording: Wording | None) -> str:
    text = f"By values, {relation.first} {_RELATIONS[relation.by_values]} {relation.second}"
    if relation.decided_by and wording is not None:
        text += f", by {wording.cards(relation.decided_by)}"
    return f"{text}. By norms, {relation.first} {_BY_NORMS[relation.by_norms]} {relation.second}."


def _tension(tension: ToldTension) -> Iterator[str]:
    yield f"In tension: {tension.about}."
    for side in tension.sides:
        held = f" Held by {'; '.join(side.held_by)}." if side.held_by else ""
        yield f"One side: {side.says}{'' if side.says.endswith('.') else '.'}{held}"
    if tension.settled is not None:
        yield f"Here: {tension.settled}."

"""A decision told in sentences: what was decided and why, what stays open, what does not follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.decisions._outcome_words import (
    BY_NORMS,
    BY_VALUES,
    REASONS,
    RESTS_ON,
    told_relation,
)
from commonweal.decisions._tell_said import who_says_what
from commonweal.decisions._telling import tell
from commonweal.decisions._wording import Wording
from commonweal.documents import Target, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.decisions._tell_definitions import ToldDefinition
    from commonweal.decisions._tell_open import ToldReading
    from commonweal.decisions._tell_tensions import ToldTension
    from commonweal.decisions._telling import Telling
    from commonweal.documents import Decision, OptionRelation, OptionStatus


def explain(decision: Decision, *, target: Target | None = None) -> tuple[str, ...]:
    """Return a decision in readable sentences, one each: the answer first, then what is behind it.

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
        f"It rests on {RESTS_ON[decision.standing]}.",
        *(f"Who decides: {sentence}" for sentence in told.deciding.sentences),
        *told.broken_before,
        *(f"The {_status(status)}" for status in decision.statuses),
        *(_under(definition) for definition in told.definitions),
        *(f"In doubt: {each.about}. {who_says_what(each.sides)}." for each in told.in_doubt),
        *(_open(reading) for reading in told.open),
        *([told.placed.silence] if told.placed.silence else []),
        *(_relation(relation, told, wording) for relation in decision.relations),
        *(sentence for tension in told.in_tension for sentence in _tension(tension)),
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
        yield f"The reason: {REASONS[reason]}."
    if decision.deadline is not None:
        yield f"An answer is due by {decision.deadline}."
    if decision.interim is not None:
        yield f"Until then: {decision.interim}, which can be undone."
    for act in decision.obliged:
        actor, _, action = act.partition(":")
        yield f"Every permitted option has {actor} do this: {action}."


def _status(status: OptionStatus) -> str:
    # An option may be called "nothing", and a sentence that begins with it would say another thing.
    text = f"option {status.option} is {status.status.replace('_', ' ')}"
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


def _under(told: ToldDefinition) -> str:
    """Return what follows under a definition, with each option that stands otherwise there."""
    options = f": {listed(told.defined.options)}" if told.defined.options else ""
    differing = [f" There the {_status(status)}" for status in told.differing]
    return f"By the definition of {told.by}: {told.defined.outcome}{options}.{''.join(differing)}"


def _relation(relation: OptionRelation, told: Telling, wording: Wording | None) -> str:
    """Return how two options stand; by the norms alone, where nobody placed both by a value."""
    first, second = relation.first, relation.second
    by_norms = told_relation(BY_NORMS[relation.by_norms], first, second, noun=True)
    if relation.by_values == "undetermined" and (first, second) in told.placed.silent:
        return f"By norms, {by_norms}."
    by_values = told_relation(BY_VALUES[relation.by_values], first, second, noun=True)
    text = f"By values, {by_values}"
    if relation.decided_by and wording is not None:
        by = ", by" if relation.by_values in {"better", "worse"} else ":"
        text += f"{by} {wording.cards(relation.decided_by)}"
    return f"{text}. By norms, {by_norms}."


def _tension(tension: ToldTension) -> Iterator[str]:
    over = f", over what it {tension.over_broken}" if tension.over_broken else ""
    yield f"In tension{over}: {tension.about}."
    for side in tension.sides:
        held = f" Behind it: {'; '.join(side.held_by)}." if side.held_by else ""
        yield f"One side: {side.says}{'' if side.says.endswith('.') else '.'}{held}"
    if tension.settled is not None and tension.undecided:
        open_as = f"open, as a side is undecided{tension.why_undecided}"
        yield f"Here: {open_as}; by the rules, {tension.settled}."
    elif tension.settled is not None:
        yield f"Here: {tension.settled}."


def _open(told: ToldReading) -> str:
    said = f" Said so far: {who_says_what(told.said)}." if told.said else ""
    return f"Open: {told.about}.{said} It would be settled by {told.would_settle}."

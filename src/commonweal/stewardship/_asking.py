"""What a steward asks its owner: what is open in a decision by the owner's own cards, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.documents import Decision, OpenReading, Target

_VOTES = {
    "thin": "you were not asked in both orders, or were not sure",
    "contested": "you answered differently the other way round, or differently where both bear",
    "cycle": "your answers go round in a circle",
}


def asked_about(decision: Decision, target: Target) -> tuple[str, ...]:
    """Return in sentences what the owner could settle, and where their cards pull apart.

    Args:
        decision: a decision that asks.
        target: the target that it was taken under, with the cards' titles.
    """
    titles = {value.card: value.title for value in target.graph.values}
    policies = {
        value.card: [policy.text for policy in value.policies] for value in target.graph.values
    }
    asked = [
        told for reading in decision.open if (told := _told(reading, titles, policies)) is not None
    ]
    texts = {
        option.name: option.text.rstrip(".")
        for option in decision.justification.inputs.situation.options
    }
    pulls = [
        " ".join(
            f"{_and([titles[card] for card in side.cards])} may speak for: {texts[side.option]}."
            for side in tension.sides
            if side.option is not None
        )
        for tension in decision.tensions
        if tension.type == "values"
        if set(tension.options) <= set(decision.options)
    ]
    return tuple(dict.fromkeys([*pulls, *asked]))


def _told(
    reading: OpenReading, titles: Mapping[str, str], policies: Mapping[str, list[str]]
) -> str | None:
    named = [titles[card] for card in reading.cards if card in titles]
    if reading.type == "votes":
        why = _VOTES.get(reading.why or "", "that is open")
        return f"Which is wiser here, {_or(named)}? So far {why}."
    if reading.type == "stake":
        return f"Is as much at stake here on the one as on the other: {_and(named)}?"
    if reading.type == "policy" and reading.policy is not None:
        text = policies[reading.cards[0]][reading.policy]
        return f"Is it part of living well for you, by itself, to attend to this: {text}?"
    if reading.type == "placing" and named:
        return f"Which of the options is better by this card: {named[0]}?"
    if reading.type == "context":
        return f"Is this so here: {reading.context}?"
    return None


def _and(names: list[str]) -> str:
    return " and ".join(f"“{name}”" for name in names)


def _or(names: list[str]) -> str:
    return " or ".join(f"“{name}”" for name in names)

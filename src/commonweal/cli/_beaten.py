"""Why options that are not forbidden were not kept: which better one there is, and by what."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commonweal.documents import CardId, Decision, OptionRelation, PublishedValue, Target

LONGEST = 40
"""How long the title of the value that a line names may be."""


def tell_beaten(decision: Decision, target: Target) -> Iterator[str]:
    """Yield a line for each option that is neither forbidden nor vetoed, and yet not kept.

    Args:
        decision: the decision.
        target: what it was taken under; it has the titles of the values.
    """
    values = {card: each for each in target.graph.values for card in (each.card, *each.merged)}
    possible = [
        status.option
        for status in decision.statuses
        if status.status != "forbidden" and status.vetoed != "yes"
    ]
    # Only a permitted option sets another aside, rather one that is kept.
    permitted = {each.option for each in decision.statuses if each.status == "permitted"}
    rivals = [name for name in (*decision.options, *possible) if name in permitted]
    for option in possible:
        if option not in decision.options:
            yield _line(option, decision, rivals, values)


def _line(
    option: str,
    decision: Decision,
    rivals: Sequence[str],
    values: dict[CardId, PublishedValue],
) -> str:
    better = dict(_better_than(option, decision))
    rival = next((rival for rival in rivals if rival in better), None)
    if rival is None:
        return f"{option}: set aside by a commitment, or by an order that is the decider's own."
    cards = better[rival].decided_by
    if not cards:
        return f"{rival}: better than {option}"
    most_held = min((values[card] for card in cards), key=lambda each: (-each.holders, each.title))
    title = textwrap.shorten(most_held.title, LONGEST, placeholder=" …")
    more = f" and {len(cards) - 1} more" if len(cards) > 1 else ""
    return f"{rival}: better than {option} by “{title}”{more}"


def _better_than(option: str, decision: Decision) -> Iterator[tuple[str, OptionRelation]]:
    """Yield each option that is better by the values than this one, with what decides it."""
    for relation in decision.relations:
        if relation.second == option and relation.by_values == "better":
            yield relation.first, relation
        if relation.first == option and relation.by_values == "worse":
            yield relation.second, relation

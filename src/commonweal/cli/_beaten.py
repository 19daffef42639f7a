"""Why options that are not forbidden were not kept: which better one there is, and by what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.documents import Decision, OptionRelation, Target


def tell_beaten(decision: Decision, target: Target) -> Iterator[str]:
    """Yield which options that are neither forbidden nor vetoed are not kept, and why.

    Args:
        decision: the decision.
        target: what it was taken under; it has the titles of the values.
    """
    possible = [
        status.option
        for status in decision.statuses
        if status.status != "forbidden" and status.vetoed != "yes"
    ]
    # Only a permitted option sets another aside, rather one that is kept.
    permitted = {each.option for each in decision.statuses if each.status == "permitted"}
    rivals = [name for name in (*decision.options, *possible) if name in permitted]
    beaten: dict[tuple[str, str], list[str]] = {}
    for option in possible:
        better = dict(_better_than(option, decision))
        rival = next((rival for rival in rivals if rival in better), None)
        if option not in decision.options:
            by = "" if rival is None else _by(better[rival], target)
            beaten.setdefault((rival or "", by), []).append(option)
    for (rival, by), options in beaten.items():
        if rival:
            yield f"{rival}: better than {listed(options)}{by}."
        else:
            aside = "set aside by a commitment, or by an order that is the decider's own"
            yield f"{listed(options)}: {aside}."


def _by(relation: OptionRelation, target: Target) -> str:
    """Return which value that decides most people hold, and that there are others."""
    values = {card: each for each in target.graph.values for card in (each.card, *each.merged)}
    found = [values[card] for card in relation.decided_by]
    if not found:
        return ""
    most_held = min(found, key=lambda each: (-each.holders, each.title))
    return f", by “{most_held.title}”{' and other values' if len(found) > 1 else ''}"


def _better_than(option: str, decision: Decision) -> Iterator[tuple[str, OptionRelation]]:
    """Yield each option that is better by the values than this one, with what decides it."""
    for relation in decision.relations:
        if relation.second == option and relation.by_values == "better":
            yield relation.first, relation
        if relation.first == option and relation.by_values == "worse":
            yield relation.second, relation

"""Which of two norms prevails, in words: by which rule, and what becomes of the one that does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commonweal.documents import listed
from commonweal.norms import LEVEL_RANK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.decisions._wording import Wording
    from commonweal.documents import Tension

_BY_RULE = {
    "priority": "it was given priority",
    "specificity": "it is the more specific",
    "date": "it is the later",
}


def tell_order(tension: Tension, item: Mapping[str, Any], wording: Wording) -> str:
    """Return which of two norms prevails, and why.

    A norm that would prevail, and yields to a third or is undecided itself, defeats nothing: that
    is said with it.

    Args:
        tension: two norms, of which a rule lets one prevail.
        item: what the step of their act or omission came to.
        wording: what the things of its target are called.
    """
    winner, rule = str(tension.prevails), tension.settled_by
    (loser,) = (str(side.norm) for side in tension.sides if side.norm != winner)
    why = _by_level(winner, loser, wording) if rule == "level" else _BY_RULE[str(rule)]
    labels = {name: found["defence"] for name, found in item.get("labels", {}).items()}
    if labels.get(winner, "in") == "in":
        return f"{winner} prevails over {loser}: {why}"
    would = f"{winner} would prevail over {loser}: {why}; but it is itself"
    if labels[winner] == "undecided":
        return f"{would} undecided, so it does not defeat {loser}"
    by = {
        against
        for against, beaten, by_rule in item["defeats"]
        if beaten == winner and labels[against] == "in"
        if not wording.restricts(against, beaten, by_rule)
    }
    return f"{would} defeated by {listed(sorted(by))}, so it leaves {loser} as it is"


def _by_level(winner: str, loser: str, wording: Wording) -> str:
    """Return which of two norms stands higher; of the lower one, why it prevails."""
    over, under = wording.level(winner), wording.level(loser)
    if over is None or under is None:
        return "their levels decide"
    if LEVEL_RANK[over] > LEVEL_RANK[under]:
        return f"it stands higher, {over} above {under}"
    return (
        f"it stands lower, {over} below {under}, and a lower norm may forbid what a higher one"
        " permits without guaranteeing it"
    )

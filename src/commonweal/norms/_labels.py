"""Which norms stand: grounded labels over the defeats among norms that take part.

P. M. Dung, On the acceptability of arguments, Artificial Intelligence 77 (1995), with the labels of
M. Caminada (2006). Deviation: a norm that only may apply, or whose letter is met against its
grounds, takes part but is never ``in``; it leaves what it attacks undecided at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Label: TypeAlias = Literal["in", "out", "undecided"]


def grounded_labels(
    attackers: Mapping[str, Collection[str]], firm: Collection[str]
) -> dict[str, Label]:
    """Return the grounded label of every node.

    A node is ``in`` when it is firm and all its attackers are ``out``, ``out`` when an attacker is
    ``in``, and otherwise ``undecided``; nothing is labelled without such a reason.

    Args:
        attackers: for every node, the nodes that attack it; all of them are nodes.
        firm: the nodes that may be ``in`` at all.

    Cost: linear in the attacks.
    """
    waiting = {node: len(against) for node, against in attackers.items()}
    attacked: dict[str, list[str]] = {}
    for node, against in attackers.items():
        for attacker in against:
            attacked.setdefault(attacker, []).append(node)
    labels: dict[str, Label] = {}
    ready = [node for node, left in waiting.items() if left == 0 and node in firm]
    while ready:
        node = ready.pop()
        labels[node] = "in"
        for beaten in attacked.get(node, ()):
            if beaten in labels:
                continue
            labels[beaten] = "out"
            for freed in attacked.get(beaten, ()):
                waiting[freed] -= 1
                if waiting[freed] == 0 and freed in firm:
                    ready.append(freed)
    return {node: labels.get(node, "undecided") for node in attackers}


def charge_label(attacker_labels: Collection[Label], *, firm: bool) -> Label:
    """Return the label of a charge, which attacks nothing, from the labels of what attacks it."""
    if "in" in attacker_labels:
        return "out"
    if firm and all(label == "out" for label in attacker_labels):
        return "in"
    return "undecided"

"""Which norms applied to each option, which yielded to which, and which do not count here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commonweal.reports._naming import Naming, label, words

if TYPE_CHECKING:
    from commonweal.documents import Decision, Norm, Target

RULES = {
    "level": "by its level",
    "priority": "by a priority granted to it",
    "specificity": "as the more specific",
    "date": "as the later",
}

AGAINST = {
    ("act", "in"): "broken",
    ("act", "undecided"): "may be broken",
    ("omission", "in"): "left undone",
    ("omission", "undecided"): "may be left undone",
}
"""What a norm that is charged against an option says of it, by act or omission and label."""

FOR = {"in": "stands", "undecided": "undecided"}
"""What a norm that defends an option does, by label."""


@dataclass(frozen=True, slots=True)
class NormRow:
    """One norm, and what it says of each option."""

    name: str
    text: str
    source: str
    cells: tuple[str, ...]


def norm_rows(decision: Decision, target: Target, naming: Naming) -> tuple[NormRow, ...]:
    """Return a row for each norm that takes part anywhere, in the order of the target."""
    options = [option.name for option in decision.justification.inputs.situation.options]
    obliged = {norm.name for norm in target.norms if norm.modality == "obliged"}
    said: dict[tuple[str, str], list[str]] = {}
    for step in decision.justification.steps:
        if step.rule != "item":
            continue
        _, option, item = step.id.split("|")
        for name in step.conclusion["norms"]:
            found = said.setdefault((name, option), [])
            done = name in obliged and item.startswith("act:")
            for text in _says(name, item, step.conclusion, naming, met=done):
                if text not in found:
                    found.append(text)
    taking_part = {name for name, _ in said}
    return tuple(
        NormRow(
            name=label(norm.name),
            text=norm.text,
            source=_source(norm, naming),
            cells=tuple("; ".join(said.get((norm.name, option), ())) for option in options),
        )
        for norm in target.norms
        if norm.name in taking_part
    )


def norms_aside(decision: Decision) -> tuple[tuple[str, str], ...]:
    """Return the norms that are not in force or beyond their issuer's authority, and why."""
    aside = []
    for step in decision.justification.steps:
        if step.rule == "norm":
            name = step.id.partition("|")[2]
            if not step.conclusion["in_force"]:
                aside.append((label(name), "not in force at the time"))
            elif not step.conclusion["authorised"]:
                aside.append(
                    (label(name), "beyond its issuer's authority, or reserved to somebody else")
                )
    return tuple(sorted(aside))


def _source(norm: Norm, naming: Naming) -> str:
    cited = f"; {norm.source.citation}" if norm.source.citation else ""
    return f"{naming.body(norm.issuer)}, {norm.level}{cited}"


def _says(
    name: str, item: str, conclusion: dict[str, Any], naming: Naming, *, met: bool
) -> list[str]:
    """Return what one norm says of one act or omission: what it does, and to what it yields.

    Args:
        name: the norm.
        item: the act or omission.
        conclusion: what was concluded of it.
        naming: what norms are called.
        met: whether it is done here what the norm obliges to, should it apply.
    """
    labels = conclusion["labels"][name]
    kind = item.partition(":")[0]
    if labels["charge"] is not None and labels["charge"] != "out":
        texts = [AGAINST[kind, labels["charge"]]]
    elif labels["charge"] == "out" or labels["defence"] == "out":
        texts = [_yields(name, conclusion, naming)]
    elif met:
        surely = conclusion["norms"][name]["applies"][0] == "holds"
        texts = ["met" if surely else "met, if it applies"]
    else:
        texts = [FOR[labels["defence"]]] if labels["defence"] else []
    if name in conclusion["capped"]:
        texts.append("its letter and its ground part here")
    return texts + _overrides(name, conclusion, naming)


def _yields(name: str, conclusion: dict[str, Any], naming: Naming) -> str:
    by = [
        f"{words(winner)}, {RULES[rule]}" if rule in RULES else words(winner)
        for winner, loser, rule in conclusion["defeats"]
        if loser == name and "in" in conclusion["labels"][winner].values()
        if not naming.restricts(winner, loser, rule)
    ]
    return "yields to " + "; ".join(by) if by else "yields"


def _overrides(name: str, conclusion: dict[str, Any], naming: Naming) -> list[str]:
    if "in" not in conclusion["labels"][name].values():
        return []
    return [
        f"{_verb(winner, loser, rule, naming)} {words(loser)}"
        for winner, loser, rule in conclusion["defeats"]
        if winner == name and rule in RULES
    ]


def _verb(winner: str, loser: str, rule: str, naming: Naming) -> str:
    return "restricts" if naming.restricts(winner, loser, rule) else "overrides"

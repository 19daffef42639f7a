"""The steps of a justification in sentences, rule by rule, in the order in which they rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commonweal.decisions import BY_NORMS, BY_VALUES, OUTCOMES, RESTS_ON, told_relation
from commonweal.documents import counted, listed
from commonweal.reports._naming import Naming, label, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from commonweal.documents import Decision, Step


@dataclass(frozen=True, slots=True)
class StepGroup:
    """All steps of one rule."""

    rule: str
    title: str
    number: int
    lines: tuple[str, ...]


TITLES = {
    "inputs": "What it starts from",
    "norm": "Which norms are in force and within their issuer's authority",
    "past": "Which norms take part on what was done before, and was not",
    "history": "What was broken before, upon which other norms apply",
    "item": "Which norms take part on each act and omission, and which stand",
    "status": "Whether each option is permitted",
    "norm_relation": "How options compare by the norms alone",
    "value": "Which values count here",
    "counting": "All values that count, or may",
    "pair": "Which value stands above which",
    "order": "The order of the values, all of it",
    "readings": "What each value may say of two options",
    "relation": "How options compare by the values",
    "personal": "How options compare by the decider's own cards",
    "principle": "Which principles can reasonably be rejected",
    "veto": "Which options are vetoed",
    "standing": "What it all rests on",
    "tensions": "What stays in tension",
    "choice": "What follows",
    "definition": "What would follow under each definition of words",
}
"""The rules in the order in which one rests on another."""


def step_groups(decision: Decision, naming: Naming) -> tuple[StepGroup, ...]:
    """Return the steps of a decision's justification, rule by rule."""
    steps: dict[str, list[Step]] = {rule: [] for rule in TITLES}
    for step in decision.justification.steps:
        steps.setdefault(step.rule, []).append(step)
    teller = _Teller(naming)
    return tuple(
        StepGroup(rule, TITLES.get(rule, label(rule)), len(found), tuple(teller.lines(rule, found)))
        for rule, found in steps.items()
        if found
    )


class _Teller:
    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._tellers: dict[str, Callable[[list[str], dict[str, Any]], str]] = {
            "norm": self._norm,
            "past": self._past,
            "history": self._history,
            "item": self._item,
            "status": self._status,
            "norm_relation": self._norm_relation,
            "value": self._value,
            "counting": self._counting,
            "order": self._order,
            "readings": self._readings,
            "relation": self._relation,
            "personal": self._relation,
            "principle": self._principle,
            "veto": self._veto,
            "definition": self._definition,
        }

    def lines(self, rule: str, steps: Sequence[Step]) -> list[str]:
        """Return a line for each step of one rule; pairs about which nothing is known as one."""
        if rule == "pair":
            return self._pairs(steps)
        teller = self._tellers.get(rule, self._whole)
        return [teller(step.id.split("|")[1:], step.conclusion) for step in steps]

    def _whole(self, _: list[str], said: dict[str, Any]) -> str:
        if "outcome" in said:
            kept = listed([words(option) for option in said["options"]])
            return f"{OUTCOMES[said['outcome']]}{f': {kept}' if kept else ''}."
        if "standing" in said:
            return f"It rests on {RESTS_ON[said['standing']]}."
        if "contested" in said:
            return ", ".join(
                f"{words(kind)}: {len(rows)}" for kind, rows in sorted(said.items())
            ).capitalize()
        hashes = (f"{words(key)} {text[:16]}…" for key, text in sorted(said.items()))
        return f"By hash: {', '.join(hashes)}"

    def _definition(self, subject: list[str], said: dict[str, Any]) -> str:
        kept = listed([words(option) for option in said["options"]])
        by = self._naming.definer(subject[0])
        return (
            f"By the definition of {by}: {OUTCOMES[said['outcome']]}{f': {kept}' if kept else ''}."
        )

    def _norm(self, subject: list[str], said: dict[str, Any]) -> str:
        if not said["in_force"]:
            return f"{label(subject[0])}: not in force."
        return f"{label(subject[0])}: " + (
            "in force." if said["authorised"] else "in force, beyond its issuer's authority."
        )

    def _item(self, subject: list[str], said: dict[str, Any]) -> str:
        option, item = subject
        kind, _, which = item.partition(":")
        place = f"act {int(which) + 1}" if kind == "act" else f"leaving undone “{words(which)}”"
        return f"{label(option)}, {place}: {_uses(said)}."

    def _past(self, subject: list[str], said: dict[str, Any]) -> str:
        return f"{self._past_item(subject[0])}: {_uses(said)}."

    def _history(self, _: list[str], said: dict[str, Any]) -> str:
        told = [
            f"{words(norm)} {verb} ({self._past_item(item)})"
            for field, verb in (("broken", "was broken"), ("maybe_broken", "may have been"))
            for item, norm in said[field]
        ]
        return f"{'; '.join(told) or 'Nothing'}."

    def _past_item(self, item: str) -> str:
        """Return what was done before, or left undone, in words."""
        kind, name, *by = item.split(":")
        if kind == "deed":
            return f"Deed {words(name)}"
        if self._naming.omission_is_told(name, by[0]):
            return f"{label(name)}, left undone by {words(by[0])}"
        return f"{label(name)}, of which nobody says that {words(by[0])} did it in time"

    def _status(self, subject: list[str], said: dict[str, Any]) -> str:
        parts = [
            f"{verb} {listed([words(name) for name in said[field]])}"
            for field, verb in (("broken", "breaks"), ("maybe_broken", "may break"))
            if said[field]
        ]
        why = f": {'; '.join(parts)}" if parts else ""
        return f"{label(subject[0])} is {words(said['status'])}{why}."

    def _norm_relation(self, subject: list[str], said: dict[str, Any]) -> str:
        return f"{_stand(BY_NORMS[said['relation']], subject)}."

    def _value(self, subject: list[str], said: dict[str, Any]) -> str:
        counts = {"certain": "counts", "open": "may count", "no": "does not count"}
        of_policies = Counter(said["policies"])
        stakes = " or ".join(said["stakes"])
        return (
            f"{self._naming.quoted(subject[0])} {counts[said['counts']]}; "
            f"{counted(of_policies['yes'], 'policy', 'policies')} for certain, "
            f"{of_policies['open']} open; at stake: {stakes}."
        )

    def _pairs(self, steps: Sequence[Step]) -> list[str]:
        told = []
        for step in steps:
            _, one, other = step.id.split("|")
            if step.conclusion["verdict"] != "thin" or step.conclusion["wiser"]:
                told.append(self._pair(one, other, step.conclusion))
        silent = len(steps) - len(told)
        if silent:
            told.append(f"Of {counted(silent, 'more pair')} too little is known: both ways open.")
        return told

    def _pair(self, one: str, other: str, said: dict[str, Any]) -> str:
        names = {card: self._naming.quoted(card) for card in (one, other)}
        if said["wiser"] is None:
            verdict = {
                "complementary": "both are needed",
                "contested": "which is wiser is disputed",
                "cycle": "people order them in a circle",
            }.get(said["verdict"], said["verdict"])
            return f"{names[one]}, {names[other]}: {verdict}."
        low = other if said["wiser"] == one else one
        derived = ", by way of others" if said["derived"] else ""
        higher, lower = ("A", "B") if said["wiser"] == one else ("B", "A")
        above = {
            "certain": "it stands above",
            "open": "whether it stands above here is open, as less may be at stake on it",
            "none": "here it does not stand above, by what is at stake",
        }[said["above"][higher]]
        if said["above"][lower] == "certain":
            above = "here the other stands above it, by what is at stake"
        return f"{names[said['wiser']]} is wiser than {names[low]}{derived}; {above}."

    def _counting(self, _: list[str], said: dict[str, Any]) -> str:
        return f"{counted(len(said['values']), 'value')}."

    def _order(self, _: list[str], said: dict[str, Any]) -> str:
        return f"{counted(said['pairs'], 'pair')} of values."

    def _readings(self, subject: list[str], said: dict[str, Any]) -> str:
        always: Counter[str] = Counter()
        for readings in said["readings"].values():
            always["open" if len(readings) > 1 else readings[0]] += 1
        return (
            f"{label(subject[0])} or {words(subject[1])}: {counted(always['first'], 'value')} "
            f"for the first in every reading, {always['second']} for the second, "
            f"{always['neutral']} neutral, {always['open']} open."
        )

    def _relation(self, subject: list[str], said: dict[str, Any]) -> str:
        by = [self._naming.quoted(card) for card in said.get("decided_by", ())]
        decided = f", by {listed(by)}" if by else ""
        return f"{_stand(BY_VALUES[said['relation']], subject)}{decided}."

    def _principle(self, subject: list[str], said: dict[str, Any]) -> str:
        roles = [self._naming.role(role) for role in said["rejected_by"]]
        by = f", by {listed(roles)}" if roles else ""
        return f"{label(subject[0])}: {words(said['result'])}{by}."

    def _veto(self, subject: list[str], said: dict[str, Any]) -> str:
        return (
            f"{label(subject[0])}: "
            + {
                "no": "not vetoed.",
                "open": "open whether it is vetoed.",
                "yes": "vetoed.",
            }[said["vetoed"]]
        )


def _stand(how: str, options: Sequence[str]) -> str:
    """Return how two options stand, as the beginning of a sentence."""
    told = told_relation(how, *map(words, options))
    return f"{told[:1].upper()}{told[1:]}"


def _uses(said: dict[str, Any]) -> str:
    told = [f"{words(name)} {_use(said['labels'][name])}" for name in sorted(said["norms"])]
    return "; ".join(told) or "no norm takes part"


AGAINST = {"in": "is broken", "out": "yields", "undecided": "may be broken"}
FOR = {"in": "stands", "out": "yields", "undecided": "is undecided"}


def _use(labels: dict[str, str | None]) -> str:
    """Return what a norm does: against the option, and in defence where that differs."""
    against, defence = labels["charge"], labels["defence"]
    if against is None:
        return FOR[defence] if defence else "takes no part"
    if defence in {None, against}:
        return AGAINST[against]
    return f"{AGAINST[against]} (as a defence it {FOR[str(defence)]})"

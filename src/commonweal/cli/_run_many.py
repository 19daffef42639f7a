"""The screen on many decisions: what each came to where they are few, and counts by group."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from commonweal.cli._lines import WIDEST, as_many, fitting, wrapped
from commonweal.decisions import OUTCOMES, RESTS_ON, WhoPlaced, Wording
from commonweal.documents import counted
from commonweal.studies import FEW_SITUATIONS, group_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from commonweal.documents import Decision, Target


TENSIONS = {
    "values": ("tension between values", "tensions between values"),
    "norms": ("tension between norms", "tensions between norms"),
    "contested": ("dispute over which value is wiser", "disputes over which value is wiser"),
    "cycle": ("pair of values in a circle", "pairs of values in circles"),
    "complaint": ("complaint against a principle", "complaints against principles"),
    "conscience": ("tension of role and conscience", "tensions of role and conscience"),
}

OPEN = {
    "breach": ("breach", "breaches"),
    "policy": ("policy", "policies"),
    "votes": ("vote", "votes"),
}
"""What open readings are called, where it is not their type with an s for several."""

UNDECIDED = {
    "ask": ("situation in which to ask", "situations in which to ask"),
    "refuse": ("situation refused", "situations refused"),
}

UNRESOLVED = ("incomparable", "on_a_par", "contested", "undetermined")
"""How two options can stand so that neither is better, nor are they equal."""


def tell_many(
    summary: dict[str, Any], decisions: Sequence[Decision], target: Target, *, explain: str
) -> Iterator[str]:
    """Yield the lines on many decisions, and how to see one whole.

    Args:
        summary: of the run.
        decisions: what it came to.
        target: what they were taken under.
        explain: the command that tells one, without its situation.
    """
    told = summary["justifications"]
    decided = f"{counted(told['written'], 'situation')}; {counted(told['checked'], 'derivation')}"
    yield from wrapped(f"DECIDED: {decided} checked.")
    silence = _Silence(decisions, target)
    groups = {name: silence.without(name, counts) for name, counts in summary["groups"].items()}
    if told["written"] <= FEW_SITUATIONS:
        yield from _each(decisions)
        yield from silence.told()
    else:
        yield from _counted(groups)
    yield from ("", "IN TENSION, and who holds each side:")
    yield f"  {explain} --situation NAME"
    for group, counts in groups.items():
        yield from wrapped(f"{group}: {_unsettled(counts)}", indent="  ")


class _Silence:
    """Where nobody placed options by a value: nothing is in tension there, nor undetermined.

    Args:
        decisions: what a run came to.
        target: what they were taken under.
    """

    def __init__(self, decisions: Iterable[Decision], target: Target) -> None:
        wording = Wording(target)
        self._pairs = Counter[str]()
        self._tensions = Counter[str]()
        self._matters: list[str] = []
        for decision in decisions:
            placed, group = WhoPlaced(decision, wording), group_of(decision.situation)
            silent = {*placed.silent}
            self._pairs[group] += sum(
                each.by_values == "undetermined" and (each.first, each.second) in silent
                for each in decision.relations
            )
            of_values = (each.options for each in decision.tensions if each.type == "values")
            self._tensions[group] += sum(options in silent for options in of_values)
            if silent and len(silent) == len(decision.relations) and len(decision.options) > 1:
                self._matters.append(decision.situation)

    def told(self) -> Iterator[str]:
        """Yield in which situations it leaves several options, once for all."""
        if self._matters:
            told = (
                "Nobody who counts placed any of the options by a value, so values decide nothing"
            )
            where = as_many(self._matters, 2 * WIDEST - len(told) - len("   in ."))
            yield from wrapped(f"{told} in {where}.", indent="  ")

    def without(self, group: str, counts: Mapping[str, Any]) -> dict[str, Any]:
        """Return the counts of a group without what nobody spoke of, and how much that is."""
        tensions = Counter(counts.get("tensions", {}))
        by_values = Counter(counts.get("by_values", {}))
        tensions["values"] -= self._tensions[group]
        by_values["undetermined"] -= self._pairs[group]
        return {
            **counts,
            "tensions": +tensions,
            "by_values": +by_values,
            "unplaced": self._pairs[group],
        }


def _each(decisions: Sequence[Decision]) -> Iterator[str]:
    """Yield a line for each decision, and what they rest on: once, where it is the same."""
    found = [(_came_to(each), each.standing) for each in decisions]
    standings = {standing for _, standing in found}
    for came_to, standing in found:
        rests = f"; it rests on {RESTS_ON[standing]}" if len(standings) > 1 else ""
        yield from fitting(f"{came_to}{rests}.", lines=2)
    if len(standings) == 1:
        yield from wrapped(f"They rest on {_rest_on(standings.pop())}.", indent="  ")


def _rest_on(standing: str) -> str:
    """Return what several decisions rest on."""
    return RESTS_ON[standing].replace(", so it can", ", so they can")


def _came_to(decision: Decision) -> str:
    kept = f": {' or '.join(decision.options)}" if decision.options else ""
    return f"{decision.situation}: {OUTCOMES[decision.outcome].lower()}{kept}"


def _counted(groups: Mapping[str, Any]) -> Iterator[str]:
    for group, counts in groups.items():
        yield f"  {group}:"
        for title, name in (
            ("outcomes", "outcomes"),
            ("reasons", "reasons"),
            ("by these norms, the first option is", "by_norms"),
            ("by these values, the first option is", "by_values"),
            ("norms, over all options", "norms"),
        ):
            if found := counts.get(name):
                parts = [f"{count:,} {each.replace('_', ' ')}" for each, count in found.items()]
                yield from wrapped(f"{title}: {', '.join(parts)}", indent="    ")
        for standing, count in counts["standing"].items():
            on = RESTS_ON[standing] if count == 1 else _rest_on(standing)
            rests = f"{counted(count, 'rests', 'rest')} on {on}"
            yield from wrapped(rests, indent="    ")


def _unsettled(counts: Mapping[str, Any]) -> str:
    """Return what a group leaves in tension, open, and without an answer."""
    tensions = [
        counted(count, *TENSIONS[kind]) for kind, count in counts.get("tensions", {}).items()
    ]
    still_open = [
        counted(count, *OPEN.get(kind, (kind,))) for kind, count in counts.get("open", {}).items()
    ]
    unresolved = [
        counted(count, *UNDECIDED[outcome])
        for outcome, count in counts["outcomes"].items()
        if outcome in UNDECIDED
    ]
    for name in ("norms", "values"):
        for relation, count in counts.get(f"by_{name}", {}).items():
            if relation in UNRESOLVED:
                pairs = counted(count, "pair")
                how = relation.replace("_", " ")
                unresolved.append(f"{pairs} of options {how} by the {name}")
    parts = [", ".join(tensions) or "no tension between values or norms"]
    parts += [f"open: {', '.join(still_open)}"] if still_open else []
    parts += [f"unresolved: {', '.join(unresolved)}"] if unresolved else []
    if unplaced := counts["unplaced"]:
        parts.append(f"{counted(unplaced, 'pair')} of options that nobody placed by a value")
    return f"{'; '.join(parts)}."

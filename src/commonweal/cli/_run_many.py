"""The screen on many decisions: what each came to where they are few, and counts by group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commonweal.cli._lines import fitting, wrapped
from commonweal.decisions import NOBODY_BY_ANY, OUTCOMES, RESTS_ON, tell
from commonweal.documents import counted
from commonweal.studies import FEW_SITUATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
    if told["written"] <= FEW_SITUATIONS:
        yield from _each(decisions, target)
    else:
        yield from _counted(summary["groups"])
    yield from ("", "IN TENSION, and who holds each side:")
    yield f"  {explain} --situation NAME"
    for group, counts in summary["groups"].items():
        yield from wrapped(f"{group}: {_unsettled(counts)}", indent="  ")


def _each(decisions: Sequence[Decision], target: Target) -> Iterator[str]:
    """Yield a line for each decision, and what they rest on: once, where it is the same."""
    found = [(_came_to(each, target), each.standing) for each in decisions]
    standings = {standing for _, standing in found}
    for came_to, standing in found:
        rests = f"; it rests on {RESTS_ON[standing]}" if len(standings) > 1 else ""
        yield from fitting(f"{came_to}{rests}.", lines=2)
    if len(standings) == 1:
        yield from wrapped(f"They rest on {RESTS_ON[standings.pop()]}.", indent="  ")


def _came_to(decision: Decision, target: Target) -> str:
    kept = f": {' or '.join(decision.options)}" if decision.options else ""
    silent = f"; {NOBODY_BY_ANY}" if tell(decision, target=target).placed.nobody else ""
    return f"{decision.situation}: {OUTCOMES[decision.outcome].lower()}{kept}{silent}"


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
            rests = f"{counted(count, 'rests', 'rest')} on {RESTS_ON[standing]}"
            yield from wrapped(rests, indent="    ")


def _unsettled(counts: Mapping[str, Mapping[str, int]]) -> str:
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
    return f"{'; '.join(parts)}."

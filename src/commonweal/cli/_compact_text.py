"""What ``commonweal compact`` says in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commonweal.cli._lines import wrapped
from commonweal.cli._norm_words import STATUS, left_out, value_words
from commonweal.documents import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from commonweal.documents import Assent, Compact
    from commonweal.norms import (
        BoundFinding,
        CompactStanding,
        CompactState,
        PlainAct,
        StatusChange,
    )
    from commonweal.studies import NormsCompared

MOST_SHOWN = 20

STATE_WORDS: Mapping[CompactState, str] = {
    "draft": "a draft",
    "proposed": "proposed",
    "objected": "objected to",
    "adopted": "adopted and not yet in force",
    "in_force": "in force",
    "expired": "expired",
    "superseded": "superseded",
}
"""What is said of a compact in each state."""
BOUNDS = {
    "always_yields": "always yields where it applies, for one to {bound}, which stands above it",
    "yields": "yields in some cases to {bound}, which stands above it",
    "unsettled": "collides with {bound}, and nothing settles which yields",
    "widens": "would allow what {bound} forbids, which bounds it",
    "takes_away": "would forbid what {bound} grants, which bounds it",
    "undecided": "was not tried beside {bound} in every case: there are too many",
}

NOBODY = {
    "reserved": "its act is reserved to another institution",
    "authority": "no authority of its issuer covers it",
}

OBSTACLES = {
    "assent": "Assent is missing.",
    "bounds": "Its norms do not keep within their bounds.",
    "undecided_bounds": "Whether its norms keep within their bounds could not be decided, and"
    " nobody answers for it (undecided_accepted_by).",
    "amends_nothing": "What it amends is not in force when it would be.",
    "assent_closed": "The time for assents is over.",
    "term_over": "Its term is over.",
}


def standing_lines(found: CompactStanding, compact: Compact) -> Iterator[str]:
    """Yield what state a compact is in, and why, and what was said of it later."""
    yield from wrapped(f"{found.name}: {compact.title}")
    yield from wrapped(f"It is {STATE_WORDS[found.state]} at {found.at}.", indent="  ")
    if found.superseded_by is not None:
        yield from wrapped(f"In its place is {found.superseded_by}.", indent="  ")
    elif found.in_force_from is not None:
        agreed = f"It was agreed at {found.agreed_at}, and is in force from {found.in_force_from}."
        yield from wrapped(agreed, indent="  ")
    for each in found.obstacles:
        yield from wrapped(OBSTACLES[each], indent="  ")
    yield from (f"  {line}" for line in _why(found))
    if later := said_later(found, compact):
        yield from wrapped(_told_later(later), indent="  ")


def said_later(found: CompactStanding, compact: Compact) -> tuple[Assent, ...]:
    """Return the words on a compact that were said after the moment it is looked at, in order."""
    later = (word for word in compact.assents if word.at > found.at)
    return tuple(sorted(later, key=lambda word: word.at))


def _told_later(words: Sequence[Assent]) -> str:
    """Return how many words were said later, and how to see what they come to."""
    assents = sum(word.assents for word in words)
    objections = len(words) - assents
    kinds = [counted(assents, "assent")] if assents else []
    kinds += [counted(objections, "objection")] if objections else []
    was = "was" if len(words) == 1 else "were"
    return (
        f"Said later, and not counted here, {was}: {listed(kinds)}. To see it: --at {words[-1].at}"
    )


def adoption_lines(
    found: CompactStanding, obstacles: Sequence[str], *, adopted: bool, check: bool
) -> Iterator[str]:
    """Yield whether a compact is adopted, or may be, and what stands in the way."""
    if adopted:
        if check and found.lacking:
            yield f"{found.name} may be adopted once enough of its parties assent."
            yield from _why(found)
        else:
            yield f"{found.name} {'may be adopted' if check else 'is adopted'}."
        return
    yield f"{found.name} {'may not be' if check else 'is not'} adopted."
    if not obstacles:
        yield from wrapped(f"It was: it is {STATE_WORDS[found.state]} at {found.at}.")
    for each in obstacles:
        yield from wrapped(OBSTACLES[each])
    yield from _why(found)


def _why(found: CompactStanding) -> Iterator[str]:
    if found.lacking.parties:
        yield from wrapped(f"Still missing: the assent of {listed(found.lacking.parties)}.")
    for name, number in found.lacking.more:
        whose = "" if name == found.name else f" of {name}, which it amends"
        more = counted(number, "more party", "more parties")
        yield from wrapped(f"Still missing to reach the quorum{whose}: {more}.")
    for word in found.objections:
        reasons = f": {word.reasons}" if word.reasons else " and gives no reasons."
        yield from wrapped(f"{word.party} objects at {word.at}{reasons}")
    for finding in found.bounds[:MOST_SHOWN]:
        yield from wrapped(_bound(finding))
    yield from left_out(len(found.bounds), MOST_SHOWN)


def _bound(finding: BoundFinding) -> str:
    if finding.type == "binds_nobody":
        return f"{finding.norm}: {NOBODY[finding.why]}"
    case = f": {act_words(finding.case)}" if finding.case is not None else ""
    return f"{finding.norm} {BOUNDS[finding.type].format(bound=finding.bound)}{case}"


def act_words(act: PlainAct) -> str:
    """Return an act with all that is said of it."""
    roles = " and ".join(sorted(act.roles)) or "anyone"
    toward = f" toward {' and '.join(sorted(act.toward))}" if act.toward else ""
    told = [
        *(f"{name} is {value_words(value)}" for name, value in sorted(act.facts.items())),
        *(f"{name} was {value_words(value)}" for name, value in sorted(act.facts_before.items())),
        *(f"the context {name} holds" for name in sorted(act.contexts)),
        *(f"{name} was broken" for name in sorted(act.broken)),
    ]
    where = f", where {' and '.join(told)}" if told else ""
    place = f" in {act.place}" if act.place is not None else ""
    return f"{act.action} by {roles}{toward}{where}, at {act.at}{place}"


def comparison_lines(found: NormsCompared) -> Iterator[str]:
    """Yield the acts that are judged differently, and the options of situations that are."""
    difference = found.difference
    for change in difference.changes[:MOST_SHOWN]:
        yield from wrapped(_change(change))
    yield from left_out(len(difference.changes), MOST_SHOWN)
    if difference.answer == "none":
        yield from wrapped("There is no difference, in no case about which all is known.")
    elif difference.answer == "none_found":
        yield from wrapped("No difference was found; not every case was looked at.")
    elif not difference.whole:
        yield from wrapped("There may be more: not every case was looked at.")
    if found.situations:
        yield ""
        yield _situations(found)
    for option in found.options:
        statuses = f"{STATUS[option.before]} → {STATUS[option.after]}"
        yield from wrapped(f"{option.option} of {option.situation}: {statuses}", indent="  ")


def _situations(found: NormsCompared) -> str:
    looked = counted(found.situations, "situation")
    if not found.options:
        return f"In {looked} of the study no option's status changes."
    return f"In {looked} of the study {counted(len(found.options), 'option')} changed status:"


def _change(change: StatusChange) -> str:
    left = "leaving undone " if change.conduct == "left_undone" else ""
    statuses = f"{STATUS[change.before]} → {STATUS[change.after]}"
    norms = [
        f"{version} by {', '.join(names)}"
        for version, names in (("before", change.by_before), ("after", change.by_after))
        if names
    ]
    return f"{left}{act_words(change.act)}: {statuses} ({'; '.join(norms)})"


def standing_as_json(found: CompactStanding) -> dict[str, Any]:
    """Return all that is known of a compact at a moment, as JSON."""
    return {
        "name": found.name,
        "at": found.at,
        "state": found.state,
        "obstacles": list(found.obstacles),
        "missing": {"parties": list(found.lacking.parties), "more": dict(found.lacking.more)},
        "objections": [word.content() for word in found.objections],
        "bounds": [
            {
                "type": finding.type,
                "norm": finding.norm,
                "bound": finding.bound,
                "why": finding.why,
                "case": _act_as_json(finding.case) if finding.case is not None else None,
            }
            for finding in found.bounds
        ],
        "agreed_at": found.agreed_at,
        "in_force_from": found.in_force_from,
        "superseded_by": found.superseded_by,
    }


def comparison_as_json(found: NormsCompared) -> dict[str, Any]:
    """Return all that differs, as JSON."""
    return {
        "answer": found.difference.answer,
        "whole": found.difference.whole,
        "cases": found.difference.cases,
        "changes": [
            {
                "conduct": change.conduct,
                "act": _act_as_json(change.act),
                "before": {"status": change.before, "by": list(change.by_before)},
                "after": {"status": change.after, "by": list(change.by_after)},
            }
            for change in found.difference.changes
        ],
        "options": [
            {
                "situation": option.situation,
                "option": option.option,
                "before": option.before,
                "after": option.after,
            }
            for option in found.options
        ],
        "situations": found.situations,
    }


def _act_as_json(act: PlainAct) -> dict[str, Any]:
    return {
        "action": act.action,
        "at": act.at,
        "roles": sorted(act.roles),
        "toward": None if act.toward is None else sorted(act.toward),
        "facts": dict(sorted(act.facts.items())),
        "facts_before": dict(sorted(act.facts_before.items())),
        "contexts": sorted(act.contexts),
        "broken": sorted(act.broken),
        "place": act.place,
    }

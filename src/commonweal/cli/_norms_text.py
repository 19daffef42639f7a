"""What ``commonweal norms check`` says in words."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from commonweal.cli._lines import wrapped
from commonweal.cli._norm_words import left_out, value_words
from commonweal.documents import counted, listed
from commonweal.norms import CaseContexts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commonweal.decisions import CharterCase, OpposedResolutions
    from commonweal.documents import KnownWorld
    from commonweal.norms import CharterFinding
    from commonweal.studies import StudyCharter

BENIGN = {"gap", "unoccupied", "undecided"}
"""What a charter may well have: most acts are nobody's business, and more situations may come."""

MOST_SHOWN = 20

HEADS = {
    "binds_nobody": "Bind nobody",
    "never_applies": "Never apply",
    "idle_deadline": "Deadlines at which the norm is not in force",
    "unoccupied": "For a role that nobody occupies in any situation",
    "always_yields": "Always yield",
    "unsettled": "Conflicts that no order settles",
    "circular_priorities": "Each prevails over the next, in a circle",
    "opposed_priorities": "Each ranked above the other",
    "idle_priority": "Rankings without effect",
    "cyclic_grounds": "Grounds of themselves",
    "gap": "Left open",
    "undecided": "Not decided: too many cases to try",
    "opposed_resolutions": "Resolutions against one that stood",
    "loophole": "Loopholes: the letter kept, the aim defeated",
}

WHY = {
    "reserved": "its act is reserved to another institution",
    "authority": "no authority of its issuer covers it",
    "condition": "its condition cannot hold",
    "role": "its condition cannot hold in the roles that it binds",
    "breach": "it follows a norm that nobody can break",
    "exceptions": "wherever its condition holds, one of its exceptions does",
    "before": "its deadline is before it comes into force, so that it cannot be kept in time",
    "after": "it is no longer in force at its deadline, so that to miss it is no breach",
}


def charter_lines(found: StudyCharter) -> Iterator[str]:
    """Yield what was found, by type, and then what was looked at."""
    check = found.check
    groups: dict[str, list[CharterFinding]] = defaultdict(list)
    for finding in check.findings:
        groups[finding.type].append(finding)
    for kind, findings in groups.items():
        yield from _group(HEADS[kind], [*map(_finding, findings)])
    cases: dict[str, list[CharterCase]] = defaultdict(list)
    for case in found.cases:
        cases[case.type].append(case)
    yield from _group(HEADS["loophole"], [*map(_case, cases["loophole"])])
    yield from _group(HEADS["opposed_resolutions"], [*map(_opposed, found.opposed)])
    yield from _group("No norm applies to it", [*_gaps(cases["gap"])])
    if not check.findings and not found.cases and not found.opposed:
        yield "Nothing was found."
        yield ""
    looked = f"Looked at {counted(check.norms, 'norm')}, {counted(check.pairs_compared, 'pair')}"
    left = f" ({check.pairs_left_out} left out)" if check.pairs_left_out else ""
    yield from wrapped(f"{looked}{left} and {counted(found.situations, 'situation')}.")


def _group(head: str, lines: Sequence[str]) -> Iterator[str]:
    if not lines:
        return
    yield f"{head}:"
    for line in lines[:MOST_SHOWN]:
        yield from wrapped(line, indent="  ")
    yield from left_out(len(lines), MOST_SHOWN, indent="  ")
    yield ""


def _finding(finding: CharterFinding) -> str:
    names = finding.norms
    match finding.type:
        case "binds_nobody" | "never_applies" | "idle_deadline":
            return f"{names[0]}: {WHY[finding.why]}"
        case "unoccupied":
            return f"{names[0]}: {finding.why}"
        case "circular_priorities":
            return f"{' over '.join([*names, names[0]])}{_where(finding.world)}"
        case "always_yields":
            return f"{names[0]}, to {names[1]}"
        case "unsettled":
            return f"{names[0]} and {names[1]}{_where(finding.world)}"
        case "opposed_priorities":
            return f"{names[0]} and {names[1]}"
        case "idle_priority":
            return f"{names[0]} over {names[1]}, granted by {finding.why}"
        case "gap":
            role, action = finding.why.split(" ")
            return f"{action} by {role}{_where(finding.world)}"
        case _:
            return ", ".join(names)


def _case(case: CharterCase) -> str:
    return f"{case.about}: option {case.option} of {case.situation}"


def _gaps(cases: Sequence[CharterCase]) -> Iterator[str]:
    """Yield each act that no norm applies to, with the options and situations that it stands in."""
    places: dict[str, dict[str, list[str]]] = {}
    for case in cases:
        places.setdefault(case.about, {}).setdefault(case.option, []).append(case.situation)
    for about, options in places.items():
        where = "; ".join(
            f"option {option} of {listed(situations)}" for option, situations in options.items()
        )
        yield f"{about.replace(':', ' doing ')}, in {where}"


def _opposed(found: OpposedResolutions) -> str:
    later, earlier = found.later, found.earlier
    told = f"{later.holder} chose {later.choose} over {earlier.choose} on {later.said_at[:10]}"
    by = "the other way" if found.by_one else f"and {earlier.holder} the other way"
    return f"{told}, {by} on {earlier.said_at[:10]}{_where(found.world)}"


def _where(world: KnownWorld | None) -> str:
    """Return the case in which something shows, in words."""
    told = [*_told(world)] if world is not None else []
    return f", where {' and '.join(told)}" if told else ""


def _told(world: KnownWorld) -> Iterator[str]:
    yield from (f"{name} is {value_words(value)}" for name, value in sorted(world.facts.items()))
    for name, value in sorted(world.facts_before.items()):
        yield f"{name} was {value_words(value)}"
    contexts, broken = CaseContexts.of(world)
    for name, truth in sorted(contexts.items()):
        yield f"the context {name} {'holds' if truth == 'holds' else 'does not hold'}"
    for norm, truth in sorted(broken.items()):
        yield f"{norm} was {'broken' if truth == 'holds' else 'kept'}"
    for (who, role), truth in sorted(world.occupations.items()):
        if (who, truth) != ("anyone", "holds"):
            yield f"the {who} {'is' if truth == 'holds' else 'is not'} {role}"


def charter_as_json(found: StudyCharter) -> dict[str, Any]:
    """Return everything that was found, as JSON."""
    check = found.check
    return {
        "findings": [_finding_as_json(finding) for finding in check.findings],
        "cases": [
            {"type": c.type, "situation": c.situation, "option": c.option, "about": c.about}
            for c in found.cases
        ],
        "opposed_resolutions": [
            {
                "earlier": each.earlier.id,
                "later": each.later.id,
                "holders": [each.earlier.holder, each.later.holder],
                "case": _world_as_json(each.world),
            }
            for each in found.opposed
        ],
        "norms": check.norms,
        "pairs_compared": check.pairs_compared,
        "pairs_left_out": check.pairs_left_out,
        "situations": found.situations,
    }


def _finding_as_json(finding: CharterFinding) -> dict[str, Any]:
    norms = list(finding.norms)
    return {
        "type": finding.type,
        "norms": norms,
        "why": finding.why,
        "case": _world_as_json(finding.world),
    }


def _world_as_json(world: KnownWorld | None) -> dict[str, Any] | None:
    if world is None:
        return None
    contexts, broken = CaseContexts.of(world)
    return {
        "facts": dict(world.facts),
        "facts_before": dict(world.facts_before),
        "contexts": dict(contexts),
        "broken": dict(broken),
        "roles": {f"{who} {role}": held for (who, role), held in world.occupations.items()},
    }

"""Norms that bind nobody, can never apply, or come too late, whatever the facts are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import Occupies, conjoined
from commonweal.norms._authority import covering, reserved_to
from commonweal.norms._breach_order import breach_of
from commonweal.norms._charter_findings import CharterFinding
from commonweal.norms._defeat import applicability

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from commonweal.documents import Condition
    from commonweal.norms._index import IndexedNorm, NormIndex
    from commonweal.norms._possible_world import PossibleWorlds


def idle_norms(index: NormIndex, worlds: PossibleWorlds) -> dict[str, CharterFinding]:
    """Return, by name, the norms that bind nobody, never apply, or for which that is undecided.

    Args:
        index: the norms and the authorities.
        worlds: the declared facts and contexts.

    Cost: for each norm at most three searches for a world.
    """
    found = {
        name: finding
        for name, norm in index.norms.items()
        if (finding := _idle(index, worlds, norm)) is not None
    }
    idle = {name for name, finding in found.items() if finding.type != "undecided"}
    unbreakable = [
        name
        for name, norm in index.norms.items()
        if name not in idle and not _can_follow(norm, index.norms, idle)
    ]
    return found | {n: CharterFinding("never_applies", (n,), "breach") for n in unbreakable}


def _idle(index: NormIndex, worlds: PossibleWorlds, norm: IndexedNorm) -> CharterFinding | None:
    if reserved_to(index, norm) or not covering(index, norm):
        why = "reserved" if reserved_to(index, norm) else "authority"
        return CharterFinding("binds_nobody", (norm.name,), why)
    answer = worlds.find(applies_to_somebody(norm)).answer
    if answer == "yes":
        return None
    if answer == "undecided":
        return CharterFinding("undecided", (norm.name,))
    return CharterFinding("never_applies", (norm.name,), _why_never(worlds, norm))


def _why_never(worlds: PossibleWorlds, norm: IndexedNorm) -> str:
    """Return what of a norm cannot be: its condition, that with its roles, or only all of it."""
    if norm.condition is not None:
        if worlds.find(norm.condition).answer == "no":
            return "condition"
        if worlds.find(conjoined([*_in_role(norm), norm.condition])).answer == "no":
            return "role"
    return "exceptions"


def _can_follow(norm: IndexedNorm, norms: Mapping[str, IndexedNorm], idle: Collection[str]) -> bool:
    """Return whether what a norm follows, if anything, can be broken, and what that one follows."""
    seen: set[str] = set()
    while norm.upon is not None and norm.name not in seen:
        seen.add(norm.name)
        followed = norms.get(norm.upon)
        if followed is None or followed.modality == "permitted" or followed.name in idle:
            return False
        norm = followed
    return True


def late_deadlines(index: NormIndex) -> Iterator[CharterFinding]:
    """Yield the obligations whose deadline is no moment at which they are in force."""
    for name, norm in index.norms.items():
        if norm.deadline is None:
            continue
        if norm.deadline < norm.in_force_from:
            yield CharterFinding("idle_deadline", (name,), "before")
        elif norm.in_force_until is not None and norm.deadline >= norm.in_force_until:
            yield CharterFinding("idle_deadline", (name,), "after")


def unoccupied(
    norms: Mapping[str, IndexedNorm], occupied: Collection[str]
) -> Iterator[CharterFinding]:
    """Yield the norms that bind, or are about acts toward, a role that nobody occupies.

    Args:
        norms: the norms by name.
        occupied: the roles that somebody occupies.
    """
    for name, norm in norms.items():
        for role in (norm.role, norm.counterparty):
            if role is not None and role not in occupied:
                yield CharterFinding("unoccupied", (name,), role)


def applies_to_somebody(norm: IndexedNorm) -> Condition:
    """Return where a norm applies to the one who acts, in the role that it binds."""
    upon = [] if norm.upon is None else [breach_of(norm.upon)]
    return conjoined([*_in_role(norm), applicability(norm), *upon])


def _in_role(norm: IndexedNorm) -> Iterator[Condition]:
    yield Occupies(who="actor", role=norm.role)
    if norm.counterparty is not None:
        yield Occupies(who="counterparty", role=norm.counterparty)

"""Norms that bind nobody, can never apply, or come too late, whatever the facts are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from commonweal.documents import Occupies, conjoined
from commonweal.norms._authority import covering, reserved_to
from commonweal.norms._breach_clause import breach_of
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

    Cost: for each norm at most three searches for a world, and its issuer's authorities.
    """
    found = {
        name: finding
        for name, norm in index.norms.items()
        if (finding := _idle(index, worlds, norm)) is not None
    }
    idle = {name for name, finding in found.items() if finding.type != "undecided"}
    for name in sorted(_following_in_vain(index.norms, idle) - idle):
        found[name] = CharterFinding("never_applies", (name,), "breach")
    return found


def _idle(index: NormIndex, worlds: PossibleWorlds, norm: IndexedNorm) -> CharterFinding | None:
    """Return why a norm binds nobody or never applies, whatever the norm that it follows does."""
    if reserved_to(index, norm) is not None:
        return CharterFinding("binds_nobody", (norm.name,), "reserved")
    if not covering(index, norm):
        return CharterFinding("binds_nobody", (norm.name,), "authority")
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


def _following_in_vain(norms: Mapping[str, IndexedNorm], idle: Collection[str]) -> set[str]:
    """Return the norms upon the breach of what nobody can break, and those upon theirs.

    Args:
        norms: all norms by name.
        idle: those that bind nobody or never apply.
    """
    followers: dict[str, list[str]] = defaultdict(list)
    for name, norm in norms.items():
        if norm.upon is not None:
            followers[norm.upon].append(name)
    unbreakable = [name for name in followers if name in idle or not _is_duty(norms.get(name))]
    found: set[str] = set()
    while unbreakable:
        fresh = {*followers.get(unbreakable.pop(), ())} - found
        found |= fresh
        unbreakable += fresh
    return found


def _is_duty(norm: IndexedNorm | None) -> bool:
    """Return whether there is a norm, and it is one that can be broken: a permission is not."""
    return norm is not None and norm.modality != "permitted"


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
        # One role may both act and be acted on.
        for role in dict.fromkeys((norm.role, norm.counterparty)):
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

"""Who may bind whom: whether a norm is in force, and whether its issuer had the authority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.norms._index import LEVEL_RANK

if TYPE_CHECKING:
    from commonweal.documents import Authority, Norm, Power
    from commonweal.norms._index import IndexedNorm, NormIndex

_POWERS: dict[str, frozenset[Power]] = {
    "obliged": frozenset({"oblige"}),
    "forbidden": frozenset({"forbid"}),
    "permitted": frozenset({"permit"}),
}


def in_force(norm: IndexedNorm | Norm, at: str) -> bool:
    """Return whether a norm is in force at a moment: from its first moment to before its last."""
    return norm.in_force_from <= at and (norm.in_force_until is None or at < norm.in_force_until)


def authorised(index: NormIndex, norm: IndexedNorm, place: str | None) -> bool:
    """Return whether the norm's issuer may bind this role in this act here, at this level.

    One authority must cover all of it: level, roles, subject matter, territory and power. What is
    reserved to another institution no one else's norm reaches, whoever's authority says so.

    Args:
        index: the norms and authorities.
        norm: the norm.
        place: the territory the situation is in; None is in no territory that is named.
    """
    if reserved_to(index, norm) is not None:
        return False
    return any(
        not authority.territory or place in authority.territory
        for authority in covering(index, norm)
    )


def reserved_to(index: NormIndex, norm: IndexedNorm) -> str | None:
    """Return the institution to whom the norm's act is reserved, if it is not the norm's issuer."""
    for reservation in index.reservations:
        if (
            norm.action in reservation.actions
            and (not reservation.roles or norm.role in reservation.roles)
            and reservation.to != norm.issuer
        ):
            return reservation.to
    return None


def covering(index: NormIndex, norm: IndexedNorm) -> list[Authority]:
    """Return the issuer's authorities that cover a norm in everything but the place."""
    needed = _POWERS[norm.modality] | ({"guarantee"} if norm.guaranteed else set())
    return [
        authority
        for authority in index.authorities.get(norm.issuer, ())
        if authority.level == norm.level
        and (not authority.roles or norm.role in authority.roles)
        and (not authority.actions or norm.action in authority.actions)
        and needed <= {*authority.powers}
    ]


def granting_rank(index: NormIndex, institution: str) -> int | None:
    """Return the highest level at which an institution may grant priority, or None if at none."""
    return max(
        (
            LEVEL_RANK[authority.level]
            for authority in index.authorities.get(institution, ())
            if "prioritise" in authority.powers
        ),
        default=None,
    )

"""Deeds that nobody told, by which what was due would have been done in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from commonweal.documents import Deed, DeedClaim
from commonweal.norms import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from commonweal.decisions._norm_findings import NormsHere
    from commonweal.documents import Situation
    from commonweal.norms import IndexedNorm, NormIndex


class UntoldDeed(NamedTuple):
    """What somebody may have done, as late as would have done, of which nobody speaks."""

    norm: str
    """The obligation that it would have fulfilled."""
    party: str
    action: str
    toward: str | None
    at: str
    """The deadline, or the moment of the situation where that is earlier."""

    def told(self, by: str, values: Sequence[bool]) -> Deed:
        """Return the deed as somebody tells it.

        Args:
            by: who tells it.
            values: what that one says of whether it was done; two values contradict one another.
        """
        # No name that is told can be this one: it has spaces.
        return Deed.model_construct(
            name=f"what {self.norm} asks of {self.party}",
            actor=self.party,
            action=self.action,
            toward=self.toward,
            at=self.at,
            claims=tuple(DeedClaim(by=by, done=done) for done in values),
        )


def untold_deeds(
    index: NormIndex, situation: Situation, here: NormsHere, norms: Iterable[IndexedNorm]
) -> Iterator[UntoldDeed]:
    """Yield the deeds that would have fulfilled obligations in time, and of which nobody speaks.

    Of obligations with a deadline, those of the decider, and of others where norms hang on their
    breach; and those that are due upon a breach that was before.

    Args:
        index: all norms.
        situation: the situation.
        here: the norms in it.
        norms: those that are looked at.

    Cost: for each norm, the parties that are spoken of in its roles, and what each of them did.
    """
    followed = {norm.upon for norm in index.upon_breach if norm.name in here.eligible}
    told = {deed.action for deed in situation.deeds}
    for norm in norms:
        if norm.modality != "obliged" or norm.name not in here.authorised:
            continue
        if norm.deadline is None and norm.upon is None:
            continue
        if norm.upon is not None and not _may_be_broken(
            index.norms.get(norm.upon), situation, told
        ):
            continue
        at = min(norm.deadline or situation.at, situation.at)
        if norm.in_force_from > at:
            continue
        others = () if norm.counterparty is None else _occupants(norm.counterparty, here)
        for party in _parties(norm, situation, here, followed=norm.name in followed):
            toward = next((other for other in others if other != party), None)
            untold = UntoldDeed(norm.name, party, norm.action, toward, at)
            lacks = norm.counterparty is not None and toward is None
            if not lacks and not _is_told(untold, norm, here):
                yield untold


def _may_be_broken(norm: IndexedNorm | None, situation: Situation, told: Collection[str]) -> bool:
    """Return whether a norm can have been broken before: by an act of those told, or too late."""
    if norm is None:
        return False
    return norm.action in told or (norm.deadline is not None and norm.deadline < situation.at)


def _parties(
    norm: IndexedNorm, situation: Situation, here: NormsHere, *, followed: bool
) -> Iterator[str]:
    """Yield those who may owe, or have owed, what an obligation is about."""
    due = norm.deadline
    owed = norm.name in here.eligible and (due is None or due <= situation.until)
    missed = followed and due is not None and due < situation.at and in_force(norm, due)
    if not owed and not missed:
        return
    for party in sorted(here.facts.spoken_of(norm.role)):
        mine = party == situation.decider
        if (missed or mine) and here.facts.role(party, norm.role).strict != "fails":
            yield party


def _occupants(role: str, here: NormsHere) -> list[str]:
    """Return who may occupy a role, first those who do for certain."""
    held = {party: here.facts.role(party, role).strict for party in here.facts.spoken_of(role)}
    possible = (party for party in held if held[party] != "fails")
    return sorted(possible, key=lambda party: (held[party] != "holds", party))


def _is_told(untold: UntoldDeed, norm: IndexedNorm, here: NormsHere) -> bool:
    """Return whether somebody speaks of a deed that would have done.

    Of what is due upon a breach that is not known, and so it is not told: whether a deed was after
    the breach hangs on when that was, if it was.
    """
    return norm.upon is None and any(
        norm.in_force_from <= deed.at <= untold.at
        and (
            norm.counterparty is None
            or here.facts.role(deed.act.toward, norm.counterparty).strict != "fails"
        )
        for deed in here.facts.deeds_of(untold.party, untold.action)
    )

"""Which norms were broken, by whom and when, and whether what applies only upon that applies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.norms._facts import HOLDS, Readings, both, either
from commonweal.norms._items import actor, was_done

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commonweal.documents import Truth
    from commonweal.norms._facts import Facts
    from commonweal.norms._index import IndexedNorm
    from commonweal.norms._items import Item
    from commonweal.norms._labels import Label
    from commonweal.norms._status import JudgedItem

_BROKEN: dict[Label | None, Truth] = {
    "in": "holds",
    "undecided": "unknown",
    "out": "fails",
    None: "fails",
}


@dataclass(frozen=True, slots=True, eq=False)
class NormBreach:
    """That a norm was broken, or may have been, by an act or omission."""

    norm: str
    by: str
    at: str | None = None
    """When; None where an option would break it."""
    broken: Readings = HOLDS
    """Whether it stands that it was broken."""
    overdue: str | None = None
    """The obligation that was not done in time, if that is it."""


def breaches_in(judged: JudgedItem, facts: Facts) -> Iterator[NormBreach]:
    """Yield what an act or omission breaks, or may break."""
    item = judged.item
    for norm in judged.norms:
        broken = Readings(_BROKEN[norm.charge_by_mode.full], _BROKEN[norm.charge_by_mode.strict])
        if broken.strict != "fails":
            late = item.at is not None and item.owed is norm.bearing.norm
            overdue = norm.name if late else None
            yield NormBreach(norm.name, actor(facts, item), item.at, broken, overdue)


def was_broken(
    norm: IndexedNorm, item: Item, breaches: Iterable[NormBreach], facts: Facts
) -> Readings:
    """Return whether that was broken upon whose breach a norm applies to an act or omission.

    Of what was before, breaches count that were earlier. One that was before counts no more for an
    obligation once what is due upon it was done.

    Args:
        norm: the norm that applies upon a breach.
        item: the act or omission.
        breaches: what was broken before, and what the option breaks.
        facts: the situation.
    """
    party = actor(facts, item)
    return either(
        _counted(breach, norm, party, facts, until=item.at)
        for breach in breaches
        if breach.norm == norm.upon
        and (norm.upon_anyone or breach.by == party)
        and (item.at is None or breach.at is None or breach.at <= item.at)
    )


def _counted(
    breach: NormBreach, norm: IndexedNorm, party: str, facts: Facts, *, until: str | None
) -> Readings:
    if breach.at is None or norm.modality != "obliged":
        return breach.broken
    good = was_done(norm, party, facts, since=breach.at, until=until)
    return both((breach.broken, good.negated))

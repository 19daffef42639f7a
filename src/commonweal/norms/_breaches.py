"""Which norms were broken, by whom and when, and whether what applies only upon that applies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.documents import conjunction, disjunction, negation
from commonweal.norms._bearing import Bearing
from commonweal.norms._items import actor, was_done

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commonweal.documents import Truth
    from commonweal.norms._facts import Facts
    from commonweal.norms._index import IndexedNorm
    from commonweal.norms._items import Item
    from commonweal.norms._status import JudgedItem


@dataclass(frozen=True, slots=True, eq=False)
class Breach:
    """That a norm was broken, or may have been, by an act or omission."""

    norm: str
    by: str
    at: str | None = None
    """When; None where an option would break it."""
    charge: Truth = "holds"
    """``holds`` where it stands that it was broken, ``unknown`` where that is undecided."""
    sure: Truth = "holds"
    """The same, without what only self-interest asserts."""
    overdue: str | None = None
    """The obligation that was not done in time, if that is it."""


def breaches_in(judged: JudgedItem, facts: Facts) -> Iterator[Breach]:
    """Yield what an act or omission breaks, or may break."""
    item = judged.item
    for norm in judged.norms:
        if norm.charge in {"in", "undecided"}:
            stands = norm.charge == "in"
            sure = stands and norm.defence == "in" and item.sure == "holds"
            yield Breach(
                norm.name,
                actor(facts, item),
                item.at,
                "holds" if stands else "unknown",
                "holds" if sure else "unknown",
                norm.name if item.at is not None and item.owed is norm.bearing.norm else None,
            )


def upon_breach(
    bearing: Bearing,
    item: Item,
    breaches: Iterable[Breach],
    facts: Facts,
) -> Bearing:
    """Return how far a norm upon the breach of another applies to an act or omission.

    Of what was before, breaches count that were earlier. One that was before counts no more for an
    obligation once what is due upon it was done.

    Args:
        bearing: how far it applies but for that.
        item: the act or omission.
        breaches: what was broken before, and what the option breaks.
        facts: the situation.
    """
    norm, party = bearing.norm, actor(facts, item)
    found = [
        _counted(breach, norm, party, facts, until=item.at)
        for breach in breaches
        if breach.norm == norm.upon
        and (norm.upon_anyone or breach.by == party)
        and (item.at is None or breach.at is None or breach.at <= item.at)
    ]
    charge, sure = (disjunction(truths) for truths in zip(*found, strict=True)) if found else _NONE
    charged = None if bearing.charge is None else conjunction((bearing.charge, charge))
    open_ = "unknown" in {charge, sure}
    return Bearing(norm, charged, conjunction((bearing.defence, sure)), breach_is_open=open_)


_NONE: tuple[Truth, Truth] = ("fails", "fails")


def _counted(
    breach: Breach, norm: IndexedNorm, party: str, facts: Facts, *, until: str | None
) -> tuple[Truth, Truth]:
    if breach.at is None or norm.modality != "obliged":
        return breach.charge, breach.sure
    good = was_done(norm, party, facts, since=breach.at, until=until)
    return (
        conjunction((breach.charge, negation(good.defending))),
        conjunction((breach.sure, negation(good.charging))),
    )

"""People as arrays: where each stands in each stratum, what weight each has, which margins hold."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._raking import Margin
from commonweal.values import Stratification

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from commonweal.documents import Participant, StratumDeclaration


def stratifications_of(
    participants: Iterable[Participant],
    declared: Sequence[StratumDeclaration],
    names: Sequence[str],
) -> tuple[Stratification, ...]:
    """Return where people stand in each declared stratum; of a person the latest record counts.

    Args:
        participants: records of participants that stand.
        declared: the study's strata, whose order is kept.
        names: the pseudonyms in the order of their codes, as in `Votes.participants`.
    """
    latest = _latest(participants)
    found = []
    for stratum in declared:
        codes = {value: code for code, value in enumerate(stratum.values)}
        groups = np.full(len(names), -1, dtype=np.int16)
        for code, name in enumerate(names):
            for place in latest[name].strata if name in latest else ():
                if place.stratum == stratum.name:
                    groups[code] = codes.get(place.value, -1)
        found.append(
            Stratification(name=stratum.name, values=stratum.values, of_participant=groups)
        )
    return tuple(found)


def margins_of(
    declared: Sequence[StratumDeclaration], strata: Sequence[Stratification]
) -> tuple[Margin, ...]:
    """Return a margin for each stratum whose shares the study declares.

    Args:
        declared: the study's strata.
        strata: where people stand in them, in the same order.
    """
    return tuple(
        Margin(stratum=stratum, shares=tuple(map(Fraction, declaration.shares)))
        for declaration, stratum in zip(declared, strata, strict=True)
        if declaration.shares
    )


def design_weights_of(
    participants: Iterable[Participant], names: Sequence[str]
) -> NDArray[np.float64]:
    """Return the survey weight of each person's latest record; 1 for who has none.

    Args:
        participants: records of participants that stand.
        names: the pseudonyms in the order of their codes, as in `Votes.participants`.
    """
    latest = _latest(participants)
    return np.array(
        [float(Fraction(latest[name].weight)) if name in latest else 1.0 for name in names]
    )


def _latest(participants: Iterable[Participant]) -> dict[str, Participant]:
    in_order = sorted(participants, key=lambda record: (record.said_at, record.id))
    return {record.participant: record for record in in_order}

"""How often the intervals of the estimated shares hold the shares that were planted."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from commonweal.documents import counted
from commonweal.reports._truth_row import TruthRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.documents import PairVerdict

LEVEL = Fraction(19, 20)
"""What the intervals claim."""

UNLIKELY = 0.01
"""Fewer that hold than in one of a hundred cases by chance are called too few."""


def share_rows(
    truth: Mapping[str, Any],
    pairs: Mapping[tuple[str, frozenset[str]], PairVerdict],
    value: Mapping[str, str],
) -> list[TruthRow]:
    """Return one row on the pairs whose true share is known; none where no share was planted.

    Pairs that a brigade answered too are left out: what it planted there is no opinion.

    Args:
        truth: the study's truth: ``accepted`` entries with a ``percent``, and the ``brigade``.
        pairs: the verdicts, by context and cards.
        value: the representative of each of the truth's keys.
    """
    spoilt = {_key(entry, value) for entry in truth.get("brigade", {}).get("pairs", ())}
    found = []
    for entry in truth["accepted"]:
        pair = pairs.get(_key(entry, value))
        if "percent" in entry and _key(entry, value) not in spoilt and pair and pair.estimate:
            low, high = Fraction(pair.estimate.low), Fraction(pair.estimate.high)
            share = Fraction(entry["percent"], 100)
            found.append(
                low <= (share if pair.first == value[entry["wiser"]] else 1 - share) <= high
            )
    if not found:
        return []
    held = sum(found)
    return [
        TruthRow(
            f"{counted(len(found), 'share')} of people who hold one value wiser than another",
            f"{held} within the 95 % interval of the estimate",
            recovered=_likely(held, len(found)),
        )
    ]


def _key(entry: Mapping[str, Any], value: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    return entry["context"], frozenset((value[entry["wiser"]], value[entry["other"]]))


def _likely(held: int, number: int) -> bool:
    """Say whether intervals that hold as often as they claim would hold so few in some cases."""
    from scipy.stats import binom

    return bool(binom.cdf(held, number, float(LEVEL)) >= UNLIKELY)

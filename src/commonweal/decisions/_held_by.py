"""Who holds a value or a side of a tension: groups of at least k people, a body, or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.decisions._wording import LONGEST_LINE, line
from commonweal.documents import counted, people

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.decisions._tell_placings import WhoPlaced
    from commonweal.decisions._wording import Wording
    from commonweal.documents import PairCounts, PairVerdict

ROOM = 100
"""How much of a line the rest needs that is told of a value beside its title and its groups."""


class HeldBy:
    """Says who holds a value, a verdict or a norm, without naming any group smaller than k.

    Args:
        wording: what the things of a target are called, with the target; without one, nobody is
            said to hold anything.
    """

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        target = wording.target
        self._k = wording.k
        values = () if target is None else target.graph.values
        self._values = {value.card: value for value in values}
        self._card_of = {card: v.card for v in values for card in (v.card, *v.merged)}
        self._verdicts: dict[tuple[str, str], list[PairVerdict]] = {}
        for verdict in () if target is None else target.graph.pairs:
            if verdict.status != "thin":
                self._verdicts.setdefault((verdict.first, verdict.second), []).append(verdict)
        self._groups_of: dict[str, str] = {}

    def placings(
        self, placed: WhoPlaced, cards: Iterable[str], option: str, other: str
    ) -> tuple[str, ...]:
        """Return a line for each value: who placed one option above another by it, and groups."""
        return tuple(
            line(placed.line(card, self._groups(card), option, other))
            for card in cards
            if card in self._values
        )

    def norm(self, name: str) -> tuple[str, ...]:
        """Return the institution that issued a norm, with the norm's level."""
        level = self._wording.level(name)
        return () if level is None else (line(f"{self._wording.issuer(name)} ({level})"),)

    def role(self, name: str) -> tuple[str, ...]:
        """Return a role, which a standpoint is."""
        return (line(self._wording.role(name)),)

    def verdict(self, card: str, other: str, contexts: Iterable[str]) -> tuple[str, ...]:
        """Return who calls one value wiser than another, in some contexts.

        All who answered are counted first, then the groups in which more call it wiser than the
        other one.
        """
        wanted = set(contexts)
        key = (card, other) if card < other else (other, card)
        found: list[str] = []
        for verdict in self._verdicts.get(key, ()):
            if verdict.context in wanted:
                found += self._votes(verdict, card)
        return tuple(found)

    def _votes(self, verdict: PairVerdict, card: str) -> list[str]:
        first = self._card_of.get(verdict.first) == card
        where = self._wording.context(verdict.context)
        all_of_them = [
            _sides(counts, first) for counts in (verdict.shown_first, verdict.shown_second)
        ]
        agree, against = (sum(side) for side in zip(*all_of_them, strict=True))
        if agree + against == 0:
            return [line(f"nobody called either wiser, {where}")]
        if agree + against < self._k:
            return [line(f"fewer than {people(self._k)}, {where}")]
        found = [line(f"{agree} of {people(agree + against)} who called either wiser, {where}")]
        for stratum in verdict.strata:
            for_it, for_other = _sides(stratum.counts, first)
            if for_it > for_other and for_it + for_other >= self._k:
                found.append(
                    line(
                        f"{stratum.stratum} {stratum.value}: {for_it} of "
                        f"{people(for_it + for_other)}, {where}"
                    )
                )
        return found

    def _groups(self, card: str) -> str:
        """Return in which groups a value is held, in parentheses."""
        if card not in self._groups_of:
            value = self._values[card]
            groups = [
                f"{group.stratum} {group.value}: {group.count}"
                for group in value.strata
                if group.count >= self._k <= value.holders
            ]
            self._groups_of[card] = _in_groups(groups, self._wording.card(card))
        return self._groups_of[card]


def _sides(counts: PairCounts, first: bool) -> tuple[int, int]:  # noqa: FBT001  # which side is asked
    return (counts.first, counts.second) if first else (counts.second, counts.first)


def _in_groups(groups: list[str], title: str) -> str:
    """Return as many groups as one line holds, and how many more there are."""
    room = LONGEST_LINE - len(title) - ROOM
    shown: list[str] = []
    for group in groups:
        if sum(len(each) + 2 for each in shown) + len(group) > room:
            break
        shown.append(group)
    if not shown:
        return ""
    rest = len(groups) - len(shown)
    more = [f"and {counted(rest, 'more group')}"] if rest else []
    return f" ({'; '.join([*shown, *more])})"

"""Act, ask or refuse: which options are kept, and what has to be asked before one is taken."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.norms import components

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from commonweal.decisions._principles import Vetoed
    from commonweal.documents import Relation
    from commonweal.norms import Status

Outcome: TypeAlias = Literal["act", "ask", "refuse"]

ASKED_RELATIONS: tuple[Relation, ...] = ("contested", "undetermined", "on_a_par", "incomparable")
"""The relations between options that are kept which are reasons to ask."""

_REVERSED: dict[Relation, Relation] = {"better": "worse", "worse": "better"}


class OptionOrder:
    """The relations between all options, with the commitments that bind where reasons run out.

    Args:
        options: the options' names in the situation's order.
        relations: for each option and each later one, how the first stands to the second.
        resolved: the pairs of which somebody committed to the first over the second.
    """

    def __init__(
        self,
        options: tuple[str, ...],
        relations: Mapping[tuple[str, str], Relation],
        resolved: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.options = options
        self._relations = relations
        self._better = {(one, other) for one, other in relations if self._is(one, other)}
        self._better |= {(other, one) for one, other in relations if self._is(other, one)}
        commitments = set(resolved)
        self.resolved = frozenset(
            (one, other)
            for one, other in commitments
            if (other, one) not in commitments and self.relation(one, other) == "on_a_par"
        )
        """The commitments that bind: the options are on a par, and nobody commits the other way."""
        self._better |= self.resolved

    def relation(self, one: str, other: str) -> Relation:
        """Return how one option stands to another."""
        found = self._relations.get((one, other))
        if found is not None:
            return found
        backward = self._relations[other, one]
        return _REVERSED.get(backward, backward)

    def kept(self, among: Collection[str]) -> tuple[str, ...]:
        """Return the options that none among them is better than.

        Where the relation goes round in a circle, its members are kept together if nothing outside
        the circle is better than one of them.
        """
        better = {one: [other for other in among if (one, other) in self._better] for one in among}
        kept: set[str] = set()
        for circle in components(tuple(better), better):
            if not any(
                one not in circle and other in circle for one in better for other in better[one]
            ):
                kept |= set(circle)
        return tuple(option for option in self.options if option in kept)

    def pairs(self, among: Collection[str]) -> dict[tuple[str, str], Relation]:
        """Return the relations between the options among these, in the situation's order."""
        listed = [option for option in self.options if option in among]
        return {(one, other): self.relation(one, other) for one, other in combinations(listed, 2)}

    def _is(self, one: str, other: str) -> bool:
        return self.relation(one, other) == "better"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen: to act in any of these ways, to ask before taking one, or to refuse."""

    outcome: Outcome
    options: tuple[str, ...]
    reasons: tuple[str, ...]


def choose(
    order: OptionOrder,
    *,
    statuses: Mapping[str, Status],
    vetoed: Mapping[str, Vetoed],
    partial: bool,
    personal: OptionOrder | None = None,
) -> Choice:
    """Return what follows from the statuses, the vetoes and the relations of all options.

    Args:
        order: the options and their relations by the values that decide.
        statuses: whether each is permitted, in dispute or forbidden.
        vetoed: whether each is vetoed by standpoints.
        partial: whether something that matters may be missing; then nothing is acted on.
        personal: the relations by the decider's own cards, which count among options that are equal
            by the standard of the role, and nowhere else.
    """
    permitted, disputed = (
        [name for name in order.options if statuses[name] == status and vetoed[name] != "yes"]
        for status in ("permitted", "in_dispute")
    )
    if not permitted and not disputed:
        return Choice("refuse", (), ("none_permitted",))
    kept = order.kept(permitted)
    rivals = {option for option in disputed if option in order.kept([*permitted, option])}
    relations = set(order.pairs(kept).values())
    if personal is not None and relations <= {"equal"}:
        kept = personal.kept(kept)
    reasons: dict[str, bool] = {
        "in_dispute": bool(rivals),
        "veto_open": any(vetoed[option] == "open" for option in kept),
        **{relation: relation in relations for relation in ASKED_RELATIONS},
        "partial": partial,
    }
    if not any(reasons.values()):
        return Choice("act", kept, ())
    asked = tuple(option for option in order.options if option in kept or option in rivals)
    return Choice("ask", asked, tuple(reason for reason, holds in reasons.items() if holds))

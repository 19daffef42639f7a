"""Whether a set of norms can be kept and means what it says, before any case comes up.

The words are those of deontic logic: a gap is an act in a case that no norm of the set decides, a
conflict one that two decide differently (C. E. Alchourron and E. Bulygin, Normative Systems, 1971).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, get_args

from commonweal.documents import Condition, Not, Occupies, conjoined
from commonweal.norms._authority import covering, granting_rank
from commonweal.norms._charter_circles import circles
from commonweal.norms._charter_findings import CharterCheck, CharterFinding, FindingType
from commonweal.norms._components import components
from commonweal.norms._defeat import Defeats, applicability, collide, ranks_above
from commonweal.norms._idle_norms import (
    applies_to_somebody,
    idle_norms,
    late_deadlines,
    unoccupied,
)
from commonweal.norms._possible_world import Possible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from commonweal.norms._index import IndexedNorm, NormIndex
    from commonweal.norms._possible_world import PossibleWorlds

MOST_PAIRS = 1_000_000
"""How many pairs of norms about one act are compared."""

_ORDER = {name: place for place, name in enumerate(get_args(FindingType))}


def check_charter(
    index: NormIndex,
    worlds: PossibleWorlds,
    *,
    occupied: Collection[str] | None = None,
    most_pairs: int = MOST_PAIRS,
) -> CharterCheck:
    """Return what cannot apply, what always yields, what no order settles, and what is left open.

    Every finding is so whatever the facts are; that nothing is found says less: what depends on
    appraisals (letter against grounds), on who is who, and on the place is found in situations.
    Norms that bind nobody are compared with none.

    Args:
        index: the norms, the authorities, and the order of rules.
        worlds: the declared facts and contexts.
        occupied: the roles that somebody occupies; without them no norm is told to bind a role
            that nobody does.
        most_pairs: the most pairs that are compared.

    Cost: for each norm up to three searches for a world; for each two norms about one act, one of
    which forbids, a comparison, and a search where no rule settles it; and `circles`.
    """
    return _Charter(index, worlds, occupied, most_pairs).check()


class _Charter:
    def __init__(
        self,
        index: NormIndex,
        worlds: PossibleWorlds,
        occupied: Collection[str] | None,
        most_pairs: int,
    ) -> None:
        self._index, self._worlds, self._most = index, worlds, most_pairs
        self._occupied = occupied
        self._defeats = Defeats(index)
        self._binding: dict[str, list[IndexedNorm]] = defaultdict(list)
        """By act, the norms that bind somebody somewhere and can apply."""

    def check(self) -> CharterCheck:
        """Return all findings."""
        findings = [*self._one_by_one(), *self._priorities(), *self._grounds(), *self._gaps()]
        compared, beaten = 0, defaultdict[str, list["IndexedNorm"]](list)
        unbeaten = {norm.name for about in self._binding.values() for norm in about}
        for one, other in islice(self._pairs(), self._most):
            compared += 1
            found = [each for each in self._defeats.between(one, other) if not each.restricts]
            unbeaten -= {defeat.loser for defeat in found}
            if len(found) > 1:
                findings += self._unsettled(one, other)
            elif found:
                loser, winner = (one, other) if found[0].loser == one.name else (other, one)
                beaten[loser.name].append(winner)
        findings += self._circles(beaten)
        number = sum(self._number_of_pairs(about) for about in self._binding.values())
        if compared == number:
            findings += self._yielding(beaten, unbeaten)
        findings.sort(key=lambda finding: (_ORDER[finding.type], finding.norms, finding.why))
        return CharterCheck(tuple(findings), len(self._index.norms), compared, number - compared)

    def _one_by_one(self) -> Iterator[CharterFinding]:
        idle = idle_norms(self._index, self._worlds)
        yield from idle.values()
        yield from late_deadlines(self._index)
        for name, norm in self._index.norms.items():
            if name not in idle or idle[name].type == "undecided":
                self._binding[norm.action].append(norm)
        if self._occupied is not None:
            binding = {norm.name: norm for about in self._binding.values() for norm in about}
            yield from unoccupied(binding, self._occupied)

    def _pairs(self) -> Iterator[tuple[IndexedNorm, IndexedNorm]]:
        for about in self._binding.values():
            forbidding = [norm for norm in about if norm.modality == "forbidden"]
            others = [norm for norm in about if norm.modality != "forbidden"]
            for one in forbidding:
                for other in others:
                    yield one, other

    def _number_of_pairs(self, about: list[IndexedNorm]) -> int:
        forbidding = sum(norm.modality == "forbidden" for norm in about)
        return forbidding * (len(about) - forbidding)

    def _unsettled(self, one: IndexedNorm, other: IndexedNorm) -> Iterator[CharterFinding]:
        possible = self._together([one, other])
        names = tuple(sorted((one.name, other.name)))
        if possible.answer != "no":
            undecided = possible.answer == "undecided"
            kind: FindingType = "undecided" if undecided else "unsettled"
            yield CharterFinding(kind, names, world=possible.world)

    def _together(self, norms: Sequence[IndexedNorm]) -> Possible:
        """Return whether there are a time, a place and a case in which some norms all apply."""
        if not _at_one_time(norms) or not self._in_one_place(norms):
            return Possible("no")
        return self._worlds.find(conjoined([applies_to_somebody(norm) for norm in norms]))

    def _circles(self, beaten: Mapping[str, Sequence[IndexedNorm]]) -> Iterator[CharterFinding]:
        """Yield the circles of norms each of which prevails over the next."""
        over: dict[str, list[str]] = defaultdict(list)
        for loser, winners in beaten.items():
            over.setdefault(loser, [])
            for winner in winners:
                over[winner.name].append(loser)

        def together(names: Sequence[str]) -> Possible:
            return self._together([self._index.norms[name] for name in names])

        for circle in circles(over, together):
            certain = circle.answer == "yes"
            kind: FindingType = "circular_priorities" if certain else "undecided"
            yield CharterFinding(kind, circle.norms, world=circle.world)

    def _yielding(
        self, beaten: dict[str, list[IndexedNorm]], unbeaten: set[str]
    ) -> Iterator[CharterFinding]:
        for name, winners in beaten.items():
            norm = self._index.norms[name]
            for winner in winners:
                if winner.name in unbeaten and self._reaches_as_far(winner, norm):
                    yield CharterFinding("always_yields", (name, winner.name))
                    break

    def _reaches_as_far(self, winner: IndexedNorm, norm: IndexedNorm) -> bool:
        """Return whether one norm certainly applies wherever and whenever another does."""
        ends = winner.in_force_until
        return (
            winner.role == norm.role
            and winner.in_force_from <= norm.in_force_from
            and (ends is None or (norm.in_force_until is not None and norm.in_force_until <= ends))
            and any(not granted.territory for granted in covering(self._index, winner))
            and not winner.has_grounds
            and winner.upon is None
            and self._defeats.narrower(norm, winner)
        )

    def _in_one_place(self, norms: Sequence[IndexedNorm]) -> bool:
        """Return whether there is a place where all bind, or all bind everywhere."""
        places = [[{*a.territory} for a in covering(self._index, norm)] for norm in norms]
        named = {place for granted in places for territory in granted for place in territory}
        return any(
            all(
                any(not territory or here in territory for territory in granted)
                for granted in places
            )
            for here in (None, *sorted(named))
        )

    def _priorities(self) -> Iterator[CharterFinding]:
        norms = self._index.norms
        for name, norm in norms.items():
            for over, grantor in norm.priorities:
                other = norms.get(over)
                if other is None:
                    continue
                names = (name, over)
                may = grantor == norm.issuer or granting_rank(self._index, grantor) is not None
                if not collide(norm, other) or not (may and ranks_above(self._index, norm, other)):
                    yield CharterFinding("idle_priority", names, grantor)
                elif ranks_above(self._index, other, norm) and name < over:
                    yield CharterFinding("opposed_priorities", names)

    def _grounds(self) -> Iterator[CharterFinding]:
        grounds = {
            name: [each for each in norm.norm_grounds if each in self._index.norms]
            for name, norm in self._index.norms.items()
        }
        for circle in components(sorted(grounds), grounds):
            if len(circle) > 1 or circle[0] in grounds[circle[0]]:
                yield CharterFinding("cyclic_grounds", circle)

    def _gaps(self) -> Iterator[CharterFinding]:
        addressed: dict[tuple[str, str], list[IndexedNorm]] = defaultdict(list)
        for about in self._binding.values():
            # What applies only upon a breach leaves open what is to be done before.
            for norm in (norm for norm in about if norm.upon is None):
                addressed[norm.role, norm.action].append(norm)
        for (role, _), norms in addressed.items():
            acts = Occupies(who="actor", role=role)
            # Norms on acts toward one role say nothing of acts toward others, and need not.
            for toward in sorted({norm.counterparty or "" for norm in norms}):
                about = [norm for norm in norms if norm.counterparty in {None, toward}]
                if all(map(_conditional, about)):
                    acted_on = Occupies(who="counterparty", role=toward) if toward else acts
                    yield from self._gap(about, [acts, acted_on])

    def _gap(self, norms: list[IndexedNorm], given: list[Condition]) -> Iterator[CharterFinding]:
        possible = self._worlds.find(
            conjoined([*given, *(Not(of=applicability(n)) for n in norms)])
        )
        if possible.answer != "no":
            kind: FindingType = "gap" if possible.answer == "yes" else "undecided"
            names = tuple(sorted(norm.name for norm in norms))
            yield CharterFinding(kind, names, f"{norms[0].role} {norms[0].action}", possible.world)


def _conditional(norm: IndexedNorm) -> bool:
    return norm.condition is not None or bool(norm.exceptions)


def _at_one_time(norms: Sequence[IndexedNorm]) -> bool:
    begins = max(norm.in_force_from for norm in norms)
    return all(norm.in_force_until is None or begins < norm.in_force_until for norm in norms)

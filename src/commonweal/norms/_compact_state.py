"""What state a compact is in at a moment, from its record and those of the others: and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.norms._cases import MOST_SEARCHES
from commonweal.norms._compact_assent import Lacking, agreed_at, lacking, standing_words, voices
from commonweal.norms._compact_bounds import Bounded, BoundFinding, check_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from commonweal.documents import Assent, Compact, FactDeclaration
    from commonweal.norms._contexts import ContextOrder
    from commonweal.norms._index import NormIndex

CompactState: TypeAlias = Literal[
    "draft", "proposed", "objected", "adopted", "in_force", "expired", "superseded"
]
"""``draft``: nobody was asked. ``proposed``: not adopted, and nobody objects. ``objected``: not
adopted, and somebody objects. ``adopted``: its term has not begun. ``in_force``: its norms stand.
``expired``: its term is over, or the time for assents before it was adopted. ``superseded``: an
amendment is in force in its place.
"""

Obstacle: TypeAlias = Literal[
    "assent", "bounds", "undecided_bounds", "amends_nothing", "assent_closed", "term_over"
]
"""What stands in the way of adoption: assent is missing; a norm does not keep within its bounds; it
could not be decided whether one does, and nobody answers for it; what it amends is not in force
when it would be; the time for assents is over; its term is.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactStanding:
    """What a compact is at a moment, and why."""

    name: str
    at: str
    state: CompactState
    obstacles: tuple[Obstacle, ...]
    """What keeps it from being adopted; nothing of what is, or was."""
    lacking: Lacking
    """Whose assent is missing."""
    objections: tuple[Assent, ...]
    """The objections that stand, by party: also those of who is not needed, or spoke later."""
    bounds: tuple[BoundFinding, ...]
    """Where its norms do not keep within their bounds, or where that was not decided."""
    agreed_at: str | None
    """When nobody's assent was missing any more."""
    in_force_from: str | None
    """When it came into force, or comes if nothing else happens."""
    superseded_by: str | None
    """The amendment that is in force in its place."""

    @property
    def adopted(self) -> bool:
        """Whether it is adopted: it is in force, or will be once its term begins."""
        return self.state in {"adopted", "in_force"}


class Compacts:
    """The compacts of a study, held against one another and against the norms above them.

    Args:
        compacts: every compact.
        index: all norms, the authorities, and the order of rules.
        contexts: how contexts lie within one another.
        facts: the declared facts by name.
        most_searches: how many worlds are searched for at most, for each norm of a compact.
    """

    def __init__(
        self,
        compacts: Iterable[Compact],
        index: NormIndex,
        contexts: ContextOrder,
        facts: Mapping[str, FactDeclaration],
        *,
        most_searches: int = MOST_SEARCHES,
    ) -> None:
        self.by_name = {compact.name: compact for compact in compacts}
        self._index, self._contexts, self._facts = index, contexts, facts
        self._most = most_searches
        self._known = _Known()

    def standing(self, name: str, at: str) -> CompactStanding:
        """Return the state of a compact at a moment.

        Words said later, and what only follows from them, are not heard: but a compact that is in
        force is so because of words said before.

        Raises:
            KeyError: there is no such compact.

        Cost: on the first call about a compact that of `check_bounds`, and the same for those that
        it amends or that amend it.
        """
        compact = self.by_name[name]
        agreed = self._agreed(name, at)
        begins = self._begins(name, at)
        by = self._superseded(name, at)
        words = standing_words(compact, at)
        counted = voices(compact, self._amended(name))
        objections = tuple(
            word for party, word in sorted(words.items()) if not word.assents and party in counted
        )
        missing = Lacking()
        if begins is None:
            missing = lacking(compact, self._amended(name), words)
        return CompactStanding(
            name=name,
            at=at,
            state=self._state(compact, at, begins, by is not None, bool(objections)),
            obstacles=tuple(self._obstacles(compact, at, missing)) if begins is None else (),
            lacking=missing,
            objections=objections,
            bounds=self.bounds(name),
            agreed_at=agreed,
            in_force_from=begins,
            superseded_by=by,
        )

    def bounds(self, name: str) -> tuple[BoundFinding, ...]:
        """Return where a compact's norms do not keep within their bounds; see `check_bounds`.

        It is bounded by what it names, by what bounds that, and by what bounds the compact that it
        amends, however many steps away.
        """
        if name not in self._known.bounds:
            compact, amended = self.by_name[name], self._amended(name)
            bounded = Bounded(
                norms=frozenset(compact.norms),
                bounding=frozenset(
                    norm for each in self.bounding(name) for norm in self.by_name[each].norms
                ),
                replaced=frozenset(amended.norms if amended else ()),
                term_from=compact.term_from,
                term_until=compact.term_until,
            )
            self._known.bounds[name] = check_bounds(
                self._index, self._contexts, self._facts, bounded, most_searches=self._most
            )
        return self._known.bounds[name]

    def bounding(self, name: str) -> tuple[str, ...]:
        """Return the compacts that bound one, by name; it is not among them itself."""
        found: set[str] = set()
        waiting = [name]
        seen: set[str] = set()
        while waiting:
            compact = self.by_name.get(waiting.pop())
            if compact is None or compact.name in seen:
                continue
            seen.add(compact.name)
            found.update(compact.bounded_by)
            waiting += [*compact.bounded_by, *([compact.amends] if compact.amends else [])]
        return tuple(sorted((found & self.by_name.keys()) - {name}))

    def norms_in_force(self, at: str) -> frozenset[str]:
        """Return the norms of compacts that are in force at a moment."""
        names = self.in_force(at)
        return frozenset(norm for name in names for norm in self.by_name[name].norms)

    def in_force(self, at: str) -> frozenset[str]:
        """Return the compacts that are in force at a moment, by name."""
        return frozenset(name for name in self.by_name if self._is_in_force(name, at))

    def is_settled(self, name: str, at: str) -> bool:
        """Return whether more searches would leave a compact's state at a moment as it is.

        They would where the bounds of each agreed compact that is bound up with it by amendments
        are decided, or what was found of them keeps it from being adopted.
        """
        return not any(
            self._is_open(other)
            for other in self._bound_up(name)
            if self._agreed(other, at) is not None
        )

    def _is_open(self, name: str) -> bool:
        """Return whether more searches could find that a compact keeps within its bounds, or not.

        More do not take back that it yields, but can find that it does where that was in dispute.
        """
        kinds = {finding.type for finding in self.bounds(name)}
        may = {"yields", "unsettled"} if self.by_name[name].may_yield else set()
        return "undecided" in kinds and kinds <= {"undecided", *may}

    def _is_in_force(self, name: str, at: str) -> bool:
        if _is_over(self.by_name[name].term_until, at):
            return False
        begins = self._begins(name, at)
        return begins is not None and begins <= at and self._superseded(name, at) is None

    def _superseded(self, name: str, at: str) -> str | None:
        """Return the amendment that is in force in a compact's place at a moment."""
        coming = self._superseding(name, at)
        return coming.name if coming is not None and coming.begins <= at else None

    def _state(
        self,
        compact: Compact,
        at: str,
        begins: str | None,
        superseded: bool,  # noqa: FBT001  # private, and named where it is called
        objected: bool,  # noqa: FBT001
    ) -> CompactState:
        if superseded:
            return "superseded"
        if _is_over(compact.term_until, at):
            return "expired"
        if begins is not None:
            return "in_force" if begins <= at else "adopted"
        if compact.assent_until is not None and compact.assent_until < at:
            return "expired"
        if objected:
            return "objected"
        asked = [word.at for word in compact.assents]
        if compact.proposed_at is not None:
            asked = [compact.proposed_at]
        return "proposed" if asked and min(asked) <= at else "draft"

    def _obstacles(self, compact: Compact, at: str, missing: Lacking) -> Iterator[Obstacle]:
        if missing:
            yield "assent"
        yield from self._beyond(compact)
        if compact.amends is not None and not self._may_amend(compact, at):
            yield "amends_nothing"
        ends = compact.assent_until
        if ends is not None and ends < at and self._agreed(compact.name, at) is None:
            yield "assent_closed"
        if _is_over(compact.term_until, at):
            yield "term_over"

    def _may_amend(self, compact: Compact, at: str) -> bool:
        """Return whether what a compact amends is in force when it comes, or would come now."""
        amends = compact.amends
        if amends is None or amends not in self.by_name or compact.name in self._line(amends):
            return False
        begun, first = self._begins(amends, at), self._superseding(amends, at)
        agreed = self._agreed(compact.name, at) or at
        coming = _Coming(max(agreed, compact.term_from), agreed, compact.name)
        return (
            begun is not None
            and begun <= coming.begins
            and not _is_over(self.by_name[amends].term_until, coming.begins)
            and (first is None or coming <= first)
        )

    def _amended(self, name: str) -> Compact | None:
        amends = self.by_name[name].amends
        return self.by_name.get(amends) if amends is not None else None

    def _line(self, name: str) -> set[str]:
        """Return what a compact amends, step by step, and itself."""
        found: set[str] = set()
        at: str | None = name
        while at is not None and at not in found and at in self.by_name:
            found.add(at)
            at = self.by_name[at].amends
        return found

    def _bound_up(self, name: str) -> set[str]:
        """Return a compact, what it amends, what amends it, and so on from each of them."""
        found: set[str] = set()
        waiting = {name}
        while waiting:
            found |= waiting
            waiting = {
                other
                for other, compact in self.by_name.items()
                if compact.amends in found or any(self.by_name[n].amends == other for n in found)
            } - found
        return found

    def _agreed(self, name: str, at: str) -> str | None:
        """Return when nobody's assent was missing any more, if that was by some moment."""
        if name not in self._known.agreed:
            self._known.agreed[name] = agreed_at(self.by_name[name], self._amended(name))
        agreed = self._known.agreed[name]
        return agreed if agreed is not None and agreed <= at else None

    def _begins(self, name: str, at: str) -> str | None:
        """Return when a compact is in force from, by what was agreed by some moment, or None."""
        own, amends = self._coming(name, at), self.by_name[name].amends
        if own is None or amends is None:
            return own.begins if own is not None else None
        # What amends itself, step by step, never begins.
        if amends not in self.by_name or name in self._line(amends):
            return None
        return own.begins if self._superseding(amends, at) == own else None

    def _coming(self, name: str, at: str) -> _Coming | None:
        """Return when it would be in force from by its own assents, bounds and term alone."""
        compact, agreed = self.by_name[name], self._agreed(name, at)
        # Assents are counted first: the search for bounds is spared where they are missing.
        if agreed is None or _is_over(compact.term_until, agreed) or [*self._beyond(compact)]:
            return None
        return _Coming(max(agreed, compact.term_from), agreed, name)

    def _beyond(self, compact: Compact) -> Iterator[Obstacle]:
        """Yield what of its bounds keeps a compact from being adopted."""
        kinds = {finding.type for finding in self.bounds(compact.name)}
        if kinds - ({"undecided", "yields"} if compact.may_yield else {"undecided"}):
            yield "bounds"
        if "undecided" in kinds and compact.undecided_accepted_by is None:
            yield "undecided_bounds"

    def _superseding(self, name: str, at: str) -> _Coming | None:
        """Return the first amendment agreed by some moment that comes while a compact is in force.

        One that is agreed later comes later than that, so that what has come by then stays.
        """
        begun, ends = self._begins(name, at), self.by_name[name].term_until
        if begun is None:
            return None
        amending = (
            coming
            for other in self.by_name
            if self.by_name[other].amends == name and other not in self._line(name)
            if (coming := self._coming(other, at)) is not None
        )
        return min(
            (each for each in amending if begun <= each.begins and not _is_over(ends, each.begins)),
            default=None,
        )


def _is_over(ends: str | None, at: str) -> bool:
    return ends is not None and ends <= at


@dataclass(frozen=True, slots=True, order=True)
class _Coming:
    """A compact that comes into force unless another comes before it: ordered by which does."""

    begins: str
    agreed: str
    name: str


@dataclass(slots=True)
class _Known:
    """What was found out once."""

    bounds: dict[str, tuple[BoundFinding, ...]] = field(default_factory=dict)
    agreed: dict[str, str | None] = field(default_factory=dict)

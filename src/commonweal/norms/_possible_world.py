"""Whether a condition can hold at all, and a world in which it does.

A search for a model of a formula of clauses over facts with types, contexts within one another and
roles: branch on what is "any of", narrow the rest. M. Davis, G. Logemann, D. Loveland, A machine
program for theorem-proving, Communications of the ACM 5 (1962), without learning.
"""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.documents import (
    All,
    Any,
    AtLeast,
    AtMost,
    Before,
    Condition,
    Equals,
    Holds,
    KnownWorld,
    Not,
    Occupies,
    OneOf,
    Truth,
    number_of,
)
from commonweal.norms._value_range import ValueRange

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.documents import FactDeclaration, Who
    from commonweal.norms._contexts import ContextOrder

MOST_STEPS = 20_000
"""How many clauses a search looks at before it gives up."""

_TRUTH: dict[bool, Truth] = {True: "holds", False: "fails"}

_Pending: TypeAlias = "tuple[Condition, bool, bool]"
"""A clause, whether it is to hold or to fail, and whether of the facts as they are."""


@dataclass(frozen=True, slots=True)
class Possible:
    """Whether a condition can hold: a world if it can."""

    answer: Literal["yes", "no", "undecided"]
    """``undecided`` where the search took more than `MOST_STEPS`."""
    world: KnownWorld | None = None
    """One in which it holds, for ``yes``; what is not in it makes no difference."""


class PossibleWorlds:
    """The worlds that a study's declarations leave open.

    Args:
        facts: the declared facts by name; one that is not declared can have any value.
        contexts: how contexts lie within one another.
    """

    def __init__(self, facts: Mapping[str, FactDeclaration], contexts: ContextOrder) -> None:
        self._facts, self._contexts = facts, contexts

    def find(self, condition: Condition) -> Possible:
        """Return whether a condition can hold, with every fact known.

        Sound both ways. What an option changes and what was before are free of one another; who
        acts, is acted on and decides are taken for different parties.

        Cost: exponential in how often "any of" stands beside another at worst, and bounded by
        `MOST_STEPS`; linear where they do not stand in each other's way.
        """
        branches = [_Branch([(condition, True, False)])]
        steps = 0
        while branches:
            branch = branches.pop()
            while branch.pending or branch.later:
                steps += 1
                if steps > MOST_STEPS:
                    return Possible("undecided")
                if not branch.pending:
                    branches.extend(reversed(branch.split()))
                    break
                if not self._narrow(branch, *branch.pending.pop()):
                    break
            else:
                return Possible("yes", branch.world())
        return Possible("no")

    def _narrow(self, branch: _Branch, clause: Condition, positive: bool, before: bool) -> bool:  # noqa: FBT001
        """Take a clause into a branch; return whether anything is still possible there."""
        match clause:
            case Not():
                branch.pending.append((clause.of, not positive, before))
            case Before():
                branch.pending.append((clause.of, positive, True))
            case All() | Any() if isinstance(clause, All) == positive:
                branch.pending += [(part, positive, before) for part in reversed(clause.of)]
            case All() | Any():
                branch.later.append((clause, positive, before))
            case Holds():
                return self._narrow_context(branch, clause.context, positive)
            case Occupies():
                return branch.narrow_role(clause, positive)
            case _:
                return self._narrow_fact(branch, clause, positive, before)
        return True

    def _narrow_context(self, branch: _Branch, context: str, positive: bool) -> bool:  # noqa: FBT001
        if positive:
            names = {context, *self._contexts.broader_than(context)}
        else:
            names = {context, *self._contexts.narrower_than(context)}
        return all(branch.contexts.setdefault(name, positive) == positive for name in names)

    def _narrow_fact(
        self,
        branch: _Branch,
        clause: Equals | OneOf | AtLeast | AtMost,
        positive: bool,  # noqa: FBT001
        before: bool,  # noqa: FBT001
    ) -> bool:
        key = (clause.fact, before)
        known = branch.facts.get(key)
        if known is None:
            known = ValueRange.of(self._facts.get(clause.fact))
        found = branch.facts[key] = _narrowed(known, clause, positive=positive)
        return found.value() is not None


@dataclass(slots=True)
class _Branch:
    """What has been settled, what is to be taken in, and what will have to be branched on."""

    pending: list[_Pending]
    later: list[_Pending] = field(default_factory=list)
    facts: ChainMap[tuple[str, bool], ValueRange] = field(default_factory=ChainMap)
    contexts: ChainMap[str, bool] = field(default_factory=ChainMap)
    roles: ChainMap[tuple[Who, str], bool] = field(default_factory=ChainMap)

    def split(self) -> list[_Branch]:
        """Return a branch for each way in which the first alternative can be taken."""
        (clause, positive, before), *later = self.later
        return [
            _Branch(
                [(part, positive, before)],
                [*later],
                self.facts.new_child(),
                self.contexts.new_child(),
                self.roles.new_child(),
            )
            for part in clause.parts
        ]

    def narrow_role(self, clause: Occupies, positive: bool) -> bool:  # noqa: FBT001
        """Take in who occupies a role: whoever does is somebody, where nobody is none does."""
        roles, role = self.roles, clause.role
        if roles.setdefault((clause.who, role), positive) != positive:
            return False
        somebody = [key for key, occupied in roles.items() if key[1] == role and occupied]
        return not somebody or roles.get(("anyone", role)) is not False

    def world(self) -> KnownWorld:
        """Return a world that is as settled here."""
        values = {key: found.value() for key, found in self.facts.items()}
        told = {key: value for key, value in values.items() if value is not None}
        occupied: dict[tuple[Who, str], Truth] = {
            key: _TRUTH[value] for key, value in self.roles.items()
        }
        anyone: dict[tuple[Who, str], Truth] = {
            ("anyone", role): _TRUTH[True] for (_, role), held in self.roles.items() if held
        }
        return KnownWorld(
            facts={name: value for (name, before), value in told.items() if not before},
            facts_before={name: value for (name, before), value in told.items() if before},
            contexts={name: _TRUTH[held] for name, held in self.contexts.items()},
            occupations=occupied | anyone,
        )


def _narrowed(
    known: ValueRange, clause: Equals | OneOf | AtLeast | AtMost, *, positive: bool
) -> ValueRange:
    match clause:
        case Equals() | OneOf():
            values = (clause.value,) if isinstance(clause, Equals) else clause.values
            return known.one_of(values) if positive else known.none_of(values)
        case _:
            bound = Fraction(number_of(clause.value) or 0)
            upward = isinstance(clause, AtLeast) == positive
            narrow = known.above if upward else known.below
            return narrow(bound, within=positive)

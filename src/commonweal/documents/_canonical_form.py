"""The canonical form of a condition: one way of writing what differs only in its writing."""

from __future__ import annotations

from fractions import Fraction

from commonweal.documents._canonical import canonical_json
from commonweal.documents._condition import (
    All,
    Any,
    AtLeast,
    AtMost,
    Before,
    Condition,
    Equals,
    Not,
    OneOf,
)
from commonweal.documents._evaluation import number_of, value_key
from commonweal.documents._scalars import FactValue

_MOST_PARTS = 64


def canonical_condition(condition: Condition) -> Condition:
    """Return the condition in canonical form, which evaluates to the same in every world.

    Conjunctions inside conjunctions are flattened, and so are disjunctions; parts are sorted and
    stand once; what always holds or always fails is left out or takes over; double negation and
    ``before`` inside ``before`` go away; exact numbers that are integers are written as integers,
    and ``one_of`` a single value as ``equals``. To put a canonical form in canonical form changes
    nothing. No more than that is recognised: it is a form of writing, not of meaning.

    Cost: n log n in the number of clauses.
    """
    match condition:
        case Not():
            return _negated(canonical_condition(condition.of))
        case Before():
            inside = canonical_condition(condition.of)
            return inside if isinstance(inside, Before) or _empty(inside) else Before(of=inside)
        case All() | Any():
            return _joined(type(condition), condition)
        case Equals():
            return Equals(fact=condition.fact, value=_plain(condition.value))
        case AtLeast() | AtMost():
            return type(condition)(fact=condition.fact, value=_plain_number(condition.value))
        case OneOf():
            return _one_of(condition)
        case _:
            return condition


def _negated(inside: Condition) -> Condition:
    if isinstance(inside, Not):
        return inside.of
    if isinstance(inside, All | Any) and not inside.of:
        return Any(of=()) if isinstance(inside, All) else All(of=())
    return Not(of=inside)


def _empty(condition: Condition) -> bool:
    return isinstance(condition, All | Any) and not condition.of


def _joined(join: type[All | Any], condition: Condition) -> Condition:
    absorbing = Any if join is All else All
    parts: dict[bytes, Condition] = {}
    waiting = list(condition.parts)
    while waiting:
        part = waiting.pop()
        if not isinstance(part, join):
            part = canonical_condition(part)
        if isinstance(part, join):
            waiting.extend(part.of)
        elif isinstance(part, absorbing) and not part.of:
            return absorbing(of=())
        else:
            parts[canonical_json(part.content())] = part
    ordered = [parts[key] for key in sorted(parts)]
    return ordered[0] if len(ordered) == 1 else _grouped(join, ordered)


def _grouped(join: type[All | Any], parts: list[Condition]) -> Condition:
    # A clause holds at most 64 parts, so that more of them stand in groups of 64, in order.
    while len(parts) > _MOST_PARTS:
        parts = [
            join(of=tuple(parts[start : start + _MOST_PARTS]))
            if len(parts[start : start + _MOST_PARTS]) > 1
            else parts[start]
            for start in range(0, len(parts), _MOST_PARTS)
        ]
    return join(of=tuple(parts))


def _plain(value: FactValue) -> FactValue:
    number = number_of(value)
    return value if number is None else _plain_number(value)


def _plain_number(value: int | str) -> int | str:
    number = Fraction(value)
    in_range = abs(number.numerator) < 2**53
    return number.numerator if number.denominator == 1 and in_range else value


def _one_of(clause: OneOf) -> Condition:
    values = {value_key(value): _plain(value) for value in clause.values}
    if len(values) == 1:
        return Equals(fact=clause.fact, value=next(iter(values.values())))
    ordered = sorted(values.values(), key=canonical_json)
    return OneOf(fact=clause.fact, values=tuple(ordered))

"""Which conflicts a decision leaves standing: every one of them, whether or not it was settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from commonweal.decisions._value_findings import contested_pairs

if TYPE_CHECKING:
    from commonweal.decisions._derivation import Derivation
    from commonweal.norms import Label


class NormConflict(NamedTuple):
    """Two norms that collide about one act or omission."""

    option: str
    item: str
    first: str
    second: str
    label_of_first: Label
    label_of_second: Label


class ValueConflict(NamedTuple):
    """Values that may favour one option, against values that may favour the other."""

    first: str
    second: str
    for_first: tuple[str, ...]
    for_second: tuple[str, ...]


class StandingComplaint(NamedTuple):
    """A standpoint's strongest complaint against a principle."""

    standpoint: str
    principle: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class TensionRows:
    """All tensions of one decision, each kind sorted."""

    norms: tuple[NormConflict, ...]
    values: tuple[ValueConflict, ...]
    contested: tuple[tuple[str, str], ...]
    """Pairs of values whose order people contest, or hold in a circle."""
    complaints: tuple[StandingComplaint, ...]
    conscience: tuple[tuple[str, str], ...]
    """Pairs of options that the role's standard and the decider's own cards order oppositely."""


def tension_rows(derivation: Derivation) -> TensionRows:
    """Return every tension: what one side says is kept whether or not it won."""
    values = derivation.values
    return TensionRows(
        norms=tuple(sorted(_norm_conflicts(derivation))),
        values=tuple(sorted(_value_conflicts(derivation))),
        contested=tuple(sorted(contested_pairs(values.graph, values.counting))),
        complaints=tuple(
            StandingComplaint(*key, grade.low, grade.high)
            for key, grade in sorted(derivation.principles.grades.items())
        ),
        conscience=tuple(
            sorted(
                pair
                for pair, personal in derivation.personal.items()
                if {personal, derivation.order.relation(*pair)} == {"better", "worse"}
            )
        ),
    )


def _norm_conflicts(derivation: Derivation) -> set[NormConflict]:
    found: set[NormConflict] = set()
    for option in derivation.norms.options.values():
        for judged in option.items:
            labels = {norm.name: norm.label for norm in judged.norms}
            for defeat in judged.defeats:
                first, second = sorted((defeat.winner, defeat.loser))
                found.add(
                    NormConflict(
                        option.name, judged.item.name, first, second, labels[first], labels[second]
                    )
                )
    return found


def _value_conflicts(derivation: Derivation) -> list[ValueConflict]:
    found = []
    for (first, second), readings in derivation.values.readings.items():
        sides = [
            tuple(sorted(card for card, said in readings.items() if direction in said))
            for direction in ("first", "second")
        ]
        if all(sides):
            found.append(ValueConflict(first, second, *sides))
    return found

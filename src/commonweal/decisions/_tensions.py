"""The tensions of a decision: both sides of each, and what settled it, if anything did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

from commonweal.documents import Side, Tension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.decisions._derivation import Derivation
    from commonweal.decisions._tension_rows import NormConflict, TensionRows, ValueConflict
    from commonweal.norms import DefeatRule

_SettledBy: TypeAlias = Literal[
    "level", "priority", "specificity", "date", "values", "resolution", "role_standard"
]


class _Settled(TypedDict, total=False):
    """What settled a tension, and which side prevails; left out, where nothing settled it."""

    settled_by: _SettledBy
    prevails: str


def tensions_of(derivation: Derivation, rows: TensionRows) -> tuple[Tension, ...]:
    """Return every tension with both sides, in the order in which the certificate lists them."""
    return (
        *_of_norms(derivation, rows),
        *(_of_values(derivation, row) for row in rows.values),
        *(_of_pair(derivation, pair) for pair in rows.contested),
        *(
            Tension(
                type="complaint",
                sides=(
                    Side(standpoint=row.standpoint, at_least=row.low, at_most=row.high),
                    Side(principle=row.principle),
                ),
            )
            for row in rows.complaints
        ),
        *(_of_conscience(derivation, pair) for pair in rows.conscience),
    )


def _of_norms(derivation: Derivation, rows: TensionRows) -> Iterator[Tension]:
    """Yield the tensions of two norms that collide about one act or omission."""
    rules = {
        (option.name, judged.item.name, defeat.winner, defeat.loser): defeat.rule
        for option in derivation.norms.options.values()
        for judged in option.items
        for defeat in judged.defeats
    }
    for row in rows.norms:
        yield Tension(
            type="norms",
            options=(row.option,),
            item=row.item,
            sides=(
                Side(norm=row.first, label=row.label_of_first),
                Side(norm=row.second, label=row.label_of_second),
            ),
            **_settled_between(row, rules),
        )


def _settled_between(
    row: NormConflict, rules: dict[tuple[str, str, str, str], DefeatRule]
) -> _Settled:
    for winner, loser in ((row.first, row.second), (row.second, row.first)):
        rule = rules.get((row.option, row.item, winner, loser))
        if rule is not None and rule != "none":
            return {"settled_by": rule, "prevails": winner}
    return {}


def _of_values(derivation: Derivation, row: ValueConflict) -> Tension:
    """Return the tension of values that favour, or may, different options."""
    relation = derivation.order.relation(row.first, row.second)
    winner = {"better": row.first, "worse": row.second}.get(relation)
    settled: _Settled = {} if winner is None else {"settled_by": "values", "prevails": winner}
    for one, other in ((row.first, row.second), (row.second, row.first)):
        if (one, other) in derivation.order.resolved:
            settled = {"settled_by": "resolution", "prevails": one}
    return Tension(
        type="values",
        options=(row.first, row.second),
        sides=(
            Side(option=row.first, cards=row.for_first),
            Side(option=row.second, cards=row.for_second),
        ),
        **settled,
    )


def _of_pair(derivation: Derivation, pair: tuple[str, str]) -> Tension:
    """Return the tension of two values whose order people contest, or hold in a circle."""
    status = derivation.values.graph.pair(*pair).status
    return Tension(
        type="cycle" if status == "cycle" else "contested",
        sides=(Side(cards=pair[:1]), Side(cards=pair[1:])),
    )


def _of_conscience(derivation: Derivation, pair: tuple[str, str]) -> Tension:
    """Return the tension of what the role asks and what the decider lives by."""
    own_cards = derivation.target.own_cards[derivation.inputs.situation.decider]
    by_role, by_own = pair if derivation.order.relation(*pair) == "better" else pair[::-1]
    return Tension(
        type="conscience",
        options=pair,
        sides=(
            Side(option=by_role, cards=derivation.values.counting),
            Side(option=by_own, cards=tuple(sorted(own_cards))),
        ),
        settled_by="role_standard",
        prevails=by_role,
    )

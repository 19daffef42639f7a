"""One door to every method of choice without a common scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.choice._certificate import certificate_of
from commonweal.choice._method import Kept
from commonweal.choice._prepared import Prepared
from commonweal.choice._result import NOTHING_PERMISSIBLE, ChoiceResult, ChoiceStats

if TYPE_CHECKING:
    from commonweal.choice._method import ChoiceMethod
    from commonweal.choice._problem import ChoiceProblem


def solve_choice(problem: ChoiceProblem, method: ChoiceMethod) -> ChoiceResult:
    """Return the options that a method keeps.

    There is no default: which method is right is for whoever chooses to say, and the result names
    it. No decision of a study calls this.

    Args:
        problem: options, criteria, and which orderings are permissible.
        method: `Maximal`, `EAdmissible`, `GammaMaximin`, `IntervalDominance`, `Lexicographic`, or a
            baseline: `PrometheeI`, `PrometheeII`, `ElectreI`, `ElectreIII`.

    Returns:
        What is kept; nothing where the constraints leave no weights, which the status says.

    Raises:
        InvalidDocument: with what contradicts itself in the problem; with what the method needs and
            the problem lacks: ``values-needed``, ``unknown-context``, ``outranking-needed``.
    """
    prepared = Prepared(problem)
    found = prepared.family.nothing() is None
    kept = method.keep(prepared) if found else Kept((), (), ())
    value = tuple(prepared.options[at] for at in kept.positions)
    parameters = method.parameters()
    certificate = None
    if method.checked:
        certificate = certificate_of(
            prepared, method.name, parameters, chosen=value, claims=kept.claims
        )
    return ChoiceResult(
        value=value,
        status="found" if found else "none-permissible",
        method=method.name,
        parameters=parameters,
        stats=ChoiceStats.of(prepared),
        problem=problem,
        claims=kept.claims,
        certificate=certificate,
        sentences=kept.sentences if found else (NOTHING_PERMISSIBLE,),
    )

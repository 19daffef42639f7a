"""Cases of which a certificate can be told otherwise than they are."""

from __future__ import annotations

from typing import Any

from commonweal.testing._decisions import (
    DecisionWorld as World,
    card_id,
)

from .forging import checked


def told(world: World) -> Any:
    """Return the decision of a world, as JSON."""
    return world.decide().content()


def problem(decision: Any) -> str:
    """Return what the checker finds wrong."""
    report = checked(decision)
    assert 0 == report.counts["decisions"]
    (found,) = report.problems
    assert found.isprintable()
    return str(found)


def two() -> World:
    return World().option("wait").option("divert", "divert")


def opposed(**fields: Any) -> World:
    """Return two values for different options."""
    world = two().value(1, **fields).value(2)
    return world.placing(1, "wait", "divert").placing(2, "divert", "wait")


ONE, TWO, THREE = (f"value|{card_id(number)}" for number in (1, 2, 3))


def valued(first: str = "wait", second: str = "divert") -> World:
    """Return two options of which one is better by the one value there is."""
    return two().value(1).placing(1, first, second)

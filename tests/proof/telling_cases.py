"""Decisions put together by hand, each of which hangs on one condition of one rule.

With each goes that condition as the checker in JavaScript has it, and what stands there instead if
somebody drops or confuses it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from commonweal.testing._decisions import AT, DecisionWorld

BEFORE, BREACH, DUE = "2025-02-01T00:00:00Z", "2025-08-01T00:00:00Z", "2026-03-01T00:00:00Z"


class Telling(NamedTuple):
    """A decision, and the condition that it tells from another."""

    world: Callable[[], DecisionWorld]
    condition: str
    instead: str


def _two() -> DecisionWorld:
    return DecisionWorld().option("wait").option("go", "go")


def lower_norm_that_is_later() -> DecisionWorld:
    """A lower prohibition prevails over a higher permission by its date, and not by its level."""
    world = _two().norm("may", "permitted", "go", "supranational")
    world.norm("ban", "forbidden", "go", in_force_from="2024-01-01T00:00:00Z")
    world.target["norm_order"] = ["date", "level"]
    return world


def _permission_where(*, holds: bool) -> DecisionWorld:
    """A guaranteed permission prevails in a context of which only the decider speaks."""
    world = _two().context("storm", holds=holds, by="agent").norm("ban", "forbidden", "go")
    storm = {"kind": "holds", "context": "storm"}
    fields = {"guaranteed": True, "condition": storm}
    return world.norm("may", "permitted", "go", "supranational", **fields)


def permission_that_its_own_side_denies() -> DecisionWorld:
    """By all words it does not apply, so by these it defeats nothing."""
    return _permission_where(holds=False)


def permission_that_its_own_side_claims() -> DecisionWorld:
    """By all words the prohibition is out, and strictly that is undecided."""
    return _permission_where(holds=True)


def _chain(second: str, **fields: str) -> DecisionWorld:
    """A breach of `no-go` makes `give` due or forbidden, and a breach of that forbids mending."""
    world = DecisionWorld().option("wait").option("repair", "mend").norm("no-go", "forbidden", "go")
    world.norm("next", second, "give", upon_breach={"norm": "no-go"}, **fields)
    world.norm("last", "forbidden", "mend", upon_breach={"norm": "next"})
    return world.deed("gone", "go", BREACH).deed("given", "give", BEFORE)


def deed_before_the_breach() -> DecisionWorld:
    """What was done before the breach that forbids it broke nothing."""
    return _chain("forbidden")


def made_good_too_early() -> DecisionWorld:
    """What is due upon a breach is not made good by what was done before the breach."""
    return _chain("obliged", deadline=DUE)


def denied_toward_another() -> DecisionWorld:
    """That the duty was done to somebody whom it does not protect is denied, which says nothing."""
    world = _two().norm("pay", "obliged", "pay", counterparty="neighbour", deadline=DUE)
    world.claims("agent", "neighbour", occupied=False)
    return world.deed("paid", "pay", BREACH, toward="agent", done=False)


def norm_that_ends_now() -> DecisionWorld:
    """A norm is in force to before its last moment, which is that of the situation."""
    return _two().norm("ban", "forbidden", "go", in_force_until=AT)


TELLING = [
    Telling(lower_norm_that_is_later, 'rule === "level" && height(', "height("),
    Telling(permission_that_its_own_side_denies, "if (attacker.applies[mode] !== FAILS) ", ""),
    Telling(
        permission_that_its_own_side_claims, 'strict.charge === "out"', 'full.charge === "out"'
    ),
    Telling(deed_before_the_breach, "breach.at <= item.at", "true"),
    Telling(denied_toward_another, " && toward[STRICT] !== FAILS", ""),
    Telling(made_good_too_early, "norm.upon_breach ? NEVER : ", ""),
    Telling(norm_that_ends_now, "|| at < until", "|| at <= until"),
]

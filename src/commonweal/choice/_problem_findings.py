"""What the parts of a problem have to do with one another, and everything that is wrong there."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from commonweal.documents import Finding, did_you_mean, reachable

if TYPE_CHECKING:
    from collections.abc import Iterator

    Way = tuple[str | int, ...]

BOUNDS = ("at_least", "at_most", "equals")


def problem_findings(content: Any) -> Iterator[Finding]:
    """Yield what contradicts itself in the plain content of a problem; it bears any content.

    Codes ``repeated-name``, ``unknown-option``, ``unknown-criterion``, ``not-compared``,
    ``one-of-several``, ``cyclic-criteria`` and ``scores-needed``.
    """
    problem = _object(content)
    options, criteria = _names(problem.get("options")), _list(problem.get("criteria"))
    named = _names([_object(each).get("name") for each in criteria])
    yield from _repeated(options, ("options",))
    yield from _repeated(named, ("criteria",))
    for place, criterion in enumerate(criteria):
        yield from _criterion(_object(criterion), ("criteria", place), options)
    yield from _permissible(_object(problem.get("permissible")), options, criteria)
    contexts = []
    for place, said in enumerate(_list(problem.get("priorities"))):
        priority, way = _object(said), ("priorities", place, "strata")
        contexts.append(priority.get("context"))
        yield from _tiers(priority.get("strata"), way, named, "criterion", whole=False)
    yield from _repeated(_names(contexts), ("priorities",))


def _criterion(criterion: dict[str, Any], way: Way, options: list[str]) -> Iterator[Finding]:
    said = [key for key in ("scores", "tiers") if criterion.get(key) is not None]
    if len(said) != 1:
        expected = "either scores or tiers"
        yield Finding("one-of-several", way, expected, " and ".join(said) or "neither")
    if "scores" in said:
        yield from _scores(criterion["scores"], (*way, "scores"), options)
    if "tiers" in said:
        yield from _tiers(criterion["tiers"], (*way, "tiers"), options, "option")
    outranking = _object(criterion.get("outranking"))
    limits = [
        (key, number)
        for key in ("indifference", "preference", "veto")
        if (number := _number(outranking.get(key))) is not None
    ]
    if limits and "tiers" in said:
        where = (*way, "outranking", limits[0][0])
        yield Finding("scores-needed", where, "scores, to hold a difference against", "tiers")
    values = [Fraction(0), *(number for _, number in limits)]
    if values != sorted(values):
        found = ", ".join(f"{key} {number}" for key, number in limits)
        expected = "0 ≤ indifference ≤ preference ≤ veto"
        yield Finding("out-of-range", (*way, "outranking"), expected, found)


def _permissible(
    said: dict[str, Any], options: list[str], criteria: list[Any]
) -> Iterator[Finding]:
    way: Way = ("permissible",)
    named = _names([_object(each).get("name") for each in criteria])
    for key in ("orderings", "utilities", "constraints"):
        names = [_object(each).get("name") for each in _list(said.get(key))]
        yield from _repeated(_names(names), (*way, key))
    for place, each in enumerate(_list(said.get("orderings"))):
        tiers, where = _object(each).get("tiers"), (*way, "orderings", place, "tiers")
        yield from _tiers(tiers, where, options, "option", whole=False)
    for place, each in enumerate(_list(said.get("utilities"))):
        where = (*way, "utilities", place, "scores")
        yield from _scores(_object(each).get("scores"), where, options)
    for place, each in enumerate(_list(said.get("constraints"))):
        yield from _constraint(_object(each), (*way, "constraints", place), named)
    yield from _above(_list(said.get("above")), (*way, "above"), named)
    if said.get("type") in ("criteria", "weights") and not criteria:
        yield Finding("scores-needed", ("criteria",), "at least one criterion", "none")
    if said.get("type") == "weights":
        for place, each in enumerate(criteria):
            if _object(each).get("tiers") is not None:
                where = ("criteria", place, "tiers")
                expected = "scores, since weights add them up"
                hint = "An order alone has no sums; permit orders of the criteria instead."
                yield Finding("scores-needed", where, expected, "tiers", hint)


def _constraint(constraint: dict[str, Any], way: Way, named: list[str]) -> Iterator[Finding]:
    bounds = [key for key in BOUNDS if constraint.get(key) is not None]
    if len(bounds) != 1:
        expected = "one of at_least, at_most and equals"
        yield Finding("one-of-several", way, expected, " and ".join(bounds) or "none")
    for name in _object(constraint.get("coefficients")):
        if name not in named:
            yield _unknown("criterion", (*way, "coefficients", name), named, name)


def _above(pairs: list[Any], way: Way, named: list[str]) -> Iterator[Finding]:
    edges: dict[str, set[str]] = {}
    for place, pair in enumerate(pairs):
        names = _names(pair)
        for at, name in enumerate(names):
            if name not in named:
                yield _unknown("criterion", (*way, place, at), named, name)
        if len(names) == 2:
            edges.setdefault(names[0], set()).add(names[1])
    for name in named:
        if name in reachable(name, edges):
            expected = "criteria none of which stands above itself"
            yield Finding("cyclic-criteria", way, expected, f"{name!r} above itself")


def _scores(said: Any, way: Way, options: list[str]) -> Iterator[Finding]:
    scores = _object(said)
    for name in scores:
        if name not in options:
            yield _unknown("option", (*way, name), options, name)
    if missing := [name for name in dict.fromkeys(options) if name not in scores]:
        yield Finding("not-compared", way, "a score for every option", f"none for {missing[0]!r}")


def _tiers(
    said: Any, way: Way, known: list[str], what: str, *, whole: bool = True
) -> Iterator[Finding]:
    """Yield what is wrong with groups."""
    found = [
        ((*way, place, at), name)
        for place, tier in enumerate(_list(said))
        for at, name in enumerate(_list(tier))
        if isinstance(name, str)
    ]
    for where, name in found:
        if name not in known:
            yield _unknown(what, where, known, name)
    names = [name for _, name in found]
    yield from _repeated(names, way)
    missing = [name for name in dict.fromkeys(known) if name not in names]
    if whole and missing:
        yield Finding("not-compared", way, "every option in a group", f"{missing[0]!r} in none")


def _repeated(names: list[str], way: Way) -> Iterator[Finding]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Finding("repeated-name", way, "every name once", repr(name))


def _unknown(what: str, way: Way, known: list[str], name: str) -> Finding:
    """Return that a name is none of those; codes ``unknown-option`` and ``unknown-criterion``."""
    expected = " or ".join(list(dict.fromkeys(known))[:9]) or "a name that is declared"
    return Finding(f"unknown-{what}", way, expected, repr(name), did_you_mean(name, known))


def _number(value: Any) -> Fraction | None:
    try:
        return Fraction(value) if isinstance(value, int | str) else None
    except (ValueError, ZeroDivisionError):
        return None


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def _names(value: Any) -> list[str]:
    return [name for name in _list(value) if isinstance(name, str)]

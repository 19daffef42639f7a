"""The definitions word for word, on all subsets and all orders: slow, and obvious."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations, permutations, product

from hypothesis import strategies as st

Attack = tuple[str, str]
Order = frozenset[tuple[str, str]]

NAMES = ("a", "b", "c", "d", "e")
VALUES = ("red", "green", "blue")


def frameworks(names: tuple[str, ...] = NAMES) -> st.SearchStrategy[set[Attack]]:
    """Return sets of attacks between the names."""
    return st.sets(st.sampled_from(list(product(names, names))), max_size=2 * len(names))


def promoting(names: tuple[str, ...] = NAMES) -> st.SearchStrategy[dict[str, tuple[str, ...]]]:
    """Return which values each argument promotes: none, one or two."""
    some = st.sets(st.sampled_from(VALUES), max_size=2).map(lambda each: tuple(sorted(each)))
    return st.fixed_dictionaries(dict.fromkeys(names, some))


def subsets(names: Iterable[str]) -> Iterator[frozenset[str]]:
    known = sorted(names)
    sizes = (combinations(known, size) for size in range(len(known) + 1))
    return (frozenset(each) for each in chain.from_iterable(sizes))


def conflict_free(inside: frozenset[str], attacks: set[Attack]) -> bool:
    return not any(one in inside and other in inside for one, other in attacks)


def defended(inside: frozenset[str], names: Iterable[str], attacks: set[Attack]) -> set[str]:
    beaten = {other for one, other in attacks if one in inside}
    return {name for name in names if {x for x, y in attacks if y == name} <= beaten}


def extensions(names: Iterable[str], attacks: set[Attack], semantics: str) -> set[frozenset[str]]:
    """Return every extension, by going through all sets of arguments."""
    known = sorted(names)
    admissible = {
        each
        for each in subsets(known)
        if conflict_free(each, attacks) and each <= defended(each, known, attacks)
    }
    if semantics == "admissible":
        return admissible
    complete = {each for each in admissible if each == defended(each, known, attacks)}
    if semantics == "complete":
        return complete
    if semantics == "grounded":
        return {min(complete, key=len)}
    if semantics == "preferred":
        return {each for each in admissible if not any(each < other for other in admissible)}
    return {
        each
        for each in admissible
        if each | {other for one, other in attacks if one in each} == set(known)
    }


def accepts(
    names: Iterable[str], attacks: set[Attack], argument: str, semantics: str, mode: str
) -> bool:
    """Tell whether an argument is in one extension, or in every one."""
    found = [argument in each for each in extensions(names, attacks, semantics)]
    return any(found) if mode == "credulous" else all(found)


def reduced(attacks: set[Attack], preferred: Order, reduction: str) -> set[Attack]:
    """Return what is left, by the four definitions of Kaci, van der Torre and Villata (2018)."""

    def over(one: str, other: str) -> bool:
        return (one, other) in preferred

    names = {name for attack in attacks for name in attack}
    left = set()
    for a, b in product(names, names):
        one = (a, b) in attacks and not over(b, a)
        two = (b, a) in attacks and (a, b) not in attacks and over(a, b)
        three = (a, b) in attacks and (b, a) not in attacks
        rules = {
            "delete": one,
            "reverse": one or two,
            "keep": one or three,
            "both": one or two or three,
        }
        if rules[reduction]:
            left.add((a, b))
    return left


def stands_over(strong: Iterable[str], weak: Iterable[str], above: Order, comparison: str) -> bool:
    """Tell whether the values of what is attacked stand above those of its attacker."""
    highs, lows = list(strong), list(weak)
    if not highs or not lows:
        return False
    return {
        "highest_over_highest": any(all((v, w) in above for w in lows) for v in highs),
        "lowest_over_lowest": any(all((v, w) in above for v in highs) for w in lows),
        "highest_over_lowest": any((v, w) in above for v in highs for w in lows),
        "lowest_over_highest": all((v, w) in above for v in highs for w in lows),
    }[comparison]


def defeats(
    attacks: set[Attack],
    promoted: dict[str, tuple[str, ...]],
    above: Order,
    comparison: str = "highest_over_highest",
) -> set[Attack]:
    return {
        (a, b) for a, b in attacks if not stands_over(promoted[b], promoted[a], above, comparison)
    }


def orders(values: Iterable[str], declared: Order, parity: str) -> set[Order]:
    """Return every order of the values that agrees with what is declared."""
    known = sorted(values)
    chains = {
        frozenset(combinations(each, 2))
        for each in permutations(known)
        if declared <= frozenset(combinations(each, 2))
    }
    if parity == "every_order":
        return chains
    pairs = set(product(known, known))
    return {
        frozenset(each)
        for size in range(len(known) * (len(known) - 1) // 2 + 1)
        for each in combinations(sorted(pairs), size)
        if is_strict_order(frozenset(each)) and declared <= frozenset(each)
    }


def is_strict_order(pairs: Order) -> bool:
    return all(a != b for a, b in pairs) and all(
        (a, d) in pairs for a, b in pairs for c, d in pairs if b == c
    )

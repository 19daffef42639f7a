"""What a problem of choice declares, and whether what is shown of its orderings is so.

The standard library alone, nothing of the project; checker.py loads this file from beside itself,
after checker_inputs.py. The rules are told in words in docs/reference/choice-methods.md. What is
permissible is read from the declared lists, whose form checker_choices.py has looked at. Nothing
is searched for: each ordering shown is held to what is declared and to what it is said to
show. Only that nothing else occurs is looked for in all that may.
"""

from __future__ import annotations

import sys
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import mul, sub
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]

MOST_BITS = 12_000
"""How long a number of a problem or of a proof may be, over the denominator of all beside it."""
MOST_POINTS = 1_000
"""How many weights are kept that were verified: many claims show the same."""
BOUNDS = {"at_least": 1, "at_most": -1, "equals": 0}
KINDS = ("better", "equal", "worse", "apart")

# --- The problem


def refuse(what: str) -> Any:
    """Refuse the file."""
    raise inputs.InvalidError(what)


def once(names: Iterable[str], known: Any = None) -> list[str]:
    """Return names that stand once each, among the known ones if there are any."""
    found = [*names]
    for name in found:
        if known is not None and name not in known:
            refuse(f"{name!r:.99} is no name that is declared")
    return found if len({*found}) == len(found) else refuse(f"a name twice among {found!r:.99}")


class DeclaredProblem:
    """What is declared: options, the levels of each criterion, what is permissible."""

    def __init__(self, said: Any, patience: Any) -> None:
        self.patience = patience
        self.options = dict.fromkeys(once(said.options))
        self.criteria = {name: at for at, name in enumerate(once(e.name for e in said.criteria))}
        self.scored = all(each.get("tiers") is None for each in said.criteria)
        self.levels = [self.whole(each.get("scores"), each.get("tiers")) for each in said.criteria]
        once(each.context for each in said.priorities)
        self.priorities: dict[str, list[list[int]]] = {}
        for each in said.priorities:
            once((name for stratum in each.strata for name in stratum), self.criteria)
            strata = [[self.criteria[name] for name in stratum] for stratum in each.strata]
            self.priorities[each.context] = strata
        self.valued = said.permissible.type in {"utilities", "weights"}
        self.family: Any = FAMILIES[said.permissible.type](self, said.permissible)

    def groups(self, tiers: Any) -> dict[str, int]:
        """Return a number for each option in some group, the first group's the highest."""
        once((name for group in tiers for name in group), self.options)
        return {name: -at for at, group in enumerate(tiers) for name in group}

    def whole(self, scores: Any, tiers: Any = ()) -> dict[str, Any]:
        """Return what is said of every option; refuse what leaves one out."""
        found = self.groups(tiers) if scores is None else exact(scores)
        whole = found.keys() == self.options.keys()
        return found if whole else refuse("not every option is compared, or another one is")

    @cached_property
    def rows(self) -> dict[str, tuple[int, ...]]:
        """For each option its rank by every criterion: small numbers, more being better."""
        ranks = []
        for level in self.levels:
            rank = {value: at for at, value in enumerate(sorted({*level.values()}))}
            ranks.append([rank[level[option]] for option in self.options])
        return dict(zip(self.options, zip(*ranks, strict=True), strict=True)) if ranks else {}


# --- Exact numbers


def exact(said: Any) -> dict[str, Any]:
    """Return the numbers of a problem, whose form was checked."""
    return {name: score if type(score) is int else Fraction(score) for name, score in said.items()}


def number(said: Any, patience: Any) -> Fraction:
    """Return a number of a proof, in lowest terms, by which the same has one text alone."""
    patience.spend(1 + (len(said or "") ** 2 >> 15))
    if isinstance(said, str):
        above, below = map(int, said.split("/"))
        value = Fraction(above, below)
        if value.denominator == below:
            return value
    raise inputs.InvalidError(f"{said!r:.99} is no exact number in lowest terms")


def same(stated: Any, found: Fraction, patience: Any) -> Fraction:
    """Return what was found; refuse where another number is stated."""
    return found if number(stated, patience) == found else refuse(f"{stated!r:.99} does not follow")


def common(values: Iterable[Any]) -> int:
    """Return the denominator that numbers have together; refuse one that is too long."""
    found = 1
    for value in values:
        found = lcm(found, value.denominator)
        if found.bit_length() > MOST_BITS:
            refuse(f"numbers whose common denominator has more than {MOST_BITS} bits")
    return found


# --- What orderings say, each by itself


class Ordered:
    """Orderings of which each, by itself, says how two options stand."""

    says: Any
    """What a permissible ordering that is shown says of two options; another is refused."""
    kinds: Any
    """All that permissible orderings say of two options."""

    def compare(self, first: str, second: str, stated: Any) -> tuple[set[str], dict[str, Any]]:
        """Return all that orderings say of two options, each shown, and nothing else said."""
        shown = stated.shown_by if isinstance(stated.shown_by, dict) else {}
        for kind, ordering in shown.items():
            if self.says(ordering, first, second) != kind:
                refuse(f"an ordering that does not say {kind!r:.99} of {first} and {second}")
        found = self.kinds(first, second)
        if shown.keys() != found:
            refuse(f"orderings say {', '.join(sorted(found))} of {first} and {second}")
        return found, {"shown_by": shown}

    def beaten(self, rival: str, option: str, weakly: Any, stated: Any) -> dict[str, Any]:
        """Return what shows that a rival is better by all that is permissible; refuse if not."""
        allowed = {"worse", "equal"} if weakly else {"worse"}
        fits = self.kinds(option, rival) <= allowed
        if not fits or (weakly and self.says(stated.shown_by, option, rival) != "worse"):
            refuse(f"{rival} is not better than {option}")
        return {"shown_by": stated.shown_by} if weakly else {}

    def stands(self, rival: str, option: str, weakly: Any, stated: Any) -> dict[str, Any]:
        """Return what shows that a rival is not better by all that is permissible."""
        says = self.says(stated.shown_by, option, rival)
        level = weakly and says == "equal" and "worse" in self.kinds(option, rival)
        if says == "worse" or level:
            refuse(f"an ordering that does not keep {option} beside {rival}")
        return {"shows": says, "shown_by": stated.shown_by}


class Declared(Ordered):
    """Orderings or utilities, one by one."""

    def __init__(self, problem: DeclaredProblem, said: Any) -> None:
        self.problem, all_ = problem, said[said.type]
        valued = said.type == "utilities"
        values = [problem.whole(e.scores) if valued else problem.groups(e.tiers) for e in all_]
        self.values = dict(zip(once(each.name for each in all_), values, strict=True))
        self.highest = {name: max(each.values()) for name, each in self.values.items()}

    def by(self, name: Any) -> dict[str, Any]:
        """Return a declared ordering."""
        known = isinstance(name, str) and name in self.values
        return self.values[name] if known else refuse(f"no ordering {name!r:.99} is declared")

    def says(self, shown: Any, first: str, second: str) -> str:
        """Return what a declared ordering says of two options."""
        values = self.by(shown)
        if first not in values or second not in values:
            return "apart"
        return said_of(values[first], values[second])

    def kinds(self, first: str, second: str) -> set[str]:
        """Return all that the declared orderings say of two options."""
        self.problem.patience.spend(1 + len(self.values))
        return {self.says(name, first, second) for name in self.values}

    def best(self, option: str, stated: Any) -> tuple[bool, dict[str, Any]]:
        """Return whether an ordering ranks an option highest, as shown: one, or in each a rival."""
        if "beaten" not in stated:
            if self.by(stated.shown_by).get(option) != self.highest[stated.shown_by]:
                refuse(f"{option} is not highest by {stated.shown_by}")
            return True, {"shown_by": stated.shown_by}
        once(stated.beaten, self.values)
        self.problem.patience.spend(1 + len(self.values))
        for name, values in self.values.items():
            level, ahead = values.get(option), values.get(stated.beaten.get(name))
            if ahead is None or (level is not None and ahead <= level):
                rival = stated.beaten.get(name)
                refuse(f"{rival!r:.99} does not beat {option} by {name}")
        return False, {"beaten": stated.beaten}

    def end(self, option: str, stated: Any, sign: int) -> tuple[Fraction, dict[str, Any]]:
        """Return the highest (sign 1) or lowest (sign -1) value of a utility, as shown."""
        self.problem.patience.spend(1 + 2 * len(self.values))
        found = self.by(stated.shown_by)[option]
        if any(sign * (values[option] - found) > 0 for values in self.values.values()):
            refuse(f"{stated.shown_by} does not give {option} its highest or lowest value")
        same(stated.value, Fraction(found), self.problem.patience)
        return Fraction(found), {"value": stated.value, "shown_by": stated.shown_by}


class Orders(Ordered):
    """All total orders of the criteria that respect the declared one, by their first difference.

    Sets of criteria are numbers whose bits are their places.
    """

    def __init__(self, problem: DeclaredProblem, said: Any) -> None:
        self.problem = problem
        self.at, self.names = problem.criteria, [*problem.criteria]
        size = len(self.at) or refuse("orders of criteria need criteria")
        lower: list[set[int]] = [set() for _ in range(size)]
        for pair in said.above:
            high, low = map(self.at.__getitem__, once(pair, self.at))
            lower[high].add(low)
        self.above, waiting = [0] * size, [0] * size
        for low in (low for each in lower for low in each):
            waiting[low] += 1
        ready = [at for at in range(size) if not waiting[at]]
        for high in ready:
            problem.patience.spend(len(lower[high]) * (1 + size // 64))
            for low in lower[high]:
                self.above[low] |= self.above[high] | 1 << high
                waiting[low] -= 1
                ready += [] if waiting[low] else [low]
        if len(ready) < size:
            refuse("criteria that stand above themselves")
        self.known: dict[tuple[str, ...], list[int]] = {}

    def begun(self, order: Any) -> tuple[list[int], int]:
        """Return the places of criteria that an order may begin with, and the set of them."""
        found, done = [], 0
        self.problem.patience.spend(len(order) * (1 + len(self.at) // 64))
        for at in map(self.at.__getitem__, once(order, self.at)):
            if self.above[at] & ~done:
                refuse(f"an order that puts {self.names[at]} before what stands above it")
            found.append(at)
            done |= 1 << at
        return found, done

    def order(self, shown: Any) -> list[int]:
        """Return the places of the criteria in a permissible order of all of them."""
        key = tuple(shown) if isinstance(shown, list) else ()
        if key not in self.known:
            self.known[key], _ = self.begun(key)
        return self.known[key] if len(key) == len(self.at) else refuse(f"no order: {shown!r:.99}")

    def says(self, shown: Any, first: str, second: str) -> str:
        """Return what a permissible order says of two options."""
        one, other = self.problem.rows[first], self.problem.rows[second]
        self.problem.patience.spend(1 + len(one) // 4)
        places = (at for at in self.order(shown) if one[at] != other[at])
        at = next(places, 0)
        return said_of(one[at], other[at])

    def kinds(self, first: str, second: str) -> set[str]:
        """Return all that orders say: of each criterion that may be the first to tell them apart.

        It may be if none that tells them apart stands above it.
        """
        one, other = self.problem.rows[first], self.problem.rows[second]
        self.problem.patience.spend(1 + len(one) // 2)
        telling = [at for at in range(len(one)) if one[at] != other[at]]
        all_ = sum(1 << at for at in telling)
        free = (at for at in telling if not self.above[at] & all_)
        return {said_of(one[at], other[at]) for at in free} or {"equal"}

    def best(self, option: str, stated: Any) -> tuple[bool, dict[str, Any]]:
        """Return whether some order ranks an option highest, as shown."""
        if "beaten" in stated:
            self.expect_beaten(option, stated)
            return False, {"placed": stated.placed, "beaten": stated.beaten}
        own, left = self.problem.rows[option], [*self.problem.rows.values()]
        for at in self.order(stated.shown_by):
            self.problem.patience.spend(1 + len(left) // 4)
            left = [row for row in left if row[at] >= own[at]]
            if any(row[at] > own[at] for row in left):
                refuse(f"an order by which {option} is not highest")
        return True, {"shown_by": stated.shown_by}

    def expect_beaten(self, option: str, stated: Any) -> None:
        """Refuse what does not show that no order ranks an option highest.

        If one did, then so would the order that first puts some criteria with all above them, and
        goes on as it did: rivals that are level on these are told apart by the rest as before. So
        where, after these, a rival level on them is ahead by each criterion that may come next,
        none does.
        """
        own, left = self.problem.rows[option], self.problem.rows
        placed, done = self.begun(stated.placed)
        for at in placed:
            self.problem.patience.spend(1 + len(left) // 4)
            left = {name: row for name, row in left.items() if row[at] == own[at]}
        self.problem.patience.spend(1 + len(own) * (1 + len(own) // 640))
        free = [at for at, up in enumerate(self.above) if not (done >> at & 1 or up & ~done)]
        if not free or stated.beaten.keys() != {self.names[at] for at in free}:
            refuse(f"{option} is not shown to be beaten by each criterion that may come next")
        for at in free:
            rival = stated.beaten[self.names[at]]
            if rival not in left or left[rival][at] <= own[at]:
                refuse(f"{rival!r:.99} is not ahead of {option} by {self.names[at]}")


class Weights:
    """All weights from 0 on that add up to 1 and meet the constraints.

    Sums are of integers: scores over one denominator, each constraint over its own, each proof's
    numbers over theirs.
    """

    def __init__(self, problem: DeclaredProblem, said: Any) -> None:
        if not problem.levels or not problem.scored:
            refuse("weights need scores by every criterion")
        self.problem = problem
        self.scale = common(value for level in problem.levels for value in level.values())
        self.spend(len(problem.options) * len(problem.levels), self.scale, self.scale)
        self.rows = {
            option: [int(level[option] * self.scale) for level in problem.levels]
            for option in problem.options
        }
        once(each.name for each in said.constraints)
        self.constraints: dict[str, tuple[int, int, list[int]]] = {}
        for each in said.constraints:
            [how] = [key for key in BOUNDS if each.get(key) is not None]
            once(each.coefficients, problem.criteria)
            factors, bound = exact(each.coefficients), exact({how: each[how]})[how]
            row = [factors.get(name, 0) - bound for name in problem.criteria]
            scale = common(row)
            self.spend(len(row), scale, scale)
            self.constraints[each.name] = BOUNDS[how], scale, [int(v * scale) for v in row]
        self.points: dict[Any, tuple[list[int], int]] = {}

    def spend(self, times: int, one: int = 1, other: int = 1) -> None:
        """Charge for so many products of two numbers as long as these."""
        bits = one.bit_length() * other.bit_length()
        self.problem.patience.spend(1 + (times * (32 + (bits >> 12)) >> 7))

    def shares(self, said: Any, known: Any) -> tuple[list[int], int]:
        """Return a proof's numbers above 0 that add up to 1, 0 for the rest, over a denominator."""
        found = {name: number(text, self.problem.patience) for name, text in said.items()}
        once(found, known)
        under = common(found.values())
        self.spend(2 * len(known), under, under)
        whole = {
            name: value.numerator * (under // value.denominator) for name, value in found.items()
        }
        if any(value <= 0 for value in whole.values()) or sum(whole.values()) != under:
            refuse(f"{said!r:.99} are not numbers above 0 that add up to 1")
        return [whole.get(name, 0) for name in known], under

    def point(self, said: Any) -> tuple[list[int], int]:
        """Return weights, over their denominator; refuse those that are not permissible."""
        key = tuple((said or {}).items())
        if key not in self.points:
            weights, under = self.shares(said or {}, self.problem.criteria)
            for name, (sign, scale, row) in self.constraints.items():
                self.spend(len(row), under, scale)
                beyond = sum(map(mul, weights, row))
                if beyond * sign < 0 or (sign == 0 and beyond):
                    refuse(f"weights that break the constraint {name!r}")
            if len(self.points) == MOST_POINTS:
                self.points.clear()
            self.points[key] = weights, under
        return self.points[key]

    def sum_(self, said: Any, row: Sequence[int]) -> Fraction:
        """Return the sum of a row by weights that are permissible."""
        weights, under = self.point(said)
        self.spend(len(row) + 4, under, self.scale)
        return Fraction(sum(map(mul, weights, row)), under * self.scale)

    def apart(self, first: str, second: str) -> list[int]:
        """Return by how much an option is ahead of another by each criterion."""
        return [*map(sub, self.rows[first], self.rows[second])]

    def bound(self, row: Sequence[int], under: int, said: Any) -> Fraction:
        """Return what no permissible weights can exceed, by multipliers of the constraints.

        A constraint c·w ≥ d is (c - d)·w ≥ 0, so adding a multiple from 0 on of c - d to a row
        lowers no permissible sum; and no sum exceeds the largest entry.
        """
        factors = {}
        for name, text in (said or {}).items():
            sign, scale, _ = self.constraints.get(name) or refuse(f"no constraint {name!r:.99}")
            multiplier = number(text, self.problem.patience)
            if multiplier == 0 or multiplier * sign < 0:
                refuse(f"a multiplier of the constraint {name!r} that proves nothing")
            self.spend(8, under, scale)
            factors[name] = multiplier * under / scale
        whole = common(factors.values())
        raised = [value * whole for value in row]
        for name, factor in factors.items():
            times, (_, scale, added) = int(factor * whole), self.constraints[name]
            self.spend(len(row), times, scale)
            raised = [value + times * more for value, more in zip(raised, added, strict=True)]
        self.spend(len(row) + 8, whole, under)
        return Fraction(max(raised), whole * under)

    def proved(self, row: Sequence[int], said: Any) -> tuple[Fraction, dict[str, Any]]:
        """Return a bound that is stated as it follows from its multipliers."""
        found = self.bound(row, self.scale, said.multipliers)
        same(said.value, found, self.problem.patience)
        return found, {"value": said.value, "multipliers": said.multipliers}

    def end(self, option: str, stated: Any, sign: int) -> tuple[Fraction, dict[str, Any]]:
        """Return the highest (sign 1) or lowest (sign -1) sum of an option, as shown."""
        return self.extreme(self.rows[option], stated, sign)

    def extreme(self, row: Sequence[int], stated: Any, sign: int) -> tuple[Fraction, Any]:
        """Return the highest (sign 1) or lowest (sign -1) sum, reached and not exceeded."""
        value = self.sum_(stated.weights, row)
        most = self.bound([sign * entry for entry in row], self.scale, stated.multipliers)
        if most != sign * value:
            refuse(f"{stated.value!r:.99} is not proved to be the highest or lowest sum")
        same(stated.value, value, self.problem.patience)
        shown = {key: stated[key] for key in ("value", "weights", "multipliers")}
        return value, shown

    def compare(self, first: str, second: str, stated: Any) -> tuple[set[str], dict[str, Any]]:
        """Return what orderings say of two options, from the highest and the lowest difference."""
        apart = self.apart(first, second)
        highest, most = self.extreme(apart, stated.highest, 1)
        lowest, least = self.extreme(apart, stated.lowest, -1)
        kinds = {"better"} if highest > 0 else set()
        kinds |= {"worse"} if lowest < 0 else set()
        kinds |= {"equal"} if lowest <= 0 <= highest else set()
        return kinds, {"highest": most, "lowest": least}

    def beaten(self, rival: str, option: str, weakly: Any, stated: Any) -> dict[str, Any]:
        """Return what proves that all weights give a rival the higher sum; refuse if not."""
        apart = self.apart(option, rival)
        highest, shown = self.proved(apart, stated.highest)
        if weakly and highest <= 0 and self.sum_(stated.weights, apart) < 0:
            return {"highest": shown, "weights": stated.weights}
        if weakly or highest >= 0:
            refuse(f"{rival} is not proved to be better than {option}")
        return {"highest": shown}

    def stands(self, rival: str, option: str, weakly: Any, stated: Any) -> dict[str, Any]:
        """Return what proves that not all weights give a rival the higher sum; refuse if not."""
        apart = self.apart(option, rival)
        if "opposite" in stated:
            highest, most = self.proved(apart, stated.highest)
            lowest, least = self.proved([-entry for entry in apart], stated.opposite)
            if max(highest, lowest) > 0:
                refuse(f"{option} and {rival} are not proved to be always level")
            return {"shows": "always_equal", "highest": most, "opposite": least}
        ahead = self.sum_(stated.weights, apart)
        if ahead < 0 or (weakly and ahead == 0):
            refuse(f"weights under which {option} is not ahead of {rival}")
        return {"shows": "better" if ahead > 0 else "equal", "weights": stated.weights}

    def best(self, option: str, stated: Any) -> tuple[bool, dict[str, Any]]:
        """Return whether some weights give an option the highest sum, as proved."""
        rivals = {other: None for other in self.problem.options if other != option}
        if "mixture" in stated:
            parts, under = self.shares(stated.mixture, rivals)
            row = [under * entry for entry in self.rows[option]]
            for rival, part in zip(rivals, parts, strict=True):
                if part:
                    self.spend(len(row), under, self.scale)
                    row = [own - part * his for own, his in zip(row, self.rows[rival], strict=True)]
            bound = self.bound(row, under * self.scale, stated.multipliers)
            if same(stated.bound, bound, self.problem.patience) >= 0:
                refuse(f"a mixture that is not above {option} under all weights")
            return False, {key: stated[key] for key in ("mixture", "multipliers", "bound")}
        weights, under = self.point(stated.weights)
        if not rivals:
            return True, {"weights": stated.weights}
        self.spend(len(rivals) * (4 + len(weights)), under, self.scale)
        sums = {name: sum(map(mul, weights, row)) for name, row in self.rows.items()}
        margin = Fraction(sums[option] - max(map(sums.__getitem__, rivals)), under * self.scale)
        if same(stated.margin, margin, self.problem.patience) < 0:
            refuse(f"weights under which {option} is not best")
        return True, {"weights": stated.weights, "margin": stated.margin}


FAMILIES = {"orderings": Declared, "utilities": Declared, "criteria": Orders, "weights": Weights}


def said_of(first: Any, second: Any) -> str:
    """Return what an ordering says of two options, from the value of each."""
    return "better" if first > second else "worse" if first < second else "equal"

"""What a problem of choice declares, and what all orderings that it permits say of its options.

The standard library alone, nothing of the project; checker.py loads this file from beside itself,
after checker_inputs.py. The rules are told in words in docs/reference/choice-methods.md. What is
permissible is read from the declared lists. Where orderings are declared one by one, or come of an
order of criteria, every answer is derived again; where they come of weights, the weights and
multipliers that are stated are verified, which no optimisation is needed for.
"""

from __future__ import annotations

import re
import sys
from fractions import Fraction
from typing import Any

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]
InvalidError, NAME = inputs.InvalidError, inputs.NAME

NUMBER = re.compile(r"(0|-?[1-9][0-9]{0,3999})/[1-9][0-9]{0,3999}")
UNWEIGHED = inputs.Record(weight=1)
BOUNDS = {"at_least": 1, "at_most": -1, "equals": 0}

# --- What may stand in a file


def refuse(what: str) -> Any:
    """Refuse the file."""
    raise InvalidError(what)


def fields(said: Any, needed: str, allowed: str = "") -> Any:
    """Return an object that has the fields it needs, and none that no rule knows."""
    if not isinstance(said, dict):
        refuse(f"{said!r:.99} stands where an object belongs")
    if missing := {*needed.split()} - said.keys():
        refuse(f"the field {min(missing)!r} is missing")
    if unknown := said.keys() - {*needed.split(), *allowed.split()}:
        refuse(f"no rule knows the field {min(unknown)!r:.99}")
    return said


def listed(said: Any) -> list[Any]:
    """Return a list."""
    return said if isinstance(said, list) else refuse(f"{said!r:.99} is no list")


def names(said: Any, known: Any = None) -> list[str]:
    """Return names that stand once each, among the known ones if there are any."""
    for name in listed(said):
        if not (isinstance(name, str) and NAME.fullmatch(name)) or (
            known is not None and name not in known
        ):
            refuse(f"{name!r:.99} is no name that is declared")
    if len({*said}) != len(said):
        refuse(f"a name twice among {said!r:.99}")
    return [*said]


def number(said: Any) -> Fraction:
    """Return an exact number: an integer, or text in lowest terms."""
    if type(said) is int:
        return Fraction(said)
    if isinstance(said, str) and NUMBER.fullmatch(said):
        value = Fraction(said)
        if written(value) == said:
            return value
    raise InvalidError(f"{said!r:.99} is no exact number in lowest terms")


def written(value: Fraction) -> str:
    """Return an exact number as certificates write it."""
    return f"{value.numerator}/{value.denominator}"


def numbers(said: Any, known: Any) -> dict[str, Fraction]:
    """Return a number for each of some names, all of them known."""
    names(list(fields(said, "", " ".join(known))), known)
    return {name: number(value) for name, value in said.items()}


def tiers(said: Any, known: Any) -> dict[str, int]:
    """Return the number of the group that each name is in."""
    groups = [names(group, known) for group in listed(said)]
    names([name for group in groups for name in group])
    if not all(groups):
        refuse("a group with nothing in it")
    return {name: at for at, group in enumerate(groups) for name in group}


def whole(found: dict[str, Any], options: Any) -> dict[str, Any]:
    """Return what says something of every option."""
    return found if found.keys() == {*options} else refuse("not every option is compared")


def expect_line(said: Any) -> None:
    """Refuse what is no short text on one line."""
    if not isinstance(said, str) or not 0 < len(said) <= 300 or {*said} & {"\r", "\n"}:
        refuse(f"{said!r:.99} is no short text")


def outranking(said: Any) -> None:
    """Refuse what the baselines could not read; nothing that is checked depends on it."""
    fields(said, "weight", "indifference preference veto")
    if number(said.weight) <= 0:
        refuse("a weight of outranking that is not above 0")
    for value in said.values():
        number(value)


# --- The problem


class DeclaredProblem:
    """What is declared: options, the levels of each criterion, what is permissible."""

    def __init__(self, said: Any, patience: Any) -> None:
        fields(said, "kind schema_version options permissible", "title criteria priorities")
        if said.kind != "choice_problem" or not inputs.same(said.schema_version, 1):
            refuse("the problem is of another kind or version")
        expect_line(said.get("title", "-"))
        self.options = names(said.options) or refuse("no option is declared")
        self.patience = patience
        self.levels: dict[str, dict[str, Any]] = {}
        self.scored = True
        for each in listed(said.get("criteria", [])):
            fields(each, "name", "text scores tiers outranking")
            expect_line(each.get("text", "-"))
            outranking(each.get("outranking", UNWEIGHED))
            (how,) = [key for key in ("scores", "tiers") if each.get(key) is not None]
            if how == "scores":
                levels = whole(numbers(each.scores, self.options), self.options)
            else:
                groups = whole(tiers(each.tiers, self.options), self.options)
                levels = {name: -at for name, at in groups.items()}
                self.scored = False
            self.levels[each.name] = levels
        names([each.name for each in said.get("criteria", [])])
        self.priorities: dict[str, list[list[str]]] = {}
        for each in listed(said.get("priorities", [])):
            fields(each, "context strata")
            tiers(each.strata, self.levels)
            self.priorities[each.context] = each.strata
        names([each.context for each in said.get("priorities", [])])
        permissible = said.permissible
        self.family: Any = FAMILIES[permissible["type"]](self, permissible)


class Declared:
    """Orderings or utilities, one by one."""

    def __init__(self, problem: DeclaredProblem, said: Any) -> None:
        self.problem, self.values = problem, dict[str, Any]()
        self.valued = said.type == "utilities"
        fields(said, "type utilities" if self.valued else "type orderings")
        each: Any
        for each in listed(said[said.type]):
            fields(each, "name scores" if self.valued else "name tiers")
            if self.valued:
                values = whole(numbers(each.scores, problem.options), problem.options)
            else:
                values = {name: -at for name, at in tiers(each.tiers, problem.options).items()}
            self.values[each.name] = values or refuse("an ordering of nothing")
        if not names([each.name for each in said[said.type]]):
            refuse("nothing is permissible")

    def shown(self, first: str, second: str) -> dict[str, Any]:
        """Return what orderings say of two options, each with the first that says it."""
        found: dict[str, str] = {}
        self.problem.patience.spend(len(self.values))
        for name, values in self.values.items():
            if first not in values or second not in values:
                found.setdefault("apart", name)
            else:
                found.setdefault(said_of(values[first] - values[second]), name)
        return found

    def best(self, option: str, stated: Any) -> tuple[bool, dict[str, Any]]:
        """Return whether an ordering ranks an option highest, with what shows it."""
        del stated
        beaten = {}
        for name, values in self.values.items():
            self.problem.patience.spend(len(values))
            highest = max(values.values())
            if values.get(option) == highest:
                return True, {"shown_by": name}
            leads = (other for other in self.problem.options if values.get(other) == highest)
            beaten[name] = next(leads)
        return False, {"beaten": beaten}

    def end(self, option: str, stated: Any, sign: int) -> tuple[Fraction, dict[str, Any]]:
        """Return the highest (sign 1) or lowest (sign -1) value, with the utility that gives it."""
        del stated
        if not self.valued:
            refuse("orderings have no lowest value")
        ends = {name: sign * values[option] for name, values in self.values.items()}
        name = max(ends, key=lambda name: ends[name])
        return self.values[name][option], {"shown_by": name}


class Orders:
    """All total orders of the criteria that respect the declared one, by their first difference."""

    def __init__(self, problem: DeclaredProblem, said: Any) -> None:
        fields(said, "type", "above")
        self.problem, self.levels = problem, problem.levels
        self.higher: dict[str, set[str]] = {name: set() for name in self.levels}
        for pair in listed(said.get("above", [])):
            higher, lower = names(pair, self.levels)
            self.higher[lower].add(higher)
        if not self.levels or len(self.order([])) < len(self.levels):
            refuse("criteria that stand above themselves, or none at all")
        self.above: dict[str, set[str]] = {}
        for name in self.order([]):
            direct = self.higher[name]
            self.above[name] = direct.union(*(self.above[each] for each in direct))

    def order(self, begun: list[str], among: Any = None) -> list[str]:
        """Return an order that goes on from some criteria, each time with the first that may."""
        order, left = list(begun), [name for name in self.levels if name not in {*begun}]
        left = left if among is None else [name for name in left if name in among]
        done = {*begun}
        self.problem.patience.spend(len(self.levels) ** 2)
        while fine := next((name for name in left if self.higher[name] <= done), None):
            order.append(fine)
            done.add(fine)
            left.remove(fine)
        return order

    def free(self, placed: list[str]) -> list[str]:
        """Return the criteria that may come next."""
        done = {*placed}
        return [name for name in self.levels if name not in done and self.higher[name] <= done]

    def shown(self, first: str, second: str) -> dict[str, Any]:
        """Return what orders say of two options, each with one that says it."""
        leads = {name: level[first] - level[second] for name, level in self.levels.items()}
        telling = {name for name, lead in leads.items() if lead}
        if not telling:
            return {"equal": self.order([])}
        found: dict[str, list[str]] = {}
        for name in self.levels:
            if name in telling and not self.above[name] & telling:
                kind = said_of(leads[name])
                if kind not in found:
                    found[kind] = self.order([*self.order([], self.above[name]), name])
        return found

    def best(self, option: str, stated: Any) -> tuple[bool, dict[str, Any]]:
        """Return whether some order ranks an option highest: put what costs nothing, and look."""
        del stated
        placed: list[str] = []
        left = [other for other in self.problem.options if other != option]
        while left and (free := self.free(placed)):
            self.problem.patience.spend(len(left) * len(free) + len(self.levels) ** 2)
            ahead: dict[str, list[str]] = {}
            for name in free:
                level = self.levels[name]
                ahead[name] = [other for other in left if level[other] > level[option]]
            fine = [name for name in free if not ahead[name]]
            if not fine:
                beaten = {name: rivals[0] for name, rivals in ahead.items()}
                return False, {"placed": placed, "beaten": beaten}
            placed.append(fine[0])
            level = self.levels[fine[0]]
            left = [other for other in left if level[other] == level[option]]
        return True, {"shown_by": self.order(placed)}

    def end(self, option: str, stated: Any, sign: int) -> Any:
        """Refuse: orders give no values."""
        del option, stated, sign
        refuse("orders of criteria have no lowest value")


class Weights:
    """All weights from 0 on that add up to 1 and meet the constraints."""

    def __init__(self, problem: DeclaredProblem, said: Any) -> None:
        fields(said, "type", "constraints")
        if not problem.levels or not problem.scored:
            refuse("weights need scores by every criterion")
        self.problem, self.levels = problem, problem.levels
        self.constraints: dict[str, tuple[int, Fraction, dict[str, Fraction]]] = {}
        for each in listed(said.get("constraints", [])):
            fields(each, "name coefficients", " ".join(BOUNDS))
            (how,) = [key for key in BOUNDS if each.get(key) is not None]
            coefficients = numbers(each.coefficients, self.levels) or refuse("no coefficients")
            self.constraints[each.name] = BOUNDS[how], number(each[how]), coefficients
        names([each.name for each in said.get("constraints", [])])

    def point(self, said: Any) -> dict[str, Fraction]:
        """Return weights; refuse those that are not permissible."""
        self.problem.patience.spend(len(self.levels) * (1 + len(self.constraints)))
        weights = shares(said, self.levels)
        for name, (sign, bound, coefficients) in self.constraints.items():
            terms = (value * weights.get(key, 0) for key, value in coefficients.items())
            beyond = sum(terms, Fraction(0)) - bound
            if beyond * sign < 0 or (sign == 0 and beyond):
                refuse(f"weights that break the constraint {name!r}")
        return weights

    def at(self, weights: dict[str, Fraction], vector: dict[str, Any]) -> Fraction:
        """Return a weighted sum."""
        return sum((share * vector[name] for name, share in weights.items()), Fraction(0))

    def apart(self, first: str, second: str) -> dict[str, Any]:
        """Return by how much an option is ahead of another by each criterion."""
        return {name: level[first] - level[second] for name, level in self.levels.items()}

    def bound(self, vector: dict[str, Any], said: Any) -> Fraction:
        """Return what no permissible weights can exceed, by multipliers of the constraints.

        A constraint c·w ≥ d is (c - d)·w ≥ 0, so adding a multiple from 0 on of c - d to the vector
        lowers no permissible sum; and no sum exceeds the largest entry.
        """
        raised = dict(vector)
        self.problem.patience.spend(len(self.levels) * (1 + len(said)))
        for name, multiplier in numbers(said, self.constraints).items():
            sign, bound, coefficients = self.constraints[name]
            if multiplier == 0 or multiplier * sign < 0:
                refuse(f"a multiplier of the constraint {name!r} that proves nothing")
            for key in raised:
                raised[key] += multiplier * (coefficients.get(key, 0) - bound)
        return Fraction(max(raised.values()))

    def proved(self, vector: dict[str, Any], said: Any) -> Fraction:
        """Return a bound that is stated as it follows from its multipliers."""
        found = self.bound(vector, fields(said, "value multipliers").multipliers)
        return (
            found if said.value == written(found) else refuse(f"a bound that is {written(found)}")
        )

    def extreme(self, vector: dict[str, Any], stated: Any, sign: int) -> Fraction:
        """Return the highest (sign 1) or lowest (sign -1) sum, reached and not exceeded."""
        fields(stated, "value weights multipliers")
        value = self.at(self.point(stated.weights), vector)
        signed = {name: sign * entry for name, entry in vector.items()}
        if stated.value != written(value) or self.bound(signed, stated.multipliers) != sign * value:
            refuse(f"{stated.value!r:.99} is not proved to be the highest or lowest sum")
        return value

    def end(self, option: str, stated: Any, sign: int) -> tuple[Fraction, dict[str, Any]]:
        """Return the highest (sign 1) or lowest (sign -1) sum of an option, as stated."""
        vector = {name: level[option] for name, level in self.levels.items()}
        value = self.extreme(vector, stated, sign)
        return value, {"weights": stated.weights, "multipliers": stated.multipliers}

    def compare(self, first: str, second: str, stated: Any) -> tuple[set[str], dict[str, Any]]:
        """Return what orderings say of two options, from the highest and the lowest difference."""
        apart = self.apart(first, second)
        highest = self.extreme(apart, stated.highest, 1)
        lowest = self.extreme(apart, stated.lowest, -1)
        kinds = {"better"} if highest > 0 else set()
        kinds |= {"worse"} if lowest < 0 else set()
        kinds |= {"equal"} if lowest <= 0 <= highest else set()
        return kinds, {"highest": stated.highest, "lowest": stated.lowest}

    def beats(self, rival: str, option: str, weakly: Any, stated: Any) -> tuple[bool, Any]:
        """Return whether all weights give a rival the higher sum, as stated."""
        apart = self.apart(option, rival)
        if "highest" not in stated:
            sum_ = self.at(self.point(stated.weights), apart)
            if sum_ < 0 or (weakly and sum_ == 0):
                refuse(f"weights under which {option} is not ahead of {rival}")
            return False, {"shows": "better" if sum_ > 0 else "equal", "weights": stated.weights}
        highest = self.proved(apart, stated.highest)
        evidence = {"highest": stated.highest}
        if not weakly:
            return highest < 0 or refuse(f"{rival} is not proved to be better"), evidence
        if "opposite" in stated:
            opposite = {name: -entry for name, entry in apart.items()}
            if highest > 0 or self.proved(opposite, stated.opposite) > 0:
                refuse(f"{option} and {rival} are not proved to be always level")
            return False, {"shows": "always_equal", **evidence, "opposite": stated.opposite}
        if highest > 0 or self.at(self.point(stated.weights), apart) >= 0:
            refuse(f"{rival} is not proved to be better")
        return True, {**evidence, "weights": stated.weights}

    def best(self, option: str, stated: Any) -> tuple[bool, dict[str, Any]]:
        """Return whether some weights give an option the highest sum, as stated."""
        rivals = [other for other in self.problem.options if other != option]
        self.problem.patience.spend(len(rivals) * len(self.levels))
        if "mixture" in stated:
            mixture, vector = (
                shares(stated.mixture, rivals),
                dict.fromkeys(self.levels, Fraction(0)),
            )
            for rival, share in mixture.items():
                for name, lead in self.apart(option, rival).items():
                    vector[name] += share * lead
            bound = self.bound(vector, stated.multipliers)
            if bound >= 0:
                refuse(f"a mixture that is not above {option} under all weights")
            evidence = {"mixture": stated.mixture, "multipliers": stated.multipliers}
            return False, {**evidence, "bound": written(bound)}
        weights = self.point(stated.weights)
        if not rivals:
            return True, {"weights": stated.weights}
        margin = min(self.at(weights, self.apart(option, rival)) for rival in rivals)
        if margin < 0:
            refuse(f"weights under which {option} is not best")
        return True, {"weights": stated.weights, "margin": written(margin)}


FAMILIES = {"orderings": Declared, "utilities": Declared, "criteria": Orders, "weights": Weights}


def said_of(lead: Any) -> str:
    """Return what an ordering says of two options, the first so far ahead."""
    return "better" if lead > 0 else "worse" if lead < 0 else "equal"


def shares(said: Any, known: Any) -> dict[str, Fraction]:
    """Return numbers above 0 that add up to 1."""
    found = numbers(said, known)
    if any(share <= 0 for share in found.values()) or sum(found.values()) != 1:
        refuse(f"{said!r:.99} are not numbers above 0 that add up to 1")
    return found

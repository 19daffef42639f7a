"""The exact solver: answer sets of small logic programs, by clingo.

References:
    M. Gebser, R. Kaminski, B. Kaufmann and T. Schaub, Multi-shot ASP solving with clingo, Theory
    and Practice of Logic Programming 19 (2019). U. Egly, S. A. Gaggl and S. Woltran, Argument and
    Computation 1 (2010), for semantics as programs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.errors import missing_extra

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clingo import Control, Symbol

ADMISSIBLE = """
{ in(X) } :- arg(X).
out(X) :- in(Y), defeat(Y,X).
:- in(X), out(X).
:- in(X), att(Y,X), defeat(Y,X), not out(Y).
"""
"""Sets that do not attack themselves and answer every attack on them."""

COMPLETE = """
answered(Y,X) :- att(Y,X), out(Y).
answered(Y,X) :- att(Y,X), not defeat(Y,X).
:- arg(X), not in(X), answered(Y,X) : att(Y,X).
"""
"""Beside `ADMISSIBLE`: they hold all that they defend."""

STABLE = """
:- arg(X), not in(X), not out(X).
"""
"""Beside `ADMISSIBLE`: they attack all that they do not hold."""

GROUNDED = """
in(X) :- arg(X), answered(Y,X) : att(Y,X).
out(X) :- in(Y), defeat(Y,X).
answered(Y,X) :- att(Y,X), out(Y).
answered(Y,X) :- att(Y,X), not defeat(Y,X).
"""
"""The least labels: by themselves, without a choice."""

LARGEST = """
#heuristic in(X) : arg(X). [1,true]
{ sure }.
#heuristic sure. [1,true]
"""
"""Beside a program: with `largest`, each answer is a set that no other contains. The atom that is
sure to be true keeps clingo from complaining where no other is open."""

DEFEATS = """
defeat(Y,X) :- att(Y,X).
"""
"""Where every attack succeeds."""


def facts(numbers: Iterable[int], attacks: Iterable[tuple[int, int]]) -> str:
    """Return arguments and attacks as facts of a program."""
    lines = [f"arg({number})." for number in numbers]
    return "\n".join([*lines, *(f"att({one},{other})." for one, other in attacks)]) + "\n"


class Program:
    """A logic program, grounded once and asked any number of times.

    Args:
        text: the program.
        largest: whether its answers are to be the largest sets `in`; then it holds `LARGEST`.
        shown: the predicates that answers are told apart by.

    Raises:
        MissingExtra: if clingo is not installed.
    """

    def __init__(self, text: str, *, largest: bool = False, shown: str = "in/1") -> None:
        try:
            import clingo
        except ImportError as error:
            raise missing_extra("clingo", "logic") from error
        options = ["--warn=none", "--project=show"]
        if largest:
            options = ["--warn=none", "--heuristic=Domain", "--enum-mode=domRec"]
        self._control: Control = clingo.Control(options)
        self._parts = 0
        self._function, self._number = clingo.Function, clingo.Number
        shows = "".join(f"#show {predicate}.\n" for predicate in shown.split())
        self._control.add("base", [], text + shows)
        self._control.ground([("base", [])])

    def add(self, text: str) -> None:
        """Add rules about what is there already, such as what is not to be an answer again."""
        self._parts += 1
        name = f"more{self._parts}"
        self._control.add(name, [], text)
        self._control.ground([(name, [])])

    def answers(self, most: int = 0, *, holding: Iterable[int] = ()) -> Iterator[list[Symbol]]:
        """Yield answers: the shown atoms of each.

        Args:
            most: how many at most; 0 for all.
            holding: the arguments that have to be in.
        """
        self._control.configuration.solve.models = most  # type: ignore[union-attr]
        assumed = [(self._function("in", [self._number(number)]), True) for number in holding]
        with self._control.solve(assumptions=assumed, yield_=True) as handle:
            for model in handle:
                yield list(model.symbols(shown=True))

    def first(self, *, holding: Iterable[int] = ()) -> list[Symbol] | None:
        """Return one answer, or None where there is none."""
        answers = list(self.answers(1, holding=holding))
        return answers[0] if answers else None


def members(answer: Iterable[Symbol]) -> frozenset[int]:
    """Return the arguments that are in, by number."""
    return frozenset(atom.arguments[0].number for atom in answer if atom.name == "in")


def pairs(answer: Iterable[Symbol], name: str) -> list[tuple[int, int]]:
    """Return what a predicate with two places holds of, in order."""
    found = [
        (atom.arguments[0].number, atom.arguments[1].number) for atom in answer if atom.name == name
    ]
    return sorted(found)

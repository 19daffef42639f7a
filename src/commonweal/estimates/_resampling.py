"""Ways to ask other people without asking anybody: drawing people anew, and splitting them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

import numpy as np

from commonweal.errors import InvalidDocument, Problem
from commonweal.values import draw_people

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class PeopleDrawn:
    """How often each person counts, in each of some replicates: rows by person."""

    one: NDArray[np.int64]
    other: NDArray[np.int64] | None
    """The people to compare with; everybody who voted if there are none."""


class Resampling(Protocol):
    """A way to draw other people: a small frozen record of its parameters."""

    @property
    def name(self) -> str:
        """What the method is called in results."""

    @property
    def replicates(self) -> int:
        """How often it draws."""

    def draw(self, rng: np.random.Generator, people: int, replicates: int) -> PeopleDrawn:
        """Return so many draws of people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBootstrap:
    """As many people as voted, drawn from them with replacement, against all who voted.

    It shows how far a result would move had other people of the same kind been asked. A person
    drawn twice agrees with themselves, so it flatters agreement a little; halves do not.

    Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), chapter 6.
    """

    replicates: int = 1000

    name: ClassVar[str] = "bootstrap by person"

    def __post_init__(self) -> None:
        _check_replicates(self.replicates)

    def draw(self, rng: np.random.Generator, people: int, replicates: int) -> PeopleDrawn:
        """Return so many draws of people."""
        return PeopleDrawn(draw_people(rng, people, replicates), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitHalves:
    """The people split by lot into two halves without anybody in common, one against the other.

    The plainest check of whether there is anything to be found twice. A half has half the votes,
    so thresholds that count votes are met less often than by everybody: it errs on the strict side.
    Of an odd number of people the second half has one more.
    """

    replicates: int = 200

    name: ClassVar[str] = "split halves by person"

    def __post_init__(self) -> None:
        _check_replicates(self.replicates)

    def draw(self, rng: np.random.Generator, people: int, replicates: int) -> PeopleDrawn:
        """Return so many draws of people."""
        one = np.zeros((replicates, people), dtype=np.int64)
        for row in one:
            row[rng.permutation(people)[: people // 2]] = 1
        return PeopleDrawn(one, 1 - one)


def _check_replicates(replicates: int) -> None:
    if replicates < 1:
        raise InvalidDocument(
            Problem(
                code="replicates-out-of-range",
                path="replicates",
                expected="one draw of people or more",
                found=str(replicates),
            )
        )

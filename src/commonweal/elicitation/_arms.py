"""Who meets which form of a question: arms of a trial, drawn by a rule that anybody can repeat."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERVIEWER_ARMS = ("form", "neutral_model", "pushing_model")
"""The interview as a form, with a model that keeps to it, and with one told to push a value."""

STORY_ARMS = ("none", "story", "reversed_story")
"""A question on two values alone, with a story of a move between them, or of the move back."""

_HASHED = 2**256


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One form that is tried, and the share of units that meet it."""

    name: str
    share: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmTrial:
    """A randomised comparison of forms: which there are, and which of them the control is.

    Who meets what is a function of the trial, with its arms in their order, and of the unit's name,
    and of nothing else. Whoever
    knows the seed can see afterwards that nobody was moved to another arm; whoever knows it
    beforehand and may choose their own pseudonym can choose an arm. Publish it when people have
    been asked.
    """

    name: str
    arms: tuple[Arm, ...]
    control: str
    """The name of the arm that the others are compared with."""
    seed: int

    def __post_init__(self) -> None:
        problems = tuple(self._problems())
        if problems:
            raise InvalidDocument(problems)

    def _problems(self) -> Iterator[Problem]:
        names = [arm.name for arm in self.arms]
        if len(set(names)) < max(2, len(names)):
            yield Problem(
                code="arms-too-few",
                path=f"trial {self.name}",
                expected="two or more arms, each named once",
                found=", ".join(names) or "none",
                hint="Name a control and at least one form to compare with it.",
            )
        if self.control not in names:
            yield Problem(
                code="unknown-arm",
                path=f"trial {self.name}: control",
                expected=f"one of {', '.join(names)}",
                found=self.control,
                hint="The control is one of the trial's arms.",
            )
        total = sum((arm.share for arm in self.arms), Fraction(0))
        if total != 1 or any(arm.share <= 0 for arm in self.arms):
            yield Problem(
                code="arm-shares",
                path=f"trial {self.name}",
                expected="shares above 0 that are 1 together",
                found=", ".join(f"{arm.name} {arm.share}" for arm in self.arms),
                hint='For equal arms give each "1/2", or each "1/3".',
            )

    def arm_of(self, unit: str) -> str:
        """Return the arm of one unit: a person, or a person with a pair of values.

        The SHA-256 of trial, seed and unit, read as a number from 0 up to 1, falls into the share
        of one arm: assignment is independent from unit to unit (Bernoulli), so that arms differ in
        size by chance.

        Args:
            unit: the name of what is assigned; parts of a name are joined by a zero byte.
        """
        text = "\0".join((self.name, str(self.seed), unit)).encode("utf-8", "surrogatepass")
        drawn = Fraction(int.from_bytes(hashlib.sha256(text).digest(), "big"), _HASHED)
        for arm in self.arms:
            if drawn < arm.share:
                return arm.name
            drawn -= arm.share
        raise AssertionError(drawn)


def equal_arms(name: str, *arms: str, seed: int) -> ArmTrial:
    """Return a trial of equally large arms, of which the first is the control."""
    share = Fraction(1, max(1, len(arms)))
    return ArmTrial(
        name=name,
        arms=tuple(Arm(name=arm, share=share) for arm in arms),
        control=arms[0] if arms else "",
        seed=seed,
    )

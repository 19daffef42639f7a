"""A trial of interviewers as a file: its arms, its seed, and the cards that an arm may push.

It is written before anybody is asked, and read when people have been.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from commonweal.documents import (
    CardId,
    Document,
    Integer,
    Json,
    Line,
    Rational,
    canonical_json,
    rational_text,
    read_toml_document,
    sha256_hex,
)
from commonweal.elicitation._arms import Arm, ArmTrial

if TYPE_CHECKING:
    from pathlib import Path


class _ArmRead(Document):
    """One arm as it stands in the file."""

    name: Line
    share: Rational


class _ArmsRead(Document):
    """The file."""

    name: Line
    control: Line
    seed: Integer
    targets: Annotated[tuple[CardId, ...], Field(min_length=1)]
    arm: tuple[_ArmRead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmsFile:
    """A trial, and what its outcome is: fixed before it."""

    trial: ArmTrial
    targets: tuple[str, ...]
    """The ids of cards whose values count as what is pushed."""

    @property
    def id(self) -> str:
        """The SHA-256 of what it says: another file deals other arms, or asks about other cards."""
        trial = self.trial
        arms: list[Json] = [[arm.name, rational_text(arm.share)] for arm in trial.arms]
        named: list[Json] = [trial.name, trial.control, trial.seed]
        return sha256_hex(canonical_json([*named, arms, [*sorted(self.targets)]]))


def read_arms_file(path: Path) -> ArmsFile:
    """Read a trial of interviewers.

    Args:
        path: a TOML file with ``name``, ``control``, ``seed``, ``targets`` (ids of cards) and, for
            each arm, a table ``[[arm]]`` with its ``name`` and its ``share`` such as ``"1/3"``;
            in which order these stand makes no difference to who is dealt what.

    Raises:
        InvalidDocument: with everything that is wrong, each with its line; or what `ArmTrial` says
            of arms that do not fit together.
    """
    read = read_toml_document(path, _ArmsRead)
    named = sorted(read.arm, key=lambda arm: arm.name)
    arms = tuple(Arm(name=arm.name, share=Fraction(arm.share)) for arm in named)
    trial = ArmTrial(name=read.name, arms=arms, control=read.control, seed=read.seed)
    return ArmsFile(trial=trial, targets=read.targets)

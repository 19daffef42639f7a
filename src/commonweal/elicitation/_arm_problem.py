"""The rows of a trial: for each unit its arm, its block and what came out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ArmProblem:
    """What came out for each unit of assignment, by arm: one row for each unit.

    Where one person gave several answers and persons were assigned, the row is the person and the
    outcome the mean over the answers.
    """

    arms: tuple[str, ...]
    """The control first."""
    arm: NDArray[np.int64]
    """For each unit a position in ``arms``."""
    outcome: NDArray[np.float64]
    """For each unit what was measured: 0 or 1 where something happened or not, or a share."""
    block: NDArray[np.int64]
    """For each unit the group within which arms are compared, such as a stratum or a pair."""

    def __post_init__(self) -> None:
        sizes = {len(self.arm), len(self.outcome), len(self.block)}
        present = np.unique(self.arm)
        if len(sizes) > 1 or len(present) < len(self.arms) or not np.isfinite(self.outcome).all():
            missing = [name for code, name in enumerate(self.arms) if code not in present]
            raise InvalidDocument(
                Problem(
                    code="arm-without-outcome",
                    path="arms",
                    expected=f"answers in each of the arms {', '.join(self.arms)}"
                    if missing
                    else "an arm, a block and a finite number for each unit",
                    found=f"none in {', '.join(missing)}" if missing else "rows that do not fit",
                    hint="Wait until each arm has answers, or leave out arms that nobody met.",
                )
            )


def meets_no_control(arm: str) -> InvalidDocument:
    """Return the error of an arm that meets the control in no block."""
    return InvalidDocument(
        Problem(
            code="arm-without-outcome",
            path=f"arm {arm}",
            expected="at least one block in which both this arm and the control have units",
            found="none",
            hint="Use broader blocks, or one for all.",
        )
    )

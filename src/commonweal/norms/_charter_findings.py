"""What is found wrong, or left open, in a charter: a set of norms taken together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from commonweal.documents import KnownWorld

FindingType: TypeAlias = Literal[
    "binds_nobody",
    "never_applies",
    "always_yields",
    "unsettled",
    "opposed_priorities",
    "idle_priority",
    "cyclic_grounds",
    "gap",
    "undecided",
]
"""What can be found.

``binds_nobody``: no authority of its issuer covers the norm, or its act is reserved to another.
``never_applies``: its condition cannot hold, one of its exceptions always does where it would, or
it follows a norm that nobody can break.
``always_yields``: wherever it applies, a norm applies that defeats it and that nothing defeats.
``unsettled``: two norms collide, can both apply, and no rule of the declared order tells which
yields. ``opposed_priorities``: two norms are each validly ranked above the other.
``idle_priority``: who granted a priority may not, or the two norms never collide.
``cyclic_grounds``: norms are each a ground of the next, and so of themselves. ``gap``: there are
norms for a role about an act, and worlds in which none of them applies. ``undecided``: the search
for a world took too long.
"""


@dataclass(frozen=True, slots=True)
class CharterFinding:
    """One thing that is found in a charter."""

    type: FindingType
    norms: tuple[str, ...]
    """The norms concerned, by name; of ``always_yields`` first the one that yields."""
    why: str = ""
    """Which of several causes: ``authority`` or ``reserved``, ``condition``, ``exceptions`` or
    ``breach``, the grantor of a priority that is idle, the role and the act of a gap."""
    world: KnownWorld | None = None
    """A world in which it shows, where there is one to show."""


@dataclass(frozen=True, slots=True)
class CharterCheck:
    """What a charter was found to be."""

    findings: tuple[CharterFinding, ...]
    """By type in the order above, then by the norms' names."""
    norms: int
    pairs_compared: int
    pairs_left_out: int
    """Pairs that may collide and were not compared, because there are too many."""

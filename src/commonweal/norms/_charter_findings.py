"""What is found wrong, or left open, in a charter: a set of norms taken together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from commonweal.documents import KnownWorld

FindingType: TypeAlias = Literal[
    "binds_nobody",
    "never_applies",
    "idle_deadline",
    "unoccupied",
    "always_yields",
    "unsettled",
    "circular_priorities",
    "opposed_priorities",
    "idle_priority",
    "cyclic_grounds",
    "gap",
    "undecided",
]
"""What can be found.

``binds_nobody``: no authority of its issuer covers the norm, or its act is reserved to another.
``never_applies``: its condition cannot hold, nor can it with the roles that the norm binds, one of
its exceptions always does where it would, or it follows a norm that nobody can break.
``idle_deadline``: its deadline is before it comes into force, or when it is no longer.
``unoccupied``: it binds, or is about acts toward, a role that nobody occupies.
``always_yields``: wherever it applies, a norm applies that defeats it and that nothing defeats.
``unsettled``: two norms collide, can both apply, and no rule of the declared order tells which
yields. ``circular_priorities``: norms about one act can all apply, and each prevails over the next,
and so over itself. ``opposed_priorities``: two norms are each validly ranked above the other.
``idle_priority``: who granted a priority may not, or the two norms never collide.
``cyclic_grounds``: norms are each a ground of the next, and so of themselves. ``gap``: there are
norms for a role about an act, and worlds in which none of them applies. ``undecided``: the search
for a world, or for circles, took too long.
"""


@dataclass(frozen=True, slots=True)
class CharterFinding:
    """One thing that is found in a charter."""

    type: FindingType
    norms: tuple[str, ...]
    """The norms concerned, by name; of ``always_yields`` first the one that yields, and of
    ``circular_priorities`` each before the one over which it prevails, the last before the first.
    """
    why: str = ""
    """Which of several causes: ``authority`` or ``reserved``, ``condition``, ``role``,
    ``exceptions`` or ``breach``, ``before`` or ``after`` of a deadline, the role that nobody
    occupies, the grantor of a priority that is idle, the role and the act of a gap."""
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

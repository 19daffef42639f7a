"""Why norms permit or forbid an option, what that rests on, and what would have to be otherwise.

Minimal explanations in the sense of formal explanation: a subset-minimal set of what is known from
which the status follows (a sufficient reason: A. Shih, A. Choi, A. Darwiche, 2018), and smallest
sets of changes after which another status follows (counterfactual explanation: S. Wachter,
B. Mittelstadt, C. Russell, 2018). Each is found by asking the engine, and so is so.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

from commonweal.decisions._matters import Supposed
from commonweal.decisions._what_if import WhatIf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commonweal.decisions._target import PreparedTarget
    from commonweal.documents import DecisionInputs, FactDeclaration
    from commonweal.norms import Status

MOST_CHANGES = 3
"""How many things may be otherwise at once, where nothing else is said."""

MOST_QUESTIONS = 4_000
"""How often the norms are asked at most."""


@dataclass(frozen=True, slots=True)
class StatusReasons:
    """Why an option has the status that the norms give it."""

    option: str
    status: Status
    against: tuple[str, ...]
    """The norms that it breaks or may break."""
    rests_on: tuple[Supposed, ...] | None
    """What is known, and no more of it, from which the status follows, whatever else is so; None
    for what is in dispute, which follows from nothing known."""
    wanted: Status
    """The other status that was looked for."""
    changes: tuple[tuple[Supposed, ...], ...]
    """Smallest sets of changes after which it has that status; the smallest sets first."""
    changes_tried: int
    """All sets of as many changes were tried, unless one inside them did already."""
    broken_off: bool
    """Whether larger sets were left out, since the norms had been asked as often as may be."""
    lifted: tuple[str, ...] | None
    """A set of norms without which it is permitted, and no fewer of these; None if it is."""


def status_reasons(
    target: PreparedTarget,
    inputs: DecisionInputs,
    option: str,
    *,
    declared: Mapping[str, FactDeclaration] | None = None,
    wanted: Status | None = None,
    most_changes: int = MOST_CHANGES,
) -> StatusReasons:
    """Return why norms permit or forbid an option, or leave it in dispute.

    Args:
        target: the target.
        inputs: the situation, and what was said of its options.
        option: the option.
        declared: the declared facts by name: nothing is supposed that no fact can be.
        wanted: the status to look for; without one, permitted if it is not, and else forbidden.
        most_changes: how many things may be otherwise at once.

    What is supposed is taken as said by somebody who is heard. Of a fact those values are tried
    that conditions name, the nearest whole number on the other side of each bound, and one that
    none of them names; of what was due, that it was done in time, and nobody told. What the option
    does, the norms, the moment and the place are taken as they are. So other changes than those
    told may do as well, and none that is told does not.

    Cost: the norms are asked at most 4,000 times.
    """
    world = WhatIf(target, inputs, option)
    judged = world.as_it_is
    looked_for: Status = wanted or ("forbidden" if judged.status == "permitted" else "permitted")
    found = _Changes(world, looked_for, declared or {})
    changes = tuple(found.smallest(most_changes)) if judged.status != looked_for else ()
    return StatusReasons(
        option=option,
        status=judged.status,
        against=tuple(sorted(judged.broken_norms.certain | judged.broken_norms.maybe)),
        rests_on=_sufficient(world, judged.status) if judged.status != "in_dispute" else None,
        wanted=looked_for,
        changes=changes,
        changes_tried=found.tried,
        broken_off=found.broken_off,
        lifted=_lifted(world) if judged.status != "permitted" else None,
    )


def _sufficient(world: WhatIf, status: Status) -> tuple[Supposed, ...]:
    """Return what is left of all that is known when everything goes that can."""
    known = world.known()
    gone = [*({*world.matters()} - {each.matter for each in known})]
    for each in known:
        if world.without([*gone, each.matter]).status == status:
            gone.append(each.matter)
    return tuple(each for each in known if each.matter not in gone)


def _lifted(world: WhatIf) -> tuple[str, ...] | None:
    """Return norms without which an option is permitted, and no fewer of these."""
    lifted: frozenset[str] = frozenset()
    judged = world.as_it_is
    while judged.status != "permitted":
        # What yielded to a norm that is lifted may stand against it now.
        lifted |= judged.broken_norms.certain | judged.broken_norms.maybe
        judged = world.lifting(lifted)
    for name in sorted(lifted):
        if world.lifting(lifted - {name}).status == "permitted":
            lifted -= {name}
    return tuple(sorted(lifted))


class _Changes:
    """The search for smallest sets of changes."""

    def __init__(
        self, world: WhatIf, wanted: Status, declared: Mapping[str, FactDeclaration]
    ) -> None:
        self._world, self._wanted = world, wanted
        self._alternatives = world.alternatives(declared) if world.speaker is not None else {}
        self.tried = 0
        self.broken_off = False

    def smallest(self, most: int) -> Iterator[tuple[Supposed, ...]]:
        """Yield sets of changes that do it, no set with another that does inside it."""
        found: list[frozenset[Supposed]] = []
        for size in range(1, most + 1):
            for changes in self._sets_of(size):
                if any(inside <= {*changes} for inside in found):
                    continue
                if self._world.asked >= MOST_QUESTIONS:
                    self.broken_off = True
                    return
                if self._world.supposing(changes).status == self._wanted:
                    found.append(frozenset(changes))
                    yield changes
            self.tried = size

    def _sets_of(self, size: int) -> Iterator[tuple[Supposed, ...]]:
        for matters in combinations(self._alternatives, size):
            yield from product(*(self._alternatives[matter] for matter in matters))

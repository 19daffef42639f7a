"""What the agent did by calls that came back, as the guard saw: the deeds that norms look at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from typing import TYPE_CHECKING

from commonweal.documents import Deed, DeedClaim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from commonweal.documents import GuardedCall, Norm

Done = tuple[str, int]
"""When a call came back, and the number of its intent in the guard's record."""


class DoneCalls:
    """The calls that came back and may bear on what norms say, as deeds that the guard tells.

    A deed bears on norms in two ways. It fulfils an obligation that has a deadline, or makes good
    the breach that an obligation follows. And it may break a prohibition that other norms follow.
    What was permitted when it was let through broke nothing, by the decision on it; so of what such
    prohibitions alone are about, only calls are told that were let through by somebody's release.

    Args:
        norms: the norms of the target.
        agent: who did it.
        guard: whose word it is.
    """

    def __init__(self, norms: Iterable[Norm], *, agent: str, guard: str) -> None:
        norms = tuple(norms)
        self._agent, self._claims = agent, (DeedClaim(by=guard),)
        followed = {norm.upon_breach.norm for norm in norms if norm.upon_breach is not None}
        self._fulfilling = frozenset(
            norm.action
            for norm in norms
            if norm.modality == "obliged" and (norm.deadline or norm.upon_breach)
        )
        """The actions by which something is fulfilled, or made good."""
        self._breaking = frozenset(
            norm.action for norm in norms if norm.modality == "forbidden" and norm.name in followed
        )
        """The actions upon which, as breaches, others apply."""
        self._deadlines: dict[str, set[str]] = defaultdict(set)
        self._starts: dict[str, set[str]] = defaultdict(set)
        for norm in norms:
            if norm.deadline is not None:
                self._deadlines[norm.action].add(norm.deadline)
            if norm.action in self._breaking:
                self._starts[norm.action].add(norm.in_force_from)
        self._done: dict[tuple[str, str | None], list[Done]] = defaultdict(list)

    def note(self, intent: GuardedCall, at: str) -> None:
        """Take in that what was let through came back at a moment."""
        action, released = intent.action, intent.follows is not None
        assert action is not None, "an intent says what is done"
        if action in self._fulfilling or (released and action in self._breaking):
            insort(self._done[action, intent.toward], (at, intent.number))

    def deeds(self, at: str) -> tuple[Deed, ...]:
        """Return the deeds up to a moment that the law can tell apart, oldest first.

        Of what was done toward one party these are the last at all, the last by each deadline of a
        norm about the action, and, where it may be a breach, the last before each moment at which a
        norm about it comes into force. By what is left out, nothing else follows: who did something
        since a moment did it last since then, who did it by a deadline did it last by then, and of
        breaches of the same norms the last is the last to be made good.

        Cost: for each action and party, the deadlines and beginnings of its norms.
        """
        kept = {
            done: act
            for act, all_done in self._done.items()
            for done in self._last(act[0], all_done, at)
        }
        return tuple(self._deed(done, *act) for done, act in sorted(kept.items()))

    def _last(self, action: str, done: Sequence[Done], at: str) -> Iterator[Done]:
        by = {at, *(due for due in self._deadlines[action] if due < at)}
        ends = {bisect_right(done, moment, key=_moment) for moment in by}
        starts = (start for start in self._starts[action] if start <= at)
        ends |= {bisect_left(done, start, key=_moment) for start in starts}
        return (done[end - 1] for end in ends if end)

    def _deed(self, done: Done, action: str, toward: str | None) -> Deed:
        at, number = done
        whom = {} if toward is None else {"toward": toward}
        return Deed(
            name=f"call-{number}",
            actor=self._agent,
            action=action,
            at=at,
            claims=self._claims,
            **whom,
        )


def came_back(record: GuardedCall, guard: str) -> bool:
    """Return whether a record says that a call came back, and by the guard's own word.

    What only the agent, or anybody else, says was done the guard did not see and does not tell.
    """
    return record.stage == "outcome" and record.ended == "returned" and record.by == guard


def _moment(done: Done) -> str:
    return done[0]

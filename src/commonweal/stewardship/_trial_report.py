"""What a trial showed: its rows, and its numbers with their intervals and controls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from commonweal.stewardship._legibility import Legibility
    from commonweal.stewardship._proportion import Proportion
    from commonweal.stewardship._reliability import Reliability
    from commonweal.stewardship._steward_answer import StewardOutcome
    from commonweal.stewardship._trust import Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRow:
    """One situation of a trial."""

    situation: str
    domain: str
    stratum: str
    outcome: StewardOutcome
    did: str | None
    """The option, if it acts."""
    chose: str | None
    """What the owner chose; None if they did not say."""
    approved: bool | None
    """Whether they want that done; None if it does nothing, or they did not say."""
    expected: Fraction | None
    """How likely the owner held approval to be in this domain; None if they did not mark it."""

    @property
    def right(self) -> bool | None:
        """Whether the owner chose what it did; None if it did nothing or they did not say."""
        if self.did is None or self.chose is None:
            return None
        return self.did == self.chose


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TrialReport:
    """What a trial showed of one steward, in numbers with their intervals and controls."""

    rows: tuple[TrialRow, ...]
    right: Proportion
    """Of its acts: those that the owner had chosen, too. An act without a choice is not right: else
    whoever leaves out what it does wrong would make it pass."""
    chance: float
    """What guessing would have got right of these."""
    control: Proportion
    """The same share for stewards with cards that mean other concerns, all of them together; as
    they share situations, its interval is too narrow, and it is there to be compared by eye."""
    dared: Proportion
    """Of all situations: those in which it acts."""
    legibility: Legibility
    """Whether what it does can be told from the cards."""
    owner_legibility: Legibility
    """Whether what its owner chose can be told from them."""
    reliability: Reliability
    trust: Trust
    """Of the acts that the owner said yes or no to."""
    expected: Mapping[str, Fraction]
    """What the owner expected of each domain, fixed with the plan; empty if they said nothing."""
    fixed: str
    """The hash that was shown before."""
    synthetic: bool
    """Whether its owner is invented: then it shows how the trial works, and nothing of anybody."""
    seed: int
    """The plan's, by which controls and changes were drawn."""

    @property
    def acts(self) -> tuple[TrialRow, ...]:
        """The situations in which it acts."""
        return tuple(row for row in self.rows if row.did is not None)

    @property
    def without_choice(self) -> int:
        """How many acts have no choice beside them."""
        return sum(row.chose is None for row in self.acts)

    @property
    def without_approval(self) -> int:
        """How many acts have neither a yes nor a no."""
        return sum(row.approved is None for row in self.acts)

    def acts_in(self, domains: frozenset[str]) -> tuple[TrialRow, ...]:
        """Return the situations of some domains in which it acts."""
        return tuple(row for row in self.acts if row.domain in domains)

    def explain(self) -> tuple[str, ...]:
        """Return the numbers in sentences."""
        lines = (
            _told("Right when it acts", self.right),
            f"A guess would be right in {self.chance:.2f} of these.",
            *self._left_out(),
            _told("Right when it acts with exchanged cards", self.control),
            _told("Share of situations in which it acts", self.dared),
            _legible("Legibility of what it does", self.legibility),
            _legible("Legibility of what its owner chose", self.owner_legibility),
            _told(
                "Choices that stay when what does not matter changes", self.reliability.unchanged
            ),
            _told("Choices that move when what matters changes", self.reliability.changed),
            _told("Approved where that was expected", self.trust.inside),
            _told("Approved elsewhere", self.trust.outside),
        )
        invented = ("Its owner is invented: this shows nothing of anybody.",)
        return (*lines, *(invented if self.synthetic else ()))

    def _left_out(self) -> Iterator[str]:
        acts = len(self.acts)
        if self.without_choice:
            yield f"Acts without a choice: {self.without_choice} of {acts}; none counts as right."
        if self.without_approval:
            yield (
                f"Acts without an approval: {self.without_approval} of {acts}; none counts as"
                " approved at the gate."
            )


def _share(found: Proportion) -> str:
    if found.value is None:
        return "unknown, of none"
    return f"{found.value:.2f} [{found.low:.2f}, {found.high:.2f}] of {found.of}"


def _told(what: str, found: Proportion) -> str:
    return f"{what}: {_share(found)}."


def _legible(what: str, found: Legibility) -> str:
    value = "unknown" if found.value is None else f"{found.value:.2f}"
    return (
        f"{what}: {value} [{found.low:.2f}, {found.high:.2f}]; with exchanged cards "
        f"{found.control:.2f} [{found.control_low:.2f}, {found.control_high:.2f}]."
    )

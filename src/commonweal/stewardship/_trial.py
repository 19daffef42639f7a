"""Assessing a trial: what the steward had fixed, held against what its owner then said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from commonweal.errors import InvalidDocument, Problem
from commonweal.stewardship._legibility import (
    Legibility,
    exchanged_concerns,
    measure_legibility,
)
from commonweal.stewardship._proportion import Proportion, proportion
from commonweal.stewardship._reliability import (
    Reliability,
    change_situations,
    measure_reliability,
)
from commonweal.stewardship._steward import Steward
from commonweal.stewardship._trust import Foreseen, Trust, measure_trust

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.stewardship._bank import BankSituation
    from commonweal.stewardship._legibility import CardsJudge
    from commonweal.stewardship._steward_answer import StewardOutcome
    from commonweal.stewardship._trial_plan import TrialPlan

_NOT_KNOWN = 0.5
"""What a domain counts as that its owner did not mark: as likely to be approved of as not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialReplies:
    """What the steward's owner said: of domains before, of situations without its answers."""

    choices: Mapping[str, str]
    """For the name of each situation: the option that the owner would choose, asked first."""
    approvals: Mapping[str, bool] = field(default_factory=dict)
    """Of situations in which it acts: whether they would want that done, asked afterwards."""
    expected: Mapping[str, float] = field(default_factory=dict)
    """For each domain: how likely the owner held approval to be, from 0 to 1, asked before."""


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
    expected: float | None
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
    """Of its acts: those that the owner had chosen, too."""
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
    fixed: str
    """The hash of its answers that was shown before."""
    synthetic: bool
    """Whether its owner is invented: then it shows how the trial works, and nothing of anybody."""
    seed: int

    def acts_in(self, domains: frozenset[str]) -> tuple[TrialRow, ...]:
        """Return the situations of some domains in which it acts."""
        return tuple(row for row in self.rows if row.did is not None and row.domain in domains)

    def explain(self) -> tuple[str, ...]:
        """Return the numbers in sentences."""
        lines = (
            _told("Right when it acts", self.right),
            f"A guess would be right in {self.chance:.2f} of these.",
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


def assess_trial(
    steward: Steward,
    plan: TrialPlan,
    replies: TrialReplies,
    *,
    seed: int,
    judge: CardsJudge | None = None,
    controls: int = 20,
) -> TrialReport:
    """Return what a trial shows of a steward.

    The answers compared are those that the plan fixed. Legibility and its control, and the control
    of what is right, exchange the bank's concerns at random among the cards; reliability has the
    steward decide the same situations with circumstances changed.

    Args:
        steward: what was tried, with the cards that it had when the plan was made.
        plan: the situations, and its answers.
        replies: what its owner said.
        seed: of all exchanges and changes.
        judge: who tells choices from cards; a `PlainReader` if there is none.
        controls: how many stewards with exchanged cards.

    Raises:
        InvalidDocument: with every ``undeclared-situation`` and ``unknown-option`` among the
            replies, and ``out-of-range`` for an expectation that is no probability.

    Cost: (controls + 4) × situations decisions, and the controls of legibility.
    """
    if problems := tuple(_problems(plan, replies)):
        raise InvalidDocument(problems)
    rows = tuple(_rows(plan, replies))
    acted = [row for row in rows if row.right is not None]
    named = {situation.name: situation for situation in plan.situations}
    judged = partial(measure_legibility, own=steward.own, bank=steward.bank, judge=judge, seed=seed)
    changes = change_situations(plan.situations, own=steward.own, bank=steward.bank, seed=seed)
    foreseen = [
        Foreseen(
            expected=_NOT_KNOWN if row.expected is None else row.expected, approved=row.approved
        )
        for row in rows
        if row.approved is not None
    ]
    return TrialReport(
        rows=rows,
        right=proportion(sum(bool(row.right) for row in acted), len(acted)),
        chance=float(np.mean([1 / len(named[row.situation].options) for row in acted] or [0.5])),
        control=_control(steward, plan, replies, seed, controls),
        dared=proportion(sum(row.did is not None for row in rows), len(rows)),
        legibility=judged({row.situation: row.did for row in rows if row.did is not None}),
        owner_legibility=judged(dict(replies.choices)),
        reliability=measure_reliability(
            lambda situation: steward.decide(situation).favoured, changes, seed=seed
        ),
        trust=measure_trust(foreseen, seed=seed),
        fixed=plan.fixed,
        synthetic=steward.target.synthetic,
        seed=seed,
    )


def _rows(plan: TrialPlan, replies: TrialReplies) -> Iterator[TrialRow]:
    for situation, answer, stratum in zip(plan.situations, plan.answers, plan.strata, strict=True):
        yield TrialRow(
            situation=situation.name,
            domain=situation.domain,
            stratum=stratum,
            outcome=answer.outcome,
            did=answer.option,
            chose=replies.choices.get(situation.name),
            approved=replies.approvals.get(situation.name) if answer.acts else None,
            expected=replies.expected.get(situation.domain),
        )


def _control(
    steward: Steward, plan: TrialPlan, replies: TrialReplies, seed: int, controls: int
) -> Proportion:
    """Return how often stewards with exchanged cards do what the owner chose."""
    rng = np.random.default_rng(seed)
    right = [
        did == replies.choices[situation.name]
        for other in (
            Steward(
                exchanged_concerns(steward.own, steward.bank, rng),
                steward.bank,
                read_at=steward.read_at,
            )
            for _ in range(controls)
        )
        for situation in plan.situations
        if situation.name in replies.choices
        if (did := other.decide(situation).option) is not None
    ]
    return proportion(sum(right), len(right))


def _problems(plan: TrialPlan, replies: TrialReplies) -> Iterator[Problem]:
    options: dict[str, BankSituation] = {each.name: each for each in plan.situations}
    for path, named in (("choices", {*replies.choices}), ("approvals", {*replies.approvals})):
        for name in sorted(named - options.keys()):
            yield Problem("undeclared-situation", path, "a situation of the trial", repr(name))
    for name, option in replies.choices.items():
        known = [each.name for each in options[name].options] if name in options else [option]
        if option not in known:
            expected = f"one of {', '.join(known)}"
            yield Problem("unknown-option", f"choices.{name}", expected, repr(option))
    for domain, share in replies.expected.items():
        if not 0 <= share <= 1:
            path = f"expected.{domain}"
            yield Problem("out-of-range", path, "a probability from 0 to 1", str(share))


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

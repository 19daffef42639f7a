"""Assessing a trial: what the steward had fixed, held against what its owner then said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from commonweal.errors import InvalidDocument, Problem
from commonweal.stewardship._legibility import exchanged_concerns, measure_legibility
from commonweal.stewardship._proportion import Proportion, proportion
from commonweal.stewardship._reliability import change_situations, measure_reliability
from commonweal.stewardship._steward import Steward
from commonweal.stewardship._trial_report import TrialReport, TrialRow
from commonweal.stewardship._trust import Foreseen, measure_trust

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.stewardship._bank import BankSituation
    from commonweal.stewardship._legibility import CardsJudge
    from commonweal.stewardship._trial_plan import TrialPlan

_NOT_KNOWN = 0.5
"""What a domain counts as that its owner did not mark: as likely to be approved of as not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialReplies:
    """What the steward's owner said of the situations of a trial, after it was planned."""

    choices: Mapping[str, str]
    """For the name of each situation: the option that the owner would choose, asked first, without
    showing what the steward does. Those that they cannot decide are left out."""
    approvals: Mapping[str, bool] = field(default_factory=dict)
    """Of situations in which it acts: whether they would want that done, asked afterwards."""


def assess_trial(
    steward: Steward,
    plan: TrialPlan,
    replies: TrialReplies,
    *,
    judge: CardsJudge | None = None,
    controls: int = 20,
) -> TrialReport:
    """Return what a trial shows of a steward.

    The answers compared are those that the plan fixed. Legibility and its control, and the control
    of what is right, exchange the bank's concerns at random among the cards; reliability has the
    steward decide the same situations with circumstances changed. All of this is drawn with the
    plan's seed, which was fixed with it, so that nobody can draw until it comes out well.

    Args:
        steward: what was tried, with the cards that it had when the plan was made.
        plan: the situations, and its answers.
        replies: what its owner said.
        judge: who tells choices from cards; a `PlainReader` if there is none.
        controls: how many stewards with exchanged cards.

    Raises:
        InvalidDocument: with every ``undeclared-situation`` and ``undeclared-option`` among the
            replies.

    Cost: (controls + 4) × situations decisions, and the controls of legibility.
    """
    if problems := tuple(_problems(plan, replies)):
        raise InvalidDocument(problems)
    rows = tuple(_rows(plan, replies))
    acts = [row for row in rows if row.did is not None]
    named = {situation.name: situation for situation in plan.situations}
    guessed = [0.0 if row.chose is None else 1 / len(named[row.situation].options) for row in acts]
    seed = plan.seed
    judged = partial(measure_legibility, own=steward.own, bank=steward.bank, judge=judge, seed=seed)
    changes = change_situations(plan.situations, own=steward.own, bank=steward.bank, seed=seed)
    foreseen = [
        Foreseen(
            expected=_NOT_KNOWN if row.expected is None else float(row.expected),
            approved=row.approved,
        )
        for row in rows
        if row.approved is not None
    ]
    return TrialReport(
        rows=rows,
        right=proportion(sum(row.right is True for row in acts), len(acts)),
        chance=float(np.mean(guessed or [0.5])),
        control=_control(steward, plan, replies, controls),
        dared=proportion(len(acts), len(rows)),
        legibility=judged({row.situation: row.did for row in rows if row.did is not None}),
        owner_legibility=judged(dict(replies.choices)),
        reliability=measure_reliability(
            lambda situation: steward.decide(situation).favoured, changes, seed=seed
        ),
        trust=measure_trust(foreseen, seed=seed),
        expected=plan.expected,
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
            expected=plan.expected.get(situation.domain),
        )


def _control(steward: Steward, plan: TrialPlan, replies: TrialReplies, controls: int) -> Proportion:
    """Return how often stewards with exchanged cards do what the owner chose."""
    rng = np.random.default_rng(plan.seed)
    right = [
        did == replies.choices.get(situation.name)
        for other in (
            Steward(
                exchanged_concerns(steward.own, steward.bank, rng),
                steward.bank,
                read_at=steward.read_at,
            )
            for _ in range(controls)
        )
        for situation in plan.situations
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
            yield Problem("undeclared-option", f"choices.{name}", expected, repr(option))

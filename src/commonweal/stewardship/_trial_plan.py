"""Planning a trial: situations the steward's owner has not met, and its answers fixed before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from commonweal.documents import Json, canonical_json, new_nonce, rational_text, sha256_hex
from commonweal.errors import InvalidDocument
from commonweal.stewardship._expectations import expectation_problems

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from fractions import Fraction

    from commonweal.stewardship._bank import BankSituation
    from commonweal.stewardship._own_values import OwnValues
    from commonweal.stewardship._steward import Steward
    from commonweal.stewardship._steward_answer import StewardAnswer

NO_CONCERN, NO_CONFLICT = "no concern", "no conflict"
"""The strata of situations in which no linked concern is touched, or none pull apart."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TrialPlan:
    """The situations of a trial with the steward's answers, fixed before anybody was asked."""

    situations: tuple[BankSituation, ...]
    """In the order in which they are asked."""
    answers: tuple[StewardAnswer, ...]
    """The steward's, in the same order."""
    strata: tuple[str, ...]
    """Which of the owner's concerns pull apart in each."""
    expected: Mapping[str, Fraction]
    """For each domain that the owner spoke of: how likely they held approval to be, from 0 to 1."""
    salt: str
    """What keeps all of this from being guessed from its hash."""
    seed: int
    """Draws the situations, and whatever is drawn when the trial is assessed."""
    fixed: str
    """The hash that was shown before the trial, of everything that was fixed then."""


def plan_trial(
    steward: Steward,
    *,
    size: int,
    seed: int,
    used: Collection[str] = (),
    expected: Mapping[str, Fraction] | None = None,
    salt: str | None = None,
) -> TrialPlan:
    """Draw situations for a trial, and fix what the steward would do in each.

    Fixed with it are the bank, all of the owner's values, what the owner expects, and the seed, so
    that nothing can be fitted to the replies: `TrialPlan.fixed` is the hash of all of these.

    The situations of the steward's bank are put into strata by which of the concerns that its
    owner's cards are linked to pull apart in them. Strata are gone through in turn, so that a rare
    conflict is tried as often as a common one while it lasts. What a trial shows is true of such a
    mix, and not of a life in which other conflicts are common.

    Args:
        steward: what is to be tried.
        size: how many situations; fewer are drawn if there are fewer.
        seed: of the generator that draws them, and of what is drawn when the trial is assessed; the
            same seed draws the same.
        used: names of situations that had a part in eliciting the cards: none of these is drawn,
            and neither is one whose options the owner placed.
        expected: for domains of the bank, how likely the owner holds it to be that they will
            approve of what is done, from 0 to 1, said before they see anything.
        salt: hexadecimal digits that nobody knows; new ones if none are given.

    Raises:
        InvalidDocument: with every ``unknown-domain`` and ``out-of-range`` among the expectations.

    Cost: one decision for each situation drawn.
    """
    expected = expected or {}
    if problems := tuple(expectation_problems(expected, steward.bank)):
        raise InvalidDocument(problems)
    rng = np.random.default_rng(seed)
    met = {*used, *(placing.situation for placing in steward.own.placings)}
    new = [situation for situation in steward.bank.situations if situation.name not in met]
    strata: dict[str, list[BankSituation]] = defaultdict(list)
    for position in rng.permutation(len(new)):
        situation = new[position]
        strata[conflict(situation, steward.own)].append(situation)
    drawn = _in_turn([strata[name] for name in sorted(strata)], size)
    order = rng.permutation(len(drawn))
    situations = [drawn[position] for position in order]
    return fix_plan(steward, situations, expected=expected, salt=salt or new_nonce(), seed=seed)


def fix_plan(
    steward: Steward,
    situations: Iterable[BankSituation],
    *,
    expected: Mapping[str, Fraction],
    salt: str,
    seed: int,
) -> TrialPlan:
    """Return a trial of these situations with the steward's answers, and the hash of all of it."""
    asked = tuple(situations)
    answers = tuple(map(steward.decide, asked))
    content: dict[str, Json] = {
        "answers": [[each.situation, each.outcome, each.option, each.favoured] for each in answers],
        "bank": steward.bank.id,
        "expected": {domain: rational_text(share) for domain, share in expected.items()},
        "salt": salt,
        "seed": seed,
        "values": steward.own.digest,
    }
    return TrialPlan(
        situations=asked,
        answers=answers,
        strata=tuple(conflict(situation, steward.own) for situation in asked),
        expected=expected,
        salt=salt,
        seed=seed,
        fixed=sha256_hex(canonical_json(content)),
    )


def conflict(situation: BankSituation, own: OwnValues) -> str:
    """Return which of the concerns that an owner's cards are linked to pull apart in a situation.

    Two concerns pull apart where one stands higher for one option and the other for another.
    """
    linked = sorted({link.concern for link in own.links} & {*situation.concerns})
    if not linked:
        return NO_CONCERN
    levels = {
        concern: [
            (concern in option.supports) - (concern in option.opposes)
            for option in situation.options
        ]
        for concern in linked
    }
    apart = {
        concern
        for one, other in combinations(linked, 2)
        if _pull_apart(levels[one], levels[other])
        for concern in (one, other)
    }
    return " against ".join(sorted(apart)) or NO_CONFLICT


def _pull_apart(one: Sequence[int], other: Sequence[int]) -> bool:
    pairs = combinations(range(len(one)), 2)
    return any((one[x] - one[y]) * (other[x] - other[y]) < 0 for x, y in pairs)


def _in_turn(strata: list[list[BankSituation]], size: int) -> list[BankSituation]:
    """Return situations from each stratum in turn, until there are enough or none is left."""
    drawn: list[BankSituation] = []
    depth = max(map(len, strata), default=0)
    for turn in range(depth):
        drawn += [stratum[turn] for stratum in strata if turn < len(stratum)]
    return drawn[:size]

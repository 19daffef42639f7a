"""Reliability: choices stay when what the cards do not attend to changes, and move when it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from commonweal.stewardship._proportion import Proportion, proportion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commonweal.stewardship._bank import Bank, BankOption, BankSituation
    from commonweal.stewardship._own_values import OwnValues

Decider: TypeAlias = Callable[["BankSituation"], "str | None"]
"""Whatever chooses: the name of an option, or None where it does not."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ChangedSituation:
    """A situation, and the same with one kind of circumstance changed."""

    before: BankSituation
    after: BankSituation
    relevant: bool
    """Whether what changed is what the cards attend to."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Reliability:
    """How choices answer to changes. Only both together show that the cards guide them."""

    unchanged: Proportion
    """Of changes that the cards do not attend to: how often the choice stayed."""
    changed: Proportion
    """Of changes that they do attend to: how often it did not."""
    chance: float
    """How often the choices of a coin would stay: the mean of 1/k."""
    seed: int


def change_situations(
    situations: Iterable[BankSituation], *, own: OwnValues, bank: Bank, seed: int
) -> Iterator[ChangedSituation]:
    """Yield each situation with its irrelevant circumstances changed, and with its relevant ones.

    Irrelevant: the options come in the opposite order, and all tags with concerns that no card is
    linked to, and that no order of cards hangs on, are replaced by others, drawn at random.
    Relevant: wherever an option supported a concern that a card is linked to, it opposes it now,
    and the reverse; a situation that touches no such concern has no relevant change.

    Args:
        situations: the situations.
        own: whose cards say what is relevant.
        bank: the concerns.
        seed: of the generator that draws the irrelevant tags.
    """
    rng = np.random.default_rng(seed)
    linked = {link.concern for link in own.links}
    attended = linked | {vote.context for vote in own.votes}
    others = [concern.name for concern in bank.concerns if concern.name not in attended]
    for case in situations:
        drawn = tuple(_redrawn(option, attended, others, rng) for option in case.options)
        yield ChangedSituation(
            before=case, after=replace(case, options=drawn[::-1]), relevant=False
        )
        if not linked.isdisjoint(case.concerns):
            turned = tuple(_turned(option, linked) for option in case.options)
            yield ChangedSituation(before=case, after=replace(case, options=turned), relevant=True)


def measure_reliability(
    decide: Decider, changes: Iterable[ChangedSituation], *, seed: int = 0
) -> Reliability:
    """Return how often choices stay or move with the circumstances.

    Situations in which nothing is chosen before the change are left out; not to choose any more
    after it counts as another choice.

    Args:
        decide: whatever chooses: a steward, a model, or a person who answers both.
        changes: the pairs of situations, such as those of `change_situations`.
        seed: which they were made with, for the record.

    Source: the trait "reliable" of J. Edelman and O. Klingefjord, Model Integrity (2024); that
    choices must also move, so that a constant does not pass, is ours.
    """
    kept = [
        (change.relevant, chosen == decide(change.after), 1 / len(change.before.options))
        for change in changes
        if (chosen := decide(change.before)) is not None
    ]
    irrelevant = [same for relevant, same, _ in kept if not relevant]
    relevant = [same for relevant, same, _ in kept if relevant]
    return Reliability(
        unchanged=proportion(sum(irrelevant), len(irrelevant)),
        changed=proportion(len(relevant) - sum(relevant), len(relevant)),
        chance=float(np.mean([chance for *_, chance in kept])) if kept else 0.5,
        seed=seed,
    )


def _redrawn(
    option: BankOption, attended: set[str], others: list[str], rng: np.random.Generator
) -> BankOption:
    """Return an option whose tags that no card attends to are others, one for and one against."""
    drawn = rng.permutation(len(others))[:2]
    supports = tuple(others[place] for place in drawn[:1])
    opposes = tuple(others[place] for place in drawn[1:])
    return replace(
        option,
        supports=(*(name for name in option.supports if name in attended), *supports),
        opposes=(*(name for name in option.opposes if name in attended), *opposes),
    )


def _turned(option: BankOption, linked: set[str]) -> BankOption:
    """Return an option that supports what it opposed, and the reverse, as far as cards attend."""
    for_it, against = {*option.supports}, {*option.opposes}
    return replace(
        option,
        supports=tuple(sorted((for_it - linked) | (against & linked))),
        opposes=tuple(sorted((against - linked) | (for_it & linked))),
    )

"""What the cases of a study show of its norms: acts nobody speaks of, and letters without aims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from commonweal.decisions._norm_findings import NormsHere

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commonweal.decisions._target import PreparedTarget
    from commonweal.documents import DecisionInputs


@dataclass(frozen=True, slots=True)
class CharterCase:
    """One option of one situation that shows something of the norms.

    ``gap``: no norm bears on one of its acts. ``loophole``: it is permitted, keeping to the letter
    of every norm, and opposes all that some norm is for which obliges or forbids the decider.
    """

    type: Literal["gap", "loophole"]
    situation: str
    option: str
    about: str
    """Of a gap the act, as ``ACTOR:ACTION``; of a loophole the norm whose grounds are opposed."""


def charter_cases(
    target: PreparedTarget, situations: Iterable[DecisionInputs]
) -> tuple[CharterCase, ...]:
    """Return what the options of some situations show of the norms, in the situations' order.

    That none is a loophole says no more than that none of these options is one, as far as they were
    appraised: what no appraiser says of a ground, it shows nothing of.

    Cost: for each act, the square of the norms about its action.
    """
    return tuple(case for inputs in situations for case in _cases(target, inputs))


def _cases(target: PreparedTarget, inputs: DecisionInputs) -> Iterator[CharterCase]:
    here, situation = NormsHere(target, inputs), inputs.situation
    for option in situation.options:
        judged = here.judge(option)
        for item in judged.items:
            if item.item.act is not None and not item.norms:
                act = f"{item.item.act.actor}:{item.item.action}"
                yield CharterCase("gap", situation.name, option.name, act)
        if judged.status == "permitted":
            for norm in _defeated(target, here, situation.decider, option.name):
                yield CharterCase("loophole", situation.name, option.name, norm)


def _defeated(target: PreparedTarget, here: NormsHere, decider: str, option: str) -> Iterator[str]:
    """Yield the norms that oblige or forbid the decider of which an option opposes every ground."""
    for name in sorted(here.eligible):
        norm = target.norms.norms[name]
        occupied = here.facts.role(decider, norm.role).full
        # A permission has no letter to be kept; a norm is for another norm by that one's letter.
        idle = norm.modality == "permitted" or not norm.card_grounds or norm.norm_grounds
        if idle or occupied == "fails":
            continue
        if all("opposed" in here.effects.get((option, card), ()) for card in norm.card_grounds):
            yield name

"""How the options of a situation stand by the light of one value: best first, some level.

Asked of those who hold the value, blind to what others say and to any model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from commonweal.elicitation._asking import ask_one, ask_several, named, word, words
from commonweal.elicitation._question import Choice

if TYPE_CHECKING:
    from commonweal.documents import Stake
    from commonweal.elicitation._flow import Questions
    from commonweal.elicitation._round_items import SituationMet


@dataclass(frozen=True, slots=True)
class PlacingTold:
    """A weak order of the options, best first, what is at stake, and what it rests on."""

    situation: SituationMet
    order: tuple[tuple[str, ...], ...]
    stake: Stake
    rests_on: tuple[int, ...]
    asked: str


def ask_placing(name: str, situation: SituationMet) -> Questions[PlacingTold | None]:
    """Ask which options are best, then which of the others, until none is left.

    Whoever names none, or all, of those that are left has said that these are level; only at the
    first question naming none means that the value does not tell the options apart at all, or that
    they do not wish to say: then no placing comes of it.

    Args:
        name: the beginning of the questions' ids.
        situation: the situation, the options, and the card.
    """
    left = dict(situation.options)
    tiers: list[tuple[str, ...]] = []
    card, title = situation.card.face, situation.title
    while len(left) > 1:
        number = len(tiers) + 1
        message = "place.best" if number == 1 else "place.next"
        choices = [Choice(option, text=text) for option, text in left.items()]
        asked = ask_several(f"{name}.tier.{number}", message, choices, card=card, situation=title)
        best = words((yield asked))
        if not best and number == 1:
            return None
        tiers.append(tuple(option for option in left if option in best) or tuple(left))
        left = {option: text for option, text in left.items() if option not in tiers[-1]}
    tiers += [tuple(left)] if left else []
    stakes = named("stake", "slight", "notable", "grave")
    stake = word((yield ask_one(f"{name}.stake", "place.stake", stakes, card=card)))
    if stake is None:
        return None
    policies = [Choice(str(at), text=policy) for at, policy in enumerate(situation.card.policies)]
    rests = words((yield ask_several(f"{name}.rests", "place.rests", policies, card=card)))
    return PlacingTold(
        situation=situation,
        order=tuple(tiers),
        stake=cast("Stake", stake),
        rests_on=tuple(sorted(map(int, rests))),
        asked=f"{name}.stake",
    )

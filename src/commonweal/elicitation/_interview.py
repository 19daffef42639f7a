"""The interview: consent first, then cards, what they took the place of, and which is wiser."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from commonweal.elicitation._ask_card import ask_card
from commonweal.elicitation._ask_move import ask_move
from commonweal.elicitation._ask_votes import (
    ask_first_order,
    ask_of_others,
    ask_second_order,
    pairs_of,
)
from commonweal.elicitation._asking import ask_confirm, ask_one, ask_sure, named, word
from commonweal.elicitation._flow import Stopped
from commonweal.elicitation._question import Choice, Question
from commonweal.elicitation._told import Told

if TYPE_CHECKING:
    from commonweal.elicitation._flow import Flow, Questions
    from commonweal.elicitation._setting import InterviewSetting
    from commonweal.elicitation._told import CardTold

SEPARATE_USES = ("quote", "publish", "send_to_model", "contact_again")
"""What is agreed to or not, each by itself, beside taking part."""


def interview(setting: InterviewSetting) -> Flow[Told]:
    """Return the interview of one person, as a flow: see `Session`.

    No model takes part in it. Its questions are always the same for the same answers, everything
    but the consent may be skipped, and what was told is what the person said, word for word.

    Args:
        setting: what it has to know of the study and of the person.
    """
    return partial(_interview, setting)


def _interview(setting: InterviewSetting) -> Questions[Told]:
    told = Told(agreed=setting.consented)
    try:
        yield from _ask_consent(setting, told)
        if told.agreed:
            yield from _ask_strata(setting, told)
            yield from _ask_cards(setting, told)
            yield from _ask_between_cards(setting, told)
            told.whole = True
    except Stopped:
        pass
    return told


def _ask_consent(setting: InterviewSetting, told: Told) -> Questions[None]:
    """Ask whether the person takes part, and about each other use; a skipped use is not agreed."""
    if setting.consented:
        return
    asked = ask_confirm(
        "consent.take_part",
        "consent.take_part",
        may_skip=False,
        question=setting.question,
        text=setting.consent_text,
    )
    if (yield asked) != "yes":
        return
    given = []
    for use in SEPARATE_USES:
        answer = yield ask_confirm(f"consent.{use}", f"consent.{use}")
        given.append((use, answer == "yes"))
    told.consent = (("take_part", True), *given)
    told.consent_asked = "consent.take_part"
    told.agreed = True


def _ask_strata(setting: InterviewSetting, told: Told) -> Questions[None]:
    if setting.known:
        return
    found = []
    for stratum in setting.strata:
        values = [Choice(value, text=value) for value in stratum.values]
        asked = ask_one(f"stratum.{stratum.name}", "stratum", values, title=stratum.title)
        value = word((yield asked))
        found += [(stratum.name, value)] if value else []
    told.strata = tuple(found)


def _ask_cards(setting: InterviewSetting, told: Told) -> Questions[None]:
    """Ask for cards until the person has no more, the rule says stop, or the limit is reached."""
    predicted: list[str] = []
    for number in range(1, setting.most_cards + 1):
        if setting.stopping is not None:
            held_out = word((yield Question(f"predicted.{number - 1}", "outside", "predicted")))
            predicted += [held_out] if held_out else []
            if not setting.stopping.goes_on(predicted):
                return
        if number > 1 and (yield ask_confirm(f"card.{number}.another", "card.another")) != "yes":
            return
        card = yield from ask_card(f"card.{number}", setting)
        if card.policies:
            told.cards.append(card)
        else:
            told.loose += card.offered


def _ask_between_cards(setting: InterviewSetting, told: Told) -> Questions[None]:
    """Ask which own card is wiser, twice, with everything else on cards in between."""
    pairs = pairs_of(told.cards, setting)
    first = yield from ask_first_order(pairs)
    told.votes = list(first.values())
    told.votes_on_others += yield from ask_of_others(setting)
    for card in [card for card in told.cards if card.confirmed]:
        asked = yield from ask_move(card, told.cards, setting)
        if asked is not None:
            told.cards += [asked.former] if asked.former else []
            told.moves.append(asked.move)
    for at, card in enumerate(told.cards):
        if card.confirmed and card.key.startswith("card."):
            told.cards[at] = yield from _ask_mine(card)
    told.votes = yield from ask_second_order(pairs, first)


def _ask_mine(card: CardTold) -> Questions[CardTold]:
    """Ask whether a card that was confirmed is the person's own, and about a contradiction.

    A card counts as confirmed only if it is held to when the contradiction is pointed out.
    """
    name = f"mine.{card.key}"
    policies = "\n".join(policy.text for policy in card.policies)
    mine = word((yield ask_sure(name, "card.mine", title=card.title, policies=policies)))
    if mine in {"yes", None}:
        return card
    holds = named("holds", "mine", "not_mine", "undecided")
    held = word((yield ask_one(f"{name}.holds", "card.holds", holds, title=card.title)))
    return card if held == "mine" else replace(card, confirmed=False, confirmed_at=name)

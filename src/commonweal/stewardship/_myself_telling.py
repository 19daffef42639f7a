"""The first part of a session with oneself: cards, what they are linked to, and some choices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from commonweal.elicitation import Choice, Question
from commonweal.stewardship._myself_setting import FEWEST_CARDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from commonweal.elicitation import AnswerValue, Questions
    from commonweal.stewardship._bank import BankSituation
    from commonweal.stewardship._myself_setting import MyselfSetting

MOST_POLICIES = 2
MOST_CONCERNS = 2
_LONGEST_STORY = 15_000
_ORDERS = ("first", "second", "both_needed", "neither", "unsure")


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySaid:
    """One thing that somebody attends to, what they said of it, and what it is linked to."""

    text: str
    another_way: str | None
    delegable: str | None
    concerns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSaid:
    """A card as it was told."""

    key: str
    title: str
    policies: tuple[PolicySaid, ...]
    story: str | None
    confirmed: bool

    @property
    def concerns(self) -> frozenset[str]:
        """Everything that a policy of it is linked to."""
        return frozenset[str]().union(*(policy.concerns for policy in self.policies))


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSaid:
    """Which of two own cards somebody called wiser, in the order in which they were shown."""

    first: str
    second: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOfMyself:
    """What came of the first part."""

    cards: tuple[CardSaid, ...]
    orders: tuple[OrderSaid, ...]
    choices: tuple[tuple[str, str], ...]
    """Situation and option; those that the person could not decide are left out."""


def ask_of_myself(setting: MyselfSetting) -> Questions[ToldOfMyself]:
    """Ask for a few cards, for the order of those that are linked, and for choices to learn from.

    Every pair of cards is asked about twice, the other way round the second time, with the choices
    in between.
    """
    cards: list[CardSaid] = []
    for number in range(1, setting.plan.cards + 1):
        if number > FEWEST_CARDS and (yield _confirm(f"more.{number}", "myself.more")) == "no":
            break
        card = yield from _ask_card(f"card.{number}", setting)
        cards += [card] if card else []
    linked = [card for card in cards if card.confirmed and card.concerns]
    titles = {card.key: card.title for card in linked}
    pairs = [
        pair
        for pair in setting.pairs([card.key for card in linked])
        if _may_part(pair, linked, setting)
    ]
    orders = yield from _ask_orders("order", pairs, titles)
    choices = yield from ask_choices("learn", setting.situations[0])
    back = yield from _ask_orders("back", [(second, first) for first, second in pairs], titles)
    return ToldOfMyself(cards=tuple(cards), orders=(*orders, *back), choices=choices)


def ask_choices(
    prefix: str, situations: Iterable[BankSituation]
) -> Questions[tuple[tuple[str, str], ...]]:
    """Ask what the person would do in each situation; what they skip is left out."""
    chosen: list[tuple[str, str]] = []
    for situation in situations:
        options = tuple(Choice(option.name, text=option.text) for option in situation.options)
        said = (("situation", situation.text),)
        answer = yield Question(
            f"{prefix}.{situation.name}", "choice", "myself.choice", said, options
        )
        if isinstance(answer, str):
            chosen.append((situation.name, answer))
    return tuple(chosen)


def _ask_card(key: str, setting: MyselfSetting) -> Questions[CardSaid | None]:
    story = yield Question(f"{key}.story", "text", "myself.story", longest=_LONGEST_STORY)
    policies: list[PolicySaid] = []
    for number in range(1, MOST_POLICIES + 1):
        name = f"{key}.policy.{number}"
        text = yield Question(
            name, "text", "myself.policy.more" if policies else "myself.policy.first"
        )
        if not isinstance(text, str):
            break
        policies.append((yield from _ask_policy(name, text, setting)))
    if not policies:
        return None
    title = yield Question(f"{key}.title", "text", "myself.title")
    named = title if isinstance(title, str) else policies[0].text
    said = (("title", named), ("policies", "\n".join(policy.text for policy in policies)))
    mine = yield Question(f"{key}.mine", "confirm", "myself.mine", said)
    return CardSaid(
        key=key,
        title=named,
        policies=tuple(policies),
        story=_words(story),
        confirmed=mine == "yes",
    )


def _ask_policy(name: str, text: str, setting: MyselfSetting) -> Questions[PolicySaid]:
    said = (("policy", text),)
    another_way = yield Question(f"{name}.another_way", "yes_no_unsure", "myself.another_way", said)
    delegable = yield Question(f"{name}.delegable", "yes_no_unsure", "myself.delegable", said)
    known = setting.bank.concern_named
    choices = tuple(Choice(concern, text=known[concern].text) for concern in setting.concerns_shown)
    asked = Question(f"{name}.concerns", "several", "myself.concerns", said, choices)
    concerns = yield asked
    if concerns and len(concerns) > MOST_CONCERNS:
        # Asked once more; of whoever names more again, the first of these are taken.
        again = replace(asked, id=f"{name}.concerns.again", message="myself.concerns.again")
        concerns = yield again
    return PolicySaid(
        text=text,
        another_way=_words(another_way),
        delegable=_words(delegable),
        concerns=tuple(concerns or ())[:MOST_CONCERNS],
    )


def _ask_orders(
    prefix: str, pairs: Iterable[tuple[str, str]], titles: dict[str, str]
) -> Questions[list[OrderSaid]]:
    said: list[OrderSaid] = []
    for first, second in pairs:
        shown = {"first": titles[first], "second": titles[second]}
        choices = tuple(
            Choice(key, "" if key in shown else f"myself.order.{key}", shown.get(key, ""))
            for key in _ORDERS
        )
        answer = yield Question(f"{prefix}.{first}.{second}", "choice", "myself.order", (), choices)
        if isinstance(answer, str):
            said.append(OrderSaid(first=first, second=second, answer=answer))
    return said


def _may_part(pair: tuple[str, str], cards: Sequence[CardSaid], setting: MyselfSetting) -> bool:
    """Return whether some situation touches concerns of both cards: only then is the order used."""
    one, other = (card.concerns for card in cards if card.key in pair)
    return any(
        not one.isdisjoint(situation.concerns) and not other.isdisjoint(situation.concerns)
        for situation in setting.bank.situations
    )


def _confirm(name: str, message: str) -> Question:
    return Question(name, "confirm", message)


def _words(value: AnswerValue) -> str | None:
    return value if isinstance(value, str) else None

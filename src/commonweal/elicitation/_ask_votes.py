"""Which of two cards is wiser: of one's own in both orders, at different moments."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, cast

from commonweal.elicitation._asking import ask_one, named, word
from commonweal.elicitation._question import Choice
from commonweal.elicitation._told import VoteTold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.documents import VoteAnswer
    from commonweal.elicitation._flow import Questions
    from commonweal.elicitation._question import Question
    from commonweal.elicitation._setting import CardShown, InterviewSetting
    from commonweal.elicitation._told import CardTold

OTHER_WAY_ROUND = {"first": "second", "second": "first"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two of the person's cards in a context of both, in the order in which they come first."""

    context: str
    text: str
    first: CardTold
    second: CardTold

    @property
    def name(self) -> str:
        """The beginning of the ids of the questions about it."""
        one, other = sorted((self.first.key, self.second.key))
        return f"wiser.{one}.{other}.{self.context}"

    def turned(self) -> Pair:
        """Return the pair in the other order."""
        return Pair(self.context, self.text, self.second, self.first)


def pairs_of(cards: Sequence[CardTold], setting: InterviewSetting) -> tuple[Pair, ...]:
    """Return which pairs to ask about: confirmed cards that share a context, up to a limit.

    Which card is shown first is drawn from the setting's ``order`` for each pair, so that over many
    people neither place is better.
    """
    pairs = []
    confirmed = [card for card in cards if card.confirmed]
    for one, other in combinations(confirmed, 2):
        for context in setting.contexts:
            if context.name in one.contexts and context.name in other.contexts:
                pair = Pair(context.name, context.text, one, other)
                drawn = hashlib.sha256(f"{setting.order}.{pair.name}".encode()).digest()[0]
                pairs.append(pair.turned() if drawn % 2 else pair)
    return tuple(pairs[: setting.most_pairs])


def ask_first_order(pairs: Sequence[Pair]) -> Questions[dict[str, VoteTold]]:
    """Ask about each pair once; return the votes by the pair's name."""
    votes = {}
    for pair in pairs:
        vote = yield from _ask(pair, f"{pair.name}.1", None)
        if vote is not None:
            votes[pair.name] = vote
    return votes


def ask_second_order(
    pairs: Sequence[Pair], before: dict[str, VoteTold]
) -> Questions[list[VoteTold]]:
    """Ask about each pair in the other order, and about answers that contradict one another.

    A second answer takes the place of the first, which stays on record. Where both differ the
    person is asked which holds. Whoever leaves that open has not voted on the pair.
    """
    votes: list[VoteTold] = []
    for pair in pairs:
        first = before.get(pair.name)
        if first is None:
            continue
        second = yield from _ask(pair.turned(), f"{pair.name}.2", first.asked)
        if second is None:
            votes.append(first)
        elif OTHER_WAY_ROUND.get(second.answer, second.answer) == first.answer:
            votes += [first, second]
        else:
            third = yield from _ask(pair, f"{pair.name}.3", second.asked, "wiser.differ")
            votes += [first, second, third] if third else []
    return votes


def ask_of_others(setting: InterviewSetting) -> Questions[list[VoteTold]]:
    """Ask about the pairs of the study's cards that this person is shown, each once."""
    votes = []
    for number, pair in enumerate(setting.pairs, 1):
        first, second = pair.first, pair.second
        name = f"wiser.shown.{number}"
        asked = _question(name, "wiser.ask", pair.text, _face(first), _face(second))
        answer = word((yield asked))
        if answer is not None:
            said = cast("VoteAnswer", answer)
            votes.append(VoteTold(pair.context, first.id, second.id, said, name))
    return votes


def _ask(
    pair: Pair, name: str, replaces: str | None, message: str = "wiser.ask"
) -> Questions[VoteTold | None]:
    first, second = map(_own_face, (pair.first, pair.second))
    answer = word((yield _question(name, message, pair.text, first, second)))
    if answer is None:
        return None
    said = cast("VoteAnswer", answer)
    return VoteTold(pair.context, pair.first.key, pair.second.key, said, name, replaces)


def _question(name: str, message: str, context: str, first: str, second: str) -> Question:
    choices = (
        Choice("first", text=first),
        Choice("second", text=second),
        *named("wiser", "both_needed", "neither", "unsure"),
    )
    return ask_one(name, message, choices, context=context)


def _own_face(card: CardTold) -> str:
    return "\n".join((card.title, *(policy.text for policy in card.policies)))


def _face(card: CardShown) -> str:
    return "\n".join((card.title, *card.policies))

"""What people answered in rounds: whose cards are theirs too, which is wiser, what that means.

Who is asked what, and what they will say, is drawn by the modules for each kind of question. Here
everybody goes through their rounds, and answers the real questions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from source.draws import Draws

from commonweal.documents import Context, Record, ValueCard
from commonweal.elicitation import (
    AnswerValue,
    CardMet,
    PairMet,
    Question,
    RoundSetting,
    SituationMet,
    StakesMet,
    simulate_round,
)


@dataclass(slots=True)
class Visit:
    """One round of one person: when it begins, what they meet, and what they say to it."""

    person: str
    begun: str
    own: list[CardMet] = field(default_factory=list)
    cards: list[CardMet] = field(default_factory=list)
    pairs: list[PairMet] = field(default_factory=list)
    stakes: list[StakesMet] = field(default_factory=list)
    situations: list[SituationMet] = field(default_factory=list)
    says: dict[str, AnswerValue] = field(default_factory=dict)
    """The answer to each question, by its id; the others are passed over."""

    def meet_own(self, card: CardMet, answer: AnswerValue) -> None:
        """Meet a card that was theirs."""
        self.own.append(card)
        self.says[f"own.{len(self.own)}"] = answer

    def meet(self, card: CardMet, answer: AnswerValue) -> None:
        """Meet a card of somebody else's."""
        self.cards.append(card)
        self.says[f"met.{len(self.cards)}"] = answer

    def compare(self, pair: PairMet, answer: AnswerValue, **more: AnswerValue) -> None:
        """Compare two cards; ``more`` is what they say when asked on."""
        self.pairs.append(pair)
        name = f"pair.{len(self.pairs)}"
        self.says |= {name: answer, **{f"{name}.{what}": said for what, said in more.items()}}

    def weigh(self, stakes: StakesMet, answer: AnswerValue) -> None:
        """Weigh two stakes."""
        self.stakes.append(stakes)
        self.says[f"stakes.{len(self.stakes)}"] = answer

    def place(self, situation: SituationMet, **answers: AnswerValue) -> None:
        """Place the options of a situation."""
        self.situations.append(situation)
        name = f"place.{len(self.situations)}"
        self.says |= {f"{name}.{what}": said for what, said in answers.items()}

    def held(self, question: str) -> list[Record]:
        """Go through the round and return the records that come of it.

        Args:
            question: what the study asks.
        """
        setting = RoundSetting(
            participant=self.person,
            question=question,
            own=tuple(self.own),
            cards=tuple(self.cards),
            pairs=tuple(self.pairs),
            stakes=tuple(self.stakes),
            situations=tuple(self.situations),
            origin="synthetic",
        )
        draws = Draws(f"round {self.person} {self.begun}")
        return [*simulate_round(setting, self._say, begun=self.begun, rng=draws).records]

    def _say(self, question: Question) -> AnswerValue:
        return self.says.get(question.id)


class Visits:
    """Everybody's rounds of one kind, each person's begun at a moment of their own."""

    def __init__(self, name: str, begins: Callable[[Draws], str]) -> None:
        self._name = name
        self._begins = begins
        self._of: dict[str, Visit] = {}

    def of(self, person: str) -> Visit:
        """Return the person's round; it is begun when it is first asked for."""
        if person not in self._of:
            draws = Draws(f"visit {self._name} {person}")
            self._of[person] = Visit(person, self._begins(draws))
        return self._of[person]

    def held(self, question: str) -> list[Record]:
        """Have everybody go through theirs, in order of pseudonyms, and return all records."""
        return [record for person in sorted(self._of) for record in self._of[person].held(question)]


@dataclass(frozen=True, slots=True)
class Asking:
    """What all rounds have in common: the study's question, its contexts, and the cards by key."""

    question: str
    contexts: Mapping[str, Context]
    cards: Mapping[str, ValueCard]

    def met(self, key: str) -> CardMet:
        """Return a card as somebody else reads it."""
        card = self.cards[key]
        policies = tuple(policy.text for policy in card.policies)
        return CardMet(card=card.id, title=card.title, policies=policies)

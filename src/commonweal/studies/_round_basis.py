"""What one person's round is drawn from: their values and others', and what they answered already.

Everything is as it stands at the moment at which the round begins, and not at the study's
``read_at``: somebody who told a card a minute ago meets the others'.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.documents import Placing, Story, Transition
from commonweal.studies._consents import ConsentRegister
from commonweal.studies._standing import standing_answers
from commonweal.values import votes_in_use

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commonweal.documents import Endorsement, Situation, ValueCard
    from commonweal.elicitation import ToldBy
    from commonweal.studies._folder import StudyFolder
    from commonweal.studies._round_drawn import PairDrawn
    from commonweal.studies._standing import StandingAnswers
    from commonweal.studies._study_records import Entry
    from commonweal.values import Answers, VotesInUse


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTold:
    """How somebody came from one value to another, as it may be shown."""

    id: str
    context: str
    from_value: str
    to_value: str
    text: str
    told_by: ToldBy
    said_at: str
    teller: str
    """Whose account it is; empty of one that nobody lived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundBasis:
    """What is known when a round is drawn; values are named by their representative."""

    participant: str
    folder: StudyFolder
    standing: StandingAnswers
    used: VotesInUse
    cards: Mapping[str, ValueCard]
    own: Mapping[str, str]
    """The person's values, each with the card of it that they are shown: their own words if it has
    any."""
    others: tuple[str, ...]
    """Values that are not theirs and that may be shown in their authors' words."""
    asked: frozenset[str]
    """Values that they were asked about, whatever they answered."""
    met_by: Mapping[str, int]
    """How many people were asked about each value."""
    accounts: tuple[AccountTold, ...]
    """Earliest first."""
    placed: frozenset[tuple[str, str]]
    """Situations and values by which the person has placed their options."""
    placings: Mapping[tuple[str, str], int]
    """How often a situation was placed by the light of each value."""

    @classmethod
    def of(cls, folder: StudyFolder, participant: str, *, at: str) -> RoundBasis:
        """Return what is known of a study and a person at a moment.

        Args:
            folder: the study.
            participant: the person.
            at: the moment, in UTC to the second.

        Cost: O(n log n) in the answers.
        """
        standing = standing_answers(folder.records, read_at=at)
        answers = standing.answers
        used = votes_in_use(answers, contexts=[context.name for context in folder.contexts])
        cards = {card.id: card for card in answers.cards if used.merged.of(card.id)}
        said = _last_said(answers.endorsements, used)
        own = _own(participant, answers, used, cards, said)
        placed = list(_placed(folder, used))
        return cls(
            participant=participant,
            folder=folder,
            used=used,
            cards=cards,
            own=own,
            others=tuple(
                value
                for value in sorted(used.merged.members)
                if value not in own and value not in answers.not_quoted
            ),
            asked=frozenset(value for person, value in said if person == participant),
            met_by=Counter(value for _, value in said),
            accounts=tuple(
                sorted(
                    _accounts(folder, used, standing, at), key=lambda told: (told.said_at, told.id)
                )
            ),
            standing=standing,
            placed=frozenset(key[1:] for key in placed if key[0] == participant),
            placings=Counter(key[1:] for key in placed),
        )

    @property
    def situations(self) -> tuple[Situation, ...]:
        """The situations of the plan."""
        return self.folder.situations

    @property
    def answers(self) -> Answers:
        """The answers that may be used."""
        return self.standing.answers

    def card_of(self, value: str) -> str:
        """Return the card of a value that the person is shown."""
        return self.own.get(value, value)

    def values_of(self, pair: PairDrawn) -> tuple[str, str]:
        """Return the values of a pair that is drawn, in the order in which they are shown."""
        first, second = (
            self.used.merged.representative[card] for card in (pair.first, pair.second)
        )
        return first, second

    @property
    def is_first_round(self) -> bool:
        """Whether the person met nobody's value yet: a round asks about each that it shows."""
        return not self.asked

    def may_see(self, card: str) -> bool:
        """Tell whether a card may be shown to the person: it stands, and is theirs or quotable."""
        found = self.cards.get(card)
        mine = found is not None and found.participant == self.participant
        return found is not None and (mine or card not in self.answers.not_quoted)

    def contexts_of(self, value: str) -> frozenset[str]:
        """Return the contexts of the study that a card of the value names."""
        declared = {context.name for context in self.folder.contexts}
        members = self.used.merged.members[value]
        return frozenset(
            name for card in members for name in self.cards[card].contexts if name in declared
        )

    def visible(self) -> frozenset[str]:
        """Return every value that may be shown to the person."""
        return frozenset((*self.own, *self.others))


def _last_said(
    endorsements: tuple[Endorsement, ...], used: VotesInUse
) -> dict[tuple[str, str], Endorsement]:
    """Return what each person last answered on each value they were asked about."""
    said: dict[tuple[str, str], Endorsement] = {}
    for each in sorted(endorsements, key=lambda record: (record.asked_at, record.id)):
        value = used.merged.of(each.record)
        if each.question == "mine" and value is not None:
            said[each.participant, value] = each
    return said


def _own(
    participant: str,
    answers: Answers,
    used: VotesInUse,
    cards: Mapping[str, ValueCard],
    said: Mapping[tuple[str, str], Endorsement],
) -> dict[str, str]:
    """Return the values of a person with the card that is shown of each.

    These are those of their confirmed cards, but for what they said since is not theirs, and
    others' that they last said is theirs too. The latest of several own cards of one value is
    shown.
    """
    own: dict[str, str] = {}
    for card in sorted(cards.values(), key=lambda card: (card.said_at, card.id)):
        if card.participant == participant:
            own[used.merged.representative[card.id]] = card.id
    for (person, value), word in said.items():
        if person != participant:
            continue
        if word.answer == "no" and value in own:
            # Whoever tells a card after they said no lives by it again.
            if cards[own[value]].said_at <= word.asked_at:
                del own[value]
        elif word.answer == "yes" and value not in answers.not_quoted:
            own.setdefault(value, value)
    return dict(sorted(own.items()))


def _accounts(
    folder: StudyFolder, used: VotesInUse, standing: StandingAnswers, at: str
) -> Iterator[AccountTold]:
    """Yield the accounts that stand and whose tellers agreed to be quoted."""
    register = ConsentRegister.of(folder.records)
    entries: list[Entry[Transition] | Entry[Story]] = [
        *folder.records.of(Transition),
        *folder.records.of(Story),
    ]
    replaced = {entry.record.supersedes for entry in folder.records.of(Transition)}
    for entry in entries:
        told = entry.record
        start, end = used.merged.of(told.from_card), used.merged.of(told.to_card)
        if start is None or end is None or start == end:
            continue
        if entry.id in standing.set_aside or entry.id in replaced:
            continue
        teller = told.participant if isinstance(told, Transition) else ""
        if teller and not register.standing(entry, teller, at=at, use="quote"):
            continue
        yield AccountTold(
            id=entry.id,
            context=told.context,
            from_value=start,
            to_value=end,
            text=told.told if isinstance(told, Transition) else told.text,
            told_by=_told_by(told),
            said_at=told.said_at,
            teller=teller,
        )


def _told_by(told: Transition | Story) -> ToldBy:
    if told.origin == "synthetic":
        return "synthetic"
    return "model" if isinstance(told, Story) else "person"


def _placed(folder: StudyFolder, used: VotesInUse) -> Iterator[tuple[str, str, str]]:
    """Yield who placed which situation by which value, counting what was taken back too.

    A study refuses a second placing of one person even where the first does not count any more.
    """
    seen = set()
    for entry in folder.records.of(Placing):
        placing = entry.record
        key = placing.appraiser, placing.situation, used.merged.of(placing.card) or placing.card
        if key not in seen:
            seen.add(key)
            yield key

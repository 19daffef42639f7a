"""What a study knows of which cards are one value: candidates, judgements, and what is merged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.values._candidates import SameValueProblem, find_same_value_candidates
from commonweal.values._holders import strata_of
from commonweal.values._interval import share_interval
from commonweal.values._merge import INDEPENDENT_JUDGES, merge_cards
from commonweal.values._votes_in_use import standing_cards, standing_judgements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commonweal.documents import SameValue, ValueCard
    from commonweal.values._answers import Answers
    from commonweal.values._candidates import SameValueResult, SimilarityMethod
    from commonweal.values._interval import ShareInterval
    from commonweal.values._merge import JudgedPair, Merged

Pair: TypeAlias = tuple[str, str]

JUDGES_ASKED = INDEPENDENT_JUDGES + 1
"""How many who own neither card are asked: an odd number, so that they are rarely evenly split."""

SAME_VALUE_CRITERIA: tuple[tuple[str, str], ...] = (
    (
        "completeness",
        "Does each card cover everything that matters in the other, with nothing left over?",
    ),
    (
        "practical equivalence",
        "In every choice you can think of, would both lead to the same thing being done?",
    ),
    (
        "design alignment",
        "Would a place or a rule made for those who live by the one serve the others as well?",
    ),
    (
        "mutual correction",
        "If the authors compared notes, would each take the other's words as said of their own?",
    ),
    (
        "same granularity",
        "Is neither of them a part, or a special case, of the other?",
    ),
)
"""The five things that make two cards one value, and the question put to people about each.

The five names are those of the published tools (the deduplication of 2026 at the Meaning Alignment
Institute); the questions are ours. Only five times yes is "same".
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SameValueQuestion:
    """What to ask of whom: two cards, in the order in which to show them, and nothing else.

    It says neither how alike the texts are nor what others said, since whoever is asked must not
    know.
    """

    participant: str
    asked_as: Literal["owner", "judge"]
    first: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How owners and independent judges compare, on the pairs that both have judged."""

    owners_same: int
    """Judgements "same" by owners, of pairs with a card of theirs."""
    owners_different: int
    pairs_agreed: int
    """Pairs on which the owners who decided, and most judges, say the same."""
    pairs_compared: int
    """Pairs on which owners are of one mind and judges are not evenly split."""

    @property
    def same_share(self) -> ShareInterval | None:
        """The share of owners' judgements that are "same". Published for comparison: 33 of 43."""
        return share_interval(self.owners_same, self.owners_different)

    @property
    def agreed_share(self) -> ShareInterval | None:
        """The share of pairs on which owners and judges agree."""
        return share_interval(self.pairs_agreed, self.pairs_compared - self.pairs_agreed)


@dataclass(frozen=True, slots=True, kw_only=True)
class SameValues:
    """Cards in use, who may be asked about them, what they said, and what follows."""

    cards: Mapping[str, ValueCard]
    people: tuple[str, ...]
    strata: Mapping[str, Mapping[str, str]]
    """For each participant the value in each stratum."""
    not_quoted: frozenset[str]
    """Cards that nobody but their owner may be shown."""
    judgements: tuple[SameValue, ...]
    candidates: SameValueResult
    merged: Merged

    @classmethod
    def of(cls, answers: Answers, method: SimilarityMethod | None = None) -> SameValues:
        """Return what the answers that stand say, with candidates found by a method.

        Cost: that of `find_same_value_candidates`, and one pass over cards and judgements.
        """
        cards = standing_cards(answers.cards, {})
        judgements = tuple(standing_judgements(answers.same_values, {}))
        strata = strata_of(answers)
        return cls(
            cards=cards,
            people=tuple(sorted({person.participant for person in answers.participants})),
            strata=strata,
            not_quoted=answers.not_quoted,
            judgements=judgements,
            candidates=find_same_value_candidates(SameValueProblem.from_cards(cards), method),
            merged=merge_cards(cards, judgements, strata=strata, not_quoted=answers.not_quoted),
        )

    def judged(self) -> dict[Pair, JudgedPair]:
        """Return what became of each pair that somebody judged."""
        return {(pair.first, pair.second): pair for pair in self.merged.pairs}

    def questions(self, *, judges: bool = False) -> tuple[SameValueQuestion, ...]:
        """Return whom to ask about which pairs, in an order that tells nothing.

        The pairs are the candidates, and others that anybody, a model too, has called the same.
        Owners come first: each owner of a card of the pair who has not judged it, unless an owner
        called the two different. Judges, who own neither card, are asked where the owners
        have not all called them the same, until three have judged: those who have the fewest
        questions. They are not asked where they could not merge, since it is a group's last value.
        Nobody is shown another's card that may not be quoted. Of the two orders of display the one
        that was used less often for the pair comes next.

        Args:
            judges: whether to ask judges too, once the owners have had their time.

        Cost: pairs times people.
        """
        said = self._answered()
        judged = self.judged()
        load: Counter[str] = Counter()
        found: list[SameValueQuestion] = []
        for pair in self._proposed():
            outcome = judged.get(pair)
            if outcome is not None and outcome.owners_different:
                continue
            shown = Counter(word.first for word in said.get(pair, {}).values())
            kept = outcome is not None and outcome.outcome == "last_of_a_group"
            for person, asked_as in self._asked(
                pair, said.get(pair, {}), load, judges=judges and not kept
            ):
                load[person] += 1
                first, second = _next_order(pair, shown, person)
                shown[first] += 1
                found.append(
                    SameValueQuestion(
                        participant=person, asked_as=asked_as, first=first, second=second
                    )
                )
        return tuple(sorted(found, key=_shuffled))

    def agreement(self) -> Agreement:
        """Return how far owners and judges agree on the pairs that people judged."""
        decided = [
            (pair.owners_same > 0, pair.judges_same > pair.judges_different)
            for pair in self.merged.pairs
            if (pair.owners_same > 0) != (pair.owners_different > 0)
            and pair.judges_same != pair.judges_different
        ]
        return Agreement(
            owners_same=sum(pair.owners_same for pair in self.merged.pairs),
            owners_different=sum(pair.owners_different for pair in self.merged.pairs),
            pairs_agreed=sum(owners == others for owners, others in decided),
            pairs_compared=len(decided),
        )

    def _proposed(self) -> list[Pair]:
        pairs = [(pair.first, pair.second) for pair in self.candidates.value]
        called_same = {
            (min(word.first, word.second), max(word.first, word.second))
            for word in self.judgements
            if word.verdict == "same" and {word.first, word.second} <= self.cards.keys()
        }
        return [*pairs, *sorted(called_same.difference(pairs))]

    def _answered(self) -> dict[Pair, dict[str, SameValue]]:
        found: dict[Pair, dict[str, SameValue]] = {}
        for word in self.judgements:
            if word.origin != "model":
                pair = (min(word.first, word.second), max(word.first, word.second))
                found.setdefault(pair, {})[word.judge] = word
        return found

    def _asked(
        self, pair: Pair, said: Mapping[str, SameValue], load: Counter[str], *, judges: bool
    ) -> Iterator[tuple[str, Literal["owner", "judge"]]]:
        owners = {self.cards[card].participant for card in pair}
        silent = sorted(owners - said.keys())
        for owner in silent:
            if owner in self.people and self._may_see(owner, pair):
                yield owner, "owner"
        if not judges or all(owner in said and said[owner].verdict == "same" for owner in owners):
            return
        wanted = JUDGES_ASKED - len(said.keys() - owners)
        free = [
            person
            for person in self.people
            if person not in owners | said.keys() and self._may_see(person, pair)
        ]
        free.sort(key=lambda person: (load[person], _digest(*pair, person)))
        for person in free[: max(0, wanted)]:
            yield person, "judge"

    def _may_see(self, person: str, pair: Pair) -> bool:
        return all(
            card not in self.not_quoted or self.cards[card].participant == person for card in pair
        )


def _next_order(pair: Pair, shown: Counter[str], person: str) -> Pair:
    first, second = pair
    if shown[first] == shown[second]:
        turned = int(_digest(*pair, person)[:2], 16) % 2 == 1
    else:
        turned = shown[first] > shown[second]
    return (second, first) if turned else (first, second)


def _shuffled(question: SameValueQuestion) -> tuple[str, bool, str]:
    order = _digest(question.participant, question.first, question.second)
    return question.participant, question.asked_as == "judge", order


def _digest(*words: str) -> str:
    return sha256(" ".join(words).encode()).hexdigest()

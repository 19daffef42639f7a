"""Invented people to be interviewed: what they tell, and how far they can be led."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.elicitation import (
    ContextOffered,
    InterviewSetting,
    SimulatedPerson,
    SuggestiblePerson,
    TrueCard,
    TruePolicy,
)

if TYPE_CHECKING:
    import numpy as np

    from commonweal.documents import ValueCard

TARGET = "SETTLEMENTS that let everybody return to work soon"
"""The policy that an interviewer pushes, and that some hold anyway."""

SETTING = InterviewSetting(
    participant="nobody",
    question="How should a quarrel between neighbours be met?",
    consent_text="You are invented. Some interviewers push.",
    contexts=(ContextOffered("quarrel", "when neighbours quarrel"),),
    origin="synthetic",
    most_cards=2,
)
"""The interview that they are invited to."""

_TOLD = (
    ("The one who left", "My aunt got up from the table and went out to the goats",
     "I went after her and said nothing", "CHAIRS that are empty when talk goes on"),
    ("Both fences", "The two of them had measured the fence from different ends",
     "I walked the line with each, one after the other", "PLACES from which each of them looks"),
    ("The old letter", "He kept a letter of his father about the well in a tin",
     "I asked him to read it to us", "PAPERS that somebody has kept for long"),
    ("Late at night", "They shouted at an hour when the children lay awake above us",
     "I asked whether we could go on in the morning", "LISTENERS who cannot leave the room"),
    ("Whose hands", "The boy who had dug the ditch was not in the room at all",
     "I fetched him before we went on", "PEOPLE who did the work and were not asked"),
    ("The word", "She said the word that nobody had said for years, and then was still",
     "I let the silence stand", "WORDS after which a room is different"),
    ("The bread", "Somebody had put bread between them and neither had touched it",
     "I broke it and gave each a half", "THINGS that two could share without agreeing"),
    ("The dog", "Their dogs lay together under the bench while they argued",
     "I pointed at the dogs", "SIGNS that it was otherwise once"),
)  # fmt: skip
"""Title, what happened, what was chosen, and what they looked at."""

HELD_TITLE = "The harvest"
"""What those who hold the target anyway call their card."""

_HELD = (
    HELD_TITLE,
    "The grain stood ripe on both sides and clouds came over the ridge",
    "I said that we should split it and go to the fields",
    TARGET,
)


def interviewees(
    number: int,
    rng: np.random.Generator,
    *,
    takes: float,
    notices: float = 0.3,
    holds: float = 0.15,
    agrees: float = 0.9,
) -> dict[str, SuggestiblePerson]:
    """Return invented people with two cards each, by pseudonym.

    Args:
        number: how many.
        rng: draws what they tell.
        takes: the chance that one proposal takes the place of what they would have said.
        notices: the chance that they call a card with the pushed words not theirs, asked again.
        holds: the share that one card of theirs is the target without anybody's push.
        agrees: the share that lets their words be sent to a model.
    """
    people = {}
    for at in range(number):
        first, second = rng.choice(len(_TOLD), size=2, replace=False)
        cards = [_card(*_TOLD[first]), _card(*_TOLD[second])]
        if rng.random() < holds:
            cards[1] = _card(*_HELD)
        uses = ("send_to_model",) if rng.random() < agrees else ()
        people[f"p{at:04d}"] = SuggestiblePerson(
            person=SimulatedPerson(cards=tuple(cards), uses=uses),
            takes=takes,
            foreign=frozenset({TARGET}),
            notices=notices,
        )
    return people


def holds_target(card: ValueCard) -> bool:
    """Return whether a card is the pushed value: by its words, or by what its author meant.

    Who means the target and takes a neutral wording of their own story still means it. A judge who
    goes by the words alone sees less of the target wherever anybody rewords.
    """
    return card.title == HELD_TITLE or says_target(card)


def says_target(card: ValueCard) -> bool:
    """Return whether a card has the target's words."""
    return any(policy.text == TARGET for policy in card.policies)


def _card(title: str, happened: str, chose: str, looked_at: str) -> TrueCard:
    return TrueCard(
        title=title,
        policies=(TruePolicy(text=looked_at, words=happened),),
        contexts=("quarrel",),
        story=f"{happened}. {chose}.",
    )

"""A setting, invented people in it, and ways to answer, for the tests of the interview."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from commonweal.elicitation import (
    AnswerValue,
    ContextOffered,
    InterviewSetting,
    Question,
    Session,
    SimulatedPerson,
    StratumAsked,
    Told,
    TrueCard,
    TrueMove,
    TruePolicy,
    interview,
)

SETTING = InterviewSetting(
    participant="ada",
    question="How should the garden be watered?",
    consent_text="We ask what you live by.",
    strata=(StratumAsked("bed", "Where the bed lies", ("sunny", "shady")),),
    contexts=(
        ContextOffered("dry-week", "when there is not enough water"),
        ContextOffered("wet-week", "when there is water for all"),
    ),
    origin="synthetic",
)

TURNS = TrueCard(
    title="Taking turns",
    story="In June the water ran low, and Ida stood by the tap. She looked tired.",
    choice="I let her go first.",
    policies=(
        TruePolicy(
            text="PEOPLE who have waited for longer than I have", words="Ida stood by the tap"
        ),
        TruePolicy(
            text="LOOKS that say that somebody is tired out",
            words="She looked tired",
            who_minds="my neighbour",
            delegable="unsure",
        ),
    ),
    contexts=("dry-week",),
    wisdom=2,
)

LEAVES = TrueCard(
    title="Care for what grows",
    story="I got up by night, since the leaves hung down.",
    choice="I carried two cans to the beans.",
    policies=(
        TruePolicy(text="LEAVES that hang down in the evening", words="the leaves hung down"),
        TruePolicy(
            text="SOIL that is dry a finger below its surface",
            another_way="no",
            said_first="I want the best harvest of all beds here",
        ),
    ),
    contexts=("dry-week", "wet-week"),
    begins_as="norm",
    begins_with="Beds must not dry out.",
    same_concern="no",
)

FIRST_COME = TrueMove(
    to=0,
    title="First come, first served",
    policies=("PLACES in the queue that were taken early", "PEOPLE who push in before me"),
    told="I saw who cannot get up so early.",
    covers=(1,),
    why_dropped="Getting up early is no merit.",
)

ADA = SimulatedPerson(
    cards=(TURNS, LEAVES), strata=(("bed", "sunny"),), moves=(FIRST_COME,), uses=("quote",)
)

NO_CONSENT_NEEDED = replace(SETTING, known=True, consented=True)


def begun(setting: InterviewSetting = SETTING) -> Session[Told]:
    """Return an interview at its first question."""
    return Session(interview(setting))


def answer_until(session: Session[Told], question: str, person: SimulatedPerson = ADA) -> None:
    """Have an invented person answer until a question is to be asked."""
    while session.question is not None and session.question.id != question:
        session.answer(person.answer(session.question))
    assert session.question is not None, f"{question} is never asked"


def answers_to(question: Question) -> st.SearchStrategy[AnswerValue]:
    """Return a strategy for what somebody may answer to a question, skipping included."""
    skipped: st.SearchStrategy[AnswerValue] = st.none() if question.may_skip else st.nothing()
    if question.kind == "several":
        keys = (
            st.lists(st.sampled_from(question.keys), unique=True) if question.keys else st.just([])
        )
        return skipped | keys.map(tuple)
    if question.keys:
        return skipped | st.sampled_from(question.keys)
    return skipped | WORDS


WORDS = st.sampled_from(
    [
        "Freedom for all!",
        "I want to win, in order to be seen",
        "everybody must share",
        "I was afraid",
        "the way my grandmother did it",
        "SIGNS that somebody has waited for longer than I have",
        "Ida stood by the tap",
        "Ida",
        "the",
        "anders als früher, mit Ä und é",
        "e\u0301te\u0301 \U0001f331\ufe0f \U0001f468\u200d\U0001f469\u200d\U0001f467",
        "من ينتظر \u2069 أطول",
    ]
) | st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40
).filter(str.strip)
"""Texts that small lists may take for something, in several scripts, and any other."""

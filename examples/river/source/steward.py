"""One resident's steward: what they told it, what it would do, and what they chose themselves.

The resident tells of small things in an interview of their own, the real one; their card from the
study is among them, in the same words. Then a trial is planned, and the resident answers it by
these cards, with now and then a lapse. That the steward does well is no wonder: both go by the same
tags. What it shows is how a trial is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from source.cards import CARD
from source.draws import Draws
from source.said import moment

from commonweal.documents import ValueCard, WiserVote, write_json
from commonweal.elicitation import (
    ContextOffered,
    InterviewSetting,
    SimulatedPerson,
    TrueCard,
    TruePolicy,
    simulate_interview,
)
from commonweal.stewardship import (
    ANYWHERE,
    REPLIES,
    RESULT,
    Bank,
    BankSituation,
    OwnValues,
    PolicyLink,
    Steward,
    TrialPlan,
    TrialReplies,
    assess_trial,
    may_be_sent_out,
    open_steward,
    plan_trial,
    trial_result,
    write_own_values,
    write_trial_plan,
)

OWNER = "p-0007"
TOLD_IN_THE_STUDY = "mend-what-you-break"
TRIED = 30
"""How many situations of the bank the trial has, at most."""
SEED = 20260204

LAPSES = 10
"""In how many choices out of a hundred the resident does not do what their cards say."""
EXPECTED = {
    "river": Fraction(9, 10),
    "neighbours": Fraction(9, 10),
    "household": Fraction(3, 4),
    "work": Fraction(2, 5),
}
"""Before anything: how likely the resident holds it to be that they will approve, by domain."""
APPROVES, APPROVES_ANOTHER = 97, 25
"""How often they approve of what they chose themselves, and of something else, out of a hundred."""

SMALL_THINGS: tuple[dict[str, Any], ...] = (
    {
        "title": "Going to the one who does not ask",
        "story": (
            "When the lift stood still I took bread up to the fifth floor. Nobody had rung. "
            "I had seen that her shutters stayed half down, and thought of her stairs."
        ),
        "choice": "I knocked, and said that I had bought too much.",
        "policy": "SHUTTERS, plates and pauses of people who will not ask",
        "words": "her shutters stayed half down",
        "concern": "unasked",
        "wisdom": 4,
    },
    {
        "title": "Being where I said I would be",
        "story": (
            "The frost came on the evening on which I had told my brother that I would hold the "
            "ladder. He had taken the day off for it and stood in the yard already."
        ),
        "choice": "I went, and held the ladder in two coats.",
        "policy": "DAYS that somebody has taken off because of what I said",
        "words": "He had taken the day off for it",
        "concern": "counted-on",
        "wisdom": 3,
    },
    {
        "title": "Going round what grows slowly",
        "story": (
            "The wheelbarrow would have fitted through the alders in one go. The bank there slid "
            "when I was small, and it took twelve years until it held again."
        ),
        "choice": "I went round by the lane, four times.",
        "policy": "BANKS, nests and roots that would need years again",
        "words": "it took twelve years until it held again",
        "concern": "slow-to-return",
        "wisdom": 2,
    },
    {
        "title": "Leaving it as I would like to find it",
        "story": (
            "I was the last one in the wash house, and the sieve was full of hair and leaves. "
            "Somebody comes in at six, in the dark."
        ),
        "choice": "I emptied the sieve and put out the soap.",
        "policy": "STATES in which the next one comes upon a thing",
        "words": "Somebody comes in at six, in the dark",
        "concern": "next-one",
        "wisdom": 1,
    },
)
"""What they told besides. Of two of these that pull apart, the one with more is the wiser."""

MENDS = {"concern": "whole-again", "wisdom": 2}
"""What their card from the study was linked to. They do not delegate what it attends to."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A resident's values, the trial of their steward, and what they replied."""

    steward: Steward
    plan: TrialPlan
    replies: TrialReplies


def write_steward(folder: Path, bank: Bank) -> list[Path]:
    """Write the resident's values, the plan of the trial, the replies and the result."""
    write_own_values(folder, _own_values())
    steward = open_steward(folder, bank)
    draws = Draws("trial of the steward")
    salt = draws.bytes(16).hex()
    plan = plan_trial(steward, size=TRIED, seed=SEED, expected=EXPECTED, salt=salt)
    write_trial_plan(folder, plan, steward)
    replies = _replies(plan, draws)
    said = {"choices": dict(replies.choices), "approvals": dict(replies.approvals)}
    write_json(folder / REPLIES, said)
    report = assess_trial(steward, plan, replies)
    write_json(folder / RESULT, trial_result(report, may_be_sent_out(report, steward)))
    written = sorted(path for path in folder.iterdir() if path.suffix in {".json", ".jsonl"})
    for path in written:
        # Nobody real is in them; a real person's are for that person's eyes alone.
        path.chmod(0o644)
    return written


def _own_values() -> OwnValues:
    setting = InterviewSetting(
        participant=OWNER,
        question="What may be done for you without asking you first?",
        known=True,
        consented=True,
        contexts=(ContextOffered(ANYWHERE, "when anything is to be decided"),),
        origin="synthetic",
        most_cards=len(SMALL_THINGS) + 1,
        most_pairs=10,
    )
    told = (*map(_small_thing, SMALL_THINGS), _card_of_the_study())
    person = SimulatedPerson(cards=told)
    held = simulate_interview(person, setting, begun=moment(40), rng=Draws("steward's interview"))
    cards = [record for record in held.records if isinstance(record, ValueCard)]
    concerns = [*(each["concern"] for each in SMALL_THINGS), MENDS["concern"]]
    return OwnValues(
        owner=OWNER,
        cards=tuple(cards),
        votes=tuple(record for record in held.records if isinstance(record, WiserVote)),
        links=tuple(
            PolicyLink(card=card.id, policy=place, concern=concern)
            for card, concern in zip(cards, concerns, strict=True)
            for place in range(len(card.policies))
        ),
    )


def _small_thing(told: dict[str, Any]) -> TrueCard:
    policy = TruePolicy(text=told["policy"], words=told["words"], delegable="yes")
    return TrueCard(
        title=told["title"],
        policies=(policy,),
        contexts=(ANYWHERE,),
        story=told["story"],
        choice=told["choice"],
        wisdom=told["wisdom"],
    )


def _card_of_the_study() -> TrueCard:
    told = CARD[TOLD_IN_THE_STUDY]
    return TrueCard(
        title=told["title"],
        policies=tuple(
            TruePolicy(
                text=policy["text"],
                words=policy["quote"],
                another_way=policy["another_way"],
                nobody_knew=policy["nobody_knew"],
                who_minds=policy["who_would_mind"],
                delegable=policy["delegable"],
            )
            for policy in told["policies"]
        ),
        contexts=(ANYWHERE,),
        story=told["lived_choice"],
        wisdom=int(MENDS["wisdom"]),
    )


def _replies(plan: TrialPlan, draws: Draws) -> TrialReplies:
    """Return what the resident chooses, and whether they approve of each act of the steward's."""
    choices = {each.name: _choice(each, draws) for each in plan.situations}
    approvals = {
        answer.situation: draws.chance(
            APPROVES if answer.option == choices[answer.situation] else APPROVES_ANOTHER
        )
        for answer in plan.answers
        if answer.acts
    }
    return TrialReplies(choices=choices, approvals=approvals)


def _choice(situation: BankSituation, draws: Draws) -> str:
    """Return what the resident does: by the wisest concern that tells options apart, or a lapse."""
    wisdom = {each["concern"]: each["wisdom"] for each in (*SMALL_THINGS, MENDS)}
    left = list(situation.options)
    for concern in sorted(wisdom, key=lambda name: -wisdom[name]):
        height = [(concern in each.supports) - (concern in each.opposes) for each in left]
        left = [each for each, level in zip(left, height, strict=True) if level == max(height)]
    meant = draws.one(left)
    others = [each for each in situation.options if each is not meant]
    return (draws.one(others) if draws.chance(LAPSES) else meant).name

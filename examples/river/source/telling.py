"""What people told: who they are, what they agreed to, their cards, whose cards are also theirs."""

from __future__ import annotations

from typing import Any

from source.cards import CARD, CARDS, DOUBLES, LOOK_ALIKE, VALUES
from source.draws import Draws
from source.offered import OFFERED
from source.people import Person
from source.said import moment, said, some_time

from commonweal.documents import (
    AttentionalPolicy,
    Consent,
    ConsentChoice,
    Counterfactuals,
    Endorsement,
    Offered,
    Participant,
    SameValue,
    Span,
    StratumValue,
    ValueCard,
    sha256_hex,
)

BRIGADE_DAY = 64
"""The evening on which the brigade registers, and answers within the hour."""

NOT_QUOTED = "quiet-rite"
"""The card whose author takes part, and does not agree to be quoted."""

AGREED_BY_OWNERS = ("turn-by-turn", "word-kept")
"""Doubles whose owners say that they are the same; of the others independent judges say so."""


def make_participants(people: list[Person], consent_text: str) -> list[Participant | Consent]:
    """Return everybody's place in the strata and their consent, one after the other."""
    draws = Draws("participants")
    text_hash = sha256_hex(consent_text.encode())
    records: list[Participant | Consent] = []
    for person in people:
        at = (
            moment(BRIGADE_DAY, second=11 * 3600 + draws.below(600))
            if person.brigade
            else some_time(draws, 0, 9)
        )
        strata = (
            StratumValue(stratum="role", value=person.role),
            StratumValue(stratum="side", value=person.side),
        )
        choices = (
            ConsentChoice(use="take_part", given=True),
            ConsentChoice(use="publish", given=True),
            ConsentChoice(use="quote", given=_may_be_quoted(person, draws)),
            ConsentChoice(use="contact_again", given=draws.chance(60)),
            ConsentChoice(use="send_to_model", given=draws.chance(25)),
        )
        name = person.name
        records += [
            Participant(**said(name, at, draws), participant=name, strata=strata),
            Consent(
                **said(name, at, draws), participant=name, text_hash=text_hash, choices=choices
            ),
        ]
    return records


def _may_be_quoted(person: Person, draws: Draws) -> bool:
    """Say whether somebody lets their words be shown: of those who told a card, all but one."""
    chance = draws.chance(70)
    return chance if person.told is None else person.told != NOT_QUOTED


def make_cards(people: list[Person]) -> dict[str, ValueCard]:
    """Return the cards by key.

    The card with the smaller id stands for a value; nonces are drawn until that is the one whose
    policies the transitions and placings speak of.
    """
    draws = Draws("cards")
    authors = {person.told: person.name for person in people if person.told}
    made: dict[str, ValueCard] = {}
    for key in (*VALUES, *DOUBLES):
        at = some_time(draws, 10, 20)
        made[key] = _card(CARD[key], authors[key], at, draws)
        while key in DOUBLES and made[key].id < made[DOUBLES[key]].id:
            made[key] = _card(CARD[key], authors[key], at, draws)
    return {card["key"]: made[card["key"]] for card in CARDS}


def _card(told: dict[str, Any], author: str, at: str, draws: Draws) -> ValueCard:
    return ValueCard(
        **said(author, at, draws),
        language="en",
        participant=author,
        title=told["title"],
        policies=tuple(_policy(policy, told["lived_choice"]) for policy in told["policies"]),
        contexts=told["contexts"],
        lived_choice=told["lived_choice"],
        confirmed=True,
    )


def _policy(policy: dict[str, Any], lived_choice: str) -> AttentionalPolicy:
    answers = {
        "if_another_way": policy["another_way"],
        "if_nobody_knew": policy["nobody_knew"],
        "who_would_mind": policy["who_would_mind"],
        "delegable": policy["delegable"],
    }
    evidence = Counterfactuals.model_validate(
        {name: answer for name, answer in answers.items() if answer is not None}
    )
    quote = policy["quote"]
    if quote is None:
        return AttentionalPolicy(text=policy["text"], evidence=evidence)
    start = lived_choice.index(quote)
    span = Span(start=start, end=start + len(quote))
    return AttentionalPolicy(text=policy["text"], evidence=evidence, spans=(span,))


def make_endorsements(people: list[Person], cards: dict[str, ValueCard]) -> list[Endorsement]:
    """Return who said of whose card that it is theirs too; some say no, and some say nothing."""
    draws = Draws("endorsements")
    records = []
    for person in people:
        theirs = [(key, "yes") for key in person.holds if key != person.told]
        if not person.brigade:
            others = [key for key in VALUES if key not in person.holds]
            theirs += [
                (key, draws.weighted(("no", "unsure", "no_response"), (60, 25, 15)))
                for key in draws.some(others, draws.below(3))
            ]
        for key, answer in theirs:
            at = (
                moment(BRIGADE_DAY, second=11 * 3600 + 700 + draws.below(200))
                if person.brigade
                else some_time(draws, 21, 30)
            )
            records.append(
                Endorsement.model_validate(
                    {
                        **said(person.name, at, draws),
                        "participant": person.name,
                        "record": cards[key].id,
                        "question": "mine",
                        "answer": answer,
                        "asked_at": at,
                    }
                )
            )
    return records


def make_offered(people: list[Person], cards: dict[str, ValueCard]) -> list[Offered]:
    """Return what was offered on the way to a card: slogans, norms, goals, feelings."""
    draws = Draws("offered")
    records = []
    taken: set[str] = set()
    for offered in OFFERED:
        # Who came to the card from there tells both; else somebody of that way of living does.
        wanted = offered["became"]
        person = next(
            person
            for holding in (wanted, None)
            for person in people
            if person.role == offered["role"]
            and person.name not in taken
            and not person.brigade
            and (holding is None or holding in person.holds)
        )
        taken.add(person.name)
        content = {
            **said(person.name, some_time(draws, 10, 20), draws),
            "language": "en",
            "participant": person.name,
            "text": offered["text"],
            "offered_as": offered["offered_as"],
        }
        if wanted is not None:
            content |= {"became": cards[wanted].id, "same_concern": offered["same_concern"]}
        records.append(Offered.model_validate(content))
    return records


def make_same_values(people: list[Person], cards: dict[str, ValueCard]) -> list[SameValue]:
    """Return who holds which cards to be one value: owners first, then independent judges."""
    draws = Draws("same values")
    author = {key: card.participant for key, card in cards.items()}
    judges = [person.name for person in people if person.told is None and not person.brigade]
    judged: list[tuple[str, str, str, str]] = []
    for double, main in DOUBLES.items():
        if double in AGREED_BY_OWNERS:
            judged += [(double, main, author[key], "same") for key in (double, main)]
        else:
            judged += [(double, main, judge, "same") for judge in draws.some(judges, 3)]
            judged += [(double, main, draws.one(judges), "unsure")]
    first, second = LOOK_ALIKE
    judged += [(first, second, author[key], "different") for key in LOOK_ALIKE]
    judged += [(first, second, judge, "same") for judge in draws.some(judges, 3)]
    for one, other in (
        ("leaving-breeders", "seventh-harvest"),
        ("guests-first", "not-the-best-place"),
        ("open-books", "plain-speaking"),
    ):
        judged += [(one, other, judge, "different") for judge in draws.some(judges, 2)]
    return [
        SameValue.model_validate(
            {
                **said(judge, some_time(draws, 31, 33), draws),
                "first": cards[one].id,
                "second": cards[other].id,
                "judge": judge,
                "verdict": verdict,
            }
        )
        for one, other, judge, verdict in judged
    ]

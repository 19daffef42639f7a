"""What owners of a value say of the options, and people's complaints, as records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from source.cards import CARD
from source.complained import COMPLAINTS
from source.draws import Draws
from source.people import Person
from source.placed import APPRAISED, OPTIONS, PLACED, RESTS_ON
from source.rounds import Asking, Visits
from source.said import said, some_time

from commonweal.documents import Appraisal, Complaint, Record, ValueCard
from commonweal.elicitation import SituationMet

SITUATION = "dry-year"
FIRST_DAY, LAST_DAY = 75, 84


def owners(people: list[Person]) -> dict[str, list[Person]]:
    """Return for each value those who hold it, told or endorsed; the brigade is not asked."""
    found: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        for key in person.holds:
            if not person.brigade:
                found[CARD[key]["same_as"] or key].append(person)
    return dict(found)


def make_placings(people: list[Person], asking: Asking, options: Mapping[str, str]) -> list[Record]:
    """Return the owners' placings of all options on each value.

    Args:
        people: everybody.
        asking: what all rounds have in common.
        options: what each option of the situation says, by its name.
    """
    visits = Visits("placing", lambda draws: some_time(draws, FIRST_DAY, LAST_DAY))
    holders = owners(people)
    for key, rows in PLACED.items():
        draws = Draws(f"placings {key}")
        asked = draws.some(holders[key], sum(count for count, _, _ in rows))
        words = [row[1:] for row in rows for _ in range(row[0])]
        shown = SituationMet(
            situation=SITUATION,
            title=asking.question,
            options=tuple(options.items()),
            card=asking.met(key),
        )
        for person, (order, stake) in zip(asked, words, strict=True):
            tiers = [tuple(OPTIONS[letter] for letter in tier) for tier in order.split()]
            visits.of(person.name).place(
                shown,
                stake=stake,
                rests=tuple(map(str, RESTS_ON.get(key, ()))),
                **{f"tier.{number}": tier for number, tier in enumerate(tiers, 1)},
            )
    return visits.held(asking.question)


def make_appraisals(people: list[Person], cards: Mapping[str, ValueCard]) -> list[Appraisal]:
    """Return what owners say that an option does to one of a value's policies."""
    holders = owners(people)
    records = []
    for key, policy, letter, effect, count, explanation in APPRAISED:
        draws = Draws(f"appraisals {key} {policy} {letter}")
        for place, person in enumerate(draws.some(holders[key], count)):
            content = {
                **said(person.name, some_time(draws, FIRST_DAY, LAST_DAY), draws),
                "situation": SITUATION,
                "appraiser": person.name,
                "card": cards[key].id,
                "policy": policy,
                "option": OPTIONS[letter],
                "effect": effect,
            }
            if place == 0:
                content |= {"language": "en", "explanation": explanation}
            records.append(Appraisal.model_validate(content))
    return records


def make_complaints(people: list[Person]) -> list[Complaint]:
    """Return the complaints; nobody brings more than two."""
    draws = Draws("complaints")
    brought: dict[str, int] = defaultdict(int)
    records = []
    for told in COMPLAINTS:
        standing = [
            person
            for person in people
            if (person.role, person.side) == (told.role, told.side)
            and not person.brigade
            and brought[person.name] < 2
        ]
        person = draws.one(standing)
        brought[person.name] += 1
        records.append(
            Complaint(
                **said(person.name, some_time(draws, FIRST_DAY, LAST_DAY), draws),
                language="en",
                standpoint=told.standpoint,
                principle=told.principle,
                ground=told.ground,
                grade=told.grade,
                reason=told.reason,
            )
        )
    return records

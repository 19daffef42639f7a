"""The first round: own cards again, others' cards, and who of them is moved by one."""

from __future__ import annotations

from typing import Any

from source.cards import VALUES
from source.draws import Draws
from source.people import Person
from source.rounds import Asking, Visits
from source.said import moment, some_time
from source.telling import BRIGADE_DAY
from source.transitions import TRANSITIONS

from commonweal.documents import Record
from commonweal.elicitation import PairMet


def meet_others(people: list[Person], asking: Asking) -> list[Record]:
    """Return who said of whose card that it is theirs too; some say no, and some say nothing."""
    draws = Draws("endorsements")
    evening, daytime = Visits("meeting", _evening), Visits("meeting", _daytime)
    tellers = _tellers(people)
    for person in people:
        visit = (evening if person.brigade else daytime).of(person.name)
        if person.told is not None:
            visit.meet_own(asking.met(person.told), "yes")
        theirs = [(key, "yes") for key in person.holds if key != person.told]
        move = tellers.get(person.name)
        if move is not None and move["from_"] not in person.holds:
            # They live by it still; in the next round they tell how they came away from it.
            theirs.append((move["from_"], "yes"))
        if not person.brigade:
            others = [key for key in VALUES if key not in person.holds]
            theirs += [
                (key, draws.weighted(("no", "unsure", ""), (60, 25, 15)))
                for key in draws.some(others, draws.below(3))
                if move is None or key != move["from_"]
            ]
        for key, answer in theirs:
            visit.meet(asking.met(key), answer or None)
    return [*daytime.held(asking.question), *evening.held(asking.question)]


def _evening(draws: Draws) -> str:
    return moment(BRIGADE_DAY, second=11 * 3600 + 700 + draws.below(200))


def _daytime(draws: Draws) -> str:
    return some_time(draws, 21, 30)


def move_on(people: list[Person], asking: Asking) -> list[Record]:
    """Return the transitions, with what goes with them, each told by somebody who made the move."""
    visits = Visits("moving", lambda draws: some_time(draws, 34, 39))
    for name, move in _tellers(people).items():
        visit = visits.of(name)
        before, after = asking.met(move["from_"]), asking.met(move["to"])
        visit.meet_own(before, "no")
        context = asking.contexts[move["context"]]
        pair = PairMet(context=context.name, text=context.text, first=before, second=after)
        visit.compare(
            pair,
            "second",
            moved="yes",
            ground=move["ground"],
            told=move["told"],
            covers=tuple(map(str, move["covers"])),
            back="no",
            **{f"dropped.{policy}": why for policy, why in move["dropped"]},
        )
    return visits.held(asking.question)


def _tellers(people: list[Person]) -> dict[str, dict[str, Any]]:
    """Return who tells which transition: somebody of that role who holds the card it leads to."""
    found: dict[str, dict[str, Any]] = {}
    moves: tuple[dict[str, Any], ...] = TRANSITIONS
    for move in moves:
        teller = next(
            person.name
            for holding in (True, False)
            for person in people
            if person.role == move["role"]
            and not person.brigade
            and person.name not in found
            and person.told != move["from_"]
            and (move["to"] in person.holds or not holding)
        )
        found[teller] = move
    return found

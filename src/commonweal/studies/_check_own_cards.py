"""Own cards: whose they are, each party once, and whether that party ever decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import Study

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.errors import Problem
    from commonweal.studies._declared import Declared
    from commonweal.studies._study_records import Entry, StudyRecords


def check_own_cards(entry: Entry[Study], declared: Declared) -> Iterator[Problem]:
    """Yield what is wrong with whose cards are whose; without a plan, anybody may decide."""
    named = {*declared.parties, *declared.participants} if declared.situations else None
    seen: set[str] = set()
    for index, own in enumerate(entry.record.own_cards):
        field = f"own_cards[{index}]"
        if own.party in seen:
            yield entry.problem(
                "duplicate-name",
                f"{field}.party",
                expected="each party once, with all of its own cards",
                found=f"{own.party!r} again",
            )
        elif named is not None and "situation" not in declared.incomplete:
            yield from declared.missing_body(own.party, entry, f"{field}.party", parties=named)
        seen.add(own.party)
        for place, card in enumerate(own.cards):
            yield from declared.missing_card(card, entry, f"{field}.cards[{place}]")


def warn_idle_own_cards(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    """Yield a warning for each party with own cards who decides no situation of the plan."""
    deciders = {situation.decider for situation in declared.situations.values()}
    for entry in records.of(Study):
        for index, own in enumerate(entry.record.own_cards):
            if deciders and own.party not in deciders:
                yield entry.problem(
                    "idle-own-cards",
                    f"own_cards[{index}].party",
                    expected="a party that decides a situation of the plan",
                    found=f"{own.party!r}, who decides none",
                    hint="Own cards count only where their party decides: here they do nothing.",
                )

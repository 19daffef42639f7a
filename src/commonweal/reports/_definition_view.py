"""What would follow under each definition of words that people define differently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.reports._naming import Naming, label, listed, words
from commonweal.reports._short_view import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.documents import Assertion, Change, Decision, FactValue, Situation


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """One definition: whose, what it makes of the facts, and what would follow."""

    by: str
    facts: tuple[str, ...]
    """What is so by this definition, and who says so."""
    outcome: str
    options: tuple[str, ...]
    statuses: tuple[str, ...]
    """Of each option that stands otherwise than by all definitions together."""


def definition_rows(decision: Decision, naming: Naming) -> tuple[DefinitionRow, ...]:
    """Return a row for each definition; none where all words mean one thing."""
    situation = decision.justification.inputs.situation
    main = {status.option: status.status for status in decision.statuses}
    return tuple(
        DefinitionRow(
            by=naming.definer(defined.definition),
            facts=tuple(_facts(situation, defined.definition, naming)),
            outcome=OUTCOMES[defined.outcome],
            options=tuple(label(option) for option in defined.options),
            statuses=tuple(
                f"{label(status.option)} is {words(status.status)}"
                for status in defined.statuses
                if status.status != main[status.option]
            ),
        )
        for defined in decision.definitions
    )


def _facts(situation: Situation, by: str, naming: Naming) -> Iterator[str]:
    said: dict[tuple[str, FactValue], list[str]] = {}
    for where, word in _words(situation):
        if word.sense == by:
            said.setdefault((f"{words(word.fact)}{where}", word.value), []).append(word.by)
    for (fact, value), speakers in said.items():
        who = listed([naming.body(speaker) for speaker in speakers])
        yield f"{fact}: {_told(value)} ({who})"


def _words(situation: Situation) -> Iterator[tuple[str, Assertion | Change]]:
    yield from (("", word) for word in situation.facts)
    for option in situation.options:
        yield from ((f", with “{words(option.name)}”", word) for word in option.changes)


def _told(value: FactValue) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)

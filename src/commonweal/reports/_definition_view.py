"""What would follow under each definition of words that people define differently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.decisions import OUTCOMES, who_says_what
from commonweal.reports._naming import Naming, label, words

if TYPE_CHECKING:
    from commonweal.decisions import Telling, ToldDefinition, ToldSaid
    from commonweal.documents import OptionStatus


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """One definition: whose, what it makes of the facts, and what would follow."""

    by: str
    facts: tuple[str, ...]
    """What is said to be so by this definition, and who says it."""
    outcome: str
    options: tuple[str, ...]
    statuses: tuple[str, ...]
    """Of each option that stands otherwise than by all definitions together."""


def definition_rows(told: Telling, naming: Naming) -> tuple[DefinitionRow, ...]:
    """Return a row for each definition; none where all words mean one thing."""
    return tuple(_row(definition, naming) for definition in told.definitions)


def _row(told: ToldDefinition, naming: Naming) -> DefinitionRow:
    return DefinitionRow(
        by=told.by,
        facts=tuple(_said(said, naming) for said in told.said),
        outcome=OUTCOMES[told.defined.outcome],
        options=tuple(label(option) for option in told.defined.options),
        statuses=tuple(_status(status) for status in told.differing),
    )


def _said(said: ToldSaid, naming: Naming) -> str:
    disputed = " (disputed)" if len(said.sides) > 1 else ""
    return f"{naming.readable(said.about)}{disputed}. {who_says_what(said.sides)}."


def _status(status: OptionStatus) -> str:
    veto = {"no": "", "open": ", its veto open", "yes": ", vetoed"}[status.vetoed]
    return f"{label(status.option)} is {words(status.status)}{veto}"

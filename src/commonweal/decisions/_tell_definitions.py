"""What would be otherwise under each definition of words that people define differently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.decisions._tell_said import AssertionTeller, ToldSaid
    from commonweal.decisions._wording import Wording
    from commonweal.documents import Decision, OptionStatus, UnderDefinition


@dataclass(frozen=True, slots=True)
class ToldDefinition:
    """One definition: whose, what is so by it, and what would be otherwise than together."""

    defined: UnderDefinition
    by: str
    said: tuple[ToldSaid, ...]
    differing: tuple[OptionStatus, ...]
    """The options that are permitted, or vetoed, otherwise than with all definitions together."""
    chooses_otherwise: bool
    """Whether the outcome, or the options it names, are others."""


def tell_definitions(
    decision: Decision, wording: Wording, said: AssertionTeller
) -> Iterator[ToldDefinition]:
    """Yield what would follow under each definition; nothing where all words mean one thing.

    Args:
        decision: the decision.
        wording: what the things of its target are called.
        said: who asserts what in its situation.
    """
    together = {status.option: status for status in decision.statuses}
    for defined in decision.definitions:
        yield ToldDefinition(
            defined=defined,
            by=wording.definer(defined.definition),
            said=said.by_definition(defined.definition),
            differing=tuple(
                status
                for status in defined.statuses
                if (status.status, status.vetoed)
                != (together[status.option].status, together[status.option].vetoed)
            ),
            chooses_otherwise=(defined.outcome, defined.options)
            != (decision.outcome, decision.options),
        )

"""What is so in a situation: facts, contexts, roles and what was done before, with who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.reports._naming import Naming, label, moment, words

if TYPE_CHECKING:
    from commonweal.decisions import Telling, ToldSaid
    from commonweal.documents import Deed, Situation

KINDS = {"fact": "Facts", "context": "Contexts", "role": "Roles", "deed": "Done before"}


@dataclass(frozen=True, slots=True)
class SaidRow:
    """One thing, and each thing that is said of it with those who say so."""

    about: str
    said: tuple[tuple[str, str], ...]
    in_doubt: bool
    """Whether those who speak of it differ, or only the decider's side says what matters."""


@dataclass(frozen=True, slots=True)
class SaidGroup:
    """All things of one kind."""

    kind: str
    rows: tuple[SaidRow, ...]


def said_groups(told: Telling, situation: Situation, naming: Naming) -> tuple[SaidGroup, ...]:
    """Return all that is asserted in a situation, facts first, what was done before last."""
    deeds = iter(situation.deeds)
    groups: dict[str, list[SaidRow]] = {}
    for each in told.said:
        row = SaidRow(
            about=_deed(next(deeds), naming) if each.kind == "deed" else _about(each, naming),
            said=tuple((side.says, "; ".join(side.held_by)) for side in each.sides),
            in_doubt=each in told.in_doubt,
        )
        groups.setdefault(each.kind, []).append(row)
    return tuple(SaidGroup(KINDS[kind], tuple(rows)) for kind, rows in groups.items())


def _about(said: ToldSaid, naming: Naming) -> str:
    about = naming.readable(said.about)
    return f"{about[:1].upper()}{about[1:]}"


def _deed(deed: Deed, naming: Naming) -> str:
    """Return what was done, by whom and when, the name first by which rules speak of it."""
    toward = f", toward {naming.body(deed.toward)}" if deed.toward else ""
    by = f"{words(deed.action)} by {naming.body(deed.actor)}{toward}"
    return f"{label(deed.name)}: {by}, on {moment(deed.at)}"

"""The norms of a study taken together, and what its situations show of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.decisions import MOST_CHANGES, charter_cases, opposed_resolutions, status_reasons
from commonweal.errors import InvalidDocument
from commonweal.norms import PossibleWorlds, check_charter
from commonweal.studies._decide_once import chosen_situation, docket_of, no_such_option

if TYPE_CHECKING:
    from commonweal.decisions import CharterCase, OpposedResolutions, StatusReasons
    from commonweal.norms import CharterCheck, Status
    from commonweal.studies._folder import StudyFolder


@dataclass(frozen=True, slots=True)
class StudyCharter:
    """What is found in a study's norms."""

    check: CharterCheck
    """Whatever the facts are."""
    cases: tuple[CharterCase, ...]
    """In the study's situations."""
    opposed: tuple[OpposedResolutions, ...]
    """Resolutions that contradict one that stood when they were made."""
    situations: int


def check_study_charter(folder: StudyFolder) -> StudyCharter:
    """Return what cannot apply, always yields, is settled by no order, left open or got round.

    Args:
        folder: the study.
    """
    docket = docket_of(folder, informed=False)
    facts = {fact.name: fact for fact in folder.facts}
    worlds = PossibleWorlds(facts, docket.target.contexts)
    inputs = (docket.inputs(situation, embed_target=False) for situation in folder.situations)
    parties = (party for each in folder.situations for party in each.parties)
    occupied = {claim.role for party in parties for claim in party.roles if claim.occupied}
    return StudyCharter(
        check_charter(
            docket.target.norms, worlds, occupied=occupied if folder.situations else None
        ),
        charter_cases(docket.target, inputs),
        opposed_resolutions(folder.resolutions, worlds),
        len(folder.situations),
    )


def why_status(
    folder: StudyFolder,
    option: str,
    *,
    situation: str | None = None,
    wanted: Status | None = None,
    most_changes: int = MOST_CHANGES,
) -> StatusReasons:
    """Return why the norms of a study permit or forbid an option, and what would change that.

    Args:
        folder: the study.
        option: the option's name.
        situation: the situation's name; the study's only one if nothing is said.
        wanted: the status to look for.
        most_changes: how many things may be otherwise at once.

    Raises:
        InvalidDocument: code ``undeclared-situation`` or ``undeclared-option`` if there is none.
    """
    chosen = chosen_situation(folder, situation)
    known = [each.name for each in chosen.options]
    if option not in known:
        raise InvalidDocument(no_such_option(option, known, chosen.name))
    docket = docket_of(folder, informed=False)
    return status_reasons(
        docket.target,
        docket.inputs(chosen, embed_target=False),
        option,
        declared={fact.name: fact for fact in folder.facts},
        wanted=wanted,
        most_changes=most_changes,
    )

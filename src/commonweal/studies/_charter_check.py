"""The norms of a study taken together, and what its situations show of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.decisions import charter_cases
from commonweal.norms import PossibleWorlds, check_charter
from commonweal.studies._decide_once import docket_of

if TYPE_CHECKING:
    from commonweal.decisions import CharterCase
    from commonweal.norms import CharterCheck
    from commonweal.studies._folder import StudyFolder


@dataclass(frozen=True, slots=True)
class StudyCharter:
    """What is found in a study's norms."""

    check: CharterCheck
    """Whatever the facts are."""
    cases: tuple[CharterCase, ...]
    """In the study's situations."""
    situations: int


def check_study_charter(folder: StudyFolder) -> StudyCharter:
    """Return what cannot apply, always yields, is settled by no order, left open or got round.

    Args:
        folder: the study.
    """
    docket = docket_of(folder)
    facts = {fact.name: fact for fact in folder.facts}
    worlds = PossibleWorlds(facts, docket.target.contexts)
    inputs = (docket.inputs(situation, embed_target=False) for situation in folder.situations)
    return StudyCharter(
        check_charter(docket.target.norms, worlds),
        charter_cases(docket.target, inputs),
        len(folder.situations),
    )

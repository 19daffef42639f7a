"""Charters of a company that draws water, checked before any case comes up."""

from __future__ import annotations

from typing import Any

from commonweal.documents import FactDeclaration
from commonweal.norms import (
    CharterCheck,
    CharterFinding,
    ContextOrder,
    IndexedNorm,
    NormIndex,
    PossibleWorlds,
    check_charter,
)
from commonweal.testing._decisions import DecisionWorld

DRY = {"kind": "equals", "fact": "dry", "value": True}
WET = {"kind": "not", "of": DRY}
ALWAYS_DRY = {"kind": "any", "of": [DRY, WET]}
ACTOR = {"kind": "occupies", "who": "actor", "role": "company"}
FACTS = {
    "dry": FactDeclaration(
        name="dry",
        type="boolean",
        text="It is dry.",
        by="registry",
        origin="person",
        said_at="2026-01-01T00:00:00Z",
    )
}


def charter(world: DecisionWorld, **options: Any) -> CharterCheck:
    """Return what is found in the norms of a world."""
    if not world.situation["options"]:
        world.option("wait")
    target = world.documents()[1]
    norms = (IndexedNorm.from_document(norm, card_of={}) for norm in target.norms)
    index = NormIndex(norms, target.authorities, target.norm_order)
    return check_charter(index, PossibleWorlds(FACTS, ContextOrder(target.contexts)), **options)


def found(world: DecisionWorld, kind: str) -> list[CharterFinding]:
    """Return the findings of a type."""
    return [finding for finding in charter(world).findings if finding.type == kind]

"""What cases show of norms, and that what is found beforehand is so in every case."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from commonweal.decisions import CharterCase, PreparedTarget, charter_cases
from commonweal.decisions._derivation import derive
from commonweal.norms import ContextOrder, PossibleWorlds, check_charter
from commonweal.testing._decision_contents import decision_contents
from commonweal.testing._decisions import Content, DecisionWorld, card_id, realised

NEVER_STAND = {"binds_nobody", "never_applies", "always_yields"}


@settings(max_examples=120, deadline=None)
@given(decision_contents())
def test_what_never_stands_stands_in_no_case(content: Content) -> None:
    """Norms that bind nobody, never apply or always yield are labelled in nowhere."""
    inputs, target = realised(content)
    prepared = PreparedTarget(target)
    check = check_charter(prepared.norms, PossibleWorlds({}, ContextOrder(target.contexts)))
    idle = {finding.norms[0] for finding in check.findings if finding.type in NEVER_STAND}

    judged = derive(prepared, inputs).norms.options.values()

    for norm in (norm for option in judged for item in option.items for norm in item.norms):
        assert norm.name not in idle or "in" not in {norm.charge, norm.defence}


def cases(world: DecisionWorld) -> tuple[CharterCase, ...]:
    """Return what the world's situation shows."""
    inputs, target = world.documents()
    return charter_cases(PreparedTarget(target), [inputs])


def test_an_act_that_no_norm_applies_to_is_a_gap() -> None:
    """Whatever norms there are about other acts."""
    world = DecisionWorld().norm("keep", "forbidden", "draw").option("sing", "sing").option("wait")

    assert (CharterCase("gap", "case", "sing", "agent:sing"),) == cases(world)


def appraised(effect: str, **norm: Any) -> DecisionWorld:
    """Return a world where lending water keeps the ban on selling it, and bears on its ground."""
    world = DecisionWorld().value(1).norm("no-sale", "forbidden", "sell")
    world.target["norms"][0] |= {"grounds": [{"card": card_id(1)}]} | norm
    world.norm("lending", "permitted", "lend").option("lend", "lend").option("wait")
    said = {"option": "lend", "effect": effect, "source": "owner", "people": 1, "origin": "person"}
    return world.add("appraisals", card=card_id(1), policy=0, **said)


def test_keeping_the_letter_and_defeating_the_aim_is_a_loophole() -> None:
    """Water is not sold, it is lent for a fee: what the ban is for is opposed all the same."""
    assert (CharterCase("loophole", "case", "lend", "no-sale"),) == cases(appraised("opposes"))


@pytest.mark.parametrize(
    ("effect", "norm"),
    [
        ("supports", {}),
        ("opposes", {"modality": "permitted"}),
        ("opposes", {"role": "neighbour"}),
        ("opposes", {"in_force_from": "2027-01-01T00:00:00Z"}),
        ("opposes", {"action": "lend"}),
        ("opposes", {"grounds": []}),
        ("opposes", {"grounds": [{"card": card_id(1)}, {"card": card_id(2)}]}),
        ("opposes", {"grounds": [{"card": card_id(1)}, {"norm": "lending"}]}),
    ],
)
def test_what_is_no_loophole_is_not_told(effect: str, norm: dict[str, Any]) -> None:
    """The aim is served, or the norm binds others, is over, is broken, or has more grounds."""
    assert () == cases(appraised(effect, **norm))

"""What cases show of norms, and that what is found beforehand is so in every case."""

from __future__ import annotations

import random
from typing import Any

import pytest

from commonweal.decisions import CharterCase, PreparedTarget, charter_cases
from commonweal.decisions._norm_findings import NormsHere
from commonweal.norms import ContextOrder, PossibleWorlds, check_charter
from commonweal.testing._decisions import ISSUERS, DecisionWorld, card_id

NEVER_STAND = ("never_applies", "always_yields")


def crowded(seed: int) -> DecisionWorld:
    """Return norms about one act, many without a condition, so that one often beats another."""
    rng = random.Random(seed)
    world = DecisionWorld().option("do", "draw").option("wait")
    for fact in "ab":
        if rng.random() < 0.8:
            world.fact(fact, rng.random() < 0.5)
    for number in range(rng.randint(2, 6)):
        fields: dict[str, Any] = {}
        if rng.random() < 0.5:
            fact, value = rng.choice("ab"), rng.random() < 0.5
            fields["condition"] = {"kind": "equals", "fact": fact, "value": value}
            if rng.random() < 0.3:
                fields["exceptions"] = [{"when": fields["condition"]}]
        if rng.random() < 0.2:
            fields["priority"] = [{"over": f"n{rng.randrange(6)}", "granted_by": "union"}]
        modality = rng.choice(("forbidden", "permitted", "obliged"))
        world.norm(f"n{number}", modality, "draw", rng.choice(list(ISSUERS)), **fields)
    return world


def test_what_never_stands_stands_in_no_case() -> None:
    """Norms that never apply or always yield are labelled in nowhere, though many take part."""
    idle_and_there = dict.fromkeys(NEVER_STAND, 0)
    for seed in range(300):
        inputs, target = crowded(seed).documents()
        prepared = PreparedTarget(target)
        check = check_charter(prepared.norms, PossibleWorlds({}, ContextOrder(target.contexts)))
        idle = {f.norms[0]: f.type for f in check.findings if f.type in NEVER_STAND}
        here = NormsHere(prepared, inputs)
        for option in inputs.situation.options:
            for norm in (n for item in here.judge(option).items for n in item.norms):
                if norm.name in idle:
                    idle_and_there[idle[norm.name]] += 1
                    assert "in" not in {norm.charge, norm.defence}

    assert idle_and_there["always_yields"] >= 50
    assert idle_and_there["never_applies"] >= 10


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

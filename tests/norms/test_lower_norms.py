"""What lower norms may change of what stands above them: nothing but what is merely permitted."""

from __future__ import annotations

import random

import pytest

from commonweal.norms import ActJudge, NormVersion
from commonweal.testing._decisions import DecisionWorld

from .small_charters import (
    add_norm,
    every_act,
    random_norm,
    version,
    with_places_and_contexts,
)

LEVELS = ("supranational", "organisational", "individual")
ACTS = list(every_act())


def a_lifted_ban(lower: str = "individual", **vow: object) -> DecisionWorld:
    """Return a law that lifts its own ban, and somebody lower who forbids the same."""
    law = {"level": "supranational", "action": "tell", "name": "confidence"}
    world = DecisionWorld().option("keep").option("tell", "tell")
    add_norm(world, law | {"modality": "forbidden"})
    may = {"modality": "permitted", "priority": [{"over": "confidence", "granted_by": "union"}]}
    add_norm(world, law | may | {"name": "may-notify"})
    add_norm(world, law | {"modality": "forbidden", "level": lower, "name": "vow"} | vow)
    return world


@pytest.mark.parametrize("lower", LEVELS[1:])
def test_a_lower_prohibition_restricts_a_permission_and_restores_no_higher_ban(lower: str) -> None:
    """Who breaks a vow where the law lifted its own ban breaks the vow, and not the law."""
    (told,) = (each for each in a_lifted_ban(lower).decide().statuses if each.option == "tell")

    assert (told.status, told.broken, told.maybe_broken) == ("forbidden", ("vow",), ())


def test_what_restricts_a_permission_stays_in_view() -> None:
    """The vow prevails as to the act, and the permission stands beside it."""
    decision = a_lifted_ban().decide()
    (step,) = (step for step in decision.justification.steps if step.id == "item|tell|act:0")
    (tension,) = (
        each
        for each in decision.tensions
        if {side.norm for side in each.sides} == {"may-notify", "vow"}
    )

    assert ["vow", "may-notify", "level"] in step.conclusion["defeats"]
    assert step.conclusion["labels"]["may-notify"]["defence"] == "in"
    assert step.conclusion["labels"]["confidence"]["charge"] == "out"
    assert (tension.settled_by, tension.prevails) == ("level", "vow")


def test_a_ban_of_the_permission_s_own_level_restores_what_it_lifted() -> None:
    """An exception of an exception, of one level, still brings the first ban back."""
    again = {"priority": [{"over": "may-notify", "granted_by": "union"}]}
    decision = a_lifted_ban("supranational", **again).decide()
    (told,) = (each for each in decision.statuses if each.option == "tell")

    assert ("confidence", "vow") == told.broken


def test_a_lower_prohibition_does_not_shield_a_ban_from_the_duty_that_it_was_lifted_for() -> None:
    """A duty above a vow is due, though the vow forbids what a permission beside the duty lifts."""
    world = a_lifted_ban()
    duty = {"name": "report", "modality": "obliged", "action": "tell", "level": "organisational"}
    add_norm(world, duty)
    statuses = {each.option: (each.status, each.broken) for each in world.decide().statuses}

    assert {"tell": ("permitted", ()), "keep": ("forbidden", ("report",))} == statuses


@pytest.mark.parametrize("seed", range(60))
def test_norms_below_change_nothing_of_what_norms_above_come_to(seed: int) -> None:
    """Take away all norms below a level, and those from there on up keep their labels."""
    rng = random.Random(seed)
    charter = [random_norm(rng, index, 7) for index in range(7)]
    for fields in charter:
        fields.pop("grounds", None)  # a ground may be any norm, also a lower one
    least = rng.choice(LEVELS[:2])
    kept = LEVELS[: LEVELS.index(least) + 1]
    above = {fields["name"] for fields in charter if fields["level"] in kept}
    whole, part = (
        judge(of([fields for fields in charter if fields["name"] in names]))
        for names in ({fields["name"] for fields in charter}, above)
    )

    for kind, act in rng.sample(ACTS, 40):
        undone = kind == "left_undone"
        found, without = (
            {
                (judged.item.name, norm.name): (norm.charge, norm.defence)
                for judged in (by.judge_left_undone(act) if undone else by.judge(act)).items
                if judged.item.owed is None or judged.item.owed.name in above
                for norm in judged.norms
                if norm.name in above
            }
            for by in (whole, part)
        )
        assert without == found


def of(charter: list[dict[str, object]]) -> NormVersion:
    world = with_places_and_contexts()
    world.target["norm_order"] = ["level", "priority", "specificity", "date"]
    for fields in charter:
        add_norm(world, fields)
    return version(world)


def judge(norms: NormVersion) -> ActJudge:
    return ActJudge(norms.index, norms.contexts, check_names=False)

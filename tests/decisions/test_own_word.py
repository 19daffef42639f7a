"""What only the decider's own side says permits nothing, wherever norms could carry it."""

import random
from copy import deepcopy
from typing import Any

import pytest

from commonweal.testing._decisions import DecisionWorld

FACTS, ACTIONS = ("dry", "asked", "late"), ("draw", "draw", "draw", "report", "mend")
LEVELS = ("supranational", "organisational", "individual")
MOMENTS = ("2025-03-01T00:00:00Z", "2025-09-01T00:00:00Z", "2026-02-01T00:00:00Z")


def crowded(rng: random.Random) -> DecisionWorld:
    """Return norms that collide on few acts, some upon the breach of others, on few facts."""
    case = DecisionWorld().option("wait").option("draw", "draw").option("both", "draw", "mend")
    for number in range(rng.randint(2, 6)):
        action, modality = rng.choice(ACTIONS), rng.choice(("forbidden", "permitted", "obliged"))
        fields: dict[str, Any] = {}
        if rng.random() < 0.6:
            what = {"kind": "equals", "fact": rng.choice(FACTS), "value": rng.random() < 0.5}
            fields["condition"] = what
        if modality == "permitted":
            fields["guaranteed"] = rng.random() < 0.6
        if modality == "obliged" and rng.random() < 0.5:
            fields["deadline"] = rng.choice(MOMENTS)
        rivals = [norm["name"] for norm in case.target["norms"]]
        if rivals and rng.random() < 0.4:
            fields["priority"] = [{"over": rng.choice(rivals), "granted_by": "union"}]
        before = [n["name"] for n in case.target["norms"] if n["action"] < action]
        if before and rng.random() < 0.6:
            by = rng.choice(("addressee", "anyone"))
            fields["upon_breach"] = {"norm": rng.choice(before), "by": by}
        case.norm(f"n{number}", modality, action, rng.choice(LEVELS), **fields)
    if rng.random() < 0.5:
        case.target["norm_order"] = ["level"]
    for fact in FACTS:
        if rng.random() < 0.4:
            case.fact(fact, rng.random() < 0.5)
    case.claims("village", "company")
    for number in range(rng.randint(0, 2)):
        actor = rng.choice(("agent", "village"))
        by = rng.choice(("registry", "registry", "agent"))
        moment = rng.choice(MOMENTS)
        case.deed(f"d{number}", rng.choice(ACTIONS), moment, actor=actor, toward=None, by=by)
    return case


def with_own_word(case: DecisionWorld, rng: random.Random) -> DecisionWorld:
    """Return the case with one more thing that the agent says: of a fact, a role or a deed."""
    said = deepcopy(case)
    kind = rng.choice(("fact", "fact", "fact", "role", "deed"))
    if kind == "fact":
        return said.fact(rng.choice(FACTS), rng.random() < 0.5, by="agent")
    if kind == "role":
        party = rng.choice(("agent", "village"))
        return said.claims(party, "company", by="agent", occupied=rng.random() < 0.5)
    action, moment = rng.choice(ACTIONS), rng.choice(MOMENTS)
    actor, done = rng.choice(("agent", "village")), rng.random() < 0.7
    return said.deed("own", action, moment, actor=actor, toward=None, by="agent", done=done)


def made_permitted(seed: int) -> list[str]:
    """Return the options that an own word made permitted, which they were not before."""
    rng = random.Random(seed)
    case = crowded(rng)
    before = {each.option: each.status for each in case.decide().statuses}
    after = {each.option: each.status for each in with_own_word(case, rng).decide().statuses}
    return [name for name in after if after[name] == "permitted" != before[name]]


def test_no_own_word_makes_an_option_permitted() -> None:
    """In crowded cases, whatever the agent adds: one word more."""
    assert {} == {seed: found for seed in range(500) if (found := made_permitted(seed))}


@pytest.mark.slow
def test_no_own_word_makes_an_option_permitted_in_many_more_cases() -> None:
    """Nor in many more, where the rare occurs too."""
    assert {} == {seed: found for seed in range(500, 20_000) if (found := made_permitted(seed))}


LEAVE = {"kind": "equals", "fact": "leave", "value": True}


@pytest.mark.parametrize("word", [True, False])
def test_an_own_denial_of_what_covers_anothers_breach_permits_nothing(word: bool) -> None:
    """Whether the village had leave to do it is not for the agent to say, who would answer it."""
    case = DecisionWorld().option("wait").option("answer", "answer")
    case.norm("no-felling", "forbidden", "fell").norm("no-answer", "forbidden", "answer")
    case.norm("leave", "permitted", "fell", "supranational", guaranteed=True, condition=LEAVE)
    upon = {"norm": "no-felling", "by": "anyone"}
    case.norm("may", "permitted", "answer", "supranational", guaranteed=True, upon_breach=upon)
    case.claims("village", "company")
    case.deed("felled", "fell", MOMENTS[0], actor="village", toward=None)
    case.fact("leave", word, by="agent")

    (found,) = (each for each in case.decide().statuses if each.option == "answer")

    assert "permitted" != found.status


@pytest.mark.parametrize("word", [True, False])
def test_an_own_denial_of_what_lifts_a_ban_frees_nobody_of_a_duty(word: bool) -> None:
    """A ban on what is owed does not hold because the agent alone says that nothing lifts it."""
    case = DecisionWorld().option("wait").norm("report", "obliged", "report")
    case.norm("no-report", "forbidden", "report", "supranational")
    over = [{"over": "no-report", "granted_by": "union"}]
    lifts = {"guaranteed": True, "condition": LEAVE, "priority": over}
    case.norm("may-report", "permitted", "report", "supranational", **lifts)
    case.fact("leave", word, by="agent")

    assert "permitted" != case.decide().statuses[0].status


@pytest.mark.parametrize("word", [None, True, False])
def test_an_own_denial_of_a_ban_does_not_settle_a_tie(word: bool | None) -> None:
    """Where a ban and a permission tie, that the ban does not apply is not the agent's to say."""
    case = DecisionWorld().option("wait").option("draw", "draw")
    case.norm("ban", "forbidden", "draw", condition=LEAVE).norm("may", "permitted", "draw")
    case.target["norm_order"] = ["level"]
    if word is not None:
        case.fact("leave", word, by="agent")

    (found,) = (each for each in case.decide().statuses if each.option == "draw")

    assert "in_dispute" == found.status

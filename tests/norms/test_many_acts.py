"""One act asked about, and many at once: the same as the engine says of each."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from commonweal.decisions import PreparedTarget
from commonweal.decisions._derivation import derive
from commonweal.documents import FactValue
from commonweal.errors import InvalidDocument
from commonweal.norms import (
    STATUSES,
    ActJudge,
    ActTable,
    ContextOrder,
    IndexedNorm,
    JudgedOption,
    NormIndex,
    PlainAct,
    judge_acts,
)
from commonweal.testing._decisions import AT, ISSUERS, DecisionWorld, said

ROLES = ("company", "neighbour", "clerk")
WORDS: tuple[FactValue, ...] = (True, False, 0, 1, 2, "3/2", "dry", "wet")
PLACES = ("left", "right")
FOLLOWED = ("law-a", "law-b")
"""Norms upon whose breach others apply."""


def random_condition(rng: random.Random, depth: int = 2) -> dict[str, Any]:
    kind = rng.choice(("equals", "at_least", "at_most", "one_of", "holds", "occupies", "before"))
    if depth and rng.random() < 0.5:
        kind = rng.choice(("all", "any", "not"))
    number: Any = rng.choice((0, 1, 2, "3/2", 10**30, -(10**25)))
    match kind:
        case "all" | "any":
            of = [random_condition(rng, depth - 1) for _ in range(rng.randint(0, 3))]
            return {"kind": kind, "of": of}
        case "not" | "before":
            return {"kind": kind, "of": random_condition(rng, max(depth - 1, 0))}
        case "equals":
            return {"kind": kind, "fact": rng.choice("abc"), "value": rng.choice(WORDS)}
        case "one_of":
            return {"kind": kind, "fact": rng.choice("abc"), "values": rng.sample(WORDS, 2)}
        case "at_least" | "at_most":
            value = f"{number}/1" if isinstance(number, int) and abs(number) > 2**53 else number
            return {"kind": kind, "fact": rng.choice("abc"), "value": value}
        case "holds":
            return {"kind": kind, "context": rng.choice(("drought", "year"))}
        case _:
            who = rng.choice(("actor", "counterparty", "decider", "anyone"))
            return {"kind": kind, "who": who, "role": rng.choice(ROLES)}


def random_charter(rng: random.Random, number: int) -> DecisionWorld:
    """Return norms about two acts, with all that a norm can have but cards as grounds."""
    world = DecisionWorld().context("year", by="").context("drought", "year", by="")
    for place in PLACES:
        issuer = f"{place}-bank"
        world.target["institutions"].append(said("institution", name=issuer, title=issuer))
        powers = ["oblige", "forbid", "permit", "guarantee"]
        fields = {"issuer": issuer, "level": "organisational", "territory": [place]}
        world.target["authorities"].append(said("authority", powers=powers, **fields))
    for index in range(number):
        name, level = f"n{index}", rng.choice(list(ISSUERS))
        modality = rng.choice(("forbidden", "permitted", "obliged"))
        fields: dict[str, Any] = {"role": rng.choice(ROLES)}
        if rng.random() < 0.7:
            fields["condition"] = random_condition(rng)
        if rng.random() < 0.3:
            fields["exceptions"] = [{"when": random_condition(rng, 1)}]
        if rng.random() < 0.3:
            fields["counterparty"] = rng.choice(ROLES)
        if rng.random() < 0.2:
            fields["in_force_until"] = rng.choice((AT, "2030-01-01T00:00:00Z"))
        if rng.random() < 0.3:
            fields["in_force_from"] = rng.choice((AT, "2021-01-01T00:00:00Z"))
            fields.pop("in_force_until", None)
        if rng.random() < 0.3:
            fields["grounds"] = [{"norm": f"n{rng.randrange(number)}"}]
        if rng.random() < 0.3:
            fields["priority"] = [{"over": f"n{rng.randrange(number)}", "granted_by": "union"}]
        if level == "organisational" and rng.random() < 0.5:
            fields["issuer"] = f"{rng.choice(PLACES)}-bank"
        if modality == "permitted" and rng.random() < 0.3:
            fields["guaranteed"] = True
        world.norm(name, modality, rng.choice(("draw", "draw", "sell")), level, **fields)
    for followed in FOLLOWED:
        # The agent fills this role in every case, and nothing else speaks of it.
        world.norm(followed, "forbidden", f"stray-{followed}", "individual", role="resident")
    for norm in world.target["norms"]:
        if norm["role"] != "resident" and rng.random() < 0.3:
            by = rng.choice(("addressee", "anyone"))
            norm["upon_breach"] = {"norm": rng.choice((*FOLLOWED, "nowhere")), "by": by}
    owed = {norm["name"] for norm in world.target["norms"] if norm["modality"] == "obliged"}
    for norm in world.target["norms"]:
        # What an option leaves undone is not looked at where only an act is asked about.
        norm["grounds"] = [each for each in norm.get("grounds", ()) if each["norm"] not in owed]
    return world


def random_act(rng: random.Random) -> PlainAct:
    contexts = rng.sample(("drought", "year"), rng.randint(0, 2))
    facts = {name: rng.choice(WORDS) for name in "abc" if rng.random() < 0.7}
    before = {name: rng.choice(WORDS) for name in facts if rng.random() < 0.3}
    return PlainAct(
        rng.choice(("draw", "sell", "sing")),
        rng.choice((AT, "2020-06-01T00:00:00Z")),
        rng.sample(ROLES, rng.randint(0, 3)),
        rng.sample(ROLES, rng.randint(0, 2)) if rng.random() < 0.7 else None,
        facts,
        before,
        contexts,
        rng.choice((*PLACES, "elsewhere")),
        rng.sample(FOLLOWED, rng.randint(0, 2)),
    )


def as_decided(world: DecisionWorld, act: PlainAct) -> JudgedOption:
    """Return what the whole engine says of an option with this act and no other."""
    situation = world.situation
    situation["at"], situation["until"] = act.at, "2030-01-01T00:00:00Z"
    situation["place"] = act.place
    agent, village = situation["parties"]
    agent["roles"] = [{"role": role, "by": "registry"} for role in (*act.roles, "resident")]
    situation["deeds"] = [
        {"name": name, "actor": "agent", "action": f"stray-{name}", "at": act.at}
        | {"claims": [{"by": "registry"}]}
        for name in act.broken
    ]
    # Nothing was made good, as somebody says who is heard: to be silent would leave that open.
    situation["deeds"] += [
        {"name": f"no-{action}-{place}", "actor": "agent", "action": action, "at": act.at}
        | {"claims": [{"by": "registry", "done": False}]}
        | ({"toward": toward} if toward else {})
        for action in ("draw", "sell")
        for place, toward in enumerate((None, "village" if act.toward is not None else None))
    ]
    village["roles"] = [{"role": role, "by": "registry"} for role in act.toward or ()]
    situation["contexts"] = [{"context": name, "by": "registry"} for name in act.contexts]
    as_they_are = {**act.facts, **act.facts_before}
    situation["facts"] = [
        {"fact": fact, "value": value, "by": "registry"} for fact, value in as_they_are.items()
    ]
    situation["options"] = []
    world.option("wait").option("do", act.action, changes=dict(act.facts))
    if act.toward is None:
        del situation["options"][1]["acts"][0]["toward"]
        situation["parties"] = [agent]
    inputs, target = world.documents()
    situation["parties"] = [agent, village]
    return derive(PreparedTarget(target), inputs).norms.options["do"]


def ready(world: DecisionWorld) -> tuple[NormIndex, ContextOrder]:
    target = PreparedTarget(world.documents()[1])
    return target.norms, target.contexts


@pytest.mark.parametrize("seed", range(150))
def test_an_act_is_judged_as_the_whole_engine_judges_it(seed: int) -> None:
    """Norm by norm, and label by label."""
    rng = random.Random(seed)
    world, act = random_charter(rng, rng.randint(1, 8)), random_act(rng)

    item = next(each for each in as_decided(world, act).items if each.item.name == "act:0")
    judged = ActJudge(*ready(world), check_names=False).judge(act)
    found = judged.items[0]

    labels = [
        [(n.name, n.bearing.applies, n.bearing.charge, n.charge, n.defence) for n in each.norms]
        for each in (item, found)
    ]
    assert labels[0] == labels[1]
    assert item.defeats == found.defeats


@pytest.mark.parametrize("seed", range(80))
def test_what_is_left_undone_is_judged_as_the_whole_engine_judges_it(seed: int) -> None:
    """What is owed to each role, and to nobody in particular, label by label."""
    rng = random.Random(seed)
    world, act = random_charter(rng, rng.randint(1, 8)), random_act(rng)
    act = replace(act, toward=rng.choice((None, *([role] for role in ROLES))))
    as_decided(world, act)
    agent, village = world.situation["parties"]
    world.situation["parties"] = [agent, *([village] if act.toward else [])]
    world.situation["options"] = []
    changes = dict(act.facts)
    inputs, target = world.option("wait").option("leave", changes=changes).documents()

    judged = ActJudge(*ready(world), check_names=False).judge_left_undone(act)

    toward = next(iter(act.toward), None) if act.toward else None
    whole = {
        item.item.name: [(n.name, n.charge, n.defence) for n in item.norms]
        for item in derive(PreparedTarget(target), inputs).norms.options["leave"].items
        if item.item.action == act.action
        and item.item.owed is not None
        and item.item.owed.counterparty == toward
    }
    found = {
        item.item.name: [(n.name, n.charge, n.defence) for n in item.norms] for item in judged.items
    }
    assert whole == found


def table_of(acts: Sequence[PlainAct]) -> ActTable:
    """Return the acts as a table; one that is toward nobody is toward somebody in no role."""
    names = sorted({name for act in acts for name in act.facts})

    def column(values: list[Any]) -> Any:
        found = np.empty(len(values), dtype=object)
        found[:] = values
        return found

    return ActTable(
        action=np.array([act.action for act in acts]),
        at=np.array([act.at for act in acts]),
        roles={role: np.array([role in act.roles for act in acts]) for role in ROLES},
        toward={role: np.array([role in (act.toward or ()) for act in acts]) for role in ROLES},
        facts={name: column([act.facts.get(name) for act in acts]) for name in names},
        facts_before={
            name: column([act.facts_before.get(name, act.facts.get(name)) for act in acts])
            for name in names
        },
        contexts={
            name: np.array([name in act.contexts for act in acts]) for name in ("drought", "year")
        },
        place=np.array([act.place for act in acts]),
        broken={name: np.array([name in act.broken for act in acts]) for name in FOLLOWED},
    )


@pytest.mark.parametrize("seed", range(60))
def test_many_acts_are_judged_as_each_is(seed: int) -> None:
    """Statuses, and the first norm by name that forbids an act or may."""
    rng = random.Random(seed)
    index, contexts = ready(random_charter(rng, rng.randint(0, 30)).option("wait"))
    acts = [random_act(rng) for _ in range(60)]

    found = judge_acts(index, contexts, table_of(acts), check_names=False)
    each = [ActJudge(index, contexts, check_names=False).judge(act) for act in acts]

    assert [option.status for option in each] == [STATUSES[code] for code in found.status]
    first = [min(o.broken_norms.certain or o.broken_norms.maybe, default=None) for o in each]
    assert first == [found.norms[by] if by >= 0 else None for by in found.by]
    assert len(acts) == sum(found.counts().values())


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ([True, False, True], [True, False, True]),
        ([3, -7, 2**62], [3, -7, 2**62]),
        (np.array([3, 250, 0], dtype=np.uint8), [3, 250, 0]),
        (["dry", "3/2", "wet"], ["dry", "3/2", "wet"]),
    ],
)
@pytest.mark.parametrize("seed", range(12))
def test_columns_of_each_type_say_what_their_values_do(
    column: Any, values: list[Any], seed: int
) -> None:
    """As truth values, integers however large, or text."""
    rng = random.Random(seed)
    world = DecisionWorld().option("wait")
    for number in range(8):
        condition = random_condition(rng)
        world.norm(f"n{number}", "forbidden", f"act-{number}", condition=condition)
    index, contexts = ready(world)
    acts = [
        PlainAct(f"act-{number}", AT, ["company"], None, {"a": value})
        for number in range(8)
        for value in values
    ]
    table = ActTable(
        action=np.array([act.action for act in acts]),
        at=AT,
        roles={"company": np.ones(len(acts), dtype=bool)},
        facts={"a": np.tile(np.asarray(column), 8)},
    )

    found = judge_acts(index, contexts, table, check_names=False)

    judge = ActJudge(index, contexts, check_names=False)
    assert [judge.judge(act).status for act in acts] == [STATUSES[code] for code in found.status]


def test_many_rows_are_judged_in_parts() -> None:
    """However many acts there are: the parts are put together in their order."""
    condition = {"kind": "at_least", "fact": "a", "value": 20_000}
    world = DecisionWorld().option("wait").norm("far", "forbidden", "draw", condition=condition)
    rows = 40_000
    table = ActTable(
        action=np.full(rows, "draw"),
        at=AT,
        roles={"company": np.ones(rows, dtype=bool)},
        facts={"a": np.arange(rows)},
    )

    found = judge_acts(*ready(world), table)

    assert (np.flatnonzero(found.status) == np.arange(20_000, rows)).all()


def test_a_table_that_cannot_be_read_is_refused_with_all_that_is_wrong() -> None:
    """Columns of another length, and of types that no fact can have."""
    table = ActTable(
        action=np.array(["draw", "draw"]),
        at=np.array([AT]),
        roles={"company": np.array([1, 0])},
        facts={"a": np.array([0.5, 1.0])},
    )
    condition = {"kind": "equals", "fact": "a", "value": 1}
    world = DecisionWorld().option("wait").norm("keep", "forbidden", "draw", condition=condition)
    index, contexts = ready(world)

    with pytest.raises(InvalidDocument) as refused:
        judge_acts(index, contexts, table)

    assert [
        ("column-length", "at"),
        ("column-type", "roles.company"),
        ("column-type", "facts.a"),
    ] == [(problem.code, problem.path) for problem in refused.value.problems]


def test_without_a_place_nothing_is_said_where_norms_have_one() -> None:
    """What binds on one bank only would silently not bind."""
    index, contexts = ready(random_charter(random.Random(1), 3).option("wait"))
    table = ActTable(action=np.array(["draw"]), at=AT)

    for ask in (
        lambda: ActJudge(index, contexts).judge(PlainAct("draw", AT)),
        lambda: judge_acts(index, contexts, table),
    ):
        with pytest.raises(InvalidDocument) as refused:
            ask()
        assert "place-missing" == refused.value.code


def test_norms_are_indexed_once() -> None:
    """An index made of documents serves both."""
    target = DecisionWorld().norm("keep", "forbidden", "draw").option("wait").documents()[1]
    norms = (IndexedNorm.from_document(norm, card_of={}) for norm in target.norms)
    index = NormIndex(norms, target.authorities, target.norm_order)

    judged = ActJudge(index, ContextOrder(())).judge(PlainAct("draw", AT, ["company"]))

    assert ("forbidden", {"keep"}) == (judged.status, judged.broken_norms.certain)

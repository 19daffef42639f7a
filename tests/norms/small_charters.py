"""Small charters drawn by chance, and every act that they can be asked about."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product
from typing import Any

from commonweal.documents import FactDeclaration
from commonweal.norms import ContextOrder, IndexedNorm, NormIndex, NormVersion, PlainAct
from commonweal.testing._decisions import AT, ISSUERS, DecisionWorld, said

ROLES = ("company", "neighbour")
CONTEXTS = ("drought", "year")
MOMENTS = ("2020-06-01T00:00:00Z", AT, "2031-01-01T00:00:00Z")
DRY = {"kind": "equals", "fact": "a", "value": True}
COLD = {"kind": "equals", "fact": "b", "value": True}
FACTS = {
    name: FactDeclaration.from_content(
        said("fact_declaration", name=name, type="boolean", text=name)
    )
    for name in "ab"
}


def version(world: DecisionWorld) -> NormVersion:
    """Return the norms of a world."""
    if not world.situation["options"]:
        world.option("wait")
    target = world.documents()[1]
    norms = (IndexedNorm.from_document(norm, card_of={}) for norm in target.norms)
    index = NormIndex(norms, target.authorities, target.norm_order)
    return NormVersion(index, ContextOrder(target.contexts))


def random_condition(rng: random.Random, depth: int = 2) -> dict[str, Any]:
    """Return a condition over two facts, two contexts and two roles."""
    if depth and rng.random() < 0.5:
        kind = rng.choice(("all", "any", "not", "before"))
        if kind in {"not", "before"}:
            return {"kind": kind, "of": random_condition(rng, depth - 1)}
        of = [random_condition(rng, depth - 1) for _ in range(rng.randint(0, 2))]
        return {"kind": kind, "of": of}
    match rng.choice(("equals", "holds", "occupies")):
        case "equals":
            return {"kind": "equals", "fact": rng.choice("ab"), "value": rng.random() < 0.5}
        case "holds":
            return {"kind": "holds", "context": rng.choice(CONTEXTS)}
        case _:
            who = rng.choice(("actor", "counterparty", "decider", "anyone"))
            return {"kind": "occupies", "who": who, "role": rng.choice(ROLES)}


def random_norm(rng: random.Random, index: int, number: int) -> dict[str, Any]:
    """Return the fields of a norm."""
    modality = rng.choice(("forbidden", "permitted", "obliged"))
    fields: dict[str, Any] = {
        "name": f"n{index}",
        "modality": modality,
        "action": rng.choice(("draw", "draw", "sell")),
        "level": rng.choice(list(ISSUERS)),
        "role": rng.choice(ROLES),
    }
    if rng.random() < 0.7:
        fields["condition"] = random_condition(rng)
    if rng.random() < 0.3:
        fields["exceptions"] = [{"when": random_condition(rng, 1)}]
    if rng.random() < 0.3:
        fields["counterparty"] = rng.choice(ROLES)
    if rng.random() < 0.3:
        fields["in_force_until"] = rng.choice((AT, "2030-01-01T00:00:00Z"))
    if rng.random() < 0.2:
        fields["grounds"] = [{"norm": f"n{rng.randrange(number)}"}]
    if rng.random() < 0.3:
        fields["priority"] = [{"over": f"n{rng.randrange(number)}", "granted_by": "union"}]
    if modality == "permitted" and rng.random() < 0.3:
        fields["guaranteed"] = True
    if modality == "obliged" and rng.random() < 0.3:
        fields["deadline"] = AT
    if fields["level"] == "organisational" and rng.random() < 0.3:
        fields["issuer"] = "left-bank"
    return fields


def with_places_and_contexts() -> DecisionWorld:
    """Return a world with a drought within the year, and a bank whose word is law on the left."""
    world = DecisionWorld().context("year", by="").context("drought", "year", by="")
    world.target["institutions"].append(said("institution", name="left-bank", title="left"))
    powers = ["oblige", "forbid", "permit", "guarantee"]
    bank = {"issuer": "left-bank", "level": "organisational", "territory": ["left"]}
    world.target["authorities"].append(said("authority", powers=powers, **bank))
    return world


def add_norm(world: DecisionWorld, fields: dict[str, Any]) -> None:
    """Add a norm of which all fields are given."""
    given = dict(fields)
    arguments = [given.pop(key) for key in ("name", "modality", "action", "level")]
    world.norm(*arguments, **given)


def every_act() -> Iterator[tuple[str, PlainAct]]:
    """Yield every act about which all is known, as done and as left undone."""
    some = [(), ROLES[:1], ROLES[1:], ROLES]
    values = [dict(zip("ab", pair, strict=True)) for pair in product((True, False), repeat=2)]
    contexts = [(), CONTEXTS[:1], CONTEXTS[1:]]
    for action, at, roles, toward, facts, before, held, place in product(
        ("draw", "sell"), MOMENTS, some, some, values, values, contexts, ("left", "right")
    ):
        act = PlainAct(action, at, roles, toward or None, facts, before, held, place)
        yield "done", act
        if len(toward) < 2:
            yield "left_undone", act

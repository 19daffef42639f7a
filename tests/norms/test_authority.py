from typing import Any

import pytest

from commonweal.norms import authorised, granting_rank, in_force
from commonweal.norms._index import IndexedNorm, NormIndex
from commonweal.testing._decisions import EVERY_POWER, DecisionWorld, said


def index(*authorities: dict[str, Any], **norm: Any) -> NormIndex:
    modality = norm.pop("modality", "forbidden")
    world = DecisionWorld().option("wait").norm("n", modality, "divert", **norm)
    if authorities:
        world.target["authorities"] = [said("authority", **given) for given in authorities]
    target = world.documents()[1]
    norms = (IndexedNorm.from_document(each, card_of={}) for each in target.norms)
    return NormIndex(norms, target.authorities, target.norm_order)


def firm(**fields: Any) -> dict[str, Any]:
    return {"issuer": "firm", "level": "organisational", "powers": EVERY_POWER} | fields


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2023-12-31T23:59:59Z", False),
        ("2024-01-01T00:00:00Z", True),
        ("2024-12-31T23:59:59Z", True),
        ("2025-01-01T00:00:00Z", False),
    ],
)
def test_a_norm_is_in_force_from_its_first_moment_to_before_its_last(
    at: str, expected: bool
) -> None:
    """The first moment is within, the last is not."""
    norms = index(in_force_from="2024-01-01T00:00:00Z", in_force_until="2025-01-01T00:00:00Z")

    assert expected is in_force(norms.norms["n"], at)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, True),
        ({"level": "individual"}, False),
        ({"roles": ["farmer"]}, False),
        ({"roles": ["farmer", "company"]}, True),
        ({"actions": ["mine"]}, False),
        ({"actions": ["divert"]}, True),
        ({"powers": ["oblige", "permit"]}, False),
        ({"territory": ["upstream"]}, True),
        ({"territory": ["downstream"]}, False),
    ],
)
def test_an_authority_must_cover_level_role_action_power_and_territory(
    given: dict[str, Any], expected: bool
) -> None:
    """A norm beyond its issuer's authority does not bind."""
    norms = index(firm(**given))

    assert expected is authorised(norms, norms.norms["n"], "upstream")


def test_a_situation_without_a_place_is_in_no_territory() -> None:
    """An authority over a territory does not reach a situation that names none."""
    norms = index(firm(territory=["upstream"]))

    assert not authorised(norms, norms.norms["n"], None)


def test_one_authority_must_cover_all_of_a_norm() -> None:
    """Two authorities of one issuer that each cover a part do not add up."""
    norms = index(firm(roles=["farmer"]), firm(actions=["mine"]))

    assert not authorised(norms, norms.norms["n"], None)


def test_a_guaranteed_permission_needs_both_powers() -> None:
    """Who may permit may not by that alone guarantee."""
    permit = firm(powers=["permit"])
    both = firm(powers=["permit", "guarantee"])

    results = [
        authorised(norms, norms.norms["n"], None)
        for norms in (
            index(given, modality="permitted", guaranteed=True) for given in (permit, both)
        )
    ]

    assert [False, True] == results


@pytest.mark.parametrize(
    ("reserved", "expected"),
    [
        ({"actions": ["divert"], "to": "union"}, False),
        ({"actions": ["divert"], "roles": ["company"], "to": "union"}, False),
        ({"actions": ["divert"], "roles": ["farmer"], "to": "union"}, True),
        ({"actions": ["mine"], "to": "union"}, True),
        ({"actions": ["divert"], "to": "firm"}, True),
    ],
)
def test_what_is_reserved_to_another_no_norm_of_this_issuer_reaches(
    reserved: dict[str, Any], expected: bool
) -> None:
    """A reservation in anybody's authority keeps others' norms out."""
    union = {"issuer": "union", "level": "supranational", "powers": [], "reserved": [reserved]}

    norms = index(firm(), union)

    assert expected is authorised(norms, norms.norms["n"], None)


def test_priority_is_granted_at_the_highest_level_with_that_power() -> None:
    """An institution grants from the highest of its authorities that may prioritise."""
    norms = index(
        firm(powers=["prioritise"], level="individual"),
        firm(powers=["prioritise"]),
        firm(powers=["forbid"], level="supranational"),
        {"issuer": "club", "level": "individual", "powers": ["forbid"]},
    )

    assert 1 == granting_rank(norms, "firm")
    assert granting_rank(norms, "club") is None
    assert granting_rank(norms, "nobody") is None

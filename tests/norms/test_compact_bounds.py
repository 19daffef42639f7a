"""Whether a compact's norms keep within what stands above them, held against all acts there are."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from commonweal.norms import (
    ActJudge,
    Bounded,
    BoundFinding,
    Defeats,
    NormIndex,
    NormVersion,
    PlainAct,
    PossibleWorlds,
    check_bounds,
    check_charter,
    collide,
    in_force,
)
from commonweal.testing._decisions import AT, DecisionWorld

from .small_charters import (
    COLD,
    DRY,
    FACTS,
    add_norm,
    every_act,
    random_norm,
    version,
    with_places_and_contexts,
)

BEGIN = "2020-01-01T00:00:00Z"


def findings(world: DecisionWorld, *norms: str, **options: Any) -> tuple[BoundFinding, ...]:
    """Return what keeps norms of a world from being adopted."""
    side = version(world)
    limits = {"most_searches": options.pop("most_searches")} if "most_searches" in options else {}
    options.setdefault("term_from", BEGIN)
    bounded = Bounded(norms=frozenset(norms), **options)
    return check_bounds(side.index, side.contexts, FACTS, bounded, **limits)


def kinds(found: tuple[BoundFinding, ...]) -> list[tuple[str, str, str]]:
    """Return what was found, without the cases."""
    return [(finding.type, finding.norm, finding.bound) for finding in found]


@pytest.mark.parametrize(
    ("higher", "lower", "kept"),
    [
        ({"modality": "forbidden"}, "permitted", False),
        ({"modality": "forbidden"}, "obliged", False),
        ({"modality": "forbidden"}, "forbidden", True),
        ({"modality": "obliged"}, "forbidden", False),
        ({"modality": "permitted", "guaranteed": True}, "forbidden", False),
        ({"modality": "permitted"}, "forbidden", True),
        ({"modality": "obliged"}, "permitted", True),
    ],
)
def test_what_a_higher_level_denies_cannot_be_agreed(
    higher: dict[str, Any], lower: str, kept: bool
) -> None:
    """A ban may narrow what is permitted; no norm permits what is banned or bans what is owed."""
    modality = higher.pop("modality")
    world = DecisionWorld().norm("law", modality, "draw", "supranational", **higher)
    world.norm("ours", lower, "draw")

    found = kinds(findings(world, "ours"))

    assert ([] if kept else [("always_yields", "ours", "law")]) == found


def test_a_case_is_shown_in_which_they_collide() -> None:
    """The law forbids when it is dry, the compact permits when it is cold: dry and cold."""
    world = DecisionWorld().norm("law", "forbidden", "draw", "supranational", condition=DRY)
    world.norm("ours", "permitted", "draw", condition=COLD)

    (finding,) = findings(world, "ours")

    assert finding.case is not None
    assert {"a": True, "b": True} == finding.case.facts
    assert frozenset({"company"}) == finding.case.roles


def test_an_exception_brings_a_norm_within_its_bounds() -> None:
    """The same with an exception for the dry."""
    world = DecisionWorld().norm("law", "forbidden", "draw", "supranational", condition=DRY)
    world.norm("ours", "permitted", "draw", condition=COLD, exceptions=[{"when": DRY}])

    assert () == findings(world, "ours")


def test_an_exception_that_a_higher_norm_makes_may_be_repeated() -> None:
    """The law forbids, and permits when it is cold: to permit that again denies it nothing."""
    world = DecisionWorld().norm("law", "forbidden", "draw", "supranational")
    world.norm("but", "permitted", "draw", "supranational", condition=COLD)
    world.norm("ours", "permitted", "draw", condition=COLD)
    world.norm("more", "permitted", "draw")

    assert [("yields", "more", "law")] == kinds(findings(world, "ours", "more"))


def test_a_bounding_compact_of_the_same_level_is_not_widened_by_being_later_or_narrower() -> None:
    """The later norm would win by its date, the narrower by specificity: both are refused."""
    world = DecisionWorld().norm("ban", "forbidden", "draw")
    world.norm("later", "permitted", "draw", in_force_from="2024-01-01T00:00:00Z")
    world.norm("narrower", "permitted", "draw", condition=COLD)
    world.norm("freed", "forbidden", "sell", condition=COLD)
    world.norm("right", "permitted", "sell", guaranteed=True)

    found = findings(world, "later", "narrower", "freed", bounding=frozenset({"ban", "right"}))

    assert [
        ("takes_away", "freed", "right"),
        ("widens", "later", "ban"),
        ("widens", "narrower", "ban"),
    ] == kinds(found)
    assert () == findings(world, "later", "narrower", "freed")


def test_two_laws_that_leave_no_case_between_them_make_a_norm_always_yield() -> None:
    """One for the dry, one for all else: neither alone covers what the norm says."""
    world = DecisionWorld().norm("dry", "forbidden", "draw", "supranational", condition=DRY)
    wet = {"kind": "not", "of": DRY}
    world.norm("wet", "forbidden", "draw", "supranational", condition=wet)
    world.norm("ours", "permitted", "draw")

    found = kinds(findings(world, "ours"))

    assert [("always_yields", "ours", "dry"), ("always_yields", "ours", "wet")] == found


def test_what_nothing_settles_is_unsettled() -> None:
    """Of one level and day, and neither narrower."""
    world = DecisionWorld().norm("ban", "forbidden", "draw", condition=DRY)
    world.norm("ours", "permitted", "draw", condition=COLD)

    found = findings(world, "ours", bounding=frozenset({"ban"}))

    assert [("unsettled", "ours", "ban")] == kinds(found)


def test_a_norm_beyond_its_issuers_authority_is_told_as_such() -> None:
    """Nobody gave the witness any."""
    world = DecisionWorld().norm("ours", "permitted", "draw", issuer="witness")

    (finding,) = findings(world, "ours")

    assert ("binds_nobody", "authority") == (finding.type, finding.why)


def test_what_is_replaced_and_what_is_out_of_the_term_bounds_nothing() -> None:
    """A law that ended before the term, and a higher norm in whose place ours comes."""
    world = DecisionWorld().norm("law", "forbidden", "draw", "supranational", in_force_until=AT)
    world.norm("old", "forbidden", "draw", "supranational")
    world.norm("ours", "permitted", "draw")

    assert ["law", "old"] == [finding.bound for finding in findings(world, "ours")]
    assert () == findings(world, "ours", replaced=frozenset({"old"}), term_from=AT)


def test_a_search_that_is_given_up_is_undecided_and_not_in_order() -> None:
    """With no search left, nothing is within its bounds."""
    world = DecisionWorld().norm("law", "forbidden", "draw", "supranational", condition=DRY)
    world.norm("ours", "permitted", "draw", condition=COLD)

    found = findings(world, "ours", most_searches=0)

    assert [("undecided", "ours", "law")] == kinds(found)


def test_what_is_alike_is_searched_for_once() -> None:
    """Neither a deadline nor a territory to which no norm is bound makes a second search."""
    worlds = []
    for deadline in (None, AT):
        world = DecisionWorld() if deadline is None else with_places_and_contexts()
        world.norm("law", "forbidden", "draw", "supranational", condition=DRY)
        world.norm("due", "obliged", "draw", "supranational", condition=DRY, deadline=deadline)
        world.norm("ours", "permitted", "draw", condition=COLD, exceptions=[{"when": DRY}])
        worlds.append(world)
    plain, places = worlds

    enough = next(n for n in range(20) if not findings(plain, "ours", most_searches=n))

    assert () == findings(places, "ours", most_searches=enough)


@pytest.mark.parametrize("seed", range(220, 244))
def test_what_few_searches_find_more_do_not_take_back(seed: int) -> None:
    """With each number of searches: what nothing undecided stands beside is as with all of them."""
    rng = random.Random(seed)
    world = random_charter(rng)
    names = [norm["name"] for norm in world.target["norms"]]
    ours = rng.sample(names, rng.randint(1, len(names) - 1))
    bounding = frozenset({*names} - {*ours})
    whole = findings(world, *ours, bounding=bounding)

    for most in range(12):
        found = findings(world, *ours, bounding=bounding, most_searches=most)
        open_ = {(each.norm, each.bound) for each in found if each.type == "undecided"}
        assert {each for each in kinds(found) if each[1:] not in open_} == {
            each for each in kinds(whole) if each[1:] not in open_
        }
        for each in found:
            assert each.type == "binds_nobody" or (each.type == "undecided") == (each.case is None)
            if each.type == "yields":
                assert {"yields", "always_yields"} & {
                    other.type
                    for other in whole
                    if (other.norm, other.bound) == (each.norm, each.bound)
                }


def random_charter(rng: random.Random) -> DecisionWorld:
    """Return a charter of up to five norms."""
    world, number = with_places_and_contexts(), rng.randint(2, 5)
    for index in range(number):
        add_norm(world, random_norm(rng, index, number))
    return world


def collisions(side: NormVersion, norms: set[str], bounding: set[str]) -> Iterator[tuple[str, str]]:
    """Yield by trying all acts which norm speaks against which bound that stands there."""
    acts = [act for conduct, act in every_act() if conduct == "done"]
    everything = [authority for given in side.index.authorities.values() for authority in given]
    defeats = Defeats(side.index)
    for norm in (side.index.norms[name] for name in sorted(norms)):
        bounds = [
            other
            for other in side.index.by_action[norm.action]
            if other.name not in norms and (other.rank > norm.rank or other.name in bounding)
        ]
        alone = ActJudge(
            NormIndex(bounds, everything, side.index.order), side.contexts, check_names=False
        )
        single = ActJudge(
            NormIndex([norm], everything, side.index.order), side.contexts, check_names=False
        )
        wanted = {
            other.name
            for other in bounds
            if collide(norm, other)
            and (
                (settled := defeats.between(norm, other))[0].winner == other.name
                or len(settled) > 1
                or (
                    other.name in bounding
                    and (norm.modality != "forbidden" or other.modality == "obliged")
                )
                or (other.name in bounding and other.guaranteed)
            )
        }
        for act in acts:
            if act.action == norm.action and applies(single, act):
                for judged in alone.judge(act).items[0].norms:
                    if judged.name in wanted and judged.defence != "out":
                        yield norm.name, judged.name


@pytest.mark.parametrize("seed", range(160, 220))
def test_always_is_whenever_the_norm_applies(seed: int) -> None:
    """By all acts: on each to which it applies some bound that it yields to stands."""
    rng = random.Random(seed)
    side = version(random_charter(rng))
    name = rng.choice(sorted(side.index.norms))
    norm = side.index.norms[name]
    bounded = Bounded(norms=frozenset({name}), term_from=BEGIN)

    found = check_bounds(side.index, side.contexts, FACTS, bounded)

    winning = {each.bound for each in found if each.type in {"yields", "always_yields"}}
    higher = [other for other in side.index.by_action[norm.action] if other.rank > norm.rank]
    everything = [authority for given in side.index.authorities.values() for authority in given]
    alone = ActJudge(
        NormIndex(higher, everything, side.index.order), side.contexts, check_names=False
    )
    single = ActJudge(
        NormIndex([norm], everything, side.index.order), side.contexts, check_names=False
    )
    free = any(
        not any(
            judged.name in winning and judged.defence == "in"
            for judged in alone.judge(act).items[0].norms
        )
        for conduct, act in every_act()
        if conduct == "done" and act.action == norm.action and applies(single, act)
    )
    if winning:
        assert free == ("always_yields" not in {each.type for each in found})


def applies(judge: ActJudge, act: PlainAct) -> bool:
    """Return whether the only norm of a judge applies to an act."""
    return any(
        judged.bearing.applies.strict == "holds" for judged in judge.judge(act).items[0].norms
    )


@pytest.mark.parametrize("seed", range(60))
def test_no_norm_beyond_its_bounds_is_missed_and_none_is_made_up(seed: int) -> None:
    """By all acts about which all is known."""
    rng = random.Random(seed)
    side = version(random_charter(rng))
    names = sorted(side.index.norms)
    ours = {*rng.sample(names, rng.randint(1, len(names) - 1))}
    bounding = {name for name in names if name not in ours and rng.random() < 0.5}
    bounded = Bounded(norms=frozenset(ours), bounding=frozenset(bounding), term_from=BEGIN)

    found = check_bounds(side.index, side.contexts, FACTS, bounded)

    told = {(each.norm, each.bound) for each in found if each.type != "binds_nobody"}
    assert {*collisions(side, ours, bounding)} == told


@pytest.mark.parametrize("seed", range(60, 160))
def test_nothing_that_always_yields_to_a_higher_norm_keeps_within_its_bounds(seed: int) -> None:
    """What the check of charters calls so is refused, where both are in force in the term."""
    side = version(random_charter(random.Random(seed)))
    worlds = PossibleWorlds(FACTS, side.contexts)
    check = check_charter(side.index, worlds)

    for finding in check.findings:
        if finding.type == "always_yields":
            lower, higher = (side.index.norms[name] for name in finding.norms)
            if higher.rank > lower.rank and in_force(lower, lower.in_force_from):
                bounded = Bounded(norms=frozenset({lower.name}), term_from=BEGIN)
                found = check_bounds(side.index, side.contexts, FACTS, bounded)
                assert {"always_yields"} <= {each.type for each in found}

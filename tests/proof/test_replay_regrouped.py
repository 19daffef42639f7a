"""Cards grouped in a run of which parts are erased: honest ones stand, and no others for free."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from commonweal.documents import ValueCard
from commonweal.proof import checker

from .card_worlds import World, a_card, judged, random_world
from .small_study import (
    SmallStudy,
    card,
    erasing,
    find,
    id_of,
    problems,
    said,
    small_study,
    tombstone,
    write_ledger,
)
from .test_replay_erased import joined
from .test_replay_last_of_a_group import published, refused_study


def erase(study: SmallStudy, folder: Path, *people: list[dict[str, Any]]) -> None:
    """Have several people each take back, by name, some of what they said; after the run."""
    early = study.batches()[0]
    for records in people:
        for record in records:
            study.answers.remove(record)
        study.later += erasing(*records)
    study.write_files(folder)
    write_ledger(folder / "ledger", [early, study.batches()[1]])


def leave(study: SmallStudy, folder: Path, person: str) -> None:
    """Have somebody take back everything, after the run."""
    early = study.batches()[0]
    gone = [
        record
        for record in study.answers
        if record["by"] == person and record["kind"] not in {"withdrawal", "tombstone"}
    ]
    for record in gone:
        study.answers.remove(record)
    moment = {"said_at": "2026-04-01T00:00:00Z"}
    study.later.append(said("withdrawal", person, participant=person, erase=True, **moment))
    study.later += [tombstone(person, id_of(record)) for record in gone]
    study.write_files(folder)
    write_ledger(folder / "ledger", [early, study.batches()[1]])


def forged_join() -> SmallStudy:
    """Return the small study in which the west's only card was merged away all the same."""
    study = refused_study()
    joined(study)
    study.graph["values"][0]["strata"][0]["count"] = 3
    return study


def draft_of(study: SmallStudy, person: str) -> dict[str, Any]:
    return next(
        record
        for record in study.answers
        if record["kind"] == "value_card" and record["by"] == person
    )


@pytest.mark.parametrize("leaving", [True, False])
def test_a_draft_that_is_gone_was_no_value(tmp_path: Path, leaving: bool) -> None:
    """A card that stands in no value, called used, excuses nothing."""
    study = forged_join()
    draft = draft_of(study, "dee")
    study.uses.pop(id_of(draft))
    folder = study.write(tmp_path)

    if leaving:
        leave(study, folder, "dee")
    else:
        erase(study, folder, [draft], [find(study, "wiser_vote", "cy")])

    assert any("was used, and stands in no value" in problem for problem in problems(folder))


def test_the_card_of_another_group_excuses_nothing(tmp_path: Path) -> None:
    """Dee of the east names a card of hers, and Cy of the west a vote: the west had no other."""
    study, dees = forged_join(), card("dee", "Asking first")
    study.answers.append(dees)
    study.graph["origin_counts"][0]["records"] += 1
    study.graph["values"].append(published(dees))
    study.graph["values"].sort(key=lambda value: value["card"])
    folder = study.write(tmp_path)

    erase(study, folder, [dees], [find(study, "wiser_vote", "cy")])

    assert any(problem.startswith("values: ") for problem in problems(folder))


@pytest.mark.parametrize("forged", [False, True])
def test_what_judges_joined_is_not_parted_at_will(tmp_path: Path, forged: bool) -> None:
    """The east has values of its own to spare, so that nothing stood in the way of joining two."""
    study = small_study()
    two = [card("dee", "Mending"), card("eve", "Repairing")]
    more = [card("fay", "Singing"), card("fay", "Resting"), card("bob", "Reading")]
    about = {"first": id_of(two[0]), "second": id_of(two[1])}
    study.answers += [*two, *more]
    study.answers += [
        said("same_value", judge, judge=judge, verdict="same", **about) for judge in ("ann", "bob")
    ]
    study.graph["origin_counts"][0]["records"] += 7
    first, second = sorted(two, key=id_of)
    east = [{"stratum": "side", "value": "east", "count": 2}]
    one = published(first, merged=[id_of(second)], holders=2, strata=east)
    study.graph["values"] += [published(each) for each in more]
    study.graph["values"] += [published(each) for each in two] if forged else [one]
    study.graph["values"].sort(key=lambda value: value["card"])
    folder = study.write(tmp_path)

    erase(study, folder, [more[2]], [find(study, "wiser_vote", "dee")])

    told = [problem for problem in problems(folder) if "cards are grouped otherwise" in problem]
    assert forged == bool(told)
    assert forged == bool(problems(folder))


def test_nobody_elses_votes_were_superseded(tmp_path: Path) -> None:
    """Dee's vote is gone, and slogans of Ann and Cy: their votes stand."""
    study = small_study()
    slogans = [
        said("offered", p, participant=p, text="Be kind.", offered_as="slogan")
        for p in ("ann", "cy")
    ]
    study.answers += slogans
    study.graph["origin_counts"][0]["records"] += 2
    for person in ("ann", "cy"):
        study.uses[id_of(find(study, "wiser_vote", person))] = "superseded"
    folder = study.write(tmp_path)

    erase(study, folder, slogans[:1], slogans[1:], [find(study, "wiser_vote", "dee")])

    for person in ("ann", "cy"):
        told = f"1 of kind wiser_vote of {person!r} are said to be superseded"
        assert any(told in problem for problem in problems(folder))


@pytest.mark.parametrize("invented", [False, True])
def test_what_nobody_took_back_is_told(tmp_path: Path, invented: bool) -> None:
    """A vote that the convener erased is no error, and whoever checks sees it."""
    study = small_study()
    folder = study.write(tmp_path)
    early = study.batches()[0]
    vote = find(study, "wiser_vote", "fay")
    study.answers.remove(vote)
    study.later.append(tombstone("convener", id_of(vote), reason="error"))
    if invented:
        moment = {"said_at": "2026-04-01T00:00:00Z"}
        study.later.append(said("withdrawal", "ghost", participant="ghost", erase=True, **moment))
    study.write_files(folder)
    write_ledger(folder / "ledger", [early, study.batches()[1]])

    told = "1 records of people were erased, and nobody took them back: by convener"
    assert told in checker.check(folder).notes


# --- Small worlds by hand


def told_of(*values: tuple[str, ...]) -> dict[str, str]:
    """Return each card's value, the first of those given together."""
    return {card: value[0] for value in values for card in value}


def gone(
    *cards: str,
    words: int = 0,
    authors: Mapping[str, set[str]] | None = None,
    left: Collection[str] = (),
    judges: Collection[str] = (),
) -> Any:
    """Return what was erased: used cards, with whose they may be, and so many judgements."""
    return SimpleNamespace(
        used={*cards},
        left={*left},
        number_traced=Counter({"same_value": words}),
        judges={*judges},
        whose=lambda card: (authors or {}).get(card, {*left}),
    )


def regrouping(erased: Any, told: dict[str, str], world: World) -> list[str]:
    regrouped: Any = checker.beside("replay_regrouped")
    found: list[str] = regrouped.Regrouped(erased, told, world.graph()).problems()
    return found


def cards_by(*authors: str) -> tuple[list[str], dict[str, ValueCard]]:
    """Return cards of some people, in order of the people, and each by its id."""
    made = [a_card(author, number) for number, author in enumerate(authors)]
    return [card.id for card in made], {card.id: card for card in made}


def test_what_owners_joined_is_never_parted_for_a_group() -> None:
    """Only judges may not take a last value; owners of both may, and did."""
    (one, other), cards = cards_by("ann", "bob")
    words = [judged(one, other, judge) for judge in ("ann", "bob")]
    sides = {"ann": {"side": "a"}, "bob": {"side": "b"}}
    card = "value_card:" + "0" * 64
    erased = gone(card, authors={card: {"bob"}})

    found = regrouping(erased, told_of((one,), (other,), (card,)), World(cards, words, sides))

    assert found


@pytest.mark.parametrize("forged", [False, True])
def test_one_who_left_stood_in_one_group_of_a_stratum(forged: bool) -> None:
    """Zed's card may have been the other value of one group, and not of three."""
    (east, *own), cards = cards_by("ann", "wes", "nor", "sou")
    words = [judged(east, card, judge) for card in own for judge in ("bob", "eve")]
    sides = {p: {"side": p} for p in ("ann", "wes", "nor", "sou")}
    zeds, bobs = ("value_card:" + digit * 64 for digit in "01")
    # Bob's own card lets the east spare Ann's.
    sides["bob"] = sides["ann"]
    (cards[bobs],) = [a_card("bob", 9)]
    erased = gone(zeds, left={"zed"})
    joined_to = own if forged else own[:1]
    apart = [(card,) for card in own if card not in joined_to]

    told = told_of((east, *joined_to), *apart, (zeds,), (bobs,))

    assert forged == bool(regrouping(erased, told, World(cards, words, sides)))


def test_one_word_undoes_one_refusal_of_an_owner() -> None:
    """Two pairs that owners hold apart do not stand in one value for one judgement that is gone."""
    (one, other, between, fourth), cards = cards_by("ann", "bob", "cy", "dee")
    words = [
        *(judged(one, between, judge) for judge in ("x", "y")),
        *(judged(between, other, judge) for judge in ("x", "y")),
        *(judged(between, fourth, judge) for judge in ("x", "y")),
        judged(one, other, "ann", "different"),
        judged(one, fourth, "ann", "different"),
    ]
    told = told_of((one, other, between, fourth))

    found = [
        regrouping(gone(words=n, judges={"ann"}), told, World(cards, words, {})) for n in (1, 2)
    ]

    assert [True, False] == [bool(each) for each in found]


@pytest.mark.parametrize(("judge", "stands"), [("jo", False), ("ann", True)])
def test_only_an_owners_word_undoes_an_owners(judge: str, stands: bool) -> None:
    """Somebody else's judgement that is gone joins nothing that Ann called different."""
    (one, other), cards = cards_by("ann", "bob")
    words = [judged(one, other, "ann", "different"), judged(one, other, "bob")]

    found = regrouping(
        gone(words=1, judges={judge}), told_of((one, other)), World(cards, words, {})
    )

    assert stands == (found == [])


@pytest.mark.parametrize(("judge", "stands"), [("jo", False), ("ann", True)])
def test_only_an_owners_word_parts_what_owners_joined(judge: str, stands: bool) -> None:
    """Somebody else's judgement that is gone parts nothing that both owners called the same."""
    (one, other), cards = cards_by("ann", "bob")
    words = [judged(one, other, "ann"), judged(one, other, "bob")]

    found = regrouping(
        gone(words=1, judges={judge}), told_of((one,), (other,)), World(cards, words, {})
    )

    assert stands == (found == [])


@pytest.mark.parametrize(("judge", "stands"), [("jo", False), ("cy", True)])
def test_only_an_owners_word_takes_a_last_value(judge: str, stands: bool) -> None:
    """Two judges may not take Cy's only value; Cy may have given it, and taken that back."""
    (theirs, cys, more), cards = cards_by("ann", "cy", "ann")
    words = [judged(theirs, cys, each) for each in ("x", "y")] + [judged(theirs, cys, "ann")]
    sides = {"ann": {"side": "east"}, "cy": {"side": "west"}}

    told = told_of((theirs, cys), (more,))
    found = regrouping(gone(words=1, judges={judge}), told, World(cards, words, sides))

    assert stands == (found == [])


def test_whoever_named_a_record_said_it() -> None:
    """Another who had everything erased may have said what nobody named, and nothing else."""
    *_, erased = [checker.beside(f"replay_{name}") for name in ("graph", "regrouped", "erased")]
    since = {"value_card:a": "value_card", "value_card:b": "value_card"}
    stated = dict.fromkeys(since, "used")

    found = erased.Erased(since, stated, {"dee": {"value_card:a"}, "zed": set()})

    assert ({"dee"}, {"zed"}) == (found.whose("value_card:a"), found.whose("value_card:b"))


# --- At random: everything honest stands


def erased_from(world: World, rng: random.Random, leaving: int) -> tuple[World, Any]:
    """Return what is left when somebody left, or took back a card or a word by name."""
    gone_cards: set[str] = set()
    gone_words: set[str] = set()
    erasing_of: dict[str, set[str]] = {}
    for person in rng.sample([f"p{number}" for number in range(7)], leaving):
        theirs = {card.id for card in world.cards.values() if card.participant == person}
        said_by = {word.id for word in world.words if word.judge == person}
        if rng.random() < 0.5:
            erasing_of[person] = set()
            gone_cards |= theirs
            gone_words |= said_by
        elif named := {each for each in sorted(theirs | said_by) if rng.random() < 0.5}:
            erasing_of[person] = named
            gone_cards |= theirs & named
            gone_words |= said_by & named
    left = {person for person, named in erasing_of.items() if not named}
    after = World(
        {card_id: each for card_id, each in world.cards.items() if card_id not in gone_cards},
        [word for word in world.words if word.id not in gone_words],
        {person: groups for person, groups in world.strata.items() if person not in left},
    )
    # A word on a pair that was superseded by a later one of the same judge leaves no trace here.
    gone = SimpleNamespace(
        used=gone_cards,
        left=left,
        number_traced=Counter({"same_value": len(gone_words)}),
        judges={
            person
            for word in gone_words
            for person in ({p for p, named in erasing_of.items() if word in named} or left)
        },
        whose=lambda record_id: (
            {person for person, named in erasing_of.items() if record_id in named} or left
        ),
    )
    return after, gone


@pytest.mark.parametrize("seed", range(300))
def test_honest_groups_stand_whatever_was_erased(seed: int) -> None:
    """However people left, or took back by name, what the whole study gave is accounted for."""
    rng = random.Random(seed)
    world = random_world(rng)
    told = dict(world.graph().value_of)
    after, gone = erased_from(world, rng, rng.randint(1, 2))
    regrouped: Any = checker.beside("replay_regrouped")

    assert [] == regrouped.Regrouped(gone, told, after.graph()).problems()


@pytest.mark.parametrize("seed", range(200))
def test_with_nothing_erased_only_what_follows_stands(seed: int) -> None:
    """Any other grouping, by one card put elsewhere, is told."""
    rng = random.Random(seed)
    world = random_world(rng)
    graph = world.graph()
    told = dict(graph.value_of)
    moved = rng.choice(sorted(told))
    elsewhere = rng.choice([*sorted({*told.values()} - {told[moved]}), moved])
    groups = {c: (elsewhere if c == moved else v) for c, v in told.items() if c != elsewhere}
    groups.setdefault(elsewhere, elsewhere)
    before = {frozenset(c for c in told if told[c] == v) for v in {*told.values()}}
    after = {frozenset(c for c in groups if groups[c] == v) for v in {*groups.values()}}
    regrouped: Any = checker.beside("replay_regrouped")

    found = regrouped.Regrouped(gone(), groups, graph).problems()

    assert (before == after) == (found == [])

"""Folders replayed: judges take no group's last value, whoever runs the study."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from commonweal.proof import checker
from commonweal.values import merge_cards

from .card_worlds import World, a_card, judged, random_world
from .small_study import SmallStudy, card, find, id_of, problems, said, small_study
from .test_replay_erased import erase, joined

MOMENT = "2026-03-01T09:00:00Z"


def refused_study() -> SmallStudy:
    """Return the small study in which two more call Cy's card, the west's only one, Ann's."""
    study = small_study()
    about = {"first": id_of(find(study, "value_card", "ann"))}
    about["second"] = id_of(find(study, "value_card", "cy"))
    study.answers += [
        said("same_value", judge, judge=judge, verdict="same", **about) for judge in ("dee", "eve")
    ]
    study.graph["origin_counts"][0]["records"] += 2
    return study


def test_a_run_that_leaves_a_group_its_only_value_is_valid(tmp_path: Path) -> None:
    """Two outsiders call the west's only card the same as another, and it stays apart."""
    folder = refused_study().write(tmp_path)

    assert [] == problems(folder)


def test_a_run_that_merges_a_groups_only_value_away_is_not(tmp_path: Path) -> None:
    """Whoever joins the two all the same has changed what the records give."""
    study = refused_study()
    joined(study)

    assert any(problem.startswith("values:") for problem in problems(study.write(tmp_path)))


@pytest.mark.parametrize(
    ("kind", "by"), [("participant", "cy"), ("value_card", "bob"), ("same_value", "dee")]
)
def test_an_honest_run_stays_valid_when_what_it_rested_on_is_erased(
    kind: str, by: str, tmp_path: Path
) -> None:
    """The refusal is accounted for, also when the group can no longer be told."""
    study = refused_study()
    folder = study.write(tmp_path)
    theirs = [find(study, kind, by)]
    if kind == "participant":
        theirs = [record for record in study.answers if record["by"] == by]

    erase(study, folder, *theirs)
    report = checker.check(folder)

    assert [] == report.problems
    assert len(theirs) == report.counts["erased"]


@pytest.mark.parametrize(
    ("kind", "by"), [("wiser_vote", "fay"), ("same_value", "dee"), ("value_card", "bob")]
)
def test_no_group_loses_its_value_under_cover_of_an_erasure(
    kind: str, by: str, tmp_path: Path
) -> None:
    """A vote, a judgement, or another group's card that is gone excuses no taking of the value."""
    study = refused_study()
    joined(study)
    folder = study.write(tmp_path)

    erase(study, folder, find(study, kind, by))

    assert any(problem.startswith("values:") for problem in problems(folder))


def published(record: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a value of one card as published."""
    natures = ("constitutive", "instrumental")
    return {
        "card": id_of(record),
        "title": record["title"],
        "policies": [
            {"text": policy["text"], "nature": nature}
            for policy, nature in zip(record["policies"], natures, strict=True)
        ],
        "contexts": ["dry"],
        "origin": "person",
        "holders": 1,
        **fields,
    }


def test_a_group_may_have_had_another_value_that_was_erased(tmp_path: Path) -> None:
    """Judges could merge the one of Cy's cards while there was another, which is gone since."""
    study = refused_study()
    ours, theirs = card("dee", "Asking first"), card("cy", "Going last")
    study.answers += [ours, theirs]
    study.graph["origin_counts"][0]["records"] += 2
    floor = {"stratum": "side", "value": "west", "min_holders": 1}
    joined(study)
    study.graph["values"][0]["strata"][0]["count"] = 3
    study.graph["values"] += [published(ours), published(theirs, floors_met=[floor])]
    study.graph["values"].sort(key=lambda value: value["card"])
    folder = study.write(tmp_path)

    before = problems(folder)
    erase(study, folder, theirs)

    assert [] == before
    assert [] == problems(folder)


@pytest.mark.parametrize("for_it", range(5))
@pytest.mark.parametrize("against", range(5))
def test_the_stand_alone_program_asks_for_as_many_judges(for_it: int, against: int) -> None:
    """At least two, and more than say otherwise: nobody's own card, and no group's."""
    cards = {card.id: card for card in (a_card("p0", 0), a_card("p1", 1))}
    first, second = sorted(cards)
    verdicts = ["same"] * for_it + ["different"] * against
    words = [
        judged(first, second, f"j{number}", verdict, n=number)
        for number, verdict in enumerate(verdicts)
    ]

    found = World(cards, words, {}).graph().value_of

    assert (for_it >= 2 and for_it > against) == (found[first] == found[second])
    assert dict(merge_cards(cards, words).representative) == found


@pytest.mark.parametrize("seed", range(150))
def test_the_stand_alone_program_merges_the_same_cards(seed: int) -> None:
    """Producer and checker agree on random judgements of random groups' cards, models' too."""
    world = random_world(random.Random(seed), models=True)

    ours = merge_cards(world.cards, world.words, strata=world.strata)

    assert dict(ours.representative) == world.graph().value_of

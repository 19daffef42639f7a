"""Votes, cards and words of people that were erased: each excuses what it gave, and no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .erased_records import erase, unrelated
from .small_study import (
    SmallStudy,
    card,
    find,
    id_of,
    problems,
    rewrite,
    said,
    seal,
    small_study,
)


def ghosts(study: SmallStudy, number: int) -> None:
    """State so many answers more than were given."""
    [pair] = study.graph["pairs"]
    for row in (pair["shown_first"], pair["strata"][0]["counts"]):
        row["first"] = row.get("first", 0) + number


@pytest.mark.parametrize("number", [-1, 1])
def test_one_erased_vote_was_one_vote(number: int, tmp_path: Path) -> None:
    """A run that counted the vote that is gone twice, or not at all, is not valid."""
    study = small_study()
    ghosts(study, number)
    folder = study.write(tmp_path)

    erase(study, folder, find(study, "wiser_vote", "fay"))

    assert any(problem.startswith("pairs: the records give") for problem in problems(folder))


@pytest.mark.parametrize(
    ("kind", "by"), [("wiser_vote", "guy"), ("participant", "guy"), ("value_card", "dee")]
)
def test_what_did_not_count_in_the_run_excuses_nothing(kind: str, by: str, tmp_path: Path) -> None:
    """A vote that was taken back, or a draft that was not confirmed, moved no count."""
    study = small_study()
    record = find(study, kind, by)
    ghosts(study, 1)
    folder = study.write(tmp_path)

    theirs = [record]
    if kind == "participant":
        theirs = [
            each for each in study.answers if each["by"] == by and each["kind"] != "withdrawal"
        ]
    erase(study, folder, *theirs)

    assert any(problem.startswith("pairs: the records give") for problem in problems(folder))


def drafted(study: SmallStudy) -> dict[str, Any]:
    """Publish Dee's draft, which she did not confirm, in words that are not hers."""
    draft = find(study, "value_card", "dee")
    policies = [{"text": "ORDERS of the company", "nature": "constitutive"}]
    value = {"card": id_of(draft), "title": "Obeying the company", "policies": policies}
    value |= {"contexts": ["dry"], "origin": "person", "holders": 1}
    study.graph["values"] = sorted([*study.graph["values"], value], key=lambda v: v["card"])
    return draft


@pytest.mark.parametrize("used", [False, True])
def test_no_words_are_published_under_cover_of_an_erased_draft(used: bool, tmp_path: Path) -> None:
    """Even if the run says that it counted, the numbers of what was said do not add up."""
    study = small_study()
    draft = drafted(study)
    if used:
        del study.uses[id_of(draft)]
    folder = study.write(tmp_path)

    erase(study, folder, draft)

    assert used == (not problems(folder))


def test_a_card_that_is_gone_joins_no_values_that_nobody_called_the_same(tmp_path: Path) -> None:
    """It takes a word, there or erased, that two cards are the same."""
    study = small_study()
    draft = drafted(study)
    del study.uses[id_of(draft)]
    cards = sorted(c for v in study.graph["values"] for c in (v["card"], *v.get("merged", ())))
    [value] = [value for value in study.graph["values"] if value["card"] == id_of(draft)]
    value |= {"card": cards[0], "merged": cards[1:], "holders": 3}
    study.graph |= {"values": [value], "pairs": [], "outweighs": [], "transitions": []}
    folder = study.write(tmp_path)

    erase(study, folder, draft)

    assert "values: cards are grouped otherwise than what was erased accounts for" in problems(
        folder
    )


def test_only_a_record_of_the_same_person_was_replaced(tmp_path: Path) -> None:
    """Bob's card, which is gone, replaced no card of Cy's, whatever the run says of it."""
    study = small_study()
    cy = id_of(find(study, "value_card", "cy"))
    study.graph["values"] = [v for v in study.graph["values"] if v["card"] != cy]
    study.uses[cy] = "superseded"
    unrelated(study)
    folder = study.write(tmp_path)

    erase(study, folder, find(study, "value_card", "bob"))

    assert f"values: {cy} stands, and belongs to no value" in problems(folder)


def test_no_vote_of_somebody_else_was_replaced(tmp_path: Path) -> None:
    """Fay's vote, which is gone, stood in the place of none of Ann's."""
    study = small_study()
    ann = find(study, "wiser_vote", "ann")
    study.uses[id_of(ann)] = "superseded"
    [pair] = study.graph["pairs"]
    shown = "shown_first" if pair["first"] == ann["first"] else "shown_second"
    winner = "second" if pair["wiser"] == pair["second"] else "first"
    pair[shown][winner] -= 1
    pair["strata"][0]["counts"][winner] -= 1
    folder = study.write(tmp_path)

    erase(study, folder, find(study, "wiser_vote", "fay"))

    assert any("is used, not superseded" in problem for problem in problems(folder))
    assert [] == problems(folder / "out" / "target.json")


def weighing(study: SmallStudy, number: int) -> list[dict[str, Any]]:
    """Have Ann weigh more stakes of the two values, which nothing of hers replaced."""
    first = find(study, "outweighs", "ann")
    stakes = [("grave", "notable"), ("notable", "slight"), ("notable", "notable")][:number]
    more = [
        {**first, "stake": stake, "over_stake": over, "nonce": f"{place:032}"}
        for place, (stake, over) in enumerate(stakes)
    ]
    study.answers += more
    study.graph["origin_counts"][0]["records"] += number
    study.uses |= {id_of(record): "superseded" for record in more}
    return more


@pytest.mark.parametrize(("number", "believed"), [(2, True), (3, False)])
def test_one_erased_record_replaced_two_at_most(
    number: int,
    believed: bool,
    tmp_path: Path,  # whether it is enough
) -> None:
    """One by its name, one as the last word on the same."""
    study = small_study()
    weighing(study, number)
    folder = study.write(tmp_path)

    erase(study, folder, find(study, "outweighs", "ann"))
    found = problems(folder)

    assert believed == (not found)
    assert believed or "of kind outweighs are said to be superseded" in found[0]


def test_one_erased_card_replaced_one_card(tmp_path: Path) -> None:
    """Bob wrote two more, which stand: with one of his gone, not both may be left out."""
    study = small_study()
    more = [card("bob", title) for title in ("Digging", "Carrying")]
    study.answers += more
    study.uses |= {id_of(each): "superseded" for each in more}
    study.graph["origin_counts"][0]["records"] += 2
    folder = study.write(tmp_path)

    erase(study, folder, find(study, "value_card", "bob"))

    assert any("stands, and belongs to no value" in problem for problem in problems(folder))


def test_a_models_word_joins_no_card_that_is_gone(tmp_path: Path) -> None:
    """That Dee's card says the same as Ann's was a model's word, which merges nothing."""
    study = small_study()
    draft = find(study, "value_card", "dee")
    del study.uses[id_of(draft)]
    value = next(value for value in study.graph["values"] if "merged" in value)
    same = {"first": id_of(draft), "second": value["card"], "verdict": "same"}
    study.answers.append(said("same_value", "gpt", judge="gpt", **same) | {"origin": "model"})
    study.graph["origin_counts"].insert(0, {"origin": "model", "records": 1})
    study.graph["origin"] = "model"
    cards = sorted([value["card"], *value["merged"], id_of(draft)])
    words = value["title"], value["policies"]
    known = {id_of(each): each for each in study.answers}
    value |= {"card": cards[0], "merged": cards[1:], "holders": 3}
    if cards[0] == id_of(draft):
        value |= dict(zip(("title", "policies"), words, strict=True))
    else:
        value["title"] = known[cards[0]]["title"]
    unrelated(study)
    folder = study.write(tmp_path)
    rewrite(folder / "out" / "target.json", lambda target: target.update(origin="model"))
    seal(folder)

    erase(study, folder, draft)

    problem = "values: cards are grouped otherwise than what was erased accounts for"
    assert problem in problems(folder)


def test_a_card_that_is_gone_unmakes_no_holder(tmp_path: Path) -> None:
    """Ann's own card is left, so that she holds the value, with Bob or without."""
    study = small_study()
    value = next(value for value in study.graph["values"] if "merged" in value)
    value["holders"] = 0
    value.pop("strata", None)
    folder = study.write(tmp_path)

    erase(study, folder, find(study, "value_card", "bob"))

    assert any(problem.startswith("values: the records give") for problem in problems(folder))


def elsewhere(study: SmallStudy) -> None:
    """Tell Fay's vote as one in a context that nobody declared."""
    [pair] = study.graph["pairs"]
    for row in (pair["shown_first"], pair["shown_second"], pair["strata"][0]["counts"]):
        row.pop("both_needed", None)
    moved = {"shown_first": {"unsure": 1}, "shown_second": {}, "status": "thin", "context": "wet"}
    about = {field: pair[field] for field in ("first", "second")}
    study.graph["pairs"].append({**about, **moved})


def weighed_with_itself(study: SmallStudy) -> None:
    """Tell what Ann weighed as two stakes of one value."""
    [row] = study.graph["outweighs"]
    row |= {"over_card": row["card"], "stake": "grave", "over_stake": "slight"}


@pytest.mark.parametrize(
    ("kind", "by", "forge", "part"),
    [
        ("wiser_vote", "fay", elsewhere, "pairs"),
        ("outweighs", "ann", weighed_with_itself, "outweighs"),
    ],
)
def test_what_is_gone_was_said_of_what_there_is(
    kind: str, by: str, forge: Callable[[SmallStudy], None], part: str, tmp_path: Path
) -> None:
    """One answer that is gone accounts for one, of declared contexts and two values only."""
    study = small_study()
    forge(study)
    folder = study.write(tmp_path)

    erase(study, folder, find(study, kind, by))

    assert any(problem.startswith(f"{part}: the records") for problem in problems(folder))


@pytest.mark.parametrize("shared", [False, True])
def test_one_erased_endorsement_is_one_holder(shared: bool, tmp_path: Path) -> None:
    """Whichever value it was of, with one more the run counts two."""
    study = small_study()
    value = next(v for v in study.graph["values"] if ("merged" in v) == shared)
    value["holders"] += 1
    folder = study.write(tmp_path)

    erase(study, folder, find(study, "endorsement", "eve"))

    assert any("not what was erased accounts for" in problem for problem in problems(folder))


def test_a_card_that_is_gone_made_a_holder_of_its_own_value(tmp_path: Path) -> None:
    """Bob's card is one of Ann's value: he is not counted with Cy's instead."""
    study = small_study()
    for value in study.graph["values"]:
        value["holders"] += -1 if "merged" in value else 1
        value.pop("strata", None)
    folder = study.write(tmp_path)

    erase(study, folder, find(study, "value_card", "bob"))

    assert any(problem.startswith("values: the records give") for problem in problems(folder))


def test_a_draft_that_is_gone_replaced_a_card(tmp_path: Path) -> None:
    """Fay drew her card back into a draft: it was no value, and is none without the draft."""
    study = small_study()
    hers = card("fay", "Singing")
    draft = card("fay", "Humming", confirmed=False, supersedes=id_of(hers))
    about = {name: find(study, "same_value", "ann")[name] for name in ("first", "second")}
    word = said("same_value", "fay", judge="fay", verdict="same", **about)
    study.answers += [hers, draft, word]
    study.graph["origin_counts"][0]["records"] += 3
    study.uses |= {id_of(hers): "superseded", id_of(draft): "out_of_scope"}
    folder = study.write(tmp_path)

    before = problems(folder)
    erase(study, folder, draft, word)

    assert [] == before
    assert [] == problems(folder)

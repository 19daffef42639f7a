"""What was erased since a run: it can no longer be verified, and excuses no more than itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.proof import checker

from .small_study import (
    SmallStudy,
    card,
    erasing,
    exchange,
    find,
    head_of,
    id_of,
    problems,
    rewrite,
    said,
    seal,
    small_study,
    tombstone,
    write_ledger,
)


def erase(study: SmallStudy, folder: Path, *records: dict[str, Any]) -> None:
    """Delete bodies of somebody's records after the run, and leave tombstones, as erasing does."""
    early = study.batches()[0]
    for each in records:
        study.answers.remove(each)
    study.later += erasing(*records)
    study.write_files(folder)
    write_ledger(folder / "ledger", [early, study.batches()[1]])


def test_what_was_erased_can_no_longer_be_verified_and_is_not_invalid(tmp_path: Path) -> None:
    """A vote that was erased after the run leaves a count that nobody can check any more."""
    study = small_study()
    folder = study.write(tmp_path)

    erase(study, folder, find(study, "wiser_vote", "fay"))
    report = checker.check(folder)

    assert [] == report.problems
    assert 1 == report.counts["erased"]
    assert [
        "origin_counts: what was erased is missing to verify them",
        "pairs: what was erased is missing to verify them",
    ] == report.notes
    assert "1 input erased; what rests on it can no longer be verified" in checker.talk(report)


def held(study: SmallStudy) -> None:
    study.graph["values"][0]["holders"] += 1


def retitled(study: SmallStudy) -> None:
    study.graph["values"][0]["title"] = "Obeying the company"


def reworded(study: SmallStudy) -> None:
    study.graph["values"][0]["policies"][0]["text"] = "ORDERS of the company"


def renatured(study: SmallStudy) -> None:
    study.graph["values"][0]["policies"][1]["nature"] = "constitutive"


def parted(study: SmallStudy) -> None:
    next(value for value in study.graph["values"] if "merged" in value).pop("merged")


def joined(study: SmallStudy) -> None:
    one = next(value for value in study.graph["values"] if "merged" not in value)
    other = next(value for value in study.graph["values"] if "merged" in value)
    study.graph["values"].remove(max(one, other, key=lambda value: value["card"]))
    [left] = study.graph["values"]
    left["merged"] = sorted({one["card"], other["card"], *other["merged"]} - {left["card"]})
    left |= {"holders": 4, "floors_met": one["floors_met"], "strata": other["strata"]}
    unrelated(study)


def unrelated(study: SmallStudy) -> None:
    """Have nothing that was said of two values count, as if they were one or none."""
    study.graph |= {"pairs": [], "outweighs": [], "transitions": []}
    for record in study.answers:
        if record["kind"] in {"wiser_vote", "outweighs", "transition"}:
            study.uses.setdefault(id_of(record), "out_of_scope")


def gathered(study: SmallStudy) -> None:
    holds = next(value for value in study.graph["values"] if "strata" not in value)
    holds["strata"] = [{"stratum": "side", "value": "east", "count": 4}]


def unmet(study: SmallStudy) -> None:
    next(value for value in study.graph["values"] if "floors_met" in value).pop("floors_met")


def outweighed(study: SmallStudy) -> None:
    study.graph["outweighs"][0]["agree"] += 1


def uncovered(study: SmallStudy) -> None:
    study.graph["transitions"][0]["covers"] = [0, 1]


def polled(study: SmallStudy) -> None:
    study.graph["pairs"][0]["shown_first"]["neither"] = 1


def grouped(study: SmallStudy) -> None:
    study.graph["pairs"][0]["strata"][0]["counts"]["neither"] = 1


def attended(study: SmallStudy) -> None:
    study.graph["people"] += 1


def bettered(study: SmallStudy) -> None:
    study.graph["origin_counts"][0]["records"] += 1


def floored(study: SmallStudy) -> None:
    for value in study.graph["values"]:
        floor = {"stratum": "invented", "value": "x", "min_holders": 1}
        value.setdefault("floors_met", []).append(floor)


def misplaced(study: SmallStudy) -> None:
    for value in study.graph["values"]:
        value["contexts"] = ["never"]


def moved(study: SmallStudy) -> None:
    """Add a transition by the id of a record that was no transition."""
    one, other = (value["card"] for value in study.graph["values"])
    gone = find(study, "wiser_vote", "ann")
    covers = {"context": "dry", "from_card": one, "to_card": other, "covers": [0, 1]}
    study.graph["transitions"].append({"record": id_of(gone), **covers})


def ungrouped(study: SmallStudy) -> None:
    study.graph["pairs"][0]["strata"] = []


def represented(study: SmallStudy) -> None:
    """Let the other card of Ann's and Bob's value stand for it."""
    exchange(study, next(value for value in study.graph["values"] if "merged" in value))


WORDS = [held, retitled, reworded, renatured, parted, joined, gathered, unmet]
FORGED = [*WORDS, outweighed, uncovered, polled, grouped, attended, bettered]
FORGED += [floored, misplaced, moved, ungrouped, represented]


@pytest.mark.parametrize("kind", ["endorsement", "wiser_vote", "same_value", "value_card"])
@pytest.mark.parametrize("forge", FORGED)
def test_nothing_is_forged_under_cover_of_an_erasure(
    forge: Callable[[SmallStudy], None], kind: str, tmp_path: Path
) -> None:
    """Whatever is erased, it excuses no other words, groupings or counts than its own."""
    study = small_study()
    by = {"endorsement": "eve", "value_card": "bob"}.get(kind, "ann")
    record = find(study, kind, by)
    forge(study)
    folder = study.write(tmp_path)

    erase(study, folder, record)

    assert problems(folder)
    assert [] == problems(folder / "out" / "target.json")


@pytest.mark.parametrize(
    ("kind", "by"),
    [
        ("endorsement", "eve"),
        ("same_value", "ann"),
        ("value_card", "ann"),
        ("value_card", "bob"),
        ("value_card", "cy"),
        ("wiser_vote", "dee"),
        ("outweighs", "ann"),
        ("transition", "cy"),
    ],
)
def test_whatever_one_record_gave_cannot_be_verified_without_it(
    kind: str, by: str, tmp_path: Path
) -> None:
    """An honest run stays valid when one of its records, of any kind, is erased."""
    study = small_study()
    record = find(study, kind, by)
    folder = study.write(tmp_path)

    erase(study, folder, record)
    report = checker.check(folder)

    assert [] == report.problems
    assert 1 == report.counts["erased"]


def test_everything_somebody_said_can_be_erased(tmp_path: Path) -> None:
    """With all of Fay's records gone, the run she took part in is not invalid."""
    study = small_study()
    folder = study.write(tmp_path)
    theirs = [record for record in study.answers if record["by"] == "fay"]

    erase(study, folder, *theirs)
    report = checker.check(folder)

    assert [] == report.problems
    assert len(theirs) == report.counts["erased"]


def test_without_the_consent_nothing_said_under_it_may_be_left(tmp_path: Path) -> None:
    """Nobody can hide that somebody agreed to nothing by erasing what they agreed to."""
    study = small_study()
    folder = study.write(tmp_path)

    erase(study, folder, find(study, "consent", "fay"))

    found = problems(folder)

    assert "a consent was erased, and nobody had everything erased that they said" in found


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


def test_what_has_a_tombstone_is_gone(tmp_path: Path) -> None:
    """A tombstone beside the body that it stands for excuses nothing."""
    study = small_study()
    folder = study.write(tmp_path)
    vote = find(study, "wiser_vote", "fay")

    erase(study, folder, vote)
    study.answers.append(vote)
    study.write_files(folder)

    assert f"{id_of(vote)}: erased by its tombstone, and still in the study" in problems(folder)


def test_who_left_after_the_run_makes_it_stale_whatever_was_erased(tmp_path: Path) -> None:
    """An erasure does not cover the withdrawals of others."""
    study = small_study()
    folder = study.write(tmp_path)
    study.later += [said("withdrawal", by, day=27, participant=by) for by in ("ann", "cy")]

    erase(study, folder, find(study, "wiser_vote", "guy"))

    assert any("came after the first" in problem for problem in problems(folder))


def buried(study: SmallStudy, record: dict[str, Any], folder: Path) -> list[str]:
    """Put a tombstone in the place of a record before the run; return what is wrong then."""
    stone = tombstone("convener", id_of(record), said_at="2026-02-12T00:00:00Z")
    entries = study.batches()[0]
    study.answers[study.answers.index(record)] = stone
    study.uses[id_of(record)] = "erased"
    study.write(folder)
    write_ledger(folder / "ledger", [[*entries, id_of(stone)]])
    return problems(folder)


def test_nobodys_leaving_is_erased(tmp_path: Path) -> None:
    """Without Guy's withdrawal his vote would count after all."""
    study = small_study()

    found = buried(study, find(study, "withdrawal", "guy"), tmp_path)

    assert "a tombstone names a withdrawal or a tombstone: those are never erased" in found


def test_no_refusal_is_erased_by_itself(tmp_path: Path) -> None:
    """Fay refused later: without that, her first consent would stand again."""
    study = small_study()
    refusal = {**find(study, "consent", "fay"), "said_at": "2026-02-05T00:00:00Z"}
    refusal["choices"] = [{"use": "take_part", "given": False}]
    study.answers.append(refusal)

    found = buried(study, refusal, tmp_path)

    assert "a consent was erased, and nobody had everything erased that they said" in found


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


def test_a_tombstone_for_a_norm_excuses_no_difference(tmp_path: Path) -> None:
    """Nobody can drop a norm from under a target by calling it erased."""
    study = small_study()
    folder = study.write(tmp_path)
    edited = study.copy()
    norm = next(norm for norm in study.of("norm") if norm["name"] == "no-locks")
    stone = tombstone("council", id_of(norm), reason="error")
    start, end = edited.texts["norms/a.toml"].split("[[norm]]", 1)
    edited.texts["norms/a.toml"] = f"{start}[[norm]]{end.split('[[norm]]', 1)[1]}"
    edited.later.append(stone)
    edited.write_files(folder)
    write_ledger(folder / "ledger", [study.batches()[0], [id_of(stone)]])
    seal(folder)

    assert problems(folder)


def test_records_erased_before_the_run_are_accounted_for(tmp_path: Path) -> None:
    """Nothing is left to doubt where the run came after the erasure."""
    study = small_study()
    gone = find(study, "wiser_vote", "guy")
    stone = tombstone("guy", id_of(gone), said_at="2026-02-11T00:00:00Z")
    batch = study.batches()[0]
    study.answers[study.answers.index(gone)] = stone
    study.uses[id_of(gone)] = "erased"
    folder = study.write(tmp_path)
    entries = [name for name in batch if name != id_of(gone)]
    entries = [id_of(gone), *entries, id_of(stone)]
    write_ledger(folder / "ledger", [entries])
    records = {**study.records(), id_of(gone): "erased"}
    (folder / "out" / "records.json").write_text(json.dumps({"records": records}))
    head = head_of(entries)
    rewrite(
        folder / "out" / "target.json",
        lambda target: target.update(
            ledger_size=head["size"],
            ledger_root=head["root"],
            records={**target["records"], "erased": 1, "withdrawn": 4},
        ),
    )
    rewrite(
        folder / "out" / "target.json",
        lambda target: target["records"].update(
            {use: list(records.values()).count(use) for use in set(records.values())}
        ),
    )
    seal(folder)

    report = checker.check(folder)

    assert [] == report.problems
    assert 0 == report.counts["erased"]


@pytest.mark.parametrize("kind", ["endorsement", "transition"])
def test_what_nothing_sets_aside_ends_in_an_answer(tmp_path: Path, kind: str) -> None:
    """A record that no other replaces, called superseded, is told, and not looked for for ever."""
    study = small_study()
    record = next(each for each in study.answers if each["kind"] == kind)
    own = said(
        "offered", record["by"], participant=record["by"], text="Be kind.", offered_as="slogan"
    )
    study.answers.append(own)
    study.graph["origin_counts"][0]["records"] += 1
    study.uses[id_of(record)] = "superseded"
    folder = study.write(tmp_path)

    erase(study, folder, own)

    assert any(id_of(record) in problem or "superseded" in problem for problem in problems(folder))


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


def test_two_people_leave_altogether(tmp_path: Path) -> None:
    """Each by their own word: a consent that is gone is either's."""
    study = small_study()
    folder = study.write(tmp_path)
    early = study.batches()[0]
    moment = {"said_at": "2026-04-01T00:00:00Z"}
    for person in ("fay", "eve"):
        gone = [each for each in study.answers if each["by"] == person]
        study.answers = [each for each in study.answers if each["by"] != person]
        study.later.append(said("withdrawal", person, participant=person, erase=True, **moment))
        study.later += [tombstone(person, id_of(record)) for record in gone]
    study.write_files(folder)
    write_ledger(folder / "ledger", [early, study.batches()[1]])

    assert [] == problems(folder)

"""What was erased since a run: it can no longer be verified, and excuses no more than itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.proof import checker

from .erased_records import erase, moved, unrelated
from .small_study import (
    SmallStudy,
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

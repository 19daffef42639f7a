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
    erasing,
    find,
    head_of,
    id_of,
    problems,
    rewrite,
    seal,
    small_study,
    tombstone,
    write_ledger,
)


def erase(study: SmallStudy, folder: Path, *records: dict[str, Any]) -> None:
    """Delete bodies of somebody's records after the run, and leave tombstones, as erasing does."""
    left = erasing(*records)
    batches = [study.batches()[0], [id_of(each) for each in left]]
    for each in records:
        study.answers.remove(each)
    study.later += left
    study.write_files(folder)
    write_ledger(folder / "ledger", batches)


def test_what_was_erased_can_no_longer_be_verified_and_is_not_invalid(tmp_path: Path) -> None:
    """A vote that was erased after the run leaves a count that nobody can check any more."""
    study = small_study()
    folder = study.write(tmp_path)

    erase(study, folder, find(study, "wiser_vote", "fay"))
    report = checker.check(folder)

    assert [] == report.problems
    assert 1 == report.counts["erased"]
    assert [
        "pairs: what was erased is missing to verify them",
        "records: what was erased is missing to verify them",
    ] == report.notes
    assert "1 input erased; what rests on it can no longer be verified" in checker.talk(report)


def more(study: SmallStudy) -> None:
    study.graph["values"][0]["holders"] += 2


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


def gathered(study: SmallStudy) -> None:
    holds = next(value for value in study.graph["values"] if "strata" not in value)
    holds["strata"] = [{"stratum": "side", "value": "east", "count": 4}]


def unmet(study: SmallStudy) -> None:
    next(value for value in study.graph["values"] if "floors_met" in value).pop("floors_met")


def outweighed(study: SmallStudy) -> None:
    study.graph["outweighs"][0]["agree"] += 3


def uncovered(study: SmallStudy) -> None:
    study.graph["transitions"][0]["covers"] = [0, 1]


def polled(study: SmallStudy) -> None:
    study.graph["pairs"][0]["shown_first"]["neither"] = 9


def grouped(study: SmallStudy) -> None:
    study.graph["pairs"][0]["strata"][0]["counts"]["neither"] = 9


def attended(study: SmallStudy) -> None:
    study.graph["people"] += 5


def bettered(study: SmallStudy) -> None:
    study.graph["origin_counts"][0]["records"] += 9


WORDS = [more, retitled, reworded, renatured, parted, joined, gathered, unmet]
FORGED = [*WORDS, outweighed, uncovered, polled, grouped, attended, bettered]

ITS_OWN = {("same_value", parted), ("endorsement", unmet)}
"""What one record of a kind may have caused: two cards apart, one holder fewer of a group."""


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
    found = problems(folder)

    if (kind, forge) not in ITS_OWN:
        assert found


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

    assert any("is out_of_scope, not used" in problem for problem in problems(folder))


def test_one_erased_endorsement_is_one_holder(tmp_path: Path) -> None:
    """Of a value that Eve endorsed, one holder more than are left is what she gave."""
    study = small_study()
    endorsed = find(study, "endorsement", "eve")
    value = next(v for v in study.graph["values"] if v["card"] == endorsed["record"])
    value["holders"] += 1
    folder = study.write(tmp_path)

    erase(study, folder, endorsed)

    assert any("more than what was erased accounts for" in problem for problem in problems(folder))


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

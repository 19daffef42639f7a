"""What a run says became of records that are left, where only the erased could tell otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.proof import checker

from .decided_study import copied, decided, erase_answer, retell
from .small_study import SmallStudy, id_of, loaded, said

Change = Callable[[dict[str, Any]], None]


def held_twice(study: SmallStudy) -> None:
    """Have Cy call Ann's value theirs too, and Eve, who endorsed Cy's, place by both of them."""
    cards = {card["title"]: id_of(card) for card in study.answers if card["kind"] == "value_card"}
    mine = {"question": "mine", "answer": "yes", "asked_at": "2026-02-10T00:00:00Z"}
    study.answers.append(
        said("endorsement", "cy", participant="cy", record=cards["Sharing"], **mine)
    )
    orders = {"Sharing": ["lock", "share", "wait"], "Waiting": ["wait", "lock", "share"]}
    for title, order in orders.items():
        about = {"situation": "well", "appraiser": "eve", "card": cards[title]}
        tiers = [[option] for option in order]
        study.answers.append(said("placing", "eve", **about, order=tiers, stake="slight"))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a study that was run, in which two people hold values by endorsing them."""
    return decided(tmp_path_factory.mktemp("study"), change=held_twice)


def answers(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "answers.jsonl").read_text().splitlines()
    return [loaded_line(line) for line in lines]


def loaded_line(line: str) -> dict[str, Any]:
    record: dict[str, Any] = checker.inputs.parse(line.encode())
    return record


def placed(folder: Path, by: str) -> list[dict[str, Any]]:
    """Return the placings of somebody, the one by Sharing first."""
    found = [r for r in answers(folder) if (r["kind"], r["by"]) == ("placing", by)]
    return sorted(found, key=lambda record: record["order"][0] == ["wait"])


def value(target: dict[str, Any], *, shared: bool) -> dict[str, Any]:
    """Return the published value of Ann and Bob, or that of Cy."""
    return next(v for v in target["graph"]["values"] if bool(v.get("merged")) == shared)


def without(order: list[list[str]]) -> Change:
    """Return what leaves out the placing of an order."""

    def change(inputs: dict[str, Any]) -> None:
        inputs["placings"] = [each for each in inputs["placings"] if each["order"] != order]

    return change


def test_what_an_endorsement_made_an_owners_word_is_one(run: Path, tmp_path: Path) -> None:
    """Without Eve's endorsement her placing by Cy's value would not count; the run says it did."""
    folder = tmp_path / "erased"
    copied(run, folder)

    erase_answer(folder, "endorsement", "eve")

    assert [] == checker.check(folder).problems


def test_nobody_elses_placing_was_replaced(run: Path, tmp_path: Path) -> None:
    """Ann's placing, which is gone, replaced none of Cy's."""
    folder = tmp_path / "forged"
    copied(run, folder)
    [theirs] = placed(folder, "cy")

    retell(folder, {id_of(theirs): "superseded"}, without(theirs["order"]))
    erase_answer(folder, "placing", "ann")

    assert any("is used, not superseded" in problem for problem in checker.check(folder).problems)


@pytest.mark.parametrize("by", ["eve", "cy"])
def test_no_author_stops_to_hold_what_they_wrote(by: str, run: Path, tmp_path: Path) -> None:
    """Cy's own placing counts, whoever's endorsement is gone: Eve's, or one of Cy's own."""
    folder = tmp_path / "forged"
    copied(run, folder)
    [theirs] = placed(folder, "cy")

    def held_by_one_fewer(target: dict[str, Any]) -> None:
        value(target, shared=False)["holders"] -= 1
        value(target, shared=False)["floors_met"] = []

    uses = {id_of(theirs): "out_of_scope"}
    retell(folder, uses, without(theirs["order"]), held_by_one_fewer)
    erase_answer(folder, "endorsement", by)

    found = checker.check(folder).problems
    assert any("is used, not out_of_scope" in problem for problem in found)


def test_one_endorsement_makes_nobody_hold_two_values(run: Path, tmp_path: Path) -> None:
    """Eve endorsed one value, so that one of her placings counts, and not both."""
    folder = tmp_path / "forged"
    copied(run, folder)
    by_sharing, _ = placed(folder, "eve")
    card = value(loaded(folder / "out" / "target.json"), shared=True)["card"]

    def held_by_one_more(target: dict[str, Any]) -> None:
        value(target, shared=True)["holders"] += 1
        value(target, shared=True)["strata"][0]["count"] += 1

    def counted(inputs: dict[str, Any]) -> None:
        row = {"card": card, "order": by_sharing["order"], "stake": "slight", "source": "owner"}
        inputs["placings"].append({**row, "people": 1, "origin": "person"})

    retell(folder, {id_of(by_sharing): "used"}, counted, held_by_one_more)
    erase_answer(folder, "endorsement", "eve")

    problem = "records.json: more people are said to hold values than were erased"
    assert problem in checker.check(folder).problems


def test_nobody_else_holds_a_value_by_an_endorsement_that_is_gone(
    run: Path, tmp_path: Path
) -> None:
    """Cy called Ann's value theirs; the run says that it was Eve, and counts her placing."""
    folder = tmp_path / "forged"
    copied(run, folder)
    by_sharing, _ = placed(folder, "eve")
    card = value(loaded(folder / "out" / "target.json"), shared=True)["card"]

    def counted(inputs: dict[str, Any]) -> None:
        row = {"card": card, "order": by_sharing["order"], "stake": "slight", "source": "owner"}
        inputs["placings"].append({**row, "people": 1, "origin": "person"})

    retell(folder, {id_of(by_sharing): "used"}, counted)
    erase_answer(folder, "endorsement", "cy")

    assert any("is out_of_scope, not used" in problem for problem in checker.check(folder).problems)


def test_what_is_left_keeps_its_origin(run: Path, tmp_path: Path) -> None:
    """Where Ann's placing is gone, Cy's is a person's as before."""
    folder = tmp_path / "forged"
    copied(run, folder)
    [theirs] = placed(folder, "cy")

    def imported(inputs: dict[str, Any]) -> None:
        row = next(each for each in inputs["placings"] if each["order"] == theirs["order"])
        row["origin"] = "import"

    retell(folder, {}, imported)
    erase_answer(folder, "placing", "ann")

    assert any(problem.startswith("placings: ") for problem in checker.check(folder).problems)

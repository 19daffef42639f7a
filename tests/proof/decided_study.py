"""A small study that the package ran, with one decision or several, and ways to change it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from commonweal.decisions import PreparedTarget, decide
from commonweal.documents import Decision, DecisionInputs, Target
from commonweal.studies import run_study
from commonweal.studies._summary import summarise_run

from .small_study import (
    SmallStudy,
    erasing,
    find,
    id_of,
    loaded,
    said,
    seal,
    sha256,
    small_study,
    write_ledger,
)

PLAN = """
[defaults]
by = "council"
origin = "person"
said_at = "2026-01-01T00:00:00Z"

[[situation]]
name = "well"
title = "The well"
text = "It runs low."
decider = "una"
at = "2026-03-01T00:00:00Z"
until = "2026-03-02T00:00:00Z"
considerations = "complete"
contexts = [{ context = "dry", by = "council" }]
parties = [
  { name = "una", title = "Una", roles = [{ role = "keeper", by = "council" }], inside = true },
  { name = "ned", title = "N.", roles = [{ role = "neighbour", by = "council" }], affected = true },
]
options = [
  { name = "wait", text = "Wait." },
  { name = "lock", text = "Lock it.", acts = [{ actor = "una", action = "lock" }] },
  { name = "share", text = "Share it.", acts = [{ actor = "una", action = "share" }] },
]

[[principle]]
name = "may-share"
text = "Keepers may share."
role = "keeper"
action = "share"
alternatives = ["may-wait"]

[[principle]]
name = "may-wait"
text = "Keepers may wait."
role = "keeper"
action = "wait"

[[complaint]]
standpoint = "neighbour"
principle = "may-share"
ground = "thirst"
grade = 1

[[complaint]]
standpoint = "neighbour"
principle = "may-wait"
ground = "thirst"
grade = 3
"""


def decided(
    folder: Path, *, plan: str = PLAN, change: Callable[[SmallStudy], None] | None = None
) -> Path:
    """Run a study with a plan, in which two people place the options of the well.

    Args:
        folder: where it is to be.
        plan: its plan.
        change: changes the study before it is written.
    """
    study = small_study()
    study.texts["study.toml"] = (
        study.texts["study.toml"]
        .replace('steps = ["graph", "target"]', 'complaint_grades = ["a", "b", "c", "d"]')
        .replace("min_votes = 4", "min_votes = 4\nmin_holders = 1")
    )
    study.texts["roles.toml"] += '\n[[role]]\nname = "neighbour"\ntitle = "Neighbour"\n'
    study.texts["plan.toml"] = plan
    cards = {card["title"]: id_of(card) for card in study.answers if card["kind"] == "value_card"}
    orders = {"Sharing": [["share"], ["wait", "lock"]], "Waiting": [["wait"], ["share"], ["lock"]]}
    for title, order in orders.items():
        by = "ann" if title == "Sharing" else "cy"
        about = {"situation": "well", "appraiser": by, "card": cards[title]}
        study.answers += [
            said("placing", by, **about, order=order, stake="notable"),
            said("appraisal", by, **about, policy=0, option="wait", effect="supports"),
        ]
    about = {"standpoint": "neighbour", "principle": "may-wait"}
    study.answers.append(said("complaint", "eve", **about, ground="cold", grade=2))
    study.answers.append(said("complaint", "fay", **about, ground="fear", grade=2))
    find(study, "consent", "fay")["choices"] = [{"use": "take_part", "given": True}]
    if change is not None:
        change(study)
    study.write_files(folder)
    run_study(folder)
    return folder


def forge(
    folder: Path, change: Callable[[dict[str, Any]], None], *, place: int | None = None
) -> None:
    """Decide anew from changed inputs, and write the decision and its summary as a run does."""
    path = folder / "out" / ("decision.json" if place is None else "decisions.jsonl")
    lines = path.read_text().splitlines() if place is not None else [path.read_text()]
    decision = json.loads(lines[place or 0])
    target = Target.from_content(json.loads((folder / "out" / "target.json").read_text()))
    inputs = decision["justification"]["inputs"]
    change(inputs)
    forged = decide(
        DecisionInputs.from_content(inputs),
        target=PreparedTarget(target),
        study="small",
        by="commonweal",
        said_at=decision["said_at"],
        embed_target=place is None,
    )
    lines[place or 0] = json.dumps(forged.content())
    path.write_text("\n".join(lines))
    decisions = [Decision.from_content(json.loads(line)) for line in lines if line]
    told = summarise_run(target, sha256(target.content()), decisions, len(decisions))
    (folder / "out" / "summary.json").write_text(json.dumps(told))
    seal(folder)


def erase_answer(folder: Path, kind: str, by: str) -> None:
    """Delete the body of one answer, and leave a tombstone."""
    answers = folder / "answers.jsonl"
    records = [json.loads(line) for line in answers.read_text().splitlines()]
    record = next(each for each in records if (each["kind"], each["by"]) == (kind, by))
    taking, stone = erasing(record)
    left = [each for each in records if each != record]
    answers.write_text("".join(f"{json.dumps(each)}\n" for each in (*left, taking, stone)))
    leaves = (folder / "ledger" / "leaves.txt").read_text().splitlines()
    entries = [leaf.split()[1] for leaf in leaves]
    write_ledger(folder / "ledger", [entries, [id_of(taking), id_of(stone)]])


def retell(
    folder: Path,
    uses: dict[str, str],
    in_inputs: Callable[[dict[str, Any]], None],
    in_target: Callable[[dict[str, Any]], None] = lambda _: None,
) -> None:
    """Say otherwise what became of records, and decide anew from a target and inputs that fit."""
    out = folder / "out"
    records, target = loaded(out / "records.json"), loaded(out / "target.json")
    for record_id, use in uses.items():
        target["records"][records["records"][record_id]] -= 1
        target["records"][use] = target["records"].get(use, 0) + 1
    target["records"] = {use: count for use, count in target["records"].items() if count}
    records["records"] |= uses
    in_target(target)
    (out / "records.json").write_text(json.dumps(records))
    (out / "target.json").write_text(json.dumps(target))

    def change(inputs: dict[str, Any]) -> None:
        inputs["target"] = target
        in_inputs(inputs)

    forge(folder, change)


def copied(source: Path, folder: Path) -> None:
    """Copy what a run left of a study, without what only the next run would use."""
    for path in source.rglob("*"):
        if path.is_file() and ".steps" not in path.parts and path.name != "lock":
            place = folder / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())

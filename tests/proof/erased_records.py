"""A study of which records were erased."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .small_study import (
    SmallStudy,
    erasing,
    find,
    id_of,
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


def unrelated(study: SmallStudy) -> None:
    """Have nothing that was said of two values count, as if they were one or none."""
    study.graph |= {"pairs": [], "outweighs": [], "transitions": []}
    for record in study.answers:
        if record["kind"] in {"wiser_vote", "outweighs", "transition"}:
            study.uses.setdefault(id_of(record), "out_of_scope")


def moved(study: SmallStudy) -> None:
    """Add a transition by the id of a record that was no transition."""
    one, other = (value["card"] for value in study.graph["values"])
    gone = find(study, "wiser_vote", "ann")
    covers = {"context": "dry", "from_card": one, "to_card": other, "covers": [0, 1]}
    study.graph["transitions"].append({"record": id_of(gone), **covers})

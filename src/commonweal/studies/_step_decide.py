"""From a target and a plan to decisions, each with its justification."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.decisions import PreparedTarget, decide
from commonweal.documents import (
    DecisionInputs,
    TargetReference,
    replacing,
    write_json,
    write_text_atomically,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.proof import checker
from commonweal.studies._decisions_file import DecisionsFile
from commonweal.studies._stamps import key_of
from commonweal.studies._step_graph import PROGRAM, Considerations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from commonweal.documents import Decision, Situation
    from commonweal.studies._folder import StudyFolder
    from commonweal.studies._progress import Progress
    from commonweal.studies._stamps import Stamps

STEP = "decide"
ONE = "decision.json"
MANY = "decisions.jsonl"
PIECES = "decisions"
LARGEST = checker.LARGEST_FILE
"""The bytes that the decisions of a run may have: what the checker reads of one file."""
PIECE = 32
"""How many decisions are kept at a time: a run that is killed loses no more."""


@dataclass(frozen=True, slots=True)
class Docket:
    """All that a study's situations are decided from."""

    folder: StudyFolder
    target: PreparedTarget
    considerations: Mapping[str, Considerations]

    def decide(self, situation: Situation, *, embed_target: bool) -> Decision:
        """Decide one situation.

        Args:
            situation: one of the study's.
            embed_target: whether the decision holds the target, or names it by its hash.
        """
        return decide(
            self.inputs(situation, embed_target=embed_target),
            target=self.target,
            study=self.folder.study.name,
            by=PROGRAM,
            said_at=self.folder.study.read_at,
            embed_target=embed_target,
        )

    def inputs(self, situation: Situation, *, embed_target: bool) -> DecisionInputs:
        """Return one situation with all that was said of it."""
        said = self.considerations.get(situation.name, Considerations())
        reference = TargetReference(sha256=self.target.sha256)
        return DecisionInputs(
            situation=situation,
            target=self.target.document if embed_target else reference,
            placings=said.placings,
            appraisals=said.appraisals,
            principles=self.folder.principles,
            complaints=said.complaints,
            resolutions=self.folder.resolutions,
            not_traded=self.folder.not_traded,
        )


def decide_key(target_hash: str, folder: StudyFolder) -> str:
    """Return the hash of all that the decisions are made from; the target holds the rest."""
    return key_of(STEP, target_hash, *(situation.id for situation in folder.situations))


def decisions_path(out: Path, folder: StudyFolder) -> Path:
    """Return where the decisions of a study stand: one file for one, one a line for many."""
    return out / (ONE if len(folder.situations) == 1 else MANY)


def write_decisions(docket: Docket, stamps: Stamps, *, progress: Progress) -> DecisionsFile:
    """Decide every situation of the study and write the decisions.

    Many are kept in pieces while the run goes on, and a run that was killed goes on with the next.

    Args:
        docket: what they are decided from.
        stamps: where the run keeps unfinished work.
        progress: is told of every decision.

    Raises:
        InvalidDocument: with code ``decisions-too-large`` if they are more than the checker reads.
    """
    situations = docket.folder.situations
    path = decisions_path(stamps.out, docket.folder)
    if len(situations) == 1:
        write_json(path, docket.decide(situations[0], embed_target=True))
        progress.advance(1)
        return DecisionsFile(path)
    folder = stamps.folder / PIECES
    folder.mkdir(exist_ok=True)
    pieces, size = [], 0
    for start in range(0, len(situations), PIECE):
        some = situations[start : start + PIECE]
        pieces.append(_piece(folder, docket, some, progress))
        size += pieces[-1].stat().st_size
        if size > LARGEST:
            raise _too_large(path, size, start + len(some), len(situations))
    with replacing(path) as file:
        for piece in pieces:
            file.write(piece.read_bytes())
    shutil.rmtree(folder)
    return DecisionsFile(path)


def _piece(
    folder: Path, docket: Docket, situations: Sequence[Situation], progress: Progress
) -> Path:
    key = key_of(STEP, docket.target.sha256, *(situation.id for situation in situations))
    path = folder / f"{key}.jsonl"
    if path.exists():
        progress.advance(len(situations))
        return path
    lines = []
    for situation in situations:
        lines.append(_line(docket.decide(situation, embed_target=False)))
        progress.advance(1)
    write_text_atomically(path, "".join(lines))
    return path


def _too_large(path: Path, size: int, decided: int, all_of_them: int) -> InvalidDocument:
    return InvalidDocument(
        Problem(
            code="decisions-too-large",
            path=str(path),
            expected=f"decisions of at most {LARGEST:,} bytes together, the most that is checked",
            found=f"{size:,} bytes after {decided} of {all_of_them} situations",
            hint="Each norm that takes part stands in the certificate of every option: make several"
            " studies of the situations, or leave out norms that bear on none of their acts.",
        )
    )


def _line(decision: Decision) -> str:
    return json.dumps(decision.content(), ensure_ascii=False, separators=(",", ":")) + "\n"

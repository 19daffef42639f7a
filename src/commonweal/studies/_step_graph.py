"""From the answers that stand to a moral graph, and to what may be published of considerations."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from commonweal.documents import (
    Appraisal,
    MoralGraph,
    Placing,
    PublishedAppraisal,
    PublishedComplaint,
    PublishedPlacing,
    write_text_atomically,
)
from commonweal.studies._stamps import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np

    from commonweal.studies._folder import StudyFolder
    from commonweal.studies._standing import Use
    from commonweal.values import Answers, GraphResult, PublishedConsiderations

PROGRAM = "commonweal"
"""In whose name everything computed is said."""

STEP = "graph"
FILE = "graph.json"


@dataclass(frozen=True, slots=True)
class Considerations:
    """What appraisers said of one situation, as published."""

    placings: tuple[PublishedPlacing, ...] = ()
    appraisals: tuple[PublishedAppraisal, ...] = ()
    complaints: tuple[PublishedComplaint, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphDraft:
    """The moral graph, the considerations of each situation, and what became of each answer."""

    graph: MoralGraph
    uses: Mapping[str, Use]
    considerations: Mapping[str, Considerations]


def graph_key(folder: StudyFolder) -> str:
    """Return the hash of all that the graph is made from."""
    kinds = ("study", "context", "situation")
    answers = [record.id for record in folder.standing.answers.records()]
    declared = [entry.id for entry in folder.records.all() if entry.record.kind in kinds]
    aside = [f"{record_id} {use}" for record_id, use in folder.standing.set_aside.items()]
    return key_of(STEP, *answers, *declared, *aside)


def draft_graph(folder: StudyFolder, *, informed: bool = True) -> GraphDraft:
    """Build the moral graph of a study and publish the considerations of its situations.

    Args:
        folder: the study.
        informed: whether the graph has ranks and estimates, which inform and decide nothing;
            without them it is built in a fraction of the time, and is not the one that a run has.
    """
    import numpy as np

    answers = folder.standing.answers
    rng = np.random.default_rng(folder.study.seed) if informed else None
    result = build_graph(folder, rng=rng)
    uses = cast("dict[str, Use]", {**result.uses, **folder.standing.set_aside})
    considerations: dict[str, Considerations] = {}
    for situation, published in _published(folder, answers, result).items():
        uses |= cast("dict[str, Use]", dict(published.uses))
        considerations[situation] = Considerations(
            placings=published.placings,
            appraisals=published.appraisals,
            complaints=published.complaints,
        )
    graph = _with_estimates(folder, result) if informed else result.graph
    return GraphDraft(graph=graph, uses=uses, considerations=considerations)


def _with_estimates(folder: StudyFolder, result: GraphResult) -> MoralGraph:
    from commonweal.estimates import WiserProblem, solve_wiser, with_estimates

    estimate = solve_wiser(WiserProblem.from_documents(result.votes, folder.contexts))
    return with_estimates(result.graph, estimate)


def build_graph(folder: StudyFolder, *, rng: np.random.Generator | None) -> GraphResult:
    """Return the moral graph of a study without estimates; without ``rng``, without ranks too."""
    from commonweal.values import build_moral_graph

    return build_moral_graph(
        folder.standing.answers,
        study=folder.study,
        contexts=folder.contexts,
        by=PROGRAM,
        said_at=folder.study.read_at,
        rng=rng,
    )


def _published(
    folder: StudyFolder, answers: Answers, result: GraphResult
) -> dict[str, PublishedConsiderations]:
    from commonweal.values import publish_considerations

    placings: dict[str, list[Placing]] = defaultdict(list)
    for placing in answers.placings:
        placings[placing.situation].append(placing)
    appraisals: dict[str, list[Appraisal]] = defaultdict(list)
    for appraisal in answers.appraisals:
        appraisals[appraisal.situation].append(appraisal)
    return {
        situation.name: publish_considerations(
            situation.name,
            replace(
                answers,
                placings=tuple(placings[situation.name]),
                appraisals=tuple(appraisals[situation.name]),
            ),
            result,
            study=folder.study,
        )
        for situation in folder.situations
    }


def write_draft(path: Path, draft: GraphDraft) -> None:
    """Keep a draft, so that a later run need not make it again."""
    content = {
        "graph": draft.graph.content(),
        "uses": dict(draft.uses),
        "considerations": {
            situation: {
                "placings": [placing.content() for placing in said.placings],
                "appraisals": [appraisal.content() for appraisal in said.appraisals],
                "complaints": [complaint.content() for complaint in said.complaints],
            }
            for situation, said in draft.considerations.items()
        },
    }
    write_text_atomically(path, json.dumps(content, ensure_ascii=False) + "\n")


def read_draft(path: Path) -> GraphDraft:
    """Return a draft that was kept."""
    content: dict[str, Any] = json.loads(path.read_bytes())
    return GraphDraft(
        graph=MoralGraph.from_content(content["graph"]),
        uses=content["uses"],
        considerations={
            situation: Considerations(
                placings=tuple(PublishedPlacing.from_content(part) for part in said["placings"]),
                appraisals=tuple(
                    PublishedAppraisal.from_content(part) for part in said["appraisals"]
                ),
                complaints=tuple(
                    PublishedComplaint.from_content(part) for part in said["complaints"]
                ),
            )
            for situation, said in content["considerations"].items()
        },
    )

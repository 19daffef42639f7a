"""How far the moral graph of a study can be trusted: the estimates of its answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commonweal.studies._step_graph import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.documents import Study
    from commonweal.estimates import GraphQuality
    from commonweal.studies._folder import StudyFolder


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class StudyQuality:
    """A study's estimates, with the titles of its values and what is behind its votes."""

    study: Study
    quality: GraphQuality
    titles: Mapping[str, str]
    """The title of each value, by its card's id, as it may be published."""
    vote_origins: tuple[str, ...]
    """Who is behind the standing votes: persons, synthetic people, an import."""

    def content(self) -> dict[str, Any]:
        """Return what may be published of it, as plain JSON."""
        from commonweal.estimates import quality_content

        return {
            "study": self.study.name,
            "title": self.study.title,
            "synthetic": self.study.synthetic,
            "vote_origins": list(self.vote_origins),
            "titles": dict(self.titles),
            **quality_content(self.quality),
        }


def quality_of(folder: StudyFolder, *, replicates: int = 400) -> StudyQuality:
    """Return the estimates of a study's answers as they stand. Nothing is written.

    Args:
        folder: the study.
        replicates: how often people are drawn anew in each context.

    Cost: that of building the graph, and of ``replicates`` rankings of each context.
    """
    import numpy as np

    from commonweal.estimates import (
        GraphQualityProblem,
        design_weights_of,
        margins_of,
        measure_graph_quality,
        stratifications_of,
    )
    from commonweal.values import build_moral_graph, strata_of

    study, answers = folder.study, folder.standing.answers
    result = build_moral_graph(
        answers,
        study=study,
        contexts=folder.contexts,
        by=PROGRAM,
        said_at=study.read_at,
        rng=np.random.default_rng(study.seed),
    )
    names = result.votes.participants
    strata = stratifications_of(answers.participants, study.strata, names)
    quality = measure_graph_quality(
        GraphQualityProblem(
            votes=result.votes,
            asked=result.graph.people,
            strata=strata,
            margins=margins_of(study.strata, strata),
            design=design_weights_of(answers.participants, names),
            holders=result.holders,
            groups=strata_of(answers),
            thresholds=study.thresholds,
        ),
        rng=np.random.default_rng(study.seed),
        replicates=replicates,
    )
    origins = {vote.origin for vote in answers.votes if result.uses.get(vote.id) == "used"}
    return StudyQuality(
        study=study,
        quality=quality,
        titles={value.card: value.title for value in result.graph.values},
        vote_origins=tuple(sorted(origins)),
    )

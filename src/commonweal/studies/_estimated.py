"""The estimate of wiser-than for a whole study, or for a file of votes that belongs to none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.documents import Thresholds
from commonweal.studies._folder import read_study
from commonweal.studies._step_graph import build_graph

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from commonweal.estimates import HierarchicalEstimate, WiserEstimate


@dataclass(frozen=True, slots=True)
class EstimatedVotes:
    """An estimate, with what it takes to tell it to people."""

    estimate: WiserEstimate
    titles: Mapping[str, str]
    """The published titles of cards; none for a file of votes."""
    k: int
    """The fewest people that may be told apart."""


def estimate_votes(path: Path, method: HierarchicalEstimate | None = None) -> EstimatedVotes:
    """Return what people hold of each pair, by the votes of a study or of a file.

    Args:
        path: a study folder, whose votes stand and are merged as for its graph, and whose contexts
            are pooled as it declares; or a file that `commonweal.values.read_votes` reads, where
            each card is by itself and no context is broader than another.
        method: the model's choices.

    Raises:
        InvalidDocument: with every problem of the study or of the file.
    """
    from commonweal.estimates import WiserProblem, solve_wiser
    from commonweal.values import read_votes

    if not path.is_dir():
        estimate = solve_wiser(WiserProblem(votes=read_votes(path)), method)
        return EstimatedVotes(estimate, {}, Thresholds().k)
    folder = read_study(path)
    result = build_graph(folder, rng=None)
    problem = WiserProblem.from_documents(result.votes, folder.contexts)
    titles = {value.card: value.title for value in result.graph.values}
    return EstimatedVotes(solve_wiser(problem, method), titles, folder.study.thresholds.k)

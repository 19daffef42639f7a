"""The estimate in a moral graph: beside each pair, and nowhere else."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np

from commonweal.documents import MoralGraph
from commonweal.estimates import WiserProblem, solve_wiser, with_estimates
from commonweal.studies import init_study, read_study
from commonweal.values import GraphResult, build_moral_graph


def built(folder: Path) -> GraphResult:
    """Return the graph of the starter study, without estimates and ranks."""
    init_study(folder, name="garden")
    study = read_study(folder)
    return build_moral_graph(
        study.answers,
        study=study.study,
        contexts=study.contexts,
        by="test",
        said_at=study.study.read_at,
        rng=None,
    )


def without_estimates(graph: MoralGraph) -> MoralGraph:
    """Return the graph with no pair's estimate."""
    pairs = tuple(pair.model_copy(update={"estimate": None}) for pair in graph.pairs)
    return graph.model_copy(update={"pairs": pairs})


def test_only_estimates_change(tmp_path: Path) -> None:
    """Counts, verdicts and everything else of the graph stay as they were."""
    result = built(tmp_path / "garden")

    informed = with_estimates(result.graph, solve_wiser(WiserProblem(votes=result.votes)))

    assert result.graph != informed
    assert result.graph == without_estimates(informed)
    assert informed == MoralGraph.from_content(informed.content())


def test_the_interval_is_rounded_outwards(tmp_path: Path) -> None:
    """The ends hold those of the estimate, a ten-thousandth away at most."""
    result = built(tmp_path / "garden")
    estimate = solve_wiser(WiserProblem(votes=result.votes))

    (pair,) = with_estimates(result.graph, estimate).pairs

    assert pair.estimate is not None
    low, high = Fraction(pair.estimate.low), Fraction(pair.estimate.high)
    assert 0 <= estimate.value.low[0] - low < 1e-4
    assert 0 <= high - estimate.value.high[0] < 1e-4
    assert "hierarchical estimate, 95 %" == pair.estimate.method


def test_a_pair_on_which_nobody_took_a_side_gets_none(tmp_path: Path) -> None:
    """What the same pair would be in another context is no estimate of this one."""
    result = built(tmp_path / "garden")
    votes = result.votes
    answer = np.full_like(votes.answer, 2)
    undecided = type(votes)(
        **{name: answer if name == "answer" else getattr(votes, name) for name in votes.__slots__}
    )

    (pair,) = with_estimates(result.graph, solve_wiser(WiserProblem(votes=undecided))).pairs

    assert pair.estimate is None

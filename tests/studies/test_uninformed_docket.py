"""What is decided without the ranks and estimates of a moral graph, which inform only."""

from __future__ import annotations

from pathlib import Path

from commonweal.studies import docket_of, read_study

CLINIC = Path(__file__).parents[2] / "examples" / "clinic"


def test_ranks_and_estimates_decide_nothing() -> None:
    """Without them each situation comes out the same, in its statuses and relations too."""
    folder = read_study(CLINIC)
    whole, bare = docket_of(folder), docket_of(folder, informed=False)

    assert whole.target.document.graph.ranks
    assert () == bare.target.document.graph.ranks
    assert {None} == {pair.estimate for pair in bare.target.document.graph.pairs}
    for situation in folder.situations:
        one, other = (each.decide(situation, embed_target=False) for each in (whole, bare))
        assert one.model_copy(
            update={"target": other.target, "justification": other.justification}
        ) == other.model_copy(update={"justification": other.justification})

"""Published moral graphs, both layouts: counts as published, never votes made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commonweal.documents import MoralGraph, read_document, read_json
from commonweal.errors import InvalidDocument
from commonweal.studies import Provenance, import_moral_graph, read_study, run_study

PROVENANCE = Provenance(
    title="A graph made up for a test",
    licence="CC0-1.0",
    citation="Nobody (2026)",
    said_at="2026-01-31T09:30:00Z",
)

CONTEXTS = ["When somebody is grieving", "When somebody is angry"]


def counts(wiser: int, not_wiser: int, less_wise: int, unsure: int) -> dict[str, int]:
    return {
        "markedWiser": wiser,
        "markedNotWiser": not_wiser,
        "markedLessWise": less_wise,
        "markedUnsure": unsure,
        "impressions": wiser + not_wiser + less_wise + unsure,
    }


def edge(source: Any, wiser: Any, told: dict[str, int]) -> dict[str, Any]:
    return {
        "sourceValueId": source,
        "wiserValueId": wiser,
        "contexts": CONTEXTS,
        "counts": told,
        "summary": {"wiserLikelihood": 0.75, "entropy": 1.406},
    }


def first_layout() -> dict[str, Any]:
    values = [
        {
            "id": number,
            "title": title,
            "instructionsShort": title,
            "instructionsDetailed": title,
            "evaluationCriteria": [f"MOMENTS of {title}", f"SIGNS of {title}"],
            "createdAt": "2023-10-01T00:00:00Z",
            "updatedAt": "2023-10-01T00:00:00Z",
            "pageRank": 0.1,
        }
        for number, title in enumerate(("Holding still", "Walking along", "Handing over"), start=1)
    ]
    edges = [edge(1, 2, counts(3, 0, 0, 1)), edge(2, 3, counts(14, 2, 1, 0))]
    return {"values": values, "edges": edges}


def second_layout() -> dict[str, Any]:
    older = first_layout()
    values = [
        {
            "id": f"v{value['id']}",
            "policies": value["evaluationCriteria"],
            "description": value["title"],
        }
        for value in older["values"]
    ]
    edges = [
        edge("v1", "v2", counts(12, 0, 5, 1)),
        edge("v2", "v1", counts(5, 3, 12, 0)),
        edge("v2", "v3", counts(20, 0, 0, 0)),
    ]
    return {"values": values, "edges": edges}


def imported(tmp_path: Path, export: Any) -> Path:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(export), encoding="utf-8")
    import_moral_graph(path, tmp_path / "study", provenance=PROVENANCE)
    return tmp_path / "study"


@pytest.mark.parametrize("export", [first_layout(), second_layout()])
def test_both_layouts_become_a_study_that_runs(tmp_path: Path, export: dict[str, Any]) -> None:
    """Every value is a card with its policies and contexts, and the study runs without a plan."""
    run = run_study(imported(tmp_path, export))

    titles = {value.title for value in run.target.graph.values}
    assert {"Holding still", "Walking along", "Handing over"} == titles
    assert {"import"} == {value.origin for value in run.target.graph.values}
    assert 3 == len(run.folder.contexts)


def test_no_votes_are_made_up(tmp_path: Path) -> None:
    """The study has no vote; the counts are in a document of their own."""
    study = imported(tmp_path, first_layout())

    folder = read_study(study)

    assert () == folder.standing.answers.votes
    graph = read_document(study / "imported" / "moral_graph.json", MoralGraph)
    assert 2 == len(graph.pairs)
    assert 3 + 1 + 14 + 2 + 1 == sum(
        getattr(told, answer)
        for pair in graph.pairs
        for told in (pair.shown_first, pair.shown_second)
        for answer in ("first", "second", "both_needed", "neither", "unsure")
    )


def test_a_pair_asked_in_one_direction_is_never_accepted(tmp_path: Path) -> None:
    """Twenty of twenty in one order of display leave open that the order did it."""
    study = imported(tmp_path, second_layout())

    graph = read_document(study / "imported" / "moral_graph.json", MoralGraph)

    told = {
        tuple(
            sorted(
                (
                    pair.shown_first.first + pair.shown_second.first,
                    pair.shown_first.second + pair.shown_second.second,
                )
            )
        ): pair.status
        for pair in graph.pairs
    }
    assert {(5, 12): "contested", (0, 20): "contested"} == told


def test_a_pair_asked_both_ways_counts_each_answer_once(tmp_path: Path) -> None:
    """Where both directions were exported, neither's count of the other is added again."""
    study = imported(tmp_path, second_layout())

    graph = read_document(study / "imported" / "moral_graph.json", MoralGraph)

    both = next(
        pair for pair in graph.pairs if pair.shown_first.neither + pair.shown_second.neither == 3
    )
    assert 12 + 5 == sum(
        getattr(told, side)
        for told in (both.shown_first, both.shown_second)
        for side in ("first", "second")
    )


def test_published_entropy_stands_beside_the_entropy_of_answers(tmp_path: Path) -> None:
    """Three answers against one are 0.811 bits; what was published is kept beside it."""
    study = imported(tmp_path, first_layout())

    path = study / "imported" / "edges.json"
    first = json.loads(path.read_text(encoding="utf-8"))["edges"][0]

    assert 1.406 == first["published_entropy"]
    assert 0.811 == pytest.approx(first["entropy_of_answers"], abs=5e-4)


def test_what_was_published_of_ranks_is_kept(tmp_path: Path) -> None:
    """The published scores and their sum, which need not be 1, are kept as they were."""
    study = imported(tmp_path, first_layout())

    told = json.loads((study / "imported" / "edges.json").read_text(encoding="utf-8"))

    assert 0.3 == pytest.approx(told["published_page_rank_sum"])


def _without_policies(export: dict[str, Any]) -> None:
    export["values"][0]["evaluationCriteria"] = []


def _unknown_value(export: dict[str, Any]) -> None:
    export["edges"][0]["wiserValueId"] = 99


def _negative_count(export: dict[str, Any]) -> None:
    export["edges"][0]["counts"]["markedWiser"] = -1


def _self_edge(export: dict[str, Any]) -> None:
    export["edges"][0]["wiserValueId"] = 1


def _same_value_twice(export: dict[str, Any]) -> None:
    export["values"].append(export["values"][0])


def _both_layouts(export: dict[str, Any]) -> None:
    export["values"].append({"id": 9, "policies": ["x"], "title": "x"})


def _no_edges(export: dict[str, Any]) -> None:
    del export["edges"]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (_without_policies, "import-label"),
        (_unknown_value, "import-label"),
        (_negative_count, "import-label"),
        (_self_edge, "import-duplicate"),
        (_same_value_twice, "import-duplicate"),
        (_both_layouts, "import-column"),
        (_no_edges, "import-column"),
    ],
)
def test_what_is_not_as_exported_is_named(tmp_path: Path, fault: Any, code: str) -> None:
    """Each fault in an export has its code, and nothing is written."""
    export = first_layout()
    fault(export)

    with pytest.raises(InvalidDocument) as caught:
        imported(tmp_path, export)

    assert code in {problem.code for problem in caught.value.problems}
    assert not (tmp_path / "study").exists()


def test_what_is_no_json_is_named(tmp_path: Path) -> None:
    """A file that is no JSON is refused."""
    path = tmp_path / "export.json"
    path.write_text("values", encoding="utf-8")

    with pytest.raises(InvalidDocument) as caught:
        import_moral_graph(path, tmp_path / "study", provenance=PROVENANCE)

    assert "import-file" == caught.value.code


def test_the_imported_graph_is_a_document_without_floats(tmp_path: Path) -> None:
    """What is hashed holds no floating-point number."""
    study = imported(tmp_path, first_layout())

    content = read_json(study / "imported" / "moral_graph.json")

    assert "moral_graph" == content["kind"]

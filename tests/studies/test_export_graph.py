"""Moral graphs in others' formats: what they hold, what they keep back, and the way back in."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from commonweal.documents import (
    MoralGraph,
    PairCounts,
    PairVerdict,
    PublishedPolicy,
    PublishedValue,
    read_document,
    write_json,
)
from commonweal.errors import InvalidDocument
from commonweal.studies import (
    EXPORT_FORMATS,
    GraphToExport,
    add_answers,
    export_graph,
    import_moral_graph,
    init_study,
    read_study,
    run_study,
    write_graph_export,
)

from .test_import_moral_graph import PROVENANCE, counts, first_layout, second_layout

K = 5


def card_id(number: int) -> str:
    return f"value_card:{number:064x}"


def a_value(number: int, title: str = "A value", *, holders: int = 0) -> PublishedValue:
    return PublishedValue(
        card=card_id(number),
        title=title,
        policies=(PublishedPolicy(text=f"SIGNS of {title}", nature="constitutive"),),
        contexts=("dry",),
        origin="person",
        holders=holders,
    )


def a_pair(first: int, second: int, here: PairCounts, there: PairCounts, **more: Any) -> Any:
    return PairVerdict(
        context=more.pop("context", "dry"),
        first=card_id(first),
        second=card_id(second),
        shown_first=here,
        shown_second=there,
        status="accepted" if "wiser" in more else "contested",
        **more,
    )


def a_graph(*values: PublishedValue, pairs: tuple[Any, ...] = (), people: int = 0) -> MoralGraph:
    return MoralGraph(
        by="commonweal",
        origin="person",
        said_at="2026-01-31T09:30:00Z",
        values=values,
        pairs=pairs,
        people=people,
    )


def exported(graph: MoralGraph, form: str, *, k: int = K) -> str:
    return EXPORT_FORMATS[form](GraphToExport(graph=graph, k=k))


def asked_graph() -> MoralGraph:
    """Return three values; the second is held wiser than the first, and the third is contested."""
    return a_graph(
        a_value(1, "Holding still", holders=2),
        a_value(2, "Walking along", holders=7),
        a_value(3, "Handing over"),
        pairs=(
            a_pair(
                *(1, 2),
                PairCounts(second=6, neither=1),
                PairCounts(first=1, second=5, unsure=2),
                wiser=card_id(2),
            ),
            a_pair(2, 3, PairCounts(first=2), PairCounts(second=2)),
            a_pair(1, 3, PairCounts(first=4, both_needed=3), PairCounts(), context="wet"),
        ),
        people=15,
    )


# --- The published layouts


@pytest.mark.parametrize("layout", [1, 2])
def test_what_is_exported_can_be_imported_again(tmp_path: Path, layout: int) -> None:
    """Values, policies and counts of an imported graph survive the way out and back in."""
    first, again = _round(tmp_path, layout, first_layout() if layout == 1 else second_layout())

    assert len(first.pairs) == len(again.pairs) >= 2
    assert _by_title(first) == _by_title(again)


def _round(tmp_path: Path, layout: int, export: Any) -> tuple[MoralGraph, MoralGraph]:
    """Return a graph as imported, and as imported again from its export."""
    export["edges"][0]["counts"] = counts(5, 1, 0, 1)
    graphs = []
    path = tmp_path / "published.json"
    path.write_text(json.dumps(export), "utf-8")
    for name in ("once", "twice"):
        import_moral_graph(path, tmp_path / name, provenance=PROVENANCE)
        file = tmp_path / name / "imported" / "moral_graph.json"
        graphs.append(read_document(file, MoralGraph))
        path = tmp_path / "again.json"
        write_graph_export(file, path, form=f"published-v{layout}")
    return graphs[0], graphs[1]


def _by_title(graph: MoralGraph) -> Any:
    """Return what a graph says, told by titles, since ids depend on the file they came from."""
    titles = {
        value.card: (value.title, *(p.text for p in value.policies)) for value in graph.values
    }
    pairs = {}
    for pair in graph.pairs:
        sides = {"first": titles[pair.first], "second": titles[pair.second]}
        pairs[frozenset(sides.values())] = (
            {
                shown: {sides.get(answer, answer): getattr(told, answer) for answer in ANSWERS}
                for shown, told in zip(
                    sides.values(), (pair.shown_first, pair.shown_second), strict=True
                )
            },
            pair.status,
        )
    return set(titles.values()), pairs


ANSWERS = ("first", "second", "both_needed", "neither", "unsure")


@pytest.mark.parametrize(("form", "ids"), [("published-v1", [1, 2, 3]), ("published-v2", None)])
def test_the_published_layouts_sum_answers_as_they_do(form: str, ids: list[int] | None) -> None:
    """Counts by direction, the likelihood, and both entropies of a pair worked by hand."""
    content = json.loads(exported(asked_graph(), form))

    assert (ids or [card_id(n) for n in (1, 2, 3)]) == [value["id"] for value in content["values"]]
    told = {(edge["sourceValueId"], edge["wiserValueId"]): edge for edge in content["allEdges"]}
    one, two = (value["id"] for value in content["values"][:2])
    # 6 yes and 1 no with 1 shown first; the way back, with 2 shown first: 1 yes, 5 no, 2 unsure.
    assert counts(6, 1, 1, 0) | {"impressions": 15} == told[one, two]["counts"]
    assert counts(1, 5, 6, 2) | {"impressions": 15} == told[two, one]["counts"]
    assert 5 / 8 == told[one, two]["summary"]["wiserLikelihood"]
    assert [(one, two)] == [(e["sourceValueId"], e["wiserValueId"]) for e in content["edges"]]


def test_the_entropy_of_the_published_tools_stands_beside_the_repaired_one() -> None:
    """Three yes and one unsure: 1.406 bits as published, 0.811 over the answers alone."""
    graph = a_graph(
        a_value(1),
        a_value(2),
        pairs=(a_pair(1, 2, PairCounts(second=3, unsure=1), PairCounts()),),
    )

    [told] = json.loads(exported(graph, "published-v1", k=4))["allEdges"]

    assert 1.406 == pytest.approx(told["summary"]["entropy"], abs=5e-4)
    assert 0.811 == pytest.approx(told["summary"]["entropyOfAnswers"], abs=5e-4)


def test_one_context_can_be_exported_alone(tmp_path: Path) -> None:
    """The published layouts sum contexts; named alone, one is not mixed with another."""
    write_json(tmp_path / "graph.json", asked_graph())

    content = json.loads(export_graph(tmp_path / "graph.json", form="published-v2", context="wet"))

    [told] = content["allEdges"]
    assert ["wet"] == told["contexts"]
    assert ["Holding still", "Handing over"] == [value["title"] for value in content["values"]]


# --- Other programs' formats


def test_networkx_reads_the_graph() -> None:
    """Nodes are values, and an edge leads from each accepted pair's one to the wiser."""
    graph = nx.parse_graphml(exported(asked_graph(), "graphml"))

    assert {card_id(n) for n in (1, 2, 3)} == set(graph.nodes)
    assert [(card_id(1), card_id(2))] == list(graph.edges())
    [(_, _, told)] = graph.edges(data=True)
    assert (11, 1, 0) == (told["wiser_votes"], told["less_wise_votes"], told["both_needed"])
    assert "Walking along" == graph.nodes[card_id(2)]["title"]
    assert (7, None) == tuple(graph.nodes[card_id(n)].get("holders") for n in (2, 1))


def test_two_contexts_are_two_edges() -> None:
    """One pair accepted in two contexts does not melt into one edge."""
    counted = PairCounts(second=6)
    pairs = tuple(
        a_pair(1, 2, counted, counted, wiser=card_id(2), context=name) for name in ("dry", "wet")
    )

    graph = nx.parse_graphml(exported(a_graph(a_value(1), a_value(2), pairs=pairs), "graphml"))

    assert ["dry", "wet"] == sorted(told["context"] for _, _, told in graph.edges(data=True))


def test_titles_of_any_letters_are_read_back() -> None:
    """Markup, quotes and scripts survive; what XML cannot hold is marked."""
    graph = a_graph(a_value(1, '<b a="1">&\'水\x0b'))

    read = nx.parse_graphml(exported(graph, "graphml"))

    assert '<b a="1">&\'水\ufffd' == read.nodes[card_id(1)]["title"]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_tables_have_every_value_and_every_pair() -> None:
    """What is not accepted is in the table too, with its verdict."""
    values = rows(exported(asked_graph(), "csv-values"))
    pairs = rows(exported(asked_graph(), "csv-pairs"))

    assert [("Holding still", ""), ("Walking along", "7"), ("Handing over", "0")] == [
        (row["title"], row["holders"]) for row in values
    ]
    assert [("accepted", "1"), ("contested", ""), ("contested", "4")] == [
        (row["status"], row["called_first_wiser"]) for row in pairs
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "  =", "＝", "\u00a0="])
def test_no_cell_begins_a_formula(sign: str) -> None:
    """A title that a spreadsheet would run has an apostrophe in front."""
    told = exported(a_graph(a_value(1, f'{sign}HYPERLINK("x")')), "csv-values")

    [row] = rows(told)
    assert row["title"] == f'\'{sign}HYPERLINK("x")'


def test_mgg_has_the_accepted_pairs() -> None:
    """Values with their policies, and from each less wise value an edge to the wiser."""
    content = json.loads(exported(asked_graph(), "mgg"))

    assert [(card_id(1), card_id(2))] == [(e["from_id"], e["to_id"]) for e in content["edges"]]
    assert ["SIGNS of Holding still"] == content["values"][0]["data"]["policies"]


# --- JSON-LD


def expanded(content: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the things of a document with every term in full, as the standard expands them.

    It knows what our documents use, and no more: prefixes, aliases of id and type, coercion to ids
    and datatypes, and lists. Anything else is an error.
    """
    context = content["@context"]

    def iri(term: str) -> str:
        prefix, colon, rest = term.partition(":")
        return (
            f"{context[prefix]}{rest}" if colon and isinstance(context.get(prefix), str) else term
        )

    def value(raw: Any, definition: dict[str, Any]) -> dict[str, Any]:
        if definition.get("@type") == "@id":
            return {"@id": iri(raw)}
        if "@type" in definition:
            return {"@value": raw, "@type": iri(definition["@type"])}
        return {"@value": raw}

    things = []
    for thing in content["@graph"]:
        found: dict[str, Any] = {}
        for term, raw in thing.items():
            meaning = context[term]
            if meaning == "@id":
                found["@id"] = iri(raw)
            elif meaning == "@type":
                found["@type"] = [iri(kind) for kind in raw]
            else:
                many = [value(each, meaning) for each in (raw if isinstance(raw, list) else [raw])]
                is_list = meaning.get("@container") == "@list"
                found[iri(meaning["@id"])] = [{"@list": many}] if is_list else many
        things.append(found)
    return things


PROV = "http://www.w3.org/ns/prov#"


def test_the_provenance_can_be_followed_to_the_ledger(tmp_path: Path) -> None:
    """From the graph by its activity to the ledger's root, in full terms, fetching nothing."""
    init_study(tmp_path / "garden", name="garden")
    target = run_study(tmp_path / "garden").target

    content = json.loads(export_graph(tmp_path / "garden", form="json-ld"))

    things = {thing["@id"]: thing for thing in expanded(content)}
    [graph] = [t for t in things.values() if "urn:commonweal:terms:MoralGraph" in t["@type"]]
    activity = things[graph[f"{PROV}wasGeneratedBy"][0]["@id"]]
    ledger = things[activity[f"{PROV}used"][0]["@id"]]
    agent = things[graph[f"{PROV}wasAttributedTo"][0]["@id"]]
    assert {"@value": target.ledger_root} == ledger["urn:commonweal:terms:ledgerRoot"][0]
    assert [f"{PROV}Agent"] == agent["@type"]
    assert target.read_at == graph[f"{PROV}generatedAtTime"][0]["@value"]
    assert {"@value": True, "@type": "http://www.w3.org/2001/XMLSchema#boolean"} in graph[
        "urn:commonweal:terms:synthetic"
    ]


def test_every_reference_in_json_ld_is_there() -> None:
    """Each id that is named is a thing of the document, but for what something came from."""
    things = expanded(json.loads(exported(asked_graph(), "json-ld")))

    named = {
        each["@id"]
        for thing in things
        for term, values in thing.items()
        if not term.startswith("@") and term != f"{PROV}wasDerivedFrom"
        for each in values
        if "@id" in each
    }
    assert named <= {thing["@id"] for thing in things}
    assert all(":" in term or term.startswith("@") for thing in things for term in thing)


# --- What no format tells


NUMBERS = st.integers(0, 4)
COUNTS = st.builds(
    PairCounts, first=NUMBERS, second=NUMBERS, both_needed=NUMBERS, neither=NUMBERS, unsure=NUMBERS
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    held=st.lists(st.integers(0, 12), min_size=2, max_size=2),
    here=COUNTS,
    there=COUNTS,
    people=st.integers(0, 12),
    k=st.integers(1, 9),
)
def test_no_format_tells_a_number_of_people_below_k(
    held: list[int], here: PairCounts, there: PairCounts, people: int, k: int
) -> None:
    """Neither holders, nor people asked, nor the answers on a pair, wherever a format has them."""
    graph = a_graph(
        *(a_value(number, holders=count) for number, count in enumerate(held, start=1)),
        pairs=(a_pair(1, 2, here, there, wiser=card_id(2)),),
        people=people,
    )
    given_ = sum(getattr(told, answer) for told in (here, there) for answer in ANSWERS)

    holders = [row["holders"] for row in rows(exported(graph, "csv-values", k=k))]
    [pair] = rows(exported(graph, "csv-pairs", k=k))
    votes = [v.get("votes") for v in json.loads(exported(graph, "published-v1", k=k))["values"]]
    edges = json.loads(exported(graph, "published-v1", k=k))["allEdges"]
    drawn = nx.parse_graphml(exported(graph, "graphml", k=k))
    linked = {
        (thing["@id"], term): values[0]["@value"]
        for thing in expanded(json.loads(exported(graph, "json-ld", k=k)))
        for term, values in thing.items()
        if term.endswith((":holders", ":people", ":calledFirstWiser", ":neither"))
    }

    told = [count if count == 0 or count >= k else None for count in held]
    assert ["" if count is None else str(count) for count in told] == holders
    assert told == votes
    assert told == [drawn.nodes[card_id(n)].get("holders") for n in (1, 2)]
    assert {count for count in told if count is not None} == {
        count for (_, term), count in linked.items() if term.endswith(":holders")
    }
    assert (given_ >= k) == (pair["neither"] != "")
    assert (given_ >= k) == ("neither" in next(iter(drawn.edges(data=True)))[2])
    assert (given_ >= k) == any(term.endswith(":neither") for _, term in linked)
    assert given_ >= k or not edges
    assert (people == 0 or people >= k) == any(term.endswith(":people") for _, term in linked)


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 2**32))
def test_no_format_names_a_person(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Whatever people are called, no export holds it, nor who stands in which group."""
    folder = tmp_path_factory.mktemp("study") / "garden"
    init_study(folder, name="garden")
    names = [
        f"who-{hashlib.sha256(f'{seed} {number}'.encode()).hexdigest()[:12]}" for number in range(6)
    ]
    add_answers(folder, [record for name in names for record in _takes_part(name)])
    cards = sorted(card.id for card in read_study(folder).answers.cards)
    add_answers(folder, [_votes(name, *cards[:2]) for name in names])
    run_study(folder)

    written = {form: export_graph(folder, form=form) for form in EXPORT_FORMATS}

    people = {record.participant for record in read_study(folder).answers.participants}
    assert {*names} < people
    for text in written.values():
        assert not [name for name in people if name in text]
        assert "sunny" not in text


def _takes_part(name: str) -> list[dict[str, Any]]:
    common = {"by": name, "origin": "synthetic", "participant": name}
    said_at = "2026-06-02T09:00:00Z"
    uses = [{"use": use, "given": True} for use in ("take_part", "quote", "publish")]
    return [
        {
            "kind": "participant",
            **common,
            "strata": [{"stratum": "bed", "value": "sunny"}],
            "said_at": said_at,
        },
        {"kind": "consent", **common, "choices": uses, "said_at": said_at},
        {
            "kind": "value_card",
            **common,
            "title": "Leaving water for birds",
            "policies": [{"text": "BIRDS at the rim of the tub"}],
            "contexts": ["dry-week"],
            "confirmed": True,
            "said_at": said_at,
        },
    ]


def _votes(name: str, first: str, second: str) -> dict[str, Any]:
    return {
        "kind": "wiser_vote",
        "by": name,
        "origin": "synthetic",
        "participant": name,
        "context": "dry-week",
        "first": first,
        "second": second,
        "answer": "first",
        "said_at": "2026-06-02T09:00:00Z",
    }


# --- What cannot be exported


def test_an_unknown_format_is_named(tmp_path: Path) -> None:
    """The formats that there are get listed, and nothing is written."""
    write_json(tmp_path / "graph.json", asked_graph())

    with pytest.raises(InvalidDocument) as caught:
        write_graph_export(tmp_path / "graph.json", tmp_path / "out", form="gexf")

    assert "unknown-format" == caught.value.code
    assert not (tmp_path / "out").exists()


def test_a_context_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A misspelt context is no empty export."""
    write_json(tmp_path / "graph.json", asked_graph())

    with pytest.raises(InvalidDocument) as caught:
        export_graph(tmp_path / "graph.json", form="mgg", context="moist")

    assert "unknown-context" == caught.value.code


def test_what_is_no_graph_is_not_exported(tmp_path: Path) -> None:
    """Another record is refused by its kind."""
    init_study(tmp_path / "garden", name="garden")
    run_study(tmp_path / "garden")

    with pytest.raises(InvalidDocument) as caught:
        export_graph(tmp_path / "garden" / "out" / "decision.json", form="mgg")

    assert "no-graph" == caught.value.code

"""Graphs, ledgers, schemas, imports and benchmarks, as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonweal.studies import read_study

from .conftest import Program


def hide_below(study: Path, k: int) -> None:
    """Have a starter study name no group of fewer than k people."""
    file = study / "study.toml"
    text = file.read_text("utf-8").replace("strata = [", f"thresholds = {{ k = {k} }}\nstrata = [")
    file.write_text(text, "utf-8")


def test_a_graph_is_built_and_shown(program: Program, garden: Path) -> None:
    """What `graph build` prints, `graph show` shows as a table with counts."""
    file = garden.parent / "graph.json"
    file.write_text(program("graph", "build", garden).out, "utf-8")

    shown = program("graph", "show", file)
    here = program("graph", "show", file, "--context", "dry-week", "--json")

    assert "Taking turns in the open > Tending what others planted" in shown.out or (
        "Tending what others planted < Taking turns in the open" in shown.out
    )
    assert ["dry-week"] == [pair["context"] for pair in here.document["data"]["pairs"]]


def test_a_context_that_a_graph_has_not_is_refused(program: Program, garden: Path) -> None:
    """A misspelt context is no empty table: the contexts that there are get named."""
    program("run", garden)

    called = program("graph", "show", garden, "--context", "wet-week", "--json")

    (problem,) = called.document["data"]["problems"]
    assert 3 == called.code
    expected = "one of the graph's contexts: dry-week"
    assert ("unknown-context", expected) == (problem["code"], problem["expected"])


@pytest.mark.parametrize(
    ("k", "held", "pair"), [(5, "fewer than 5 people", "11/1/0"), (1, "1 person", "11/1/0")]
)
def test_fewer_people_than_k_are_not_counted(
    program: Program, garden: Path, k: int, held: str, pair: str
) -> None:
    """A number of holders below the study's k is told as that; one of at least k is told."""
    hide_below(garden, k)
    program("run", garden)

    called = program("graph", "show", garden)

    assert f"held by {held}  dry-week" in called.out
    assert f"({pair})" in called.out


def test_answers_on_a_pair_below_k_are_not_counted(program: Program, garden: Path) -> None:
    """Where the people are fewer than k, neither they nor the answers on a pair are told."""
    hide_below(garden, 13)
    program("run", garden)

    called = program("graph", "show", garden)

    assert called.out.startswith("2 values, fewer than 13 people")
    assert "(fewer than 13)" in called.out


def test_a_graph_of_nobody_says_so(program: Program, garden: Path) -> None:
    """What was imported without people is held by nobody, and its long title is seen to be cut."""
    graph = json.loads(program("graph", "build", garden).out)
    graph["people"] = 0
    graph["values"][0] |= {"holders": 0, "origin": "import", "title": "A long title " * 5 + "end"}
    file = garden.parent / "graph.json"
    file.write_text(json.dumps(graph), "utf-8")

    shown = program("graph", "show", file).out

    assert shown.startswith("2 values, nobody was asked\n")
    assert "A long title A long title A long title A lo…  held by nobody, an imported card" in shown
    assert "  (11/1/0)" in shown
    assert "in brackets: votes for the first/second/both" in shown


def test_a_file_without_a_graph_is_named(program: Program, garden: Path) -> None:
    """Showing the graph of a decision is refused."""
    program("run", garden)

    called = program("graph", "show", garden / "out" / "decision.json")

    assert 3 == called.code
    assert "[no-graph]" in called.err


def test_a_ledger_is_appended_proved_and_verified(program: Program, garden: Path) -> None:
    """A study's records are ledgered, each can be proved, and the whole verified."""
    appended = program("ledger", "append", garden, "--json")
    size = appended.document["data"]["size"]
    foreign = ("norm:" + "0" * 64, "--foreign")
    again = program("ledger", "append", garden / "ledger", *foreign, "--json")
    root = program("ledger", "root", garden, "--size", size, "--json")
    receipt = program("ledger", "prove", garden, "norm:" + "0" * 64)
    since = program("ledger", "prove", garden, "--since", size)
    verified = program("ledger", "verify", garden)

    assert size + 1 == again.document["data"]["size"]
    assert appended.document["data"]["root"] == root.document["data"]["root"]
    assert "norm:" + "0" * 64 in json.loads(receipt.out).values()
    assert [0, 0, 0] == [receipt.code, since.code, verified.code]


@pytest.mark.parametrize("folder", [".", "ledger"])
def test_an_id_that_the_study_has_not_is_refused(
    program: Program, garden: Path, folder: str
) -> None:
    """An id of no record is not ledgered, whether the study or its ledger is named."""
    size = program("ledger", "append", garden, "--json").document["data"]["size"]

    called = program("ledger", "append", garden / folder, "norm:" + "0" * 64, "--json")
    after = program("ledger", "root", garden, "--json")

    assert 3 == called.code
    assert ["foreign-id"] == [each["code"] for each in called.document["data"]["problems"]]
    assert size == after.document["data"]["size"]


def test_an_id_that_the_study_has_is_ledgered(program: Program, garden: Path) -> None:
    """A record of the study is appended alone, by its id."""
    ids = [entry.id for entry in read_study(garden).records.all()]
    program("ledger", "append", garden, "--json")

    called = program("ledger", "append", garden, ids[0], "--json")

    assert (0, len(ids)) == (called.code, called.document["data"]["size"])


def test_what_is_not_in_the_ledger_has_no_receipt(program: Program, garden: Path) -> None:
    """Asking for the receipt of an unknown record is answered no."""
    program("ledger", "append", garden)

    called = program("ledger", "prove", garden, "norm:" + "0" * 64)

    assert 1 == called.code
    assert "[ledger-not-contained]" in called.err


@pytest.mark.parametrize("words", [[], ["norm:" + "0" * 64, "--since", "3"]])
def test_one_thing_is_proved_at_a_time(program: Program, garden: Path, words: list[str]) -> None:
    """Neither or both of a record and a size is wrong usage."""
    assert 2 == program("ledger", "prove", garden, *words).code


def test_a_damaged_ledger_is_said_to_be_one(program: Program, garden: Path) -> None:
    """A changed byte among the entries is found."""
    program("ledger", "append", garden)
    leaves = max((garden / "ledger").iterdir(), key=lambda path: path.stat().st_size)
    data = leaves.read_bytes()
    leaves.write_bytes(data[:30] + bytes([data[30] ^ 1]) + data[31:])

    assert program("ledger", "verify", garden).code in {1, 3}


def test_schemas_are_listed_and_shown(program: Program) -> None:
    """Every listed kind has a schema that says which version of JSON Schema it is in."""
    listed = program("schema", "list").out.split()

    shown = program("schema", "show", listed[0])

    assert "https://json-schema.org/draft/2020-12/schema" == json.loads(shown.out)["$schema"]


def test_an_unknown_kind_has_no_schema(program: Program) -> None:
    """A misspelt kind is answered with the nearest."""
    called = program("schema", "show", "nrom")

    assert 3 == called.code
    assert "norm" in called.err


def test_importing_says_how_many(program: Program, tmp_path: Path) -> None:
    """An import tells how many situations it made, and how to run them."""
    table = tmp_path / "dilemmas.csv"
    table.write_text(
        "idx,dilemma_situation,action_type,action,values_names\n"
        "3,Do you knock?,to_do,Knock,['care']\n"
        "3,Do you knock?,not_to_do,Leave,['quiet']\n",
        "utf-8",
    )

    called = program("import", "daily-dilemmas", table, "--out", tmp_path / "study")

    assert 0 == called.code
    assert called.out.startswith("1 situation imported.")


def test_a_moral_graph_needs_a_licence(program: Program, tmp_path: Path) -> None:
    """Importing a graph without saying under which licence is wrong usage."""
    called = program("import", "moral-graph", tmp_path / "x.json", "--out", tmp_path / "study")

    assert 2 == called.code
    assert "--title" in called.err or "--licence" in called.err


def test_an_unknown_benchmark_is_named(program: Program) -> None:
    """Asking for a benchmark that there is not names those that there are."""
    called = program("bench", "speed-of-light")

    assert 3 == called.code
    assert "[unknown-benchmark]" in called.err


def test_a_missed_target_says_no(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A benchmark whose target is not met gives exit code 1, and its rows all the same."""
    (tmp_path / "tiny.py").write_text(
        "from types import SimpleNamespace\n"
        "def run(quick=False):\n"
        "    fields = dict(name='a', ours='1 s', peer='', ratio='', target='0.5 s')\n"
        "    return [SimpleNamespace(**fields, met=quick)]\n",
        "utf-8",
    )
    monkeypatch.setattr("commonweal.cli._bench._folder", lambda: tmp_path)

    missed = program("bench", "tiny")
    met = program("bench", "--quick", "--json")

    assert [1, 0] == [missed.code, met.code]
    assert "NO" in missed.out
    assert [True] == [row["met"] for row in met.document["data"]]


def test_a_ledger_is_signed_and_verified(program: Program, garden: Path) -> None:
    """A key is made once; its holder signs what there is, and a reader asks for that key."""
    program("run", garden)
    file = garden.parent / "ledger.pem"
    key = program("ledger", "key", file).out.strip()

    before = program("ledger", "verify", garden, "--trusted-key", key, "--json")
    signed = program("ledger", "sign", garden, "--key", file)
    after = program("ledger", "verify", garden, "--trusted-key", key, "--json")
    other = program("ledger", "verify", garden, "--trusted-key", "0" * 64, "--json")

    assert key == program("ledger", "key", file).out.strip()
    assert 0o600 == file.stat().st_mode & 0o777
    assert (1, "ledger-unsigned") == (before.code, before.document["data"]["problems"][0]["code"])
    assert (0, 1) == (after.code, after.document["data"]["signed"])
    assert signed.out.strip().endswith(key)
    assert (1, f"one signed by {key}") == (
        other.code,
        other.document["data"]["problems"][0]["found"],
    )
    assert 0 == program("check", garden).code


def test_what_is_no_public_key_is_refused(program: Program, garden: Path) -> None:
    """Nothing is said to be verified by a key that could have signed nothing."""
    program("run", garden)

    called = program("ledger", "verify", garden, "--trusted-key", "aa", "--json")

    assert 3 == called.code
    assert "public-key-invalid" == called.document["data"]["problems"][0]["code"]


def test_a_folder_without_a_ledger_is_told_how_one_begins(program: Program, garden: Path) -> None:
    """The hint is one for people, and speaks of no parameter."""
    called = program("ledger", "root", garden)

    assert 3 == called.code
    assert "[ledger-absent]" in called.err
    assert "its first run begins one" in called.err


def test_a_size_that_a_ledger_never_had_is_told_with_its_size(
    program: Program, garden: Path
) -> None:
    """Proving since beyond the end says how many entries there are, and what that can mean."""
    size = program("run", garden, "--json").document["data"]["summary"]["ledger"]["size"]

    called = program("ledger", "prove", garden, "--since", "999")

    assert 1 == called.code
    assert f"from 0 to {size}" in called.err
    assert "it was cut short" in called.err


def test_a_key_that_is_not_there_is_missing(program: Program, garden: Path) -> None:
    """To sign is to read a key: nothing is said of a place to write to."""
    program("ledger", "append", garden)

    called = program("ledger", "sign", garden, "--key", "nosuch.pem")

    assert 3 == called.code
    assert "nosuch.pem: expected the file of a signing key, found no such file" in called.err

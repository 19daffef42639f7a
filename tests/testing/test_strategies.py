"""The strategies that the tests draw documents from."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import Phase, find, given, settings, strategies as st

from commonweal.documents import (
    RECORD_KINDS,
    Condition,
    KnownWorld,
    Record,
    Role,
)
from commonweal.testing import any_records, conditions, documents, records, texts, worlds

QUIETLY = settings(max_examples=2000, database=None)
FIRST_FOUND = settings(QUIETLY, phases=[Phase.generate])
CLAUSES = [
    "equals",
    "at_least",
    "at_most",
    "one_of",
    "holds",
    "occupies",
    "before",
    "not",
    "all",
    "any",
]


@pytest.mark.parametrize("kind", sorted(RECORD_KINDS))
@settings(max_examples=10)
@given(st.data())
def test_each_kind_is_drawn(kind: str, data: st.DataObject) -> None:
    """The strategy of a kind gives records of that kind."""
    assert kind == data.draw(records(kind)).kind


@pytest.mark.parametrize("kind", sorted(RECORD_KINDS))
def test_every_field_is_sometimes_said(kind: str) -> None:
    """No field is left out of what is tried, and no language is always in it."""
    said: list[set[str]] = []
    examples = 40 if kind in {"decision", "target"} else 100

    @settings(max_examples=examples, database=None, derandomize=True, phases=[Phase.generate])
    @given(records(kind))
    def collect(record: Record) -> None:
        said.append(record.model_fields_set)

    collect()

    assert set(RECORD_KINDS[kind].model_fields) == set.union(*said)
    assert "language" not in set.intersection(*said)


@pytest.mark.parametrize("clause", CLAUSES)
def test_every_clause_is_drawn(clause: str) -> None:
    """Conditions are drawn with every clause, also inside others."""

    def inside(condition: Condition) -> bool:
        return any(part.kind == clause or inside(part) for part in condition.parts)

    assert find(conditions(), inside, settings=FIRST_FOUND)


def test_conditions_shrink_to_what_is_always_so() -> None:
    """The simplest condition is the one that holds everywhere."""
    simplest = find(conditions(), lambda condition: condition.depth > 0, settings=QUIETLY)

    assert {"kind": "all"} == simplest.content()


def test_records_shrink_to_little() -> None:
    """The simplest role leaves unsaid whatever it may, and its names are short."""
    simplest = find(documents(Role), lambda role: role.name != "", settings=QUIETLY)

    required = {name for name, field in Role.model_fields.items() if field.is_required()}
    assert required | {"kind", "schema_version"} == simplest.model_fields_set
    assert ["a", "a"] == [simplest.by, simplest.name]


@given(worlds(["a", "b"]))
def test_worlds_speak_of_what_they_were_asked_for(world: KnownWorld) -> None:
    """A world holds nothing beside the words that it was drawn for."""
    roles = {role for _, role in world.occupations}

    assert {"a", "b"} >= {*world.facts, *world.facts_before, *world.contexts} | roles


def test_any_kind_is_among_all_records() -> None:
    """The strategy of all records reaches the last kind as well as the first."""
    drawn = find(any_records(), lambda record: record.kind == "withdrawal", settings=FIRST_FOUND)

    assert "withdrawal" == drawn.kind


@given(texts(longest=3))
def test_texts_are_as_long_as_they_may_be(text: str) -> None:
    """A text is neither empty nor longer than it was asked to be."""
    assert 1 <= len(text) <= 3


def outcome(program: str) -> str:
    """Return the last line that a program of its own prints."""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=120
    )
    return (run.stdout + run.stderr).strip().splitlines()[-1]


def test_the_strategies_need_no_numpy() -> None:
    """Importing the strategies and the documents loads no NumPy."""
    program = "import sys, commonweal.testing; print('numpy' in sys.modules)"

    assert "False" == outcome(program)


def test_without_hypothesis_the_way_to_it_is_told() -> None:
    """Where Hypothesis is not installed, the error holds the line that installs it."""
    program = "import sys; sys.modules['hypothesis'] = None; import commonweal.testing"

    assert "pip install 'commonweal[testing]'" in outcome(program)
    assert "missing-extra" in outcome(program)

"""The published JSON Schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings, strategies as st

from commonweal.documents import (
    RECORD_KINDS,
    SCHEMA_KINDS,
    Justification,
    json_schema,
    parse_record,
    schema_text,
    write_schemas,
)
from commonweal.errors import InvalidDocument
from commonweal.testing import documents, records

KINDS = sorted(RECORD_KINDS)
ROOT = Path(__file__).resolve().parents[2]
VALIDATORS = {kind: jsonschema.Draft202012Validator(json_schema(kind)) for kind in SCHEMA_KINDS}


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_the_published_schema_is_that_of_the_model(kind: str) -> None:
    """What is published is what the models say: run scripts/write_schemas.py after a change."""
    file = ROOT / "schemas" / "v1" / f"{kind}.json"

    assert schema_text(kind) == file.read_text(encoding="utf-8")


def test_there_is_one_schema_for_each_kind() -> None:
    """Every kind of record and the justification have a schema, and nothing else has."""
    files = {path.stem for path in (ROOT / "schemas" / "v1").iterdir()}

    assert set(SCHEMA_KINDS) == files == {*RECORD_KINDS, "justification"}


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_each_schema_is_one_of_2020_12(kind: str) -> None:
    """Every schema is valid in its dialect and named by a URN that no host stands behind."""
    schema = json_schema(kind)

    jsonschema.Draft202012Validator.check_schema(schema)

    assert "https://json-schema.org/draft/2020-12/schema" == schema["$schema"]
    assert f"urn:commonweal:schema:v1:{kind}" == schema["$id"]
    assert "description" in schema


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15)
@given(st.data())
def test_what_the_models_make_is_valid(kind: str, data: st.DataObject) -> None:
    """Every record fits the schema of its kind."""
    record = data.draw(records(kind))

    VALIDATORS[kind].validate(record.content())


@settings(max_examples=15)
@given(documents(Justification))
def test_justifications_are_valid(justification: Justification) -> None:
    """Every justification fits its schema."""
    VALIDATORS["justification"].validate(justification.content())


def spoiled(content: dict[str, Any], data: st.DataObject) -> dict[str, Any]:
    """Return the content with a field taken away, added, or given a value of another kind."""
    field = data.draw(st.sampled_from(sorted(content)))
    others: list[Any] = [None, True, -1, 2**60, 0.5, "", "x\ny", [], {}, [[]], {"kind": "x"}]
    return data.draw(
        st.sampled_from(
            [
                {name: value for name, value in content.items() if name != field},
                {**content, "unheard_of": 1},
                *({**content, field: other} for other in others),
            ]
        )
    )


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=30)
@given(st.data())
def test_what_a_schema_refuses_the_reader_refuses(kind: str, data: st.DataObject) -> None:
    """A spoiled record that does not fit its schema is not read either."""
    content = spoiled(data.draw(records(kind)).content(), data)

    if not VALIDATORS[kind].is_valid(content):
        with pytest.raises(InvalidDocument):
            parse_record(content)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=5)
@given(st.data())
def test_a_schema_refuses_what_no_record_is(kind: str, data: st.DataObject) -> None:
    """Without a field that is demanded, with one that is unknown, or of a later version: no."""
    content = data.draw(records(kind)).content()
    demanded = json_schema(kind)["required"]

    spoiled_ones = [
        *({name: value for name, value in content.items() if name != field} for field in demanded),
        {**content, "unheard_of": 1},
        {**content, "schema_version": 2},
        {**content, "kind": "something_else"},
        {**content, "by": "Not A Name"},
        {**content, "said_at": "2026-13-01T00:00:00Z"},
    ]

    assert {False} == {VALIDATORS[kind].is_valid(each) for each in spoiled_ones}
    assert {"kind", "schema_version", "by", "origin", "said_at"} <= set(demanded)


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_every_schema_stands_alone(kind: str) -> None:
    """A schema refers to nothing outside itself, so that nothing has to be fetched."""
    references = [line.split('"')[3] for line in schema_text(kind).splitlines() if '"$ref"' in line]

    assert all(reference.startswith("#/$defs/") for reference in references)


def test_a_kind_that_is_not_there_has_no_schema() -> None:
    """A misspelled kind is answered with the one that was meant."""
    with pytest.raises(InvalidDocument) as caught:
        json_schema("nrom")

    assert "unknown-kind" == caught.value.code
    assert caught.value.problems[0].hint.startswith("Did you mean 'norm'?")


def test_where_nothing_is_spelled_nearly_so_the_list_is_named() -> None:
    """A kind that resembles none is answered with the command that lists them."""
    with pytest.raises(InvalidDocument) as caught:
        json_schema("nope")

    assert "All of them: commonweal schema list" == caught.value.problems[0].hint


def test_one_command_writes_them_all(tmp_path: Path) -> None:
    """Writing the schemas makes one file for each kind in the folder of this version."""
    files = write_schemas(tmp_path)

    assert [f"{kind}.json" for kind in SCHEMA_KINDS] == [file.name for file in files]
    assert json_schema("norm") == json.loads((tmp_path / "v1" / "norm.json").read_text("utf-8"))

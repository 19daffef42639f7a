"""JSON Schemas (2020-12) of the documents that files hold, generated from their models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from commonweal.documents._base import Document
from commonweal.documents._decision import Justification
from commonweal.documents._findings import did_you_mean, shown
from commonweal.documents._kinds import RECORD_KINDS
from commonweal.documents._writing import write_text_atomically
from commonweal.errors import InvalidDocument, Problem

SCHEMA_KINDS: tuple[str, ...] = tuple(sorted([*RECORD_KINDS, "justification"]))
"""Every kind of document that has a schema: all records, and the justification."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Schema(GenerateJsonSchema):
    """Pydantic's schemas, without the titles that only repeat the names of fields."""

    schema_dialect = _DIALECT

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Return false: a field's name is title enough."""
        del schema
        return False

    def tagged_union_schema(self, schema: Any) -> dict[str, Any]:
        """Return the alternatives alone: ``discriminator`` is a word of OpenAPI, not of this."""
        alternatives = super().tagged_union_schema(schema)
        alternatives.pop("discriminator", None)
        return alternatives


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind of document.

    Whatever the schema refuses, the reader refuses too. The reader refuses more: a fraction that
    is not in lowest terms, a day that does not exist, an integer written ``1.0``, conditions nested
    too deeply, and fields that contradict one another.

    Args:
        kind: a kind of record, or ``justification``.

    Raises:
        InvalidDocument: with code ``unknown-kind`` if there is no such kind.
    """
    model = _model(kind)
    schema = model.model_json_schema(schema_generator=_Schema)
    for part in (schema, *schema.get("$defs", {}).values()):
        _demand_the_discriminators(part)
    head = {"$schema": _DIALECT, "$id": f"urn:commonweal:schema:v1:{kind}"}
    first = {name: schema.pop(name) for name in ("title", "description", "type")}
    definitions = {"$defs": schema.pop("$defs")} if "$defs" in schema else {}
    return {**head, **first, **schema, **definitions}


def schema_text(kind: str) -> str:
    """Return the JSON Schema of one kind as the text of its file.

    Args:
        kind: a kind of record, or ``justification``.

    Raises:
        InvalidDocument: with code ``unknown-kind`` if there is no such kind.
    """
    return json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write every schema to ``folder/v1/KIND.json`` and return the files written.

    Args:
        folder: where the folder of this version stands or is made.
    """
    version = folder / "v1"
    version.mkdir(parents=True, exist_ok=True)
    files = tuple(version / f"{kind}.json" for kind in SCHEMA_KINDS)
    for kind, file in zip(SCHEMA_KINDS, files, strict=True):
        write_text_atomically(file, schema_text(kind))
    return files


def _model(kind: str) -> type[Document]:
    if kind == "justification":
        return Justification
    if kind not in RECORD_KINDS:
        close = did_you_mean(kind, SCHEMA_KINDS, most=3)
        hint = f"{close} All of them: commonweal schema list".strip()
        raise InvalidDocument(Problem("unknown-kind", "", "a known kind", shown(kind), hint))
    return RECORD_KINDS[kind]


def _demand_the_discriminators(schema: dict[str, Any]) -> None:
    # In a model they have defaults, since the class says them; in a file they must be said.
    properties = schema.get("properties", {})
    said = [name for name in ("kind", "schema_version") if "const" in properties.get(name, {})]
    for name in said:
        properties[name].pop("default", None)
    if said:
        schema["required"] = [*said, *schema.get("required", [])]

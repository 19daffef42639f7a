"""The page of schemas: the fields of every kind of record, from the published JSON Schemas."""

from __future__ import annotations

import json
from typing import Any

from reference._source import ROOT

FOLDER = ROOT / "schemas" / "v1"

OPENING = """\
# Schemas

The records as JSON Schema 2020-12, one file a kind, under `schemas/v1/`;
`commonweal schema show KIND` prints one. Within version 1 fields are only ever added, and only
optional ones. Unknown fields are an error.

Beside its own fields every record has `kind`, `schema_version`, `by` (who says so), `origin`
(`person`, `model`, `import` or `synthetic`), `said_at`, and `language` where it holds text. They
are not repeated below.
"""

COMMON = frozenset({"kind", "schema_version", "by", "origin", "said_at", "language"})


def schema_page() -> str:
    """Return the page."""
    sections = [
        _section(path.stem, json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*.json"))
    ]
    return "\n".join([OPENING, *sections])


def _section(kind: str, schema: dict[str, Any]) -> str:
    lines = [f"## `{kind}`", "", _first_paragraph(schema.get("description", "")), ""]
    fields = _fields(schema, schema)
    if fields:
        lines += ["| field | type | needed | meaning |", "| --- | --- | --- | --- |", *fields, ""]
    for name, part in sorted(schema.get("$defs", {}).items()):
        inner = _fields(part, schema)
        if inner:
            lines += [f"`{name}`: {_first_paragraph(part.get('description', ''))}", ""]
            lines += [
                "| field | type | needed | meaning |",
                "| --- | --- | --- | --- |",
                *inner,
                "",
            ]
    return "\n".join(lines)


def _fields(part: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    common = COMMON if part is schema else frozenset[str]()
    required = set(part.get("required", ()))
    return [
        f"| `{name}` | {_type(field)} | {'yes' if name in required else ''} "
        f"| {_cell(_first_paragraph(field.get('description', '')))} |"
        for name, field in part.get("properties", {}).items()
        if name not in common
    ]


def _type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        return f"`{field['$ref'].rpartition('/')[2]}`"
    if "const" in field:
        return f"`{json.dumps(field['const'])}`"
    if "enum" in field:
        return ", ".join(f"`{json.dumps(value)}`" for value in field["enum"])
    for several in ("anyOf", "oneOf"):
        if several in field:
            return " or ".join(dict.fromkeys(_type(choice) for choice in field[several]))
    if field.get("type") == "array":
        return f"list of {_type(field['items'])}" if field.get("items") else "list"
    return str(field.get("type", "any"))


def _first_paragraph(text: str) -> str:
    return " ".join(text.split("\n\n", maxsplit=1)[0].split()).replace("``", "`")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")

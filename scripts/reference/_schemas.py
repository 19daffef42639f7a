"""The page of schemas: the fields of every kind of record and of its parts, from the schemas."""

from __future__ import annotations

import ast
import json
from importlib import import_module
from typing import Any

from reference._meanings import meaning_of
from reference._source import ROOT, source_files

FOLDER = ROOT / "schemas" / "v1"

OPENING = """\
# Schemas

The records as JSON Schema 2020-12, one file a kind, under `schemas/v1/`;
`commonweal schema show KIND` prints one. Within version 1 fields are only ever added, and only
optional ones. Unknown fields are an error.

Beside its own fields every record has `kind`, `schema_version`, `by` (who says so), `origin`
(`person`, `model`, `import` or `synthetic`), `said_at`, and `language` where it holds text. They
are not repeated below. What stands inside records, such as `Assertion`, is listed once, under
[parts](#parts).
"""

UNREAD = """\
**No command reads this kind yet.** What uses it comes with a later release.
"""

PARTS = """\
## Parts

What stands inside the records above. A type that is itself a kind of record, such as `Norm`, has
the fields of that kind.
"""

COMMON = frozenset({"kind", "schema_version", "by", "origin", "said_at", "language"})
HEAD = ["| field | type | needed | meaning |", "| --- | --- | --- | --- |"]


def schema_page() -> str:
    """Return the page."""
    schemas = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.json"))
    }
    titles = {schema["title"] for schema in schemas.values()}
    parts = {
        name: part
        for schema in schemas.values()
        for name, part in schema.get("$defs", {}).items()
        if name not in titles and part.get("properties")
    }
    unread = unread_kinds()
    kinds = [_section(kind, schema, unread=kind in unread) for kind, schema in schemas.items()]
    return "\n".join(
        [OPENING, *kinds, PARTS, *(_part(name, parts[name]) for name in sorted(parts))]
    )


def unread_kinds() -> frozenset[str]:
    """Return the kinds of record that no room takes up beside the one that defines them all."""
    taken = {
        alias.name
        for file in source_files()
        if file.room not in {"documents", "testing"}
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "commonweal.documents"
        for alias in node.names
    }
    documents = import_module("commonweal.documents")
    kinds = documents.RECORD_KINDS.items()
    return frozenset(kind for kind, model in kinds if model.__name__ not in taken)


def _section(kind: str, schema: dict[str, Any], *, unread: bool) -> str:
    lines = [f"## `{kind}`", "", _first_paragraph(schema.get("description", "")), ""]
    lines += [UNREAD] if unread else []
    fields = _fields(kind, schema, common=COMMON)
    return "\n".join([*lines, *([*HEAD, *fields, ""] if fields else [])])


def _part(name: str, part: dict[str, Any]) -> str:
    said = _first_paragraph(part.get("description", ""))
    return "\n".join([f"### `{name}`", "", said, "", *HEAD, *_fields(name, part), ""])


def _fields(owner: str, part: dict[str, Any], *, common: frozenset[str] = frozenset()) -> list[str]:
    required = set(part.get("required", ()))
    rows = []
    for name, field in part.get("properties", {}).items():
        if name not in common:
            said = _first_paragraph(field.get("description", "")) or meaning_of(owner, name)
            needed = "yes" if name in required else ""
            rows.append(f"| `{name}` | {_type(field)} | {needed} | {_cell(said)} |")
    return rows


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

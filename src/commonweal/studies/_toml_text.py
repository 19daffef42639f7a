"""Records as TOML text, for the files of a study that people read and edit."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commonweal.documents import Json

WIDE = 80
"""A list of texts longer than this is written one item a line."""


def toml_text(
    *,
    comment: str,
    tables: Mapping[str, Sequence[Mapping[str, Json]]],
    single: Mapping[str, Mapping[str, Json]] | None = None,
    defaults: Mapping[str, Json] | None = None,
) -> str:
    """Return a study file: a comment, ``[defaults]``, single tables, then arrays of tables.

    Args:
        comment: what the file is; every line of it becomes a comment.
        tables: the entries of each kind; what equals a default is left out.
        single: tables that stand once, such as ``[study]``.
        defaults: what is merged under each entry.
    """
    shared = dict(defaults or {})
    blocks = ["\n".join(f"# {line}".rstrip() for line in comment.splitlines())]
    if shared:
        blocks.append(_table("[defaults]", shared))
    blocks += [
        _table(f"[{name}]", _beyond(entry, shared)) for name, entry in (single or {}).items()
    ]
    blocks += [
        _table(f"[[{name}]]", _beyond(entry, shared))
        for name, entries in tables.items()
        for entry in entries
    ]
    return "\n\n".join(blocks) + "\n"


def _beyond(entry: Mapping[str, Json], defaults: Mapping[str, Json]) -> dict[str, Json]:
    implied = {"kind", "schema_version"}
    return {
        key: value
        for key, value in entry.items()
        if key not in implied and (key not in defaults or defaults[key] != value)
    }


def _table(head: str, entry: Mapping[str, Json]) -> str:
    return "\n".join(
        [head, *(f"{_key(key)} = {toml_value(value)}" for key, value in entry.items())]
    )


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _string(key)


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_value(value: Json) -> str:
    """Return plain JSON as a value of TOML; a long list of it stands on several lines."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _string(value)
    if value is None:
        raise ValueError("TOML has no null: leave the field out")
    if hasattr(value, "items"):
        inside = ", ".join(f"{_key(key)} = {toml_value(part)}" for key, part in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    parts = [toml_value(part) for part in value]
    flat = f"[{', '.join(parts)}]"
    if len(flat) <= WIDE:
        return flat
    return "[\n" + "".join(f"  {part},\n" for part in parts) + "]"

"""Records written as TOML are read back as they were."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from commonweal.documents import read_toml
from commonweal.studies._toml_text import toml_text

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
LEAVES = st.booleans() | st.integers(-(2**53), 2**53) | TEXTS
VALUES = st.recursive(
    LEAVES,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(TEXTS, inside, max_size=3),
    max_leaves=12,
)
KEYS = TEXTS.filter(lambda key: key not in {"kind", "schema_version"})


@given(entries=st.lists(st.dictionaries(KEYS, VALUES, max_size=4), min_size=1, max_size=3))
def test_what_is_written_is_read_back(entries: list[dict[str, Any]]) -> None:
    """Whatever plain content goes out comes back from a TOML reader."""
    text = toml_text(comment="Made up.\nTwo lines.", tables={"norm": entries})

    assert {"norm": entries} == tomllib.loads(text)


def test_defaults_are_written_once(tmp_path: Path) -> None:
    """What equals a default is left out of the entry, and read back all the same."""
    shared = {"by": "house", "origin": "person", "said_at": "2026-01-01T00:00:00Z"}
    entry = {"kind": "role", "schema_version": 1, **shared, "name": "guest", "title": "A guest"}

    text = toml_text(comment="Roles.", defaults=shared, tables={"role": [entry]})

    (tmp_path / "roles.toml").write_text(text, encoding="utf-8")
    (located,) = read_toml(tmp_path / "roles.toml")
    assert 1 == text.count("house")
    assert entry == located.record.content()


def test_there_is_no_null() -> None:
    """Nothing is written as an empty value: a field that is not said is left out."""
    with pytest.raises(ValueError, match="no null"):
        toml_text(comment="", tables={"role": [{"name": None}]})

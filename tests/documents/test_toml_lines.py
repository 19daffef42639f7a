"""The lines on which the parts of a TOML text stand."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from hypothesis import given, strategies as st

from commonweal.documents._toml_lines import TomlLines

Way = tuple[str | int, ...]

KEYS = st.sampled_from(["a", "b", "kind", "with space", "dotted.key", "é", "3"])
VALUES = st.sampled_from(
    [
        "1",
        '"x # no comment"',
        "'[[a]]'",
        '"""\nb = 1\n[[a]]\n"quoted" \\""""',
        "'''\n[a]\n'''",
        '""""two quotes at the end"""""',
        "[1, # comment ]\n  2,\n]",
        '{ a = 1, b = "}" }',
        '[\n  { a = "]" },\n  { b = [\n 1 ] },\n]',
        "true # a = 1",
    ]
)
BETWEEN = st.sampled_from(["", "\n", "# [[a]]\n", "  \n\t# b = 1\n"])


def quoted(key: str) -> str:
    """Return a key as TOML writes it."""
    return key if key.isascii() and key.isalnum() else json.dumps(key, ensure_ascii=False)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, dict[Way, int]]:
    """Draw a TOML text of arrays of tables, and the line of every table and key in it."""
    text = draw(BETWEEN)
    lines: dict[Way, int] = {}
    counts: dict[str, int] = {}
    for table in draw(st.lists(KEYS, max_size=4)):
        way: Way = (table, counts.get(table, 0))
        counts[table] = counts.get(table, 0) + 1
        lines[way] = text.count("\n") + 1
        text += f"  [[ {quoted(table)} ]] # head\n" + draw(BETWEEN)
        for key in draw(st.lists(KEYS, max_size=3, unique=True)):
            lines[(*way, key)] = text.count("\n") + 1
            text += f"{quoted(key)}\t= {draw(VALUES)}\n" + draw(BETWEEN)
        for key in draw(st.lists(st.sampled_from(["sub", "more"]), max_size=2)):
            listed = f"{table}/{way[1]}/{key}"
            inner: Way = (*way, key, counts.get(listed, 0))
            counts[listed] = counts.get(listed, 0) + 1
            lines[inner] = text.count("\n") + 1
            text += f"[[{quoted(table)}.{key}]]\nx = 1\n" + draw(BETWEEN)
            lines[(*inner, "x")] = lines[inner] + 1
    return text, lines


def ways(value: Any, way: Way = ()) -> set[Way]:
    """Return the way to everything in plain content."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    found = {way}
    for key, item in items:
        inner = (*way, key)
        found |= ways(item, inner) if isinstance(item, dict | list) else {inner}
    return found


@given(texts())
def test_every_table_and_key_is_found_on_its_line(drawn: tuple[str, dict[Way, int]]) -> None:
    """Tables and keys are found whatever strings, lists and comments stand between them."""
    text, expected = drawn
    there = ways(tomllib.loads(text))

    lines = TomlLines(text)

    assert expected == {way: lines.line(way) for way in expected}
    assert expected.keys() <= there


@given(texts())
def test_what_has_no_line_of_its_own_is_on_that_of_what_holds_it(
    drawn: tuple[str, dict[Way, int]],
) -> None:
    """Parts of a value have the line of its key, and what is absent that of its table."""
    text, expected = drawn
    lines = TomlLines(text)

    assert all(line == lines.line((*way, "absent", 0)) for way, line in expected.items())


def test_dotted_keys_and_plain_tables_are_found() -> None:
    """A key written with dots stands at each of its parts; so does a table inside a table."""
    text = 'source . type = "law"\n[norm.condition]\nkind = "all"\n'

    lines = TomlLines(text)

    found = [lines.line(way) for way in [("source",), ("source", "type"), ("norm", "condition")]]
    assert [1, 1, 2] == found
    assert 3 == lines.line(("norm", "condition", "kind"))
    assert 1 == lines.line(("elsewhere",))


def test_the_parts_of_a_list_are_found_where_they_stand() -> None:
    """Tables, lists and texts in a list that is a value have lines of their own."""
    text = 'facts = [\n  { a = "]," }, # , \n\n  { b = [1,\n 2] },\n  "x", [3],\n]\nlast = 1\n'

    lines = TomlLines(text)

    assert [2, 4, 6, 6, 8] == [
        lines.line(way) for way in [*(("facts", item) for item in range(4)), ("last",)]
    ]
    assert 4 == lines.line(("facts", 1, "b"))

"""Reading files that hold one JSON document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from commonweal.documents import (
    Justification,
    Record,
    read_document,
    read_json,
    read_printed,
    read_record,
    write_json,
)
from commonweal.documents._json_lines import json_lines
from commonweal.errors import InvalidDocument
from commonweal.testing import any_records, documents

JUSTIFICATION = """\
{
  "kind": "justification",
  "schema_version": 1,
  "not_shown": ["That the words mean the same to all."],
  "declared": {},
  "steps": [
    {"id": "a", "rule": "inputs",
     "conclusion": {"x":
       1.5}}
  ],
  "claim": 3
}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a place for a JSON file."""
    return tmp_path / "decision.json"


def places(file: Path, caught: pytest.ExceptionInfo[InvalidDocument]) -> list[tuple[str, str]]:
    """Return the code and the place of every problem."""
    return [(p.code, p.path.removeprefix(f"{file}:")) for p in caught.value.problems]


@given(any_records())
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    """A record written for people to read is read back as the same record."""
    file = tmp_path_factory.mktemp("json") / "one.json"

    write_json(file, record)

    assert record == read_record(file)
    assert record.content() == read_json(file)


@settings(max_examples=25)
@given(documents(Justification))
def test_a_justification_is_read_by_its_type(
    tmp_path_factory: pytest.TempPathFactory, justification: Justification
) -> None:
    """What is no record is read as the document that the caller says it is."""
    file = tmp_path_factory.mktemp("json") / "one.json"

    write_json(file, justification)

    assert justification == read_document(file, Justification)


def test_problems_are_on_the_lines_where_they_stand(file: Path) -> None:
    """Every problem of a document is reported with the line of the part that is wrong."""
    file.write_text(JUSTIFICATION, encoding="utf-8")

    with pytest.raises(InvalidDocument) as caught:
        read_document(file, Justification)

    found = places(file, caught)
    assert ("float", "8 steps[0].conclusion.x") == found[0]
    assert ("missing-field", "5 declared.options") in found
    assert ("missing-field", "1 inputs") in found
    assert ("wrong-type", "11 claim") == found[-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{\n"a": 1,\n"a": 2}', ("repeated-key", "2 a")),
        ("[\n1,\n[2.5]]", ("float", "3 [1][0]")),
        ('{"a":\n "\\ud800"}', ("lone-surrogate", "1 a")),
        ("[1,\n2,\n", ("json-syntax", "3")),
        ("", ("json-syntax", "1")),
        ("[" * 100_000, ("too-deep", "1")),
    ],
)
def test_plain_json_is_read_strictly(file: Path, text: str, expected: tuple[str, str]) -> None:
    """What readers of JSON disagree about is refused, with its line."""
    file.write_text(text, encoding="utf-8")

    with pytest.raises(InvalidDocument) as caught:
        read_json(file)

    assert [expected] == places(file, caught)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xef\xbb\xbf{}", "byte-order-mark"),
        (b"{}\n\xff", "not-utf8"),
        (b" " * 99, "file-too-large"),
    ],
)
def test_a_file_that_is_no_text_is_refused(file: Path, data: bytes, code: str) -> None:
    """A file in another encoding, or larger than the caller allows, is refused whole."""
    file.write_bytes(data)

    with pytest.raises(InvalidDocument) as caught:
        read_json(file, most_bytes=98)

    assert code == caught.value.code


def test_a_file_that_is_not_there_is_refused(file: Path) -> None:
    """A file that cannot be opened is a problem with its path."""
    with pytest.raises(InvalidDocument) as caught:
        read_record(file)

    assert [("unreadable", str(file))] == [(p.code, p.path) for p in caught.value.problems]


KEYS = st.sampled_from(["a", "b", "c:,[]{}", 'quo"te', "é\n"])
VALUES = st.recursive(
    st.sampled_from([None, True, -1, "text, [with] {marks}: \\", ""]),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(KEYS, inside, max_size=3),
    max_leaves=12,
)


def expected_lines(value: Any, way: tuple[str | int, ...], line: int) -> tuple[dict[Any, int], int]:
    """Return the line of each part of indented JSON, and the line on which the value ends."""
    lines = {way: line}
    if not isinstance(value, dict | list) or not value:
        return lines, line
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        inner, line = expected_lines(item, (*way, key), line + 1)
        lines |= inner
    return lines, line + 1


@given(VALUES)
def test_every_part_is_found_on_its_line(value: Any) -> None:
    """In indented JSON every key and element is found on the line that indentation gives it."""
    text = json.dumps(value, indent=1)
    expected, _ = expected_lines(value, (), 1)

    assert expected == json_lines(text, expected)


@given(VALUES)
def test_what_is_absent_is_on_the_line_of_what_should_hold_it(value: Any) -> None:
    """The line of a missing part is that of the object that it is missing from."""
    text = json.dumps(value, indent=1)
    expected, _ = expected_lines(value, (), 1)

    absent = {(*way, "absent"): line for way, line in expected.items()}

    assert absent == json_lines(text, absent)


def printed(data: Any) -> str:
    return json.dumps({"schema": "x", "schema_version": 1, "data": data, "warnings": []}, indent=1)


@given(any_records())
def test_what_a_command_printed_is_read_like_the_record_alone(
    tmp_path_factory: pytest.TempPathFactory, record: Record
) -> None:
    """The record is taken out of the document that --json prints around it."""
    file = tmp_path_factory.mktemp("printed") / "record.json"
    found = []
    for text in (printed(record.content()), json.dumps(record.content())):
        file.write_text(text, encoding="utf-8")
        found.append(read_printed(file))

    assert [record, record] == found


def test_a_problem_in_what_was_printed_is_at_its_line(tmp_path: Path) -> None:
    """The way to what is wrong leads through the document around it."""
    file = tmp_path / "role.json"
    file.write_text(printed({"kind": "role", "schema_version": 1}), encoding="utf-8")

    with pytest.raises(InvalidDocument) as caught:
        read_printed(file)

    assert f"{file}:4 data.name" in [problem.path for problem in caught.value.problems]

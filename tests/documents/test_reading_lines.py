"""Reading one record a line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from commonweal.documents import Record, Role, iterate_jsonl, read_jsonl, write_jsonl
from commonweal.errors import InvalidDocument, Problem
from commonweal.testing import any_records

ROLE = (
    '{"kind":"role","schema_version":1,"by":"clerk","origin":"person",'
    '"said_at":"2026-01-31T09:30:00Z","name":"farmer","title":"Farmer"}'
)


def problems_of(path: Path) -> list[tuple[str, str]]:
    """Return the code and the place of everything that is wrong with a file, in order."""
    with pytest.raises(InvalidDocument) as caught:
        read_jsonl(path)

    return [
        (problem.code, problem.path.removeprefix(f"{path}:")) for problem in caught.value.problems
    ]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a place for a file of records."""
    return tmp_path / "answers.jsonl"


@settings(max_examples=30)
@given(st.lists(any_records(), max_size=4))
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, records: list[Record]
) -> None:
    """Records written one a line are read back in order, with the lines they stand on."""
    file = tmp_path_factory.mktemp("lines") / "records.jsonl"

    write_jsonl(file, records)
    read = read_jsonl(file)

    assert records == [item.record for item in read]
    assert [f"{file}:{line}" for line in range(1, len(records) + 1)] == [i.place for i in read]


def test_empty_lines_and_other_line_ends_are_passed_over(file: Path) -> None:
    """Blank lines count as lines but hold nothing; a carriage return does no harm."""
    file.write_bytes(f"\r\n{ROLE}\r\n  \n\n{ROLE}".encode())

    assert [2, 5] == [item.line for item in read_jsonl(file)]


def test_a_line_that_is_wrong_spoils_no_other(file: Path) -> None:
    """Good records are yielded around the problems, in the order of the lines."""
    file.write_text(f"{ROLE}\nnonsense\n{ROLE}\n", encoding="utf-8")

    kinds = [
        type(item.record) if not isinstance(item, Problem) else item.code
        for item in iterate_jsonl(file)
    ]

    assert [Role, "json-syntax", Role] == kinds


@pytest.mark.parametrize(
    ("line", "code", "way"),
    [
        ("[1]", "wrong-type", ""),
        ('{"kind":"nrom"}', "unknown-kind", " kind"),
        (ROLE[:-1] + ',"name":"x"}', "repeated-key", " name"),
        (ROLE.replace('"Farmer"', "1.5"), "float", " title"),
        (ROLE.replace('"Farmer"', "1e400"), "float", " title"),
        (ROLE.replace('"Farmer"', "NaN"), "float", " title"),
        (ROLE.replace('"Farmer"', "-Infinity"), "float", " title"),
        (ROLE.replace("Farmer", "\\ud800"), "lone-surrogate", " title"),
        (ROLE.replace("Farmer", "\\ud83c\\udf0a\\udc00"), "lone-surrogate", " title"),
        (ROLE.replace('"Farmer"', "9" * 5000), "out-of-range", ""),
        (ROLE.replace('"Farmer"', "[" * 100_000 + "]" * 100_000), "too-deep", ""),
        (ROLE.replace('"Farmer"', "[" * 300 + "]" * 300), "too-deep", ""),
        (ROLE.replace('"schema_version":1,', ""), "missing-field", " schema_version"),
        (
            ROLE.replace('"schema_version":1', '"schema_version":2'),
            "schema-version",
            " schema_version",
        ),
        (ROLE.replace('"title"', '"titel"'), "missing-field", " title"),
        (ROLE.replace("Farmer", "a\\nb"), "wrong-form", " title"),
        ("{'kind': 'role'}", "json-syntax", ""),
        (ROLE + " x", "json-syntax", ""),
        ("\x00" * 10, "json-syntax", ""),
    ],
)
def test_each_fault_of_a_line_has_its_code_and_place(
    file: Path, line: str, code: str, way: str
) -> None:
    """What is wrong with a line is reported with a code, its line, and the way to it."""
    file.write_text(f"{ROLE}\n{line}\n", encoding="utf-8")

    assert (code, f"2{way}") == problems_of(file)[0]


def test_an_escaped_pair_of_surrogates_is_one_character(file: Path) -> None:
    """Text that escapes a character outside the first plane in two halves is whole."""
    file.write_text(ROLE.replace("Farmer", "\\ud83c\\udf0a"), encoding="utf-8")

    assert ["\U0001f30a"] == [item.record.content()["title"] for item in read_jsonl(file)]


def test_every_problem_of_a_file_is_reported_at_once(file: Path) -> None:
    """One report holds what is wrong with the reading and with the records, line by line."""
    first = ROLE.replace('"Farmer"', "1.5").replace('"by":"clerk"', '"by":"The Clerk"')
    file.write_text(f"{first}\n\n{{}}\n[\n", encoding="utf-8")

    expected = [
        ("float", "1 title"),
        ("wrong-form", "1 by"),
        ("missing-field", "3 kind"),
        ("json-syntax", "4"),
    ]
    assert expected == problems_of(file)


def test_bytes_that_are_not_utf8_are_reported(file: Path) -> None:
    """A line in another encoding is reported, and reading goes on behind it."""
    file.write_bytes(ROLE.replace("Farmer", "Pêcheur").encode("latin-1") + b"\n{}\n")

    assert [("not-utf8", "1"), ("missing-field", "2 kind")] == problems_of(file)


def test_a_byte_order_mark_is_reported(file: Path) -> None:
    """The mark that some editors write is reported, and the line behind it still read."""
    file.write_bytes(b"\xef\xbb\xbf{}\n")

    assert [("byte-order-mark", "1"), ("missing-field", "1 kind")] == problems_of(file)


@pytest.mark.parametrize("cut", [1, 30, 60, len(ROLE) - 1])
def test_a_torn_last_line_is_told_from_bad_syntax(file: Path, cut: int) -> None:
    """A last line without its end, as a killed program leaves it, is reported as torn."""
    file.write_text(f"{ROLE}\n{ROLE[:cut]}", encoding="utf-8")

    assert [("torn-line", "2")] == problems_of(file)


def test_a_last_line_that_is_whole_needs_no_line_feed(file: Path) -> None:
    """A record that is complete is read, whether or not a line feed follows it."""
    file.write_text(ROLE, encoding="utf-8")

    assert 1 == len(read_jsonl(file))


def test_a_line_that_is_too_long_is_passed_over(file: Path) -> None:
    """A line above the limit is reported with its length; one just at the limit is read."""
    longest = len(ROLE)
    file.write_text(f"{ROLE}\n{ROLE} \n{ROLE}", encoding="utf-8")

    items = list(iterate_jsonl(file, longest_line=longest))

    problems = [item for item in items if isinstance(item, Problem)]
    assert [1, 3] == [item.line for item in items if not isinstance(item, Problem)]
    assert [("line-too-long", f"{file}:2")] == [(each.code, each.path) for each in problems]
    assert f"{longest + 2} bytes" == problems[0].found


def test_a_last_line_that_is_too_long_ends_the_file(file: Path) -> None:
    """A line above the limit that nothing ends is reported once."""
    file.write_text(f"{ROLE}\n{ROLE * 10}", encoding="utf-8")

    items = list(iterate_jsonl(file, longest_line=len(ROLE)))

    assert ["Located", "Problem"] == [type(item).__name__ for item in items]


def test_a_line_of_a_gibibyte_is_read_in_bounded_memory(file: Path) -> None:
    """A program that may hold 400 MiB reads past a line of 1 GiB and reports it."""
    with file.open("wb") as lines:
        lines.write(ROLE.encode() + b"\n")
        lines.seek(2**30, 1)
        lines.write(b"\n" + ROLE.encode() + b"\n")
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from commonweal.documents import iterate_jsonl\n"
        "resource.setrlimit(resource.RLIMIT_AS, (400 * 2**20, 400 * 2**20))\n"
        "for item in iterate_jsonl(Path(sys.argv[1])):\n"
        "    print(getattr(item, 'code', None) or item.line)\n"
    )

    run = subprocess.run(
        [sys.executable, "-c", program, str(file)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert ("1\nline-too-long\n3\n", "") == (run.stdout, run.stderr)


def test_a_file_of_nothing_but_problems_is_given_up(file: Path) -> None:
    """After a thousand problems the rest of a file is not read, and the last problem says so."""
    file.write_text("{}\n" * 5000, encoding="utf-8")

    problems = problems_of(file)

    assert 1001 == len(problems)
    assert "too-many-problems" == problems[-1][0]


@pytest.mark.parametrize("absent", ["nowhere.jsonl", "."])
def test_what_cannot_be_read_is_a_problem(tmp_path: Path, absent: str) -> None:
    """A file that is not there, or is a folder, is a problem like any other."""
    path = tmp_path / absent

    with pytest.raises(InvalidDocument) as caught:
        read_jsonl(path)

    assert [("unreadable", str(path))] == [(p.code, p.path) for p in caught.value.problems]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    """Whatever stands in a file, reading it ends in records and problems, never in a crash."""
    file = tmp_path_factory.mktemp("bytes") / "any.jsonl"
    file.write_bytes(data)

    items = list(iterate_jsonl(file))

    assert len(items) <= 2 * (data.count(b"\n") + 1) + 1


@given(any_records(), st.data())
def test_a_damaged_record_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, record: Record, data: st.DataObject
) -> None:
    """A record with one value replaced by any other is read or refused with a place."""
    file = tmp_path_factory.mktemp("damage") / "one.jsonl"
    content = record.content()
    field = data.draw(st.sampled_from(sorted(content)))
    other = data.draw(
        st.sampled_from([None, True, -1, 2**60, "", "x\n", [], {}, [[]], {"kind": "x"}, [{"a": 1}]])
    )
    file.write_text(json.dumps({**content, field: other}) + "\n", encoding="utf-8")

    for item in iterate_jsonl(file):
        place = item.path if isinstance(item, Problem) else item.place
        assert place.startswith(f"{file}:1")

"""Reading records from TOML."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from commonweal.documents import Compact, Norm, Role, Study, iterate_toml, parse_record, read_toml
from commonweal.errors import InvalidDocument, Problem

HEAD = """\
[defaults]
by = "clerk"
origin = "person"
said_at = "2026-01-31T09:30:00Z"
"""
ROLE = """
[[role]]
name = "farmer"
title = "Farmer"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a place for a TOML file."""
    return tmp_path / "roles.toml"


def problems_in(file: Path, text: str) -> list[Problem]:
    """Return everything that is wrong with a TOML text, in order."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidDocument) as caught:
        read_toml(file)

    return list(caught.value.problems)


def places_in(file: Path, text: str) -> list[tuple[str, str]]:
    """Return the code and the place of everything that is wrong with a TOML text."""
    return [(p.code, p.path.removeprefix(f"{file}:")) for p in problems_in(file, text)]


def test_a_table_named_by_its_kind_is_a_record(file: Path) -> None:
    """An entry, with the defaults under it, is the record with the same fields."""
    file.write_text(HEAD + ROLE, encoding="utf-8")

    (read,) = read_toml(file)

    expected = {
        "kind": "role",
        "schema_version": 1,
        "by": "clerk",
        "origin": "person",
        "said_at": "2026-01-31T09:30:00Z",
        "name": "farmer",
        "title": "Farmer",
    }
    assert parse_record(expected).id == read.record.id
    assert f"{file}:6" == read.place


def test_an_entry_overrides_the_defaults(file: Path) -> None:
    """What an entry says for itself counts, not the default."""
    file.write_text(HEAD + ROLE + 'by = "court"\n', encoding="utf-8")

    assert ["court"] == [item.record.by for item in read_toml(file)]


def test_a_default_is_taken_where_the_record_has_the_field(file: Path) -> None:
    """A default for norms does no harm to the compact in the same file."""
    norm = """
    [[norm]]
    name = "share"
    text = "Leave two fifths."
    role = "farmer"
    modality = "obliged"
    action = "leave_water"
    issuer = "court"
    in_force_from = "2020-01-01T00:00:00Z"
    source.type = "law"
    [norm.condition]
    kind = "not"
    of = { kind = "at_least", fact = "share_left", value = "2/5" }
    """
    compact = """
    [[compact]]
    name = "basin"
    title = "The basin compact"
    parties = ["farmer"]
    norms = ["share"]
    term_from = "2020-01-01T00:00:00Z"
    amendment = "By all parties."
    """
    file.write_text(HEAD + 'level = "supranational"\n' + compact + norm, encoding="utf-8")

    read = read_toml(file)

    assert [Compact, Norm] == [type(item.record) for item in read]
    assert [7, 15] == [item.line for item in read]


def test_a_single_table_is_a_single_record(file: Path) -> None:
    """The study, of which there is one, stands in a plain table."""
    study = """
    [study]
    name = "river"
    title = "River"
    question = "May it be diverted?"
    synthetic = true
    read_at = "2026-03-01T00:00:00Z"
    """
    file.write_text(HEAD + study, encoding="utf-8")

    assert [Study] == [type(item.record) for item in read_toml(file)]


def test_records_come_in_the_order_of_their_lines(file: Path) -> None:
    """Kinds that take turns in a file are read in turn."""
    institution = ROLE.replace("role", "institution")
    file.write_text(HEAD + ROLE + institution + ROLE, encoding="utf-8")

    assert ["role", "institution", "role"] == [item.record.kind for item in read_toml(file)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + "[[role]\n", ("toml-syntax", "5")),
        (HEAD + 'name = "a', ("toml-syntax", "5")),
        (HEAD + 'by = "twice"\n', ("toml-syntax", "5")),
        (HEAD + ROLE + "text = 1979-05-27\n", ("toml-date", "9 text")),
        (HEAD + ROLE + "text = 07:32:00\n", ("toml-date", "9 text")),
        (HEAD + ROLE + "said_at = 2026-01-31T09:30:00Z\n", ("toml-date", "9 said_at")),
        (HEAD + ROLE + "said_at = 0001-01-01T00:00:00+23:00\n", ("toml-date", "9 said_at")),
        (HEAD + ROLE + "text = 3.5\n", ("float", "9 text")),
        (HEAD + ROLE + "text = nan\n", ("float", "9 text")),
        (HEAD + ROLE + 'institutoin = "x"\n', ("unknown-field", "9 institutoin")),
        (HEAD + ROLE + 'institution = "The Court"\n', ("wrong-form", "9 institution")),
        (HEAD + ROLE + "schema_version = 2\n", ("schema-version", "9 schema_version")),
        (HEAD + ROLE + 'kind = "norm"\n', ("not-a-choice", "9 kind")),
        (HEAD + '\n[[role]]\nname = "a"\n', ("missing-field", "6 title")),
        (HEAD + "\n[[rol]]\n", ("unknown-kind", "6")),
        (HEAD + "\n[rol]\n", ("unknown-kind", "6")),
        ("role = 3\n" + HEAD, ("wrong-type", "1 role")),
        ("\nrole = [3]\n" + HEAD, ("wrong-type", "2 role")),
        ("defaults = 3\n", ("wrong-type", "1 defaults")),
        ("[defaults]\nb = 1\n\n" + HEAD[11:] + ROLE, ("unknown-field", "2 defaults.b")),
        (HEAD.replace('"clerk"', '"The Clerk"') + ROLE + ROLE, ("wrong-form", "2 by")),
    ],
)
def test_each_fault_has_its_code_and_line(file: Path, text: str, expected: tuple[str, str]) -> None:
    """What is wrong with a TOML file is reported once, with its line and the way to it."""
    assert [expected] == places_in(file, text)


def test_every_problem_of_a_file_is_reported_at_once(file: Path) -> None:
    """One report holds what is wrong with each table, in nested and inline parts too."""
    text = """\
[defaults]
by = "clerk"  # with a comment
origin = "persn"
said_at = "2026-01-31T09:30:00Z"

[[principle]]
name = "a"
text = '''
[[principle]]
name = "in a text"
'''
role = "farmer"
action = "divert"

[principle.condition]
kind = "any"
of = [
  { kind = "holds", context = "drought" },
  { kind = "at_least", fact = "flow", value = 1.5 },
]

[[principle]]
name = "b"
text = "B"
role = "farmer"
action = "divert"
condition = { kind = "all", of = [{ kind = "hold", context = "x" }] }
"""

    expected = [
        ("float", "19 condition.of[1].value"),
        ("not-a-choice", "3 origin"),
        ("unknown-clause", "27 condition.of[0].kind"),
    ]
    assert expected == places_in(file, text)


def test_hints_say_what_to_write(file: Path) -> None:
    """A date, a decimal and a misspelling are answered with what would be right."""
    text = HEAD + ROLE + "text = 2026-01-31T10:30:00+01:00\n" + ROLE + "text = 0.75\n"

    hints = [problem.hint for problem in problems_in(file, text)]

    assert 'Put it in quotation marks, in UTC: "2026-01-31T09:30:00Z".' == hints[0]
    assert 'Write it exactly, as text: "3/4".' == hints[1]


def test_a_byte_order_mark_is_reported(file: Path) -> None:
    """A TOML file that begins with the mark is refused with the way out."""
    file.write_bytes(b"\xef\xbb\xbf" + HEAD.encode())

    assert ["byte-order-mark"] == [p.code for p in iterate_toml(file) if isinstance(p, Problem)]


def test_a_file_in_another_encoding_is_reported(file: Path) -> None:
    """Bytes that are not UTF-8 are reported with their line."""
    file.write_bytes(HEAD.encode() + "# Pêcheur\n".encode("latin-1"))

    with pytest.raises(InvalidDocument) as caught:
        read_toml(file)

    assert [("not-utf8", f"{file}:5")] == [(p.code, p.path) for p in caught.value.problems]


def test_a_file_that_is_too_large_is_not_read(file: Path) -> None:
    """More than 16 MiB of TOML is refused without being parsed."""
    with file.open("wb") as large:
        large.truncate(2**30)

    with pytest.raises(InvalidDocument) as caught:
        read_toml(file)

    assert "file-too-large" == caught.value.code


def test_nesting_without_end_is_refused(file: Path) -> None:
    """Brackets inside brackets are refused, not followed until the stack is full."""
    problems = problems_in(file, HEAD + "x = " + "[" * 5000 + "]" * 5000 + "\n")

    assert ["too-deep"] == [problem.code for problem in problems]


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever stands in a TOML file, reading it ends in records and problems."""
    file = tmp_path_factory.mktemp("toml") / "any.toml"
    file.write_text(HEAD + ROLE + text, encoding="utf-8", errors="replace")

    items = list(iterate_toml(file))

    assert {Problem} >= {type(item) for item in items} or isinstance(items[0].record, Role)


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("a = True", 1, "true and false are in lower case"),
        ('a = "x\nb = 2', 1, "ends with its quotation mark"),
        ("a = [1,\n2\nb = 3\n", 3, "A comma or a closing bracket is missing"),
        ("a = 1\na = 2\n", 2, "A key stands once"),
        ("[norm]\n[norm]\n", 2, "[[norm]]"),
        ('a = "say "so""', 1, "a quotation mark inside a text"),
        ('name: "x"', 1, 'A line is: key = "text".'),
        ('a = "C:\\x"', 1, "a backslash in a text twice"),
    ],
)
def test_a_mistake_of_syntax_is_told_with_what_is_commonly_wrong(
    file: Path, text: str, line: int, hint: str
) -> None:
    """The line where the parser stops is named, and beside it what usually is the cause."""
    file.write_text(text, encoding="utf-8")

    with pytest.raises(InvalidDocument) as caught:
        read_toml(file)

    (problem,) = caught.value.problems
    assert ("toml-syntax", f"{file}:{line}") == (problem.code, problem.path)
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        (f"a = {'[' * 3000}", "too-deep", "TOML of at most 200 levels"),
        (f"a = {'1' * 5000}", "out-of-range", "integers within ±(2**53 - 1)"),
    ],
    ids=["nested too deeply", "a huge integer"],
)
def test_what_the_parser_does_not_take_is_told_in_words(
    file: Path, text: str, code: str, expected: str
) -> None:
    """It is said of TOML, and nothing of how this program reads it."""
    file.write_text(text, encoding="utf-8")

    with pytest.raises(InvalidDocument) as caught:
        read_toml(file)

    (problem,) = caught.value.problems
    assert (code, expected) == (problem.code, problem.expected)

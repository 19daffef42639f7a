from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from commonweal.argumentation import (
    FORMATS,
    ArgumentFramework,
    Format,
    FrameworkFile,
    read_framework,
    write_framework,
)
from commonweal.errors import InvalidDocument

from .brute_force import NAMES, Attack, frameworks

TEXTS: dict[Format, str] = {
    "apx": "% three\narg(a). arg(b).\narg(c).\natt(a,b).\natt( b , c ).\n",
    "tgf": "a first\nb\nc\n#\na b says no\nb c\n",
    "af": "# three\np af 3\n1 2\n2 3\n",
}


def written(folder: Path, text: str, name: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def codes(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(InvalidDocument) as raised:
        read_framework(path)
    return [
        (problem.path.removeprefix(f"{path}:"), problem.code) for problem in raised.value.problems
    ]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("ending", ["own", "txt"])
def test_the_formats_of_the_competition_are_read(form: Format, ending: str, tmp_path: Path) -> None:
    """Each format is known by the file's ending, and without it by its first lines."""
    name = f"f.{form}" if ending == "own" else "f.txt"

    found = read_framework(written(tmp_path, TEXTS[form], name)).framework

    assert (("1", "2", "3") if form == "af" else ("a", "b", "c")) == found.arguments
    assert [(0, 1), (1, 2)] == found.pairs()


@given(frameworks(), st.sampled_from(FORMATS))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, attacks: set[Attack], form: Format
) -> None:
    """A framework survives each format, but for names in the numeric one."""
    path = tmp_path_factory.mktemp("formats") / f"f.{form}"
    framework = ArgumentFramework.from_attacks(NAMES, attacks)

    write_framework(path, framework, form)
    found = read_framework(path).framework

    assert framework.pairs() == found.pairs()
    assert (NAMES if form != "af" else tuple("12345")) == found.arguments


def test_preferences_and_values_are_read(tmp_path: Path) -> None:
    """The facts of ASPARTIX for preferences, values and their order."""
    text = (
        "arg(a).\narg(b).\natt(a,b).\npref(b,a).\nval(a,red).\nval(b,blue).\nvalpref(red,blue).\n"
    )

    found = read_framework(written(tmp_path, text, "f.apx"))

    assert (("b", "a"),) == found.preferences
    assert (("a", "red"), ("b", "blue")) == found.promotes
    assert (("red", "blue"),) == found.audience


def test_preferences_and_values_are_written_where_they_can_be(tmp_path: Path) -> None:
    """In apx they come back; in the other formats only arguments and attacks do."""
    graph = ArgumentFramework.from_attacks("ab", [("a", "b")])
    said = FrameworkFile(graph, (("b", "a"),), (("a", "red"),), (("red", "blue"),))

    found = {}
    for form in FORMATS:
        write_framework(tmp_path / f"f.{form}", said, form)
        read = read_framework(tmp_path / f"f.{form}")
        found[form] = (read.preferences, read.promotes, read.audience)

    assert (said.preferences, said.promotes, said.audience) == found["apx"]
    assert ((), (), ()) == found["tgf"] == found["af"]


def test_all_problems_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    """A broken fact, an unknown one, a name twice and an unknown argument, each with its line."""
    text = "arg(a).\nargument b\narg(a).\natt(a,z).\nlikes(a,a).\nval(y,red).\narg(a,b).\n"

    found = codes(written(tmp_path, text, "f.apx"))

    assert [
        ("2", "framework-line"),
        ("3", "repeated-name"),
        ("5", "framework-line"),
        ("7", "framework-line"),
        ("4", "unknown-argument"),
        ("6", "unknown-argument"),
    ] == found


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("f.tgf", "a\nb\n", [("3", "framework-line")]),
        ("f.tgf", "a\n#\na\n#\n", [("3", "framework-line"), ("4", "framework-line")]),
        ("f.tgf", "a\na\n#\n", [("2", "repeated-name")]),
        ("f.af", "", [("1", "framework-line")]),
        ("f.af", "1 2\n", [("1", "framework-line")]),
        ("f.af", "p af 2\n1 3\n0 1\n", [("2", "unknown-argument"), ("3", "unknown-argument")]),
        ("f.af", "p af 2\n1\nx y\np af 3\n", [(n, "framework-line") for n in "234"]),
        ("f.af", "p af 99999999999\n", [("1", "framework-line")]),
    ],
)
def test_what_is_no_line_of_the_format_is_refused(
    name: str, text: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    """Each line that says nothing in its format is named."""
    assert expected == codes(written(tmp_path, text, name))


def test_no_file_is_a_problem_of_reading(tmp_path: Path) -> None:
    """A path without a file is told like any other input that cannot be read."""
    with pytest.raises(InvalidDocument) as raised:
        read_framework(tmp_path / "none.apx")

    assert "unreadable" == raised.value.code


def test_a_name_that_a_format_cannot_hold_is_refused(tmp_path: Path) -> None:
    """White space and brackets mean something in apx and tgf; numbers always do."""
    framework = ArgumentFramework.from_attacks(["a b", "c(d)"], [("a b", "c(d)")])

    for form in ("apx", "tgf"):
        with pytest.raises(InvalidDocument) as raised:
            write_framework(tmp_path / "f", framework, form)
        assert ["argument-name"] * 2 == [problem.code for problem in raised.value.problems]

    write_framework(tmp_path / "f.af", framework, "af")
    assert [(0, 1)] == read_framework(tmp_path / "f.af").framework.pairs()
    assert "# 1 'a b'" in (tmp_path / "f.af").read_text(encoding="utf-8")

"""What the program has is in docs/reference: names, commands, codes, schemas, settings."""

from __future__ import annotations

import ast
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "commonweal"
PROOF = PACKAGE / "proof"
REFERENCE = ROOT / "docs" / "reference"

ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def page(name: str) -> str:
    """Return a page of docs/reference."""
    return (REFERENCE / name).read_text(encoding="utf-8")


def commands() -> Iterator[click.Context]:
    """Yield the program's commands, groups too, each in its context."""
    from reference import _commands

    yield from _commands.commands()


def undescribed_fields() -> Iterator[tuple[str, str]]:
    """Yield each kind or part with each field of it that its schema does not describe."""
    for path in sorted((ROOT / "schemas" / "v1").glob("*.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        owners = {path.stem: schema, **schema.get("$defs", {})}
        for owner, part in owners.items():
            for field, said in part.get("properties", {}).items():
                if not said.get("description"):
                    yield owner, field


def literal_codes() -> set[str]:
    """Return the codes that stand in the source as `code="…"` or first in `Problem("…"`."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                given = [word.value for word in node.keywords if word.arg == "code"]
                if isinstance(node.func, ast.Name) and node.func.id == "Problem":
                    given += node.args[:1]
                found |= {
                    value.value
                    for value in given
                    if isinstance(value, ast.Constant) and isinstance(value.value, str)
                }
    return found


def test_the_generated_pages_say_what_the_program_says() -> None:
    """Writing the reference again changes nothing."""
    script = ROOT / "scripts" / "write_reference.py"

    run = subprocess.run(
        [sys.executable, str(script), "--check"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=ROOT,
    )

    assert (0, "") == (run.returncode, run.stdout + run.stderr)


@pytest.mark.parametrize("room", ROOMS)
def test_public_names_are_the_documented_names(room: str) -> None:
    """What a room offers and what its page documents are the same names."""
    module = import_module(f"commonweal.{room}")
    pattern = rf"^\.\. (?:auto\w+|py:data):: commonweal\.{room}\.(\w+)$"

    documented = re.findall(pattern, page(f"api/{room}.md"), re.MULTILINE)

    assert sorted(module.__all__) == sorted(documented)


@pytest.mark.parametrize("room", ROOMS)
def test_public_names_are_there(room: str) -> None:
    """A room's `__all__` names each thing once, and only what is there."""
    module = import_module(f"commonweal.{room}")

    absent = [name for name in module.__all__ if not hasattr(module, name)]

    assert [] == absent
    assert len(set(module.__all__)) == len(module.__all__)


@pytest.mark.parametrize("room", ROOMS)
def test_public_names_say_what_they_are(room: str) -> None:
    """Every class and function that a room offers has a docstring of its own."""
    module = import_module(f"commonweal.{room}")

    silent = [
        name
        for name in module.__all__
        if inspect.isclass(value := getattr(module, name)) or inspect.isroutine(value)
        if not vars(value).get("__doc__", value.__doc__)
    ]

    assert [] == silent


@pytest.mark.parametrize("room", ROOMS)
def test_a_rooms_own_file_holds_no_logic(room: str) -> None:
    """A room's `__init__.py` says what the room is for, imports, and lists names."""
    tree = ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8"))

    allowed = (ast.Expr, ast.Import, ast.ImportFrom, ast.Assign)
    logic = [f"line {node.lineno}" for node in tree.body if not isinstance(node, allowed)]

    assert ast.get_docstring(tree)
    assert [] == logic


def test_every_command_and_option_is_documented() -> None:
    """The page of commands names each command, and each of its options and arguments."""
    sections = re.split(r"^#+ `(commonweal[^`]*)`$", page("cli.md"), flags=re.MULTILINE)
    documented = dict(zip(sections[1::2], sections[2::2], strict=True))

    missing = [
        f"{context.command_path} {word}"
        for context in commands()
        for parameter in context.command.get_params(context)
        for word in (
            [parameter.make_metavar(context)]
            if isinstance(parameter, click.Argument)
            else [*parameter.opts, *parameter.secondary_opts]
        )
        if word not in documented.get(context.command_path, "")
        if not getattr(parameter, "hidden", False)
    ]

    assert [] == missing


def test_every_command_has_help_and_an_example() -> None:
    """Each command says what it is for and shows how it is called."""
    leaves = [found for found in commands() if not isinstance(found.command, click.Group)]

    silent = [found.command_path for found in leaves if not found.command.help]
    unshown = [
        found.command_path
        for found in leaves
        if f"\n  {found.command_path}" not in found.command.get_help(found).partition("\n\n")[2]
    ]

    assert [] == silent
    assert [] == unshown


def test_every_command_answers_in_json() -> None:
    """Each command takes `--json`."""
    leaves = [found for found in commands() if not isinstance(found.command, click.Group)]

    without = [
        found.command_path
        for found in leaves
        if not any("--json" in parameter.opts for parameter in found.command.params)
    ]

    assert [] == without


def test_every_error_code_is_documented() -> None:
    """Each code in the source has its section on the page of error codes."""
    documented = set(re.findall(r"^## `([a-z0-9-]+)`$", page("errors.md"), re.MULTILINE))

    assert set() == literal_codes() - documented


def test_every_error_code_says_what_was_expected_and_what_to_do() -> None:
    """No section of the page is without either, and none of the texts beside the source is idle."""
    from reference._errors import untold

    sections = page("errors.md").split("\n## ")[1:]
    lacking = [
        section.partition("\n")[0]
        for section in sections
        if not all(f"\n{part}:\n\n- " in section for part in ("Expected", "What to do"))
    ]

    assert {} == untold()
    assert [] == lacking


def test_every_error_code_can_be_read_off_the_source() -> None:
    """No code is put together while the program runs without a docstring that spells it out."""
    from reference import _codes

    hidden = [f"{found.place}: {found.expression}" for found in _codes.unreadable_codes()]

    assert [] == hidden


def test_every_schema_is_documented() -> None:
    """Each published schema has its section, and each of its own fields a row."""
    sections = re.split(r"^## `([a-z_]+)`$", page("schemas.md"), flags=re.MULTILINE)
    documented = dict(zip(sections[1::2], sections[2::2], strict=True))
    said_once = {"kind", "schema_version", "by", "origin", "said_at", "language"}

    missing = [
        f"{path.stem} {field}"
        for path in sorted((ROOT / "schemas" / "v1").glob("*.json"))
        for field in json.loads(path.read_text(encoding="utf-8"))["properties"]
        if field not in said_once and f"| `{field}` |" not in documented.get(path.stem, "")
    ]

    assert documented
    assert [] == missing


def test_every_field_has_a_meaning() -> None:
    """No row on the page of schemas leaves open what the field means."""
    rows = [line for line in page("schemas.md").splitlines() if line.startswith("| `")]

    silent = [row for row in rows if row.endswith("|  |")]

    assert rows
    assert [] == silent


def test_no_meaning_is_of_a_field_that_is_gone() -> None:
    """Each meaning that is kept beside the models is of a field whose model says nothing."""
    from reference._meanings import MEANINGS

    used = {
        f"{owner}.{field}" if f"{owner}.{field}" in MEANINGS else field
        for owner, field in undescribed_fields()
    }

    assert set() == MEANINGS.keys() - used


def test_kinds_that_nothing_reads_are_marked() -> None:
    """A record that no room takes up says so on the page, and no other does."""
    sections = re.split(r"^## `([a-z_]+)`$", page("schemas.md"), flags=re.MULTILINE)
    documented = dict(zip(sections[1::2], sections[2::2], strict=True))

    marked = {kind for kind, text in documented.items() if "No command reads this kind" in text}

    assert {
        "appeal",
        "breach",
        "commitment",
        "mandate",
        "offer",
        "outcome_contract",
        "revelation",
        "verdict",
    } == marked


def test_every_file_of_the_checker_is_documented() -> None:
    """The page of the checker names each file that has to lie beside the program."""
    files = [
        path.name for pattern in ("checker*", "replay*") for path in PROOF.glob(f"{pattern}.py")
    ]

    unnamed = [name for name in files if f"| `{name}` |" not in page("checker.md")]

    assert [] == unnamed


def test_every_rule_of_the_checker_is_documented() -> None:
    """The page of the checker has each rule by which a step can follow, and no other."""
    from commonweal.proof import checker

    table = page("checker.md").partition("| steps | derived from |")[2].partition("\n\n")[0]
    rules = [re.findall(r"`(\w+)`", row.split("|")[1]) for row in table.splitlines() if row]

    assert sorted(checker.RULES.split()) == sorted(rule for row in rules for rule in row)


def test_every_setting_is_documented() -> None:
    """Each environment variable of ours that anything in the repository reads is on its page."""
    sources = [
        *PACKAGE.rglob("*.py"),
        *(ROOT / "tests").rglob("*.py"),
        *(ROOT / "benchmarks").rglob("*.py"),
        *(path for path in (ROOT / "scripts").rglob("*") if path.suffix in {"", ".py"}),
        ROOT / "Makefile",
    ]

    named = {
        name
        for path in sources
        if path.is_file()
        for name in re.findall(r"\bCOMMONWEAL_[A-Z_]+\b", path.read_text(encoding="utf-8"))
    }

    assert [] == sorted(name for name in named if f"`{name}`" not in page("settings.md"))

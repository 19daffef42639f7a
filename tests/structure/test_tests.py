"""The tests keep their own rules."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]


def functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Yield every test of the suite with its file."""
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield path, node


def called(node: ast.FunctionDef) -> set[str]:
    """Return the dotted names of what a test calls."""
    return {ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}


def test_every_test_states_its_claim() -> None:
    """Each test has a docstring, whose first line is a sentence."""
    silent = [
        f"{path.relative_to(TESTS)}::{node.name}"
        for path, node in functions()
        if not (ast.get_docstring(node) or "").partition("\n")[0].rstrip().endswith((".", "?"))
    ]

    assert [] == silent


def test_every_test_file_has_its_own_name() -> None:
    """No two test files of the suite are called the same."""
    names = Counter(path.name for path in TESTS.rglob("test_*.py"))

    assert [] == [name for name, count in names.items() if count > 1]


def test_no_test_waits_or_replaces_what_we_ship() -> None:
    """No test sleeps, and none puts a stand-in where our own code should run."""
    refused = {"time.sleep", "sleep", "mock.patch", "patch", "Mock", "MagicMock"}

    wrong = [
        f"{path.relative_to(TESTS)}::{node.name}"
        for path, node in functions()
        if called(node) & refused
    ]

    assert [] == wrong

"""``commonweal options``: what values lead to, as a command."""

from __future__ import annotations

from pathlib import Path

from .conftest import Program


def test_options_are_told_with_who_found_them(program: Program, garden: Path) -> None:
    """In words and as JSON; a pair that names no option is an error that names one."""
    called = program("options", "find", garden)
    told = program("options", "find", garden, "--json").document["data"]
    wrong = program("options", "find", garden, "--apart", "turn", "turns")

    assert 0 == called.code
    assert f" of {told['breadth']['acts']} things that could be done" in called.out
    assert told["whole"]
    assert 3 == wrong.code
    assert "undeclared-option" in wrong.err

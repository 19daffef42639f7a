"""A small study to break, and ways to break it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import InvalidDocument, Problem
from commonweal.studies import init_study, read_study

Lines = list[dict[str, Any]]


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """Return a starter study that nobody has touched."""
    folder = tmp_path / "garden"
    init_study(folder, name="garden")
    return folder


@pytest.fixture
def edit(garden: Path) -> Callable[[str, str, str], None]:
    """Return a function that puts one text in the place of another in a file of the study."""

    def replace(name: str, old: str, new: str) -> None:
        path = garden / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


@pytest.fixture
def answers(garden: Path) -> Callable[[Callable[[Lines], None]], None]:
    """Return a function that changes the lines of answers.jsonl."""
    path = garden / "answers.jsonl"

    def change(function: Callable[[Lines], None]) -> None:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        function(lines)
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")

    return change


def problems_of(folder: Path) -> tuple[Problem, ...]:
    """Return everything that reading a study names."""
    with pytest.raises(InvalidDocument) as caught:
        read_study(folder)
    return caught.value.problems


def codes_of(folder: Path) -> set[str]:
    """Return the codes of everything that reading a study names."""
    return {problem.code for problem in problems_of(folder)}

"""The program, called as a person would, and a study to call it on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from commonweal.cli import main
from commonweal.studies import init_study


@dataclass(frozen=True)
class Called:
    """What a call of the program came to."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document on stdout."""
        document: dict[str, Any] = json.loads(self.out)
        return document


Program = Callable[..., Called]


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str]) -> Program:
    """Return a function that calls the program with words, and hears its exit code."""

    def call(*words: object) -> Called:
        with pytest.raises(SystemExit) as stop:
            main([str(word) for word in words])
        assert isinstance(stop.value.code, int)
        heard = capsys.readouterr()
        return Called(stop.value.code, heard.out, heard.err)

    return call


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """Return a starter study."""
    folder = tmp_path / "garden"
    init_study(folder, name="garden")
    return folder

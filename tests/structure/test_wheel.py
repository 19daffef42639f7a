"""What is published is what is in the tree."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the names of the files in a wheel built from the tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory"]
    subprocess.run([*command, str(folder)], cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("commonweal-*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_the_whole_package(wheel_names: set[str]) -> None:
    """Every file of the package is in the wheel: templates, styles and the marker of types too."""
    source = ROOT / "src"
    there = {
        str(path.relative_to(source))
        for path in (source / "commonweal").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert set() == there - wheel_names
    assert "commonweal/py.typed" in wheel_names


def test_the_wheel_holds_the_licence_and_nothing_else(wheel_names: set[str]) -> None:
    """Beside the package a wheel holds its metadata with the licence, and no test or example."""
    beside = {name for name in wheel_names if not name.startswith("commonweal/")}

    assert {name.split("/")[0].rpartition(".")[2] for name in beside} == {"dist-info"}
    assert any(name.endswith("licenses/LICENSE") for name in beside)

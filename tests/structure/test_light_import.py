"""What merely importing the package costs."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {
    "click",
    "cryptography",
    "duckdb",
    "fastapi",
    "hypothesis",
    "mcp",
    "jinja2",
    "httpx2",
    "numpy",
    "openai",
    "pydantic",
    "pydantic_ai",
    "rich",
    "scipy",
    "sqlalchemy",
    "starlette",
    "uvicorn",
}


def loaded_by(statement: str) -> set[str]:
    """Return the top-level packages that a fresh interpreter holds after the statement."""
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return {name.split(".")[0] for name in json.loads(run.stdout)}


@pytest.mark.parametrize("module", ["commonweal", "commonweal.errors"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    """The package and its errors load neither numerics, nor validation, nor anything of the web."""
    loaded = loaded_by(f"import {module}")

    assert set() == loaded & HEAVY


def test_a_room_is_loaded_when_it_is_asked_for() -> None:
    """An attribute of the package that names a room is that room, without a further import."""
    loaded = loaded_by("import commonweal; commonweal.documents.Document")

    assert "pydantic" in loaded
    assert "numpy" not in loaded


def test_the_version_is_that_of_the_installed_package() -> None:
    """The version comes from the package's metadata, so that it is written down once."""
    import importlib.metadata

    import commonweal

    assert importlib.metadata.version("commonweal") == commonweal.__version__


def test_an_unknown_name_is_an_attribute_error() -> None:
    """Asking the package for what it does not have says so, as any module would."""
    import commonweal

    with pytest.raises(AttributeError, match="no attribute 'wisdom'"):
        commonweal.wisdom  # noqa: B018


ROOMS = (
    "decisions",
    "elicitation",
    "estimates",
    "norms",
    "reports",
    "stewardship",
    "studies",
    "values",
)


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_load_no_scipy_before_it_is_needed(room: str) -> None:
    """What most commands load leaves SciPy to the functions that compute with it."""
    loaded = loaded_by(f"import commonweal.{room}")

    assert "scipy" not in loaded


@pytest.mark.parametrize("command", [["--help"], ["run", "--help"]])
def test_help_loads_no_numerics(command: list[str]) -> None:
    """Help is printed without NumPy, SciPy or Pydantic, which is what keeps it quick."""
    statement = (
        "import sys, io, contextlib\n"
        f"sys.argv = ['commonweal', *{command!r}]\n"
        "from commonweal.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    main()"
    )

    loaded = loaded_by(statement)

    assert set() == loaded & HEAVY - {"click", "rich"}

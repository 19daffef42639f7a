"""The rooms of docs/explanation/design.md, and what each may import."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "commonweal"

BELOW = {
    "errors": (),
    "documents": ("errors",),
    "proof": ("documents",),
    "choice": ("proof",),
    "sweeps": ("documents",),
    "sentences": ("documents",),
    "values": ("proof",),
    "norms": ("proof",),
    "argumentation": ("norms",),
    "estimates": ("values",),
    "elicitation": ("estimates",),
    "decisions": ("values", "argumentation"),
    "guard": ("decisions",),
    "stewardship": ("decisions", "elicitation"),
    "negotiation": ("decisions",),
    "cooperation": ("negotiation",),
    "economy": ("negotiation",),
    "institutions": ("economy", "decisions"),
    "audit": ("decisions",),
    "studies": ("choice", "sweeps", "cooperation", "institutions", "audit", "stewardship"),
    "reports": ("studies",),
    "store": ("studies",),
    "web": ("store", "reports"),
    "testing": ("reports", "store"),
    "cli": ("web", "testing", "sentences", "guard"),
}

STRICT = {"errors": set(), "documents": {"pydantic", "pydantic_core", "rfc8785"}}
"""Rooms that are held to less than what the package declares."""

BESIDE = {"testing": {"hypothesis"}}
"""What a room may import though the package does not ask for it: who uses the room has it."""

COMES_WITH = {
    "mcp": {"anyio", "mcp_types", "starlette", "uvicorn"},
    "jinja2": {"markupsafe"},
    "pydantic": {"pydantic_core"},
    "pydantic-ai-slim": {"httpx2", "openai", "pydantic_ai"},
}


ALONE = ("checker", "replay")
"""Programs of `proof` that anybody can read and run without the package, in some files each."""


def private_imports() -> list[str]:
    """Return where a room reaches past another room's `__init__.py` into one of its files."""
    found = []
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            parts = (module or "").split(".")
            if parts[0] == "commonweal" and len(parts) > 2 and parts[1] != room_of(path):
                found.append(f"{path.relative_to(PACKAGE)}:{node.lineno}: {module}")
    return found


def may_import(room: str) -> set[str]:
    """Return the rooms on the floors below, however far."""
    reached: set[str] = set()
    waiting = list(BELOW[room])
    while waiting:
        lower = waiting.pop()
        if lower not in reached:
            reached.add(lower)
            waiting += BELOW[lower]
    return reached


def python_files() -> list[Path]:
    """Return the package's files, the package's own `__init__.py` left out."""
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def room_of(path: Path) -> str:
    """Return the folder or module directly in the package that the file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def declared() -> set[str]:
    """Return the import names of the package's dependencies, those of its extras too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(requirement for extra in extras for requirement in extra)]
    names = {re.split(r"[^\w-]", requirement, maxsplit=1)[0] for requirement in wanted}
    names |= {name.replace("-", "_") for name in names}
    return names.union(*(COMES_WITH.get(name, set()) for name in names))


def imported(path: Path, *, package: Path = PACKAGE) -> Iterator[tuple[str, int]]:
    """Yield every imported module in full with its line, those within functions too."""
    inside = ("commonweal", *path.relative_to(package).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = ".".join(inside[: len(inside) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (start, node.module) if part)
            yield module, node.lineno
            if module == "commonweal":
                yield from ((f"commonweal.{alias.name}", node.lineno) for alias in node.names)


def test_every_folder_is_a_room_of_the_table() -> None:
    """Each folder and module with code in it has its place on a floor."""
    rooms = {room_of(path) for path in python_files()}

    strangers = sorted(rooms - BELOW.keys())

    assert [] == strangers


@pytest.mark.parametrize("room", sorted(BELOW))
def test_imports_only_go_down(room: str) -> None:
    """A room imports itself and rooms on lower floors, and none beside or above it."""
    allowed = may_import(room) | {room}

    wrong = [
        f"{path.relative_to(PACKAGE)}:{line} imports {module}"
        for path in python_files()
        if room_of(path) == room
        for module, line in imported(path)
        if module.startswith("commonweal.") and module.split(".")[1] not in allowed
    ]

    assert [] == wrong


@pytest.mark.parametrize("room", sorted(BELOW))
def test_a_room_uses_only_packages_that_are_declared(room: str) -> None:
    """What a room imports from outside is a declared dependency, and the lowest rooms use less."""
    allowed = STRICT.get(room, declared() | BESIDE.get(room, set()))
    allowed = allowed | sys.stdlib_module_names | {"commonweal"}

    wrong = [
        f"{path.relative_to(PACKAGE)}:{line} imports {module}"
        for path in python_files()
        if room_of(path) == room
        for module, line in imported(path)
        if module.split(".")[0] not in allowed
    ]

    assert [] == wrong


def test_the_checker_stands_alone() -> None:
    """Checker and replay import the standard library, and nothing of this package or others'."""
    files = sorted(path for name in ALONE for path in (PACKAGE / "proof").glob(f"{name}*.py"))

    wrong = [
        f"{path.name}:{line} imports {module}"
        for path in files
        for module, line in imported(path)
        if module.split(".")[0] not in sys.stdlib_module_names
    ]

    assert {f"{name}.py" for name in ALONE} <= {path.name for path in files}
    assert [] == wrong


def test_the_table_has_no_way_back_up() -> None:
    """No room can reach itself by going down."""
    circular = [room for room in BELOW if room in may_import(room)]

    assert [] == circular


def test_an_import_that_goes_up_would_be_seen(tmp_path: Path) -> None:
    """Absolute, relative and deferred imports are all read as what they import."""
    source = tmp_path / "values" / "_sample.py"
    lines = [
        "import commonweal.cli",
        "from ..web import page",
        "def f():",
        "    from commonweal import reports",
    ]
    source.parent.mkdir(parents=True)
    source.write_text("\n".join(lines), encoding="utf-8")

    found = {module for module, _ in imported(source, package=tmp_path)}

    assert {"commonweal.cli", "commonweal.web", "commonweal", "commonweal.reports"} == found


def test_a_room_is_entered_through_its_door() -> None:
    """What a room offers is in its `__init__.py`; no other room reaches past it."""
    assert [] == private_imports()

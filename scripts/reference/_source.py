"""The source as a tree of syntax: which files there are, and what they define."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "commonweal"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One Python file of the package."""

    path: Path
    room: str
    tree: ast.Module


@cache
def source_files() -> tuple[SourceFile, ...]:
    """Return every Python file of the package, in order of path; they are read once."""
    files = []
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE)
        room = inside.parts[0].removesuffix(".py")
        files.append(SourceFile(path, room, ast.parse(path.read_text(encoding="utf-8"))))
    return tuple(files)


def room_names() -> tuple[str, ...]:
    """Return the rooms that have an interface: packages and modules beside the package's own file.

    A folder without files of its own, or a private module, is no room.
    """
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py") if path.stat().st_size}
    modules = {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("_")}
    return tuple(sorted(folders | modules))


def data_docstrings(room: str) -> dict[str, str]:
    """Return the docstrings that stand under the assignments of a room, by name."""
    found: dict[str, str] = {}
    for file in source_files():
        if file.room != room:
            continue
        for statement, after in zip(file.tree.body, file.tree.body[1:], strict=False):
            name = _assigned_name(statement)
            if (
                name is not None
                and isinstance(after, ast.Expr)
                and isinstance(after.value, ast.Constant)
                and isinstance(after.value.value, str)
            ):
                found[name] = after.value.value.strip()
    return found


def _assigned_name(statement: ast.stmt) -> str | None:
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    return targets[0].id if len(targets) == 1 and isinstance(targets[0], ast.Name) else None

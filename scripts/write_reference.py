"""Write the pages of docs/reference that come from the program; `--check` only compares.

Run it as ``python scripts/write_reference.py`` after changing a command, a public name, an error
code or a schema, and commit what it writes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reference import api_pages, command_page, error_page, schema_page

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"


def pages() -> dict[str, str]:
    """Return every generated page by its path under docs/reference."""
    return {
        **api_pages(),
        "cli.md": command_page(),
        "errors.md": error_page(),
        "schemas.md": schema_page(),
    }


def stale(wanted: dict[str, str]) -> list[str]:
    """Return the pages that are absent, differ, or belong to a room that is gone."""
    there = {f"api/{path.name}" for path in (FOLDER / "api").glob("*.md")}
    differ = {
        name
        for name, text in wanted.items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != text
    }
    return sorted(differ | (there - wanted.keys()))


def write(wanted: dict[str, str]) -> None:
    """Write what is stale, and remove the pages of rooms that are gone."""
    for name in stale(wanted):
        path = FOLDER / name
        print(name)
        if name not in wanted:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".tmp")
        unfinished.write_text(wanted[name], encoding="utf-8")
        unfinished.replace(path)


def main(arguments: list[str]) -> int:
    """Write or check, and return the exit code."""
    wanted = pages()
    if "--check" not in arguments:
        write(wanted)
        return 0
    outdated = stale(wanted)
    for name in outdated:
        print(f"docs/reference/{name} is not what the program says: run `make reference`")
    return 1 if outdated else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

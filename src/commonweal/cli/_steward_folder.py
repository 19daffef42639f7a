"""What the commands of a steward share: folder and bank, and writing for the owner alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._arguments import PATH

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.stewardship import Bank, Steward

FOLDER = click.argument("folder", type=PATH)
BANK = click.option(
    "--bank",
    "source",
    help="The bank of situations; by default the folder's bank.toml, or that of its session.",
)
EVERYDAY = "everyday"
SESSION = "session.json"


def steward_of(folder: Path, source: str | None) -> Steward:
    """Return the steward of the person whose folder this is."""
    from commonweal.stewardship import open_steward

    return open_steward(folder, _bank(folder, source))


def write_for_owner(path: Path, content: dict[str, Any]) -> None:
    """Write what holds somebody's words or choices as their folder's files are written."""
    import json

    from commonweal.stewardship import write_private

    write_private(path, (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode())


def _bank(folder: Path, source: str | None) -> Bank:
    from pathlib import Path

    from commonweal.stewardship import BANK, bank_source_of, bundled_bank
    from commonweal.studies import bank_at

    if source is None and (folder / BANK).exists():
        return bank_at(folder / BANK)
    named = source or (bank_source_of(folder) if (folder / SESSION).exists() else EVERYDAY)
    return bundled_bank() if named == EVERYDAY else bank_at(Path(named))

"""What the commands about arguments share: the file they read, the certificates they write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._arguments import PATH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from commonweal.argumentation import ArgumentCertificate

FORMATS = ("apx", "tgf", "af")
SEMANTICS = ("grounded", "complete", "preferred", "stable")
MODES = ("credulous", "sceptical")

FILE = click.argument("file", type=PATH)
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How FILE is written; told by its ending or its first lines if not said.",
)
SEMANTICS_OPTION = click.option(
    "--semantics",
    type=click.Choice(SEMANTICS),
    default="preferred",
    show_default=True,
    help="Which extensions.",
)
OUT = click.option(
    "--out", type=PATH, help="A file for the certificate; with several, one a line: .jsonl."
)


def write_out(
    out: Path | None, certificates: Sequence[ArgumentCertificate]
) -> list[dict[str, str]]:
    """Write certificates where they were asked for, and return what to warn of.

    Raises:
        InvalidDocument: with code ``not-lines`` if there are several and the file is not for lines.
    """
    from commonweal.argumentation import NOT_CHECKED, write_certificates

    if out is None:
        return []
    if not certificates:
        found = f"an answer that was {NOT_CHECKED}"
        hint = "Nothing was written."
        return [{"code": "no-certificate", "path": str(out), "found": found, "hint": hint}]
    write_certificates(out, certificates)
    return []


def size(arguments: int, attacks: int) -> str:
    """Return how large a framework is, in words."""
    from commonweal.documents import counted

    return f"{counted(arguments, 'argument')}, {counted(attacks, 'attack')}"


def written(out: Path | None, certificates: Sequence[Any]) -> list[str]:
    """Return a line on what was written, if anything was."""
    if out is None or not certificates:
        return []
    return [f"Wrote {out}; to verify it: commonweal check {out}"]

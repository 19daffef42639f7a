"""What the commands about arguments share: the file they read, how they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._arguments import PATH, OneOf
from commonweal.cli._output import current_output

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from commonweal.argumentation import ArgumentCertificate

FORMATS = ("apx", "tgf", "af")
SEMANTICS = ("grounded", "complete", "preferred", "stable")
MODES = ("credulous", "sceptical")

FILE = click.argument("file", type=PATH)
FORMAT = click.option(
    "--format",
    "form",
    type=OneOf(FORMATS),
    help="How FILE is written; told by its ending or its first lines if not said.",
)
SEMANTICS_OPTION = click.option(
    "--semantics",
    type=OneOf(SEMANTICS),
    default="preferred",
    show_default=True,
    help="Which extensions.",
)
OUT = click.option(
    "--out", type=PATH, help="A file for the certificate; with several, one a line: .jsonl."
)


def size(arguments: int, attacks: int) -> str:
    """Return how large a framework is, in words."""
    from commonweal.documents import counted

    return f"{counted(arguments, 'argument')}, {counted(attacks, 'attack')}"


def held_to_file(
    code: str, option: str, names: Iterable[str], known: Collection[str], *, expected: str
) -> None:
    """Refuse names that an option gives and the file does not know.

    Args:
        code: of the problem.
        option: which option gives them.
        names: what it gives.
        known: what the file knows.
        expected: of which these are, as in "the values of the file".

    Raises:
        InvalidDocument: with the code, for each name once, with the nearest that is known.
    """
    from commonweal.documents import did_you_mean, one_of
    from commonweal.errors import InvalidDocument, Problem

    there = sorted(known)
    problems = [
        Problem(code, option, one_of(there, some=expected), repr(name), did_you_mean(name, there))
        for name in dict.fromkeys(names)
        if name not in known
    ]
    if problems:
        raise InvalidDocument(problems)


def finish(
    schema: str,
    data: dict[str, Any],
    lines: Sequence[str],
    certificates: Sequence[ArgumentCertificate],
    *,
    yes: bool,
    out: Path | None,
) -> None:
    """Write certificates where they were asked for, and answer; end with 1 where it is no.

    Raises:
        InvalidDocument: with code ``not-lines`` if there are several and the file is not for lines.
    """
    from commonweal.argumentation import NOT_CHECKED, write_certificates

    warnings = []
    if out is not None and certificates:
        write_certificates(out, certificates)
        lines = [*lines, f"Wrote {out}; to verify it: commonweal check {out}"]
    elif out is not None:
        found = f"an answer that was {NOT_CHECKED}"
        hint = "Nothing was written."
        warnings = [{"code": "no-certificate", "path": str(out), "found": found, "hint": hint}]
    current_output().result(schema, data, "\n".join(lines), warnings=warnings)
    if not yes:
        raise click.exceptions.Exit(1)

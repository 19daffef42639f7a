"""The page of commands: the help text of each, as the program prints it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import click

WIDTH = 88

OPENING = """\
# Commands

What `commonweal … --help` prints on a wide terminal, for every command. Standard output carries
the result, standard error the talk; the [exit codes](problems.md#exit-codes) and the form of
`--json` are the same everywhere.
"""


def command_page() -> str:
    """Return the page."""
    parts = [OPENING]
    for context in commands():
        depth = context.command_path.count(" ")
        heading = "#" * min(depth + 2, 4)
        help_text = context.command.get_help(context).rstrip()
        parts.append(f"{heading} `{context.command_path}`\n\n```text\n{help_text}\n```\n")
    return "\n".join(parts)


def commands() -> Iterator[click.Context]:
    """Yield a context for the program and for each of its commands, in order of name."""
    yield from _below(_context(_program(), "commonweal", None))


def _program() -> click.Command:
    cli = import_module("commonweal.cli")
    for name in ("main", *sorted(vars(cli))):
        candidate = getattr(cli, name, None)
        if isinstance(candidate, click.Group):
            return candidate
    raise LookupError("commonweal.cli offers no click group")


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    # As the program makes it: what the command sets for itself, -h beside --help say, is shown too.
    settings = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    return click.Context(command, info_name=name, parent=parent, **settings)


def _below(context: click.Context) -> Iterator[click.Context]:
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            if command is not None and not command.hidden:
                yield from _below(_context(command, name, context))

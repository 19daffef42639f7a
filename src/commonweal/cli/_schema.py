"""``commonweal schema``: the schemas of documents."""

from __future__ import annotations

import click

from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options


@click.group()
def command() -> None:
    """List or show the JSON Schemas (2020-12) of documents."""


@command.command("list", cls=ShownCommand, examples=("commonweal schema list --json",))
@output_options
def list_() -> None:
    """List every kind of document that has a schema."""
    from commonweal.documents import SCHEMA_KINDS

    current_output().result("schema_kinds", list(SCHEMA_KINDS), "\n".join(SCHEMA_KINDS))


@command.command(cls=ShownCommand, examples=("commonweal schema show value_card",))
@click.argument("kind")
@output_options
def show(kind: str) -> None:
    """Show the schema of one kind of document.

    Exit codes: 0 shown; 3 there is no such kind.
    """
    from commonweal.documents import json_schema, schema_text

    current_output().result("json_schema", json_schema(kind), schema_text(kind).rstrip("\n"))

"""A command whose help ends with examples that can be pasted."""

from __future__ import annotations

from typing import Any

import click


class ShownCommand(click.Command):
    """A command with examples.

    Args:
        examples: whole lines, as one would type them.
        others: what click takes.
    """

    def __init__(self, *others: Any, examples: tuple[str, ...], **named: Any) -> None:
        super().__init__(*others, **named)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples as a section of their own."""
        del ctx
        with formatter.section("Examples"):
            indent = " " * formatter.current_indent
            formatter.write("".join(f"{indent}{line}\n" for line in self.examples))

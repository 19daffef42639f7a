"""What commands say and where: data on stdout, talk on stderr, one document with ``--json``."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VERSION = 1

_COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys instead of showing it, but for tabs and ends of lines; and what turns the
direction of text around."""

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(slots=True)
class Output:
    """How the user wants to hear from the program."""

    json: bool = False
    quiet: bool = False
    verbose: bool = False
    no_color: bool = False

    def say(self, text: str) -> None:
        """Say something to the person at the terminal, unless they want it quiet."""
        if not self.quiet:
            click.echo(text, err=True, color=self.color(sys.stderr))

    def detail(self, text: str) -> None:
        """Say something that only ``--verbose`` asks for."""
        if self.verbose:
            click.echo(text, err=True, color=self.color(sys.stderr))

    def result(
        self, schema: str, data: Any, text: str, *, warnings: Sequence[Mapping[str, str]] = ()
    ) -> None:
        """Give the result: as one JSON document, or as text, with warnings beside it.

        Args:
            schema: what the data is, as documented.
            data: the result as plain JSON.
            text: the same for people.
            warnings: problems that did not stop the command.
        """
        if self.json:
            self._document(schema, data, warnings)
            return
        for warning in warnings:
            self.say(click.style(f"warning: {_line(warning)}", fg="yellow"))
        # Titles and names are whatever somebody wrote. In a file they stay as they are.
        shown = harmless(text) if sys.stdout.isatty() else text
        self._print(shown, color=self.color(sys.stdout))

    def problems(self, problems: Sequence[Mapping[str, str]]) -> None:
        """Report what is wrong: as one JSON document on stdout, or as lines on stderr."""
        if self.json:
            self._document("error", {"problems": [dict(problem) for problem in problems]}, ())
            return
        for problem in problems:
            click.echo(
                click.style("error: ", fg="red", bold=True) + _line(problem),
                err=True,
                color=self.color(sys.stderr),
            )

    def color(self, stream: Any) -> bool:
        """Tell whether to write in colour."""
        unwanted = self.no_color or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return not unwanted and stream.isatty()

    def _document(self, schema: str, data: Any, warnings: Sequence[Mapping[str, str]]) -> None:
        document = {
            "schema": schema,
            "schema_version": VERSION,
            "data": data,
            "warnings": [dict(warning) for warning in warnings],
        }
        self._print(json.dumps(document, ensure_ascii=False, indent=2), color=False)

    def _print(self, text: str, *, color: bool) -> None:
        """Print on stdout; where that is refused, name it."""
        try:
            click.echo(text, color=color)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OSError(error.errno, error.strerror, "standard output") from error


def current_output(fallback: Output | None = None) -> Output:
    """Return how the user wants to hear from the command that is running."""
    context = click.get_current_context(silent=True)
    found = context.find_object(Output) if context is not None else None
    return found or fallback or Output()


def output_options(command: Command) -> Command:
    """Add ``--json``, ``--quiet``, ``--verbose`` and ``--no-color`` to a command or a group."""
    flags = (
        ("--json", "json", "Print one JSON document on stdout, errors too."),
        ("--quiet", "quiet", "Say nothing on stderr but errors."),
        ("--verbose", "verbose", "Say more on stderr."),
        ("--no-color", "no_color", "Write without colour; NO_COLOR does the same."),
    )
    for flag, name, text in reversed(flags):
        command = click.option(
            flag, name, is_flag=True, expose_value=False, callback=_remember, help=text
        )(command)
    return command


def harmless(text: str) -> str:
    """Return a text without what would command a terminal, each such character as U+FFFD."""
    return _COMMANDING.sub("\ufffd", text)


def _remember(context: click.Context, parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001  # click's signature
    output = context.ensure_object(Output)
    if value and parameter.name is not None:
        setattr(output, parameter.name, True)


def _line(problem: Mapping[str, str]) -> str:
    where = f"{problem['path']}: " if problem.get("path") else ""
    said = problem["found"]
    if problem.get("expected"):
        said = f"expected {problem['expected']}, found {said}"
    hint = problem.get("hint")
    return harmless(f"{where}{said} [{problem['code']}]" + (f"\n       {hint}" if hint else ""))

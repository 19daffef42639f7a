"""The program ``commonweal``: its commands, its exit codes, and what an error looks like."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commonweal.cli._output import Output, current_output, output_options
from commonweal.errors import CommonwealError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "run": ("_run", "Read a study, decide it, and write everything into its out folder."),
    "check": ("_check", "Verify anything that a run wrote, alone."),
    "study": ("_study", "Begin a study, or see what is wrong with one."),
    "answer": ("_answer", "Add people's answers to a study."),
    "interview": ("_interview", "Ask one person what they live by, without a model."),
    "round": ("_round", "Have one person meet others' values, compare and place."),
    "trial": ("_trial", "See what the way of asking does to what people say."),
    "withdraw": ("_withdraw", "Take a participant's records back."),
    "decide": ("_decide", "Decide one situation and write nothing."),
    "explain": ("_explain", "Tell a decision in sentences."),
    "norms": ("_norms", "See what a study's norms come to, taken together."),
    "options": ("_options", "Put together the options that people's values lead to."),
    "compact": ("_compact", "Agree on norms, within what stands above them, and amend them."),
    "diff": ("_diff", "Say what changed between two targets or two decisions."),
    "import": ("_import", "Make a study of data that others published."),
    "same": ("_same", "Ask people which cards are one value, and see what follows."),
    "choice": ("_choice", "Compare and choose without a common scale, by a method you name."),
    "graph": ("_graph", "Build, show, question, watch, draw or export a moral graph."),
    "argue": ("_argue", "Show a dispute as arguments: what withstands what, and for whom."),
    "ledger": ("_ledger", "Append to a ledger, prove from it, verify it."),
    "steward": ("_steward", "Keep to one person's values, and be tried before being sent out."),
    "sentences": ("_sentences", "Say records in plain sentences, and read them back."),
    "schema": ("_schema", "List or show the schemas of documents."),
    "myself": ("_myself", "Tell what you live by, and see how well it predicts you."),
    "mcp": ("_mcp", "Serve a study, and a guard, to agents over MCP."),
    "bench": ("_bench", "Measure speeds, beside other programs."),
}
"""Each command, the module that has it, and what it does, so that help need not load it."""

USAGE, UNREADABLE, CANNOT_WRITE, INTERNAL, INTERRUPTED = 2, 3, 5, 70, 130
"""Exit codes beside those that errors carry: usage, the system refuses, our fault, interrupted."""


class _Commands(click.Group):
    """The commands, each loaded when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which help lists them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"commonweal.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without loading any of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: FBT001  # click's signature
    del param
    if value and not ctx.resilient_parsing:
        import commonweal

        version = commonweal.__version__
        current_output(ctx.find_object(Output)).result(
            "version", {"version": version}, f"commonweal {version}"
        )
        ctx.exit()


@click.group(
    cls=_Commands,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "auto_envvar_prefix": "COMMONWEAL",
        "max_content_width": 100,
    },
    epilog="\b\nExamples:\n  commonweal study init garden\n  commonweal run garden\n"
    "  commonweal check garden",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version and exit.",
)
@output_options
def commands() -> None:
    """From what people say they live by, to decisions whose derivation anyone can check."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and exit with its code.

    Exit codes: 0 success; 1 it ran and the answer is no; 2 wrong usage; 3 invalid input; 4 a
    package is missing; 5 something outside failed; 6 not converged; 70 a fault of this program;
    130 interrupted.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(_exit_code(words))


def _exit_code(words: list[str]) -> int:
    output = Output(json="--json" in words)
    try:
        code = commands.main(args=words, prog_name="commonweal", standalone_mode=False, obj=output)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        output.say("Interrupted.")
        return INTERRUPTED
    except click.ClickException as error:
        return _usage_error(error, output)
    except Exception as error:  # noqa: BLE001  # the last line before the user
        return _failure(error, output)
    return code if isinstance(code, int) else 0


def _usage_error(error: click.ClickException, output: Output) -> int:
    if output.json:
        output.problems(
            [{"code": "usage", "path": "", "found": error.format_message(), "hint": ""}]
        )
    else:
        error.show()
    return USAGE


def _failure(error: Exception, output: Output) -> int:
    if isinstance(error, CommonwealError):
        output.problems([_as_json(problem) for problem in error.problems])
        return error.exit_code
    if isinstance(error, OSError) and not _is_ours(error):
        return _refused(error, output)
    if current_output(output).verbose:
        raise error
    fault = Problem(
        code="internal",
        path="",
        expected="no fault in this program",
        found=f"{type(error).__name__}: {error}",
        hint="Please report it, with what --verbose shows.",
    )
    output.problems([_as_json(fault)])
    return INTERNAL


def _is_ours(error: OSError) -> bool:
    """Tell whether a file of this package is concerned: that is no fault of the user's system."""
    if error.filename is None:
        return False
    package = Path(__file__).resolve().parents[1]
    return Path(os.fsdecode(error.filename)).resolve().is_relative_to(package)


def _refused(error: OSError, output: Output) -> int:
    """Report what the system refused: to read a file that is there, or else to write."""
    path = "" if error.filename is None else os.fsdecode(error.filename)
    found = error.strerror or str(error)
    if isinstance(error, IsADirectoryError):
        output.problems([_as_json(Problem("unreadable", path, "a file", "a folder"))])
        return UNREADABLE
    if path and Path(path).is_file() and not os.access(path, os.R_OK):
        problem = Problem("unreadable", path, "a file that can be read", found)
        output.problems([_as_json(problem)])
        return UNREADABLE
    problem = Problem(
        code="cannot-write",
        path=path,
        expected="a place to write to",
        found=found,
        hint="Look at the folder, its rights, and the space left.",
    )
    output.problems([_as_json(problem)])
    return CANNOT_WRITE


def _as_json(problem: Problem) -> dict[str, str]:
    return asdict(problem)

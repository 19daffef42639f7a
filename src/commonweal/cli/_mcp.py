"""``commonweal mcp``: a study, and a guard if one is declared, for programs that speak MCP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from commonweal.cli._arguments import PATH, STUDY
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal mcp garden",
        "commonweal mcp garden --http --port 8765",
        "commonweal mcp garden --declaration tools.toml --ledger guard",
    ),
)
@STUDY
@click.option("--declaration", type=PATH, help="A guard's declaration of an agent's tools: TOML.")
@click.option("--ledger", type=PATH, help="The guard's folder; made if it is not there.")
@click.option("--answers", type=PATH, help="A file where bodies that are asked answer, one a line.")
@click.option("--http", is_flag=True, help="Speak over HTTP, and not over stdin and stdout.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="With --http: where to listen."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="With --http: the port to listen on; 0 takes any that is free.",
)
@click.option(
    "--allow-host",
    multiple=True,
    help="With --http: a further name, with its port, under which clients may reach it.",
)
@output_options
def command(
    study: Path,
    *,
    declaration: Path | None,
    ledger: Path | None,
    answers: Path | None,
    http: bool,
    host: str,
    port: int,
    allow_host: tuple[str, ...],
) -> None:
    """Serve a study to agents over the Model Context Protocol.

    The tools decide, explain, check and norms_why are about the study as it stands when the server
    begins. With --declaration and --ledger there are also guard_call, guard_outcome and guard_due,
    by which an agent has its own tools' calls decided and entered. Over HTTP everybody who can
    reach the port may call; requests with a foreign Host or Origin are refused.

    Exit codes: 0 ended; 2 --declaration without --ledger, or an address without --http; 3 the study
    or the declaration is not valid; 4 the extra mcp is not installed; 5 another guard has the
    ledger open.
    """
    from commonweal.cli._mcp_server import Served, serve_http, serve_stdio

    if (declaration is None) != (ledger is None) or (answers is not None and ledger is None):
        raise click.UsageError("--declaration and --ledger go together, and --answers with them.")
    said = click.get_current_context().get_parameter_source
    where = [said(name) for name in ("host", "port", "allow_host")]
    if not http and ParameterSource.COMMANDLINE in where:
        raise click.UsageError("--host, --port and --allow-host go with --http.")
    say = current_output().say
    with Served.opened(
        study, declaration=declaration, ledger=ledger, answers=answers, say=say
    ) as served:
        if http:
            serve_http(served, host, port, allow_host, say=say)
        else:
            serve_stdio(served)

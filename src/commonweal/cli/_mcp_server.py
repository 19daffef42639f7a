"""The server of ``commonweal mcp``: what it serves, and over which wire. Needs the extra `mcp`."""

from __future__ import annotations

import contextlib
import socket
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Self

from commonweal.cli._mcp_answers import AnswersFile
from commonweal.cli._mcp_tools import GUARD_TOOLS, STUDY_TOOLS, McpTool, called
from commonweal.documents import Principle, did_you_mean, one_of
from commonweal.errors import (
    CommonwealError,
    ExternalFailure,
    InvalidDocument,
    Problem,
    missing_extra,
)
from commonweal.guard import Guard, read_declaration
from commonweal.studies import Docket, chosen_situation, docket_of, read_study

try:
    import anyio
    import uvicorn
    from mcp.server.lowlevel import Server
    from mcp.server.stdio import stdio_server
    from mcp.server.transport_security import TransportSecuritySettings
    from mcp_types import CallToolResult, ListToolsResult, TextContent, Tool, ToolAnnotations
except ImportError as error:
    raise missing_extra("mcp", "mcp") from error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from mcp.server.context import ServerRequestContext
    from mcp_types import CallToolRequestParams, PaginatedRequestParams

    from commonweal.decisions import PreparedTarget
    from commonweal.documents import Decision
    from commonweal.guard import ToolCall
    from commonweal.studies import StudyFolder

LOOPBACK = {"127.0.0.1": "127.0.0.1", "localhost": "localhost", "::1": "[::1]"}


@dataclass(slots=True)
class Served:
    """A study as it stood when the server began, and its guard if it has one."""

    docket: Docket
    guard: Guard | None = None
    answers: AnswersFile | None = None
    """In which bodies that are asked answer."""

    @classmethod
    @contextlib.contextmanager
    def opened(
        cls,
        study: Path,
        *,
        declaration: Path | None,
        ledger: Path | None,
        answers: Path | None,
        say: Callable[[str], object],
    ) -> Iterator[Self]:
        """Open a study, and a guard's folder with it; both are let go of in the end.

        A declared source has no function here: what it would say stays unknown.

        Args:
            study: its folder.
            declaration: the guard's declaration, if there is a guard.
            ledger: the guard's folder.
            answers: the file in which bodies that are asked answer.
            say: is told what may be a slip in the declaration, and which answers are passed over.
        """
        docket = docket_of(read_study(study))
        if declaration is None or ledger is None:
            yield cls(docket)
            return
        declared = read_declaration(declaration)
        sources = {source.name: _unknown for source in declared.sources}
        with Guard(
            docket.target,
            declared,
            ledger,
            sources=sources,
            facts=[fact.name for fact in docket.folder.facts],
            actions=_actions_of(docket.folder),
        ) as guard:
            for warning in guard.warnings:
                say(f"warning: {warning}")
            yield cls(docket, guard, None if answers is None else AnswersFile(answers, say=say))

    @property
    def folder(self) -> StudyFolder:
        """The study."""
        return self.docket.folder

    @property
    def target(self) -> PreparedTarget:
        """What is decided under."""
        return self.docket.target

    @property
    def tools(self) -> tuple[McpTool, ...]:
        """What can be called."""
        return STUDY_TOOLS if self.guard is None else (*STUDY_TOOLS, *GUARD_TOOLS)

    def decision(self, situation: str | None) -> Decision:
        """Return the decision on a situation of the study, which holds its target."""
        chosen = chosen_situation(self.folder, situation)
        return self.docket.decide(chosen, embed_target=True)

    def guarding(self) -> Guard:
        """Return the guard, with what the bodies that are asked have answered meanwhile."""
        assert self.guard is not None
        if self.answers is not None:
            self.answers.enter(self.guard)
        return self.guard


def _unknown(call: ToolCall | None) -> None:
    """Say nothing, as a source whose function is not here."""


def _actions_of(folder: StudyFolder) -> set[str]:
    """Return the actions of all acts and deeds of a study, and those that principles are about."""
    acts = {act.action for each in folder.situations for o in each.options for act in o.acts}
    deeds = {deed.action for each in folder.situations for deed in each.deeds}
    return acts | deeds | {principle.action for principle in folder.all_of(Principle)}


def server_of(served: Served) -> Server[Any]:
    """Return the server of what is served, over whatever wire."""
    tools = {tool.name: tool for tool in served.tools}
    listed = [
        Tool(
            name=tool.name,
            description=tool.text,
            input_schema=tool.takes.model_json_schema(),
            annotations=ToolAnnotations(read_only_hint=tool.reads_only),
        )
        for tool in tools.values()
    ]

    async def list_tools(
        context: ServerRequestContext[Any], params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        del context, params
        return ListToolsResult(tools=listed)

    async def call_tool(
        context: ServerRequestContext[Any], params: CallToolRequestParams
    ) -> CallToolResult:
        del context
        tool = tools.get(params.name)
        arguments = params.arguments or {}
        return await anyio.to_thread.run_sync(_result, served, tool, params.name, arguments)

    return Server(
        "commonweal",
        version=version("commonweal"),
        instructions=f"The study {served.folder.study.title!r}: what its people and norms say.",
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def serve_stdio(served: Served) -> None:
    """Serve over standard input and output until the other side ends."""

    async def serve() -> None:
        server = server_of(served)
        async with stdio_server() as (receive, send):
            await server.run(receive, send, server.create_initialization_options())

    anyio.run(serve)


def serve_http(
    served: Served,
    host: str,
    port: int,
    allowed: Sequence[str],
    *,
    say: Callable[[str], object],
) -> None:
    """Serve over streamable HTTP until somebody interrupts.

    Args:
        served: what is served.
        host: the address to listen on.
        port: the port; 0 takes any that is free.
        allowed: further names, with their ports, under which clients may reach it.
        say: is told the address once it is listened on.

    Raises:
        ExternalFailure: with code ``cannot-listen`` if the system refuses the address.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen(128)
        except OSError as error:
            found = error.strerror or str(error)
            problem = Problem("cannot-listen", f"{host}:{port}", "a free address of ours", found)
            raise ExternalFailure(problem) from error
        port = listening.getsockname()[1]
        # A page in a browser that has this machine's name looked up anew is refused by its Host.
        own = LOOPBACK.values() if host in LOOPBACK else [f"[{host}]" if ":" in host else host]
        hosts = [*(f"{name}:{port}" for name in own), *allowed]
        security = TransportSecuritySettings(
            enable_dns_rebinding_protection=True,
            allowed_hosts=hosts,
            allowed_origins=[f"http://{name}" for name in hosts],
        )
        app = server_of(served).streamable_http_app(transport_security=security, host=host)
        config = uvicorn.Config(app, log_level="warning", lifespan="on")
        say(f"Serving on http://{hosts[0]}/mcp")
        uvicorn.Server(config).run(sockets=[listening])


def _result(
    served: Served, tool: McpTool | None, name: str, arguments: dict[str, Any]
) -> CallToolResult:
    """Return what a call comes to; what is wrong in the form of this program's errors."""
    try:
        if tool is None:
            known = [each.name for each in served.tools]
            hint = did_you_mean(name, known)
            problem = Problem("unknown-tool", "", one_of(known), repr(name)[:100], hint)
            raise InvalidDocument(problem)
        answer = called(served, tool, arguments)
    except CommonwealError as error:
        problems = [asdict(problem) for problem in error.problems]
        text = "\n".join(map(str, error.problems))
        return CallToolResult(
            content=[TextContent(text=text)],
            structured_content={"problems": problems},
            is_error=True,
        )
    return CallToolResult(
        content=[TextContent(text=answer.text)], structured_content=answer.content
    )

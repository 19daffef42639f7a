"""The door to Pydantic AI, which is loaded only when somebody comes through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.errors import missing_extra

if TYPE_CHECKING:
    from pydantic_ai.tools import AgentDepsT
    from pydantic_ai.toolsets import AbstractToolset

    from commonweal.guard._guard import Guard
    from commonweal.guard._pydantic_ai import GuardedToolset


def guarded_toolset(
    toolset: AbstractToolset[AgentDepsT], guard: Guard
) -> GuardedToolset[AgentDepsT]:
    """Return a toolset for a Pydantic AI agent that carries calls out only if the guard lets them.

    What is held back returns to the model as the tool's result, `GuardVerdict.content`, so that it
    can tell why, wait for an answer, or do something else; it is not counted as a failure.

    Args:
        toolset: the tools, named as the declaration names them: a `FunctionToolset`, those of an
            MCP server, or any other.
        guard: the guard.

    Raises:
        MissingExtra: if the extra ``llm`` is not installed.
    """
    try:
        from commonweal.guard._pydantic_ai import GuardedToolset
    except ImportError as error:
        raise missing_extra("pydantic-ai-slim", "llm") from error
    return GuardedToolset(toolset, guard)

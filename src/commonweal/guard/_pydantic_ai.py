"""A set of tools of a Pydantic AI agent, each call of them guarded. Needs the extra `llm`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic_ai.tools import AgentDepsT
from pydantic_ai.toolsets import WrapperToolset

if TYPE_CHECKING:
    from pydantic_ai import RunContext
    from pydantic_ai.toolsets import ToolsetTool

    from commonweal.guard._guard import Guard


@dataclass
class GuardedToolset(WrapperToolset[AgentDepsT]):
    """The tools of another set, under their names, carried out only if the guard lets them."""

    guard: Guard

    async def call_tool(
        self,
        name: str,
        tool_args: dict[str, Any],
        ctx: RunContext[AgentDepsT],
        tool: ToolsetTool[AgentDepsT],
    ) -> Any:
        """Carry a call out, or tell the model why it is not."""

        async def carry_out(**arguments: Any) -> Any:
            return await self.wrapped.call_tool(name, arguments, ctx, tool)

        result = await self.guard.acall(name, tool_args, carry_out)
        return result.value if result.carried_out else result.verdict.content()

"""A Pydantic AI agent whose tools are guarded."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from commonweal.guard import Guard, guarded_toolset
from commonweal.testing import ReceivedRequest, ScriptedModel, ScriptedReply

pydantic_ai = pytest.importorskip("pydantic_ai")

MakeGuard = Callable[..., Guard]


def agent(guard: Guard, model: Any, paid: list[int]) -> Any:
    from pydantic_ai.toolsets import FunctionToolset

    def transfer(amount: int, to: str) -> str:
        """Pay an amount to somebody."""
        paid.append(amount)
        return f"paid {amount} to {to}"

    tools = FunctionToolset(tools=[transfer])
    return pydantic_ai.Agent(model, toolsets=[guarded_toolset(tools, guard)])


def said_by_tools(messages: Any) -> list[Any]:
    return [
        part.content
        for message in messages
        for part in message.parts
        if part.part_kind == "tool-return"
    ]


def test_a_model_is_told_what_was_held_back(make_guard: MakeGuard) -> None:
    """What is permitted is carried out, what is not comes back as the tool's result."""
    from pydantic_ai.messages import ModelResponse, TextPart, ToolCallPart
    from pydantic_ai.models.function import FunctionModel

    paid: list[int] = []
    wanted = [(5, "mill"), (5, "child"), (10_000, "mill")]

    def model(messages: Any, info: Any) -> ModelResponse:
        assert ["transfer"] == [tool.name for tool in info.function_tools]
        place = len(said_by_tools(messages))
        if place == len(wanted):
            return ModelResponse(parts=[TextPart("done")])
        amount, to = wanted[place]
        return ModelResponse(parts=[ToolCallPart("transfer", {"amount": amount, "to": to})])

    run = asyncio.run(agent(make_guard(), FunctionModel(model), paid).run("Pay."))
    said = said_by_tools(run.all_messages())

    assert [5] == paid
    assert "paid 5 to mill" == said[0]
    assert ["refuse", "ask"] == [told["outcome"] for told in said[1:]]
    assert "decided-against" == said[1]["why"]["code"]


def test_a_model_that_calls_anything_carries_out_nothing_strange(make_guard: MakeGuard) -> None:
    """Arguments that a test model makes up are of no declared party, and are refused."""
    from pydantic_ai.models.test import TestModel

    paid: list[int] = []

    run = asyncio.run(agent(make_guard(), TestModel(), paid).run("Do what you can."))

    assert [] == paid
    assert "party-not-declared" == said_by_tools(run.all_messages())[0]["why"]["code"]


def test_a_model_over_http_is_guarded_in_the_same_way(make_guard: MakeGuard) -> None:
    """An endpoint asks for a call that is forbidden, reads why, and gives up."""
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider

    paid: list[int] = []
    call = {"amount": 5, "to": "child"}
    with ScriptedModel(ScriptedReply(body=calling("transfer", call)), last_words) as model:
        provider = OpenAIProvider(base_url=model.url, api_key="none")
        asked = agent(make_guard(), OpenAIChatModel("scripted", provider=provider), paid)
        run = asyncio.run(asked.run("Pay the child."))
        sent = json.loads(model.requests[1].body)

    assert [] == paid
    assert "no-minors" in sent["messages"][-1]["content"]
    assert "I may not." == run.output


def last_words(_: ReceivedRequest) -> str:
    return "I may not."


def calling(tool: str, arguments: dict[str, Any]) -> bytes:
    """Return a completion that calls a tool."""
    function = {"name": tool, "arguments": json.dumps(arguments)}
    calls = [{"id": "call-1", "type": "function", "function": function}]
    message = {"role": "assistant", "content": None, "tool_calls": calls}
    said = {
        "id": "scripted",
        "object": "chat.completion",
        "created": 0,
        "model": "scripted",
        "choices": [{"index": 0, "finish_reason": "tool_calls", "message": message}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
    return json.dumps(said).encode()

"""One question to a model over HTTP: what is sent, what may come back, and how it can fail.

Needs the extra `llm`; nothing here is imported before a model is asked.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from typing import TYPE_CHECKING, Any, TypeVar

import httpx2
import pydantic_ai
from openai import AsyncOpenAI, OpenAIError
from pydantic import BaseModel
from pydantic_ai import Agent, NativeOutput, exceptions
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

from commonweal.elicitation._model_reply import Failure, Sent

if TYPE_CHECKING:
    from commonweal.elicitation._model_settings import ModelSettings

Shape = TypeVar("Shape", bound=BaseModel)

LONGEST_REPLY = 256 * 1024
"""Bytes of a reply that are read; what is asked for needs a hundredth of that."""
MOST_TOKENS = 4000

NO_KEY = "none"
"""What the client wants for a key where there is none; it is not sent."""


FAILING = (
    exceptions.AgentRunError,
    OpenAIError,
    httpx2.HTTPError,
    OSError,
    TimeoutError,
    ValueError,
    RecursionError,
)
"""What others' code makes of endpoints that fail and of replies that make no sense."""


class TooLongError(OSError):
    """A reply is longer than anything that was asked for."""


class Wire(httpx2.AsyncBaseTransport):
    """Sends a request with the headers that it needs and no others, and reads a bounded reply.

    Client libraries add what they find in the environment (keys of other services, organisations)
    and what they know of the machine; none of that leaves here.

    Args:
        key: what the endpoint wants to be shown, if anything.
    """

    def __init__(self, key: str | None) -> None:
        self._inner = httpx2.AsyncHTTPTransport()
        self._key = key
        self.body = b""
        """The body of the last request."""
        self.too_long = False

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request, and read the reply whole."""
        self.body = await request.aread()
        headers = {
            "Host": request.headers["Host"],
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "Content-Type": "application/json",
            "Content-Length": str(len(self.body)),
            "User-Agent": "commonweal",
        }
        if self._key is not None:
            headers["Authorization"] = f"Bearer {self._key}"
        sent = httpx2.Request(
            request.method,
            request.url,
            headers=headers,
            content=self.body,
            extensions=request.extensions,
        )
        reply = await self._inner.handle_async_request(sent)
        try:
            content = await self._bounded(reply)
        finally:
            await reply.aclose()
        kept = {"content-type", "retry-after"}
        told = {name: reply.headers[name] for name in kept & {*reply.headers}}
        return httpx2.Response(reply.status_code, headers=told, content=content)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()

    async def _bounded(self, reply: httpx2.Response) -> bytes:
        content = bytearray()
        async for part in reply.aiter_raw():
            content += part
            if len(content) > LONGEST_REPLY:
                self.too_long = True
                raise TooLongError
        return bytes(content)


def ask(
    settings: ModelSettings, instructions: str, material: str, shape: type[Shape]
) -> tuple[Shape, Sent] | Failure:
    """Put one question to a model, and return its answer in the shape asked for, or what failed.

    Runs an event loop of its own: where one is running already, call it from another thread.

    Args:
        settings: which model, and where.
        instructions: what it is to do.
        material: what it is to do it with.
        shape: what its answer must be; one of another shape is sent back, as often as settings say.
    """
    wire = Wire(settings.key)
    try:
        answer = asyncio.run(_ask(settings, wire, instructions, material, shape))
    except FAILING as error:
        return "unusable" if wire.too_long else _failure(error)
    return answer, _sent(wire.body)


async def _ask(
    settings: ModelSettings, wire: Wire, instructions: str, material: str, shape: type[Shape]
) -> Shape:
    pydantic_ai.BANNER_ENABLED = False
    async with httpx2.AsyncClient(transport=wire, trust_env=False) as client:
        model = OpenAIChatModel(
            settings.name,
            provider=OpenAIProvider(
                openai_client=AsyncOpenAI(
                    base_url=settings.url,
                    api_key=settings.key or NO_KEY,
                    max_retries=settings.retries,
                    timeout=settings.timeout,
                    http_client=client,
                )
            ),
        )
        agent = Agent(
            model,
            output_type=NativeOutput(shape, name=shape.__name__.strip("_").lower()),
            instructions=instructions,
            retries=settings.retries,
            model_settings={
                "temperature": settings.temperature,
                "seed": settings.seed,
                "max_tokens": MOST_TOKENS,
            },
        )
        async with asyncio.timeout(settings.timeout):
            return (await agent.run(material)).output


def _failure(error: BaseException) -> Failure:
    """Say what failed, by the error that others' code made of it."""
    kinds: tuple[tuple[Failure, tuple[type[BaseException], ...]], ...] = (
        ("too_slow", (TimeoutError, exceptions.ModelTimeoutError, exceptions.ModelRequestTimeout)),
        (
            "too_busy",
            (
                exceptions.ModelRateLimitError,
                exceptions.ModelQuotaExceededError,
                exceptions.ModelUnavailableError,
            ),
        ),
        ("unreachable", (exceptions.ModelConnectionError,)),
        ("not_allowed", (exceptions.ModelAuthenticationError, exceptions.ModelNotFoundError)),
        ("refused", (exceptions.ContentFilterError,)),
        ("failed", (exceptions.ModelAPIError,)),
    )
    return next((failure for failure, errors in kinds if isinstance(error, errors)), "unusable")


def _sent(body: bytes) -> Sent:
    said: dict[str, Any] = json.loads(body)
    seed, temperature = said.get("seed"), said.get("temperature")
    return Sent(
        model=said["model"],
        prompt_hash=hashlib.sha256(body).hexdigest(),
        seed=None if seed is None else str(seed),
        temperature=None if temperature is None else str(temperature),
    )

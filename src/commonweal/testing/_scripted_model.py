"""A model that says what a script says, over HTTP on this machine, for tests without a model."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptedReply:
    """One reply of a scripted model; what is not said is as a sound endpoint has it."""

    content: str | None = ""
    """What the model says."""
    refusal: str | None = None
    """What it says instead, where it refuses."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    """The whole body, where it is to be no completion at all."""
    seconds: float = 0.0
    """How long it takes before it begins."""
    dripping: float = 0.0
    """How long it takes over each byte of the body."""
    cut_after: int | None = None
    """After how many bytes of the body the connection breaks."""


@dataclass(frozen=True, slots=True)
class ReceivedRequest:
    """A request that a scripted model received."""

    path: str
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes

    @property
    def content(self) -> dict[str, Any]:
        """The body as plain JSON."""
        said: dict[str, Any] = json.loads(self.body)
        return said


class ScriptedModel:
    """A server on the loopback that speaks the chat-completions protocol and follows a script.

    To be used in a ``with`` statement. Whatever is asked, the replies come in order, the last again
    and again; what was asked is in `requests`.

    Args:
        replies: at least one; a text stands for a reply that says it, and a function makes what is
            said from the request.
    """

    def __init__(self, *replies: ScriptedReply | str | Callable[[ReceivedRequest], str]) -> None:
        self._replies = replies
        self._requests: list[ReceivedRequest] = []
        self._closing = threading.Event()
        self._turn = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def url(self) -> str:
        """The endpoint, as a setting names it."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def requests(self) -> Sequence[ReceivedRequest]:
        """What was asked so far, in order."""
        return tuple(self._requests)

    def __enter__(self) -> Self:
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, whether or not anybody waits for an answer."""
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _next(self, request: ReceivedRequest) -> ScriptedReply:
        with self._turn:
            self._requests.append(request)
            reply = self._replies[min(len(self._requests), len(self._replies)) - 1]
        if isinstance(reply, ScriptedReply):
            return reply
        return ScriptedReply(content=reply if isinstance(reply, str) else reply(request))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        model = self

        class Handler(BaseHTTPRequestHandler):
            """Answers one request."""

            def log_message(self, *_: object) -> None:
                """Say nothing."""

            def do_POST(self) -> None:
                """Take the request, and reply as the script says."""
                length = int(self.headers.get("content-length", "0"))
                headers = {name.lower(): value for name, value in self.headers.items()}
                request = ReceivedRequest(self.path, headers, self.rfile.read(length))
                try:
                    model._write(self, model._next(request))
                except OSError:
                    self.close_connection = True

        return Handler

    def _write(self, handler: BaseHTTPRequestHandler, reply: ScriptedReply) -> None:
        if self._closing.wait(reply.seconds):
            return
        body = reply.body if reply.body is not None else _completion(reply)
        handler.send_response(reply.status)
        headers = {"content-type": "application/json", "content-length": str(len(body))}
        for name, value in {**headers, **reply.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        sent = body if reply.cut_after is None else body[: reply.cut_after]
        step = 1 if reply.dripping else max(1, len(sent))
        for start in range(0, len(sent), step):
            if self._closing.wait(reply.dripping):
                break
            handler.wfile.write(sent[start : start + step])
        handler.close_connection = reply.cut_after is not None or self._closing.is_set()


def _completion(reply: ScriptedReply) -> bytes:
    message = {"role": "assistant", "content": reply.content, "refusal": reply.refusal}
    said = {
        "id": "scripted",
        "object": "chat.completion",
        "created": 0,
        "model": "scripted",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
    return json.dumps(said).encode()

"""Which model may help in interviews, where it answers, and how long is waited for it."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from commonweal.errors import InvalidDocument, Problem

Number = TypeVar("Number", int, float)

NAME, URL, KEY = "COMMONWEAL_MODEL", "COMMONWEAL_MODEL_URL", "COMMONWEAL_MODEL_KEY"
TIMEOUT, RETRIES = "COMMONWEAL_MODEL_TIMEOUT", "COMMONWEAL_MODEL_RETRIES"

LONGEST_TIMEOUT, MOST_RETRIES = 600.0, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """A model behind an endpoint that speaks the chat-completions protocol, as many servers do."""

    name: str
    """The model, as the endpoint calls it, for instance ``qwen3:8b``."""
    url: str
    """The endpoint, with its version: ``http://127.0.0.1:11434/v1``."""
    key: str | None = field(default=None, repr=False)
    """What the endpoint wants to be shown, if anything; never written anywhere."""
    timeout: float = 30.0
    """Seconds after which an answer is not waited for, all tries together."""
    retries: int = 1
    """How often a request that failed is made again, and how often an unusable reply is sent back.
    """
    temperature: float = 0.0
    seed: int = 0

    @classmethod
    def from_environment(cls, variables: Mapping[str, str]) -> ModelSettings | None:
        """Return what the environment says, or nothing where it names no model.

        Args:
            variables: environment variables; see the reference of settings.

        Raises:
            InvalidDocument: code ``model-setting``, with everything that is wrong.
        """
        name = variables.get(NAME, "").strip()
        if not name:
            return None
        problems: list[Problem] = []
        url = variables.get(URL, "").strip()
        if re.fullmatch(r"[^\r\n\x00-\x1f\x7f]{1,300}", name) is None:
            problems.append(_problem(NAME, "a model's name on one line, up to 300 long", name))
        if not _is_endpoint(url):
            expected = "the address of an endpoint, such as http://127.0.0.1:11434/v1"
            problems.append(_problem(URL, expected, url or "nothing"))
        key = variables.get(KEY) or None
        if key is not None and not (key.isascii() and key.isprintable()):
            problems.append(_problem(KEY, "printable ASCII", "something else"))
        timeout = _number(variables, TIMEOUT, 30.0, (0.1, LONGEST_TIMEOUT), problems)
        retries = _number(variables, RETRIES, 1, (0, MOST_RETRIES), problems)
        if problems:
            raise InvalidDocument(problems)
        return cls(name=name, url=url, key=key, timeout=timeout, retries=retries)

    @property
    def host(self) -> str:
        """Where words are sent: the endpoint's host, with its port if it has one."""
        return urlsplit(self.url).netloc.rpartition("@")[2]

    @property
    def stays_here(self) -> bool:
        """Whether the endpoint is on this machine, as far as its address tells.

        A server here may still pass on what it is sent.
        """
        host = urlsplit(self.url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    @property
    def encrypted(self) -> bool:
        """Whether nobody on the way can read along."""
        return urlsplit(self.url).scheme == "https"


def _is_endpoint(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and " " not in url
    alone = not (parts.query or parts.fragment or parts.username or parts.password)
    return plain and alone and parts.scheme in {"http", "https"} and bool(parts.hostname)


def _number(
    variables: Mapping[str, str],
    name: str,
    default: Number,
    limits: tuple[Number, Number],
    problems: list[Problem],
) -> Number:
    said = variables.get(name, "").strip()
    low, high = limits
    try:
        number = type(default)(said) if said else default
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        problems.append(_problem(name, f"a number from {low} to {high}", said))
    return number


def _problem(name: str, expected: str, found: str) -> Problem:
    return Problem(
        code="model-setting",
        path=name,
        expected=expected,
        found=repr(found) if len(found) < 80 else "a longer text",
        hint=f"Set {name}, or leave {NAME} unset for interviews without a model.",
    )

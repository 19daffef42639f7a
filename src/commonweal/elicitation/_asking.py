"""The forms in which the interview asks, so that its parts read like the interview."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from commonweal.elicitation._question import LONGEST_LINE, Choice, Question

if TYPE_CHECKING:
    from collections.abc import Iterable


def ask_text(
    name: str, message: str, *, longest: int = LONGEST_LINE, may_skip: bool = True, **said: str
) -> Question:
    """Return a question that is answered in words."""
    return Question(name, "text", message, tuple(said.items()), (), may_skip, longest)


def ask_one(
    name: str, message: str, choices: Iterable[Choice], *, may_skip: bool = True, **said: str
) -> Question:
    """Return a question that is answered by one of some choices."""
    return Question(name, "choice", message, tuple(said.items()), tuple(choices), may_skip)


def ask_several(name: str, message: str, choices: Iterable[Choice], **said: str) -> Question:
    """Return a question that is answered by any of some choices."""
    return Question(name, "several", message, tuple(said.items()), tuple(choices))


def ask_sure(name: str, message: str, **said: str) -> Question:
    """Return a question that is answered by yes, no or unsure."""
    return Question(name, "yes_no_unsure", message, tuple(said.items()))


def ask_confirm(name: str, message: str, *, may_skip: bool = True, **said: str) -> Question:
    """Return a question that is answered by yes or no."""
    return Question(name, "confirm", message, tuple(said.items()), (), may_skip)


@cache
def named(prefix: str, *keys: str) -> tuple[Choice, ...]:
    """Return choices whose messages are called after them."""
    return tuple(Choice(key, f"{prefix}.{key}") for key in keys)


def word(value: str | tuple[str, ...] | None) -> str | None:
    """Return an answer in words or a key, or nothing if it was skipped."""
    assert not isinstance(value, tuple)
    return value


def words(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return an answer of several keys; none if it was skipped."""
    assert not isinstance(value, str)
    return value or ()

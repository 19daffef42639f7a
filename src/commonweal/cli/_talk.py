"""Asking questions one at a time: at a terminal, or of answers that stand in a file."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import click

from commonweal.cli._output import current_output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from commonweal.elicitation import AnswerValue, Choice, Question

WORDED = ("confirm", "yes_no_unsure")
"""Kinds of question that are answered with a word."""

KEYS = "? for help, back, skip, stop"
HELP = (
    "A question that offers numbers is answered with a number, or several with spaces between;"
    " one that offers yes, no or unsure with the word or its first letter; any other with a line"
    " of text. back goes to the question before, skip leaves this one out, stop ends for now:"
    " every answer is kept, and --resume goes on from here."
)


class _NoChoiceError(ValueError):
    """A line that names none of the choices."""


class Asked(Protocol):
    """A session that asks."""

    @property
    def question(self) -> Question | None:
        """What is to be asked next; nothing at the end."""
        ...

    def answer(self, value: AnswerValue, *, at: str) -> None:
        """Take an answer."""
        ...

    def back(self, *, at: str) -> None:
        """Go back to the question before."""
        ...


@dataclass(frozen=True, slots=True)
class Wording:
    """How questions and choices are put into words."""

    question: Callable[[Question], str]
    choice: Callable[[Choice], str]


def talk(
    asked: Asked,
    wording: Wording,
    lines: Iterator[str],
    *,
    now: Callable[[], str],
    until: Callable[[], bool] = lambda: False,
) -> bool:
    """Ask until nothing is left to ask, or the person stops; what is asked is said on stderr.

    Args:
        asked: the session.
        wording: how its questions are put into words.
        lines: the answers, one a line; their end is a stop.
        now: the moment at which an answer is given.
        until: whether to leave off, looked at before each question.

    Returns:
        Whether everything was answered.
    """
    output = current_output()
    shown: Question | None = None
    while not until() and (question := asked.question) is not None:
        if question != shown:
            output.say(f"\n{_put(question, wording)}")
            shown = question
        line = next(lines, "stop").strip()
        if line == "stop":
            return False
        if line == "?":
            output.say(HELP)
            continue
        refused = _refused(line, question, asked, now)
        if refused:
            output.say(refused)
        elif line == "back":
            shown = None
    return True


def typed_lines() -> Iterator[str]:
    """Yield the lines of standard input, with a prompt at a terminal."""
    at_terminal = sys.stdin.isatty()
    while True:
        if at_terminal:
            click.echo("> ", nl=False, err=True)
        line = sys.stdin.readline()
        if not line:
            return
        yield line


def _put(question: Question, wording: Wording) -> str:
    numbered = [
        f"  {number:2}  {wording.choice(choice)}"
        for number, choice in enumerate(question.choices, 1)
    ]
    words = f"  {' / '.join(question.keys)}" if question.kind in WORDED else ""
    parts = [wording.question(question), *numbered, words, click.style(f"  ({KEYS})", dim=True)]
    return "\n".join(part for part in parts if part)


def _value(line: str, question: Question) -> AnswerValue:
    """Return what a line answers.

    Raises:
        _NoChoiceError: if it names no choice.
    """
    if line == "skip":
        return None
    if question.kind in WORDED:
        fitting = [key for key in question.keys if line and key.startswith(line.lower())]
        return fitting[0] if fitting else line
    if question.kind in {"choice", "several"}:
        keys = tuple(_key(word, question) for word in line.replace(",", " ").split())
        if question.kind == "several":
            return keys
        if len(keys) != 1:
            raise _NoChoiceError(line)
        return keys[0]
    return line


def _key(word: str, question: Question) -> str:
    """Return the key that a number or the key itself names."""
    if word in question.keys:
        return word
    if not (word.isascii() and word.isdigit()) or not 1 <= int(word) <= len(question.keys):
        raise _NoChoiceError(word)
    return question.keys[int(word) - 1]


def _refused(line: str, question: Question, asked: Asked, now: Callable[[], str]) -> str:
    """Have the session take a line, and return what is wrong with it, or nothing."""
    from commonweal.errors import InvalidDocument

    try:
        if line == "back":
            asked.back(at=now())
        else:
            asked.answer(_value(line, question), at=now())
    except _NoChoiceError:
        return _how_to_answer(question)
    except InvalidDocument as error:
        if error.code == "no-question":
            return "There is no question before this one to go back to."
        if error.code == "answer-form":
            return _how_to_answer(question)
        raise
    return ""


def _how_to_answer(question: Question) -> str:
    if question.kind in {"choice", "several"}:
        return f"Please answer with a number from 1 to {len(question.keys)}, or ? for help."
    if question.kind in WORDED:
        return f"Please answer {', '.join(question.keys)}, or ? for help."
    return "Please answer with a line of text, not too long, or ? for help."

"""Answers as people type them: one line each, or several up to an empty one, and some words."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.elicitation import AnswerValue, Catalogue, Question
    from commonweal.errors import InvalidDocument

ToModel: TypeAlias = Literal["take", "change", "yes", "no", "reword"]
"""What somebody says to what a model said beside the question."""

Said: TypeAlias = Literal["help", "back", "skip", "stop"] | ToModel
"""What somebody says instead of an answer."""

WORDS: tuple[Literal["back", "skip", "stop"], ...] = ("back", "skip", "stop")
TO_MODEL: tuple[ToModel, ...] = ("take", "change", "yes", "no", "reword")


STORY = 10_000
"""Texts that may have as many characters as this may have several lines."""


def several_lines(question: Question) -> bool:
    """Tell whether an answer goes on until an empty line: a story's does."""
    return question.lines and question.longest >= STORY


@dataclass(frozen=True, slots=True)
class Line:
    """What was typed at a question: an answer, or one of the words."""

    said: Said | None
    value: AnswerValue = None
    number: int = 0
    """Of what a model said: which one is meant."""


class Lines:
    """Where answers come from: the terminal, a pipe, or a file.

    Args:
        file: a file of answers; standard input without one.
    """

    def __init__(self, file: Path | None) -> None:
        self.number = 0
        self.name = "-" if file is None else str(file)
        self.typed = file is None and sys.stdin.isatty()
        """Whether somebody sits at a terminal, and can be asked again."""
        self._lines = None if file is None else _lines_of(file)

    def next(self) -> str | None:
        """Return the next line without its end, or nothing where there is none."""
        self.number += 1
        if self._lines is not None:
            return self._lines.pop(0) if self._lines else None
        if self.typed and sys.stdout.isatty():
            return _from_terminal()
        try:
            line = sys.stdin.readline()
        except UnicodeDecodeError as error:
            raise _unreadable(self.name, error) from error
        return line.rstrip("\r\n") if line else None


def read_answer(
    lines: Lines, question: Question, catalogue: Catalogue, *, model: bool = False
) -> Line | None:
    """Return what is said to a question, or nothing at the end of all lines.

    Args:
        lines: where it comes from.
        question: what was asked.
        catalogue: the language, whose words for going back and so on are understood beside the
            English ones.
        model: whether a model takes part, so that words to it are understood too.
    """
    first = lines.next()
    if first is None:
        return None
    word = first.strip().casefold()
    if word == "?":
        return Line("help")
    for name in WORDS:
        if word in {name, catalogue.text(f"command.{name}").casefold()}:
            return Line(name)
    if model and (line := _to_model(word, catalogue)) is not None:
        return line
    first = first.removeprefix("\\")
    if question.kind == "text":
        return Line(None, _text(first, lines) if several_lines(question) else first.strip())
    keys = _keys(first, question, catalogue)
    if question.kind == "several":
        return Line(None, tuple(keys) or first)
    return Line(None, keys[0] if len(keys) == 1 else first)


def _to_model(word: str, catalogue: Catalogue) -> Line | None:
    """Return what is said to a model, such as ``take 2``; nothing if the line is an answer."""
    verb, *rest = word.split() or [""]
    for name in TO_MODEL:
        if verb not in {name, catalogue.text(f"command.{name}").casefold()}:
            continue
        if name == "reword" and not rest:
            return Line(name)
        if name != "reword" and len(rest) == 1 and rest[0].isdecimal() and len(rest[0]) < 5:
            return Line(name, number=int(rest[0]))
    return None


def _text(first: str, lines: Lines) -> str:
    """Return a text of several lines; the first empty line ends it."""
    told = [first]
    while first.strip():
        line = lines.next()
        if line is None or not line.strip():
            break
        told.append(line)
    return "\n".join(told).strip()


def _keys(line: str, question: Question, catalogue: Catalogue) -> list[str]:
    """Return the keys that are meant by numbers, keys or words; what is none of these stays."""
    keys = question.keys
    # A key of digits is not on the screen; the numbers are.
    known = {key: key for key in keys if not key.isdigit()}
    known |= {str(number): key for number, key in enumerate(keys, 1)}
    if question.kind in {"confirm", "yes_no_unsure"}:
        for key in keys:
            shown = catalogue.text(f"word.{key}").casefold()
            known |= {shown: key, shown[0]: key, key[0]: key}
        # In German "nein" and "nicht sicher" begin alike; "n" is no, as in English.
        known |= {"n": "no"}
        return [known.get(line.strip().casefold(), line.strip())]
    return [known.get(word, word) for word in line.replace(",", " ").split()]


def _lines_of(file: Path) -> list[str]:
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(str(file), error) from error
    return lines[:-1] if lines[-1] == "" else lines


def _unreadable(name: str, error: OSError | UnicodeDecodeError) -> InvalidDocument:
    from commonweal.documents import unreadable
    from commonweal.errors import InvalidDocument

    return InvalidDocument(unreadable(name, error, expected="answers in UTF-8"))


def _from_terminal() -> str | None:
    # With readline a line can be edited, and may be longer than the terminal's 4,096 bytes.
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401
    try:
        return input("> ")
    except EOFError:
        return None

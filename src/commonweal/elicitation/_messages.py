"""What questions say, in a language: gettext catalogues, with people's own words set apart."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations
from importlib.resources import files
from typing import TYPE_CHECKING

from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from commonweal.elicitation._question import Choice, Question

LANGUAGES = ("en", "de")
"""The languages that the interview speaks. Answers may be in any."""

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
ISOLATES = {"\u2066", "\u2067", FIRST_STRONG_ISOLATE}
FROM_THE_LEFT = {"L", "EN", "ES", "ET", "CS", "NSM", "BN", "S", "WS", "ON", ""}
"""Bidirectional classes of signs that turn nothing around in a text from left to right."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as somebody reads it."""

    text: str
    choices: tuple[str, ...]
    """What each choice says, in the order of the question's keys."""


class Catalogue:
    """The interview's messages in one language.

    Args:
        language: a BCP 47 tag; ``de-AT`` finds the messages in ``de``.

    Raises:
        InvalidDocument: code ``unknown-language`` if the interview does not speak it.
    """

    def __init__(self, language: str) -> None:
        primary = language.partition("-")[0].lower()
        if primary not in LANGUAGES:
            raise InvalidDocument(
                Problem(
                    "unknown-language",
                    "language",
                    f"a language that the interview speaks: {' or '.join(LANGUAGES)}",
                    repr(language),
                    "Answers may be in any language, whichever the questions are in.",
                )
            )
        self.language = primary
        """The language that the messages are in."""
        self._messages = _read(primary)

    def __contains__(self, message: str) -> bool:
        """Tell whether there is such a message."""
        return self._messages.gettext(message) != message

    def text(self, message: str, **said: str) -> str:
        """Return a message, with people's own words in it set apart.

        Args:
            message: its id.
            said: what it quotes, by name.
        """
        found = self._messages.gettext(message)
        assert found != message, f"no message {message!r} in {self.language!r}"
        return found.format_map({name: quoted(words) for name, words in said.items()})

    def show(self, question: Question) -> Shown:
        """Return a question and its choices as somebody reads them."""
        if question.kind in {"confirm", "yes_no_unsure"}:
            choices = tuple(self.text(f"word.{key}") for key in question.keys)
        else:
            choices = tuple(map(self._choice, question.choices))
        return Shown(self.text(question.message, **dict(question.parameters)), choices)

    def help(self, question: Question, **said: str) -> str:
        """Return what explains a question, and how to answer one of its kind."""
        own = f"help.{question.message}"
        kind = self.text("help.text" if question.kind == "text" else "help.choice", **said)
        return f"{self.text(own)}\n{kind}" if own in self else kind

    def _choice(self, choice: Choice) -> str:
        return self.text(choice.message) if choice.message else quoted(choice.text)


def quoted(words: str) -> str:
    """Return somebody's words so that they disturb nothing around them on a screen.

    Each line that runs from right to left, in part at least, is isolated: its direction is its own
    and ends with it. Signs that would end the isolation, or steer a terminal, are left out of what
    is shown. What is stored keeps them. All messages run from left to right, so that lines which do
    too need no isolation, and no sign that an old terminal would show.

    Source: Unicode Standard Annex 9, the bidirectional algorithm, 2.4 and 6.3.
    """
    return "\n".join(map(_isolated, words.splitlines()))


def _isolated(line: str) -> str:
    if line.isascii() and line.isprintable():
        return line
    shown = _harmless(line)
    if all(unicodedata.bidirectional(sign) in FROM_THE_LEFT for sign in shown):
        return shown
    return f"{FIRST_STRONG_ISOLATE}{shown}{POP_ISOLATE}"


def _harmless(line: str) -> str:
    kept = []
    depth = 0
    for sign in line:
        if sign in ISOLATES:
            depth += 1
        elif sign == POP_ISOLATE:
            if depth == 0:
                continue
            depth -= 1
        elif unicodedata.category(sign) in {"Cc", "Cs"} and sign != "\t":
            continue
        kept.append(sign)
    return "".join(kept) + POP_ISOLATE * depth


@lru_cache
def _read(language: str) -> GNUTranslations:
    path = files("commonweal.elicitation") / "locale" / language / "LC_MESSAGES" / "interview.mo"
    with path.open("rb") as file:
        return GNUTranslations(file)

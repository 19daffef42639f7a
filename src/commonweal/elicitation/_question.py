"""A question as data: what is asked, how it may be answered, and what makes it the same one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, TypeAlias

QuestionKind: TypeAlias = Literal[
    "text", "choice", "several", "yes_no_unsure", "confirm", "outside"
]
"""What an answer to a question is.

``text``: words; ``choice``: the key of one choice; ``several``: keys of some choices;
``yes_no_unsure`` and ``confirm`` (yes or no): a word; ``outside``: not for the person, but for
the program that holds the interview, which puts in what it knows from elsewhere.
"""

AnswerValue: TypeAlias = str | tuple[str, ...] | None
"""An answer: words, a key, or keys; nothing where the question was skipped."""

AnswerFault: TypeAlias = Literal[
    "empty", "too_long", "one_line", "not_text", "no_such_choice", "twice", "not_skipped"
]
"""What can be wrong with the form of an answer; what it says is never wrong."""

WORDS: dict[str, tuple[str, ...]] = {
    "yes_no_unsure": ("yes", "no", "unsure"),
    "confirm": ("yes", "no"),
}
"""The words that answer the kinds of question that bring no choices of their own."""

LONGEST_LINE, LONGEST_TEXT = 300, 20_000
"""How many characters the short and the long texts of a record may have."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a question offers."""

    key: str
    """What is stored."""
    message: str = ""
    """The id of the message that is shown, if it is one of the catalogue's."""
    text: str = ""
    """Or else the words that are shown: somebody's own, or the study's."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked at one step, in no language yet.

    Two questions are the same if they are equal: an answer given to one that has changed since, a
    read-back with other words in it, say, is no answer to it.
    """

    id: str
    """Its name in the session, such as ``card.1.policy.2.nobody_knew``."""
    kind: QuestionKind
    message: str
    """The id of its message in the catalogue."""
    parameters: tuple[tuple[str, str], ...] = ()
    """What the message quotes, by name; people's own words among it, exactly as they wrote them."""
    choices: tuple[Choice, ...] = ()
    may_skip: bool = True
    longest: int = LONGEST_LINE
    """How many characters a text may have."""

    @property
    def lines(self) -> bool:
        """Whether an answer may have several lines."""
        return self.kind == "text" and self.longest > LONGEST_LINE

    @property
    def shown(self) -> str:
        """Sixteen digits that differ, for all one can tell, whenever what is shown does."""
        choices = [(choice.key, choice.message, choice.text) for choice in self.choices]
        shown = (self.kind, self.message, self.parameters, choices)
        return hashlib.sha256(repr(shown).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys or words that answer it; none where it asks for a text."""
        return WORDS.get(self.kind) or tuple(choice.key for choice in self.choices)

    def fault(self, value: AnswerValue) -> AnswerFault | None:
        """Return what is wrong with the form of an answer, or nothing if it can be taken."""
        if value is None:
            return None if self.may_skip else "not_skipped"
        if self.kind == "several":
            return _fault_of_several(value, self.keys)
        if not isinstance(value, str):
            return "not_text"
        if self.kind in {"text", "outside"}:
            return _fault_of_text(value, self.longest, lines=self.lines)
        return None if value in self.keys else "no_such_choice"


def _fault_of_text(value: str, longest: int, *, lines: bool) -> AnswerFault | None:
    if not value.strip():
        return "empty"
    if len(value) > longest:
        return "too_long"
    if not lines and ("\n" in value or "\r" in value):
        return "one_line"
    try:
        value.encode()
    except UnicodeEncodeError:
        return "not_text"
    return None


def _fault_of_several(value: str | tuple[str, ...], keys: tuple[str, ...]) -> AnswerFault | None:
    if isinstance(value, str):
        return "no_such_choice"
    if len(set(value)) < len(value):
        return "twice"
    return None if set(value) <= set(keys) else "no_such_choice"

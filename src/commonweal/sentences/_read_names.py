"""Names in a sentence: held to what a study declares, and to the titles that stand beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import did_you_mean, shown
from commonweal.errors import Problem
from commonweal.sentences._tokens import Misplaced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.sentences._sentence_reader import SentenceReader
    from commonweal.sentences._tokens import Token

_WHOSE = {
    "action": "an action",
    "institution": "an institution",
    "participant": "a participant",
    "speaker": "who says so",
}


class NameReader:
    """Reads names, and remembers those that are declared nowhere or have another title."""

    def __init__(self, sentence: SentenceReader) -> None:
        self._sentence = sentence
        self._problems: dict[int, Misplaced] = {}

    @property
    def problems(self) -> list[Misplaced]:
        """What is wrong with the names that were read."""
        return list(self._problems.values())

    @property
    def by_place(self) -> Mapping[int, Misplaced]:
        """The same, by the positions of the names."""
        return self._problems

    def one(self, sort: str, position: int) -> tuple[str, int] | None:
        """Read one name, with the title behind it if there is one."""
        token = self._sentence.token("name", position)
        if token is None:
            whose = _WHOSE.get(sort, f"a {sort}")
            expected = f"the name of {whose} in single quotation marks"
            self._sentence.expect(position, expected, kind="name")
            return None
        known = self._sentence.known
        if known is not None and sort in known.titles and token.value not in known.titles[sort]:
            self._problems.setdefault(position, _undeclared(sort, token, list(known.titles[sort])))
        return token.value, self._title(sort, token, position + 1)

    def several(self, sort: str, position: int) -> tuple[list[str], int] | None:
        """Read one name or more, parted by commas and the word for and."""
        names: list[str] = []
        conjunction = self._sentence.grammar.conjunctions[0]
        while True:
            after = self._sentence.said(conjunction, position) if names else None
            read = self.one(sort, position if after is None else after)
            if read is None:
                return (names, position) if names else None
            names.append(read[0])
            position = read[1]

    def card(self, token: Token, position: int) -> tuple[str, int]:
        """Read the id of a card, with the title behind it if there is one."""
        known = self._sentence.known
        if known is not None and "card" in known.titles and token.value not in known.titles["card"]:
            problem = Problem(
                code="unknown-card",
                path="",
                expected="the id of a card of the study",
                found=token.value,
                hint="A card's id is the hash of its content: a card that was changed has another.",
            )
            self._problems.setdefault(position, Misplaced(token.line, token.column, problem))
        return token.value, self._title("card", token, position + 1)

    def _title(self, sort: str, named: Token, position: int) -> int:
        """Return where the title after a name ends; where there is none, where it would begin."""
        sentence = self._sentence
        text = sentence.token("text", position + 1)
        if not self._is_mark("[", position) or text is None or not self._is_mark("]", position + 2):
            return position
        title = None if sentence.known is None else sentence.known.title(sort, named.value)
        if title is not None and title != text.value:
            problem = Problem(
                code="title-differs",
                path="",
                expected=f"{shown(title)}, the title of {named.value!r}",
                found=shown(text.value),
                hint="Is the name the right one? The title may be left out.",
            )
            self._problems.setdefault(position, Misplaced(text.line, text.column, problem))
        return position + 3

    def _is_mark(self, mark: str, position: int) -> bool:
        token = self._sentence.token("mark", position)
        return token is not None and token.value == mark


def _undeclared(sort: str, token: Token, known: list[str]) -> Misplaced:
    """Return the problem that a name is declared nowhere, with the nearest that is.

    It has one of the codes ``undeclared-compact``, ``undeclared-context``, ``undeclared-fact``,
    ``undeclared-institution``, ``undeclared-norm``, ``undeclared-participant``,
    ``undeclared-party``, ``undeclared-role``.
    """
    problem = Problem(
        code=f"undeclared-{sort}",
        path="",
        expected=f"a declared {sort}",
        found=repr(token.value),
        hint=did_you_mean(token.value, known) or "Declare it in the study, or name another.",
    )
    return Misplaced(token.line, token.column, problem)

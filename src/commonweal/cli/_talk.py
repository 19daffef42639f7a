"""Asking somebody about themselves, one question at a time, at a terminal or from a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import click

from commonweal.cli._answer_lines import Lines, read_answer
from commonweal.cli._output import current_output

if TYPE_CHECKING:
    from collections.abc import Callable

    from commonweal.elicitation import AnswerFault, AnswerValue, Catalogue, Question


class Asked(Protocol):
    """A session that asks."""

    @property
    def question(self) -> Question | None:
        """What is to be asked next; nothing at the end."""
        ...

    def answer(self, value: AnswerValue, *, at: str) -> object:
        """Take an answer."""
        ...

    def back(self, *, at: str) -> object:
        """Go back to the question before."""
        ...


@dataclass(frozen=True, slots=True)
class Talk:
    """How somebody is asked: in which language, where answers come from, and what the time is."""

    catalogue: Catalogue
    lines: Lines
    now: Callable[[], str]

    def hold(self, asked: Asked, *, until: Callable[[], bool] = lambda: False) -> bool:
        """Ask until nothing is left to ask, and return whether that came, or the person stopped.

        Args:
            asked: the session.
            until: whether to leave off, looked at before each question.

        Raises:
            Infeasible: code ``answers-ended`` if a file or pipe has no further line.
            InvalidDocument: code ``answer-form`` of a line of a file that is no answer.
        """
        shown: Question | None = None
        while not until() and (question := asked.question) is not None:
            if question != shown:
                self._show(question)
            shown = question
            line = read_answer(self.lines, question, self.catalogue)
            if line is None:
                return self._at_the_end_of_lines(question)
            if line.said == "stop":
                return False
            if line.said == "help":
                self._say(self.catalogue.help(question, **self._words()))
            elif line.said == "back":
                shown = None
                self._back(asked)
            elif (fault := question.fault(line.value)) is None:
                asked.answer(line.value, at=self.now())
            else:
                self._refuse(question, fault)
        return True

    def _show(self, question: Question) -> None:
        shown = self.catalogue.show(question)
        width = len(str(len(shown.choices)))
        out = ["", click.style(shown.text, bold=True)]
        out += [f"  {number:{width}}  {text}" for number, text in enumerate(shown.choices, 1)]
        if question.kind == "several":
            out.append(self.catalogue.text("terminal.several"))
        elif question.lines:
            out.append(self.catalogue.text("terminal.lines"))
        commands = "terminal.commands" if question.may_skip else "terminal.commands.must"
        out.append(click.style(self.catalogue.text(commands, **self._words()), dim=True))
        self._say("\n".join(out))

    def _back(self, asked: Asked) -> None:
        from commonweal.errors import InvalidDocument

        try:
            asked.back(at=self.now())
        except InvalidDocument as error:
            if error.code != "no-question":
                raise
            self._say(self.catalogue.text("terminal.first"))

    def _refuse(self, question: Question, fault: AnswerFault) -> None:
        """Say what is wrong with an answer: at a terminal it is asked for again."""
        from commonweal.errors import InvalidDocument, Problem

        longest = {"longest": str(question.longest)} if fault == "too_long" else {}
        text = self.catalogue.text(f"fault.{fault}", **longest)
        if self.lines.typed:
            self._say(text)
            return
        place = f"{self.lines.name}:{self.lines.number}"
        expected = f"an answer to {question.id}"
        raise InvalidDocument(Problem("answer-form", place, expected, text, "Mend it and resume."))

    def _at_the_end_of_lines(self, question: Question) -> bool:
        from commonweal.errors import Infeasible, Problem

        if self.lines.typed:
            return False
        raise Infeasible(
            Problem(
                code="answers-ended",
                path=self.lines.name,
                expected="an answer to every question",
                found=f"no line for {question.id}",
                hint="What was answered is kept; go on from here with --resume.",
            )
        )

    def _words(self) -> dict[str, str]:
        return {name: self.catalogue.text(f"command.{name}") for name in ("back", "skip", "stop")}

    def _say(self, text: str) -> None:
        current_output().say(text)

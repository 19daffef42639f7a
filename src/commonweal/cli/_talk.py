"""Asking somebody, one question at a time, at a terminal or from a file: whatever is asked about.

A session with oneself, an interview and a round are held by the same talk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

import click

from commonweal.cli._answer_lines import TO_MODEL, Lines, read_answer, several_lines
from commonweal.cli._output import current_output

if TYPE_CHECKING:
    from collections.abc import Callable

    from commonweal.cli._answer_lines import Line
    from commonweal.elicitation import AnswerFault, AnswerValue, Catalogue, Question

ONLY_LEFT = "Go on with --resume and a file of the lines that are left, this one first."
"""A file is read from its first line, also by whoever goes on."""
SHORT = 60
"""How many characters of somebody's words a problem tells."""

TalkEnd = Literal["whole", "stop", "gone"]
"""Nothing is left to ask; the person wants to stop; nobody is at the terminal any more."""


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

    def earlier(self) -> AnswerValue:
        """Return what was last answered to the question that is to be asked."""
        ...


class Aside(Protocol):
    """Who says something beside the questions, and is said something to."""

    def words(self) -> str:
        """Return what can be said to it at any question."""
        ...

    def show(self, question: Question) -> None:
        """Show what stands beside a question."""
        ...

    def take(self, line: Line, question: Question) -> None:
        """Do what was said to it."""
        ...


@dataclass(frozen=True, slots=True)
class Talk:
    """How somebody is asked: in which language, where answers come from, what else is in view."""

    catalogue: Catalogue
    lines: Lines
    now: Callable[[], str]
    contact: str = ""
    """Whom to turn to, under every question."""
    aside: Aside | None = None

    def say(self, message: str, **said: str) -> None:
        """Say one of the catalogue's messages."""
        current_output().say(self.catalogue.text(message, **said))

    def hold(self, asked: Asked, *, until: Callable[[], bool] = lambda: False) -> TalkEnd:
        """Ask until nothing is left to ask, or the person stops.

        Args:
            asked: the session.
            until: whether to leave off, looked at before each question.

        Raises:
            Infeasible: code ``answers-ended`` if a file or pipe has no further line.
            InvalidDocument: code ``answer-form`` of a line of a file that is no answer.
        """
        while not until() and (question := asked.question) is not None:
            if question.kind == "outside":
                asked.answer(None, at=self.now())
                continue
            self._show(question, asked.earlier())
            line = read_answer(self.lines, question, self.catalogue, model=self.aside is not None)
            if line is None:
                return self._at_the_end_of_lines(question)
            if line.said == "stop":
                return "stop"
            self._take(line, question, asked)
        return "whole"

    def ask(self, question: Question) -> AnswerValue:
        """Ask a question of the program's own, which no session keeps.

        Returns:
            The answer, or nothing where the lines end.
        """
        while True:
            shown = self.catalogue.show(question)
            choices = (f"  {number}  {text}" for number, text in enumerate(shown.choices, 1))
            current_output().say("\n".join(("", shown.text, *choices)))
            line = read_answer(self.lines, question, self.catalogue)
            if line is None:
                return None
            if line.said is None and question.fault(line.value) is None:
                return line.value
            if line.said is None:
                self._refuse(question, "no_such_choice", line.value)

    def _show(self, question: Question, earlier: AnswerValue) -> None:
        """Show a question, how to answer it, and what else can be done."""
        from commonweal.elicitation import quoted

        shown = self.catalogue.show(question)
        width = len(str(len(shown.choices)))
        indent = "\n" + " " * (width + 4)
        out = ["", click.style(shown.text, bold=True)]
        choices = (text.replace("\n", indent) for text in shown.choices)
        out += [f"  {number:{width}}  {text}" for number, text in enumerate(choices, 1)]
        if question.kind == "several":
            out.append(self.catalogue.text("terminal.several"))
        elif shown.choices:
            out.append(self.catalogue.text("terminal.one"))
        elif several_lines(question):
            out.append(self.catalogue.text("terminal.lines"))
        if earlier is not None:
            chosen = dict(zip(question.keys, shown.choices, strict=True))
            keys = earlier if isinstance(earlier, tuple) else (earlier,)
            said = ", ".join(chosen.get(key, key) for key in keys)
            out.append(self.catalogue.text("terminal.earlier", said=said))
        out.append(click.style(self._commands(question), dim=True))
        out += [click.style(quoted(self.contact), dim=True)] if self.contact else []
        current_output().say("\n".join(out))
        if self.aside is not None:
            self.aside.show(question)

    def _commands(self, question: Question) -> str:
        commands = "terminal.commands" if question.may_skip else "terminal.commands.must"
        words = (
            self.catalogue.text(commands, **self._words()),
            self.aside.words() if self.aside is not None else "",
        )
        return " · ".join(filter(None, words))

    def _take(self, line: Line, question: Question, asked: Asked) -> None:
        """Take what is typed, apart from stopping."""
        if self.aside is not None and line.said in TO_MODEL:
            self.aside.take(line, question)
        elif line.said == "help":
            current_output().say(self.catalogue.help(question, **self._words()))
        elif line.said == "back":
            self._back(asked)
        elif (fault := question.fault(line.value)) is None:
            asked.answer(line.value, at=self.now())
        else:
            self._refuse(question, fault, line.value)

    def _back(self, asked: Asked) -> None:
        from commonweal.errors import InvalidDocument

        try:
            asked.back(at=self.now())
        except InvalidDocument as error:
            if error.code != "no-question":
                raise
            self.say("terminal.first")

    def _refuse(self, question: Question, fault: AnswerFault, said: AnswerValue) -> None:
        """Say what is wrong with an answer: at a terminal it is asked for again."""
        from commonweal.errors import InvalidDocument, Problem

        longest = {"longest": str(question.longest)} if fault == "too_long" else {}
        text = self.catalogue.text(f"fault.{fault}", **longest)
        if self.lines.typed:
            current_output().say(text)
            return
        place = f"{self.lines.name}:{self.lines.number}"
        hint = f"{text} {ONLY_LEFT}"
        problem = Problem("answer-form", place, self._asked(question), repr(said), hint)
        raise InvalidDocument(problem)

    def _asked(self, question: Question) -> str:
        """Return which question a line should have answered, by its first words too."""
        words = " ".join(self.catalogue.show(question).text.split())
        short = words if len(words) <= SHORT else f"{words[: SHORT - 1]}…"
        return f"an answer to {question.id} (“{short}”)"

    def refuse_lines_left(self) -> None:
        """Refuse a file or pipe that goes on: its answers may stand at the wrong questions.

        Raises:
            InvalidDocument: code ``answers-left``.
        """
        from commonweal.errors import InvalidDocument, Problem

        # With a model beside, nobody knows beforehand how many lines it takes.
        if self.lines.typed or self.aside is not None:
            return
        while (line := self.lines.next()) is not None:
            if line.strip():
                raise InvalidDocument(
                    Problem(
                        code="answers-left",
                        path=f"{self.lines.name}:{self.lines.number}",
                        expected="no further line: everything was answered",
                        found=repr(line[:SHORT]),
                        hint="Nothing is handed in yet: answers may stand at the wrong questions."
                        " Look at them with --resume, and go back; or take out the lines that are"
                        " left over.",
                    )
                )

    def _at_the_end_of_lines(self, question: Question) -> TalkEnd:
        from commonweal.errors import Infeasible, Problem

        if self.lines.typed:
            return "gone"
        raise Infeasible(
            Problem(
                code="answers-ended",
                path=self.lines.name,
                expected="an answer to every question",
                found=f"no line for {self._asked(question).removeprefix('an answer to ')}",
                hint=f"What was answered is kept. {ONLY_LEFT}",
            )
        )

    def _words(self) -> dict[str, str]:
        return {name: self.catalogue.text(f"command.{name}") for name in ("back", "skip", "stop")}

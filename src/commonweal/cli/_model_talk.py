"""What a model says in an interview at the terminal: marked, numbered, and the person's to answer.

Nothing here answers a question but what the person types.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from commonweal.cli._answer_lines import Line
    from commonweal.cli._output import Output
    from commonweal.elicitation import (
        Catalogue,
        Looked,
        ModelBeside,
        ModelHelper,
        ModelSettings,
        ProposalShown,
        Question,
    )
    from commonweal.studies import StudyInterview

MARK = "  model │ "
"""Stands before every line of a model's."""

WORDS = ("take", "change", "yes", "no", "reword")


def model_from_environment() -> ModelHelper:
    """Return the model that the settings name.

    Raises:
        InvalidDocument: code ``model-setting`` if they name none, or are wrong.
        MissingExtra: without the extra ``llm``.
    """
    from commonweal.elicitation import ModelHelper

    return ModelHelper(model_settings())


def model_settings() -> ModelSettings:
    """Return which model the environment names, and where it answers.

    Raises:
        InvalidDocument: code ``model-setting`` if it names none, or is wrong.
    """
    from commonweal.elicitation import ModelSettings
    from commonweal.errors import InvalidDocument, Problem

    settings = ModelSettings.from_environment(os.environ)
    if settings is None:
        raise InvalidDocument(
            Problem(
                "model-setting",
                "COMMONWEAL_MODEL",
                "the name of a model",
                "nothing",
                "Set COMMONWEAL_MODEL and COMMONWEAL_MODEL_URL, or leave out --model.",
            )
        )
    return settings


@dataclass(slots=True)
class ModelTalk:
    """A model's side of an interview that is being held.

    Args:
        interview: the interview.
        catalogue: the language of the terminal.
        output: where things are said.
        beside: asks the model.
        next_line: reads what is typed next.
    """

    interview: StudyInterview
    catalogue: Catalogue
    output: Output
    beside: ModelBeside
    next_line: Callable[[], str | None]
    _refusal_told: bool = field(default=False, init=False)

    def introduce(self) -> None:
        """Say that there is a model, which, and where words would go."""
        settings = self.beside.helper.settings
        self._say("model.here", model=settings.name, host=settings.host)
        if not (settings.encrypted or settings.stays_here):
            self._say("model.not_encrypted")

    def show(self, question: Question) -> None:
        """Show what stands beside a question; ask the model first where it may help."""
        path = self.interview.path
        if self.beside.wants(question, path):
            if not self.interview.may_send:
                self._tell_refusal()
                return
            self._say("model.asking")
            self._note(self.beside.look(question, path, self.interview.proposals))
        self._show(self._here(question))
        self._show_quotes(question)

    def words(self) -> str:
        """Return what can be said to the model at any question; nothing where none is asked."""
        if not self.interview.may_send or self.beside.helper.given_up:
            return ""
        return self.catalogue.text("model.commands.reword", **self._commands())

    def take(self, line: Line, question: Question) -> None:
        """Do what was said to the model; only taking and changing answer the question."""
        if line.said == "reword":
            self._reword(question)
            return
        meant = [each for each in self._here(question) if each.number == line.number]
        quotes = self._quotes(question)
        if line.said == "take" and quotes is not None and quotes.number == line.number:
            self.interview.answer(" ".join(quotes.quotes[0].split()))
        elif not meant or (line.said == "no" and meant[0].proposed_as == "wording"):
            self._say("model.no_such")
        elif meant[0].proposed_as == "policy":
            self._take_policy(line, meant[0], question)
        else:
            self._take_hint(line, meant[0])

    def _take_policy(self, line: Line, meant: ProposalShown, question: Question) -> None:
        from commonweal.elicitation import answer_note

        if line.said == "no":
            self.interview.note(answer_note(meant.number, "declined"))
            return
        words: str | None = meant.text
        if line.said == "change":
            self._say("model.change", said=meant.text)
            words = (self.next_line() or "").strip() or None
        if words is None or line.said == "yes" or question.fault(words) is not None:
            self._say("model.no_such" if line.said == "yes" else "fault.empty")
            return
        # Noted first: killed in between, a note without its answer says nothing was taken.
        self.interview.note(
            answer_note(meant.number, "taken" if words == meant.text else "changed", words)
        )
        self.interview.answer(words)

    def _take_hint(self, line: Line, meant: ProposalShown) -> None:
        from commonweal.elicitation import answer_note

        if meant.proposed_as != "hint" or line.said not in {"yes", "no"}:
            self._say("model.no_such")
            return
        self.interview.note(
            answer_note(meant.number, "taken" if line.said == "yes" else "declined")
        )

    def _reword(self, question: Question) -> None:
        if not self.interview.may_send:
            self._tell_refusal()
            return
        self._say("model.asking")
        found = self.beside.reword(question, self.interview.proposals)
        self._note(found)
        if not found.new and found.status in {None, "answered"}:
            self._say("model.nothing")

    def _note(self, found: Looked) -> None:
        from commonweal.elicitation import note_of

        for each in found.new:
            self.interview.note(note_of(each))
        for dropped in found.dropped:
            self.output.detail(f"not shown ({dropped.reason}): {dropped.text}")
        if found.status not in {None, "answered"}:
            self._say(f"model.status.{found.status}")

    def _tell_refusal(self) -> None:
        if not self._refusal_told:
            self._say("model.not_sent")
        self._refusal_told = True

    def _here(self, question: Question) -> tuple[ProposalShown, ...]:
        from commonweal.elicitation import proposals_beside

        return proposals_beside(question, self.interview.path, self.interview.proposals)

    def _quotes(self, question: Question) -> ProposalShown | None:
        """Return the policy that was taken, where its place in the story is asked for."""
        if question.message != "policy.words":
            return None
        name = question.id.removesuffix(".words")
        taken = (each for each in self.interview.proposals if each.answered_at == name)
        return next((each for each in taken if each.quotes), None)

    def _show(self, here: Iterable[ProposalShown]) -> None:
        groups = (
            ("wording", "model.rewords", None),
            ("policy", "model.proposes", "model.commands"),
            ("hint", "model.asks", "model.commands.hint"),
        )
        everything = tuple(here)
        for kind, head, commands in groups:
            found = [each for each in everything if each.proposed_as == kind]
            if not found:
                continue
            out = [self.catalogue.text(head)]
            for each in found:
                out += self._lines(each)
            said = {**self._commands(), "number": str(found[0].number)}
            out += [self.catalogue.text(commands, **said)] if commands else []
            self._mark(out)

    def _lines(self, beside: ProposalShown) -> list[str]:
        from commonweal.elicitation import plain_line, quoted

        if beside.proposed_as == "wording":
            return [quoted(beside.text)]
        lines = [f"[{beside.number}] {quoted(beside.text)}"]
        if beside.proposed_as == "policy":
            lines += [
                "    " + self.catalogue.text("model.from", said=plain_line(words))
                for words in beside.quotes
            ]
        return lines

    def _show_quotes(self, question: Question) -> None:
        from commonweal.elicitation import plain_line, quoted

        if (taken := self._quotes(question)) is not None:
            text = self.catalogue.text("model.quotes", number=str(taken.number), **self._commands())
            self._mark([text, quoted(plain_line(taken.quotes[0]))])

    def _mark(self, lines: Iterable[str]) -> None:
        text = "\n".join(f"{MARK}{line}" for line in lines)
        self.output.say(click.style(text, fg="cyan"))

    def _commands(self) -> dict[str, str]:
        return {name: self.catalogue.text(f"command.{name}") for name in WORDS}

    def _say(self, message: str, **said: str) -> None:
        self.output.say(click.style(self.catalogue.text(message, **said), dim=True))

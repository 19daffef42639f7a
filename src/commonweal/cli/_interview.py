"""``commonweal interview``: one person is asked what they live by, one question at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import click

from commonweal.cli._answer_lines import Lines, read_answer, several_lines
from commonweal.cli._arguments import PATH, STUDY, problems_as_json
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import Output, current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.elicitation import Catalogue, Question
    from commonweal.studies import StudyInterview

Ending = Literal["handed_in", "later", "nothing"]


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal interview garden --participant gardener-07",
        "commonweal interview garden --participant gardener-07 --language de --resume",
        "commonweal interview garden --participant gardener-07 --answers typed.txt",
    ),
)
@STUDY
@click.option("--participant", required=True, metavar="NAME", help="The person's pseudonym.")
@click.option("--language", default="en", show_default=True, help="What is asked in: en or de.")
@click.option("--answers-in", help="What is answered in; mul for several. As --language if unsaid.")
@click.option("--by", help="The study's recorder who types for the person.")
@click.option(
    "--most-cards",
    type=click.IntRange(1, 20),
    help="After so many cards no further one is begun: 3 if unsaid.",
)
@click.option("--answers", type=PATH, help="Read the answers from a file, one a line.")
@click.option("--resume", is_flag=True, help="Go on with an interview that was stopped.")
@output_options
def command(
    study: Path,
    *,
    participant: str,
    language: str,
    answers_in: str | None,
    by: str | None,
    most_cards: int | None,
    answers: Path | None,
    resume: bool,
) -> None:
    """Ask one person what they live by, and write what they confirm into the study.

    Questions go to stderr. Answers come from the terminal, from standard input, or from a file, one
    a line; a story may have several and ends with an empty one. At every question there is: ? for
    an explanation, back, skip, and stop. What is answered is kept in STUDY/interviews until the
    records are written. Nothing is written before the person has agreed to take part, and all of it
    or nothing is. Prints the ids of the records. No model takes part.

    Exit codes: 0 handed in, stopped for later, or nothing kept because the person wants it so; 1
    the answers of a pipe or file end before the interview; 3 something is wrong, also with a line
    of a file; 5 it is being held elsewhere, or was deleted meanwhile.
    """
    from commonweal.elicitation import Catalogue
    from commonweal.studies import StudyInterview

    catalogue, lines = Catalogue(language), Lines(answers)
    if resume and (answers_in, by, most_cards) != (None, None, None):
        raise click.UsageError("--answers-in, --by and --most-cards are fixed when it begins.")
    if resume:
        opened = StudyInterview.resume(study, participant)
    else:
        opened = StudyInterview.begin(
            study,
            participant,
            answers_in=catalogue.language if answers_in is None else answers_in,
            by=by or "",
            most_cards=most_cards or 3,
        )
    with opened as interview:
        talk = _Talk(interview, catalogue, lines, current_output())
        if resume:
            talk.say("terminal.resumed")
        talk.finish(talk.hold())


@dataclass(slots=True)
class _Talk:
    """An interview that is being held: what is shown, and what is done with what is typed."""

    interview: StudyInterview
    catalogue: Catalogue
    lines: Lines
    output: Output

    def say(self, message: str, **said: str) -> None:
        """Say one of the catalogue's messages."""
        self.output.say(self.catalogue.text(message, **said))

    def hold(self) -> Ending:
        """Ask until the end, or until the person stops."""
        if self.interview.folder.study.synthetic:
            self.output.say("(A demonstration: the people of this study are invented.)")
        if self.interview.stopped == "hand_in":
            return "handed_in"
        while (question := self.interview.question) is not None:
            if question.kind == "outside":
                self.interview.answer(None)
                continue
            self._show(question)
            ending = self._take(question)
            if ending is not None:
                return ending
        return "handed_in" if self.interview.told.agreed else "nothing"

    def finish(self, ending: Ending) -> None:
        """Write the records, or nothing, and say what became of it."""
        ids: tuple[str, ...] = ()
        if ending == "handed_in" and self.interview.told.agreed:
            self._tell_waiting()
            ids = self.interview.hand_in()
        elif ending != "later":
            ending = "nothing"
            self.interview.forget()
        ends = {"handed_in": "end.whole", "later": "end.later", "nothing": "end.nothing"}
        self.say(ends[ending])
        data = {
            "participant": self.interview.setting.participant,
            "ending": ending,
            "ids": list(ids),
        }
        if ids or self.output.json:
            self.output.result("interview", data, "\n".join(ids), warnings=self._warnings(ids))

    def _warnings(self, ids: tuple[str, ...]) -> list[dict[str, str]]:
        from commonweal.cli._in_git import answers_in_git
        from commonweal.studies import read_study

        if not ids:
            return []
        folder = read_study(self.interview.folder.path)
        return problems_as_json((*folder.warnings, *answers_in_git(folder)))

    def _tell_waiting(self) -> None:
        for card in self.interview.told.cards:
            if not card.contexts:
                self.say("end.waiting", title=card.title)

    def _show(self, question: Question) -> None:
        """Show a question, how to answer it, and what else can be done."""
        shown = self.catalogue.show(question)
        out = ["", click.style(shown.text, bold=True)]
        out += [f"  {number}  {text}" for number, text in enumerate(_indented(shown.choices), 1)]
        if question.kind == "several":
            out.append(self.catalogue.text("terminal.several"))
        elif shown.choices:
            out.append(self.catalogue.text("terminal.one"))
        elif several_lines(question):
            out.append(self.catalogue.text("terminal.lines"))
        earlier = self.interview.earlier()
        if earlier is not None:
            chosen = dict(zip(question.keys, shown.choices, strict=True))
            keys = earlier if isinstance(earlier, tuple) else (earlier,)
            said = ", ".join(chosen.get(key, key) for key in keys)
            out.append(self.catalogue.text("terminal.earlier", said=said))
        commands = "terminal.commands" if question.may_skip else "terminal.commands.must"
        out.append(click.style(self.catalogue.text(commands, **self._words()), dim=True))
        if self.interview.folder.study.contact:
            out.append(click.style(self.interview.folder.study.contact, dim=True))
        self.output.say("\n".join(out))

    def _words(self) -> dict[str, str]:
        return {name: self.catalogue.text(f"command.{name}") for name in ("back", "skip", "stop")}

    def _take(self, question: Question) -> Ending | None:
        """Take what is typed; return how the interview ends, if it does."""
        line = read_answer(self.lines, question, self.catalogue)
        if line is None:
            return self._at_the_end_of_lines()
        if line.said == "help":
            self.output.say(self.catalogue.help(question, **self._words()))
        elif line.said == "stop":
            return self._stop()
        elif line.said == "back":
            self._back()
        elif (fault := question.fault(line.value)) is None:
            self.interview.answer(line.value)
        else:
            self._refuse(question, fault)
        return None

    def _back(self) -> None:
        from commonweal.errors import InvalidDocument

        try:
            self.interview.back()
        except InvalidDocument:
            self.say("terminal.first")

    def _refuse(self, question: Question, fault: str) -> None:
        """Say what is wrong with an answer: at a terminal it is asked for again."""
        from commonweal.errors import InvalidDocument, Problem

        longest = {"longest": str(question.longest)} if fault == "too_long" else {}
        text = self.catalogue.text(f"fault.{fault}", **longest)
        if self.lines.typed:
            self.output.say(text)
            return
        place = f"{self.lines.name}:{self.lines.number}"
        raise InvalidDocument(
            Problem(
                "answer-form", place, f"an answer to {question.id}", text, "Go on with --resume."
            )
        )

    def _stop(self) -> Ending | None:
        """Ask what is to become of what was said; the question stays if they go on after all."""
        from commonweal.elicitation import Choice, Question

        choices = tuple(Choice(key, f"stop.{key}") for key in ("later", "hand_in", "forget", "on"))
        asked = Question("stop", "choice", "stop.ask", (), choices, may_skip=False)
        while True:
            shown = self.catalogue.show(asked)
            out = ["", shown.text]
            out += [f"  {number}  {text}" for number, text in enumerate(shown.choices, 1)]
            self.output.say("\n".join(out))
            line = read_answer(self.lines, asked, self.catalogue)
            if line is None or line.value == "later":
                self.interview.stop("later")
                return "later"
            if line.value == "hand_in":
                self.interview.stop("hand_in")
                return "handed_in"
            if line.value == "forget":
                return "nothing"
            if line.value == "on":
                return None
            if line.said is None:
                self._refuse(asked, "no_such_choice")

    def _at_the_end_of_lines(self) -> Ending:
        from commonweal.errors import Infeasible, Problem

        self.interview.stop("later")
        if self.lines.typed:
            return "later"
        question = self.interview.question
        raise Infeasible(
            Problem(
                "answers-ended",
                self.lines.name,
                "an answer to every question",
                f"no line for {question.id if question else 'the end'}",
                "What was answered is kept: go on with --resume.",
            )
        )


def _indented(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text.replace("\n", "\n     ") for text in texts)

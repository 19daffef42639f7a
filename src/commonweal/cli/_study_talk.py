"""A session of a study at the terminal: held, stopped for later, handed in, or forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from commonweal.cli._arguments import problems_as_json
from commonweal.cli._output import Output, current_output
from commonweal.cli._talk import Talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from commonweal.studies import StudySession

Ending = Literal["handed_in", "later", "nothing"]


@dataclass(frozen=True, slots=True)
class StudyTalk:
    """A session that is being held in a study, and what becomes of it."""

    session: StudySession[Any]
    talk: Talk
    schema: str
    """What the command's result is called."""

    def hold(self) -> Ending:
        """Ask until the end, or until the person says what is to become of it.

        Raises:
            Infeasible: code ``answers-ended`` if a file or pipe has no further line.
            InvalidDocument: code ``answer-form`` of a line of a file that is no answer.
        """
        from commonweal.errors import Infeasible

        if self.session.folder.study.synthetic:
            current_output().say("(A demonstration: the people of this study are invented.)")
        if self.session.stopped == "hand_in":
            return "handed_in"
        try:
            ending = self._ask()
        except Infeasible:
            self.session.stop("later")
            raise
        return ending

    def _ask(self) -> Ending:
        while (end := self.talk.hold(self.session)) == "stop":
            ending = self._stop()
            if ending is not None:
                return ending
        if end == "gone":
            self.session.stop("later")
            return "later"
        if not self.session.takes_part:
            return "nothing"
        self.talk.refuse_lines_left()
        return "handed_in"

    def _stop(self) -> Ending | None:
        """Ask what is to become of what was said; nothing if they go on after all."""
        from commonweal.elicitation import Choice, Question

        choices = tuple(Choice(key, f"stop.{key}") for key in ("later", "hand_in", "forget", "on"))
        said = self.talk.ask(Question("stop", "choice", "stop.ask", (), choices, may_skip=False))
        if said == "on":
            return None
        if said == "forget":
            return "nothing"
        how: Literal["hand_in", "later"] = "hand_in" if said == "hand_in" else "later"
        self.session.stop(how)
        return "handed_in" if how == "hand_in" else "later"

    def finish(self, ending: Ending, *, before: Callable[[], None] = lambda: None) -> None:
        """Write the records, or nothing, and say what became of it.

        Args:
            ending: what is to become of the session.
            before: called before records are written.
        """
        ids: tuple[str, ...] = ()
        if ending == "handed_in" and self.session.takes_part:
            before()
            ids = self.session.hand_in()
        elif ending != "later":
            ending = "nothing"
            self.session.forget()
        ends = {"handed_in": "end.whole", "later": "end.later", "nothing": "end.nothing"}
        self.talk.say(ends[ending])
        self._report(current_output(), ending, ids)

    def _report(self, output: Output, ending: Ending, ids: tuple[str, ...]) -> None:
        participant = self.session.participant
        data = {"participant": participant, "ending": ending, "ids": list(ids)}
        if ids or output.json:
            output.result(self.schema, data, "\n".join(ids), warnings=self._warnings(ids))

    def _warnings(self, ids: tuple[str, ...]) -> list[dict[str, str]]:
        from commonweal.cli._in_git import answers_in_git
        from commonweal.studies import read_study

        if not ids:
            return []
        folder = read_study(self.session.folder.path)
        return problems_as_json((*folder.warnings, *answers_in_git(folder)))

"""A session with oneself: what is asked next, kept on the disk, and everything known so far."""

from __future__ import annotations

import os
import weakref
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias

from commonweal.elicitation import Session
from commonweal.errors import Infeasible, Problem
from commonweal.stewardship._answer_log import append_entry, read_entries
from commonweal.stewardship._myself_choosing import ask_endorsed, ask_held_out
from commonweal.stewardship._myself_predicted import (
    PREDICTIONS,
    fix_own_predictions,
    read_predictions,
)
from commonweal.stewardship._myself_telling import ask_of_myself
from commonweal.stewardship._myself_values import own_values_of
from commonweal.stewardship._own_folder import write_own_values
from commonweal.stewardship._prediction import Chosen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType

    from commonweal.elicitation import Entry, Question
    from commonweal.stewardship._myself_choosing import ChosenByMyself, Endorsed
    from commonweal.stewardship._myself_setting import MyselfSetting
    from commonweal.stewardship._prompted import AskModel

TELLING, CHOOSING = "telling.jsonl", "choosing.jsonl"

MyselfStage: TypeAlias = Literal["telling", "choosing", "done"]
"""Where a session stands: cards and choices are told; predicted choices are asked about; done."""


class Myself:
    """One person's session: asks, keeps every answer on the disk, and goes on from there.

    The choices that are predicted are asked about only after the predictions stand in a file, and
    nothing told before can be changed then. No other program can hold the same session until it is
    closed: use it in a ``with`` statement.

    Args:
        folder: where everything is kept.
        setting: what it depends on besides the answers.
        held: the descriptor that holds the session; see `close`.
        ask_model: reaches a model to be one more rival; see `open_myself`.
    """

    def __init__(
        self, folder: Path, setting: MyselfSetting, held: int, *, ask_model: AskModel | None = None
    ) -> None:
        self._ask_model = ask_model
        self.folder = folder
        self.setting = setting
        self._telling = Session(lambda: ask_of_myself(setting), read_entries(folder / TELLING))
        self._choosing: Session[ChosenByMyself] | None = None
        self._go_on()
        # Last, so that whoever cannot make a session may close the descriptor themselves.
        self.close = weakref.finalize(self, os.close, held)
        """Lets others hold the session. What was answered stays."""

    def __enter__(self) -> Self:
        """Return the session itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let others hold the session."""
        self.close()

    @property
    def stage(self) -> MyselfStage:
        """Where it stands."""
        if self._choosing is None:
            return "telling"
        return "choosing" if self._choosing.question is not None else "done"

    @property
    def question(self) -> Question | None:
        """What is to be asked next; nothing at the end."""
        return self._session.question

    @property
    def predictions_hash(self) -> str | None:
        """The SHA-256 of the file with the predictions, once they are fixed."""
        return None if self._choosing is None else read_predictions(self.folder).sha256

    def earlier(self) -> str | tuple[str, ...] | None:
        """Return what was last answered to the question that is to be asked, if it was before."""
        return self._session.earlier()

    def answer(self, value: str | tuple[str, ...] | None, *, at: str) -> None:
        """Answer the question, or skip it with nothing; when this returns, the disk has it.

        Raises:
            InvalidDocument: with code ``answer-form`` if it is no answer to the question.
            ExternalFailure: with code ``cannot-write`` if the system refuses.
        """
        self._keep(self._session.answer(value, at=at))

    def back(self, *, at: str) -> None:
        """Go back to the question before; not across the moment at which predictions were fixed.

        Raises:
            InvalidDocument: with code ``no-question`` if there is none before.
        """
        self._keep(self._session.back(at=at))

    def learned_from(self) -> tuple[Chosen, ...]:
        """Return the choices that the rivals learned from, once they are told."""
        told = self._telling.outcome
        return () if told is None else self._chosen(told.choices)

    def held_out(self) -> tuple[Chosen, ...]:
        """Return the choices that were predicted, once they are told."""
        outcome = None if self._choosing is None else self._choosing.outcome
        return () if outcome is None else self._chosen(outcome.choices)

    def endorsed(self) -> Endorsed:
        """Return what was endorsed, or not, on the day of the session."""
        outcome = None if self._choosing is None else self._choosing.outcome
        return () if outcome is None else outcome.endorsed

    def later(self, number: int) -> Later:
        """Return the session, begun or not, in which endorsement is asked again.

        Args:
            number: 1 for the first time after the session.

        Raises:
            Infeasible: with code ``session-unfinished`` if the session itself is not done.
        """
        if self.stage != "done":
            hint = "Finish it first, with --resume."
            problem = Problem("session-unfinished", str(self.folder), "a session", "half one", hint)
            raise Infeasible(problem)
        return Later(self, number)

    @property
    def _session(self) -> Session[Any]:
        return self._telling if self._choosing is None else self._choosing

    def _keep(self, entry: Entry) -> None:
        log = TELLING if self._choosing is None else CHOOSING
        append_entry(self.folder / log, entry)
        self._go_on()

    def _go_on(self) -> None:
        """Fix the predictions when everything is told, and go on to the choices predicted."""
        told = self._telling.outcome
        if told is None or self._choosing is not None:
            return
        if not (self.folder / PREDICTIONS).exists():
            own = own_values_of(told, self.setting)
            write_own_values(self.folder, own)
            fix_own_predictions(
                self.folder, own, self.setting, self.learned_from(), ask_model=self._ask_model
            )
        fixed, setting = read_predictions(self.folder).predictions, self.setting
        self._choosing = Session(
            lambda: ask_held_out(setting, fixed), read_entries(self.folder / CHOOSING)
        )

    def _chosen(self, choices: Iterable[tuple[str, str]]) -> tuple[Chosen, ...]:
        named = self.setting.bank.situation_named
        return tuple(Chosen(situation=named[name], option=option) for name, option in choices)


class Later:
    """Endorsement asked again after some days, about the acts that were predicted then.

    Args:
        myself: the session.
        number: 1 for the first time.
    """

    def __init__(self, myself: Myself, number: int) -> None:
        self.number = number
        self._log = myself.folder / f"later-{number}.jsonl"
        fixed = read_predictions(myself.folder).predictions
        self._session = Session(
            lambda: ask_endorsed(f"later.{number}", myself.setting, fixed),
            read_entries(self._log),
        )

    @property
    def question(self) -> Question | None:
        """What is to be asked next; nothing at the end."""
        return self._session.question

    @property
    def endorsed(self) -> Endorsed | None:
        """What was said, once everything is answered."""
        return self._session.outcome

    def earlier(self) -> str | tuple[str, ...] | None:
        """Return what was last answered to the question that is to be asked, if it was before."""
        return self._session.earlier()

    def answer(self, value: str | tuple[str, ...] | None, *, at: str) -> None:
        """Answer the question, or skip it; see `Myself.answer`."""
        append_entry(self._log, self._session.answer(value, at=at))

    def back(self, *, at: str) -> None:
        """Go back to the question before."""
        append_entry(self._log, self._session.back(at=at))

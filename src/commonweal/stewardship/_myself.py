"""A session with oneself: what is asked next, kept on the disk, and everything known so far."""

from __future__ import annotations

import os
import weakref
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias

from commonweal.elicitation import Session
from commonweal.errors import Infeasible, Problem
from commonweal.stewardship._answer_log import append_entry, read_closed, read_entries
from commonweal.stewardship._myself_endorsing import ask_endorsed
from commonweal.stewardship._myself_predicted import (
    PREDICTIONS,
    fix_own_predictions,
    read_predictions,
)
from commonweal.stewardship._myself_telling import ask_choices, ask_of_myself
from commonweal.stewardship._myself_values import own_values_of
from commonweal.stewardship._own_folder import write_own_values
from commonweal.stewardship._prediction import Chosen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType

    from commonweal.elicitation import Entry, Question
    from commonweal.stewardship._myself_endorsing import Endorsed
    from commonweal.stewardship._myself_setting import MyselfSetting
    from commonweal.stewardship._myself_telling import ToldOfMyself
    from commonweal.stewardship._prompted import AskModel

TELLING, CHOOSING, ENDORSING = "telling.jsonl", "choosing.jsonl", "endorsing.jsonl"

MyselfStage: TypeAlias = Literal["telling", "choosing", "done"]
"""Where a session stands: cards and choices are told; predicted choices are asked about; done."""


class Myself:
    """One person's session: asks, keeps every answer on the disk, and goes on from there.

    The choices that are predicted are asked about only after the predictions stand in a file, and
    nothing told before can be changed then. What was predicted is shown only after the last of
    these choices, and none of them can be changed then. No other program can hold the same session
    until it is closed: use it in a ``with`` statement.

    Args:
        folder: where everything is kept.
        setting: what it depends on besides the answers.
        held: the descriptor that holds the session; see `close`.
        ask_model: reaches a model to be one more rival; see `open_myself`.
        only_read: whether to fix no predictions; see `open_myself`.
    """

    def __init__(
        self,
        folder: Path,
        setting: MyselfSetting,
        held: int,
        *,
        ask_model: AskModel | None = None,
        only_read: bool = False,
    ) -> None:
        self._ask_model = ask_model
        self._only_read = only_read
        self.folder = folder
        self.setting = setting
        self._telling = read_closed(
            folder / TELLING,
            lambda: ask_of_myself(setting),
            gone_on=(folder / PREDICTIONS).exists(),
        )
        self._choosing: Session[tuple[tuple[str, str], ...]] | None = None
        self._endorsing: Session[Endorsed] | None = None
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
        done = self._endorsing is not None and self._endorsing.question is None
        return "done" if done else "choosing"

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
        """Go back to the question before.

        There is no way back across the moment at which predictions were fixed, nor across that
        from which on they are shown.

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
        return () if outcome is None else self._chosen(outcome)

    def endorsed(self) -> Endorsed:
        """Return what was endorsed, or not, on the day of the session."""
        outcome = None if self._endorsing is None else self._endorsing.outcome
        return () if outcome is None else outcome

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
        return self._endorsing or self._choosing or self._telling

    @property
    def _log(self) -> Path:
        if self._endorsing is not None:
            return self.folder / ENDORSING
        return self.folder / (TELLING if self._choosing is None else CHOOSING)

    def _keep(self, entry: Entry) -> None:
        append_entry(self._log, entry)
        self._go_on()

    def _go_on(self) -> None:
        """Fix the predictions when everything is told; show them when everything is chosen."""
        told, setting = self._telling.outcome, self.setting
        if told is None:
            return
        if self._choosing is None:
            if not (self.folder / PREDICTIONS).exists():
                if self._only_read:
                    return
                self._fix(told)
            self._choosing = read_closed(
                self.folder / CHOOSING,
                lambda: ask_choices("held_out", setting.situations[1]),
                gone_on=(self.folder / ENDORSING).exists(),
            )
        if self._endorsing is None and self._choosing.outcome is not None:
            fixed = read_predictions(self.folder).predictions
            self._endorsing = Session(
                lambda: ask_endorsed("endorse", setting, fixed),
                read_entries(self.folder / ENDORSING),
            )

    def _fix(self, told: ToldOfMyself) -> None:
        own = own_values_of(told, self.setting)
        write_own_values(self.folder, own)
        fix_own_predictions(
            self.folder, own, self.setting, self.learned_from(), ask_model=self._ask_model
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

"""A session with oneself as a folder: what is asked next, and everything that is known so far."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from commonweal.documents import TIMESTAMP_PATTERN, Origin, new_nonce, read_json
from commonweal.elicitation import Session
from commonweal.errors import Infeasible, InvalidDocument, Problem
from commonweal.stewardship._answer_log import append_entry, read_entries
from commonweal.stewardship._myself_choosing import ask_endorsed, ask_held_out
from commonweal.stewardship._myself_predicted import (
    PREDICTIONS,
    fix_own_predictions,
    read_predictions,
)
from commonweal.stewardship._myself_setting import MyselfPlan, MyselfSetting
from commonweal.stewardship._myself_telling import ask_of_myself
from commonweal.stewardship._myself_values import own_values_of
from commonweal.stewardship._own_folder import write_own_values
from commonweal.stewardship._prediction import Chosen
from commonweal.stewardship._private_files import make_private_folder, write_private

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from commonweal.elicitation import Entry, Question
    from commonweal.stewardship._bank import Bank
    from commonweal.stewardship._myself_choosing import ChosenByMyself, Endorsed
    from commonweal.stewardship._prompted import AskModel

SESSION, TELLING, CHOOSING = "session.json", "telling.jsonl", "choosing.jsonl"

MyselfStage: TypeAlias = Literal["telling", "choosing", "done"]
"""Where a session stands: cards and choices are told; predicted choices are asked about; done."""

_FIELDS = {"bank", "bank_id", "begun", "key", "name", "origin", "plan", "seed"}
_MOST_SEED = 2**53


def begin_myself(
    folder: Path,
    bank: Bank,
    *,
    source: str,
    begun: str,
    minutes: int = 15,
    origin: Origin = "person",
    seed: int | None = None,
) -> Myself:
    """Begin a session in a new folder that only its owner may enter.

    Args:
        folder: must not exist, or be empty.
        bank: the situations.
        source: what the bank was read from, to read it again when the session is taken up.
        begun: the moment, in UTC to the second.
        minutes: about how long it may take; see `MyselfPlan.for_minutes`.
        origin: ``person``, or ``synthetic`` for an invented person.
        seed: draws situations and orders; random if none is given.

    Raises:
        InvalidDocument: with code ``folder-not-empty``, or ``bank-too-small``.
        ExternalFailure: with code ``cannot-write`` if the system refuses.
    """
    setting = MyselfSetting(
        bank=bank,
        plan=MyselfPlan.for_minutes(minutes, situations=len(bank.situations)),
        seed=secrets.randbelow(_MOST_SEED) if seed is None else seed,
        key=new_nonce() + new_nonce(),
        begun=begun,
        origin=origin,
    )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        hint = "Take the session in it up again with --resume, or name another folder."
        problem = Problem("folder-not-empty", str(folder), "a new or empty folder", "files", hint)
        raise InvalidDocument(problem)
    make_private_folder(folder)
    # Whoever keeps their folders in git would give all of this away with the next commit.
    write_private(folder / ".gitignore", b"*\n")
    content = {
        "bank": source,
        "bank_id": bank.id,
        "begun": setting.begun,
        "key": setting.key,
        "name": setting.name,
        "origin": setting.origin,
        "plan": asdict(setting.plan),
        "seed": setting.seed,
    }
    write_private(folder / SESSION, (json.dumps(content, indent=1) + "\n").encode())
    return Myself(folder, setting)


def bank_source_of(folder: Path) -> str:
    """Return what the bank of a session was read from.

    Raises:
        InvalidDocument: with code ``no-session``, or ``session-damaged``.
    """
    return str(_read_session(folder)["bank"])


def open_myself(folder: Path, bank: Bank, *, ask_model: AskModel | None = None) -> Myself:
    """Take up a session that was begun.

    Args:
        folder: the folder of the session.
        bank: the bank that it was begun with; see `bank_source_of`.
        ask_model: reaches a model to be one more rival, if predictions are not fixed yet. It is
            told the person's cards and some choices: they have to have agreed to that.

    Raises:
        InvalidDocument: with code ``no-session``, ``session-damaged``, or ``other-bank``.
    """
    content = _read_session(folder)
    if content["bank_id"] != bank.id:
        hint = "A session is gone on with only with the bank that it was begun with."
        expected = f"the bank {content['bank_id'][:16]}…"
        raise InvalidDocument(
            Problem("other-bank", str(folder / SESSION), expected, f"{bank.id[:16]}…", hint)
        )
    setting = MyselfSetting(
        bank=bank,
        plan=MyselfPlan(**content["plan"]),
        **{name: content[name] for name in ("begun", "key", "name", "origin", "seed")},
    )
    return Myself(folder, setting, ask_model=ask_model)


class Myself:
    """One person's session: asks, keeps every answer on the disk, and goes on from there.

    The choices that are predicted are asked about only after the predictions stand in a file, and
    nothing told before can be changed then.

    Args:
        folder: where everything is kept.
        setting: what it depends on besides the answers.
        ask_model: reaches a model to be one more rival; see `open_myself`.
    """

    def __init__(
        self, folder: Path, setting: MyselfSetting, *, ask_model: AskModel | None = None
    ) -> None:
        self._ask_model = ask_model
        self.folder = folder
        self.setting = setting
        self._telling = Session(lambda: ask_of_myself(setting), read_entries(folder / TELLING))
        self._choosing: Session[ChosenByMyself] | None = None
        self._go_on()

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
        fixed = read_predictions(self.folder).predictions
        self._choosing = Session(
            lambda: ask_held_out(self.setting, fixed), read_entries(self.folder / CHOOSING)
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

    def answer(self, value: str | tuple[str, ...] | None, *, at: str) -> None:
        """Answer the question, or skip it; see `Myself.answer`."""
        append_entry(self._log, self._session.answer(value, at=at))

    def back(self, *, at: str) -> None:
        """Go back to the question before."""
        append_entry(self._log, self._session.back(at=at))


def _read_session(folder: Path) -> dict[str, Any]:
    path = folder / SESSION
    if not path.is_file():
        expected = "the folder of a session with oneself"
        raise InvalidDocument(Problem("no-session", str(folder), expected, f"no {SESSION}"))
    content = read_json(path)
    if not isinstance(content, dict) or set(content) != _FIELDS or not _is_whole(content):
        expected = f"an object with {', '.join(sorted(_FIELDS))}, as this program wrote it"
        raise InvalidDocument(Problem("session-damaged", str(path), expected, "something else"))
    return content


def _is_whole(content: dict[str, Any]) -> bool:
    plan = content["plan"]
    numbers = [content["seed"], *(plan.values() if isinstance(plan, dict) else ())]
    texts = [content[name] for name in _FIELDS - {"plan", "seed"}]
    return (
        isinstance(plan, dict)
        and set(plan) == {field.name for field in fields(MyselfPlan)}
        and all(isinstance(number, int) for number in numbers)
        and all(isinstance(text, str) for text in texts)
        and re.fullmatch(r"[0-9a-f]{64}", content["key"]) is not None
        and re.fullmatch(TIMESTAMP_PATTERN, content["begun"]) is not None
        and content["origin"] in get_args(Origin)
    )

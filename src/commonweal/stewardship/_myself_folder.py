"""A session with oneself begun in a new folder, or taken up again from one."""

from __future__ import annotations

import json
import os
import re
import secrets
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, get_args

from commonweal.documents import TIMESTAMP_PATTERN, Origin, new_nonce, read_json
from commonweal.errors import InvalidDocument, Problem
from commonweal.stewardship._myself import Myself
from commonweal.stewardship._myself_setting import MyselfPlan, MyselfSetting
from commonweal.stewardship._private_files import make_private_folder, write_private
from commonweal.stewardship._session_lock import hold_session

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.stewardship._bank import Bank
    from commonweal.stewardship._prompted import AskModel

SESSION = "session.json"

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
    ask_model: AskModel | None = None,
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
        ask_model: reaches a model to be one more rival; see `open_myself`.

    Raises:
        InvalidDocument: with code ``folder-not-empty``, or ``bank-too-small``.
        ExternalFailure: with code ``cannot-write`` if the system refuses; ``session-open`` if
            another program begins one there at the same moment.
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
        raise _not_empty(folder)
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
    return _held(folder, setting, ask_model)


def bank_source_of(folder: Path) -> str:
    """Return what the bank of a session was read from.

    Raises:
        InvalidDocument: with code ``no-session``, or ``session-damaged``.
    """
    return str(_read_session(folder)["bank"])


def situations_met(folder: Path, bank: Bank) -> frozenset[str]:
    """Return the names of the situations that a session asks about; nothing of it goes on by this.

    Args:
        folder: the folder of the session.
        bank: the bank that it was begun with.

    Raises:
        InvalidDocument: with code ``no-session``, ``session-damaged``, or ``other-bank``.
    """
    parts = _setting(folder, bank).situations
    return frozenset(situation.name for part in parts for situation in part)


def open_myself(
    folder: Path, bank: Bank, *, ask_model: AskModel | None = None, only_read: bool = False
) -> Myself:
    """Take up a session that was begun.

    Args:
        folder: the folder of the session.
        bank: the bank that it was begun with; see `bank_source_of`.
        ask_model: reaches a model to be one more rival, if predictions are not fixed yet. It is
            told the person's cards and some choices: they have to have agreed to that. What it said
            is kept in ``model.jsonl``.
        only_read: whether to fix no predictions, though everything may be told that they rest on.
            To fix them is the end of choosing a model: no program that only reads may do it.

    Raises:
        InvalidDocument: with code ``no-session``, ``session-damaged``, or ``other-bank``; with code
            ``answer-log`` if a log is none that this program writes, or tells that choices were
            changed after predictions had been shown.
        ExternalFailure: with code ``session-open`` if another program holds the session.
    """
    return _held(folder, _setting(folder, bank), ask_model, only_read=only_read)


def _setting(folder: Path, bank: Bank) -> MyselfSetting:
    content = _read_session(folder)
    if content["bank_id"] != bank.id:
        hint = "A session is gone on with only with the bank that it was begun with."
        expected = f"the bank {content['bank_id'][:16]}…"
        raise InvalidDocument(
            Problem("other-bank", str(folder / SESSION), expected, f"{bank.id[:16]}…", hint)
        )
    return MyselfSetting(
        bank=bank,
        plan=MyselfPlan(**content["plan"]),
        **{name: content[name] for name in ("begun", "key", "name", "origin", "seed")},
    )


def _held(
    folder: Path, setting: MyselfSetting, ask_model: AskModel | None, *, only_read: bool = False
) -> Myself:
    """Return the session, held against other programs."""
    held = hold_session(folder / SESSION)
    try:
        _refuse_another(folder, setting)
        return Myself(folder, setting, held, ask_model=ask_model, only_read=only_read)
    except BaseException:
        os.close(held)
        raise


def _refuse_another(folder: Path, setting: MyselfSetting) -> None:
    # Of two programs that found the folder empty, the one whose file stands there has begun.
    if _read_session(folder)["key"] != setting.key:
        raise _not_empty(folder)


def _not_empty(folder: Path) -> InvalidDocument:
    hint = "Take the session in it up again with --resume, or name another folder."
    problem = Problem("folder-not-empty", str(folder), "a new or empty folder", "files", hint)
    return InvalidDocument(problem)


def _read_session(folder: Path) -> dict[str, Any]:
    path = folder / SESSION
    if not path.is_file():
        expected = "the folder of a session with oneself"
        hint = "Begin one in a new folder, without --resume."
        raise InvalidDocument(Problem("no-session", str(folder), expected, f"no {SESSION}", hint))
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

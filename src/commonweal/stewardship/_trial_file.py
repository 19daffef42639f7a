"""A trial on the disk: the plan that was fixed, and the replies that came in afterwards."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING

from pydantic import Field

from commonweal.documents import Document, Integer, Probability, read_document
from commonweal.errors import InvalidDocument, Problem
from commonweal.stewardship._myself_predicted import PREDICTIONS, read_predictions
from commonweal.stewardship._own_folder import read_own_values
from commonweal.stewardship._private_files import write_private
from commonweal.stewardship._steward import Steward
from commonweal.stewardship._trial import TrialReplies
from commonweal.stewardship._trial_plan import TrialPlan, conflict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from commonweal.stewardship._bank import Bank, BankSituation
    from commonweal.stewardship._myself import Myself

TRIAL = "trial.json"

BANK, REPLIES, RESULT = "bank.toml", "replies.json", "result.json"
"""What may lie beside a plan: the bank it was made with, what was replied, and what came of it."""


class _Planned(Document):
    """A plan as it stands in its file."""

    answers: tuple[tuple[str, str, str | None], ...]
    bank: str
    fixed: str
    salt: str
    seed: Integer
    situations: tuple[str, ...]


class _Replied(Document):
    """Replies as they stand in their file."""

    choices: dict[str, str]
    approvals: dict[str, bool] = Field(default_factory=dict)
    expected: dict[str, Probability] = Field(default_factory=dict)


def open_steward(folder: Path, bank: Bank) -> Steward:
    """Return the steward of the person whose private folder this is.

    Its decisions are taken at the moment at which the last card or vote was said, so that the same
    folder gives the same decisions.

    Raises:
        InvalidDocument: with everything that is wrong in the folder's files, or that cards, links,
            votes and the parts of life named with them name and the bank does not have.
    """
    own = read_own_values(folder)
    said = [record.said_at for record in (*own.cards, *own.votes)]
    if not said:
        problem = Problem("no-record", str(folder), "at least one card", "none")
        raise InvalidDocument(problem)
    return Steward(own, bank, read_at=max(said))


def write_trial_plan(folder: Path, plan: TrialPlan, bank: Bank) -> None:
    """Write a plan into a person's folder, for their eyes alone, before anything is asked."""
    content = {
        "answers": [[each.situation, each.outcome, each.option] for each in plan.answers],
        "bank": bank.id,
        "fixed": plan.fixed,
        "salt": plan.salt,
        "seed": plan.seed,
        "situations": [situation.name for situation in plan.situations],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    write_private(folder / TRIAL, text.encode())


def read_trial_plan(folder: Path, steward: Steward) -> TrialPlan:
    """Return the plan in a folder, with the answers derived again and held against their hash.

    Raises:
        InvalidDocument: with code ``no-trial`` if there is none; with everything that is wrong with
            it if it is not one; with code ``trial-changed`` if the cards, the bank or the plan are
            not what they were.
    """
    path = folder / TRIAL
    if not path.is_file():
        hint = "Plan one first: commonweal steward plan FOLDER."
        raise InvalidDocument(Problem("no-trial", str(path), "a plan", "no such file", hint))
    planned = read_document(path, _Planned)
    named = steward.bank.situation_named
    there = [named[name] for name in planned.situations if name in named]
    plan = _plan(steward, there, salt=planned.salt, seed=planned.seed)
    if plan.fixed != planned.fixed:
        expected = f"cards and a bank that give {planned.fixed[:16]}…"
        raise _changed(path, expected, f"{plan.fixed[:16]}…")
    if steward.bank.id != planned.bank:
        # The answers may be the same though the situations read otherwise now.
        raise _changed(path, f"the bank {planned.bank[:16]}…", f"{steward.bank.id[:16]}…")
    return plan


def read_trial_replies(path: Path) -> TrialReplies:
    """Return the replies in a file: choices, and if asked for, approvals and expectations.

    Args:
        path: a JSON file with ``choices`` (situation to option), ``approvals`` (situation to true
            or false) and ``expected`` (domain to a share such as ``"9/10"``); the last two may be
            left out.

    Raises:
        InvalidDocument: with everything in it that is of another form.
    """
    replied = read_document(path, _Replied)
    return TrialReplies(
        choices=replied.choices,
        approvals=replied.approvals,
        expected={domain: float(Fraction(share)) for domain, share in replied.expected.items()},
    )


def session_trial(myself: Myself, steward: Steward) -> tuple[TrialPlan, TrialReplies]:
    """Return a finished session with oneself as a trial: what was predicted, and what was said.

    Predictions were fixed before the choices were asked for, and a steward that would do anything
    else by now is refused. Where the person was not sure whether they would have wanted an act,
    they neither approved nor disapproved.

    Raises:
        InvalidDocument: with code ``trial-changed`` if the steward does other than was predicted by
            the cards, since links or cards were changed afterwards.
    """
    held_out = myself.held_out()
    plan = _plan(
        steward,
        [chosen.situation for chosen in held_out],
        salt=myself.setting.key,
        seed=myself.setting.seed,
    )
    predicted = {
        each.situation: (each.outcome, each.option)
        for each in read_predictions(myself.folder).predictions.get("cards", ())
    }
    for answer in plan.answers:
        if predicted.get(answer.situation) != (answer.outcome, answer.option):
            expected = f"cards and links that do in {answer.situation} what was predicted"
            raise _changed(myself.folder / PREDICTIONS, expected, "others")
    did = {answer.situation: answer.option for answer in plan.answers}
    return plan, TrialReplies(
        choices={chosen.situation.name: chosen.option for chosen in held_out},
        approvals={
            name: said == "yes"
            for name, option, said in myself.endorsed()
            if said != "unsure" and did.get(name) == option
        },
    )


def _plan(
    steward: Steward, situations: Iterable[BankSituation], *, salt: str, seed: int
) -> TrialPlan:
    drawn = tuple(situations)
    return TrialPlan(
        situations=drawn,
        answers=tuple(map(steward.decide, drawn)),
        strata=tuple(conflict(situation, steward.own) for situation in drawn),
        salt=salt,
        seed=seed,
    )


def _changed(path: Path, expected: str, found: str) -> InvalidDocument:
    hint = "Plan a new trial, on other situations."
    return InvalidDocument(Problem("trial-changed", str(path), expected, found, hint))

"""A trial on the disk: the plan that was fixed, and the replies that came in afterwards."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from pydantic import Field

from commonweal.documents import Count, Document, Probability, rational_text, read_document
from commonweal.errors import InvalidDocument, Problem
from commonweal.stewardship._myself_predicted import PREDICTIONS, read_predictions
from commonweal.stewardship._own_folder import read_own_values
from commonweal.stewardship._private_files import write_private
from commonweal.stewardship._steward import Steward
from commonweal.stewardship._trial import TrialReplies
from commonweal.stewardship._trial_plan import fix_plan

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.stewardship._bank import Bank
    from commonweal.stewardship._myself import Myself
    from commonweal.stewardship._trial_plan import TrialPlan

TRIAL = "trial.json"

VALUES = "cards, links, votes, placings and delegation that give"

BANK, REPLIES, RESULT = "bank.toml", "replies.json", "result.json"
"""What may lie beside a plan: the bank it was made with, what was replied, and what came of it."""


class _Planned(Document):
    """A plan as it stands in its file."""

    answers: tuple[tuple[str, str, str | None], ...]
    bank: str
    expected: dict[str, Probability]
    fixed: str
    salt: str
    seed: Count
    situations: tuple[str, ...]
    values: str


class _Replied(Document):
    """Replies as they stand in their file."""

    choices: dict[str, str]
    approvals: dict[str, bool] = Field(default_factory=dict)


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


def write_trial_plan(folder: Path, plan: TrialPlan, steward: Steward) -> None:
    """Write a plan into a person's folder, for their eyes alone, before anything is asked.

    Args:
        folder: the person's.
        plan: the plan.
        steward: the one that it was made of.

    Raises:
        ExternalFailure: with code ``cannot-write`` if the system refuses.
    """
    content = {
        "answers": _listed(plan),
        "bank": steward.bank.id,
        "expected": {domain: rational_text(share) for domain, share in plan.expected.items()},
        "fixed": plan.fixed,
        "salt": plan.salt,
        "seed": plan.seed,
        "situations": [situation.name for situation in plan.situations],
        "values": steward.own.digest,
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    write_private(folder / TRIAL, text.encode())


def read_trial_plan(folder: Path, steward: Steward) -> TrialPlan:
    """Return the plan in a folder, with the answers derived again and held against their hash.

    Raises:
        InvalidDocument: with code ``no-trial`` if there is none; with everything that is wrong with
            it if it is not one, ``repeated-name`` for each situation that it names twice; with code
            ``trial-changed`` if the bank, the cards, links, votes, placings or delegation, or the
            plan are not what they were.
    """
    path = folder / TRIAL
    if not path.is_file():
        hint = "Plan one first: commonweal steward plan FOLDER."
        raise InvalidDocument(Problem("no-trial", str(path), "a plan", "no such file", hint))
    planned = read_document(path, _Planned)
    if twice := [name for name, times in Counter(planned.situations).items() if times > 1]:
        raise InvalidDocument(
            Problem("repeated-name", f"{path} situations", "every situation once", repr(name))
            for name in twice
        )
    _refuse_other(path, "the bank", planned.bank, steward.bank.id)
    _refuse_other(path, VALUES, planned.values, steward.own.digest)
    named = steward.bank.situation_named
    plan = fix_plan(
        steward,
        [named[name] for name in planned.situations if name in named],
        expected={domain: Fraction(share) for domain, share in planned.expected.items()},
        salt=planned.salt,
        seed=planned.seed,
    )
    _refuse_other(path, "a plan that gives", planned.fixed, plan.fixed)
    if planned.answers != _listed(plan):
        # They are what its owner is shown, and asked to approve of.
        raise _changed(path, "the answers that its hash seals", "others")
    return plan


def read_trial_replies(path: Path) -> TrialReplies:
    """Return the replies in a file: choices, and if asked for, approvals.

    Args:
        path: a JSON file with ``choices`` (situation to option), and ``approvals`` (situation to
            true or false), which may be left out.

    Raises:
        InvalidDocument: with everything in it that is of another form.
    """
    replied = read_document(path, _Replied)
    return TrialReplies(choices=replied.choices, approvals=replied.approvals)


def session_trial(myself: Myself, steward: Steward) -> tuple[TrialPlan, TrialReplies]:
    """Return a finished session with oneself as a trial: what was predicted, and what was said.

    Predictions, and the values that they rest on, were fixed before the choices were asked for, and
    a steward of other values is refused. The trial has all situations that were predicted, those
    that the person left open, too. Where they were not sure whether they would have wanted an act,
    they did not approve of it. Its hash is that of the predictions, which the session shows.

    Raises:
        InvalidDocument: with code ``trial-changed`` if cards, links, votes, placings or delegation
            were changed after the predictions, or the steward does other than was predicted.
    """
    fixed = read_predictions(myself.folder)
    path = myself.folder / PREDICTIONS
    _refuse_other(path, VALUES, fixed.values, steward.own.digest)
    setting = myself.setting
    plan = fix_plan(
        steward, setting.situations[1], expected={}, salt=setting.key, seed=setting.seed
    )
    predicted = {
        each.situation: (each.outcome, each.option) for each in fixed.predictions.get("cards", ())
    }
    for answer in plan.answers:
        if predicted.get(answer.situation) != (answer.outcome, answer.option):
            expected = f"cards and links that do in {answer.situation} what was predicted"
            raise _changed(path, expected, "others")
    did = {answer.situation: answer.option for answer in plan.answers}
    replies = TrialReplies(
        choices={chosen.situation.name: chosen.option for chosen in myself.held_out()},
        approvals={
            name: said == "yes"
            for name, option, said in myself.endorsed()
            if said != "unsure" and did.get(name) == option
        },
    )
    return replace(plan, fixed=fixed.sha256), replies


def _listed(plan: TrialPlan) -> tuple[tuple[str, str, str | None], ...]:
    return tuple((each.situation, each.outcome, each.option) for each in plan.answers)


def _refuse_other(path: Path, what: str, expected: str, found: str) -> None:
    if expected != found:
        raise _changed(path, f"{what} {expected[:16]}…", f"{found[:16]}…")


def _changed(path: Path, expected: str, found: str) -> InvalidDocument:
    hint = "Plan a new trial, on other situations."
    return InvalidDocument(Problem("trial-changed", str(path), expected, found, hint))

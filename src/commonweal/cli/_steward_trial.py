"""``commonweal steward plan`` and ``trial``: a steward is tried before it is sent out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import PATH
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options
from commonweal.cli._steward_folder import BANK, FOLDER, SESSION, steward_of, write_for_owner
from commonweal.cli._steward_watch import SEED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from commonweal.stewardship import Bank, Steward, TrialPlan, TrialReplies


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal steward plan myself --size 20 --seed 7",
        "commonweal steward plan myself --expected household=9/10 --expected work=2/5",
    ),
)
@FOLDER
@BANK
@click.option(
    "--size",
    type=click.IntRange(min=1),
    default=30,
    show_default=True,
    help="How many situations, if there are so many.",
)
@click.option(
    "--expected",
    multiple=True,
    metavar="DOMAIN=P/Q",
    help="How likely the person holds it to be that they will approve, in a part of life.",
)
@click.option(
    "--seed",
    type=SEED,
    default=0,
    show_default=True,
    help="Draws the situations, and the controls of the trial.",
)
@click.option("--again", is_flag=True, help="Plan anew, though there is a plan.")
@output_options
def plan(
    folder: Path,
    source: str | None,
    size: int,
    expected: tuple[str, ...],
    seed: int,
    *,
    again: bool,
) -> None:
    """Draw situations that the person has not met, and fix what the steward would do in each.

    First ask the person in which parts of life they expect to approve of what it does, and give
    that with --expected: where it is likelier than not, the steward may act if it passes. Without
    any, that is everywhere.

    Writes trial.json into the folder, and prints its hash with the situations, but not the answers.
    The hash seals the answers, the cards and all that goes with them, the bank, what is expected,
    and the seed. Ask the person what they would choose in each situation, put it into a file, and
    give it to `commonweal steward trial`.

    Exit codes: 0 planned; 3 the folder, the bank or what is expected is not valid, or there is a
    plan already; 5 the plan cannot be written.
    """
    from commonweal.errors import InvalidDocument, Problem
    from commonweal.stewardship import TRIAL, plan_trial, read_expectations, write_trial_plan

    if (folder / TRIAL).exists() and not again:
        hint = "Give --again to plan anew; the old plan is gone then."
        found = "a plan already"
        problem = Problem("folder-not-empty", str(folder / TRIAL), "no such file", found, hint)
        raise InvalidDocument(problem)
    steward = steward_of(folder, source)
    planned = plan_trial(
        steward,
        size=size,
        seed=seed,
        used=_used(folder, steward.bank),
        expected=read_expectations(expected, steward.bank),
    )
    write_trial_plan(folder, planned, steward)
    asked = [
        {
            "situation": situation.name,
            "text": situation.text,
            "options": {option.name: option.text for option in situation.options},
        }
        for situation in planned.situations
    ]
    missing = _out_of_reach(steward, planned)
    lines = [f"Fixed: {planned.fixed}", *([_in_vain(missing)] if missing else [])]
    for situation in planned.situations:
        lines += ["", f"{situation.name}: {situation.text}"]
        lines += [f"  {option.name}: {option.text}" for option in situation.options]
    data = {"fixed": planned.fixed, "situations": asked, "out_of_reach": list(missing)}
    current_output().result("trial_plan", data, "\n".join(lines))


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal steward trial myself",
        "commonweal steward trial myself --replies replies.json",
        "commonweal steward trial river/steward --replies river/steward/replies.json",
    ),
)
@FOLDER
@BANK
@click.option("--replies", type=PATH, help="What the person said of the planned situations.")
@click.option(
    "--out",
    type=PATH,
    help="Also write the result, for a study's report to show; for you alone to read.",
)
@output_options
def trial(folder: Path, source: str | None, replies: Path | None, out: Path | None) -> None:
    """Report whether the steward is right, legible, reliable and trusted, and may be sent out.

    Without --replies, a finished session of `commonweal myself` is the trial: its predictions were
    fixed before the choices were asked for. Every number has its interval and its control. An act
    to which no choice or approval was replied counts as not right, or not approved.

    Exit codes: 0 it may be sent out; 1 it may not; 3 something in the folder, the bank or the
    replies is wrong, or the cards, links, votes, placings, delegation or bank are not those that
    the plan was made with; 5 the result cannot be written, or the session is open elsewhere.
    """
    from commonweal.stewardship import TRIAL, assess_trial, may_be_sent_out, trial_result

    steward = steward_of(folder, source)
    planned, said = _tried(folder, steward, replies)
    report = assess_trial(steward, planned, said)
    gate = may_be_sent_out(report, steward)
    data = trial_result(report, gate)
    if out is not None:
        write_for_owner(out, data)
    session = replies is None and (folder / TRIAL).exists()
    told = (
        [f"This is the trial of the session; that of {TRIAL} needs --replies."] if session else []
    )
    text = "\n".join((*told, *report.explain(), "", *gate.explain()))
    current_output().result("steward_trial", data, text)
    if not gate.passed:
        click.get_current_context().exit(1)


def _out_of_reach(steward: Steward, planned: TrialPlan) -> tuple[str, ...]:
    """Return what the trial cannot show, though its owner should agree with everything."""
    from commonweal.stewardship import TrialReplies, assess_trial, may_be_sent_out

    acts = {answer.situation: answer.option for answer in planned.answers if answer.option}
    best = TrialReplies(choices=acts, approvals=dict.fromkeys(acts, True))
    return may_be_sent_out(assess_trial(steward, planned, best), steward).failed


def _in_vain(missing: Sequence[str]) -> str:
    return (
        f"This trial cannot pass, whatever is replied: it cannot show {', '.join(missing)}."
        " Ask nobody in vain; link more policies, mark more parts of life, or take a larger bank."
    )


def _used(folder: Path, bank: Bank) -> frozenset[str]:
    """Return the situations that the person has met in their session, if they had one."""
    from commonweal.stewardship import situations_met

    return situations_met(folder, bank) if (folder / SESSION).exists() else frozenset()


def _tried(folder: Path, steward: Steward, replies: Path | None) -> tuple[TrialPlan, TrialReplies]:
    from commonweal.errors import InvalidDocument, Problem
    from commonweal.stewardship import (
        open_myself,
        read_trial_plan,
        read_trial_replies,
        session_trial,
    )

    if replies is not None:
        return read_trial_plan(folder, steward), read_trial_replies(replies)
    with open_myself(folder, steward.bank, only_read=True) as myself:
        if myself.stage != "done":
            hint = "Finish it with commonweal myself --resume, or give --replies."
            problem = Problem("no-trial", str(folder), "a finished session", "half a session", hint)
            raise InvalidDocument(problem)
        return session_trial(myself, steward)

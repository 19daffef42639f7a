"""``commonweal steward``: what a steward would do, its trial, and advice."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._arguments import PATH
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options
from commonweal.cli._steward_influence import influence
from commonweal.cli._steward_watch import SEED, compare, watch

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.documents import MoralGraph
    from commonweal.stewardship import (
        Bank,
        BankSituation,
        Steward,
        TrialPlan,
        TrialReplies,
    )

FOLDER = click.argument("folder", type=PATH)
BANK = click.option(
    "--bank",
    "source",
    help="The bank of situations; by default the folder's bank.toml, or that of its session.",
)
EVERYDAY = "everyday"
SESSION = "session.json"


@click.group()
def command() -> None:
    """Have a steward keep to one person's values, and try it before it is sent out.

    FOLDER is a person's private folder, as `commonweal myself` writes it.
    """


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal steward decide myself broken-lamp",
        "commonweal steward decide myself broken-lamp --out d.json && commonweal check d.json",
    ),
)
@FOLDER
@click.argument("situation")
@BANK
@click.option(
    "--out",
    type=PATH,
    help="Also write the decision, for `commonweal check`; for you alone to read.",
)
@output_options
def decide(folder: Path, situation: str, source: str | None, out: Path | None) -> None:
    """Say what the steward would do in a situation of the bank, and by which card.

    It acts, asks or abstains. What its owner does not delegate it asks about, whatever the cards
    say. With --json, the decision is there in full.

    Exit codes: 0 answered, whatever the answer; 3 the folder or the bank is not valid, or has no
    such situation; 5 the decision cannot be written.
    """
    steward = _steward(folder, source)
    answer = steward.decide(_situation(steward.bank, situation))
    if out is not None:
        _write(out, answer.decision.content())
    data = {
        "situation": answer.situation,
        "outcome": answer.outcome,
        "option": answer.option,
        "reasons": list(answer.reasons),
        "kept": list(answer.kept),
        "about": list(answer.about),
        "decided_by": list(answer.decided_by),
        "placed_by": list(answer.placed_by),
        "standing": answer.standing,
        "decision": answer.decision.content(),
    }
    placed = ", ".join(answer.placed_by) or "nobody"
    lines = [*answer.explain(), f"Options placed by: {placed}. Standing: {answer.standing}."]
    current_output().result("steward_answer", data, "\n".join(lines))


@command.command(cls=ShownCommand, examples=("commonweal steward plan myself --size 20 --seed 7",))
@FOLDER
@BANK
@click.option(
    "--size",
    type=click.IntRange(min=1),
    default=30,
    show_default=True,
    help="How many situations, if there are so many.",
)
@click.option("--seed", type=SEED, default=0, show_default=True, help="Draws the situations.")
@click.option("--again", is_flag=True, help="Plan anew, though there is a plan.")
@output_options
def plan(folder: Path, source: str | None, size: int, seed: int, *, again: bool) -> None:
    """Draw situations that the person has not met, and fix what the steward would do in each.

    Writes trial.json into the folder, and prints the hash of the answers with the situations, but
    not the answers. Ask the person what they would choose in each, put it into a file, and give it
    to `commonweal steward trial`.

    Exit codes: 0 planned; 3 the folder or the bank is not valid, or there is a plan already; 5 the
    plan cannot be written.
    """
    from commonweal.errors import InvalidDocument, Problem
    from commonweal.stewardship import TRIAL, plan_trial, write_trial_plan

    if (folder / TRIAL).exists() and not again:
        hint = "Give --again to plan anew; the old plan is gone then."
        found = "a plan already"
        problem = Problem("folder-not-empty", str(folder / TRIAL), "no such file", found, hint)
        raise InvalidDocument(problem)
    steward = _steward(folder, source)
    planned = plan_trial(steward, size=size, seed=seed, used=_used(folder, steward.bank))
    write_trial_plan(folder, planned, steward.bank)
    asked = [
        {
            "situation": situation.name,
            "text": situation.text,
            "options": {option.name: option.text for option in situation.options},
        }
        for situation in planned.situations
    ]
    lines = [f"Fixed: {planned.fixed}"]
    for situation in planned.situations:
        lines += ["", f"{situation.name}: {situation.text}"]
        lines += [f"  {option.name}: {option.text}" for option in situation.options]
    data = {"fixed": planned.fixed, "situations": asked}
    current_output().result("trial_plan", data, "\n".join(lines))


@command.command(
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
@click.option("--seed", type=SEED, default=0, show_default=True, help="Draws the controls.")
@click.option(
    "--out",
    type=PATH,
    help="Also write the result, for a study's report to show; for you alone to read.",
)
@output_options
def trial(
    folder: Path, source: str | None, replies: Path | None, seed: int, out: Path | None
) -> None:
    """Report whether the steward is right, legible, reliable and trusted, and may be sent out.

    Without --replies, a finished session of `commonweal myself` is the trial: its predictions were
    fixed before the choices were asked for. Every number has its interval and its control.

    Exit codes: 0 it may be sent out; 1 it may not; 3 something in the folder, the bank or the
    replies is wrong, or the cards are not those that the plan was made with; 5 the result cannot
    be written.
    """
    from commonweal.stewardship import assess_trial, may_be_sent_out, trial_result

    steward = _steward(folder, source)
    planned, said = _tried(folder, steward, replies)
    report = assess_trial(steward, planned, said, seed=seed)
    gate = may_be_sent_out(report, steward)
    data = trial_result(report, gate)
    if out is not None:
        _write(out, data)
    text = "\n".join((*report.explain(), "", *gate.explain()))
    current_output().result("steward_trial", data, text)
    if not gate.passed:
        click.get_current_context().exit(1)


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal steward advise myself broken-lamp",
        "commonweal steward advise myself broken-lamp --graph garden/out/graph.json",
    ),
)
@FOLDER
@click.argument("situation")
@BANK
@click.option("--graph", type=PATH, help="A moral graph, to propose moves that others reported.")
@output_options
def advise(folder: Path, situation: str, source: str | None, graph: Path | None) -> None:
    """Say what the person's own cards say of each option, and choose nothing.

    With --graph, also name moves to values that others hold to be wiser, from values whose words
    resemble the person's cards: as proposals.

    Exit codes: 0 advised; 3 the folder, the bank or the graph is not valid, or there is no such
    situation.
    """
    from commonweal.stewardship import advise as advise_on

    steward = _steward(folder, source)
    others = None if graph is None else _graph(graph)
    advice = advise_on(steward, _situation(steward.bank, situation), graph=others)
    current_output().result("advice", asdict(advice), "\n".join(advice.explain()))


for _verb in (watch, compare, influence):
    command.add_command(_verb)


def _steward(folder: Path, source: str | None) -> Steward:
    from commonweal.stewardship import open_steward

    return open_steward(folder, _bank(folder, source))


def _bank(folder: Path, source: str | None) -> Bank:
    from pathlib import Path

    from commonweal.stewardship import BANK, bank_source_of, bundled_bank
    from commonweal.studies import bank_at

    if source is None and (folder / BANK).exists():
        return bank_at(folder / BANK)
    named = source or (bank_source_of(folder) if (folder / SESSION).exists() else EVERYDAY)
    return bundled_bank() if named == EVERYDAY else bank_at(Path(named))


def _situation(bank: Bank, name: str) -> BankSituation:
    from difflib import get_close_matches

    from commonweal.errors import InvalidDocument, Problem

    found = bank.situation_named.get(name)
    if found is None:
        expected = f"a situation of the bank {bank.name!r}"
        near = get_close_matches(name, bank.situation_named, n=3) or [*bank.situation_named][:3]
        hint = f"It has {', '.join(near)} and others."
        raise InvalidDocument(
            Problem("undeclared-situation", "situation", expected, repr(name), hint)
        )
    return found


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


def _write(path: Path, content: dict[str, Any]) -> None:
    """Write what holds somebody's words or choices as their folder's files are written."""
    import json

    from commonweal.stewardship import write_private

    write_private(path, (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode())


def _graph(path: Path) -> MoralGraph:
    from commonweal.documents import MoralGraph, read_record
    from commonweal.errors import InvalidDocument, Problem

    record = read_record(path)
    if not isinstance(record, MoralGraph):
        problem = Problem("other-kind", str(path), "a moral_graph", record.kind)
        raise InvalidDocument(problem)
    return record

"""``commonweal withdraw``: a participant takes records back."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import PATH, STUDY
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.studies import LostWith, WithdrawalPlan


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal withdraw garden gardener-03 --dry-run",
        "commonweal withdraw garden gardener-03 --erase --yes",
    ),
)
@STUDY
@click.argument("participant")
@click.option("--record", "records", multiple=True, help="Only this record; may be given again.")
@click.option("--erase", is_flag=True, help="Delete bodies and nonces too, and leave tombstones.")
@click.option("--out", "outs", multiple=True, type=PATH, help="Another folder that a run wrote to.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@output_options
def command(
    study: Path,
    participant: str,
    records: tuple[str, ...],
    outs: tuple[Path, ...],
    *,
    erase: bool,
    dry_run: bool,
    yes: bool,
) -> None:
    """Take a participant's records back: all of them, or those that are named.

    With --erase their bodies and nonces are deleted from the answers, and everything that runs
    derived from them is deleted with them, and so are an unfinished interview and round; the
    ledger keeps ids that say nothing. Run the study again afterwards. Copies elsewhere, such as a
    version control system's, are out of reach.

    With a card go the votes and endorsements that others gave it: --dry-run says how many.

    A consent or a participant is erased only with all else of the person.

    Exit codes: 0 done; 2 neither --yes nor anybody to ask; 3 no such participant or record, or one
    that cannot be erased alone.
    """
    from commonweal.studies import lost_with, plan_withdrawal, withdraw

    output = current_output()
    plan = plan_withdrawal(study, participant, records=records, erase=erase, outs=outs)
    lost = lost_with(plan) if dry_run else None
    if not dry_run:
        _confirm(plan, yes=yes)
        withdraw(plan)
    data = {
        "participant": participant,
        "done": not dry_run,
        "erased": erase,
        "records": [entry.id for entry in plan.taken_back],
        "deleted": [str(path) for path in plan.derived],
        "unfinished": [str(path) for path in plan.unfinished],
        "withdrawal": plan.withdrawal.id if plan.withdrawal else None,
        "lost_of_others": asdict(lost) if lost else None,
    }
    output.result("withdrawal", data, _text(plan, lost, done=not dry_run))


def _confirm(plan: WithdrawalPlan, *, yes: bool) -> None:
    from commonweal.studies import lost_with

    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError(
            "This changes the study: say --yes, or --dry-run to see what it does."
        )
    click.confirm(f"{_text(plan, lost_with(plan), done=False)}\nDo it?", abort=True, err=True)


def _text(plan: WithdrawalPlan, lost: LostWith | None, *, done: bool) -> str:
    from commonweal.documents import counted

    verb = ("erased" if plan.erase else "withdrawn") if done else "would be taken back"
    lines = [f"{counted(len(plan.taken_back), 'record')} of {plan.participant} {verb}."]
    if not plan.taken_back:
        lines = [f"Everything of {plan.participant} was erased before."] if plan.withdrawal else []
    if lost is not None and lost.records:
        records = counted(lost.records, "record")
        people = counted(lost.people, "other person", "other people")
        lines.append(f"With them {records} of {people} would no longer count.")
    paths = [*plan.derived, *plan.unfinished]
    lines += [f"  {path} {'was' if done else 'would be'} deleted." for path in paths]
    if done and plan.withdrawal:
        lines.append(f"Run the study again: commonweal run {plan.path}")
    return "\n".join(lines)

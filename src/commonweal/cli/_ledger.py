"""``commonweal ledger``: appending to a ledger, proving from it, verifying it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import PATH
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path

LEDGER = click.argument("ledger", type=PATH)


@click.group()
def command() -> None:
    """Append to a ledger, prove from it, verify it. LEDGER is a ledger's folder, or a study."""


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal ledger append garden",
        "commonweal ledger append garden/ledger norm:0f…",
    ),
)
@LEDGER
@click.argument("ids", nargs=-1)
@click.option("--foreign", is_flag=True, help="Also ids that no record of the study has.")
@output_options
def append(ledger: Path, ids: tuple[str, ...], *, foreign: bool) -> None:
    """Append record ids that are not there yet; of a study without IDS, all of its records.

    An id that no record of the study has is refused, as later runs would miss its record.

    Exit codes: 0 appended; 1 a ledgered record is gone; 3 no such ledger or id; 5 in use.
    """
    from commonweal.proof import Ledger
    from commonweal.studies import ledger_folder, ledger_study, read_study

    if not ids and (ledger / "study.toml").is_file():
        ledger_study(read_study(ledger))
        head = Ledger.read(ledger_folder(ledger)).head
    else:
        if not foreign:
            _refuse_foreign(ledger, ids)
        with Ledger.open(ledger_folder(ledger)) as opened:
            head = opened.append_missing(ids)
    current_output().result("tree_head", head.content(), f"{head.size} {head.root}")


def _refuse_foreign(ledger: Path, ids: tuple[str, ...]) -> None:
    """Refuse ids that the study has no record of, if the ledger belongs to a study."""
    from commonweal.errors import InvalidDocument, Problem
    from commonweal.studies import ledger_folder, read_study

    folders = (ledger, ledger.resolve().parent)
    study = next((path for path in folders if (path / "study.toml").is_file()), None)
    if study is None or ledger_folder(study).resolve() != ledger_folder(ledger).resolve():
        return
    known = read_study(study).records.by_id()
    problems = [
        Problem(
            code="foreign-id",
            path=str(study),
            expected="the id of a record of the study",
            found=record_id,
            hint="A run would miss its record. If it is meant: --foreign.",
        )
        for record_id in ids
        if record_id not in known
    ]
    if problems:
        raise InvalidDocument(problems)


@command.command(cls=ShownCommand, examples=("commonweal ledger root garden --json",))
@LEDGER
@click.option("--size", type=int, help="The root over the first entries only.")
@output_options
def root(ledger: Path, size: int | None) -> None:
    """Print how many entries there are, and the root over them.

    Exit codes: 0 printed; 1 the ledger contradicts itself; 3 no such ledger.
    """
    from commonweal.proof import Ledger
    from commonweal.studies import ledger_folder

    opened = Ledger.read(ledger_folder(ledger))
    entries = opened.size if size is None else size
    data = {"ledger": opened.name, "size": entries, "root": opened.root(size=entries)}
    current_output().result("ledger_root", data, f"{entries} {data['root']}")


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal ledger prove garden norm:0f… > receipt.json",
        "commonweal ledger prove garden --since 12 > consistency.json",
    ),
)
@LEDGER
@click.argument("record", required=False)
@click.option("--since", type=int, help="Prove that the ledger continues itself at this size.")
@click.option("--size", type=int, help="For the ledger at this size; all of it by default.")
@output_options
def prove(ledger: Path, record: str | None, since: int | None, size: int | None) -> None:
    """Print the receipt of a record, or with --since the proof that nothing was rewritten.

    Exit codes: 0 proved; 1 not contained, or the ledger contradicts itself; 3 no such ledger.
    """
    from commonweal.proof import Ledger
    from commonweal.studies import ledger_folder

    if (record is None) == (since is None):
        raise click.UsageError("Name either a record, or --since a size.")
    opened = Ledger.read(ledger_folder(ledger))
    if record is not None:
        kind, content = "receipt", opened.prove_inclusion(record, size=size).content()
    else:
        assert since is not None
        proof = opened.prove_consistency(since, new_size=size)
        kind, content = "consistency_proof", proof.content()
    current_output().result(kind, content, json.dumps(content, indent=2))


@command.command(cls=ShownCommand, examples=("commonweal ledger verify garden",))
@LEDGER
@click.option("--trusted-key", "keys", multiple=True, help="A public key that signs; hexadecimal.")
@output_options
def verify(ledger: Path, keys: tuple[str, ...]) -> None:
    """Read every entry and recompute the root of every head.

    Exit codes: 0 it is as it was acknowledged; 1 it is not; 3 no such ledger.
    """
    from commonweal.proof import Ledger
    from commonweal.studies import ledger_folder

    opened = Ledger.read(ledger_folder(ledger))
    opened.verify(trusted_keys=keys).raise_for_status()
    data = {"ledger": opened.name, "size": opened.size, "root": opened.head.root, "valid": True}
    text = f"{opened.size} entries and {len(opened.heads)} heads agree; root {opened.head.root}"
    current_output().result("ledger_check", data, text)

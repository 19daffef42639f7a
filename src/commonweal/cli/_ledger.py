"""``commonweal ledger``: appending to a ledger, proving from it, verifying it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import PATH
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.proof import Ledger

LEDGER = click.argument("ledger", type=PATH)


@click.group()
def command() -> None:
    """Append to a ledger, sign it, prove from it, verify it. LEDGER is its folder, or a study."""


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
    _refuse_beyond(opened, size)
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
    _refuse_beyond(opened, since, size)
    if record is not None:
        kind, content = "receipt", opened.prove_inclusion(record, size=size).content()
    else:
        assert since is not None
        proof = opened.prove_consistency(since, new_size=size)
        kind, content = "consistency_proof", proof.content()
    current_output().result(kind, content, json.dumps(content, indent=2))


def _refuse_beyond(ledger: Ledger, *sizes: int | None) -> None:
    """Refuse sizes that the ledger does not have, or never had."""
    from commonweal.errors import Infeasible, Problem

    problems = [
        Problem(
            code="ledger-size",
            path=str(ledger.folder),
            expected=f"a size from 0 to {ledger.size}, which is how many entries it has",
            found=str(size),
            hint="If it had more before, it was cut short: restore it from a copy."
            if size > ledger.size
            else "",
        )
        for size in sizes
        if size is not None and not 0 <= size <= ledger.size
    ]
    if problems:
        raise Infeasible(problems)


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal ledger verify garden",
        "commonweal ledger verify garden --trusted-key 1f…",
    ),
)
@LEDGER
@click.option("--trusted-key", "keys", multiple=True, help="A public key that must have signed.")
@output_options
def verify(ledger: Path, keys: tuple[str, ...]) -> None:
    """Read every entry and recompute the root of every head.

    With --trusted-key, the last head of the ledger must be signed by one of the keys, each 64
    hexadecimal digits as `ledger key` prints them.

    Exit codes: 0 it is as it was acknowledged; 1 it is not; 3 no such ledger, or no key.
    """
    from commonweal.documents import counted
    from commonweal.proof import Ledger
    from commonweal.studies import ledger_folder

    _refuse_no_keys(keys)
    opened = Ledger.read(ledger_folder(ledger))
    report = opened.verify(trusted_keys=keys).raise_for_status()
    if keys and opened.head.signature_status(trusted_keys=keys) != "valid":
        _refuse_unsigned(opened)
    signed, others = report.valid_signatures, report.unverified_signatures
    data = {"ledger": opened.name, "size": opened.size, "root": opened.head.root, "valid": True}
    data |= {"signed": signed, "signed_by_others": others}
    entries, heads = counted(opened.size, "entry", "entries"), counted(report.heads, "head")
    text = f"{entries} and {heads} agree; root {opened.head.root}"
    unnamed = counted(others, "head is", "heads are")
    by_others = f"\n{unnamed} signed by a key that was not named, and not verified"
    if keys:
        text += f"\nsigned by a trusted key: {counted(signed, 'head')}, the last among them"
    current_output().result("ledger_check", data, text + (by_others if others else ""))


def _refuse_no_keys(keys: tuple[str, ...]) -> None:
    from commonweal.errors import InvalidDocument, Problem

    problems = [
        Problem(
            code="public-key-invalid",
            path="--trusted-key",
            expected="a public key: 64 lower-case hexadecimal digits",
            found=repr(key)[:80],
            hint="`commonweal ledger key FILE` prints that of a signing key.",
        )
        for key in keys
        if re.fullmatch("[0-9a-f]{64}", key) is None
    ]
    if problems:
        raise InvalidDocument(problems)


def _refuse_unsigned(ledger: Ledger) -> None:
    from commonweal.errors import LedgerCorrupt, Problem

    key = ledger.head.key
    raise LedgerCorrupt(
        Problem(
            code="ledger-unsigned",
            path=str(ledger.folder / "heads.jsonl"),
            expected="a last head that one of the trusted keys signed",
            found="one without a signature" if key is None else f"one signed by {key}",
            hint="Who keeps the ledger signs it: commonweal ledger sign LEDGER --key FILE",
        )
    )


@command.command(cls=ShownCommand, examples=("commonweal ledger key ~/ledger.pem",))
@click.argument("file", type=PATH)
@output_options
def key(file: Path) -> None:
    """Print the public key of a signing key; where there is no FILE, make a new one first.

    The file can be read by its owner alone. Needs the extra `sign`.

    Exit codes: 0 printed; 3 the file holds no key, or others may read it; 4 the extra is missing.
    """
    from commonweal.proof import SigningKey

    made = not file.exists()
    if made:
        SigningKey.generate().save(file)
    public_key = SigningKey.load(file).public_key
    data = {"file": str(file), "public_key": public_key, "made": made}
    current_output().result("signing_key", data, public_key)


@command.command(cls=ShownCommand, examples=("commonweal ledger sign garden --key ~/ledger.pem",))
@LEDGER
@click.option("--key", "file", type=PATH, required=True, help="The signing key's file.")
@output_options
def sign(ledger: Path, file: Path) -> None:
    """Acknowledge all entries once more, with a signature that can be verified later.

    Whoever has the public key then knows that its holder vouched for this size, root and moment.

    Exit codes: 0 signed; 1 the ledger contradicts itself; 3 no such ledger or key; 4 the extra
    `sign` is missing; 5 in use.
    """
    from commonweal.proof import Ledger, SigningKey
    from commonweal.studies import ledger_folder

    _refuse_no_file(file)
    signing_key = SigningKey.load(file)
    with Ledger.open(ledger_folder(ledger), signing_key=signing_key) as opened:
        head = opened.sign()
    current_output().result("tree_head", head.content(), f"{head.size} {head.root} by {head.key}")


def _refuse_no_file(file: Path) -> None:
    from commonweal.errors import InvalidDocument, Problem

    if not file.exists():
        raise InvalidDocument(
            Problem(
                code="unreadable",
                path=str(file),
                expected="the file of a signing key",
                found="no such file",
                hint=f"`commonweal ledger key {file}` makes one.",
            )
        )

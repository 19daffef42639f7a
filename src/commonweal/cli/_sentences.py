"""``commonweal sentences``: records said in plain sentences, and read back exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import PATH, OneOf, problems_as_json
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.documents import Record
    from commonweal.sentences import KnownNames

LANGUAGES = ("en", "de")
KINDS = ("norm", "context", "compact", "value_card")

_LANGUAGE = OneOf(LANGUAGES)


@click.group()
def command() -> None:
    """Say norms, contexts, compacts and values cards in sentences, and read them back exactly."""


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal sentences write garden --kind norm",
        "commonweal sentences write garden --language de --titles --out garden.txt",
    ),
)
@click.argument("path", type=PATH)
@click.option("--language", type=_LANGUAGE, default="en", help="Of the sentences; en.")
@click.option("--kind", type=OneOf(KINDS), multiple=True, help="Only these; repeatable.")
@click.option("--titles", is_flag=True, help="Put a study's titles in brackets after names.")
@click.option("--out", type=PATH, help="The file to write or replace, instead of printing.")
@output_options
def write(
    path: Path, language: str, kind: tuple[str, ...], out: Path | None, *, titles: bool
) -> None:
    """Say records in sentences. PATH is a study, or a file of records: .toml, .json or .jsonl.

    Of a study: its contexts, norms and compacts, and the cards that stand. `sentences read` gives
    back records with the same ids. What people said in their own words stays in their language.
    Cards name people: not for publication.

    Exit codes: 0 said; 3 the study or the file is not valid; 5 it cannot be written.
    """
    from commonweal.documents import write_text_atomically
    from commonweal.sentences import record_sentences, write_sentences

    records, known = _records(path)
    chosen = [record for record in records if record.kind in (kind or KINDS)]
    shown = known if titles else None
    text = write_sentences(chosen, language=language, titles=shown)
    data = {
        "language": language,
        "records": [
            {
                "id": record.id,
                "kind": record.kind,
                "sentences": list(record_sentences(record, language=language, titles=shown)),
            }
            for record in chosen
        ],
        "file": None if out is None else str(out),
    }
    if out is None:
        current_output().result("sentences", data, text.rstrip("\n") or "Nothing to say.")
        return
    write_text_atomically(out, text)
    current_output().result("sentences", data, f"Wrote {out}.")


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal sentences read norms.txt --study garden",
        "commonweal sentences read norms.txt --out garden/norms/2-more.toml",
    ),
)
@click.argument("file", type=PATH)
@click.option("--language", type=_LANGUAGE, help="Of the sentences; that of most words.")
@click.option("--study", type=PATH, help="A study that must declare every name.")
@click.option("--out", type=PATH, help="The file to write: .toml, .json or .jsonl.")
@click.option("--force", is_flag=True, help="Replace a file that says something else.")
@output_options
def read(
    file: Path, language: str | None, study: Path | None, out: Path | None, *, force: bool
) -> None:
    """Read sentences, and write the records that they say as a study holds them.

    Without --out the records are printed as TOML. TOML cannot say that a field is expressly
    nothing; .json and .jsonl can. Everything that is wrong is told at once, with line and column;
    what could be read in two ways is an error that shows both. A file that is there and says
    something else is not replaced without --force.

    Norms about an action that may be misspelt beside what the study does are a warning.

    Exit codes: 0 read; 3 something is wrong with a sentence, the study is not valid, or the file
    says something else; 5 it cannot be written.
    """
    from commonweal.cli._known_names import known_names
    from commonweal.cli._record_files import record_text
    from commonweal.documents import write_text_atomically
    from commonweal.sentences import read_sentences
    from commonweal.studies import read_study, warn_misspelt_in

    folder = None if study is None else read_study(study)
    known = None if folder is None else known_names(folder)
    located = read_sentences(file, language=language, known=known)
    warnings = problems_as_json(() if folder is None else warn_misspelt_in(located, folder))
    data = {
        "records": [item.record.content() for item in located],
        "ids": [item.record.id for item in located],
        "file": None if out is None else str(out),
    }
    if out is None:
        text = "" if current_output().json else record_text(located, ".toml").rstrip("\n")
        current_output().result("records", data, text, warnings=warnings)
        return
    text = record_text(located, out.suffix)
    if not force:
        _keep_what_is_there(out, text)
    write_text_atomically(out, text)
    current_output().result("records", data, f"Wrote {out}.", warnings=warnings)


def _keep_what_is_there(out: Path, text: str) -> None:
    """Refuse to replace a file with another text: it may hold what somebody wrote by hand.

    Raises:
        InvalidDocument: with code ``file-exists``.
    """
    from commonweal.errors import InvalidDocument, Problem

    if not out.is_file() or out.read_bytes() == text.encode():
        return
    raise InvalidDocument(
        Problem(
            code="file-exists",
            path=str(out),
            expected="no file yet, or one that says the same",
            found="a file that says something else",
            hint="Name another file in --out. To replace this one, add --force.",
        )
    )


def _records(path: Path) -> tuple[list[Record], KnownNames | None]:
    """Return the records of a study or a file, and of a study what it declares."""
    from commonweal.cli._known_names import known_names
    from commonweal.cli._record_files import records_in
    from commonweal.studies import read_study

    if path.is_file():
        return [item.record for item in records_in(path)], None
    folder = read_study(path)
    records = [*folder.contexts, *folder.norms, *folder.compacts, *folder.answers.cards]
    return records, known_names(folder)

"""``commonweal compact``: agreements on norms, from the draft to the amendment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import PATH, STUDY, problems_as_json
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path

NOT_WHOLE = 6
"""The exit code of a search that was given up before it found anything."""

AT = click.option("--at", help="The moment to look at; the study's read_at by default.")


@click.group()
def command() -> None:
    """Agree on norms, within what stands above them, and amend them."""


@command.command(
    cls=ShownCommand,
    examples=("commonweal compact show garden", "commonweal compact show garden watering-rota"),
)
@STUDY
@click.argument("name", required=False)
@AT
@output_options
def show(study: Path, name: str | None, at: str | None) -> None:
    """Show what state compacts are in, whose assent is missing, and who objects.

    It is told as of a moment; how many words were said later, and how to see them, is told too.

    Exit codes: 0 shown; 3 the study is not valid, or has no such compact.
    """
    from commonweal.cli._compact_text import said_later, standing_as_json, standing_lines
    from commonweal.studies import compact_standings, read_study

    folder = read_study(study)
    found = compact_standings(folder, name=name, at=at)
    compacts = {compact.name: compact for compact in folder.compacts}
    blocks = ["\n".join(standing_lines(each, compacts[each.name])) for each in found]
    current_output().result(
        "compacts",
        [
            {
                **standing_as_json(each),
                "said_later": [word.content() for word in said_later(each, compacts[each.name])],
            }
            for each in found
        ],
        "\n\n".join(blocks) or "The study has no compacts.",
        warnings=problems_as_json(folder.warnings),
    )


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal compact adopt garden watering-rota --check",
        "commonweal compact adopt garden watering-rota --at 2026-06-01T00:00:00Z",
    ),
)
@STUDY
@click.argument("name")
@click.option(
    "--check", is_flag=True, help="Only whether it may be: assent that is missing is no obstacle."
)
@AT
@output_options
def adopt(study: Path, name: str, at: str | None, *, check: bool) -> None:
    """Tell whether a compact is adopted, and what stands in the way, with a case for each norm.

    Nothing is written: a compact is adopted when those who must have assented, its norms keep
    within their bounds, and what it amends is in force. With --check it is enough that it may be
    once they assent: so look at a draft.

    Exit codes: 0 it is, or may be; 1 it is not, or no longer, or may not be; 3 the study is not
    valid, or has no such compact.
    """
    from commonweal.cli._compact_text import adoption_lines, standing_as_json
    from commonweal.studies import compact_standings, read_study

    folder = read_study(study)
    (found,) = compact_standings(folder, name=name, at=at)
    obstacles = [each for each in found.obstacles if not (check and each == "assent")]
    # Nothing stands in the way of what was adopted before and is over, or superseded, either.
    may_be = check and not obstacles and found.in_force_from is None
    adopted = found.adopted or may_be
    current_output().result(
        "adoption",
        {"may_be_adopted" if check else "adopted": adopted, **standing_as_json(found)},
        "\n".join(adoption_lines(found, obstacles, adopted=adopted, check=check)),
        warnings=problems_as_json(folder.warnings),
    )
    if not adopted:
        raise click.exceptions.Exit(1)


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal compact assent garden watering-rota --party gardener-03",
        "commonweal compact assent garden rota --party gardener-03 --object --reasons 'Too dear.'",
    ),
)
@STUDY
@click.argument("name")
@click.option("--party", required=True, help="Whose word it is.")
@click.option("--object", "objects", is_flag=True, help="Object, or take an assent back.")
@click.option("--reasons", help="Why; an objection has reasons.")
@click.option("--at", help="When it was said; now by default.")
@output_options
def assent(
    study: Path, name: str, party: str, reasons: str | None, at: str | None, *, objects: bool
) -> None:
    """Write a party's word on a compact into the file where the compact stands.

    Everything else in the file stays as it is. A study that was run before is run again with
    --amend: the compact is another record now.

    Exit codes: 0 written; 3 the study is not valid, or the word should not stand there.
    """
    from commonweal.studies import give_assent

    given = give_assent(study, name, party, assents=not objects, reasons=reasons, at=at)
    verb = "objects to" if objects else "assents to"
    current_output().result(
        "assent",
        {"compact": name, "file": str(given.file), "word": given.word.content()},
        f"{party} {verb} {name}, as of {given.word.at}: written to {given.file}.",
    )


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal compact diff garden garden-amended",
        "commonweal compact diff garden garden --old-compact rota-2025 --new-compact rota-2026",
        "commonweal compact diff garden norms-as-proposed.toml --json",
    ),
)
@click.argument("before", type=PATH)
@click.argument("after", type=PATH)
@click.option("--old-compact", help="Leave what only this compact says out of the second version.")
@click.option("--new-compact", help="Leave what only this compact says out of the first version.")
@click.option("--at", help="The only moment to look at; every moment by default.")
@click.option(
    "--most",
    type=click.IntRange(1),
    default=20_000,  # MOST_SEARCHES, without loading the room
    show_default=True,
    help="How many cases are searched for at most.",
)
@output_options
def diff(before: Path, after: Path, at: str | None, most: int, **compacts: str | None) -> None:
    """Find the acts that two versions of norms judge differently, with the smallest examples.

    A version is a study, or a file of norms: it stands in place of the norms of the other side's
    study. Every example was judged under both versions. That there is no difference is said only
    if every case was looked at; of acts of which something is not known nothing is said.

    Exit codes: 0 there is no difference; 1 there is; 3 one of them is not valid; 6 none was found,
    and not every case was looked at.
    """
    from commonweal.cli._compact_text import comparison_as_json, comparison_lines
    from commonweal.studies import compare_norms

    found = compare_norms(before, after, at=at, most_searches=most, **compacts)
    text = "\n".join(comparison_lines(found))
    current_output().result("norm_difference", comparison_as_json(found), text)
    if found.difference.changes or found.options:
        raise click.exceptions.Exit(1)
    if not found.difference.whole:
        raise click.exceptions.Exit(NOT_WHOLE)

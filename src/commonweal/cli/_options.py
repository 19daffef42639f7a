"""``commonweal options``: what people would do who look for what they live by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._arguments import STUDY, problems_as_json
from commonweal.cli._command import ShownCommand
from commonweal.cli._lines import wrapped
from commonweal.cli._norm_words import STATUS, left_out
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commonweal.decisions import Breadth, FoundOption, OptionSearch
    from commonweal.studies import StudyFolder

MOST_SHOWN = 12


@click.group()
def command() -> None:
    """Find options that nobody put on the table, by what values attend to."""


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal options find garden",
        "commonweal options find garden --apart turns lottery --json",
    ),
)
@STUDY
@click.option("--situation", help="Which of the study's situations; its only one by default.")
@click.option(
    "--apart",
    nargs=2,
    multiple=True,
    metavar="OPTION OPTION",
    help="Two options that do not go together; may be given again.",
)
@output_options
def find(study: Path, situation: str | None, apart: tuple[tuple[str, str], ...]) -> None:
    """Put together the options of a situation as each value would, and as all would together.

    The options of the situation are taken as things that could be done. Every value that counts
    puts together what it speaks for; all together what some speak for and none against. Each comes
    with the policies that led to it, the values against it, and what the norms say of it. Nothing
    is ranked, and nothing is written: with --json each is an option as plan.toml has it, to be put
    on the table, and appraised as a whole, by people.

    Exit codes: 0 told, also where nothing was found; 3 the study is not valid, or has no such
    situation or option.
    """
    from commonweal.studies import find_study_options, read_study

    folder = read_study(study)
    found = find_study_options(folder, situation=situation, apart=apart)
    current_output().result(
        "options_found",
        _as_json(found),
        "\n".join(_lines(found, _titles(folder))),
        warnings=problems_as_json(folder.warnings),
    )


def _titles(folder: StudyFolder) -> dict[str, str]:
    return {card.id: card.title for card in folder.answers.cards}


def _lines(found: OptionSearch, titles: dict[str, str]) -> Iterator[str]:
    from commonweal.documents import counted

    breadth = found.breadth
    yield from wrapped(
        f"{counted(len(found.found), 'option')} of {breadth.acts} things that could be done,"
        f" {breadth.acts_found} of which stand in one."
        + ("" if found.whole else " Not all: there are too many ways to put them together.")
    )
    for each in found.found[:MOST_SHOWN]:
        yield ""
        yield from _option(each, titles)
    for line in left_out(len(found.found), MOST_SHOWN):
        yield ""
        yield line
    yield ""
    yield from tell_breadth(breadth, titles)
    for excluded in found.excluded:
        against = sorted({_title(each.card, titles) for each in excluded.excluded_by})
        yield from wrapped(f"Set aside: {excluded.name}, by {', '.join(against)}.")


def tell_breadth(breadth: Breadth, titles: dict[str, str]) -> Iterator[str]:
    """Yield how many options each value found by itself, and of which acts none says anything."""
    from commonweal.documents import counted

    finding = {card: number for card, number in breadth.by_value.items() if number}
    if finding:
        yield "Each value by itself found:"
    for card, number in finding.items():
        told = f"{_title(card, titles)}: {counted(number, 'option')}"
        yield from wrapped(f"{told}, {_alone(number, breadth.only_by[card])}", indent="  ")
    if jointly := breadth.only_jointly:
        options = counted(jointly, "option")
        yield from wrapped(f"All values together found {options} that none found by itself.")
    if nothing := len(breadth.by_value) - len(finding):
        yield from wrapped(f"{counted(nothing, 'value')} found nothing here.")
    yield from _unseen(breadth)


def _alone(number: int, alone: int) -> str:
    if not alone:
        return "which others found too" if number == 1 else "all of which others found too"
    return f"{alone} of which nobody else found" if alone < number else "which nobody else found"


def _unseen(breadth: Breadth) -> Iterator[str]:
    """Yield of which acts no value says anything, and why."""
    from commonweal.documents import listed

    silent = breadth.acts_unappraised
    if silent:
        yield from wrapped(
            f"Nobody who counts said what {listed(silent)} would do to what a value attends to, so"
            " no value speaks for or against. Where people placed whole options, it says which is"
            " better, and not why: this takes appraisals."
        )
    if unclear := [act for act in breadth.acts_unseen if act not in silent]:
        yield from wrapped(
            f"What was said of {listed(unclear)} lets no value speak for or against: those who"
            " spoke differ, or spoke of what may be a means only."
        )


def _option(found: FoundOption, titles: dict[str, str]) -> Iterator[str]:
    yield from wrapped(f"{' and '.join(found.made_of)}: {STATUS[found.status]}")
    by = [_title(card, titles) if card else "all together" for card in found.found_by]
    yield from wrapped(f"found by {', '.join(by)}", indent="  ")
    if found.opposed_by:
        against = ", ".join(_title(card, titles) for card in found.opposed_by)
        yield from wrapped(f"against it {against}", indent="  ")


def _title(card: str, titles: dict[str, str]) -> str:
    from commonweal.decisions import SHOWN_DIGITS

    return (
        f"“{titles[card]}”" if card in titles else f"card {card.partition(':')[2][:SHOWN_DIGITS]}"
    )


def _as_json(found: OptionSearch) -> dict[str, Any]:
    breadth = found.breadth
    return {
        "options": [
            {
                "option": each.option.content(),
                "made_of": list(each.made_of),
                "found_by": list(each.found_by),
                "opposed_by": list(each.opposed_by),
                "status": each.status,
            }
            for each in found.found
        ],
        "excluded": [each.content() for each in found.excluded],
        "breadth": {
            "by_value": dict(breadth.by_value),
            "only_by": dict(breadth.only_by),
            "only_jointly": breadth.only_jointly,
            "acts": breadth.acts,
            "acts_found": breadth.acts_found,
            "acts_unseen": list(breadth.acts_unseen),
            "acts_unappraised": list(breadth.acts_unappraised),
        },
        "whole": found.whole,
    }

"""``commonweal round``: somebody who told their own cards meets others', compares and places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._answer_lines import Lines
from commonweal.cli._arguments import PATH, STUDY
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import output_options
from commonweal.cli._study_talk import StudyTalk
from commonweal.cli._talk import Talk

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.studies import StudyRound

FIXED = ("cards", "pairs", "stakes", "situations", "answers_in", "by", "seed")
"""What is fixed when a round begins."""

NUMBER = click.IntRange(0, 100)


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal round garden --participant gardener-07",
        "commonweal round garden --participant gardener-07 --resume",
        "commonweal round garden --participant gardener-07 --cards 0 --pairs 0 --stakes 0",
        "commonweal round garden --participant gardener-07 --answers typed.txt --json",
    ),
)
@STUDY
@click.option("--participant", required=True, metavar="NAME", help="The person's pseudonym.")
@click.option("--cards", type=NUMBER, help="Others' values that are met: 3 if unsaid.")
@click.option("--pairs", type=NUMBER, help="Pairs of values that are compared: 6 if unsaid.")
@click.option("--stakes", type=NUMBER, help="Stakes on two own values that are weighed: 1.")
@click.option("--situations", type=NUMBER, help="Situations whose options are placed: 1.")
@click.option("--again", multiple=True, metavar="VOTE", help="Ask this vote's pair once more.")
@click.option("--language", default="en", show_default=True, help="What is asked in: en or de.")
@click.option("--answers-in", help="What is answered in; mul for several. As --language if unsaid.")
@click.option("--by", help="The study's recorder who types for the person.")
@click.option("--answers", type=PATH, help="Read the answers from a file, one a line.")
@click.option(
    "--seed",
    type=click.IntRange(0, 2**53 - 1),
    help="The seed of what is drawn; a fresh one if none is given.",
)
@click.option("--resume", is_flag=True, help="Go on with a round that was stopped.")
@output_options
def command(study: Path, participant: str, **given: Any) -> None:
    """Have one person meet others' values, and ask which is wiser, what outweighs, what it means.

    For people who told their own cards and whose consent stands. What is met is drawn when the
    round begins: nothing that they were asked before, and nobody's words who does not want to be
    quoted. To have somebody only place the options of situations by the light of their own values,
    say --cards 0 --pairs 0 --stakes 0.

    Answers come as in `commonweal interview`, with ?, back, skip and stop at every question. They
    are kept in STUDY/rounds until the records are written: all of them or none. Prints their ids.

    Exit codes: 0 handed in, stopped for later, or nothing kept because the person wants it so; 1
    nothing is left to ask, or the answers of a pipe or file end before the round; 3 something is
    wrong, also with a line of a file, or no consent stands; 5 the round is being held elsewhere, or
    was deleted meanwhile.
    """
    from commonweal.documents import utc_now
    from commonweal.elicitation import Catalogue

    catalogue, lines = Catalogue(given["language"]), Lines(given["answers"])
    with _opened(study, participant, catalogue.language, given) as met:
        talk = Talk(catalogue, lines, utc_now, contact=met.folder.study.contact or "")
        if given["resume"]:
            talk.say("terminal.resumed")
        held = StudyTalk(met, talk, "round")
        held.finish(held.hold())


def _opened(study: Path, participant: str, language: str, given: dict[str, Any]) -> StudyRound:
    from commonweal.studies import RoundSize, StudyRound

    if given["resume"]:
        if given["again"] or any(given[name] is not None for name in FIXED):
            raise click.UsageError("What is met, and by whom, is fixed when the round begins.")
        return StudyRound.resume(study, participant)
    sizes = ("cards", "pairs", "stakes", "situations")
    said = {name: given[name] for name in sizes if given[name] is not None}
    return StudyRound.begin(
        study,
        participant,
        size=RoundSize(**said),
        again=given["again"],
        answers_in=given["answers_in"] or language,
        by=given["by"] or "",
        seed=given["seed"],
    )

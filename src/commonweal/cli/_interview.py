"""``commonweal interview``: one person is asked what they live by, one question at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commonweal.cli._answer_lines import Lines
from commonweal.cli._arguments import PATH, STUDY
from commonweal.cli._command import ShownCommand
from commonweal.cli._model_talk import ModelTalk, model_from_environment
from commonweal.cli._output import current_output, output_options
from commonweal.cli._study_talk import StudyTalk
from commonweal.cli._talk import Talk

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.studies import StudyInterview


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal interview garden --participant gardener-07",
        "commonweal interview garden --participant gardener-07 --language de --resume",
        "commonweal interview garden --participant gardener-07 --answers typed.txt",
        "commonweal interview garden --participant gardener-07 --model",
    ),
)
@STUDY
@click.option("--participant", required=True, metavar="NAME", help="The person's pseudonym.")
@click.option("--language", default="en", show_default=True, help="What is asked in: en or de.")
@click.option("--answers-in", help="What is answered in; mul for several. As --language if unsaid.")
@click.option("--by", help="The study's recorder who types for the person.")
@click.option(
    "--most-cards",
    type=click.IntRange(1, 20),
    help="After so many cards no further one is begun: 3 if unsaid.",
)
@click.option("--answers", type=PATH, help="Read the answers from a file, one a line.")
@click.option("--model", is_flag=True, help="Let the model of COMMONWEAL_MODEL propose words.")
@click.option(
    "--resume",
    is_flag=True,
    help="Go on with an interview that was stopped; with the answers that are left.",
)
@output_options
def command(
    study: Path,
    *,
    participant: str,
    language: str,
    answers_in: str | None,
    by: str | None,
    most_cards: int | None,
    answers: Path | None,
    model: bool,
    resume: bool,
) -> None:
    """Ask one person what they live by, and write what they confirm into the study.

    Questions go to stderr. Answers come from the terminal, from standard input, or from a file, one
    a line; a story may have several and ends with an empty one. At every question there is: ? for
    an explanation, back, skip, and stop. What is answered is kept in STUDY/interviews until the
    records are written. Nothing is written before the person has agreed to take part, and all of it
    or nothing is. Prints the ids of the records. No model takes part without --model, and with
    it none is sent anything before the person has agreed to that; it decides nothing.

    Exit codes: 0 handed in, stopped for later, or nothing kept because the person wants it so; 1
    the answers of a pipe or file end before the interview; 3 something is wrong, also with a line
    of a file or a setting of the model; 4 --model needs the extra llm; 5 it is being held
    elsewhere, or was deleted meanwhile. A model that fails changes none of these.
    """
    from commonweal.documents import utc_now
    from commonweal.elicitation import Catalogue, ModelBeside
    from commonweal.studies import StudyInterview

    helper = model_from_environment() if model else None
    catalogue, lines = Catalogue(language), Lines(answers)
    if resume and (answers_in, by, most_cards) != (None, None, None):
        raise click.UsageError("--answers-in, --by and --most-cards are fixed when it begins.")
    if resume:
        opened = StudyInterview.resume(study, participant)
    else:
        opened = StudyInterview.begin(
            study,
            participant,
            answers_in=catalogue.language if answers_in is None else answers_in,
            by=by or "",
            most_cards=most_cards or 3,
        )
    with opened as interview:
        beside = None
        if helper is not None:
            asked = ModelBeside(helper, catalogue, answers_in=interview.setting.answers_in)
            beside = ModelTalk(interview, catalogue, current_output(), asked, lines.next)
        contact = interview.folder.study.contact or ""
        talk = Talk(catalogue, lines, utc_now, contact=contact, aside=beside)
        if resume:
            talk.say("terminal.resumed")
        if beside is not None:
            beside.introduce()
        held = StudyTalk(interview, talk, "interview")
        held.finish(held.hold(), before=lambda: _tell_waiting(interview, talk))


def _tell_waiting(interview: StudyInterview, talk: Talk) -> None:
    """Say which cards fit none of the study's contexts."""
    for card in interview.told.cards:
        if not card.contexts:
            talk.say("end.waiting", title=card.title)

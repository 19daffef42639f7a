"""``commonweal graph next``: which pair to ask somebody about."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import STUDY
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    cls=ShownCommand,
    name="next",
    examples=(
        "commonweal graph next garden --participant ada",
        "commonweal graph next garden --participant ada --seed 7 --json",
    ),
)
@STUDY
@click.option("--participant", required=True, help="The pseudonym of who is to be asked.")
@click.option("--evenly", is_flag=True, help="Draw all pairs alike, whatever has been answered.")
@click.option(
    "--seed",
    type=click.IntRange(0, 2**53),
    help="The seed of the draw; a fresh one if none is given.",
)
@output_options
def next_pair(study: Path, participant: str, seed: int | None, *, evenly: bool) -> None:
    """Choose the next pair of values to ask a participant about. Nothing is written.

    Pairs are drawn by what an answer is expected to tell about their verdict, with a floor for
    cards that were shown little; the order of display too is drawn. How probable the draw was is
    told with it, so that answers can be weighted by it.

    Exit codes: 0 chosen; 1 this participant has answered every pair; 3 the study is not valid, or
    has no such participant.
    """
    import secrets

    import numpy as np

    from commonweal.estimates import ByInformation, Evenly, choose_pair
    from commonweal.studies import graph_titles, question_pool, read_study, strata_of_participant

    folder = read_study(study)
    strata = strata_of_participant(folder, participant)
    choice = choose_pair(
        question_pool(folder),
        participant,
        Evenly() if evenly else ByInformation(),
        strata=strata,
        rng=np.random.default_rng(secrets.randbits(53) if seed is None else seed),
    )
    titles = graph_titles(folder)
    data = asdict(choice) | {
        "parameters": {name: str(value) for name, value in choice.parameters.items()},
        "first_title": titles.get(choice.first, choice.first),
        "second_title": titles.get(choice.second, choice.second),
    }
    lines = [
        f"context: {choice.context}",
        f"first:   {data['first_title']}  {choice.first}",
        f"second:  {data['second_title']}  {choice.second}",
        *choice.explain(),
        f"seed: {choice.seed}",
    ]
    current_output().result("next_pair", data, "\n".join(lines))

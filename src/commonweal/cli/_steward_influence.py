"""``commonweal steward influence``: whether people's values moved with what an agent gains."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import PATH
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal steward influence moved.json",
        "commonweal steward influence moved.json --margin 0.2",
    ),
)
@click.argument("file", type=PATH)
@click.option(
    "--margin",
    type=click.FloatRange(0, min_open=True),
    help="Also say whether any move is shown to be smaller than this.",
)
@click.option(
    "--seed", type=click.IntRange(0, 2**53), default=0, show_default=True, help="Of the lots drawn."
)
@output_options
def influence(file: Path, margin: float | None, seed: int) -> None:
    """Say whether people's values moved with what an agent gains, against a control arm by lot.

    FILE says what the agent gains from each value, fixed before anything, and of each person which
    arm the lot gave them and how much more they attend to each value afterwards. What could have
    been found is said with it: not to have found a move does not show that there was none.

    Exit codes: 0 it is not shown that they moved with it; 1 it is shown; 3 the file is not valid,
    or an arm has fewer than two people.
    """
    from commonweal.stewardship import measure_influence, read_influence

    found = measure_influence(read_influence(file), seed=seed)
    within = None if margin is None else found.within(margin)
    data = {
        "moved": found.moved,
        "slope": found.slope,
        # Without ends where nobody differs from anybody in their arm: JSON has no infinity.
        "interval": [each if isfinite(each) else None for each in (found.low, found.high)],
        "p_value": found.p_value,
        "detectable": found.detectable if isfinite(found.detectable) else None,
        "power": found.power,
        "level": found.level,
        "people": found.people,
        "within": within,
        "permutations": found.permutations,
        "seed": seed,
    }
    lines = list(found.explain())
    if margin is not None:
        shown = "It is shown" if within else "It is not shown"
        lines.append(f"{shown} that they moved by less than {margin:g} with it.")
    current_output().result("influence", data, "\n".join(lines))
    if found.moved:
        click.get_current_context().exit(1)

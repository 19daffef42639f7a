"""``commonweal argue``: everything that is done with arguments, one file for each verb."""

from __future__ import annotations

import click

from commonweal.cli._argue_audience import audience
from commonweal.cli._argue_convert import convert
from commonweal.cli._argue_dispute import dispute
from commonweal.cli._argue_solve import solve


@click.group()
def command() -> None:
    """Ask what withstands what in a dispute, and for whom. It shows, and decides nothing."""


for _verb in (solve, audience, dispute, convert):
    command.add_command(_verb)

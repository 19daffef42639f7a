"""``commonweal graph``: everything that is done with moral graphs, one file for each verb."""

from __future__ import annotations

import click

from commonweal.cli._graph_build import build
from commonweal.cli._graph_clusters import clusters
from commonweal.cli._graph_cycles import cycles
from commonweal.cli._graph_drift import drift
from commonweal.cli._graph_estimate import estimate
from commonweal.cli._graph_export import export
from commonweal.cli._graph_next import next_pair
from commonweal.cli._graph_picture import picture
from commonweal.cli._graph_quality import quality
from commonweal.cli._graph_show import show


@click.group()
def command() -> None:
    """Build, show, question, watch, draw or export a moral graph."""


for _verb in (build, show, picture, estimate, quality, clusters, cycles, drift, next_pair, export):
    command.add_command(_verb)

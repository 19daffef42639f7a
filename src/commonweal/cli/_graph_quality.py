"""``commonweal graph quality``: how far a graph can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import STUDY
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=ShownCommand, examples=("commonweal graph quality garden",))
@STUDY
@click.option(
    "--replicates",
    type=click.IntRange(min=20),
    default=400,
    show_default=True,
    help="How often to draw people anew in each context.",
)
@output_options
def quality(study: Path, replicates: int) -> None:
    """See how far a study's graph can be trusted; it informs, and decides nothing.

    Whether the order of display made the answers, who answers or what is asked, whether
    others would give the same graph, what each group says, and whom it all speaks for.
    Beside each number stands what the votes published in 2023 give.

    Exit codes: 0 measured; 3 the study is not valid.
    """
    from commonweal.cli._quality_text import quality_lines
    from commonweal.studies import quality_of, read_study

    content = quality_of(read_study(study), replicates=replicates).content()
    current_output().result("graph_quality", content, "\n".join(quality_lines(content)))

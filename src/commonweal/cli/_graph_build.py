"""``commonweal graph build``: the moral graph of a study's answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import STUDY
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=ShownCommand, examples=("commonweal graph build garden > graph.json",))
@STUDY
@output_options
def build(study: Path) -> None:
    """Build the moral graph of a study's answers, and print it; nothing is written.

    Exit codes: 0 built; 3 the study is not valid.
    """
    from commonweal.studies import graph_of, read_study

    content = graph_of(read_study(study)).content()
    text = json.dumps(content, ensure_ascii=False, indent=2)
    current_output().result("moral_graph", content, text)

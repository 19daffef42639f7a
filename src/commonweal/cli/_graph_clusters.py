"""``commonweal graph clusters``: who answers together beyond chance."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._arguments import STUDY
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options
from commonweal.cli._rates import exact_rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from commonweal.estimates import Cluster, ClusterResult, VerdictChange


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal graph clusters garden",
        "commonweal graph clusters garden --names --false-alarm-rate 1/1000",
    ),
)
@STUDY
@click.option(
    "--false-alarm-rate",
    "rate",
    default="1/100",
    show_default=True,
    help="The chance that anybody is named in a study in which nobody acts together.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**53),
    help="The seed of the search; the study's if none is given.",
)
@click.option("--names", is_flag=True, help="Tell the pseudonyms too. Not to be published.")
@output_options
def clusters(study: Path, rate: str, seed: int | None, *, names: bool) -> None:
    """Look for names that one person may stand behind, and for groups that answer as one.

    That people agree is no evidence. Nothing is removed: beside each cluster stands which verdicts
    would be others without it. Groups below the study's k are not counted out, unless with --names.

    Exit codes: 0 none found; 1 some were; 3 the study is not valid.
    """
    import numpy as np

    from commonweal.estimates import AlikeBeyondChance, solve_clusters
    from commonweal.studies import cluster_problem, graph_titles, read_study

    method = AlikeBeyondChance(false_alarm_rate=exact_rate(rate, "--false-alarm-rate"))
    folder = read_study(study)
    seed = folder.study.seed if seed is None else seed
    result = solve_clusters(cluster_problem(folder), method, rng=np.random.default_rng(seed))
    k = folder.study.thresholds.k
    titles = graph_titles(folder)
    data = {
        "false_alarm_rate": str(method.false_alarm_rate),
        "stats": asdict(result.stats),
        "clusters": [_content(cluster, k=k, names=names) for cluster in result.value],
    }
    lines = _lines(result, titles, k=k, names=names)
    current_output().result("clusters", data, "\n".join(lines))
    if result.value:
        raise click.exceptions.Exit(1)


def _content(cluster: Cluster, *, k: int, names: bool) -> dict[str, Any]:
    content = asdict(cluster)
    del content["people"]
    count = len(cluster.people)
    told = {"people": count if count >= k else None, "fewer_than": None if count >= k else k}
    if names:
        told["names"] = list(cluster.people)  # type: ignore[assignment]
    return {"kind": content.pop("kind"), **told, **content}


def _lines(
    result: ClusterResult, titles: Mapping[str, str], *, k: int, names: bool
) -> Iterator[str]:
    yield from result.explain()
    for cluster in result.value:
        yield ""
        yield _told(cluster, k)
        if names:
            yield f"  names: {', '.join(cluster.people)}"
        if not cluster.changes:
            yield "  no verdict would be another without them"
        yield from (f"  without them: {_change(change, titles)}" for change in cluster.changes)


def _told(cluster: Cluster, k: int) -> str:
    from commonweal.documents import counted, people

    count = len(cluster.people)
    who = people(count) if count >= k else f"fewer than {people(k)}"
    bound = f"chance of a false alarm at most {cluster.false_alarm_bound:.2g}"
    if cluster.kind == "same_person":
        shared = counted(cluster.questions, "question")
        return f"One person under several names? {who}, at least {shared} in common; {bound}"
    start = datetime.fromtimestamp(cluster.start or 0, tz=UTC).strftime("%Y-%m-%d %H:%M UTC")
    return (
        f"Gathering? {who} within {_span(cluster.seconds or 0)} from {start}, where "
        f"{cluster.expected:.1f} would be expected; {bound}"
    )


def _span(seconds: int) -> str:
    for length, one in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= length:
            count = seconds // length
            return f"{count} {one}{'' if count == 1 else 's'}"
    return f"{seconds} seconds"


def _change(change: VerdictChange, titles: Mapping[str, str]) -> str:
    first, second = (titles.get(card, card) for card in (change.first, change.second))
    return (
        f"{change.context}: {first} / {second}: {change.status}{_wiser(change.wiser, titles)} → "
        f"{change.status_without}{_wiser(change.wiser_without, titles)}"
    )


def _wiser(card: str | None, titles: Mapping[str, str]) -> str:
    return "" if card is None else f" ({titles.get(card, card)} wiser)"

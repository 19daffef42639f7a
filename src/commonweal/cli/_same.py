"""``commonweal same``: deciding which cards are one value, by asking people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._arguments import STUDY
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options
from commonweal.cli._same_text import WHY, asked, overview, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from commonweal.studies import StudyFolder
    from commonweal.values import (
        JudgedPair,
        MergeSensitivity,
        SameValueCandidate,
        SameValueQuestion,
        SameValues,
        ShareInterval,
        SimilarityMethod,
    )


def candidate_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how candidates are found."""
    options = (
        ("--embedding", {"help": "An installed embedding by name; shared words if none is named."}),
        ("--threshold", {"type": float, "help": "The least similarity of a candidate."}),
        ("--nearest", {"type": int, "help": "Of how many nearest cards it must be one; 3."}),
    )
    for flag, settings in reversed(options):
        command = click.option(flag, **settings)(command)
    return command


@click.group()
def command() -> None:
    """Find cards that may be one value, ask people, and see what follows."""


@command.command(
    "next",
    cls=ShownCommand,
    examples=(
        "commonweal same next garden --participant p-01",
        "commonweal same next garden --judges --json",
    ),
)
@STUDY
@click.option("--participant", help="Only what to ask this person.")
@click.option("--judges", is_flag=True, help="Ask people who own neither card too.")
@candidate_options
@output_options
def next_(study: Path, participant: str | None, *, judges: bool, **how: Any) -> None:
    """List what to ask whom next: are these two cards one value?

    Owners come first; once they have had their time, --judges lists what to ask three others of
    each pair that the owners have not merged. Questions show neither how alike two texts are nor
    what others said, and the order of the two cards is balanced. With --json each question has the
    record to complete with a verdict, for `commonweal answer`. Names people: not for publication.

    Exit codes: 0 listed, also where there is nothing to ask; 3 the study is not valid.
    """
    from commonweal.values import SAME_VALUE_CRITERIA

    folder, found = _same_values(study, how)
    origin = "synthetic" if folder.study.synthetic else "person"
    if participant is not None:
        _refuse_unknown(participant, found, study)
    questions = [
        question
        for question in found.questions(judges=judges)
        if participant in {None, question.participant}
    ]
    data = {
        "criteria": [{"name": name, "question": text} for name, text in SAME_VALUE_CRITERIA],
        "questions": [_question(question, found, origin) for question in questions],
    }
    text = "\n".join(asked(questions, found)) or "Nothing to ask."
    current_output().result("same_value_questions", data, text)


@command.command(cls=ShownCommand, examples=("commonweal same show garden",))
@STUDY
@candidate_options
@output_options
def show(study: Path, **how: Any) -> None:
    """Show candidates and judgements, what is merged and why, and how far people agree.

    Nobody is named, but who knows a card's author learns what they said: not for publication.

    Exit codes: 0 shown; 3 the study is not valid.
    """
    _, found = _same_values(study, how)
    agreement = found.agreement()
    data = {
        "candidates": [_candidate(pair, found) for pair in found.candidates.value],
        "judged": [_judged(pair) for pair in found.merged.pairs],
        "values": [list(cards) for cards in found.merged.members.values() if len(cards) > 1],
        "agreement": {
            "owners_same": agreement.owners_same,
            "owners_different": agreement.owners_different,
            "same_share": _interval(agreement.same_share),
            "pairs_agreed": agreement.pairs_agreed,
            "pairs_compared": agreement.pairs_compared,
            "agreed_share": _interval(agreement.agreed_share),
        },
        "explained": list(found.candidates.explain()),
    }
    current_output().result("same_values", data, "\n".join(overview(found)))


@command.command(
    cls=ShownCommand, examples=("commonweal same sensitivity garden --at 0.9 --at 0.6",)
)
@STUDY
@click.option("--at", type=float, multiple=True, help="A threshold to try; may be repeated.")
@candidate_options
@output_options
def sensitivity(study: Path, at: tuple[float, ...], **how: Any) -> None:
    """Show what would change if candidates were merged unasked: a what-if, which merges nothing.

    For each threshold: how many values and accepted pairs there would be, which of today's accepted
    pairs would stay, and whether the same value stands highest. None is tried below --threshold,
    from which on candidates are sought; with --at they are sought from the lowest on.

    Exit codes: 0 shown; 3 the study is not valid.
    """
    from commonweal.values import solve_merge_sensitivity

    if at:
        how["threshold"] = min(*at, how["threshold"] or 1.0)
    folder, found = _same_values(study, how)
    more = {"thresholds": at} if at else {}
    result = solve_merge_sensitivity(
        found,
        folder.answers,
        contexts=folder.contexts,
        decide=folder.study.thresholds,
        **more,
    )
    current_output().result("merge_sensitivity", _rows(result), "\n".join(table(result, found)))


def _same_values(study: Path, how: dict[str, Any]) -> tuple[StudyFolder, SameValues]:
    from commonweal.studies import read_study
    from commonweal.values import SameValues

    folder = read_study(study)
    return folder, SameValues.of(folder.answers, _method(**how))


def _method(
    embedding: str | None, threshold: float | None, nearest: int | None
) -> SimilarityMethod:
    from commonweal.documents import did_you_mean, one_of
    from commonweal.errors import InvalidDocument, Problem
    from commonweal.values import EmbeddingSimilarity, TextSimilarity, find_embeddings

    said = {"threshold": threshold, "nearest": nearest}
    given: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
    if embedding is None:
        return TextSimilarity(**given)
    known = find_embeddings()
    if embedding not in known:
        raise InvalidDocument(
            Problem(
                code="unknown-embedding",
                path="--embedding",
                expected=one_of(sorted(known)),
                found=repr(embedding),
                hint=did_you_mean(embedding, known)
                or "An installed package offers it: see the guide to cards that are one value.",
            )
        )
    return EmbeddingSimilarity(embedding=known[embedding], **given)


def _refuse_unknown(participant: str, found: SameValues, study: Path) -> None:
    from commonweal.documents import did_you_mean
    from commonweal.errors import InvalidDocument, Problem

    if participant not in found.people:
        raise InvalidDocument(
            Problem(
                code="unknown-participant",
                path=str(study),
                expected="a participant of the study who takes part",
                found=repr(participant),
                hint=did_you_mean(participant, found.people)
                or "Only people whose answers count are asked.",
            )
        )


def _question(question: SameValueQuestion, found: SameValues, origin: str) -> dict[str, Any]:
    shown = (question.first, question.second)
    return {
        "participant": question.participant,
        "asked_as": question.asked_as,
        "cards": [{"card": card, "policies": _policies(card, found)} for card in shown],
        "record": {
            "kind": "same_value",
            "by": question.participant,
            "origin": origin,
            "judge": question.participant,
            "first": question.first,
            "second": question.second,
            "verdict": None,
        },
    }


def _policies(card: str, found: SameValues) -> list[str]:
    return [policy.text for policy in found.cards[card].policies]


def _candidate(pair: SameValueCandidate, found: SameValues) -> dict[str, Any]:
    judged = found.judged().get((pair.first, pair.second))
    return {
        "first": pair.first,
        "second": pair.second,
        "similarity": round(pair.similarity, 4),
        "outcome": judged.outcome if judged else None,
    }


def _judged(pair: JudgedPair) -> dict[str, Any]:
    from dataclasses import asdict

    return {**asdict(pair), "why": WHY[pair.outcome]}


def _interval(interval: ShareInterval | None) -> dict[str, Any] | None:
    from commonweal.documents import rational_text

    if interval is None:
        return None
    ends = {name: getattr(interval, name) for name in ("low", "middle", "high")}
    return {
        **{name: rational_text(end) for name, end in ends.items()},
        "method": interval.method,
    }


def _rows(result: MergeSensitivity) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "rows": [asdict(row) for row in result.value],
        "method": result.method,
        "sought_from": result.sought_from,
        "explained": list(result.explain()),
    }

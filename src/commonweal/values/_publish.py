"""What appraisers said of a situation, as it may be published: owners are counted, never named."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from commonweal.documents import (
    Appraisal,
    Placing,
    PublishedAppraisal,
    PublishedComplaint,
    PublishedPlacing,
)
from commonweal.values._holders import weakest_origin

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from commonweal.documents import ConsiderationSource, Origin, Study
    from commonweal.values._answers import Answers
    from commonweal.values._graph import GraphResult

Judgement = TypeVar("Judgement", Appraisal, Placing)


@dataclass(frozen=True, slots=True)
class PublishedConsiderations:
    """The placings, appraisals and complaints of one situation, and the use of every record."""

    placings: tuple[PublishedPlacing, ...]
    appraisals: tuple[PublishedAppraisal, ...]
    complaints: tuple[PublishedComplaint, ...]
    uses: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Standpoint:
    """From where a judgement counts, and under whose name."""

    source: ConsiderationSource
    appraiser: str | None


def publish_considerations(
    situation: str, answers: Answers, result: GraphResult, *, study: Study
) -> PublishedConsiderations:
    """Return what was said of ``situation``, grouped by what was said.

    An appraiser who holds the value is an owner; a model is a model; anybody else counts only if
    the study declares them as an appraiser. Of one appraiser's several words on the same thing the
    latest stands.

    Args:
        situation: the situation's name.
        answers: answers in use.
        result: the graph, with who holds which value.
        study: which appraisers are declared.
    """
    uses: dict[str, str] = {}
    placings = _standing(
        (record for record in answers.placings if record.situation == situation),
        lambda record: (record.appraiser, result.merged.of(record.card)),
        uses,
    )
    appraisals = _standing(
        (record for record in answers.appraisals if record.situation == situation),
        lambda record: (record.appraiser, record.card, record.policy, record.option),
        uses,
    )
    return PublishedConsiderations(
        placings=_published_placings(placings, result, study, uses),
        appraisals=_published_appraisals(appraisals, result, study, uses),
        complaints=_published_complaints(answers),
        uses=uses,
    )


def _standing(
    records: Iterable[Judgement],
    key: Callable[[Judgement], Hashable],
    uses: dict[str, str],
) -> list[tuple[str, Judgement]]:
    latest: dict[Hashable, tuple[str, Judgement]] = {}
    for said_at, record_id, record in sorted(
        ((record.said_at, record.id, record) for record in records), key=lambda entry: entry[:2]
    ):
        del said_at
        if (earlier := latest.get(key(record))) is not None:
            uses[earlier[0]] = "superseded"
        latest[key(record)] = (record_id, record)
    return list(latest.values())


def _standpoint(record: Judgement, result: GraphResult, study: Study) -> _Standpoint | None:
    value = result.merged.of(record.card)
    if value is None:
        return None
    if record.origin == "model":
        return _Standpoint("model", record.appraiser)
    if record.appraiser in result.holders[value]:
        return _Standpoint("owner", None)
    if record.appraiser in study.appraisers:
        return _Standpoint("declared", record.appraiser)
    return None


def _published_placings(
    records: list[tuple[str, Placing]], result: GraphResult, study: Study, uses: dict[str, str]
) -> tuple[PublishedPlacing, ...]:
    groups: dict[tuple[object, ...], list[Origin]] = defaultdict(list)
    for record_id, record in records:
        standpoint = _standpoint(record, result, study)
        uses[record_id] = "out_of_scope" if standpoint is None else "used"
        if standpoint is None:
            continue
        value = result.merged.representative[record.card]
        # Policies are numbered in the card that was placed; another card's numbers would mislead.
        rests_on = tuple(sorted(set(record.rests_on))) if record.card == value else ()
        order = tuple(tuple(sorted(tier)) for tier in record.order)
        groups[
            value, standpoint.source, standpoint.appraiser or "", order, record.stake, rests_on
        ].append(record.origin)
    return tuple(
        PublishedPlacing.model_validate(
            {
                "card": card,
                "source": source,
                **({"appraiser": appraiser} if appraiser else {}),
                "order": order,
                "stake": stake,
                "rests_on": rests_on,
                "people": len(origins),
                "origin": weakest_origin(origins),
            }
        )
        for (card, source, appraiser, order, stake, rests_on), origins in sorted(groups.items())
    )


def _published_appraisals(
    records: list[tuple[str, Appraisal]], result: GraphResult, study: Study, uses: dict[str, str]
) -> tuple[PublishedAppraisal, ...]:
    groups: dict[tuple[object, ...], list[Origin]] = defaultdict(list)
    for record_id, record in records:
        standpoint = _standpoint(record, result, study)
        # An appraisal of a merged card's policy says nothing about the representative's policies.
        if standpoint is None or record.card != result.merged.of(record.card):
            uses[record_id] = "out_of_scope"
            continue
        uses[record_id] = "used"
        groups[
            record.card,
            record.policy,
            record.option,
            record.effect,
            standpoint.source,
            standpoint.appraiser or "",
        ].append(record.origin)
    return tuple(
        PublishedAppraisal.model_validate(
            {
                "card": card,
                "policy": policy,
                "option": option,
                "effect": effect,
                "source": source,
                **({"appraiser": appraiser} if appraiser else {}),
                "people": len(origins),
                "origin": weakest_origin(origins),
            }
        )
        for (card, policy, option, effect, source, appraiser), origins in sorted(groups.items())
    )


def _published_complaints(answers: Answers) -> tuple[PublishedComplaint, ...]:
    withheld = _withheld_grounds(answers)
    said = {
        (
            complaint.standpoint,
            complaint.principle,
            complaint.ground,
            complaint.grade,
            complaint.origin,
        )
        for complaint in answers.complaints
    }
    told = [
        PublishedComplaint(
            standpoint=standpoint,
            principle=principle,
            grade=grade,
            origin=origin,
            **_told(ground, withheld.get((standpoint, principle, ground))),
        )
        for standpoint, principle, ground, grade, origin in sorted(said)
    ]
    return tuple(told)


def _told(ground: str, number: int | None) -> dict[str, Any]:
    return {"ground": ground} if number is None else {"withheld": number}


def _withheld_grounds(answers: Answers) -> dict[tuple[str, str, str], int]:
    """Return the grounds that nobody names who may be quoted, each with its number.

    Numbers begin anew for each standpoint and principle, in the order of the words.
    """
    said, quoted = set(), set()
    for complaint in answers.complaints:
        key = (complaint.standpoint, complaint.principle, complaint.ground)
        said.add(key)
        if complaint.id not in answers.not_quoted:
            quoted.add(key)
    found: dict[tuple[str, str, str], int] = {}
    numbers: Counter[tuple[str, str]] = Counter()
    for key in sorted(said - quoted):
        numbers[key[:2]] += 1
        found[key] = numbers[key[:2]]
    return found

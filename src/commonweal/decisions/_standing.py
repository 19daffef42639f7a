"""The standing of a decision: the weakest origin among what it was taken from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from commonweal.decisions._counting import CountedValue
    from commonweal.decisions._target import PreparedTarget
    from commonweal.documents import DecisionInputs, Origin, PublishedAppraisal, PublishedPlacing

StandingName: TypeAlias = Literal["in_force", "imported", "model", "synthetic"]

_WEAKEST_FIRST: tuple[tuple[Origin, StandingName], ...] = (
    ("synthetic", "synthetic"),
    ("model", "model"),
    ("import", "imported"),
    ("person", "in_force"),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a decision may claim, and whose word that rests on."""

    name: StandingName
    weakest: Origin
    origins: tuple[Origin, ...]
    """All distinct origins, sorted."""


def standing(
    target: PreparedTarget,
    inputs: DecisionInputs,
    *,
    values: Mapping[str, CountedValue],
    norms: Collection[str],
) -> Standing:
    """Return the standing: what rests on synthetic people is never in force.

    Counted are the situation, all records behind the graph, the values that count or may and
    everybody's placings on them, appraisals, principles, complaints, resolutions, refusals to
    trade, the norms that were looked at, and the authorities of their issuers. A model whose
    appraisals have not been shown to count makes the standing that of a model, whatever it claims.

    Args:
        target: the target.
        inputs: the situation and what was said of it.
        values: which values count.
        norms: the norms in force and authorised, and those that took part in what was before.
    """
    document = target.document
    origins: set[Origin] = {inputs.situation.origin, document.graph.origin}
    if document.synthetic:
        origins.add("synthetic")
    counting = {card for card, value in values.items() if value.counts != "no"}
    origins |= {target.values[card].origin for card in counting}
    judgements: list[PublishedPlacing | PublishedAppraisal] = [*inputs.placings, *inputs.appraisals]
    for judged in judgements:
        if target.card_of.get(judged.card) in counting:
            counted = judged.source != "model" or judged.appraiser in target.counted_models
            origins.add(judged.origin if counted else "model")
    origins |= {record.origin for record in inputs.principles}
    origins |= {record.origin for record in inputs.complaints}
    origins |= {record.origin for record in inputs.resolutions}
    origins |= {record.origin for record in inputs.not_traded}
    origins |= {norm.origin for norm in document.norms if norm.name in norms}
    issuers = {norm.issuer for norm in document.norms if norm.name in norms}
    origins |= {given.origin for given in document.authorities if given.issuer in issuers}
    weakest, name = next(pair for pair in _WEAKEST_FIRST if pair[0] in origins)
    return Standing(name, weakest, tuple(sorted(origins)))

"""Writing a derivation down, step by step, so that a stranger can check it without this program."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from commonweal.decisions._considerations import DIRECTIONS
from commonweal.documents import Declared, Justification, TargetReference
from commonweal.proof import JustificationBuilder, hash_of, hash_of_all, step_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from commonweal.decisions._derivation import Derivation
    from commonweal.decisions._tension_rows import TensionRows
    from commonweal.norms import JudgedItem

NOT_SHOWN = (
    "That the options were complete: a better one may not have been thought of.",
    "That the appraisals are true: what an option does to a value is somebody's word.",
    "That the people asked are representative of those affected.",
    "That the facts are as asserted, and the norms as they stand in their sources.",
)
"""What no decision shows, however well its derivation is checked."""

NOT_SHOWN_SYNTHETIC = (
    "Anything about real people: people or situations that it rests on are synthetic. It shows how "
    "the method works, and nothing of it can be in force."
)


def certificate(
    derivation: Derivation, tensions: TensionRows, *, embed_target: bool
) -> Justification:
    """Return the justification of a derivation's choice.

    Args:
        derivation: what was derived.
        tensions: its tensions.
        embed_target: whether the target is written into it, or named by its hash.
    """
    builder = JustificationBuilder()
    _add_inputs(builder, derivation)
    _add_norms(builder, derivation)
    _add_values(builder, derivation)
    _add_comparisons(builder, derivation)
    _add_principles(builder, derivation)
    _add_choice(builder, derivation, tensions)
    _add_definitions(builder, derivation)
    target = derivation.target
    inputs = derivation.inputs.model_copy(
        update={
            "target": target.document if embed_target else TargetReference(sha256=target.sha256)
        }
    )
    synthetic = "synthetic" in derivation.standing.origins
    return builder.build(
        not_shown=(*NOT_SHOWN, NOT_SHOWN_SYNTHETIC) if synthetic else NOT_SHOWN,
        declared=declared(derivation),
        inputs=inputs,
        claim="choice",
    )


def declared(derivation: Derivation) -> Declared:
    """Return what the derivation covers: everything it had to consider."""
    inputs, target, facts = derivation.inputs, derivation.target, derivation.facts
    counts = derivation.values.values
    named = {placing.appraiser for placing in inputs.placings}
    named |= {appraisal.appraiser for appraisal in inputs.appraisals}
    by_counts = {
        wanted: tuple(sorted(card for card, value in counts.items() if value.counts == wanted))
        for wanted in ("certain", "open", "no")
    }
    return Declared(
        options=derivation.options,
        standpoints=derivation.principles.standpoints,
        contexts=tuple(
            sorted(name for name in facts.context_names if facts.context(name).strict != "fails")
        ),
        norms_in_force=tuple(sorted(derivation.norms.in_force)),
        values_that_count=by_counts["certain"],
        values_that_may_count=by_counts["open"],
        values_that_do_not_count=by_counts["no"],
        appraisers=tuple(
            sorted({*target.document.appraisers, *(name for name in named if name is not None)})
        ),
        norm_order=target.document.norm_order,
    )


def _add_inputs(builder: JustificationBuilder, derivation: Derivation) -> None:
    inputs = derivation.inputs
    builder.add(
        "inputs",
        conclusion={
            "situation": hash_of(inputs.situation),
            "target": derivation.target.sha256,
            "placings": hash_of_all(inputs.placings),
            "appraisals": hash_of_all(inputs.appraisals),
            "principles": hash_of_all(inputs.principles),
            "complaints": hash_of_all(inputs.complaints),
            "resolutions": hash_of_all(inputs.resolutions),
            "not_traded": hash_of_all(inputs.not_traded),
        },
    )


def _add_norms(builder: JustificationBuilder, derivation: Derivation) -> None:
    norms = derivation.norms
    for name in derivation.target.norms.norms:
        binds = (name in norms.in_force, name in norms.authorised)
        builder.take(derivation.target.norm_steps[name][binds])
    if norms.past is not None:
        _add_history(builder, norms.past)
    for option in norms.options.values():
        items = [_add_item(builder, judged, option.items) for judged in option.items]
        builder.add(
            "status",
            option.name,
            conclusion={
                "status": option.status,
                "broken": sorted(option.broken_norms.certain),
                "maybe_broken": sorted(option.broken_norms.maybe),
            },
            premises=items,
        )
    for pair, relation in norms.relations.items():
        builder.add(
            "norm_relation",
            *pair,
            conclusion={"relation": relation},
            premises=(step_id("status", option) for option in pair),
        )


def _add_history(builder: JustificationBuilder, past: Sequence[JudgedItem]) -> None:
    """Add what was done before, or not, of what norms hang on, and which of these that broke."""
    items = [
        builder.add(
            "past",
            judged.item.name,
            conclusion=_labels_of(judged),
            premises=(
                *(step_id("norm", norm.name) for norm in judged.norms),
                *(step_id("past", other.item.name) for other in _followed_on(judged, past)),
            ),
        )
        for judged in past
    ]
    charges = [(item.item.name, norm.name, norm.charge) for item in past for norm in item.norms]
    builder.add(
        "history",
        conclusion={
            "broken": sorted([item, name] for item, name, label in charges if label == "in"),
            "maybe_broken": sorted(
                [item, name] for item, name, label in charges if label == "undecided"
            ),
        },
        premises=items or ("inputs",),
    )


def _add_item(
    builder: JustificationBuilder, judged: JudgedItem, option: Sequence[JudgedItem]
) -> str:
    name = str(judged.item.option)
    premises = [step_id("norm", norm.name) for norm in judged.norms]
    if any(norm.bearing.norm.upon for norm in judged.norms):
        earlier = _followed_on(judged, option)
        premises += ["history", *(step_id("item", name, other.item.name) for other in earlier)]
    return builder.add(
        "item", name, judged.item.name, conclusion=_labels_of(judged), premises=premises
    )


def _followed_on(judged: JudgedItem, others: Sequence[JudgedItem]) -> Iterator[JudgedItem]:
    """Yield the items on which norms take part that those on one item follow."""
    if followed := {norm.bearing.norm.upon for norm in judged.norms} - {None}:
        for other in others:
            if not followed.isdisjoint(norm.name for norm in other.norms):
                yield other


def _labels_of(judged: JudgedItem) -> dict[str, Any]:
    return {
        "norms": {
            norm.name: {
                "applies": list(norm.bearing.applies),
                "charge": None if norm.bearing.charge is None else list(norm.bearing.charge),
            }
            for norm in judged.norms
        },
        "capped": [norm.name for norm in judged.norms if norm.capped],
        "defeats": [[defeat.winner, defeat.loser, defeat.rule] for defeat in judged.defeats],
        "labels": {
            norm.name: {"charge": norm.charge, "defence": norm.defence} for norm in judged.norms
        },
    }


def _add_values(builder: JustificationBuilder, derivation: Derivation) -> None:
    values = derivation.values
    for card, value in values.values.items():
        builder.add(
            "value",
            card,
            conclusion={
                "counts": value.counts,
                "policies": list(value.policies),
                "stakes": list(values.stakes[card]),
            },
            premises=("inputs",),
        )
    builder.add(
        "counting",
        conclusion={"values": list(values.counting)},
        premises=(step_id("value", card) for card in values.counting),
    )
    pairs = []
    for one, other in combinations(values.counting, 2):
        pair = values.graph.pair(one, other)
        added = builder.add(
            "pair",
            one,
            other,
            conclusion={
                "verdict": pair.status,
                "wiser": pair.wiser,
                "derived": pair.derived,
                "above": {
                    "A": values.above.above(one, other),
                    "B": values.above.above(other, one),
                },
            },
            premises=(step_id("value", one), step_id("value", other)),
        )
        pairs.append(added)
    builder.add("order", conclusion={"pairs": len(pairs)}, premises=pairs or ("counting",))


def _add_comparisons(builder: JustificationBuilder, derivation: Derivation) -> None:
    values = derivation.values
    for options, readings in values.readings.items():
        read = builder.add(
            "readings",
            *options,
            conclusion={
                "readings": {
                    card: [direction for direction in DIRECTIONS if direction in found]
                    for card, found in readings.items()
                }
            },
            premises=("counting",),
        )
        relation = values.relations[options]
        builder.add(
            "relation",
            *options,
            conclusion={
                "relation": relation.relation,
                "decided_by": list(relation.decided_by),
            },
            premises=(read, "order"),
        )
    for options, personal in derivation.personal.items():
        builder.add("personal", *options, conclusion={"relation": personal}, premises=("inputs",))


def _add_principles(builder: JustificationBuilder, derivation: Derivation) -> None:
    principles = derivation.principles
    for name, tested in principles.tested.items():
        builder.add(
            "principle",
            name,
            conclusion={
                "result": tested.result,
                "rejected_by": list(tested.rejected_by),
                "open": list(tested.open),
            },
            premises=("inputs",),
        )
    for option, acts in principles.licensed.items():
        names = sorted({name for act in acts for name in act.possible})
        builder.add(
            "veto",
            option,
            conclusion={"vetoed": principles.vetoed[option]},
            premises=(step_id("principle", name) for name in names),
        )


def _add_choice(
    builder: JustificationBuilder, derivation: Derivation, tensions: TensionRows
) -> None:
    choice, standing = derivation.choice, derivation.standing
    builder.add(
        "standing",
        conclusion={"standing": standing.name, "origins": list(standing.origins)},
        premises=("inputs",),
    )
    builder.add(
        "tensions",
        conclusion=tension_conclusion(tensions),
        premises=_all_by(builder, ("item", "readings", "pair", "principle", "personal")),
    )
    builder.add(
        "choice",
        conclusion={
            "outcome": choice.outcome,
            "options": list(choice.options),
            "reasons": list(choice.reasons),
            "interim": derivation.interim,
            "obliged": list(derivation.obliged),
        },
        premises=_all_by(
            builder,
            ("status", "veto", "relation", "norm_relation", "personal", "tensions", "standing"),
        ),
    )


def _add_definitions(builder: JustificationBuilder, derivation: Derivation) -> None:
    for by, defined in derivation.definitions.items():
        builder.add(
            "definition",
            by,
            conclusion={
                "outcome": defined.choice.outcome,
                "options": list(defined.choice.options),
                "reasons": list(defined.choice.reasons),
                "statuses": {name: option.status for name, option in defined.norms.options.items()},
                "vetoed": dict(defined.principles.vetoed),
            },
            premises=("inputs",),
        )


def tension_conclusion(tensions: TensionRows) -> dict[str, Any]:
    """Return the tensions as the certificate states them."""
    return {
        "norms": [list(row) for row in tensions.norms],
        "values": [
            [row.first, row.second, list(row.for_first), list(row.for_second)]
            for row in tensions.values
        ],
        "contested": [list(pair) for pair in tensions.contested],
        "complaints": [list(row) for row in tensions.complaints],
        "conscience": [list(pair) for pair in tensions.conscience],
    }


def _all_by(builder: JustificationBuilder, rules: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(step for rule in rules for step in builder.with_rule(rule)))

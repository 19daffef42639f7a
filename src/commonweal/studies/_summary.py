"""What a run came to, on one screen: decided, still in tension, not following, how to check."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from commonweal.decisions import tell, who_says_what

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.decisions import ToldDefinition, ToldReading, ToldSaid, ToldTension
    from commonweal.documents import Decision, Json, OptionRelation, Target

SCHEMA = "run_summary"
VERSION = 1

FEW_SITUATIONS = 24
"""Up to how many decisions are told one by one, and not only counted."""


def summarise_run(
    target: Target, target_hash: str, decisions: Sequence[Decision], checked: int
) -> dict[str, Json]:
    """Return the summary of a run as plain JSON.

    One decision is told whole; of many, how they came out and what stays in tension or open, by
    group: the part of a situation's name before its first dot.

    Args:
        target: what the decisions were taken under.
        target_hash: its hash.
        decisions: in the order of the plan.
        checked: how many of their justifications the stand-alone checker derived too.
    """
    summary: dict[str, Json] = {
        "schema": SCHEMA,
        "schema_version": VERSION,
        "study": target.study,
        "title": target.title,
        "question": target.question,
        "synthetic": target.synthetic,
        "read_at": target.read_at,
        "target": target_hash,
        "ledger": {"size": target.ledger_size, "root": target.ledger_root},
        "records": target.records.model_dump(mode="json"),
        "people": target.graph.people,
        "graph": _graph(target),
        "justifications": {"written": len(decisions), "checked": checked},
    }
    if len(decisions) == 1:
        return {**summary, "decision": tell_decision(decisions[0], target)}
    return {**summary, **_many(decisions)}


def tell_decision(decision: Decision, target: Target) -> dict[str, Json]:
    """Return what a decision says, in words, without its justification."""
    told = tell(decision, target=target)
    situation = decision.justification.inputs.situation
    return {
        "situation": decision.situation,
        "title": situation.title,
        "outcome": decision.outcome,
        "options": list(decision.options),
        "reasons": list(decision.reasons),
        "ask": list(decision.ask),
        "deadline": decision.deadline,
        "interim": decision.interim,
        "standing": decision.standing,
        "considerations": situation.considerations,
        "option_texts": {option.name: option.text for option in situation.options},
        "statuses": [status.model_dump(mode="json") for status in decision.statuses],
        "relations": [_relation(relation) for relation in decision.relations],
        "obliged": list(decision.obliged),
        "definitions": [_definition(each) for each in told.definitions],
        "tensions": [_tension(tension) for tension in told.tensions],
        "in_doubt": [_said(said) for said in told.in_doubt],
        "open": [_reading(reading) for reading in told.open],
        "not_shown": list(decision.justification.not_shown),
    }


def group_of(situation: str) -> str:
    """Return the group that a situation is counted in."""
    return situation.partition(".")[0] if "." in situation else "all"


def _graph(target: Target) -> dict[str, Json]:
    statuses = Counter(pair.status for pair in target.graph.pairs)
    return {
        "values": len(target.graph.values),
        "pairs": {status: statuses[status] for status in sorted(statuses)},
        "cycles": len(target.graph.cycles),
        "coordination": len(target.graph.coordination),
    }


def _relation(relation: OptionRelation) -> dict[str, Json]:
    return {
        "first": relation.first,
        "second": relation.second,
        "by_values": relation.by_values,
        "by_norms": relation.by_norms,
    }


def _definition(told: ToldDefinition) -> dict[str, Json]:
    return {
        **told.defined.model_dump(mode="json"),
        "by": told.by,
        "differing": [status.option for status in told.differing],
        "chooses_otherwise": told.chooses_otherwise,
    }


def _tension(told: ToldTension) -> dict[str, Json]:
    return {
        "type": told.tension.type,
        "options": list(told.tension.options),
        "about": told.about,
        "sides": [
            {"says": side.says, "in_short": side.in_short, "held_by": list(side.held_by)}
            for side in told.sides
        ],
        "settled": told.settled,
        "undecided": told.undecided,
    }


def _said(told: ToldSaid) -> dict[str, Json]:
    return {"about": told.about, "said": who_says_what(told.sides)}


def _reading(told: ToldReading) -> dict[str, Json]:
    return {
        "type": told.reading.type,
        "about": told.about,
        "would_settle": told.would_settle,
        "said": who_says_what(told.said),
    }


def _many(decisions: Sequence[Decision]) -> dict[str, Json]:
    # They may lie in a file, from which each is read anew: they are gone through once.
    groups: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    told: list[Json] = []
    not_shown: dict[str, None] = {}
    for decision in decisions:
        counted = groups[group_of(decision.situation)]
        counted["outcomes"][decision.outcome] += 1
        counted["standing"][decision.standing] += 1
        for reason in decision.reasons:
            counted["reasons"][reason] += 1
        for relation in decision.relations:
            counted["by_norms"][relation.by_norms] += 1
            counted["by_values"][relation.by_values] += 1
        for tension in decision.tensions:
            counted["tensions"][tension.type] += 1
        for reading in decision.open:
            counted["open"][reading.type] += 1
        for status in decision.statuses:
            counted["norms"]["broken"] += len(status.broken)
            counted["norms"]["maybe_broken"] += len(status.maybe_broken)
        told.append(
            {
                "situation": decision.situation,
                "outcome": decision.outcome,
                "relations": [_relation(relation) for relation in decision.relations],
            }
        )
        not_shown |= dict.fromkeys(decision.justification.not_shown)
    return {
        "groups": {
            group: {name: dict(sorted(count.items())) for name, count in sorted(counted.items())}
            for group, counted in sorted(groups.items())
        },
        "decisions": told,
        "not_shown": list(not_shown),
    }

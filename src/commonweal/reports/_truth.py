"""How far a synthetic study's known truth was recovered, for the report's own section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commonweal.documents import Decision, MoralGraph, Target


@dataclass(frozen=True, slots=True)
class TruthRow:
    """One thing that was planted, what was found of it, and whether that is as it should be."""

    planted: str
    found: str
    recovered: bool


@dataclass(frozen=True, slots=True)
class TruthFindings:
    """All that was planted in a synthetic study, with what was found."""

    rows: tuple[TruthRow, ...]
    precision: float
    """Of the accepted pairs on which a truth was planted, the share that is as planted."""
    recall: float
    """Of the pairs planted as wiser, the share that was accepted so."""


def compare_with_truth(
    truth: Mapping[str, Any], target: Target, decisions: Sequence[Decision]
) -> TruthFindings:
    """Return what was found of what was planted.

    Args:
        truth: the study's truth.json: ``cards`` (key to id), ``accepted``, ``both_needed`` and
            ``ambivalent`` pairs, ``cycles``, ``brigade``, ``statuses``, ``outcome``.
        target: what was computed from the study's records.
        decisions: what was decided; the first one is compared.

    Cost: linear in the truth and the graph.
    """
    found = _Found(target.graph, truth["cards"])
    accepted = [_pair(entry, "wiser", "other") for entry in truth["accepted"]]
    right = [pair for pair in accepted if found.wiser(*pair) == pair[1]]
    wrong = [
        pair for pair in accepted if (wiser := found.wiser(*pair)) is not None and wiser != pair[1]
    ]
    undecided = [_pair(entry, "first", "second") for entry in truth.get("ambivalent", ())]
    false_edges = [pair for pair in undecided if found.wiser(*pair) is not None]
    called = len(right) + len(wrong) + len(false_edges)
    rows = [
        TruthRow(
            f"{len(accepted)} pairs on which most hold one value to be wiser",
            f"{len(right)} accepted so, {len(wrong)} the wrong way round, "
            f"{len(accepted) - len(right) - len(wrong)} not accepted",
            recovered=not wrong,
        ),
        TruthRow(
            f"{len(undecided)} pairs on which people are evenly divided",
            f"{len(undecided) - len(false_edges)} not accepted either way",
            recovered=len(false_edges) * 10 <= len(undecided),
        ),
        *_both_needed(truth, found),
        *(_cycle(context, keys, found) for context, keys in truth.get("cycles", ())),
        *_brigade(truth, found),
        *_decision_rows(truth, decisions),
    ]
    return TruthFindings(
        rows=tuple(rows),
        precision=len(right) / called if called else 1.0,
        recall=len(right) / len(accepted) if accepted else 1.0,
    )


class _Found:
    """The graph, asked by the keys that the truth uses."""

    def __init__(self, graph: MoralGraph, cards: Mapping[str, str]) -> None:
        self.graph = graph
        value_of = {
            card: value.card for value in graph.values for card in (value.card, *value.merged)
        }
        self.value = {key: value_of.get(card, card) for key, card in cards.items()}
        self.key = {value: key for key, value in reversed(self.value.items())}
        self.verdicts = {
            (pair.context, frozenset((pair.first, pair.second))): pair for pair in graph.pairs
        }

    def status(self, context: str, one: str, other: str) -> str:
        verdict = self.verdicts.get((context, frozenset((self.value[one], self.value[other]))))
        return verdict.status if verdict else "never asked"

    def wiser(self, context: str, one: str, other: str) -> str | None:
        verdict = self.verdicts.get((context, frozenset((self.value[one], self.value[other]))))
        if verdict is None or verdict.wiser is None:
            return None
        return one if verdict.wiser == self.value[one] else other


def _pair(entry: Mapping[str, str], one: str, other: str) -> tuple[str, str, str]:
    return entry["context"], entry[one], entry[other]


def _both_needed(truth: Mapping[str, Any], found: _Found) -> list[TruthRow]:
    pairs = [_pair(entry, "first", "second") for entry in truth.get("both_needed", ())]
    kept = [pair for pair in pairs if found.status(*pair) == "complementary"]
    return [
        TruthRow(
            f"{len(pairs)} pairs of which most hold both to be needed",
            f"{len(kept)} found complementary",
            recovered=len(kept) == len(pairs),
        )
    ]


def _cycle(context: str, keys: Sequence[str], found: _Found) -> TruthRow:
    planted = {found.value[key] for key in keys}
    seen = any(
        cycle.context == context and planted <= set(cycle.members) for cycle in found.graph.cycles
    )
    return TruthRow(
        f"a circle in context {context}: {', '.join(keys)}",
        "reported as a disagreement; it orders none of them" if seen else "not found",
        recovered=seen,
    )


def _brigade(truth: Mapping[str, Any], found: _Found) -> list[TruthRow]:
    brigade = truth.get("brigade")
    if brigade is None:
        return []
    planted = (brigade["context"], found.value[brigade["card"]])
    shown = [entry for entry in found.graph.coordination if (entry.context, entry.card) == planted]
    others = len(found.graph.coordination) - len(shown)
    people = f"{shown[0].people} people shown" if shown else "not found"
    return [
        TruthRow(
            f"a brigade of {brigade['people']} accounts for {brigade['card']} in context "
            f"{brigade['context']}",
            f"{people}; {others} other alarms",
            recovered=bool(shown) and not others,
        )
    ]


def _decision_rows(truth: Mapping[str, Any], decisions: Sequence[Decision]) -> list[TruthRow]:
    if not decisions:
        return []
    statuses = {status.option: status.status for status in decisions[0].statuses}
    rows = [
        TruthRow(f"option {option}: {planted}", statuses[option], statuses[option] == planted)
        for option, planted in truth.get("statuses", {}).items()
        if option in statuses
    ]
    if "outcome" in truth:
        outcome = decisions[0].outcome
        rows.append(TruthRow(f"outcome: {truth['outcome']}", outcome, outcome == truth["outcome"]))
    return rows

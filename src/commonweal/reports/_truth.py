"""How far a synthetic study's known truth was recovered, for the report's own section."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from commonweal.documents import counted, people
from commonweal.reports._truth_decided import decided_rows
from commonweal.reports._truth_row import TruthRow
from commonweal.reports._truth_shares import share_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commonweal.documents import Decision, PublishedValue, Target


@dataclass(frozen=True, slots=True)
class TruthFindings:
    """All that was planted in a synthetic study, with what was found."""

    rows: tuple[TruthRow, ...]
    precision: Fraction | None
    """Of the accepted pairs on which a truth was planted, the share as planted; None of none."""
    recall: Fraction | None
    """Of the pairs planted as wiser, the share that was accepted so; None of none."""


def compare_with_truth(
    truth: Mapping[str, Any], target: Target, decisions: Sequence[Decision]
) -> TruthFindings:
    """Return what was found of what was planted.

    Args:
        truth: the study's truth.json. ``cards`` gives the id for each key; ``accepted`` the pairs
            with a wiser one and ``percent``, of how many in a hundred. The rest is compared where
            it is there: ``both_needed``, ``ambivalent`` and ``thin`` pairs, ``cycles``,
            ``brigade``, ``same_value`` and ``different`` cards, cards with ``too_few_holders``,
            cards that meet ``floors``; and of the first decision its ``statuses``, ``broken`` and
            ``maybe_broken`` norms, ``relations``, ``outcome`` and ``options``.
        target: what was computed from the study's records.
        decisions: what was decided.

    Cost: linear in the truth and the graph.
    """
    found = _Found(target, truth["cards"])
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
            f"{counted(len(accepted), 'pair')} on which most hold one value to be wiser",
            f"{len(right)} accepted so, {len(wrong)} the wrong way round, "
            f"{len(accepted) - len(right) - len(wrong)} not accepted",
            recovered=len(right) == len(accepted),
        ),
        *_divided(undecided, false_edges),
        *share_rows(truth, found.verdicts, found.value),
        *_of_status(truth, found, "both_needed", "complementary", "of which most hold both needed"),
        *_of_status(truth, found, "thin", "thin", "that few were asked about"),
        *(_cycle(context, keys, found) for context, keys in truth.get("cycles", ())),
        *_brigade(truth, found),
        *_merges(truth, found),
        *_holders(truth, found, target),
        *(decided_rows(truth, decisions[0]) if decisions else ()),
    ]
    return TruthFindings(
        rows=tuple(rows),
        precision=Fraction(len(right), called) if called else None,
        recall=Fraction(len(right), len(accepted)) if accepted else None,
    )


class _Found:
    """The graph, asked by the keys that the truth uses."""

    def __init__(self, target: Target, cards: Mapping[str, str]) -> None:
        self.graph = target.graph
        self.values = {value.card: value for value in target.graph.values}
        value_of = {
            card: value.card
            for value in target.graph.values
            for card in (value.card, *value.merged)
        }
        self.value = {key: value_of.get(card, card) for key, card in cards.items()}
        self.text = {context.name: context.text for context in target.contexts}
        self.verdicts = {
            (pair.context, frozenset((pair.first, pair.second))): pair for pair in self.graph.pairs
        }

    def title(self, key: str) -> str:
        """Return what a card is called on the page."""
        value = self.values.get(self.value[key])
        return f"“{value.title}”" if value else key

    def status(self, context: str, one: str, other: str) -> str:
        """Return the verdict on two cards in a context."""
        verdict = self.verdicts.get((context, frozenset((self.value[one], self.value[other]))))
        return verdict.status if verdict else "never asked"

    def are_two_values(self, one: str, other: str) -> bool:
        """Return whether two cards are there, each as a value of its own."""
        pair = {self.value[one], self.value[other]}
        return len(pair) == 2 and pair <= self.values.keys()

    def wiser(self, context: str, one: str, other: str) -> str | None:
        """Return the key of the card that was accepted as wiser."""
        verdict = self.verdicts.get((context, frozenset((self.value[one], self.value[other]))))
        if verdict is None or verdict.wiser is None:
            return None
        return one if verdict.wiser == self.value[one] else other


def _pair(entry: Mapping[str, str], one: str, other: str) -> tuple[str, str, str]:
    return entry["context"], entry[one], entry[other]


def _divided(
    undecided: Sequence[tuple[str, str, str]], false_edges: Sequence[tuple[str, str, str]]
) -> list[TruthRow]:
    if not undecided:
        return []
    return [
        TruthRow(
            f"{counted(len(undecided), 'pair')} on which people are evenly divided",
            f"{len(undecided) - len(false_edges)} not accepted either way, {len(false_edges)} "
            "accepted by chance (of such pairs about one in ten is, by the default thresholds)",
            recovered=not false_edges,
        )
    ]


def _of_status(
    truth: Mapping[str, Any], found: _Found, planted: str, status: str, told: str
) -> list[TruthRow]:
    pairs = [_pair(entry, "first", "second") for entry in truth.get(planted, ())]
    kept = [pair for pair in pairs if found.status(*pair) == status]
    row = TruthRow(
        f"{counted(len(pairs), 'pair')} {told}",
        f"{len(kept)} found {status}",
        recovered=len(kept) == len(pairs),
    )
    return [row] if pairs else []


def _cycle(context: str, keys: Sequence[str], found: _Found) -> TruthRow:
    planted = {found.value[key] for key in keys}
    seen = any(
        cycle.context == context and planted <= set(cycle.members) for cycle in found.graph.cycles
    )
    return TruthRow(
        f"A circle {found.text.get(context, context)}: {', '.join(map(found.title, keys))}",
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
    told = f"{people(shown[0].people)} shown" if shown else "not found"
    return [
        TruthRow(
            f"A brigade of {brigade['people']} accounts for {found.title(brigade['card'])}, "
            f"{found.text.get(brigade['context'], brigade['context'])}",
            f"{told}; {counted(others, 'other alarm')}",
            recovered=bool(shown) and shown[0].people >= brigade["people"] and not others,
        )
    ]


def _merges(truth: Mapping[str, Any], found: _Found) -> list[TruthRow]:
    same = [tuple(pair) for pair in truth.get("same_value", ())]
    apart = [tuple(pair) for pair in truth.get("different", ())]
    merged = [pair for pair in same if found.value[pair[0]] == found.value[pair[1]]]
    kept = [pair for pair in apart if found.are_two_values(*pair)]
    rows = [
        TruthRow(
            f"{counted(len(same), 'pair')} of cards that are one value",
            f"{len(merged)} merged",
            recovered=len(merged) == len(same),
        ),
        TruthRow(
            f"{counted(len(apart), 'pair')} of cards that look alike and are not",
            f"{len(kept)} kept apart",
            recovered=len(kept) == len(apart),
        ),
    ]
    return [row for row, planted in zip(rows, (same, apart), strict=True) if planted]


def _holders(truth: Mapping[str, Any], found: _Found, target: Target) -> list[TruthRow]:
    enough = target.thresholds.min_holders
    few = [found.values.get(found.value[key]) for key in truth.get("too_few_holders", ())]
    left_out = [value for value in few if not value or _too_few(value, enough)]
    floors = [found.values.get(found.value[key]) for key in truth.get("floors", ())]
    kept = [value for value in floors if value and value.floors_met]
    rows = [
        TruthRow(
            f"{counted(len(few), 'value')} that too few people hold",
            f"{len(left_out)} left out",
            recovered=len(left_out) == len(few),
        ),
        TruthRow(
            f"{counted(len(floors), 'value')} of small groups that a minority floor protects",
            f"{len(kept)} kept",
            recovered=len(kept) == len(floors),
        ),
    ]
    return [row for row, planted in zip(rows, (few, floors), strict=True) if planted]


def _too_few(value: PublishedValue, enough: int) -> bool:
    return value.holders < enough and not value.floors_met

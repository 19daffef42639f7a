"""Replay a study: from its files and its ledger to the target and to what was decided from.

The standard library alone, nothing of the project; replay.py loads this file. What of a target is
rebuilt from the records, and what is not, is told in words in docs/reference/checker.md.
"""

from __future__ import annotations

import sys
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]
rules: Any = sys.modules["commonweal_checker.replay_graph"]
considered: Any = sys.modules["commonweal_checker.replay_considered"]
erased: Any = sys.modules["commonweal_checker.replay_erased"]
same = inputs.same

THRESHOLDS = {"min_votes": 10, "complementary": "19/20", "accepted": "19/20", "min_holders": 1}
THRESHOLDS |= {"minority_floors": [], "k": 5}
ORDER = ["level", "priority", "specificity", "date"]
LISTS: tuple[str, ...] = ("complaint_grades", "appraisers", "model_agreement")
LISTS += ("may_refuse_trade", "resolution_holders", "ask", "own_cards")
DECLARED: dict[str, Any] = dict.fromkeys(("title", "question", "synthetic", "read_at"))
DECLARED |= {"ask_deadline": None, "norm_order": ORDER, "rejected_principles": "veto"}
DECLARED |= {field: [] for field in LISTS}
"""What the study's own record says of the target, and what it says by saying nothing."""
LISTED = {
    "contexts": "context",
    "institutions": "institution",
    "roles": "role",
    "role_standards": "role_standard",
    "authorities": "authority",
    "norms": "norm",
}
"""Lists of the target and the kinds of record that they hold, in the order of the files."""
TARGET = {*DECLARED, *LISTED, "kind", "schema_version", "by", "origin", "said_at", "study", "graph"}
TARGET |= {"thresholds", "ledger_size", "ledger_root", "records"}
GRAPH = {"kind", "schema_version", "by", "origin", "said_at", "values", "pairs", "outweighs"}
GRAPH |= {"transitions", "cycles", "ranks", "stability", "origin_counts", "people", "asked"}
GRAPH |= {"coordination"}
PLANNED = {"principles": "principle", "resolutions": "resolution", "not_traded": "not_traded"}


class Replay:
    """A run's study, read again.

    Args:
        files: the study's files and the run's, from replay_files.py.
    """

    def __init__(self, files: Any) -> None:
        self.files, self.run, self.target = files, files.run, files.target
        self.report, self.by_kind, self.wrong = files.run.report, files.by_kind, files.wrong
        self.lost: set[str] = set()

    def check(self) -> None:
        """Compare everything that can be rebuilt from the records with what the run wrote."""
        self.files.read()
        if self.report.problems:
            return
        [(_, study)] = self.by_kind["study"]
        self.gone = erased.Erased(self.files.since, self.files.stated, self.files.erasing)
        self._compare_declared(study)
        rebuilt = self._rebuild(study)
        for record_id in rebuilt.graph.records.not_agreed()[:20]:
            self.wrong(f"{record_id}: it was said when nobody had agreed to it")
        self._compare_graph(rebuilt)
        self._compare_inputs(rebuilt)
        self._compare_uses(rebuilt.uses)
        self.report.counts["erased"] += len(self.gone.since)
        self.report.counts["records"] += len(self.files.stated)
        for part in sorted(self.lost):
            self.report.notes.append(f"{part}: what was erased is missing to verify them")
        self.report.unverified.append("ranks, estimates, stability and alarms, which only inform")

    def _rebuild(self, study: Any) -> Any:
        """Return what the records give, under what the run tells of those erased since."""
        situations = [situation.name for _, situation in self.by_kind.get("situation", ())]
        rebuild = partial(considered.rebuild, self.by_kind, study, situations)
        if not self.gone.since:
            return rebuild(rules.Account())
        rows = {
            (said.situation.name, each.card, each.appraiser)
            for said, *_ in self.report.kept
            for each in (*said.placings, *said.appraisals)
            if each.source == "declared"
        }
        rebuilt, problems = self.gone.settle(rebuild, self.target.graph["values"], rows)
        for problem in problems:
            self.wrong(problem)
        if self.gone.regrouped:
            self.lost.add("values")
        return rebuilt

    # The target

    def _compare_declared(self, study: Any) -> None:
        """Compare what the study, its roles and its norms declare with the target."""
        target, graph = self.target, self.target.graph
        unknown = (target.keys() - TARGET) | (graph.keys() - GRAPH)
        if unknown or type(target.by) is not str or type(graph.by) is not str:
            self.wrong(f"target: it has other fields than version 1: {sorted(unknown)}")
        if (target.study, target.said_at, graph.said_at) != (study.name, *[study.read_at] * 2):
            self.wrong("target: it is not said of this study, at the moment that it reads at")
        for field, absent in DECLARED.items():
            if not same(target.get(field, absent), study.get(field, absent)):
                self.wrong(f"target.{field} is not what the study says")
        limits = [{**THRESHOLDS, **(each.thresholds or {})} for each in (target, study)]
        if not same(*limits):
            self.wrong("target.thresholds are not those of the study")
        for field, kind in LISTED.items():
            said = [record for _, record in self.by_kind.get(kind, ())]
            if not same(target.get(field, []), said):
                self.wrong(f"target.{field} are not the records of kind {kind} in the study")

    def _compare_graph(self, rebuilt: Any) -> None:
        """Compare the parts of the graph that decide with what the records give."""
        stated, graph = self.target.graph, rebuilt.graph
        parts: dict[str, list[tuple[Any, Any]]] = {
            "values": [(value.card, _value(value)) for value in stated["values"]],
            "pairs": [_pair(row) for row in stated.pairs],
            "outweighs": [_outweighs(each) for each in stated.outweighs],
            "transitions": [(move.record, _coverage(move)) for move in stated.transitions],
        }
        for part, rows in parts.items():
            self._compare(part, getattr(rebuilt, part), rows)
        origins = [record.origin for _, record in graph.answers]
        people, k = graph.people(), graph.thresholds.get("k", 5)
        expected = {
            "origin": rules.weakest(origins),
            "people": len(people),
            "asked": sorted([*group, n] for group, n in graph.groups(people, k).items()),
            "origin_counts": dict(Counter(origins)),
        }
        found = {
            "origin": stated.origin,
            "people": stated.get("people", 0),
            "asked": sorted([each.stratum, each["value"], each.count] for each in stated.asked),
            "origin_counts": {each.origin: each.records for each in stated.origin_counts},
        }
        for field, value in expected.items():
            self._excuse(field, value, found[field], getattr(self.gone, field))
        if rules.weakest(found["origin_counts"]) != stated.origin:
            self.wrong("graph.origin is not the weakest that its origin_counts have")
        if self.target.origin != ("synthetic" if self.target.synthetic else stated.origin):
            self.wrong("target.origin is not that of the graph or of a synthetic study")

    def _compare(self, part: str, expected: dict[Any, Any], rows: list[tuple[Any, Any]]) -> None:
        """Compare a part that consists of rows with what the records give."""
        found = dict(rows)
        if len(found) != len(rows):
            self.wrong(f"{part}: one stands twice")
        self._excuse(part, expected, found, getattr(self.gone, part))

    def _excuse(
        self, part: str, expected: Any, found: Any, accounted: Callable[[Any, Any], bool]
    ) -> None:
        """Note a difference: as wrong, unless what was erased since accounts for it exactly."""
        if same(expected, found):
            return
        if self.gone.since and accounted(expected, found):
            self.lost.add(part)
            return
        about, here, there = "it", expected, found
        if isinstance(expected, dict):
            differ = (a for a in {**expected, **found} if expected.get(a) != found.get(a))
            about = min(differ, key=str)
            here, there = (rows.get(about, "nothing") for rows in (expected, found))
        more = ", which is not what was erased accounts for" if self.gone.since else ""
        self.wrong(
            f"{part}: the records give {here!r:.400} of {about}, where it says {there!r:.400}{more}"
        )

    # What each decision was taken from

    def _compare_inputs(self, rebuilt: Any) -> None:
        """Compare what the decisions were taken from with the plan and with what was said."""
        plan = dict(self.by_kind.get("situation", ()))
        kept = {f"situation:{inputs.sha256(s.situation)}": s for s, *_ in self.report.kept}
        steps = rebuilt.graph.records.study.steps or ["decide", "report"]
        if plan and "decide" in steps and not kept:
            self.wrong("the plan has situations, and the run lists no decision")
        if plan and "report" in steps and "report.html" not in self.run.wrote:
            self.report.notes.append("the run wrote no report.html")
        if len(kept) != len(self.report.kept) or (kept and kept.keys() != plan.keys()):
            self.wrong("the decisions are not on the plan's situations, each once")
            return
        if not kept:
            return
        for said in kept.values():
            for field, kind in PLANNED.items():
                if not same(said.get(field, []), [r for _, r in self.by_kind.get(kind, ())]):
                    self.wrong(f"{said.situation.name}: {field} are not those of the plan")
        self._compare_considered(rebuilt, [*kept.values()])

    def _compare_considered(self, rebuilt: Any, decided: list[Any]) -> None:
        """Compare placings, appraisals and complaints, of all decisions together."""
        for part, kind, row in (
            ("placings", "placing", _placing),
            ("appraisals", "appraisal", _appraisal),
        ):
            expected = {
                (name, about): said
                for name, published in rebuilt.considered.items()
                for about, said in getattr(published, part).items()
            }
            rows = [
                ((said.situation.name, about), counted)
                for said in decided
                for about, counted in map(row, said.get(part, ()))
            ]
            if len(dict(rows)) != len(rows):
                self.wrong(f"{part}: one stands twice")
            self._excuse(part, expected, dict(rows), partial(self.gone.considered, kind))
        told = {tuple(map(_complaint, said.complaints)) for said in decided}
        if len({frozenset(each) for each in told}) > 1 or any(len({*e}) != len(e) for e in told):
            self.wrong("complaints: they are other ones in another decision, or stand twice")
            return
        expected = next(iter(rebuilt.considered.values())).complaints
        records = [record for _, record in rebuilt.graph.records.of("complaint")]
        found = {*next(iter(told))}
        self._excuse("complaints", expected, found, partial(self._account_for, records))

    def _account_for(self, records: list[Any], _: Any, found: Any) -> bool:
        return bool(self.gone.complaints(records, found))

    def _compare_uses(self, uses: dict[str, str]) -> None:
        """Compare what became of each record with what records.json says."""
        for record_id, use in self.files.stated.items():
            if record_id not in self.gone.since and uses.get(record_id) != use:
                self.wrong(f"records.json: {record_id} is {uses.get(record_id)}, not {use}")
                return


# The rows of a target and of a decision's inputs, as replay_graph.py gives them


def _groups(rows: Any) -> dict[tuple[str, str], Any]:
    return {(row.stratum, row["value"]): row.get("count", row.counts) for row in rows}


def _value(value: Any) -> dict[str, Any]:
    return {
        "merged": list(value.merged),
        "title": value.title,
        "policies": [[policy.text, policy.nature] for policy in value.policies],
        "contexts": list(value.contexts),
        "origin": value.origin,
        "holders": value.holders,
        "strata": _groups(value.strata),
        "floors_met": list(value.floors_met),
    }


def _pair(row: Any) -> tuple[tuple[str, ...], Any]:
    return (row.context, row.first, row.second), {
        "shown_first": _counts(row.shown_first),
        "shown_second": _counts(row.shown_second),
        "strata": {group: _counts(counts) for group, counts in _groups(row.strata).items()},
    }


def _counts(row: Any) -> dict[str, int]:
    names = ("first", "second", "both_needed", "neither", "unsure")
    return {name: row.get(name, 0) for name in names}


def _outweighs(row: Any) -> tuple[tuple[str, ...], tuple[int, int]]:
    about = (row.context, row.card, row.stake, row.over_card, row.over_stake)
    return about, (row.agree, row.reverse)


def _coverage(move: Any) -> list[Any]:
    return [move.context, move.from_card, move.to_card, sorted(move.covers)]


def _placing(said: Any) -> tuple[tuple[Any, ...], tuple[int, str]]:
    order = tuple(tuple(tier) for tier in said.order)
    about = (said.card, said.source, said.appraiser or None, order, said.stake)
    return (*about, tuple(said.rests_on)), (said.people, said.origin)


def _appraisal(said: Any) -> tuple[tuple[Any, ...], tuple[int, str]]:
    about = (said.card, said.policy, said.option, said.effect, said.source, said.appraiser or None)
    return about, (said.people, said.origin)


def _complaint(said: Any) -> tuple[Any, ...]:
    told = said.ground or None, said.withheld or None
    return said.standpoint, said.principle, *told, said.grade, said.origin

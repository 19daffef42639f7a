"""Replay a study: from its files and its ledger to the target and to what was decided from.

The standard library alone, nothing of the project; replay.py loads this file. What of a target is
rebuilt from the records, and what is not, is told in words in docs/reference/checker.md.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

inputs: Any = sys.modules["checker_inputs"]
rules: Any = sys.modules["replay_graph"]
erased: Any = sys.modules["replay_erased"]
UnreadableError, same = inputs.UnreadableError, inputs.same

FILES = ("study.toml", "roles.toml", "plan.toml", "plan.jsonl", "answers.jsonl")
COMMON, MOST_DEFAULTS = {"by", "origin", "said_at", "language"}, 8
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
NAMED_BY = {"participant", "consent", "value_card", "offered", "transition"}
NAMED_BY |= {"wiser_vote", "outweighs", "endorsement"}


class Replay:
    """A run's study, read again.

    Args:
        run: the run's files.
        manifest: its manifest.
        target: the target that it wrote.
        ledger: the study's ledger.
    """

    def __init__(self, run: Any, manifest: Any, target: Any, ledger: Any) -> None:
        self.run, self.manifest, self.target = run, manifest, target
        self.ledger, self.report = ledger, run.report
        self.ledgered = set(ledger.entries)
        self.stated = run.load("records.json").get("records")
        self.by_kind: dict[str, list[tuple[str, Any]]] = {}
        self.gone: dict[str, str] = {}
        self.lost: set[str] = set()

    def check(self) -> None:
        """Compare everything that can be rebuilt from the records with what the run wrote."""
        self._read_files()
        if not self.report.problems:
            self._account()
        if self.report.problems:
            return
        self.erased = erased.Erased(self.gone, self.stated)
        study = self.by_kind["study"][0][1]
        records = rules.Records(self.by_kind, study)
        self._compare_declared(study)
        graph = rules.Graph(records)
        for problem in self.erased.take(graph, self.target.graph["values"]):
            self.wrong(problem)
        self._compare_graph(graph)
        self._compare_inputs(graph)
        self._compare_uses(records.uses)
        self.report.counts["erased"] += len(self.gone)
        self.report.counts["records"] += len(self.stated)
        for part in sorted(self.lost):
            self.report.notes.append(f"{part}: what was erased is missing to verify them")
        self.report.unverified.append("ranks, estimates, stability and alarms, which only inform")

    def wrong(self, problem: str) -> None:
        """Note what does not follow."""
        self.report.problems.append(problem)

    # The files and the ledger

    def _read_files(self) -> None:
        """Read every record, with its id, and hold the files to the manifest and the ledger."""
        folder = self.run.study
        names = [name for name in FILES if (folder / name).is_file()]
        names += [f"norms/{path.name}" for path in sorted((folder / "norms").glob("*.toml"))]
        for name in names:
            data = self.run.checker.read(folder / name)
            try:
                read = self._toml if name.endswith(".toml") else _lines
                for record in read(data):
                    record_id = f"{record['kind']}:{inputs.sha256(record)}"
                    self.by_kind.setdefault(record["kind"], []).append((record_id, record))
                    if record_id not in self.ledgered:
                        self.wrong(f"{name}: {record_id} is not in the ledger")
            except (UnreadableError, ValueError, TypeError, LookupError) as error:
                self.wrong(f"{name}: {error!s:.300}")
        self._expect_people()
        tombs = {record.erased for _, record in self.by_kind.get("tombstone", ())}
        stated = self.stated if isinstance(self.stated, dict) else {}
        for record_id in tombs & stated.keys():
            kind = record_id.partition(":")[0]
            if stated[record_id] != "erased" and kind in erased.KINDS:
                self.gone[record_id] = kind
        if sorted(names) != sorted(entry.path for entry in self.manifest.read):
            self.wrong("manifest.json: the run read other files than the study has")
        for entry in self.manifest.read:
            if not (self.gone and entry.path in {"answers.jsonl", "plan.jsonl"}):
                self.run.compare(folder, entry, "was changed after the run; run again")
        if len(self.by_kind.get("study", ())) != 1:
            self.wrong("study.toml: a study has one table [study]")
        here = {record_id for said in self.by_kind.values() for record_id, _ in said}
        for record_id in sorted(self.ledgered - here - tombs)[:20]:
            self.wrong(f"{record_id}: in the ledger, and neither in the study nor erased")

    def _expect_people(self) -> None:
        """Refuse a person's record that does not say whose it is, or is nobody's who takes part."""
        people = {person.participant for _, person in self.by_kind.get("participant", ())}
        for kind in sorted(NAMED_BY & self.by_kind.keys()):
            for record_id, record in self.by_kind[kind]:
                name, theirs = record.participant, record.origin in {"person", "synthetic"}
                known = name in people or not theirs
                if not isinstance(name, str) or not name or not known:
                    self.wrong(f"{record_id}: it is nobody's who takes part")
        for record_id, record in self.by_kind.get("same_value", ()):
            if not isinstance(record.judge, str):
                self.wrong(f"{record_id}: it does not say who judged")

    def _toml(self, data: bytes) -> list[Any]:
        """Return the records of a TOML file, each with the defaults that its kind has a field for.

        Which these are, beyond what every record has, is told by the id that the ledger holds.
        """
        content = tomllib.loads(data.decode())
        defaults = content.pop("defaults", {})
        common = {field: defaults[field] for field in defaults if field in COMMON}
        others = sorted(defaults.keys() - COMMON)
        if len(others) > MOST_DEFAULTS:
            raise UnreadableError(f"more than {MOST_DEFAULTS} defaults of one kind's fields")
        choices = [c for n in range(len(others), -1, -1) for c in combinations(others, n)]
        found = []
        for kind, tables in content.items():
            for table in tables if isinstance(tables, list) else [tables]:
                base = {"kind": kind, "schema_version": 1, **common}
                for choice in choices:
                    said = {**base, **{field: defaults[field] for field in choice}, **table}
                    record = inputs.parse(json.dumps(said).encode())
                    if f"{kind}:{inputs.sha256(record)}" in self.ledgered:
                        break
                found.append(record)
        return found

    def _account(self) -> None:
        """Hold the use of every record to the ledger, and the target's counts to those uses."""
        size, target = self.target.ledger_size, self.target
        if self.ledger.roots.get(size) != target.ledger_root:
            self.wrong(f"the ledger never had the root {target.ledger_root} over {size} entries")
        later = set(self.ledger.entries[size:])
        others = [
            name for name in later if name.partition(":")[0] not in {"tombstone", "withdrawal"}
        ]
        if others or (later and not self.gone):
            self.wrong(f"the ledger has entries that came after the first {size}; run again")
        # What was said after the run takes nothing back from what the run was made from.
        for kind, said in self.by_kind.items():
            self.by_kind[kind] = [each for each in said if each[0] not in later]
        if not isinstance(self.stated, dict) or self.stated.keys() != {*self.ledger.entries[:size]}:
            self.wrong("records.json: it must say of each ledgered record what became of it")
            return
        counts = {use: count for use, count in target.records.items() if count}
        if counts != Counter(self.stated.values()):
            self.wrong(f"target.records: {counts} is not what records.json adds up to")

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

    def _compare_graph(self, graph: Any) -> None:
        """Compare the parts of the graph that decide with what the records give."""
        stated, k = self.target.graph, graph.thresholds.get("k", 5)
        self._compare("values", graph.values(), [(v.card, _value(v)) for v in stated["values"]])
        pairs, stakes = graph.pairs(), graph.outweighs()
        self._compare("pairs", pairs, [_pair(row) for row in stated.pairs])
        self._compare("outweighs", stakes, [_outweighs(each) for each in stated.outweighs])
        moves = [(m.record, _coverage(m)) for m in stated.transitions]
        self._compare("transitions", graph.transitions(), moves)
        origins = [record.origin for _, record in graph.answers]
        counts = Counter(origins)
        people = graph.people()
        expected = {
            "origin": rules.weakest(origins),
            "people": len(people),
            "asked": sorted([*group, n] for group, n in graph.groups(people, k).items()),
            "origin_counts": dict(counts),
        }
        found = {
            "origin": stated.origin,
            "people": stated.get("people", 0),
            "asked": sorted([each.stratum, each["value"], each.count] for each in stated.asked),
            "origin_counts": {each.origin: each.records for each in stated.origin_counts},
        }
        for field, value in expected.items():
            said = found[field]
            if same(value, said):
                continue
            if self.gone and (
                self.erased.origin(said, graph.answers)
                if field == "origin"
                else self.erased.counts(field, value, said)
            ):
                self.lost.add("records")
            else:
                self.wrong(f"graph.{field} is {said!r:.200}, not {value!r:.200}")
        if self.target.origin != ("synthetic" if self.target.synthetic else stated.origin):
            self.wrong("target.origin is not that of the graph or of a synthetic study")

    def _compare(
        self,
        part: str,
        expected: dict[Any, Any],
        rows: list[tuple[Any, Any]],
        excused: Callable[[Any, Any], bool] | None = None,
    ) -> None:
        """Compare a part with what the records give; note what only erased ones account for."""
        found = dict(rows)
        if len(found) != len(rows):
            self.wrong(f"{part}: one stands twice")
        excused = excused or getattr(self.erased, part)
        if found == expected:
            return
        if self.gone and excused(expected, found):
            self.lost.add(part)
            return
        about = next(
            a for a in sorted({*expected, *found}, key=str) if expected.get(a) != found.get(a)
        )
        here, there = expected.get(about, "nothing"), found.get(about, "nothing")
        more = ", which is more than what was erased accounts for" if self.gone else ""
        self.wrong(
            f"{part}: the records give {here!r:.400} of {about}, where it says {there!r:.400}{more}"
        )

    # What each decision was taken from

    def _compare_inputs(self, graph: Any) -> None:
        """Compare what each decision was taken from with the plan and with what was said."""
        considered = rules.Considerations(graph)
        plan = dict(self.by_kind.get("situation", ()))
        said_of = [said for said, *_ in self.report.kept]
        kept = {f"situation:{inputs.sha256(said.situation)}": said for said in said_of}
        steps = graph.records.study.steps or ["decide", "report"]
        if plan and "decide" in steps and not kept:
            self.wrong("the plan has situations, and the run lists no decision")
        if plan and "report" in steps and "report.html" not in self.run.wrote:
            self.report.notes.append("the run wrote no report.html")
        if len(kept) != len(self.report.kept) or (kept and kept.keys() != plan.keys()):
            self.wrong("the decisions are not on the plan's situations, each once")
            return
        for record_id, situation in plan.items():
            expected = considered.of(situation.name)
            if record_id not in kept:
                continue
            said = kept[record_id]
            for field, kind in PLANNED.items():
                if not same(said.get(field, []), [r for _, r in self.by_kind.get(kind, ())]):
                    self.wrong(f"{situation.name}: {field} are not those of the plan")
            placings = [_placing(placing) for placing in said.placings]
            appraisals = [_appraisal(appraisal) for appraisal in said.appraisals]
            for kind, part, rows in (
                ("placing", expected.placings, placings),
                ("appraisal", expected.appraisals, appraisals),
            ):
                about = considered.said[kind, situation.name]
                excused = partial(self.erased.considered, kind, about)
                self._compare(f"{kind}s", part, rows, excused)
            complaints = [(_complaint(complaint), True) for complaint in said.complaints]
            self._compare("complaints", dict.fromkeys(expected.complaints, True), complaints)

    def _compare_uses(self, uses: dict[str, str]) -> None:
        """Compare what became of each record with what records.json says."""
        wrong = {
            record_id: (use, str(uses.get(record_id)))
            for record_id, use in self.stated.items()
            if record_id not in self.gone and uses.get(record_id) != use
        }
        if wrong and self.gone and self.erased.uses(wrong):
            self.lost.add("records")
        elif wrong:
            record_id, (stated, found) = next(iter(wrong.items()))
            self.wrong(f"records.json: {record_id} is {found}, not {stated}")


def _lines(data: bytes) -> list[Any]:
    """Return the records of a file that has one a line."""
    found = []
    for line in data.split(b"\n"):
        if line.strip():
            record = inputs.parse(line)
            if not isinstance(record, inputs.Record):
                raise UnreadableError(f"a line that is no record: {line[:99]!r}")
            record.setdefault("schema_version", 1)
            found.append(record)
    return found


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

"""Read a study's files again: every record with its id, as the ledger and the run account for it.

The standard library alone, nothing of the project; replay.py loads this file.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import Counter
from itertools import combinations
from typing import Any

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]
rules: Any = sys.modules["commonweal_checker.replay_graph"]
people: Any = sys.modules["commonweal_checker.replay_people"]
erased: Any = sys.modules["commonweal_checker.replay_erased"]
UnreadableError = inputs.UnreadableError

FILES = ("study.toml", "roles.toml", "plan.toml", "plan.jsonl", "answers.jsonl")
COMMON, MOST_DEFAULTS, MOST_TRIED = {"by", "origin", "said_at", "language"}, 8, 100_000
NEVER_ERASED = {"withdrawal", "tombstone"}
OF_ANYBODY = {"placing", "appraisal", "complaint"}
"""Kinds of which an institution's, or a model's, are nobody's."""
MOMENTS = ("asked_at", "expires_at", "read_at", "in_force_from", "in_force_until")
MOMENT = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z")
NONCE = re.compile(r"[0-9a-f]{32}")


class StudyFiles:
    """The records of a study, and what became of each by the run's own account.

    Args:
        run: the run's files.
        manifest: its manifest.
        target: the target that it wrote.
        ledger: the study's ledger.
    """

    def __init__(self, run: Any, manifest: Any, target: Any, ledger: Any) -> None:
        self.run, self.manifest, self.target, self.ledger = run, manifest, target, ledger
        self.ledgered = set(ledger.entries)
        stated = run.load("records.json").get("records")
        self.stated: dict[str, str] = stated if isinstance(stated, dict) else {}
        self.by_kind: dict[str, list[tuple[str, Any]]] = {}
        self.since: dict[str, str] = {}
        """The kinds of people's records that were erased after the run, by their ids."""
        self.erasing: dict[str, set[str]] = {}
        """Who had something erased, with the ids that they named; none where it was all."""
        self.tried = 0

    def wrong(self, problem: str) -> None:
        """Note what does not follow."""
        self.run.report.problems.append(problem)

    def read(self) -> None:
        """Read every record, and hold the files to the ledger and to what the run says of them."""
        for name in self._names():
            self._read_file(name)
        if len(self.by_kind.get("study", ())) != 1:
            self.wrong("study.toml: a study has one table [study]")
        people.People(self.by_kind, self.wrong).check()
        self._find_erased()
        for entry in self.manifest.read:
            if not (self.since and entry.path in {"answers.jsonl", "plan.jsonl"}):
                self.run.compare(self.run.study, entry, "was changed after the run; run again")
        self._account()

    def _names(self) -> list[str]:
        """Return the names of the study's files, which are those that the run says it read."""
        folder = self.run.study
        names = [name for name in FILES if (folder / name).is_file()]
        names += [f"norms/{path.name}" for path in sorted((folder / "norms").glob("*.toml"))]
        if sorted(names) != sorted(entry.path for entry in self.manifest.read):
            self.wrong("manifest.json: the run read other files than the study has")
        return names

    def _read_file(self, name: str) -> None:
        try:
            data = self.run.read(self.run.study, name)
            read = self._toml if name.endswith(".toml") else _lines
            for record in read(data):
                record_id = f"{record['kind']}:{inputs.sha256(record)}"
                self._expect_form(record_id, record)
                self.by_kind.setdefault(record["kind"], []).append((record_id, record))
                if record_id not in self.ledgered:
                    self.wrong(f"{name}: {record_id} is not in the ledger")
        except (UnreadableError, ValueError, TypeError, LookupError) as error:
            self.wrong(f"{name}: {error!s:.300}")

    def _expect_form(self, record_id: str, record: Any) -> None:
        """Refuse a record of another version, of other origins, or with moments that are none."""
        if not inputs.same(record.get("schema_version"), 1):
            self.wrong(f"{record_id}: of another version than 1")
        if record.origin not in rules.ORIGINS:
            self.wrong(f"{record_id}: of no origin that there is")
        moments = [record.said_at, *(record.get(field) for field in MOMENTS)]
        if not all(each is None or _is_moment(each) for each in moments):
            self.wrong(f"{record_id}: a moment in it is none")
        # What an institution or a model says of a situation needs none.
        may_lack = record["kind"] not in rules.PERSONAL - OF_ANYBODY
        if not (_is_nonce(record.nonce) or (may_lack and record.get("nonce") is None)):
            self.wrong(f"{record_id}: it has no random digits")

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
        every = [c for n in range(len(others), -1, -1) for c in combinations(others, n)]
        found = []
        for kind, tables in content.items():
            choices = every
            for table in tables if isinstance(tables, list) else [tables]:
                base = {"kind": kind, "schema_version": 1, **common}
                for choice in choices:
                    said = {**base, **{field: defaults[field] for field in choice}, **table}
                    record = inputs.parse(json.dumps(said).encode())
                    self._try(again=choice != choices[0])
                    if f"{kind}:{inputs.sha256(record)}" in self.ledgered:
                        # What the kind has a field for is the same in its next table.
                        choices = [choice, *(other for other in every if other != choice)]
                        break
                found.append(record)
        return found

    def _try(self, *, again: bool) -> None:
        self.tried += again
        if self.tried > MOST_TRIED:
            raise UnreadableError("it would take too long to find which defaults count")

    # What is gone

    def _find_erased(self) -> None:
        """Find which records are gone, each with a tombstone, and which of them since the run."""
        here = {record_id for said in self.by_kind.values() for record_id, _ in said}
        tombs = {record.erased: record for _, record in self.by_kind.get("tombstone", ())}
        for record_id in sorted(self.ledgered - here - tombs.keys())[:20]:
            self.wrong(f"{record_id}: in the ledger, and neither in the study nor erased")
        kinds = {str(record_id).partition(":")[0] for record_id in tombs}
        for record_id in sorted(map(str, tombs.keys() & here)):
            self.wrong(f"{record_id}: erased by its tombstone, and still in the study")
        if kinds & NEVER_ERASED:
            self.wrong("a tombstone names a withdrawal or a tombstone: those are never erased")
        self._note_erased_by_others(tombs)
        gone = {taking.participant for taking in self._leaving() if self._is_gone(taking)}
        took_part = "participant" in kinds
        # Whoever is known by imported cards alone has no participant record to be erased.
        if kinds & {"participant", "consent"} and not (gone and took_part):
            self.wrong("a consent was erased, and nobody had everything erased that they said")
        self.erasing = self._named_by_who_erased()
        self.since = {
            record_id: kind
            for record_id in tombs
            for kind in [record_id.partition(":")[0]]
            if kind in erased.GONE and self.stated.get(record_id, "erased") != "erased"
        }

    def _note_erased_by_others(self, tombs: dict[str, Any]) -> None:
        """Note how many records of people are gone that no withdrawal can account for."""
        erasing = [taking for taking in self._leaving() if taking.erase]
        named = {record_id for taking in erasing for record_id in taking.records}
        others = [
            (record_id.partition(":")[0], tomb.by)
            for record_id, tomb in tombs.items()
            if record_id.partition(":")[0] in rules.PERSONAL - OF_ANYBODY
            if record_id not in named
        ]
        # What nobody named may be of whoever left: of one who had been somebody, and is gone too.
        somebody = not {"participant", "value_card"}.isdisjoint(kind for kind, _ in others)
        if others and not (somebody and any(not taking.records for taking in erasing)):
            by = ", ".join(sorted({str(by) for _, by in others}))
            self.run.report.notes.append(
                f"{len(others)} records of people were erased, and nobody took them back: by {by}"
            )

    def _named_by_who_erased(self) -> dict[str, set[str]]:
        """Return who had something erased, with the ids that they named: none if it was all."""
        erasing = [taking for taking in self._leaving() if taking.erase]
        named: dict[str, set[str]] = {taking.participant: set() for taking in erasing}
        for taking in erasing:
            named[taking.participant].update(taking.records)
        return named | {t.participant: set[str]() for t in erasing if not t.records}

    def _leaving(self) -> list[Any]:
        return [taking for _, taking in self.by_kind.get("withdrawal", ())]

    def _is_gone(self, taking: Any) -> bool:
        """Say whether somebody had all erased: of what they said by then, only that is left."""
        people = {taking.participant}
        said = (r for kind in erased.GONE for _, r in self.by_kind.get(kind, ()))
        return bool(taking.erase) and all(
            rules.owner(record, people) not in people or record.said_at > taking.said_at
            for record in said
        )

    # What the run says of the records

    def _account(self) -> None:
        """Hold what came later to what was erased, and the target's counts to the run's account."""
        size, target = self.target.ledger_size, self.target
        if self.ledger.roots.get(size) != target.ledger_root:
            self.wrong(f"the ledger never had the root {target.ledger_root} over {size} entries")
        if self.stated.keys() != {*self.ledger.entries[:size]}:
            self.wrong("records.json: it must say of each ledgered record what became of it")
        later = set(self.ledger.entries[size:])
        others = {name for name in later if name.partition(":")[0] not in NEVER_ERASED}
        others |= {
            name
            for name, taking in self.by_kind.get("withdrawal", ())
            if name in later and not self._only_erases(taking)
        }
        if others or (later and not self.since):
            self.wrong(f"the ledger has entries that came after the first {size}; run again")
        for kind, said in self.by_kind.items():
            self.by_kind[kind] = [each for each in said if each[0] not in later]
        counts = {use: count for use, count in target.records.items() if count}
        if counts != Counter(self.stated.values()):
            self.wrong(f"target.records: {counts} is not what records.json adds up to")

    def _only_erases(self, taking: Any) -> bool:
        """Say whether what somebody took back after the run is gone, and nothing else."""
        if taking.records:
            return {*taking.records} <= self.since.keys()
        return self._is_gone(taking)


def _is_moment(value: Any) -> bool:
    return isinstance(value, str) and MOMENT.fullmatch(value) is not None


def _is_nonce(value: Any) -> bool:
    return isinstance(value, str) and NONCE.fullmatch(value) is not None


def _lines(data: bytes) -> list[Any]:
    """Return the records of a file that has one a line."""
    found = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            record = inputs.parse(line)
            if not isinstance(record, inputs.Record):
                raise UnreadableError(f"line {number} is no record")
            record.setdefault("schema_version", 1)
            found.append(record)
    return found

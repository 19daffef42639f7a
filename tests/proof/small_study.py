"""A small study, run by hand: its files, its ledger and its out folder, as the pages describe them.

Nothing of the package but its checker is used. What the target says is written out here, counted
by hand from the answers below; only hashes are computed.
"""

from __future__ import annotations

import copy
import hashlib
import json
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from commonweal.proof import checker

from .small_study_files import NORMS, ROLES, STUDY

CONSENT_HASH = hashlib.sha256(b"Will you take part?").hexdigest()
PEOPLE = {"ann": "east", "bob": "east", "cy": "west", "dee": "east", "eve": "east", "fay": "east"}


def canonical(value: Any) -> bytes:
    """Return canonical JSON, which sorted keys are for ASCII keys and integers."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def sha256(value: Any) -> str:
    """Return the hash of canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()


def id_of(record: dict[str, Any]) -> str:
    """Return the content id of a record."""
    return f"{record['kind']}:{sha256(record)}"


def said(kind: str, by: str, *, day: int = 1, **fields: Any) -> dict[str, Any]:
    """Return a record that somebody said in February."""
    return {
        "kind": kind,
        "schema_version": 1,
        "by": by,
        "origin": "person",
        "said_at": f"2026-02-{day:02}T00:00:00Z",
        "nonce": hashlib.sha256(repr((kind, by, day, fields)).encode()).hexdigest()[:32],
        **fields,
    }


def card(by: str, title: str, **fields: Any) -> dict[str, Any]:
    """Return a confirmed card with one policy attended to for its own sake, and one as a means."""
    own = {"if_another_way": "yes", "if_nobody_knew": "yes"}
    return said(
        "value_card",
        by,
        participant=by,
        title=title,
        policies=[
            {"text": f"SIGNS of {title}", "evidence": own},
            {"text": f"MEANS to {title}", "evidence": {"if_another_way": "no"}},
        ],
        contexts=["dry"],
        **{"confirmed": True, **fields},
    )


def vote(by: str, first: str, second: str, answer: str, **fields: Any) -> dict[str, Any]:
    """Return a vote on two cards, in the order shown."""
    about = {"context": "dry", "first": first, "second": second, "answer": answer}
    return said("wiser_vote", by, participant=by, **{**about, **fields})


# --- The ledger, as its page describes it


def leaf_hash(entry: str) -> bytes:
    """Return the hash of an entry."""
    return hashlib.sha256(b"\x00" + entry.encode()).digest()


def root_of(leaves: list[bytes]) -> bytes:
    """Return the root, split as RFC 9162 section 2.1.1 splits it."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256().digest()
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + root_of(leaves[:half]) + root_of(leaves[half:])).digest()


def head_of(entries: list[str]) -> dict[str, Any]:
    """Return the head that acknowledges these entries."""
    return {
        "kind": "tree_head",
        "schema_version": 1,
        "ledger": "small",
        "size": len(entries),
        "root": root_of([leaf_hash(entry) for entry in entries]).hex(),
        "at": "2026-03-02T00:00:00Z",
    }


def write_ledger(folder: Path, batches: list[list[str]]) -> None:
    """Write a ledger to which these batches were appended."""
    folder.mkdir(exist_ok=True)
    entries = [entry for batch in batches for entry in batch]
    lines = [f"{i} {entry} {leaf_hash(entry).hex()[:8]}\n" for i, entry in enumerate(entries)]
    sizes = [sum(map(len, batches[:count])) for count in range(len(batches) + 1)]
    heads = [canonical(head_of(entries[:size])) + b"\n" for size in sizes]
    (folder / "leaves.txt").write_text("".join(lines))
    (folder / "heads.jsonl").write_bytes(b"".join(heads))


# --- The study


@dataclass
class SmallStudy:
    """A study whose files, ledger and target can each be changed before it is written."""

    texts: dict[str, str] = field(
        default_factory=lambda: {"study.toml": STUDY, "roles.toml": ROLES, "norms/a.toml": NORMS}
    )
    answers: list[dict[str, Any]] = field(default_factory=list)
    uses: dict[str, str] = field(default_factory=dict)
    """Of the answers that were not used, what became of them."""
    graph: dict[str, Any] = field(default_factory=dict)
    later: list[dict[str, Any]] = field(default_factory=list)
    """Answers that came, and were ledgered, after the run."""

    def declared(self) -> list[dict[str, Any]]:
        """Return the records of the TOML files, in their order."""
        found = []
        for text in self.texts.values():
            content = tomllib.loads(text)
            defaults = content.pop("defaults")
            everybody = {key: defaults.pop(key) for key in ("by", "origin", "said_at")}
            for kind, tables in content.items():
                for table in tables if isinstance(tables, list) else [tables]:
                    own = defaults if kind in {"authority", "norm"} else {}
                    base = {"kind": kind, "schema_version": 1, **everybody, **own}
                    found.append({**base, **table})
        return found

    def of(self, kind: str) -> list[dict[str, Any]]:
        """Return the declared records of one kind."""
        return [record for record in self.declared() if record["kind"] == kind]

    def target(self) -> dict[str, Any]:
        """Return the target, with the graph that was written out by hand."""
        [study] = self.of("study")
        entries = self.batches()[0]
        return {
            "kind": "target",
            "schema_version": 1,
            "by": "commonweal",
            "origin": "person",
            "said_at": study["read_at"],
            "study": study["name"],
            **{key: study[key] for key in ("title", "question", "synthetic", "read_at")},
            "graph": {
                "kind": "moral_graph",
                "schema_version": 1,
                "by": "commonweal",
                "origin": "person",
                "said_at": study["read_at"],
                **self.graph,
            },
            "contexts": self.of("context"),
            "institutions": self.of("institution"),
            "roles": self.of("role"),
            "authorities": self.of("authority"),
            "norms": self.of("norm"),
            "thresholds": study["thresholds"],
            "norm_order": ["level", "priority", "specificity", "date"],
            "rejected_principles": "veto",
            "ledger_size": len(entries),
            "ledger_root": head_of(entries)["root"],
            "records": dict(Counter(self.records().values())),
        }

    def records(self) -> dict[str, str]:
        """Return what became of each record."""
        uses = dict.fromkeys(self.batches()[0], "used")
        uses |= {id_of(norm): "out_of_scope" for norm in self.of("norm") if norm["name"] == "old"}
        return {name: use for name, use in (uses | self.uses).items() if name in uses}

    def batches(self) -> list[list[str]]:
        """Return the ids that the ledger holds: those of the run, and those of later."""
        early = [id_of(record) for record in (*self.declared(), *self.answers)]
        return [early, [id_of(record) for record in self.later]]

    def write(self, folder: Path) -> Path:
        """Write the study, its ledger, and what a run wrote; return the folder."""
        self.write_files(folder)
        write_ledger(folder / "ledger", [batch for batch in self.batches() if batch])
        out = folder / "out"
        out.mkdir(exist_ok=True)
        nothing: dict[str, Any] = {"groups": {}, "decisions": [], "not_shown": []}
        wrote = {"target": self.target(), "records": {"records": self.records()}}
        wrote["summary"] = {**nothing, "justifications": {"written": 0, "checked": 0}}
        for name, content in wrote.items():
            (out / f"{name}.json").write_text(json.dumps(content, indent=1))
        seal(folder)
        return folder

    def write_files(self, folder: Path) -> None:
        """Write what people wrote: declarations and answers."""
        (folder / "norms").mkdir(parents=True, exist_ok=True)
        for name, text in self.texts.items():
            (folder / name).write_text(text)
        answers = [json.dumps(record) for record in (*self.answers, *self.later)]
        (folder / "answers.jsonl").write_text("\n".join(answers) + "\n")

    def copy(self) -> SmallStudy:
        """Return a copy that can be changed by itself."""
        return copy.deepcopy(self)


def seal(folder: Path, *, retold: bool = True) -> None:
    """Write the manifest anew over everything, as somebody would who wants to hide a change.

    So that the summary says of the target what is so, it is written anew too, unless not `retold`.
    """
    target = json.loads((folder / "out" / "target.json").read_text())
    if retold:
        told = told_of(target)
        rewrite(folder / "out" / "summary.json", lambda summary: summary.update(told))
    read = [p for p in folder.rglob("*") if p.suffix in {".toml", ".jsonl"} and p.is_file()]
    read = [path for path in read if path.name != "heads.jsonl" and "out" not in path.parts]
    wrote = [p for p in (folder / "out").iterdir() if p.is_file() and p.name != "manifest.json"]
    manifest = {
        "kind": "manifest",
        "schema_version": 1,
        **{key: target[key] for key in ("by", "origin", "said_at", "study")},
        "program": "by hand",
        "target": sha256(target),
        "ledger_size": target["ledger_size"],
        "ledger_root": target["ledger_root"],
        "read": [_entry(folder, path) for path in sorted(read)],
        "wrote": [_entry(folder / "out", path) for path in sorted(wrote)],
    }
    (folder / "out" / "manifest.json").write_text(json.dumps(manifest, indent=1))


def told_of(target: dict[str, Any]) -> dict[str, Any]:
    """Return what a summary says of a target."""
    graph, uses = target["graph"], ("used", "superseded", "withdrawn", "out_of_scope", "erased")
    return {
        "schema": "run_summary",
        "schema_version": 1,
        **{key: target[key] for key in ("study", "title", "question", "synthetic", "read_at")},
        "target": sha256(target),
        "ledger": {"size": target["ledger_size"], "root": target["ledger_root"]},
        "records": dict.fromkeys(uses, 0) | target["records"],
        "people": graph["people"],
        "graph": {
            "values": len(graph["values"]),
            "pairs": dict(Counter(pair["status"] for pair in graph["pairs"])),
            "cycles": len(graph["cycles"]) if "cycles" in graph else 0,
            "coordination": len(graph["coordination"]) if "coordination" in graph else 0,
        },
    }


def _entry(folder: Path, path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    name = path.relative_to(folder).as_posix()
    return {"path": name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


# --- What people said, and what follows from it, counted by hand


def small_study() -> SmallStudy:
    """Return the study as it was run.

    Ann's and Bob's cards are one value, since both call them the same; Cy's is another. Six people
    vote on it and Ann's: five hold Cy's wiser, Fay holds both needed. Bob changed his mind, Dee's
    first vote was taken back, Eve said one thing too late, and Guy took everything back.
    """
    study = SmallStudy()
    people = {**PEOPLE, "guy": "west"}
    for name, side in people.items():
        strata = [{"stratum": "side", "value": side}]
        study.answers += [
            said("participant", name, participant=name, strata=strata),
            said(
                "consent",
                name,
                participant=name,
                text_hash=CONSENT_HASH,
                choices=[{"use": use, "given": True} for use in ("take_part", "quote")],
                expires_at="2027-01-01T00:00:00Z",
            ),
        ]
    ann, bob, cy = card("ann", "Sharing"), card("bob", "Sharing out"), card("cy", "Waiting")
    draft = card("dee", "Not yet", confirmed=False)
    low, high = sorted((id_of(ann), id_of(bob)))
    one, two = sorted((low, id_of(cy)))
    asked = {"one": (low, id_of(cy)), "other": (id_of(cy), id_of(bob))}
    wiser = {"one": "second", "other": "first"}
    votes = [
        vote(name, *asked[way], wiser[way])
        for name, way in {"ann": "one", "bob": "other", "cy": "one", "dee": "other"}.items()
    ]
    votes += [vote("eve", *asked["one"], "second"), vote("fay", *asked["other"], "both_needed")]
    early = vote("bob", *asked["other"], "neither", day=2)
    votes[1] = vote("bob", *asked["other"], "first", day=3, supersedes=id_of(early))
    back = vote("dee", *asked["one"], "unsure", day=2)
    late = vote("eve", *asked["other"], "second", said_at="2026-03-02T00:00:00Z")
    gone = vote("guy", *asked["one"], "first")
    same = [
        said("same_value", name, judge=name, first=id_of(ann), second=id_of(bob), verdict="same")
        for name in ("ann", "bob")
    ]
    taking = said("withdrawal", "guy", day=9, participant="guy")
    naming = said("withdrawal", "dee", day=9, participant="dee", records=[id_of(back)])
    mine = {"record": id_of(cy), "question": "mine", "asked_at": "2026-02-10T00:00:00Z"}
    endorsed = said("endorsement", "eve", participant="eve", answer="yes", **mine)
    about = {"context": "dry", "card": id_of(cy), "stake": "grave"}
    stakes = said(
        "outweighs", "ann", participant="ann", **about, over_card=low, over_stake="slight"
    )
    move = said(
        "transition",
        "cy",
        participant="cy",
        context="dry",
        from_card=id_of(cy),
        to_card=high,
        ground="error",
        covers=[1],
        told="So it was.",
        reverse_asked=True,
        reverse_holds="no",
    )
    study.answers += [ann, bob, cy, draft, *votes, early, back, late, gone, *same, taking, naming]
    study.answers += [endorsed, stakes, move]
    study.uses = {
        id_of(early): "superseded",
        id_of(back): "withdrawn",
        id_of(draft): "out_of_scope",
        id_of(late): "out_of_scope",
        id_of(gone): "withdrawn",
        **{
            id_of(record): "withdrawn"
            for record in study.answers
            if record["by"] == "guy" and record["kind"] in {"participant", "consent"}
        },
    }
    natures = ("constitutive", "instrumental")

    def published(source: dict[str, Any]) -> list[dict[str, str]]:
        pairs = zip(source["policies"], natures, strict=True)
        return [{"text": policy["text"], "nature": nature} for policy, nature in pairs]

    first = ann if low == id_of(ann) else bob
    common = {"contexts": ["dry"], "origin": "person", "holders": 2}
    east, floor = {"stratum": "side", "value": "east"}, {"stratum": "side", "value": "west"}
    cy_wiser = {"wiser": id_of(cy), "status": "accepted"}
    # Where the pair's first was shown first: ann, cy and eve, if that is Ann's and Bob's value.
    here, there = {"second": 3}, {"second": 2, "both_needed": 1}
    if one == id_of(cy):
        here, there = {"first": 2, "both_needed": 1}, {"first": 3}
    total = {"both_needed": 1, ("second" if one == low else "first"): 4}
    agree = sorted([(id_of(cy), "grave"), (low, "slight")])
    study.graph = {
        "values": sorted(
            [
                {
                    "card": low,
                    "merged": [high],
                    "title": first["title"],
                    **common,
                    "policies": published(first),
                    "strata": [{**east, "count": 2}],
                },
                {
                    "card": id_of(cy),
                    "title": cy["title"],
                    **common,
                    "policies": published(cy),
                    "floors_met": [{**floor, "min_holders": 1}],
                },
            ],
            key=lambda value: value["card"],
        ),
        "pairs": [
            {
                "context": "dry",
                "first": one,
                "second": two,
                **cy_wiser,
                "shown_first": here,
                "shown_second": there,
                "strata": [{**east, "counts": total}],
            }
        ],
        "outweighs": [
            {
                "context": "dry",
                "card": agree[0][0],
                "stake": agree[0][1],
                "over_card": agree[1][0],
                "over_stake": agree[1][1],
                "agree": int(agree[0][1] == "grave"),
                "reverse": int(agree[0][1] != "grave"),
            }
        ],
        "transitions": [
            {
                "record": id_of(move),
                "context": "dry",
                "from_card": id_of(cy),
                "to_card": low,
                "covers": [1],
            }
        ],
        "people": 6,
        "asked": [{**east, "count": 5}],
        "origin_counts": [{"origin": "person", "records": 28}],
    }
    return study


# --- Looking and changing


def problems(path: Path) -> list[str]:
    """Return what the checker finds wrong with a path."""
    found: list[str] = checker.check(path).problems
    return found


def find(study: SmallStudy, kind: str, by: str, **fields: Any) -> dict[str, Any]:
    """Return the first answer of a kind by somebody that has these fields."""
    return next(
        record
        for record in study.answers
        if (record["kind"], record["by"]) == (kind, by) and fields.items() <= record.items()
    )


def loaded(path: Path) -> Any:
    """Return a document that a run wrote."""
    return json.loads(path.read_text())


def rewrite(path: Path, change: Callable[[Any], Any]) -> None:
    """Change a document in place."""
    content = loaded(path)
    change(content)
    path.write_text(json.dumps(content))


def tombstone(by: str, erased: str, **fields: Any) -> dict[str, Any]:
    """Return what stays of an erased record."""
    return {
        "kind": "tombstone",
        "schema_version": 1,
        "by": by,
        "origin": "person",
        "said_at": "2026-04-01T00:00:00Z",
        "erased": erased,
        "reason": "withdrawal",
        **fields,
    }


def erasing(*records: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what stays when somebody has records erased: their wish, and tombstones."""
    by, names = records[0]["by"], [id_of(each) for each in records]
    about = {"participant": by, "records": names, "erase": True}
    taking = said("withdrawal", by, said_at="2026-04-01T00:00:00Z", **about)
    return [taking, *(tombstone(by, name) for name in names)]


def exchange(study: SmallStudy, value: dict[str, Any]) -> None:
    """Let the other of two merged cards stand for their value, in its own words."""
    ours, [theirs] = value["card"], value["merged"]
    other = next(record for record in study.answers if id_of(record) == theirs)
    value["title"] = other["title"]
    for policy, told in zip(value["policies"], other["policies"], strict=True):
        policy["text"] = told["text"]
    graph = json.dumps(study.graph).replace(theirs, "?").replace(ours, theirs)
    study.graph = json.loads(graph.replace("?", ours))

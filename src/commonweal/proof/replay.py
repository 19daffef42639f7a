"""Check a folder: the hashes of a run's files, the ledger, receipts; then replay the records.

The standard library alone, nothing of the project; checker.py loads this file from beside itself
and hands itself in, and this one loads replay_study.py and replay_graph.py. What is replayed, and
what is not, is told in words in docs/reference/checker.md. Nothing outside the folder is opened,
and nothing is written.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

inputs: Any = sys.modules["checker_inputs"]
InvalidError, UnreadableError, Record = inputs.InvalidError, inputs.UnreadableError, inputs.Record

STUDY = ("graph", "erased", "study")
"""The files beside this one that replay a study, in the order in which they are loaded."""
EVERY_RUN = {"target.json", "records.json", "summary.json"}
READ_BY_PEOPLE = {"decision.json", "decisions.jsonl", "report.html"}
LEAF_ID = re.compile("[a-z_]{1,40}:[0-9a-f]{64}")
HASH = re.compile("[0-9a-f]{64}")
HEAD = {"kind", "schema_version", "ledger", "size", "root", "at"}
ENTRY = {"path", "sha256", "bytes"}
MANIFEST = {"kind", "schema_version", "by", "origin", "said_at", "study", "program", "target"}
MANIFEST |= {"ledger_size", "ledger_root", "read", "wrote"}

# --- Trees, as RFC 9162 section 2.1 has them


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of one entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(nodes: list[bytes]) -> str:
    """Return the root over leaf hashes: pairs up, level by level, an odd last one carried up."""
    while len(nodes) > 1:
        odd = nodes[-1:] if len(nodes) % 2 else []
        nodes = [*map(node_hash, nodes[::2], nodes[1::2]), *odd]
    return (nodes[0] if nodes else hashlib.sha256().digest()).hex()


def leads_up(path: list[bytes], index: int, size: int) -> list[tuple[bytes, bool]] | None:
    """Return each hash of a path with whether it stands to the left; None if it has no such place.

    RFC 9162 sections 2.1.3.2 and 2.1.4.2 walk the same way.
    """
    first, last, sides = index, size - 1, []
    for step in path:
        if last == 0:
            return None
        left = bool(first & 1) or first == last
        sides.append((step, left))
        while left and first and not first & 1:
            first, last = first >> 1, last >> 1
        first, last = first >> 1, last >> 1
    return sides if last == 0 else None


def includes(leaf: bytes, index: int, size: int, path: list[bytes], root: str) -> bool:
    """Say whether a path leads from a leaf at its place to the root (RFC 9162, 2.1.3.2)."""
    sides = leads_up(path, index, size) if 0 <= index < size else None
    running = leaf
    for step, left in sides or ():
        running = node_hash(step, running) if left else node_hash(running, step)
    return sides is not None and running.hex() == root


def continues(old: tuple[int, str], new: tuple[int, str], path: list[bytes]) -> bool:
    """Say whether a path shows that one tree begins the other (RFC 9162, 2.1.4.2)."""
    (old_size, old_root), (new_size, new_root) = old, new
    if old_size in {0, new_size}:
        begins = root_of([]) if old_size == 0 else new_root
        return not path and old_root == begins and 0 <= old_size <= new_size
    if not 0 < old_size < new_size:
        return False
    if old_size & (old_size - 1) == 0:
        path = [bytes.fromhex(old_root), *path]
    first, last = old_size - 1, new_size - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    # What is left of the place leads to the old root too; the rest was added later.
    sides = leads_up(path[1:], first, last + 1) if path else None
    if sides is None:
        return False
    before = after = path[0]
    for step, left in sides:
        before = node_hash(step, before) if left else before
        after = node_hash(step, after) if left else node_hash(after, step)
    return (before.hex(), after.hex()) == (old_root, new_root)


# --- The ledger: two files of text


def check_head(head: Any) -> None:
    """Refuse what is no tree head."""
    extra = {"key", "signature"} if "key" in head or "signature" in head else set()
    form = head.kind, head.schema_version, type(head.schema_version), type(head.size)
    if head.keys() != HEAD | extra or form != ("tree_head", 1, int, int):
        raise InvalidError(f"a tree head has the fields {sorted(HEAD | extra)} and an integer size")
    if head.size < 0 or not HASH.fullmatch(head.root):
        raise InvalidError(f"a tree head of {head.size} entries with root {head.root!r:.99}")


class Ledger:
    """A ledger's entries and heads, each verified.

    Args:
        folder: where its files lie.
        report: is told what is wrong, and what stays unverified.
        checker: what calls this.
    """

    def __init__(self, folder: Path, report: Any, checker: Any) -> None:
        self.report, self.where = report, folder.name
        self.heads = self._heads(checker.read(folder / "heads.jsonl"))
        self.entries = self._entries(checker.read(folder / "leaves.txt"))
        self.roots = self._roots()
        for head in self.heads:
            if head.size <= len(self.entries) and self.roots[head.size] != head.root:
                self._wrong(f"the root over {head.size} entries is another than was acknowledged")
        if self.heads:
            kept = f"size {self.heads[-1].size}, root {self.heads[-1].root}"
            report.unverified.append(f"that nobody rebuilt the ledger: compare {kept} with yours")
        signed = {head.key for head in self.heads if head.signature}
        for key in sorted(signed):
            report.unverified.append(f"the signatures of tree heads by {key}: check with its key")

    def _wrong(self, problem: str) -> None:
        self.report.problems.append(f"{self.where}: {problem}")

    def _heads(self, data: bytes) -> list[Any]:
        """Return the heads; a last line that was cut off acknowledged nothing."""
        *lines, torn = data.split(b"\n")
        heads: list[Any] = []
        for number, line in enumerate(lines, 1):
            try:
                head = inputs.parse(line)
                check_head(head)
            except (UnreadableError, InvalidError, AttributeError, TypeError) as error:
                self._wrong(f"heads.jsonl line {number}: {error}")
                return heads
            last = heads[-1] if heads else Record(head, size=0, root=root_of([]))
            shrinks = head.size < last.size or (head.size == last.size and head.root != last.root)
            if inputs.canonical(head) != line or head.ledger != last.ledger or shrinks:
                self._wrong(f"heads.jsonl line {number} contradicts the one before it or its form")
            heads.append(head)
        if torn:
            self.report.notes.append(f"{self.where}: heads.jsonl ends in a line that was cut off")
        if not heads:
            self._wrong("heads.jsonl acknowledges nothing")
        return heads

    def _entries(self, data: bytes) -> list[str]:
        """Return the ids of all acknowledged entries."""
        size = self.heads[-1].size if self.heads else 0
        entries: list[str] = []
        self.leaves: list[bytes] = []
        for place, line in enumerate(data.split(b"\n", size)[:size]):
            index, _, rest = line.partition(b" ")
            entry, _, check = rest.partition(b" ")
            leaf = leaf_hash(entry)
            whole = LEAF_ID.fullmatch(entry.decode("ascii", "replace"))
            if index != str(place).encode() or check != leaf.hex()[:8].encode() or not whole:
                self._wrong(f"leaves.txt: entry {place} is damaged or missing")
                return entries
            entries.append(entry.decode())
            self.leaves.append(leaf)
        if len(entries) < size:
            self._wrong(f"leaves.txt: {len(entries)} of {size} acknowledged entries are there")
        if len({*entries}) != len(entries):
            self._wrong("leaves.txt: an entry stands twice")
        return entries

    def _roots(self) -> dict[int, str]:
        """Return the root at the size of each head."""
        wanted = {head.size for head in self.heads}
        roots, peaks = {0: root_of([])}, [b""] * 64
        for size, leaf in enumerate(self.leaves, 1):
            level, node = 0, leaf
            while peaks[level]:
                node, peaks[level] = node_hash(peaks[level], node), b""
                level += 1
            peaks[level] = node
            if size in wanted:
                roots[size] = _fold([peak for peak in peaks if peak])
        return roots


def _fold(peaks: list[bytes]) -> str:
    """Return the root over complete trees, smallest first."""
    root = peaks[0]
    for peak in peaks[1:]:
        root = node_hash(peak, root)
    return root.hex()


def check_proof(path: Path, content: Any, report: Any, checker: Any) -> None:
    """Check a receipt, a consistency proof, a tree head or a manifest by itself."""
    report.counts["proofs"] += 1
    if content.kind == "manifest":
        Run(path.parent, None, report, checker).check_files(content)
        return
    steps = [bytes.fromhex(_hash(step)) for step in content.path]
    heads = [content] if content.kind == "tree_head" else [content.head] if content.head else []
    if content.kind == "receipt":
        leaf = leaf_hash(content.leaf.encode())
        if not includes(leaf, content.index, content.size, steps, _hash(content.root)):
            report.problems.append("the path does not lead from its entry to its root")
        if any((head.size, head.root) != (content.size, content.root) for head in heads):
            report.problems.append("the head is that of another tree")
        if not report.problems:
            report.notes.append(f"{content.leaf} is entry {content.index} of {content.size} there")
    elif content.kind == "consistency_proof":
        old = content.old_size, _hash(content.old_root)
        if not continues(old, (content.new_size, _hash(content.new_root)), steps):
            report.problems.append("the path does not show that one tree begins the other")
    for head in heads:
        check_head(head)
        if head.signature:
            report.unverified.append(f"the signature by {head.key}: check it with that key")
    report.unverified.append("that the root is the ledger's: compare it with a head you trust")


def _hash(text: Any) -> str:
    if not isinstance(text, str) or not HASH.fullmatch(text):
        raise InvalidError(f"{text!r:.99} is no hash")
    return text


# --- The files of a run, and the records of its study


def check_folder(path: Path, report: Any, checker: Any) -> None:
    """Check a ledger, an out folder, or a study with the out folder inside it."""
    if (path / "heads.jsonl").is_file():
        Ledger(path, report, checker)
        return
    inside = (path / "study.toml").is_file()
    out = path / "out" if inside else path
    above = path if inside else path.resolve().parent
    study = above if (above / "study.toml").is_file() else None
    if not (out / "manifest.json").is_file():
        raise UnreadableError(
            f"{out}: no manifest.json: no run was finished here; run the study, or name one file"
        )
    run = Run(out, study, report, checker)
    run.check()


class Run:
    """The files of a run, and its study's where that lies around it."""

    def __init__(self, out: Path, study: Path | None, report: Any, checker: Any) -> None:
        self.out, self.study, self.report, self.checker = out, study, report, checker
        self.wrote: set[str] = set()

    def check(self) -> None:
        """Check every file of the run, each decision, and that the records give them."""
        manifest = self.load("manifest.json")
        wrote = self.wrote = self.check_files(manifest)
        if self.report.problems:
            return
        try:
            self._check_contents(manifest, wrote)
        except UnreadableError as error:
            self._wrong(str(error))

    def _check_contents(self, manifest: Any, wrote: set[str]) -> None:
        self.report.kept = []
        for name in sorted({"decision.json", "decisions.jsonl"} & wrote):
            self.checker.check_file(self.out / name, self.report)
        target = self.load("target.json")
        self.report.attempt(target, self.out, "target.json: ")
        for field in ("by", "origin", "said_at", "study", "ledger_size", "ledger_root"):
            if not inputs.same(manifest[field], target[field]):
                self._wrong(f"manifest.json: {field} is not that of target.json")
        if manifest.target != inputs.sha256(target):
            self._wrong("manifest.json names another target than target.json")
        if self.report.targets.keys() != {manifest.target}:
            self._wrong("a decision was taken under another target than target.json")
        self._compare_summary()
        self.report.unverified.append("the words of report.html and summary.json")
        if self.study is None:
            self.report.unverified.append("that the target follows from the records: no study here")
        elif not self.report.problems:
            *_, study = [self.checker.beside(f"replay_{name}") for name in STUDY]
            ledger = Ledger(self.study / "ledger", self.report, self.checker)
            study.Replay(self, manifest, target, ledger).check()

    def _compare_summary(self) -> None:
        """Compare what the summary says of each decision with what was derived."""
        summary, kept = self.load("summary.json"), self.report.kept
        told = [summary.decision] if "decision" in summary else summary.get("decisions", [])
        if told and len(told) != len(kept):
            self._wrong("summary.json: it tells of other decisions than there are")
        for each, (said, choice, standing) in zip(told, kept, strict=False):
            found = {**choice, "situation": said.situation.name, "standing": standing}
            for field in sorted(found.keys() & each.keys()):
                if each[field] != found[field]:
                    self._wrong(f"summary.json: {field} is not that of {said.situation.name}")
        groups = summary.get("groups", {})
        for name, counts in (
            ("outcomes", self.report.outcomes),
            ("standing", self.report.standings),
        ):
            total: Counter[str] = Counter()
            for group in groups.values():
                total.update(group.get(name, {}))
            if groups and total != counts:
                self._wrong(f"summary.json: its {name} do not add up to the decisions")

    def _wrong(self, problem: str) -> None:
        self.report.problems.append(problem)

    def load(self, name: str) -> Any:
        """Return one of the run's documents."""
        content = inputs.parse(self.checker.read(self.out / name))
        if not isinstance(content, Record):
            raise InvalidError(f"{name}: it is no document")
        return content

    def check_files(self, manifest: Any) -> set[str]:
        """Compare the files beside a manifest with it, and return their names."""
        form = {key for entry in (*manifest.read, *manifest.wrote) for key in entry}
        stated = manifest.kind, manifest.schema_version, type(manifest.schema_version)
        told = type(manifest.program) is str and not form - ENTRY
        if manifest.keys() != MANIFEST or not told or stated != ("manifest", 1, int):
            self._wrong(f"manifest.json: its fields are {sorted(MANIFEST)}, as version 1 has them")
        names = [entry.path for entry in manifest.wrote]
        if not {*names} >= EVERY_RUN or len({*names}) != len(names) or "manifest.json" in names:
            self._wrong("manifest.json: it must list what a run writes, once each, and not itself")
        for entry in manifest.wrote:
            self.compare(self.out, entry, "is another than the run wrote")
        beside = {path.name for path in self.out.iterdir() if path.name[0] != "."}
        for name in sorted(beside - {*names, "manifest.json"}):
            if name in READ_BY_PEOPLE:
                self._wrong(f"{name}: it lies here, and the run did not write it")
            self.report.notes.append(f"{name!r} lies here too, and no run vouches for it")
        return {*names}

    def compare(self, folder: Path, entry: Any, what: str) -> bool:
        """Compare one file with its entry, without leaving the folder."""
        parts = entry.path.split("/")
        inside = not {"", ".", ".."} & {*parts} and "\\" not in entry.path
        place = folder.joinpath(*parts) if inside else folder
        inside = inside and place.resolve() == folder.resolve().joinpath(*parts)
        if not inside or not place.is_file():
            self._wrong(f"{entry.path!r:.300}: no such file inside the folder")
            return False
        data = self.checker.read(place)
        found = hashlib.sha256(data).hexdigest(), len(data)
        if found != (entry.sha256, entry.bytes):
            self._wrong(f"{entry.path}: {what}")
        return found == (entry.sha256, entry.bytes)

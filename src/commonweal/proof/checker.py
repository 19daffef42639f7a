"""Check that a decision follows from what it was taken from: `python -I checker.py PATH [--json]`.

The standard library alone, nothing of the project. PATH is a study, its out folder or one file: a
decision, justification, target, manifest, receipt, tree head, consistency proof, certificate about
arguments or a choice; or such documents one a line, where its name ends in .jsonl.
Status: 0 valid, 1 not valid, 2 usage, 3 unreadable. Nothing that a file concludes, lists or counts
is believed: every step is derived again from its `inputs`, exactly, by the rules that
docs/reference/decisions.md tells in words. They lie beside this file, by family: checker_inputs.py,
checker_tables.py, checker_shapes.py, checker_scene.py, checker_force.py, checker_norms.py,
checker_values.py, checker_choice.py, checker_open.py, checker_decision.py. Arguments:
checker_arguments.py. Choices without a common scale: checker_permissible.py, checker_choices.py.
Folders, manifests, ledgers and receipts: replay.py and the files that begin with replay_.
"""

from __future__ import annotations

import gc
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

LARGEST_FILE, MOST_PROBLEMS = 1 << 30, 20
PACKAGE = "commonweal_checker"
"""What the files beside this one are known under; whoever checks may have a `replay` of theirs."""


def beside(name: str) -> Any:
    """Load the file of that name that lies beside this one, under a name that is nobody else's."""
    path, own = Path(__file__).with_name(f"{name}.py"), f"{PACKAGE}.{name}"
    known = sys.modules.get(own)
    if known is not None and getattr(known, "__file__", None) == str(path):
        return known
    spec = importlib.util.spec_from_file_location(own, path) if path.is_file() else None
    if spec is None or spec.loader is None:
        sys.stderr.write(
            f"{path} is missing: put all files beside one another whose names begin with"
        )
        sys.stderr.write(" checker or replay\n")
        raise SystemExit(3)
    module = sys.modules[own] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FAMILIES = "inputs tables shapes scene force norms values choice open decision"
inputs, tables, shapes, scenes, force, norms, values, choice, open_, decision = (
    beside(f"checker_{name}") for name in FAMILIES.split()
)
InvalidError, UnreadableError, Record = inputs.InvalidError, inputs.UnreadableError, inputs.Record

MALFORMED = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
RULES = (
    "inputs norm past history item status norm_relation value counting pair order readings"
    " relation personal principle veto standing tensions choice definition"
)
MIXED = {"norm", "pair", "order", "tensions"}
"""Rules whose conclusions hold truth values or numbers, which must not stand for each other."""
PRINTED = {"schema", "schema_version", "data", "warnings"}
"""What a command prints with --json, and nothing beside it."""
JUSTIFICATION = {"kind", "schema_version", "not_shown", "declared", "inputs", "steps", "claim"}
STEP = {"id", "rule", "premises", "conclusion", "witness"}
TO_GIVE = "To give: a study that was run, its out folder, or one file that a run wrote."
NOT_SHOWN = [
    "That the options were complete: a better one may not have been thought of.",
    "That the appraisals are true: what an option does to a value is somebody's word.",
    "That the people asked are representative of those affected.",
    "That the facts are as asserted, and the norms as they stand in their sources.",
]
NOT_SHOWN_SYNTHETIC = (
    "Anything about real people: people or situations that it rests on are synthetic. It shows how "
    "the method works, and nothing of it can be in force."
)
"""What no certificate shows, and what one that rests on synthetic records does not show either."""
Check = Callable[["Report", Any, Path], None]
"""Checks a document that lies in a folder, and adds to a report what it shows."""
MEANING = {
    "synthetic": "demonstration (synthetic people or situations); nothing of it can be in force",
    "model": "rests on what models said that nobody calibrated",
    "imported": "rests on imported records",
    "in_force": "rests on what people and their institutions said, and on nothing else",
}

# --- A certificate: what it states beside what follows


def part(where: str, record: Any, field: str, form: type) -> Any:
    """Return what a field holds; refuse a document that leaves it out, or holds another form."""
    if field not in record:
        raise InvalidError(f"{where}: the field {field!r} is missing")
    if not isinstance(record[field], form):
        expected = "a list of objects" if form is list else "an object"
        raise InvalidError(f"{where}.{field}{shapes.unlike(expected, record[field])}")
    return record[field]


def declared(case: Any) -> dict[str, Any]:
    """Return what the derivation had to cover, in the order in which it is declared."""
    content, scene, situation = case.target.content, case.scene, case.situation
    contexts = {up for each in content.contexts for up in (each.name, *each.broader)}
    contexts |= {claim.context for claim in situation.contexts}
    cards = inputs.grouped((counts, card) for card, counts in case.weighing.counts.items())
    said = [each.appraiser for each in (*case.inputs.placings, *case.inputs.appraisals)]
    return {
        "options": list(case.options),
        "standpoints": sorted(case.standpoints),
        "contexts": sorted(c for c in contexts if scene.context(c)[1] > scenes.FAILS),
        "norms_in_force": case.norms.in_force,
        "values_that_count": sorted(cards.get("certain", ())),
        "values_that_may_count": sorted(cards.get("open", ())),
        "values_that_do_not_count": sorted(cards.get("no", ())),
        "appraisers": sorted({name for name in (*said, *content.appraisers) if name}),
        "norm_order": list(content.norm_order),
    }


def compare_steps(justification: Any, case: Any) -> list[str]:
    """Return how a certificate's steps differ from those that follow."""
    problems: list[str] = []
    earlier: set[str] = set()
    for place, step in enumerate(justification.steps):
        if len(problems) >= MOST_PROBLEMS:
            return problems
        name, conclusion, rests_on = (
            step.get("id"),
            step.get("conclusion"),
            step.get("premises", []),
        )
        if name not in case.steps:
            known = isinstance(step.rule, str) and step.rule in RULES.split()
            what = "one that does not follow" if known else f"no rule {step.rule!r:.99} is known"
            problems.append(f"step {place} {name!r:.300}: {what}")
            continue
        rule, follows, premises = case.steps[name]
        if name in earlier:
            problems.append(f"step {name}: stands twice")
        if step.get("rule") != rule or not step.keys() <= STEP:
            problems.append(f"step {name}: its rule is {rule}, its fields among {sorted(STEP)}")
        if conclusion != follows or (rule in MIXED and not inputs.same(conclusion, follows)):
            problems.append(f"step {name}: {inputs.difference(conclusion, follows)}")
        if type(rests_on) is not list or len(rests_on) != len(premises):
            problems.append(f"step {name}: its premises are not the {len(premises)} it rests on")
        elif not (premises.issuperset(rests_on) and earlier.issuperset(premises)):
            which = "steps that come later" if premises == {*rests_on} else "other premises"
            problems.append(f"step {name}: rests on {which} than the {len(premises)} it has")
        elif len(premises) > 1 and len({*rests_on}) != len(premises):
            problems.append(f"step {name}: rests on one step twice")
        earlier.add(name)
    missing = [name for name in case.steps if name not in earlier]
    return problems + [f"step {name}: missing" for name in missing[:MOST_PROBLEMS]]


# --- A report


class Report:
    """What was checked, what was found wrong, and what stays unshown."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.counts: Counter[str] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.standings: Counter[str] = Counter()
        self.targets: dict[str, Any] = {}
        self.kept: list[Any] | None = None
        self.claims: list[dict[str, Any]] = []
        self.not_shown: dict[str, None] = {}
        self.unverified: list[str] = []
        self.notes: list[str] = []

    def target(self, said: Any, folder: Path) -> Any:
        """Return the target that inputs hold or name; each is read and derived once."""
        named_only = said.keys() == {"sha256"}
        digest = said["sha256"] if named_only else inputs.sha256(said)
        if digest not in self.targets:
            content = inputs.parse(read_inside(folder, "target.json")) if named_only else said
            if named_only and inputs.sha256(content) != digest:
                raise InvalidError(f"target.json beside it is another than {digest!r:.99}")
            shapes.expect("target", content)
            self.targets[digest] = choice.Target(content, digest)
        return self.targets[digest]

    def take(self, content: Any, folder: Path) -> None:
        """Check one document."""
        if content.kind == "target":
            self.target(content, folder)
            return
        justification = content
        if content.kind == "decision":
            justification = part("decision", content, "justification", Record)
        said = part("justification", justification, "inputs", Record)
        shapes.expect("inputs", said)
        steps = part("justification", justification, "steps", list)
        if not all(isinstance(step, Record) for step in steps):
            raise InvalidError("justification.steps: expected a list of objects")
        stated = {name for step in steps if type(name := step.get("id")) is str}
        case = choice.Derivation(said, self.target(said.target, folder), stated)
        problems = compare_steps(justification, case)
        follows: dict[str, Any] = {}
        if content.kind == "decision":
            follows = decision.expected(case)
            problems += decision.compare(content, follows)
        covered = declared(case)
        if justification.declared != covered:
            problems.append(f"declared: {inputs.difference(justification.declared, covered)}")
        if unknown := justification.keys() - JUSTIFICATION:
            problems.append(f"justification: no rule knows the field {min(unknown)!r:.99}")
        form = justification.kind, justification.schema_version, justification.claim
        if not inputs.same([*form], ["justification", 1, "choice"]):
            problems.append(f"justification: kind, schema_version and claim are {form!r:.300}")
        unshown = NOT_SHOWN + ([NOT_SHOWN_SYNTHETIC] if case.standing == "synthetic" else [])
        if justification.not_shown != unshown:
            problems.append("justification: it does not open with what it does not show")
        if problems:
            raise InvalidError("; ".join(problems[:MOST_PROBLEMS]))
        if self.kept is not None:
            self.kept.append((said, follows | {"not_shown": unshown}))
        self.counts.update(decisions=1, steps=len(case.steps))
        self.outcomes[case.choice["outcome"]] += 1
        self.standings[case.standing] += 1
        self.not_shown |= dict.fromkeys(unshown)

    def attempt(self, content: Any, folder: Path, where: str, check: Check | None = None) -> None:
        """Check one document, and keep what is wrong with it, saying where it stands.

        Args:
            content: the document.
            folder: where it lies.
            where: what each problem begins with.
            check: what checks it, if it is no decision, justification or target.
        """
        earlier, self.problems = self.problems, []
        try:
            (check or Report.take)(self, content, folder)
        except InvalidError as error:
            self.problems.append(str(error))
        except MALFORMED as error:
            self.problems.append(f"malformed: {type(error).__name__}: {error!s:.200}")
        finally:
            self.problems = earlier + [f"{where}{problem}" for problem in self.problems]

    def data(self) -> dict[str, Any]:
        """Return the report as JSON."""
        return {
            "valid": not self.problems,
            "problems": self.problems,
            "decisions": 0,
            "steps": 0,
            "erased": 0,
            **self.counts,
            "outcomes": dict(self.outcomes),
            "standings": dict(self.standings),
            "targets": sorted(self.targets),
            **({"claims": self.claims} if self.claims else {}),
            "not_shown": list(self.not_shown),
            "unverified": self.unverified,
            "notes": self.notes,
        }


# --- What checks a document of each kind that may stand alone


def check_argument(report: Report, content: Any, folder: Path) -> None:
    """Check a certificate about arguments."""
    del folder
    beside("checker_arguments").check(content, report)


def check_choice(report: Report, content: Any, folder: Path) -> None:
    """Check a certificate about a choice without a common scale."""
    del folder
    report.counts["proofs"] += 1
    beside("checker_permissible")
    beside("checker_choices").check(content, report)


def check_manifest(report: Report, content: Any, folder: Path) -> None:
    """Check a manifest with the files beside it."""
    report.counts["proofs"] += 1
    beside("replay").Run(folder, None, report, sys.modules[__name__]).check_files(content)


def check_proof(report: Report, content: Any, folder: Path) -> None:
    """Check what a ledger hands out."""
    del folder
    beside("replay_ledger").check_proof(content, report)


KINDS: dict[str, Check] = {
    **dict.fromkeys(("decision", "justification", "target"), Report.take),
    **dict.fromkeys(("receipt", "consistency_proof", "tree_head"), check_proof),
    "argument_certificate": check_argument,
    "choice_certificate": check_choice,
    "manifest": check_manifest,
}

# --- Paths


def read(path: Path) -> bytes:
    """Return a file's bytes; refuse what is no file, or too large to check."""
    try:
        if not path.is_file():
            found = "that is no file" if path.exists() else "there is no such file"
            raise UnreadableError(f"{path}: {found}")
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableError(f"{path}: more than {LARGEST_FILE} bytes, the most that is read")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{path}: {error}") from None


def inside(folder: Path, name: str) -> Path:
    """Return the path of what lies inside a folder; refuse a name that leaves it, and links."""
    place, parts = folder, name.split("/")
    whole = not {"", ".", ".."} & {*parts} and not {"\\", "\0"} & {*name}
    for part in parts if whole else ():
        above, place = place, place / part
        whole = whole and place.parent == above and not place.is_symlink()
    if not whole:
        raise InvalidError(f"{name!r:.300}: no such file inside the folder")
    return place


def read_inside(folder: Path, name: str) -> bytes:
    """Return the bytes of a file inside a folder; no link is opened."""
    return read(inside(folder, name))


def parsed(data: bytes, where: str) -> Any:
    """Return what JSON says; where it is none, say of which file."""
    try:
        return inputs.parse(data)
    except UnreadableError as error:
        raise UnreadableError(f"{where}{error}") from None


def check_file(path: Path, report: Report, *, printed: bool = False) -> None:
    """Check one document that stands alone, or such documents one a line.

    Where it was printed by a command with --json, it is the document in there that is checked.
    """
    data = read(path)
    lines = data.split(b"\n") if path.suffix == ".jsonl" else [data]
    for number, line in enumerate(lines, 1):
        if len(report.problems) >= MOST_PROBLEMS:
            report.problems.append(f"line {number} and those after it: not checked")
            break
        if line.strip():
            where = f"line {number}: " if len(lines) > 1 else ""
            content = parsed(line, f"{path}: {where}")
            if printed and isinstance(content, Record) and content.keys() == PRINTED:
                content = content.data
            if not isinstance(content, Record) or content.kind not in KINDS:
                known = ", ".join(sorted(KINDS))
                raise UnreadableError(f"{path}: {where}no document of a kind among {known}")
            if report.kept is not None and content.kind != "decision":
                raise InvalidError(f"{path.name}: {where}a run writes decisions, and this is none")
            report.attempt(content, path.parent, where, KINDS[content.kind])
    if not report.counts and not report.targets and not report.problems:
        raise UnreadableError(f"{path}: nothing in it to check")


def check(path: Path) -> Report:
    """Check a study, its out folder or one file.

    Raises:
        UnreadableError: if there is nothing that could be checked.
    """
    report = Report()
    try:
        if path.is_dir():
            beside("replay").check_folder(path, report, sys.modules[__name__])
            return report
        check_file(path, report, printed=True)
    except InvalidError as error:
        report.problems.append(str(error))
    except MALFORMED as error:
        report.problems.append(f"malformed: {type(error).__name__}: {error!s:.200}")
    except (OSError, RuntimeError, MemoryError) as error:
        raise UnreadableError(f"{path}: {str(error) or type(error).__name__}") from None
    if report.targets:
        report.unverified.append("that the records give this target: check the study's folder")
    return report


def talk(report: Report) -> str:
    """Return what people are told of a check."""
    counts, lines = report.counts, [f"NOT VALID: {problem}" for problem in report.problems]
    if not report.problems:
        targets = ", ".join(f"sha256:{digest}" for digest in sorted(report.targets))
        lines = [f"derivation checked, conditional on target {targets}"]
        if not counts["decisions"]:
            lines = [f"target checked: {targets}"] if targets else ["checked"]
        outcomes = ", ".join(f"{n} {outcome}" for outcome, n in sorted(report.outcomes.items()))
        lines += [f"argument checked: {claim['told']}" for claim in report.claims]
        lines += [f"decisions: {outcomes}; steps: {counts['steps']}"] if outcomes else []
        if counts["records"]:
            lines.append(f"replayed: the target and its inputs, from {counts['records']} records")
        lines += [f"standing: {MEANING[standing]}" for standing in sorted(report.standings)]
    if erased := counts["erased"]:
        what = (
            "1 input erased; what rests on it"
            if erased == 1
            else f"{erased} inputs erased; what rests on them"
        )
        lines.append(f"{what} can no longer be verified")
    lines += report.notes
    lines += [f"not shown: {text}" for text in report.not_shown]
    lines += [f"unverified: {text}" for text in report.unverified]
    return "\n".join(map(printable, lines))


def printable(text: str) -> str:
    """Return what may go to a terminal: nothing that a file says may move the cursor."""
    return "".join(c if c.isprintable() else "?" for c in text)


def main(arguments: list[str]) -> int:
    """Check a path, say what came of it, and return the exit status."""
    paths = [argument for argument in arguments if argument != "--json"]
    if len(paths) != 1 or paths[0].startswith("-"):
        sys.stderr.write(f"{__doc__}\n")
        return 0 if paths in (["-h"], ["--help"]) else 2
    report, unreadable, collects = Report(), "", gc.isenabled()
    gc.disable()
    try:
        report = check(Path(paths[0]))
    except UnreadableError as error:
        unreadable = str(error)
    finally:
        if collects:
            gc.enable()
    if "--json" in arguments:
        data = report.data() | {"path": paths[0]}
        if unreadable:
            data |= {"valid": False, "unreadable": unreadable}
        document = {"schema": "check", "schema_version": 1, "data": data, "warnings": []}
        text = json.dumps(document)
    else:
        text = f"UNREADABLE: {printable(unreadable)}\n{TO_GIVE}" if unreadable else talk(report)
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    return 3 if unreadable else 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

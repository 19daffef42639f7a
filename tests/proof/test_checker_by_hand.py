"""Certificates written by hand, from the rules in words, without the program that decides.

In `by_hand`: `norms`, where a higher duty to enter stands above a lower prohibition, so waiting
breaks it and entering does not; `values`, where one value is held wiser than another and decides
for stopping, a third is compared with neither and says nothing, and a fourth is held by nobody;
`standpoints`, where those outside can reasonably reject one of two principles, which is vetoed.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CHECKER = Path(__file__).resolve().parents[2] / "src" / "commonweal" / "proof" / "checker.py"
BY_HAND = Path(__file__).with_name("by_hand")
NAMES = ("norms", "values", "standpoints")


def written(name: str) -> dict[str, Any]:
    """Return a certificate that was written by hand."""
    content: dict[str, Any] = json.loads((BY_HAND / f"{name}.json").read_text(encoding="utf-8"))
    return content


def sha256(value: Any) -> str:
    """Return the hash of canonical JSON, which sorted keys are for ASCII keys and integers."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def check(folder: Path, document: Any, name: str = "file.json") -> tuple[int, dict[str, Any]]:
    """Write a document, check it with the program alone, and return its status and its report."""
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    command = [sys.executable, "-I", str(CHECKER), str(path), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.stderr == ""
    return done.returncode, json.loads(done.stdout)["data"]


@pytest.mark.parametrize("name", NAMES)
def test_a_certificate_written_by_hand_is_valid(name: str, tmp_path: Path) -> None:
    """What follows from the rules in words passes, though no program of ours wrote it."""
    certificate = written(name)

    status, report = check(tmp_path, certificate)

    assert (0, []) == (status, report["problems"])
    assert [sha256(certificate["inputs"]["target"])] == report["targets"]
    assert len(certificate["steps"]) == report["steps"]


@pytest.mark.parametrize("name", NAMES)
def test_steps_may_stand_in_any_order_that_puts_premises_first(name: str, tmp_path: Path) -> None:
    """Another order with premises earlier passes; the reverse order does not."""
    certificate = written(name)
    left, ordered, seen = certificate["steps"][::-1], [], set()
    while left:
        ready = next(one for one in left if seen >= set(one["premises"]))
        ordered.append(ready)
        seen.add(ready["id"])
        left.remove(ready)

    assert certificate["steps"] != ordered
    assert check(tmp_path, {**certificate, "steps": ordered})[0] == 0
    assert check(tmp_path, {**certificate, "steps": certificate["steps"][::-1]})[0] == 1


def test_the_target_may_lie_beside_the_file(tmp_path: Path) -> None:
    """A target named by its hash is read from target.json beside, and only if it is that."""
    certificate = written("values")
    content = certificate["inputs"]["target"]
    certificate["inputs"]["target"] = {"sha256": sha256(content)}
    (tmp_path / "target.json").write_text(json.dumps(content, indent=3), encoding="utf-8")

    here, _ = check(tmp_path, certificate)
    (tmp_path / "target.json").write_text(json.dumps({**content, "title": "Another"}))
    other, report = check(tmp_path, certificate)

    assert (0, 1) == (here, other)
    assert "target.json beside it is another" in report["problems"][0]


def test_many_decisions_share_one_line_each(tmp_path: Path) -> None:
    """Each line of a .jsonl file is checked, and the line that fails is named."""
    good, bad = written("norms"), written("norms")
    bad["steps"][-1]["conclusion"]["options"] = ["wait"]
    path = tmp_path / "decisions.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in (good, bad, written("values"))))

    done = subprocess.run(
        [sys.executable, "-I", str(CHECKER), str(path)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "line 2: step choice: options is stated as ['wait']" in done.stdout


def norms_decision() -> dict[str, Any]:
    """Return the decision around the justification by norms."""
    justification = written("norms")
    clash = {
        "type": "norms",
        "sides": [{"norm": "no-entry", "label": "out"}, {"norm": "rescue", "label": "in"}],
        "settled_by": "level",
        "prevails": "rescue",
    }
    return {
        "kind": "decision",
        "schema_version": 1,
        "by": "clerk",
        "origin": "person",
        "said_at": "2026-02-01T00:00:00Z",
        "study": "by-hand",
        "situation": "one",
        "target": sha256(justification["inputs"]["target"]),
        "outcome": "act",
        "options": ["go-in"],
        "reasons": [],
        "statuses": [
            {"option": "wait", "status": "forbidden", "broken": ["rescue"]},
            {"option": "go-in", "status": "permitted"},
        ],
        "relations": [
            {"first": "wait", "second": "go-in", "by_values": "undetermined", "by_norms": "worse"}
        ],
        "obliged": ["warden:enter"],
        "tensions": [
            {**clash, "options": ["go-in"], "item": "act:0"},
            {**clash, "options": ["wait"], "item": "omission:rescue"},
        ],
        "standing": "in_force",
        "justification": justification,
    }


def test_a_decision_by_hand_says_what_its_justification_derives(tmp_path: Path) -> None:
    """The record around a justification is held to it."""
    status, report = check(tmp_path, norms_decision())

    assert (0, []) == (status, report["problems"])
    assert {"act": 1} == report["outcomes"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("outcome", "ask"),
        ("options", ["wait"]),
        ("reasons", ["partial"]),
        ("standing", "imported"),
        ("interim", "wait"),
        ("ask", ["council"]),
        ("deadline", "2026-03-01T00:00:00Z"),
        ("obliged", []),
        ("study", "another"),
        ("situation", "two"),
        ("target", "0" * 64),
        ("tensions", []),
        ("relations", []),
        ("statuses", [{"option": "wait", "status": "forbidden", "broken": ["rescue"]}]),
        ("schema_version", True),
        ("votes", 7),
    ],
)
def test_a_decision_that_says_something_else_fails(field: str, value: Any, tmp_path: Path) -> None:
    """Each field that the justification derives is compared with it."""
    status, report = check(tmp_path, {**norms_decision(), field: value})

    assert status == 1
    assert report["problems"][0].startswith("decision: ")


def test_the_program_speaks_plainly_and_never_says_proved(tmp_path: Path) -> None:
    """People read what was checked, on what condition, and what is not shown."""
    path = tmp_path / "file.json"
    path.write_text(json.dumps(written("norms")))

    done = subprocess.run(
        [sys.executable, "-I", str(CHECKER), str(path)], capture_output=True, text=True, check=True
    )

    digest = sha256(written("norms")["inputs"]["target"])
    assert f"derivation checked, conditional on target sha256:{digest}" in done.stdout
    assert (
        "not shown: That the options were complete: a better one may not have been thought of."
        in done.stdout
    )
    assert "unverified: that the records give this target" in done.stdout
    assert "prove" not in done.stdout.lower()


def test_what_a_file_says_cannot_move_the_cursor(tmp_path: Path) -> None:
    """Control characters in a file's text do not reach the terminal."""
    certificate = written("norms")
    certificate["steps"][0]["rule"] = "\x1b[2J\x07 gone\u202e"
    path = tmp_path / "file.json"
    path.write_text(json.dumps({**certificate, "kind": "justification"}))

    done = subprocess.run(
        [sys.executable, "-I", str(CHECKER), str(path)], capture_output=True, text=True, check=False
    )

    assert 1 == done.returncode
    assert "step inputs: its rule is inputs" in done.stdout
    assert not {"\x1b", "\x07", "\u202e"} & {*done.stdout}


def test_a_checker_without_the_files_beside_it_says_so(tmp_path: Path) -> None:
    """It is told what to copy, and nothing is said of the file that was to be checked."""
    alone = tmp_path / "checker.py"
    alone.write_bytes(CHECKER.read_bytes())

    done = subprocess.run(
        [sys.executable, "-I", str(alone), "any.json"], capture_output=True, text=True, check=False
    )

    assert (3, "") == (done.returncode, done.stdout)
    assert done.stderr.endswith("names begin with checker or replay\n")


@pytest.mark.parametrize(
    ("words", "status"), [([], 2), (["a", "b"], 2), (["--quiet"], 2), (["no"], 3)]
)
def test_usage_and_absent_files_have_their_own_status(
    words: list[str], status: int, tmp_path: Path
) -> None:
    """2 says that the program was asked wrongly, 3 that there is nothing to read."""
    done = subprocess.run(
        [sys.executable, "-I", str(CHECKER), *words], capture_output=True, check=False, cwd=tmp_path
    )

    assert status == done.returncode

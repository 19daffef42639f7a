"""What is written to break a checker is refused with a reason: it neither crashes nor hangs."""

from __future__ import annotations

import gc
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from commonweal.proof import checker
from commonweal.testing._decisions import card_id

from .forging import (
    CORPUS,
    GONE,
    bind,
    corpus,
    leaves,
    outcome,
    read,
    refused,
    replaced,
    written,
)

PROGRAM = Path(checker.__file__)
ESCAPE = "\x1b[2J\x1b]0;owned\x07\r\u202e\u2028"


def alone(path: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the checker by itself, as a stranger would."""
    command = [sys.executable, "-I", str(PROGRAM), str(path), *words]
    return subprocess.run(
        command, capture_output=True, check=False, timeout=60, env={**os.environ, **environment}
    )


# --- Bytes that are no strict JSON

DECISION = written(read("act"))
PLACE = b'"study":"study"'
assert DECISION.count(PLACE) == 2


def having(field: bytes) -> bytes:
    """Return a decision with other bytes where it names its study."""
    return DECISION.replace(PLACE, field, 1)


UNREADABLE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "spaces": lambda: b" \n\t",
    "lists a million deep": lambda: b"[" * 1_000_000,
    "lists a million deep, closed": lambda: b"[" * 1_000_000 + b"]" * 1_000_000,
    "objects a million deep": lambda: b'{"a":' * 1_000_000 + b"1" + b"}" * 1_000_000,
    "a million deep in a field": lambda: having(b'"study":' + b"[" * 10**6 + b"]" * 10**6),
    "deep, behind escaped quotes": lambda: having(rb'"study":"\\","x":' + b"[" * 200 + b"]" * 200),
    "a key twice": lambda: having(b'"study":"study","study":"study"'),
    "a key twice, spelt otherwise": lambda: having(rb'"study":"study","\u0073tudy":"study"'),
    "a key twice, deep inside": lambda: DECISION.replace(b'"holders":', b'"holders":1,"holders":'),
    "not a number": lambda: having(b'"study":NaN'),
    "infinity": lambda: having(b'"study":Infinity'),
    "minus infinity": lambda: having(b'"study":-Infinity'),
    "a number too large for a float": lambda: having(b'"study":1e400'),
    "a float": lambda: having(b'"study":1.0'),
    "a small float": lambda: having(b'"study":1e-400'),
    "minus zero with a fraction": lambda: having(b'"study":-0.0'),
    "an integer that not all readers hold": lambda: having(b'"study":9007199254740992'),
    "a million digits": lambda: having(b'"study":' + b"9" * 1_000_000),
    "minus a million digits": lambda: having(b'"study":-' + b"9" * 1_000_000),
    "half a surrogate pair": lambda: having(rb'"study":"\ud800"'),
    "half a surrogate pair in a key": lambda: having(rb'"\udfff":1'),
    "surrogates in the wrong order": lambda: having(rb'"study":"\udc00\ud800"'),
    "a surrogate in UTF-8": lambda: having(b'"study":"\xed\xa0\x80"'),
    "bytes that are no UTF-8": lambda: having(b'"study":"\xff"'),
    "overlong UTF-8": lambda: having(b'"study":"\xc0\xaf"'),
    "a byte order mark": lambda: b"\xef\xbb\xbf" + DECISION,
    "UTF-16": lambda: DECISION.decode().encode("utf-16"),
    "a zero byte": lambda: having(b'"study":"st\x00udy"'),
    "zero bytes": lambda: b"\x00" * 1_000,
    "a line break in a string": lambda: having(b'"study":"a\nb"'),
    "half of it": lambda: DECISION[: len(DECISION) // 2],
    "something after it": lambda: DECISION + b"{}",
    "a comment": lambda: b"// a decision\n" + DECISION,
    "a trailing comma": lambda: DECISION.replace(b"}", b",}", 1),
    "single quotes": lambda: having(b"'study':'study'"),
    "a number": lambda: b"1",
    "a list": lambda: b"[" + DECISION + b"]",
    "text": lambda: b'"decision"',
    "another kind": lambda: DECISION.replace(b'"kind":"decision"', b'"kind":"verdict"'),
    "no kind": lambda: b"{}",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_strict_json_is_unreadable(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is refused before anything is derived, with a reason."""
    path = tmp_path / "decision.json"
    path.write_bytes(UNREADABLE[name]())

    status, text = outcome(path, capsys)
    as_json, document = outcome(path, capsys, "--json")

    assert (3, 3) == (status, as_json)
    assert text.startswith("UNREADABLE: ")
    assert text.endswith(
        "To give: a study that was run, its out folder, or one file that a run wrote.\n"
    )
    assert len(text) < 1_000
    assert json.loads(document)["data"]["valid"] is False
    assert json.loads(document)["data"]["unreadable"]


def test_a_file_cut_off_anywhere_is_unreadable() -> None:
    """No beginning of a decision passes for a decision."""
    for length in random.Random(1).sample(range(len(DECISION)), 200):
        with pytest.raises(checker.UnreadableError):
            checker.inputs.parse(DECISION[:length])


def test_a_file_cut_off_is_said_to_end_before_it_is_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever it was cut: between brackets, in a word, an escape, or a letter of several bytes."""
    text = rb' {"a": [true, false, null, -1, {"b": "\\\"\u00e9' + "é".encode() + b'"}],\n "c": {}} '
    for length in range(1, len(text) - 1):
        with pytest.raises(checker.UnreadableError, match="it ends before it is whole"):
            checker.inputs.parse(text[:length])
    path = tmp_path / "decision.json"
    path.write_bytes(DECISION[: len(DECISION) // 2])

    status, told = outcome(path, capsys)

    assert {"a", "c"} == set(checker.inputs.parse(text))
    assert 3 == status
    assert told.startswith(f"UNREADABLE: {path}: it ends before it is whole")


@pytest.mark.parametrize(
    "text", ['{"a": [1}', '{"a": tx', '{"a" 1', "[" * 129, "[]]", '["\n', "[1 2"]
)
def test_what_is_wrong_otherwise_is_not_said_to_be_cut_off(text: str) -> None:
    """Brackets that do not match or are too many, and words that are none, are another mistake."""
    with pytest.raises(checker.UnreadableError) as refusal:
        checker.inputs.parse(text.encode())

    assert "whole" not in str(refusal.value)


WITHOUT = {
    "nothing else": ({"kind": "decision"}, "decision: the field 'justification' is missing"),
    "null": ({"kind": "decision", "justification": None}, "decision.justification: expected an ob"),
    "a list": ({"kind": "decision", "justification": []}, "decision.justification: expected an ob"),
    "nothing in it": (
        {"kind": "decision", "justification": {}},
        "justification: the field 'inputs' is missing",
    ),
    "no inputs": ({"kind": "justification"}, "justification: the field 'inputs' is missing"),
    "a number": (
        {"kind": "justification", "inputs": 3},
        "justification.inputs: expected an object, found 3",
    ),
    "no steps": (
        replaced(read("act"), ("justification", "steps"), GONE),
        "justification: the field 'steps' is missing",
    ),
    "steps by name": (
        replaced(read("act"), ("justification", "steps"), {}),
        "justification.steps: expected a list of objects, found {}",
    ),
    "a step that is none": (
        replaced(read("act"), ("justification", "steps", 0), "inputs"),
        "justification.steps: expected a list of objects",
    ),
}


@pytest.mark.parametrize("name", WITHOUT)
def test_a_part_that_is_missing_is_named(name: str) -> None:
    """What a decision cannot be checked without is said, in the words of the format."""
    content, told = WITHOUT[name]

    assert refused(json.loads(json.dumps(content))).startswith(told)


def test_the_program_alone_refuses_without_a_trace(tmp_path: Path) -> None:
    """Nothing is written to the error stream, whatever is read."""
    path = tmp_path / "decision.json"
    for name in ("objects a million deep", "a million digits", "UTF-16", "half of it"):
        path.write_bytes(UNREADABLE[name]())

        done = alone(path)

        assert (3, b"") == (done.returncode, done.stderr)


# --- Values of every type at every place

JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.sampled_from(["", "yes", "act", "value", "1/2", "0/1", "1/0", "-1/3", card_id(1), ESCAPE])
    | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["kind", "of", "name", "all", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def nodes(document: Any) -> list[tuple[str | int, ...]]:
    """Return the path of everything in a document."""
    found = {path[:length] for path, _ in leaves(document) for length in range(len(path) + 1)}
    return sorted(found, key=str)


NODES = {case: nodes(decision) for case, decision in corpus().items()}
INPUTS = {
    case: [path for path in paths if path[:2] == ("justification", "inputs") and len(path) > 2]
    for case, paths in NODES.items()
}


@given(st.data())
@settings(max_examples=300)
def test_anything_may_stand_anywhere_and_is_refused(data: st.DataObject) -> None:
    """Random JSON in place of any part of a decision is answered, and never believed."""
    case = data.draw(st.sampled_from(sorted(NODES)))
    path = data.draw(st.sampled_from(NODES[case]))
    decision = read(case)

    content = replaced(decision, path, data.draw(JSON_VALUES))
    found = refused(content) if isinstance(content, dict) else "no document"

    told = path in {("by",), ("said_at",), ("language",)}
    assert found or told or content == decision


@given(st.data())
@settings(max_examples=300)
def test_inputs_of_any_type_are_answered_though_every_hash_is_right(data: st.DataObject) -> None:
    """With the hashes mended, the rules themselves meet what they do not expect."""
    case = data.draw(st.sampled_from(sorted(INPUTS)))
    path = data.draw(st.sampled_from(INPUTS[case]))

    content = bind(replaced(read(case), path, data.draw(JSON_VALUES)))

    assert isinstance(refused(content), str)


@given(st.data())
@settings(max_examples=200)
def test_two_parts_exchanged_are_answered(data: st.DataObject) -> None:
    """What is well formed at one place is not at another, and is met there all the same."""
    case = data.draw(st.sampled_from(sorted(INPUTS)))
    here, there = (data.draw(st.sampled_from(INPUTS[case])) for _ in range(2))
    decision = read(case)
    part: Any = decision
    for step in there:
        part = part[step]

    content = bind(replaced(decision, here, part))

    assert isinstance(refused(content), str)


# --- Paths, and what reaches the terminal


def test_control_characters_do_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever a file says of itself, what is printed cannot move the cursor."""
    path = tmp_path / "decision.json"
    places = [
        ("justification", "not_shown", 0),
        ("outcome",),
        ("justification", "steps", 0, "id"),
        ("justification", "claim"),
        ("zz",),
    ]
    places += [("justification", "steps", 0, "rule"), ("justification", "inputs", "zz")]
    forged = [replaced(read("act") | {"zz": 0}, place, ESCAPE) for place in places[:-1]]
    for content in (*forged, {"kind": ESCAPE}, {ESCAPE: 1, "kind": "decision"}):
        path.write_bytes(written(content))

        _, text = outcome(path, capsys)
        _, document = outcome(path, capsys, "--json")

        assert all(line.isprintable() for line in text.split("\n"))
        assert document.removesuffix("\n").isprintable()
        assert document.isascii()


def test_what_a_terminal_cannot_show_is_written_out(tmp_path: Path) -> None:
    """A terminal without the letters of a language gets their numbers, and no crash."""
    path = tmp_path / "décision-決.json"
    path.write_bytes(written(replaced(read("act"), ("outcome",), "決まった")))
    command = [sys.executable, str(PROGRAM), str(path)]

    done = subprocess.run(
        command,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )

    assert (1, b"") == (done.returncode, done.stderr)
    assert rb"\u6c7a" in done.stdout


@pytest.mark.parametrize("name", ["missing.json", "folder", "pipe", "loop.json", "dangling.json"])
def test_what_is_no_file_is_unreadable(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pipe is not waited for, and a link that leads nowhere is not followed round."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop.json").symlink_to(tmp_path / "loop.json")
    (tmp_path / "dangling.json").symlink_to(tmp_path / "nowhere")

    status, text = outcome(tmp_path / name, capsys)

    assert 3 == status
    assert text.startswith("UNREADABLE: ")


@pytest.mark.parametrize(
    "digest", ["../target.json", "/etc/passwd", "target", "", "a" * 64, "\x00", ESCAPE, None, 1, {}]
)
def test_a_target_is_sought_beside_the_file_only(
    digest: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The hash is never taken for a path; what lies beside has that hash, or nothing is checked."""
    folder = tmp_path / "inside"
    shutil.copytree(CORPUS / "several", folder)
    decision = json.loads((folder / "decisions.jsonl").read_text(encoding="utf-8").split("\n")[0])
    decision["justification"]["inputs"]["target"] = {"sha256": digest}
    (folder / "decision.json").write_bytes(written(decision))
    shutil.copy(folder / "target.json", tmp_path / "target.json")

    status, text = outcome(folder / "decision.json", capsys)
    (folder / "target.json").unlink()
    without, _ = outcome(folder / "decision.json", capsys)

    assert 1 == status
    assert "another than" in text or "sha256" in text
    assert without in {1, 3}


def test_a_target_beside_that_is_no_file_or_no_json_is_unreadable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The decisions say nothing without it; a link is not followed."""
    folder = tmp_path / "several"
    shutil.copytree(CORPUS / "several", folder)
    target = folder / "target.json"
    target.unlink()
    statuses = [outcome(folder / "decisions.jsonl", capsys)[0]]
    os.mkfifo(target)
    statuses.append(outcome(folder / "decisions.jsonl", capsys)[0])
    target.unlink()
    target.symlink_to(CORPUS / "several" / "target.json")
    statuses.append(outcome(folder / "decisions.jsonl", capsys)[0])
    target.unlink()
    target.write_bytes(b"\xff" * 100)
    statuses.append(outcome(folder / "decisions.jsonl", capsys)[0])

    assert [3, 3, 1, 3] == statuses


@pytest.mark.parametrize(
    "lines", [b"\n\n", b"null\n", b"{}\n", b'{"kind":"decision"}\n[]\n', b'{"kind":[1]}\n']
)
def test_lines_that_are_no_decisions_are_refused(
    lines: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file of lines without a decision is not a file of no wrong decisions."""
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(lines)

    status, _ = outcome(path, capsys)

    assert status in {1, 3}


def test_lines_without_end_are_refused_after_a_few(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever writes a thousand wrong decisions is told of the first, not of all."""
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(b'{"kind":"decision"}\n' * 1_000)

    status, text = outcome(path, capsys)

    assert 1 == status
    assert 20 < text.count("NOT VALID") < 30
    assert "line 21 and those after it: not checked" in text


def test_a_check_leaves_nothing_behind_that_only_a_collector_frees(tmp_path: Path) -> None:
    """The collector is off while decisions are checked, so nothing may refer to itself."""
    defined = (CORPUS / "definitions.json").read_bytes()
    path = tmp_path / "decision.json"
    path.write_bytes(defined)
    checker.check(path)
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        checker.check(path)
        gc.collect()
        left = {type(each).__name__ for each in gc.garbage}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()

    assert set() == left & {"Derivation", "Norms", "Scene", "Weighing", "Open"}


def test_a_callers_own_modules_stay_theirs(tmp_path: Path) -> None:
    """Whoever checks from a program of their own may have a module of any of the files' names."""
    names = [path.stem for path in PROGRAM.parent.glob("*.py")]
    theirs = [name for name in names if name.startswith(("checker_", "replay"))]
    for name in theirs:
        (tmp_path / f"{name}.py").write_text("mine = True")
    (tmp_path / "out").mkdir()
    program = f"""
import importlib, sys
sys.path.insert(0, {str(tmp_path)!r})
before = [importlib.import_module(name) for name in {theirs!r}]
from commonweal.proof import checker
for name in ("", "_ledger", "_summary", *(f"_{{name}}" for name in checker.beside("replay").STUDY)):
    checker.beside(f"replay{{name}}")
after = [importlib.import_module(name) for name in {theirs!r}]
sys.exit(before != after or not all(each.mine for each in after))
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert (0, b"") == (done.returncode, done.stderr)


def test_a_check_leaves_the_collector_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever calls the checker in a program of their own finds that program unchanged."""
    outcome(tmp_path / "missing.json", capsys)

    assert gc.isenabled()

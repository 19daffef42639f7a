"""Receipts and consistency proofs, checked alone, against the definitions of RFC 9162."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from commonweal.proof import checker

from .small_study import canonical, head_of, leaf_hash, problems, root_of, write_ledger

LEDGERS = checker.beside("replay_ledger")
ENTRIES = [f"norm:{number:064x}" for number in range(40)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]


def inclusion(leaves: list[bytes], index: int) -> list[bytes]:
    """Return the path as section 2.1.3.1 defines it."""
    if len(leaves) < 2:
        return []
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    if index < half:
        return [*inclusion(leaves[:half], index), root_of(leaves[half:])]
    return [*inclusion(leaves[half:], index - half), root_of(leaves[:half])]


def consistency(leaves: list[bytes], size: int, *, whole: bool = True) -> list[bytes]:
    """Return the path as section 2.1.4.1 defines it."""
    if size == len(leaves):
        return [] if whole else [root_of(leaves)]
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    if size <= half:
        return [*consistency(leaves[:half], size, whole=whole), root_of(leaves[half:])]
    return [*consistency(leaves[half:], size - half, whole=False), root_of(leaves[:half])]


def receipt(index: int, size: int) -> dict[str, Any]:
    return {
        "kind": "receipt",
        "schema_version": 1,
        "leaf": ENTRIES[index],
        "index": index,
        "size": size,
        "root": root_of(LEAVES[:size]).hex(),
        "path": [step.hex() for step in inclusion(LEAVES[:size], index)],
        "head": {**head_of(ENTRIES[:size])},
    }


def proof(old: int, new: int) -> dict[str, Any]:
    path = consistency(LEAVES[:new], old) if old else []
    return {
        "kind": "consistency_proof",
        "schema_version": 1,
        "old_size": old,
        "old_root": root_of(LEAVES[:old]).hex(),
        "new_size": new,
        "new_root": root_of(LEAVES[:new]).hex(),
        "path": [step.hex() for step in path],
    }


def checked(folder: Path, content: Any) -> Any:
    path = folder / "proof.json"
    path.write_text(json.dumps(content))
    return checker.check(path)


def test_every_receipt_of_small_ledgers_is_valid() -> None:
    """The path from each entry of each size leads to the root."""
    wrong = [
        (index, size)
        for size in range(1, 34)
        for index in range(size)
        if not LEDGERS.includes(
            LEAVES[index],
            *(index, size, inclusion(LEAVES[:size], index), root_of(LEAVES[:size]).hex()),
        )
    ]

    assert [] == wrong


def test_every_continuation_of_small_ledgers_is_valid() -> None:
    """The path from each size to each larger one shows that the one begins the other."""
    roots = [root_of(LEAVES[:size]).hex() for size in range(34)]
    wrong = [
        (old, new)
        for new in range(1, 34)
        for old in range(new + 1)
        if not LEDGERS.continues(
            (old, roots[old]), (new, roots[new]), consistency(LEAVES[:new], old) if old else []
        )
    ]

    assert [] == wrong


@given(size=st.integers(1, 40), data=st.data())
def test_a_path_that_was_changed_leads_elsewhere(size: int, data: st.DataObject) -> None:
    """Another leaf, place, size of another shape, or step is noticed."""
    index = data.draw(st.integers(0, size - 1))
    path, root = inclusion(LEAVES[:size], index), root_of(LEAVES[:size]).hex()
    other = data.draw(st.integers(0, size - 1).filter(lambda place: place != index) | st.none())

    assert not LEDGERS.includes(leaf_hash("norm:other"), index, size, path, root)
    assert not LEDGERS.includes(LEAVES[index], index, size, [*path, LEAVES[0]], root)
    assert not LEDGERS.includes(LEAVES[index], size, size, path, root)
    assert not LEDGERS.includes(LEAVES[index], -1, size, path, root)
    if path:
        step = data.draw(st.integers(0, len(path) - 1))
        changed = [*path[:step], LEAVES[39], *path[step + 1 :]]
        assert not LEDGERS.includes(LEAVES[index], index, size, path[:-1], root)
        assert path == changed or not LEDGERS.includes(LEAVES[index], index, size, changed, root)
    if other is not None:
        assert not LEDGERS.includes(LEAVES[other], index, size, path, root)


@given(sizes=st.lists(st.integers(1, 40), min_size=2, max_size=2, unique=True), data=st.data())
def test_a_ledger_that_was_told_anew_has_no_proof(sizes: list[int], data: st.DataObject) -> None:
    """With any early entry exchanged, the honest path no longer leads to the old root."""
    old, new = sorted(sizes)
    place = data.draw(st.integers(0, old - 1))
    told = [*LEAVES[:place], leaf_hash("norm:other"), *LEAVES[place + 1 : new]]
    before = old, root_of(LEAVES[:old]).hex()

    path = consistency(told, old)

    assert not LEDGERS.continues(before, (new, root_of(told).hex()), path)


@pytest.mark.parametrize(("index", "size"), [(0, 1), (4, 7), (31, 32), (32, 33)])
def test_a_receipt_says_what_it_shows_and_what_not(index: int, size: int, tmp_path: Path) -> None:
    """It shows a place under a root; whose root that is must be known from elsewhere."""
    report = checked(tmp_path, receipt(index, size))

    assert [] == report.problems
    assert [f"{ENTRIES[index]} is entry {index} of {size} there"] == report.notes
    assert ["that the root is the ledger's: compare it with a head you trust"] == report.unverified


RECEIPT_CHANGES: list[dict[str, Any]] = [
    {"leaf": ENTRIES[5]},
    {"leaf": "norm:short"},
    {"schema_version": 2},
    {"schema_version": True},
    {"schema_version": "1"},
    {"certified_by": "the court"},
    {"index": True},
    {"size": True},
    {"index": 5},
    {"index": "4"},
    {"index": -1},
    {"size": 6},
    {"root": "0" * 64},
    {"root": 7},
    {"path": []},
    {"path": ["zz"]},
    {"path": "abc"},
    {"head": {**head_of(ENTRIES[:6])}},
    {"head": {**head_of(ENTRIES[:7]), "more": 1}},
    {"head": {**head_of(ENTRIES[:7]), "key": "ab" * 32}},
]


@pytest.mark.parametrize("change", RECEIPT_CHANGES, ids=str)
def test_a_receipt_that_was_changed_is_not_valid(change: dict[str, Any], tmp_path: Path) -> None:
    """Each field that matters is verified, and none ends in a traceback."""
    assert checked(tmp_path, {**receipt(4, 7), **change}).problems


@pytest.mark.parametrize("sizes", [(0, 5), (3, 7), (4, 8), (8, 8), (7, 33)])
def test_a_consistency_proof_is_verified(sizes: tuple[int, int], tmp_path: Path) -> None:
    """A proof holds, and with either root exchanged it does not."""
    content = proof(*sizes)

    assert [] == checked(tmp_path, content).problems
    assert checked(tmp_path, {**content, "old_root": "0" * 64}).problems
    # An empty tree is continued by every other, so there its proof shows nothing of the new root.
    assert bool(sizes[0]) == bool(checked(tmp_path, {**content, "new_root": "0" * 64}).problems)


@pytest.mark.parametrize(
    "change",
    [{"schema_version": "x"}, {"note": 1}, {"old_size": False}, {"new_size": True}, {"path": None}],
    ids=str,
)
def test_a_consistency_proof_of_another_form_is_not_valid(
    change: dict[str, Any], tmp_path: Path
) -> None:
    """It has the fields of version 1, numbers that are numbers, and no other field."""
    assert checked(tmp_path, {**proof(0, 1), **change}).problems


def test_a_receipt_of_what_is_no_record_is_not_valid(tmp_path: Path) -> None:
    """A path may lead from anything to a root; what a ledger holds are ids of records."""
    leaf = "anything at all"
    content = {**receipt(0, 1), "leaf": leaf, "root": leaf_hash(leaf).hex()}
    del content["head"]

    [problem] = checked(tmp_path, content).problems

    assert "the whole id of a record" in problem


HEAD_CHANGES: list[dict[str, Any]] = [
    {"at": "yesterday"},
    {"at": "2026-02-30T00:00:00Z"},
    {"ledger": {"x": [1]}},
    {"ledger": "My Ledger"},
    {"size": True},
    {"schema_version": True},
    {"more": 1},
    {"signature": "cd" * 64},
    {"key": "ab" * 32, "signature": "cd"},
]


@pytest.mark.parametrize("change", HEAD_CHANGES, ids=str)
def test_a_head_of_another_form_is_not_valid(change: dict[str, Any], tmp_path: Path) -> None:
    """Alone, in a receipt, and in a ledger, a head has one form."""
    head = {**head_of(ENTRIES[:1]), **change}
    write_ledger(tmp_path / "ledger", [ENTRIES[:1]])
    lines = (tmp_path / "ledger" / "heads.jsonl").read_bytes().splitlines()
    (tmp_path / "ledger" / "heads.jsonl").write_bytes(lines[0] + b"\n" + canonical(head) + b"\n")

    assert checked(tmp_path, head).problems
    assert checked(tmp_path, {**receipt(0, 1), "head": head}).problems
    assert problems(tmp_path / "ledger")


def test_a_ledger_begins_with_the_head_of_an_empty_one(tmp_path: Path) -> None:
    """Heads from which the first were cut off do not tell how the ledger grew."""
    write_ledger(tmp_path, [ENTRIES[:2], ENTRIES[2:4]])
    _, *rest = (tmp_path / "heads.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "heads.jsonl").write_bytes(b"".join(rest))

    [problem] = problems(tmp_path)

    assert problem.endswith("heads.jsonl does not begin with the head of an empty ledger")


def test_ledger_heads_chain(tmp_path: Path) -> None:
    """Every two heads of a growing ledger are consistent, and none the other way round."""
    for old, new in pairwise((1, 2, 3, 5, 8, 13, 21, 34)):
        assert [] == checked(tmp_path, proof(old, new)).problems
        turned = {**proof(old, new), "old_size": new, "new_size": old}
        assert checked(tmp_path, turned).problems


def test_a_signed_head_names_whose_signature_is_unverified(tmp_path: Path) -> None:
    """The standard library cannot verify Ed25519, and says so."""
    head = {**head_of(ENTRIES[:3]), "key": "ab" * 32, "signature": "cd" * 64}

    report = checked(tmp_path, head)

    assert [] == report.problems
    assert f"the signature by {'ab' * 32}: check it with that key" in report.unverified

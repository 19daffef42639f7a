"""Receipts and consistency proofs as people keep them: they read back, and none can be bent."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from commonweal.errors import InvalidDocument
from commonweal.proof._log import Ledger
from commonweal.proof._merkle import leaf_hash
from commonweal.proof._merkle_tree import MerkleTree
from commonweal.proof._receipt import ConsistencyProof, Receipt, hex_path
from commonweal.proof._signing_key import SigningKey
from commonweal.proof._tree_head import TreeHead

AT = "2026-01-31T09:30:00Z"


def numbered(count: int) -> list[str]:
    """Return made-up record ids that do not repeat."""
    return [f"wiser_vote:{sha256(str(number).encode()).hexdigest()}" for number in range(count)]


def tree_of(count: int) -> MerkleTree:
    tree = MerkleTree()
    tree.append([leaf_hash(record_id.encode()) for record_id in numbered(count)])
    return tree


def head_of(count: int, *, size: int | None = None) -> TreeHead:
    size = count if size is None else size
    return TreeHead("river", size, tree_of(count).root(size=size).hex(), AT)


@st.composite
def receipts(draw: st.DrawFn) -> Receipt:
    size = draw(st.integers(2, 300))
    index = draw(st.integers(0, size - 1))
    tree, head = tree_of(size), head_of(size)
    path = hex_path(tree.inclusion_path(index))
    with_head = head if draw(st.booleans()) else None
    return Receipt(numbered(size)[index], index, size, head.root, path, with_head)


@st.composite
def consistency_proofs(draw: st.DrawFn) -> ConsistencyProof:
    new = draw(st.integers(2, 300))
    old = draw(st.integers(1, new - 1))
    tree = tree_of(new)
    roots = tree.root(size=old).hex(), tree.root().hex()
    return ConsistencyProof(old, roots[0], new, roots[1], hex_path(tree.consistency_path(old)))


def other_digit(text: str, at: int) -> str:
    at %= len(text)
    return text[:at] + ("0" if text[at] != "0" else "1") + text[at + 1 :]


@given(receipts())
def test_a_receipt_reads_back_and_holds(receipt: Receipt) -> None:
    """A receipt survives being written as JSON, and holds against its head."""
    again = Receipt.from_content(json.loads(json.dumps(receipt.content())))

    assert receipt == again
    assert () == again.problems(head=head_of(receipt.size))


@given(receipts(), st.integers(0, 10_000))
def test_any_altered_digit_of_a_receipt_is_noticed(receipt: Receipt, at: int) -> None:
    """Another leaf, place, size, root or step contradicts the head that the reader trusts."""
    step = at % len(receipt.path)
    kind, digits = receipt.leaf.split(":")
    altered = [
        replace(receipt, leaf=f"{kind}:{other_digit(digits, at)}"),
        replace(receipt, leaf=f"tombstone:{digits}"),
        replace(receipt, index=(receipt.index + 1 + at % (receipt.size - 1)) % receipt.size),
        replace(receipt, size=receipt.size + 1 + at),
        replace(receipt, root=other_digit(receipt.root, at)),
        replace(receipt, path=receipt.path[:step] + receipt.path[step + 1 :]),
        replace(
            receipt,
            path=(
                *receipt.path[:step],
                other_digit(receipt.path[step], at),
                *receipt.path[step + 1 :],
            ),
        ),
    ]

    for other in altered:
        assert () != other.problems(head=head_of(receipt.size))


def test_a_receipt_under_another_head_says_so() -> None:
    """A receipt for one size is no receipt for another, and the hint says what to ask for."""
    path = hex_path(tree_of(9).inclusion_path(4, size=5))
    receipt = Receipt(numbered(5)[4], 4, 5, head_of(5).root, path, head_of(9))

    problems = receipt.problems(head=head_of(9))

    assert [("receipt-head", "head"), ("receipt-head", "")] == [(p.code, p.path) for p in problems]
    assert "Ask for a receipt" in problems[0].hint


def test_a_path_that_leads_elsewhere_says_so() -> None:
    """A receipt whose path is another entry's is told from one under another head."""
    path = hex_path(tree_of(9).inclusion_path(3))

    problems = Receipt(numbered(9)[4], 4, 9, head_of(9).root, path).problems(head=head_of(9))

    assert ["receipt-path"] == [problem.code for problem in problems]


def test_a_forged_signature_in_a_receipt_is_noticed(tmp_path: Path) -> None:
    """A receipt carries its head's signature, which those who trust the key verify."""
    key, forger = SigningKey.generate(), SigningKey.generate()
    with Ledger.open(tmp_path, create=True, signing_key=key) as ledger:
        ledger.append(numbered(3))
        receipt = ledger.prove_inclusion(1)
    assert receipt.head is not None
    forged = replace(receipt.head, signature=forger.sign(receipt.head.signed_bytes()))

    problems = replace(receipt, head=forged).problems(trusted_keys=[key.public_key])

    assert () == receipt.problems(trusted_keys=[key.public_key])
    assert ["signature-invalid"] == [problem.code for problem in problems]
    assert () == replace(receipt, head=forged).problems()


@given(consistency_proofs())
def test_a_consistency_proof_reads_back_and_holds(proof: ConsistencyProof) -> None:
    """A proof survives being written as JSON, and holds between its two heads."""
    again = ConsistencyProof.from_content(json.loads(json.dumps(proof.content())))

    assert proof == again
    assert () == again.problems(
        old=head_of(proof.new_size, size=proof.old_size), new=head_of(proof.new_size)
    )


@given(consistency_proofs(), st.integers(0, 10_000))
def test_any_altered_digit_of_a_consistency_proof_is_noticed(
    proof: ConsistencyProof, at: int
) -> None:
    """Other sizes, roots or steps contradict the heads that the reader trusts."""
    step = at % len(proof.path)
    old, new = head_of(proof.new_size, size=proof.old_size), head_of(proof.new_size)
    altered = [
        replace(proof, old_size=proof.old_size - 1),
        replace(proof, old_size=proof.old_size + 1),
        replace(proof, new_size=proof.new_size + 1 + at),
        replace(proof, old_root=other_digit(proof.old_root, at)),
        replace(proof, new_root=other_digit(proof.new_root, at)),
        replace(proof, path=proof.path[:step] + proof.path[step + 1 :]),
        replace(
            proof,
            path=(*proof.path[:step], other_digit(proof.path[step], at), *proof.path[step + 1 :]),
        ),
    ]

    for other in altered:
        assert () != other.problems(old=old, new=new)


def test_heads_of_two_ledgers_are_not_consistent() -> None:
    """Whatever the path shows, a head of one ledger is not continued by a head of another."""
    tree = tree_of(5)
    proof = ConsistencyProof(
        3,
        tree.root(size=3).hex(),
        5,
        tree.root().hex(),
        hex_path(tree.consistency_path(3)),
    )

    problems = proof.problems(old=head_of(5, size=3), new=replace(head_of(5), ledger="lake"))

    assert ["consistency-head"] == [problem.code for problem in problems]


def receipt_content(**changes: Any) -> dict[str, Any]:
    path = hex_path(tree_of(3).inclusion_path(1))
    receipt = Receipt(numbered(3)[1], 1, 3, head_of(3).root, path, head_of(3))
    return {**receipt.content(), **changes}


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"leaf": "wiser_vote"}, ["leaf"]),
        ({"leaf": None}, ["leaf"]),
        ({"index": -1}, ["index"]),
        ({"index": True, "size": "3"}, ["index", "size"]),
        ({"root": "ab"}, ["root"]),
        ({"path": "ab" * 32}, ["path"]),
        ({"path": ["ab"]}, ["path"]),
        ({"path": [3]}, ["path"]),
        ({"path": ["ab" * 32] * 129}, ["path"]),
        ({"kind": "consistency_proof"}, ["kind"]),
        ({"schema_version": 1.0}, ["schema_version"]),
        ({"more": 1}, ["more"]),
        ({"head": 3}, ["head"]),
        ({"head": {**head_of(3).content(), "size": -1, "at": ""}}, ["head size", "head at"]),
    ],
)
def test_every_problem_of_a_receipt_is_named(changes: dict[str, Any], paths: list[str]) -> None:
    """Each field that has the wrong form is reported by name before any hash is computed."""
    with pytest.raises(InvalidDocument) as caught:
        Receipt.from_content(receipt_content(**changes))

    assert paths == [problem.path for problem in caught.value.problems]


@pytest.mark.parametrize("kind", [Receipt, ConsistencyProof])
@pytest.mark.parametrize("content", [None, [], 3, {}])
def test_what_is_no_proof_is_refused(kind: Any, content: object) -> None:
    """Anything but an object with the fields of the kind is refused by its code."""
    with pytest.raises(InvalidDocument) as caught:
        kind.from_content(content)

    expected = "receipt-invalid" if kind is Receipt else "consistency-proof-invalid"
    assert {expected} == {problem.code for problem in caught.value.problems}

"""Proof: justifications a small program checks, and the ledger that says what they rest on."""

from commonweal.proof._builder import JustificationBuilder, hash_of, hash_of_all, step_id
from commonweal.proof._ledger_audit import LedgerReport
from commonweal.proof._ledger_files import LedgerRepair
from commonweal.proof._log import Ledger
from commonweal.proof._merkle import (
    consistency_path,
    inclusion_path,
    leaf_hash,
    node_hash,
    tree_root,
    verify_consistency,
    verify_inclusion,
)
from commonweal.proof._receipt import ConsistencyProof, Receipt
from commonweal.proof._signing_key import SigningKey, verify_signature
from commonweal.proof._tree_head import TreeHead

__all__ = [
    "ConsistencyProof",
    "JustificationBuilder",
    "Ledger",
    "LedgerRepair",
    "LedgerReport",
    "Receipt",
    "SigningKey",
    "TreeHead",
    "consistency_path",
    "hash_of",
    "hash_of_all",
    "inclusion_path",
    "leaf_hash",
    "node_hash",
    "step_id",
    "tree_root",
    "verify_consistency",
    "verify_inclusion",
    "verify_signature",
]

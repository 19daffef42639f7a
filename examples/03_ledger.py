"""A ledger proves that a record is in it, and that nothing was taken out of it since."""

from __future__ import annotations

import tempfile
from pathlib import Path

from commonweal.documents import Context
from commonweal.proof import Ledger

SAID = {"by": "example", "origin": "synthetic", "said_at": "2026-01-01T00:00:00Z"}
records = [Context(**SAID, name=f"context-{n}", text=f"when it is {n} o'clock") for n in range(12)]

with (
    tempfile.TemporaryDirectory() as folder,
    Ledger.open(Path(folder) / "ledger", create=True) as ledger,
):
    before = ledger.append([record.id for record in records[:7]])
    after = ledger.append([record.id for record in records[7:]])
    receipt = ledger.prove_inclusion(records[3].id)
    growth = ledger.prove_consistency(before.size)

    print(f"{records[3].short_id} is entry {receipt.index} of {after.size}")
    print(f"its path has {len(receipt.path)} hashes; faults: {receipt.problems(head=after)}")
    print(f"{before.size} entries are the beginning of {after.size}; faults:", end=" ")
    print(growth.problems(old=before, new=after))
    print(f"faults of the ledger's files: {ledger.verify().problems}")

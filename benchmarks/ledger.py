"""The ledger's speed: durable appends in batches, and proofs from a log of ten million entries.

The peer for appending keeps all leaf hashes in memory and pairs them up anew after each batch, the
shortest correct way with the standard library. It writes nothing to a disk; ours does, and waits
for it. Where pymerkle is installed it is a second peer, in memory too: it hashes on append and
gives a root when asked. The peer for a proof pairs up all leaf hashes, at a size that it can do in
a second.
"""

import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks._row import Row

from commonweal.proof import Ledger

BATCH = 10_000
APPENDS_PER_SECOND = 50_000
PROOF_MILLISECONDS = 10.0


def run(*, quick: bool = False) -> list[Row]:
    """Measure appending, opening and proving, with 200,000 entries if quick, else ten million."""
    size = 200_000 if quick else 10_000_000
    compared = 50_000 if quick else 200_000
    with tempfile.TemporaryDirectory(prefix="commonweal-bench-") as folder:
        path = Path(folder) / "ledger"
        ours, sample = _appends(path, size)
        rows = _appending(ours, size, compared)
        seconds = _seconds(lambda: Ledger.open(path).close())
        rows.append(
            Row(
                f"opening for appending, all {size:,} entries verified",
                f"{seconds:.1f} s ({size / seconds:,.0f} entries/s)",
                "",
                "",
                "",
                met=True,
            )
        )
        rows += _proving(path, size, compared, sample)
    return rows


def _appending(ours: float, size: int, compared: int) -> list[Row]:
    peers = {"hashlib, root anew each batch, in memory": _recomputing(compared)}
    if find_spec("pymerkle"):
        peers["pymerkle, in memory"] = _pymerkle(compared)
    return [
        Row(
            f"appends to disk in batches of {BATCH:,}, up to {size:,} entries",
            f"{ours:,.0f}/s",
            f"{rate:,.0f}/s up to {compared:,} ({peer})",
            f"{ours / rate:.1f}x",
            f"at least {APPENDS_PER_SECOND:,}/s",
            met=ours >= APPENDS_PER_SECOND,
        )
        for peer, rate in peers.items()
    ]


def _proving(path: Path, size: int, compared: int, sample: list[tuple[int, str]]) -> list[Row]:
    naive = 1000 * _naive_proof(compared)
    rows = []

    def timed(name: str, proofs: Sequence[Callable[[], object]], *, promised: bool) -> None:
        milliseconds = sorted(1000 * _seconds(proof) for proof in proofs)
        slow = milliseconds[len(milliseconds) * 95 // 100]
        tail = f"95 % within {slow:.2f} ms, worst {milliseconds[-1]:.2f} ms"
        rows.append(
            Row(
                f"{name}, {size:,} entries",
                f"{median(milliseconds):.2f} ms ({tail})",
                f"{naive:.0f} ms at {compared:,} entries (hashlib, tree made anew)",
                f"{naive / median(milliseconds):,.0f}x",
                f"within {PROOF_MILLISECONDS:.0f} ms, median" if promised else "",
                met=not promised or median(milliseconds) <= PROOF_MILLISECONDS,
            )
        )

    def opened(entry: int | str) -> object:
        return Ledger.read(path).prove_inclusion(entry)

    places = [place for place, _ in sample]
    leaves = [leaf for _, leaf in sample]
    # These open the ledger anew each time, so that opening lazily is part of the figure.
    fresh = [partial(opened, place) for place in places]
    timed("opening and proving an entry by index", fresh, promised=True)
    searched = [partial(opened, leaf) for leaf in leaves[:10]]
    timed("opening and proving a record by id, found by search", searched, promised=False)
    ledger = Ledger.read(path)
    for _ in range(40):
        ledger.find(leaves[0])
    known = [partial(ledger.prove_inclusion, leaf) for leaf in leaves]
    timed("proving a record by id, with the table made", known, promised=True)
    older = [partial(ledger.prove_consistency, place) for place in places]
    timed("proving that the ledger continues an older size", older, promised=True)
    return rows


def _ids(count: int) -> Iterator[list[str]]:
    """Yield batches of random ids, the same in every run."""
    chance = random.Random(9162)
    for start in range(0, count, BATCH):
        digits = chance.randbytes(32 * min(BATCH, count - start)).hex()
        yield [f"wiser_vote:{digits[at : at + 64]}" for at in range(0, len(digits), 64)]


def _appends(path: Path, size: int) -> tuple[float, list[tuple[int, str]]]:
    """Fill a ledger; return the appends a second and some entries spread over it."""
    seconds, sample = 0.0, []
    with Ledger.open(path, create=True) as ledger:
        for number, ids in enumerate(_ids(size)):
            start = perf_counter()
            ledger.append(ids)
            seconds += perf_counter() - start
            if number % max(1, size // BATCH // 100) == 0:
                place = number * 37 % len(ids)
                sample.append((number * BATCH + place, ids[place]))
    return size / seconds, sample


def _recomputing(size: int) -> float:
    leaves: list[bytes] = []
    seconds = 0.0
    for ids in _ids(size):
        start = perf_counter()
        leaves += [sha256(b"\x00" + leaf.encode()).digest() for leaf in ids]
        _root(leaves)
        seconds += perf_counter() - start
    return size / seconds


def _pymerkle(size: int) -> float:
    tree = import_module("pymerkle").InmemoryTree(algorithm="sha256")
    seconds = 0.0
    for ids in _ids(size):
        start = perf_counter()
        for leaf in ids:
            tree.append_entry(leaf.encode())
        tree.get_state()
        seconds += perf_counter() - start
    return size / seconds


def _naive_proof(size: int) -> float:
    leaves = [sha256(b"\x00" + leaf.encode()).digest() for ids in _ids(size) for leaf in ids]
    return _seconds(lambda: _root(leaves))


def _root(leaves: list[bytes]) -> bytes:
    nodes = leaves
    while len(nodes) > 1:
        odd = nodes[-1:] if len(nodes) % 2 else []
        pairs = zip(nodes[::2], nodes[1::2], strict=False)
        nodes = [sha256(b"\x01" + left + right).digest() for left, right in pairs] + odd
    return nodes[0]


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start

"""What a guard adds to a call: a decision and two entries in the ledger, flushed to the disk.

The peer is what a program without a guard does that keeps a durable log of its own: it writes two
lines, flushes each to the disk, and decides nothing. A second row leaves the disk out: the decision
alone, as `consider` makes it.
"""

import os
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks._row import Row

from commonweal.guard import Guard, GuardDeclaration
from commonweal.testing._decisions import DecisionWorld, card_id, said

WITHIN_MILLISECONDS = 50.0
RULES = 10


def run(*, quick: bool = False) -> list[Row]:
    """Measure calls that are let through, under ten norms and one value, with one total."""
    calls = 50 if quick else 500
    with tempfile.TemporaryDirectory(prefix="commonweal-bench-") as name:
        target, declaration = drawn()
        with Guard(target, declaration, Path(name) / "guard") as guard:
            considered = [
                _timed(lambda: guard.consider("pay", {"amount": 1})) for _ in range(calls)
            ]
            guarded = [_timed(lambda: guard.call("pay", {"amount": 1}, dict)) for _ in range(calls)]
        logged = [_logged(Path(name) / "log") for _ in range(calls)]
    ours, theirs, alone = (1000 * median(times) for times in (guarded, logged, considered))
    worst = 1000 * sorted(guarded)[len(guarded) * 95 // 100]
    return [
        Row(
            f"a guarded call under {RULES} norms, {calls} calls: decision and two entries",
            f"{ours:.1f} ms (95 % within {worst:.1f} ms)",
            f"{theirs:.1f} ms (two lines of a log, flushed, and nothing decided)",
            f"{theirs / ours:.2f}x",
            f"within {WITHIN_MILLISECONDS:.0f} ms, median",
            met=ours <= WITHIN_MILLISECONDS,
        ),
        Row(
            f"the decision on it alone, under {RULES} norms",
            f"{alone:.1f} ms",
            "",
            "",
            "",
            met=True,
        ),
    ]


def drawn() -> tuple[Any, GuardDeclaration]:
    """Return a target of ten norms that a payment keeps, and the declaration of one tool."""
    from commonweal.documents import Target

    case = DecisionWorld().value(1)
    case.target["institutions"].append(said("institution", name="watch", title="watch"))
    for rule in range(RULES):
        limit = {"kind": "at_least", "fact": "paid", "value": f"{10**9 + rule}/1"}
        case.norm(f"rule-{rule}", "forbidden", "pay", condition=limit)
    placing = {
        "card": card_id(1),
        "source": "declared",
        "appraiser": "expert",
        "order": [["call", "nothing"]],
        "stake": "slight",
        "people": 1,
        "origin": "person",
    }
    declaration = {
        "guard": "watch",
        "agent": {"name": "agent", "title": "x", "roles": [{"role": "company", "by": "registry"}]},
        "contexts": [{"context": "always", "by": "registry"}],
        "tools": [{"name": "pay", "text": "Pays.", "action": "pay", "placings": [placing]}],
        "totals": [{"fact": "paid", "tools": ["pay"], "argument": "amount", "seconds": 86400}],
    }
    return Target.from_content(case.target), GuardDeclaration.from_content(declaration)


def _timed(work: Any) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _logged(path: Path) -> float:
    start = perf_counter()
    for line in (b"before\n", b"after\n"):
        with path.open("ab") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    return perf_counter() - start

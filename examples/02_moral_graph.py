"""Forty votes become a verdict, and the same votes shown in one order only do not."""

from __future__ import annotations

from commonweal.documents import PairCounts
from commonweal.values import decide_pair

CASES = {
    "both orders agree": (PairCounts(first=14, second=4), PairCounts(first=13, second=5)),
    "the order shown decides": (PairCounts(first=19, second=1), PairCounts(first=8, second=9)),
    "one order was never shown": (PairCounts(first=27, second=9), PairCounts()),
    "most hold both needed": (PairCounts(first=2, both_needed=11), PairCounts(both_needed=9)),
    "too few answers": (PairCounts(first=5), PairCounts(first=4)),
}

for name, (shown_first, shown_second) in CASES.items():
    verdict = decide_pair(shown_first, shown_second)
    wiser = f", the {verdict.wiser} is wiser" if verdict.wiser else ""
    print(f"{name}: {verdict.status}{wiser} ({verdict.first} to {verdict.second})")

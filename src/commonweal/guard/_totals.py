"""What calls add up to: declared totals over what was let through in a window, exactly."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from commonweal.documents import CountedAmount, rational_text, sha256_hex, timestamp
from commonweal.guard._call import exact_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commonweal.guard._call import ToolCall
    from commonweal.guard._declaration import DeclaredTotal

EVERYTHING = "all"


class Totals:
    """The declared totals, kept from the guard's own record of what it let through.

    A call counts from when it is let through, whatever comes of it: a tool that failed may have
    done what it was asked all the same. A window ends with the call that is judged, and a call that
    is exactly as old as the window is long still counts.

    Args:
        declared: the totals.
    """

    def __init__(self, declared: Iterable[DeclaredTotal]) -> None:
        self.declared = tuple(declared)
        self._seconds = {total.fact: total.seconds for total in self.declared}
        self._kept: dict[tuple[str, str], _Window] = defaultdict(_Window)

    def add(self, amounts: Iterable[CountedAmount], at: str) -> None:
        """Count what a call adds, which was let through at a moment no earlier than any before."""
        for counted in amounts:
            if counted.fact in self._seconds:
                kept = self._kept[counted.fact, counted.group]
                kept.drop(window_start(at, self._seconds[counted.fact]))
                kept.add(Fraction(counted.amount), at)

    def so_far(self, call: ToolCall, at: str) -> Iterator[tuple[DeclaredTotal, Fraction]]:
        """Yield each total that a call is judged by, without the call."""
        for total in self.declared:
            group = group_of(total, call)
            if group is not None:
                yield total, self._sum(total.fact, group, at)

    def with_call(self, call: ToolCall, at: str) -> Iterator[CountedAmount]:
        """Yield what a call adds to each total of its tool, and what the total is with it."""
        for total in self.declared:
            group = group_of(total, call)
            if call.tool in total.tools and group is not None:
                amount = _amount(total, call)
                yield CountedAmount(
                    fact=total.fact,
                    group=group,
                    amount=rational_text(amount),
                    total=rational_text(self._sum(total.fact, group, at) + amount),
                )

    def overall(self, at: str) -> Iterator[tuple[DeclaredTotal, Fraction]]:
        """Yield the totals that are of everything, as they are."""
        for total in self.declared:
            if total.per == "all":
                yield total, self._sum(total.fact, EVERYTHING, at)

    def _sum(self, fact: str, group: str, at: str) -> Fraction:
        kept = self._kept.get((fact, group))
        return Fraction(0) if kept is None else kept.since(window_start(at, self._seconds[fact]))


class _Window:
    """What was added to one total of one whole: by each moment the sum with it.

    Asking drops nothing, so that a question about a later moment leaves the next verdict alone.
    """

    def __init__(self) -> None:
        self._moments: list[str] = []
        self._sums = [Fraction(0)]
        """What was added before each of the moments, and in the end what was added at all."""

    def add(self, amount: Fraction, at: str) -> None:
        self._moments.append(at)
        self._sums.append(self._sums[-1] + amount)

    def drop(self, start: str) -> None:
        """Forget what is older, once that is most of it, so that this costs little on average."""
        place = bisect_left(self._moments, start)
        if 2 * place > len(self._moments):
            before = self._sums[place]
            self._moments = self._moments[place:]
            self._sums = [each - before for each in self._sums[place:]]

    def since(self, start: str) -> Fraction:
        """Return what was added at a moment or later."""
        return self._sums[-1] - self._sums[bisect_left(self._moments, start)]


def window_start(at: str, seconds: int) -> str:
    """Return the moment so many seconds earlier; the first there is, where there is none."""
    try:
        return timestamp(datetime.fromisoformat(at) - timedelta(seconds=seconds))
    except OverflowError:
        return "0001-01-01T00:00:00Z"


def group_of(total: DeclaredTotal, call: ToolCall) -> str | None:
    """Return which whole a call belongs to, or nothing if it belongs to none.

    Values of an argument are told apart by their hash, so that any value can be one.
    """
    if total.per == "all":
        return EVERYTHING
    if total.per == "toward":
        return call.toward
    plain = call.plain
    if total.group is None or total.group not in plain:
        return None
    return sha256_hex(repr(plain[total.group]).encode("utf-8", "backslashreplace"))


def _amount(total: DeclaredTotal, call: ToolCall) -> Fraction:
    if total.argument is None:
        return Fraction(1)
    amount = exact_number(call.plain[total.argument])
    assert amount is not None
    return amount

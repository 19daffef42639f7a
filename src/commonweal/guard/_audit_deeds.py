"""The deeds that a guard had to tell in a decision, by what its records hold up to then."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from commonweal.documents import Target, read_json
from commonweal.errors import CommonwealError
from commonweal.guard._deeds import DoneCalls, came_back
from commonweal.guard._store import target_file
from commonweal.proof import hash_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from commonweal.documents import Deed, GuardedCall, Norm


class Teller(NamedTuple):
    """Who tells whose deeds, under which target."""

    target: str
    """Its hash."""
    guard: str
    agent: str


class DeedsOnRecord:
    """What came back, record by record, for each who told of it in a decision.

    Args:
        folder: the guard's.
        tellers: those of the decisions that follow; their targets lie beside these.
    """

    def __init__(self, folder: Path, tellers: Iterable[Teller]) -> None:
        self._done = {
            teller: DoneCalls(norms, agent=teller.agent, guard=teller.guard)
            for teller in {*tellers}
            for norms in _norms(folder, teller.target)
        }
        self._intents: dict[str, GuardedCall] = {}

    def note(self, record: GuardedCall, record_id: str) -> None:
        """Take in the next record."""
        if record.stage == "intent":
            self._intents[record_id] = record
        elif record.stage in {"outcome", "withdrawn"}:
            intent = self._intents.pop(record.follows or "", None)
            if intent is not None:
                for teller, done in self._done.items():
                    if came_back(record, teller.guard):
                        done.note(intent, record.said_at)

    def deeds(self, teller: Teller, at: str) -> tuple[Deed, ...] | None:
        """Return what had to be told up to a moment, by the records so far.

        It is None where the target does not lie beside the decisions, so that nobody can say.
        """
        done = self._done.get(teller)
        return None if done is None else done.deeds(at)


def _norms(folder: Path, sha256: str) -> Iterator[tuple[Norm, ...]]:
    """Yield the norms of a target, if it is there."""
    try:
        target = Target.from_content(read_json(target_file(folder, sha256)))
    except CommonwealError:
        return
    if hash_of(target) == sha256:
        yield target.norms

"""The guard's book: what was entered, and what follows from it for the next call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from commonweal.documents import Decision, GuardedCall, new_nonce
from commonweal.errors import LedgerCorrupt, NotAuthorised, Problem
from commonweal.guard._asks import Asks
from commonweal.guard._call import ToolCall
from commonweal.guard._deeds import DoneCalls, came_back
from commonweal.guard._store import GuardStore
from commonweal.guard._totals import Totals
from commonweal.guard._verdict import PendingAsk

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.decisions import PreparedTarget
    from commonweal.documents import GuardStage, Origin
    from commonweal.guard._asks import KeptAsk
    from commonweal.guard._case import Case
    from commonweal.guard._declaration import GuardDeclaration
    from commonweal.proof import SigningKey, TreeHead


class GuardBook:
    """All that a guard entered: on the disk, and in memory what the next verdict needs of it.

    Memory is made from the records alone, when they are entered and when the folder is opened
    again, so that the two never differ. Not for several threads at once.

    Args:
        folder: where it lies.
        target: what is decided under.
        declared: the declaration.
        signing_key: signs the heads of the ledger.
        kept: a head that it has to go on from.
    """

    def __init__(
        self,
        folder: Path,
        target: PreparedTarget,
        declared: GuardDeclaration,
        *,
        signing_key: SigningKey | None,
        kept: TreeHead | None,
    ) -> None:
        self._target, self._declared = target, declared
        self.totals, self.asks = Totals(declared.totals), Asks()
        self.done = DoneCalls(
            target.document.norms, agent=declared.agent.name, guard=declared.guard
        )
        self.omitted: set[tuple[str, str | None]] = set()
        """The obligations that were entered as let pass, each with its deadline."""
        self._open: dict[str, GuardedCall] = {}
        self._put: dict[str, PendingAsk] = {}
        self.at = ""
        self.store = GuardStore(folder, target, signing_key=signing_key, kept=kept)
        for record in self.store.records:
            self._note(record, record.id)

    def enter(
        self,
        stage: GuardStage,
        *,
        by: str | None = None,
        decision: Decision | None = None,
        **said: Any,
    ) -> str:
        """Keep one record, and return its id.

        Args:
            stage: what it says of a call.
            by: who says so, if not the guard.
            decision: the decision that it rests on, which is kept with it.
            said: the other fields; those that are None or empty are left out.
        """
        if decision is not None:
            said |= {"decision": decision.id.partition(":")[2], "target": decision.target}
        synthetic = self._target.document.synthetic or self._declared.origin == "synthetic"
        by = self._declared.guard if by is None else by
        own = {self._declared.guard, self._declared.agent.name}
        origin: Origin = "model" if by in own else "person"
        record = GuardedCall(
            by=by,
            origin="synthetic" if synthetic else origin,
            said_at=self.at,
            number=self.store.size,
            stage=stage,
            nonce=new_nonce(),
            **{name: value for name, value in said.items() if value not in (None, ())},
        )
        self.store.add(record, decision)
        record_id = record.id
        self._note(record, record_id)
        return record_id

    def enter_call(self, stage: GuardStage, case: Case, decision: Decision, **said: Any) -> str:
        """Keep one record of a call that was decided on, and return its id."""
        call = case.call
        return self.enter(
            stage,
            decision=decision,
            tool=call.tool,
            call=call.sha256,
            arguments=call.text,
            action=case.tool.action,
            toward=call.toward,
            amounts=tuple(case.with_call) if stage != "refusal" else (),
            **said,
        )

    def put(self, ask: PendingAsk) -> None:
        """Remember a question as it is handed out."""
        self._put[ask.id] = ask

    def pending(self) -> tuple[PendingAsk, ...]:
        """Return the questions that wait for an answer, oldest first."""
        waiting = tuple(self.asks.pending())
        self._put = {kept.id: self._put.get(kept.id) or self._again(kept) for kept in waiting}
        return tuple(self._put.values())

    def call_open(self, intent: str) -> str:
        """Return the hash of a call that was let through and is not finished.

        Raises:
            NotAuthorised: with code ``not-let-through`` if there is none.
        """
        record = self._open.get(intent)
        if record is None or record.call is None:
            expected = "a call that was let through and is not finished"
            raise NotAuthorised(Problem("not-let-through", "", expected, repr(intent)[:100]))
        return record.call

    def lapse(self) -> None:
        """Enter which questions nobody answered in time."""
        for kept in self.asks.late(self.at):
            self.enter("lapse", call=kept.record.call, follows=kept.id)

    def _note(self, record: GuardedCall, record_id: str) -> None:
        self.at = max(self.at, record.said_at)
        self.asks.note(record, record_id)
        if record.stage == "intent":
            self.totals.add(record.amounts, record.said_at)
            self._open[record_id] = record
        elif record.stage in {"outcome", "withdrawn"} and record.follows is not None:
            intent = self._open.pop(record.follows, None)
            if intent is not None and came_back(record, self._declared.guard):
                self.done.note(intent, record.said_at)
        elif record.stage == "omission" and record.norm is not None:
            self.omitted.add((record.norm, record.deadline))

    def decision_of(self, kept: KeptAsk) -> Decision:
        """Return the decision by which a question was put.

        Raises:
            LedgerCorrupt: with code ``guard-decision-missing`` if it is gone.
        """
        if (put := self._put.get(kept.id)) is not None:
            return put.decision
        record = kept.record
        assert record.decision is not None
        assert record.target is not None
        content = self.store.decision(record.target, record.decision)
        if content is None:
            expected, found = f"the decision {record.decision}", "none"
            raise LedgerCorrupt(
                Problem("guard-decision-missing", str(self.store.folder), expected, found)
            )
        return Decision.from_content(content)

    def _again(self, kept: KeptAsk) -> PendingAsk:
        """Return a question that an earlier run of the guard put."""
        record = kept.record
        assert record.tool is not None
        assert record.call is not None
        assert record.arguments is not None
        assert record.deadline is not None
        plain = json.loads(record.arguments)
        call = ToolCall(record.tool, plain, record.arguments, record.call, record.toward)
        decision = self.decision_of(kept)
        return PendingAsk(kept.id, call, decision, record.asked, record.deadline, record.interim)

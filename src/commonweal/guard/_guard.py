"""The guard: before an agent's tool is called, what norms and values say of calling it."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar, final

from commonweal.decisions import PreparedTarget, decide
from commonweal.documents import expect_moment, timestamp, utc_now
from commonweal.errors import CommonwealError, Infeasible, InvalidDocument, NotAuthorised, Problem
from commonweal.guard._answer import answer_of
from commonweal.guard._asks import doubted, is_of, not_released, outgrown
from commonweal.guard._async_calls import acall
from commonweal.guard._book import GuardBook
from commonweal.guard._call import call_of, failure_hash, outcome_hash
from commonweal.guard._case import Case
from commonweal.guard._check_declaration import check_declaration
from commonweal.guard._due import DueQuestion, due_of
from commonweal.guard._known_names import known_names, warnings_of
from commonweal.guard._sources import ask_sources
from commonweal.guard._to_come import is_to_come
from commonweal.guard._verdict import (
    CallResult,
    GuardVerdict,
    PendingAsk,
    asking,
    decided_against,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping
    from types import TracebackType

    from commonweal.documents import Decision, Target
    from commonweal.guard._answer import GuardAnswer
    from commonweal.guard._asks import KeptAsk
    from commonweal.guard._call import ToolCall
    from commonweal.guard._declaration import GuardDeclaration, GuardedTool
    from commonweal.guard._due import Due
    from commonweal.guard._sources import Sourced, SourceFunction
    from commonweal.proof import SigningKey, TreeHead

T = TypeVar("T")


@final
class Guard:
    """Decides before each call of an agent's tool, and keeps what it let through.

    For any number of threads and tasks at once: one call at a time is judged and entered, so that
    no two pass a total together. Tools themselves run side by side. Close it, or use it in a
    ``with`` statement.

    Args:
        target: the norms and the moral graph.
        declaration: the agent, its tools, sources and totals.
        folder: where the ledger, the records and the decisions lie; it is made if it is not there.
        sources: for each declared source a function; see `DeclaredSource`. They are asked before
            the call is judged, several threads at once.
        facts: names of facts that the study declares. The declaration may speak of these, and of
            those that conditions of the target's norms speak of.
        actions: actions of the study's acts. One of these is not taken for a slip of the pen.
        on_ask: is handed every question, after it was entered; it may answer at once. What it
            raises, `judge` raises; the question waits all the same.
        clock: the present moment as records write it, ``2026-01-31T09:30:00Z``. A clock that goes
            back is taken to stand still, and one that says anything else is an error each time.
        signing_key: signs the heads of the ledger.
        kept: a head of the ledger that was kept elsewhere. A folder that does not go on from it,
            because an older copy was put in its place, or it was emptied, is refused: totals, deeds
            and releases of what is missing would be forgotten.

    Raises:
        InvalidDocument: with everything that is wrong with the declaration; see the reference page.
        LedgerCorrupt: if what lies in the folder is not what was entered.
        ExternalFailure: code ``ledger-locked`` if another guard has the folder open.
    """

    def __init__(
        self,
        target: Target | PreparedTarget,
        declaration: GuardDeclaration,
        folder: str | Path,
        *,
        sources: Mapping[str, SourceFunction] | None = None,
        facts: Iterable[str] = (),
        actions: Iterable[str] = (),
        on_ask: Callable[[PendingAsk], object] | None = None,
        clock: Callable[[], str] = utc_now,
        signing_key: SigningKey | None = None,
        kept: TreeHead | None = None,
    ) -> None:
        self.target = target if isinstance(target, PreparedTarget) else PreparedTarget(target)
        self.declaration = declaration
        self._sources = dict(sources or {})
        known = known_names(self.target, facts=facts, actions=actions)
        check_declaration(declaration, self.target, known=known, sources=self._sources)
        self._types = known.spoken.types
        self.warnings: tuple[Problem, ...] = tuple(warnings_of(declaration, known))
        """What may be a slip: each action of the declaration that no norm of the target is about
        and that is not called free, with the code ``action-of-no-norm``; and ``place-missing``
        where norms for a territory could bind, and nothing is said of where the agent acts."""
        self._tools = {tool.name: tool for tool in declaration.tools}
        self._on_ask, self._clock = on_ask, clock
        self._turn = threading.RLock()
        self._book = GuardBook(
            Path(folder), self.target, declaration, signing_key=signing_key, kept=kept
        )

    @property
    def folder(self) -> Path:
        """Where the guard keeps everything."""
        return self._book.store.folder

    @property
    def head(self) -> TreeHead:
        """The last acknowledgement of the ledger: to be kept elsewhere, and held to by an audit."""
        with self._turn:
            return self._book.store.ledger.head

    def consider(self, tool: str, arguments: Mapping[str, Any]) -> Decision:
        """Return the decision on a call without entering anything: what would follow now.

        What the guard would answer by it is `answer_of`.

        Raises:
            InvalidDocument: if it is no call that the declaration knows.
            ExternalFailure: with code ``source-failed`` if a source fails.
        """
        declared, call = self._read(tool, arguments)
        sourced = self._sourced(call)
        with self._turn:
            case = self._case(declared, call, sourced, self._now())
            return self._decided(case)

    def judge(
        self, tool: str, arguments: Mapping[str, Any], *, ask: str | None = None
    ) -> GuardVerdict:
        """Decide on a call and enter the verdict; what may be carried out is counted from now on.

        After an outcome ``act`` the call is carried out with the arguments of the verdict's `call`,
        and `finish` enters what came of it; `call` does all of that.

        Args:
            tool: the tool's name.
            arguments: its arguments by name.
            ask: the id of a question that was answered. Without one, a release of the very same
                call is used if there is one.

        Raises:
            ExternalFailure: with code ``cannot-write`` if the verdict cannot be entered: the call
                is not to be carried out then.
            Infeasible: with code ``guard-closed``.
        """
        try:
            declared, call = self._read(tool, arguments)
            sourced = self._sourced(call)
        except CommonwealError as error:
            with self._turn:
                return self._refuse(tool, error.problems[0])
        with self._turn:
            at = self._now()
            self._book.lapse()
            case = self._case(declared, call, sourced, at)
            verdict = self._judged(case, self._decided(case), ask)
        if verdict.ask is not None and self._on_ask is not None:
            self._on_ask(verdict.ask)
        return verdict

    def finish(
        self, verdict: GuardVerdict, *, result: object = None, error: BaseException | None = None
    ) -> str:
        """Enter what came of a call that was let through, and return the id of the record.

        Args:
            verdict: the verdict that let it through.
            result: what the tool returned; its hash is kept. What is still to be carried out, such
                as a coroutine, a future that has not ended well, or an iterator, is entered as the
                agent's word: nobody else says that it will be.
            error: what it raised instead.

        Raises:
            NotAuthorised: with code ``not-let-through`` if it was not let through, or is finished.
        """
        return self.finish_intent(verdict.record, result=result, error=error)

    def finish_intent(
        self,
        intent: str,
        *,
        result: object = None,
        error: BaseException | None = None,
        by: str | None = None,
    ) -> str:
        """Enter what came of a call by the id of its intent; see `finish`.

        Args:
            intent: the id of the record that let it through.
            result: what the tool returned.
            error: what it raised instead.
            by: who says so, if nobody saw to it that it is so: the agent itself. What is not the
                guard's own word is not told as a deed: it fulfils no obligation.
        """
        what = outcome_hash(result) if error is None else failure_hash(error)
        if error is None and by is None and is_to_come(result):
            by = self.declaration.agent.name
        with self._turn:
            self._now()
            call = self._book.call_open(intent)
            ended = "returned" if error is None else "raised"
            return self._book.enter(
                "outcome", by=by, call=call, follows=intent, ended=ended, outcome=what
            )

    def withdraw(self, verdict: GuardVerdict) -> str:
        """Enter that a call which was let through was not carried out after all.

        It goes on counting in totals: nobody but the host knows.
        """
        with self._turn:
            self._now()
            call = self._book.call_open(verdict.record)
            return self._book.enter("withdrawn", call=call, follows=verdict.record)

    def call(
        self,
        tool: str,
        arguments: Mapping[str, Any],
        carry_out: Callable[..., T],
        *,
        ask: str | None = None,
    ) -> CallResult:
        """Carry a call out if it may be, and enter what came of it.

        Args:
            tool: the tool's name.
            arguments: its arguments by name.
            carry_out: the tool itself, called with a copy of them as keywords.
            ask: the id of a question that was answered; see `judge`.

        Raises:
            Whatever the tool raises, once it is entered.
        """
        verdict = self.judge(tool, arguments, ask=ask)
        if verdict.outcome != "act" or verdict.call is None:
            return CallResult(verdict)
        try:
            value = carry_out(**verdict.call.arguments)
        except BaseException as error:
            self.finish(verdict, error=error)
            raise
        self.finish(verdict, result=value)
        return CallResult(verdict, value)

    async def acall(
        self,
        tool: str,
        arguments: Mapping[str, Any],
        carry_out: Callable[..., Awaitable[T]],
        *,
        ask: str | None = None,
    ) -> CallResult:
        """Carry an asynchronous tool's call out if it may be; see `call`.

        Judging and entering are done in threads, so that nothing else waits for the disk.
        """
        return await acall(self, tool, arguments, carry_out, ask=ask)

    def pending(self) -> tuple[PendingAsk, ...]:
        """Return the questions that wait for an answer, oldest first; those too late are ended."""
        with self._turn:
            self._now()
            self._book.lapse()
            return self._book.pending()

    def answer(self, ask: str, *, by: str, release: bool) -> str:
        """Enter the answer of a body that was asked, and return the id of its record.

        A release lets exactly that call through, once, until the deadline. That whoever answers is
        that body, the host has to see to.

        Args:
            ask: the id of the question.
            by: the body, one of those that are asked.
            release: whether the call may be carried out.

        Raises:
            NotAuthorised: with code ``ask-unknown``, ``ask-lapsed``, ``ask-answered``, or
                ``not-asked`` if somebody else answers, or the agent.
        """
        with self._turn:
            at = self._now()
            self._book.lapse()
            kept = self._book.asks.get(ask)
            if kept is None:
                found = repr(ask)[:100]
                raise NotAuthorised(Problem("ask-unknown", "ask", "an ask of this guard", found))
            if kept.state == "lapsed":
                expected = f"an answer until {kept.record.deadline}"
                raise NotAuthorised(Problem("ask-lapsed", "ask", expected, at))
            if kept.state != "pending":
                expected = "an ask that nobody answered yet"
                raise NotAuthorised(Problem("ask-answered", "ask", expected, kept.state))
            if by not in kept.record.asked:
                expected = f"one of {', '.join(kept.record.asked) or 'nobody'}"
                raise NotAuthorised(Problem("not-asked", "by", expected, repr(by)[:100]))
            said = "release" if release else "refuse"
            return self._book.enter(
                "answer", by=by, call=kept.record.call, follows=ask, answer=said
            )

    def due(self, *, at: str | None = None, until: str | None = None) -> Due:
        """Return what the agent owes: obligations charged to it and due before a moment.

        What it did by calls that came back is told as deeds. An obligation whose deadline has
        passed, that follows no breach and is owed for certain, is entered once as an omission.

        Args:
            at: the moment; now, if nothing is said.
            until: the end of the window; ``at``, if nothing is said.

        Raises:
            ExternalFailure: with code ``source-failed`` if a source fails.
            InvalidDocument: with code ``window-backwards`` if the window ends before it begins, or
                ``wrong-form`` if it is no moment.
        """
        for path, said in (("at", at), ("until", until)):
            if said is not None:
                expect_moment(said, path)
        if at is not None and until is not None and until < at:
            problem = Problem("window-backwards", "until", f"no moment before {at}", until)
            raise InvalidDocument(problem)
        sourced = self._ask_sources(None)
        with self._turn:
            now = self._now()
            moment = now if at is None else at
            end = max(moment, moment if until is None else until)
            self._book.lapse()
            totals = tuple(self._book.totals.overall(moment)) if moment >= now else ()
            question = DueQuestion(
                declared=self.declaration,
                sourced=sourced,
                totals=totals,
                deeds=self._book.done.deeds(moment),
                at=moment,
                until=end,
            )
            found = due_of(self.target, question)
            for each in found.omitted if moment <= now else ():
                if (each.norm, each.deadline) not in self._book.omitted:
                    self._book.enter(
                        "omission",
                        decision=found.decision,
                        norm=each.norm,
                        deadline=each.deadline,
                    )
            return found

    def close(self) -> None:
        """Let the next guard have the folder; calls that are not finished stay without outcome."""
        with self._turn:
            self._book.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _read(self, tool: object, arguments: Mapping[str, Any]) -> tuple[GuardedTool, ToolCall]:
        declared = self._tools.get(tool) if isinstance(tool, str) else None
        if declared is None or not isinstance(tool, str):
            expected = f"one of the declared tools {', '.join(sorted(self._tools))}"
            raise Infeasible(Problem("tool-not-declared", "", expected, repr(tool)[:100]))
        return declared, call_of(tool, arguments, declared, self.declaration)

    def _sourced(self, call: ToolCall) -> Sourced:
        # Sources get a copy of their own: what is carried out is what was judged.
        asked = replace(call, arguments=call.plain)
        return self._ask_sources(asked)

    def _ask_sources(self, call: ToolCall | None) -> Sourced:
        declared = self.declaration.sources
        return ask_sources(declared, self._sources, call, types=self._types)

    def _case(self, declared: GuardedTool, call: ToolCall, sourced: Sourced, at: str) -> Case:
        return Case(
            declared=self.declaration,
            tool=declared,
            call=call,
            sourced=sourced,
            so_far=tuple(self._book.totals.so_far(call, at)),
            with_call=tuple(self._book.totals.with_call(call, at)),
            deeds=self._book.done.deeds(at),
            at=at,
        )

    def _decided(self, case: Case) -> Decision:
        return decide(
            case.inputs(self.target.sha256),
            target=self.target,
            study=self.target.document.study,
            by=self.declaration.guard,
            said_at=case.at,
            embed_target=False,
        )

    def _judged(self, case: Case, decision: Decision, ask: str | None) -> GuardVerdict:
        """Enter what a decision makes of a call, and return it."""
        answer, call = answer_of(decision), case.call
        if answer.outcome == "refuse":
            return self._refused(case, decision, decided_against(decision))
        release: KeptAsk | None = None
        if ask is not None:
            release = self._book.asks.get(ask)
            why = not_released(ask, release, case, self.target.sha256)
            if why is None and release is not None:
                why = self._outgrown(release, case, decision)
            if why is not None:
                return self._refused(case, decision, why)
        elif answer.outcome == "ask":
            releases = self._book.asks.released(call.sha256)
            known = (kept for kept in releases if is_of(kept, case, self.target.sha256))
            fitting = (kept for kept in known if self._outgrown(kept, case, decision) is None)
            release = next(fitting, None)
        if answer.outcome == "ask" and release is None:
            return self._asked(case, decision, answer)
        follows = None if release is None else release.answer
        record = self._book.enter_call("intent", case, decision, follows=follows)
        due = answer.still_due
        return GuardVerdict("act", call.tool, record, call, decision, still_due=due)

    def _outgrown(self, kept: KeptAsk, case: Case, decision: Decision) -> Problem | None:
        """Return that a call became more than its body answered for, if it did."""
        grown = outgrown(kept, case.with_call)
        return grown or doubted(self._book.decision_of(kept), decision)

    def _refused(self, case: Case, decision: Decision, why: Problem) -> GuardVerdict:
        record = self._book.enter_call("refusal", case, decision, why=why.code)
        return GuardVerdict("refuse", case.call.tool, record, case.call, decision, why)

    def _asked(self, case: Case, decision: Decision, answer: GuardAnswer) -> GuardVerdict:
        target = self.target.document
        within = timedelta(seconds=self.declaration.answer_within)
        deadline = timestamp(datetime.fromisoformat(case.at) + within)
        # A moment that is past when the call is made bounds nothing: no answer could be in time.
        if target.ask_deadline is not None and target.ask_deadline >= case.at:
            deadline = min(deadline, target.ask_deadline)
        bodies = tuple(body for body in target.ask if body != self.declaration.agent.name)
        interim = decision.interim
        record = self._book.enter_call(
            "ask", case, decision, asked=bodies, deadline=deadline, interim=interim
        )
        put = PendingAsk(record, case.call, decision, bodies, deadline, interim)
        self._book.put(put)
        why, due = asking(put, answer.reasons), answer.still_due
        call = case.call
        return GuardVerdict("ask", call.tool, record, call, decision, why, put, still_due=due)

    def _refuse(self, tool: object, why: Problem) -> GuardVerdict:
        """Enter that what was called is no call that can be decided."""
        self._now()
        said = tool if isinstance(tool, str) else type(tool).__name__
        plain = said.encode("utf-8", "backslashreplace").decode()
        named = " ".join(plain.split())[:300] or "unnamed"
        record = self._book.enter("refusal", tool=named, why=why.code)
        return GuardVerdict("refuse", named, record, why=why)

    def _now(self) -> str:
        at = self._clock()
        expect_moment(at, "clock")
        self._book.at = max(self._book.at, at)
        return self._book.at

"""What the tools of ``commonweal mcp`` do: arguments in, structured content and a text out."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import Field

from commonweal.documents import Decision, Document, Line, Name, Timestamp
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from commonweal.cli._mcp_server import Served

Arguments: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool returns: for programs, and for people."""

    content: dict[str, Any]
    text: str


class DecideArguments(Document):
    """Which situation is decided."""

    situation: Name | None = None
    """The situation's name; the study's only one if nothing is said."""


class ExplainArguments(Document):
    """Which decision is told."""

    situation: Name | None = None
    """The situation's name; the study's only one if nothing is said."""
    option: Name | None = None
    """Only what concerns this option."""


class CheckArguments(Document):
    """What is checked: a decision, or else what the study's last run wrote."""

    decision: dict[str, Any] | None = None
    """A decision, whole, as `decide` returns it."""


class WhyArguments(Document):
    """Which option is asked about."""

    option: Name
    """The option that is asked about."""
    situation: Name | None = None
    """The situation's name; the study's only one if nothing is said."""
    wanted: Literal["permitted", "in_dispute", "forbidden"] | None = None
    """The status to look for; permitted if it is not, and else forbidden."""
    most: Annotated[int, Field(ge=1, le=5)] = 3
    """How many things may be otherwise at once."""


class GuardCallArguments(Document):
    """Which call of the agent's own tools is decided."""

    tool: Line
    """The tool, as the declaration calls it."""
    arguments: dict[str, Any]
    """Its arguments by name, exactly as it will be called."""
    ask: Line | None = None
    """The id of an ask that was answered."""


class GuardOutcomeArguments(Document):
    """What came of a call that was let through."""

    intent: Line
    """The id of the record that let it through."""
    result: Any = None
    """What the tool returned, as JSON."""
    raised: Line | None = None
    """What it failed with instead."""


class GuardDueArguments(Document):
    """Until when it is asked what is owed."""

    until: Timestamp | None = None
    """The end of the window, in UTC; now if nothing is said."""


@dataclass(frozen=True, slots=True)
class McpTool:
    """One tool: what it is for, what it takes, and what it does."""

    name: str
    text: str
    takes: type[Document]
    does: Callable[[Served, Any], Answer]
    reads_only: bool = True


def called(served: Served, tool: McpTool, arguments: Arguments) -> Answer:
    """Return what a tool answers to arguments as they came.

    Raises:
        InvalidDocument: with every problem of the arguments, and whatever the tool raises.
    """
    return tool.does(served, tool.takes.from_content(arguments))


def _decide(served: Served, given: DecideArguments) -> Answer:
    decision = served.decision(given.situation)
    return Answer(decision.content(), _told(served, decision, None))


def _explain(served: Served, given: ExplainArguments) -> Answer:
    decision = served.decision(given.situation)
    text = _told(served, decision, given.option)
    content = {"situation": decision.situation, "sentences": text.split("\n")}
    return Answer(content, text)


def _told(served: Served, decision: Decision, option: str | None) -> str:
    from commonweal.cli._explained import explained

    return "\n".join(explained(decision, option, target=served.target.document))


def _check(served: Served, given: CheckArguments) -> Answer:
    from commonweal.proof import checker

    try:
        if given.decision is None:
            report = checker.check(served.folder.path)
        else:
            with tempfile.TemporaryDirectory(prefix="commonweal-") as folder:
                path = Path(folder) / "decision.json"
                path.write_text(json.dumps(given.decision), encoding="utf-8")
                report = checker.check(path)
    except checker.UnreadableError as error:
        problem = Problem("unreadable", "decision", "something to check", str(error)[:300])
        raise InvalidDocument(problem) from error
    if report.problems and given.decision is not None:
        _refuse_incomplete(given.decision)
    content = report.data()
    problems = "\n".join(report.problems)
    text = f"Not valid.\n{problems}" if report.problems else "Valid: every step follows."
    return Answer(content, text)


def _refuse_incomplete(decision: dict[str, Any]) -> None:
    """Tell what is missing in a decision that is not whole: the checker says only that it is not.

    Raises:
        InvalidDocument: with code ``missing-field`` for everything that is not there.
    """
    try:
        Decision.from_content(decision)
    except InvalidDocument as error:
        missing = [each for each in error.problems if each.code == "missing-field"]
        if missing:
            raise InvalidDocument(missing) from error


def _why(served: Served, given: WhyArguments) -> Answer:
    from commonweal.cli._norms_why_text import reasons_as_json, reasons_lines
    from commonweal.studies import why_status

    found = why_status(
        served.folder,
        given.option,
        situation=given.situation,
        wanted=given.wanted,
        most_changes=given.most,
    )
    return Answer(reasons_as_json(found), "\n".join(reasons_lines(found)))


def _guard_call(served: Served, given: GuardCallArguments) -> Answer:
    verdict = served.guarding().judge(given.tool, given.arguments, ask=given.ask)
    content = verdict.content()
    if verdict.outcome == "act":
        return Answer(content, f"It may be carried out. Enter what came of it: {verdict.record}")
    assert verdict.why is not None
    return Answer(content, f"It may not be carried out. {verdict.why}")


def _guard_outcome(served: Served, given: GuardOutcomeArguments) -> Answer:
    error = None if given.raised is None else RuntimeError(given.raised)
    guard = served.guarding()
    agent = guard.declaration.agent.name
    record = guard.finish_intent(given.intent, result=given.result, error=error, by=agent)
    return Answer({"record": record}, f"Entered: {record}")


def _guard_due(served: Served, given: GuardDueArguments) -> Answer:
    due = served.guarding().due(until=given.until)
    lines = [
        f"{each.norm}: {each.text}"
        + (f" Due by {each.deadline}." if each.deadline else " Due at once.")
        + (" Its deadline has passed." if each.passed else "")
        + ("" if each.certain else " It may be owed.")
        for each in due.obligations
    ]
    content = {
        "at": due.at,
        "until": due.until,
        "obligations": [asdict(each) for each in due.obligations],
    }
    return Answer(content, "\n".join(lines) or "Nothing is owed.")


STUDY_TOOLS = (
    McpTool(
        "decide",
        "Decide a situation of the study: act, ask or refuse, with its justification.",
        DecideArguments,
        _decide,
    ),
    McpTool(
        "explain", "Tell the decision on a situation in sentences.", ExplainArguments, _explain
    ),
    McpTool(
        "check",
        "Verify a decision, or the study's last run, by the stand-alone checker.",
        CheckArguments,
        _check,
    ),
    McpTool(
        "norms_why",
        "Say why the norms permit or forbid an option, and what would change that.",
        WhyArguments,
        _why,
    ),
)
"""What every study is asked."""

GUARD_TOOLS = (
    McpTool(
        "guard_call",
        "Before calling a tool: whether it may be called with these arguments. Entered.",
        GuardCallArguments,
        _guard_call,
        reads_only=False,
    ),
    McpTool(
        "guard_outcome",
        "After a tool was called: enter what the agent says came of it. It fulfils nothing.",
        GuardOutcomeArguments,
        _guard_outcome,
        reads_only=False,
    ),
    McpTool(
        "guard_due",
        "Say what is owed: obligations that are due and not done.",
        GuardDueArguments,
        _guard_due,
        reads_only=False,
    ),
)
"""What a guard is asked, where one is declared."""

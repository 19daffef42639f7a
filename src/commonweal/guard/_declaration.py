"""What a host declares of its tools: which is which act, toward whom, and who says what of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from commonweal.documents import (
    Act,
    Change,
    ContextClaim,
    Document,
    Line,
    Name,
    Option,
    Origin,
    Party,
    PositiveCount,
    PublishedAppraisal,
    PublishedPlacing,
    Text,
    read_toml_document,
)
from commonweal.norms import FactType

if TYPE_CHECKING:
    from pathlib import Path

CALL, NOTHING = "call", "nothing"
"""The options that every situation of a guard has: the call as it was made, and doing nothing."""
UNLISTED = "unlisted"
"""The party that stands for everybody whom the declaration does not name; it has no role."""


class ArgumentFact(Document):
    """A fact that an argument of a tool bears on, as the call would leave it."""

    argument: Line
    fact: Name
    type: FactType
    seen: bool = False
    """Whether the argument is what is done, which the guard sees, and no claim of the agent's."""
    optional: bool = False
    """Whether a call without the argument is a call all the same; else it is refused."""


class Toward(Document):
    """Toward whom a tool acts: one party always, or the one that an argument names."""

    party: Name | None = None
    argument: Line | None = None
    unlisted: bool = False
    """Whether others than those declared may be named; they have no role, and are one party."""


class Alternative(Document):
    """Something else that could be done instead of a call."""

    name: Name
    text: Text
    action: Name | None = None
    """What the agent would do toward the same party; none means nothing."""
    changes: tuple[Change, ...] = ()
    reversible: bool | None = None


class GuardedTool(Document):
    """One tool: what calling it does, as norms and values see it."""

    name: Line
    text: Text
    action: Name
    toward: Toward | None = None
    facts: tuple[ArgumentFact, ...] = ()
    changes: tuple[Change, ...] = ()
    """Facts that every call changes, and who says so."""
    arguments: tuple[Line, ...] = ()
    """Further arguments that a call may have; any other is refused."""
    reversible: bool | None = None
    alternatives: tuple[Alternative, ...] = ()
    interim: Name = NOTHING
    """The option to stay with while somebody is asked."""
    placings: tuple[PublishedPlacing, ...] = ()
    """How the options stand on values: ``call``, ``nothing`` and the alternatives."""
    appraisals: tuple[PublishedAppraisal, ...] = ()
    """What the options do to policies."""


class DeclaredSource(Document):
    """A word that does not come from the agent: a function of the host, and who speaks by it."""

    name: Name
    by: Name
    """The party or institution whose word it is."""
    fact: Name | None = None
    context: Name | None = None
    role: Name | None = None
    """Of the party that is acted on. Exactly one of the three."""
    tools: tuple[Line, ...] = ()
    """For which tools it is asked; none means for all of them, and when asking what is due."""


class DeclaredTotal(Document):
    """A fact that adds up over calls that were let through, so that parts are judged as a whole."""

    fact: Name
    tools: Annotated[tuple[Line, ...], Field(min_length=1)]
    argument: Line | None = None
    """The argument that is added up; none means that calls are counted."""
    per: Literal["all", "toward", "argument"] = "all"
    """What is one whole: everything, what goes to one party, or what has one value of `group`."""
    group: Line | None = None
    """The argument by whose value wholes are told apart, if they are told apart by one."""
    seconds: PositiveCount
    """How long the window is that ends with the call."""


class GuardDeclaration(Document):
    """All that a guard is told of an agent and its tools."""

    guard: Name
    """The institution of the target that the guard speaks as."""
    agent: Party
    principal: Party | None = None
    parties: tuple[Party, ...] = ()
    """Everybody who may be acted on or affected."""
    place: Name | None = None
    contexts: tuple[ContextClaim, ...] = ()
    """Which contexts hold whenever the agent acts, and who says so."""
    origin: Origin = "model"
    """What is behind the situations: the model that calls, people, or an invention."""
    considerations: Literal["complete", "partial"] = "complete"
    answer_within: PositiveCount = 86_400
    """Seconds within which an ask is answered and carried out."""
    tools: Annotated[tuple[GuardedTool, ...], Field(min_length=1)]
    sources: tuple[DeclaredSource, ...] = ()
    totals: tuple[DeclaredTotal, ...] = ()
    free_actions: tuple[Name, ...] = ()
    """Actions of tools that are meant to be free: no norm of the target is about them."""

    @property
    def everybody(self) -> tuple[Party, ...]:
        """Everybody who is named, each of whom may be acted on: agent, principal, parties."""
        principal = () if self.principal is None else (self.principal,)
        return (self.agent, *principal, *self.parties)


def read_declaration(path: Path) -> GuardDeclaration:
    """Return the declaration that a TOML file holds.

    Raises:
        InvalidDocument: with every problem of the file and the line of each.
    """
    return read_toml_document(path, GuardDeclaration)


def option_of(alternative: Alternative, agent: str, toward: str | None) -> Option:
    """Return an alternative as an option of a situation."""
    acts = () if alternative.action is None else (act_of(agent, alternative.action, toward),)
    return Option(
        name=alternative.name,
        text=alternative.text,
        acts=acts,
        changes=alternative.changes,
        reversible=alternative.reversible,
    )


def act_of(agent: str, action: str, toward: str | None) -> Act:
    """Return what the agent does, toward somebody or nobody."""
    return Act(actor=agent, action=action, toward=toward)

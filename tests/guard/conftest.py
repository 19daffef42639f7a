"""A bank, its agent and a guard, for tests of the guard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from commonweal.documents import Target
from commonweal.guard import Guard, GuardDeclaration, PendingAsk, ToolCall
from commonweal.proof import TreeHead
from commonweal.testing._decisions import DecisionWorld, card_id, said

Content = dict[str, Any]

START = "2026-06-01T09:00:00Z"


class Clock:
    """A clock that stands where it is put."""

    def __init__(self, at: str = START) -> None:
        self.at = at

    def __call__(self) -> str:
        """Return the moment."""
        return self.at


def bank_target() -> Content:
    """Return a target: transfers above 10,000 a day need approval, to minors none is allowed."""
    case = DecisionWorld().value(1)
    case.target["institutions"] += [
        said("institution", name=name, title=name) for name in ("watch", "treasurer", "ledgers")
    ]
    case.target["roles"] = [said("role", name="minor", title="A minor")]
    case.target["ask"] = ["treasurer", "agent"]
    case.norm(
        "large",
        "forbidden",
        "pay",
        condition={"kind": "at_least", "fact": "paid", "value": "10000/1"},
        exceptions=[{"when": {"kind": "equals", "fact": "approved", "value": True}}],
    )
    case.norm("no-minors", "forbidden", "pay", counterparty="minor")
    case.norm("report", "obliged", "report", deadline="2026-06-02T00:00:00Z", reparation="Late.")
    case.norm(
        "frozen",
        "forbidden",
        "pay",
        condition={"kind": "equals", "fact": "frozen", "value": True},
    )
    return case.target


def placing() -> Content:
    """Return that the options are alike on the only value."""
    return {
        "card": card_id(1),
        "source": "declared",
        "appraiser": "expert",
        "order": [["call", "nothing"]],
        "stake": "slight",
        "people": 1,
        "origin": "person",
    }


def bank_declaration() -> Content:
    """Return a declaration: one tool that pays, one that reports."""
    return {
        "guard": "watch",
        "agent": {
            "name": "agent",
            "title": "The agent",
            "roles": [{"role": "company", "by": "registry"}],
        },
        "parties": [
            {"name": "mill", "title": "The mill"},
            {"name": "child", "title": "A child", "roles": [{"role": "minor", "by": "registry"}]},
        ],
        "contexts": [{"context": "always", "by": "registry"}],
        "origin": "synthetic",
        "answer_within": 3600,
        "tools": [
            {
                "name": "transfer",
                "text": "Pays an amount.",
                "action": "pay",
                "toward": {"argument": "to"},
                "facts": [
                    {"argument": "note", "fact": "approved", "type": "boolean", "optional": True}
                ],
                "placings": [placing()],
            },
            {"name": "report", "text": "Reports.", "action": "report", "placings": [placing()]},
        ],
        "sources": [{"name": "accounts", "by": "ledgers", "fact": "frozen"}],
        "totals": [
            {
                "fact": "paid",
                "tools": ["transfer"],
                "argument": "amount",
                "per": "toward",
                "seconds": 86400,
            }
        ],
    }


def not_frozen(call: ToolCall | None) -> bool:
    """Say that no account is frozen."""
    return False


@pytest.fixture
def declaration() -> Content:
    """Return the declaration of the bank, to be changed."""
    return bank_declaration()


@pytest.fixture
def target() -> Content:
    """Return the target of the bank, to be changed."""
    return bank_target()


@pytest.fixture
def clock() -> Clock:
    """Return a clock that the test moves."""
    return Clock()


@pytest.fixture
def make_guard(tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Guard]]:
    """Return what makes a guard of the bank; all are closed in the end."""
    made: list[Guard] = []

    def make(
        *,
        target: Content | None = None,
        declaration: Content | None = None,
        sources: dict[str, Any] | None = None,
        facts: Sequence[str] = (),
        actions: Sequence[str] = (),
        folder: Path | None = None,
        on_ask: Callable[[PendingAsk], object] | None = None,
        kept: TreeHead | None = None,
    ) -> Guard:
        guard = Guard(
            Target.from_content(target or bank_target()),
            GuardDeclaration.from_content(declaration or bank_declaration()),
            folder or tmp_path / "guard",
            sources={"accounts": not_frozen} if sources is None else sources,
            facts=facts,
            actions=actions,
            clock=clock,
            on_ask=on_ask,
            kept=kept,
        )
        made.append(guard)
        return guard

    yield make
    for guard in made:
        guard.close()

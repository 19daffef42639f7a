"""Records of people from which a moral graph is built."""

from __future__ import annotations

import hashlib
from itertools import count
from typing import Any

import numpy as np

from commonweal.documents import (
    AttentionalPolicy,
    Context,
    Counterfactuals,
    MoralGraph,
    SameValue,
    StratumDeclaration,
    Study,
    ValueCard,
    WiserVote,
)
from commonweal.values import (
    Answers,
    GraphResult,
    build_moral_graph,
)

MOMENT = "2026-03-01T09:00:00Z"


numbers = count()


def said(person: str, *, at: str = MOMENT) -> dict[str, Any]:
    """Return the fields that every record of a synthetic person has."""
    nonce = hashlib.sha256(f"{person}{next(numbers)}".encode()).hexdigest()[:32]
    return {"by": person, "origin": "synthetic", "said_at": at, "nonce": nonce}


def card(person: str, title: str, **fields: Any) -> ValueCard:
    return ValueCard(
        **said(person),
        participant=person,
        title=title,
        policies=(
            AttentionalPolicy(
                text=f"MOMENTS of {title}", evidence=Counterfactuals(if_another_way="yes")
            ),
        ),
        contexts=("drought",),
        confirmed=fields.pop("confirmed", True),
        **fields,
    )


def vote(person: str, first: ValueCard, second: ValueCard, answer: str, **fields: Any) -> WiserVote:
    at = fields.pop("at", MOMENT)
    return WiserVote(
        **said(person, at=at),
        participant=person,
        context=fields.pop("context", "drought"),
        first=first.id,
        second=second.id,
        answer=answer,
        **fields,
    )


def judged(
    judge: str, first: ValueCard, second: ValueCard, verdict: str, **fields: Any
) -> SameValue:
    return SameValue(
        **{**said(judge), **fields}, first=first.id, second=second.id, judge=judge, verdict=verdict
    )


def study(**fields: Any) -> Study:
    return Study(
        by="convener",
        origin="synthetic",
        said_at=MOMENT,
        name="brook",
        title="Brook",
        question="What now?",
        synthetic=True,
        strata=(StratumDeclaration(name="side", title="Side", values=("up", "down")),),
        read_at="2026-06-01T00:00:00Z",
        **fields,
    )


CONTEXTS = tuple(
    Context(by="convener", origin="synthetic", said_at=MOMENT, name=name, text=f"when {name}")
    for name in ("drought", "flood")
)


def build(answers: Answers, **fields: Any) -> MoralGraph:
    return build_result(answers, **fields).graph


def build_result(answers: Answers, **fields: Any) -> GraphResult:
    return build_moral_graph(
        answers,
        study=study(**fields),
        contexts=CONTEXTS,
        by="commonweal",
        said_at=MOMENT,
        rng=np.random.default_rng(1),
    )

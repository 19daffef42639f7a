"""A small study to begin with: complete, commented, and decided when it is run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from commonweal.documents import (
    AttentionalPolicy,
    Consent,
    ConsentChoice,
    Counterfactuals,
    Participant,
    Placing,
    StratumValue,
    ValueCard,
    WiserVote,
    canonical_json,
    seeded_nonce,
    sha256_hex,
)
from commonweal.studies._new_study import write_new_study
from commonweal.studies._starter_texts import (
    CONSENT_TEXT,
    GITIGNORE,
    SAID_AT,
    norms_toml,
    plan_toml,
    roles_toml,
    study_toml,
)

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from commonweal.documents import Record

PEOPLE = 12


def init_study(folder: Path, *, name: str) -> None:
    """Write a starter study: a shared garden in a dry week, asked of twelve invented people.

    Args:
        folder: where it is to be; it must not exist, or be empty.
        name: what the study is called.

    Raises:
        InvalidDocument: with code ``folder-not-empty`` if something is there.
    """
    records = _Gardeners().records()
    lines = [canonical_json(record.content()).decode() + "\n" for record in records]
    write_new_study(
        folder,
        {
            "study.toml": study_toml(name),
            "roles.toml": roles_toml(),
            "norms/garden.toml": norms_toml(),
            "plan.toml": plan_toml(),
            "answers.jsonl": "".join(lines),
            ".gitignore": GITIGNORE,
        },
    )


class _Gardeners:
    """Twelve synthetic people: what they consent to, two cards, their votes and placings."""

    def __init__(self) -> None:
        self._rng = np.random.default_rng(2512_03399)
        self._names = [f"gardener-{number:02}" for number in range(1, PEOPLE + 1)]

    def records(self) -> list[Record]:
        """Return everything they say."""
        tending = self._card(
            self._names[0],
            "Tending what others planted",
            ("LEAVES that hang by noon", "BEDS whose owner cannot come this week"),
            "When the pump broke I went round first to the beds of those who were away.",
        )
        fairness = self._card(
            self._names[1],
            "Taking turns in the open",
            ("TURNS that everybody can see", "MOMENTS when somebody would have to ask for water"),
            "We wrote the turns on the shed door, and the quarrel about the hose stopped.",
        )
        votes = [self._vote(index, tending.id, fairness.id) for index in range(PEOPLE)]
        placings = [
            self._placing(self._names[0], tending.id, (("turns",), ("all-at-once",), ("wait",))),
            self._placing(self._names[1], fairness.id, (("turns",), ("all-at-once", "wait"))),
        ]
        people = [record for index in range(PEOPLE) for record in self._person(index)]
        return [*people, tending, fairness, *votes, *placings]

    def _common(self, name: str) -> dict[str, Any]:
        return {
            "by": name,
            "origin": "synthetic",
            "said_at": SAID_AT,
            "nonce": seeded_nonce(self._rng, "synthetic"),
        }

    def _person(self, index: int) -> tuple[Record, Record]:
        name = self._names[index]
        bed = StratumValue(stratum="bed", value="sunny" if index % 2 else "shady")
        return (
            Participant(participant=name, strata=(bed,), **self._common(name)),
            Consent(
                participant=name,
                text_hash=sha256_hex(CONSENT_TEXT.encode()),
                choices=(
                    ConsentChoice(use="take_part", given=True),
                    ConsentChoice(use="quote", given=True),
                ),
                **self._common(name),
            ),
        )

    def _card(self, name: str, title: str, policies: tuple[str, ...], told: str) -> ValueCard:
        would = Counterfactuals(if_another_way="yes", if_nobody_knew="yes")
        return ValueCard(
            participant=name,
            title=title,
            policies=tuple(AttentionalPolicy(text=text, evidence=would) for text in policies),
            contexts=("dry-week",),
            lived_choice=told,
            confirmed=True,
            language="en",
            **self._common(name),
        )

    def _vote(self, index: int, tending: str, fairness: str) -> WiserVote:
        first, second = (tending, fairness) if index % 2 else (fairness, tending)
        wiser = fairness if index < PEOPLE - 1 else tending
        name = self._names[index]
        return WiserVote(
            participant=name,
            context="dry-week",
            first=first,
            second=second,
            answer="first" if first == wiser else "second",
            **self._common(name),
        )

    def _placing(self, name: str, card: str, order: tuple[tuple[str, ...], ...]) -> Placing:
        return Placing(
            situation="dry-week-watering",
            appraiser=name,
            card=card,
            order=order,
            stake="notable",
            **self._common(name),
        )

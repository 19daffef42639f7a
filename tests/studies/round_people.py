"""People who take part in rounds, and what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from commonweal.documents import ValueCard, sha256_hex
from commonweal.studies import (
    StudyRound,
    read_study,
)

SAID_AT = "2026-06-02T09:00:00Z"


PEOPLE = tuple(f"person-{number:02}" for number in range(12))


SECRET = "WORDS that nobody else may read"


def said(participant: str, kind: str, **content: Any) -> dict[str, Any]:
    """Return a record of an invented person, with the same id each time."""
    nonce = sha256_hex(repr((participant, kind, content)).encode())[:32]
    common = {"by": participant, "origin": "synthetic", "said_at": SAID_AT, "nonce": nonce}
    return {"kind": kind, "participant": participant, **common, **content}


def joins(participant: str, *, quoted: bool = True, title: str = "") -> list[dict[str, Any]]:
    """Return what makes somebody a participant with a consent and a card."""
    uses = ["take_part", *(["quote"] if quoted else [])]
    title = title or f"The way of {participant}"
    return [
        said(participant, "participant", strata=[{"stratum": "bed", "value": "sunny"}]),
        said(participant, "consent", choices=[{"use": use, "given": True} for use in uses]),
        said(
            participant,
            "value_card",
            title=title,
            policies=[{"text": f"SIGNS of {title}" if quoted else SECRET}],
            contexts=["dry-week"],
            confirmed=True,
            language="en",
        ),
    ]


def card_of(folder: Path, participant: str) -> str:
    cards = read_study(folder).records.of(ValueCard)
    return next(entry.id for entry in cards if entry.record.participant == participant)


def finish(met: StudyRound, answers: dict[str, Any] | None = None) -> tuple[str, ...]:
    """Go through a round, saying yes, first and slight wherever nothing else is said."""
    usual = {"yes_no_unsure": "yes", "confirm": "no"}
    while (question := met.question) is not None:
        answer = usual.get(question.kind)
        if question.kind in {"choice", "several"}:
            answer = question.keys[0]
        value = (answers or {}).get(question.id, answer)
        met.answer((value,) if question.kind == "several" and value else value)
    return met.hand_in()

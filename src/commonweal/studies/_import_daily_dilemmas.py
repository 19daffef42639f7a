"""DailyDilemmas as a study: two actions, and the values that a model named for each.

Source of the data: Y. Y. Chiu, L. Jiang and Y. Choi, DailyDilemmas: Revealing Value Preferences of
LLMs with Quandaries of Daily Life (arXiv:2410.02683). Its dilemmas, actions and values were
written by a language model: every record made from them says so (origin ``model``), and nothing
decides by them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import (
    Act,
    AttentionalPolicy,
    ContextClaim,
    Option,
    Party,
    Placing,
    RoleClaim,
    Situation,
    Source,
    ValueCard,
    canonical_json,
    sha256_hex,
)
from commonweal.studies._dilemma_table import ACTION_TYPES, Dilemma, DilemmaTable, read_dilemmas
from commonweal.studies._new_study import write_new_study
from commonweal.studies._toml_text import toml_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from commonweal.documents import Json, Record

SAID_AT = "2024-10-03T00:00:00Z"
"""The day the paper appeared."""

SAID_BY = "daily-dilemmas"

MODEL = "daily-dilemmas-model"
"""The appraiser's name: the language model that wrote the dilemmas and named the values."""

DEFAULTS: Mapping[str, Json] = {"by": SAID_BY, "origin": "import", "said_at": SAID_AT}


def import_daily_dilemmas(table: Path, out: Path) -> int:
    """Write a study of the dilemmas in a table, and return how many there are.

    Each value that the model named becomes a card of the model's; each naming becomes a placing
    that puts the actions it was named for above the others. A model's placings that
    nobody compared with people leave every reading open, so the values decide nothing.

    Both actions are acts: declining is what the second one says, in words that often describe
    another act, so it does not stand in for doing nothing.

    Args:
        table: the published table with the values of each action.
        out: the study folder to write; it must not exist, or be empty.

    Raises:
        InvalidDocument: with every cell and row that is not as published.
    """
    read = read_dilemmas(table)
    cards = _cards(read)
    card_ids = {value: card.id for value, card in cards.items()}
    plan: list[Record] = []
    for dilemma in read.dilemmas:
        plan += [_situation(dilemma), *_placings(dilemma, card_ids)]
    write_new_study(
        out,
        {
            "study.toml": _study_toml(read.dilemmas),
            "roles.toml": _roles_toml(),
            "plan.jsonl": _lines(plan),
            "answers.jsonl": _lines([_source(read), *cards.values()]),
        },
    )
    return len(read.dilemmas)


def _cards(table: DilemmaTable) -> dict[str, ValueCard]:
    contexts: dict[str, list[str]] = {}
    for dilemma in table.dilemmas:
        for value in dilemma.named():
            contexts.setdefault(value, []).append(dilemma.context)
    return {
        value: ValueCard(
            participant=MODEL,
            title=value,
            policies=(AttentionalPolicy(text=f"what the word {value!r} stands for"),),
            contexts=tuple(sorted(where)),
            confirmed=True,
            nonce=_nonce(table.sha256, value),
            by=MODEL,
            origin="model",
            said_at=SAID_AT,
            language="en",
        )
        for value, where in sorted(contexts.items())
    }


def _nonce(sha256: str, value: str) -> str:
    # No person is behind these cards: the nonce only has to be the same when imported again.
    return sha256_hex(f"{sha256} {value}".encode())[:32]


def _situation(dilemma: Dilemma) -> Situation:
    return Situation(
        name=f"dilemma-{dilemma.idx}",
        title=f"DailyDilemmas {dilemma.idx}",
        text=dilemma.text,
        decider="you",
        at=SAID_AT,
        until=SAID_AT,
        parties=(
            Party(
                name="you",
                title="You, as the dilemma addresses you",
                roles=(RoleClaim(role="person", by=SAID_BY),),
            ),
        ),
        contexts=(ContextClaim(context=dilemma.context, by=SAID_BY),),
        options=tuple(
            Option(name=name, text=dilemma.actions[name], acts=(Act(actor="you", action=name),))
            for name in ACTION_TYPES
        ),
        considerations="partial",
        without_doing_nothing=(
            "The dilemma offers two actions only; declining is one of them, and is often worded as"
            " another act."
        ),
        by=MODEL,
        origin="model",
        said_at=SAID_AT,
        language="en",
    )


def _placings(dilemma: Dilemma, card_ids: Mapping[str, str]) -> list[Placing]:
    return [
        Placing(
            situation=f"dilemma-{dilemma.idx}",
            appraiser=MODEL,
            card=card_ids[value],
            order=_order(dilemma, value),
            stake="notable",
            by=MODEL,
            origin="model",
            said_at=SAID_AT,
        )
        for value in dilemma.named()
    ]


def _order(dilemma: Dilemma, value: str) -> tuple[tuple[str, ...], ...]:
    named = tuple(name for name in ACTION_TYPES if value in dilemma.values[name])
    others = tuple(name for name in ACTION_TYPES if name not in named)
    return (named, others) if others else (named,)


def _source(table: DilemmaTable) -> Source:
    return Source(
        name="daily-dilemmas",
        title="DailyDilemmas: dilemmas with the values of each action",
        licence="CC BY 4.0",
        version="as published beside the paper; told apart by content_hash",
        content_hash=table.sha256,
        citation=(
            "Y. Y. Chiu, L. Jiang, Y. Choi: DailyDilemmas: Revealing Value Preferences of LLMs with"
            " Quandaries of Daily Life. arXiv:2410.02683"
        ),
        covers=("take_part", "quote", "publish"),
        by=SAID_BY,
        origin="import",
        said_at=SAID_AT,
    )


def _study_toml(dilemmas: Sequence[Dilemma]) -> str:
    study: dict[str, Json] = {
        "name": "daily-dilemmas",
        "title": "DailyDilemmas by the values that a model named",
        "question": "Which of two actions do the values named for them speak for?",
        "about": (
            "Dilemmas, actions and values were written by a language model; nobody was asked. Its"
            " placings were compared with nobody's, so they leave every reading open and nothing"
            " follows from them but that. Each dilemma is a context of its own, so that only the"
            " values named in it are compared."
        ),
        "synthetic": False,
        "read_at": SAID_AT,
    }
    contexts: list[dict[str, Json]] = [
        {"name": dilemma.context, "text": f"when in the situation of dilemma {dilemma.idx}"}
        for dilemma in dilemmas
    ]
    return toml_text(
        comment="DailyDilemmas, imported. The dilemmas and the placings are in plan.jsonl.",
        defaults=DEFAULTS,
        single={"study": study},
        tables={"context": contexts},
    )


def _roles_toml() -> str:
    return toml_text(
        comment="Nobody is bound here: the values alone are compared.",
        defaults=DEFAULTS,
        tables={
            "institution": [{"name": SAID_BY, "title": "The published data set"}],
            "role": [{"name": "person", "title": "Anybody"}],
        },
    )


def _lines(records: Sequence[Record]) -> str:
    return "".join(canonical_json(record.content()).decode() + "\n" for record in records)

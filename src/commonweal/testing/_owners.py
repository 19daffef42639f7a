"""Owners, links and small banks, put together in one line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from commonweal.documents import (
    AttentionalPolicy,
    Counterfactuals,
    Placing,
    ValueCard,
    WiserVote,
    sha256_hex,
)
from commonweal.stewardship import (
    ANYWHERE,
    Bank,
    BankOption,
    BankSituation,
    Concern,
    OwnValues,
    PolicyLink,
)

MOMENT = "2026-01-01T00:00:00Z"
SAID: dict[str, Any] = {"by": "ada", "origin": "synthetic", "said_at": MOMENT}
CONCERNS = ("truth", "calm", "promise", "care")

Nature = Literal["constitutive", "instrumental", "undecided"]
OF_NATURE: dict[Nature, Counterfactuals] = {
    "constitutive": Counterfactuals(if_another_way="yes"),
    "instrumental": Counterfactuals(if_another_way="no"),
    "undecided": Counterfactuals(),
}


def nonce_of(*parts: str) -> str:
    """Return a nonce that is the same for the same text: these people are invented."""
    return sha256_hex("/".join(parts).encode())[:32]


def card(
    title: str,
    *natures: Nature,
    confirmed: bool = True,
    delegable: Literal["yes", "no", "unsure"] | None = None,
) -> ValueCard:
    """Return a card with a policy of each nature; one constitutive policy if none is given."""
    policies = tuple(
        AttentionalPolicy(
            text=f"{title} {place}",
            evidence=OF_NATURE[nature].model_copy(
                update={} if delegable is None else {"delegable": delegable}
            ),
        )
        for place, nature in enumerate(natures or ("constitutive",))
    )
    return ValueCard(
        **SAID,
        participant="ada",
        title=title,
        policies=policies,
        contexts=("life",),
        confirmed=confirmed,
        nonce=nonce_of("card", title),
    )


def votes(
    wiser: ValueCard, other: ValueCard, *, context: str = ANYWHERE, answers: str = "same"
) -> tuple[WiserVote, ...]:
    """Return the answers in both orders: that the first card is wiser, or what else is said."""
    said = {"same": ("first", "second"), "flip": ("first", "first")}
    given: Sequence[Any] = said.get(answers, (answers, answers))
    return tuple(
        WiserVote(
            **SAID,
            participant="ada",
            context=context,
            first=first.id,
            second=second.id,
            answer=answer,
            nonce=nonce_of("vote", context, first.id, second.id),
        )
        for (first, second), answer in zip(((wiser, other), (other, wiser)), given, strict=True)
    )


def owner(
    links: Mapping[ValueCard, str] | Sequence[tuple[ValueCard, int, str]],
    *,
    votes: tuple[WiserVote, ...] = (),
    **said: Any,
) -> OwnValues:
    """Return an owner whose cards are linked to concerns: each card's first policy, or as said."""
    rows = (
        [(one, 0, concern) for one, concern in links.items()]
        if isinstance(links, Mapping)
        else links
    )
    cards = {one.id: one for one, _, _ in rows}
    return OwnValues(
        owner="ada",
        cards=tuple(cards.values()),
        links=tuple(
            PolicyLink(card=one.id, policy=place, concern=concern) for one, place, concern in rows
        ),
        votes=votes,
        **said,
    )


def situation(
    *options: tuple[str, Sequence[str], Sequence[str]], name: str = "case", **said: Any
) -> BankSituation:
    """Return a situation: for each option its name, what supports it and what opposes it.

    The first option is to do nothing.
    """
    return BankSituation(
        name=name,
        text="Something is the matter.",
        options=tuple(
            BankOption(
                name=option,
                text=f"{option}.",
                supports=tuple(supports),
                opposes=tuple(opposes),
                does_nothing=place == 0,
            )
            for place, (option, supports, opposes) in enumerate(options)
        ),
        **{"by": "author", "origin": "synthetic", **said},
    )


def bank(*situations: BankSituation) -> Bank:
    """Return a bank of four concerns."""
    return Bank(
        name="small",
        title="A small bank",
        by="author",
        origin="synthetic",
        licence="Apache-2.0",
        concerns=tuple(Concern(name=name, text=f"WHAT {name} asks") for name in CONCERNS),
        situations=situations,
    )


def placing(on: ValueCard, *tiers: Sequence[str], name: str = "case") -> Placing:
    """Return the owner's own order of the options on a card."""
    return Placing(
        **SAID,
        situation=name,
        appraiser="ada",
        card=on.id,
        order=tuple(tuple(tier) for tier in tiers),
        stake="notable",
    )

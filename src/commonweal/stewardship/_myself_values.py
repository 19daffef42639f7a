"""What somebody told of themselves, as records: the same answers give the same ids."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any

from commonweal.documents import AttentionalPolicy, Counterfactuals, ValueCard, WiserVote
from commonweal.stewardship._own_values import ANYWHERE, OwnValues, PolicyLink

if TYPE_CHECKING:
    from commonweal.stewardship._myself_setting import MyselfSetting
    from commonweal.stewardship._myself_telling import CardSaid, PolicySaid, ToldOfMyself


def own_values_of(told: ToldOfMyself, setting: MyselfSetting) -> OwnValues:
    """Return the cards, links and votes that were told, as records of the person's own.

    Cards hold wherever a concern is touched that they are linked to. Nonces are made of the
    session's secret, so that making the records again gives the same ids, and nobody without the
    secret can guess them.
    """
    cards = {card.key: _card(card, setting) for card in told.cards}
    links = tuple(
        PolicyLink(card=cards[card.key].id, policy=place, concern=concern)
        for card in told.cards
        for place, policy in enumerate(card.policies)
        for concern in policy.concerns
    )
    votes = tuple(
        WiserVote(
            context=ANYWHERE,
            first=cards[order.first].id,
            second=cards[order.second].id,
            answer=order.answer,  # type: ignore[arg-type]  # one of the choices offered
            **_said(setting, f"{order.first} or {order.second}"),
        )
        for order in told.orders
    )
    return OwnValues(owner=setting.name, cards=tuple(cards.values()), links=links, votes=votes)


def _card(card: CardSaid, setting: MyselfSetting) -> ValueCard:
    story: dict[str, Any] = {"lived_choice": card.story} if card.story else {}
    return ValueCard(
        title=card.title,
        policies=tuple(map(_policy, card.policies)),
        contexts=(ANYWHERE,),
        confirmed=card.confirmed,
        language=setting.bank.language,
        **story,
        **_said(setting, card.key),
    )


def _policy(policy: PolicySaid) -> AttentionalPolicy:
    said = {"if_another_way": policy.another_way, "delegable": policy.delegable}
    evidence: dict[str, Any] = {name: answer for name, answer in said.items() if answer}
    return AttentionalPolicy(text=policy.text, evidence=Counterfactuals(**evidence))


def _said(setting: MyselfSetting, slot: str) -> dict[str, Any]:
    nonce = hmac.new(bytes.fromhex(setting.key), slot.encode(), hashlib.sha256).hexdigest()
    return {
        "participant": setting.name,
        "by": setting.name,
        "origin": setting.origin,
        "said_at": setting.begun,
        "nonce": nonce[:32],
    }

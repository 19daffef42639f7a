"""What was told, as the records that a study keeps: the same session gives the same records."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from commonweal.documents import (
    AttentionalPolicy,
    Consent,
    ConsentChoice,
    Counterfactuals,
    DroppedPolicy,
    Offered,
    Participant,
    Span,
    StratumValue,
    Transition,
    ValueCard,
    WiserVote,
    new_nonce,
    seeded_nonce,
    sha256_hex,
)
from commonweal.elicitation._told import OfferedTold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.documents import ConsentUse, Origin, RandomBytes, Record
    from commonweal.elicitation._setting import InterviewSetting
    from commonweal.elicitation._told import CardTold, MoveTold, PolicyTold, Told


def new_session_key(origin: Origin, rng: RandomBytes | None = None) -> str:
    """Return the secret from which a session's nonces are drawn, as 64 hexadecimal digits.

    It is kept with the session and goes with it. While the session is there, writing its records
    again after an interruption gives the same ids; afterwards nobody can guess them.

    Args:
        origin: who answers.
        rng: for a synthetic person, a generator; without one the key is random.

    Raises:
        NotAuthorised: code ``seeded-nonce`` if a real person's key would be seeded.
    """
    if rng is None:
        return new_nonce() + new_nonce()
    return seeded_nonce(rng, origin) + seeded_nonce(rng, origin)


@dataclass(frozen=True, slots=True)
class _Writer:
    """What all records of one session have in common."""

    setting: InterviewSetting
    key: bytes
    times: Mapping[str, str]
    begun: str
    agreed: str
    """When the person agreed, if they did so here: what they had said before counts from then."""

    def common(self, slot: str, asked: str, *, text: bool = True) -> dict[str, Any]:
        """Return the fields that every record has.

        Args:
            slot: what the record is, once in a session: its nonce depends on it.
            asked: the question whose answer made it what it is.
            text: whether it holds words of the person's, in their language.
        """
        nonce = hmac.new(self.key, slot.encode(), hashlib.sha256).hexdigest()[:32]
        return {
            "participant": self.setting.participant,
            "by": self.setting.speaker,
            "origin": self.setting.origin,
            "said_at": max(self.times.get(asked) or self.begun, self.agreed),
            "nonce": nonce,
            **({"language": self.setting.answers_in} if text else {}),
        }


def records_of(
    told: Told, setting: InterviewSetting, *, key: str, times: Mapping[str, str], begun: str
) -> tuple[Record, ...]:
    """Return the records of what was told: none if the person does not take part.

    A card without a context of the study cannot be held in any; it is kept as offered. A move or a
    vote counts on cards that are kept. What was asked on the way and led to none of these is not
    recorded.

    Args:
        told: what came of the interview.
        setting: the setting it was held in.
        key: the session's secret, from `new_session_key`.
        times: when each question was answered, by its id, in UTC to the second.
        begun: when the session began.

    Cost: O(length of what was told).
    """
    if not told.agreed:
        return ()
    agreed = times.get(told.consent_asked, "")
    writer = _Writer(setting, bytes.fromhex(key), times, begun, agreed)
    records: list[Record] = [*_of_person(told, writer)]
    cards: dict[str, ValueCard] = {}
    for card in told.cards:
        if card.contexts:
            cards[card.key] = _card(card, writer)
            records.append(cards[card.key])
        else:
            records.append(_offered(_in_words(card), writer))
        kept = cards.get(card.key)
        records += [_offered(said, writer, kept) for said in card.offered]
        records += [_offered(said, writer) for said in card.proposed]
    records += [_offered(said, writer) for said in told.loose]
    records += [
        _move(move, cards, writer)
        for move in told.moves
        if move.from_card in cards and move.to_card in cards
    ]
    return (*records, *_votes(told, cards, writer))


def _of_person(told: Told, writer: _Writer) -> list[Record]:
    setting = writer.setting
    records: list[Record] = []
    if not setting.known:
        strata = tuple(StratumValue(stratum=name, value=value) for name, value in told.strata)
        common = writer.common("participant", told.consent_asked, text=False)
        records.append(Participant(strata=strata, **common))
    if told.consent:
        choices = tuple(
            ConsentChoice(use=cast("ConsentUse", use), given=given) for use, given in told.consent
        )
        common = writer.common("consent", told.consent_asked, text=False)
        text_hash = sha256_hex(setting.consent_text.encode())
        records.append(Consent(text_hash=text_hash, choices=choices, **common))
    return records


def _card(card: CardTold, writer: _Writer) -> ValueCard:
    return ValueCard(
        title=card.title,
        policies=tuple(map(_policy, card.policies)),
        contexts=card.contexts,
        **_where_said(lived_choice=card.lived),
        confirmed=card.confirmed,
        **writer.common(card.key, card.confirmed_at),
    )


def _policy(policy: PolicyTold) -> AttentionalPolicy:
    evidence = _where_said(
        if_another_way=policy.another_way,
        if_nobody_knew=policy.nobody_knew,
        who_would_mind=policy.who_minds,
        delegable=policy.delegable,
    )
    spans = tuple(Span(start=place.start, end=place.end) for place in policy.places)
    told = _where_said(evidence=Counterfactuals(**evidence) if evidence else None, spans=spans)
    return AttentionalPolicy(text=policy.text, **told)


def _where_said(**fields: Any) -> dict[str, Any]:
    """Return the fields that say something: a record holds what was said and nothing else."""
    return {name: value for name, value in fields.items() if value}


def _in_words(card: CardTold) -> OfferedTold:
    """Return a card that fits no context of the study as something offered."""
    lines = [card.title, *(policy.text for policy in card.policies)]
    return OfferedTold("\n".join(lines), "other", card.confirmed_at)


def _offered(said: OfferedTold, writer: _Writer, card: ValueCard | None = None) -> Offered:
    became = _where_said(became=card.id, same_concern=said.same_concern) if card else {}
    common = writer.common(f"offered.{said.asked}", said.asked)
    return Offered(text=said.text, offered_as=said.offered_as, **became, **common)


def _move(move: MoveTold, cards: Mapping[str, ValueCard], writer: _Writer) -> Transition:
    return Transition(
        context=move.context,
        from_card=cards[move.from_card].id,
        to_card=cards[move.to_card].id,
        ground=cast("Literal['error', 'omission', 'conflict']", move.ground),
        covers=move.covers,
        dropped=tuple(DroppedPolicy(policy=at, why=why) for at, why in move.dropped),
        told=move.told,
        reverse_asked=True,
        **_where_said(reverse_holds=move.reverse_holds),
        **writer.common(f"move.{move.to_card}", move.asked),
    )


def _votes(told: Told, cards: Mapping[str, ValueCard], writer: _Writer) -> list[WiserVote]:
    votes: dict[str, WiserVote] = {}
    for vote in told.votes_on_others:
        votes[vote.asked] = WiserVote(
            context=vote.context,
            first=vote.first,
            second=vote.second,
            answer=vote.answer,
            **writer.common(vote.asked, vote.asked, text=False),
        )
    for vote in told.votes:
        first, second = cards.get(vote.first), cards.get(vote.second)
        if first is None or second is None or not (first.confirmed and second.confirmed):
            continue
        earlier = votes.get(vote.replaces) if vote.replaces else None
        votes[vote.asked] = WiserVote(
            context=vote.context,
            first=first.id,
            second=second.id,
            answer=vote.answer,
            **_where_said(supersedes=earlier.id if earlier else None),
            **writer.common(vote.asked, vote.asked, text=False),
        )
    return list(votes.values())

"""A round that was drawn, in the study's words: what went from the study meanwhile is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.elicitation import CardMet, PairMet, RoundSetting, SituationMet, StakesMet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commonweal.elicitation import SessionHeader
    from commonweal.studies._round_basis import AccountTold, RoundBasis
    from commonweal.studies._round_drawn import PairDrawn, RoundDrawn, SituationDrawn, StakesDrawn


def round_setting(basis: RoundBasis, drawn: RoundDrawn, header: SessionHeader) -> RoundSetting:
    """Return what a person meets, word for word.

    A card, an account or a situation that was taken back since it was drawn, or may not be quoted
    any more, is not met; what is asked about the others stays as it was, in the same place.

    Args:
        basis: the study as it stands now.
        drawn: what was drawn when the round began.
        header: what else was fixed then.
    """
    study = basis.folder.study
    return RoundSetting(
        participant=basis.participant,
        question=study.question,
        own=tuple(_cards(basis, drawn.own)),
        cards=tuple(_cards(basis, drawn.cards)),
        pairs=tuple(_pairs(basis, drawn.pairs)),
        stakes=tuple(_stakes(basis, drawn.stakes)),
        situations=tuple(_situations(basis, drawn.situations)),
        answers_in=header.answers_in,
        by=header.by,
        origin="synthetic" if study.synthetic else "person",
    )


def _cards(basis: RoundBasis, cards: Iterable[str]) -> Iterator[CardMet | None]:
    return (_card(basis, card) if basis.may_see(card) else None for card in cards)


def _card(basis: RoundBasis, card: str) -> CardMet:
    found = basis.cards[card]
    policies = tuple(policy.text for policy in found.policies)
    return CardMet(card=card, title=found.title, policies=policies)


def _pairs(basis: RoundBasis, pairs: Iterable[PairDrawn]) -> Iterator[PairMet | None]:
    texts = _contexts(basis)
    accounts = {account.id: account for account in basis.accounts}
    for pair in pairs:
        account = accounts.get(pair.shown or "")
        seen = basis.may_see(pair.first) and basis.may_see(pair.second)
        if not seen or pair.context not in texts or (pair.shown and account is None):
            yield None
        else:
            yield _pair(basis, pair, texts[pair.context], account)


def _pair(basis: RoundBasis, pair: PairDrawn, text: str, account: AccountTold | None) -> PairMet:
    return PairMet(
        context=pair.context,
        text=text,
        first=_card(basis, pair.first),
        second=_card(basis, pair.second),
        arm=pair.arm,
        shown=pair.shown,
        account=account.text if account else "",
        told_by=account.told_by if account else "",
        replaces=pair.replaces,
    )


def _stakes(basis: RoundBasis, stakes: Iterable[StakesDrawn]) -> Iterator[StakesMet | None]:
    texts = _contexts(basis)
    for drawn in stakes:
        seen = basis.may_see(drawn.card) and basis.may_see(drawn.over)
        if not seen or drawn.context not in texts:
            yield None
        else:
            yield StakesMet(
                context=drawn.context,
                text=texts[drawn.context],
                card=_card(basis, drawn.card),
                stake=drawn.stake,
                over=_card(basis, drawn.over),
                over_stake=drawn.over_stake,
            )


def _situations(
    basis: RoundBasis, situations: Iterable[SituationDrawn]
) -> Iterator[SituationMet | None]:
    named = {situation.name: situation for situation in basis.situations}
    for drawn in situations:
        situation = named.get(drawn.situation)
        texts = {option.name: option.text for option in situation.options} if situation else {}
        if not situation or not basis.may_see(drawn.card) or texts.keys() != {*drawn.options}:
            yield None
        else:
            yield SituationMet(
                situation=situation.name,
                title=f"{situation.title}\n{situation.text}",
                options=tuple((name, texts[name]) for name in drawn.options),
                card=_card(basis, drawn.card),
            )


def _contexts(basis: RoundBasis) -> dict[str, str]:
    return {context.name: context.text for context in basis.folder.contexts}

"""One person's own cards and answers as a target, so that decisions by them can be checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final, cast

from commonweal.documents import (
    Context,
    MoralGraph,
    PairCounts,
    PairVerdict,
    PublishedPolicy,
    PublishedValue,
    RecordUse,
    Target,
    Thresholds,
    did_you_mean,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.stewardship._bank_placings import LinkedCard
from commonweal.stewardship._own_values import ANYWHERE
from commonweal.values import decide_pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commonweal.documents import WiserVote
    from commonweal.stewardship._bank import Bank
    from commonweal.stewardship._own_values import OwnValues

STEWARD: Final = "steward"
"""The party that decides, and the name of the study that its decisions are of."""

TWO_OF_TWO = Thresholds(min_votes=2, accepted="7/8", complementary="7/8")
"""A pair asked in both orders is ordered if both answers agree: 7/8 is what two of two make
probable by the rule that verdicts follow, and no other outcome of two answers reaches it."""

_Question = tuple[str, str, str]
_LONGEST_LINE = 300


def personal_target(own: OwnValues, bank: Bank, *, read_at: str) -> Target:
    """Return the target that a steward decides under: its owner's cards, ordered by the owner.

    A card counts where a concern is touched that one of its policies is linked to: concerns are the
    contexts. The person is the only one asked, so a pair of cards has at most two answers, one in
    each order of display, and is ordered where these agree.

    Args:
        own: the person's values.
        bank: whose concerns they are linked to, and whose authors are declared appraisers.
        read_at: the moment that is written into it.

    Raises:
        InvalidDocument: with every ``unknown-card``, ``policy-index``, ``unknown-concern`` and
            ``unknown-context`` among links and votes, and every ``unknown-domain`` that the owner
            delegates, or keeps, and the bank does not have.
    """
    if problems := tuple(_problems(own, bank)):
        raise InvalidDocument(problems)
    said: dict[str, Any] = {"by": own.owner, "origin": own.origin, "said_at": read_at}
    linked = linked_cards(own)
    return Target(
        **said,
        study=STEWARD,
        title=f"What {own.owner} lives by",
        question="Which of these would the owner choose, by what they live by?",
        synthetic=own.origin == "synthetic",
        read_at=read_at,
        graph=MoralGraph(
            **said,
            values=tuple(map(_value, linked)),
            pairs=tuple(_verdicts(own)),
            people=1,
        ),
        contexts=tuple(_contexts(own, bank, read_at)),
        thresholds=TWO_OF_TWO,
        norm_order=("level", "priority", "specificity", "date"),
        rejected_principles="veto",
        appraisers=tuple(sorted({bank.by, *(situation.by for situation in bank.situations)})),
        ask=(own.owner,),
        ledger_size=0,
        ledger_root="0" * 64,
        records=RecordUse(used=len(own.cards) + len(own.votes)),
    )


def linked_cards(own: OwnValues) -> tuple[LinkedCard, ...]:
    """Return the cards that count with their links, but for those of instrumental policies."""
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    natures = {card.id: [policy.nature for policy in card.policies] for card in own.confirmed}
    for link in own.links:
        if link.card in natures and natures[link.card][link.policy] != "instrumental":
            found[link.card][link.policy].add(link.concern)
    return tuple(
        LinkedCard(
            card,
            card.id,
            {place: frozenset(concerns) for place, concerns in sorted(found[card.id].items())},
        )
        for card in own.confirmed
    )


def _value(linked: LinkedCard) -> PublishedValue:
    card = linked.card
    return PublishedValue(
        card=linked.identity,
        title=card.title,
        policies=tuple(
            PublishedPolicy(text=policy.text, nature=policy.nature) for policy in card.policies
        ),
        contexts=tuple(sorted(linked.all_concerns)),
        origin=card.origin,
        holders=1,
    )


def _contexts(own: OwnValues, bank: Bank, read_at: str) -> Iterator[Context]:
    """Yield the context of anything, and one for each concern that cards or votes speak of."""
    said: dict[str, Any] = {"by": bank.by, "origin": bank.origin, "said_at": read_at}
    yield Context(**said, name=ANYWHERE, text="when anything is to be decided")
    used = {link.concern for link in own.links} | {vote.context for vote in own.votes}
    for concern in bank.concerns:
        if concern.name in used:
            text = f"when an option touches: {concern.text}"[:_LONGEST_LINE]
            yield Context(**said, name=concern.name, text=text, broader=(ANYWHERE,))


def _verdicts(own: OwnValues) -> Iterator[PairVerdict]:
    asked: dict[_Question, tuple[Counter[str], Counter[str]]] = {}
    for vote in _standing(own):
        backward = vote.first > vote.second
        low, high = sorted((vote.first, vote.second))
        orders = asked.setdefault((vote.context, low, high), (Counter(), Counter()))
        turned = {"first": "second", "second": "first"} if backward else {}
        orders[backward][turned.get(vote.answer, vote.answer)] += 1
    for (context, low, high), orders in sorted(asked.items()):
        shown_first, shown_second = (PairCounts(**counts) for counts in orders)
        verdict = decide_pair(shown_first, shown_second, thresholds=TWO_OF_TWO)
        wiser = {"first": {"wiser": low}, "second": {"wiser": high}}.get(verdict.wiser or "", {})
        yield PairVerdict(
            context=context,
            first=low,
            second=high,
            shown_first=shown_first,
            shown_second=shown_second,
            status=verdict.status,
            **cast("Any", wiser),
        )


def _standing(own: OwnValues) -> Iterable[WiserVote]:
    """Return the latest answer to each question in each order, on cards that count."""
    cards = {card.id for card in own.confirmed}
    latest: dict[_Question, WiserVote] = {}
    for vote in sorted(own.votes, key=lambda vote: vote.said_at):
        if {vote.first, vote.second} <= cards:
            latest[vote.context, vote.first, vote.second] = vote
    return latest.values()


def _problems(own: OwnValues, bank: Bank) -> Iterator[Problem]:
    cards = {card.id: card for card in own.cards}
    concerns = {concern.name for concern in bank.concerns}
    for index, link in enumerate(own.links):
        where = f"links[{index}]"
        if link.card not in cards:
            yield Problem("unknown-card", f"{where}.card", "a card of the owner", link.card)
        elif not 0 <= link.policy < len(cards[link.card].policies):
            last = len(cards[link.card].policies) - 1
            expected = f"a policy of the card, from 0 to {last}"
            yield Problem("policy-index", f"{where}.policy", expected, str(link.policy))
        if link.concern not in concerns:
            expected = f"a concern of the bank {bank.name!r}"
            yield Problem("unknown-concern", f"{where}.concern", expected, repr(link.concern))
    for index, vote in enumerate(own.votes):
        for card in (vote.first, vote.second):
            if card not in cards:
                yield Problem("unknown-card", f"votes[{index}]", "a card of the owner", card)
        if vote.context != ANYWHERE and vote.context not in concerns:
            expected = f"{ANYWHERE!r}, or a concern of the bank {bank.name!r}"
            found = repr(vote.context)
            yield Problem("unknown-context", f"votes[{index}].context", expected, found)
    # What a misspelt name forbids would be done all the same.
    delegated = own.delegation
    yield from unknown_domains(delegated.acts_in or (), bank, where="acts_in")
    yield from unknown_domains(delegated.asks_in, bank, where="asks_in")
    yield from unknown_domains(delegated.stays_out_of, bank, where="stays_out_of")


def unknown_domains(named: Iterable[str], bank: Bank, *, where: str) -> Iterator[Problem]:
    """Yield a problem ``unknown-domain`` for each name that is no domain of a bank, sorted."""
    known = sorted({situation.domain for situation in bank.situations})
    for name in sorted({*named} - {*known}):
        hint = (
            did_you_mean(name, known, most=3) or f"It has {', '.join(map(repr, known)) or 'none'}."
        )
        expected = f"a domain of the bank {bank.name!r}"
        yield Problem("unknown-domain", where, expected, repr(name), hint)

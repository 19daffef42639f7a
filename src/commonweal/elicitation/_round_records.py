"""What was answered in a round, as the records that a study keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from commonweal.documents import (
    DroppedPolicy,
    Endorsement,
    Outweighs,
    Placing,
    Transition,
    WiserVote,
)
from commonweal.elicitation._record_writer import RecordWriter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.documents import Record
    from commonweal.elicitation._ask_placing import PlacingTold
    from commonweal.elicitation._ask_round import MovedTold, PairTold, RoundTold, StakesTold
    from commonweal.elicitation._round_items import RoundSetting


def records_of_round(
    told: RoundTold,
    setting: RoundSetting,
    *,
    key: str,
    times: Mapping[str, str],
    begun: str,
) -> tuple[Record, ...]:
    """Return the records of a round; the same session gives the same records.

    Args:
        told: what came of it.
        setting: what the person met.
        key: the session's secret, from `new_session_key`.
        times: when each question was answered, by its id, in UTC to the second.
        begun: when the session began.

    Cost: O(length of what was told).
    """
    writer = RecordWriter(setting, bytes.fromhex(key), times, begun, agreed="")
    held = [
        Endorsement(
            record=each.card,
            question="mine",
            answer=cast("Literal['yes', 'no', 'unsure', 'no_response']", each.answer),
            asked_at=times.get(each.asked) or begun,
            **writer.common(each.asked, each.asked, text=False),
        )
        for each in told.held
    ]
    votes = [_vote(each, writer) for each in told.pairs]
    outweighs = [_outweighs(each, writer) for each in told.stakes]
    moves = [_move(each, writer) for each in told.moved]
    placings = [_placing(each, writer) for each in told.placings]
    return (*held, *votes, *moves, *outweighs, *placings)


def _vote(told: PairTold, writer: RecordWriter) -> WiserVote:
    pair = told.pair
    optional = {"shown": pair.shown, "arm": pair.arm, "supersedes": pair.replaces}
    return WiserVote(
        context=pair.context,
        first=pair.first.card,
        second=pair.second.card,
        answer=told.answer,
        **_said(optional),
        **writer.common(told.asked, told.asked, text=False),
    )


def _move(told: MovedTold, writer: RecordWriter) -> Transition:
    how = told.how
    return Transition(
        context=told.pair.context,
        from_card=told.from_card.card,
        to_card=told.to_card.card,
        ground=cast("Literal['error', 'omission', 'conflict']", how.ground),
        covers=how.covers,
        dropped=tuple(DroppedPolicy(policy=at, why=why) for at, why in how.dropped),
        told=how.told,
        reverse_asked=True,
        **_said({"reverse_holds": how.reverse_holds}),
        **writer.common(how.asked, how.asked),
    )


def _outweighs(told: StakesTold, writer: RecordWriter) -> Outweighs:
    met = told.stakes
    sides = [(met.card.card, met.stake), (met.over.card, met.over_stake)]
    (card, stake), (over, over_stake) = sides if told.first else reversed(sides)
    return Outweighs(
        context=met.context,
        card=card,
        stake=stake,
        over_card=over,
        over_stake=over_stake,
        **writer.common(told.asked, told.asked, text=False),
    )


def _placing(told: PlacingTold, writer: RecordWriter) -> Placing:
    common = writer.common(told.asked, told.asked, text=False)
    appraiser = common.pop("participant")
    rests_on: dict[str, Any] = {"rests_on": told.rests_on} if told.rests_on else {}
    return Placing(
        situation=told.situation.situation,
        appraiser=appraiser,
        card=told.situation.card.card,
        order=told.order,
        stake=told.stake,
        **rests_on,
        **common,
    )


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}

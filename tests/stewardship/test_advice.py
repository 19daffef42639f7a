"""What a person's own cards say of a choice, without making it."""

from __future__ import annotations

from typing import Any

from commonweal.documents import (
    MoralGraph,
    PairCounts,
    PairVerdict,
    PublishedPolicy,
    PublishedValue,
)
from commonweal.stewardship import Steward, advise
from commonweal.testing._owners import MOMENT, SAID, bank, card, owner, placing, situation, votes

TRUTH, CALM = card("Plain truth"), card("Calm at home")
CASE = situation(("keep", ["calm"], ["truth"]), ("tell", ["truth"], ["calm"]))


def published(title: str, text: str) -> PublishedValue:
    """Return a value of somebody else's study."""
    return PublishedValue(
        card=card(title).id,
        title=title,
        policies=(PublishedPolicy(text=text, nature="constitutive"),),
        contexts=("life",),
        origin="synthetic",
        holders=9,
    )


def graph(status: Any, lower: PublishedValue, wiser: PublishedValue) -> MoralGraph:
    """Return a graph in which people call one value wiser than another."""
    low, high = sorted((lower.card, wiser.card))
    for_wiser, against = PairCounts(second=9), PairCounts(second=8, first=1)
    if wiser.card == low:
        for_wiser, against = PairCounts(first=9), PairCounts(first=8, second=1)
    return MoralGraph(
        **SAID,
        values=(lower, wiser),
        pairs=(
            PairVerdict(
                context="life",
                first=low,
                second=high,
                shown_first=for_wiser,
                shown_second=against,
                status=status,
                **({"wiser": wiser.card} if status == "accepted" else {}),
            ),
        ),
    )


LOWER = published("Plain truth", "Plain truth 0")
WISER = published("Truth at its time", "SIGNS that somebody can take it in")


def test_each_card_says_which_option_it_favours() -> None:
    """Both sides are shown with who placed the options, and the conflict with how it stands."""
    own = owner({TRUTH: "truth", CALM: "calm"}, votes=votes(TRUTH, CALM))

    advice = advise(Steward(own, bank(), read_at=MOMENT), CASE)

    said = {says.title: (says.favours, says.against, says.placed_by) for says in advice.cards}
    assert {
        "Plain truth": (("tell",), ("keep",), "author"),
        "Calm at home": (("keep",), ("tell",), "author"),
    } == said
    (apart,) = advice.conflicts
    assert (("keep", "tell"), "tell") == (apart.options, apart.settled_for)


def test_a_conflict_that_the_owner_left_open_is_said_to_be_open() -> None:
    """Without answers on which is wiser, nothing is settled, and nothing is chosen."""
    own = owner({TRUTH: "truth", CALM: "calm"})

    advice = advise(Steward(own, bank(), read_at=MOMENT), CASE)

    assert [None] == [apart.settled_for for apart in advice.conflicts]
    assert any("your order leaves it open" in line for line in advice.explain())


def test_the_owners_own_placing_is_the_one_that_is_told() -> None:
    """The bank's tags on a card are passed over where the owner placed the options."""
    own = owner({TRUTH: "truth"}, placings=(placing(TRUTH, ["keep"], ["tell"]),))

    (says,) = advise(Steward(own, bank(), read_at=MOMENT), CASE).cards

    assert ("owner", ("keep",)) == (says.placed_by, says.favours)


def test_moves_are_proposals_from_accepted_verdicts_only() -> None:
    """A wiser move that others report is shown with its counts; a contested one is not shown."""
    steward = Steward(owner({TRUTH: "truth"}), bank(), read_at=MOMENT)

    accepted = advise(steward, CASE, graph=graph("accepted", LOWER, WISER))
    contested = advise(steward, CASE, graph=graph("contested", LOWER, WISER))

    (move,) = accepted.moves
    assert ("Plain truth", "Truth at its time", 17, 1) == (
        move.title,
        move.to,
        move.said_so,
        move.said_otherwise,
    )
    assert "A proposal (synthetic)" in accepted.explain()[-1]
    assert () == contested.moves


def test_a_value_that_is_like_no_card_proposes_nothing() -> None:
    """Moves away from what the person does not hold are none of their business."""
    steward = Steward(owner({CALM: "calm"}), bank(), read_at=MOMENT)

    assert () == advise(steward, CASE, graph=graph("accepted", LOWER, WISER)).moves

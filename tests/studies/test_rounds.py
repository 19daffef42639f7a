"""Rounds in a study: who meets what, never twice, in which words, and what is handed in."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from commonweal.documents import Endorsement, Placing, Story, WiserVote
from commonweal.elicitation import STARTING_ORDERS
from commonweal.errors import Infeasible, InvalidDocument
from commonweal.studies import (
    RoundBasis,
    RoundDrawn,
    RoundSize,
    StudyRound,
    add_answers,
    draw_round,
    init_study,
    plan_withdrawal,
    read_study,
    starting_order,
    withdraw,
)

from .round_people import PEOPLE, SAID_AT, SECRET, card_of, finish, joins, said

NOW = "2026-06-07T09:00:00Z"


@pytest.fixture
def asked(garden: Path) -> Path:
    """Return the garden with twelve more people, each with a card of their own."""
    add_answers(garden, [record for person in PEOPLE for record in joins(person)])
    return garden


def basis(folder: Path, participant: str, at: str = NOW) -> RoundBasis:
    return RoundBasis.of(read_study(folder), participant, at=at)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> RoundBasis:
    """Return what is known of one person in the garden with twelve more."""
    folder = tmp_path_factory.mktemp("rounds") / "garden"
    init_study(folder, name="garden")
    add_answers(folder, [record for person in PEOPLE for record in joins(person)])
    add_answers(folder, joins("quiet", quoted=False))
    return basis(folder, PEOPLE[0])


SIZES = st.builds(
    RoundSize,
    cards=st.integers(0, 20),
    pairs=st.integers(0, 20),
    stakes=st.integers(0, 3),
    situations=st.integers(0, 3),
)


@given(SIZES, st.integers(0, 2**53))
@settings(max_examples=25)
def test_whatever_the_size_and_the_seed_no_more_is_drawn_than_there_is(
    known: RoundBasis, size: RoundSize, seed: int
) -> None:
    """Sizes are kept to, nothing stands twice, and all of it may be seen by the person."""
    drawn = draw_round(known, size, seed=seed)

    asked = [(pair.context, frozenset((pair.first, pair.second))) for pair in drawn.pairs]
    assert (min(size.cards, 13), size.pairs) == (len(drawn.cards), len(asked))
    assert (0, min(size.situations, 1)) == (len(drawn.stakes), len(drawn.situations))
    assert len({*asked}) == len(asked)
    assert len({*drawn.cards}) == len(drawn.cards)
    assert all(map(known.may_see, (*drawn.cards, *(card for _, both in asked for card in both))))
    assert not {*drawn.cards} & {*drawn.own}


def test_the_same_seed_draws_the_same(asked: Path) -> None:
    """A round is a function of the study, the person, the size and the seed."""
    known = basis(asked, PEOPLE[0])

    once, again, other = (draw_round(known, RoundSize(), seed=seed) for seed in (1, 1, 2))

    assert once == again
    assert once != other
    assert once == RoundDrawn.from_session(once.content(), place="x")


def test_own_cards_are_no_others(asked: Path) -> None:
    """The person reads their own card again, and meets others' cards only."""
    drawn = draw_round(basis(asked, PEOPLE[0]), RoundSize(cards=50), seed=1)

    assert (card_of(asked, PEOPLE[0]),) == drawn.own
    assert 13 == len(set(drawn.cards))
    assert not {*drawn.own} & {*drawn.cards}


def test_cards_come_in_the_order_that_was_dealt(garden: Path) -> None:
    """What resembles one's own most comes first, or last, as the lot said."""
    add_answers(garden, joins("near", title="Water shared by turns at the tap"))
    names = [f"p-{number}" for number in range(40)]
    add_answers(
        garden,
        [r for name in names for r in joins(name, title="Water shared by turns at the well")][:120],
    )
    dealt = {name: starting_order(basis(garden, name)) for name in names}
    assert {*STARTING_ORDERS} == {*dealt.values()}
    near, far = (
        next(name for name in names if dealt[name] == order)
        for order in ("nearest_first", "farthest_first")
    )

    first, last = (
        draw_round(basis(garden, name), RoundSize(cards=60), seed=1).cards for name in (near, far)
    )

    starter = {card_of(garden, "gardener-01"), card_of(garden, "gardener-02")}
    assert starter == {*first[-2:]} == {*last[:2]}


def test_what_is_met_is_compared_and_belongs_to_no_order(asked: Path) -> None:
    """Each card that is met is compared with an own one, without an arm; the others carry it."""
    known = basis(asked, PEOPLE[0])

    drawn = draw_round(known, RoundSize(), seed=3)

    own = drawn.own[0]
    assert [{own, card} for card in drawn.cards] == [{p.first, p.second} for p in drawn.pairs[:3]]
    assert [None] * 3 + [starting_order(known)] * 3 == [pair.arm for pair in drawn.pairs]
    assert 6 == len({frozenset((pair.first, pair.second)) for pair in drawn.pairs})
    shown = [pair.first == own for pair in drawn.pairs[:3]]
    assert shown in ([True, False, True], [False, True, False])


def test_both_orders_of_display_are_as_frequent(asked: Path) -> None:
    """Over many rounds an own card stands first as often as second, within chance."""
    known = basis(asked, PEOPLE[0])

    first = [
        pair.first == drawn.own[0]
        for seed in range(60)
        for drawn in [draw_round(known, RoundSize(pairs=3), seed=seed)]
        for pair in drawn.pairs
    ]

    assert 180 == len(first)
    assert abs(sum(first) - 90) <= 30


def test_nobody_is_asked_twice(asked: Path) -> None:
    """Rounds go on until all was asked; no card, pair or placing comes again."""
    met: Counter[tuple[Any, ...]] = Counter()
    no = {f"met.{number}": "no" for number in range(1, 4)}

    def go_on() -> None:
        for number in range(40):
            with StudyRound.begin(asked, PEOPLE[0], seed=number) as held:
                drawn = held.drawn
                met.update(("card", card) for card in drawn.cards)
                met.update(("pair", p.context, frozenset((p.first, p.second))) for p in drawn.pairs)
                met.update(("place", each.situation, each.card) for each in drawn.situations)
                finish(held, no)

    with pytest.raises(Infeasible) as ended:
        go_on()

    assert "nothing-to-ask" == ended.value.code
    assert {1} == {*met.values()}
    kinds = Counter(kind for kind, *_ in met)
    assert (91, 1) == (kinds["pair"], kinds["place"])
    known = basis(asked, PEOPLE[0], at="2100-01-01T00:00:00Z")
    assert {*known.others} <= known.asked


def test_no_value_starves(garden: Path) -> None:
    """Though all resemble one another and two nothing, after a few rounds every value was met."""
    alike = [r for person in PEOPLE for r in joins(person, title="Water by turns at the tap")]
    add_answers(garden, alike)
    for person in PEOPLE:
        with StudyRound.begin(garden, person, size=RoundSize(pairs=0), seed=7) as held:
            finish(held)

    met_by = basis(garden, PEOPLE[0], at="2100-01-01T00:00:00Z").met_by
    times = [met_by.get(value, 0) for value in basis(garden, "gardener-05").others]

    assert 14 == len(times)
    assert min(times) >= 1


def test_words_that_may_not_be_quoted_are_shown_to_nobody(asked: Path) -> None:
    """Neither card nor account of who refused that; the author meets their own."""
    add_answers(asked, joins("quiet", quoted=False))
    quiet, other = card_of(asked, "quiet"), card_of(asked, PEOPLE[1])
    move = {"context": "dry-week", "from_card": card_of(asked, PEOPLE[0]), "to_card": other}
    told = {"ground": "omission", "told": SECRET, "reverse_asked": True, "covers": [0]}
    add_answers(asked, [said("quiet", "transition", **move, **told)])

    for person in (PEOPLE[0], "gardener-05"):
        with StudyRound.begin(asked, person, size=RoundSize(cards=50, pairs=200), seed=1) as held:
            assert SECRET not in repr(held.setting)
            assert not any(pair.shown for pair in held.setting.pairs if pair is not None)
            held.forget()
    mine = draw_round(basis(asked, "quiet"), RoundSize(), seed=1)

    assert (quiet,) == mine.own
    assert quiet in {card for pair in mine.pairs for card in (pair.first, pair.second)}


def test_a_told_move_is_shown_by_lot(asked: Path) -> None:
    """Some are shown the account, some not; the move back only where somebody told of one."""
    one, other = card_of(asked, PEOPLE[0]), card_of(asked, PEOPLE[1])
    end = {"by": "writer", "origin": "synthetic", "said_at": SAID_AT, "model": "invented"}
    there = {"kind": "story", "context": "dry-week", "from_card": one, "to_card": other}
    back = {"kind": "story", "context": "dry-week", "from_card": other, "to_card": one}

    def arms() -> Counter[tuple[str | None, str]]:
        folder = read_study(asked)
        return Counter(
            (pair.arm, folder.records.by_id()[pair.shown].record.text if pair.shown else "")
            for person in PEOPLE[2:]
            for pair in draw_round(
                RoundBasis.of(folder, person, at=NOW), RoundSize(cards=0, pairs=200), seed=1
            ).pairs
            if {pair.first, pair.second} == {one, other}
        )

    add_answers(asked, [{**there, **end, "text": "There."}])
    before = arms()
    add_answers(asked, [{**back, **end, "text": "Back.", "said_at": "2026-06-03T09:00:00Z"}])
    after = arms()

    assert {("none", ""), ("story", "There.")} == {*before}
    assert {("none", ""), ("story", "There."), ("reversed_story", "Back.")} == {*after}
    assert 10 == before.total() == after.total()


def test_what_is_drawn_passes_every_check(asked: Path) -> None:
    """Whole rounds of all people are taken as answers, and each kind of record is among them."""
    kinds: set[str] = set()
    for number, person in enumerate(PEOPLE):
        with StudyRound.begin(asked, person, seed=number) as held:
            kinds |= {each.partition(":")[0] for each in finish(held)}

    records = read_study(asked).records
    assert {"endorsement", "wiser_vote", "placing"} == kinds
    assert {"synthetic"} == {
        entry.record.origin
        for kind in (Endorsement, WiserVote, Placing)
        for entry in records.of(kind)
    }
    assert not (asked / "rounds").exists()


def test_two_own_cards_are_weighed(asked: Path) -> None:
    """Whoever holds two values that share a context is asked what outweighs what, once each."""
    add_answers(asked, joins(PEOPLE[0], title="Another way")[2:])

    size = RoundSize(cards=0, stakes=50)
    with StudyRound.begin(asked, PEOPLE[0], size=size, seed=1) as held:
        kinds = Counter(each.partition(":")[0] for each in finish(held))

    assert 9 == kinds["outweighs"]
    known = basis(asked, PEOPLE[0], at="2100-01-01T00:00:00Z")
    assert () == draw_round(known, size, seed=2).stakes


def test_a_vote_is_asked_about_again_when_it_is_named(asked: Path) -> None:
    """The new answer takes the place of the old one; what is named must be a vote that stands."""
    only = RoundSize(cards=1, pairs=1, stakes=0, situations=0)
    with StudyRound.begin(asked, PEOPLE[0], size=only) as held:
        vote = next(each for each in finish(held) if each.startswith("wiser_vote"))

    none = RoundSize(cards=0, pairs=0, stakes=0, situations=0)
    with StudyRound.begin(asked, PEOPLE[0], size=none, again=[vote]) as held:
        new = next(each for each in finish(held) if each.startswith("wiser_vote"))

    records = read_study(asked).records.by_id()
    assert vote == records[new].record.supersedes
    for wrong in (vote, "wiser_vote:" + "0" * 64):
        with pytest.raises(InvalidDocument) as raised:
            StudyRound.begin(asked, PEOPLE[0], again=[wrong])
        assert "no-such-vote" == raised.value.code


def test_who_takes_no_part_meets_nothing(asked: Path) -> None:
    """Neither a stranger nor somebody who took their consent back begins a round."""
    withdraw(plan_withdrawal(asked, PEOPLE[0]))
    consent = next(
        entry.id
        for entry in read_study(asked).records.all()
        if entry.record.kind == "consent" and entry.record.by == PEOPLE[1]
    )
    withdraw(plan_withdrawal(asked, PEOPLE[1], records=[consent]))

    codes = []
    for name in ("nobody", PEOPLE[0], PEOPLE[1]):
        with pytest.raises(InvalidDocument) as raised:
            StudyRound.begin(asked, name)
        codes.append(raised.value.code)

    assert ["unknown-participant", "unknown-participant", "no-consent"] == codes
    assert not (asked / "rounds").exists()


def test_sizes_are_counted_from_nothing() -> None:
    """A negative size is refused."""
    with pytest.raises(InvalidDocument) as raised:
        RoundSize(cards=-1)

    assert "round-size" == raised.value.code


def test_stories_say_that_nobody_lived_them(asked: Path) -> None:
    """Who told an account is known of each that may be shown."""
    one, other = card_of(asked, PEOPLE[0]), card_of(asked, PEOPLE[1])
    story = Story(
        context="dry-week",
        from_card=one,
        to_card=other,
        text="There.",
        model="m",
        by="m",
        origin="model",
        said_at=SAID_AT,
    )
    move = {"context": "dry-week", "from_card": one, "to_card": other, "covers": [0]}
    told = said(PEOPLE[2], "transition", **move, ground="error", told="I.", reverse_asked=True)
    add_answers(asked, [story.content(), told])

    accounts = basis(asked, PEOPLE[3]).accounts

    assert {("model", ""), ("synthetic", PEOPLE[2])} == {(a.told_by, a.teller) for a in accounts}

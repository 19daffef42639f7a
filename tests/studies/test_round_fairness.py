"""What keeps a round fair: no value starves, no side is always first, no account is one's own."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commonweal.documents import ValueCard, sha256_hex
from commonweal.elicitation import STARTING_ORDERS
from commonweal.studies import (
    RoundBasis,
    RoundSize,
    StudyRound,
    add_answers,
    draw_round,
    init_study,
    read_study,
    starting_order,
)

NOW = "2026-06-07T09:00:00Z"
PEOPLE = tuple(f"person-{number:02}" for number in range(12))
SEEDS = range(40)


def said(participant: str, kind: str, **content: Any) -> dict[str, Any]:
    """Return a record of an invented person, with the same id each time."""
    nonce = sha256_hex(repr((participant, kind, content)).encode())[:32]
    common = {"by": participant, "origin": "synthetic", "nonce": nonce}
    when = {"said_at": "2026-06-02T09:00:00Z"}
    return {"kind": kind, "participant": participant, **common, **when, **content}


def card(participant: str, title: str) -> dict[str, Any]:
    policies = [{"text": f"SIGNS of {title}"}]
    shown = {"title": title, "policies": policies, "contexts": ["dry-week"]}
    return said(participant, "value_card", **shown, confirmed=True, language="en")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the starter study with twelve more people, of whom the first has two cards."""
    garden = tmp_path_factory.mktemp("fair") / "garden"
    init_study(garden, name="garden")
    uses = [{"use": use, "given": True} for use in ("take_part", "quote")]
    records = [
        record
        for person in PEOPLE
        for record in (
            said(person, "participant", strata=[{"stratum": "bed", "value": "sunny"}]),
            said(person, "consent", choices=uses),
            card(person, f"The way of {person}"),
        )
    ]
    add_answers(garden, [*records, card(PEOPLE[0], "Another way")])
    return garden


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """Return a copy of that study, to be changed."""
    return shutil.copytree(made, tmp_path / "garden")


def basis(folder: Path, participant: str) -> RoundBasis:
    return RoundBasis.of(read_study(folder), participant, at=NOW)


def card_of(folder: Path, participant: str) -> str:
    cards = read_study(folder).records.of(ValueCard)
    return next(entry.id for entry in cards if entry.record.participant == participant)


def told(folder: Path, teller: str, words: str, **more: Any) -> str:
    """Have somebody tell how they came from one card to another; return the account's id."""
    ends = {"from_card": card_of(folder, PEOPLE[1]), "to_card": card_of(folder, PEOPLE[2])}
    move = {"context": "dry-week", "ground": "omission", "covers": [0], "reverse_asked": True}
    return add_answers(folder, [said(teller, "transition", **ends, **move, told=words, **more)])[0]


def test_who_is_asked_what_in_a_starting_order_does_not_hang_on_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever order somebody is dealt, the pairs that carry it are the same: so orders compare."""
    known = basis(folder, PEOPLE[1])

    def asked(order: str, seed: int) -> tuple[list[tuple[str, str]], set[str]]:
        monkeypatch.setattr("commonweal.studies._round_draw.starting_order", lambda _: order)
        drawn = draw_round(known, RoundSize(), seed=seed)
        return [(p.first, p.second) for p in drawn.pairs if p.arm == order], {*drawn.cards}

    for seed in range(10):
        found = [asked(order, seed) for order in STARTING_ORDERS]
        pairs = [each for each, _ in found]
        assert 3 == len(pairs[0])
        assert pairs[0] == pairs[1] == pairs[2]


def test_orders_do_show_people_other_values(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the claim above is no empty one."""
    known = basis(folder, PEOPLE[1])
    met = set()
    for order in STARTING_ORDERS:
        monkeypatch.setattr("commonweal.studies._round_draw.starting_order", lambda _, o=order: o)
        met.add(draw_round(known, RoundSize(), seed=1).cards)

    assert len(met) > 1


def test_after_somebody_met_values_no_answer_carries_an_order(folder: Path) -> None:
    """What they are asked in a second round hangs on what the first brought."""
    with StudyRound.begin(folder, PEOPLE[1], size=RoundSize(pairs=0), seed=1) as held:
        while (question := held.question) is not None:
            held.answer("yes" if question.kind == "yes_no_unsure" else None)
        held.hand_in()
    later = "2100-01-01T00:00:00Z"
    again = RoundBasis.of(read_study(folder), PEOPLE[1], at=later)

    pairs = draw_round(again, RoundSize(), seed=2).pairs

    assert pairs
    assert {None} == {pair.arm for pair in pairs}


@pytest.mark.parametrize("participant", PEOPLE[:6])
def test_a_value_that_nobody_met_is_among_every_three(folder: Path, participant: str) -> None:
    """Whatever the order that was dealt, and however unlike one's own that value is."""
    known = basis(folder, participant)
    for starved in known.others:
        met_by = {value: 9 for value in known.others if value != starved}
        hungry = replace(known, met_by=met_by)

        drawn = draw_round(hungry, RoundSize(cards=3, pairs=0), seed=1)

        assert starved in drawn.cards


def test_the_first_six_people_are_dealt_every_order(folder: Path) -> None:
    """So that the claim above is tried in each of them."""
    dealt = {starting_order(basis(folder, person)) for person in PEOPLE[:6]}

    assert 3 == len(dealt)


def test_a_situation_that_fewest_placed_is_placed_next(folder: Path) -> None:
    """Of two own values, the one by which nobody placed the options yet."""
    known = basis(folder, PEOPLE[0])
    placed, left = known.own
    known = replace(known, placings={(known.situations[0].name, placed): 5})

    drawn = [draw_round(known, RoundSize(situations=1), seed=seed) for seed in SEEDS]

    assert {known.own[left]} == {each.card for one in drawn for each in one.situations}


def test_of_two_stakes_each_stands_first_in_turn(folder: Path) -> None:
    """No side is favoured by where it stands: both orders of one question come up."""
    known = basis(folder, PEOPLE[0])

    stakes = [
        stake
        for seed in SEEDS
        for stake in draw_round(known, RoundSize(stakes=50), seed=seed).stakes
    ]

    first = sum(stake.card == next(iter(known.own.values())) for stake in stakes)
    assert 9 * len(SEEDS) == len(stakes)
    assert abs(first - len(stakes) / 2) <= 4 * len(stakes) ** 0.5 / 2


def test_nobody_is_shown_their_own_account(folder: Path) -> None:
    """Who told it answers without it, and in the arm of their order; another is dealt an arm."""
    account = told(folder, PEOPLE[3], "As I lived it.")
    ends = {card_of(folder, person) for person in PEOPLE[1:3]}

    def shown(known: RoundBasis) -> tuple[str | None, str | None]:
        (pair,) = (
            pair
            for pair in draw_round(known, RoundSize(cards=0, pairs=200), seed=1).pairs
            if {pair.first, pair.second} == ends
        )
        return pair.arm, pair.shown

    teller = basis(folder, PEOPLE[3])
    others = {shown(basis(folder, person)) for person in PEOPLE[4:]}

    assert (starting_order(teller), None) == shown(teller)
    assert {("story", account), ("none", None)} == others


def test_of_an_account_told_anew_only_the_new_words_are_shown(folder: Path) -> None:
    """What its teller replaced is theirs to have replaced."""
    old = told(folder, PEOPLE[5], "At first.")
    new = told(folder, PEOPLE[5], "On second thoughts.", supersedes=old)

    ids = {account.id for account in basis(folder, PEOPLE[6]).accounts}

    assert new in ids
    assert old not in ids


def test_a_card_told_anew_is_ones_own_again(folder: Path) -> None:
    """A no counts against what was told before it, whatever the two cards are merged into."""
    before = card_of(folder, PEOPLE[9])
    asked = {"question": "mine", "answer": "no", "asked_at": "2026-06-03T09:00:00Z"}
    anew = card(PEOPLE[9], "The way again") | {"said_at": "2026-06-05T09:00:00Z"}
    _, new = add_answers(folder, [said(PEOPLE[9], "endorsement", record=before, **asked), anew])
    same = {"first": before, "second": new, "verdict": "same", "judge": PEOPLE[9]}
    record = said(PEOPLE[9], "same_value", **same)
    del record["participant"]
    add_answers(folder, [record])

    known = basis(folder, PEOPLE[9])

    assert [new] == [*known.own.values()]
    assert not {*known.own} & {*known.others}


def test_a_question_asked_again_belongs_to_no_arm(folder: Path) -> None:
    """Who wants to be asked again was not dealt to it, and no trial counts their answer."""
    vote = said(
        PEOPLE[7],
        "wiser_vote",
        context="dry-week",
        first=card_of(folder, PEOPLE[1]),
        second=card_of(folder, PEOPLE[2]),
        answer="first",
    )
    (before,) = add_answers(folder, [vote])

    drawn = draw_round(basis(folder, PEOPLE[7]), RoundSize(pairs=0), seed=1, again=[before])

    assert [(None, before)] == [(pair.arm, pair.replaces) for pair in drawn.pairs]


def test_what_somebody_says_is_no_longer_theirs_is_not(folder: Path) -> None:
    """Neither is it met again as another's: they were asked about it."""
    mine = card_of(folder, PEOPLE[8])
    before = basis(folder, PEOPLE[8])
    asked = {"question": "mine", "answer": "no", "asked_at": "2026-06-03T09:00:00Z"}
    add_answers(folder, [said(PEOPLE[8], "endorsement", record=mine, **asked)])

    after = basis(folder, PEOPLE[8])

    assert (True, False) == (mine in before.own, mine in after.own)
    assert mine in after.asked

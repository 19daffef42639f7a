"""The steward of one of the river's people: its trial is what its folder says, and means something.

The owner chooses by the same tags that the steward decides by, so that it does well is no finding;
that it does no better with its cards' concerns exchanged than a guess would, is a check.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from commonweal.documents import ValueCard, read_jsonl
from commonweal.stewardship import (
    BANK,
    REPLIES,
    RESULT,
    Steward,
    TrialPlan,
    TrialReplies,
    assess_trial,
    may_be_sent_out,
    open_steward,
    read_bank,
    read_trial_plan,
    read_trial_replies,
    trial_result,
)
from commonweal.studies import read_study

RIVER = Path(__file__).resolve().parents[2] / "examples" / "river"
FOLDER = RIVER / "steward"


@pytest.fixture(scope="module")
def steward() -> Steward:
    """Return the steward of the resident."""
    return open_steward(FOLDER, read_bank(FOLDER / BANK))


@pytest.fixture(scope="module")
def tried(steward: Steward) -> tuple[TrialPlan, TrialReplies]:
    """Return the plan with what was replied."""
    return read_trial_plan(FOLDER, steward), read_trial_replies(FOLDER / REPLIES)


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    """Return what the trial is said to have come to."""
    found: dict[str, Any] = json.loads((FOLDER / RESULT).read_text(encoding="utf-8"))
    return found


def test_the_result_follows_from_cards_plan_and_replies(
    steward: Steward, tried: tuple[TrialPlan, TrialReplies], result: dict[str, Any]
) -> None:
    """Assessed again from its folder, the trial comes to what the report shows."""
    report = assess_trial(steward, *tried)

    found = trial_result(report, may_be_sent_out(report, steward))

    assert result == json.loads(json.dumps(found))


def test_the_steward_passes_and_its_control_does_not(result: dict[str, Any]) -> None:
    """Right in clearly more acts than with concerns exchanged, and enough for the gate."""
    share = {name: result[name]["hits"] / result[name]["of"] for name in ("right", "control")}

    assert result["may_be_sent_out"]
    assert result["synthetic"]
    assert result["right"]["low"] > 0.6 > result["control"]["high"]
    assert share["control"] < result["chance"] + 0.05


def test_it_acts_where_that_was_expected_before(
    tried: tuple[TrialPlan, TrialReplies], result: dict[str, Any]
) -> None:
    """What the resident expected is sealed with the plan, and at work they did not expect it."""
    plan, _ = tried

    likely = {domain for domain, share in plan.expected.items() if share > Fraction(1, 2)}

    assert {"household", "neighbours", "river"} == likely == {*result["acts_in"]}


def test_it_is_right_because_of_the_choices(
    steward: Steward, tried: tuple[TrialPlan, TrialReplies]
) -> None:
    """An owner who always does the other thing has a steward that is not to be sent out."""
    plan, said = tried
    options = {each.name: [option.name for option in each.options] for each in plan.situations}
    other = {
        name: next(option for option in options[name] if option != chose)
        for name, chose in said.choices.items()
    }

    report = assess_trial(steward, plan, TrialReplies(choices=other), controls=1)

    assert report.right.hits < report.right.of / 4
    assert not may_be_sent_out(report, steward).passed


def test_what_is_not_delegated_is_asked_about(
    steward: Steward, tried: tuple[TrialPlan, TrialReplies]
) -> None:
    """The resident's card from the study is not delegated: wherever it bears, the steward asks."""
    plan, _ = tried
    touched = [
        answer.outcome
        for situation, answer in zip(plan.situations, plan.answers, strict=True)
        if "whole-again" in situation.concerns
    ]

    assert len(touched) >= 2
    assert {"ask"} == {*touched}


def test_the_owner_is_one_of_the_people_asked(steward: Steward) -> None:
    """One of the steward's cards says what the same person's card in the study says."""
    owner = steward.own.owner
    (told,) = [
        located.record
        for located in read_jsonl(RIVER / "answers.jsonl")
        if isinstance(located.record, ValueCard) and located.record.participant == owner
    ]

    assert told.title in {card.title for card in steward.own.cards}
    assert {"synthetic"} == {card.origin for card in steward.own.cards}
    assert {owner} == {card.participant for card in steward.own.cards}


def test_the_bank_touches_each_concern_twice_or_more(steward: Steward) -> None:
    """Thirty situations and more in four domains, no concern named for nothing."""
    bank = steward.bank
    touched = [concern for situation in bank.situations for concern in situation.concerns]

    assert len(bank.situations) >= 30
    assert len(bank.concerns) == 12
    assert {"river", "neighbours", "household", "work"} == {each.domain for each in bank.situations}
    assert {concern.name for concern in bank.concerns} == {*touched}


def test_no_file_of_the_steward_is_reported_as_unread() -> None:
    """The folder has its place in a study."""
    warnings = read_study(RIVER).warnings

    assert "file-not-read" not in {warning.code for warning in warnings}

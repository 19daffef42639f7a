"""A session with oneself as a trial: what is taken from it, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commonweal.stewardship import (
    Myself,
    Steward,
    assess_trial,
    begin_myself,
    bundled_bank,
    may_be_sent_out,
    open_steward,
    session_trial,
)
from commonweal.testing._scripted_myself import MOMENT, ScriptedPerson

BANK = bundled_bank()
ADA = ScriptedPerson(BANK, ("near-ones", "craft", "plain-truth", "calm"))

Said = Callable[[str, str, str | None], str | None]
"""What somebody answers in a situation, given the option that is asked about, or the last of them,
and what the steward does."""


def session(folder: Path, *, chooses: Said | None, wants: Said) -> tuple[Myself, Steward]:
    """Return a finished session of somebody who tells what Ada tells, with their steward."""
    myself = begin_myself(
        folder, BANK, source="everyday", begun=MOMENT, origin="synthetic", seed=5, minutes=30
    )
    while myself.stage == "telling":
        assert myself.question is not None
        myself.answer(ADA.answer(myself.question), at=MOMENT)
    steward = open_steward(folder, BANK)
    while (question := myself.question) is not None:
        _, name, *option = question.id.split(".")
        did = steward.decide(BANK.situation_named[name]).option
        if question.message == "myself.endorse":
            myself.answer(wants(name, option[0], did), at=MOMENT)
        elif chooses is None:
            myself.answer(ADA.answer(question), at=MOMENT)
        else:
            myself.answer(chooses(name, question.keys[-1], did), at=MOMENT)
    return myself, steward


@pytest.mark.parametrize("of_its_acts", ["yes", "no"])
def test_only_what_was_said_of_its_own_acts_is_an_approval(
    tmp_path: Path, of_its_acts: str
) -> None:
    """What another predictor would have done is asked about as well, and counts for nothing."""
    of_others = {"yes": "no", "no": "yes"}[of_its_acts]
    myself, steward = session(
        tmp_path / "ada",
        chooses=None,
        wants=lambda _, option, did: of_its_acts if option == did else of_others,
    )

    plan, replies = session_trial(myself, steward)

    acts = [answer.situation for answer in plan.answers if answer.acts]
    of_the_same = [name for name, _, said in myself.endorsed() if said == of_others]
    assert {*of_the_same} & {*acts}
    assert {*of_the_same} - {*acts}
    assert dict.fromkeys(acts, of_its_acts == "yes") == replies.approvals


def test_what_was_left_open_counts_against_it(tmp_path: Path) -> None:
    """Who chooses otherwise, leaves open what would show it and is not sure, sends nobody out."""
    myself, steward = session(
        tmp_path / "ada",
        chooses=lambda _, last, did: last if did in {None, last} else None,
        wants=lambda _, option, did: "yes" if len(option) % 2 and option == did else "unsure",
    )

    plan, replies = session_trial(myself, steward)
    report = assess_trial(steward, plan, replies, controls=1)
    gate = may_be_sent_out(report, steward)

    acts = len(report.acts)
    approved = sum(said == "yes" for _, _, said in myself.endorsed())
    assert myself.setting.situations[1] == [*plan.situations]
    assert 0 < report.without_choice < acts
    assert acts - report.without_choice == report.right.hits
    assert acts - approved == report.without_approval
    assert {acts} == {each.of for each in gate.criteria if each.name in {"right", "approved"}}
    assert {"right", "approved"} <= {*gate.failed}


def test_the_hash_that_is_reported_is_the_one_that_was_shown(tmp_path: Path) -> None:
    """It is that of the predictions, which the person saw before the first choice."""
    myself, steward = session(tmp_path / "ada", chooses=None, wants=lambda *_: "yes")

    plan, replies = session_trial(myself, steward)

    shown = myself.predictions_hash
    assert shown == plan.fixed == assess_trial(steward, plan, replies, controls=1).fixed

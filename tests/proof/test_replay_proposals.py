"""Folders replayed: what a model proposed in an interview is a model's, agreed to, and not used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .small_study import SmallStudy, find, id_of, problems, said, small_study


def with_proposal(**fields: Any) -> SmallStudy:
    """Return the study with a model's proposal to Fay, who agreed that her words are sent."""
    study = small_study()
    find(study, "consent", "fay")["choices"].append({"use": "send_to_model", "given": True})
    proposal = {
        **said("proposal", "small-model", day=2, participant="fay"),
        "origin": "model",
        "asked": "What did you look at?",
        "proposed_as": "policy",
        "text": "PAUSES before an answer",
        "model": "small-model:3b",
        "prompt_hash": "a" * 64,
        "answer": "declined",
        **fields,
    }
    study.answers.append(proposal)
    study.uses[id_of(proposal)] = "out_of_scope"
    return study


def test_a_proposal_is_accounted_for_and_changes_nothing(tmp_path: Path) -> None:
    """A folder with a proposal that is out of scope is as valid as without."""
    folder = with_proposal().write(tmp_path)

    assert [] == problems(folder)


def test_a_proposal_that_is_said_to_be_used_is_none(tmp_path: Path) -> None:
    """A run that says it used what a model proposed does not follow."""
    study = with_proposal()
    study.uses[id_of(study.answers[-1])] = "used"

    found = problems(study.write(tmp_path))

    assert any(f"{id_of(study.answers[-1])}" in problem for problem in found)


@pytest.mark.parametrize("given", [False, None])
def test_words_are_sent_to_a_model_only_with_consent(given: bool | None, tmp_path: Path) -> None:
    """A proposal to somebody who refused that their words are sent, or was not asked, is wrong."""
    study = with_proposal()
    choices = find(study, "consent", "fay")["choices"]
    choices.pop()
    choices += [] if given is None else [{"use": "send_to_model", "given": given}]

    found = problems(study.write(tmp_path))

    proposal = id_of(study.answers[-1])
    assert [f"{proposal}: it was said when nobody had agreed to it"] == found


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"origin": "person", "by": "fay"}, "a proposal is a model's, and says another origin"),
        ({"participant": "hal"}, "it is nobody's who takes part"),
    ],
)
def test_a_proposal_is_a_models_to_a_participant(
    fields: dict[str, Any], problem: str, tmp_path: Path
) -> None:
    """Nobody passes for the model, and no model proposes to nobody."""
    study = with_proposal(**fields)

    found = problems(study.write(tmp_path))

    assert f"{id_of(study.answers[-1])}: {problem}" in found

"""Folders replayed: nobody's words are counted that somebody else says for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .small_study import SmallStudy, find, problems, said, small_study


def vote_for_another(study: SmallStudy) -> None:
    find(study, "wiser_vote", "fay")["by"] = "dee"


def take_another_out(study: SmallStudy) -> None:
    study.answers.append(said("withdrawal", "dee", participant="fay", day=20))


def consent_for_another(study: SmallStudy) -> None:
    find(study, "consent", "fay")["by"] = "convener"


def judge_for_another(study: SmallStudy) -> None:
    find(study, "same_value", "bob")["by"] = "ann"


OTHERS = [vote_for_another, take_another_out, consent_for_another, judge_for_another]


@pytest.mark.parametrize("fault", OTHERS)
def test_nobody_speaks_for_another(tmp_path: Path, fault: Callable[[SmallStudy], None]) -> None:
    """A record by somebody whose it is not is named, in a run that is otherwise as it says."""
    study = small_study()
    fault(study)

    assert any(" says it for " in problem for problem in problems(study.write(tmp_path)))


def test_a_recorder_may_write_it_down(tmp_path: Path) -> None:
    """Whoever the study names may, and that stands in the study and not in the target."""
    study = small_study()
    text = study.texts["study.toml"]
    study.texts["study.toml"] = text.replace("[study]", '[study]\nrecorders = ["dana"]')
    find(study, "wiser_vote", "fay")["by"] = "dana"

    folder = study.write(tmp_path)

    assert [] == problems(folder)
    assert "recorders" not in (folder / "out" / "target.json").read_text("utf-8")

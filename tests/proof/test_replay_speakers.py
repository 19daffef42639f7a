"""Folders replayed: nobody's words are counted that somebody else says for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .small_study import CONSENT_HASH, SmallStudy, card, find, id_of, problems, said, small_study


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


def lent(study: SmallStudy, record: dict[str, object], origin: str) -> None:
    """Have a program say a record in the name of somebody who takes part."""
    study.answers.append({**record, "by": "bot", "origin": origin})


def agree(study: SmallStudy, origin: str) -> None:
    agreed = [{"use": "take_part", "given": False}]
    fields = {"participant": "cy", "text_hash": CONSENT_HASH, "choices": agreed}
    lent(study, said("consent", "bot", day=20, **fields), origin)


def leave(study: SmallStudy, origin: str) -> None:
    lent(study, said("withdrawal", "bot", day=20, participant="cy"), origin)


def move(study: SmallStudy, origin: str) -> None:
    strata = [{"stratum": "side", "value": "east"}]
    lent(study, said("participant", "bot", day=20, participant="cy", strata=strata), origin)


def hold(study: SmallStudy, origin: str) -> None:
    lent(study, card("cy", "Puppet"), origin)


def replace(study: SmallStudy, origin: str) -> None:
    theirs = id_of(find(study, "value_card", "cy"))
    lent(study, card("cy", "Puppet", confirmed=False, supersedes=theirs), origin)


def judge(study: SmallStudy, origin: str) -> None:
    pair = {
        name: id_of(find(study, "value_card", by))
        for name, by in (("first", "ann"), ("second", "cy"))
    }
    lent(study, said("same_value", "bot", day=20, judge="cy", verdict="unsure", **pair), origin)


@pytest.mark.parametrize("origin", ["model", "import"])
@pytest.mark.parametrize("fault", [agree, leave, move, hold, replace, judge])
def test_no_program_speaks_in_a_persons_name(
    tmp_path: Path, fault: Callable[[SmallStudy, str], None], origin: str
) -> None:
    """Neither a model nor an importer agrees, leaves, moves, holds, replaces or judges for Cy."""
    study = small_study()
    fault(study, origin)

    found = problems(study.write(tmp_path))

    # A list of participants says nothing in their names, but each is there once.
    listed = fault is move and origin == "import"
    told = "is more than one participant" if listed else f"of origin {origin}, in a person's name"
    assert any(told in problem for problem in found)


@pytest.mark.parametrize("fault", [agree, leave])
def test_no_importer_agrees_or_leaves_for_whom_it_imported(
    tmp_path: Path, fault: Callable[[SmallStudy, str], None]
) -> None:
    """Of Cy, whom the study knows by imported records alone."""
    study = small_study()
    for record in study.answers:
        if record["by"] == "cy":
            record["origin"] = "import"
    fault(study, "import")

    found = problems(study.write(tmp_path))

    last = study.answers[-1]
    assert f"{id_of(last)}: of origin import, in a person's name" in found


@pytest.mark.parametrize(("day", "stands"), [(1, True), (21, False)])
def test_what_was_imported_before_somebody_left_is_nobodys_word(
    tmp_path: Path, day: int, stands: bool
) -> None:
    """Cy, known by imports alone, leaves on the 20th: what comes after is said in their name."""
    study = small_study()
    for record in [*study.answers]:
        if record["by"] == "cy":
            study.answers.remove(record)
    more = said(
        "value_card",
        "bot",
        day=day,
        **{
            k: v
            for k, v in card("cy", "Old").items()
            if k not in {"kind", "schema_version", "by", "origin", "said_at", "nonce"}
        },
    )
    study.answers.append({**more, "origin": "import"})
    study.answers.append(said("withdrawal", "cy", day=20, participant="cy"))

    found = problems(study.write(tmp_path))

    told = f"{id_of({**more, 'origin': 'import'})}: of origin import, in a person's name"
    assert stands == (told not in found)


def test_a_model_takes_no_part(tmp_path: Path) -> None:
    """It stands in no group, also under a name of its own."""
    study = small_study()
    strata = [{"stratum": "side", "value": "west"}]
    record = said("participant", "bot", participant="bot", strata=strata)
    study.answers.append({**record, "origin": "model"})

    found = problems(study.write(tmp_path))

    assert any("of origin model, in a person's name" in problem for problem in found)


def test_who_came_back_is_one_participant(tmp_path: Path) -> None:
    """What somebody withdrew without having it erased does not stand beside their new record."""
    study = small_study()
    before = find(study, "participant", "fay")
    study.answers.append(said("withdrawal", "fay", participant="fay", records=[id_of(before)]))
    again = said("participant", "fay", day=3, participant="fay", strata=before["strata"])
    study.answers.append(again)

    found = problems(study.write(tmp_path))

    assert not any("more than one participant" in problem for problem in found)


@pytest.mark.parametrize(("day", "stands"), [(3, True), (1, False)])
def test_who_left_and_came_back_is_one_participant(tmp_path: Path, day: int, stands: bool) -> None:
    """Whoever took everything back is there once, by what they said since."""
    study = small_study()
    before = find(study, "participant", "fay")
    study.answers.append(said("withdrawal", "fay", day=2, participant="fay"))
    for number in (0, 1):
        said_on = day if number == 0 else 4
        again = {"participant": "fay", "strata": before["strata"]}
        study.answers.append(said("participant", "fay", day=said_on, **again))

    found = problems(study.write(tmp_path))

    # Two since: both stand. One before, one since: only the later does.
    assert stands == any("'fay' is more than one participant" in problem for problem in found)


def two_of_one_name(study: SmallStudy) -> None:
    strata = [{"stratum": "side", "value": "east"}]
    study.answers.append(said("participant", "cy", day=2, participant="cy", strata=strata))


def two_sides(study: SmallStudy) -> None:
    find(study, "participant", "cy")["strata"].append({"stratum": "side", "value": "east"})


def no_moment(study: SmallStudy) -> None:
    find(study, "consent", "cy")["expires_at"] = "never"


def of_version_2(study: SmallStudy) -> None:
    find(study, "wiser_vote", "cy")["schema_version"] = 2


def without_digits(study: SmallStudy) -> None:
    find(study, "wiser_vote", "cy")["nonce"] = None


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (two_of_one_name, "'cy' is more than one participant"),
        (two_sides, "two places of one stratum"),
        (no_moment, "a moment in it is none"),
        (of_version_2, "of another version than 1"),
        (without_digits, "it has no random digits"),
    ],
)
def test_what_no_study_takes_is_refused(
    tmp_path: Path, fault: Callable[[SmallStudy], None], told: str
) -> None:
    """What would be an error when the study is read is not passed over by the replay."""
    study = small_study()
    fault(study)

    assert any(told in problem for problem in problems(study.write(tmp_path)))


def test_a_consent_that_says_yes_and_no_says_nothing(tmp_path: Path) -> None:
    """Whoever said both agreed to neither: their records are not used."""
    study = small_study()
    find(study, "consent", "cy")["choices"].append({"use": "take_part", "given": False})

    assert problems(study.write(tmp_path))

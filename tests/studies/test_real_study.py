"""The skeleton of a study of real people: nothing invented, and nothing in it yet."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from commonweal.errors import InvalidDocument
from commonweal.studies import add_answers, init_real_study, read_study, run_study

BEGINS = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """Return the skeleton."""
    folder = tmp_path / "allotments"
    init_real_study(folder, name="allotments", at=BEGINS)
    return folder


def test_nobody_in_it_is_invented(real: Path) -> None:
    """It is valid, says that its people are real, and holds no answer, norm or situation."""
    folder = read_study(real)

    assert not folder.study.synthetic
    assert {"person"} == {entry.record.origin for entry in folder.records.all()}
    assert {"study", "institution"} == {entry.record.kind for entry in folder.records.all()}


def test_it_hears_answers_for_a_month(real: Path) -> None:
    """The moment at which answers are read lies after its beginning."""
    assert "2026-03-31T09:00:00Z" == read_study(real).study.read_at


def test_it_runs_while_it_is_empty(real: Path) -> None:
    """Before anything is filled in, a run gives an empty graph and decides nothing."""
    run = run_study(real)

    assert () == run.target.graph.values
    assert [] == list(run.decisions)


def test_no_answers_are_taken_before_there_is_a_text_to_agree_to(real: Path) -> None:
    """A consent is refused until the study has the text that was shown."""
    said = {"by": "ada", "origin": "person", "participant": "ada"}
    consent = {"kind": "consent", **said, "choices": [{"use": "take_part", "given": True}]}
    person = {"kind": "participant", **said}

    with pytest.raises(InvalidDocument) as without:
        add_answers(real, [person, {**consent, "text_hash": "0" * 64}])
    text = (real / "study.toml").read_text("utf-8")
    (real / "study.toml").write_text(text.replace("# consent_text", "consent_text"), "utf-8")

    assert "consent-text" == without.value.code
    assert 2 == len(add_answers(real, [person, consent]))


def test_its_answers_are_for_its_owner_alone_to_read(real: Path) -> None:
    """What somebody told is not open to every account of the machine; who wants that says so."""
    text = (real / "study.toml").read_text("utf-8")
    (real / "study.toml").write_text(text.replace("# consent_text", "consent_text"), "utf-8")
    answers, said = real / "answers.jsonl", {"kind": "participant", "origin": "person"}

    add_answers(real, [{**said, "by": "ada", "participant": "ada"}])
    first = answers.stat().st_mode & 0o777
    answers.chmod(0o640)
    add_answers(real, [{**said, "by": "bo", "participant": "bo"}])

    assert (0o600, 0o640) == (first, answers.stat().st_mode & 0o777)


def test_a_consent_to_nothing_says_what_to_write(real: Path) -> None:
    """Before there is a text, a consent is told where to write it, and not which field it lacks."""
    said = {"by": "ada", "origin": "person", "participant": "ada"}
    consent = {"kind": "consent", **said, "choices": [{"use": "take_part", "given": True}]}

    with pytest.raises(InvalidDocument) as caught:
        add_answers(real, [{"kind": "participant", **said}, consent])

    (problem,) = caught.value.problems
    assert ("consent-text", "-:2") == (problem.code, problem.path)
    assert "Write consent_text in study.toml first" in problem.hint


def test_how_many_votes_a_pair_needs_is_said_where_it_is_changed(real: Path) -> None:
    """A small group sees at once that its pairs will be thin, and the lines that change it work."""
    path = real / "study.toml"
    text = path.read_text("utf-8")
    before = read_study(real).study.thresholds.min_votes
    text = text.replace("# [study.thresholds]\n# min_votes", "[study.thresholds]\nmin_votes")
    path.write_text(text, "utf-8")

    assert "every pair is thin" in text
    assert (10, 5) == (before, read_study(real).study.thresholds.min_votes)


def test_its_answers_stay_out_of_git(real: Path) -> None:
    """What git would keep forever is in .gitignore from the beginning."""
    assert "answers.jsonl" in (real / ".gitignore").read_text("utf-8").splitlines()

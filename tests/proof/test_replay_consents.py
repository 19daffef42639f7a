"""Folders replayed: nobody counts, and nobody is quoted, without a consent that says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .small_study import (
    CONSENT_HASH,
    SmallStudy,
    exchange,
    find,
    id_of,
    problems,
    rewrite,
    said,
    seal,
    small_study,
)


def without_consent(study: SmallStudy) -> None:
    study.answers.remove(find(study, "consent", "fay"))


def expired(study: SmallStudy) -> None:
    find(study, "consent", "fay")["expires_at"] = "2026-02-28T00:00:00Z"


def refused(study: SmallStudy) -> None:
    find(study, "consent", "fay")["choices"][0]["given"] = False


def under_another_text(study: SmallStudy) -> None:
    find(study, "consent", "fay")["text_hash"] = CONSENT_HASH[::-1]


def given_later(study: SmallStudy) -> None:
    find(study, "consent", "fay")["said_at"] = "2026-03-05T00:00:00Z"


def consent_taken_back(study: SmallStudy) -> None:
    consent = find(study, "consent", "fay")
    taking = said("withdrawal", "fay", participant="fay", records=[id_of(consent)])
    study.answers.append(taking)
    study.uses[id_of(consent)] = "withdrawn"
    study.graph["origin_counts"][0]["records"] += 1


NO_CONSENT = [
    without_consent,
    expired,
    refused,
    under_another_text,
    given_later,
    consent_taken_back,
]


@pytest.mark.parametrize("change", NO_CONSENT)
def test_an_answer_without_a_standing_consent_may_not_count(
    change: Callable[[SmallStudy], None], tmp_path: Path
) -> None:
    """A consistent folder that counts an answer which no consent covers is not valid."""
    study = small_study()

    change(study)
    folder = study.write(tmp_path)

    assert problems(folder)
    assert any("pairs: the records give" in problem for problem in problems(folder))


def test_imported_answers_need_a_source(tmp_path: Path) -> None:
    """A source that covers taking part stands in for consent, and nothing else does."""
    study = small_study()
    study.answers.remove(find(study, "consent", "fay"))
    of_fay = [each for each in study.answers if each["by"] == "fay"]
    for record in of_fay:
        record["origin"] = "import"
    study.graph["origin"] = "import"
    study.graph["origin_counts"] = [
        {"origin": "import", "records": len(of_fay)},
        {"origin": "person", "records": 27 - len(of_fay)},
    ]
    source = {
        "kind": "source",
        "schema_version": 1,
        "by": "convener",
        "origin": "person",
        "said_at": "2026-02-01T00:00:00Z",
        "name": "poll",
        "title": "Poll",
        "licence": "CC0",
        "version": "1",
        "content_hash": "0" * 64,
        "citation": "A poll.",
        "covers": ["take_part"],
    }
    sourced = study.copy()
    sourced.answers.append(source)
    sourced.graph["origin_counts"][1]["records"] += 1

    without, covered = (each.write(tmp_path / str(n)) for n, each in enumerate((study, sourced)))
    for folder in (without, covered):
        rewrite(folder / "out" / "target.json", lambda target: target.update(origin="import"))
        seal(folder)

    assert any("pairs" in problem for problem in problems(without))
    assert [] == problems(covered)


def unquoted(study: SmallStudy, by: str) -> None:
    """Have somebody take part without agreeing to be quoted."""
    find(study, "consent", by)["choices"] = [{"use": "take_part", "given": True}]


def test_who_is_not_quoted_counts_without_their_words(tmp_path: Path) -> None:
    """Cy holds, votes and is published as a value; title and policies stand there no more."""
    study = small_study()
    unquoted(study, "cy")
    card = id_of(find(study, "value_card", "cy"))
    value = next(value for value in study.graph["values"] if value["card"] == card)

    told = problems(study.write(tmp_path / "told"))
    value["title"] = f"not quoted ({card.partition(':')[2][:8]})"
    for policy in value["policies"]:
        policy["text"] = "not quoted"
    withheld = problems(study.write(tmp_path / "withheld"))

    assert 1 == len(told)
    assert "values: the records give" in told[0]
    assert [] == withheld


def test_another_card_of_the_same_value_stands_for_one_that_is_not_quoted(tmp_path: Path) -> None:
    """Ann and Bob hold one value: it is told in the words of the one who agreed."""
    study = small_study()
    published = next(value for value in study.graph["values"] if value.get("merged"))
    ours = published["card"]
    unquoted(study, next(r["by"] for r in study.answers if id_of(r) == ours))

    found = problems(study.write(tmp_path / "ours"))
    exchange(study, published)

    assert any(problem.startswith("values: the records give") for problem in found)
    assert [] == problems(study.write(tmp_path / "theirs"))


def test_a_consent_is_replaced_only_from_when_the_other_was_given(tmp_path: Path) -> None:
    """A consent of after the moment that the target is read at takes nothing from it."""
    study = small_study()
    consent = find(study, "consent", "fay")
    renewed = {**consent, "said_at": "2026-03-02T00:00:00Z", "supersedes": id_of(consent)}
    study.answers.append(renewed)
    study.uses[id_of(renewed)] = "out_of_scope"

    assert [] == problems(study.write(tmp_path))


def test_a_consent_does_not_reach_back(tmp_path: Path) -> None:
    """What Fay said before she agreed to take part is not covered by what she agreed to later."""
    study = small_study()
    find(study, "consent", "fay")["said_at"] = "2026-02-20T00:00:00Z"
    vote = id_of(find(study, "wiser_vote", "fay"))

    found = problems(study.write(tmp_path))

    assert f"{vote}: it was said when nobody had agreed to it" in found


def test_who_agreed_when_it_was_said_may_agree_anew(tmp_path: Path) -> None:
    """A consent that was replaced since covered what was said under it."""
    study = small_study()
    first = find(study, "consent", "fay")
    again = {**first, "said_at": "2026-02-20T00:00:00Z", "supersedes": id_of(first)}
    study.answers.append(again)
    study.uses[id_of(first)] = "superseded"

    assert [] == problems(study.write(tmp_path))

"""The page of a session with oneself: alone, readable, and saying in words what it draws."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from commonweal.reports import render_myself_page, write_myself_page
from commonweal.stewardship import (
    MyselfResults,
    begin_myself,
    bundled_bank,
    compare_paired,
    results_of,
)
from commonweal.testing._scripted_myself import MOMENT, ScriptedPerson

from .test_report_markup import Element, parsed

BANK = bundled_bank()
ADA = ScriptedPerson(BANK, ("near-ones", "craft", "plain-truth"))


def results_in(folder: Path, story: str = "", *, origin: str = "synthetic") -> MyselfResults:
    """Return what a session came to; with a story, every text that is told is that story."""
    myself = begin_myself(
        folder,
        BANK,
        source="everyday",
        begun=MOMENT,
        origin=origin,  # type: ignore[arg-type]
        seed=5,
    )
    while (question := myself.question) is not None:
        answer = ADA.answer(question)
        text = story if story and question.kind == "text" and answer else answer
        myself.answer(text, at=MOMENT)
    later = myself.later(1)
    while later.question is not None:
        later.answer("no", at=MOMENT)
    return results_of(myself)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> MyselfResults:
    """Return what Ada's session came to, asked again once."""
    return results_in(tmp_path_factory.mktemp("myself") / "ada")


@pytest.fixture(scope="module")
def page(results: MyselfResults) -> Element:
    """Return the page as a tree."""
    return parsed(render_myself_page(results))


def test_it_runs_and_loads_nothing(page: Element) -> None:
    """No script, handler, form, picture or style from elsewhere, and no link off the page."""
    tags = {element.tag for element in page.all()}
    fetching = [
        name
        for element in page.all()
        for name in element.attributes
        if name in {"src", "srcset", "action", "data"} or name.startswith("on")
    ]
    links = [str(element.attributes["href"]) for element in page.all("a")]

    assert set() == tags & {"script", "iframe", "object", "embed", "form", "link", "img", "base"}
    assert [] == fetching
    assert ["#main"] == links


def test_headings_are_an_outline(page: Element) -> None:
    """One first heading, and no level left out on the way down."""
    levels = [int(heading.tag[1]) for heading in page.all("h[1-6]")]

    assert 1 == levels[0] == levels.count(1)
    assert [] == [(above, below) for above, below in pairwise(levels) if below > above + 1]


def test_the_picture_has_the_same_content_in_a_table(page: Element) -> None:
    """Each share that is drawn stands in the table, and the picture says that it does."""
    (picture,) = page.all("svg")
    (table,) = page.all("table")

    drawn = [text.text for text in picture.all("text") if text.attributes["class"] == "label"]
    said = [cell.text for cell in table.all("td")]
    numbers = {label.rpartition(": ")[2] for label in drawn}

    assert "img" == picture.attributes["role"]
    assert ["title", "desc"] == [next(picture.all(tag)).tag for tag in ("title", "desc")]
    assert len(drawn) > 10
    assert [] == [number for number in numbers if not any(number in cell for cell in said)]


def test_every_prediction_is_shown_with_what_decided_and_how_it_came_out(page: Element) -> None:
    """Twelve situations, each with both predictions, the choice, and how to check it."""
    (section,) = (each for each in page.all("section") if each.attributes["id"] == "predictions")

    shown = [each.text for each in section.all("h3")]
    terms = [term.text for term in section.all("dt")]
    texts = {situation.text for situation in BANK.situations}

    assert 12 == len(shown)
    assert set(shown) <= {" ".join(text.split()) for text in texts}
    assert 12 == terms.count("Your cards predicted") == terms.count("You chose")
    assert "Decided by: Card about near-ones." in section.text
    assert 12 == section.text.count("commonweal check decisions/")


def test_limits_are_said(page: Element) -> None:
    """How many situations it would take, whose tags they are, and that saying is not doing."""
    (section,) = (each for each in page.all("section") if each.attributes["id"] == "limits")

    assert "takes about 77 situations" in section.text
    assert "commonweal-authors" in section.text
    assert "You said what you would do" in section.text


def test_an_invented_person_is_labelled_and_a_real_one_is_not(
    page: Element, tmp_path: Path
) -> None:
    """The banner stands exactly where the origin is synthetic."""
    real = parsed(render_myself_page(results_in(tmp_path / "real", origin="person")))

    assert "Demonstration." in page.text
    assert "Demonstration." not in real.text


def test_what_was_told_stays_text(tmp_path: Path) -> None:
    """Stories, policies and titles that look like markup are shown, never obeyed."""
    hostile = "</svg><script>alert(1)</script><img src=x onerror=alert(1)>"

    page = parsed(render_myself_page(results_in(tmp_path / "ada", hostile)))

    assert set() == {element.tag for element in page.all()} & {"script", "img"}
    assert "<script>alert(1)</script>" in page.text


def test_cards_of_one_title_are_told_apart(tmp_path: Path) -> None:
    """From the second on they have a number, also where one of them decided."""
    text = parsed(render_myself_page(results_in(tmp_path / "ada", "The same words"))).text

    assert "The same words (2)" in text
    assert any(f"Decided by: The same words{number}" in text for number in (".", " (2)."))


def test_the_file_is_its_owners_alone(results: MyselfResults, tmp_path: Path) -> None:
    """Nobody else may read it, whatever the system's habits are."""
    path = tmp_path / "myself.html"

    write_myself_page(path, results)

    assert 0o600 == path.stat().st_mode & 0o777
    assert path.read_text(encoding="utf-8") == render_myself_page(results)


def test_what_is_rare_is_not_called_impossible(results: MyselfResults) -> None:
    """Twelve of twelve by one alone come about in 1 of 2048 sessions, and not in 0 % of them."""
    only_cards = compare_paired("cards", "coin", [(True, False)] * 12)
    measured = replace(results.measured, comparisons=(only_cards,))

    text = render_myself_page(replace(results, measured=measured))

    assert "would come about in less than 1% of sessions" in " ".join(text.split())

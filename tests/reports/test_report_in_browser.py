"""The page in a real browser: it asks for nothing, can be used by keyboard, and fits a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from commonweal.reports import write_report

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def report(mill: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the report."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(path, target=mill.target, decisions=[mill.decision])
    return path


@pytest.fixture
def open_page(browser: Browser, report: Path, tmp_path: Path) -> Iterator[OpenPage]:
    """Return what opens the report; each page leaves a screenshot in the test's folder."""
    contexts = []

    def open_it(*, width: int = 1280, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(report.as_uri())
        page.screenshot(path=tmp_path / f"{scheme}-{width}.png")
        return page

    yield open_it
    for context in contexts:
        context.close()


def test_the_page_asks_for_nothing_and_complains_of_nothing(browser: Browser, report: Path) -> None:
    """The only request is for the file itself, and the console stays empty."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))

    page.goto(report.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    context.close()

    assert ([report.as_uri()], []) == (asked, said)


def test_the_skip_link_is_reached_first_and_leads_to_the_report(open_page: OpenPage) -> None:
    """The first press of Tab shows the way past the head; Enter takes the focus to the report."""
    page = open_page()

    page.keyboard.press("Tab")
    link = page.locator("a.skip")
    shown = link.bounding_box()
    focused = page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")

    assert "skip" == focused
    assert shown is not None
    assert shown["x"] >= 0
    assert "main" == page.evaluate("document.activeElement.id")


def test_details_open_from_the_keyboard(open_page: OpenPage) -> None:
    """What is folded away is reached by Tab alone, and opened by Enter."""
    page = open_page()
    folded = page.locator("details").count()

    for _ in range(400):
        page.keyboard.press("Tab")
        if "SUMMARY" == page.evaluate("document.activeElement.tagName"):
            break
    page.keyboard.press("Enter")

    assert folded > 5
    assert 1 == page.locator("details[open]").count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_page_fits_its_window(open_page: OpenPage, width: int, scheme: str) -> None:
    """Nothing but tables, pictures and code scrolls sideways, even with all details open."""
    page = open_page(width=width, scheme=scheme)

    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    inside, window = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )

    assert window == width
    assert inside <= window


def test_what_matters_is_seen_at_once(open_page: OpenPage) -> None:
    """On an ordinary screen the answer, a tension and what is not shown need no scrolling."""
    page = open_page()

    ends = {
        name: page.locator(selector).first.bounding_box()
        for name, selector in (
            ("outcome", "#decided .outcome"),
            ("tension", "#in-tension .sides"),
            ("not shown", "#not-shown li:last-child"),
        )
    }

    assert {} == {
        name: box for name, box in ends.items() if box is None or box["y"] + box["height"] > 900
    }


def test_paper_and_ink_change_with_the_scheme(open_page: OpenPage) -> None:
    """The page is dark where people prefer it so."""
    colours = {
        scheme: open_page(scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    }

    assert colours == {"light": "rgb(253, 252, 249)", "dark": "rgb(20, 25, 26)"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 380])
def test_the_page_breaks_no_rule_of_accessibility_that_a_program_can_check(
    open_page: OpenPage, width: int, scheme: str
) -> None:
    """Contrast, names, structure, tables: in both colours, wide and narrow, all of it unfolded."""
    page = open_page(width=width, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    found = Axe().run(page).response

    assert len(found["passes"]) >= 15
    assert [] == [
        (each["id"], node["target"], node["failureSummary"])
        for each in found["violations"]
        for node in each["nodes"]
    ]

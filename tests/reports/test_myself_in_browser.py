"""The page of a session with oneself in a real browser: it fits a phone, and breaks no rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from commonweal.reports import write_myself_page
from commonweal.stewardship import begin_myself, bundled_bank, results_of
from commonweal.testing._scripted_myself import MOMENT, ScriptedPerson

pytestmark = pytest.mark.browser

OpenPage = Callable[[int, str], Page]


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a page."""
    folder, bank = tmp_path_factory.mktemp("myself"), bundled_bank()
    myself = begin_myself(
        folder / "ada", bank, source="everyday", begun=MOMENT, origin="synthetic", seed=5
    )
    list(ScriptedPerson(bank, ("near-ones", "craft", "plain-truth")).go_through(myself))
    path = folder / "myself.html"
    write_myself_page(path, results_of(myself))
    return path


@pytest.fixture
def open_page(browser: Browser, page_file: Path) -> Iterator[OpenPage]:
    """Return what opens the page in a window of some width, light or dark."""
    contexts = []

    def open_it(width: int, scheme: str) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(page_file.as_uri())
        return page

    yield open_it
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_it_fits_its_window_and_breaks_no_rule_of_accessibility(
    open_page: OpenPage, width: int, scheme: str
) -> None:
    """Nothing but tables scrolls sideways; contrast, names and structure pass."""
    page = open_page(width, scheme)

    inside = page.evaluate("document.documentElement.scrollWidth")
    found = Axe().run(page).response

    assert inside <= width
    assert [] == [
        (each["id"], node["target"], node["failureSummary"])
        for each in found["violations"]
        for node in each["nodes"]
    ]

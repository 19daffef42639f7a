"""Checking in a browser: in the report and in a page of its own, by mouse, keyboard and ear."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from commonweal.reports import write_checker_page, write_report

pytestmark = pytest.mark.browser

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
SEVERAL = CORPUS / "several"
OpenPage = Callable[..., Page]
TOLD = "#check-here [role=status].good, #check-here [role=status].bad"


@pytest.fixture(scope="module")
def pages(mill: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a report and with the page that only checks."""
    folder = tmp_path_factory.mktemp("pages")
    write_report(folder / "report.html", target=mill.target, decisions=[mill.decision])
    write_checker_page(folder / "checker.html")
    return folder


@pytest.fixture
def open_page(browser: Browser, pages: Path, tmp_path: Path) -> Iterator[OpenPage]:
    """Return what opens a page; whatever it complains of or asks for fails the test."""
    contexts = []
    said: list[str] = []

    def open_it(name: str, *, width: int = 1280, scheme: str = "light", **how: Any) -> Page:
        dark: Any = "dark" if scheme == "dark" else "light"
        viewport: Any = {"width": width, "height": 900}
        context = browser.new_context(viewport=viewport, color_scheme=dark, **how)
        contexts.append((context, tmp_path / f"{name}-{scheme}-{width}.png"))
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto((pages / f"{name}.html").as_uri())
        page.on("request", lambda request: said.append(request.url))
        return page

    yield open_it
    for context, picture in contexts:
        context.pages[0].screenshot(path=picture, full_page=True)
        context.close()
    assert [] == said


def status(page: Page) -> str:
    """Return what is said once the checker is done."""
    page.wait_for_selector(TOLD)
    return page.inner_text("#check-here [role=status]")


def put(page: Page, *files: Path) -> str:
    """Choose files, and return what is said of them."""
    page.set_input_files("#check-files", list(files))
    return status(page)


def test_a_report_checks_its_decision_when_asked(open_page: OpenPage, mill: Any) -> None:
    """A button says that the derivation was checked, on what condition, and what is not shown."""
    page = open_page("report")

    assert "" == page.inner_text("#check-here [role=status]")
    page.get_by_role("button", name="Check the decision of this page").click()

    assert "Derivation checked: 1 file, nothing wrong." == status(page)
    told = page.inner_text("#check-here .results")
    assert f"sha256:{mill.target.id.removeprefix('target:')}" in told
    assert "Standing: demonstration (synthetic people or situations)" in told
    assert "That the options were complete" in told
    assert "prove" not in told.lower()


def test_the_keyboard_is_enough(open_page: OpenPage) -> None:
    """The button is reached by Tab and pressed by Enter; the answer is a status, read aloud."""
    page = open_page("report")

    page.locator("#check-here button").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert status(page).startswith("Derivation checked")
    assert "BUTTON" == page.evaluate("document.activeElement.tagName")


def test_a_report_that_was_changed_does_not_check(open_page: OpenPage) -> None:
    """Whoever changes the decision that a page holds is told by the checker in it."""
    page = open_page("report")
    page.evaluate(
        """() => { const block = document.querySelector("script[data-file]");
          block.textContent = block.textContent.replace('"outcome":"ask"', '"outcome":"act"'); }"""
    )

    page.get_by_role("button", name="Check the decision").click()

    assert "Not valid, or not readable: 1 of 1 file." == status(page)
    assert "outcome is stated as 'act', where 'ask' follows" in page.inner_text(".results")


def test_files_are_checked_with_their_target(open_page: OpenPage) -> None:
    """Decisions one a line, with the target that they name, in either order."""
    page = open_page("checker")

    told = put(page, SEVERAL / "target.json", SEVERAL / "decisions.jsonl")

    assert "Derivation checked: 2 files, nothing wrong." == told
    assert "Decisions: 2 ask, 1 act; 51 steps." in page.inner_text(".results")
    assert "Target checked: sha256:" in page.inner_text(".results")


@pytest.mark.parametrize("name", ["decision-on-target.json", "target.json", "my target (2).json"])
def test_no_name_keeps_a_file_from_being_checked(
    open_page: OpenPage, tmp_path: Path, name: str
) -> None:
    """A forged decision beside a good one is told of, also where it is called a target."""
    forged = json.loads((CORPUS / "act.json").read_text("utf-8")) | {"outcome": "ask"}
    (tmp_path / name).write_text(json.dumps(forged))
    page = open_page("checker")

    told = put(page, CORPUS / "cycle.json", tmp_path / name)

    assert "Not valid, or not readable: 1 of 2 files." == told
    assert [name, "cycle.json"] == page.locator(".results h3").all_inner_texts()
    assert "decision: outcome is stated as 'ask', where" in page.inner_text(".results")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"kind":"target"}', "target: the field 'by' is missing"),
        ('{"kind":"target",', "Unreadable: target.json: not strict JSON"),
        ('{"kind":"moral_graph"}', "no document of a kind among decision, justification, target"),
    ],
)
def test_a_broken_target_is_told_of_where_no_decision_names_it(
    open_page: OpenPage, tmp_path: Path, text: str, why: str
) -> None:
    """Beside a decision that holds its own target, another one is checked all the same."""
    (tmp_path / "target.json").write_text(text)
    page = open_page("checker")

    told = put(page, CORPUS / "cycle.json", tmp_path / "target.json")

    assert "Not valid, or not readable: 1 of 2 files." == told
    assert ["target.json", "cycle.json"] == page.locator(".results h3").all_inner_texts()
    assert why in page.inner_text(".results")


def test_a_target_is_known_by_what_it_says(open_page: OpenPage, tmp_path: Path) -> None:
    """Decisions find the target that they name whatever its file is called."""
    shutil.copy(SEVERAL / "target.json", tmp_path / "saved (1).txt")
    page = open_page("checker")

    told = put(page, SEVERAL / "decisions.jsonl", tmp_path / "saved (1).txt")

    assert "Derivation checked: 2 files, nothing wrong." == told


def test_what_is_wrong_comes_first_and_is_named(open_page: OpenPage, tmp_path: Path) -> None:
    """Among good files the wrong and the unreadable ones are named, with the reason."""
    wrong = json.loads((CORPUS / "act.json").read_text("utf-8")) | {"outcome": "ask"}
    (tmp_path / "wrong.json").write_text(json.dumps(wrong))
    (tmp_path / "twice.json").write_text('{"a":1,"a":2}')
    page = open_page("checker")

    told = put(page, CORPUS / "cycle.json", tmp_path / "wrong.json", tmp_path / "twice.json")

    assert "Not valid, or not readable: 2 of 3 files." == told
    heads = page.locator(".results h3").all_inner_texts()
    assert ["wrong.json", "twice.json", "cycle.json"] == heads
    assert "decision: outcome is stated as 'ask', where" in page.inner_text(".results")
    assert 'a key twice: "a"' in page.inner_text(".results")


def test_a_target_alone_is_checked_alone(open_page: OpenPage) -> None:
    """Its verdicts follow from its counts; no derivation is spoken of."""
    page = open_page("checker")

    assert "Checked: 1 file, nothing wrong." == put(page, SEVERAL / "target.json")
    assert "Target checked: sha256:" in page.inner_text(".results")


def test_files_can_be_dropped(open_page: OpenPage) -> None:
    """What is dropped on the part is checked, and the browser does not leave the page for it."""
    page = open_page("checker")
    page.evaluate(
        """(text) => { const data = new DataTransfer();
          data.items.add(new File([text], "act.json"));
          const drop = new DragEvent("drop",
            { dataTransfer: data, bubbles: true, cancelable: true });
          document.querySelector("#check-here .drop").dispatchEvent(drop);
          if (!drop.defaultPrevented) throw new Error("the browser would open the file"); }""",
        (CORPUS / "act.json").read_text("utf-8"),
    )

    assert "Derivation checked: 1 file, nothing wrong." == status(page)


def test_what_a_file_says_stays_text(open_page: OpenPage, tmp_path: Path) -> None:
    """Markup and signs that turn text round, in a file or its name, are shown and not obeyed."""
    wrong = json.loads((CORPUS / "act.json").read_text("utf-8"))
    wrong["options"] = ["<img src=x onerror=alert(1)>\u202e"]
    path = tmp_path / "<b>bold<b>\u202e.json"
    path.write_text(json.dumps(wrong))
    page = open_page("checker")

    put(page, path)

    assert 0 == page.locator(".results img, .results b").count()
    told = page.inner_text(".results")
    assert "<img src=x onerror=alert(1)>" in told
    assert "<b>bold<b>?.json" in told
    assert "\u202e" not in told


def test_without_scripts_the_page_says_what_else_checks(open_page: OpenPage) -> None:
    """Where no script may run there is no button that does nothing, and the program is named."""
    page = open_page("report", java_script_enabled=False)

    assert not page.locator("#check-here button").is_visible()
    assert not page.locator("#check-files").is_visible()
    assert "commonweal check PATH" in page.inner_text("#check-here")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("name", ["report", "checker"])
def test_the_answer_breaks_no_rule_of_accessibility_and_fits(
    open_page: OpenPage, tmp_path: Path, name: str, width: int, scheme: str
) -> None:
    """With good and bad answers on the page, in both colours, wide and narrow."""
    (tmp_path / "bad.json").write_text('{"kind":"decision"}')
    page = open_page(name, width=width, scheme=scheme)
    put(page, CORPUS / "act.json", tmp_path / "bad.json")

    # The axe program is brought in by the test's own hand, which the page's policy allows nobody.
    found = Axe().run(page).response
    inside = page.evaluate("document.documentElement.scrollWidth")

    assert inside <= width
    assert len(found["passes"]) >= 15
    assert [] == [
        (each["id"], node["target"], node["failureSummary"])
        for each in found["violations"]
        for node in each["nodes"]
    ]

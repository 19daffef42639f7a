"""The page is well made: it stands alone, and anybody can read it, with whatever they read with."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from commonweal.documents import Context, Thresholds, canonical_json
from commonweal.reports import render_report, write_report
from commonweal.reports._checker_page import MOST_EMBEDDED
from commonweal.reports._checker_script import checker_script
from commonweal.reports._heat_map import FULLEST

VOID = {"meta", "br", "link", "img", "input", "hr"}
HEADING = re.compile(r"h[1-6]")
FETCHING = ("src", "srcset", "action", "formaction", "background", "poster", "data", "xlink:href")


@dataclass
class Element:
    """One element, with its text and all that is inside."""

    tag: str
    attributes: dict[str, str | None]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, spaces made one."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in {"style", "script"}:
                yield from child._texts()

    def all(self, pattern: str = ".*") -> Iterator[Element]:
        """Yield all elements inside whose tag matches, in order."""
        for child in self.children:
            if isinstance(child, Element):
                if re.fullmatch(pattern, child.tag):
                    yield child
                yield from child.all(pattern)


class Tree(HTMLParser):
    """A strict reader: what is opened must be closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("document", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add an element that holds nothing."""
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert tag == self.open.pop().tag, f"</{tag}> at {self.getpos()}"

    def handle_data(self, data: str) -> None:
        """Add text."""
        self.open[-1].children.append(data)


def parsed(html: str) -> Element:
    """Return the page as a tree."""
    tree = Tree()
    tree.feed(html)
    tree.close()
    assert tree.open == [tree.root], "every element is closed"
    return tree.root


@pytest.fixture(scope="module", params=["one decision", "many decisions", "no decision"])
def page(request: pytest.FixtureRequest, mill: Any) -> Element:
    """Return each form that the page has, as a tree."""
    decisions = {"one decision": 1, "many decisions": 3, "no decision": 0}[request.param]
    return parsed(render_report(target=mill.target, decisions=[mill.decision] * decisions))


def test_the_page_runs_the_checker_and_nothing_else(page: Element) -> None:
    """The one script is the checker, which the page's policy names by its hash."""
    tags = {element.tag for element in page.all()}
    handlers = [name for element in page.all() for name in element.attributes if name[:2] == "on"]
    scripts = [each for each in page.all("script") if each.attributes.get("type") is None]
    (policy,) = (
        str(element.attributes["content"])
        for element in page.all("meta")
        if element.attributes.get("http-equiv") == "Content-Security-Policy"
    )

    assert set() == tags & {"iframe", "object", "embed", "form", "link", "img", "base"}
    assert [] == handlers
    assert [checker_script()] == ["".join(map(str, each.children)) for each in scripts]
    digest = hashlib.sha256(checker_script().encode()).digest()
    assert f"script-src 'sha256-{base64.b64encode(digest).decode()}';" in policy
    assert policy.startswith("default-src 'none';")


def test_the_page_holds_the_decisions_that_it_is_about(page: Element, mill: Any) -> None:
    """What the checker reads in the page is each decision, as it stands in the run's files."""
    blocks = [each for each in page.all("script") if each.attributes.get("type") is not None]

    held = [json.loads("".join(map(str, each.children))) for each in blocks]

    assert {"application/json"} >= {str(each.attributes["type"]) for each in blocks}
    assert [mill.decision.content()] * len(held) == held
    assert len(held) in {0, 1, 3}


def test_a_page_tells_no_small_count_in_its_source_either(make_mill: Callable[..., Any]) -> None:
    """Of real people a decision with counts below k is not in the page; with none, it is."""
    real = make_mill(synthetic=False)
    few = render_report(target=real.target, decisions=[real.decision])
    any_number = make_mill(synthetic=False, thresholds=Thresholds(k=1))
    told = render_report(target=any_number.target, decisions=[any_number.decision])

    assert "data-file" not in few.partition("<script>")[0]
    assert "upstream" not in few.partition("<script>")[0]
    assert "counts of few people, which this page does not" in parsed(few).text
    assert [] == list(parsed(few).all("button"))
    assert 1 == len([*parsed(told).all("button")])


def test_decisions_too_long_for_a_page_are_left_out_of_it(mill: Any) -> None:
    """All are in it, or none; then it says what to put into it."""
    number = 1 + MOST_EMBEDDED // len(canonical_json(mill.decision.content()))

    page = parsed(render_report(target=mill.target, decisions=[mill.decision] * number))

    assert [] == [each for each in page.all("script") if each.attributes.get("type") is not None]
    assert [] == list(page.all("button"))
    assert f"The {number} decisions of this run are too long for a page." in page.text


def test_the_page_loads_nothing(page: Element) -> None:
    """No attribute fetches anything, every link stays on the page, and the style names no file."""
    fetching = [
        (element.tag, name)
        for element in page.all()
        for name in element.attributes
        if name in FETCHING
    ]
    links = [str(element.attributes["href"]) for element in page.all("a")]
    styles = [
        "".join(str(child) for child in element.children) for element in page.all("style")
    ] + [str(element.attributes.get("style") or "") for element in page.all()]

    assert [] == fetching
    assert [] == [link for link in links if not link.startswith("#")]
    assert [] == [style for style in styles if re.search(r"@import|url\s*\(|//", style)]


def test_every_link_leads_somewhere(page: Element) -> None:
    """Links, labels and the skip link name ids that are there, and no id is there twice."""
    ids = [
        str(element.attributes["id"])
        for element in page.all()
        if "id" in element.attributes and element.tag != "marker"
    ]
    named = [str(element.attributes["href"])[1:] for element in page.all("a")]
    named += [
        str(element.attributes["aria-labelledby"])
        for element in page.all()
        if "aria-labelledby" in element.attributes
    ]

    assert sorted(set(ids)) == sorted(ids)
    assert set() == set(named) - set(ids)


def test_headings_are_an_outline(page: Element) -> None:
    """There is one first heading, it comes first, and no level is left out on the way down."""
    levels = [int(heading.tag[1]) for heading in page.all(HEADING.pattern)]

    assert [1] == [level for level in levels if level == 1]
    assert levels[0] == 1
    assert [] == [(above, below) for above, below in pairwise(levels) if below > above + 1]
    assert [] == [heading.tag for heading in page.all(HEADING.pattern) if not heading.text]


def test_tables_can_be_read_aloud(page: Element) -> None:
    """Every table has a caption and header cells that say what they head."""
    tables = list(page.all("table"))

    assert tables or not page.text.count("Option")
    for table in tables:
        assert [True] == [bool(caption.text) for caption in table.all("caption")]
        assert {"col", "row"} >= {str(cell.attributes.get("scope")) for cell in table.all("th")}
        assert [*table.all("thead")], table.text[:80]
        rows = [row for body in table.all("tbody") for row in body.all("tr")]
        heads = next(table.all("thead"))
        assert {len([*heads.all("th")])} == {len([*row.all("t[hd]")]) for row in rows}


def test_tables_scroll_by_themselves_also_from_the_keyboard(page: Element) -> None:
    """Each table and picture lies in a named group that can have the focus and scrolls alone."""
    for group in (
        element for element in page.all("div") if element.attributes.get("class") == "wide"
    ):
        assert ("group", "0") == (group.attributes["role"], group.attributes["tabindex"])
        assert group.attributes["aria-label"]
    alone = [*page.all("table"), *page.all("svg")]
    wide = [
        inside
        for element in page.all("div")
        if element.attributes.get("class") == "wide"
        for inside in element.all("table|svg")
    ]
    assert len(alone) == len(wide)


def test_pictures_say_what_they_show(page: Element) -> None:
    """Every picture has the role of an image, a title, and a description in words."""
    for picture in page.all("svg"):
        first, second = (child for child in picture.children[:2] if isinstance(child, Element))
        assert "img" == picture.attributes["role"]
        assert ("title", "desc") == (first.tag, second.tag)
        assert first.text
        assert len(second.text.split()) > 8


def test_the_first_thing_to_reach_is_the_way_past(page: Element) -> None:
    """The first link skips to the report, which can take the focus."""
    skip = next(page.all("a"))
    main = next(page.all("main"))

    assert "Skip to the report" == skip.text
    assert f"#{main.attributes['id']}" == skip.attributes["href"]
    assert "-1" == main.attributes["tabindex"]


@pytest.mark.parametrize(("language", "expected"), [(None, "en"), ("de-CH", "de-CH")])
def test_the_language_is_said(
    make_mill: Callable[..., Any], language: str | None, expected: str
) -> None:
    """The page is in the study's language, in English where it says none."""
    mill = make_mill(**({"language": language} if language else {}))

    page = parsed(render_report(target=mill.target, decisions=[mill.decision]))

    assert expected == next(page.all("html")).attributes["lang"]


def test_what_people_wrote_stays_text(make_mill: Callable[..., Any]) -> None:
    """Titles, policies, questions and contexts that look like markup are shown, never obeyed."""
    mill = make_mill(
        title="<i>A</i> mill",
        question="<img src=x onerror=alert(1)>",
        contexts=tuple(
            Context(
                by="x",
                origin="synthetic",
                said_at="2026-07-01T08:00:00Z",
                name=name,
                text=f"when </svg><script>{name}</script>",
            )
            for name in ("dry", "owed")
        ),
    )

    page = parsed(render_report(target=mill.target, decisions=[mill.decision]))

    tags = {element.tag for element in page.all()}
    assert set() == tags & {"img", "i", "b"}
    assert 2 == len([*page.all("script")])
    for written in (mill.hostile, "<b>WAYS</b> of below", "<i>A</i> mill", "<img src=x", "</svg>"):
        assert written in page.text
    boxes = [element.text for picture in page.all("svg") for element in picture.all("title")]
    assert mill.hostile in boxes


def test_the_report_is_written_whole(tmp_path: Path, mill: Any) -> None:
    """The file holds what is rendered, the same each time, and nothing lies beside it."""
    path = tmp_path / "report.html"

    write_report(path, target=mill.target, decisions=[mill.decision])

    html = render_report(target=mill.target, decisions=[mill.decision])
    assert html == path.read_text(encoding="utf-8")
    assert [path] == [*tmp_path.iterdir()]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(colour: str, paper: str, strength: float) -> str:
    """Return what a colour of some opacity looks like on paper."""
    parts = [
        round(
            strength * int(colour[start : start + 2], 16)
            + (1 - strength) * int(paper[start : start + 2], 16)
        )
        for start in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_it_is_on(scheme: str) -> None:
    """Every colour of text has a contrast of at least 4.5 to 1 on paper, boxes and full cells."""
    style = resources.files("commonweal.reports").joinpath("templates", "colours.css").read_text()
    schemes = re.findall(r":root \{[^}]*\}", style)
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", schemes[scheme == "dark"]))
    grounds = {"paper": colours["paper"], "box": colours["box"]}
    full = {
        f"full cell, {side}": mixed(colours[side], colours["paper"], FULLEST)
        for side in ("accent", "dispute")
    }

    contrasts = {
        (text, ground): (bright + 0.05) / (dim + 0.05)
        for text, on in [
            *((text, grounds) for text in ("ink", "soft", "accent", "dispute", "both")),
            ("ink", full),
        ]
        for ground, colour in on.items()
        for dim, bright in [sorted((luminance(colours[text]), luminance(colour)))]
    }

    assert 12 == len(contrasts)
    assert {} == {pair: found for pair, found in contrasts.items() if found < 4.5}

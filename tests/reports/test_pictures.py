"""Pictures of a graph: shares with intervals, groups, places and what changed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, get_args
from xml.etree import ElementTree as ET

import pytest

from commonweal.cli._graph_picture import PICTURES
from commonweal.documents import MoralGraph, PairCounts, PairVerdict
from commonweal.errors import InvalidDocument
from commonweal.reports import Picture, picture_file
from commonweal.reports._heat_map import HeatRow, draw_heat_map
from commonweal.reports._interval_chart import SHARES, Axis, Interval, IntervalRow, draw_intervals

ONE, OTHER, THIRD = (f"value_card:{digit * 64}" for digit in "abc")
SVG = "{http://www.w3.org/2000/svg}"


def pair(
    first: int, second: int, *, low: str, middle: str, high: str, cards: Any = None, **more: Any
) -> PairVerdict:
    """Return a pair with so many answers each way and an estimate."""
    one, other = cards or (ONE, OTHER)
    return PairVerdict.model_validate(
        strict=False,
        obj={
            "context": "dry",
            "first": one,
            "second": other,
            "shown_first": PairCounts(first=first, second=second),
            "shown_second": PairCounts(),
            "status": "contested",
            "estimate": {"low": low, "middle": middle, "high": high, "method": "m"},
            **more,
        },
    )


def group(value: str, first: int, second: int) -> dict[str, Any]:
    counts = {"first": first, "second": second}
    return {"stratum": "side", "value": value, "counts": PairCounts(**counts)}


def graph_of(*pairs: PairVerdict, **more: Any) -> MoralGraph:
    values = [
        {
            "card": card,
            "title": title,
            "policies": [{"text": "SIGNS of it", "nature": "constitutive"}],
            "contexts": ("dry",),
            "origin": "synthetic",
            "holders": 9,
        }
        for card, title in ((ONE, "Sharing <out>"), (OTHER, "Saving up"), (THIRD, "Waiting"))
    ]
    said = {"by": "commonweal", "origin": "synthetic", "said_at": "2026-01-01T00:00:00Z"}
    return MoralGraph.model_validate(
        {**said, "values": values, "pairs": pairs, **more}, strict=False
    )


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)


def words_of(svg: ET.Element) -> str:
    return " ".join(" ".join(element.itertext()) for element in svg.iter(f"{SVG}text"))


def test_the_most_contested_pair_comes_first_and_tells_the_side_of_most() -> None:
    """40 % for the first is told as 60 % for the second; farther from a half comes later."""
    drawn = graph_of(
        pair(9, 1, low="7/10", middle="9/10", high="19/20", cards=(ONE, THIRD)),
        pair(4, 6, low="1/5", middle="2/5", high="3/5"),
    )

    svg = parsed(picture_file(drawn, "shares"))

    assert ["60 % (40 % to 80 %)", "90 % (70 % to 95 %)"] == [
        text.text for text in svg.iter(f"{SVG}text") if "to" in (text.text or "")
    ]
    assert "Saving up over Sharing <out>" in words_of(svg)


def test_a_share_stands_where_the_axis_says() -> None:
    """A half lies on the dashed line, and an interval reaches as far as its ends."""
    row = IntervalRow(label="x", now=Interval(low=0.25, middle=0.5, high=1), told="50 %")

    svg = parsed(str(draw_intervals([row], axis=SHARES, title="t", description="d.")))

    dot = next(svg.iter(f"{SVG}circle"))
    even = next(path for path in svg.iter(f"{SVG}path") if path.get("class") == "even")
    assert (even.get("d") or "").startswith(f"M{dot.get('cx')} ")
    assert (SHARES.place(0.25) + SHARES.place(0.75)) / 2 == float(dot.get("cx") or 0)


def test_what_lies_beyond_the_axis_is_drawn_at_its_end() -> None:
    """No mark leaves the picture."""
    axis = Axis(low=1, high=5, ticks=())

    assert axis.place(5) == axis.place(12)
    assert axis.place(1) == axis.place(-3)


def test_groups_below_k_are_not_told_and_those_that_see_it_otherwise_have_the_other_colour() -> (
    None
):
    """Of three groups one agrees with most, one does not, and one is too small."""
    counts = [group("near", 9, 1), group("far", 2, 6), group("few", 3, 1)]
    enough = [group("near", 8, 2), group("few", 3, 3), group("nobody", 1, 1)]
    drawn = graph_of(
        pair(14, 8, low="1/2", middle="3/5", high="4/5", strata=counts),
        pair(11, 5, low="1/2", middle="3/5", high="4/5", cards=(ONE, THIRD), strata=enough),
    )

    svg = parsed(picture_file(drawn, "groups"))

    cells = {cell.get("class") for cell in svg.iter(f"{SVG}rect")}
    assert {"heat one", "heat other", "untold"} == cells
    assert "90 %" in words_of(svg)
    assert "few" in words_of(svg)
    assert "nobody" not in words_of(svg)
    assert "75 %" not in words_of(svg)


def test_cells_are_coloured_by_how_far_they_are_from_even() -> None:
    """All for one is fuller than most for one, and as full as none for it."""
    rows = [HeatRow(label="x", shares=(Fraction(1), Fraction(3, 4), Fraction(0), None))]

    svg = parsed(str(draw_heat_map(rows, "abcd", title="t", description="d.")))

    fill = [float(cell.get("fill-opacity", 0)) for cell in svg.iter(f"{SVG}rect")]
    assert fill[0] == fill[2] > fill[1] > fill[3] == 0
    sides = [cell.get("class") for cell in svg.iter(f"{SVG}rect")]
    assert ["heat one", "heat one", "heat other", "untold"] == sides


def test_where_most_hold_the_second_wiser_rows_and_groups_are_turned_round_together() -> None:
    """Six of sixteen are for sharing: the row is of saving up, and so is each group's number."""
    counts = [group("near", 1, 9), group("far", 5, 1)]
    drawn = graph_of(pair(6, 10, low="1/5", middle="3/8", high="1/2", strata=counts))

    svg = parsed(picture_file(drawn, "groups"))

    far, near = (cell.get("class") for cell in svg.iter(f"{SVG}rect") if cell.get("class"))
    assert "Saving up over Sharing <out>" in [title.text for title in svg.iter(f"{SVG}title")]
    # Groups stand in the order of their names: of far one in six, of near nine in ten.
    assert ("heat other", "heat one") == (far, near)
    assert "17 % 90 %" in words_of(svg)


def test_places_are_drawn_from_the_first_down() -> None:
    """Each has its place and the places with other people; unknown ones have none."""
    ranks = [
        {
            "context": "dry",
            "card": card,
            "method": "pagerank",
            "score": "1/3",
            "rank": rank,
            "rank_low": 1,
            "rank_high": 3,
        }
        for card, rank in ((ONE, 2), (OTHER, 1), (THIRD, 3))
    ]
    accepted = {"status": "accepted", "wiser": OTHER}
    drawn = graph_of(
        pair(4, 6, low="1/5", middle="2/5", high="3/5", **accepted),
        pair(4, 6, low="1/5", middle="2/5", high="3/5", cards=(OTHER, THIRD)),
        ranks=ranks,
    )

    told = words_of(parsed(picture_file(drawn, "ranks")))

    assert told.index("Saving up") < told.index("Sharing <out>")
    assert "Waiting" not in told
    assert "place 2 (1 to 3)" in told


def test_what_changed_beyond_its_intervals_comes_first_in_the_colour_of_a_dispute() -> None:
    """One pair turned round, the other moved within its interval."""
    old = graph_of(
        pair(1, 9, low="1/20", middle="1/10", high="3/10"),
        pair(5, 5, low="1/4", middle="1/2", high="3/4", cards=(ONE, THIRD)),
    )
    new = graph_of(
        pair(9, 1, low="7/10", middle="9/10", high="19/20"),
        pair(6, 5, low="1/4", middle="11/20", high="3/4", cards=(ONE, THIRD)),
    )

    svg = parsed(picture_file(new, "drift", before=old))

    filled = [
        dot.get("class") for dot in svg.iter(f"{SVG}circle") if "hollow" not in str(dot.attrib)
    ]
    assert ["contested dot", "accepted dot"] == filled
    assert "10 % before, 90 % now" in words_of(svg)


@pytest.mark.parametrize("picture", ["shares", "groups", "graph"])
def test_a_picture_says_in_words_what_it_shows(picture: Picture) -> None:
    """It has a title and a description, and loads nothing."""
    drawn = graph_of(pair(4, 6, low="1/5", middle="2/5", high="3/5", strata=[group("near", 4, 6)]))

    text = picture_file(drawn, picture)

    svg = parsed(text)
    assert svg.get("role") == "img"
    assert svg.find(f"{SVG}title") is not None
    assert len(svg.findtext(f"{SVG}desc") or "") > 40
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"picture": "shares", "context": "wet"}, "not-in-graph"),
        ({"picture": "groups", "by": "age"}, "not-in-graph"),
        ({"picture": "ranks", "by": "fame"}, "not-in-graph"),
        ({"picture": "drift"}, "nothing-to-draw"),
    ],
)
def test_what_cannot_be_drawn_is_said(arguments: dict[str, Any], code: str) -> None:
    """The error names what there is."""
    drawn = graph_of(pair(4, 6, low="1/5", middle="2/5", high="3/5", strata=[group("near", 4, 6)]))

    with pytest.raises(InvalidDocument) as caught:
        picture_file(drawn, **arguments)

    assert [code] == [problem.code for problem in caught.value.problems]


def test_the_command_offers_every_picture() -> None:
    """What can be drawn and what can be asked for are the same."""
    assert get_args(Picture) == PICTURES


def test_no_title_makes_a_file_that_nothing_opens() -> None:
    """Signs that steer a terminal are no characters of XML, and a title may have them."""
    drawn = graph_of(pair(14, 8, low="1/2", middle="3/5", high="4/5"))
    values = [
        value.model_copy(update={"title": "Wait\x1b[31ming\x07 \ufffe"}) for value in drawn.values
    ]

    text = picture_file(drawn.model_copy(update={"values": tuple(values)}), "shares")

    assert "Wait[31ming" in words_of(parsed(text))

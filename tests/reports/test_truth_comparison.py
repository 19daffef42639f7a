"""What was planted in a synthetic study is compared with what was found, and faults are told."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from commonweal.reports import TruthFindings, compare_with_truth, render_report

DEFINITION = "1 definition of a word, with what each makes of the options"


@pytest.fixture(scope="module")
def truth(mill: Any) -> dict[str, Any]:
    """Return what was planted, all of it as the mill's graph has it."""
    return {
        "cards": {key: mill.card(key) for key in mill.titles},
        "accepted": [{"context": "dry", "wiser": "below", "other": "wheel"}],
        "both_needed": [{"context": "dry", "first": "promise", "second": "asking"}],
        "ambivalent": [{"context": "dry", "first": "below", "second": "asking"}],
        "thin": [{"context": "dry", "first": "hostile", "second": "wheel"}],
        "cycles": [["owed", ["wheel", "mending", "promise"]]],
        "brigade": {"context": "dry", "card": "mending", "people": 12},
        "different": [["below", "asking"]],
        "statuses": {"draw_at_night": "forbidden", "nothing": "in_dispute"},
        "broken": {"draw_at_night": ["leave_the_low_flow"]},
        "relations": [["nothing", "undetermined", "tell_and_wait"]],
        "outcome": "ask",
        "options": ["tell_and_wait", "nothing"],
    }


def compared(mill: Any, truth: dict[str, Any], **planted: Any) -> TruthFindings:
    """Return the comparison with some of the truth changed."""
    return compare_with_truth({**truth, **planted}, mill.target, [mill.decision])


def faults(findings: TruthFindings) -> list[str]:
    """Return what was not as it should be."""
    return [row.planted for row in findings.rows if not row.recovered]


def test_what_is_as_planted_is_recovered(mill: Any, truth: dict[str, Any]) -> None:
    """Where the graph is as planted, every row says so, with full precision and recall."""
    findings = compared(mill, truth)

    assert [] == faults(findings)
    assert (Fraction(1), Fraction(1)) == (findings.precision, findings.recall)
    assert 11 == len(findings.rows)


@pytest.mark.parametrize(
    ("planted", "expected"),
    [
        (
            {"accepted": [{"context": "dry", "wiser": "wheel", "other": "below"}]},
            "1 pair on which most hold one value to be wiser",
        ),
        (
            {"accepted": [{"context": "dry", "wiser": "hostile", "other": "wheel"}]},
            "1 pair on which most hold one value to be wiser",
        ),
        (
            {"ambivalent": [{"context": "dry", "first": "below", "second": "wheel"}]},
            "1 pair on which people are evenly divided",
        ),
        (
            {"both_needed": [{"context": "dry", "first": "below", "second": "wheel"}]},
            "1 pair of which most hold both needed",
        ),
        (
            {"thin": [{"context": "dry", "first": "below", "second": "wheel"}]},
            "1 pair that few were asked about",
        ),
        (
            {"cycles": [["dry", ["mending", "promise"]]]},
            "A circle when the brook runs low: “Mending what one broke”, “Standing by a promise”",
        ),
        (
            {"brigade": {"context": "dry", "card": "wheel", "people": 9}},
            "A brigade of 9 accounts for “Keeping the wheel turning”, when the brook runs low",
        ),
        (
            {"brigade": {"context": "dry", "card": "mending", "people": 13}},
            "A brigade of 13 accounts for “Mending what one broke”, when the brook runs low",
        ),
        ({"same_value": [["below", "asking"]]}, "1 pair of cards that are one value"),
        ({"floors": ["promise"]}, "1 value of small groups that a minority floor protects"),
        ({"too_few_holders": ["below"]}, "1 value that too few people hold"),
        ({"statuses": {"nothing": "permitted"}}, "1 option with a known status"),
        ({"statuses": {"fly": "permitted"}}, "1 option with a known status"),
        ({"broken": {"fly": ["leave_the_low_flow"]}}, "1 list of norms broken, or may be"),
        ({"definitions": {"basin": {"nothing": "permitted"}}}, DEFINITION),
        ({"broken": {"nothing": ["leave_the_low_flow"]}}, "1 list of norms broken, or may be"),
        (
            {"relations": [["nothing", "better", "tell_and_wait"]]},
            "1 pair of options with a known relation",
        ),
        ({"outcome": "act", "options": ["nothing"]}, "The outcome: act (nothing)"),
    ],
)
def test_what_is_not_as_planted_is_told(
    mill: Any, truth: dict[str, Any], planted: dict[str, Any], expected: str
) -> None:
    """Each kind of truth that the graph does not have is a fault by its own name."""
    assert [expected] == faults(compared(mill, truth, **planted))


def test_wrong_ways_round_cost_precision(mill: Any, truth: dict[str, Any]) -> None:
    """Wrong and false edges count against precision, what is missed against recall."""
    findings = compared(
        mill,
        truth,
        accepted=[
            {"context": "dry", "wiser": "below", "other": "wheel"},
            {"context": "dry", "wiser": "hostile", "other": "mending"},
            {"context": "dry", "wiser": "hostile", "other": "wheel"},
        ],
        ambivalent=[{"context": "owed", "first": "wheel", "second": "mending"}],
    )

    assert 1 / 3 == pytest.approx(findings.precision)
    assert 1 / 3 == pytest.approx(findings.recall)
    assert "1 accepted so, 1 the wrong way round, 1 not accepted" == findings.rows[0].found


def test_of_no_pair_there_is_no_share(mill: Any, truth: dict[str, Any]) -> None:
    """Where nothing was accepted, nothing is called as planted, and no share of it is shown."""
    planted = [{"context": "dry", "wiser": "hostile", "other": "wheel"}]

    findings = compared(mill, truth, accepted=planted, ambivalent=[])
    page = render_report(target=mill.target, decisions=[mill.decision], truth=findings)

    assert (None, Fraction(0)) == (findings.precision, findings.recall)
    assert "No pair was accepted on which a truth was planted." in page
    assert "0 % were accepted so (recall)" in page


def test_a_share_is_never_rounded_up(mill: Any, truth: dict[str, Any]) -> None:
    """One miss among many is not shown as none."""
    one = {"context": "dry", "wiser": "below", "other": "wheel"}
    missed = {"context": "dry", "wiser": "hostile", "other": "wheel"}

    findings = compared(mill, truth, accepted=[one] * 999 + [missed])

    page = render_report(target=mill.target, decisions=[mill.decision], truth=findings)
    assert "99 % were accepted so (recall)" in page


def test_a_truth_without_decisions_is_compared_with_the_graph(
    mill: Any, truth: dict[str, Any]
) -> None:
    """Where nothing was decided, only what concerns the graph is compared."""
    findings = compare_with_truth(truth, mill.target, [])

    assert not any("option" in row.planted or "outcome" in row.planted for row in findings.rows)


def test_the_page_shows_the_truth_only_where_there_is_one(mill: Any, truth: dict[str, Any]) -> None:
    """The section stands on the page with its faults as words, and is absent without a truth."""
    findings = compared(mill, truth, outcome="act")

    page = render_report(target=mill.target, decisions=[mill.decision], truth=findings)
    without = render_report(target=mill.target, decisions=[mill.decision])

    assert 'id="truth"' in page
    assert "<strong>missed</strong>" in page
    assert "100 % are as planted (precision)" in page
    assert 'id="truth"' not in without

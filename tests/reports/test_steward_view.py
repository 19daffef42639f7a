"""The trial of a steward on a study's page: shown as it came out, and refused if it is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import InvalidDocument
from commonweal.reports import read_steward_view, render_report

RESULT = Path(__file__).resolve().parents[2] / "examples" / "river" / "steward" / "result.json"


def changed(folder: Path, **fields: Any) -> Path:
    content = json.loads(RESULT.read_text(encoding="utf-8")) | fields
    path = folder / "result.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def page(mill: Any, path: Path) -> str:
    view = read_steward_view(path)
    return render_report(target=mill.target, decisions=[mill.decision], steward=view)


def test_the_page_shows_a_trial_only_where_there_is_one(mill: Any, tmp_path: Path) -> None:
    """Three numbers, the control and the verdict, and that its owner is invented."""
    shown = page(
        mill,
        changed(tmp_path, right={"hits": 9, "of": 11, "low": 0.5, "high": 0.95}),
    )

    without = render_report(target=mill.target, decisions=[mill.decision])
    assert "9 of 11 (95 %: 50% to 95%)" in shown
    assert "exchanged at random" in shown
    assert "<strong>Invented.</strong>" in shown
    assert 'id="steward"' not in without


def test_a_steward_that_does_not_pass_is_said_not_to(mill: Any, tmp_path: Path) -> None:
    """What is not shown stands there as that, and it acts nowhere."""
    failed = {"name": "right", "lower": 0.5, "floor": 0.67, "of": 9, "needed": None, "met": False}

    shown = page(mill, changed(tmp_path, may_be_sent_out=False, acts_in=[], criteria=[failed]))

    assert "it is not to be sent out, and acts nowhere" in shown
    assert "<td>0.50, from 9</td><td>0.67</td><td><strong>no</strong></td>" in shown


def test_what_its_owner_left_out_is_told(mill: Any, tmp_path: Path) -> None:
    """Acts without a choice or an approval are counted on the page; where there are none, none."""
    left_out = changed(tmp_path, without_choice=3, without_approval=4)

    shown, whole = page(mill, left_out), page(mill, RESULT)

    assert "To 3 of its 25 acts its owner chose nothing" in shown
    assert "To 4 of its 25 acts they said neither yes nor no" in shown
    assert "of its 25 acts" not in whole


def test_of_a_real_person_nothing_is_called_invented(mill: Any, tmp_path: Path) -> None:
    """The word stands only where it is true."""
    assert "<strong>Invented.</strong>" not in page(mill, changed(tmp_path, synthetic=False))


@pytest.mark.parametrize(
    "fields", [{"right": None}, {"criteria": [{}]}, {"error": "much"}, {"acts_in": 3}]
)
def test_what_is_no_result_is_refused(tmp_path: Path, fields: dict[str, Any]) -> None:
    """A file that something else wrote is named, and no page is made of it."""
    with pytest.raises(InvalidDocument) as refused:
        read_steward_view(changed(tmp_path, **fields))

    assert "wrong-form" == refused.value.code


def test_a_list_is_no_result(tmp_path: Path) -> None:
    """Neither is anything else that is no object."""
    path = tmp_path / "result.json"
    path.write_text("[]", encoding="utf-8")

    with pytest.raises(InvalidDocument) as refused:
        read_steward_view(path)

    assert "wrong-form" == refused.value.code

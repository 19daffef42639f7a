"""What is said of values over time, and of values that may have been moved: with exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

Program = Callable[..., Any]
BROAD, NARROW = [f"v{place}" for place in range(8)], ["v0", "v0", "v1"]


def lived(path: Path, values: list[str], seed: int) -> Path:
    """Write sixty occasions of values drawn by lot."""
    drawn = np.random.default_rng(seed).choice(values, 60)
    path.write_text("\n".join(drawn.tolist()), encoding="utf-8")
    return path


def met(path: Path, *, push: float, **changed: Any) -> Path:
    """Write a trial of forty people, half of whom met an agent that gains from one value."""
    rng = np.random.default_rng(4)
    people = {}
    for number in range(40):
        arm = "agent" if number % 2 else "control"
        sold, calm = rng.normal((push if number % 2 else 0, 0), 10).round().astype(int).tolist()
        people[f"p-{number:02}"] = {
            "arm": arm,
            "change": {"sold": f"{2 * sold + 1}/2", "calm": calm},
        }
    content = {"interest": {"sold": 1, "calm": 0}, "people": people} | changed
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_watch_sounds_an_alarm_by_its_exit_code(program: Program, tmp_path: Path) -> None:
    """Six values for sixty occasions and then only one: an alarm of fewer values."""
    path = tmp_path / "attended.txt"
    lines = [f"v{place % 6}" for place in range(60)] + ["v0"] * 60
    path.write_text("\n".join(lines), encoding="utf-8")

    said = program("steward", "watch", path, "--json")
    quiet = program("steward", "watch", path, "--rate", "0.00001", "--seed", "1", "--json")

    assert 1 == said.code
    assert 60 < said.document["data"]["collapse_at"] <= 90
    assert quiet.document["data"]["rate"] == 0.00001


def test_what_is_no_text_is_not_watched(program: Program, tmp_path: Path) -> None:
    """A file in another encoding is refused by name, and so is one that is not there."""
    path = tmp_path / "attended.txt"
    path.write_bytes("Mut\nGüte\n".encode("latin-1"))

    for wrong in (path, tmp_path / "misspelt.txt"):
        said = program("steward", "watch", wrong, "--json")
        (problem,) = said.document["data"]["problems"]
        assert (3, "unreadable", str(wrong)) == (said.code, problem["code"], problem["path"])


@pytest.mark.parametrize(("after", "fewer"), [(BROAD, False), (NARROW, True)])
def test_two_windows_are_compared_once(
    program: Program, tmp_path: Path, after: list[str], fewer: bool
) -> None:
    """From eight values to two is shown, by the exit code too; the same eight again are not."""
    windows = lived(tmp_path / "a", BROAD, 1), lived(tmp_path / "b", after, 2)

    said = program("steward", "compare", *windows, "--json")
    words = program("steward", "compare", *windows).out

    data = said.document["data"]
    assert (int(fewer), fewer, fewer) == (said.code, data["fewer"], data["others"])
    assert (data["kept"] < 0.5) == fewer
    assert f"It is {'shown' if fewer else 'not shown'} that they are fewer" in words


def test_a_window_that_is_not_there_is_named(program: Program, tmp_path: Path) -> None:
    """Neither file is taken for an empty life."""
    there = lived(tmp_path / "a", BROAD, 1)

    for windows in ((there, tmp_path / "no"), (tmp_path / "no", there)):
        said = program("steward", "compare", *windows, "--json")
        (problem,) = said.document["data"]["problems"]
        assert (3, "unreadable") == (said.code, problem["code"])
        assert str(tmp_path / "no") == problem["path"]


def test_an_empty_window_is_no_all_clear(program: Program, tmp_path: Path) -> None:
    """An export that went wrong is refused, and not compared."""
    there, empty = lived(tmp_path / "a", BROAD, 1), tmp_path / "empty"
    empty.write_text("\n\n", encoding="utf-8")

    for windows in ((there, empty), (empty, there)):
        said = program("steward", "compare", *windows, "--json")
        (problem,) = said.document["data"]["problems"]
        assert (3, "no-occasion", str(empty)) == (said.code, problem["code"], problem["path"])


@pytest.mark.parametrize(("push", "moved"), [(0, False), (25, True)])
def test_values_that_moved_with_what_an_agent_gains_are_found(
    program: Program, tmp_path: Path, push: float, moved: bool
) -> None:
    """By the exit code too; and what could have been found is said either way."""
    path = met(tmp_path / "trial.json", push=push)

    said = program("steward", "influence", path, "--margin", 0.001, "--json")
    words = program("steward", "influence", path, "--margin", 0.001).out

    data = said.document["data"]
    assert (int(moved), moved, False) == (said.code, data["moved"], data["within"])
    assert [20, 20] == data["people"]
    assert f"{'It is shown' if moved else 'It is not shown'} that they moved with it." in words
    assert f"A slope below {data['detectable']:.3g} would be missed" in words
    assert "It is not shown that they moved by less than 0.001" in words


def test_people_who_are_all_alike_show_no_interval(program: Program, tmp_path: Path) -> None:
    """Where nobody differs, what people differ by is not known, and JSON says so by nothing."""
    same = {"sold": 0, "calm": 0}
    people = {f"p-{n}": {"arm": ("agent", "control")[n % 2], "change": same} for n in range(6)}

    said = program("steward", "influence", met(tmp_path / "t", push=0, people=people), "--json")

    data = said.document["data"]
    assert (0, [None, None], None) == (said.code, data["interval"], data["detectable"])


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"interest": {"sold": 1}}, "wrong-length"),
        ({"interest": {"sold": 1, "calm": 1}}, "out-of-range"),
        ({"interest": {"sold": 1, "calm": 0.5}}, "float"),
        ({"interest": {"sold": "2/4", "calm": 0}}, "wrong-form"),
        ({"interest": {"sold": 1, "other": 0}}, "other-values"),
        ({"people": {}}, "wrong-length"),
        ({"people": {"p": {"arm": "both", "change": {}}}}, "not-a-choice"),
        ({"more": 1}, "unknown-field"),
    ],
)
def test_what_is_no_trial_of_an_agent_is_refused(
    program: Program, tmp_path: Path, changed: dict[str, Any], code: str
) -> None:
    """With every problem, its place and what to do."""
    path = met(tmp_path / "trial.json", push=0, **changed)

    said = program("steward", "influence", path, "--json")

    codes = {problem["code"] for problem in said.document["data"]["problems"]}
    assert (3, {code}) == (said.code, codes)

"""``commonweal options``: what values lead to, as a command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from commonweal.cli._options import tell_breadth
from commonweal.decisions import Breadth

from .conftest import Program


def told(**fields: Any) -> str:
    """Return what is said of how wide a search was, in which nothing was found."""
    nothing = {"by_value": {}, "only_by": {}, "only_jointly": 0, "acts": 2, "acts_found": 0}
    silent = {"acts_unseen": (), "acts_unappraised": ()}
    breadth = Breadth(**{**nothing, **silent, **fields})
    lines = tell_breadth(breadth, {"a": "A", "b": "B", "c": "C", "d": "D"})
    return " ".join(" ".join(lines).split())


def test_who_found_what_is_told_in_words() -> None:
    """How many each value found, and how many of these nobody else did; nothing of none."""
    by_value, only_by = {"a": 1, "b": 1, "c": 3, "d": 0}, {"a": 1, "b": 0, "c": 2, "d": 0}

    assert (
        "Each value by itself found:"
        " “A”: 1 option, which nobody else found"
        " “B”: 1 option, which others found too"
        " “C”: 3 options, 2 of which nobody else found"
        " All values together found 1 option that none found by itself."
        " 1 value found nothing here."
    ) == told(by_value=by_value, only_by=only_by, only_jointly=1)
    assert not told()


def test_silence_is_told_from_what_is_not_clear() -> None:
    """That no value speaks of an act is of nobody being asked, or of nothing clear being said."""
    both = told(acts_unseen=("sow", "dig"), acts_unappraised=("sow",))
    unasked, unclear = both.split(" What was said of ")

    assert unasked.startswith("Nobody who counts said what sow would do to what a value attends")
    assert unclear.startswith("dig lets no value speak for or against")


def test_options_are_told_with_who_found_them(program: Program, garden: Path) -> None:
    """In words and as JSON; a pair that names no option is an error that names one."""
    called = program("options", "find", garden)
    told = program("options", "find", garden, "--json").document["data"]
    wrong = program("options", "find", garden, "--apart", "turn", "turns")

    assert 0 == called.code
    assert f" of {told['breadth']['acts']} things that could be done" in called.out
    assert told["whole"]
    assert 3 == wrong.code
    assert "undeclared-option" in wrong.err

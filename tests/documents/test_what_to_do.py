"""What errors say that there is, what was probably meant, and what to do."""

from __future__ import annotations

from typing import Any

import pytest

from commonweal.documents import Norm, did_you_mean, one_of
from commonweal.errors import InvalidDocument, Problem

NORM: dict[str, Any] = {
    "kind": "norm",
    "schema_version": 1,
    "by": "clerk",
    "origin": "person",
    "said_at": "2026-01-31T09:30:00Z",
    "name": "reserve",
    "text": "Leave a reserve.",
    "role": "waterer",
    "modality": "forbidden",
    "action": "water",
    "level": "organisational",
    "issuer": "garden",
    "in_force_from": "2026-01-01T00:00:00Z",
    "source": {"type": "policy"},
}
CLAUSE: dict[str, Any] = {"kind": "equals", "fact": "dry", "value": True}


def problem_of(**fields: Any) -> Problem:
    """Return the one problem with a norm that says these fields too."""
    with pytest.raises(InvalidDocument) as caught:
        Norm.from_content({**NORM, **fields})

    (problem,) = caught.value.problems
    return problem


def test_names_are_listed_as_far_as_they_are_read() -> None:
    """Few are all told, of many the first and how many more; that there is none is told too."""
    many = [f"n{number:02}" for number in range(2_030)]

    assert "one of a, b" == one_of(["a", "b"])
    assert "one of its options: a" == one_of(["a"], some="its options")
    assert one_of(many).endswith("n18, n19 and 2,010 more")
    assert "one of its options, of which there is none" == one_of([], some="its options")
    assert "a name, and there is none" == one_of([])


def test_nothing_is_meant_where_nothing_is_near() -> None:
    """What resembles no name gets no suggestion."""
    assert "" == did_you_mean("zebra", ["turns", "wait"])
    assert "Did you mean 'turns'?" == did_you_mean("trns", ["turns", "wait"])


def test_what_is_too_deep_long_or_short_says_what_to_do() -> None:
    """The limit is told, and how the same is said within it."""
    deep = CLAUSE
    for _ in range(40):
        deep = {"kind": "not", "of": deep}
    wide = {"kind": "all", "of": [CLAUSE] * 65}

    assert ("too-deep", True) == told(problem_of(condition=deep), "side by side")
    assert ("wrong-length", True) == told(problem_of(condition=wide), "lists inside one another")
    assert ("wrong-length", True) == told(problem_of(text=""), "Write something there")


def test_a_norm_upon_its_own_breach_says_what_to_do() -> None:
    """It names another norm, or no breach."""
    problem = problem_of(upon_breach={"norm": "reserve"})

    assert ("incoherent", True) == told(problem, "leave upon_breach out")


def told(problem: Problem, words: str) -> tuple[str, bool]:
    """Return a problem's code, and whether its hint has these words."""
    return problem.code, words in problem.hint


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("prohibited", "forbidden"),
        ("Not permitted", "forbidden"),
        ("unpermitted", "forbidden"),
        ("must_not", "forbidden"),
        ("obligatory", "obliged"),
        ("required", "obliged"),
        ("mandatory", "obliged"),
        ("allowed", "permitted"),
        ("permited", "permitted"),
    ],
)
def test_another_word_for_a_modality_is_no_opposite_of_it(word: str, meant: str) -> None:
    """What is meant is named, though its opposite is spelled more nearly so."""
    assert f"Did you mean {meant!r}?" == did_you_mean(word, ["obliged", "forbidden", "permitted"])


def test_an_opposite_is_not_named_where_what_is_meant_is_not_there() -> None:
    """Nothing of the three is named then; what else is spelled nearly so still is."""
    assert "" == did_you_mean("prohibited", ["permitted", "in_dispute"])
    assert "Did you mean 'prohibited-2'?" == did_you_mean("prohibited", ["prohibited-2"])

"""What is read has one reading: against a slow reader that finds all that there are."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given, settings, strategies as st

from commonweal.errors import InvalidDocument, Problem
from commonweal.sentences import parse_condition

Tree = tuple[Any, ...]

WORDS = {
    "en": {
        "a": "'a' is true",
        "b": "'b' is not 2",
        "c": "the context 'c' holds",
        "not": "it is not so that",
        "before": "already before any act",
        "both": "both",
        "both-and": "and",
        "and": "and",
        "either": "either",
        "either-or": "or",
        "or": "or",
        "closed": "(or both)",
        "all": "each of these holds:",
        "any": "at least one of these holds:",
        ";": ";",
        "whole": "The condition is that {}.",
        "each": "",
    },
    "de": {
        "a": "'a' wahr ist",
        "b": "'b' nicht 2 ist",
        "c": "der Kontext 'c' gilt",
        "not": "es nicht so ist, dass",
        "before": "schon vor jeder Handlung",
        "both": "sowohl",
        "both-and": "als auch",
        "and": "und",
        "either": "entweder",
        "either-or": "oder",
        "or": "oder",
        "closed": "(oder beides)",
        "all": "jede der folgenden Aussagen zutrifft: dass",
        "any": "mindestens eine der folgenden Aussagen zutrifft: dass",
        ";": ";",
        "whole": "Die Bedingung ist, dass {}.",
        "each": "dass",
    },
}
ATOMS = {
    "a": {"kind": "equals", "fact": "a", "value": True},
    "b": {"kind": "not", "of": {"kind": "equals", "fact": "b", "value": 2}},
    "c": {"kind": "holds", "context": "c"},
}


def all_readings(tokens: tuple[str, ...]) -> set[Tree]:
    """Return every tree that words can be read as, each joining word free to go anywhere.

    Here every operand may be joined bare inside, every scope may end anywhere, and nothing prefers
    one reading to another.
    """

    @cache
    def clause(start: int, end: int) -> frozenset[Tree]:
        return part(start, end) | bare(start, end, "and") | bare(start, end, "or")

    @cache
    def part(start: int, end: int) -> frozenset[Tree]:
        if end <= start:
            return frozenset()
        head = tokens[start]
        found: set[Tree] = set()
        if end == start + 1 and head in ATOMS:
            found.add((head,))
        if head in {"not", "before"}:
            found |= {(head, inside) for inside in clause(start + 1, end)}
        if head == "both":
            found |= two("all", "both-and" if "both-and" in tokens else "and", start + 1, end)
        if head == "either":
            found |= two("any", "or", start + 1, end)
            if tokens[end - 1] == "closed":
                found |= two("any", "or", start + 1, end - 1)
        if head in {"all", "any"}:
            last = "and" if head == "all" else "or"
            found |= {(head, *parts) for parts in listed(start + 1, end, last) if len(parts) > 1}
        return frozenset(found)

    def two(kind: str, word: str, start: int, end: int) -> set[Tree]:
        return {
            (kind, left, right)
            for middle in range(start, end)
            if tokens[middle] == word
            for left in clause(start, middle)
            for right in clause(middle + 1, end)
        }

    @cache
    def listed(start: int, end: int, last: str) -> frozenset[Tree]:
        found: set[Tree] = set()
        for middle in range(start, end):
            if tokens[middle] != ";":
                continue
            heads = clause(start, middle)
            if tokens[middle + 1 : middle + 2] == (last,):
                found |= {(head, tail) for head in heads for tail in clause(middle + 2, end)}
            found |= {(head, *rest) for head in heads for rest in listed(middle + 1, end, last)}
        return frozenset(found)

    @cache
    def bare(start: int, end: int, word: str) -> frozenset[Tree]:
        kind = "all" if word == "and" else "any"
        return frozenset(
            (kind, *operands)
            for operands in joined(start, end, word, is_rest=False)
            if len(operands) > 1
        )

    @cache
    def joined(start: int, end: int, word: str, *, is_rest: bool) -> frozenset[Tree]:
        other = "or" if word == "and" else "and"
        found: set[Tree] = set()
        if is_rest:
            found |= {(one,) for one in part(start, end) | bare(start, end, other)}
        for middle in range(start, end):
            if tokens[middle] == word:
                operands = part(start, middle) | bare(start, middle, other)
                found |= {
                    (one, *rest)
                    for one in operands
                    for rest in joined(middle + 1, end, word, is_rest=True)
                }
        return frozenset(found)

    return set(clause(0, len(tokens)))


def content_of(tree: Tree) -> dict[str, Any]:
    """Return the plain condition that a tree stands for."""
    head, *parts = tree
    if head in ATOMS:
        return ATOMS[head]
    if head in {"not", "before"}:
        return {"kind": head, "of": content_of(parts[0])}
    return {"kind": head, "of": [content_of(part) for part in parts]}


@st.composite
def written(draw: st.DrawFn, *, most: int, bare: bool = True, inner: bool = False) -> list[str]:
    """Draw a condition as somebody might write it, with opening words or without."""
    if most < 3:
        return [draw(st.sampled_from(sorted(ATOMS)))]
    shapes = ["atom", "not", "before", "both", "either", "all", "any"] + ["bare"] * (4 * bare)
    shape = draw(st.sampled_from(shapes))
    half = written(most=most // 2, bare=bare, inner=True)
    if shape == "atom":
        return [draw(st.sampled_from(sorted(ATOMS)))]
    if shape in {"not", "before"}:
        return [shape, *draw(written(most=most - 1, bare=bare, inner=True))]
    if shape == "bare":
        return [*draw(half), draw(st.sampled_from(["and", "or"])), *draw(half)]
    if shape == "both":
        return ["both", *draw(half), "both-and", *draw(half)]
    if shape == "either":
        closed = draw(st.booleans()) or not bare
        return ["either", *draw(half), "either-or", *draw(half), *(["closed"] * closed)]
    third = written(most=most // 3, bare=bare, inner=True)
    word = "and" if shape == "all" else "or"
    parts = [draw(third) for _ in range(draw(st.integers(2, 3)))]
    tokens = [shape, *parts[0]]
    for position, part in enumerate(parts[1:], 2):
        tokens += [";", *([word] if position == len(parts) else []), *part]
    return tokens


def sentence(tokens: list[str], language: str) -> str:
    """Return the tokens as a sentence; in German each condition of a list has its own ``dass``."""
    words = WORDS[language]
    out = []
    for position, token in enumerate(tokens):
        out.append(words[token])
        is_last_word = position and tokens[position - 1] == ";" and token in {"and", "or"}
        follows = tokens[position + 1] if position + 1 < len(tokens) else ""
        if is_last_word or (token == ";" and follows not in {"and", "or"}):
            out.append(words["each"])
    return words["whole"].format(" ".join(filter(None, out)))


def heard(tokens: list[str], language: str) -> tuple[str, ...]:
    """Return the tokens as they sound: only German tells ``als auch`` from a bare ``und``."""
    same = {"both-and": "and"} if language == "en" else {}
    return tuple({"either-or": "or", **same}.get(token, token) for token in tokens)


def both_shown(problem: str, language: str) -> list[dict[str, Any]]:
    """Return the two readings that a problem shows, each read from its sentence."""
    match = re.search(r"\(1\) (.*) \(2\) (.*)$", problem, re.DOTALL)
    assert match is not None
    return [parse_condition(text, language=language).content() for text in match.groups()]


def read_or_refused(tokens: list[str], language: str) -> dict[str, Any] | Problem:
    """Return the condition that is read, or the one problem with it."""
    try:
        return parse_condition(sentence(tokens, language), language=language).content()
    except InvalidDocument as error:
        (problem,) = error.problems
        return problem


@settings(max_examples=400)
@given(written(most=9), st.sampled_from(["en", "de"]))
def test_what_is_read_has_no_other_reading(tokens: list[str], language: str) -> None:
    """A sentence that is accepted has one reading, and one that is called ambiguous has several."""
    readings = [content_of(tree) for tree in all_readings(heard(tokens, language))]
    assume(readings)

    outcome = read_or_refused(tokens, language)

    if isinstance(outcome, dict):
        assert [outcome] == readings
    elif outcome.code == "ambiguous-sentence":
        first, second = both_shown(outcome.found, language)
        assert first != second
        assert first in readings
        assert second in readings
    else:
        assert "sentence-form" == outcome.code


@settings(max_examples=200)
@given(written(most=16, bare=False), st.sampled_from(["en", "de"]))
def test_with_opening_words_there_is_one_reading(tokens: list[str], language: str) -> None:
    """Where every joining word has its opening word, the slow reader finds one reading too."""
    readings = [content_of(tree) for tree in all_readings(heard(tokens, language))]

    assert 1 == len(readings)
    assert readings[0] == parse_condition(sentence(tokens, language), language=language).content()


AMBIGUOUS = [
    (
        "a and b or c",
        "either both a both-and b either-or c closed",
        "both a both-and either b either-or c closed",
    ),
    (
        "a or b and c",
        "either a either-or both b both-and c closed",
        "both either a either-or b closed both-and c",
    ),
    ("not a and b", "both not a both-and b", "not both a both-and b"),
    ("before a or b", "either before a either-or b closed", "before either a either-or b closed"),
    (
        "both a both-and b and c",
        "both both a both-and b both-and c",
        "both a both-and both b both-and c",
    ),
    (
        "either a either-or b and c",
        "both either a either-or b closed both-and c",
        "either a either-or both b both-and c closed",
    ),
    ("a and not b and c", "all a ; not b ; and c", "both a both-and not both b both-and c"),
    ("not before a and b", "both not before a both-and b", "not both before a both-and b"),
]
"""What somebody writes, and the two readings of it, each by its tokens."""


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("short", "first", "second"), AMBIGUOUS)
def test_both_readings_are_shown(short: str, first: str, second: str, language: str) -> None:
    """What people write without opening words is an error, and shows what it could mean."""
    with pytest.raises(InvalidDocument) as caught:
        parse_condition(sentence(short.split(), language), language=language)

    expected = [
        parse_condition(sentence(reading.split(), language), language=language).content()
        for reading in (first, second)
    ]
    assert ["ambiguous-sentence"] == [problem.code for problem in caught.value.problems]
    assert expected == both_shown(caught.value.problems[0].found, language)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("'a' is true and 'b' is true and 'c' is true", ["all", 3]),
        ("'a' is one of 1, 2 or 3 or 'b' is true", ["any", 2]),
        ("'a' is not true and 'b' is true", ["all", 2]),
        ("either 'a' is 1 or 'b' is 2 (or both) and 'c' is 3", ["all", 2]),
        ("'a' is true and both 'b' is true and 'c' is true", ["all", 2]),
        ("'a' is true and it is not so that both 'b' is true and 'c' is true", ["all", 2]),
    ],
)
def test_what_is_plain_needs_no_opening_words(text: str, kinds: list[object]) -> None:
    """Joined bare by one word, with nothing left open before it, a sentence is read."""
    read = parse_condition(f"The condition is that {text}.").content()

    assert kinds == [read["kind"], len(read["of"])]


def test_an_ambiguous_norm_shows_whole_sentences() -> None:
    """In a norm both readings are that norm's sentence, so that one of them can be taken over."""
    from commonweal.sentences import parse_sentences

    text = (
        "Norm 'x': \"y\".\nWhoever acts as 'r' must do 'd' if 'a' is 1 and 'b' is 2 or 'c' is 3,\n"
        "unless 'e' is 4.\n"
    )

    with pytest.raises(InvalidDocument) as caught:
        parse_sentences(text, "n.txt")

    found = {problem.code: problem for problem in caught.value.problems}["ambiguous-sentence"]
    assert "n.txt:2:58" == found.path
    assert (
        "(2) Whoever acts as 'r' must do 'd' if both 'a' is 1 and either 'b' is 2 or 'c' is 3 "
        "(or both), unless 'e' is 4." in found.found
    )

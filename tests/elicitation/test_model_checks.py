"""What is let through of a model's words, check by check."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from commonweal.elicitation import Place, find_quote, plain_line, voice_fault

TOLD = "Nobody had\n  watered the café's beds; nobody had asked."


def test_a_quote_is_found_where_it_stands_first() -> None:
    """Of words that stand twice, the first place counts."""
    assert Place(0, 10) == find_quote("Nobody had", TOLD)


def test_runs_of_space_and_composed_accents_are_no_difference() -> None:
    """A model's single spaces and composed letters find what was told with others."""
    told = unicodedata.normalize("NFD", TOLD)

    place = find_quote("had watered the caf\u00e9's beds", told)

    assert place is not None
    assert "had\n  watered the cafe\u0301's beds" == told[place.start : place.end]


@pytest.mark.parametrize(
    "quote", ["", "   ", "the", "nobody  HAD  ask him", "nobody asked", ".*", "had watered beds"]
)
def test_words_that_were_not_told_are_no_quote(quote: str) -> None:
    """Words left out, patterns, and what is too short to show anything are none."""
    assert find_quote(quote, TOLD) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("I've felt the same.", "experience"),
        ("As someone who gardens, what did you see?", "experience"),
        ("Ich habe das auch so erlebt. Was war es?", "experience"),
        ("Mir ging es genauso – was sahst du?", "experience"),
        ("Thank you for telling me this.", "praise"),
        ("Danke, dass du das erzählst.", "praise"),
        ("I'm so sorry. What happened?", "praise"),
        ("Don't you think so?", "leading"),
        ("Das ist doch so, oder?", "leading"),
        ("Most people would; would you?", "leading"),
        ("What did you look at first?", None),
        ("Worauf hast du zuerst geachtet?", None),
        ("Would you still look at it if you had lived elsewhere?", None),
    ],
)
def test_lists_catch_what_models_say_most(text: str, reason: str | None) -> None:
    """Claimed experience, praise and leading are told apart; a plain question passes."""
    assert reason == voice_fault(text)


def test_lists_miss_what_is_put_otherwise() -> None:
    """The check is a list: a claim in other words, or another language, passes it."""
    missed = ("Having walked that road, what did you see?", "Moi aussi, je l'ai vécu.")

    assert [None, None] == [voice_fault(text) for text in missed]


def test_one_phrase_that_was_told_lets_no_other_through() -> None:
    """Whoever told of thanks did not tell of praise that follows it."""
    told = "He said thank you for coming, and left."

    assert voice_fault("THANKS, thank you for coming", told=told) is None
    assert "praise" == voice_fault("GUESTS, thank you for coming, how amazing", told=told)


def test_words_that_were_told_are_the_persons() -> None:
    """A phrase of the story in words that are to be the person's own is no claim of a model."""
    policy = "MOMENTS as when I was new there"

    found = voice_fault(policy), voice_fault(policy, told="It was like that when I was new.")

    assert ("experience", None) == found


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x9b2Jgone", "gone"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x07", "link"),
        ("\x1bPq#0\x1b\\picture", "picture"),
        ("a\x1b", "a"),
        ("unfinished \x1b]0;title", "unfinished"),
        ("one\r\ntwo\ttwo\u2028three", "one two two three"),
        ("a\x00\x07b\ud800", "ab"),
        ("\u202eevil\u202c \u2066x\u2069\u200f", "evil x"),
        ("zero\u200bwidth\ufeff\U000e0041", "zerowidth"),
        ("family 👩‍👩‍👧 e\u0301 नमस्ते שלום", "family 👩‍👩‍👧 e\u0301 नमस्ते שלום"),
    ],
)
def test_a_plain_line_does_nothing_but_be_read(text: str, plain: str) -> None:
    """Sequences, controls, breaks and unseen marks go; letters, marks, joiners and emoji stay."""
    assert plain == plain_line(text)


@given(st.text())
def test_a_plain_line_is_plain_already(text: str) -> None:
    """Making a line plain twice is making it plain once, and no escape or control is left."""
    plain = plain_line(text)

    assert plain == plain_line(plain)
    assert not {"Cc", "Cs"} & {unicodedata.category(character) for character in plain}

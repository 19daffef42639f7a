"""Where words stand in a told text, in code points."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from commonweal.elicitation import Place, places_of

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def found(words: str, text: str) -> list[str]:
    """Return what stands at each place."""
    return [text[place.start : place.end] for place in places_of(words, text)]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("the tap", "Ida stood by the tap.", ["the tap"]),
        ("THE  tap", "Ida stood by the\n tap.", ["the\n tap"]),
        ("the bucket", "Ida stood by the tap.", []),
        ("art", "The art of the heart", ["art"]),
        ("art", "heart", ["art"]),
        ("so", "so and so", ["so", "so"]),
        ("", "anything", []),
        ("  ", "anything", []),
        ("straße", "Auf der Straße", ["Straße"]),
        ("été", "l'e\u0301te\u0301 dernier", ["e\u0301te\u0301"]),
        ("ete", "l'e\u0301te\u0301 dernier", []),
        ("e", "e\u0301", []),
        (
            "한글",
            unicodedata.normalize("NFD", "한글을 본다"),
            [unicodedata.normalize("NFD", "한글")],
        ),
        ("水を待つ", "長く水を待つ人", ["水を待つ"]),
        ("أطول", "من ينتظر أطول مني", ["أطول"]),
        ("\U0001f468", f"a {FAMILY} waits", []),
        (FAMILY, f"a {FAMILY} waits", [FAMILY]),
        ("\U0001f331", "\U0001f331\ufe0f grows", []),
        ("grows", "\U0001f331\ufe0f grows", ["grows"]),
        ("\U0001f1ea", "\U0001f1e9\U0001f1ea", []),
    ],
)
def test_words_are_found_where_they_stand(words: str, text: str, expected: list[str]) -> None:
    """Case, spaces and composition make no difference; a sign is never cut in two."""
    assert expected == found(words, text)


def test_places_count_code_points() -> None:
    """A sign outside of the first plane counts as one."""
    assert (Place(2, 5),) == places_of("tap", "\U0001f331 tap")


@given(st.text(max_size=40), st.text(min_size=1, max_size=8), st.text(max_size=40))
def test_words_between_spaces_are_always_found(before: str, words: str, after: str) -> None:
    """What stands in a text between two spaces is found in it, if it is more than space."""
    text = f"{before} {words} {after}"

    places = places_of(words, text)

    # A mark that follows a space belongs to the space, so that such words begin within a sign.
    begins_alone = unicodedata.category(words.strip()[:1] or " ")[0] not in {"M", "Z", "C", "S"}
    assert places or not begins_alone or not words.strip() or words.strip()[-1:] == "\u200d"
    for place in places:
        assert 0 <= place.start < place.end <= len(text)


@given(st.text(max_size=60), st.text(max_size=6))
def test_what_is_found_reads_like_the_words(text: str, words: str) -> None:
    """At every place stands what the words say, but for case, space and composition."""

    def plain(said: str) -> str:
        folded = unicodedata.normalize("NFC", said).casefold()
        return " ".join(unicodedata.normalize("NFC", folded).split())

    for place in places_of(words, text):
        assert plain(words) == plain(text[place.start : place.end])

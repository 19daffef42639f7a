"""What the small lists take a text for."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from commonweal.elicitation import suggest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Freedom for all!", "slogan"),
        ("Water first", "slogan"),
        ("Gerechtigkeit für alle", "slogan"),
        ("Everybody who waters should close the tap behind them", "norm"),
        ("Wer gießt, muss den Hahn wieder schließen", "norm"),
        ("I look at the leaves in order to win the prize", "goal"),
        ("Ich gieße am Abend, um zu sparen", "goal"),
        ("What my neighbour sees, whom I admire a lot", "role_model"),
        ("Das, was mein Vorbild im Garten sieht", "role_model"),
        ("I was ashamed to stand there for so long", "feeling"),
        ("Ich hatte Angst um die Bohnen da draußen", "feeling"),
        ("LOOKS that say that somebody is afraid of asking", None),
        ("PEOPLE who have waited for longer than I have", None),
        ("Blätter, die am Abend hängen", None),
    ],
)
def test_a_text_is_taken_for_what_its_words_suggest(text: str, expected: str | None) -> None:
    """Lists for English and German suggest; what others feel is something to look at."""
    assert expected == suggest(text)


@given(st.text(max_size=200))
def test_any_text_is_taken_for_something_or_nothing(text: str) -> None:
    """No text is too strange."""
    assert suggest(text) in {"slogan", "norm", "goal", "role_model", "feeling", None}

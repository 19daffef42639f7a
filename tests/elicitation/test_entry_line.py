"""Entries of a session as lines: what is written is read back, and nothing else is read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies as st

from commonweal.elicitation import Entry, entry_line, entry_of_line

texts = st.text(max_size=20)
entries = st.builds(
    Entry,
    act=st.sampled_from(["answer", "back", "stop"]),
    question=texts,
    shown=texts,
    value=st.none() | texts.filter(bool) | st.lists(texts, max_size=3).map(tuple),
    at=st.sampled_from(["", "2026-06-02T09:00:00Z"]),
)


@given(entries)
def test_what_is_written_is_read_back(entry: Entry) -> None:
    """On one line, whatever characters are in it."""
    line = entry_line(entry)

    assert entry == entry_of_line(line)
    assert 1 == len(line.splitlines())


@pytest.mark.parametrize(
    "said",
    [
        [],
        {},
        {"act": "dance"},
        {"act": ["answer"]},
        {"act": "answer", "more": ""},
        {"act": "answer", "at": 3},
        {"act": "answer", "at": "yesterday"},
        {"act": "answer", "value": 3},
        {"act": "answer", "value": [3]},
        {"act": "answer", "value": {"a": "b"}},
    ],
)
def test_what_no_session_wrote_is_refused(said: object) -> None:
    """Also where it would almost pass for an answer."""
    with pytest.raises(ValueError, match="entry"):
        entry_of_line(json.dumps(said).encode())

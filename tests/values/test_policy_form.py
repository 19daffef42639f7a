"""Hints on the form of policies: what they are about, and that good ones get none."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from commonweal.values import form_hints


@pytest.mark.parametrize(
    ("policy", "fault", "found"),
    [
        ("JUSTICE in how the water is shared", "abstraction", "JUSTICE"),
        ("Moments in which somebody looks for a word", "no-head", "Moments"),
        ("TO keep the beds green until autumn", "goal", "TO"),
        ("SIGNS that I water in order to be seen", "goal", "in order to"),
        ("NOT making anybody wait for their turn", "denial", "NOT"),
        ("TIMES when everyone must take their turn", "norm", "everyone must"),
        ("MEANINGFUL moments between neighbours at work", "praise", "MEANINGFUL"),
        ("PLANTS that you forgot to water yesterday", "from-outside", "you"),
        ("LEAVES at noon", "short", "LEAVES at noon"),
        (" ".join(["LEAVES", *["that"] * 40]), "long", "LEAVES that that"),
    ],
)
def test_each_fault_of_form_is_named_with_its_words(policy: str, fault: str, found: str) -> None:
    """A hint says which words it is about, and asks something."""
    hints = form_hints(policy)

    assert (fault, found) in [(hint.fault, hint.found) for hint in hints]
    assert all(hint.ask.endswith(("?", ".", "…")) for hint in hints)


@pytest.mark.parametrize(
    "policy",
    [
        "PAUSES in which somebody looks for a word",
        "LEAVES that hang at noon and stand up again in the evening",
        "PEOPLE half asleep who should not have to think of us",
        "CHANGES in the sound of the weir that nobody can explain yet",
    ],
)
def test_a_policy_in_form_gets_no_hint(policy: str) -> None:
    """A kind of thing to look at, seen by whoever chooses, is left alone."""
    assert () == form_hints(policy)


@given(st.text(max_size=200))
def test_whatever_is_written_is_only_asked_about(policy: str) -> None:
    """Any text is answered, and each hint is about words that stand in it."""
    for hint in form_hints(policy):
        assert " ".join(hint.found.split()) in " ".join(policy.split())

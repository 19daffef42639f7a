"""What steps lead to."""

from __future__ import annotations

from commonweal.documents import reachable


def test_what_is_reached_takes_a_step_at_least() -> None:
    """Where no steps lead back to it, a name is not reached from itself; in a circle it is."""
    steps = {"a": ["b", "c"], "b": ["d"], "e": ["f"], "f": ["e"]}

    assert {"b", "c", "d"} == reachable("a", steps)
    assert {"e", "f"} == reachable("e", steps)
    assert set() == reachable("d", steps)

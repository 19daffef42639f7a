"""Values that count by a minority floor alone, and people whose only value that is."""

from __future__ import annotations

from commonweal.documents import MinorityFloor, Thresholds
from commonweal.estimates import FlooredValue, floored_values

LIMITS = Thresholds(
    min_holders=10,
    minority_floors=(MinorityFloor(stratum="bank", value="lower", min_holders=6),),
    k=3,
)


def people(prefix: str, number: int) -> list[str]:
    """Return pseudonyms."""
    return [f"{prefix}{count}" for count in range(number)]


def lower_bank(*prefixes: str) -> dict[str, dict[str, str]]:
    """Return the strata of people whose pseudonyms begin so."""
    return {f"{prefix}{count}": {"bank": "lower"} for prefix in prefixes for count in range(10)}


def test_a_value_held_by_few_counts_by_the_floor_of_their_group() -> None:
    """Seven hold it, all of the lower bank; three of them hold nothing else that counts."""
    holders = {
        "many": people("u", 12) + people("l", 4),
        "few": people("l", 7),
        "lost": people("u", 4),
    }

    found = floored_values(holders, lower_bank("l"), thresholds=LIMITS)

    assert (FlooredValue(card="few", floors=(("bank", "lower"),), only=3),) == found


def test_another_value_that_does_not_count_is_no_second_value() -> None:
    """Who also holds a value that too few hold would still be left with none that counts."""
    holders = {"few": people("l", 7), "lost": people("l", 2)}

    (found,) = floored_values(holders, lower_bank("l"), thresholds=LIMITS)

    assert 7 == found.only


def test_fewer_than_k_are_not_told_and_neither_are_all_but_fewer_than_k() -> None:
    """Two for whom it is the only one, or two for whom it is not: both numbers stay untold."""
    for shared in (5, 2):
        holders = {"many": people("u", 12) + people("l", shared), "few": people("l", 7)}

        (found,) = floored_values(holders, lower_bank("l"), thresholds=LIMITS)

        assert found.only is None


def test_a_value_that_enough_people_hold_needs_no_floor() -> None:
    """Then the floor changes nothing, and nothing is listed."""
    assert () == floored_values({"many": people("l", 10)}, lower_bank("l"), thresholds=LIMITS)

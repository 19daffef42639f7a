"""Fewer values than before are found, and a life that stays as it was is not accused."""

from __future__ import annotations

import numpy as np
import pytest

from commonweal.stewardship import compare_windows, watch_values

BROAD = np.array([0.25, 0.2, 0.15, 0.12, 0.1, 0.08, 0.06, 0.04])
NARROW = np.array([0.5, 0.4, 0.1, 0, 0, 0, 0, 0])
OTHER = np.array([0, 0, 0, 0.05, 0.05, 0.2, 0.3, 0.4])


def life(rng: np.random.Generator, *parts: tuple[int, np.ndarray]) -> list[str]:
    """Return the values attended to on so many occasions with such shares, part after part."""
    return [f"v{value}" for times, shares in parts for value in rng.choice(8, times, p=shares)]


def test_an_honest_life_is_accused_no_more_often_than_stated() -> None:
    """Looked at after each of 150 occasions, 400 lives that stay alike give few alarms."""
    rng = np.random.default_rng(1)

    watches = [watch_values(life(rng, (150, BROAD)), seed=seed) for seed in range(400)]

    alarms = sum(each.collapse_at is not None or each.drift_at is not None for each in watches)
    assert alarms <= 0.05 * 400


@pytest.mark.parametrize("values", [2, 3, 6, 12, 40])
def test_a_life_in_strict_rotation_is_no_collapse(values: int) -> None:
    """What comes round evenly is not exchangeable, and still no fewer values than before."""
    watch = watch_values([f"v{place % values}" for place in range(240)], seed=1)

    assert (None, None) == (watch.collapse_at, watch.drift_at)


def test_evidence_is_worth_one_on_average() -> None:
    """Had nothing changed, the capital after a fixed time has mean 1: the bets are fair."""
    rng = np.random.default_rng(2)

    ends = [watch_values(life(rng, (5, BROAD)), seed=seed).collapse[-1] for seed in range(4000)]

    assert abs(np.mean(ends) - 1) < 4 * np.std(ends) / np.sqrt(len(ends))


def test_a_planted_collapse_is_found() -> None:
    """From eight values to three: nine of ten are found within sixty occasions, none before."""
    rng = np.random.default_rng(3)
    lives = [life(rng, (80, BROAD), (60, NARROW)) for _ in range(100)]

    watches = [watch_values(each, seed=seed) for seed, each in enumerate(lives)]

    found = [each.collapse_at for each in watches if each.collapse_at is not None]
    assert len(found) >= 90
    assert sum(at <= 80 for at in found) <= 5


def test_a_planted_drift_is_found_as_drift() -> None:
    """Values that were rare taking over are found as drift in four of ten lives, or more."""
    rng = np.random.default_rng(4)
    lives = [life(rng, (80, BROAD), (80, OTHER)) for _ in range(60)]

    watches = [watch_values(each, seed=seed) for seed, each in enumerate(lives)]

    assert sum(each.drift_at is not None for each in watches) >= 24


def test_a_watch_is_the_same_for_the_same_seed_and_never_unsees() -> None:
    """What was shown after some occasions is what is shown of them later."""
    whole = life(np.random.default_rng(5), (60, BROAD))

    early, late = watch_values(whole[:40], seed=9), watch_values(whole, seed=9)

    assert early.collapse.tolist() == late.collapse[:40].tolist()
    assert early.drift.tolist() == late.drift[:40].tolist()


def test_nothing_watched_is_no_alarm() -> None:
    """Without occasions there is no evidence, and that is said."""
    watch = watch_values([], seed=1)

    assert (None, None) == (watch.collapse_at, watch.drift_at)
    assert "0 occasions were watched." in watch.explain()


def test_one_comparison_of_windows_errs_as_often_as_it_says() -> None:
    """Of a hundred pairs of like windows of unlike size, about one in twenty looks flatter."""
    rng = np.random.default_rng(6)

    found = [
        compare_windows(life(rng, (60, BROAD)), life(rng, (20, BROAD)), seed=s, permutations=99)
        for s in range(100)
    ]

    assert sum(each.flatter_p <= 0.05 for each in found) <= 11
    assert sum(each.drift_p <= 0.05 for each in found) <= 11


def test_a_flatter_window_is_found_at_equal_coverage() -> None:
    """From eight values to three, less than half of the effective number is kept."""
    rng = np.random.default_rng(7)

    found = compare_windows(life(rng, (60, BROAD)), life(rng, (60, NARROW)), seed=1)

    assert found.flatter_p <= 0.01
    assert found.drift_p <= 0.01
    assert found.kept is not None
    assert found.kept < 0.6


@pytest.mark.parametrize(("before", "after"), [([], ["a"]), (["a", "b"], [])])
def test_an_empty_window_shows_nothing(before: list[str], after: list[str]) -> None:
    """With nothing on one side there is nothing to compare, and no p-value that says otherwise."""
    found = compare_windows(before, after, seed=1, permutations=19)

    assert (1.0, 1.0) == (found.flatter_p, found.drift_p)

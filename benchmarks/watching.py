"""Watching over a graph: honest people accused, planted groups found, questions saved, and speed.

All people here are invented. Opinions of honest people are of every strength, parties of one mind
in everything among them; who acts together is planted among people with opinions on three scales.
"""

from fractions import Fraction
from time import perf_counter
from typing import Any

import numpy as np
from benchmarks._row import Row
from scipy.stats import binomtest

from commonweal.estimates import (
    AlikeBeyondChance,
    ByInformation,
    ClusterProblem,
    Evenly,
    QuestionPool,
    all_pairs,
    choose_pair,
    solve_clusters,
)
from commonweal.testing._populations import (
    HONEST,
    answer as have_answer,
    asked_again,
    copied,
    design,
    gathered,
    honest,
    leanings,
    named,
    traces_of,
)
from commonweal.values import decide_pairs

RATE = Fraction(1, 100)
PLANTED = {
    "a record handed in under 2 names": lambda rng, study: copied(rng, study, 2),
    "a record handed in under 10 names": lambda rng, study: copied(rng, study, 10),
    "a record handed in under 40 names": lambda rng, study: copied(rng, study, 40),
    "one person asked under 2 names": lambda rng, study: asked_again(rng, study, 2, slip=0.02),
    "one person asked under 10 names": lambda rng, study: asked_again(rng, study, 10, slip=0.02),
    "10 by one line within an hour": lambda rng, study: gathered(rng, study, 10, seconds=3_600),
    "40 by one line within an hour": lambda rng, study: gathered(rng, study, 40, seconds=3_600),
    "40 by one line within a day": lambda rng, study: gathered(rng, study, 40, seconds=86_400),
    "40 by one line within a week": lambda rng, study: gathered(rng, study, 40, seconds=604_800),
}


def run(*, quick: bool = False) -> list[Row]:
    """Measure false alarms, power, saved answers and speed; a tenth of each if quick."""
    return [
        *_false_alarms(trials=4 if quick else 50),
        *_power(trials=2 if quick else 10),
        *_saved(worlds=1 if quick else 20),
        _choosing(cards=1_000 if quick else 10_000),
        _searching(people=10_000 if quick else 100_000),
    ]


def _false_alarms(*, trials: int) -> list[Row]:
    rows = []
    for kind in HONEST:
        alarms = sum(
            bool(_searched(honest(seed, kind, people=200)[1]).value) for seed in range(trials)
        )
        most = binomtest(alarms, trials, float(RATE), alternative="greater").pvalue
        rows.append(
            Row(
                f"honest studies with any alarm, opinions: {kind} (200 people)",
                f"{alarms} of {trials}",
                "",
                "",
                f"a rate of {RATE}",
                met=bool(most > 0.01),
            )
        )
    return rows


def _power(*, trials: int) -> list[Row]:
    rows = []
    for people, asked in ((200, 40), (1_000, 40)):
        for name, plant in PLANTED.items():
            found, others = 0.0, 0
            for seed in range(trials):
                rng, study = honest(seed, "three scales", people=people, asked=asked)
                guilty = plant(rng, study)
                told = named(_searched(study))
                found += len(told & guilty) / len(guilty)
                others += len(told - guilty)
            rows.append(
                Row(
                    f"{name}, {people} people, {asked} of 45 questions each",
                    f"{found / trials:.0%} found, {others / trials:.1f} others named",
                    "",
                    "",
                    "",
                    met=True,
                )
            )
    return rows


def _searched(study: Any) -> Any:
    problem = ClusterProblem(traces=traces_of(study))
    method = AlikeBeyondChance(false_alarm_rate=RATE)
    return solve_clusters(problem, method, rng=np.random.default_rng(1))


def _saved(*, worlds: int) -> list[Row]:
    """Return how many answers drawing evenly takes to get as many directions right."""
    rows = []
    even, accepted_evenly = _reached(Evenly(), worlds)
    informed, accepted = _reached(ByInformation(), worlds)
    for each in (6, 10, 15):
        reached = np.flatnonzero(even >= informed[each - 1])
        needed = int(reached[0]) + 1 if len(reached) else len(even)
        rows.append(
            Row(
                f"answers for each of 190 pairs, {informed[each - 1]:.0%} of directions right",
                f"{each}",
                f"{needed}{'' if len(reached) else ' or more'} (drawn evenly)",
                f"{needed / each:.2f}x",
                "more than 1x",
                met=needed > each,
            )
        )
    rows.append(
        Row(
            "pairs of 190 accepted at 10 answers a pair (what choosing costs)",
            f"{accepted[9]:.0f}, {informed[9]:.0%} of directions right",
            f"{accepted_evenly[9]:.0f}, {even[9]:.0%} right (drawn evenly)",
            "",
            "",
            met=True,
        )
    )
    return rows


def _reached(method: Any, worlds: int) -> tuple[Any, Any]:
    """Return directions right and pairs accepted after each round, over some worlds."""
    found = np.mean([one_world(seed, method, 25) for seed in range(worlds)], axis=0)
    return found[:, 0], found[:, 1]


def one_world(seed: int, method: Any, rounds: int, *, cards: int = 20) -> list[tuple[float, float]]:
    """Return the share of directions right and how many pairs are accepted, round by round."""
    rng = np.random.default_rng(seed)
    ids = [f"k{number:02}" for number in range(cards)]
    pool = QuestionPool(contexts=["c"], cards=ids, pairs=all_pairs([range(cards)]))
    truth = {
        (ids[low], ids[high]): rng.beta(2, 2)
        for low, high in zip(pool.low.tolist(), pool.high.tolist(), strict=True)
    }
    held = np.array(list(truth.values()))
    reached = []
    for number in range(rounds * len(pool)):
        draw = np.random.default_rng(seed * 1_000_000 + number)
        person = f"p{number // 12}"
        chosen = choose_pair(pool, person, method, rng=draw)
        low, high = sorted((chosen.first, chosen.second))
        wiser = low if rng.random() < truth[low, high] else high
        said = "first" if wiser == chosen.first else "second"
        pool.record(
            participant=person, context="c", first=chosen.first, second=chosen.second, answer=said
        )
        if (number + 1) % len(pool) == 0:
            counts = pool.counts.sum(axis=1)
            lead = np.sign(counts[:, 0] - counts[:, 1])
            right = np.where(lead == 0, 0.5, lead == np.sign(held - 0.5))
            accepted = (decide_pairs(pool.counts).wiser >= 0).sum()
            reached.append((float(right.mean()), float(accepted)))
    return reached


def _choosing(*, cards: int) -> Row:
    each = 50
    groups = [np.arange(start, start + each) for start in range(0, cards, each)]
    pool = QuestionPool(
        contexts=[f"c{number}" for number in range(len(groups))],
        cards=[f"k{number:05}" for number in range(cards)],
        pairs=all_pairs([group.tolist() for group in groups]),
        groups=[("group", str(number)) for number in range(8)],
    )
    taken = []
    for number in range(1_000):
        person, strata = f"p{number % 20}", {"group": str(number % 8)}
        rng = np.random.default_rng(number)
        start = perf_counter()
        chosen = choose_pair(pool, person, strata=strata, rng=rng)
        pool.record(
            participant=person,
            context=chosen.context,
            first=chosen.first,
            second=chosen.second,
            answer="first",
            strata=strata,
        )
        taken.append(1000 * (perf_counter() - start))
    middle = float(np.median(taken))
    return Row(
        f"choosing and recording, {cards:,} cards, {len(pool):,} pairs, median",
        f"{middle:.2f} ms",
        "",
        "",
        "at most 5 ms",
        met=middle <= 5,
    )


def _searching(*, people: int) -> Row:
    rng = np.random.default_rng(0)
    study = design(rng, people, 190, 20, days=30)
    study.leaning = leanings(rng, "three scales", people, 190)
    have_answer(rng, study, order=0.3, other=0.05)
    guilty = gathered(rng, study, 200, seconds=3_600)
    traces = traces_of(study)
    start = perf_counter()
    result = solve_clusters(ClusterProblem(traces=traces), rng=np.random.default_rng(1))
    seconds = perf_counter() - start
    found = len(named(result) & guilty)
    return Row(
        f"searching {people:,} people, {20 * people:,} votes, 200 by one line within an hour",
        f"{seconds:.0f} s, {found} found, {len(named(result) - guilty)} others named",
        "",
        "",
        "at most 600 s",
        met=seconds <= 600,
    )

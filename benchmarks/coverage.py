"""Whether intervals hold what was planted as often as they say, and edges point the right way.

Many small studies of each sort are planted by the model itself and estimated; beside them stands
the same model without effects of order and person. A call on a pair that is exactly even is wrong.
"""

import numpy as np
from benchmarks._row import Row

from commonweal.estimates import (
    HierarchicalEstimate,
    PlantedStudy,
    WiserProblem,
    plant_votes,
    solve_wiser,
)

PLANS = {
    "6 votes a pair": PlantedStudy(pairs=300, people=200, votes=6),
    "20 votes a pair": PlantedStudy(pairs=200, people=200, votes=20),
    "150 votes a pair": PlantedStudy(pairs=40, people=400, votes=150),
    "20 votes a pair, 85 % in one order": PlantedStudy(
        pairs=150, people=200, votes=20, low_first=0.85
    ),
    "50 votes a pair, strong habits": PlantedStudy(
        pairs=100, people=400, votes=50, order_effect=1.5, spread_of_people=1.5
    ),
    "10 votes a pair, four contexts": PlantedStudy(
        pairs=80,
        people=200,
        votes=10,
        contexts=("always", "abroad", "at-sea", "at-sea-at-night"),
        broader={
            "abroad": ("always",),
            "at-sea": ("always",),
            "at-sea-at-night": ("at-sea", "abroad"),
        },
        asked=0.8,
    ),
    "20 votes a pair, a third of pairs exactly even": PlantedStudy(
        pairs=200, people=200, votes=20, even=1 / 3
    ),
}


def run(*, quick: bool = False) -> list[Row]:
    """Plant 200 studies of each sort, or 20 if quick."""
    studies = 20 if quick else 200
    return [row for name, plan in PLANS.items() for row in _covered(name, plan, studies)]


def _covered(name: str, plan: PlantedStudy, studies: int) -> list[Row]:
    naive = HierarchicalEstimate(order_effect="none", person_bias=False)
    ours, theirs = (_judged(plan, method, studies) for method in (HierarchicalEstimate(), naive))
    peer = "the same without habits"
    return [
        Row(
            f"planted shares in their 95 % intervals, {name}",
            f"{100 * ours[0]:.1f} %",
            f"{100 * theirs[0]:.1f} % ({peer})",
            "",
            "93 to 97 %",
            met=0.93 <= ours[0] <= 0.97,
        ),
        Row(
            f"wrong ones among called edges, {name}",
            f"{100 * ours[1]:.1f} % of {ours[2]:,}",
            f"{100 * theirs[1]:.1f} % of {theirs[2]:,} ({peer})",
            "",
            "at most 5 %, and what chance adds",
            met=ours[1] <= 0.05 + 3 * (0.05 * 0.95 / ours[2]) ** 0.5,
        ),
    ]


def _judged(
    plan: PlantedStudy, method: HierarchicalEstimate, studies: int
) -> tuple[float, float, int]:
    """Return the share covered, the share of wrong edges, and how many edges were called."""
    rng = np.random.default_rng(7)
    covered, wrong = [], []
    for _ in range(studies):
        planted = plant_votes(plan, rng=rng)
        problem = WiserProblem(votes=planted.votes, broader=plan.broader)
        value = solve_wiser(problem, method).raise_if_failed().value
        covered.append((value.low <= planted.share) & (planted.share <= value.high))
        called = value.called >= 0
        right = np.where(value.called == 0, planted.share > 0.5, planted.share < 0.5)
        wrong.append(~right[called])
    edges = np.concatenate(wrong)
    return float(np.concatenate(covered).mean()), float(edges.mean()), len(edges)

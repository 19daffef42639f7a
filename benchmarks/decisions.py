"""How long decisions take to derive, beside the stand-alone checker that derives them again.

Two shapes. *Dilemmas*: three options, ten prohibitions whose breach is certain, disputed or none,
and no values, as moral dilemmas marked rule by rule make them; 1,367 of them under one target. *A
river*: six options, twelve norms at three levels, thirty values in six contexts with a pair of
verdicts for most. Both are drawn from a seed; the peer is the checker, on the very same files.
"""

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks._row import Row

import commonweal.proof
from commonweal.decisions import PreparedTarget, decide
from commonweal.documents import Decision, DecisionInputs, Target
from commonweal.testing._decisions import (
    ACCEPTED,
    AT,
    COMPLEMENTARY,
    CONTESTED,
    ISSUERS,
    THIN,
    DecisionWorld,
)

DILEMMAS = 1367
SECONDS_FOR_DILEMMAS = 5.0
SECONDS_FOR_A_RIVER = 1.0
TIMES_THE_CHECKER = 20

CHECKER = Path(commonweal.proof.__file__).with_name("checker.py")


def run(*, quick: bool = False) -> list[Row]:
    """Derive dilemmas and a river, and have the checker derive them again."""
    dilemmas, target = draw_dilemmas(DILEMMAS // 10 if quick else DILEMMAS)
    river, its_target = draw_river(1)
    return [
        _row(
            f"{len(dilemmas):,} dilemmas of 3 options and 10 norms",
            dilemmas,
            target,
            SECONDS_FOR_DILEMMAS * len(dilemmas) / DILEMMAS,
        ),
        _row(
            "a river of 6 options, 12 norms, 30 values and 6 contexts",
            [river],
            its_target,
            SECONDS_FOR_A_RIVER,
        ),
    ]


def draw_dilemmas(count: int) -> tuple[list[DecisionInputs], Target]:
    """Return dilemmas under one target: acts that break some of ten rules, or may."""
    rng = random.Random(1)
    shared = DecisionWorld()
    for rule in range(10):
        breach = {"kind": "equals", "fact": f"breaks-{rule}", "value": True}
        shared.norm(f"rule-{rule}", "forbidden", "act", condition=breach)
    drawn = []
    for number in range(count):
        case = DecisionWorld(target=shared.target)
        case.situation["name"] = f"dilemma-{number}"
        case.situation["considerations"] = "partial"
        case.option("nothing")
        for option in ("one", "other"):
            known = [rule for rule in range(10) if rng.random() < 0.9]
            breaches = {f"breaks-{rule}": rng.random() < 0.25 for rule in known}
            case.option(option, "act", changes=breaches)
        drawn.append(case)
    target = drawn[0].documents()[1]
    inputs = [case.documents()[0] for case in drawn]
    return [each.model_copy(update={"target": target}) for each in inputs], target


def draw_river(seed: int) -> tuple[DecisionInputs, Target]:
    """Return a situation with many norms and values that pull apart."""
    rng = random.Random(seed)
    options = [f"option-{number}" for number in range(6)]
    contexts = ["always", *(f"context-{number}" for number in range(5))]
    case = DecisionWorld()
    for name in contexts[1:]:
        case.context(name, "always")
    for number, option in enumerate(options):
        acts = [f"act-{act}" for act in range(4) if number and rng.random() < 0.4]
        case.option(option, *acts)
    for number in range(12):
        modality = rng.choice(("forbidden", "permitted", "obliged"))
        case.norm(f"norm-{number}", modality, f"act-{number % 4}", rng.choice(list(ISSUERS)))
    for number in range(1, 31):
        groups = [
            {"stratum": "role", "value": f"role-{group}", "count": rng.randint(5, 40)}
            for group in range(8)
        ]
        where = [rng.choice(contexts)]
        case.value(number, holders=200, strata=groups, contexts=where)
        for _ in range(rng.choice((0, 1, 2))):
            order = rng.sample(options, len(options))
            case.placing(number, order[0], ",".join(order[1:4]), ",".join(order[4:]))
    _draw_verdicts(rng, case, contexts)
    return case.documents()


def _draw_verdicts(rng: random.Random, case: DecisionWorld, contexts: list[str]) -> None:
    answers = (ACCEPTED, ACCEPTED, ACCEPTED, CONTESTED, COMPLEMENTARY, THIN)
    for one in range(1, 31):
        for other in range(one + 1, 31):
            for context in rng.sample(contexts, 2):
                if rng.random() < 0.5:
                    case.votes(one, other, rng.choice(answers), context=context)


def _decided(cases: list[DecisionInputs], target: Target) -> list[Decision]:
    prepared = PreparedTarget(target)
    return [
        decide(
            inputs,
            target=prepared,
            study=target.study,
            by="commonweal",
            said_at=AT,
            embed_target=False,
        )
        for inputs in cases
    ]


def _row(name: str, cases: list[DecisionInputs], target: Target, allowed: float) -> Row:
    started = perf_counter()
    decisions = _decided(cases, target)
    ours = perf_counter() - started
    theirs = _checked(decisions, target)
    steps = sum(len(decision.justification.steps) for decision in decisions)
    return Row(
        f"{name}: {steps:,} steps",
        f"{ours:.3f} s",
        f"{theirs:.3f} s (the stand-alone checker, starting and reading included)",
        f"{theirs / ours:.1f}x",
        f"within {allowed:.1f} s, and {TIMES_THE_CHECKER} times the checker",
        met=ours <= min(allowed, TIMES_THE_CHECKER * theirs),
    )


def _checked(decisions: list[Decision], target: Target) -> float:
    """Return how many seconds the checker takes with decisions under one target."""
    with tempfile.TemporaryDirectory(prefix="commonweal-bench-") as name:
        folder = Path(name)
        (folder / "target.json").write_text(json.dumps(target.content()), encoding="utf-8")
        lines = "".join(f"{json.dumps(decision.content())}\n" for decision in decisions)
        (folder / "decisions.jsonl").write_text(lines, encoding="utf-8")
        command = [sys.executable, "-I", str(CHECKER), str(folder / "decisions.jsonl")]
        started = perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        return perf_counter() - started

"""How long the stand-alone checker takes for 100,000 steps: in one certificate, and in thousands.

*One certificate*: 255 options of one decision, compared two by two. *Many*: decisions of three
options under one target, about 33 steps each. There is no other program that checks these
certificates; what it is measured beside is reading the same file as JSON and nothing more, which no
checker can do without.
"""

import gc
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks._row import Row
from benchmarks.decisions import CHECKER, draw_dilemmas

from commonweal.decisions import PreparedTarget, decide
from commonweal.documents import Decision, DecisionInputs, Target
from commonweal.testing._decisions import DecisionWorld

STEPS = 100_000
SECONDS = 1.0


def run(*, quick: bool = False) -> list[Row]:
    """Return the times of checks of about 100,000 steps, starting and reading included."""
    wanted = STEPS // 10 if quick else STEPS
    case, its_target = draw_options(round((wanted / 1.53) ** 0.5))
    cases, shared = draw_dilemmas(wanted // 33)
    return [
        _row("one certificate", [case], its_target),
        _row(f"{len(cases):,} decisions", cases, shared),
    ]


def draw_options(count: int) -> tuple[DecisionInputs, Target]:
    """Return a decision between very many options, with twenty norms and four values."""
    rng = random.Random(1)
    case = DecisionWorld().option("wait")
    for number in range(1, count):
        changes = {f"fact-{number % 5}": rng.random() < 0.5}
        case.option(f"option-{number}", f"act-{number % 7}", changes=changes)
    for number in range(20):
        breach = {"kind": "equals", "fact": f"fact-{number % 5}", "value": True}
        case.norm(f"norm-{number}", "forbidden", f"act-{number % 7}", condition=breach)
    names = [option["name"] for option in case.situation["options"]]
    for number in range(1, 5):
        rng.shuffle(names)
        case.value(number).placing(number, *(",".join(names[tier::4]) for tier in range(4)))
    return case.documents()


def _row(name: str, cases: list[DecisionInputs], target: Target) -> Row:
    prepared = PreparedTarget(target)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "decisions.jsonl"
        steps = 0
        with file.open("w", encoding="utf-8") as lines:
            for inputs in cases:
                decision = _decide(inputs, prepared)
                steps += len(decision.justification.steps)
                lines.write(json.dumps(decision.content()) + "\n")
        (Path(folder) / "target.json").write_text(json.dumps(target.content()), encoding="utf-8")
        ours = min(_checked(file) for _ in range(3))
        bare = min(_read(file) for _ in range(3))
    per = ours * STEPS / steps
    return Row(
        name=f"{name}, {steps:,} steps checked, starting and reading included",
        ours=f"{ours:.2f} s, {per:.2f} s for 100,000",
        peer=f"{bare:.2f} s (json.loads alone)",
        ratio=f"{bare / ours:.2f}x",
        target=f"about {SECONDS} s for 100,000",
        met=per <= 1.2 * SECONDS,
    )


def _decide(inputs: DecisionInputs, target: PreparedTarget) -> Decision:
    return decide(
        inputs,
        target=target,
        study=target.document.study,
        by="commonweal",
        said_at=target.document.read_at,
        embed_target=False,
    )


def _checked(file: Path) -> float:
    start = perf_counter()
    subprocess.run(
        [sys.executable, "-I", str(CHECKER), str(file)], check=True, stdout=subprocess.DEVNULL
    )
    return perf_counter() - start


def _read(file: Path) -> float:
    gc.disable()
    start = perf_counter()
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            json.loads(line)
    gc.enable()
    return perf_counter() - start

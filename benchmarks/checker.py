"""How long the stand-alone checker takes for 100,000 steps, as many decisions under one target.

There is no other program that checks these certificates; what it is measured beside is reading the
same file as JSON and nothing more, which no checker can do without.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks._row import Row
from benchmarks.decisions import CHECKER, draw_dilemmas

from commonweal.decisions import PreparedTarget, decide

STEPS = 100_000
SECONDS = 1.0


def run(*, quick: bool = False) -> list[Row]:
    """Return the time of a check of about 100,000 steps, starting and reading included."""
    wanted = STEPS // 10 if quick else STEPS
    cases, target = draw_dilemmas(wanted // 31)
    prepared = PreparedTarget(target)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "decisions.jsonl"
        steps = 0
        with file.open("w", encoding="utf-8") as lines:
            for inputs in cases:
                decision = decide(
                    inputs,
                    target=prepared,
                    study=target.study,
                    by="commonweal",
                    said_at=target.read_at,
                    embed_target=False,
                )
                steps += len(decision.justification.steps)
                lines.write(json.dumps(decision.content()) + "\n")
        (Path(folder) / "target.json").write_text(json.dumps(target.content()), encoding="utf-8")
        ours = min(_checked(file) for _ in range(3))
        bare = min(_read(file) for _ in range(3))
    per = ours * STEPS / steps
    return [
        Row(
            name=f"{steps:,} steps checked, starting and reading included",
            ours=f"{ours:.2f} s, {per:.2f} s for 100,000",
            peer=f"{bare:.2f} s (json.loads alone)",
            ratio=f"{bare / ours:.2f}x",
            target=f"about {SECONDS} s for 100,000",
            met=per <= 1.2 * SECONDS,
        )
    ]


def _checked(file: Path) -> float:
    start = perf_counter()
    subprocess.run(
        [sys.executable, "-I", str(CHECKER), str(file)], check=True, stdout=subprocess.DEVNULL
    )
    return perf_counter() - start


def _read(file: Path) -> float:
    start = perf_counter()
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            json.loads(line)
    return perf_counter() - start

"""What the commands take: help, and the whole river from its files to a checked decision."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks._row import Row

COMMONWEAL = str(Path(sys.executable).with_name("commonweal"))
RIVER = Path(__file__).parents[1] / "examples" / "river"
HELP_SECONDS = 0.3
RIVER_SECONDS = 20.0


def run(*, quick: bool = False) -> list[Row]:
    """Return the CPU seconds of ``--help`` beside a bare import of click, and the river's time."""
    times = 3 if quick else 9
    ours = median(_cpu(COMMONWEAL, "--help") for _ in range(times))
    bare = median(_cpu(sys.executable, "-c", "import click") for _ in range(times))
    rows = [
        Row(
            name="commonweal --help, CPU",
            ours=f"{ours:.3f} s",
            peer=f"{bare:.3f} s (import click)",
            ratio=f"{bare / ours:.2f}x",
            target=f"under {HELP_SECONDS} s",
            met=ours < HELP_SECONDS,
        )
    ]
    wall = median(_river() for _ in range(1 if quick else 3))
    rows.append(
        Row(
            name="the whole river, checked, wall",
            ours=f"{wall:.1f} s",
            peer="",
            ratio="",
            target=f"under {RIVER_SECONDS:.0f} s",
            met=wall < RIVER_SECONDS,
        )
    )
    return rows


def _cpu(*arguments: str) -> float:
    before = os.times()
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    spent = after.children_user + after.children_system
    return spent - before.children_user - before.children_system


def _river() -> float:
    with tempfile.TemporaryDirectory() as folder:
        study = Path(folder) / "river"
        left_out = shutil.ignore_patterns("out", "ledger", "source")
        shutil.copytree(RIVER, study, ignore=left_out)
        start = perf_counter()
        subprocess.run(
            [COMMONWEAL, "--quiet", "run", str(study)],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return perf_counter() - start

"""The example programs run, and say what the documentation says they say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
SAYS = {
    "01_one_decision.py": ("cross is in dispute", "cross is permitted"),
    "02_moral_graph.py": ("both orders agree: accepted", "one order was never shown: contested"),
    "03_ledger.py": ("is entry 3 of 12", "faults of the ledger's files: ()"),
}


@pytest.mark.parametrize("name", sorted(SAYS))
def test_example_runs_and_says_what_it_should(name: str) -> None:
    """The example ends well and prints the lines that make its point."""
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / name)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )

    assert (0, []) == (done.returncode, [line for line in SAYS[name] if line not in done.stdout])


def test_every_example_is_run() -> None:
    """No example program is left out of the tests."""
    assert sorted(SAYS) == sorted(path.name for path in EXAMPLES.glob("*.py"))

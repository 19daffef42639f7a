"""The worked example of the documentation does what the page says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from commonweal.studies import init_study


def test_the_example_runs_as_written(repository: Path, tmp_path: Path) -> None:
    """Its files, its program and what it prints stand on the page."""
    page = (repository / "docs" / "how-to" / "guard-an-agent.md").read_text(encoding="utf-8")
    toml = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    program = re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0]
    printed = re.findall(r"```text\n(.*?)```", page, re.DOTALL)[0]
    init_study(tmp_path / "garden", name="garden")
    study, roles, norms, tools, norms_after_a_breach = toml
    files = {"study": study, "roles": roles, "norms/garden": f"{norms}\n{norms_after_a_breach}"}
    for name, block in files.items():
        with (tmp_path / "garden" / f"{name}.toml").open("a", encoding="utf-8") as file:
            file.write(f"\n{block}")
    (tmp_path / "tools.toml").write_text(tools, encoding="utf-8")

    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=tmp_path,
    )

    assert (0, printed) == (run.returncode, run.stdout), run.stderr

"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = Path("/usr/bin/chromium")

# No deadline: a loaded machine is no defect. What fails is printed so that anybody can replay it.
settings.register_profile(
    "commonweal",
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("commonweal")


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of data sets with licences of their own, or skip where it is absent."""
    folder = Path(os.environ.get("COMMONWEAL_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("data sets with licences of their own are not here; set COMMONWEAL_DATA")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return Debian's Chromium, or skip where it is absent."""
    from playwright.sync_api import sync_playwright

    program = CHROMIUM if CHROMIUM.is_file() else Path(shutil.which("chromium") or "")
    if not program.is_file():
        pytest.skip("no Chromium here: Debian's package is called chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()

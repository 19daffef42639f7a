"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

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

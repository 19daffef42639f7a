"""The locked requirements, and what the documentation says of dependencies."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("run", "dev", "bench")

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def name_of(requirement: str) -> str:
    """Return a requirement's package, as package indexes compare names."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement, maxsplit=1)[0]).lower()


def group(name: str) -> set[str]:
    """Return the packages of a dependency group, with those of the groups it includes."""
    found: set[str] = set()
    for entry in PROJECT["dependency-groups"][name]:
        found |= {name_of(entry)} if isinstance(entry, str) else group(entry["include-group"])
    return found


UNLOCKED = {"embeddings"}
"""Extras that are in no lock: gigabytes that no test needs."""


def asked_for(*, without: Collection[str] = ()) -> set[str]:
    """Return the packages that the package itself asks for, its extras included."""
    project = PROJECT["project"]
    # `testing` is for the tests of people who use the package; ours have it from the dev lock.
    left_out = {"testing", *without}
    extras = (
        wanted for name, wanted in project["optional-dependencies"].items() if name not in left_out
    )
    wanted = [*project["dependencies"], *(requirement for extra in extras for requirement in extra)]
    return {name_of(requirement) for requirement in wanted} - {"commonweal"}


def locked(name: str) -> dict[str, str]:
    """Return the entries of a lock by package and version, with all their lines."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    return {entry.split(maxsplit=1)[0]: entry for entry in entries}


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_locked_has_a_hash(lock: str) -> None:
    """Each locked package has one version and at least one SHA-256."""
    entries = locked(lock)

    loose = [
        name for name, entry in entries.items() if not re.search(r"--hash=sha256:\w{64}", entry)
    ]

    assert entries
    assert [] == loose


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("run", asked_for(without=UNLOCKED) | group("build")),
        ("dev", asked_for(without=UNLOCKED) | group("dev")),
        ("bench", group("bench")),
    ],
)
def test_the_locks_hold_what_is_declared(lock: str, wanted: set[str]) -> None:
    """Whatever pyproject.toml asks for is locked."""
    have = {name_of(entry) for entry in locked(lock)}

    assert set() == wanted - have


def test_the_locks_agree() -> None:
    """What is in two locks is there in the same version, so that one environment holds both."""
    seen: dict[tuple[str, str], set[str]] = {}
    for lock in LOCKS:
        for entry, text in locked(lock).items():
            name, _, version = entry.partition("==")
            marker = text.splitlines()[0].partition(";")[2].strip(" \\")
            seen.setdefault((name, marker), set()).add(version)

    differing = {name: versions for name, versions in seen.items() if len(versions) > 1}

    assert {} == differing


def test_every_dependency_has_its_row() -> None:
    """The page of dependencies has a row for each package that pyproject.toml names."""
    page = (ROOT / "docs" / "explanation" / "dependencies.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\|(?: `\w+` \|)? `([\w-]+)` \|", page, re.MULTILINE))

    wanted = asked_for() | group("dev") | group("bench") | group("oracles")

    assert wanted == rows


def test_the_package_asks_for_nothing_under_the_gpl() -> None:
    """The GPL library that the benchmarks compare with is asked for by nothing else."""
    assert "igraph" not in asked_for() | group("dev")

"""Rules for every file of the tree: size, names, and what may not be written in it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

LONGEST = 500
SOURCE_SUFFIXES = {".py", ".js", ".css", ".html"}
NAMELESS = {"utils", "util", "helpers", "helper", "misc", "common"}

# Written in pieces, so that this file does not contain what it looks for.
MARKERS = (
    "TO" + "DO",
    "FIX" + "ME",
    "XX" + "X",
    "NotImplemented" + "Error",
    "pragma: no" + " cover",
)
UNFINISHED = re.compile(r"\b(" + "|".join(MARKERS) + r")\b")
MACHINE = re.compile(
    r"(?<![\w.~/])/(" + "|".join(["wo" + "rk", "ro" + "ot", "ho" + "me", "Us" + "ers"]) + r")/\w"
)
SCRATCH = re.compile("/tm" + r"p/[\w.]+")
HOSTS = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "yarn" + "pkg.com",
    "proxy." + "golang",
    "docker" + ".io",
    "index" + "-url",
    "find" + "-links",
    "trusted" + "-host",
)


def tree() -> list[Path]:
    """Return the files that git has or would take; without git, all but what is made again."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        made = {".git", ".venv", "build", "dist", "out", "__pycache__", ".hypothesis"}
        paths = (path for path in ROOT.rglob("*") if not made & set(path.relative_to(ROOT).parts))
    else:
        paths = (ROOT / name for name in run.stdout.split("\0") if name)
    return sorted(path for path in paths if path.is_file())


def texts() -> list[tuple[str, str]]:
    """Return the text files of the tree, with their paths."""
    found = []
    for path in tree():
        try:
            found.append((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def places(pattern: re.Pattern[str], *, outside: tuple[str, ...] = ()) -> list[str]:
    """Return where the pattern stands in the tree, as file, line and what was found."""
    return [
        f"{name}:{number}: {match[0]}"
        for name, text in texts()
        if not name.startswith(outside)
        for number, line in enumerate(text.splitlines(), 1)
        if (match := pattern.search(line))
    ]


def test_no_source_file_is_longer_than_a_reader_can_hold() -> None:
    """No file under src has more than 500 lines."""
    long = [
        f"{path.relative_to(ROOT)}: {lines} lines"
        for path in tree()
        if path.is_relative_to(ROOT / "src") and path.suffix in SOURCE_SUFFIXES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    ]

    assert [] == long


def test_files_are_named_after_what_is_in_them() -> None:
    """No file or folder of code is called after not knowing where to put things."""
    nameless = [
        str(path.relative_to(ROOT))
        for path in tree()
        if path.suffix in {".py", ".js"}
        and NAMELESS & {part.strip("_") for part in (path.stem, *path.parts)}
    ]

    assert [] == nameless


def test_the_packages_own_file_stays_small() -> None:
    """The package's own file has at most eighty lines."""
    lines = (ROOT / "src" / "commonweal" / "__init__.py").read_text(encoding="utf-8").splitlines()

    assert len(lines) <= 80


def test_nothing_is_left_unfinished() -> None:
    """No marker of unfinished or excused work stands anywhere in the tree."""
    assert [] == places(UNFINISHED, outside=("LICENSE",))


def test_nothing_names_the_machine_it_was_written_on() -> None:
    """No absolute path into somebody's folders stands in the tree."""
    assert [] == places(MACHINE) + places(SCRATCH)


def test_nothing_names_where_packages_come_from() -> None:
    """No registry, mirror or proxy is named: that is the setting of whoever installs."""
    assert [] == places(re.compile("|".join(map(re.escape, HOSTS))), outside=("scripts/lock",))


def test_the_locks_name_no_address() -> None:
    """The locked requirements contain no address of any kind."""
    named = [place for place in places(re.compile("://")) if place.startswith("requirements/")]

    assert [] == named


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (UNFINISHED, "# TO" + "DO later"),
        (MACHINE, 'open("/ho' + 'me/ada/x")'),
        (SCRATCH, "cp /tm" + "p/x y"),
    ],
)
def test_what_is_forbidden_would_be_seen(pattern: re.Pattern[str], text: str) -> None:
    """The patterns find what they are there to find."""
    assert pattern.search(text)

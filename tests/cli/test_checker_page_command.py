"""The page that checks in a browser, as a command writes it."""

from __future__ import annotations

from pathlib import Path

from commonweal.reports import render_checker_page

from .conftest import Program


def test_a_page_that_checks_is_written(program: Program, tmp_path: Path) -> None:
    """`check --page` writes the page, one file, and says what to do with it."""
    page = tmp_path / "checker.html"

    called = program("check", "--page", page)
    as_json = program("check", "--page", page, "--json")

    assert (0, 0) == (called.code, as_json.code)
    assert "Open it in a browser" in called.out
    assert {"written": str(page)} == as_json.document["data"]
    assert render_checker_page() == page.read_text("utf-8")


def test_check_takes_a_path_or_a_page(program: Program, tmp_path: Path) -> None:
    """Neither says nothing of what to do, and both say two things."""
    page = tmp_path / "checker.html"

    neither, both = program("check"), program("check", tmp_path, "--page", page)

    assert (2, 2) == (neither.code, both.code)
    assert not page.exists()

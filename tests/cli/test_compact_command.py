"""``commonweal compact``: show, adopt, assent and diff, as commands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .conftest import Program

ABOVE = """
[[institution]]
name = "town"
title = "The town"

[[authority]]
issuer = "town"
level = "supranational"
powers = ["forbid"]
"""

COMPACT = """
[[norm]]
name = "ration"
text = "In a drought nobody waters."
role = "waterer"
modality = "forbidden"
action = "water"
condition = { kind = "at_most", fact = "litres-left", value = 50 }
level = "supranational"
issuer = "town"

[[norm]]
name = "at-night"
text = "At night anyone may water."
role = "waterer"
modality = "permitted"
action = "water"

[[compact]]
name = "rota"
title = "How we water"
parties = ["gardener-01", "gardener-02"]
norms = ["at-night"]
term_from = "2026-06-05T00:00:00Z"
amendment = "By both."
"""


@pytest.fixture
def study(garden: Path) -> Path:
    """Return the starter study with a compact that goes beyond what a town allows."""
    with (garden / "roles.toml").open("a", encoding="utf-8") as file:
        file.write(ABOVE)
    with norms_of(garden).open("a", encoding="utf-8") as file:
        file.write(COMPACT)
    return garden


def norms_of(folder: Path) -> Path:
    """Return the study's file of norms."""
    (path,) = (folder / "norms").glob("*.toml")
    return path


def on_one_line(text: str) -> str:
    """Return a text without the ends of its lines, however wide the screen is."""
    return " ".join(text.split())


def test_a_compact_is_shown_with_what_is_missing(program: Program, study: Path) -> None:
    """In words, with the warning that its norm binds all the same, and as JSON."""
    called = program("compact", "show", study)
    (told,) = program("compact", "show", study, "rota", "--json").document["data"]

    assert 0 == called.code
    assert "It is a draft" in called.out
    assert "Still missing: the assent of gardener-01 and gardener-02." in called.out
    assert "compact-not-in-force" in called.err
    assert ("draft", ["assent", "bounds"]) == (told["state"], told["obstacles"])
    assert ["gardener-01", "gardener-02"] == told["missing"]["parties"]


def test_what_is_forbidden_above_may_not_be_adopted(program: Program, study: Path) -> None:
    """Exit code 1 with the two norms and a case; with an exception it may, once all assent."""
    refused = program("compact", "adopt", study, "rota", "--check")
    path = norms_of(study)
    text = path.read_text("utf-8")
    dry = '{ kind = "at_most", fact = "litres-left", value = 50 }'
    excepted = f'text = "At night anyone may water."\nexceptions = [{{ when = {dry} }}]'
    path.write_text(text.replace('text = "At night anyone may water."', excepted), "utf-8")

    allowed = program("compact", "adopt", study, "rota", "--check")
    awaited = program("compact", "adopt", study, "rota", "--json")

    assert (1, 0, 1) == (refused.code, allowed.code, awaited.code)
    assert "at-night yields in some cases to ration" in refused.out
    assert "litres-left is 50" in on_one_line(refused.out)
    assert "rota may be adopted once enough of its parties assent." in allowed.out
    assert "Still missing: the assent of gardener-01 and gardener-02." in allowed.out
    assert awaited.document["data"]["adopted"] is False
    assert [] == awaited.document["data"]["bounds"]


def test_what_is_over_or_superseded_is_not_called_adopted(program: Program, study: Path) -> None:
    """Agreed by both, superseded the next day, and over after a week: adopted only in between."""
    path = norms_of(study)
    words = "[" + ", ".join(
        f'{{ party = "gardener-0{number}", assents = true, at = "2026-06-0{{day}}T00:00:00Z" }}'
        for number in (1, 2)
    )
    words += "]"
    more = 'may_yield = true\nterm_until = "2026-06-12T00:00:00Z"\n'
    text = path.read_text("utf-8")
    made = text[text.index("[[compact]]") :]
    first = f"{made}{more}assents = {words.replace('{day}', '1')}\n"
    second = first.replace('"rota"', '"next"').replace("06-01T", "06-07T") + 'amends = "rota"\n'
    path.write_text(text.replace(made, first + second), "utf-8")

    told = {
        (name, day): program("compact", "adopt", study, name, "--at", f"2026-06-{day}T00:00:00Z")
        for name, day in (("rota", "06"), ("rota", "08"), ("next", "08"), ("next", "12"))
    }
    late = program("compact", "adopt", study, "next", "--check", "--at", "2026-06-12T00:00:00Z")

    assert [0, 1, 0, 1] == [called.code for called in told.values()]
    assert "rota is adopted." in told["rota", "06"].out
    assert "rota is not adopted.\nIt was: it is superseded" in told["rota", "08"].out
    assert "next is not adopted.\nIt was: it is expired" in told["next", "12"].out
    assert (1, True) == (late.code, "next may not be adopted." in late.out)


def test_who_is_missing_for_an_amendment_is_told_for_each_quorum(
    program: Program, study: Path
) -> None:
    """One more for its own, and one of those who made what it amends."""
    path = norms_of(study)
    text = path.read_text("utf-8")
    made = text[text.index("[[compact]]") :] + "quorum = 1\n"
    second = made.replace('"rota"', '"next"').replace("gardener-02", "waterer")
    path.write_text(text + "quorum = 1\n" + second + 'amends = "rota"\n', "utf-8")

    called = program("compact", "show", study, "next")
    (told,) = program("compact", "show", study, "next", "--json").document["data"]

    assert "Still missing to reach the quorum: 1 more party." in called.out
    assert "Still missing to reach the quorum of rota, which it amends: 1 more party." in called.out
    assert {"parties": [], "more": {"next": 1, "rota": 1}} == told["missing"]


def test_a_compact_that_a_version_has_not_is_not_compared(program: Program, study: Path) -> None:
    """Nor a file in which there is no norm: exit code 3, and not that there is no difference."""
    same = study.parent / "same.toml"
    text = norms_of(study).read_text("utf-8")
    same.write_text(text.replace('norms = ["at-night"]', 'norms = ["keep-a-reserve"]'), "utf-8")
    empty = study.parent / "empty.toml"
    empty.write_text("", "utf-8")

    none = program("compact", "diff", same, study, "--old-compact", "no-such")
    after = program("compact", "diff", study, same, "--new-compact", "rotas")
    held = program("compact", "diff", same, study, "--old-compact", "rota")
    nothing = program("compact", "diff", empty, empty)

    assert (3, 3, 1, 3) == (none.code, after.code, held.code, nothing.code)
    assert "undeclared-compact" in none.err
    assert "Did you mean 'rota'?" in after.err
    assert "norms-format" in nothing.err


def test_parties_assent_and_object(program: Program, study: Path) -> None:
    """Their words stand in the file; one that should not is refused and told why."""
    at = ("--at", "2026-06-02T08:00:00Z")
    first = program("compact", "assent", study, "rota", "--party", "gardener-01", *at)
    words = ("--object", "--reasons", "Nobody asked us.", "--json")
    second = program("compact", "assent", study, "rota", "--party", "gardener-02", *at, *words)
    silent = program("compact", "assent", study, "rota", "--party", "gardener-02", "--object")
    stranger = program("compact", "assent", study, "rota", "--party", "somebody", *at)

    assert (0, 0, 3, 3) == (first.code, second.code, silent.code, stranger.code)
    assert "gardener-01 assents to rota" in first.out
    assert "Nobody asked us." == second.document["data"]["word"]["reasons"]
    assert "assent-misplaced" in stranger.err
    shown = program("compact", "show", study, "rota").out
    assert "objected to" in shown
    assert "gardener-02 objects at 2026-06-02T08:00:00Z: Nobody asked us." in shown


def test_two_versions_are_compared(program: Program, study: Path) -> None:
    """Exit code 1 and an example where they differ, 0 where it is proved that they do not."""
    other = study.parent / "other"
    shutil.copytree(study, other)
    path = norms_of(other)
    path.write_text(path.read_text("utf-8").replace("value = 200", "value = 210"), "utf-8")

    called = program("compact", "diff", study, other)
    told = program("compact", "diff", study, other, "--json").document["data"]
    same = program("compact", "diff", study, study)
    early = program("compact", "diff", study, other, "--at", "2020-01-01T00:00:00Z")
    short = program("compact", "diff", study, other, "--most", "1")

    assert (1, 0, 0) == (called.code, same.code, early.code)
    assert "forbidden (after by keep-a-reserve)" in on_one_line(called.out)
    assert ("differs", True) == (told["answer"], told["whole"])
    (change,) = told["changes"]
    assert 200 <= change["act"]["facts"]["litres-left"] < 210
    assert ([], ["keep-a-reserve"]) == (change["before"]["by"], change["after"]["by"])
    assert "There is no difference" in same.out
    assert (6, True) == (short.code, "not every case was looked at" in short.out)


def test_a_compact_that_is_not_there_is_an_error_that_names_one(
    program: Program, study: Path
) -> None:
    """Exit code 3."""
    called = program("compact", "show", study, "rotas")

    assert 3 == called.code
    assert "Did you mean 'rota'?" in called.err


def test_a_party_that_is_none_is_told_which_there_are(program: Program, study: Path) -> None:
    """The nearest party is named, and all of them are; nothing is written."""
    before = norms_of(study).read_text("utf-8")

    near = program("compact", "assent", study, "rota", "--party", "gardener-1")
    far = program("compact", "assent", study, "rota", "--party", "zebra")

    assert (3, 3) == (near.code, far.code)
    assert "Did you mean 'gardener-01'? Name one of gardener-01, gardener-02." in near.err
    assert "Name one of gardener-01, gardener-02." in far.err
    assert before == norms_of(study).read_text("utf-8")


def test_words_that_were_said_later_are_counted(program: Program, study: Path) -> None:
    """What was said after the moment of the study is not counted, and it is said how to see it."""
    late, latest = "2030-01-01T00:00:00Z", "2030-01-02T00:00:00Z"
    program("compact", "assent", study, "rota", "--party", "gardener-01", "--at", late)
    objection = ("--object", "--reasons", "Too dear.", "--at", latest)
    program("compact", "assent", study, "rota", "--party", "gardener-02", *objection)

    now = program("compact", "show", study)
    then = program("compact", "show", study, "--at", latest)
    (told,) = program("compact", "show", study, "--json").document["data"]

    words = "Said later, and not counted here, were: 1 assent and 1 objection."
    assert f"{words} To see it: --at {latest}" in on_one_line(now.out)
    assert "Said later" not in then.out
    assert ["gardener-01", "gardener-02"] == [word["party"] for word in told["said_later"]]

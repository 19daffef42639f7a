"""Compacts in a study: what is wrong with them, how one assents, and what an amendment changes."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from commonweal.errors import InvalidDocument
from commonweal.norms import StatusChange
from commonweal.studies import (
    compact_standings,
    compare_norms,
    give_assent,
    init_study,
    read_study,
)
from commonweal.studies._check_compacts import warn_not_in_force

HEAD = """
[[institution]]
name = "town"
title = "The town"

[[authority]]
issuer = "town"
level = "supranational"
powers = ["oblige", "forbid", "permit", "guarantee"]
"""

NORMS = """
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
name = "by-turns"
text = "Beds are watered by turns."
role = "waterer"
modality = "permitted"
action = "water"
condition = { kind = "at_least", fact = "litres-left", value = 100 }

[[norm]]
name = "freely"
text = "Beds are watered freely."
role = "waterer"
modality = "permitted"
action = "water"
condition = { kind = "at_most", fact = "litres-left", value = 150 }
"""

COMPACT = """
[[compact]]
name = "{name}"
title = "How we water"
parties = ["gardener-01", "gardener-02"]
norms = ["{norm}"]
{more}
term_from = "2026-06-05T00:00:00Z"
amendment = "By both."
"""

BOTH = """assents = [
  {{ party = "gardener-01", assents = true, at = "{day}T08:00:00Z" }}, # in the shed
  {{ party = "gardener-02", assents = true, at = "{day}T09:00:00Z" }},
]"""


MARKED = """
assents = [
  { party = "gardener-02", assents = true, at = "2026-05-01T08:00:00Z", reasons = "]\\n[[a]]" },
]"""
"""A word with what looks like the end of a list, and like the head of a table."""


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """Return a study with a town above it, and norms that a compact may take up."""
    folder = tmp_path / "garden"
    init_study(folder, name="garden")
    with (folder / "roles.toml").open("a", encoding="utf-8") as file:
        file.write(HEAD)
    with norms_of(folder).open("a", encoding="utf-8") as file:
        file.write(NORMS)
    return folder


def norms_of(folder: Path) -> Path:
    """Return the study's file of norms."""
    (path,) = (folder / "norms").glob("*.toml")
    return path


def add(folder: Path, name: str = "rota", norm: str = "by-turns", more: str = "") -> None:
    """Add a compact to the study."""
    with norms_of(folder).open("a", encoding="utf-8") as file:
        file.write(COMPACT.format(name=name, norm=norm, more=more))


def state(folder: Path, name: str = "rota", at: str | None = None) -> str:
    """Return what state a compact is in."""
    (found,) = compact_standings(read_study(folder), name=name, at=at)
    return found.state


def codes(folder: Path) -> list[str]:
    """Return the codes of what is wrong with a study."""
    with pytest.raises(InvalidDocument) as raised:
        read_study(folder)
    return [problem.code for problem in raised.value.problems]


def test_a_compact_is_drafted_assented_to_amended_and_compared(garden: Path) -> None:
    """From a draft, whose norm is told to bind all the same, to what comes in its place."""
    add(garden)
    assert "draft" == state(garden)
    (warning,) = (w for w in read_study(garden).warnings if w.code == "compact-not-in-force")
    assert "by-turns" in warning.found

    give_assent(garden, "rota", "gardener-01", at="2026-06-02T08:00:00Z")
    give_assent(
        garden, "rota", "gardener-02", assents=False, reasons="No.", at="2026-06-03T08:00:00Z"
    )
    assert "objected" == state(garden)
    give_assent(garden, "rota", "gardener-02", at="2026-06-04T08:00:00Z")

    assert "adopted" == state(garden, at="2026-06-04T08:00:00Z")
    assert "in_force" == state(garden)
    assert "compact-not-in-force" not in {w.code for w in read_study(garden).warnings}

    freely = 'amends = "rota"\nmay_yield = true\n' + BOTH.format(day="2026-06-07")
    add(garden, "free", "freely", freely)
    assert ("superseded", "in_force") == (state(garden), state(garden, "free"))


@pytest.mark.parametrize("answers", ["", 'undecided_accepted_by = "gardener-01"\n'])
def test_a_warning_of_what_few_searches_did_not_decide_says_so(garden: Path, answers: str) -> None:
    """Not that it is proposed, nor in force: somebody who asks for it may hear otherwise."""
    add(garden, "kept", "by-turns", answers + BOTH.format(day="2026-06-02"))
    add(garden, "free", "freely", answers + BOTH.format(day="2026-06-02"))
    add(garden, "draft", "freely")
    folder = read_study(garden)

    few = [*warn_not_in_force(folder.records, folder.study, most_searches=0)]
    whole = [*warn_not_in_force(folder.records, folder.study)]

    undecided = "one of which 0 searches did not decide it, with 1 norm: "
    assert [undecided + "by-turns", undecided + "freely"] == [each.found for each in few]
    told = "one whose state is {}, with 1 norm: freely"
    assert [told.format(name) for name in ("proposed", "draft")] == [each.found for each in whole]
    assert ("in_force", "proposed") == (state(garden, "kept"), state(garden, "free"))


def test_what_the_town_forbids_is_not_adopted_and_the_case_is_shown(garden: Path) -> None:
    """To water freely is to water in a drought too: fifty litres or fewer."""
    add(garden, "free", "freely", BOTH.format(day="2026-06-02"))

    (found,) = compact_standings(read_study(garden), name="free")

    assert ("proposed", ("bounds",)) == (found.state, found.obstacles)
    (finding,) = found.bounds
    assert ("yields", "freely", "ration") == (finding.type, finding.norm, finding.bound)
    assert finding.case is not None
    litres = finding.case.facts["litres-left"]
    assert isinstance(litres, int)
    assert litres <= 50


@pytest.mark.parametrize(
    "assents",
    [
        "",
        "assents = []",
        BOTH.format(day="2026-05-01")
        .replace("gardener-02", "gardener-01")
        .replace('true, at = "2026-05-01T09', 'false, at = "2026-05-01T09'),
        'assents = [{ party = "gardener-02", assents = true, at = "2026-05-01T08:00:00Z" }]',
        MARKED,
        'assents = [\n  { party = "gardener-02", assents = true, at = "2026-05-01T08:00:00Z" }\n]',
    ],
)
@pytest.mark.parametrize("position", ["first", "middle", "last"])
def test_a_word_is_written_and_everything_else_stays(
    garden: Path, assents: str, position: str
) -> None:
    """Wherever the compact stands in the file, and however its words were written."""
    names = {"first": ("rota", "a", "b"), "middle": ("a", "rota", "b"), "last": ("a", "b", "rota")}
    for name in names[position]:
        more = assents if name == "rota" else ""
        add(garden, name, more=f'{more}\n# A note on {name}.\nlanguage = "en"')
    path = norms_of(garden)
    before, kept = tomllib.loads(path.read_text("utf-8")), path.read_text("utf-8").splitlines()

    given = give_assent(garden, "rota", "gardener-01", at="2026-06-03T08:00:00Z", reasons='"Yes"]')

    after = tomllib.loads(path.read_text("utf-8"))
    place = names[position].index("rota")
    before["compact"][place].setdefault("assents", []).append(given.word.content())
    assert before == after
    assert not {line for line in kept if line.startswith("#")} - {
        *path.read_text("utf-8").splitlines()
    }
    assert given.word == read_study(garden).compacts[place].assents[-1]


def test_words_follow_one_another_as_tables(garden: Path) -> None:
    """A third word after two that were written before."""
    add(garden)
    for day, party, assents in ((1, "gardener-01", True), (2, "gardener-02", True)):
        give_assent(garden, "rota", party, assents=assents, at=f"2026-06-0{day}T00:00:00Z")
    give_assent(
        garden, "rota", "gardener-01", assents=False, reasons="No.", at="2026-06-03T00:00:00Z"
    )

    (compact,) = read_study(garden).compacts

    assert [True, True, False] == [word.assents for word in compact.assents]


@pytest.mark.parametrize(
    ("party", "given", "code"),
    [
        ("gardener-09", {}, "assent-misplaced"),
        ("gardener-01", {"at": "2026-06-02T08:00:00Z"}, "assent-misplaced"),
        ("gardener-02", {"at": "2026-06-20T08:00:00Z"}, "assent-misplaced"),
        ("gardener-02", {"assents": False}, "reasons-missing"),
    ],
)
def test_a_word_that_should_not_stand_there_is_not_written(
    garden: Path, party: str, given: dict[str, object], code: str
) -> None:
    """Of no party, twice, too late, or without a reason: and the file stays as it was."""
    one = 'assents = [{ party = "gardener-01", assents = true, at = "2026-06-01T08:00:00Z" }]'
    add(garden, more=f'{one}\nassent_until = "2026-06-10T00:00:00Z"')
    before = norms_of(garden).read_bytes()

    with pytest.raises(InvalidDocument) as raised:
        give_assent(garden, "rota", party, **given)  # type: ignore[arg-type]

    (problem,) = raised.value.problems
    assert code == problem.code
    if given.get("at") == "2026-06-20T08:00:00Z":
        assert problem.found.endswith("after the last moment, 2026-06-10T00:00:00Z")
        assert "--at" in problem.hint
    assert before == norms_of(garden).read_bytes()


def test_an_assent_after_the_term_is_not_written(garden: Path) -> None:
    """What has expired is not agreed to any more."""
    add(garden, more='term_until = "2026-06-06T00:00:00Z"')

    with pytest.raises(InvalidDocument) as raised:
        give_assent(garden, "rota", "gardener-01", at="2026-06-07T00:00:00Z")

    assert ["assent-misplaced"] == [problem.code for problem in raised.value.problems]


def test_compacts_that_are_wrong_are_told_together(garden: Path) -> None:
    """A circle of bounds, one of amendments, a stranger's word, and names that are nowhere."""
    add(garden, "a", more='bounded_by = ["b"]\namends = "none"')
    add(garden, "b", more='bounded_by = ["a"]\nundecided_accepted_by = "nobody"')
    add(garden, "c", more='amends = "c"')
    word = '{ party = "stranger", assents = true, at = "2026-06-01T08:00:00Z" }'
    add(garden, "d", more=f"assents = [{word}]")

    found = codes(garden)

    expected = ["assent-misplaced", "cyclic-compacts", "cyclic-compacts"]
    assert sorted([*expected, "undeclared-body", "undeclared-compact"]) == sorted(found)


def example(changes: tuple[StatusChange, ...]) -> list[tuple[str, str, str, dict[str, object]]]:
    """Return what changed, with the facts of each example."""
    return [(c.act.action, c.before, c.after, dict(c.act.facts)) for c in changes]


def test_two_studies_are_compared_by_all_acts_and_by_their_situations(garden: Path) -> None:
    """The reserve is raised beyond what is in the tank, and nothing ranks it above the turns."""
    raised = garden.parent / "raised"
    shutil.copytree(garden, raised)
    path = norms_of(raised)
    path.write_text(path.read_text("utf-8").replace("value = 200", "value = 100000"), "utf-8")

    found = compare_norms(garden, raised)

    assert found.difference.whole
    ((action, before, after, facts),) = example(found.difference.changes)
    assert ("water", "permitted", "in_dispute") == (action, before, after)
    assert {"litres-left"} == facts.keys()
    assert {("permitted", "in_dispute")} == {(o.before, o.after) for o in found.options}
    assert 1 == found.situations
    assert "none" == compare_norms(garden, garden).difference.answer


def test_a_file_of_norms_stands_in_place_of_a_studys(garden: Path, tmp_path: Path) -> None:
    """The same norms are no difference; without one, what it put in dispute is permitted."""
    same = tmp_path / "same.toml"
    shutil.copy(norms_of(garden), same)
    fewer = tmp_path / "fewer.toml"
    head, _, rest = same.read_text("utf-8").partition('[[norm]]\nname = "keep-a-reserve"')
    fewer.write_text(head + "[[norm]]" + rest.partition("[[norm]]")[2], "utf-8")

    assert "none" == compare_norms(garden, same).difference.answer
    between = compare_norms(same, fewer).difference
    assert {("in_dispute", "permitted")} == {(c.before, c.after) for c in between.changes}
    assert "differs" == compare_norms(garden, fewer).difference.answer


def test_two_compacts_of_one_study_are_compared(garden: Path) -> None:
    """In the middle of what either permits, the newer lifts the ban where the older does not."""
    path = norms_of(garden)
    text = path.read_text("utf-8").replace(
        'name = "by-turns"', 'name = "by-turns"\npriority = [PRIORITY]'
    )
    text = text.replace('name = "freely"', 'name = "freely"\npriority = [PRIORITY]')
    rank = '{ over = "keep-a-reserve", granted_by = "garden-association" }'
    path.write_text(text.replace("PRIORITY", rank), "utf-8")
    add(garden, "old", "by-turns")
    add(garden, "new", "freely", 'amends = "old"')

    found = compare_norms(garden, garden, old_compact="old", new_compact="new")

    changes = {(c.before, c.after) for c in found.difference.changes}
    assert {("forbidden", "permitted"), ("permitted", "forbidden")} == changes
    for change in found.difference.changes:
        litres = change.act.facts["litres-left"]
        assert isinstance(litres, int)
        assert (50 < litres < 100) if change.after == "permitted" else (150 < litres < 200)


def test_what_is_no_study_and_no_file_of_norms_is_refused(garden: Path, tmp_path: Path) -> None:
    """A file of another kind has a code of its own."""
    with pytest.raises(InvalidDocument) as raised:
        compare_norms(garden, tmp_path / "norms.yaml")

    assert ["norms-format"] == [problem.code for problem in raised.value.problems]

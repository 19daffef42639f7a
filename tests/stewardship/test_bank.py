"""Banks of situations: what is read, what is refused, and how the bundled one is balanced."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from commonweal.errors import InvalidDocument
from commonweal.stewardship import Bank, BankOption, BankSituation, bundled_bank, read_bank

SMALL = """
name = "garden"
title = "In the garden"
by = "ada"
origin = "person"
licence = "CC0-1.0"

[[concern]]
name = "water"
text = "WATER that others need"

[[situation]]
name = "dry-bed"
domain = "nature"
text = "The bed is dry."

[[situation.option]]
name = "water-it"
text = "Water it."
opposes = ["water"]

[[situation.option]]
name = "wait"
text = "Wait for rain."
supports = ["water"]
does_nothing = true
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "bank.toml"
    path.write_text(text, encoding="utf-8")
    return path


def told_apart(bank: Bank) -> list[tuple[BankSituation, BankOption]]:
    """Return each situation with the option that a concern by itself singles out, if one does."""
    found = []
    for situation in bank.situations:
        for concern in situation.concerns:
            heights = [
                (concern in option.supports) - (concern in option.opposes)
                for option in situation.options
            ]
            if heights.count(max(heights)) == 1:
                found.append((situation, situation.options[heights.index(max(heights))]))
    return found


def test_a_small_bank_is_read(tmp_path: Path) -> None:
    """What a situation does not say of itself, the bank says for it."""
    bank = read_bank(written(tmp_path, SMALL))

    situation = bank.situation_named["dry-bed"]
    assert ("ada", "person", "nature") == (situation.by, situation.origin, situation.domain)
    assert ("water",) == situation.concerns
    assert ("water",) == situation.option("water-it").opposes
    assert situation.option("wait").does_nothing


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    """Each problem has the line of the field that it is in, or of the table that lacks one."""
    wrong = (
        SMALL.replace('licence = "CC0-1.0"', 'lisence = "CC0-1.0"')
        .replace('name = "dry-bed"', 'name = "Dry bed"')
        .replace('opposes = ["water"]', 'opposes = ["water", "wine"]')
        .replace("does_nothing = true", "does_nothing = 1")
    )

    with pytest.raises(InvalidDocument) as refused:
        read_bank(written(tmp_path, wrong))

    found = {
        (problem.code, problem.path.partition(":")[2].partition(" ")[0])
        for problem in refused.value.problems
    }
    expected = {
        ("unknown-field", "6"),
        ("missing-field", "1"),
        ("wrong-form", "13"),
        ("unknown-concern", "17"),
        ("wrong-type", "26"),
    }
    assert expected == found


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('name = "wait"', 'name = "water-it"', "repeated-name"),
        ('supports = ["water"]', 'supports = "water"', "wrong-type"),
        ('text = "Wait for rain."', 'text = " "', "wrong-length"),
        ('origin = "person"', 'origin = "robot"', "not-a-choice"),
        ('opposes = ["water"]', "does_nothing = true", "incoherent"),
        ('opposes = ["water"]', 'opposes = ["water"]\nsupports = ["water"]', "repeated-name"),
        ('title = "In the garden"', "title = In the garden", "toml-syntax"),
        ("[[concern]]", "[concern]", "wrong-type"),
        ('name = "water"', 'name = ["water"]', "wrong-type"),
        ('name = "water"', "name = { a = 1 }", "wrong-type"),
    ],
)
def test_a_mistake_has_its_code(tmp_path: Path, before: str, after: str, code: str) -> None:
    """One mistake in a bank is refused with a code that says which."""
    with pytest.raises(InvalidDocument) as refused:
        read_bank(written(tmp_path, SMALL.replace(before, after)))

    assert code in {problem.code for problem in refused.value.problems}


def test_a_bank_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    """A path without a file is unreadable."""
    with pytest.raises(InvalidDocument) as refused:
        read_bank(tmp_path / "none.toml")

    assert "unreadable" == refused.value.code


def test_another_bank_has_another_id(tmp_path: Path) -> None:
    """A tag more makes another bank."""
    one = read_bank(written(tmp_path, SMALL))
    other = read_bank(written(tmp_path, SMALL.replace('opposes = ["water"]', "opposes = []")))

    assert one.id == read_bank(written(tmp_path, SMALL)).id
    assert one.id != other.id


def test_the_bundled_bank_touches_every_concern_often_enough() -> None:
    """Each of two dozen concerns is touched by at least six of about fifty situations."""
    bank = bundled_bank()

    touched = Counter(name for situation in bank.situations for name in situation.concerns)

    assert 24 == len(bank.concerns)
    assert 48 <= len(bank.situations)
    assert {concern.name for concern in bank.concerns} == set(touched)
    assert 6 <= min(touched.values())


def test_the_bundled_bank_says_that_it_is_invented() -> None:
    """It has an author, a licence, and no person behind it."""
    bank = bundled_bank()

    origins = {situation.origin for situation in bank.situations}

    assert ("commonweal-authors", "synthetic") == (bank.by, bank.origin)
    assert {"synthetic"} == origins
    assert "one reading" in bank.about


def test_in_the_bundled_bank_each_situation_can_be_left_as_it_is() -> None:
    """Exactly one of two or three options does nothing."""
    for situation in bundled_bank().situations:
        assert 1 == sum(option.does_nothing for option in situation.options), situation.name
        assert 2 <= len(situation.options) <= 3


def test_in_the_bundled_bank_neither_position_nor_activity_predicts() -> None:
    """Who goes by one concern takes each place, and leaves things, about as often as by chance."""
    singled_out = told_apart(bundled_bank())

    chance = sum(Fraction(1, len(situation.options)) for situation, _ in singled_out)
    leaving = sum(option.does_nothing for _, option in singled_out)
    first = sum(situation.options[0] is option for situation, option in singled_out)
    last = sum(situation.options[-1] is option for situation, option in singled_out)
    tolerance = Fraction(6, 100) * len(singled_out)
    assert 200 < len(singled_out)
    assert abs(leaving - chance) < tolerance
    assert abs(first - chance) < tolerance
    assert abs(last - chance) < tolerance

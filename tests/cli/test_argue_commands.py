"""Disputes as arguments, as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonweal import argumentation
from commonweal.cli import _argue_audience, _argue_file, _argue_solve

from .conftest import Program

CIRCLE = """\
arg(a). arg(b). arg(c).
att(a,b). att(b,c). att(c,a).
val(a,red). val(b,blue). val(c,blue).
"""


@pytest.fixture
def circle(tmp_path: Path) -> Path:
    """Return Bench-Capon's three-cycle with two values, as a file."""
    path = tmp_path / "circle.apx"
    path.write_text(CIRCLE, encoding="utf-8")
    return path


def test_the_words_of_the_options_are_those_of_the_package() -> None:
    """Help loads no numerics, and so has the words a second time."""
    assert argumentation.FORMATS == _argue_file.FORMATS
    assert argumentation.SEMANTICS == _argue_file.SEMANTICS
    assert argumentation.ACCEPTANCE_MODES == _argue_file.MODES
    assert argumentation.REDUCTIONS == _argue_solve.REDUCTIONS
    assert argumentation.AUDIENCE_QUESTIONS == _argue_audience.QUESTIONS
    assert argumentation.PARITIES == _argue_audience.PARITIES
    assert argumentation.COMPARISONS == _argue_audience.COMPARISONS


@pytest.mark.parametrize(
    ("semantics", "code", "extensions"),
    [("grounded", 0, [[]]), ("complete", 0, [[]]), ("preferred", 0, [[]]), ("stable", 1, [])],
)
def test_extensions_are_listed(
    semantics: str, code: int, extensions: list[list[str]], circle: Path, program: Program
) -> None:
    """An odd circle has the empty extension and no stable one, which is a no."""
    called = program("argue", "solve", circle, "--semantics", semantics, "--json")

    assert code == called.code
    assert extensions == called.document["data"]["extensions"]
    assert called.document["data"]["whole"]


def test_a_certificate_is_written_and_passes(
    circle: Path, program: Program, tmp_path: Path
) -> None:
    """What is written with --out is what `check` takes."""
    out = tmp_path / "labels.json"

    solved = program("argue", "solve", circle, "--semantics", "grounded", "--out", out)
    checked = program("check", out)

    assert (0, 0) == (solved.code, checked.code)
    assert f"commonweal check {out}" in solved.out
    assert "grounded labels: 0 in, 0 out, 3 undecided" in checked.out


def test_several_certificates_stand_one_a_line(program: Program, tmp_path: Path) -> None:
    """Two stable extensions have a certificate each; a file that is not for lines is refused."""
    rivals = tmp_path / "rivals.tgf"
    rivals.write_text("p\nq\n#\np q\nq p\n", encoding="utf-8")
    solve = ("argue", "solve", rivals, "--semantics", "stable", "--out")

    whole = program(*solve, tmp_path / "both.json")
    lines = program(*solve, tmp_path / "both.jsonl")
    checked = program("check", tmp_path / "both.jsonl", "--json")

    assert (3, 0) == (whole.code, lines.code)
    assert "[not-lines]" in whole.err
    assert 2 == checked.document["data"]["proofs"]


def test_preferences_of_a_file_are_used(program: Program, tmp_path: Path) -> None:
    """An attack on a preferred argument comes out as the reduction says, certificates too."""
    file, out = tmp_path / "f.apx", tmp_path / "c.json"
    file.write_text("arg(a). arg(b). att(a,b). pref(b,a).\n", encoding="utf-8")
    accept = ("argue", "solve", file, "--accept", "b", "--out", out)

    default = program(*accept)
    kept = program(*accept, "--reduction", "keep", "--json")
    checked = program("check", out)

    assert (0, 1) == (default.code, kept.code)
    assert "keep" == kept.document["data"]["reduction"]
    assert "'b' is not accepted (preferred, credulous), by preferences under keep" in checked.out


def test_a_counter_audience_is_told_and_written(
    circle: Path, program: Program, tmp_path: Path
) -> None:
    """That not every audience accepts b is a no, with the audience that does not."""
    out = tmp_path / "refuted.json"
    asked = ("--accept", "b", "--parity", "every_order", "--question", "every")

    called = program("argue", "audience", circle, *asked, "--out", out)
    checked = program("check", out)

    assert (1, 0) == (called.code, checked.code)
    assert "A counter-audience: red > blue" in called.out
    assert "'b' is not accepted for every audience (preferred, sceptical), read as" in checked.out


def test_what_has_no_certificate_is_said_and_not_written(
    circle: Path, program: Program, tmp_path: Path
) -> None:
    """That every audience accepts a was found, and not checked."""
    out = tmp_path / "none.json"
    asked = ("--accept", "a", "--parity", "every_order", "--question", "every")

    called = program("argue", "audience", circle, *asked, "--out", out)

    assert 0 == called.code
    assert "found by an exact solver, not checked" in " ".join(called.out.split())
    assert "[no-certificate]" in called.err
    assert not out.exists()


def test_an_order_on_the_line_adds_to_that_of_the_file(circle: Path, program: Program) -> None:
    """With blue above red c falls; the two readings of nothing said differ on a."""
    asked = ("argue", "audience", circle, "--parity", "no_preference", "--accept")

    with_order = program(*asked, "c", "--above", "blue > red")
    without = program(*asked, "a", "--json")

    assert (1, 1) == (with_order.code, without.code)
    assert not without.document["data"]["accepted"]


@pytest.mark.parametrize("order", ["red", "red >", "> red", ""])
def test_an_order_that_is_none_is_refused(order: str, circle: Path, program: Program) -> None:
    """An order names at least two values."""
    asked = ("--accept", "a", "--parity", "every_order", "--above", order)

    called = program("argue", "audience", circle, *asked)

    assert 3 == called.code
    assert "[value-order]" in called.err


def test_an_order_that_runs_in_a_circle_is_refused(circle: Path, program: Program) -> None:
    """What two orders say together is one order."""
    asked = ("--accept", "a", "--parity", "every_order")

    called = program(
        "argue", "audience", circle, *asked, "--above", "red > blue", "--above", "blue > red"
    )

    assert 3 == called.code
    assert "[order-circle]" in called.err


def test_a_value_that_the_file_does_not_have_is_refused(circle: Path, program: Program) -> None:
    """A misspelt value would order nothing, and so could turn the answer around."""
    asked = ("argue", "audience", circle, "--accept", "c", "--parity", "no_preference", "--above")

    right = program(*asked, "blue > red")
    wrong = program(*asked, "blu > red > green")

    assert (1, 3) == (right.code, wrong.code)
    assert (
        "--above: expected one of the values of the file: blue, red, found 'blu' [unknown-value]"
        in wrong.err
    )
    assert "Did you mean 'blue'?" in wrong.err
    assert 1 == wrong.err.count("found 'green'")


def test_a_value_that_only_the_order_of_the_file_names_may_be_ordered(
    program: Program, tmp_path: Path
) -> None:
    """What the file puts above it stands above what the line puts below it."""
    file = tmp_path / "f.apx"
    file.write_text(CIRCLE + "valpref(blue,green).\n", encoding="utf-8")
    asked = ("argue", "audience", file, "--accept", "a", "--parity", "no_preference")

    direct = program(*asked, "--above", "blue > red")
    through = program(*asked, "--above", "green > red")

    assert direct.out == through.out
    assert direct.code == through.code < 2


@pytest.mark.parametrize(
    "words", [("audience", "--parity", "no_preference"), ("solve", "--semantics", "grounded")]
)
def test_an_argument_that_the_file_does_not_have_is_refused(
    words: tuple[str, ...], program: Program, tmp_path: Path
) -> None:
    """Which there are is said, and which is nearest; of many, how many and the first."""
    few, many = tmp_path / "few.apx", tmp_path / "many.apx"
    few.write_text("arg(divert). arg(wait).\n", encoding="utf-8")
    many.write_text("".join(f"arg(a{n:03}).\n" for n in range(300)), encoding="utf-8")
    command, *options = words

    one = program("argue", command, few, *options, "--accept", "divrt")
    other = program("argue", command, many, *options, "--accept", "zz")

    assert (3, 3) == (one.code, other.code)
    assert "expected one of the arguments of the file: divert, wait, found 'divrt' [" in one.err
    assert "Did you mean 'divert'?" in one.err
    assert "expected one of the arguments of the file: a000, a001, " in other.err
    assert "a019 and 280 more, found 'zz'" in other.err


def test_problems_of_a_file_are_all_told(program: Program, tmp_path: Path) -> None:
    """Two lines that are none are two problems, with exit code 3."""
    file = tmp_path / "f.apx"
    file.write_text("arg(a)\nargument\n", encoding="utf-8")

    called = program("argue", "solve", file, "--json")

    assert 3 == called.code
    codes = [problem["code"] for problem in called.document["data"]["problems"]]
    assert ["framework-line", "framework-line"] == codes


def test_the_reading_of_parity_has_no_default(circle: Path, program: Program) -> None:
    """Which of the two is meant has to be said."""
    assert 2 == program("argue", "audience", circle, "--accept", "a").code


def test_the_dispute_of_a_study_is_shown_and_can_be_asked(
    garden: Path, program: Program, tmp_path: Path
) -> None:
    """Charges, recommendations and labels are there, and the file is one for `argue audience`."""
    out = tmp_path / "garden.apx"

    shown = program("argue", "dispute", garden, "--out", out)
    data = program("argue", "dispute", garden, "--json").document["data"]

    assert 0 == shown.code
    assert "value_card:" not in shown.out
    [name, *_] = [each for names in data["recommending"].values() for each in names]
    asked = program(
        *("argue", "audience", out, "--accept", name, "--json"),
        *("--parity", "every_order", "--question", "some"),
    )
    assert name == asked.document["data"]["argument"]
    assert {"in", "out", "undecided"} >= {each["label"] for each in data["arguments"]}
    assert data["arguments"]


def test_cards_that_are_not_quoted_are_called_so_in_a_dispute(
    garden: Path, program: Program
) -> None:
    """Nobody is shown the id of a card, nor the title of one that may not be quoted."""
    answers = garden / "answers.jsonl"
    text = answers.read_text("utf-8")
    quoted, refused = '{"given":true,"use":"quote"}', '{"given":false,"use":"quote"}'
    answers.write_text(text.replace(quoted, refused), "utf-8")

    for full in ((), ("--full",)):
        shown = program("argue", "dispute", garden, *full)

        assert 0 == shown.code
        assert "value_card:" not in shown.out
        assert "a card that is not quoted (" in shown.out
        assert "“" not in shown.out


def test_arguments_are_converted(circle: Path, program: Program, tmp_path: Path) -> None:
    """Attacks survive; values are said to stay behind."""
    out = tmp_path / "circle.af"

    called = program("argue", "convert", circle, "--to", "af", "--out", out)
    solved = program("argue", "solve", out, "--semantics", "grounded", "--json")

    assert 0 == called.code
    assert "[left-behind]" in called.err
    assert {"arguments": 3, "attacks": 3}.items() <= json.loads(solved.out)["data"].items()

"""Choosing without a common scale, as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Program

AT = "2026-06-01T12:00:00Z"
PROBLEM = """\
kind = "choice_problem"
schema_version = 1
options = ["a", "b", "c", "c-plus"]
[[criteria]]
name = "care"
scores = { a = 4, b = 0, c = "21/10", c-plus = "22/10" }
outranking = { weight = 1 }
[[criteria]]
name = "truth"
scores = { a = 0, b = 4, c = "21/10", c-plus = "11/5" }
outranking = { weight = 1, veto = 3 }
[permissible]
type = "weights"
[[priorities]]
context = "dry-week"
strata = [["care"], ["truth"]]
""".replace('"22/10"', '"11/5"')


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a problem in which c-plus improves on c a little."""
    path = tmp_path / "problem.toml"
    path.write_text(PROBLEM, "utf-8")
    return path


def test_compare_says_how_every_pair_stands(program: Program, file: Path) -> None:
    """One sentence for each pair, with the weights that disagree."""
    called = program("choice", "compare", file)

    assert 0 == called.code
    assert 6 == len(called.out.splitlines())
    assert "a is on a par with b: above it with weights care 1, below it with weights truth 1." in (
        called.out
    )
    assert "c is worse than c-plus." in called.out


def test_compare_can_be_asked_of_some_options(program: Program, file: Path) -> None:
    """Only the pairs among those named are told, as data too."""
    called = program("choice", "compare", file, "--option", "c-plus", "--option", "c", "--json")

    [pair] = called.document["data"]["relations"]
    assert {"first": "c-plus", "second": "c", "relation": "better"} == pair


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (("maximal",), ["a", "b", "c-plus"]),
        (("maximal", "--dominance", "weak"), ["a", "b", "c-plus"]),
        (("e-admissible",), ["a", "b", "c-plus"]),
        (("gamma-maximin",), ["c-plus"]),
        (("interval-dominance",), ["a", "b", "c-plus"]),
        (("lexicographic", "--context", "dry-week"), ["a"]),
        (("promethee-i",), ["c-plus"]),
        (("promethee-ii",), ["c-plus"]),
        (("electre-i", "--concordance", "1/2", "--discordance", "1/2"), ["c-plus"]),
        (("electre-iii",), ["c-plus"]),
    ],
)
def test_every_method_says_what_it_keeps(
    program: Program, file: Path, words: tuple[str, ...], kept: list[str]
) -> None:
    """Each method has a name and keeps what it keeps in the library."""
    called = program("choice", "set", file, "--method", *words, "--json")

    assert 0 == called.code
    assert kept == called.document["data"]["kept"]
    assert words[0].replace("-", "_") == called.document["data"]["method"]


def test_a_misspelt_word_of_an_option_is_told_with_the_nearest(
    program: Program, file: Path
) -> None:
    """Which words there are, and which was meant, of the methods as of any other choice."""
    method = program("choice", "set", file, "--method", "e-admissable")
    other = program("choice", "set", file, "--method", "maximal", "--dominance", "stict", "--json")
    far = program("choice", "set", file, "--method", "xyz")

    assert (2, 2, 2) == (method.code, other.code, far.code)
    assert "'electre-iii'. Did you mean 'e-admissible'?" in " ".join(method.err.split())
    assert other.document["data"]["problems"][0]["found"].endswith("Did you mean 'strict'?")
    assert "Did you mean" not in far.err


def test_a_misspelt_name_is_told_with_the_nearest(program: Program, file: Path) -> None:
    """Options, contexts and what stands in the file itself."""
    option = program("choice", "compare", file, "--option", "c-plis")
    context = program(
        *("choice", "set", file, "--method", "lexicographic", "--context", "dry-weak")
    )
    file.write_text(PROBLEM.replace('"care"], [', '"caer"], ['), "utf-8")
    criterion = program("choice", "compare", file)

    assert (3, 3, 3) == (option.code, context.code, criterion.code)
    assert "Did you mean 'c-plus'?" in option.err
    assert "Did you mean 'dry-week'?" in context.err
    assert "Did you mean 'care'?" in criterion.err


def test_methods_are_spelt_as_their_option_spells_them(program: Program, tmp_path: Path) -> None:
    """What an error names can be typed."""
    file = tmp_path / "order.toml"
    scores = PROBLEM[PROBLEM.index("[[criteria]]") :].replace('"weights"', '"criteria"\nabove = []')
    file.write_text(PROBLEM[: PROBLEM.index("[[criteria]]")] + scores, "utf-8")

    needed = program("choice", "set", file, "--method", "gamma-maximin")
    threshold = program("choice", "set", file, "--method", "electre-i", "--concordance", "1/3")

    assert (3, 3) == (needed.code, threshold.code)
    assert "since gamma-maximin compares lowest values" in needed.err
    assert "maximal and e-admissible need none" in needed.err
    assert threshold.err.startswith("error: electre-i: ")


def test_a_certificate_is_written_and_checked(program: Program, file: Path) -> None:
    """What --out writes is verified by `commonweal check`; what somebody changed is not."""
    out = file.with_name("set.json")
    called = program("choice", "set", file, "--method", "e-admissible", "--out", out)
    valid = program("check", out)
    certificate = json.loads(out.read_text("utf-8"))
    certificate["chosen"] = ["c-plus"]
    out.write_text(json.dumps(certificate), "utf-8")
    changed = program("check", out)

    assert (0, 0, 1) == (called.code, valid.code, changed.code)
    assert "e-admissible keeps 3 of 4 options: a, b, c-plus" in valid.out
    assert called.out.splitlines()[-1] == "e-admissible keeps 3 options of 4: a, b and c-plus."


def test_comparisons_and_tests_have_certificates_too(program: Program, file: Path) -> None:
    """Pairs and the small-improvement test are written, and pass."""
    pairs, test = file.with_name("pairs.json"), file.with_name("test.json")
    program("choice", "compare", file, "--out", pairs)
    words = ("--improved", "c-plus", "--of", "c", "--other", "a")
    called = program("choice", "small-improvement", file, *words, "--out", test)

    assert "So c and a are not equal" in called.out
    assert (0, 0) == (program("check", pairs).code, program("check", test).code)
    assert "equal-rejected" in program("check", test).out


def test_a_commitment_is_applied_after_the_choice(program: Program, file: Path) -> None:
    """It sets aside what is on a par, says whose step it was, and its certificate passes."""
    record = {
        "kind": "resolution",
        "schema_version": 1,
        "by": "us",
        "origin": "person",
        "said_at": "2026-05-01T12:00:00Z",
        "holder": "us",
        "choose": "b",
        "over": ["a", "c-plus"],
        "scope": {"kind": "holds", "context": "dry-week"},
        "why": "Because.",
    }
    own, out = file.with_name("own.jsonl"), file.with_name("left.json")
    own.write_text(json.dumps(record) + "\n", "utf-8")
    words = ("choice", "set", file, "--method", "maximal", "--commitments", own, "--at", AT)

    applied = program(*words, "--holder", "us", "--context", "dry-week", "--out", out)
    elsewhere = program(*words, "--holder", "us", "--json")
    nobody = program(*words, "--context", "dry-week", "--json")

    assert "us commits to b over a, which stays on a par with it." in applied.out
    assert "Left: b." == applied.out.splitlines()[-1]
    assert "commitments leave b" in program("check", out).out
    assert ["a", "b", "c-plus"] == elsewhere.document["data"]["left"]
    assert ["a", "b", "c-plus"] == nobody.document["data"]["left"]


@pytest.mark.parametrize(
    "at", ["soon", "2026-06-01", "2026-06-01T14:00:00+02:00", "2026-13-41T25:00:00Z"]
)
def test_the_moment_of_a_choice_is_one(program: Program, file: Path, at: str) -> None:
    """What is no moment in UTC would be compared with others letter by letter; it is refused."""
    own = file.with_name("own.jsonl")
    own.write_text("", "utf-8")

    words = ("choice", "set", file, "--method", "maximal", "--commitments", own, "--at", at)
    called = program(*words, "--json")

    assert 3 == called.code
    [problem] = called.document["data"]["problems"]
    assert ("wrong-form", "at") == (problem["code"], problem["path"])


def test_all_problems_of_a_wrong_file_are_said(program: Program, file: Path) -> None:
    """A wrong score and an unknown criterion are reported together, with exit code 3."""
    file.write_text(PROBLEM.replace("a = 4", "a = 4.5").replace('["truth"]', '["trust"]'), "utf-8")

    called = program("choice", "compare", file, "--json")

    assert 3 == called.code
    codes = [problem["code"] for problem in called.document["data"]["problems"]]
    assert ["float", "unknown-criterion"] == codes


def test_where_nothing_is_permissible_the_answer_is_no(program: Program, file: Path) -> None:
    """Exit code 1; the certificate that proves it is written all the same, and passes."""
    constraint = (
        '[[permissible.constraints]]\nname = "k"\ncoefficients = { care = 1 }\nat_least = 2\n'
    )
    file.write_text(PROBLEM.replace("[[priorities]]", constraint + "[[priorities]]"), "utf-8")
    out = file.with_name("none.json")

    called = program("choice", "set", file, "--method", "maximal", "--out", out, "--json")

    assert 1 == called.code
    assert "none-permissible" == called.document["data"]["problems"][0]["code"]
    assert "nothing is permissible" in program("check", out).out


def test_a_baseline_has_no_certificate_to_write(program: Program, file: Path) -> None:
    """Its numbers decide nothing, so --out is refused and nothing is written."""
    out = file.with_name("set.json")

    called = program("choice", "set", file, "--method", "promethee-ii", "--out", out, "--json")

    assert 3 == called.code
    assert "no-certificate" == called.document["data"]["problems"][0]["code"]
    assert not out.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("--method", "lexicographic"),
        ("--method", "e-admissible", "--dominance", "weak"),
        ("--method", "maximal", "--concordance", "2/3"),
        ("--method", "electre-i", "--concordance", "much"),
        ("--method", "maximal", "--at", AT),
        (),
    ],
)
def test_wrong_usage_is_told_apart_from_a_wrong_file(
    program: Program, file: Path, words: tuple[str, ...]
) -> None:
    """An option of another method, a missing one, and no method at all end with code 2."""
    assert 2 == program("choice", "set", file, *words).code


def test_what_the_guide_shows_is_what_is_printed(program: Program, tmp_path: Path) -> None:
    """The problem of the how-to page gives the lines that stand below it there."""
    guide = Path(__file__).resolve().parents[2] / "docs/how-to/choose-without-a-common-scale.md"
    text = guide.read_text("utf-8")
    (tmp_path / "path.toml").write_text(text.split("```toml\n")[1].split("```")[0], "utf-8")
    (tmp_path / "own.jsonl").write_text(text.split("```json\n")[1].split("```")[0], "utf-8")
    shown = text.split("$ commonweal choice compare path.toml\n")[1].split("```")[0]

    compared = program("choice", "compare", tmp_path / "path.toml")
    words = ("--commitments", tmp_path / "own.jsonl", "--holder", "parish", "--at", AT)
    chosen = program("choice", "set", tmp_path / "path.toml", "--method", "e-admissible", *words)

    assert shown == compared.out
    assert "Left: shore." == chosen.out.splitlines()[-1]

"""Errors, their codes, and the page that explains them."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from commonweal import errors
from commonweal.documents._translation import _CODES
from commonweal.errors import CommonwealError, InvalidDocument, Problem, missing_extra

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "problems.md").read_text(encoding="utf-8")
DOCUMENTS = ROOT / "src" / "commonweal" / "documents"

FIRST = Problem("wrong-form", "a.toml:3 role", "a name", '"The Farmer"', "Use lower case.")
SECOND = Problem("missing-field", "", "the field 'role'", "nothing")


def family() -> list[type[CommonwealError]]:
    """Return every class of error that the package raises."""
    return [
        each
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, CommonwealError)
    ]


def test_a_problem_reads_as_a_sentence() -> None:
    """A problem says where, what was expected, what was found, its code, and what to do."""
    expected = 'a.toml:3 role: expected a name, found "The Farmer" [wrong-form]. Use lower case.'

    assert expected == str(FIRST)
    assert "expected the field 'role', found nothing [missing-field]" == str(SECOND)


def test_a_place_is_put_in_front_of_the_way() -> None:
    """A problem moved into a file keeps the way into the document."""
    assert "b.json a.toml:3 role" == FIRST.within("b.json").path
    assert "b.json" == SECOND.within("b.json").path


def test_an_error_holds_all_its_problems() -> None:
    """An error keeps its problems in order, one to a line, and has the code of the first."""
    error = InvalidDocument(iter([FIRST, SECOND]))

    assert (FIRST, SECOND) == error.problems
    assert "wrong-form" == error.code
    assert f"{FIRST}\n{SECOND}" == str(error)
    assert isinstance(error, ValueError)


@pytest.mark.parametrize("kind", family())
def test_errors_cross_to_other_processes(kind: type[CommonwealError]) -> None:
    """An error that was pickled has the same problems again."""
    again = pickle.loads(pickle.dumps(kind([FIRST, SECOND])))

    assert (kind, (FIRST, SECOND)) == (type(again), again.problems)


def test_a_missing_package_is_told_with_the_line_that_installs_it() -> None:
    """The hint for an absent package can be pasted into a terminal."""
    (problem,) = missing_extra("cryptography", "sign").problems

    assert "Run: pip install 'commonweal[sign]'" == problem.hint


@pytest.mark.parametrize("kind", family())
def test_every_exit_code_is_documented(kind: type[CommonwealError]) -> None:
    """The page names each error beside the exit code that it leads to."""
    if kind is CommonwealError:
        return
    rows = [row for row in PAGE.splitlines() if f"`{kind.__name__}`" in row]

    assert [str(kind.exit_code)] == [row.split("|")[1].strip() for row in rows]


def test_the_codes_of_documents_are_listed_whole() -> None:
    """The page lists the codes that documents give, no more and no fewer, in order."""
    spelt = r'(?:Finding|Problem)\(\s*"([a-z0-9-]+)"|code="([a-z0-9-]+)"'
    found = set(_CODES.values())
    for path in DOCUMENTS.glob("*.py"):
        source = path.read_text(encoding="utf-8")
        found |= {one or other for one, other in re.findall(spelt, source)}

    listed = re.findall(r"^\| `([a-z0-9-]+)` \|", PAGE, re.MULTILINE)

    assert sorted(found) == listed

"""How likely an owner holds approval of what is done to be, said of parts of life beforehand."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from commonweal.errors import InvalidDocument, Problem
from commonweal.stewardship._personal_target import unknown_domains

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from commonweal.stewardship._bank import Bank

MARKED: Final = Fraction(1, 2)
"""A domain is marked where its owner holds approval to be likelier than this."""

_SHARE = re.compile(r"([0-9]{1,9})/(0*[1-9][0-9]{0,8})", re.ASCII)


def read_expectations(words: Iterable[str], bank: Bank) -> dict[str, Fraction]:
    """Return expectations written as ``household=9/10``, each domain once.

    Args:
        words: one for each domain.
        bank: whose domains they are.

    Raises:
        InvalidDocument: with every word of another form (``wrong-form``), ``repeated-name``,
            ``unknown-domain`` and ``out-of-range``.
    """
    expected: dict[str, Fraction] = {}
    problems: list[Problem] = []
    for word in words:
        domain, _, share = word.rpartition("=")
        found = _SHARE.fullmatch(share)
        if not found:
            wanted = "a domain and an exact share, such as household=9/10"
            problems.append(Problem("wrong-form", "expected", wanted, repr(word)))
        elif domain in expected:
            problems.append(Problem("repeated-name", "expected", "every domain once", repr(domain)))
        else:
            expected[domain] = Fraction(int(found[1]), int(found[2]))
    if problems := [*problems, *expectation_problems(expected, bank)]:
        raise InvalidDocument(problems)
    return expected


def expectation_problems(expected: Mapping[str, Fraction], bank: Bank) -> Iterator[Problem]:
    """Yield every ``unknown-domain``, and ``out-of-range`` for each share that is no probability.

    A misspelt domain would leave the one that was meant unmarked, and say nothing of it.
    """
    yield from unknown_domains(expected, bank, where="expected")
    for domain, share in expected.items():
        if not 0 <= share <= 1:
            path, wanted = f"expected.{domain}", "a probability from 0 to 1"
            yield Problem("out-of-range", path, wanted, str(share))

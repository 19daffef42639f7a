"""Strategies for the small types that documents are made of."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from commonweal.documents import RECORD_KINDS, FactValue, rational_text
from commonweal.testing._hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_LARGEST = 2**53 - 1
_NAME_START = "abcdefghijklmnopqrstuvwxyz0123456789"


def names() -> SearchStrategy[str]:
    """Return names of declared things, short ones mostly."""
    rest = st.text(_NAME_START + "_.-", max_size=79)
    return st.builds(lambda first, more: first + more[:8], st.sampled_from(_NAME_START), rest) | (
        st.builds(lambda first, more: first + more, st.sampled_from(_NAME_START), rest)
    )


def lines(*, longest: int = 40) -> SearchStrategy[str]:
    """Return short texts on one line, in any script.

    Args:
        longest: the characters that one may have.
    """
    characters = st.characters(codec="utf-8", exclude_characters="\r\n")
    return st.text(characters, min_size=1, max_size=longest)


def texts(*, longest: int = 60) -> SearchStrategy[str]:
    """Return texts that are not empty, in any script, with line feeds.

    Args:
        longest: the characters that one may have.
    """
    return st.text(st.characters(codec="utf-8"), min_size=1, max_size=longest)


def hashes() -> SearchStrategy[str]:
    """Return SHA-256 values in hexadecimal, small ones often so that some are equal."""
    return (st.integers(0, 3) | st.integers(0, 2**256 - 1)).map("{:064x}".format)


def nonces() -> SearchStrategy[str]:
    """Return nonces: 128 bits in hexadecimal."""
    return st.integers(0, 2**128 - 1).map("{:032x}".format)


def card_ids() -> SearchStrategy[str]:
    """Return whole ids of cards."""
    return hashes().map("value_card:{}".format)


def record_ids() -> SearchStrategy[str]:
    """Return whole ids of records of every kind."""
    return st.builds("{}:{}".format, st.sampled_from(sorted(RECORD_KINDS)), hashes())


def languages() -> SearchStrategy[str]:
    """Return language tags."""
    return st.sampled_from(["en", "pt-BR", "sw", "zh-Hant", "es-419"])


def timestamps() -> SearchStrategy[str]:
    """Return moments in UTC to the second, from 1900 to 2199."""
    moments = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31))  # noqa: DTZ001  # UTC by form
    return moments.map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ"))


def rationals(*, low: str | None = None, high: str | None = None) -> SearchStrategy[str]:
    """Return exact numbers as ``"p/q"`` in lowest terms.

    Args:
        low: the smallest, as such a text, if there is one.
        high: the greatest, if there is one.
    """
    least, most = (None if bound is None else Fraction(bound) for bound in (low, high))
    fractions = st.fractions(least, most, max_denominator=10**6)
    return fractions.filter(_fits).map(rational_text)


def integers() -> SearchStrategy[int]:
    """Return integers that every JSON reader agrees on."""
    return st.integers(-_LARGEST, _LARGEST)


def fact_values() -> SearchStrategy[FactValue]:
    """Return what a fact can be: truth values, integers, exact numbers and words."""
    words = lines(longest=12).filter(lambda word: "/" not in word)
    return st.one_of(st.booleans(), st.integers(0, 3), integers(), rationals(), words)


def json_objects() -> SearchStrategy[dict[str, Any]]:
    """Return JSON objects without floating-point numbers."""
    leaves = st.one_of(st.none(), st.booleans(), integers(), texts(longest=8))
    values = st.recursive(
        leaves,
        lambda inside: st.lists(inside, max_size=2) | st.dictionaries(names(), inside, max_size=2),
        max_leaves=4,
    )
    return st.dictionaries(names(), values, max_size=2)


def _fits(exact: Fraction) -> bool:
    return abs(exact.numerator) < 10**31

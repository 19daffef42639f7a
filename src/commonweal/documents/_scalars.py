"""The small types that documents are made of: names, texts, ids, moments and exact numbers."""

from __future__ import annotations

import re
from datetime import datetime
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

NAME_PATTERN = r"^[a-z0-9][a-z0-9_.-]{0,79}$"
LINE_PATTERN = r"^[^\r\n]*$"
RECORD_ID_PATTERN = r"^[a-z_]{1,40}:[0-9a-f]{64}$"
CARD_ID_PATTERN = r"^value_card:[0-9a-f]{64}$"
HASH_PATTERN = r"^[0-9a-f]{64}$"
NONCE_PATTERN = r"^[0-9a-f]{32}$"
SALT_PATTERN = r"^[0-9a-f]{32,64}$"
LANGUAGE_PATTERN = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
TIMESTAMP_PATTERN = (
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$"
)
RATIONAL_PATTERN = r"^(0|-?[1-9][0-9]{0,30})/[1-9][0-9]{0,30}$"

PATTERN_MEANINGS = {
    NAME_PATTERN: "a name: at most 80 lower-case letters, digits, '_', '-' and '.', "
    "beginning with a letter or digit",
    LINE_PATTERN: "text on a single line",
    RECORD_ID_PATTERN: "a whole record id: its kind, ':' and 64 hexadecimal digits",
    CARD_ID_PATTERN: "the whole id of a card: 'value_card:' and 64 hexadecimal digits",
    HASH_PATTERN: "a SHA-256: 64 lower-case hexadecimal digits",
    NONCE_PATTERN: "a nonce: 32 lower-case hexadecimal digits",
    SALT_PATTERN: "a salt: 32 to 64 lower-case hexadecimal digits",
    LANGUAGE_PATTERN: "a language tag such as 'en' or 'pt-BR'",
    TIMESTAMP_PATTERN: "a moment in UTC to the second, such as '2026-01-31T09:30:00Z'",
    RATIONAL_PATTERN: "an exact number 'p/q' in lowest terms, such as '3/4' or '2/1'",
}
"""What each pattern asks for, in the words that an error uses."""

Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
"""What a study calls one of its things: lower-case letters, digits, ``_``, ``-`` and ``.``."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
"""Something a person can read; never empty."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=LINE_PATTERN)]
"""A short text on one line."""

RecordId = Annotated[str, StringConstraints(pattern=RECORD_ID_PATTERN)]
"""The content id of a record, whole: ``kind:`` and 64 hexadecimal digits."""

CardId = Annotated[str, StringConstraints(pattern=CARD_ID_PATTERN)]
"""The content id of a values card."""

Hash = Annotated[str, StringConstraints(pattern=HASH_PATTERN)]
"""A SHA-256 in hexadecimal."""

Nonce = Annotated[str, StringConstraints(pattern=NONCE_PATTERN)]
"""128 random bits in hexadecimal: what makes the id of a personal record impossible to guess."""

Salt = Annotated[str, StringConstraints(pattern=SALT_PATTERN)]
"""Random digits that keep what was fixed by hash from being guessed before it is opened."""

Language = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
"""A BCP 47 language tag such as ``en`` or ``pt-BR``."""

Integer = Annotated[int, Field(ge=-(2**53) + 1, le=2**53 - 1)]
"""An integer that every JSON reader agrees on."""

Count = Annotated[int, Field(ge=0, le=2**53 - 1)]
"""How many; none is a number too."""

PositiveCount = Annotated[int, Field(ge=1, le=2**53 - 1)]
"""How many, at least one."""

PolicyIndex = Annotated[int, Field(ge=0, le=11)]
"""The position, from 0, of an attentional policy in its card."""


def _wrong_form(expected: str) -> PydanticCustomError:
    return PydanticCustomError("wrong_form", "{expected}", {"expected": expected})


def _no_truth_value(version: object) -> object:
    # Python takes true and 1.0 for 1, and would take records that differ for one another.
    if type(version) is not int:
        raise _wrong_form("schema_version 1")
    return version


SchemaVersion = Annotated[Literal[1], BeforeValidator(_no_truth_value)]
"""The version of the shape that a document has."""


def _existing_moment(text: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        raise _wrong_form("a day that exists") from error
    return text


Timestamp = Annotated[
    str, StringConstraints(pattern=TIMESTAMP_PATTERN), AfterValidator(_existing_moment)
]
"""A moment in UTC to the second, ``2026-01-31T09:30:00Z``: text whose order is that of time."""


def _reduced(text: str) -> str:
    numerator, denominator = (int(part) for part in text.split("/"))
    fraction = Fraction(numerator, denominator)
    if (fraction.numerator, fraction.denominator) != (numerator, denominator):
        raise _wrong_form(PATTERN_MEANINGS[RATIONAL_PATTERN])
    return text


Rational = Annotated[str, StringConstraints(pattern=RATIONAL_PATTERN), AfterValidator(_reduced)]
"""An exact number ``"p/q"`` in lowest terms (``"3/4"``, ``"2/1"``)."""


def rational_text(number: Fraction) -> str:
    """Return an exact number as documents write it: ``"3/4"``, and ``"2/1"`` for two."""
    return f"{number.numerator}/{number.denominator}"


def _positive(text: str) -> str:
    if text.startswith(("-", "0")):
        raise _wrong_form("an exact number above zero, such as '3/4'")
    return text


PositiveRational = Annotated[Rational, AfterValidator(_positive)]
"""An exact number above zero."""


def _between_zero_and_one(text: str) -> str:
    if not 0 <= Fraction(text) <= 1:
        raise _wrong_form("an exact number from '0/1' to '1/1'")
    return text


Probability = Annotated[Rational, AfterValidator(_between_zero_and_one)]
"""An exact number from zero to one."""

LONGEST_WORD = 300
"""How many characters a word may have that is the value of a fact."""

_LIKE_A_RATIONAL = re.compile(r"-?[0-9]+/[0-9]+", re.ASCII)
_RATIONAL = re.compile(RATIONAL_PATTERN)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def word_wanted(text: str) -> str | None:
    """Return what a fact's value would have to be if it is text and not this one.

    Args:
        text: what a fact is to be.

    Returns:
        The words for it, as an error uses them; None if a fact can be this.
    """
    if not 1 <= len(text) <= LONGEST_WORD or _SURROGATE.search(text):
        return f"a word of 1 to {LONGEST_WORD} characters"
    # One way of writing a number keeps "has this value" and "is this number" from disagreeing.
    if "/" in text and _LIKE_A_RATIONAL.fullmatch(text) and not _is_rational(text):
        return PATTERN_MEANINGS[RATIONAL_PATTERN]
    return None


def _is_rational(text: str) -> bool:
    return _RATIONAL.fullmatch(text) is not None and rational_text(Fraction(text)) == text


def _word_or_rational(text: str) -> str:
    if (wanted := word_wanted(text)) is not None:
        raise _wrong_form(wanted)
    return text


FactValue = (
    bool
    | Integer
    | Annotated[
        str,
        StringConstraints(min_length=1, max_length=LONGEST_WORD),
        AfterValidator(_word_or_rational),
    ]
)
"""What a fact can be: true or false, an integer, a rational as ``"p/q"``, or a word."""

Origin = Literal["person", "model", "import", "synthetic"]
"""Who is behind a statement. Synthetic people are always labelled."""

YesNoUnsure = Literal["yes", "no", "unsure"]

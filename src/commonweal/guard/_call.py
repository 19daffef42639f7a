"""A call of a tool: its arguments copied and hashed, and what they say, exactly."""

from __future__ import annotations

import contextlib
import copy
import json
import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import rfc8785

from commonweal.documents import (
    RATIONAL_PATTERN,
    Change,
    did_you_mean,
    number_of,
    rational_text,
    sha256_hex,
    shown,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.guard._declaration import UNLISTED
from commonweal.guard._plain import plain_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commonweal.documents import FactValue
    from commonweal.guard._declaration import GuardDeclaration, GuardedTool
    from commonweal.norms import FactType

_DECIMAL = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?", re.ASCII)
_LIKE_A_RATIONAL = re.compile(r"-?[0-9]+/[0-9]+", re.ASCII)
_RATIONAL = re.compile(RATIONAL_PATTERN)
_LARGEST = 2**53 - 1
MOST_IN_A_CALL, FINEST = 10**15, 10**9
"""The largest amount that one call may add to a total, and into how many parts one is split."""
_LONGEST_WORD = 300
LONGEST_ARGUMENTS = 1_000_000
"""The bytes that the arguments of one call may have, written as canonical JSON."""


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One call of a tool, as it was made: what its arguments say of what is done."""

    tool: str
    arguments: Mapping[str, Any]
    """A copy of the arguments, as the tool is to get them."""
    text: str
    """The arguments as canonical JSON."""
    sha256: str
    """What the call is known by; see `call_hash`."""
    toward: str | None = None
    """The party that is acted on."""

    @property
    def plain(self) -> dict[str, Any]:
        """The arguments as plain JSON, a copy of their own each time."""
        said: dict[str, Any] = json.loads(self.text)
        return said


def call_hash(tool: str, arguments: Mapping[str, Any]) -> str:
    """Return what a call is known by: the SHA-256 of the canonical JSON of tool and arguments.

    It is that of RFC 8785 of ``{"arguments": …, "tool": …}``, so that a log of effects that some
    other program writes can name calls in the same way.

    Raises:
        InvalidDocument: with code ``call-not-plain`` if the arguments are not plain data.
    """
    return _hash(tool, _text(tool, arguments))


def outcome_hash(outcome: object) -> str:
    """Return the SHA-256 of what came of a call: of its canonical JSON, if it is plain data.

    Anything else counts as the name of its type and is not looked into, since it may be used up by
    that or say less than it is: a file, a generator, a model, a list that holds one.
    """
    try:
        said = plain_json(outcome)
    except ValueError:
        said = f"{type(outcome).__module__}.{type(outcome).__qualname__}"
    return sha256_hex(said.encode("utf-8", "backslashreplace"))


def failure_hash(error: BaseException) -> str:
    """Return the SHA-256 of what a tool raised instead: its type, and what it says.

    An error may fail at saying what it is; what was carried out is entered all the same.
    """
    text = ""
    with contextlib.suppress(Exception):
        text = str(error)
    return outcome_hash({"raised": type(error).__name__, "text": text})


def call_of(
    tool: str, arguments: Mapping[str, Any], declared: GuardedTool, of: GuardDeclaration
) -> ToolCall:
    """Return a call with its arguments copied, so that nobody changes them after the verdict.

    What is judged and hashed is the copy, which is plain data: the tool gets that and nothing more.

    Raises:
        InvalidDocument: with every reason why the arguments are none that the tool declares:
            ``call-not-plain``, ``argument-not-declared``, ``argument-missing``, ``argument-unfit``
            or ``party-not-declared``.
    """
    try:
        copied = copy.deepcopy(dict(arguments))
    except Exception as error:
        raise InvalidDocument(_not_plain(tool, str(error))) from error
    text = _text(tool, copied)
    plain = json.loads(text)
    problems = [*_strangers(plain, declared, of)]
    toward, wrong = _toward(plain, declared, of)
    problems += wrong
    for fact in declared.facts:
        if fact.argument not in plain:
            if not fact.optional:
                problems.append(_missing(tool, fact.argument))
        elif fact_value(plain[fact.argument], fact.type) is None:
            problems.append(_unfit(tool, fact.argument, f"a {fact.type}", plain[fact.argument]))
    problems += _wrong_amounts(plain, declared, of)
    if problems:
        raise InvalidDocument(problems)
    return ToolCall(tool, copied, text, _hash(tool, text), toward)


def facts_of(call: ToolCall, declared: GuardedTool, of: GuardDeclaration) -> Iterator[Change]:
    """Yield the facts that the arguments bear on, as the call leaves them, each with who says so.

    What the guard sees it says itself; the rest is the agent's own word, which permits nothing.
    """
    plain = call.plain
    for fact in declared.facts:
        if fact.argument in plain:
            value = fact_value(plain[fact.argument], fact.type)
            assert value is not None
            yield Change(fact=fact.fact, value=value, by=of.guard if fact.seen else of.agent.name)


def fact_value(said: object, kind: FactType) -> FactValue | None:
    """Return an argument as the value of a fact, or nothing if it is none of that type.

    Numbers are exact: a JSON number is the decimal number that it is written as, and text may be
    one. An integer stays one, everything else is ``"p/q"``.
    """
    if kind == "boolean":
        return said if isinstance(said, bool) else None
    if kind == "word":
        if not isinstance(said, str) or not 0 < len(said) <= _LONGEST_WORD:
            return None
        return None if _LIKE_A_RATIONAL.fullmatch(said) else said
    number = exact_number(said)
    return None if number is None else number_value(number)


def exact_number(said: object) -> Fraction | None:
    """Return the number that somebody said, exactly, or nothing if it is none."""
    if isinstance(said, bool):
        return None
    if isinstance(said, int):
        return Fraction(said)
    if isinstance(said, float):
        # What stands in the JSON is decimal; the shortest decimal that reads back is that number.
        return Fraction(float.__repr__(said)) if said - said == 0 else None
    if isinstance(said, str):
        return Fraction(said) if _DECIMAL.fullmatch(said) else number_of(said)
    return None


def number_value(number: Fraction) -> FactValue | None:
    """Return a number as facts have it, or nothing if it has too many digits."""
    if number.denominator == 1 and abs(number) <= _LARGEST:
        return int(number)
    text = rational_text(number)
    return text if _RATIONAL.fullmatch(text) else None


def _text(tool: str, arguments: Mapping[str, Any]) -> str:
    try:
        text = plain_json(dict(arguments))
    except ValueError as error:
        raise InvalidDocument(_not_plain(tool, str(error))) from error
    if (size := len(text.encode())) > LONGEST_ARGUMENTS:
        raise InvalidDocument(_not_plain(tool, f"{size} bytes"))
    return text


def _hash(tool: str, text: str) -> str:
    return sha256_hex(b'{"arguments":' + text.encode() + b',"tool":' + rfc8785.dumps(tool) + b"}")


def _strangers(
    plain: Mapping[str, Any], declared: GuardedTool, of: GuardDeclaration
) -> Iterator[Problem]:
    known = {*declared.arguments, *(fact.argument for fact in declared.facts)}
    if declared.toward is not None and declared.toward.argument is not None:
        known.add(declared.toward.argument)
    for total in of.totals:
        if declared.name in total.tools:
            known |= {name for name in (total.argument, total.group) if name is not None}
    for name in sorted(plain.keys() - known):
        expected = f"one of the declared arguments {', '.join(sorted(known))}"
        if not known:
            expected = f"no argument, since {declared.name} declares none"
        hint = did_you_mean(name, sorted(known))
        yield Problem("argument-not-declared", declared.name, expected, repr(name)[:80], hint)


def _toward(
    plain: Mapping[str, Any], declared: GuardedTool, of: GuardDeclaration
) -> tuple[str | None, list[Problem]]:
    toward = declared.toward
    if toward is None or toward.argument is None:
        return (None if toward is None else toward.party), []
    if toward.argument not in plain:
        return None, [_missing(declared.name, toward.argument)]
    said = plain[toward.argument]
    names = [party.name for party in of.everybody]
    if said in names:
        return said, []
    meant = [name for name in names if isinstance(said, str) and _folded(name) == _folded(said)]
    if toward.unlisted and isinstance(said, str) and not meant:
        return UNLISTED, []
    path, expected = f"{declared.name} {toward.argument}", "one of the declared parties"
    hint = f"Did you mean {meant[0]!r}?" if meant else ""
    return None, [Problem("party-not-declared", path, expected, shown(said), hint)]


def _folded(name: str) -> str:
    """Return a name without what a tool may pass over: capitals, spaces, marks, other forms.

    A party of whom norms speak, spelled so, is no stranger whom they do not bind.
    """
    letters = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def _wrong_amounts(
    plain: Mapping[str, Any], declared: GuardedTool, of: GuardDeclaration
) -> Iterator[Problem]:
    """Yield what cannot be added up: what is missing, no number, or below zero."""
    for total in of.totals:
        if declared.name not in total.tools:
            continue
        if total.per == "argument" and total.group is not None and total.group not in plain:
            yield _missing(declared.name, total.group)
        if total.argument is None:
            continue
        if total.argument not in plain:
            yield _missing(declared.name, total.argument)
            continue
        said = plain[total.argument]
        number = exact_number(said)
        if number is None or not 0 <= number <= MOST_IN_A_CALL or not _fine(number):
            expected = "an amount from 0 to 10^15, of at most nine decimals"
            yield _unfit(declared.name, total.argument, expected, said)


def _fine(number: Fraction) -> bool:
    # So that sums of any number of them have a numerator that a record can hold.
    return (number * FINEST).denominator == 1


def _missing(tool: str, argument: str) -> Problem:
    return Problem("argument-missing", tool, f"the argument {argument!r}", "nothing")


def _unfit(tool: str, argument: str, expected: str, said: object) -> Problem:
    return Problem("argument-unfit", f"{tool} {argument}", expected, shown(said))


def _not_plain(tool: str, found: str) -> Problem:
    return Problem(
        code="call-not-plain",
        path=tool,
        expected="arguments that JSON gives back as they were, of at most a million bytes",
        found=found[:200],
        hint="Give text, numbers, truth values, lists and tables; the tool can make more of them.",
    )

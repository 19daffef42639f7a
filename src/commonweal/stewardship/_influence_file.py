"""A trial of an agent as a file: what it gains from each value, and how people's values changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from pydantic import Field

from commonweal.documents import Document, Integer, Rational, read_document
from commonweal.errors import InvalidDocument, Problem
from commonweal.stewardship._influence import InfluenceProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ValueName = Annotated[str, Field(min_length=1, max_length=300)]
Number = Integer | Rational


class _Person(Document):
    """What one person met, and how their values changed."""

    arm: Literal["agent", "control"]
    change: dict[ValueName, Number]


class _Influence(Document):
    """The file."""

    interest: Annotated[dict[ValueName, Number], Field(min_length=2)]
    people: dict[ValueName, _Person]


def read_influence(path: Path) -> InfluenceProblem:
    """Return the trial in a JSON file.

    It is an object with ``interest``, from each value to what the agent gains from it, and
    ``people``, from each pseudonym to an object with ``arm`` (``agent`` or ``control``) and
    ``change``, from each value to how much more it is attended to afterwards. Numbers are whole, or
    exact as ``"3/4"``. Every value of the interest stands in every change, also where nothing did.

    Raises:
        InvalidDocument: with everything in it that is of another form; code ``other-values`` for
            each person whose changes are of other values than the interest.
    """
    content = read_document(path, _Influence)
    if problems := tuple(_problems(content, path)):
        raise InvalidDocument(problems)
    values, people = list(content.interest), list(content.people.values())
    change = np.array([[_number(person.change[value]) for value in values] for person in people])
    return InfluenceProblem(
        change=change.reshape(len(people), len(values)),
        interest=np.array([_number(content.interest[value]) for value in values]),
        treated=np.array([person.arm == "agent" for person in people], dtype=np.bool_),
    )


def _problems(content: _Influence, path: Path) -> Iterator[Problem]:
    for name, person in content.people.items():
        missing = [repr(value) for value in content.interest if value not in person.change]
        other = [repr(value) for value in person.change if value not in content.interest]
        if missing or other:
            yield Problem(
                code="other-values",
                path=f"{path} people.{name}.change",
                expected="a number for each value of the interest, and for no other",
                found=", ".join([*(f"none for {each}" for each in missing), *other]),
                hint="Where a value did not change, write 0.",
            )


def _number(number: int | str) -> float:
    if isinstance(number, int):
        return float(number)
    above, below = map(int, number.split("/"))
    return above / below

"""What is judged is what is carried out: only plain data has a hash that is of all of it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import BaseModel, Field, SecretStr

from commonweal.errors import InvalidDocument
from commonweal.guard import Guard, audit, call_hash, outcome_hash
from commonweal.guard._plain import DEEPEST, plain_json

MakeGuard = Callable[..., Guard]
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(-1e15, 1e15)
    | st.floats(min_value=1e21, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab\u20ac"), inner),
    max_leaves=10,
)


class Account(BaseModel):
    """An account of which a serialiser shows less than a tool finds."""

    owner: str = "mill"
    number: str = Field("GOOD", exclude=True)
    key: SecretStr = SecretStr("x")


class Lying(str):
    """Text that says something else when it is used."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return "EVIL"


class Shifting(dict[str, Any]):
    """A table that a tool reads otherwise than a serialiser does."""

    def __getitem__(self, name: str) -> Any:
        return "EVIL"


def nested(depth: int) -> list[Any]:
    found: list[Any] = []
    for _ in range(depth):
        found = [found]
    return found


@given(PLAIN)
def test_plain_data_come_back_from_their_json(data: Any) -> None:
    """Equal, and with the same JSON again: an audit hashes what it reads."""
    text = plain_json(data)

    assert json.loads(text) == data
    assert text == plain_json(json.loads(text))


@pytest.mark.parametrize(
    "value",
    [
        Account(),
        [{"of": Account()}],
        Lying("mill"),
        Shifting(number="GOOD"),
        date(2026, 6, 1),
        Decimal(1),
        b"mill",
        (1, 2),
        {1: "one"},
        float("inf"),
        1e17,
        2**53,
        10**5000,
        "\ud800",
        nested(DEEPEST),
        nested(100_000),
        [copy],
    ],
    ids=[
        "model",
        "within",
        "text",
        "table",
        "date",
        "decimal",
        "bytes",
        "tuple",
        "names",
        "infinite",
        "float",
        "integer",
        "large",
        "surrogate",
        "deep",
        "deeper",
        "module",
    ],
)
def test_arguments_that_json_does_not_give_back_are_refused(
    value: object, make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """Two calls that differ in what a serialiser leaves out would have one hash."""
    declaration["tools"][0]["arguments"] = ["ref"]
    arguments = {"to": "mill", "amount": 5, "ref": value}

    verdict = make_guard(declaration=declaration).judge("transfer", arguments)

    assert ("refuse", "call-not-plain") == (verdict.outcome, verdict.why.code)
    with pytest.raises(InvalidDocument, match="call-not-plain"):
        call_hash("transfer", arguments)


def test_many_values_that_stand_in_few_lists_are_refused_at_once() -> None:
    """A list of a list of …, each ten times, would have no end when it is written."""
    found: list[Any] = []
    for _ in range(DEEPEST - 1):
        found = [found] * 10

    with pytest.raises(InvalidDocument, match="more than"):
        call_hash("transfer", {"ref": found})


def test_what_is_carried_out_is_the_copy_that_was_hashed(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """An object that is copied as something else is judged as what it was copied as."""

    class Changing:
        def __deepcopy__(self, memo: object) -> str:
            return "child"

    call = make_guard(declaration=declaration).judge("transfer", {"to": Changing(), "amount": 5})

    assert ("refuse", "child") == (call.outcome, call.call.toward)
    assert call_hash("transfer", {"to": "child", "amount": 5}) == call.call.sha256


def test_what_was_let_through_is_found_again_by_an_audit(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """The hash of every call that is let through is that of the arguments in its record."""
    declaration["tools"][0]["arguments"] = ["ref"]
    guard = make_guard(declaration=declaration)
    for ref in (1e21, 0.1, -0.0, [None, {"a": True}], 1e17):
        guard.call("transfer", {"to": "mill", "amount": 1, "ref": ref}, lambda **_: None)

    assert () == audit(guard.folder).findings


def test_what_a_tool_returns_is_not_used_up(make_guard: MakeGuard) -> None:
    """A generator comes to the caller as the tool made it."""
    result = make_guard().call(
        "transfer", {"to": "mill", "amount": 5}, lambda **_: (each for each in (1, 2))
    )

    assert [1, 2] == list(result.value)


def test_what_a_tool_returns_fails_nothing_however_deep_it_is(make_guard: MakeGuard) -> None:
    """It was carried out, so it is entered and returned."""
    guard, deep = make_guard(), nested(100_000)

    result = guard.call("transfer", {"to": "mill", "amount": 5}, lambda **_: deep)

    assert result.value is deep
    assert () == audit(guard.folder).findings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Account(), Account(number="EVIL")),
        ((1, 2), ()),
        ([Account()], nested(100_000)),
        (10**5000, 2**53),
        ("\ud800", "\udfff"),
    ],
    ids=["model", "tuple", "list", "large", "surrogate"],
)
def test_an_outcome_that_is_not_plain_counts_as_its_type(one: object, other: object) -> None:
    """It is not looked into: an object may be used up by that, or show less than it is."""
    kind = type(one)

    assert outcome_hash(one) == outcome_hash(other)
    assert outcome_hash(one) != outcome_hash(f"{kind.__module__}.{kind.__qualname__}")

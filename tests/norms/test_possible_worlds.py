"""Whether a condition can hold at all: what is found does, and what is not found cannot."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any as AnyValue

import pytest
from hypothesis import example, given, settings, strategies as st

from commonweal.documents import (
    All,
    Any,
    AtLeast,
    AtMost,
    Before,
    Condition,
    Context,
    Equals,
    FactDeclaration,
    FactValue,
    Holds,
    KnownWorld,
    Not,
    Occupies,
    OneOf,
    Truth,
    evaluate,
)
from commonweal.norms import ContextOrder, PossibleWorlds
from commonweal.testing import conditions

VALUES: tuple[FactValue, ...] = (True, False, 0, 1, 2, "3/2", "dry")
ELSE: tuple[FactValue, ...] = (-1, "1/2", "7/4", 3, "wet")
"""What lies between and beyond the values that conditions speak of."""
TRUTHS: tuple[Truth, ...] = ("holds", "fails")
SAID = {"by": "registry", "origin": "person", "said_at": "2026-01-01T00:00:00Z"}

small = conditions(words=("a",), values=st.sampled_from(VALUES), most_clauses=6)


def declared(type_: str, *words: str) -> Mapping[str, FactDeclaration]:
    """Return the fact ``a`` as declared."""
    content: dict[str, AnyValue] = {"name": "a", "type": type_, "text": "A.", "words": words}
    return {"a": FactDeclaration.model_validate(content | SAID)}


def contexts(**broader: tuple[str, ...]) -> ContextOrder:
    """Return contexts, each with those that are broader."""
    return ContextOrder(
        Context.model_validate({"name": name, "text": "when", "broader": more} | SAID)
        for name, more in broader.items()
    )


def find(condition: Condition, facts: Mapping[str, FactDeclaration] | None = None) -> AnyValue:
    """Return what is found with contexts that do not lie within one another."""
    return PossibleWorlds(facts or {}, contexts()).find(condition)


def every_world() -> Iterator[KnownWorld]:
    """Yield every world in which all that is small is known."""
    values = (*VALUES, *ELSE)
    for now, before, held, *occupied in itertools.product(
        values, values, TRUTHS, TRUTHS, TRUTHS, TRUTHS
    ):
        somebody = "holds" if "holds" in occupied else "fails"
        roles = dict(zip(("actor", "counterparty", "decider"), occupied, strict=True))
        for anyone in {somebody, "holds"}:
            yield KnownWorld(
                {"a": now},
                {"a": before},
                {"a": held},
                {(who, "a"): truth for who, truth in (roles | {"anyone": anyone}).items()},  # type: ignore[misc]
            )


WORLDS = tuple(every_world())


@settings(max_examples=150)
@given(small)
@example(All(of=(AtLeast(fact="a", value=1), AtMost(fact="a", value=1))))
@example(Not(of=Any(of=(AtLeast(fact="a", value=1), Not(of=AtLeast(fact="a", value=1))))))
@example(All(of=(Occupies(who="actor", role="a"), Not(of=Occupies(who="anyone", role="a")))))
def test_what_is_found_holds_and_what_is_not_cannot(condition: Condition) -> None:
    """In every world of many, or in the one that is shown."""
    found = find(condition)

    if found.answer == "yes":
        assert "holds" == evaluate(condition, found.world)
    else:
        assert "no" == found.answer
        assert not any(evaluate(condition, world) == "holds" for world in WORLDS)


@pytest.mark.parametrize(
    ("facts", "clause", "answer"),
    [
        (declared("boolean"), Not(of=OneOf(fact="a", values=(True, False))), "no"),
        (declared("boolean"), Not(of=Equals(fact="a", value=True)), "yes"),
        (declared("number"), Equals(fact="a", value="dry"), "no"),
        (declared("number"), Not(of=OneOf(fact="a", values=(0, 1, 2, -1, -2))), "yes"),
        (declared("word", "dry", "wet"), Not(of=OneOf(fact="a", values=("dry", "wet"))), "no"),
        (declared("word", "dry", "wet"), Equals(fact="a", value="damp"), "no"),
        (declared("word"), Not(of=OneOf(fact="a", values=("dry", "wet"))), "yes"),
        (declared("word"), AtLeast(fact="a", value=1), "no"),
        ({}, Not(of=AtLeast(fact="a", value=6)), "yes"),
    ],
)
def test_a_fact_has_only_values_that_it_is_declared_with(
    facts: Mapping[str, FactDeclaration], clause: Condition, answer: str
) -> None:
    """A number is no word, and of two words it is one or the other."""
    assert answer == find(clause, facts).answer


def test_between_two_bounds_there_is_always_another_number() -> None:
    """However many are left out, unless the bounds meet."""
    out = tuple(f"{number}/64" if number % 2 else number for number in range(65, 127, 2))
    bounds = (AtLeast(fact="a", value=1), Not(of=AtLeast(fact="a", value=2)))
    never = (Not(of=AtMost(fact="a", value=1)), Not(of=AtLeast(fact="a", value=1)))

    assert "yes" == find(All(of=(*bounds, Not(of=OneOf(fact="a", values=out))))).answer
    assert "no" == find(All(of=never)).answer


def test_before_and_after_are_two_worlds() -> None:
    """An option may change what was."""
    rain = Equals(fact="a", value=True)

    assert "yes" == find(All(of=(Before(of=rain), Not(of=rain)))).answer
    assert "no" == find(All(of=(Before(of=rain), Before(of=Not(of=rain))))).answer


def test_a_narrower_context_carries_the_broader_ones() -> None:
    """In the drought of a dry year it is a dry year, whatever stands in between."""
    order = contexts(drought=("dry-year",), **{"dry-year": ("year",), "year": ()})
    worlds = PossibleWorlds({}, order)
    drought, year = Holds(context="drought"), Holds(context="year")

    assert "no" == worlds.find(All(of=(drought, Not(of=year)))).answer
    assert "no" == worlds.find(All(of=(Not(of=year), drought))).answer
    found = worlds.find(All(of=(drought,))).world
    assert found is not None
    assert {"drought", "dry-year", "year"} == {*found.contexts}
    assert "yes" == worlds.find(All(of=(year, Not(of=drought)))).answer


def test_a_search_without_end_says_so() -> None:
    """Pigeons in too few holes: every way has to be tried, and it gives up."""
    names = [[f"p{pigeon}-{hole}" for hole in range(9)] for pigeon in range(10)]
    somewhere = [Any(of=tuple(Equals(fact=f, value=True) for f in row)) for row in names]
    alone = [
        Not(of=All(of=(Equals(fact=one, value=True), Equals(fact=other, value=True))))
        for holes in zip(*names, strict=True)
        for one, other in itertools.combinations(holes, 2)
    ]
    parts = [All(of=tuple(alone[start : start + 64])) for start in range(0, len(alone), 64)]

    assert "undecided" == find(All(of=(*somewhere, *parts))).answer

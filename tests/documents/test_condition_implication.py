"""Whether one condition is narrower than another."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings, strategies as st

from commonweal.documents import (
    ALWAYS,
    All,
    Any,
    AtLeast,
    AtMost,
    Before,
    Condition,
    Equals,
    FactValue,
    Holds,
    KnownWorld,
    Not,
    Occupies,
    OneOf,
    Truth,
    Who,
    evaluate,
    implies,
)
from commonweal.testing import conditions

WORDS = ("a",)
VALUES: tuple[FactValue, ...] = (True, False, 1, 2, "1/1", "3/2", "dry")
TRUTHS: tuple[Truth, ...] = ("holds", "fails", "unknown")

small = conditions(words=WORDS, values=st.sampled_from(VALUES), most_clauses=5)


@st.composite
def related(draw: st.DrawFn) -> tuple[Condition, Condition]:
    """Draw two conditions of which the first is often the narrower."""
    first, second, third = draw(small), draw(small), draw(small)
    return draw(
        st.sampled_from(
            [
                (first, second),
                (All(of=(first, second)), first),
                (first, Any(of=(second, first))),
                (All(of=(first, Not(of=second))), All(of=(first,))),
                (All(of=(second, first, third)), Any(of=(All(of=(third, second)), first))),
            ]
        )
    )


def subjects(condition: Condition) -> set[tuple[str, ...]]:
    """Return the facts, contexts and roles that a condition speaks of."""
    match condition:
        case Holds(context=context):
            return {("context", context)}
        case Occupies(who=who, role=role):
            return {("role", who, role)}
        case Equals(fact=fact) | OneOf(fact=fact) | AtLeast(fact=fact) | AtMost(fact=fact):
            return {("fact", fact), ("before", fact)}
        case _:
            return {subject for part in condition.parts for subject in subjects(part)}


def all_worlds(*conditions: Condition) -> Iterator[KnownWorld]:
    """Yield every world over what the conditions speak of, known whole or in part."""
    asked = sorted({subject for condition in conditions for subject in subjects(condition)})
    choices = [(*VALUES, None) if subject[0] in {"fact", "before"} else TRUTHS for subject in asked]
    for chosen in itertools.product(*choices):
        world = dict(zip(asked, chosen, strict=True))
        facts = {s[1]: v for s, v in world.items() if s[0] == "fact" and v is not None}
        before = {s[1]: v for s, v in world.items() if s[0] == "before" and v is not None}
        contexts = {s[1]: v for s, v in world.items() if s[0] == "context"}
        roles: dict[tuple[Who, str], Truth] = {
            (s[1], s[2]): v for s, v in world.items() if s[0] == "role"
        }
        yield KnownWorld(facts, before, contexts, roles)


@settings(max_examples=300)
@given(related())
@example((Equals(fact="a", value=True), Not(of=OneOf(fact="a", values=(1, 2)))))
@example((Not(of=AtLeast(fact="a", value=1)), Not(of=AtLeast(fact="a", value=2))))
def test_implication_is_sound(pair: tuple[Condition, Condition]) -> None:
    """Where the narrower holds the broader holds too, in every world of a small kind."""
    narrower, broader = pair

    if implies(narrower, broader):
        counterexamples = [
            world
            for world in all_worlds(narrower, broader)
            if evaluate(narrower, world) == "holds" and evaluate(broader, world) != "holds"
        ]
        assert [] == counterexamples


def literals() -> list[Condition]:
    """Return every atom about one fact with these values, and its negation."""
    numbers: tuple[int | str, ...] = (1, 2, "3/2")
    atoms: list[Condition] = [
        *(Equals(fact="a", value=value) for value in VALUES),
        *(AtLeast(fact="a", value=number) for number in numbers),
        *(AtMost(fact="a", value=number) for number in numbers),
        *(OneOf(fact="a", values=pair) for pair in itertools.combinations(VALUES, 2)),
    ]
    return [*atoms, *(Not(of=atom) for atom in atoms)]


def test_implication_is_sound_for_every_two_literals() -> None:
    """No atom or negated atom is said to imply another that fails or is unknown where it holds."""
    worlds = [KnownWorld(facts={"a": value}) for value in VALUES] + [KnownWorld()]
    claimed = [pair for pair in itertools.product(literals(), repeat=2) if implies(*pair)]

    false = [
        (narrower, broader, world)
        for narrower, broader in claimed
        for world in worlds
        if evaluate(narrower, world) == "holds" != evaluate(broader, world)
    ]
    assert [] == false
    assert len(claimed) > 3 * len(literals())


@given(small, small)
def test_a_conjunction_implies_its_parts(first: Condition, second: Condition) -> None:
    """Whatever fits in the limit implies itself, and a conjunction implies each of its parts."""
    assert implies(first, first)
    assert implies(All(of=(first, second)), first)
    assert implies(first, Any(of=(second, first)))


HIGH, LOW = AtLeast(fact="flow", value=5), AtLeast(fact="flow", value=3)
FEW, MANY = AtMost(fact="flow", value=3), AtMost(fact="flow", value=5)
FOUR = Equals(fact="flow", value=4)


@pytest.mark.parametrize(
    ("narrower", "broader"),
    [
        (HIGH, LOW),
        (FEW, MANY),
        (FOUR, LOW),
        (FOUR, MANY),
        (FOUR, AtMost(fact="flow", value=4)),
        (FOUR, AtLeast(fact="flow", value=4)),
        (FOUR, Equals(fact="flow", value="4/1")),
        (FOUR, OneOf(fact="flow", values=(4, 5))),
        (FOUR, Not(of=Equals(fact="flow", value=5))),
        (FOUR, Not(of=OneOf(fact="flow", values=(1, 2)))),
        (OneOf(fact="flow", values=(3, 4)), LOW),
        (OneOf(fact="flow", values=(3, 4)), OneOf(fact="flow", values=(5, 4, 3))),
        (Not(of=LOW), Not(of=HIGH)),
        (Not(of=MANY), Not(of=FEW)),
        (Not(of=OneOf(fact="flow", values=(1, 2))), Not(of=Equals(fact="flow", value=2))),
        (Not(of=OneOf(fact="flow", values=(1, 2))), Not(of=OneOf(fact="flow", values=(2,)))),
        (Before(of=HIGH), Before(of=LOW)),
        (Before(of=All(of=(HIGH, FOUR))), All(of=(Before(of=LOW), Before(of=FOUR)))),
        (HIGH, ALWAYS),
        (Any(), HIGH),
        (All(of=(HIGH, Not(of=HIGH))), Holds(context="never")),
        (Any(of=(HIGH, FOUR)), LOW),
        (Not(of=Any(of=(LOW, Holds(context="dry")))), Not(of=HIGH)),
    ],
)
def test_what_is_narrower_is_recognised(narrower: Condition, broader: Condition) -> None:
    """The implications that the reference lists are found, and not the other way round."""
    assert implies(narrower, broader)


@pytest.mark.parametrize(
    ("narrower", "broader"),
    [
        (LOW, HIGH),
        (LOW, FOUR),
        (HIGH, Before(of=HIGH)),
        (HIGH, AtLeast(fact="rain", value=3)),
        (Equals(fact="flow", value="dry"), LOW),
        (Equals(fact="flow", value=True), Not(of=Equals(fact="flow", value=1))),
        (Not(of=Equals(fact="flow", value=1)), FOUR),
        (Not(of=HIGH), Not(of=LOW)),
        (ALWAYS, HIGH),
        (Holds(context="drought"), Holds(context="dry")),
        (Occupies(who="actor", role="farmer"), Occupies(who="anyone", role="farmer")),
        (
            All(of=(AtLeast(fact="n", value=3), AtMost(fact="n", value=3))),
            Equals(fact="n", value=3),
        ),
        (FOUR, Any(of=(All(of=(FOUR, HIGH)), All(of=(FOUR, Not(of=HIGH)))))),
        (OneOf(fact="flow", values=(4,)), FOUR),
        (FOUR, OneOf(fact="flow", values=(3, 5))),
        (OneOf(fact="flow", values=(3, 4)), OneOf(fact="flow", values=(4, 5))),
    ],
)
def test_what_is_not_seen_to_be_narrower_is_not_claimed(
    narrower: Condition, broader: Condition
) -> None:
    """False implications are refused, and so are true ones that the test is known to miss."""
    assert not implies(narrower, broader)


def choices(count: int) -> Condition:
    """Return a condition whose normal form has ``2 ** count`` conjunctions."""
    return All(
        of=tuple(
            Any(of=(Holds(context=f"a{index}"), Holds(context=f"b{index}")))
            for index in range(count)
        )
    )


def test_the_limit_is_sixty_four_conjunctions() -> None:
    """With 64 conjunctions a condition implies itself; with more it is not compared."""
    assert implies(choices(6), choices(6))
    assert not implies(choices(7), choices(7))
    assert not implies(choices(7), ALWAYS)
    assert not implies(Any(), choices(7))


def test_the_widest_condition_is_refused_at_once() -> None:
    """The limit is met before anything grows: 64 choices of 64 are not multiplied out."""
    part = Any(of=tuple(Holds(context=f"c{index}") for index in range(64)))
    wide = All(of=(part,) * 64)

    assert not implies(wide, ALWAYS)

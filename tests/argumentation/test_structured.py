from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from commonweal.argumentation import (
    LINKS,
    SET_ORDERS,
    ArgumentationTheory,
    InferenceRule,
    Link,
    SetOrder,
    denied,
    solve_extensions,
    solve_grounded,
    structured_framework,
)
from commonweal.errors import Infeasible, InvalidDocument

ATOMS = ("p", "q", "r")
LITERALS = (*ATOMS, *(denied(atom) for atom in ATOMS))


def rule(name: str, premises: str, conclusion: str, *, strict: bool = False) -> InferenceRule:
    return InferenceRule(name, tuple(premises.split()), conclusion, strict)


def accepted(
    theory: ArgumentationTheory, link: Link = "last", order: SetOrder = "elitist"
) -> set[str]:
    """Return the conclusions of the grounded extension."""
    built = structured_framework(theory, link=link, order=order)
    return set(built.conclusions(solve_grounded(built.defeats).having("in")))


SNORING = (
    rule("misbehaves", "snores", "misconduct"),
    rule("may_deny", "misconduct", "deny"),
    rule("professor", "prof", "-deny"),
)
"""Someone snores in a library, is a professor, and may be denied access: Prakken and Sartor."""


def library(*stronger: tuple[str, str]) -> ArgumentationTheory:
    return ArgumentationTheory(
        SNORING, axioms=frozenset(["snores", "prof"]), stronger_rules=frozenset(stronger)
    )


@pytest.mark.parametrize(
    ("link", "order", "expected"),
    [
        ("last", "elitist", "deny"),
        ("weakest", "elitist", "-deny"),
        ("last", "democratic", "deny"),
        ("weakest", "democratic", "deny"),
    ],
)
def test_the_last_link_and_the_weakest_differ(link: Link, order: SetOrder, expected: str) -> None:
    """The library: the last rule is the stronger one, the first of its argument the weakest.

    After H. Prakken and G. Sartor, as Modgil and Prakken (2013) tell it. Elitist, one weak rule
    makes an argument weak; democratic, it does not while another is weaker than none.
    """
    theory = library(("may_deny", "professor"), ("professor", "misbehaves"))

    found = accepted(theory, link, order)

    assert {"snores", "prof", "misconduct"} <= found
    assert {expected} == found & {"deny", "-deny"}


def test_equals_block_one_another() -> None:
    """Without an order the two rebut each other, and neither is accepted."""
    assert {"snores", "prof", "misconduct"} == accepted(library())


def test_an_undercutter_needs_no_preference() -> None:
    """What denies that a rule applies defeats it, however weak it is itself."""
    theory = ArgumentationTheory(
        (rule("looks_red", "looks", "red"), rule("lamp", "lit", "-looks_red")),
        premises=frozenset(["looks", "lit"]),
        stronger_rules=frozenset([("looks_red", "lamp")]),
    )

    assert {"looks", "lit", "-looks_red"} == accepted(theory)


def test_a_contrary_attacks_one_way_and_always() -> None:
    """Evidence is a contrary of its absence; the absence does not attack it back."""
    theory = ArgumentationTheory(
        (rule("guess", "assumed", "guilty"),),
        axioms=frozenset(["alibi"]),
        premises=frozenset(["assumed"]),
        contraries=frozenset([("alibi", "assumed")]),
    )

    assert {"alibi"} == accepted(theory)


def test_the_stronger_premise_undermines_the_weaker() -> None:
    """Of two premises that deny each other the stronger stands."""
    theory = ArgumentationTheory(
        (), premises=frozenset(["p", "-p"]), stronger_premises=frozenset([("p", "-p")])
    )

    assert {"p"} == accepted(theory)
    assert {"p"} == accepted(theory, "weakest", "democratic")


def test_what_a_strict_rule_gives_is_not_rebutted() -> None:
    """Married John, bachelor John: with transposition the two defeasible steps are attacked."""
    theory = ArgumentationTheory(
        (
            rule("ring", "wears_ring", "married"),
            rule("parties", "goes_out", "bachelor"),
            rule("s1", "married", "has_wife", strict=True),
            rule("s2", "bachelor", "-has_wife", strict=True),
        ),
        axioms=frozenset(["wears_ring", "goes_out"]),
    )

    without, whole = accepted(theory), accepted(theory.transposed())

    assert {"married", "bachelor", "has_wife", "-has_wife"} <= without
    assert {"wears_ring", "goes_out"} == whole
    assert ("The strict rules are not closed under transposition.",) == theory.faults()
    assert () == theory.transposed().faults()


def theories() -> st.SearchStrategy[ArgumentationTheory]:
    """Return well-formed theories: closed under transposition, with consistent axioms."""

    def of(
        said: list[tuple[tuple[str, ...], str, bool]],
        axioms: set[str],
        premises: set[str],
        ranks: list[int],
    ) -> ArgumentationTheory:
        rules = tuple(
            InferenceRule(f"r{n}", premises, conclusion, strict)
            for n, (premises, conclusion, strict) in enumerate(said)
        )
        soft = [each.name for each in rules if not each.strict]
        over = {
            (a, b)
            for a, x in zip(soft, ranks, strict=False)
            for b, y in zip(soft, ranks, strict=False)
            if x > y
        }
        some = dict(zip(sorted(premises - axioms), ranks, strict=False))
        kept = {(a, b) for a, x in some.items() for b, y in some.items() if x > y}
        return ArgumentationTheory(
            rules,
            axioms=frozenset(axioms),
            premises=frozenset(premises - axioms),
            stronger_rules=frozenset(over),
            stronger_premises=frozenset(kept),
        ).transposed()

    literals = st.sampled_from(LITERALS)
    needed = st.lists(literals, min_size=1, max_size=2, unique=True).map(tuple)
    rules = st.lists(st.tuples(needed, literals, st.booleans()), max_size=4)
    ranks = st.lists(st.integers(0, 2), min_size=8, max_size=8)
    built = st.builds(
        of, rules, st.sets(literals, max_size=1), st.sets(literals, max_size=3), ranks
    )
    return built.filter(lambda theory: not theory.faults())


@given(theories(), st.sampled_from(LINKS), st.sampled_from(SET_ORDERS))
def test_extensions_keep_to_the_rationality_postulates(
    theory: ArgumentationTheory, link: Link, order: SetOrder
) -> None:
    """Conclusions are closed under strict rules, and consistent, as are those that these give."""
    built = structured_framework(theory, link=link, order=order)

    for extension in solve_extensions(built.defeats, "complete").value:
        conclusions = built.conclusions(extension)
        assert conclusions == theory.strict_closure(conclusions)
        assert theory.is_consistent(conclusions)
        held = {id(built.arguments[built.defeats.number(name)]) for name in extension}
        assert all(
            id(part) in held
            for name in extension
            for part in built.arguments[built.defeats.number(name)].parts
        )


@given(theories())
def test_attacks_are_what_their_kinds_say(theory: ArgumentationTheory) -> None:
    """Only ordinary premises, defeasible conclusions and defeasible rules are attacked."""
    built = structured_framework(theory)

    for attack in built.attacks:
        attacker, part = built.arguments[attack.attacker], built.arguments[attack.part]
        assert part in built.arguments[attack.attacked].parts
        if attack.kind == "undermines":
            assert part.conclusion in theory.premises
            assert theory.is_contrary(attacker.conclusion, part.conclusion)
        else:
            assert part.rule is not None
            assert not part.rule.strict
            goal = part.conclusion if attack.kind == "rebuts" else part.rule.name
            assert theory.is_contrary(attacker.conclusion, goal)


def test_circular_rules_end() -> None:
    """P gives q and q gives p: nobody argues for p by p."""
    theory = ArgumentationTheory(
        (rule("r1", "p", "q"), rule("r2", "q", "p")), premises=frozenset(["p"])
    )

    built = structured_framework(theory)

    assert ["p", "p ⇒[r1] q"] == [str(argument) for argument in built.arguments]


def test_too_many_arguments_are_refused() -> None:
    """Ways multiply; past the limit that is said, and nothing is left out silently."""
    rules = tuple(
        rule(f"{side}{n}", f"x{n}", f"x{n + 1}") for n in range(12) for side in ("a", "b")
    )
    theory = ArgumentationTheory(rules, premises=frozenset(["x0"]))

    with pytest.raises(Infeasible) as raised:
        structured_framework(theory, most=1000)

    assert "too-many-arguments" == raised.value.code


def test_what_is_wrong_with_a_theory_is_said_at_once() -> None:
    """A name twice, an order of a strict rule and one of no premise are three problems."""
    with pytest.raises(InvalidDocument) as raised:
        ArgumentationTheory(
            (rule("r", "p", "q"), rule("r", "q", "p"), rule("s", "p", "r", strict=True)),
            stronger_rules=frozenset([("r", "s")]),
            stronger_premises=frozenset([("p", "p2")]),
        )

    codes = [problem.code for problem in raised.value.problems]
    assert ["repeated-name", "unknown-rule", "unknown-premise", "unknown-premise"] == codes


def test_a_dispute_is_told_in_words() -> None:
    """Arguments and attacks have a line each, failing attacks too."""
    built = structured_framework(library(("may_deny", "professor")))

    told = list(built.explain())

    assert any("⇒[may_deny] deny" in line for line in told)
    assert any(line.endswith("and fails: it is weaker.") for line in told)

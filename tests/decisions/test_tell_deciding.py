"""Who decides is told as it follows: norms, a role's standard, everybody's values, a person."""

from __future__ import annotations

import pytest

from commonweal.decisions import LEFT_OUT_BY, ToldDeciding, as_subject, tell
from commonweal.testing._decisions import DecisionWorld, card_id, said


def deciding(case: DecisionWorld, *, embed_target: bool = True) -> ToldDeciding:
    return tell(case.decide(embed_target=embed_target)).deciding


def standard(case: DecisionWorld, *numbers: int, role: str = "company") -> DecisionWorld:
    cards = [card_id(number) for number in numbers]
    case.target["role_standards"].append(said("role_standard", role=role, cards=cards))
    return case


def better(*, own: bool = False) -> DecisionWorld:
    """Return a world in which o is better than p by the first value, and p by the second."""
    case = DecisionWorld().option("o").option("p").value(1).value(2)
    case.target["own_cards"] = [{"party": "agent", "cards": [card_id(2)]}] if own else []
    return case.placing(2, "p", "o").placing(1, "o", "p")


def test_where_no_role_has_a_standard_nobodys_is_named() -> None:
    """A study without standards is told nothing about them."""
    case = DecisionWorld().option("o").option("p").value(1).placing(1, "o", "p")

    told = deciding(case)

    assert ("", {"p": "values"}) == (told.whose, told.left_out)
    assert ("By these values, the option o is better than p: “Value 1”.",) == told.sentences


def test_the_standard_that_decides_is_named() -> None:
    """With who fills the role, and the values of it that count."""
    told = deciding(standard(better(), 1))

    assert {"p": "role_standard"} == told.left_out
    assert (
        "Of values, the standard of the role “company” decides for agent; here “Value 1” counts."
    ) == told.whose
    assert (
        "By the standard of the role “company”, the option o is better than p: “Value 1”."
        == told.sentences[1]
    )


def test_a_title_that_ends_in_a_clause_is_closed() -> None:
    """The sentence goes on after the clause, and not in it; a list is no clause."""
    assert "The agent, which decides," == as_subject("The agent, which decides")
    assert "Highmere, for which it acts," == as_subject("Highmere, for which it acts")
    assert "Those who fish, farm and ferry" == as_subject("Those who fish, farm and ferry")
    assert "The agent" == as_subject("The agent")
    case = standard(better(), 1, role="trustee")
    case.target["institutions"] = [
        {**each, "title": "The agent, which decides"} if each["name"] == "agent" else each
        for each in case.target["institutions"]
    ]
    case.situation["parties"][0]["title"] = "The agent, which decides"

    assert deciding(case).whose.startswith(
        "The agent, which decides, fills no role that has a standard"
    )


def test_several_standards_are_named_together() -> None:
    """Who fills two roles is bound by both."""
    case = standard(standard(better(), 1), 2, role="trustee").claims("agent", "trustee")

    told = deciding(case)

    assert told.whose.startswith(
        "Of values, the standards of the roles “company” and “trustee” decide for agent;"
    )


@pytest.mark.parametrize(
    ("roles", "says"),
    [
        (
            ["trustee"],
            "It is not known whether agent fills the role “trustee”, so whether its standard or",
        ),
        (
            ["company", "trustee"],
            "Of values, the standard of the role “company” decides for agent; here “Value 1”",
        ),
    ],
)
def test_a_role_that_is_in_doubt_is_told_so(roles: list[str], says: str) -> None:
    """Nobody is said to be bound by the standard of a role that they may not fill."""
    case = better().claims("agent", "trustee", by="agent")
    for number, role in enumerate(roles, 1):
        standard(case, number, role=role)

    told = deciding(case).whose

    assert told.startswith(says)
    assert ("Whether that of “trustee” does as well is not known." in told) == (len(roles) > 1)


def test_who_fills_no_role_with_a_standard_is_told_so() -> None:
    """Then of values everybody's decide."""
    told = deciding(standard(better(), 1, role="neighbour"))

    assert told.whose.startswith("agent fills no role that has a standard, so of values")


def test_what_norms_left_out_is_theirs_whatever_values_say() -> None:
    """A forbidden option is out by norms, though a value is for it."""
    case = DecisionWorld().option("wait").option("divert", "divert").value(1)
    case.placing(1, "divert", "wait").norm("no", "forbidden", "divert")

    told = deciding(case)

    assert ({"divert": "norms"}, ("The norms leave out the option divert.",)) == (
        told.left_out,
        told.sentences,
    )


def test_what_is_left_equal_is_told_as_discretion() -> None:
    """The decider's own cards choose within it, and which of them do is told."""
    case = standard(DecisionWorld().option("o").option("p").value(1).value(2).value(3), 1)
    case.target["own_cards"] = [
        {"party": "village", "cards": [card_id(1)]},
        {"party": "agent", "cards": [card_id(2), card_id(3)]},
    ]
    case.placing(1, "o,p").placing(2, "p", "o").placing(3, "o,p")

    told = deciding(case)

    assert {"o": "own_cards"} == told.left_out
    assert (
        "Norms and standard leave the options p and o alike. In this discretion agent's own"
        " cards choose p: “Value 2”."
    ) == told.sentences[-1]


def test_conscience_names_both_standards_and_their_values() -> None:
    """The side that lost is told with what it rests on, and who placed the options so."""
    (found,) = (
        each
        for each in tell(standard(better(own=True), 1).decide()).tensions
        if each.tension.type == "conscience"
    )

    assert [
        "By the standard of the role “company”, the option o is better (“Value 1”)",
        "By agent's own cards, the option p is better (“Value 2”)",
    ] == [side.says for side in found.sides]
    assert all(side.held_by for side in found.sides)
    assert (
        "the standard of the role “company” decides: o. The conscience is recorded" == found.settled
    )


def test_while_it_is_asked_nobody_has_decided() -> None:
    """Two options between which nothing decides are left to whoever is asked."""
    told = deciding(DecisionWorld().option("o").option("p").value(1))

    assert ({}, ("Nobody has decided yet on the options o and p.",)) == (
        told.left_out,
        told.sentences,
    )


def test_without_the_target_nothing_is_told_of_who_decides() -> None:
    """What roles and standards there are stands in the target alone."""
    told = deciding(standard(better(), 1), embed_target=False)

    assert ToldDeciding("", {}, ()) == told


def test_every_way_to_be_left_out_has_a_short_name() -> None:
    """What goes first is named first: norms, then those affected, then values, then persons."""
    assert ["norms", "standpoints", "role_standard", "values", "own_cards", "resolution"] == [
        *LEFT_OUT_BY
    ]

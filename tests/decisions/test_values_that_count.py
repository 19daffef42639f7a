from typing import Any

import pytest

from commonweal.testing._decisions import COMPLEMENTARY, CONTESTED, DecisionWorld, card_id, said


def world() -> DecisionWorld:
    return DecisionWorld().option("o").option("p")


def counted(case: DecisionWorld, number: int = 1) -> tuple[str, list[str]]:
    """Return whether a value counts, and which of its policies do."""
    steps = {step.id: step.conclusion for step in case.decide().justification.steps}
    found = steps[f"value|{card_id(number)}"]
    return found["counts"], found["policies"]


@pytest.mark.parametrize(
    ("natures", "expected"),
    [
        (["constitutive"], ("certain", ["yes"])),
        (["instrumental"], ("no", ["no"])),
        (["undecided"], ("open", ["open"])),
        (["instrumental", "constitutive"], ("certain", ["no", "yes"])),
        (["instrumental", "undecided"], ("open", ["no", "open"])),
    ],
)
def test_only_constitutive_policies_make_a_value_count(
    natures: list[str], expected: tuple[str, list[str]]
) -> None:
    """What is attended to as a means counts for nothing, and what is undecided is open."""
    assert expected == counted(world().value(1, *natures))


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ({}, "certain"),
        ({"holds": False}, "no"),
        ({"by": ""}, "no"),
        ({"by": "agent"}, "open"),
        ({"by": "agent", "holds": False}, "open"),
    ],
)
def test_a_value_counts_in_its_contexts(claim: dict[str, Any], expected: str) -> None:
    """A value counts where its context holds, and openly where that is not known from others."""
    case = world().context("drought", **claim).value(1, contexts=["drought"])

    assert expected == counted(case)[0]


def test_one_context_that_holds_is_enough() -> None:
    """A value with several contexts counts in each."""
    case = world().context("flood", holds=False).value(1, contexts=["flood", "always"])

    assert "certain" == counted(case)[0]


def test_a_value_that_too_few_hold_does_not_count() -> None:
    """The study says how many must hold a card."""
    case = world().value(1, holders=4)
    case.target["thresholds"] = {"min_holders": 5}

    assert "no" == counted(case)[0]


def test_a_minority_that_meets_its_floor_makes_a_value_count() -> None:
    """A card that few hold counts where enough of a small group hold it."""
    floor = {"stratum": "side", "value": "upper", "min_holders": 3}
    case = world().value(1, holders=4, floors_met=[floor])
    case.target["thresholds"] = {"min_holders": 5}

    assert "certain" == counted(case)[0]


def covered(**coverage: Any) -> DecisionWorld:
    """Return a world in which the second value is wiser and covers the first one's first policy."""
    case = world().value(1, "constitutive", "constitutive").value(2).votes(2, 1)
    return covers(case, **coverage)


def covers(case: DecisionWorld, **coverage: Any) -> DecisionWorld:
    rows = case.target["graph"]["transitions"]
    row = {
        "record": f"transition:{len(rows):064x}",
        "context": "always",
        "from_card": card_id(1),
        "to_card": card_id(2),
        "covers": [0],
    }
    rows.append(row | coverage)
    return case


def test_what_a_wiser_value_covers_no_longer_counts() -> None:
    """The covered policy is out, the one that is not covered stands beside it."""
    assert ("certain", ["no", "yes"]) == counted(covered())
    assert ("no", ["no", "no"]) == counted(covered(covers=[0, 1]))


def test_what_people_tell_differently_of_a_transition_is_open() -> None:
    """One says that the new card covers it, another that it does not."""
    assert ("open", ["open", "open"]) == counted(covers(covered(), covers=[1]))


def test_a_transition_in_a_context_that_fails_is_not_looked_at() -> None:
    """What holds in a flood covers nothing in a drought."""
    case = covers(covered().context("flood", holds=False), context="flood", covers=[1])

    assert ("certain", ["no", "yes"]) == counted(case)


def test_a_transition_in_an_open_context_covers_openly() -> None:
    """Where the context may hold, so may the coverage."""
    case = covered(context="flood").context("flood", by="agent")

    assert ("certain", ["open", "yes"]) == counted(case)


@pytest.mark.parametrize("answers", [CONTESTED, (1, 0, 0)])
def test_a_value_that_may_be_wiser_covers_openly(answers: tuple[int, int, int]) -> None:
    """While people contest which is wiser, or few were asked, the covered policy is open."""
    case = covers(world().value(1).value(2).votes(2, 1, answers))

    assert ("open", ["open"]) == counted(case)


@pytest.mark.parametrize("answers", [COMPLEMENTARY, (0, 20, 0)])
def test_a_value_that_is_not_wiser_covers_nothing(answers: tuple[int, int, int]) -> None:
    """What people hold to be needed beside it, or below it, takes nothing away."""
    case = covers(world().value(1).value(2).votes(2, 1, answers))

    assert ("certain", ["yes"]) == counted(case)


@pytest.mark.parametrize(
    ("fields", "natures", "expected"),
    [
        ({"holders": 0}, ["constitutive"], ["yes"]),
        ({}, ["instrumental"], ["yes"]),
        ({}, ["undecided"], ["open"]),
        ({"contexts": ["flood"]}, ["constitutive"], ["open"]),
    ],
)
def test_only_a_value_that_counts_covers(
    fields: dict[str, Any], natures: list[str], expected: list[str]
) -> None:
    """A wiser value that does not count covers nothing, one that may count covers openly."""
    case = world().context("flood", by="agent").value(1).value(2, *natures, **fields).votes(2, 1)

    assert expected == counted(covers(case))[1]


def test_a_covered_value_covers_nothing_itself() -> None:
    """What no longer counts leaves openly, not certainly, what it would have covered."""
    case = world().value(1).value(2).value(3).votes(2, 1).votes(3, 2)
    covers(covers(case), from_card=card_id(2), to_card=card_id(3))

    assert ("no", ["no"]) == counted(case, 2)
    assert ("open", ["open"]) == counted(case, 1)


def standard(case: DecisionWorld, *numbers: int, role: str = "company") -> DecisionWorld:
    cards = [card_id(number) for number in numbers]
    case.target["role_standards"].append(said("role_standard", role=role, cards=cards))
    return case


def test_in_a_role_the_standards_cards_decide() -> None:
    """The cards that make a good occupant count, and nobody else's do."""
    case = standard(world().value(1).value(2), 2)

    assert ["no", "certain"] == [counted(case, number)[0] for number in (1, 2)]


def test_the_standards_of_several_roles_decide_together() -> None:
    """Who fills two roles is bound by both."""
    case = standard(standard(world().value(1).value(2).value(3), 2), 3, role="trustee")
    case.claims("agent", "trustee")

    assert ["no", "certain", "certain"] == [counted(case, number)[0] for number in (1, 2, 3)]


def test_a_role_that_is_in_doubt_leaves_it_open_whose_cards_decide() -> None:
    """While only the decider says that it fills the role, the other values count openly."""
    case = standard(world().value(1).value(2), 2, role="trustee")
    case.claims("agent", "trustee", by="agent")

    assert ["open", "certain"] == [counted(case, number)[0] for number in (1, 2)]


def test_a_standard_of_a_role_that_others_fill_decides_nothing() -> None:
    """Only the decider's own role counts."""
    case = standard(world().value(1).value(2), 2, role="neighbour")

    assert ["certain", "certain"] == [counted(case, number)[0] for number in (1, 2)]


def test_values_are_declared_by_whether_they_count() -> None:
    """Those that do not count are listed too."""
    case = world().value(1).value(2, "undecided").value(3, "instrumental")

    declared = case.decide().justification.declared

    assert (card_id(1),) == declared.values_that_count
    assert (card_id(2),) == declared.values_that_may_count
    assert (card_id(3),) == declared.values_that_do_not_count

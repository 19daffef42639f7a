from typing import Any

import pytest

from commonweal.errors import InvalidDocument
from commonweal.testing._decisions import (
    ACCEPTED,
    COMPLEMENTARY,
    CONTESTED,
    THIN,
    DecisionWorld,
    card_id,
)

REVERSED = (0, 20, 0)


def values(count: int) -> DecisionWorld:
    case = DecisionWorld().option("o").option("p")
    for number in range(1, count + 1):
        case.value(number).placing(number, "o,p")
    return case


def pair(case: DecisionWorld, one: int, other: int) -> dict[str, Any]:
    """Return what the certificate says of a pair, the smaller number first."""
    steps = {step.id: step.conclusion for step in case.decide().justification.steps}
    return steps[f"pair|{card_id(one)}|{card_id(other)}"]


def verdict(case: DecisionWorld, one: int = 1, other: int = 2) -> tuple[str, int | None, str, str]:
    """Return a pair's verdict, the wiser one's number, and who stands above whom."""
    found = pair(case, one, other)
    wiser = found["wiser"] and int(found["wiser"].partition(":")[2], 16)
    return found["verdict"], wiser, found["above"]["A"], found["above"]["B"]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (ACCEPTED, ("accepted", 1, "certain", "none")),
        (REVERSED, ("accepted", 2, "none", "certain")),
        (CONTESTED, ("contested", None, "open", "open")),
        (COMPLEMENTARY, ("complementary", None, "none", "none")),
        (THIN, ("thin", None, "open", "open")),
    ],
)
def test_a_pair_stands_as_people_answered(
    answers: tuple[int, int, int], expected: tuple[str, int | None, str, str]
) -> None:
    """Accepted pairs are ordered, complementary ones are not, the rest is open."""
    assert expected == verdict(values(2).votes(1, 2, answers))


def test_a_pair_that_nobody_was_asked_about_is_open() -> None:
    """No votes are as few as can be."""
    assert ("thin", None, "open", "open") == verdict(values(2))


def test_a_verdict_that_turns_with_the_order_of_display_is_contested() -> None:
    """Most call it wiser, but only those who saw it first."""
    case = values(2).votes(1, 2, (40, 0, 0), shown_second=(5, 5, 0))

    assert ("contested", None, "open", "open") == verdict(case)


def test_the_narrowest_context_that_holds_prevails() -> None:
    """What people say of drought counts in a drought."""
    case = values(2).context("drought", "always")
    case.votes(1, 2, ACCEPTED).votes(1, 2, REVERSED, context="drought")

    assert ("accepted", 2, "none", "certain") == verdict(case)


def test_a_context_that_fails_says_nothing() -> None:
    """What people say of drought does not count in the rain."""
    case = values(2).context("drought", "always", holds=False)
    case.votes(1, 2, ACCEPTED).votes(1, 2, REVERSED, context="drought")

    assert ("accepted", 1, "certain", "none") == verdict(case)


def test_a_thin_verdict_in_a_narrower_context_leaves_the_broader_one() -> None:
    """Few votes in the narrower context do not outweigh many in the broader one."""
    case = values(2).context("drought", "always")
    case.votes(1, 2, ACCEPTED).votes(1, 2, THIN, context="drought")

    assert ("accepted", 1, "certain", "none") == verdict(case)


def test_contexts_that_say_different_things_side_by_side_are_contested() -> None:
    """Neither is narrower than the other, so neither prevails."""
    case = values(2).context("drought").votes(1, 2, ACCEPTED)
    case.votes(1, 2, REVERSED, context="drought")

    assert ("contested", None, "open", "open") == verdict(case)


def test_an_open_context_that_would_say_otherwise_leaves_the_pair_contested() -> None:
    """Whether it is a drought, which only the decider says, decides nothing yet."""
    case = values(2).context("drought", "always", by="agent")
    case.votes(1, 2, ACCEPTED).votes(1, 2, REVERSED, context="drought")

    assert ("contested", None, "open", "open") == verdict(case)


def test_an_open_context_that_would_say_the_same_changes_nothing() -> None:
    """It does not matter whether it is a drought if people say the same of it."""
    case = values(2).context("drought", "always", by="agent")
    case.votes(1, 2, ACCEPTED).votes(1, 2, ACCEPTED, context="drought")

    assert ("accepted", 1, "certain", "none") == verdict(case)


def test_a_verdict_only_of_an_open_context_is_contested() -> None:
    """If the context failed, nothing would be known."""
    case = values(2).context("drought", by="agent").votes(1, 2, context="drought")

    assert ("contested", None, "open", "open") == verdict(case)


def test_what_follows_only_from_a_chain_is_ordered_and_marked() -> None:
    """Wiser than what is wiser is wiser, as long as nobody was asked."""
    case = values(3).votes(1, 2).votes(2, 3)

    assert ("thin", 1, "certain", "none") == verdict(case, 1, 3)
    assert pair(case, 1, 3)["derived"]
    assert not pair(case, 1, 2)["derived"]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (CONTESTED, ("contested", None, "open", "open")),
        (COMPLEMENTARY, ("complementary", None, "none", "none")),
    ],
)
def test_what_people_say_of_a_pair_outranks_the_chain(
    answers: tuple[int, int, int], expected: tuple[str, int | None, str, str]
) -> None:
    """A chain of other verdicts does not order what people contest, or hold to need both."""
    case = values(3).votes(1, 2).votes(2, 3).votes(1, 3, answers)

    assert expected == verdict(case, 1, 3)


def test_a_circle_orders_none_of_its_members() -> None:
    """Accepted verdicts that go round are a disagreement, kept as one."""
    case = values(3).votes(1, 2).votes(2, 3).votes(3, 1)

    for one, other in ((1, 2), (1, 3), (2, 3)):
        assert ("cycle", None, "open", "open") == verdict(case, one, other)


def test_a_circle_keeps_its_place_among_the_others() -> None:
    """What stands above or below a circle stays there."""
    case = values(5).votes(1, 2).votes(2, 3).votes(3, 1).votes(4, 1).votes(3, 5)

    assert ("accepted", 4, "none", "certain") == verdict(case, 1, 4)
    assert ("thin", None, "open", "open") == verdict(case, 2, 4)
    assert ("accepted", 3, "certain", "none") == verdict(case, 3, 5)


def test_the_order_passes_through_values_that_do_not_count() -> None:
    """A chain holds though a link of it is held by too few to count."""
    case = values(1).value(2, holders=0).value(3).placing(3, "o,p").votes(1, 2).votes(2, 3)

    assert ("thin", 1, "certain", "none") == verdict(case, 1, 3)


def staked(of_wiser: str, of_lower: str) -> DecisionWorld:
    case = DecisionWorld().option("o").option("p").value(1).value(2).votes(1, 2)
    return case.placing(1, "o,p", stake=of_wiser).placing(2, "o,p", stake=of_lower)


@pytest.mark.parametrize(
    ("of_wiser", "of_lower", "expected"),
    [
        ("grave", "slight", "certain"),
        ("notable", "notable", "certain"),
        ("slight", "notable", "open"),
        ("notable", "grave", "open"),
    ],
)
def test_a_wiser_value_stands_above_if_as_much_is_at_stake_on_it(
    of_wiser: str, of_lower: str, expected: str
) -> None:
    """With less at stake it is open which of the two stands above."""
    found = verdict(staked(of_wiser, of_lower))

    assert ("accepted", 1, expected) == found[:3]
    assert ("none" if expected == "certain" else "open") == found[3]


def outweighs(case: DecisionWorld, agree: int, reverse: int, **fields: Any) -> DecisionWorld:
    row = {
        "context": "always",
        "card": card_id(1),
        "stake": "slight",
        "over_card": card_id(2),
        "over_stake": "grave",
        "agree": agree,
        "reverse": reverse,
    }
    case.target["graph"]["outweighs"].append(row | fields)
    return case


@pytest.mark.parametrize(
    ("agree", "reverse", "expected"),
    [
        (20, 0, ("certain", "none")),
        (0, 20, ("none", "certain")),
        (10, 10, ("open", "open")),
        (9, 0, ("open", "open")),
    ],
)
def test_people_say_whether_so_much_outweighs_so_much(
    agree: int, reverse: int, expected: tuple[str, str]
) -> None:
    """Their answers can keep the wiser value above, or put the other one there."""
    case = outweighs(staked("slight", "grave"), agree, reverse)

    assert expected == verdict(case)[2:]


def test_the_answer_given_the_other_way_round_counts_too() -> None:
    """Who says that grave harm to the one outweighs slight harm to the other says both."""
    row = {"card": card_id(2), "stake": "grave", "over_card": card_id(1), "over_stake": "slight"}
    case = outweighs(staked("slight", "grave"), 3, 8, **row)
    case = outweighs(case, 7, 0)

    assert ("certain", "none") == verdict(case)[2:]


def test_answers_on_other_stakes_say_nothing() -> None:
    """To outweigh a notable loss is not to outweigh a grave one."""
    case = outweighs(staked("slight", "grave"), 20, 0, over_stake="notable")

    assert ("open", "open") == verdict(case)[2:]


def test_answers_about_cards_that_are_no_values_are_passed_over() -> None:
    """What outweighs a card that was never published decides nothing here."""
    case = outweighs(staked("slight", "grave"), 20, 0, over_card=card_id(9))

    assert ("open", "open") == verdict(case)[2:]


def test_every_reading_of_the_stakes_must_agree() -> None:
    """Where appraisers differ on the stakes, all combinations are looked at."""
    case = staked("slight", "slight").placing(2, "o,p", stake="grave")

    assert ("open", "open") == verdict(case)[2:]
    assert ("certain", "none") == verdict(outweighs(case, 20, 0))[2:]


def test_outweighing_in_an_open_context_that_says_otherwise_is_open() -> None:
    """What a narrower context would say matters, if it may hold."""
    case = staked("slight", "grave").context("drought", "always", by="agent")
    outweighs(outweighs(case, 20, 0), 0, 20, context="drought")

    assert ("open", "open") == verdict(case)[2:]


def test_a_circle_made_by_stakes_is_open() -> None:
    """Where people's word on the stakes turns a chain round, none of it stands above."""
    case = DecisionWorld().option("o").option("p")
    for number, stake in ((1, "slight"), (2, "notable"), (3, "grave")):
        case.value(number).placing(number, "o,p", stake=stake)
    case.votes(1, 2).votes(2, 3).votes(1, 3)
    outweighs(case, 20, 0, over_stake="notable")
    outweighs(case, 20, 0, card=card_id(2), stake="notable", over_card=card_id(3))
    outweighs(case, 0, 20, over_card=card_id(3))

    for one, other in ((1, 2), (1, 3), (2, 3)):
        assert ("open", "open") == verdict(case, one, other)[2:]


def test_outweighing_of_a_merged_card_is_that_of_its_value() -> None:
    """What people say of a card counts for the value it was merged into."""
    case = staked("slight", "grave")
    case.target["graph"]["values"][0]["merged"] = [card_id(9)]

    assert ("certain", "none") == verdict(outweighs(case, 20, 0, card=card_id(9)))[2:]


@pytest.mark.parametrize("pair", [(1, 9), (9, 10), (1, 2)])
def test_a_verdict_on_what_is_no_value_or_given_twice_is_refused(pair: tuple[int, int]) -> None:
    """Verdicts are on published values, one for each pair and context."""
    case = values(2).votes(1, 2).votes(*pair)
    case.target["graph"]["values"][0]["merged"] = [card_id(9)]

    with pytest.raises(InvalidDocument) as raised:
        case.decide()

    assert ["pair-misnamed"] == [problem.code for problem in raised.value.problems]

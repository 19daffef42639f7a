from __future__ import annotations

from commonweal.decisions import explain
from commonweal.documents import UnderDefinition
from commonweal.testing._decisions import DecisionWorld

HARM = {"kind": "equals", "fact": "harm", "value": True}
LOUD = {"kind": "equals", "fact": "loud", "value": True}


def defined(**values: bool) -> DecisionWorld:
    """Return a world in which whoever is named defines harm so that it is, or is not, done."""
    case = DecisionWorld().option("wait").option("divert", "divert").value(1)
    case.placing(1, "divert", "wait").norm("no-harm", "forbidden", "divert", condition=HARM)
    for who, value in values.items():
        case.fact("harm", value, by="registry", sense=who)
    return case


def under(case: DecisionWorld) -> dict[str, UnderDefinition]:
    return {each.definition: each for each in case.decide().definitions}


def test_words_that_are_defined_differently_are_evaluated_under_each_definition() -> None:
    """By the one nothing stands in the way, by the other it is forbidden; together, it is open."""
    case = defined(village=True, union=False)

    decision, found = case.decide(), under(case)

    assert ("ask", ("divert", "wait")[::-1]) == (decision.outcome, decision.options)
    assert ["union", "village"] == [each.definition for each in decision.definitions]
    assert ("act", ("divert",)) == (found["union"].outcome, found["union"].options)
    assert ("act", ("wait",)) == (found["village"].outcome, found["village"].options)
    assert ["permitted", "forbidden"] == [each.status for each in found["village"].statuses]
    assert ("no-harm",) == found["village"].statuses[1].broken


def test_what_people_mean_differently_is_open_for_that_reason() -> None:
    """What has to be settled is the word, not the fact."""
    (found,) = defined(village=True, union=False).decide().open

    assert ("fact", "harm", "senses") == (found.type, found.fact, found.why)


def test_those_who_differ_within_one_definition_dispute_the_fact() -> None:
    """Agreeing on the word would not settle it."""
    case = defined(village=True, union=False).fact("harm", False, by="witness", sense="village")

    (found,) = case.decide().open

    assert "disputed" == found.why


def test_a_word_that_somebody_does_not_define_keeps_what_is_said_of_it() -> None:
    """By the union's definition of harm, what others say of noise counts as it did."""
    case = defined(village=True, union=False).norm("quiet", "forbidden", "divert", condition=LOUD)
    case.fact("loud", True, sense="village")

    assert "forbidden" == under(case)["union"].statuses[1].status
    assert ("quiet",) == under(case)["union"].statuses[1].broken


def test_what_is_said_in_no_sense_counts_under_every_definition() -> None:
    """Who says what is so without a definition of their own contradicts whoever denies it."""
    case = defined(village=True, union=False).fact("harm", True, by="witness")

    assert "in_dispute" == under(case)["union"].statuses[1].status
    assert "forbidden" == under(case)["village"].statuses[1].status


def test_a_definition_that_only_the_decider_speaks_by_is_its_own_word() -> None:
    """The registry denies harm as the union means it; as the village does, only the agent."""
    case = defined(union=False).fact("harm", False, by="agent", sense="village")

    decision = case.decide()

    assert "in_dispute" == decision.statuses[1].status
    assert ["own_word"] == [each.why for each in decision.open]
    assert "permitted" == under(case)["union"].statuses[1].status
    assert "in_dispute" == under(case)["village"].statuses[1].status


def test_what_an_option_changes_has_definitions_of_its_own() -> None:
    """A word may be disputed of how things will be, and not of how they are."""
    case = defined()
    case.situation["options"][1]["changes"] = [
        {"fact": "harm", "value": True, "by": "village", "sense": "village"},
        {"fact": "harm", "value": False, "by": "registry", "sense": "union"},
    ]

    assert {"union": "permitted", "village": "forbidden"} == {
        name: each.statuses[1].status for name, each in under(case).items()
    }


def test_what_a_norm_is_for_may_be_broken_by_one_definition_and_not_by_another() -> None:
    """A right that is for not doing harm covers nothing while harm means different things."""
    case = DecisionWorld().option("wait").option("divert", "divert")
    case.norm("no", "forbidden", "divert")
    case.norm("no-harm", "forbidden", "divert", "individual", condition=HARM)
    right = {"guaranteed": True, "grounds": [{"norm": "no-harm"}]}
    case.norm("right", "permitted", "divert", "supranational", **right)
    case.fact("harm", True, sense="village").fact("harm", False, sense="union")

    assert "in_dispute" == case.decide().statuses[1].status
    assert {"union": "permitted", "village": "in_dispute"} == {
        name: each.statuses[1].status for name, each in under(case).items()
    }


def test_without_definitions_there_is_nothing_to_tell() -> None:
    """Most situations have none."""
    case = DecisionWorld().option("wait").fact("harm", True)

    assert () == case.decide().definitions


def test_each_definition_is_told() -> None:
    """What would be done is said by whose definition."""
    told = explain(defined(village=True, union=False).decide())

    assert "By the definition of union: act: divert. There the option divert is permitted." in told
    assert (
        "By the definition of The village: act: wait. There the option divert is forbidden: it"
        " breaks no-harm." in told
    )

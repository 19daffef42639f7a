"""Why norms permit or forbid: what that rests on is enough, and changes do what is said."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st

from commonweal.decisions import PreparedTarget, StatusReasons, Supposed, status_reasons
from commonweal.decisions._what_if import WhatIf
from commonweal.documents import FactDeclaration
from commonweal.testing._decision_contents import decision_contents
from commonweal.testing._decisions import Content, DecisionWorld, realised


def reasons(world: DecisionWorld, option: str = "do", **options: Any) -> StatusReasons:
    inputs, target = world.documents()
    return status_reasons(PreparedTarget(target), inputs, option, **options)


def is_(fact: str, value: Any, **fields: Any) -> Supposed:
    return Supposed("fact", fact, value, **fields)


def dry(value: bool) -> dict[str, Any]:
    return {"kind": "equals", "fact": "dry", "value": value}


def test_a_prohibition_rests_on_its_condition_and_the_role() -> None:
    """Whatever else is known; and either of the two, otherwise, permits the act."""
    world = DecisionWorld().norm("keep", "forbidden", "draw", condition=dry(True))
    world.fact("dry", True).fact("warm", True).option("do", "draw").option("wait")

    found = reasons(world)

    role = Supposed("role", "company", True, "agent")
    assert ("forbidden", ("keep",)) == (found.status, found.against)
    assert found.rests_on is not None
    assert {role, is_("dry", True)} == {*found.rests_on}
    assert {
        frozenset({Supposed("role", "company", False, "agent")}),
        frozenset({is_("dry", False)}),
    } == {frozenset(each) for each in found.changes}
    assert ("keep",) == found.lifted


def test_an_exception_of_an_exception_takes_two_changes() -> None:
    """Drawing is forbidden but to the thirsty, and the thirsty may not where it is poisoned."""
    thirsty = {"kind": "equals", "fact": "thirsty", "value": True}
    poisoned = {"kind": "equals", "fact": "poisoned", "value": True}
    but = {"kind": "all", "of": [thirsty, {"kind": "not", "of": poisoned}]}
    world = DecisionWorld().norm("keep", "forbidden", "draw", exceptions=[{"when": but}])
    world.fact("thirsty", False).fact("poisoned", True).option("do", "draw").option("wait")

    found = reasons(world)

    assert (is_("poisoned", False), is_("thirsty", True)) in {
        tuple(sorted(each, key=lambda s: s.name)) for each in found.changes
    }
    assert not any(len(each) == 1 and each[0].type == "fact" for each in found.changes)
    assert found.rests_on is not None
    assert 1 == sum(each.type == "fact" for each in found.rests_on)


def test_a_number_changes_to_what_lies_just_beyond() -> None:
    """Half the flow or less is too little: one more whole one is not named, the bound is."""
    little = {"kind": "not", "of": {"kind": "at_least", "fact": "litres", "value": 50}}
    world = DecisionWorld().norm("keep", "forbidden", "draw", condition=little)
    world.option("do", "draw", changes={"litres": 30}).option("wait")

    found = reasons(world, most_changes=1)

    assert (is_("litres", 50, as_left=True),) in found.changes


def test_what_yields_is_lifted_with_what_it_yields_to() -> None:
    """Without the higher ban the lower one stands: both would have to go, and not the third."""
    world = DecisionWorld().norm("above", "forbidden", "draw", level="supranational")
    world.norm("below", "forbidden", "draw").norm("other", "forbidden", "sell")
    world.option("do", "draw").option("wait")

    assert ("above", "below") == reasons(world).lifted


def test_what_is_in_dispute_rests_on_nothing_and_may_be_settled() -> None:
    """A fact that nobody speaks of, either way."""
    world = DecisionWorld().norm("keep", "forbidden", "draw", condition=dry(True))
    world.option("do", "draw").option("wait")

    permitted, forbidden = reasons(world), reasons(world, wanted="forbidden")

    assert ("in_dispute", None) == (permitted.status, permitted.rests_on)
    assert (is_("dry", False),) in permitted.changes
    assert ((is_("dry", True),),) == forbidden.changes


def test_an_obligation_left_undone_is_told_with_what_it_is_due_by() -> None:
    """Doing nothing is forbidden where something is owed, unless it is not owed."""
    world = DecisionWorld().norm("tell", "obliged", "tell", condition=dry(True))
    world.fact("dry", True).option("wait").option("do", "tell")

    found = reasons(world, "wait")

    assert ("forbidden", ("tell",)) == (found.status, found.against)
    assert (is_("dry", False),) in found.changes


def test_nothing_is_supposed_that_no_fact_can_be() -> None:
    """Of a declared word only the words that are listed."""
    said = {"by": "registry", "origin": "person", "said_at": "2026-01-01T00:00:00Z"}
    season = FactDeclaration.model_validate(
        {"name": "season", "type": "word", "text": "Season.", "words": ("dry", "wet"), **said}
    )
    spring = {"kind": "one_of", "fact": "season", "values": ["dry", "spring"]}
    world = DecisionWorld().norm("keep", "forbidden", "draw", condition=spring)
    world.fact("season", "wet").option("do", "draw").option("wait")

    free, bound = reasons(world), reasons(world, declared={"season": season})

    assert {"dry", "spring"} == {each[0].value for each in free.changes}
    assert {"dry"} == {each[0].value for each in bound.changes}


few = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@few
@given(decision_contents(), st.data())
def test_reasons_are_enough_and_no_more_than_that(content: Content, data: st.DataObject) -> None:
    """The status stays whatever the rest turns out to be, and goes when one of them is unknown."""
    inputs, target = realised(content)
    prepared = PreparedTarget(target)
    option = data.draw(st.sampled_from([each.name for each in inputs.situation.options]))
    found = status_reasons(prepared, inputs, option, most_changes=1)
    if found.rests_on is None:
        return
    world = WhatIf(prepared, inputs, option)
    kept = {each.matter for each in found.rests_on}
    others = [matter for matter in world.matters() if matter not in kept]
    judged = world.without(others)
    # Where something is known only by the decider's own word, it may not be left out with the rest.
    if judged.status == found.status:
        for each in found.rests_on:
            assert world.without([*others, each.matter]).status != found.status
        alternatives = world.alternatives({})
        supposed = [
            data.draw(st.sampled_from(alternatives[matter]))
            for matter in others
            if alternatives[matter] and data.draw(st.booleans())
        ]
        assert not world.speaker or world.supposing(supposed).status == found.status


@few
@given(decision_contents(), st.data())
def test_changes_do_what_is_said_and_nothing_less_does(
    content: Content, data: st.DataObject
) -> None:
    """Each set gives the wanted status, no smaller part of it does, and none of two is missed."""
    inputs, target = realised(content)
    prepared = PreparedTarget(target)
    option = data.draw(st.sampled_from([each.name for each in inputs.situation.options]))
    found = status_reasons(prepared, inputs, option, most_changes=2)
    world = WhatIf(prepared, inputs, option)

    for changes in found.changes:
        assert found.wanted == world.supposing(changes).status
        for smaller in combinations(changes, len(changes) - 1):
            assert not smaller or world.supposing(smaller).status != found.wanted
    told = {frozenset(each) for each in found.changes}
    if found.status != found.wanted and world.speaker:
        for each in (e for some in world.alternatives({}).values() for e in some):
            assert (world.supposing([each]).status == found.wanted) == (frozenset({each}) in told)
    if found.lifted is not None:
        assert "permitted" == world.lifting(frozenset(found.lifted)).status
        for name in found.lifted:
            assert "permitted" != world.lifting(frozenset(found.lifted) - {name}).status

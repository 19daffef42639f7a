import pytest

from commonweal.norms import Bodies, FactReadings, Readings, SituatedFacts
from commonweal.norms._contexts import ContextOrder
from commonweal.testing._decisions import DecisionWorld

HOLDS, FAILS = Readings("holds", "holds"), Readings("fails", "fails")
UNKNOWN = Readings("unknown", "unknown")


def facts(world: DecisionWorld) -> SituatedFacts:
    inputs, target = world.option("wait").documents()
    heard = Bodies(target.institutions).heard(inputs.situation)
    return SituatedFacts(inputs.situation, ContextOrder(target.contexts), heard)


def test_a_fact_that_nobody_asserts_is_unknown() -> None:
    """What nobody says is unknown, never false."""
    assert FactReadings(None, None) == facts(DecisionWorld()).fact("flood")


def test_assertions_that_conflict_make_a_fact_unknown() -> None:
    """Two who say different things leave a fact unknown."""
    world = DecisionWorld().fact("flood", True).fact("flood", False, by="witness")

    assert FactReadings(None, None) == facts(world).fact("flood")


def test_the_same_number_written_in_two_ways_does_not_conflict() -> None:
    """Two, and two over one, are one value; true and one are two."""
    world = DecisionWorld().fact("flow", 2).fact("flow", "2/1", by="witness")
    world.fact("mixed", True).fact("mixed", 1, by="witness")

    situated = facts(world)

    assert 2 == situated.fact("flow").full
    assert situated.fact("mixed").full is None


@pytest.mark.parametrize("speaker", ["agent", "boss"])
def test_what_only_self_interest_asserts_is_unknown_in_strict_mode(speaker: str) -> None:
    """The word of the decider or its principal alone does not settle a fact strictly."""
    world = DecisionWorld().fact("consent", True, by=speaker)
    world.situation["parties"].append({"name": "boss", "title": "The principal"})
    world.situation["principal"] = "boss"

    assert FactReadings(True, None) == facts(world).fact("consent")


def test_somebody_else_confirms_what_the_decider_asserts() -> None:
    """One other voice that agrees makes the decider's word count."""
    world = DecisionWorld().fact("consent", True, by="agent").fact("consent", True, by="village")

    assert FactReadings(True, True) == facts(world).fact("consent")


def test_an_option_replaces_what_is_said_of_the_facts_it_changes() -> None:
    """A fact that an option changes has the changed value alone, others stay."""
    world = DecisionWorld().fact("dry", False).fact("deep", True)
    world.option("divert", changes={"dry": True})

    situated = facts(world)

    assert FactReadings(False, False) == situated.fact("dry")
    assert FactReadings(True, True) == situated.fact("dry", "divert")
    assert FactReadings(True, True) == situated.fact("deep", "divert")


def test_a_context_that_nobody_claims_fails() -> None:
    """Contexts hold only where somebody says so."""
    assert FAILS == facts(DecisionWorld().context("drought", by="")).context("drought")


def test_a_context_holds_when_a_narrower_one_does() -> None:
    """A broader context holds with a narrower one, whatever is said of the broader one."""
    world = DecisionWorld().context("dry", holds=False).context("drought", "dry")

    assert HOLDS == facts(world).context("dry")


def test_claims_that_conflict_leave_a_context_open() -> None:
    """A disputed context neither holds nor fails."""
    world = DecisionWorld().context("drought")
    world.situation["contexts"].append({"context": "drought", "by": "village", "applies": False})

    assert UNKNOWN == facts(world).context("drought")


def test_a_role_that_is_claimed_by_nobody_is_not_occupied() -> None:
    """Nobody occupies a role that no one claims, and so does an absent counterparty."""
    situated = facts(DecisionWorld())

    assert FAILS == situated.role("agent", "judge")
    assert FAILS == situated.role(None, "company")
    assert HOLDS == situated.role("agent", "company")


def test_a_role_that_the_decider_gives_itself_is_unknown_in_strict_mode() -> None:
    """Nobody appoints itself."""
    situated = facts(DecisionWorld().claims("agent", "judge", by="agent"))

    assert Readings("holds", "unknown") == situated.role("agent", "judge")
    assert Readings("holds", "unknown") == situated.anyone("judge")

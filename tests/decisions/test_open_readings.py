from typing import Any

import pytest

from commonweal.decisions import tell
from commonweal.testing._decisions import CONTESTED, THIN, DecisionWorld, card_id, said

DRY = {"kind": "equals", "fact": "dry", "value": True}
FLOOD = {"kind": "holds", "context": "flood"}
ELDER = {"kind": "occupies", "who": "anyone", "role": "elder"}


def kinds(case: DecisionWorld) -> list[str]:
    return [each.type for each in case.decide().open]


def readings(case: DecisionWorld) -> list[dict[str, Any]]:
    return [each.content() for each in case.decide().open]


def told(case: DecisionWorld) -> list[tuple[str, str]]:
    return [(each.about, each.would_settle) for each in tell(case.decide()).open]


def disputed(**fields: object) -> DecisionWorld:
    case = DecisionWorld().option("wait").option("divert", "divert").value(1)
    case.context("flood").claims("village", "elder").claims("village", "elder", occupied=False)
    case.situation["contexts"].append({"context": "flood", "by": "village", "applies": False})
    return case.placing(1, "divert", "wait").norm("no", "forbidden", "divert", **fields)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"condition": DRY}, ["fact"]),
        ({"condition": FLOOD}, ["context"]),
        ({"exceptions": [{"when": ELDER}]}, ["role"]),
        ({"counterparty": "elder"}, ["role"]),
        ({"condition": {"kind": "any", "of": [DRY, FLOOD, ELDER]}}, ["fact", "context", "role"]),
        ({"condition": {"kind": "before", "of": DRY}}, ["fact"]),
    ],
)
def test_what_a_disputed_norm_hangs_on_is_named(
    fields: dict[str, object], expected: list[str]
) -> None:
    """Facts, contexts and roles that are not known from others, the cheapest first."""
    assert expected == kinds(disputed(**fields))


def test_a_fact_is_named_as_the_option_would_leave_it() -> None:
    """What has to be known is how the fact will be, not how it is."""
    case = disputed(condition=DRY).fact("dry", False)
    case.situation["options"][1]["changes"] = [{"fact": "dry", "value": False, "by": "agent"}]

    assert [{"type": "fact", "fact": "dry", "option": "divert", "why": "own_word"}] == readings(
        case
    )


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([], "unasked"),
        ([("village", True), ("firm", False)], "disputed"),
        ([("agent", False)], "own_word"),
    ],
)
def test_a_fact_says_why_it_is_not_known(words: list[tuple[str, bool]], why: str) -> None:
    """Nobody spoke of it, those who did differ, or only the decider did."""
    case = disputed(condition=DRY)
    for by, value in words:
        case.fact("dry", value, by=by)

    assert [{"type": "fact", "fact": "dry", "option": "divert", "why": why}] == readings(case)


def test_a_fact_before_the_act_is_named_as_it_is() -> None:
    """No option is named where what counts is how things stand."""
    case = disputed(condition={"kind": "before", "of": DRY})

    assert [{"type": "fact", "fact": "dry", "why": "unasked"}] == readings(case)


def test_norms_that_nothing_ranks_are_put_to_a_body_above() -> None:
    """A collision that no rule settles is a question for somebody with authority."""
    case = disputed().norm("yes", "permitted", "divert")

    assert [{"type": "norm", "norms": ["no", "yes"]}] == readings(case)
    assert "Which yields, no or yes: nothing ranks them" == told(case)[0][0]


def test_a_norm_used_against_its_grounds_is_put_to_its_issuer() -> None:
    """Who made it can say whether it reaches this far."""
    case = disputed().value(3)
    card = case.target["graph"]["values"][1]["card"]
    case.placing(3, "wait,divert")
    case.norm(
        "right", "permitted", "divert", "supranational", guaranteed=True, grounds=[{"card": card}]
    )
    case.add(
        "appraisals",
        card=card,
        policy=0,
        option="divert",
        effect="opposes",
        source="owner",
        people=1,
        origin="person",
    )

    assert [{"type": "norm", "norms": ["right"], "option": "divert"}] == readings(case)
    assert "a reading by its issuer, union" == told(case)[0][1]


def apart() -> DecisionWorld:
    case = DecisionWorld().option("o").option("p").value(1).value(2)
    return case.placing(1, "o", "p")


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (apart().placing(2, "p", "o"), ["votes"]),
        (apart().placing(2, "p", "o").votes(1, 2, THIN), ["votes"]),
        (apart().placing(2, "p", "o").votes(1, 2, CONTESTED), ["votes"]),
        (apart().placing(2, "p", "o", stake="grave").votes(1, 2), ["stake"]),
        (apart(), ["placing", "votes"]),
        (apart().votes(2, 1), ["stake", "placing"]),
        (DecisionWorld().option("o").option("p"), ["placing"]),
        (
            DecisionWorld().option("o").option("p").value(1, "undecided").placing(1, "o", "p"),
            ["policy"],
        ),
        (
            DecisionWorld()
            .option("o")
            .option("p")
            .context("flood", by="agent")
            .value(1, contexts=["flood"])
            .placing(1, "o", "p"),
            ["context"],
        ),
    ],
    ids=[
        "nobody asked",
        "thin",
        "contested",
        "stakes",
        "silent",
        "silent above",
        "no value",
        "policy",
        "context",
    ],
)
def test_what_keeps_options_apart_is_named(case: DecisionWorld, expected: list[str]) -> None:
    """Votes, stakes, placings, policies and contexts, the cheapest first."""
    assert expected == kinds(case)


def test_what_cannot_decide_is_not_asked_about() -> None:
    """Values that are outranked, or that speak for the same option, leave nothing to settle."""
    case = apart().placing(2, "p", "o").value(3).placing(3, "p", "o").value(4)
    case.placing(4, "o", "p").placing(4, "p", "o").votes(1, 4).votes(2, 3, (0, 0, 20))

    assert [
        "Which is wiser here: “Value 1” and “Value 2” (too few were asked)",
        "Which is wiser here: “Value 1” and “Value 3” (too few were asked)",
    ] == [about for about, _ in told(case)]


def test_a_missing_complaint_is_named() -> None:
    """What a standpoint has not said about an alternative has to be asked."""
    case = DecisionWorld().option("wait").option("divert", "divert").value(1)
    case.placing(1, "divert", "wait")
    for name in ("p", "q"):
        case.add(
            "principles", **said("principle", name=name, text=name, role="company", action="divert")
        )
    case.add(
        "complaints", standpoint="neighbour", principle="p", ground="g", grade=1, origin="person"
    )

    assert [
        {"type": "complaint", "principle": "p", "standpoint": "neighbour"},
        {"type": "complaint", "principle": "q", "standpoint": "neighbour"},
    ] == readings(case)


def test_what_a_licence_hangs_on_is_named() -> None:
    """A principle that may license an act and not for certain leaves its condition to settle."""
    case = DecisionWorld().option("wait").option("divert", "divert").value(1)
    case.placing(1, "divert", "wait")
    for name, action, grade in (("p", "divert", 2), ("q", "wait", 0)):
        given = said("principle", name=name, text=name, role="company", action=action)
        case.add("principles", **given | {"condition": DRY, "alternatives": ["p", "q"]})
        complaint = {"standpoint": "neighbour", "principle": name, "ground": "g"}
        case.add("complaints", **complaint, grade=grade, origin="person")

    assert [{"type": "fact", "fact": "dry", "option": "divert", "why": "unasked"}] == readings(case)


def test_a_role_whose_standard_may_decide_is_named() -> None:
    """Whose cards decide hangs on a role that only the decider says it has."""
    case = apart().claims("agent", "judge", by="agent")
    case.target["role_standards"] = [said("role_standard", role="judge", cards=[card_id(2)])]

    assert {"type": "role", "role": "judge", "party": "agent"} in readings(case)


def test_contexts_that_leave_a_pair_contested_are_named() -> None:
    """Where two contexts may hold and say opposite things, which of them holds would settle it."""
    case = apart().placing(2, "p", "o").votes(1, 2).context("flood", "always", by="agent")
    case.votes(2, 1, context="flood")

    assert [
        {"type": "context", "context": "flood"},
        {"type": "votes", "cards": [card_id(1), card_id(2)], "why": "contested"},
    ] == readings(case)


def test_a_decision_to_act_leaves_nothing_to_settle() -> None:
    """What is open about options that are out is not asked."""
    case = DecisionWorld().option("o").option("p", "divert").value(1).placing(1, "o", "p")
    case.norm("no", "forbidden", "divert", condition=DRY)

    decision = case.decide()

    assert ("act", ()) == (decision.outcome, decision.open)


def test_options_on_a_par_have_nothing_left_to_find_out() -> None:
    """There reasons run out, and somebody has to commit."""
    case = apart().placing(2, "p", "o").votes(1, 2, (0, 0, 20))

    decision = case.decide()

    assert (("on_a_par",), ()) == (decision.reasons, decision.open)

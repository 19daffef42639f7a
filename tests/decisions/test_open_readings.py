import pytest

from commonweal.testing._decisions import CONTESTED, THIN, DecisionWorld, said

DRY = {"kind": "equals", "fact": "dry", "value": True}
FLOOD = {"kind": "holds", "context": "flood"}
ELDER = {"kind": "occupies", "who": "anyone", "role": "elder"}


def kinds(case: DecisionWorld) -> list[str]:
    return [each.type for each in case.decide().open]


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

    (found,) = case.decide().open

    assert "dry, as divert would leave it" == found.about


def test_norms_that_nothing_ranks_are_put_to_a_body_above() -> None:
    """A collision that no rule settles is a question for somebody with authority."""
    found = disputed().norm("yes", "permitted", "divert").decide().open

    assert ["Which yields, no or yes: nothing ranks them"] == [each.about for each in found]


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

    (found,) = case.decide().open

    assert "norm" == found.type
    assert "a reading by its issuer, union" == found.would_settle


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

    found = case.decide().open

    assert [
        "Which is wiser here: “Value 1” and “Value 2” (too few were asked)",
        "Which is wiser here: “Value 1” and “Value 3” (too few were asked)",
    ] == [each.about for each in found]


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

    found = case.decide().open

    assert [
        ("complaint", "Whether neighbour can reject p"),
        ("complaint", "Whether neighbour can reject q"),
    ] == [(each.type, each.about) for each in found]


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

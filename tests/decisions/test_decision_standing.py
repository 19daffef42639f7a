import pytest

from commonweal.testing._decisions import DecisionWorld


def world() -> DecisionWorld:
    case = DecisionWorld().option("o").option("p", "divert").value(1).placing(1, "o", "p")
    return case.norm("no", "forbidden", "divert")


def standing(case: DecisionWorld) -> str:
    return case.decide().standing


def test_what_rests_on_people_alone_is_in_force() -> None:
    """People's values and norms, and a situation that people state, make a decision in force."""
    assert "in_force" == standing(world())


@pytest.mark.parametrize(
    ("origin", "expected"), [("import", "imported"), ("model", "model"), ("synthetic", "synthetic")]
)
@pytest.mark.parametrize("where", ["value", "placing", "situation", "norm", "authority", "graph"])
def test_the_weakest_origin_among_what_decided_is_the_standing(
    where: str, origin: str, expected: str
) -> None:
    """One premise of a weaker origin is enough, wherever it stands."""
    case = world()
    places = {
        "value": case.target["graph"]["values"][0],
        "placing": case.inputs["placings"][0],
        "situation": case.situation,
        "norm": case.target["norms"][0],
        "authority": case.target["authorities"][1],
        "graph": case.target["graph"],
    }
    places[where]["origin"] = origin

    assert expected == standing(case)


def test_a_synthetic_study_is_never_in_force() -> None:
    """Whatever its records say of themselves."""
    case = world()
    case.target["synthetic"] = True

    decision = case.decide()

    assert ("synthetic", "synthetic") == (decision.standing, decision.origin)
    assert any("synthetic" in text for text in decision.justification.not_shown)


def test_synthetic_is_weaker_than_a_model_and_a_model_than_an_import() -> None:
    """The weakest of several origins counts."""
    case = world()
    case.situation["origin"] = "import"
    case.target["norms"][0]["origin"] = "model"
    found = [standing(case)]
    case.target["graph"]["values"][0]["origin"] = "synthetic"

    assert ["model", "synthetic"] == [*found, standing(case)]


def test_what_does_not_decide_does_not_weaken() -> None:
    """Values that do not count, norms that do not bind and their issuers are not premises."""
    case = world().value(2, "instrumental", origin="model").placing(2, "o,p", origin="model")
    case.norm("old", "forbidden", "divert", origin="model", in_force_until="2021-01-01T00:00:00Z")
    case.target["authorities"][0]["origin"] = "model"

    assert "in_force" == standing(case)


@pytest.mark.parametrize(("counts", "expected"), [(False, "model"), (True, "in_force")])
def test_a_model_that_was_not_shown_to_agree_weakens_whatever_origin_it_claims(
    counts: bool, expected: str
) -> None:
    """An uncounted model's placing is a model's, even if it says that a person is behind it."""
    case = world().placing(1, "o", "p", source="model", appraiser="oracle", origin="person")
    case.target["model_agreement"] = [
        {"model": "oracle", "held_out": 20, "agreed": 19, "counts": counts}
    ]

    assert expected == standing(case)

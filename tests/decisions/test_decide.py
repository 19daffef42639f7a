import pytest

from commonweal.decisions import PreparedTarget, decide, explain
from commonweal.documents import Decision, DecisionInputs, Target, TargetReference
from commonweal.errors import InvalidDocument
from commonweal.testing._decisions import AT, CONTESTED, DecisionWorld, card_id, decide_case, said


def world() -> DecisionWorld:
    case = DecisionWorld().option("wait").option("divert", "divert").value(1)
    return case.placing(1, "wait", "divert").norm("no", "forbidden", "divert")


def problems(inputs: DecisionInputs, target: Target, *, study: str = "study") -> list[str]:
    with pytest.raises(InvalidDocument) as raised:
        decide(inputs, target=target, study=study, by="commonweal", said_at=AT)
    return [problem.code for problem in raised.value.problems]


def test_a_decision_says_what_it_was_taken_under_and_from() -> None:
    """Study, situation, target and time are those of the case."""
    inputs, target = world().documents()

    decision = decide_case(inputs, target)

    assert ("study", "case", AT, "commonweal") == (
        decision.study,
        decision.situation,
        decision.said_at,
        decision.by,
    )
    assert f"target:{decision.target}" == target.id
    assert inputs.situation == decision.justification.inputs.situation


def test_the_target_is_written_into_the_justification_or_named() -> None:
    """Many decisions under one target need it only once."""
    whole = world().decide().justification.inputs.target
    named = world().decide(embed_target=False)

    assert isinstance(whole, Target)
    assert TargetReference(sha256=named.target) == named.justification.inputs.target


def test_a_target_prepared_once_decides_as_it_does_unprepared() -> None:
    """Preparing changes the time it takes and nothing else."""
    inputs, target = world().documents()

    prepared = decide(
        inputs, target=PreparedTarget(target), study="study", by="commonweal", said_at=AT
    )

    assert decide_case(inputs, target) == prepared


def test_inputs_may_name_their_target_by_its_hash() -> None:
    """The target itself comes beside them."""
    inputs, target = world().documents()
    named = inputs.model_copy(
        update={"target": TargetReference(sha256=PreparedTarget(target).sha256)}
    )

    assert decide_case(inputs, target) == decide_case(named, target)


def test_a_decision_reads_back_as_it_was_written() -> None:
    """Its content is the decision, with the same id."""
    decision = world().decide()

    again = Decision.from_content(decision.content())

    assert decision.id == again.id
    assert decision == again


def test_another_target_is_refused() -> None:
    """What was said under one target is not decided under another."""
    inputs, target = world().documents()
    other = world().norm("yes", "permitted", "divert").documents()[1]
    named = inputs.model_copy(update={"target": TargetReference(sha256="0" * 64)})

    assert ["target-mismatch"] == problems(inputs, other)
    assert ["target-mismatch"] == problems(named, target)
    assert ["target-mismatch"] == problems(inputs, target, study="another")


def test_what_speaks_of_other_options_is_refused() -> None:
    """A placing or an appraisal of what is not on the table belongs to another situation."""
    case = world().placing(1, "wait", "dig")
    case.add(
        "appraisals",
        card=card_id(1),
        policy=0,
        option="dig",
        effect="opposes",
        source="owner",
        people=1,
        origin="person",
    )

    assert ["other-situation", "other-situation"] == problems(*case.documents())


def test_an_appraiser_whom_the_target_does_not_declare_is_refused() -> None:
    """Who counts as a declared appraiser, the study says."""
    case = world().placing(1, "wait", "divert", source="declared", appraiser="stranger")
    case.add(
        "appraisals",
        card=card_id(1),
        policy=0,
        option="wait",
        effect="opposes",
        source="declared",
        appraiser="stranger",
        people=1,
        origin="person",
    )

    assert ["appraiser-not-declared"] * 2 == problems(*case.documents())


def test_names_that_stand_for_two_things_are_refused() -> None:
    """A norm, a principle, a context, a card or a party with own cards is one thing."""
    principle = said("principle", name="p", text="p", role="company", action="divert")
    case = world().add("principles", **principle).add("principles", **principle)
    twice = world().norm("no", "forbidden", "dig").value(1).context("always", by="")
    own = {"party": "agent", "cards": [card_id(1)]}
    twice.target["own_cards"] = [own, own]

    assert ["repeated-name"] == problems(*case.documents())
    assert ["repeated-name"] * 4 == problems(*twice.documents())


def test_a_decision_is_told_in_sentences() -> None:
    """What is done, why, what is in tension, and what does not follow from it."""
    case = world().value(2).votes(1, 2, CONTESTED).placing(2, "divert", "wait")
    case.norm("must", "obliged", "notify", reparation="Tell them now.")
    case.norm("yes", "permitted", "divert", in_force_from="2010-01-01T00:00:00Z")
    case.option("tell", "notify").situation["interim"] = "tell"
    case.situation["options"][-1]["reversible"] = True
    case.situation["considerations"] = "partial"
    case.target["ask"], case.target["ask_deadline"] = ["council"], "2026-06-15T00:00:00Z"

    told = "\n".join(explain(case.decide()))

    for part in (
        "Ask council. Still in play: tell.",
        "The reason: ",
        "An answer is due by 2026-06-15T00:00:00Z.",
        "Until then: tell, which can be undone.",
        "Every permitted option has agent do this: notify.",
        "divert is forbidden: it breaks must and no; due for it: Tell them now.",
        "In tension: Which is wiser: “Value 1” or “Value 2”.",
        "Here: no prevails over yes: it is the later.",
        "This does not show: That the options were complete",
        "conditional on the target",
    ):
        assert part in told


def test_a_decision_to_act_or_to_refuse_is_told_too() -> None:
    """Each outcome has its sentence, with the values that decide."""
    acted = explain(world().decide())
    refused = explain(world().norm("must", "obliged", "notify").decide())
    either = DecisionWorld().option("o").option("p").value(1).placing(1, "o,p").decide()

    assert "Act: wait." == acted[0]
    assert any("wait is better than divert, by “Value 1”" in sentence for sentence in acted)
    assert "Refuse: none of the options is taken." == refused[0]
    assert "Act: any one of o and p." == explain(either)[0]


def test_a_decision_whose_target_lies_beside_it_is_told_with_its_titles() -> None:
    """Titles come from the target that is handed in, and are left out without one."""
    case = world()
    decision = case.decide(embed_target=False)

    without = "\n".join(explain(decision))
    within = "\n".join(explain(decision, target=case.documents()[1]))

    assert "by “Value 1”" not in without
    assert "by “Value 1”" in within


def test_a_veto_is_told_with_the_status() -> None:
    """Why an option that breaks no norm is out."""
    case = DecisionWorld().option("wait").option("divert", "divert").option("share", "share")
    for name, action, grade in (("p", "divert", 3), ("q", "share", 0)):
        case.add(
            "principles", **said("principle", name=name, text=name, role="company", action=action)
        )
        case.add(
            "complaints",
            standpoint="neighbour",
            principle=name,
            ground="loss",
            grade=grade,
            origin="person",
        )
    case.norm("no", "forbidden", "divert", condition={"kind": "equals", "fact": "f", "value": 1})

    told = explain(case.decide())

    expected = (
        "The option divert is in dispute: it may break no; it is vetoed, as a principle that "
        "licenses it can reasonably be rejected."
    )
    assert expected in told


@pytest.mark.parametrize(
    ("interim", "expected"), [("tell", "tell"), ("wait", None), ("divert", None)]
)
def test_an_interim_is_permitted_and_can_be_undone(interim: str, expected: str | None) -> None:
    """What the situation names is not stayed with while it is forbidden or cannot be undone."""
    case = world().norm("must", "obliged", "notify").option("tell", "notify")
    case.situation |= {"interim": interim, "considerations": "partial"}
    case.situation["options"][-1]["reversible"] = True

    assert expected == case.decide().interim


def test_to_decide_nowhere_is_refused() -> None:
    """Where an authority is bound to a territory, a situation without a place is refused."""
    case = world()
    case.target["authorities"][0]["territory"] = ["basin"]

    with pytest.raises(InvalidDocument) as refused:
        case.decide()

    assert "place-missing" == refused.value.code

import pytest

from commonweal.documents import canonical_json, sha256_hex
from commonweal.errors import InvalidDocument
from commonweal.proof import JustificationBuilder, hash_of, hash_of_all, step_id
from commonweal.testing._decisions import DecisionWorld


def test_a_step_is_named_by_its_rule_and_subject() -> None:
    """The id says what is concluded about what."""
    assert "relation|o|p" == step_id("relation", "o", "p")
    assert "inputs" == step_id("inputs")


def test_steps_stand_in_the_order_in_which_they_were_added() -> None:
    """A reader meets premises before what follows from them."""
    justification = DecisionWorld().option("o").decide().justification
    builder = JustificationBuilder()
    builder.add("inputs", conclusion={})
    builder.add("choice", conclusion={"outcome": "act"}, premises=["inputs"], witness={"n": 1})

    built = builder.build(
        not_shown=["much"],
        declared=justification.declared,
        inputs=justification.inputs,
        claim="choice",
    )

    assert ["inputs", "choice"] == [step.id for step in built.steps]
    assert (("inputs",), {"n": 1}) == (built.steps[1].premises, built.steps[1].witness)
    assert ("inputs",) == builder.with_rule("inputs")
    assert () == builder.with_rule("unheard-of")


def test_a_step_says_what_it_was_given_and_no_more() -> None:
    """As if it had been read: a hint that nobody gave is not written as nothing."""
    decision = DecisionWorld().norm("keep", "forbidden", "draw").option("wait").decide()

    content = decision.content()

    assert content == type(decision).from_content(content).content()
    assert not any("witness" in step for step in content["justification"]["steps"])


def test_a_step_is_added_once() -> None:
    """Two steps with one id would leave open which of them is meant."""
    builder = JustificationBuilder()
    builder.add("inputs", conclusion={})

    with pytest.raises(InvalidDocument) as raised:
        builder.add("inputs", conclusion={})

    assert "step-repeated" == raised.value.code


def test_a_premise_comes_first() -> None:
    """Nothing rests on what has not been derived yet."""
    with pytest.raises(InvalidDocument) as raised:
        JustificationBuilder().add("status", "o", conclusion={}, premises=["inputs"])

    assert "premise-missing" == raised.value.code


def test_what_is_claimed_is_a_step() -> None:
    """A claim that was never derived is refused."""
    justification = DecisionWorld().option("o").decide().justification

    with pytest.raises(InvalidDocument) as raised:
        JustificationBuilder().build(
            not_shown=["much"],
            declared=justification.declared,
            inputs=justification.inputs,
            claim="choice",
        )

    assert "claim-missing" == raised.value.code


def test_hashes_are_of_the_documents_as_said() -> None:
    """The hash of a record is the digits of its id, and that of a list is of its canonical JSON."""
    inputs, target = DecisionWorld().option("o").documents()

    assert target.id == f"target:{hash_of(target)}"
    assert sha256_hex(b"[]") == hash_of_all(())
    assert sha256_hex(canonical_json([inputs.situation.content()])) == hash_of_all(
        [inputs.situation]
    )

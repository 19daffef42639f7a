"""What a record of a model's proposal demands of its fields together."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from commonweal.documents import Proposal, parse_record
from commonweal.errors import InvalidDocument
from commonweal.testing import documents

WORDS = "PAUSES in which somebody looks for a word"


def proposal(**changed: Any) -> dict[str, Any]:
    """Return a policy that a model proposed and its person took, with some fields changed."""
    fields = {
        "kind": "proposal",
        "schema_version": 1,
        "by": "small-model",
        "origin": "model",
        "said_at": "2026-01-31T09:30:00Z",
        "nonce": "0" * 32,
        "participant": "p17",
        "asked": "What did you look at?",
        "proposed_as": "policy",
        "text": WORDS,
        "quotes": ["she stopped and searched for a word"],
        "model": "small-model:3b",
        "prompt_hash": "a" * 64,
        "seed": "7",
        "temperature": "0.2",
        "answer": "taken",
        "became": WORDS,
    }
    return {key: value for key, value in {**fields, **changed}.items() if value is not None}


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"answer": "changed", "became": "PAUSES before an answer"},
        {"answer": "declined", "became": None},
        {"answer": None, "became": None},
        {"proposed_as": "wording", "answer": None, "became": None},
        {"proposed_as": "hint", "answer": "taken", "became": None},
    ],
)
def test_what_can_come_of_a_proposal(changed: dict[str, Any]) -> None:
    """A policy is taken, changed, declined or unanswered; a hint has no words that became."""
    content = proposal(**changed)

    assert content == parse_record(content).content()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"became": "PAUSES before an answer"}, "the proposed words if taken"),
        ({"answer": "changed"}, "others if changed"),
        ({"became": None}, "what became of it"),
        ({"answer": "declined"}, "nothing that became of it"),
        ({"answer": None}, "nothing that became of it"),
        ({"proposed_as": "wording"}, "no answer to another wording"),
        ({"proposed_as": "hint", "answer": "changed", "became": None}, "taken or declined"),
        ({"proposed_as": "hint"}, "nothing that became of it"),
    ],
)
def test_what_became_goes_with_the_answer(changed: dict[str, Any], expected: str) -> None:
    """No proposal was taken in other words, or declined into something."""
    with pytest.raises(InvalidDocument) as caught:
        parse_record(proposal(**changed))

    assert ["incoherent"] == [problem.code for problem in caught.value.problems]
    assert expected in caught.value.problems[0].expected


@pytest.mark.parametrize("origin", ["person", "synthetic", "import"])
def test_nobody_but_a_model_proposes(origin: str) -> None:
    """A proposal cannot say that it is a person's, so none can be counted as one."""
    with pytest.raises(InvalidDocument) as caught:
        parse_record(proposal(origin=origin))

    assert ["origin"] == [problem.path for problem in caught.value.problems]


@given(documents(Proposal))
def test_a_proposal_is_read_as_it_was_written(record: Proposal) -> None:
    """Writing a proposal and reading it gives the same record under the same id."""
    again = parse_record(record.content())

    assert (record, record.id) == (again, again.id)

"""The record that a guard keeps of a call."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from commonweal.documents import STAGE_FIELDS, GuardedCall
from commonweal.errors import InvalidDocument
from commonweal.testing import records

OUTCOME: dict[str, Any] = {
    "kind": "guarded_call",
    "schema_version": 1,
    "by": "watch",
    "origin": "model",
    "said_at": "2026-06-01T09:00:00Z",
    "number": 1,
    "stage": "outcome",
    "call": "0" * 64,
    "follows": "guarded_call:" + "0" * 64,
    "ended": "returned",
    "outcome": "1" * 64,
}


def test_an_outcome_says_what_it_follows() -> None:
    """Without its intent it is none."""
    content = dict(OUTCOME)
    assert "outcome" == GuardedCall.from_content(content).stage

    del content["follows"]
    with pytest.raises(InvalidDocument, match="follows of the stage 'outcome'"):
        GuardedCall.from_content(content)


@pytest.mark.parametrize(("field", "value"), [("norm", "report"), ("answer", "release")])
def test_a_record_says_nothing_of_another_stage(field: str, value: str) -> None:
    """An outcome neither answers nor tells of an omission."""
    content = {**OUTCOME, field: value}

    with pytest.raises(InvalidDocument, match="nothing else than the stage"):
        GuardedCall.from_content(content)


@given(records("guarded_call"))
def test_every_record_has_what_its_stage_needs(record: GuardedCall) -> None:
    """Whatever is drawn keeps to the table, and reads back as it is."""
    needed, _ = STAGE_FIELDS[record.stage]

    assert all(getattr(record, name) is not None for name in needed)
    assert record == GuardedCall.from_content(record.content())

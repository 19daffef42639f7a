"""What changed between two documents, whatever the order of their lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonweal.documents import Target
from commonweal.errors import InvalidDocument
from commonweal.studies import Change, diff_records, read_study, run_study


@pytest.fixture
def target(garden: Path) -> Target:
    """Return the target of the starter study."""
    return run_study(garden).target


def test_a_target_does_not_differ_from_itself(target: Target) -> None:
    """Nothing is reported between a document and itself."""
    assert () == diff_records(target, target)


def test_the_order_of_a_list_is_no_change(target: Target) -> None:
    """Norms, roles and values in another order are the same."""
    other = target.model_copy(
        update={
            "norms": target.norms[::-1],
            "roles": target.roles[::-1],
            "graph": target.graph.model_copy(update={"values": target.graph.values[::-1]}),
        }
    )

    assert () == diff_records(target, other)


def test_what_was_added_and_what_is_gone_is_named(target: Target) -> None:
    """A norm that is gone is there on the one side and nothing on the other."""
    other = target.model_copy(update={"norms": target.norms[:1]})
    gone = target.norms[1]

    changes = diff_records(target, other)

    assert [f"norms.[{gone.name}]"] == [change.path for change in changes]
    assert (gone.name, None) == (changes[0].old["name"], changes[0].new)
    assert gone.name == diff_records(other, target)[0].new["name"]


def test_a_changed_field_is_named_by_its_way(target: Target) -> None:
    """A changed threshold is one change at its place."""
    thresholds = target.thresholds.model_copy(update={"min_votes": 3})

    changes = diff_records(target, target.model_copy(update={"thresholds": thresholds}))

    assert (Change("thresholds.min_votes", 10, 3),) == changes


def test_only_targets_and_decisions_are_compared(garden: Path, target: Target) -> None:
    """Two documents of another kind, or of two kinds, are refused."""
    study = read_study(garden).study

    with pytest.raises(InvalidDocument) as two_kinds:
        diff_records(target, study)
    with pytest.raises(InvalidDocument) as another:
        diff_records(study, study)

    assert {"not-comparable"} == {two_kinds.value.code, another.value.code}

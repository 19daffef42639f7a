"""What changed between two documents, whatever the order of their lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonweal.documents import Decision, PublishedPlacing, Target
from commonweal.errors import InvalidDocument
from commonweal.studies import Change, decide_once, diff_records, read_study, run_study


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


def test_one_fact_that_is_gone_shifts_no_other(garden: Path) -> None:
    """Facts are compared by name, speaker and sense: the one that went is the one that is named."""
    folder = read_study(garden)
    before = decide_once(folder)
    (situation,) = folder.situations
    fewer = situation.model_copy(update={"facts": situation.facts[1:]})
    inputs = before.justification.inputs.model_copy(update={"situation": fewer})
    justification = before.justification.model_copy(update={"inputs": inputs})

    changes = diff_records(before, before.model_copy(update={"justification": justification}))

    assert ["inputs.situation.facts.[litres-left, tank-gauge]"] == [each.path for each in changes]


def test_one_breach_that_is_new_is_named_alone(garden: Path) -> None:
    """In a list of names the one that was added shows, and not the whole list twice."""
    before = decide_once(read_study(garden))
    first, *others = before.statuses
    worse = first.model_copy(update={"broken": ("announce", *first.broken)})

    changes = diff_records(before, before.model_copy(update={"statuses": (worse, *others)}))

    assert (Change("statuses.[all-at-once].broken.[0]", None, "announce"),) == changes


def test_another_order_of_rules_is_a_change(target: Target) -> None:
    """Where nothing tells entries apart but their place, another order is named."""
    turned = target.model_copy(update={"norm_order": target.norm_order[::-1]})

    changes = diff_records(target, turned)

    assert ["norm_order"] == [change.path for change in changes]


def test_entries_of_one_key_are_paired_after_those_that_are_the_same(garden: Path) -> None:
    """Of two placings of owners on one value, the one that changed is named and not the other."""
    before = decide_once(read_study(garden))
    inputs = before.justification.inputs
    one = inputs.placings[0]
    other, new = (one.model_copy(update={"people": count}) for count in (2, 3))

    def holding(*placings: PublishedPlacing) -> Decision:
        said = inputs.model_copy(update={"placings": placings})
        justification = before.justification.model_copy(update={"inputs": said})
        return before.model_copy(update={"justification": justification})

    changes = diff_records(holding(one, other), holding(new, one))

    assert [(2, 3)] == [(change.old, change.new) for change in changes]
    assert changes[0].path.endswith("].people")

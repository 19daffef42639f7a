"""What commitments may add to a choice, and what they may not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from commonweal.choice import (
    ChoiceProblem,
    ChoiceResult,
    CommittedChoice,
    EAdmissible,
    Lexicographic,
    Maximal,
    PrometheeI,
    apply_commitments,
    solve_choice,
    solve_relations,
)
from commonweal.documents import KnownWorld, Resolution
from commonweal.errors import Infeasible, InvalidDocument
from commonweal.testing import choice_problems

from .problems import scored, two_and_a_compromise

AT = "2026-06-01T12:00:00Z"


def committed(choose: str, *over: str, **fields: Any) -> Resolution:
    """Return the commitment of "us" to an option over others."""
    return Resolution.from_content(
        {
            "kind": "resolution",
            "schema_version": 1,
            "by": "us",
            "origin": "person",
            "said_at": "2026-05-01T12:00:00Z",
            "holder": "us",
            "choose": choose,
            "over": list(over),
            "why": "Because we want to be such people.",
            **fields,
        }
    )


def applied(
    choice: ChoiceResult, *records: Resolution, world: KnownWorld | None = None
) -> CommittedChoice:
    return apply_commitments(choice, records, holders={"us"}, at=AT, world=world or KnownWorld())


def compromise() -> ChoiceResult:
    """Return a, b and c, all kept and each on a par with each."""
    return solve_choice(two_and_a_compromise("21/10"), EAdmissible())


def test_a_commitment_sets_aside_what_is_on_a_par() -> None:
    """It is applied after the choice, which stays as it was, and the step has its holder."""
    choice = compromise()

    found = applied(choice, committed("c", "a", "b"))

    assert ("c",) == found.value
    assert ("a", "b", "c") == found.choice.value
    assert [("us", "c", "a"), ("us", "c", "b")] == [
        (step.holder, step.choose, step.over) for step in found.applied
    ]


def test_a_commitment_makes_nothing_better() -> None:
    """The step holds the relation, which is parity, and so does every later comparison."""
    found = applied(compromise(), committed("c", "a"))

    again = solve_relations(found.choice.problem, options=("c", "a"))
    assert ["on_a_par"] == [step.comparison.relation for step in found.applied]
    assert ["on_a_par"] == [each.relation for each in again.value]
    assert not any("better" in sentence for sentence in found.explain()[-2:])
    assert "us commits to c over a, which stays on a par with it." in found.explain()


def test_without_the_commitment_the_option_is_there_again() -> None:
    """Nothing of the choice is changed by what was applied to it."""
    choice = compromise()
    applied(choice, committed("c", "a", "b"))

    assert choice.value == applied(choice).value


@settings(deadline=None)
@given(choice_problems(), st.randoms(use_true_random=False))
def test_only_parity_is_ever_settled_and_something_is_left(case: ChoiceProblem, rng: Any) -> None:
    """Of any commitments, each applied step is on a par, and what is left was kept."""
    choice = solve_choice(case, Maximal())
    if choice.status != "found":
        return
    names = list(case.options)
    records = []
    for _ in range(3):
        chosen, *others = rng.sample(names, len(names))
        if others:
            records.append(committed(chosen, *others[: rng.randint(1, 3)]))

    found = applied(choice, *records)

    relations = {
        (each.first, each.second): each.relation
        for order in (names, names[::-1])
        for each in solve_relations(case, options=order).value
    }
    assert found.value
    assert set(found.value) <= set(choice.value)
    for step in found.applied:
        assert "on_a_par" == relations[step.choose, step.over]
        assert step.over not in found.value


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"holder": "them"}, "no-holder"),
        ({"said_at": "2026-07-01T12:00:00Z"}, "not-yet-said"),
        ({"revoked_at": AT}, "revoked"),
        ({"scope": {"kind": "holds", "context": "dry-week"}}, "out-of-scope"),
        ({"scope": {"kind": "equals", "fact": "open", "value": True}}, "out-of-scope"),
        ({"choose": "z"}, "not-kept"),
    ],
)
def test_a_commitment_that_is_not_in_force_changes_nothing(
    fields: dict[str, Any], why: str
) -> None:
    """Who may not commit, what was said later or revoked, and what is out of scope: with why."""
    record = committed("c", "a", **{key: said for key, said in fields.items() if key != "choose"})
    if "choose" in fields:
        record = committed(fields["choose"], "a")

    found = applied(compromise(), record)

    assert ("a", "b", "c") == found.value
    assert [why] == [step.why for step in found.unapplied]
    assert any("changes nothing" in sentence for sentence in found.explain())


def test_a_scope_that_holds_lets_a_commitment_apply() -> None:
    """A condition on a context holds where the context does."""
    scoped = committed("c", "a", scope={"kind": "holds", "context": "dry-week"})
    world = KnownWorld(contexts={"dry-week": "holds"})

    assert ("b", "c") == applied(compromise(), scoped, world=world).value


def test_nobody_can_commit_to_what_is_equal() -> None:
    """Two equal options are not on a par, so a commitment between them has no hold."""
    choice = solve_choice(scored({"a": [1, 1], "b": [1, 1]}), Maximal())

    found = applied(choice, committed("a", "b"))

    assert ("a", "b") == found.value
    assert ["not-on-a-par"] == [step.why for step in found.unapplied]


def test_what_was_dropped_cannot_be_committed_to() -> None:
    """Commitments come after the choice: c, which is not E-admissible, stays out."""
    choice = solve_choice(two_and_a_compromise("19/10"), EAdmissible())

    found = applied(choice, committed("c", "a", "b"))

    assert ("a", "b") == found.value
    assert ["not-kept", "not-kept"] == [step.why for step in found.unapplied]


def test_commitments_in_a_circle_settle_nothing() -> None:
    """Steps from a to b and from b to a leave both, and a step outside the circle applies."""
    found = applied(compromise(), committed("a", "b"), committed("b", "a"), committed("a", "c"))

    assert ("a", "b") == found.value
    assert ["circle", "circle"] == [step.why for step in found.unapplied]


def test_by_priorities_parity_is_that_of_the_context() -> None:
    """What the criteria of one stratum leave on a par can be committed to."""
    case = scored(
        {"a": [1, 0], "b": [0, 1]},
        permissible={"type": "criteria", "above": [["c0", "c1"]]},
        priorities=[{"context": "here", "strata": [["c0", "c1"]]}],
    )
    choice = solve_choice(case, Lexicographic(context="here"))

    found = applied(choice, committed("b", "a"))

    assert ("b",) == found.value
    assert {"stratum": 1} == found.applied[0].comparison.evidence


def test_a_baseline_has_no_parity_to_settle() -> None:
    """Commitments to what PROMETHEE keeps are refused."""
    content = two_and_a_compromise("2/1").content()
    for criterion in content["criteria"]:
        criterion["outranking"] = {"weight": 1}
    choice = solve_choice(ChoiceProblem.from_content(content), PrometheeI())

    with pytest.raises(InvalidDocument) as refused:
        applied(choice, committed("a", "b"))
    assert "outranked" == refused.value.code


def test_where_nothing_is_permissible_nobody_can_commit() -> None:
    """Commitments need a choice."""
    over = {"name": "over", "coefficients": {"c0": 1}, "at_least": 2}
    case = scored(
        {"a": [1, 0], "b": [0, 1]}, permissible={"type": "weights", "constraints": [over]}
    )

    with pytest.raises(Infeasible) as refused:
        applied(solve_choice(case, Maximal()), committed("a", "b"))
    assert "none-permissible" == refused.value.code

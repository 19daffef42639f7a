"""What cannot be asked of norms is refused, and a misspelt name is not taken for another thing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from pydantic import TypeAdapter, ValidationError

from commonweal.decisions import PreparedTarget
from commonweal.documents import FactValue
from commonweal.errors import InvalidDocument, Problem
from commonweal.norms import (
    ActJudge,
    ActTable,
    ContextOrder,
    NormIndex,
    PlainAct,
    SpokenNames,
    judge_acts,
)
from commonweal.testing._decisions import AT, DecisionWorld

ACT = PlainAct("draw", AT, ["company"], ["neighbour"], {"flow": "2/5"}, {"flow": 1}, ["drought"])


def ready() -> tuple[NormIndex, ContextOrder]:
    """Return norms that speak of two roles, two contexts, and two facts."""
    world = DecisionWorld().option("wait").context("year", by="").context("drought", "year", by="")
    low = {"kind": "at_least", "fact": "flow", "value": "1/2"}
    anyone = {"kind": "occupies", "who": "anyone", "role": "guest"}
    dry = {"kind": "before", "of": {"kind": "equals", "fact": "dry", "value": True}}
    condition = {"kind": "any", "of": [{"kind": "not", "of": low}, anyone]}
    world.norm("keep", "forbidden", "draw", condition=condition, exceptions=[{"when": dry}])
    world.norm("ask", "obliged", "tell", counterparty="neighbour")
    target = PreparedTarget(world.documents()[1])
    return target.norms, target.contexts


def refused(act: PlainAct, **keywords: Any) -> list[Problem]:
    """Return what is wrong with an act, the same whether it is done or left undone."""
    judge = ActJudge(*ready(), **keywords)
    found = []
    for ask in (judge.judge, judge.judge_left_undone):
        with pytest.raises(InvalidDocument) as error:
            ask(act)
        found.append(error.value.problems)
    assert found[0] == found[1]
    return list(found[0])


def table(**columns: Any) -> ActTable:
    """Return two acts, with some columns of their own."""
    return ActTable(**{"action": np.array(["draw", "draw"]), "at": AT, **columns})


def test_what_is_in_order_is_judged() -> None:
    """Every kind of name and value that norms speak of; the act is forbidden."""
    facts = {"flow": "2/5", "dry": False}
    act = replace(ACT, broken=["ask"], place="anywhere", facts=facts)

    assert "forbidden" == ActJudge(*ready()).judge(act).status


@pytest.mark.parametrize("names", [["neighbour"], []])
def test_arrays_of_names_are_collections_of_names(names: list[str]) -> None:
    """Of roles, of those of the one acted on, and of contexts, empty or not."""
    array = np.array(names, dtype=np.str_)
    act = replace(ACT, facts={"flow": "2/5", "dry": False})
    act = replace(act, roles=np.array(["company"]), toward=array, contexts=array[:0])

    for check_names in (True, False):
        judge = ActJudge(*ready(), check_names=check_names)
        as_lists = replace(act, roles=["company"], toward=names, contexts=[])
        assert judge.judge(as_lists).status == judge.judge(act).status == "forbidden"
        assert judge.judge_left_undone(as_lists).status == judge.judge_left_undone(act).status


@settings(max_examples=300)
@given(
    st.one_of(
        st.text(max_size=5),
        st.text(st.characters(categories=["Cs", "L"]), max_size=3),
        st.from_regex(r"-?[0-9]{0,3}/-?[0-9]{0,3}\n?"),
        st.sampled_from(["x" * 300, "x" * 301, "-0/1", "0/1", "0/2", f"{10**31}/1"]),
        st.booleans(),
        st.integers(-9, 9),
        st.floats(),
        st.none(),
    )
)
def test_what_a_record_takes_for_a_fact_an_act_does_too(value: Any) -> None:
    """And nothing else: against the type of documents, which is written another way."""
    act = replace(ACT, facts={"flow": value})
    try:
        TypeAdapter(FactValue).validate_python(value, strict=True)
    except ValidationError:
        assert ["facts.flow"] == [problem.path for problem in refused(act)]
    else:
        assert ActJudge(*ready(), check_names=False).judge(act).items


@pytest.mark.parametrize(
    ("fact", "value", "expected"),
    [("dry", "true", "true or false"), ("dry", 1, "true or false"), ("flow", "low", "an integer")],
)
def test_a_value_of_a_type_that_no_condition_is_about_is_no_value(
    fact: str, value: Any, expected: str
) -> None:
    """A ban upon a truth value does not hear of a word: it would be permitted what is forbidden."""
    [problem] = refused(replace(ACT, facts={fact: value}))

    assert ("fact-type", f"facts.{fact}") == (problem.code, problem.path)
    assert problem.expected.startswith(expected)


@pytest.mark.parametrize(
    ("change", "path", "found", "nearest"),
    [
        ({"roles": ["companie"]}, "roles", "companie", "company"),
        ({"roles": ["Company"]}, "roles", "Company", "company"),
        ({"toward": {"neighbor"}}, "toward", "neighbor", "neighbour"),
        ({"contexts": ["drout"]}, "contexts", "drout", "drought"),
        ({"facts": {"flwo": 1}}, "facts", "flwo", "flow"),
        ({"facts_before": {"flowing": 1}}, "facts_before", "flowing", "flow"),
        ({"broken": ["kep"]}, "broken", "kep", "keep"),
        ({"broken": ["nosuch"]}, "broken", "nosuch", ""),
    ],
)
def test_a_name_that_nothing_knows_is_refused(
    change: dict[str, Any], path: str, found: str, nearest: str
) -> None:
    """With the nearest that is known; whoever wants it so is not asked for names."""
    act = replace(ACT, **change)

    (problem,) = refused(act)

    assert ("unknown-name", path, repr(found)) == (problem.code, problem.path, problem.found)
    assert (f"Did you mean '{nearest}'?" in problem.hint) == bool(nearest)
    assert ActJudge(*ready(), check_names=False).judge(act).items


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"roles": "company-of-old"}, "wrong-type", "roles"),
        ({"roles": None}, "wrong-type", "roles"),
        ({"roles": [None]}, "wrong-type", "roles"),
        ({"toward": "neighbour"}, "wrong-type", "toward"),
        ({"contexts": "drought"}, "wrong-type", "contexts"),
        ({"broken": b"keep"}, "wrong-type", "broken"),
        ({"facts": ["flow"]}, "wrong-type", "facts"),
        ({"facts_before": None}, "wrong-type", "facts_before"),
        ({"facts": {"flow": 0.4}}, "wrong-type", "facts.flow"),
        ({"facts": {"flow": None}}, "wrong-type", "facts.flow"),
        ({"facts_before": {"flow": [1]}}, "wrong-type", "facts_before.flow"),
        ({"facts": {"flow": np.int64(1)}}, "wrong-type", "facts.flow"),
        ({"facts": {"flow": "4/10"}}, "wrong-form", "facts.flow"),
        ({"facts": {"flow": "1/0"}}, "wrong-form", "facts.flow"),
        ({"facts": {"flow": ""}}, "wrong-form", "facts.flow"),
        ({"facts": {"flow": "a\ud800"}}, "wrong-form", "facts.flow"),
        ({"facts": {"flow": {(1, 2): 3}}}, "wrong-type", "facts.flow"),
        ({"roles": {"company": False}}, "wrong-type", "roles"),
        ({"toward": {}}, "wrong-type", "toward"),
        ({"at": "1 June 2026"}, "wrong-form", "at"),
        ({"at": "2026-06"}, "wrong-form", "at"),
        ({"at": ""}, "wrong-form", "at"),
        ({"at": "2026-02-30T00:00:00Z"}, "wrong-form", "at"),
        ({"at": None}, "wrong-type", "at"),
        ({"action": None}, "wrong-type", "action"),
        ({"place": ["averne"]}, "wrong-type", "place"),
    ],
)
def test_what_is_no_act_is_refused(change: dict[str, Any], code: str, path: str) -> None:
    """Whether names are checked or not: no answer would be worth anything."""
    act = replace(ACT, **change)

    for check_names in (True, False):
        (problem,) = refused(act, check_names=check_names)
        assert (code, path) == (problem.code, problem.path)


def test_all_that_is_wrong_with_an_act_is_said_at_once() -> None:
    """In the order of its fields, and of names."""
    act = replace(ACT, at="yesterday", roles={"b", "a"}, facts={"flow": 0.5})

    assert [
        ("wrong-form", "at"),
        ("unknown-name", "roles"),
        ("unknown-name", "roles"),
        ("wrong-type", "facts.flow"),
    ] == [(problem.code, problem.path) for problem in refused(act)]
    assert ["'a'", "'b'"] == [problem.found for problem in refused(act)[1:3]]


def test_known_names_are_all_that_norms_speak_of() -> None:
    """In conditions however deep, exceptions and counterparties; contexts that are declared."""
    known = ActJudge(*ready()).known

    assert known.roles >= {"company", "neighbour", "guest"}
    assert known.contexts >= {"year", "drought"}
    assert (
        SpokenNames(
            roles=known.roles,
            contexts=known.contexts,
            facts=frozenset({"flow", "dry"}),
            norms=frozenset({"keep", "ask"}),
            actions=frozenset({"draw", "tell"}),
            types={"flow": frozenset({"number"}), "dry": frozenset({"boolean"})},
        )
        == known
    )


@pytest.mark.parametrize(
    ("columns", "code", "path"),
    [
        ({"roles": {"companie": np.array([True, True])}}, "unknown-name", "roles"),
        ({"toward": {"companie": np.array([True, True])}}, "unknown-name", "toward"),
        ({"facts": {"flwo": np.array([1, 2])}}, "unknown-name", "facts"),
        ({"contexts": {"drout": np.array([True, True])}}, "unknown-name", "contexts"),
        ({"broken": {"kep": np.array([True, True])}}, "unknown-name", "broken"),
        ({"roles": "company"}, "wrong-type", "roles"),
        ({"roles": {"company": [True, True]}}, "column-type", "roles.company"),
        ({"at": "1 June 2026"}, "wrong-form", "at"),
        ({"at": np.array([AT, "yesterday"])}, "wrong-form", "at[1]"),
        ({"facts": {"flow": np.array(["1/2", "4/10"])}}, "wrong-form", "facts.flow[1]"),
        ({"facts": {"flow": np.array(["1/2", "low"])}}, "fact-type", "facts.flow[1]"),
        ({"facts": {"flow": np.array([True, True])}}, "fact-type", "facts.flow"),
        ({"facts": {"dry": np.array([1, 0])}}, "fact-type", "facts.dry"),
        ({"facts": {"dry": np.array([None, "yes"], object)}}, "fact-type", "facts.dry[1]"),
        ({"facts": {"flow": np.array([None, 0.5])}}, "wrong-type", "facts.flow[1]"),
        (
            {"facts_before": {"flow": np.array([[], 1], dtype=object)}},
            "wrong-type",
            "facts_before.flow[0]",
        ),
        ({"action": "draw"}, "column-length", "action"),
        ({"action": np.array(["draw", None])}, "wrong-type", "action[1]"),
        ({"action": np.array([1, 2])}, "column-type", "action"),
        ({"place": None}, "column-length", "place"),
    ],
)
def test_a_column_that_nothing_knows_or_can_be_is_refused(
    columns: dict[str, Any], code: str, path: str
) -> None:
    """Of a column the first row at which something is wrong is named."""
    with pytest.raises(InvalidDocument) as error:
        judge_acts(*ready(), table(**columns))

    problem = error.value.problems[0]
    assert (code, path) == (problem.code, problem.path)


def test_names_of_columns_are_not_looked_at_where_that_is_wanted() -> None:
    """A role of which nothing speaks makes no difference."""
    acts = table(roles={"companie": np.array([True, True])})

    assert 2 == judge_acts(*ready(), acts, check_names=False).counts()["permitted"]


def test_actions_that_no_norm_is_about_are_listed() -> None:
    """Nothing forbids them, as nothing forbids what is misspelt: who asked can see which."""
    actions = np.array(["draw", "drwa", "sing", "drwa"])

    found = judge_acts(*ready(), ActTable(action=actions, at=AT))

    assert (("drwa", "sing"), 4) == (found.unspoken, found.counts()["permitted"])


def test_no_acts_are_no_fault() -> None:
    """Of an empty table nothing is said, whatever type an empty column has."""
    assert 0 == len(judge_acts(*ready(), ActTable(action=np.array([]), at=AT)).status)

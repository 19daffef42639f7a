"""Certificates of choices: what is valid passes, and every change that means something does not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings

from commonweal.choice import (
    ChoiceProblem,
    EAdmissible,
    GammaMaximin,
    IntervalDominance,
    Lexicographic,
    Maximal,
    apply_commitments,
    solve_choice,
    solve_relations,
    solve_small_improvement,
)
from commonweal.documents import KnownWorld, Resolution
from commonweal.errors import InvalidDocument
from commonweal.testing import choice_problems

from .choice_certificates import LIMITS, problem, problems_of, scored
from .forging import Change, changes, hash_of

AT = "2026-06-01T12:00:00Z"


THREE = {"a": [4, 0, 1], "b": [0, 4, 1], "c": ["3/2", "3/2", 1], "d": [0, 0, 0]}


def limited() -> ChoiceProblem:
    """Return options under a constraint of each kind, of which only mixtures beat one."""
    return scored(THREE, *LIMITS)


def commitment(**fields: Any) -> Resolution:
    """Return the record of a commitment to c, with these fields."""
    return Resolution.from_content(
        {
            "kind": "resolution",
            "schema_version": 1,
            "by": "us",
            "origin": "person",
            "said_at": "2026-05-01T12:00:00Z",
            "holder": "us",
            "choose": "c",
            "over": ["a", "b"],
            "why": "Because we want to be such people.",
            "revoked_at": "2026-07-01T12:00:00Z",
            **fields,
        }
    )


def committed(*records: Resolution) -> Any:
    """Return the certificate of a choice with commitments applied to it."""
    choice = solve_choice(
        scored({"a": [4, 0], "b": [0, 4], "c": ["21/10", "21/10"]}), EAdmissible()
    )
    return apply_commitments(
        choice, records or [commitment()], holders={"us", "them"}, at=AT, world=KnownWorld()
    ).certificate


@cache
def corpus() -> dict[str, Any]:
    """Return certificates of every method, claim, and way of permitting."""
    strata = [{"context": "here", "strata": [["c0"], ["c1", "c2"]]}]
    tiers = [["a"], ["b", "c"], ["d"]]
    criteria = [
        {"name": "c0", "tiers": tiers},
        {"name": "c1", "tiers": tiers[::-1]},
        {"name": "c2", "tiers": [["b"], ["a"], ["c", "d"]]},
    ]
    by_criteria = problem(
        title="By order alone",
        options=["a", "b", "c", "d"],
        criteria=criteria,
        permissible={"type": "criteria", "above": [["c0", "c2"]]},
        priorities=strata,
    )
    orderings = [
        {"name": "first", "tiers": tiers},
        {"name": "second", "tiers": [["b"], ["a"]]},
    ]
    by_orderings = problem(
        options=["a", "b", "c", "d", "e"], permissible={"type": "orderings", "orderings": orderings}
    )
    utilities = [
        {"name": "u", "scores": {"a": 4, "b": 0, "c": "3/2", "d": -1}},
        {"name": "v", "scores": {"a": 0, "b": 4, "c": "3/2", "d": -1}},
    ]
    by_utilities = problem(
        options=["a", "b", "c", "d"], permissible={"type": "utilities", "utilities": utilities}
    )
    impossible = [LIMITS[0], {"name": "never", "coefficients": {"c0": 1}, "at_most": "1/6"}]
    nothing = scored(THREE, *impossible)
    level = [{"name": "level", "coefficients": {"c0": 1, "c1": -1}, "equals": 0}]
    copies = scored({"a": [1, 0], "b": [0, 1]}, *level)
    methods = {
        "maximal": Maximal(),
        "weak": Maximal(dominance="weak"),
        "e-admissible": EAdmissible(),
        "gamma-maximin": GammaMaximin(),
        "interval-dominance": IntervalDominance(),
        "lexicographic": Lexicographic(context="here"),
    }
    cases = {
        "weights": (limited(), "maximal weak e-admissible gamma-maximin interval-dominance"),
        "utilities": (by_utilities, "maximal weak e-admissible gamma-maximin interval-dominance"),
        "orderings": (by_orderings, "maximal weak e-admissible"),
        "criteria": (by_criteria, "maximal weak e-admissible lexicographic"),
        "nothing": (nothing, "e-admissible"),
        "copies": (copies, "weak"),
    }
    found: dict[str, Any] = {"committed": committed()}
    for name, (case, words) in cases.items():
        for word in words.split():
            found[f"{name} {word}"] = solve_choice(case, methods[word]).certificate
        if name not in {"nothing", "copies"}:
            found[f"{name} relations"] = solve_relations(case).certificate
    for name, case, plus in (("rejected", limited(), "c"), ("no test", by_criteria, "d")):
        found[name] = solve_small_improvement(
            case, improved=plus, option="d" if plus == "c" else "c", other="a"
        ).certificate
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


CASES = sorted(corpus())


def test_the_corpus_is_valid_and_varied() -> None:
    """Each method, relation, verdict and way of proof stands in a certificate that passes."""
    text = json.dumps(list(corpus().values()))

    assert [] == [(name, wrong) for name in CASES if (wrong := problems_of(corpus()[name]))]
    for word in (
        *("maximal", "e_admissible", "gamma_maximin", "interval_dominance", "lexicographic"),
        *("relations", "small_improvement", "none-permissible", "always_equal", "mixture"),
        *("on_a_par", "incomparable", "partly_compared", "equal-rejected", "no-test"),
        *("opposite", "placed", "beaten", "stratum", "commitments", "apart"),
    ):
        assert f'"{word}"' in text, word


WITNESS = {"weights", "multipliers", "permissible", "shown_by", "placed", "beaten"}
"""Where another proof of the same may stand."""


def is_harmless(certificate: Any, change: Change) -> bool:
    """Tell whether a change leaves all that is claimed as it was, and bears only on its proof.

    Allowed are other weights, multipliers or orderings that prove the same; another option that is
    better than one that is dropped, too; another order of commitments; and a moment at which they
    were in force.
    """
    if WITNESS & set(change.path):
        return True
    if change.path[-1:] == ("by",):
        return change.how == "other"
    steps = ("commitments", "steps")
    return change.path == ("commitments", "at") or (change.path, change.how) == (steps, "swap")


@pytest.mark.parametrize("case", CASES)
def test_every_change_to_a_certificate_that_means_something_is_rejected(case: str) -> None:
    """What passes is another proof of the same claims, and nothing else."""
    certificate = corpus()[case]

    passed = [
        (change.where, change.how, change.value)
        for change in changes(certificate)
        if not is_harmless(certificate, change)
        if not problems_of(change.made(certificate))
    ]

    assert [] == passed


@pytest.mark.parametrize("case", CASES)
def test_of_what_may_change_little_passes(case: str) -> None:
    """Of changes to what proves a claim those that pass still keep the same and are few."""
    certificate = corpus()[case]
    made = [each for each in changes(certificate) if is_harmless(certificate, each)]

    passed = Counter(change.how for change in made if not problems_of(change.made(certificate)))

    assert passed.keys() <= {"other", "swap"}
    assert passed.total() <= len(made) // 10


@pytest.mark.parametrize("case", CASES)
def test_a_change_to_the_problem_is_seen_even_with_its_hash_mended(case: str) -> None:
    """Options, scores, orders and bounds are what the claims are checked against.

    So many changed problems have their form that more is tried than that form, and some that prove
    the same pass.
    """
    certificate = corpus()[case]
    read, passed = list[str](), list[str]()
    for change in changes(certificate["problem"]):
        content = change.made(certificate["problem"])
        other = {**certificate, "problem": content}
        assert problems_of(other)
        try:
            other["problem_sha256"] = hash_of(content)
            claimed = _claims_of(content, certificate)
        except (ValueError, InvalidDocument):
            assert problems_of(other)
            continue
        read.append(claimed)
        passed += [] if problems_of(other) else [claimed]

    assert {*passed} == {_said(certificate)}
    assert len(read) >= 15


def _said(certificate: Any) -> str:
    """Return what a certificate claims, without what proves it."""
    kept = [(c["option"], c["kept"]) for c in certificate.get("claims", []) if "kept" in c]
    pairs = [
        (c["first"], c["second"], c["relation"])
        for c in certificate.get("claims", [])
        if "first" in c
    ]
    return json.dumps([certificate["status"], kept, pairs, certificate.get("verdict")])


def _claims_of(content: Any, certificate: Any) -> str:
    """Return what the program that decides claims of another problem by the same method."""
    case = ChoiceProblem.from_content(content)
    parameters = certificate["parameters"]
    methods: dict[str, Callable[..., Any]] = {
        "maximal": Maximal,
        "e_admissible": EAdmissible,
        "gamma_maximin": GammaMaximin,
        "interval_dominance": IntervalDominance,
        "lexicographic": Lexicographic,
    }
    if certificate["method"] == "relations":
        return _said(solve_relations(case, **parameters).certificate)
    if certificate["method"] == "small_improvement":
        return _said(solve_small_improvement(case, **parameters).certificate)
    return _said(solve_choice(case, methods[certificate["method"]](**parameters)).certificate)


@settings(deadline=None, max_examples=60)
@given(choice_problems())
def test_whatever_is_solved_is_checked(case: ChoiceProblem) -> None:
    """The certificates of drawn problems pass, by every method that applies."""
    always = (Maximal(), Maximal(dominance="weak"), EAdmissible(), Lexicographic(context="here"))
    results: list[Any] = [solve_relations(case), *(solve_choice(case, each) for each in always)]
    if case.permissible.type in {"weights", "utilities"}:
        results += [solve_choice(case, GammaMaximin()), solve_choice(case, IntervalDominance())]

    for result in results:
        assert [] == problems_of(result.certificate)


def recommitted(**fields: Any) -> Any:
    """Return the certificate with commitments, its records with these fields and their hashes."""
    other = json.loads(json.dumps(corpus()["committed"]))
    for step in other["commitments"]["steps"]:
        step["resolution"] |= fields
        step["id"] = f"resolution:{hash_of(step['resolution'])}"
    return other


def test_a_commitment_does_not_pass_where_nothing_is_on_a_par() -> None:
    """Neither a forged record, nor one for what is better, nor a circle, nor a late one."""
    assert [] == problems_of(recommitted(why="For another reason."))
    assert problems_of(recommitted(choose="a"))
    assert problems_of(recommitted(over=["a"]))
    assert problems_of(recommitted(said_at="2026-06-02T12:00:00Z"))
    assert problems_of(recommitted(revoked_at=AT))
    other = recommitted()
    other["commitments"]["left"] = ["b", "c"]
    assert problems_of(other)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("schema_version", 99),
        ("holder", None),
        ("holder", ["nobody"]),
        ("holder", ""),
        ("origin", "the moon"),
        ("revoked_at", 0),
        ("revoked_at", ""),
        ("why", 7),
        ("nonce", {"x": 1}),
        ("scope", "never"),
        ("by", False),
        ("said_at", "0000-99-99T99:99:99Z"),
    ],
)
def test_the_record_of_a_commitment_has_the_form_of_one(field: str, value: Any) -> None:
    """What no reader of records would take for a record commits nobody to anything."""
    with pytest.raises(InvalidDocument):
        commitment(**{field: value})

    assert problems_of(recommitted(**{field: value}))


def test_several_may_take_the_same_step() -> None:
    """Two holders, or one for two reasons, commit to the same; a record counts once."""
    record = commitment()
    both = committed(record, commitment(holder="them"))
    twice = committed(record, commitment(why="For another reason."))

    assert [] == problems_of(both) + problems_of(twice)
    assert 4 == len(both["commitments"]["steps"])
    assert committed(record) == committed(record, record)
    assert committed(commitment(over=["a"])) != committed(commitment(over=["a", "a"]))
    assert [] == problems_of(committed(commitment(over=["a", "a"])))

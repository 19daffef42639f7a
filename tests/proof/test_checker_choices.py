"""Certificates of choices: what is valid passes, and every change that means something does not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
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
from commonweal.proof import checker
from commonweal.testing import choice_problems

from .forging import Change, changes, hash_of, written

AT = "2026-06-01T12:00:00Z"


def problem(**fields: Any) -> ChoiceProblem:
    """Return the problem with these fields."""
    return ChoiceProblem.from_content({"kind": "choice_problem", "schema_version": 1, **fields})


def scored(scores: dict[str, list[Any]], *constraints: dict[str, Any]) -> ChoiceProblem:
    """Return a problem of weights in which each option has a score by each of c0, c1 and so on."""
    size = len(next(iter(scores.values())))
    criteria = [
        {"name": f"c{at}", "scores": {name: row[at] for name, row in scores.items()}}
        for at in range(size)
    ]
    permissible = {"type": "weights", "constraints": list(constraints)}
    return problem(options=list(scores), criteria=criteria, permissible=permissible)


def problems_of(certificate: Any) -> list[str]:
    """Return what the checker finds wrong with a certificate, read from its bytes."""
    report = checker.Report()
    try:
        content = checker.inputs.parse(written(certificate))
        checker.KINDS[content.kind](report, content, Path())
    except (checker.InvalidError, checker.UnreadableError) as error:
        return [str(error) or "refused"]
    except checker.MALFORMED as error:
        return [f"malformed: {error}"]
    return report.problems


# --- A corpus

LIMITS = [
    {"name": "least", "coefficients": {"c0": 1}, "at_least": "1/5"},
    {"name": "most", "coefficients": {"c0": 1, "c1": -1}, "at_most": "1/5"},
    {"name": "fixed", "coefficients": {"c2": 1}, "equals": "1/4"},
]
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


@pytest.mark.parametrize(
    "changed",
    [
        {"title": None},
        {"criteria": {"text": None, "tiers": None, "outranking": None}},
        {"criteria": {"outranking": {"weight": 1, "indifference": None, "veto": None}}},
        {"constraints": {"at_most": None, "equals": None}},
    ],
)
def test_null_is_nothing(changed: dict[str, Any]) -> None:
    """A field that may be left out may be null in a problem, and its certificates pass."""
    content = scored({"a": [4, 0], "b": [0, 4]}, LIMITS[0]).content()
    content |= {"title": changed.get("title", "Two")}
    content["criteria"][0] |= changed.get("criteria", {})
    content["permissible"]["constraints"][0] |= changed.get("constraints", {})
    case = ChoiceProblem.from_content(content)

    assert "null" in json.dumps(case.content())
    assert [] == problems_of(solve_relations(case).certificate)


def test_another_witness_of_the_same_passes() -> None:
    """Whoever writes a certificate may show another ordering, or another option that is better."""
    orderings = [
        {"name": "up", "tiers": [["c"], ["b"], ["a"]]},
        {"name": "also-up", "tiers": [["c"], ["b"], ["a"]]},
    ]
    case = problem(
        options=["a", "b", "c"],
        permissible={"type": "orderings", "orderings": orderings},
    )
    best = json.loads(json.dumps(solve_choice(case, EAdmissible()).certificate))
    maximal = json.loads(json.dumps(solve_choice(case, Maximal()).certificate))
    assert ("up", "b") == (best["claims"][2]["shown_by"], maximal["claims"][0]["by"])

    best["claims"][2]["shown_by"], maximal["claims"][0]["by"] = "also-up", "c"

    assert [] == problems_of(best) + problems_of(maximal)
    best["claims"][2]["shown_by"] = "down"
    assert problems_of(best)


# --- Plausible, and wrong


NOT_SHOWN = """\
That the options were complete: a better one may not have been thought of.
That the scores and orders are true: they are somebody's word.
That the orderings declared permissible are those that are.
That one of the options kept is better than another: the method says which are kept, no more.
""".splitlines()


def by_hand() -> dict[str, Any]:
    """Return the certificate that the compromise is not E-admissible, written by hand."""
    case = {
        "kind": "choice_problem",
        "schema_version": 1,
        "options": ["a", "b", "c"],
        "criteria": [
            {"name": "p", "scores": {"a": 4, "b": 0, "c": "19/10"}},
            {"name": "q", "scores": {"a": 0, "b": 4, "c": "19/10"}},
        ],
        "permissible": {"type": "weights"},
    }
    return {
        "kind": "choice_certificate",
        "schema_version": 1,
        "not_shown": NOT_SHOWN,
        "problem": case,
        "problem_sha256": hash_of(case),
        "method": "e_admissible",
        "parameters": {},
        "status": "found",
        "permissible": {"weights": {"p": "1/3", "q": "2/3"}},
        "chosen": ["a", "b"],
        "claims": [
            {"option": "a", "kept": True, "weights": {"p": "3/4", "q": "1/4"}, "margin": "11/10"},
            {"option": "b", "kept": True, "weights": {"q": "1/1"}, "margin": "21/10"},
            {
                "option": "c",
                "kept": False,
                "mixture": {"a": "1/2", "b": "1/2"},
                "multipliers": {},
                "bound": "-1/10",
            },
        ],
    }


def test_a_certificate_written_by_hand_passes() -> None:
    """Nothing of the program that decides is needed to write one."""
    assert [] == problems_of(by_hand())


def rehashed(certificate: dict[str, Any]) -> dict[str, Any]:
    return {**certificate, "problem_sha256": hash_of(certificate["problem"])}


def _a_third_half(certificate: Any) -> None:
    certificate["claims"][2]["mixture"] = {"a": "3/4", "b": "1/4"}


def _a_hidden_option(certificate: Any) -> None:
    certificate["claims"] = certificate["claims"][:2]


def _kept_without_proof(certificate: Any) -> None:
    certificate["claims"][2] = {
        "option": "c",
        "kept": True,
        "weights": {"p": "1/1"},
        "margin": "0/1",
    }
    certificate["chosen"] = ["a", "b", "c"]


def _negative_weights(certificate: Any) -> None:
    certificate["claims"][0]["weights"] = {"p": "2/1", "q": "-1/1"}
    certificate["claims"][0]["margin"] = "3/1"


def _a_better_compromise(certificate: Any) -> None:
    for criterion in certificate["problem"]["criteria"]:
        criterion["scores"]["c"] = "21/10"


def _an_unread_option(certificate: Any) -> None:
    certificate["problem"]["options"].append("d")
    for criterion in certificate["problem"]["criteria"]:
        criterion["scores"]["d"] = 9


def _a_constraint_nobody_meets(certificate: Any) -> None:
    certificate["problem"]["permissible"]["constraints"] = [
        {"name": "k", "coefficients": {"p": 1}, "at_least": 1}
    ]


def _a_multiplier_of_the_wrong_sign(certificate: Any) -> None:
    certificate["problem"]["permissible"]["constraints"] = [
        {"name": "k", "coefficients": {"p": 1}, "at_least": 0}
    ]
    certificate["claims"][2]["multipliers"] = {"k": "-1/1"}


def _a_float_in_disguise(certificate: Any) -> None:
    certificate["claims"][0]["margin"] = "22/20"


def _dominance_of_another_method(certificate: Any) -> None:
    certificate["method"] = "maximal"


@pytest.mark.parametrize(
    "edit",
    [
        _a_third_half,
        _a_hidden_option,
        _kept_without_proof,
        _negative_weights,
        _a_better_compromise,
        _an_unread_option,
        _a_constraint_nobody_meets,
        _a_multiplier_of_the_wrong_sign,
        _a_float_in_disguise,
        _dominance_of_another_method,
    ],
)
def test_what_is_plausible_and_wrong_is_rejected(edit: Callable[[Any], None]) -> None:
    """A wrong mixture, a hidden option, weights that are none, with every hash mended."""
    certificate = json.loads(json.dumps(by_hand()))
    edit(certificate)

    assert problems_of(rehashed(certificate))


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


def test_the_program_says_what_it_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A valid file gives status 0 and a sentence; a changed one status 1 and the place."""
    file = tmp_path / "choice.json"
    file.write_bytes(written(by_hand()))
    valid = checker.main([str(file)])
    said = capsys.readouterr().out
    file.write_bytes(written({**by_hand(), "chosen": ["a", "b", "c"]}))
    invalid = checker.main([str(file)])

    assert (0, 1) == (valid, invalid)
    assert "e-admissible keeps 2 of 3 options: a, b" in said
    assert "NOT VALID: chosen" in capsys.readouterr().out


@pytest.mark.parametrize("options", [60, 200])
def test_a_certificate_of_a_large_choice_is_checked(options: int) -> None:
    """What 200 options by 10 criteria come to by orders of criteria is not refused as too long."""
    names = [f"o{at}" for at in range(options)]
    criteria = [
        {"name": f"c{at}", "scores": {name: hash_digit(f"{name} {at}") for name in names}}
        for at in range(10)
    ]
    case = problem(options=names, criteria=criteria, permissible={"type": "criteria"})

    for result in (solve_choice(case, Maximal()), solve_relations(case)):
        assert [] == problems_of(result.certificate)


def hash_digit(text: str) -> int:
    """Return a digit that looks drawn, the same for the same text."""
    return int(hash_of(text), 16) % 10


def test_long_numbers_count_as_the_work_that_they_are() -> None:
    """A proof of many numbers of 4,000 digits is refused before they are added up."""
    options = [f"o{at}" for at in range(60)]
    case = scored({name: [1] for name in options}).content()
    mixture = {name: f"1/{3**8380 + at}" for at, name in enumerate(options[1:])}
    first = {"option": "o0", "kept": False, "mixture": mixture, "multipliers": {}}
    margin = {"kept": True, "weights": {"c0": "1/1"}, "margin": "0/1"}
    certificate = {
        **by_hand(),
        "problem": case,
        "permissible": {"weights": {"c0": "1/1"}},
        "chosen": options[1:],
        "claims": [
            {**first, "bound": "-1/1"},
            *({"option": name, **margin} for name in options[1:]),
        ],
    }

    assert ["numbers whose common denominator has more than 12000 bits"] == problems_of(
        rehashed(certificate)
    )


def test_a_problem_that_takes_too_long_is_refused() -> None:
    """The work that a file may ask for is bounded, and refused before it is done."""
    scores = {f"o{at}": [at] * 120 for at in range(600)}
    scores["o0"] = [f"1/{10**30 + at}" for at in range(120)]
    certificate = {**by_hand(), "problem": scored(scores).content()}

    assert ["it would take too long to check"] == problems_of(rehashed(certificate))

"""Certificates of choices that are written by hand: what is plausible and wrong is rejected."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.choice import (
    ChoiceProblem,
    EAdmissible,
    Maximal,
    solve_choice,
    solve_relations,
)
from commonweal.proof import checker

from .choice_certificates import LIMITS, problem, problems_of, scored
from .forging import hash_of, written


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

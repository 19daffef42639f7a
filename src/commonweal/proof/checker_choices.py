"""Choices without a common scale: whether a certificate's claims follow from its problem.

The standard library alone, nothing of the project; checker.py loads this file from beside itself,
after checker_inputs.py, checker_shapes.py and checker_permissible.py. The rules are told in words
in docs/reference/choice-methods.md. What is kept, and how two options stand, is derived from what
the certificate shows of its problem, once that is verified.
"""

from __future__ import annotations

import sys
from fractions import Fraction
from itertools import combinations
from typing import Any

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]
shapes: Any = sys.modules["commonweal_checker.checker_shapes"]
permissible: Any = sys.modules["commonweal_checker.checker_permissible"]
refuse, KINDS = permissible.refuse, permissible.KINDS

WORK_OF_A_CLAIM = 100
"""How much work each claim, and each rival in one, may be beside what every file may be."""
NOT_SHOWN = [
    "That the options were complete: a better one may not have been thought of.",
    "That the scores and orders are true: they are somebody's word.",
    "That the orderings declared permissible are those that are.",
    "That one of the options kept is better than another: the method says which are kept, no more.",
]
NOT_SHOWN_COMMITTED = [
    "That the case lies within the scope of each commitment, and that who holds it may commit.",
]
STATED = "kind schema_version not_shown problem problem_sha256 method parameters status"
PARAMETERS = {
    "maximal": "dominance",
    "e_admissible": "",
    "gamma_maximin": "",
    "interval_dominance": "",
    "lexicographic": "context",
    "relations": "options",
    "small_improvement": "improved option other",
}
"""The choices that each method has."""

# --- Tables: the fields of a problem, and of what is stated of it

FORMS = {
    "choice_problem": "kind:=choice_problem schema_version:one title?:line|null options:[name]+"
    " criteria?:[criterion] permissible:permissible priorities?:[priority_order]",
    "criterion": "name:name text?:line|null scores?:{number}|null tiers?:[[name]+]|null"
    " outranking?:criterion_outranking|null",
    "criterion_outranking": "weight:positive_number indifference?:number|null"
    " preference?:number|null veto?:number|null",
    "permissible orderings": "type:=orderings orderings:[permissible_ordering]+",
    "permissible criteria": "type:=criteria above?:[two_names]",
    "permissible weights": "type:=weights constraints?:[weight_constraint]",
    "permissible utilities": "type:=utilities utilities:[utility]+",
    "permissible_ordering": "name:name tiers:[[name]+]+",
    "weight_constraint": "name:name coefficients:{number}+ at_least?:number|null"
    " at_most?:number|null equals?:number|null",
    "utility": "name:name scores:{number}",
    "priority_order": "context:name strata:[[name]+]+",
}
STATED_FORMS = {
    "choice_certificate": "kind:=choice_certificate schema_version:one not_shown:[text]"
    " problem:choice_problem problem_sha256:hash method:choice_method"
    " parameters:choice_parameters status:choice_status permissible?:choice_weights"
    " chosen?:[name] claims?:[choice_claim] verdict?:choice_verdict proof?:choice_refutation"
    " commitments?:choice_commitments",
    "choice_parameters": "dominance?:dominance context?:name options?:[name] improved?:name"
    " option?:name other?:name",
    "choice_weights": "weights?:{exact}",
    "choice_refutation": "multipliers:{exact} bound:exact",
    "choice_claim": "option?:name kept?:truth by?:name stratum?:positive|null"
    " against?:[choice_rival] first?:name second?:name relation?:choice_relation"
    " kinds?:[ordering_kind] shown_by?:shown_by placed?:[name] beaten?:{name} mixture?:{exact}"
    " margin?:exact bound?:exact weights?:{exact} multipliers?:{exact} lowest?:choice_bound"
    " highest?:choice_bound",
    "choice_rival": "rival:name shows?:choice_shows shown_by?:shown_by weights?:{exact}"
    " highest?:choice_bound opposite?:choice_bound relation?:choice_relation"
    " stratum?:positive|null",
    "choice_bound": "value:exact weights?:{exact} multipliers?:{exact} shown_by?:name",
    "choice_commitments": "at:moment steps:[choice_step] left:[name]",
    "choice_step": "id:record_id resolution:resolution over:name comparison:choice_claim",
}
"""What may stand anywhere; what a method's claim has of it, and no more, is looked at with it."""
WORDS = {
    "choice_method": " ".join(PARAMETERS),
    "choice_status": "found none-permissible",
    "choice_verdict": "equal-rejected equal-stands no-test",
    "dominance": "strict weak",
    "ordering_kind": " ".join(KINDS),
    "choice_shows": "better equal apart always_equal",
    "choice_relation": "better worse equal at_least_as_good at_most_as_good on_a_par"
    " partly_compared incomparable",
}


def _shown_by(value: Any) -> str:
    """Check an ordering, by its name or by its criteria; or one of either for each kind."""
    of_name = shapes.CHECKS["name"]
    for each in value.values() if isinstance(value, dict) else [value]:
        if any(map(of_name, each)) if isinstance(each, list) else of_name(each):
            return str(shapes.unlike("a name, or names in an order", each))
    return ""


def _two_names(value: Any) -> str:
    fits = type(value) is list and len(value) == 2 and not any(map(shapes.CHECKS["name"], value))
    return "" if fits else str(shapes.unlike("two names", value))


def _positive_number(value: Any) -> str:
    fits = not shapes.CHECKS["number"](value) and Fraction(value) > 0
    return "" if fits else str(shapes.unlike("an exact number above 0", value))


def _one_of(*keys: str) -> Any:
    def coherent(said: Any) -> str:
        one = sum(said.get(key) is not None for key in keys) == 1
        return "" if one else f": expected exactly one of {', '.join(keys)}"

    return coherent


EXACT = r"(0|-?[1-9][0-9]{0,3999})/[1-9][0-9]{0,3999}"
shapes.declare(
    FORMS | STATED_FORMS,
    words=WORDS,
    families={"permissible": "type"},
    checks={
        "exact": shapes.matching(EXACT, "an exact number 'p/q' of at most 4,000 digits each"),
        "positive_number": _positive_number,
        "two_names": _two_names,
        "shown_by": _shown_by,
    },
    coherent={
        "criterion": _one_of("scores", "tiers"),
        "weight_constraint": _one_of(*permissible.BOUNDS),
    },
)


# --- What each method claims


def relation(kinds: set[str]) -> str:
    """Return the relation that what single orderings say comes to together."""
    if {"better", "worse"} <= kinds:
        return "on_a_par"
    if "apart" in kinds:
        return "incomparable" if kinds == {"apart"} else "partly_compared"
    if "better" in kinds or "worse" in kinds:
        one = "better" if "better" in kinds else "worse"
        return one if kinds == {one} else f"at_{'least' if one == 'better' else 'most'}_as_good"
    return "equal"


def compared(problem: Any, first: str, second: str, stated: Any) -> dict[str, Any]:
    """Return the claim on two options that follows."""
    kinds, evidence = problem.family.compare(first, second, stated)
    claim = {"first": first, "second": second, "relation": relation(kinds)}
    return {**claim, "kinds": [kind for kind in KINDS if kind in kinds], **evidence}


def by_option(problem: Any, stated: Any) -> list[tuple[str, Any]]:
    """Return what is stated of each option."""
    if len(stated) != len(problem.options):
        refuse(f"{len(stated)} claims on {len(problem.options)} options")
    return [*zip(problem.options, stated, strict=True)]


def against(problem: Any, option: str, said: Any, claim: Any) -> dict[str, Any]:
    """Return the claim on an option that follows: it loses to a rival, or to none.

    Args:
        problem: what is declared.
        option: the option.
        said: what is stated of it.
        claim: gives the evidence on a rival, as it is stated, and whether it is to win.
    """
    if "by" in said:
        if said.by == option or said.by not in problem.options:
            refuse(f"{said.by!r} is no rival of {option}")
        return {"option": option, "kept": False, "by": said.by, **claim(said.by, said, wins=True)}
    rivals = [other for other in problem.options if other != option]
    if len(rivals) != len(said.against):
        refuse(f"{option} is held against {len(said.against)} rivals of {len(rivals)}")
    each = zip(rivals, said.against, strict=True)
    beside = [{"rival": rival, **claim(rival, shown, wins=False)} for rival, shown in each]
    return {"option": option, "kept": True, "against": beside}


def maximal(problem: Any, parameters: Any, stated: Any) -> list[Any]:
    """Return the claims of maximality that follow."""
    weakly, family, claims = parameters.dominance == "weak", problem.family, []
    for option, said in by_option(problem, stated):

        def claim(rival: str, shown: Any, *, wins: bool, option: str = option) -> Any:
            held = family.beaten if wins else family.stands
            return held(rival, option, weakly, shown)

        claims.append(against(problem, option, said, claim))
    return claims


def e_admissible(problem: Any, parameters: Any, stated: Any) -> list[Any]:
    """Return the claims of E-admissibility that follow."""
    del parameters
    claims = []
    for option, said in by_option(problem, stated):
        kept, evidence = problem.family.best(option, said)
        claims.append({"option": option, "kept": kept, **evidence})
    return claims


def ends(problem: Any, stated: Any, keys: dict[str, int]) -> list[tuple[str, Any, Any]]:
    """Return the ends of each option's values that are asked for, and how they are claimed."""
    if not problem.valued:
        refuse("an order gives no values")
    found = []
    for option, said in by_option(problem, stated):
        if missing := keys.keys() - said.keys():
            refuse(f"the {min(missing)} value of {option} is missing")
        values = {key: problem.family.end(option, said[key], sign) for key, sign in keys.items()}
        claim = {key: evidence for key, (_, evidence) in values.items()}
        found.append((option, {key: value for key, (value, _) in values.items()}, claim))
    return found


def gamma_maximin(problem: Any, parameters: Any, stated: Any) -> list[Any]:
    """Return the claims of Gamma-maximin that follow."""
    del parameters
    found = ends(problem, stated, {"lowest": -1})
    most = max(each["lowest"] for _, each, _ in found)
    return [
        {"option": option, "kept": each["lowest"] == most, **claim} for option, each, claim in found
    ]


def interval_dominance(problem: Any, parameters: Any, stated: Any) -> list[Any]:
    """Return the claims of interval dominance that follow."""
    del parameters
    found = ends(problem, stated, {"lowest": -1, "highest": 1})
    most = max(each["lowest"] for _, each, _ in found)
    return [
        {"option": option, "kept": each["highest"] >= most, **claim}
        for option, each, claim in found
    ]


def by_strata(problem: Any, context: Any, first: str, second: str) -> tuple[str, Any]:
    """Return how two options stand by the priorities of a context, and in which stratum."""
    one, other = problem.rows[first], problem.rows[second]
    for place, stratum in enumerate(problem.priorities[context], 1):
        problem.patience.spend(1 + len(stratum) // 2)
        said = {permissible.said_of(one[at], other[at]) for at in stratum} - {"equal"}
        if said:
            return ("on_a_par" if len(said) == 2 else said.pop()), place
    return "equal", None


def lexicographic(problem: Any, parameters: Any, stated: Any) -> list[Any]:
    """Return the claims by the priorities of a context that follow."""
    claims = []
    for option, said in by_option(problem, stated):

        def claim(rival: str, shown: Any, *, wins: bool, option: str = option) -> Any:
            del shown
            how, place = by_strata(problem, parameters.context, option, rival)
            if wins != (how == "worse"):
                refuse(f"{option} is {how} than {rival}, or beside it, in stratum {place}")
            return {"stratum": place} if wins else {"relation": how, "stratum": place}

        claims.append(against(problem, option, said, claim))
    return claims


METHODS = {
    "maximal": maximal,
    "e_admissible": e_admissible,
    "gamma_maximin": gamma_maximin,
    "interval_dominance": interval_dominance,
    "lexicographic": lexicographic,
}


# --- The certificate


def pairs_of(problem: Any, method: str, parameters: Any) -> list[tuple[str, str]]:
    """Return the pairs of options that a comparison is of."""
    once = permissible.once
    if method == "relations":
        return [*combinations(once(parameters.options, problem.options), 2)]
    keys = PARAMETERS["small_improvement"].split()
    improved, option, other = once((parameters[key] for key in keys), problem.options)
    return [(improved, option), (improved, other), (option, other)]


def tested(claims: list[Any]) -> str:
    """Return what the small-improvement test says."""
    if claims[0]["relation"] != "better":
        return "no-test"
    return "equal-stands" if claims[1]["relation"] == "better" else "equal-rejected"


def committed(problem: Any, content: Any, chosen: list[str]) -> dict[str, Any]:
    """Return what follows of commitments: the steps that apply, and what is left."""
    said, steps = content.commitments, list[Any]()
    ahead = []
    for step in said.steps:
        record, over = step.resolution, step.over
        if step.id != f"resolution:{inputs.sha256(record)}":
            refuse(f"the commitment {step.id} has another hash")
        late = record.said_at > said.at or (record.revoked_at and record.revoked_at <= said.at)
        if late or over not in record.over:
            refuse(f"no commitment of {record.holder} in force is over {over}")
        permissible.once([record.choose, over], chosen)
        if content.method == "lexicographic":
            how, place = by_strata(problem, content.parameters.context, record.choose, over)
            pair = {"first": record.choose, "second": over, "relation": how, "kinds": []}
            claim = {**pair, "stratum": place}
        else:
            claim = compared(problem, record.choose, over, step.comparison)
        if claim["relation"] != "on_a_par":
            refuse(f"{record.choose} and {over} are not on a par, so nobody can commit")
        ahead.append((record.choose, over))
        steps.append({"id": step.id, "resolution": record, "over": over, "comparison": claim})
    if len({(step["id"], step["over"]) for step in steps}) < len(steps):
        refuse("a step of one commitment stands twice")
    beyond = inputs.closure(dict.fromkeys(ahead), problem.patience.spend)
    if any(name in found for name, found in beyond.items()):
        refuse("commitments go in a circle")
    left = [name for name in chosen if name not in {over for _, over in ahead}]
    return {"at": said.at, "steps": steps, "left": left}


def follows(content: Any, problem: Any) -> dict[str, Any]:
    """Return the fields of a certificate that follow from its problem and from what it shows."""
    method, family = content.method, problem.family
    of_weights = isinstance(family, permissible.Weights)
    if content.status == "none-permissible":
        if not of_weights or "proof" not in content:
            refuse("nothing proves that nothing is permissible")
        bound = family.bound([0] * len(problem.levels), 1, content.proof.multipliers)
        if permissible.same(content.proof.bound, bound, problem.patience) >= 0:
            refuse("the constraints are not proved to contradict one another")
        return {"proof": content.proof}
    found: dict[str, Any] = {"permissible": {}}
    if of_weights:
        weights = content.get("permissible", inputs.Record()).weights
        family.point(weights)
        found["permissible"] = {"weights": weights}
    stated = content.claims
    if method in METHODS:
        found["claims"] = METHODS[method](problem, content.parameters, stated)
        found["chosen"] = [claim["option"] for claim in found["claims"] if claim["kept"]]
        if "commitments" in content:
            found["commitments"] = committed(problem, content, found["chosen"])
        return found
    pairs = pairs_of(problem, method, content.parameters)
    if len(pairs) != len(stated):
        refuse(f"{len(stated)} claims on {len(pairs)} pairs")
    each = zip(pairs, stated, strict=True)
    found["claims"] = [compared(problem, *pair, said) for pair, said in each]
    return found | ({"verdict": tested(found["claims"])} if method == "small_improvement" else {})


def check(content: Any, report: Any) -> None:
    """Check a certificate of a choice, and note what it says."""
    shapes.expect("choice_certificate", content)
    method, parameters = content.method, content.parameters
    if content.problem_sha256 != inputs.sha256(content.problem):
        refuse("the problem is another than the one whose hash is stated")
    if parameters.keys() != {*PARAMETERS[method].split()}:
        refuse(f"the choices of {method} are: {PARAMETERS[method] or 'none'}")
    claims = len(content.claims) + sum(len(claim.against) for claim in content.claims)
    patience = inputs.Patience(inputs.MOST_WORK + WORK_OF_A_CLAIM * claims)
    problem = permissible.DeclaredProblem(content.problem, patience)
    if method == "lexicographic" and parameters.context not in problem.priorities:
        refuse(f"the problem has no priorities of {parameters.context}")
    if method not in METHODS:
        pairs_of(problem, method, parameters)
    unshown = NOT_SHOWN + (NOT_SHOWN_COMMITTED if "commitments" in content else [])
    stated = {key: content[key] for key in STATED.split()}
    found = follows(content, problem)
    if not inputs.same(content, stated | {"not_shown": unshown} | found):
        refuse(inputs.difference(content, stated | {"not_shown": unshown} | found))
    report.not_shown |= dict.fromkeys(unshown)
    report.notes.append(told(content, found, len(problem.options)))


def told(content: Any, found: dict[str, Any], options: int) -> str:
    """Return what was checked, in a sentence; methods are spelt as the options of the program."""
    method = content.method.replace("_", "-")
    if content.status != "found":
        return f"{method}: nothing is permissible"
    if "chosen" in found:
        left = found.get("commitments", {}).get("left")
        kept = ", ".join(found["chosen"])
        after = f"; commitments leave {', '.join(left)}" if left else ""
        return f"{method} keeps {len(found['chosen'])} of {options} options: {kept}{after}"
    told_pairs = (
        f"{each['first']} {each['relation']} {each['second']}" for each in found["claims"]
    )
    return f"{method}: {', '.join(told_pairs)}; {found.get('verdict', '')}".rstrip("; ")

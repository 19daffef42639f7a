"""Choices without a common scale: whether a certificate's claims follow from its problem.

The standard library alone, nothing of the project; checker.py loads this file from beside itself,
after checker_inputs.py and checker_permissible.py. The rules are told in words in
docs/reference/choice-methods.md. What the methods keep is derived again from what is permissible.
"""

from __future__ import annotations

import re
import sys
from itertools import combinations
from typing import Any

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]
permissible: Any = sys.modules["commonweal_checker.checker_permissible"]
fields, listed, names, refuse = (
    permissible.fields,
    permissible.listed,
    permissible.names,
    permissible.refuse,
)
DeclaredProblem, Weights, written = (
    permissible.DeclaredProblem,
    permissible.Weights,
    permissible.written,
)

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
KINDS = ("better", "equal", "worse", "apart")
CERTIFICATE = "kind schema_version not_shown problem problem_sha256 method parameters status"
NOT_SHOWN = [
    "That the options were complete: a better one may not have been thought of.",
    "That the scores and orders are true: they are somebody's word.",
    "That the orderings declared permissible are those that are.",
    "That one of the options kept is better than another: the method says which are kept, no more.",
]
NOT_SHOWN_COMMITTED = [
    "That the case lies within the scope of each commitment, and that who holds it may commit.",
]
SAID = "kind holder choose over by origin said_at"
"""What a commitment must say for itself, beside what any record may have."""
MAY_SAY = "schema_version scope why revoked_at nonce language"

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
    if isinstance(problem.family, Weights):
        kinds, evidence = problem.family.compare(first, second, stated)
    else:
        shown = problem.family.shown(first, second)
        kinds, evidence = {*shown}, {"shown_by": shown}
    claim = {"first": first, "second": second, "relation": relation(kinds)}
    return {**claim, "kinds": [kind for kind in KINDS if kind in kinds], **evidence}


def beats(problem: Any, rival: str, option: str, weakly: Any, stated: Any) -> tuple[bool, Any]:
    """Return whether a rival is better by all that is permissible, with what shows it."""
    if isinstance(problem.family, Weights):
        found: tuple[bool, Any] = problem.family.beats(rival, option, weakly, stated)
        return found
    shown = problem.family.shown(option, rival)
    if weakly and "worse" in shown and shown.keys() <= {"worse", "equal"}:
        return True, {"shown_by": shown["worse"]}
    if not weakly and shown.keys() == {"worse"}:
        return True, {}
    kinds = ("better", "apart", "equal") if weakly else ("better", "equal", "apart")
    shows = next(kind for kind in kinds if kind in shown)
    return False, {"shows": shows, "shown_by": shown[shows]}


def maximal(problem: Any, parameters: Any, stated: list[Any]) -> list[Any]:
    """Return the claims of maximality that follow."""
    weakly = parameters.dominance == "weak"
    claims: list[Any] = []
    for option, said in zip(problem.options, stated, strict=True):
        claim: dict[str, Any] = {"option": option, "kept": "by" not in said}
        if "by" in said:
            (rival,) = names([said.by], {*problem.options} - {option})
            holds, evidence = beats(problem, rival, option, weakly, said)
            claims.append({**claim, "by": rival, **evidence})
            if not holds:
                refuse(f"{rival} is not better than {option}")
            continue
        claim["against"] = []
        rivals = [other for other in problem.options if other != option]
        for rival, each in zip(rivals, listed(said.against), strict=True):
            holds, evidence = beats(problem, rival, option, weakly, each)
            if holds:
                refuse(f"{rival} is better than {option}")
            claim["against"].append({"rival": rival, **evidence})
        claims.append(claim)
    return claims


def e_admissible(problem: Any, parameters: Any, stated: list[Any]) -> list[Any]:
    """Return the claims of E-admissibility that follow."""
    del parameters
    claims = []
    for option, said in zip(problem.options, stated, strict=True):
        kept, evidence = problem.family.best(option, said)
        claims.append({"option": option, "kept": kept, **evidence})
    return claims


def ends(problem: Any, option: str, said: Any, keys: str) -> tuple[Any, dict[str, Any]]:
    """Return the ends of an option's values that are asked for, and how they are claimed."""
    found, claim = {}, {}
    for key in keys.split():
        sign = 1 if key == "highest" else -1
        found[key], evidence = problem.family.end(option, said[key], sign)
        claim[key] = {"value": written(found[key]), **evidence}
    return found, claim


def gamma_maximin(problem: Any, parameters: Any, stated: list[Any]) -> list[Any]:
    """Return the claims of Gamma-maximin that follow."""
    del parameters
    pairs = zip(problem.options, stated, strict=True)
    found = [(option, *ends(problem, option, said, "lowest")) for option, said in pairs]
    most = max(each["lowest"] for _, each, _ in found)
    return [
        {"option": option, "kept": each["lowest"] == most, **claim} for option, each, claim in found
    ]


def interval_dominance(problem: Any, parameters: Any, stated: list[Any]) -> list[Any]:
    """Return the claims of interval dominance that follow."""
    del parameters
    pairs = zip(problem.options, stated, strict=True)
    found = [(option, *ends(problem, option, said, "lowest highest")) for option, said in pairs]
    most = max(each["lowest"] for _, each, _ in found)
    return [
        {"option": option, "kept": each["highest"] >= most, **claim}
        for option, each, claim in found
    ]


def by_strata(problem: Any, context: Any, first: str, second: str) -> tuple[str, Any]:
    """Return how two options stand by the priorities of a context, and in which stratum."""
    for place, stratum in enumerate(problem.priorities[context], 1):
        problem.patience.spend(len(stratum))
        levels = (problem.levels[name] for name in stratum)
        said = {permissible.said_of(level[first] - level[second]) for level in levels} - {"equal"}
        if said:
            return ("on_a_par" if len(said) == 2 else said.pop()), place
    return "equal", None


def lexicographic(problem: Any, parameters: Any, stated: list[Any]) -> list[Any]:
    """Return the claims by the priorities of a context that follow."""
    claims: list[Any] = []
    if len(stated) != len(problem.options):
        refuse("not every option has its claim")
    for option in problem.options:
        against = []
        for rival in problem.options:
            how, place = by_strata(problem, parameters.context, option, rival)
            if how == "worse":
                claims.append({"option": option, "kept": False, "by": rival, "stratum": place})
                break
            if rival != option:
                against.append({"rival": rival, "relation": how, "stratum": place})
        else:
            claims.append({"option": option, "kept": True, "against": against})
    return claims


METHODS = {
    "maximal": maximal,
    "e_admissible": e_admissible,
    "gamma_maximin": gamma_maximin,
    "interval_dominance": interval_dominance,
    "lexicographic": lexicographic,
}


# --- The certificate


def pairs_of(problem: Any, method: str, parameters: Any) -> Any:
    """Return the pairs of options that a comparison is of."""
    if method == "relations":
        fields(parameters, "options")
        return combinations(names(parameters.options, problem.options), 2)
    keys = ("improved", "option", "other")
    fields(parameters, " ".join(keys))
    improved, option, other = names([parameters[key] for key in keys], problem.options)
    return [(improved, option), (improved, other), (option, other)]


def expect_parameters(problem: Any, method: str, parameters: Any) -> None:
    """Refuse choices that the method does not have."""
    if method == "maximal":
        names([fields(parameters, "dominance").dominance], {"strict", "weak"})
    elif method == "lexicographic":
        names([fields(parameters, "context").context], problem.priorities)
    elif method in METHODS:
        fields(parameters, "")
    else:
        pairs_of(problem, method, parameters)


def tested(claims: list[Any]) -> str:
    """Return what the small-improvement test says."""
    if claims[0]["relation"] != "better":
        return "no-test"
    return "equal-stands" if claims[1]["relation"] == "better" else "equal-rejected"


def committed(problem: Any, content: Any, chosen: list[str]) -> dict[str, Any]:
    """Return what follows of commitments: the steps that apply, and what is left."""
    said = fields(content.commitments, "at steps left")
    steps: list[Any] = []
    ahead: dict[str, set[str]] = {}
    for step in listed(said.steps):
        record = fields(step, "id resolution over comparison").resolution
        fields(record, SAID, MAY_SAY)
        if step.id != f"resolution:{inputs.sha256(record)}":
            refuse(f"the commitment {step.id!r:.99} has another hash")
        for moment in (said.at, record.said_at, record.revoked_at or said.at):
            if not (isinstance(moment, str) and MOMENT.fullmatch(moment)):
                refuse(f"{moment!r:.99} is no moment")
        late = record.said_at > said.at or (record.revoked_at and record.revoked_at <= said.at)
        if late or record.kind != "resolution" or step.over not in listed(record.over):
            refuse(f"no commitment of {record.holder!r:.99} in force is over {step.over!r:.99}")
        names([record.choose, step.over], chosen)
        if content.method == "lexicographic":
            how, place = by_strata(problem, content.parameters.context, record.choose, step.over)
            pair = {"first": record.choose, "second": step.over, "relation": how, "kinds": []}
            claim = {**pair, "stratum": place}
        else:
            claim = compared(problem, record.choose, step.over, step.comparison)
        if claim["relation"] != "on_a_par":
            refuse(f"{record.choose} and {step.over} are not on a par, so nobody can commit")
        if step.over in ahead.get(record.choose, ()):
            refuse(f"{step.over} is set aside twice for {record.choose}")
        ahead.setdefault(record.choose, set()).add(step.over)
        told_step = {"id": step.id, "resolution": record, "over": step.over}
        steps.append({**told_step, "comparison": claim})
    beyond = inputs.closure(
        ((a, b) for a, all_ in ahead.items() for b in all_), problem.patience.spend
    )
    if any(name in found for name, found in beyond.items()):
        refuse("commitments go in a circle")
    aside = {step["over"] for step in steps}
    left = [name for name in chosen if name not in aside]
    return {"at": said.at, "steps": steps, "left": left}


def follows(content: Any, problem: Any) -> dict[str, Any]:
    """Return the fields of a certificate that follow from its problem and from what it shows."""
    method = content.method
    nothing = content.get("status") == "none-permissible"
    if nothing:
        proof = fields(fields(content, f"{CERTIFICATE} proof").proof, "multipliers bound")
        zeros = dict.fromkeys(problem.levels, 0)
        bound = problem.family.bound(zeros, proof.multipliers)
        if bound >= 0:
            refuse("the constraints are not proved to contradict one another")
        proof = {"multipliers": proof.multipliers, "bound": written(bound)}
        return {"status": "none-permissible", "proof": proof}
    found: dict[str, Any] = {"status": "found", "permissible": {}}
    if isinstance(problem.family, Weights):
        problem.family.point(fields(content.permissible, "weights").weights)
        found["permissible"] = {"weights": content.permissible.weights}
    stated = listed(content.claims)
    if method in METHODS:
        fields(content, f"{CERTIFICATE} permissible chosen claims", "commitments")
        found["claims"] = METHODS[method](problem, content.parameters, stated)
        found["chosen"] = [claim["option"] for claim in found["claims"] if claim["kept"]]
        if "commitments" in content:
            found["commitments"] = committed(problem, content, found["chosen"])
        return found
    pairs = [*pairs_of(problem, method, content.parameters)]
    found["claims"] = [
        compared(problem, one, other, said)
        for (one, other), said in zip(pairs, stated, strict=True)
    ]
    more = ""
    if method == "small_improvement":
        found["verdict"], more = tested(found["claims"]), "verdict"
    fields(content, f"{CERTIFICATE} permissible claims {more}")
    return found


def check(content: Any, report: Any) -> None:
    """Check a certificate of a choice, and note what it says."""
    method = content.method
    if method not in {*METHODS, "relations", "small_improvement"}:
        refuse(f"no method {method!r:.99} is known")
    if not inputs.same(content.schema_version, 1):
        refuse(f"a certificate of version {content.schema_version!r:.99}; the rules are for 1")
    if content.problem_sha256 != inputs.sha256(content.problem):
        refuse("the problem is another than the one whose hash is stated")
    problem = DeclaredProblem(content.problem, inputs.Patience())
    expect_parameters(problem, method, content.parameters)
    found = follows(content, problem)
    unshown = NOT_SHOWN + (NOT_SHOWN_COMMITTED if "commitments" in content else [])
    found["not_shown"] = unshown
    for key, value in found.items():
        if not inputs.same(content[key], value):
            refuse(inputs.difference(content[key], value, key))
    report.not_shown |= dict.fromkeys(unshown)
    report.notes.append(told(content, found, len(problem.options)))


def told(content: Any, found: dict[str, Any], options: int) -> str:
    """Return what was checked, in a sentence."""
    if found["status"] != "found":
        return f"{content.method}: nothing is permissible"
    if "chosen" in found:
        left = found.get("commitments", {}).get("left")
        kept = ", ".join(found["chosen"])
        after = f"; commitments leave {', '.join(left)}" if left else ""
        return f"{content.method} keeps {len(found['chosen'])} of {options} options: {kept}{after}"
    told_pairs = (
        f"{each['first']} {each['relation']} {each['second']}" for each in found["claims"]
    )
    return f"{content.method}: {', '.join(told_pairs)}; {found.get('verdict', '')}".rstrip("; ")

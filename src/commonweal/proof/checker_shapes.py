"""The form of what a certificate is taken from: which fields, and what may stand in each.

The standard library alone, nothing of the project; checker.py loads this file from beside itself,
after checker_inputs.py. The rules that derive a decision believe what they are given to have this
form: a field that no rule knows, a name in other letters or a word that no rule tells apart would
let a file say one thing to its readers and another to the rules, so each is refused here, first.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]
InvalidError = inputs.InvalidError

Check = Callable[[Any], str]
"""Returns nothing where all is well; else the way into the value, and what was expected there."""

LONGEST_TEXT, LONGEST_LINE, MOST_PARTS, DEEPEST_CONDITION = 20_000, 300, 64, 32

# --- Tables: the fields of each part of the inputs
#
# `field:what` must be there, and `field?:what` may be left out; `[what]` is a list, `{what}` an
# object from names to it, either with `+` one that is not empty, and `what|null` may be null. What
# begins with `record` has its fields too.

RECORD = "schema_version:one by:name origin:origin said_at:moment language?:language|null"

PATTERNS = {
    "name": (r"[a-z0-9][a-z0-9_.-]{0,79}", "a name: lower-case letters, digits, '_', '-', '.'"),
    "card": (r"value_card:[0-9a-f]{64}", "the whole id of a card"),
    "record_id": (r"[a-z_]{1,40}:[0-9a-f]{64}", "the whole id of a record"),
    "hash": (r"[0-9a-f]{64}", "a SHA-256 in hexadecimal"),
    "nonce": (r"[0-9a-f]{32}", "a nonce: 32 hexadecimal digits"),
    "signature": (r"[0-9a-f]{128}", "a signature: 128 hexadecimal digits"),
    "language": (r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language tag"),
    "line": (rf"[^\r\n]{{1,{LONGEST_LINE}}}", f"1 to {LONGEST_LINE} characters on one line"),
    "text": (rf"(?s:.{{1,{LONGEST_TEXT}}})", f"text of 1 to {LONGEST_TEXT} characters"),
    "any_text": (r"(?s:.+)", "text that is not empty"),
}

WORDS = {
    "origin": "person model import synthetic",
    "source": "owner declared model",
    "stake": "slight notable grave",
    "effect": "supports opposes either",
    "considerations": "complete partial",
    "nature": "constitutive instrumental undecided",
    "verdict": "thin complementary accepted contested",
    "modality": "obliged forbidden permitted",
    "level": "supranational organisational individual",
    "power": "oblige forbid permit guarantee prioritise",
    "source_type": "law treaty policy contract compact code learned personal",
    "order_rule": "level priority specificity date",
    "rejected": "veto veto_all",
    "who": "actor counterparty decider anyone",
}

LARGEST = inputs.LARGEST_INTEGER
INTEGERS = {"integer": (-LARGEST, LARGEST), "count": (0, LARGEST), "positive": (1, LARGEST)}
INTEGERS |= {"policy": (0, 11), "grade": (0, 20)}

CLAUSES = {
    "equals": "fact:name value:fact_value",
    "at_least": "fact:name value:number",
    "at_most": "fact:name value:number",
    "one_of": "fact:name values:[fact_value]+",
    "holds": "context:name",
    "occupies": "who:who role:name",
    "before": "of:clause",
    "not": "of:clause",
    "all": "of?:[clause]",
    "any": "of?:[clause]",
}

FORMS = {
    "inputs": "situation:situation target:held_target placings?:[placing]"
    " appraisals?:[appraisal] principles?:[principle] complaints?:[complaint]"
    " resolutions?:[resolution] not_traded?:[not_traded]",
    "target_reference": "sha256:hash",
    # What is to be decided
    "situation": "record name:name title:line text:text decider:name principal?:name|null"
    " at:moment until:moment place?:name|null facts?:[assertion] parties:[party]+"
    " contexts?:[context_claim] options:[option]+ excluded?:[excluded_option]"
    " considerations:considerations without_doing_nothing?:text|null interim?:name|null",
    "assertion": "fact:name value:fact_value by:name sense?:name|null",
    "party": "name:name title:line roles?:[role_claim] affected?:truth inside?:truth",
    "role_claim": "role:name by:name occupied?:truth",
    "context_claim": "context:name by:name applies?:truth",
    "option": "name:name text:text acts?:[act] changes?:[change]"
    " generated_by?:[policy_reference] reversible?:truth|null",
    "act": "actor:name action:name toward?:name|null",
    "change": "fact:name value:fact_value by:name sense?:name|null",
    "policy_reference": "card:card policy:policy",
    "excluded_option": "name:name text:text why:text excluded_by?:[policy_reference]",
    # What people and others say of the options
    "placing": "card:card source:source appraiser?:name|null order:[[name]] stake:stake"
    " rests_on?:[policy] people:positive origin:origin",
    "appraisal": "card:card policy:policy option:name effect:effect source:source"
    " appraiser?:name|null people:positive origin:origin",
    "principle": "record name:name text:text role:name action:name condition?:condition"
    " alternatives?:[name]",
    "complaint": "standpoint:name principle:name ground?:line|null withheld?:positive|null"
    " grade:grade origin:origin",
    "resolution": "record holder:name choose:name over:[name]+ scope?:condition why:text"
    " revoked_at?:moment|null nonce?:nonce|null",
    "not_traded": "record first:card second:card why:text nonce?:nonce|null",
    # What a decision is conditional on
    "target": "record study:name title:line question:text synthetic:truth read_at:moment"
    " graph:moral_graph contexts?:[context] institutions?:[institution] roles?:[role]"
    " role_standards?:[role_standard] authorities?:[authority] norms?:[norm]"
    " thresholds:thresholds norm_order:[order_rule] rejected_principles:rejected"
    " complaint_grades?:[line] appraisers?:[name] model_agreement?:[model_agreement]"
    " may_refuse_trade?:[name] resolution_holders?:[name] ask?:[name]"
    " ask_deadline?:moment|null own_cards?:[card] ledger_size:count ledger_root:hash"
    " records:record_use",
    "thresholds": "min_votes?:positive complementary?:threshold accepted?:threshold"
    " min_holders?:positive minority_floors?:[minority_floor] k?:positive",
    "minority_floor": "stratum:name value:name min_holders:positive",
    "model_agreement": "model:name held_out:positive agreed:count counts:truth",
    "record_use": "used?:count superseded?:count withdrawn?:count out_of_scope?:count"
    " erased?:count",
    # Who may bind whom, and to what
    "context": "record name:name text:line broader?:[name]",
    "institution": "record name:name title:line text?:text|null part_of?:name|null",
    "role": "record name:name title:line institution?:name|null text?:text|null",
    "role_standard": "record role:name cards:[card]",
    "authority": "record issuer:name level:level roles?:[name] actions?:[name]"
    " territory?:[name] powers:[power] reserved?:[reservation]",
    "reservation": "actions:[name] roles?:[name] to:name",
    "norm": "record name:name text:text role:name counterparty?:name|null modality:modality"
    " guaranteed?:truth action:name condition?:condition exceptions?:[norm_exception]"
    " level:level issuer:name in_force_from:moment in_force_until?:moment|null"
    " deadline?:moment|null grounds?:[ground] reparation?:text|null sanction?:text|null"
    " priority?:[priority] source:norm_source",
    "norm_exception": "when:condition text?:line|null",
    "ground": "card?:card|null norm?:name|null",
    "priority": "over:name granted_by:name",
    "norm_source": "type:source_type citation?:line|null",
    # What people hold, and how they voted
    "moral_graph": "record values:[published_value] pairs:[pair_verdict]"
    " outweighs?:[outweigh_counts] transitions?:[coverage] cycles?:[cycle] ranks?:[rank]"
    " stability?:[stability] origin_counts?:[origin_count] people?:count asked?:[holders]"
    " coordination?:[coordination]",
    "published_value": "card:card merged?:[card] title:line policies:[published_policy]+"
    " contexts:[name] origin:origin holders:count strata?:[holders]"
    " floors_met?:[minority_floor]",
    "published_policy": "text:line nature:nature",
    "holders": "stratum:name value:name count:count",
    "pair_verdict": "context:name first:card second:card shown_first:pair_counts"
    " shown_second:pair_counts strata?:[stratum_counts] status:verdict wiser?:card|null"
    " estimate?:interval|null",
    "pair_counts": "first?:count second?:count both_needed?:count neither?:count unsure?:count",
    "stratum_counts": "stratum:name value:name counts:pair_counts",
    "interval": "low:rational middle:rational high:rational method:line",
    "outweigh_counts": "context:name card:card stake:stake over_card:card over_stake:stake"
    " agree:count reverse:count",
    "coverage": "record:record_id context:name from_card:card to_card:card covers:[policy]",
    "cycle": "context:name members:[card] example:[card]",
    "rank": "context:name card:card method:line score:rational rank:positive"
    " rank_low:positive rank_high:positive",
    "stability": "method:line replicates:count seed:integer top_share:rational",
    "origin_count": "origin:origin records:count",
    "coordination": "context:name card:card people:count answers:count first_at:moment"
    " last_at:moment expected:rational changes?:[pair_without]",
    "pair_without": "first:card second:card status:verdict wiser?:card|null"
    " status_without:verdict wiser_without?:card|null",
}

ALONE = {
    "manifest": "record study:name program:line target:hash ledger_size:count ledger_root:hash"
    " read:[manifest_entry] wrote:[manifest_entry]",
    "manifest_entry": "path:line sha256:hash bytes:count",
    "tree_head": "kind:=tree_head schema_version:one ledger:name size:count root:hash at:moment"
    " key?:hash signature?:signature",
    "receipt": "kind:=receipt schema_version:one leaf:record_id index:count size:count root:hash"
    " path:[hash] head?:tree_head",
    "consistency_proof": "kind:=consistency_proof schema_version:one old_size:count old_root:hash"
    " new_size:count new_root:hash path:[hash]",
}
"""What a run says of its files, and what a ledger hands out: no inputs, but of the same words."""

# --- What is no object: texts, numbers, moments


def unlike(expected: str, found: Any) -> str:
    """Return that something else was expected than what was found."""
    return f": expected {expected}, found {found!r:.99}"


def matching(pattern: str, expected: str) -> Check:
    """Return the check that a text is as a whole of a pattern."""
    whole = re.compile(pattern).fullmatch
    return lambda value: "" if type(value) is str and whole(value) else unlike(expected, value)


def among(words: str) -> Check:
    """Return the check that a text is one of some words."""
    known = frozenset(words.split())
    expected = f"one of {', '.join(words.split())}"
    return lambda value: "" if type(value) is str and value in known else unlike(expected, value)


def _integer(low: int, high: int) -> Check:
    expected = f"an integer from {low} to {high}"
    return lambda value: (
        "" if type(value) is int and low <= value <= high else unlike(expected, value)
    )


def _truth(value: Any) -> str:
    return "" if type(value) is bool else unlike("true or false", value)


def _one(value: Any) -> str:
    return "" if type(value) is int and value == 1 else unlike("the version 1", value)


MOMENT = re.compile(
    "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
)


@lru_cache(maxsize=1024)
def _on_a_day(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _moment(value: Any) -> str:
    fits = type(value) is str and MOMENT.fullmatch(value) and _on_a_day(value)
    return "" if fits else unlike("a moment such as 2026-01-31T09:30:00Z", value)


def _rational(value: Any) -> str:
    if type(value) is str and inputs.RATIO.fullmatch(value):
        number = Fraction(value)
        if value == f"{number.numerator}/{number.denominator}":
            return ""
    return unlike("an exact number 'p/q' in lowest terms", value)


def _threshold(value: Any) -> str:
    fits = not _rational(value) and 0 < Fraction(value) <= 1
    return "" if fits else unlike("an exact number above '0/1', up to '1/1'", value)


def _fact_value(value: Any) -> str:
    if type(value) in {bool, int}:
        return ""
    if type(value) is not str or not 0 < len(value) <= LONGEST_LINE:
        return unlike("true, false, an integer, 'p/q' or a word", value)
    return _rational(value) if re.fullmatch("-?[0-9]+/[0-9]+", value) else ""


# --- Lists, objects, conditions


def _list(check: Check, *, least: int = 0) -> Check:
    def of_each(value: Any) -> str:
        if type(value) is not list or len(value) < least:
            return unlike("a list" + (" that is not empty" if least else ""), value)
        for place, item in enumerate(value):
            if problem := check(item):
                return f"[{place}]{problem}"
        return ""

    return of_each


def _named(check: Check, *, least: int = 0) -> Check:
    def of_each(value: Any) -> str:
        if not isinstance(value, dict) or len(value) < least:
            return unlike("an object" + (" that is not empty" if least else ""), value)
        for name, item in value.items():
            if problem := CHECKS["name"](name) or check(item):
                return f".{name:.99}{problem}"
        return ""

    return of_each


def _or_null(check: Check) -> Check:
    return lambda value: "" if value is None else check(value)


def _object(fields: dict[str, Check], required: frozenset[str], coherent: Check | None) -> Check:
    known = fields.get

    def of_fields(value: Any) -> str:
        if not isinstance(value, dict):
            return unlike("an object", value)
        for field, content in value.items():
            check = known(field)
            if check is None:
                return f": no rule knows the field {field!r:.99}"
            if problem := check(content):
                return f".{field}{problem}"
        if not required <= value.keys():
            return f": the field {min(required - value.keys())!r} is missing"
        return coherent(value) if coherent else ""

    return of_fields


def _family(family: str, field: str) -> Check:
    """Hold an object to that form of a family which a word in it names."""

    def of_named(value: Any) -> str:
        if not isinstance(value, dict):
            return unlike("an object", value)
        word = value.get(field)
        check = CHECKS.get(f"{family} {word}") if type(word) is str else None
        if check:
            return check(value)
        known = [each.partition(" ")[2] for each in CHECKS if each.startswith(f"{family} ")]
        return f".{field}" + unlike(f"one of {', '.join(known)}", word)

    return of_named


def _short(clause: Any) -> str:
    """Bound how many parts or values a clause lists."""
    listed = clause.get("values") if clause["kind"] == "one_of" else clause.get("of", ())
    return "" if len(listed) <= MOST_PARTS else f": expected a list of at most {MOST_PARTS}"


def _depth(clause: Any) -> int:
    inside = clause.get("of", ())
    return 1 + max(map(_depth, [inside] if isinstance(inside, dict) else inside), default=0)


def _condition(value: Any) -> str:
    deep = f": expected at most {DEEPEST_CONDITION} clauses inside one another"
    return CHECKS["clause"](value) or (deep if _depth(value) > DEEPEST_CONDITION else "")


def _held_target(value: Any) -> str:
    """Check a reference; a target that stands here is checked once for all that hold it."""
    if not isinstance(value, dict):
        return unlike("a target, or its hash", value)
    return CHECKS["target_reference"](value) if "sha256" in value else ""


# --- What must agree within one object


def _situation(situation: Any) -> str:
    parties = [party["name"] for party in situation["parties"]]
    options = [option["name"] for option in situation["options"]]
    names = {*parties}
    acts = [act for option in situation["options"] for act in option.get("acts", ())]
    told = situation.get("without_doing_nothing")
    idle = all(option.get("acts") for option in situation["options"])
    checks = (
        (len(names) != len(parties), "parties", "each name once"),
        (len({*options}) != len(options), "options", "each name once"),
        (situation["decider"] not in names, "decider", "one of the parties"),
        (situation.get("principal") not in {None, *names}, "principal", "one of the parties"),
        (situation.get("interim") not in {None, *options}, "interim", "one of the options"),
        (situation["until"] < situation["at"], "until", "no moment before at"),
        (
            idle and told is None,
            "options",
            "one without acts, or without_doing_nothing with the why",
        ),
        (not {act["actor"] for act in acts} <= names, "options", "actors among the parties"),
        (not {act.get("toward") for act in acts} <= {None, *names}, "options", "toward a party"),
    )
    return next((f".{field}: expected {text}" for wrong, field, text in checks if wrong), "")


def _norm(norm: Any) -> str:
    modality, until = norm["modality"], norm.get("in_force_until")
    if norm.get("guaranteed") and modality != "permitted":
        return ".guaranteed: expected only of a permission"
    if norm.get("deadline") is not None and modality != "obliged":
        return ".deadline: expected only of an obligation"
    ends = until is None or until > norm["in_force_from"]
    return "" if ends else ".in_force_until: expected a moment after in_force_from"


def _ground(ground: Any) -> str:
    one = (ground.get("card") is None) != (ground.get("norm") is None)
    return "" if one else ": expected either a card or a norm"


def _complaint(said: Any) -> str:
    one = (said.get("ground") is None) != (said.get("withheld") is None)
    return "" if one else ": expected either a ground or the number of one that is withheld"


def _agreement(said: Any) -> str:
    fits = said["agreed"] <= said["held_out"]
    return "" if fits else ".agreed: expected no more than were held out"


def _head(head: Any) -> str:
    both = ("key" in head) == ("signature" in head)
    return "" if both else ": expected a key and a signature, or neither"


def _two_cards(refusal: Any) -> str:
    return "" if refusal["first"] != refusal["second"] else ": expected two different cards"


def _of_situation(said: Any) -> str:
    """Hold what is said of options to the options that there are, each in one tier only."""
    options = {option["name"] for option in said["situation"]["options"]}
    for place, placing in enumerate(said.get("placings", ())):
        placed = [option for tier in placing["order"] for option in tier]
        if len({*placed}) != len(placed) or not options.issuperset(placed):
            return f".placings[{place}].order: expected options of the situation, each once"
    for place, appraisal in enumerate(said.get("appraisals", ())):
        if appraisal["option"] not in options:
            return f".appraisals[{place}].option: expected an option of the situation"
    return ""


COHERENT: dict[str, Check] = {
    "inputs": _of_situation,
    "situation": _situation,
    "norm": _norm,
    "ground": _ground,
    "complaint": _complaint,
    "model_agreement": _agreement,
    "not_traded": _two_cards,
    "tree_head": _head,
    **{f"clause {kind}": _short for kind in ("one_of", "all", "any")},
}

# --- From the tables to checks


def described(kind: str) -> dict[str, tuple[str, bool]]:
    """Return the fields of a part of what is read: what stands in each, and whether it must."""
    first, *rest = TABLES[kind].split()
    begins = [f"kind:={kind}", *RECORD.split()] if first == "record" else [first]
    pairs = [field.split(":", 1) for field in (*begins, *rest)]
    return {name.rstrip("?"): (what, not name.endswith("?")) for name, what in pairs}


def _check_of(what: str) -> Check:
    if what.startswith("="):
        return among(what[1:])
    if what.endswith("|null"):
        return _or_null(_check_of(what.removesuffix("|null")))
    if what.startswith(("[", "{")):
        several = _list if what.startswith("[") else _named
        return several(_check_of(what.rstrip("+")[1:-1]), least=int(what.endswith("+")))
    # Forms hold one another, so each is looked up when it is first needed and not before.
    return CHECKS[what] if what in CHECKS else _form(what)


def _form(kind: str) -> Check:
    fields = described(kind)
    required = frozenset(name for name, (_, must) in fields.items() if must)
    checks = {name: _check_of(what) for name, (what, _) in fields.items()}
    CHECKS[kind] = _object(checks, required, COHERENT.get(kind))
    return CHECKS[kind]


CHECKS: dict[str, Check] = {
    **{kind: matching(*pattern) for kind, pattern in PATTERNS.items()},
    **{kind: among(words) for kind, words in WORDS.items()},
    **{kind: _integer(*bounds) for kind, bounds in INTEGERS.items()},
    "truth": _truth,
    "one": _one,
    "moment": _moment,
    "rational": _rational,
    "threshold": _threshold,
    "number": lambda value: "" if type(value) is int else _rational(value),
    "fact_value": _fact_value,
    "clause": _family("clause", "kind"),
    "condition": _condition,
    "held_target": _held_target,
}
TABLES: dict[str, str] = {}


def declare(forms: dict[str, str], checks: dict[str, Check], coherent: dict[str, Check]) -> None:
    """Add tables, checks of what stands in their fields, and of what must agree in one object."""
    TABLES.update(forms)
    CHECKS.update(checks)
    COHERENT.update(coherent)
    for kind in forms:
        _form(kind)


declare(FORMS | ALONE, {}, {})
declare({f"clause {kind}": f"kind:={kind} {form}" for kind, form in CLAUSES.items()}, {}, {})


def learn(forms: dict[str, str], words: dict[str, str], families: dict[str, str]) -> None:
    """Add the forms of another document that stands alone, and its closed lists of words.

    A form whose name is of two words belongs to a family; the second word stands in the field that
    `families` names.
    """
    ALONE.update(forms)
    WORDS.update(words)
    CHECKS.update({kind: among(known) for kind, known in words.items()})
    CHECKS.update({family: _family(family, field) for family, field in families.items()})
    for kind in forms:
        _check_of(kind)


def expect(kind: str, value: Any) -> None:
    """Refuse what is no whole part of that kind.

    Raises:
        InvalidError: naming the way to the first thing that is wrong, and what was expected there.
    """
    if problem := CHECKS[kind](value):
        raise InvalidError(f"{kind}: {problem.lstrip('.: ')}")

"""The form of what a certificate is taken from: which fields, and what may stand in each.

The standard library alone, nothing of the project; checker.py loads this file from beside itself,
after checker_tables.py. The rules that derive a decision believe what they are given to have this
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
tables: Any = sys.modules["commonweal_checker.checker_tables"]
InvalidError, LONGEST_LINE = inputs.InvalidError, tables.LONGEST_LINE

Check = Callable[[Any], str]
"""Returns nothing where all is well; else the way into the value, and what was expected there."""

MOST_PARTS, DEEPEST_CONDITION = 64, 32

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
    deeds = situation.get("deeds", ())
    acts = [act for option in situation["options"] for act in option.get("acts", ())]
    acts += deeds
    told = situation.get("without_doing_nothing")
    idle = all(option.get("acts") for option in situation["options"])
    checks = (
        (len(names) != len(parties), "parties", "each name once"),
        (len({*options}) != len(options), "options", "each name once"),
        (situation["decider"] not in names, "decider", "one of the parties"),
        (situation.get("principal") not in {None, *names}, "principal", "one of the parties"),
        (situation.get("interim") not in {None, *options}, "interim", "one of the options"),
        (situation["until"] < situation["at"], "until", "no moment before at"),
        (len({deed["name"] for deed in deeds}) != len(deeds), "deeds", "each name once"),
        (any(deed["at"] > situation["at"] for deed in deeds), "deeds", "no moment after at"),
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
    upon = norm.get("upon_breach")
    if upon is not None and upon["norm"] == norm["name"]:
        return ".upon_breach: expected of another norm"
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
    begins = [f"kind:={kind}", *tables.RECORD.split()] if first == "record" else [first]
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
    **{kind: matching(*pattern) for kind, pattern in tables.PATTERNS.items()},
    **{kind: among(words) for kind, words in tables.WORDS.items()},
    **{kind: _integer(*bounds) for kind, bounds in tables.INTEGERS.items()},
    "truth": _truth,
    "one": _one,
    "moment": _moment,
    "rational": _rational,
    "threshold": _threshold,
    "number": lambda value: "" if type(value) is int else _rational(value),
    "fact_value": _fact_value,
    "condition": _condition,
    "held_target": _held_target,
}
TABLES: dict[str, str] = {}
"""Every form that is known, by its kind."""


def declare(forms: dict[str, str], **more: dict[str, Any]) -> None:
    """Add the forms of another document.

    Args:
        forms: the fields by kind; a kind of two words is one of a family.
        more: `words`, the closed lists; `checks`, of what else stands in the fields; `coherent`, of
            what must agree within one object; `families`, with the field in which the second word
            of a kind stands.
    """
    TABLES.update(forms)
    COHERENT.update(more.get("coherent", {}))
    CHECKS.update(more.get("checks", {}))
    CHECKS.update({kind: among(words) for kind, words in more.get("words", {}).items()})
    CHECKS.update({name: _family(name, field) for name, field in more.get("families", {}).items()})
    for kind in forms:
        _form(kind)


clauses = {f"clause {kind}": f"kind:={kind} {form}" for kind, form in tables.CLAUSES.items()}
declare(tables.FORMS | tables.ALONE | clauses, families={"clause": "kind"})


def expect(kind: str, value: Any) -> None:
    """Refuse what is no whole part of that kind.

    Raises:
        InvalidError: naming the way to the first thing that is wrong, and what was expected there.
    """
    if problem := CHECKS[kind](value):
        raise InvalidError(f"{kind}: {problem.lstrip('.: ')}")

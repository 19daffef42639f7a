"""Pydantic's errors in our own vocabulary: a stable code, what was expected, what was found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from commonweal.documents._findings import Finding, did_you_mean, shown
from commonweal.documents._scalars import PATTERN_MEANINGS
from commonweal.documents._shapes import model_at, way_into

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from commonweal.documents._findings import Way

_TYPES = {
    "bool_type": "true or false",
    "dict_type": "an object with fields",
    "int_from_float": "an integer",
    "int_type": "an integer",
    "list_type": "a list",
    "model_attributes_type": "an object with fields",
    "model_type": "an object with fields",
    "none_required": "null",
    "string_type": "text",
    "tuple_type": "a list",
}
"""Pydantic's errors of type, and what each of them wants."""

_CODES = {
    "extra_forbidden": "unknown-field",
    "float": "float",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
    "literal_error": "not-a-choice",
    "missing": "missing-field",
    "string_pattern_mismatch": "wrong-form",
    "string_too_long": "wrong-length",
    "string_too_short": "wrong-length",
    "too_deep": "too-deep",
    "too_long": "wrong-length",
    "too_short": "wrong-length",
    "union_tag_invalid": "unknown-clause",
    "value_error": "incoherent",
    "wrong_form": "wrong-form",
}
"""The code of every other error that our models can give rise to."""

_HINTS = {
    "string_too_long": "Shorten it.",
    "string_too_short": "Write something there, or leave the field out if it may be absent.",
    "too_deep": "Put clauses side by side, in one all or any, or say a part of it as an exception"
    " or a norm of its own.",
    "too_long": "Divide it: a condition into lists inside one another, all else into several"
    " records.",
    "too_short": "Add to it, or leave the field out if it may be absent.",
}
"""What to do about an error whose place alone does not say it."""


def findings_of(
    error: ValidationError, content: Any, model: type[BaseModel]
) -> tuple[Finding, ...]:
    """Return what is wrong, one finding for each part of the document that is.

    Args:
        error: what Pydantic raised.
        content: the plain JSON that it was raised for.
        model: the document that the content should have been.
    """
    if any(detail["type"] == "json_invalid" for detail in error.errors(include_url=False)):
        return (_unreadable(error, content),)
    grouped: dict[Way, list[Finding]] = {}
    if isinstance(content, dict):
        # Whether the discriminators were said is looked at only when all else is well.
        for name in ("kind", "schema_version"):
            if name in model.model_fields and name not in content:
                grouped[name,] = [_unsaid((name,))]
    for detail in error.errors(include_url=False):
        for finding in _findings(detail, content, model):
            grouped.setdefault(finding.way, []).append(finding)
    return tuple(finding for group in grouped.values() for finding in _merged(group))


def _unreadable(error: ValidationError, content: Any) -> Finding:
    detail = error.errors(include_url=False)[0]
    if "recursion" in detail["msg"]:
        hint = "Nothing that this program writes is nested so deep: look for a bracket too many."
        return Finding("too-deep", (), "JSON of at most 200 levels", "more of them", hint)
    return Finding("not-canonical", (), "JSON whose text is Unicode", shown(content), detail["msg"])


def _merged(group: list[Finding]) -> list[Finding]:
    """Return a union's errors, one per alternative, as the one error that they are."""
    alternatives = [finding for finding in group if finding.code != "incoherent"]
    if len(alternatives) < 2:
        return group
    telling = [finding for finding in alternatives if finding.code != "wrong-type"]
    chosen = (telling or alternatives)[0]
    expected = " or ".join(dict.fromkeys(finding.expected for finding in alternatives))
    merged = Finding(chosen.code, chosen.way, expected, chosen.found, chosen.hint)
    return [merged, *(finding for finding in group if finding.code == "incoherent")]


def _findings(detail: ErrorDetails, content: Any, model: type[BaseModel]) -> Iterable[Finding]:
    location = detail["loc"]
    type_ = detail["type"]
    way = way_into(content, location, absent=type_ == "missing")
    if type_ == "value_error":
        for contradiction in detail["ctx"]["error"].contradictions:
            yield Finding("incoherent", way, *contradiction)
    elif type_ in {"extra_forbidden", "missing"}:
        yield _field(type_, way, model_at(model, location[:-1]))
    elif type_ in {"union_tag_not_found", "not_said"}:
        name = detail.get("ctx", {}).get("field", "kind")
        yield _unsaid((*way, name))
    elif type_ in _TYPES:
        yield Finding("wrong-type", way, _TYPES[type_], shown(detail["input"]))
    elif way[-1:] == ("schema_version",):
        yield Finding(
            "schema-version",
            way,
            "schema_version 1",
            shown(detail["input"]),
            "A later version of this program may have written it.",
        )
    else:
        yield _of_value(detail, way)


def _unsaid(way: Way) -> Finding:
    hint = 'Add "schema_version": 1.' if way[-1] == "schema_version" else ""
    return Finding("missing-field", way, f"the field {way[-1]!r}", "nothing", hint)


def _field(type_: str, way: Way, owner: type[BaseModel] | None) -> Finding:
    name = way[-1]
    fields = {} if owner is None else owner.model_fields
    if type_ == "missing":
        field = fields.get(str(name))
        hint = "" if field is None or field.description is None else field.description
        return Finding("missing-field", way, f"the field {name!r}", "nothing", hint)
    hint = did_you_mean(name, fields) or (f"It can have: {', '.join(fields)}." if fields else "")
    return Finding("unknown-field", way, "only known fields", f"the field {name!r}", hint)


def _of_value(detail: ErrorDetails, way: Way) -> Finding:
    type_ = detail["type"]
    context = detail.get("ctx", {})
    hint = _HINTS.get(type_, "")
    if type_ == "literal_error":
        hint = did_you_mean(detail["input"], _quoted(context["expected"]))
    elif type_ == "union_tag_invalid":
        way = (*way, "kind")
        hint = did_you_mean(context["tag"], _quoted(context["expected_tags"]))
    found = shown(context["tag"] if type_ == "union_tag_invalid" else detail["input"])
    return Finding(_CODES.get(type_, "wrong-form"), way, _expected(detail, context), found, hint)


def _expected(detail: ErrorDetails, context: dict[str, Any]) -> str:
    match detail["type"]:
        case "literal_error":
            choices = _quoted(context["expected"])
            return f"one of {context['expected']}" if len(choices) > 1 else context["expected"]
        case "union_tag_invalid":
            return f"one of {context['expected_tags']}"
        case "greater_than_equal":
            return f"an integer of at least {context['ge']}"
        case "less_than_equal":
            return f"an integer of at most {context['le']}"
        case "string_too_short":
            return f"text of at least {context['min_length']} characters"
        case "string_too_long":
            return f"text of at most {context['max_length']} characters"
        case "too_short":
            return f"at least {context['min_length']} of them"
        case "too_long":
            return f"at most {context['max_length']} of them"
        case "string_pattern_mismatch":
            return PATTERN_MEANINGS[context["pattern"]]
        case _:
            return detail["msg"]


def _quoted(choices: str) -> list[str]:
    return re.findall(r"'([^']*)'", choices)

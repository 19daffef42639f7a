"""From plain content to a record, or to everything that is wrong with it."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import ValidationError

from commonweal.documents._base import AS_WRITTEN, Document, Record
from commonweal.documents._findings import Finding
from commonweal.documents._irregular import regular
from commonweal.documents._kinds import model_of
from commonweal.documents._strict_json import too_many_levels
from commonweal.documents._translation import findings_of

D = TypeVar("D", bound=Document)


def checked_record(
    value: Any, findings: tuple[Finding, ...] = (), *, text: bytes | None = None
) -> Record | tuple[Finding, ...]:
    """Return the record that ``value`` describes, or what is wrong with it.

    Args:
        value: what a reader returned.
        findings: what the reader has found already.
        text: the JSON text of ``value``, if there is one, which saves writing it.
    """
    model = model_of(value)
    if isinstance(model, Finding):
        return (*findings, model)
    return checked(model, value, findings, text=text)


def checked(
    model: type[D],
    value: Any,
    findings: tuple[Finding, ...] = (),
    *,
    text: bytes | None = None,
    language: str = "JSON",
) -> D | tuple[Finding, ...]:
    """Return the document of the type ``model`` that ``value`` is, or what is wrong with it.

    Args:
        model: what it should be.
        value: what a reader returned.
        findings: what the reader has found already.
        text: the JSON text of ``value``, if there is one, which saves writing it.
        language: what the file is written in.
    """
    try:
        if findings or text is None:
            value = regular(value)
            text = json.dumps(value, ensure_ascii=False).encode()
        document = model.model_validate_json(text, context=AS_WRITTEN)
    except ValidationError as error:
        ways = {finding.way for finding in findings}
        more = findings_of(error, value, model)
        return (*findings, *(finding for finding in more if finding.way not in ways))
    except RecursionError:
        return (*findings, too_many_levels(language))
    return findings or document

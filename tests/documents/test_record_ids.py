"""Records and the ids made from what they say."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import assume, given, settings, strategies as st
from pydantic import ValidationError

from commonweal.documents import (
    RECORD_KINDS,
    Document,
    PersonalRecord,
    Record,
    Role,
    content_id,
    parse_record,
)
from commonweal.errors import InvalidDocument
from commonweal.testing import any_records, records

KINDS = sorted(RECORD_KINDS)
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "record_ids.json"


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20)
@given(st.data())
def test_a_record_reads_back_from_its_content(kind: str, data: st.DataObject) -> None:
    """What a record says, read again, is the same record with the same id."""
    record = data.draw(records(kind))

    again = parse_record(json.loads(json.dumps(record.content())))

    assert record == again
    assert record.content() == again.content()
    assert record.id == again.id


@given(any_records())
def test_the_id_is_the_hash_of_sorted_compact_json(record: Record) -> None:
    """The id is the SHA-256 of the content as JSON with sorted keys and no spaces."""
    text = json.dumps(record.content(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()

    assert f"{record.kind}:{digest}" == record.id


@given(any_records())
def test_the_order_of_keys_does_not_change_the_id(record: Record) -> None:
    """A record whose keys stand in another order has the same id."""
    content = record.content()
    turned = dict(reversed(content.items()))

    assert record.id == parse_record(turned).id


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20)
@given(st.data())
def test_to_change_a_field_changes_the_id(kind: str, data: st.DataObject) -> None:
    """Each field takes part in the id: another value, or none, gives another id."""
    record, other = data.draw(records(kind)), data.draw(records(kind))
    content, others = record.content(), other.content()
    field = data.draw(st.sampled_from(sorted(content.keys() - {"kind"})))
    changed = {name: value for name, value in content.items() if name != field}
    if field in others:
        changed[field] = others[field]
    assume(json.dumps(changed.get(field, "absent")) != json.dumps(content[field]))

    assert record.id != content_id(kind, changed)


@given(any_records())
def test_the_short_id_is_the_beginning_of_the_id(record: Record) -> None:
    """People see the kind and 16 digits of the 64."""
    kind, digits = record.short_id.split(":")

    assert (record.kind, 16) == (kind, len(digits))
    assert record.id.startswith(record.short_id)


@pytest.mark.parametrize("case", json.loads(GOLDEN.read_text(encoding="utf-8")))
def test_known_records_have_known_ids(case: dict[str, object]) -> None:
    """Ids that were published stay what they are, whatever becomes of the program."""
    assert case["id"] == parse_record(case["record"]).id


def test_what_was_left_unsaid_is_not_in_the_id() -> None:
    """A field that was not said is absent from the content, unlike one that was said empty."""
    said = {"by": "clerk", "origin": "person", "said_at": "2026-01-31T09:30:00Z"}

    silent = Role(name="farmer", title="Farmer", **said)
    empty = Role(name="farmer", title="Farmer", text=None, **said)

    assert "text" not in silent.content()
    assert None is empty.content()["text"]
    assert silent.id != empty.id


@given(any_records())
def test_records_are_frozen(record: Record) -> None:
    """No field of a record can be set."""
    with pytest.raises(ValidationError):
        record.by = "somebody"  # type: ignore[misc]


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_of_a_person_needs_a_nonce(kind: str) -> None:
    """A nonce is demanded of personal records, and of no others."""
    model = RECORD_KINDS[kind]
    demanded = {name for name, field in model.model_fields.items() if field.is_required()}

    assert issubclass(model, PersonalRecord) == ("nonce" in demanded)


def test_kinds_are_named_once_and_in_order() -> None:
    """Every record class stands in the registry under the kind that it says it is."""

    def subclasses(model: type[Document]) -> set[type[Document]]:
        return {model} | {each for child in model.__subclasses__() for each in subclasses(child)}

    concrete = {model for model in subclasses(Record) if "kind" in model.__annotations__} - {Record}

    assert KINDS == list(RECORD_KINDS)
    assert concrete == set(RECORD_KINDS.values())


@pytest.mark.parametrize(
    ("content", "code", "path"),
    [
        ([], "wrong-type", ""),
        ({}, "missing-field", "kind"),
        ({"kind": "nrom"}, "unknown-kind", "kind"),
        ({"kind": ["norm"]}, "unknown-kind", "kind"),
        ({"kind": "justification"}, "unknown-kind", "kind"),
    ],
)
def test_what_is_no_record_is_refused(content: object, code: str, path: str) -> None:
    """Content without a known kind is refused with the reason."""
    with pytest.raises(InvalidDocument) as caught:
        parse_record(content)

    assert (code, path) == (caught.value.code, caught.value.problems[0].path)

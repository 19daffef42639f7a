"""Canonical JSON and the ids made from it."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given

from commonweal.documents import canonical_json, content_id, sha256_hex
from commonweal.errors import InvalidDocument
from commonweal.testing import json_objects


def test_keys_are_sorted_as_the_rfc_sorts_them() -> None:
    """Keys are ordered by their UTF-16 code units, as in the sample of RFC 8785, section 3.2.3."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]

    text = canonical_json(dict.fromkeys(keys, 0)).decode()

    expected = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert expected == list(json.loads(text))


def test_text_is_escaped_as_the_rfc_escapes_it() -> None:
    """Only what must be escaped is, in its shortest form, as in RFC 8785, section 3.2.2.2."""
    text = canonical_json(['\u20ac$\u000f\nA\'B"\\\\"/\u007f'])

    assert '["\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u007f"]'.encode() == text


@given(json_objects())
def test_plain_json_reads_back(value: dict[str, object]) -> None:
    """Canonical JSON reads back to what it was made from, and again to the same bytes."""
    text = canonical_json(value)

    assert value == json.loads(text)
    assert text == canonical_json(json.loads(text))


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        1.0,
        float("nan"),
        {"a": [{"b": (0.0,)}]},
        2**53,
        -(2**53),
        "\ud800",
        {"\udfff": 1},
        {1: 2},
        {"a": object()},
    ],
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    """Floating-point numbers, huge integers and broken text have no id."""
    with pytest.raises(InvalidDocument) as caught:
        canonical_json(value)  # type: ignore[arg-type]

    assert "not-canonical" == caught.value.code


def test_the_largest_integers_are_kept() -> None:
    """Integers up to 2**53 - 1 either way are written out."""
    assert b"[9007199254740991,-9007199254740991]" == canonical_json([2**53 - 1, 1 - 2**53])


def test_an_id_is_the_kind_and_the_hash() -> None:
    """The id of a value is its kind, a colon, and the SHA-256 of its canonical JSON."""
    digest = hashlib.sha256(b'{"a":[true,null]}').hexdigest()

    assert f"role:{digest}" == content_id("role", {"a": [True, None]})
    assert digest == sha256_hex(b'{"a":[true,null]}')

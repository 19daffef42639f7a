"""Strategies for records of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import RECORD_KINDS, Record
from commonweal.testing._coherent import documents
from commonweal.testing._hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


def records(kind: str) -> SearchStrategy[Record]:
    """Return valid records of one kind: frozen, and shrinking to few and short fields.

    Args:
        kind: as in `commonweal.documents.RECORD_KINDS`.
    """
    return documents(RECORD_KINDS[kind])


def any_records() -> SearchStrategy[Record]:
    """Return valid records of every kind."""
    return st.sampled_from(sorted(RECORD_KINDS)).flatmap(records)

"""Hypothesis, or the line that installs it."""

from __future__ import annotations

from commonweal.errors import missing_extra

try:
    from hypothesis import strategies
except ImportError as error:
    raise missing_extra("hypothesis", "testing") from error

__all__ = ["strategies"]

"""Commonweal: from what people say they live by, to decisions whose derivation anyone can check."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonweal import (
        argumentation,
        choice,
        decisions,
        documents,
        elicitation,
        errors,
        estimates,
        guard,
        norms,
        proof,
        reports,
        sentences,
        stewardship,
        studies,
        values,
    )

    __version__: str

__all__ = [
    "__version__",
    "argumentation",
    "choice",
    "decisions",
    "documents",
    "elicitation",
    "errors",
    "estimates",
    "guard",
    "norms",
    "proof",
    "reports",
    "sentences",
    "stewardship",
    "studies",
    "values",
]


def __getattr__(name: str) -> object:
    """Return the version of the installed package, or a room, loaded when it is first asked for."""
    if name == "__version__":
        return str(import_module("importlib.metadata").version("commonweal"))
    if name in __all__:
        return import_module(f"commonweal.{name}")
    raise AttributeError(f"module 'commonweal' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Name the rooms too, before they are loaded."""
    return sorted({*globals(), *__all__})

"""What proves an answer, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commonweal.documents import listed

if TYPE_CHECKING:
    from collections.abc import Mapping


def short(number: str) -> str:
    """Return an exact number as people write it: ``2`` for ``2/1``."""
    return number.removesuffix("/1")


def told_weights(weights: Mapping[str, str]) -> str:
    """Return weights in words: ``care 1/2 and truth 1/2``."""
    return listed([f"{name} {short(weight)}" for name, weight in weights.items()])


def told_mixture(mixture: Mapping[str, str]) -> str:
    """Return a mixture of options in words: ``1/2 a + 1/2 b``."""
    return " + ".join(f"{short(share)} {name}" for name, share in mixture.items())


def told_ordering(evidence: Mapping[str, Any]) -> str:
    """Return in words the ordering that shows something: its name, criteria, or weights."""
    if "weights" in evidence:
        return f"with weights {told_weights(evidence['weights'])}"
    shown = evidence["shown_by"]
    return f"by {shown}" if isinstance(shown, str) else f"in the order {', '.join(shown)}"

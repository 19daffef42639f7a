"""What an embedding is held to: a check that its author can run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from commonweal.values import Embedding

TEXTS = (
    "MOMENTS when my friend would rather hear the truth",
    "SIGNS that a patient is afraid",
    "说真话的时刻",
    "أوقات قول الحقيقة",
    "…",
)


def check_embedding(embedding: Embedding) -> None:
    """Raise an AssertionError that says what is wrong if an embedding is not as asked.

    It must have a name; return one row of finite numbers for each text, all of one length, in any
    script, and for no texts none; return the same rows again; and a text's row may depend neither
    on the texts beside it nor on their order. Whether it is any good is not looked at.

    Args:
        embedding: what is to be checked.
    """
    import numpy as np

    def rows(*texts: str) -> Any:
        found = np.asarray(embedding.embed(texts), dtype=np.float64)
        assert len(found) == len(texts), f"{len(found)} rows for {len(texts)} texts"
        return found

    assert isinstance(embedding.name, str), "the name is no text"
    assert embedding.name, "the name is empty"
    rows()
    all_rows = rows(*TEXTS)
    assert all_rows.ndim == 2, f"an array of {all_rows.ndim} dimensions, not of 2"
    assert all_rows.shape[1] > 0, "rows without a number"
    assert np.isfinite(all_rows).all(), "a number that is not finite"
    assert _close(all_rows, rows(*TEXTS)), "the same texts have other rows when asked again"
    assert _close(all_rows[::-1], rows(*TEXTS[::-1])), "rows depend on the order of the texts"
    for text, row in zip(TEXTS, all_rows, strict=True):
        assert _close(row[None], rows(text)), f"the row of {text!r} depends on the texts beside it"


def _close(first: Any, second: Any) -> bool:
    import numpy as np

    return first.shape == second.shape and bool(np.allclose(first, second, rtol=1e-4, atol=1e-5))

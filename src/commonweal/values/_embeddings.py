"""Embeddings of texts by models that others provide: found by name, and never needed."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from commonweal.errors import InvalidDocument, Problem, missing_extra
from commonweal.values._text_similarity import check_bounds

GROUP = "commonweal.embeddings"
"""The entry points that other packages announce an embedding by."""


@runtime_checkable
class Embedding(Protocol):
    """Turns texts into vectors whose cosine says how near their topics are.

    `commonweal.testing.check_embedding` holds one to what is asked here.
    """

    @property
    def name(self) -> str:
        """What results call it: the model, and its version if it has one."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.floating]:
        """Return one row for each text, in their order; what stands beside a text is no matter."""


class EmbeddingWarning(UserWarning):
    """An installed embedding could not be loaded, and is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddingSimilarity:
    """The cosine of texts' embeddings.

    Embeddings also find paraphrases that share no word. They tell topics and not values: published
    measurements on twenty statements have the opposite at least as near as the paraphrase in 13.
    """

    embedding: Embedding
    threshold: float = 0.6
    """The least similarity of a candidate, from 0 (excluded) to 1. It depends on the model."""
    nearest: int = 3
    """Of how many nearest texts a candidate must be one, seen from both sides; at least 1."""

    def __post_init__(self) -> None:
        check_bounds(self.threshold, self.nearest)

    @property
    def name(self) -> str:
        """What results call it."""
        return f"embedding-similarity, {self.embedding.name}"

    @property
    def parameters(self) -> Mapping[str, object]:
        """What it was told."""
        return {
            "embedding": self.embedding.name,
            "threshold": self.threshold,
            "nearest": self.nearest,
        }

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return one row for each text, of length 1, or of zeros where the model gives zeros.

        Raises:
            InvalidDocument: with code ``embedding-shape`` if the rows are not one for each text, or
                hold what is no finite number.
        """
        rows = np.asarray(self.embedding.embed(texts), dtype=np.float64)
        if rows.ndim != 2 or len(rows) != len(texts) or not np.isfinite(rows).all():
            raise InvalidDocument(
                Problem(
                    code="embedding-shape",
                    path=self.embedding.name,
                    expected=f"{len(texts)} rows of finite numbers",
                    found=f"an array of shape {rows.shape}",
                )
            )
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: NDArray[np.float64] = np.divide(
            rows, lengths, out=np.zeros_like(rows), where=lengths > 0
        )
        return unit


class SentenceEmbedding:
    """A sentence-transformers model, run on this machine; needs the extra ``embeddings``.

    Args:
        model: the folder of a model, or a name that the library knows. A name may make the library
            fetch the model from elsewhere; with a folder nothing is fetched.
    """

    def __init__(self, model: str = "all-MiniLM-L6-v2") -> None:
        self.model = model

    @property
    def name(self) -> str:
        """What results call it."""
        return self.model

    def embed(self, texts: Sequence[str]) -> NDArray[np.floating]:
        """Return one row for each text.

        Raises:
            MissingExtra: if sentence-transformers is not installed.
        """
        rows: NDArray[np.floating] = self._loaded.encode(list(texts), show_progress_bar=False)
        return rows

    @cached_property
    def _loaded(self) -> Any:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise missing_extra("sentence-transformers", "embeddings") from error
        return SentenceTransformer(self.model)


def find_embeddings() -> dict[str, Embedding]:
    """Return the installed embeddings by the name of their entry point.

    A package announces one in the entry-point group ``commonweal.embeddings``: something that is
    called without arguments and returns an `Embedding`. ``sentence-transformers`` is always there
    and loads its model when it is first used. One that cannot be loaded, or is no embedding, is
    left out with an `EmbeddingWarning`.
    """
    found: dict[str, Embedding] = {"sentence-transformers": SentenceEmbedding()}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        embedding = _loaded(entry)
        if embedding is not None:
            found[entry.name] = embedding
    return found


def _loaded(entry: EntryPoint) -> Embedding | None:
    try:
        embedding = entry.load()()
    except Exception as error:  # noqa: BLE001  # whatever a plug-in does, the rest goes on
        _left_out(entry, f"{type(error).__name__}: {error}")
        return None
    if not isinstance(embedding, Embedding):
        _left_out(entry, f"{type(embedding).__name__} has no name and embed()")
        return None
    return embedding


def _left_out(entry: EntryPoint, why: str) -> None:
    warnings.warn(
        f"The embedding {entry.name!r} ({entry.value}) is left out: {why}",
        EmbeddingWarning,
        stacklevel=4,
    )

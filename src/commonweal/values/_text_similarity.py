"""How alike texts are by the words and letters they share: TF-IDF, in any script, offline."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scipy import sparse

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
"""Thai, Lao, Burmese, Khmer, Kana and Han, which are written without spaces between words."""

_RUN = re.compile(r"\w+")
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSimilarity:
    """The cosine of texts as weighted counts of their words and of the letters within words.

    Texts are taken in Unicode's NFKC form and folded for case. Words are runs of letters and
    digits, and each letter of a script that is written without spaces; pieces are the n-grams of
    each run between two spaces, so that a word in another form still has something in common with
    its like. A count c of a feature that d of n texts have weighs
    ``(1 + ln c) (ln((1 + n)/(1 + d)) + 1)``. Words and pieces make up one half of the similarity
    each.

    It finds cards that share words. Paraphrases in other words it cannot find, and opposites that
    share words it does find: a candidate is a question, never an answer.

    Source: K. Spärck Jones, "A statistical interpretation of term specificity and its application
    in retrieval", Journal of Documentation 28 (1972); smoothed as is usual now, so that a feature
    that all texts have still counts.
    """

    threshold: float = 0.3
    """The least similarity of a candidate, from 0 (excluded) to 1."""
    nearest: int = 3
    """Of how many nearest texts a candidate must be one, seen from both sides; at least 1."""
    pieces: tuple[int, ...] = (2, 4)
    """The lengths of pieces of words; two letters are a word in some scripts."""

    def __post_init__(self) -> None:
        check_bounds(self.threshold, self.nearest)

    @property
    def name(self) -> str:
        """What results call it."""
        return "text-similarity"

    @property
    def parameters(self) -> Mapping[str, object]:
        """What it was told."""
        return asdict(self)

    def vectors(self, texts: Sequence[str]) -> sparse.csr_array:
        """Return one row for each text: its features, weighted, of length 1.

        Cost: linear in the characters, times the number of lengths of pieces.
        """
        from scipy import sparse

        folded = [unicodedata.normalize("NFKC", text).casefold() for text in texts]
        words = _weighted(folded, _WORD.findall)
        pieces = _weighted(folded, lambda text: _pieces(text, self.pieces))
        return _unit_rows(sparse.csr_array(sparse.hstack([words, pieces], format="csr")))


def check_bounds(threshold: float, nearest: int) -> None:
    """Refuse a threshold outside of (0, 1], or fewer nearest texts than 1.

    Raises:
        InvalidDocument: with code ``similarity-out-of-range``.
    """
    if 0 < threshold <= 1 and nearest >= 1:
        return
    raise InvalidDocument(
        Problem(
            code="similarity-out-of-range",
            path="threshold, nearest",
            expected="a threshold above 0 and at most 1, and at least 1 nearest",
            found=f"{threshold}, {nearest}",
        )
    )


def _pieces(text: str, lengths: Sequence[int]) -> Iterator[str]:
    for run in _RUN.findall(text):
        spaced = f" {run} "
        for length in lengths:
            for start in range(len(spaced) - length + 1):
                yield spaced[start : start + length]


def _weighted(
    texts: Sequence[str], features: Callable[[str], Sequence[str] | Iterator[str]]
) -> sparse.csr_array:
    from scipy import sparse

    codes: dict[str, int] = {}
    counts: list[int] = []
    columns: list[int] = []
    starts = [0]
    for text in texts:
        counted = Counter(features(text))
        columns += (codes.setdefault(feature, len(codes)) for feature in counted)
        counts += counted.values()
        starts.append(len(columns))
    shape = (len(texts), len(codes))
    times = np.array(counts, dtype=np.float64)
    matrix = sparse.csr_array(
        (times, np.array(columns, dtype=np.int64), np.array(starts, dtype=np.int64)), shape=shape
    )
    have = np.bincount(matrix.indices, minlength=len(codes))
    rarity = np.log((1 + len(texts)) / (1 + have)) + 1
    matrix.data = (1 + np.log(matrix.data)) * rarity[matrix.indices]
    return _unit_rows(matrix)


def _unit_rows(matrix: sparse.csr_array) -> sparse.csr_array:
    from scipy import sparse

    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = np.divide(1.0, lengths, out=np.zeros(len(lengths)), where=lengths > 0)
    return sparse.csr_array(sparse.diags_array(scale) @ matrix)

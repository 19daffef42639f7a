"""Which cards may be one value: pairs to ask people about, and nothing more than that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self, TypeAlias

import numpy as np

from commonweal.errors import InvalidDocument, Problem
from commonweal.values._text_similarity import TextSimilarity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from commonweal.documents import ValueCard

Vectors: TypeAlias = Any
"""One row for each text, each of length 1 or 0: a NumPy array, or a SciPy sparse array."""

_ROWS_AT_ONCE = 500
_DECIMALS = 12


class SimilarityMethod(Protocol):
    """A way to say how alike two texts are: the cosine of their vectors."""

    @property
    def threshold(self) -> float:
        """The least similarity of a candidate."""

    @property
    def nearest(self) -> int:
        """Of how many nearest texts a candidate must be one, seen from both sides."""

    @property
    def name(self) -> str:
        """What results call it."""

    @property
    def parameters(self) -> Mapping[str, object]:
        """What it was told."""

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each text, of length 1, or of zeros where it has no feature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SameValueProblem:
    """The cards among which some may say the same."""

    cards: tuple[str, ...]
    """Their ids, each once."""
    texts: tuple[str, ...]
    """What each attends to, as one text."""

    def __post_init__(self) -> None:
        if len(self.cards) != len(self.texts) or len(set(self.cards)) != len(self.cards):
            raise InvalidDocument(
                Problem(
                    code="candidate-cards",
                    path="cards",
                    expected="every card once, and a text for each",
                    found=f"{len(self.cards)} cards, {len(self.texts)} texts",
                )
            )

    @classmethod
    def from_cards(cls, cards: Mapping[str, ValueCard]) -> Self:
        """Return the problem of confirmed cards in use, by id.

        A card's text is its policies in alphabetical order, one a line. Its title is left out: a
        title decides nothing.
        """
        ids = sorted(cards)
        texts = ("\n".join(sorted(policy.text for policy in cards[card].policies)) for card in ids)
        return cls(cards=tuple(ids), texts=tuple(texts))


@dataclass(frozen=True, slots=True, kw_only=True)
class SameValueCandidate:
    """Two cards whose texts are alike: a question to people, not an answer."""

    first: str
    """The card whose id sorts first."""
    second: str
    similarity: float
    """From 0 to 1. Opposites are as alike as paraphrases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SameValueStats:
    """What was looked at."""

    cards: int
    texts: int
    """How many different texts they have."""
    dimensions: int
    """How many features or numbers a text was told by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SameValueResult:
    """The candidates, most alike first."""

    value: tuple[SameValueCandidate, ...]
    status: Literal["exact"]
    method: str
    threshold: float
    """The least similarity of a candidate."""
    parameters: Mapping[str, object]
    stats: SameValueStats

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what was done."""
        return (
            f"{self.stats.cards} cards have {self.stats.texts} different texts.",
            f"They were compared by {self.method}, all with all.",
            f"{len(self.value)} pairs are candidates: people can be asked whether they are one.",
            "Opposites look alike too. Nothing is merged by this.",
        )


def find_same_value_candidates(
    problem: SameValueProblem, method: SimilarityMethod | None = None
) -> SameValueResult:
    """Return the pairs of cards that people should be asked about: do they say the same?

    A pair of texts is a candidate when each is among the nearest of the other and their similarity
    reaches the threshold. Cards with one and the same text are candidates in a chain, each with the
    next, so that asking about n of them takes n - 1 questions, spread over their owners.

    Similarity tells topics, not values: measured on cards that each have a paraphrase and an
    opposite, most opposites lie at least as near as the paraphrase. So these are proposals. What
    people then judge is what merges (`merge_cards`).

    Args:
        problem: the cards.
        method: `TextSimilarity` or `EmbeddingSimilarity`; the former if none is named.

    Cost: the product of all texts with all, in blocks of 500 rows: quadratic in the different
    texts, with memory linear in them and their features.
    """
    method = method or TextSimilarity()
    cards_of: dict[str, list[str]] = defaultdict(list)
    for card, text in sorted(zip(problem.cards, problem.texts, strict=True)):
        cards_of[text].append(card)
    texts = sorted(cards_of)
    vectors = method.vectors(texts)
    found = [
        _candidate(cards_of[texts[one]][0], cards_of[texts[other]][0], similarity)
        for one, other, similarity in _mutual(vectors, method.nearest, method.threshold)
    ]
    for cards in cards_of.values():
        found += [_candidate(*pair, 1.0) for pair in pairwise(cards)]
    found.sort(key=lambda pair: (-pair.similarity, pair.first, pair.second))
    return SameValueResult(
        value=tuple(found),
        status="exact",
        method=method.name,
        threshold=method.threshold,
        parameters=method.parameters,
        stats=SameValueStats(
            cards=len(problem.cards),
            texts=len(texts),
            dimensions=int(vectors.shape[1]) if texts else 0,
        ),
    )


def _candidate(one: str, other: str, similarity: float) -> SameValueCandidate:
    first, second = sorted((one, other))
    return SameValueCandidate(first=first, second=second, similarity=min(1.0, similarity))


def _mutual(vectors: Vectors, most: int, threshold: float) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs of rows that are among each other's nearest, with how alike they are."""
    from scipy import sparse

    count = vectors.shape[0]
    most = min(most, count - 1)
    if most < 1:
        return
    near: list[dict[int, float]] = []
    rare, common = _split(vectors) if sparse.issparse(vectors) else (None, vectors)
    columns = None if rare is None else rare.T.tocsr()
    for start in range(0, count, _ROWS_AT_ONCE):
        block = common[start : start + _ROWS_AT_ONCE] @ common.T
        if rare is not None:
            block += (rare[start : start + _ROWS_AT_ONCE] @ columns).toarray()
        # So that both rows of a pair see one number, whatever was summed in which order.
        block = np.round(block, _DECIMALS)
        rows = np.arange(len(block))
        block[rows, rows + start] = -np.inf
        near += _nearest(block, most, threshold)
    for one, others in enumerate(near):
        for other, similarity in others.items():
            if one < other and one in near[other]:
                yield one, other, similarity


def _split(vectors: Any) -> tuple[Any, NDArray[np.float64]]:
    """Return the columns that few rows have, as they are, and those that many have, dense.

    A column that a tenth of the rows have would cost a sparse product the most, and a dense one
    the least. There are at most ten times as many such entries as entries in all.
    """
    have = np.bincount(vectors.indices, minlength=vectors.shape[1])
    often = have * 10 > vectors.shape[0]
    columns = vectors.tocsc()
    return columns[:, np.flatnonzero(~often)].tocsr(), columns[:, np.flatnonzero(often)].toarray()


def _nearest(block: NDArray[np.floating], most: int, threshold: float) -> list[dict[int, float]]:
    """Return for each row its nearest columns that reach the threshold; ties all stay."""
    last = np.partition(block, -most, axis=1)[:, -most]
    least = np.maximum(last, threshold)
    found: list[dict[int, float]] = [{} for _ in block]
    row, column = np.nonzero(block >= least[:, None])
    for one, other in zip(row.tolist(), column.tolist(), strict=True):
        found[one][other] = float(block[one, other])
    return found

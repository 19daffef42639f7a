"""Fields of one document that contradict one another: what they should be, and what they say."""

from __future__ import annotations


class Incoherent(ValueError):
    """What a document's own check raises; Pydantic hands it on, and readers make findings of it.

    Args:
        contradictions: of each, what was expected and what was found instead.
    """

    def __init__(self, *contradictions: tuple[str, str]) -> None:
        self.contradictions = contradictions
        super().__init__("; ".join(expected for expected, _ in contradictions))

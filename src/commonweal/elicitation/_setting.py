"""What an interview has to know of its study and of the person, before the first question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.elicitation._stopping import StoppingRule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.documents import Context, Origin, Study

MOST_POLICIES = 12
"""How many policies a card may have."""


@dataclass(frozen=True, slots=True)
class StratumAsked:
    """One of the strata of the study, in which the person may say where they stand."""

    name: str
    title: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContextOffered:
    """One of the contexts of the study, to choose from."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class CardShown:
    """A card of the study's, whoever's it is, as it is shown to others: without its author."""

    id: str
    title: str
    policies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairShown:
    """Two cards of the study's in a context, in the order in which this person is shown them."""

    context: str
    text: str
    """The context, as people read it."""
    first: CardShown
    second: CardShown


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewSetting:
    """The study as the interview sees it: plain text, nothing that could change under way."""

    participant: str
    """The pseudonym."""
    question: str
    """What the study asks, as people read it."""
    consent_text: str = ""
    """The text that is agreed to; asked only of who has not agreed yet."""
    known: bool = False
    """Whether the person is a participant already: then strata are not asked again."""
    consented: bool = False
    """Whether a consent of theirs stands already."""
    strata: tuple[StratumAsked, ...] = ()
    contexts: tuple[ContextOffered, ...] = ()
    answers_in: str = "en"
    """The language that the person answers in, as a BCP 47 tag; ``mul`` for several."""
    by: str = ""
    """Who writes the answers down: the person, or a recorder of the study."""
    origin: Origin = "person"
    order: int = 0
    """Draws which of two cards is shown first, and nothing else."""
    most_cards: int = 3
    """No further card is begun after this many."""
    most_pairs: int = 6
    """No more pairs of own cards than this are compared."""
    pairs: tuple[PairShown, ...] = ()
    """Pairs of the study's cards to be asked about, each once. Whoever draws them sees to it that
    others are shown the other order."""
    stopping: StoppingRule | None = None
    """When to stop asking for cards, where somebody predicts the person's held-out choices."""

    @property
    def speaker(self) -> str:
        """Who says what is recorded."""
        return self.by or self.participant


def setting_from_documents(
    study: Study,
    contexts: Iterable[Context],
    *,
    participant: str,
    known: bool,
    consented: bool,
    answers_in: str = "en",
    by: str = "",
    order: int = 0,
    most_cards: int = 3,
    stopping: StoppingRule | None = None,
) -> InterviewSetting:
    """Return what the interview of one person in a study has to know.

    Args:
        study: the study's declarations.
        contexts: the contexts that it declares.
        participant: the pseudonym.
        known: whether the person is a participant already.
        consented: whether a consent of theirs stands.
        answers_in: the language of the answers.
        by: who writes them down, if not the person.
        order: draws the order in which two cards are shown.
        most_cards: no further card is begun after this many.
        stopping: when to stop earlier.
    """
    return InterviewSetting(
        participant=participant,
        question=study.question,
        consent_text=study.consent_text or "",
        known=known,
        consented=consented,
        strata=tuple(StratumAsked(each.name, each.title, each.values) for each in study.strata),
        contexts=tuple(ContextOffered(each.name, each.text) for each in contexts),
        answers_in=answers_in,
        by=by,
        origin="synthetic" if study.synthetic else "person",
        order=order,
        most_cards=most_cards,
        stopping=stopping,
    )

"""How many stand by what was published, once asked: with bounds for those who did not answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from commonweal.documents import Endorsement

EndorsementQuestion: TypeAlias = Literal["mine", "fair", "wanted"]

AFTER_DAYS = (7, 30, 90, 365)
"""Where the time after publication is cut, in days."""

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementShare:
    """How many say yes, and what is known if those who did not answer may have said anything."""

    yes: int
    no: int
    unsure: int
    asked: int
    """All who were asked, those too who did not answer."""
    among_answers: Fraction | None
    """The share of yes among those who answered: what it is only if silence means nothing."""
    low: Fraction
    """The share of yes if nobody who was silent would have said it."""
    high: Fraction
    """The share of yes if all who were silent would have."""
    interval_low: float
    """The lower end, allowing for who was asked: Wilson's at 95 % around ``low``."""
    interval_high: float
    """The upper end, Wilson's at 95 % around ``high``."""

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what is known."""
        answered = self.yes + self.no + self.unsure
        said = f"{self.yes} yes, {self.no} no, {self.unsure} unsure"
        silent = f"from {float(self.low):.1%} to {float(self.high):.1%}"
        drawn = f"{self.interval_low:.1%} to {self.interval_high:.1%}"
        return (
            f"{self.asked} people were asked and {answered} answered: {said}.",
            f"Whatever the silent hold, the share of yes is {silent}.",
            f"With the chance of who was asked: {drawn}.",
        )


def endorsement_share(*, yes: int, no: int, asked: int, unsure: int = 0) -> EndorsementShare:
    """Return the share who endorse, with bounds that assume nothing about those who were silent.

    "Unsure" is an answer and is not yes. The interval is meant to cover the share among all who
    might have been asked with 95 % or more, wherever between its bounds it lies. Wilson's ends hold
    that on average over shares; for few people and a share near 0 or 1 they may cover less.

    Args:
        yes: how many said yes.
        no: how many said no.
        asked: how many were asked.
        unsure: how many said that they were unsure.

    Raises:
        InvalidDocument: with code ``more-than-asked`` if more answered than were asked, or nobody
            was.

    Source: C. Manski, Partial Identification of Probability Distributions (2003), chapter 1; for
    the interval, G. Imbens and C. Manski, Econometrica 72 (2004), 1845-1857.
    """
    from scipy.stats import binomtest

    if asked < max(1, yes + no + unsure) or min(yes, no, unsure) < 0:
        raise InvalidDocument(
            Problem(
                code="more-than-asked",
                path="asked",
                expected=f"at least {max(1, yes + no + unsure)} people who were asked",
                found=str(asked),
            )
        )
    answered = yes + no + unsure
    most = yes + asked - answered
    return EndorsementShare(
        yes=yes,
        no=no,
        unsure=unsure,
        asked=asked,
        among_answers=Fraction(yes, answered) if answered else None,
        low=Fraction(yes, asked),
        high=Fraction(most, asked),
        interval_low=float(binomtest(yes, asked).proportion_ci(method="wilson").low),
        interval_high=float(binomtest(most, asked).proportion_ci(method="wilson").high),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementsAfter:
    """The endorsements of one record on one question, that were asked for within one span."""

    record: str
    question: EndorsementQuestion
    from_days: int
    """Whole days after publication, from which on they are counted here."""
    to_days: int | None
    """Before which they are counted here; None for no end."""
    share: EndorsementShare


def retroactive_endorsement(
    endorsements: Iterable[Endorsement],
    *,
    published_at: Mapping[str, str],
    after_days: Sequence[int] = AFTER_DAYS,
) -> tuple[EndorsementsAfter, ...]:
    """Return how many stand by each published record, by how long after it they were asked.

    A person who was asked more than once within a span is counted once there, with the latest.

    Args:
        endorsements: answers, those too that say that somebody did not answer.
        published_at: for each record that was published, when. Others are passed over.
        after_days: where to cut the time after publication.

    Cost: O(n log n) in the endorsements.
    """
    latest: dict[tuple[str, str, int, str], Endorsement] = {}
    for one in sorted(endorsements, key=lambda one: (one.asked_at, one.nonce)):
        if one.record in published_at and one.asked_at >= published_at[one.record]:
            days = _days(published_at[one.record], one.asked_at)
            span = sum(days >= cut for cut in after_days)
            latest[one.record, one.question, span, one.participant] = one
    counts: dict[tuple[str, str, int], Counter[str]] = {}
    for (record, question, span, _), one in latest.items():
        counts.setdefault((record, question, span), Counter())[one.answer] += 1
    return tuple(_spans(counts, tuple(after_days)))


def _spans(
    counts: Mapping[tuple[str, str, int], Counter[str]], cuts: tuple[int, ...]
) -> Iterator[EndorsementsAfter]:
    edges: tuple[int | None, ...] = (0, *cuts, None)
    for (record, question, span), said in sorted(counts.items()):
        yield EndorsementsAfter(
            record=record,
            question=question,  # type: ignore[arg-type]  # as the documents have it
            from_days=edges[span] or 0,
            to_days=edges[span + 1],
            share=endorsement_share(
                yes=said["yes"], no=said["no"], unsure=said["unsure"], asked=said.total()
            ),
        )


def _days(start: str, end: str) -> int:
    return (_moment(end) - _moment(start)).days


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)

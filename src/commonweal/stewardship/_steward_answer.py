"""What a steward answers: act, ask or abstain, which card decided, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from commonweal.documents import Target

if TYPE_CHECKING:
    from commonweal.documents import Decision, Option, Origin

StewardOutcome: TypeAlias = Literal["act", "ask", "abstain"]

StewardReason: TypeAlias = Literal[
    "cards_decide",
    "not_delegable",
    "asks_here",
    "keeps_out",
    "untagged",
    "no_card_bears",
    "not_told_apart",
    "contested",
    "undetermined",
    "on_a_par",
    "incomparable",
    "no_doing_nothing",
    "in_dispute",
    "veto_open",
    "none_permitted",
]

STEWARD_REASONS: Final[dict[StewardReason, str]] = {
    "cards_decide": "By the owner's cards this option is better than each of the others.",
    "not_delegable": "A policy bears on this that its owner does not, or not surely, delegate.",
    "asks_here": "The owner wants to be asked in this part of life.",
    "keeps_out": "The owner keeps the steward out of this part of life.",
    "untagged": "Nobody has said which concerns the options touch.",
    "no_card_bears": "No card of the owner is linked to what the options touch.",
    "not_told_apart": "By every card that bears on this, several options are as good.",
    "contested": "Cards pull apart, and the owner did not order them the same way both times.",
    "undetermined": "What is not known, not asked or undecided could turn it either way.",
    "on_a_par": "Cards pull apart, and neither is above the other.",
    "incomparable": "Cards pull apart that are not to be traded.",
    "no_doing_nothing": "Doing nothing is not among the options, so more may matter than is here.",
    "in_dispute": "It is in dispute whether an option is permitted.",
    "veto_open": "It is open whether somebody may reject an option.",
    "none_permitted": "No option is permitted.",
}
"""Each reason for an answer, in a sentence."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class StewardAnswer:
    """An answer on one situation, with the decision that it rests on."""

    situation: str
    """The name of the situation."""
    outcome: StewardOutcome
    option: str | None
    """What it does, if it acts."""
    reasons: tuple[StewardReason, ...]
    """Why, the weightiest first: see `STEWARD_REASONS`."""
    kept: tuple[str, ...]
    """The options between which it asks; if it acts, the one; if it abstains, none."""
    decided_by: tuple[str, ...]
    """If one option is kept, the cards that the decision's relations name for it, sorted."""
    about: tuple[str, ...]
    """If it asks, what its owner could settle, in sentences."""
    placed_by: tuple[str, ...]
    """Who placed the options on the cards: ``owner``, or the author of the bank's tags."""
    standing: Origin
    """The weakest origin of anything that it rests on; whatever is synthetic is labelled."""
    decision: Decision
    """The decision in full, whose justification the stand-alone checker verifies."""

    @property
    def acts(self) -> bool:
        """Whether it acts."""
        return self.outcome == "act"

    @property
    def favoured(self) -> str | None:
        """The one option that the owner's cards keep, though something else may hold it back.

        Where doing nothing is not among the options, for instance, it asks and does not act, and
        still the cards may be plain. What the owner would choose can be predicted from this.
        """
        one = self.outcome != "abstain" and len(self.kept) == 1
        return self.kept[0] if one else None

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what it does and why."""
        option = next((each.text for each in self._options() if each.name == self.option), None)
        does = {"act": f"Act: {option}", "ask": "Ask.", "abstain": "Abstain."}[self.outcome]
        said = (STEWARD_REASONS[reason] for reason in self.reasons)
        by = (f"Decided by: {title}" for title in self._titles())
        return (does, *said, *by, *self.about)

    def _options(self) -> tuple[Option, ...]:
        return self.decision.justification.inputs.situation.options

    def _titles(self) -> tuple[str, ...]:
        target = self.decision.justification.inputs.target
        values = target.graph.values if isinstance(target, Target) else ()
        return tuple(value.title for value in values if value.card in self.decided_by)

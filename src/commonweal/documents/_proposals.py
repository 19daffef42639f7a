"""What a model proposed in an interview, and what the person made of it."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from commonweal.documents._base import PersonalRecord
from commonweal.documents._incoherent import Incoherent
from commonweal.documents._scalars import Hash, Line, Name, Text

ProposedAs = Literal["wording", "policy", "hint"]
"""Other words for a question, words for a policy, or that something sounds like a norm, say."""

ProposalAnswer = Literal["taken", "changed", "declined"]


class Proposal(PersonalRecord):
    """What a model proposed in an interview, and what came of it; it counts for nothing.

    What counts is what the person said, in records of their own; this one tells which of it a
    model had put before them first.
    """

    kind: Literal["proposal"] = "proposal"
    origin: Literal["model"]
    """Always a model: what a person took over is theirs, and stands in their own record."""
    participant: Name
    """To whom it was proposed."""
    asked: Text
    """The question that the person had been asked, as the study asks it."""
    proposed_as: ProposedAs
    """Another wording of the question, a policy, or a hint at what something told sounds like."""
    text: Text
    """What the model proposed, as it was shown."""
    quotes: tuple[Text, ...] = ()
    """The words of the person that it goes back to, each as it stands in what they told."""
    model: Line
    """The model, as its endpoint calls it."""
    prompt_hash: Hash
    """SHA-256 of the body of the request that the model answered, byte for byte."""
    seed: Line | None = None
    """The seed that was asked for; endpoints may ignore it."""
    temperature: Line | None = None
    """The temperature that was asked for, as a decimal number."""
    answer: ProposalAnswer | None = None
    """What the person made of it; nothing where it was only shown, or the interview ended."""
    became: Text | None = None
    """Of a policy that was taken or changed: the words that the person made theirs."""

    @model_validator(mode="after")
    def _answered_as_asked(self) -> Self:
        if self.proposed_as == "wording" and self.answer is not None:
            raise Incoherent(("no answer to another wording, which is only shown", self.answer))
        if self.proposed_as == "hint" and self.answer == "changed":
            raise Incoherent(("a hint that was taken or declined", "one that was changed"))
        theirs = self.proposed_as == "policy" and self.answer in {"taken", "changed"}
        if theirs != (self.became is not None):
            what = "what became of it" if theirs else "nothing that became of it"
            raise Incoherent((f"{what}, as the answer says", self.became or "nothing"))
        if theirs and (self.became == self.text) != (self.answer == "taken"):
            expected = "the proposed words if taken, others if changed"
            raise Incoherent((expected, f"{self.answer}, and {self.became!r}"))
        return self

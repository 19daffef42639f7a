"""An invented person who goes through a session with oneself, by a few concerns in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.elicitation import AnswerValue, Question
    from commonweal.stewardship import Bank, BankSituation, Myself

MOMENT = "2026-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class ScriptedPerson:
    """Lives by some concerns of a bank, the wisest first, and says so."""

    bank: Bank
    concerns: tuple[str, ...]
    """One for each card that is asked for."""

    def answer(self, question: Question) -> AnswerValue:
        """Return the answer to a question of a session."""
        message = question.message.removeprefix("myself.")
        if message in {"another_way", "delegable", "mine", "more", "endorse"}:
            return "yes"
        if message == "choice":
            name = question.id.partition(".")[2]
            return self.choose(self.bank.situation_named[name])
        if message == "order":
            _, _, first, _, second = question.id.split(".")
            return "first" if int(first) < int(second) else "second"
        concern = self.concerns[int(question.id.split(".")[1]) - 1]
        texts = {
            "story": f"I looked at {concern} and chose by it.\nThat was long ago.",
            "policy.first": f"WHATEVER is about {concern}",
            "title": f"Card about {concern}",
        }
        return (concern,) if message == "concerns" else texts.get(message)

    def choose(self, situation: BankSituation) -> str:
        """Return what they do: by their concerns in order; the first option of several left."""
        left = list(situation.options)
        for concern in self.concerns:
            height = {
                option.name: (concern in option.supports) - (concern in option.opposes)
                for option in left
            }
            left = [option for option in left if height[option.name] == max(height.values())]
        return left[0].name

    def go_through(self, myself: Myself) -> Iterator[str]:
        """Answer everything that a session asks; yield the lines that somebody would type."""
        while (question := myself.question) is not None:
            answer = self.answer(question)
            yield from typed(question, answer)
            myself.answer(answer, at=MOMENT)


def typed(question: Question, answer: AnswerValue) -> Iterator[str]:
    """Yield the lines that somebody types to give an answer."""
    if answer is None:
        yield "skip"
    elif isinstance(answer, tuple):
        yield " ".join(str(question.keys.index(key) + 1) for key in answer)
    else:
        yield from answer.split("\n")
        if question.lines:
            yield ""

"""The words in which a session with oneself asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.elicitation import Choice, Question

MYSELF_WORDS: Mapping[str, str] = {
    "story": "Think of a choice that you made and are still glad of, small or large. What was the"
    " situation, and what did you choose? A few sentences; they stay in your folder.",
    "policy.first": "When you chose, what were you looking at? Name one kind of thing, so that"
    " somebody else could look for it too, such as: MOMENTS when somebody may find their own"
    " words.",
    "policy.more": "Was there something else that you were looking at? Leave it out with: skip",
    "another_way": "{policy}\nSuppose that whatever this leads to could be had in another way."
    " Would you still attend to it?",
    "delegable": "{policy}\nIf something acted for you and attended to this in your place, would"
    " it still be yours?",
    "concerns": "{policy}\nWhich of these come closest to what you mean? One number or two, such"
    " as: 4 17; or skip, if it is none of these.",
    "title": "What shall this be called, in a few words? With skip, it is called by the first"
    " thing that you look at.",
    "mine": "{title}\n{policies}\nIs this yours? With no, it counts for nothing; with back, you"
    " can change it.",
    "more": "Do you want to tell of another choice?",
    "order": "Where both bear on a choice and pull apart, which is the wiser one to go by?",
    "order.both_needed": "Both are needed; neither goes first.",
    "order.neither": "Neither.",
    "order.unsure": "I am not sure.",
    "choice": "{situation}\nWhat would you do? With skip, you leave it open.",
    "endorse": "{situation}\nSuppose that something acting for you had done this without asking:"
    " {option}\nWould you have wanted that?",
}
"""For each message of a question its words."""


def words_of(question: Question) -> str:
    """Return a question as somebody reads it."""
    return MYSELF_WORDS[question.message].format_map(dict(question.parameters))


def words_of_choice(choice: Choice) -> str:
    """Return one of its choices as somebody reads it."""
    return choice.text or MYSELF_WORDS[choice.message]

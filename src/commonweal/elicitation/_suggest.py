"""What a text may be instead of something attended to: small lists suggest it, and people say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Suggestion: TypeAlias = Literal["norm", "goal", "slogan", "feeling", "role_model"]

FEW_WORDS = 5
"""A slogan is short."""


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


NORM = _any_of(
    (
        *("must", "ought to", "should(?:n't)?", "not allowed", "ha(?:s|ve) to"),
        *(
            "muss",
            "müssen",
            "soll",
            "sollen",
            "sollten?",
            "darf nicht",
            "dürfen nicht",
            "gehört sich",
        ),
    )
)
GOAL = _any_of(
    (
        *("in order to", "so that", "(?:my|the|our) goal", "i want", "achieve", "to become"),
        *("um zu", "damit", "mein ziel", "unser ziel", "ich will", "ich möchte", "erreichen"),
    )
)
ROLE_MODEL = _any_of(
    (
        *(
            "role model",
            "look(?:ed)? up to",
            "admire[sd]?",
            "the way my (?:mother|father|grand\\w+)",
        ),
        *("vorbild", "aufschaue", "bewundere?", "wie meine? (?:mutter|vater|groß\\w+|oma|opa)"),
    )
)
FEELING = _any_of(
    (
        *("afraid", "fear", "scared", "angry", "anger", "ashamed", "shame", "confused", "anxious"),
        *("angst", "furcht", "wut", "wütend", "zorn", "scham", "schäme", "verwirrt", "besorgt"),
    )
)
OWN = _any_of(("i", "my", "me", "ich", "mein(?:e[nmr]?)?", "mir", "mich"))
"""Somebody's own feeling, and not that of others whom they look at."""
EVERYBODY = _any_of(
    (
        *("all", "every(?:body|one)", "nobody", "no one", "always", "never", "first", "matters?"),
        *("alle[ns]?", "jede[rnms]?", "niemand", "immer", "nie(?:mals)?", "zuerst", "zählt"),
        *("freedom", "justice", "equality", "freiheit", "gerechtigkeit", "gleichheit"),
    )
)


def suggest(text: str) -> Suggestion | None:
    """Return what a text may be, so that its author can be asked; a guess that decides nothing.

    The lists are small, for English and German, and miss much: what they do not suggest, the person
    can say. Where several fit, the first of slogan, norm, goal, role model, feeling is returned.

    Args:
        text: what somebody said they attend to.

    Cost: linear in the length of the text.
    """
    if len(text.split()) <= FEW_WORDS and (EVERYBODY.search(text) or text.rstrip().endswith("!")):
        return "slogan"
    if NORM.search(text):
        return "norm"
    if GOAL.search(text):
        return "goal"
    if ROLE_MODEL.search(text):
        return "role_model"
    own = OWN.search(text) or len(text.split()) <= 2
    return "feeling" if own and FEELING.search(text) else None

"""Whether a policy is put as something to look at, from where one stands who chooses: hints."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

FormFault: TypeAlias = Literal[
    "no-head", "abstraction", "goal", "norm", "praise", "denial", "from-outside", "short", "long"
]

FEWEST_WORDS, MOST_WORDS = 4, 30
"""How many words say what to look for, and no story."""
BEYOND = "If that was reached already, what would you still attend to?"


def _any_of(*words: str) -> re.Pattern[str]:
    """Return what finds one of these words, whole, in capitals or not."""
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


HEAD = re.compile(r"[^\w\s]*(?P<head>[^\W\d_]+)")
DENIAL = _any_of("no", "not", "never", "avoid", "avoiding", "without", "absence", "lack")
ABSTRACTION = _any_of(
    *("awareness", "balance", "compassion", "connection", "dignity", "empathy", "fairness"),
    *("freedom", "growth", "harmony", "honesty", "humility", "integrity", "justice", "kindness"),
    *("love", "openness", "peace", "recognition", "respect", "responsibility", "safety"),
    *("support", "trust", "truth", "understanding", "values", "wisdom"),
)
"""Heads that name what is hoped for and not what would be seen."""
AIM = _any_of("to", "achieving", "ensuring", "getting", "making", "maximising", "maximizing")
GOAL = _any_of("in order to", "so that i can", "the goal of", "my goal")
NORM = _any_of(r"(?:i|we|one|nobody|everybody|everyone) (?:should|must|ought to|ha(?:s|ve) to)")
PRAISE = _any_of(
    *("meaningful", "authentic", "good", "nice", "positive", "important", "valuable", "great"),
    *("better", "best"),
)
FROM_OUTSIDE = _any_of("you", "your", "yourself", "one should", "a person should")


@dataclass(frozen=True, slots=True)
class FormHint:
    """What a reader may stumble over in a policy, and a question that helps to say it again."""

    fault: FormFault
    found: str
    """The words that it is about."""
    ask: str
    """What to ask the author."""


def form_hints(policy: str) -> tuple[FormHint, ...]:
    """Return what to ask the author of a policy about its form; nothing is wrong with a policy.

    A policy names a kind of thing that somebody attends to when they choose, such as "PAUSES in
    which somebody looks for a word": specific, seen from where they stand, and no aim, rule or
    praise. These are rules of thumb for English; whoever means what they wrote keeps it. After the
    form of policies on the values cards of Klingefjord, Lowe and Edelman (arXiv:2404.10636) and of
    the interviews that came of them; unlike there, nothing is sent back because of it.

    Args:
        policy: the policy in its author's words.

    Returns:
        The hints, in the order of the words that they are about.

    Cost: linear in the length of the policy.
    """
    found = [*_hints_on_head(policy), *_hints_on_words(policy), *_hints_on_length(policy)]
    return tuple(sorted(found, key=lambda hint: policy.find(hint.found)))


def _hints_on_head(policy: str) -> Iterator[FormHint]:
    """Yield what is said of the first word: the kind of thing that is looked for."""
    match = HEAD.match(policy)
    head = match["head"] if match else ""
    if DENIAL.fullmatch(head):
        ask = "That would not be there; what is there that you look at instead?"
        yield FormHint("denial", head, ask)
    elif AIM.fullmatch(head):
        yield FormHint("goal", head, BEYOND)
    elif ABSTRACTION.fullmatch(head):
        yield FormHint("abstraction", head, "What would you see or hear, if there was some of it?")
    elif head != head.upper() or len(head) < 2:
        ask = "Which kind of thing do you look for? Begin with it, in capitals: SIGNS that …"
        yield FormHint("no-head", head, ask)


def _hints_on_words(policy: str) -> Iterator[FormHint]:
    """Yield what is said of words anywhere in it, each kind once."""
    for fault, words, ask in (
        ("goal", GOAL, BEYOND),
        ("norm", NORM, "When nobody asks it of you, what do you look at yourself?"),
        ("praise", PRAISE, "What makes it so, that somebody beside you could see too?"),
        ("from-outside", FROM_OUTSIDE, "When you chose, what did you look at?"),
    ):
        if match := words.search(policy):
            yield FormHint(fault, match.group(), ask)  # type: ignore[arg-type]  # of the table


def _hints_on_length(policy: str) -> Iterator[FormHint]:
    words = policy.split()
    if len(words) < FEWEST_WORDS:
        yield FormHint("short", policy, "Which ones, and when?")
    elif len(words) > MOST_WORDS:
        ask = "What of this do you look at first? The rest may be another policy, or the story."
        yield FormHint("long", " ".join(words[:3]), ask)

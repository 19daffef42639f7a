"""What is asked when somebody offers a goal, a norm, a feeling, a role model or a slogan.

Nothing of it is refused or rewritten. It is kept as it was offered, and the questions lead under
it, to what the person looks at themself; whether that is the same concern, they say in the end.

Source: the branch questions of the interviews in the moral graph literature (Klingefjord, Lowe and
Edelman, arXiv:2404.10636, and the tools built on it): a lived choice for a slogan or norm, how one
would live if a goal were met, what a role model attends to, and what would resolve a feeling.
We deviate in keeping what was offered, and in having the person say what it became.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from commonweal.elicitation._asking import ask_one, ask_text, named, word
from commonweal.elicitation._told import OfferedTold

if TYPE_CHECKING:
    from commonweal.elicitation._flow import Questions
    from commonweal.elicitation._told import OfferedAs

OFFERINGS = ("goal", "norm", "feeling", "role_model", "slogan")

FEELINGS = ("fear", "anger", "shame", "confusion", "other")
"""Feelings with a question of their own: what was threatened, blocked, not lived up to, or lost
from view."""

LONGEST_THOUGHT = 4_000
"""How many characters an answer on the way may have."""


def ask_offering(name: str) -> Questions[OfferedTold | None]:
    """Ask which of these somebody wants to begin with, and what it is; nothing if a story."""
    choices = named("offered", "story", *OFFERINGS)
    kind = word((yield ask_one(f"{name}.begin", "card.begin", choices)))
    if kind is None or kind == "story":
        return None
    said = word((yield ask_text(f"{name}.offered", f"offered.ask.{kind}", longest=LONGEST_THOUGHT)))
    if said is None:
        return None
    yield from ask_under(f"{name}.offered", kind, said)
    return OfferedTold(said, cast("OfferedAs", kind), f"{name}.offered")


def ask_which(
    name: str, said: str, suggested: str, *, expected: str = "policy"
) -> Questions[str | None]:
    """Ask whether a text is what the small lists take it for; nothing if it is what was asked for.

    Args:
        name: the beginning of the questions' ids.
        said: the text.
        suggested: what it may be.
        expected: what was asked for: something looked at, or a story.
    """
    choices = named("offered", expected, *OFFERINGS)
    message = f"offered.suggest.{suggested}"
    kind = word((yield ask_one(f"{name}.which", message, choices, said=said)))
    return None if kind in {None, expected} else kind


def ask_under(name: str, kind: str, said: str) -> Questions[str | None]:
    """Ask the questions that lead under something offered, and return what was last answered.

    The answers help to say what one attends to. They are in the session, and in no record.
    """
    if kind == "feeling":
        which = word(
            (yield ask_one(f"{name}.feeling", "under.feeling", named("feeling", *FEELINGS)))
        )
        message = f"under.feeling.{which or 'other'}"
        return word((yield ask_text(f"{name}.under", message, longest=LONGEST_THOUGHT, said=said)))
    return word(
        (yield ask_text(f"{name}.under", f"under.{kind}", longest=LONGEST_THOUGHT, said=said))
    )

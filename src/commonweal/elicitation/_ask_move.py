"""Whether there was something one lived by before, and how one came from it to what one lives by.

Source: reasoning in transitions, C. Taylor, Sources of the Self (1989), I.3: an error removed, an
omission filled, a conflict resolved. The move back is asked about too, which the moral graph
literature does not do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.elicitation._ask_offered import LONGEST_THOUGHT
from commonweal.elicitation._asking import (
    ask_confirm,
    ask_one,
    ask_several,
    ask_sure,
    ask_text,
    named,
    word,
    words,
)
from commonweal.elicitation._question import Choice
from commonweal.elicitation._setting import MOST_POLICIES
from commonweal.elicitation._told import CardTold, MoveTold, PolicyTold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.elicitation._flow import Questions
    from commonweal.elicitation._setting import InterviewSetting


@dataclass(frozen=True, slots=True)
class MoveAsked:
    """What came of asking: the move, and the former card if it had not been told yet."""

    move: MoveTold
    former: CardTold | None


def ask_move(
    to: CardTold, cards: Sequence[CardTold], setting: InterviewSetting
) -> Questions[MoveAsked | None]:
    """Ask what a card took the place of; return nothing if it took the place of nothing.

    Args:
        to: a confirmed card.
        cards: all of the person's.
        setting: what the interview knows of the study.
    """
    name = f"move.{to.key}"
    if word((yield ask_confirm(f"{name}.before", "move.before", title=to.title))) != "yes":
        return None
    others = [card for card in cards if card.key != to.key and card.confirmed]
    known = [Choice(card.key, text=card.title) for card in others]
    which = "other"
    if known:
        choices = (*known, Choice("other", "move.other"))
        which = word((yield ask_one(f"{name}.from", "move.from", choices, title=to.title))) or ""
    context = yield from _ask_context(name, to, setting)
    if not which or context is None:
        return None
    former = None
    if which == "other":
        former = yield from _ask_former(name, context)
        if former is None:
            return None
    start = former or next(card for card in others if card.key == which)
    listed = [policy.text for policy in start.policies]
    how = yield from ask_how(name, before=start.title, policies=listed, title=to.title)
    if how is None:
        return None
    move = MoveTold(
        from_card=start.key,
        to_card=to.key,
        context=context,
        ground=how.ground,
        covers=how.covers,
        dropped=how.dropped,
        told=how.told,
        reverse_holds=how.reverse_holds,
        asked=how.asked,
    )
    return MoveAsked(move, former)


def _ask_context(name: str, to: CardTold, setting: InterviewSetting) -> Questions[str | None]:
    choices = [
        Choice(context.name, text=context.text)
        for context in setting.contexts
        if context.name in to.contexts
    ]
    if len(choices) < 2:
        return choices[0].key if choices else None
    return word((yield ask_one(f"{name}.context", "move.context", choices)))


def _ask_former(name: str, context: str) -> Questions[CardTold | None]:
    """Ask for what one lived by before; it counts as held only if one lives by it still."""
    key = f"{name}.former"
    policies: list[PolicyTold] = []
    for number in range(1, MOST_POLICIES + 1):
        message = "move.former.more" if policies else "move.former.policy"
        said = word((yield ask_text(f"{key}.policy.{number}", message)))
        if said is None:
            break
        policies.append(PolicyTold(said))
    if not policies:
        return None
    title = word((yield ask_text(f"{key}.title", "card.title"))) or policies[0].text
    listed = "\n".join(policy.text for policy in policies)
    still = word(
        (yield ask_sure(f"{key}.still", "move.former.still", title=title, policies=listed))
    )
    return CardTold(
        key=key,
        title=title,
        policies=tuple(policies),
        contexts=(context,),
        lived="",
        confirmed=still == "yes",
        confirmed_at=f"{key}.still",
    )


@dataclass(frozen=True, slots=True)
class HowTold:
    """How one came from one way of living to another."""

    ground: str
    told: str
    covers: tuple[int, ...]
    dropped: tuple[tuple[int, str], ...]
    reverse_holds: str | None
    asked: str
    """The last question about it."""


def ask_how(
    name: str, *, before: str, policies: Sequence[str], title: str
) -> Questions[HowTold | None]:
    """Ask on which ground one moved, what is covered, what was dropped and why, and the reverse.

    Args:
        name: the beginning of the questions' ids.
        before: the title of what one lived by before.
        policies: what one attended to then.
        title: the title of what took its place.
    """
    grounds = named("ground", "error", "omission", "conflict")
    ground = word(
        (yield ask_one(f"{name}.ground", "move.ground", grounds, before=before, title=title))
    )
    told = word(
        (
            yield ask_text(
                f"{name}.told", "move.told", longest=LONGEST_THOUGHT, before=before, title=title
            )
        )
    )
    if ground is None or told is None:
        return None
    choices = [Choice(str(at), text=policy) for at, policy in enumerate(policies)]
    covers = words((yield ask_several(f"{name}.covers", "move.covers", choices, title=title)))
    dropped = []
    for at, policy in enumerate(policies):
        if str(at) not in covers:
            why = word((yield ask_text(f"{name}.dropped.{at}", "move.dropped", said=policy)))
            dropped += [(at, why)] if why else []
    back = word((yield ask_sure(f"{name}.back", "move.back", before=before, title=title)))
    covered = tuple(sorted(map(int, covers)))
    return HowTold(ground, told, covered, tuple(dropped), back, f"{name}.back")

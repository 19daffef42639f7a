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
    move = yield from _ask_how(name, start, to, context)
    return None if move is None else MoveAsked(move, former)


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


def _ask_how(name: str, start: CardTold, to: CardTold, context: str) -> Questions[MoveTold | None]:
    """Ask on which ground one moved, what is covered, what was dropped and why, and the reverse."""
    before, title = start.title, to.title
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
    policies = [Choice(str(at), text=each.text) for at, each in enumerate(start.policies)]
    covers = words((yield ask_several(f"{name}.covers", "move.covers", policies, title=to.title)))
    dropped = []
    for at, policy in enumerate(start.policies):
        if str(at) not in covers:
            asked = ask_text(f"{name}.dropped.{at}", "move.dropped", said=policy.text)
            why = word((yield asked))
            dropped += [(at, why)] if why else []
    back = word((yield ask_sure(f"{name}.back", "move.back", before=before, title=title)))
    return MoveTold(
        from_card=start.key,
        to_card=to.key,
        context=context,
        ground=ground,
        covers=tuple(sorted(map(int, covers))),
        dropped=tuple(dropped),
        told=told,
        reverse_holds=back,
        asked=f"{name}.back",
    )

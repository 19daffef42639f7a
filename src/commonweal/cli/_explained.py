"""The sentences on a decision, as many as one screen holds, or those that concern one option."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.cli._lines import width
from commonweal.documents import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commonweal.documents import Decision, Target


@dataclass(frozen=True, slots=True)
class Sort:
    """What there can be very many of."""

    one: str
    more: str
    begins: tuple[str, ...]
    """How its sentences begin."""
    room: int | None
    """How many lines it has; None for all."""
    fills: bool = False
    """Whether it has what the others leave of the screen, where that is more."""


DECIDING = ("sentence on who decides", "sentences on who decides", ("Who decides: ",))
OPTION = ("option", "options", ("The option ",))
DEFINITION = ("definition", "definitions", ("By the definition of ",))
IN_DOUBT = ("thing in doubt", "things in doubt", ("In doubt: ",))
OPEN = ("open question", "open questions", ("Open: ",))
RELATION = ("relation of two options", "relations of two options", ("By values, ", "By norms, "))
NOT_SHOWN = (
    "thing that this does not show",
    "things that this does not show",
    ("This does not show: ",),
)

OF_A_DECISION = (
    Sort(*DECIDING, 7),
    Sort(*OPTION, 15),
    Sort(*DEFINITION, 0),
    Sort(*IN_DOUBT, 2),
    Sort(*OPEN, 6),
    Sort(*RELATION, 0),
    Sort("tension", "tensions", ("In tension",), 7, fills=True),
    Sort(*NOT_SHOWN, 0),
)
"""The room that a whole decision has, together about one screen."""

OF_AN_OPTION = (
    Sort(*DECIDING, 10),
    Sort(*OPTION, None),
    Sort(*DEFINITION, 10),
    Sort(*IN_DOUBT, 10),
    Sort(*OPEN, 6),
    Sort(*RELATION, 6),
    Sort(
        "tension over what is broken",
        "tensions over what is broken",
        ("In tension, over ",),
        None,
    ),
    Sort("other tension", "other tensions", ("In tension: ",), 10),
)
"""The room of what concerns one option: all tensions over what it breaks, or may."""

OF_A_TENSION = ("One side: ", "Here: ")
"""How the sentences on a tension begin that follow its first."""

OF_EVERY_OPTION = ("Nobody placed any ", "No placing of the options ", "No value counts ")
"""How the sentences begin that no value says anything of any option."""

_QUOTED = re.compile("“[^”]*”")

SCREEN = 40
"""Up to how many lines a decision is told whole."""

ANY_OTHER = Sort("sentence", "sentences", (), 20)
"""Any other stretch of sentences."""


def explained(decision: Decision, option: str | None, *, target: Target | None) -> tuple[str, ...]:
    """Return the sentences on a decision, or those of them that concern one of its options.

    Args:
        decision: the decision.
        option: the option's name, if only that is asked about.
        target: the target, if it is known.

    Raises:
        InvalidDocument: with code ``undeclared-option`` if the decision has no such one.
    """
    from commonweal.decisions import explain
    from commonweal.errors import InvalidDocument
    from commonweal.studies import no_such_option

    sentences = explain(decision, target=target)
    if option is None:
        return sentences
    names = [status.option for status in decision.statuses]
    if option not in names:
        raise InvalidDocument(no_such_option(option, names, decision.situation))
    return about_option(sentences, option)


def about_option(sentences: Sequence[str], option: str) -> tuple[str, ...]:
    """Return the sentences that name an option, or all; of a tension that names it, every side.

    Only the first sentence of a tension says what it is about, and what is quoted says nothing of
    an option: people use words that options are called by, "nothing" above all.

    Args:
        sentences: all sentences, the outcome first.
        option: the option's name.
    """
    named = re.compile(rf"(?<![\w-]){re.escape(option)}(?![\w-])")
    chosen = [
        group
        for group in _groups(sentences[1:])
        if group[0].startswith(OF_EVERY_OPTION) or named.search(_QUOTED.sub("", group[0]))
    ]
    return (*sentences[:1], *(sentence for group in chosen for sentence in group))


def told_lines(sentences: Sequence[str], *, full: bool, of_option: bool = False) -> Iterator[str]:
    """Yield the lines of a screen; where sentences are left out, how many, and how to see them.

    Args:
        sentences: what is to be told.
        full: whether to leave out none.
        of_option: whether they are on one option only.
    """
    if full or (not of_option and sum(len(_wrapped(each)) for each in sentences) <= SCREEN):
        for sentence in sentences:
            yield from _wrapped(sentence)
        return
    stretches = _stretches(sentences, OF_AN_OPTION if of_option else OF_A_DECISION)
    others = sum(
        len(_fitting(groups, sort.room)[0]) for sort, groups in stretches if not sort.fills
    )
    left_out = []
    for sort, groups in stretches:
        room = max(sort.room or 0, SCREEN - others) if sort.fills else sort.room
        lines, rest = _fitting(groups, room)
        yield from lines
        if rest:
            left_out.append(counted(rest, sort.one, sort.more))
    if left_out:
        yield ""
        yield from textwrap.wrap(f"And {listed(left_out)}: --full tells all.", width())
        if not of_option:
            yield "What concerns one option: --option NAME."


def _fitting(groups: Sequence[Sequence[str]], room: int | None) -> tuple[list[str], int]:
    """Return the lines of as many groups as there is room for, and how many are left.

    Where there is room for anything, the first one has it, however long it is.
    """
    told: list[str] = []
    for number, group in enumerate(groups):
        lines = [line for sentence in group for line in _wrapped(sentence)]
        if room is not None and len(told) + len(lines) > room and (number or not room):
            return told, len(groups) - number
        told += lines
    return told, 0


def _wrapped(sentence: str) -> list[str]:
    return textwrap.wrap(sentence, width(), break_on_hyphens=False) or [""]


def _stretches(
    sentences: Sequence[str], sorts: Sequence[Sort]
) -> list[tuple[Sort, list[list[str]]]]:
    """Return what is of one sort and follows one another together, a tension with its sides."""
    stretches: list[tuple[Sort, list[list[str]]]] = []
    for group in _groups(sentences):
        sort = next((sort for sort in sorts if group[0].startswith(sort.begins)), ANY_OTHER)
        if not stretches or stretches[-1][0] is not sort:
            stretches.append((sort, []))
        stretches[-1][1].append(group)
    return stretches


def _groups(sentences: Sequence[str]) -> list[list[str]]:
    """Return each sentence alone, and those of one tension together."""
    groups: list[list[str]] = []
    for sentence in sentences:
        if groups and sentence.startswith(OF_A_TENSION):
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return groups

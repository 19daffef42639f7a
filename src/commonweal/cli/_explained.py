"""The sentences on a decision, as many as one screen holds, or those that concern one option."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from commonweal.cli._lines import width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commonweal.documents import Decision, Target

SORTS = (
    (("sentence on who decides", "sentences on who decides"), ("Who decides: ",), 10),
    (("relation", "relations"), ("By values, ",), 10),
    (
        ("sentence on tensions", "sentences on tensions"),
        ("In tension: ",),
        10,
    ),
    (("sentence on what is broken", "sentences on what is broken"), ("In tension, over ",), None),
    (("open question", "open questions"), ("Open: ",), 6),
)
"""What there can be very many of: its name, how its sentences begin, its lines; None for all."""

OF_A_TENSION = ("One side: ", "Here: ")
"""How the sentences on a tension begin that follow its first."""

OTHERS = 20
"""How many lines any other stretch of sentences has."""


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
    """Return the sentences that name an option; of a tension that names it, every side.

    Args:
        sentences: all sentences, the outcome first.
        option: the option's name.
    """
    named = re.compile(rf"(?<![\w-]){re.escape(option)}(?![\w-])")
    chosen = [
        group for group in _groups(sentences[1:]) if any(named.search(each) for each in group)
    ]
    return (*sentences[:1], *(sentence for group in chosen for sentence in group))


def told_lines(sentences: Sequence[str], *, full: bool) -> Iterator[str]:
    """Yield the lines of a screen; where sentences are left out, how many.

    Args:
        sentences: what is to be told.
        full: whether to leave out none.
    """
    for sort, stretch in _stretches(sentences):
        name, room = (sort[0], sort[2]) if sort is not None else (("sentence", "sentences"), OTHERS)
        used = 0
        for number, sentence in enumerate(stretch):
            lines = textwrap.wrap(sentence, width(), break_on_hyphens=False) or [""]
            used += len(lines)
            if room is not None and used > room and number and not full:
                rest = len(stretch) - number
                yield f"  … and {rest} more {name[rest > 1]}: --full tells all."
                break
            yield from lines


Sort = tuple[tuple[str, str], tuple[str, ...], int | None]


def _sort(sentence: str) -> Sort | None:
    return next((sort for sort in SORTS if sentence.startswith(sort[1])), None)


def _stretches(sentences: Sequence[str]) -> list[tuple[Sort | None, list[str]]]:
    """Return the sentences of one sort that follow one another, together."""
    stretches: list[tuple[Sort | None, list[str]]] = []
    for sentence in sentences:
        goes_on = stretches and sentence.startswith(OF_A_TENSION)
        sort = stretches[-1][0] if goes_on else _sort(sentence)
        if not stretches or stretches[-1][0] != sort:
            stretches.append((sort, []))
        stretches[-1][1].append(sentence)
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

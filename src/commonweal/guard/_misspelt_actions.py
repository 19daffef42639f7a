"""Actions of a declaration that are one slip from one that norms are about, and unbind a tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.errors import Problem
from commonweal.guard._known_names import named_actions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.guard._declaration import GuardDeclaration
    from commonweal.guard._known_names import KnownNames


def misspelt_actions(declared: GuardDeclaration, names: KnownNames) -> Iterator[Problem]:
    """Yield each action that nothing is about and that is one slip from one that something is.

    The tool would be bound by no norm about what it does. Names that differ in their digits alone
    are meant to differ. Yielded too is what is called free, and is no action of a tool or is one
    that some norm is about.
    """
    about = names.spoken.actions
    known = [*sorted(about), *sorted(names.acts - about)]
    for path, name in named_actions(declared):
        meant = next((other for other in known if one_typo(name, other)), None)
        if name in known or name in declared.free_actions or meant is None:
            continue
        yield Problem(
            code="misspelt-action",
            path=path,
            expected="an action that a norm of the target or an act of the study is about",
            found=repr(name),
            hint=f"Did you mean {meant!r}? If it is another, name it in free_actions.",
        )
    done = {name for _, name in named_actions(declared)}
    for name in declared.free_actions:
        if name in about or name not in done:
            expected = "an action of some tool that no norm of the target is about"
            found = "one that a norm is about" if name in about else "no tool's"
            hint = "Take the name out of free_actions."
            yield Problem("free-action-idle", f"free_actions {name}", expected, found, hint)


def one_typo(name: str, other: str) -> bool:
    """Return whether a name becomes another by one slip of the pen.

    That is a letter too many or too few, another letter, or two neighbours exchanged: the distance
    of Damerau is one. A digit in place of another, or more, is meant so.
    """
    start = _alike(name, other)
    one, two = name[start:], other[start:]
    end = _alike(one[::-1], two[::-1])
    one, two = one[: len(one) - end], two[: len(two) - end]
    if (one + two).isdigit():
        return False
    return max(len(one), len(two)) == 1 or (len(one) == len(two) == 2 and one == two[::-1])


def _alike(one: str, other: str) -> int:
    """Return with how many letters that are the same two names begin."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))

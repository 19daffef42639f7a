"""Actions of a declaration that are one slip from one that norms are about, and unbind a tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import one_slip
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
        meant = next((other for other in known if one_slip(name, other)), None)
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

"""What a page needs to check certificates in a reader's browser; and a page that does only that."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from commonweal.documents import Decision, Target, write_text_atomically
from commonweal.reports._checker_script import checker_policy, checker_script
from commonweal.reports._environment import page_environment
from commonweal.reports._small_counts import tells_small_counts
from commonweal.reports._style import page_style

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MOST_EMBEDDED = 4 << 20
"""How many characters of decisions a report holds for its reader's browser to check, at most."""


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """A file that a page holds as text: its name, and its JSON, in which nothing ends a script."""

    name: str
    text: Markup


@dataclass(frozen=True, slots=True)
class CheckHere:
    """The part of a page in which certificates are checked."""

    policy: str
    script: Markup
    files: tuple[EmbeddedFile, ...]
    decisions: int
    """How many decisions the page holds."""
    left_out: int
    """How many it does not hold, because of what they tell or because they are too long."""
    tells_small_counts: bool
    """Whether it holds none because they tell counts of fewer than k people, and it does not."""


def check_here(target: Target | None = None, decisions: Sequence[Decision] = ()) -> CheckHere:
    """Return what a page checks: all of the decisions, or none.

    None are held where they are too long, and where they tell counts of fewer than k people.

    Args:
        target: what the decisions were taken under; it goes along where one names it by its hash.
        decisions: the decisions that the page is about.
    """
    if target is not None and tells_small_counts(target, decisions):
        return CheckHere(checker_policy(), checker_script(), (), 0, len(decisions), True)
    files = _files(target, decisions)
    fits = files is not None
    return CheckHere(
        policy=checker_policy(),
        script=checker_script(),
        files=files or (),
        decisions=len(decisions) if fits else 0,
        left_out=0 if fits else len(decisions),
        tells_small_counts=False,
    )


def _files(target: Target | None, decisions: Sequence[Decision]) -> tuple[EmbeddedFile, ...] | None:
    """Return the decisions, and the target if one names it by its hash; nothing if too long.

    Decisions may lie in a file: they are read once, and no further than there is room.
    """
    files: list[EmbeddedFile] = []
    room, names_target = MOST_EMBEDDED, False
    for decision in decisions:
        files.append(_embedded(f"decision {_situation(decision)}", decision.content()))
        names_target |= not isinstance(decision.justification.inputs.target, Target)
        room -= len(files[-1].text)
        if room < 0:
            return None
    if target is not None and names_target:
        files.append(_embedded("target.json", target.content()))
        room -= len(files[-1].text)
    return None if room < 0 else tuple(files)


def _situation(decision: Decision) -> str:
    return decision.justification.inputs.situation.name


def _embedded(name: str, content: object) -> EmbeddedFile:
    # JSON holds this sign in texts only, where it may be written so; then no text ends the script.
    text = json.dumps(content, separators=(",", ":")).replace("<", "\\u003c")
    return EmbeddedFile(name, Markup(text))  # noqa: S704


def render_checker_page() -> str:
    """Return a page that checks whatever decisions, justifications and targets are put into it.

    The page is one file, fetches nothing and sends nothing: its one script is the checker in
    JavaScript, which its content security policy names by its hash.
    """
    template = page_environment().get_template("checker.html")
    return template.render(style=page_style(), check_here=check_here())


def write_checker_page(path: Path) -> None:
    """Write the page to ``path`` under a temporary name and rename it."""
    write_text_atomically(path, render_checker_page())

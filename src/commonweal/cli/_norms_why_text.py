"""What ``commonweal norms why`` says in words."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from commonweal.cli._lines import wrapped
from commonweal.cli._norm_words import STATUS, left_out, value_words
from commonweal.decisions import MOST_QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.decisions import StatusReasons, Supposed

MOST_SHOWN = 12

TAKEN = (
    "Taken as they are: what the option does, when and where it is, the norms and who may issue"
    " them, what options do to values, and that nothing else was done before of which nobody told."
)
"""What the reasons do not ask about."""


def reasons_lines(found: StatusReasons) -> Iterator[str]:
    """Yield the status, what it rests on, and what would have to be otherwise."""
    yield f"The option {found.option} is {STATUS[found.status]}."
    if found.against:
        verb = "Forbidden by" if found.status == "forbidden" else "Perhaps forbidden by"
        yield from wrapped(f"{verb}: {', '.join(found.against)}.")
    if found.rests_on is not None:
        yield ""
        yield from _rests_on(found)
    if found.status != found.wanted:
        yield ""
        yield from _changes(found)
    if found.lifted:
        yield ""
        norms = f"{'norm' if len(found.lifted) == 1 else 'norms'} {' and '.join(found.lifted)}"
        yield from wrapped(f"Without the {norms} it would be permitted.")
    yield ""
    shown = [*(found.rests_on or ()), *chain.from_iterable(found.changes[:MOST_SHOWN])]
    if any(each.matter.as_left for each in shown):
        yield "With it: as the option leaves it."
    yield from wrapped(TAKEN)


def _rests_on(found: StatusReasons) -> Iterator[str]:
    if not found.rests_on:
        yield "That is so whatever the facts are."
        return
    yield "It rests on this, and on nothing else that is known:"
    for each in found.rests_on:
        yield from wrapped(f"{_words(each)}", indent="  ")


def _changes(found: StatusReasons) -> Iterator[str]:
    wanted = STATUS[found.wanted]
    if found.changes:
        yield f"It would be {wanted} if somebody who is heard said that"
        for place, changes in enumerate(found.changes[:MOST_SHOWN]):
            either = "or that " if place else ""
            yield from wrapped(f"{either}{' and '.join(map(_words, changes))}", indent="  ")
        yield from left_out(len(found.changes), MOST_SHOWN, things="ways", indent="  ")
    else:
        yield f"No change was found that makes it {wanted}."
    yield from wrapped(_tried(found))


def _tried(found: StatusReasons) -> str:
    """Return how far the search went."""
    tried = found.changes_tried
    things = "All single things" if tried == 1 else f"All sets of up to {tried} things"
    if not found.broken_off:
        return f"{things} were tried."
    limit = f"the norms were asked {MOST_QUESTIONS:,} times, which is the most"
    if not tried:
        return f"Not all single things were tried: {limit}."
    return f"{things} were tried, and not all larger ones: {limit}."


def _words(supposed: Supposed) -> str:
    matter, value = supposed.matter, supposed.value
    if matter.type == "untold":
        if value:
            return f"{matter.party} did in time what {matter.name} asks"
        if supposed.own_word:
            return f"nobody told that {matter.party} did in time what {matter.name} asks"
        return f"{matter.party} did not do in time what {matter.name} asks"
    own = " (by the decider's own word)" if supposed.own_word else ""
    if matter.type == "fact":
        with_it = " with it" if matter.as_left else ""
        return f"{matter.name} is {value_words(value)}{with_it}{own}"
    if matter.type == "context":
        return f"the context {matter.name} {'holds' if value else 'does not hold'}{own}"
    if matter.type == "deed":
        return f"{matter.name} was {'done' if value else 'not done'}{own}"
    return f"{matter.party} {'fills' if value else 'does not fill'} the role {matter.name}{own}"


def reasons_as_json(found: StatusReasons) -> dict[str, Any]:
    """Return everything that was found, as JSON."""
    rests_on = found.rests_on
    return {
        "option": found.option,
        "status": found.status,
        "against": list(found.against),
        "rests_on": None if rests_on is None else [*map(_as_json, rests_on)],
        "wanted": found.wanted,
        "changes": [[*map(_as_json, changes)] for changes in found.changes],
        "changes_tried": found.changes_tried,
        "broken_off": found.broken_off,
        "lifted": None if found.lifted is None else list(found.lifted),
    }


def _as_json(supposed: Supposed) -> dict[str, Any]:
    matter = supposed.matter
    return {**matter._asdict(), "value": supposed.value, "own_word": supposed.own_word}

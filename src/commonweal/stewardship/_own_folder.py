"""One person's values as a private folder: cards, links, votes, and where a steward may act."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from commonweal.documents import (
    Placing,
    Record,
    ValueCard,
    WiserVote,
    canonical_json,
    read_json,
    read_jsonl,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.stewardship._own_values import Delegation, OwnValues, PolicyLink
from commonweal.stewardship._private_files import make_private_folder, write_private

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

R = TypeVar("R", bound=Record)

CARDS, VOTES, PLACINGS, LINKS = "cards.jsonl", "votes.jsonl", "placings.jsonl", "links.json"


def write_own_values(folder: Path, own: OwnValues) -> None:
    """Write a person's values into a folder that only they may enter, in files only they may read.

    Args:
        folder: made if it is not there.
        own: the values.

    Raises:
        ExternalFailure: with code ``cannot-write`` if the system refuses.
    """
    make_private_folder(folder)
    write_private(folder / CARDS, _lines(own.cards))
    write_private(folder / VOTES, _lines(own.votes))
    if own.placings:
        write_private(folder / PLACINGS, _lines(own.placings))
    delegation = own.delegation
    links = {
        "owner": own.owner,
        "links": [asdict(link) for link in own.links],
        "acts_in": None if delegation.acts_in is None else sorted(delegation.acts_in),
        "asks_in": sorted(delegation.asks_in),
        "stays_out_of": sorted(delegation.stays_out_of),
    }
    write_private(folder / LINKS, (json.dumps(links, ensure_ascii=False, indent=1) + "\n").encode())


def read_own_values(folder: Path) -> OwnValues:
    """Return a person's values from their folder.

    Args:
        folder: as `write_own_values` writes it; people may change ``links.json`` by hand.

    Raises:
        InvalidDocument: with everything that is wrong in its files. Links and votes that name what
            is not there are refused when a steward is made of them.
    """
    problems: list[Problem] = []
    cards = _read(folder / CARDS, ValueCard, problems)
    votes = _read(folder / VOTES, WiserVote, problems)
    placings = _read(folder / PLACINGS, Placing, problems) if (folder / PLACINGS).exists() else ()
    linked = _read_links(folder / LINKS, problems)
    if problems or linked is None:
        raise InvalidDocument(problems)
    owner, links, delegation = linked
    return OwnValues(
        owner=owner,
        cards=cards,
        links=links,
        votes=votes,
        placings=placings,
        delegation=delegation,
    )


def _lines(records: Iterable[Record]) -> bytes:
    return b"".join(canonical_json(record.content()) + b"\n" for record in records)


def _read(path: Path, kind: type[R], problems: list[Problem]) -> tuple[R, ...]:
    found: list[R] = []
    try:
        located = read_jsonl(path)
    except InvalidDocument as error:
        problems += error.problems
        return ()
    for each in located:
        if isinstance(each.record, kind):
            found.append(each.record)
        else:
            expected = f"records of kind {kind.model_fields['kind'].default!r}"
            problems.append(Problem("misplaced-record", each.place, expected, each.record.kind))
    return tuple(found)


def _read_links(
    path: Path, problems: list[Problem]
) -> tuple[str, tuple[PolicyLink, ...], Delegation] | None:
    try:
        content = read_json(path)
    except InvalidDocument as error:
        problems += error.problems
        return None
    wrong = list(_wrong_links(content, str(path)))
    problems += wrong
    if wrong:
        return None
    acts_in = content["acts_in"]
    delegation = Delegation(
        acts_in=None if acts_in is None else frozenset(acts_in),
        asks_in=frozenset(content["asks_in"]),
        stays_out_of=frozenset(content["stays_out_of"]),
    )
    return content["owner"], tuple(PolicyLink(**link) for link in content["links"]), delegation


def _wrong_links(content: Any, name: str) -> Iterable[Problem]:
    fields = ("owner", "links", "acts_in", "asks_in", "stays_out_of")
    if not isinstance(content, dict) or set(content) != set(fields):
        found = ", ".join(content) if isinstance(content, dict) else type(content).__name__
        yield Problem("wrong-form", name, f"an object with {', '.join(fields)}", found)
        return
    if not isinstance(content["owner"], str):
        yield Problem("wrong-type", f"{name} owner", "a name", repr(content["owner"]))
    for key in fields[2:]:
        value = content[key]
        texts = isinstance(value, list) and all(isinstance(each, str) for each in value)
        if not texts and not (key == "acts_in" and value is None):
            yield Problem(
                "wrong-type", f"{name} {key}", "a list of parts of life", repr(value)[:80]
            )
    links = content["links"]
    for position, link in enumerate(links if isinstance(links, list) else [links]):
        if not _is_link(link):
            expected = "an object with card, policy (its position, from 0) and concern"
            where = f"{name} links[{position}]"
            yield Problem("wrong-form", where, expected, repr(link)[:80])


def _is_link(link: Any) -> bool:
    return (
        isinstance(link, dict)
        and set(link) == {"card", "policy", "concern"}
        and isinstance(link["card"], str)
        and isinstance(link["concern"], str)
        and isinstance(link["policy"], int)
        and not isinstance(link["policy"], bool)
    )

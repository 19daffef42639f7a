"""One person's values as a private folder: cards, links, votes, and where a steward may act."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, TypeVar

from commonweal.documents import (
    Count,
    Document,
    Placing,
    Record,
    ValueCard,
    WiserVote,
    canonical_json,
    read_document,
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


class _LinkRead(Document):
    """One link as it stands in the file."""

    card: str
    policy: Count
    """Its position, from 0."""
    concern: str


class _Linked(Document):
    """The file of links, and where a steward may act."""

    owner: str
    links: tuple[_LinkRead, ...]
    acts_in: tuple[str, ...] | None
    asks_in: tuple[str, ...]
    stays_out_of: tuple[str, ...]


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
    return OwnValues(
        owner=linked.owner,
        cards=cards,
        links=tuple(
            PolicyLink(card=link.card, policy=link.policy, concern=link.concern)
            for link in linked.links
        ),
        votes=votes,
        placings=placings,
        delegation=Delegation(
            acts_in=None if linked.acts_in is None else frozenset(linked.acts_in),
            asks_in=frozenset(linked.asks_in),
            stays_out_of=frozenset(linked.stays_out_of),
        ),
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


def _read_links(path: Path, problems: list[Problem]) -> _Linked | None:
    try:
        return read_document(path, _Linked)
    except InvalidDocument as error:
        problems += error.problems
        return None

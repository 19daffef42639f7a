"""Votes from a file that holds one record a line, read for nothing but what is counted."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic_core import from_json

from commonweal.documents import CardId, Name, WiserVote, content_id, read_jsonl
from commonweal.values._double_votes import CastVote, Unsure, VoteKey, vote_key
from commonweal.values._votes import ANSWERS, Votes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

VOTE_KIND = "wiser_vote"

LONGEST_VOTE_LINE = 4 * 2**20

NAME: TypeAdapter[str] = TypeAdapter(Name)
CARD_ID: TypeAdapter[str] = TypeAdapter(CardId)

_PARTICIPANT = b'"participant":"'

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class NameCodes(dict[str, int]):
    """The code of each name, given out as names are met.

    Args:
        form: what a name must be; another one raises a ValueError.
    """

    def __init__(self, form: TypeAdapter[str]) -> None:
        super().__init__()
        self._check = form.validate_python

    def __missing__(self, name: object) -> int:
        checked = self._check(name, strict=True)
        self[checked] = code = len(self)
        return code


class VoteColumns:
    """The columns of the votes read so far, and the names that their codes stand for."""

    def __init__(self) -> None:
        self.participants = NameCodes(NAME)
        self.contexts = NameCodes(NAME)
        self.cards = NameCodes(CARD_ID)
        self._answers = {answer: code for code, answer in enumerate(ANSWERS)}
        self._participant, self._context = array("i"), array("i")
        self._first, self._second, self._answer = array("i"), array("i"), array("b")

    def add(self, record: dict[str, Any]) -> None:
        """Add a vote.

        Raises:
            KeyError: if a field that is counted is missing, or the answer is none.
            TypeError: if one is a list or an object.
            ValueError: if a name is none, or both cards are the same.
        """
        first, second = self.cards[record["first"]], self.cards[record["second"]]
        if first == second:
            raise ValueError(first)
        answer = self._answers[record["answer"]]
        self._participant.append(self.participants[record["participant"]])
        self._context.append(self.contexts[record["context"]])
        self._first.append(first)
        self._second.append(second)
        self._answer.append(answer)

    def votes(self) -> Votes:
        """Return the votes in their own order."""
        return Votes.arranged(
            participants=tuple(self.participants),
            contexts=tuple(self.contexts),
            cards=tuple(self.cards),
            participant=self._participant,
            context=self._context,
            first=self._first,
            second=self._second,
            answer=self._answer,
        )


def quick_votes(path: Path) -> Votes:
    """Return all votes of a file, superseded ones too.

    Raises:
        Unsure: if a line is not plainly a record, or a vote not plainly a vote.
    """
    columns = VoteColumns()
    try:
        for _, line in lines_of(path):
            record = from_json(line, allow_inf_nan=False, cache_strings="keys")
            if record["kind"] == VOTE_KIND:
                # A key that stands twice is in the line twice and in the record once.
                if line.count(b'":') != len(record):
                    raise Unsure
                columns.add(record)
            elif not isinstance(record["kind"], str):
                raise Unsure
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unsure from error
    return columns.votes()


def strict_votes(path: Path) -> Votes:
    """Return all votes of a file whose every record was read and checked whole.

    Raises:
        InvalidDocument: with every problem of the file.
    """
    return votes_from_records(
        located.record for located in read_jsonl(path) if isinstance(located.record, WiserVote)
    )


def votes_from_records(records: Iterable[WiserVote]) -> Votes:
    """Return the votes of documents as arrays, superseded ones too."""
    columns = VoteColumns()
    for record in records:
        columns.add(vars(record))
    return columns.votes()


def lines_of(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file that are not empty, with their numbers.

    Raises:
        Unsure: if a line is too long, or the file begins with a byte-order mark.
    """
    with path.open("rb") as file:
        if file.peek(3).startswith(_BYTE_ORDER_MARK):
            raise Unsure
        number = 0
        while line := file.readline(LONGEST_VOTE_LINE + 1):
            number += 1
            if len(line) > LONGEST_VOTE_LINE:
                raise Unsure
            if not line.isspace():
                yield number, line


def cast_votes(path: Path, keys: frozenset[VoteKey]) -> Iterator[CastVote]:
    """Yield the votes of a file that are for one of ``keys``, with their ids and lines."""
    people = {key[0].encode() for key in keys}
    for number, line in lines_of(path):
        begin = line.find(_PARTICIPANT) + len(_PARTICIPANT)
        # To look for the name is several times faster than to read the line. Where it misleads, a
        # vote is missing in the end, and all lines are read.
        if begin >= len(_PARTICIPANT) and line[begin : line.find(b'"', begin)] not in people:
            continue
        record = from_json(line, cache_strings="keys")
        if record["kind"] != VOTE_KIND:
            continue
        fields = {name: record[name] for name in ("participant", "context", "first", "second")}
        if vote_key(**fields) in keys:
            yield CastVote(
                place=f"{path}:{number}",
                # What a reader takes as said where a record does not say it.
                id=content_id(VOTE_KIND, {"schema_version": 1, **record}),
                supersedes=record.get("supersedes"),
                answer=record["answer"],
                **fields,
            )

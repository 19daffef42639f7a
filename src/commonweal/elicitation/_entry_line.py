"""One entry of a session as one line of JSON, in the files of every kind of session."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, TypeGuard, get_args

from commonweal.documents import TIMESTAMP_PATTERN
from commonweal.elicitation._flow import Act, Entry

if TYPE_CHECKING:
    from commonweal.elicitation._question import AnswerValue

ACTS = get_args(Act)
MOMENT = re.compile(TIMESTAMP_PATTERN)
_NAMES = {each.name for each in fields(Entry)}


def entry_line(entry: Entry) -> bytes:
    """Return an entry as a line, without its end; what is empty is left out."""
    said = {name: value for name, value in asdict(entry).items() if value not in ("", None)}
    return json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode()


def entry_of_line(line: bytes) -> Entry:
    """Return the entry that a line holds.

    Raises:
        ValueError: if it holds anything that `entry_line` does not write.
    """
    try:
        said: Any = json.loads(line)
    except RecursionError as error:
        raise ValueError("no entry of a session") from error
    if not isinstance(said, dict) or not said.keys() <= _NAMES or said.get("act") not in ACTS:
        raise ValueError("no entry of a session")
    if isinstance(said.get("value"), list):
        said["value"] = tuple(said["value"])
    entry = Entry(**said)
    texts = (entry.question, entry.shown, entry.at)
    if not all(isinstance(text, str) for text in texts) or not _is_answer(entry.value):
        raise ValueError("an entry with a value of another type")
    if entry.at and MOMENT.search(entry.at) is None:
        raise ValueError("an entry of no moment")
    return entry


def _is_answer(value: object) -> TypeGuard[AnswerValue]:
    several = isinstance(value, tuple) and all(isinstance(each, str) for each in value)
    return value is None or isinstance(value, str) or several

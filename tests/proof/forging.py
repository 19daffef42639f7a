"""Decisions of the corpus, what the stand-alone checker says of one, and ways to change it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from commonweal.proof import checker

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
Path_ = tuple[str | int, ...]
CARD = re.compile("value_card:[0-9a-f]{64}")
GONE = object()
"""What stands where a key was, once it is gone."""
MOST_WORDS = 12
"""Fields with more words than these in the corpus hold names and texts."""


def corpus() -> dict[str, Any]:
    """Return the decisions of the corpus that hold their target, by the name of their case."""
    return {path.stem: read(path.stem) for path in sorted(CORPUS.glob("*.json"))}


def read(case: str) -> Any:
    """Return a decision of the corpus."""
    return json.loads((CORPUS / f"{case}.json").read_text(encoding="utf-8"))


def written(content: Any) -> bytes:
    """Return the bytes of a decision."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def checked(content: Any, *, targets: dict[str, Any] | None = None) -> Any:
    """Return the checker's report on a decision, read from its bytes.

    Args:
        content: the decision, the justification or the target.
        targets: what was derived of targets before, by their hash; new ones are added to it.
    """
    report = checker.Report()
    if targets is not None:
        report.targets = targets
    report.attempt(checker.inputs.parse(written(content)), CORPUS / "several", "")
    return report


def refused(content: Any) -> str:
    """Return why a document is refused; empty if it passes. Anything else that is raised fails."""
    try:
        problems = checked(content).problems
    except checker.UnreadableError as error:
        return f"unreadable: {error}"
    return "; ".join(problems)


def outcome(path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Return the exit status and what is said of a file."""
    status = checker.main([str(path), *words])
    heard = capsys.readouterr()
    assert "" == heard.err
    return status, heard.out


def hash_of(content: Any) -> str:
    """Return the hash of content, as the checker's own canonical form gives it."""
    found: str = checker.inputs.sha256(content)
    return found


# --- Every single change


class Change(NamedTuple):
    """One change to a document: where, what was done there, and what then stands there."""

    path: Path_
    how: str
    value: Any

    @property
    def where(self) -> str:
        """The path with a star for each place in a list, and a word for each card."""
        steps = ("*" if isinstance(step, int) else CARD.sub("CARD", step) for step in self.path)
        return ".".join(steps)

    def made(self, document: Any) -> Any:
        """Return the document with this change; nothing of the old one is written to."""
        return replaced(document, self.path, self.value)


def replaced(document: Any, path: Path_, value: Any) -> Any:
    """Return the document with another value at a path, or with none."""
    if not path:
        return value
    first, *rest = path
    copy: Any = dict(document) if isinstance(document, dict) else list(document)
    if value is GONE and not rest:
        del copy[first]
    else:
        copy[first] = replaced(document[first], tuple(rest), value)
    return copy


def changes(document: Any) -> Iterator[Change]:
    """Yield every single change to a document: each value, each key, each place in a list."""
    said = {where: set(others) for where, others in vocabulary().items()}
    for path, value in leaves(document):
        if isinstance(value, str):
            said.setdefault(Change(path, "", None).where, set()).add(value)
    yield from _changes(document, (), {where: sorted(others) for where, others in said.items()})


@cache
def vocabulary() -> dict[str, frozenset[str]]:
    """Return the words that the whole corpus has at a place, where they are few: closed lists."""
    words: dict[str, set[str]] = {}
    places: dict[str, set[str]] = {}
    for decision in corpus().values():
        for path, value in leaves(decision):
            if isinstance(value, str) and isinstance(path[-1], str):
                words.setdefault(path[-1], set()).add(value)
                places.setdefault(path[-1], set()).add(Change(path, "", None).where)
    few = {key: frozenset(said) for key, said in words.items() if len(said) <= MOST_WORDS}
    return {where: said for key, said in few.items() for where in places[key]}


def leaves(document: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Yield every value that is no object and no list, with its path."""
    if isinstance(document, dict | list):
        pairs = document.items() if isinstance(document, dict) else enumerate(document)
        for key, value in pairs:
            yield from leaves(value, (*path, key))
    else:
        yield path, document


def _changes(value: Any, path: Path_, said: dict[str, list[str]]) -> Iterator[Change]:
    if isinstance(value, dict):
        for key in value:
            yield Change((*path, key), "gone", GONE)
            yield from _changes(value[key], (*path, key), said)
        yield Change(path, "unknown key", {**value, "zz": 0})
        yield Change(path, "bare", "zz")
        yield Change(path, "null", None)
    elif isinstance(value, list):
        yield from _changes_of_list(value, path)
        for place, item in enumerate(value):
            yield from _changes(item, (*path, place), said)
    else:
        where = Change(path, "", None).where
        for how, other in _changes_of_leaf(value, said.get(where, ())):
            yield Change(path, how, other)


def _changes_of_list(value: list[Any], path: Path_) -> Iterator[Change]:
    for place, item in enumerate(value):
        yield Change(path, "drop", [*value[:place], *value[place + 1 :]])
        yield Change(path, "double", [*value[:place], item, *value[place:]])
        if place + 1 < len(value) and value[place + 1] != item:
            swapped = [*value[:place], value[place + 1], item, *value[place + 2 :]]
            yield Change(path, "swap", swapped)
    yield Change(path, "add", [*value, "zz"])
    yield Change(path, "bare", "".join(each for each in value if isinstance(each, str)) or "zz")
    yield Change(path, "null", None)


def _changes_of_leaf(value: Any, others: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, bool):
        yield from (("flip", not value), ("number", int(value)), ("null", None))
    elif isinstance(value, int):
        yield from (("add one", value + 1), ("less one", value - 1), ("text", str(value)))
        yield from (("truth", bool(value)), ("null", None))
    elif isinstance(value, str):
        yield from (("longer", value + "x"), ("empty", ""), ("null", None))
        yield from (("other", other) for other in others if other != value)
    else:
        yield from (("text", "zz"), ("number", 0), ("truth", False), ("object", {}))


# --- Forging: a change, and all that binds it changed with it


def step(decision: Any, name: str) -> Any:
    """Return a step of a decision's justification, to be changed in place."""
    return next(each for each in decision["justification"]["steps"] if each["id"] == name)


def bind(decision: Any) -> Any:
    """Give a decision the hashes that its changed inputs have, in place, and return it."""
    inputs = decision["justification"]["inputs"]
    hashes = {name: hash_of(inputs.get(name, [])) for name in checker.choice.LISTS}
    hashes |= {"situation": hash_of(inputs["situation"]), "target": hash_of(inputs["target"])}
    step(decision, "inputs")["conclusion"] = hashes
    decision["target"] = hashes["target"]
    return decision


def forged(case: str, *edits: Callable[[Any], Any]) -> Any:
    """Return a decision of the corpus with edits made to it, in place, and its hashes mended."""
    decision = read(case)
    for edit in edits:
        edit(decision)
    return bind(decision)

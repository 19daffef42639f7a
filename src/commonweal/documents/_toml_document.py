"""Reading a file of TOML that holds one document which is no record: a trial's arms, a bank."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from commonweal.documents._checked import D, checked
from commonweal.documents._findings import Finding
from commonweal.documents._irregular import irregularities
from commonweal.documents._json_file import text_of
from commonweal.documents._toml import LARGEST_TOML, parsed_toml
from commonweal.documents._toml_lines import TomlLines
from commonweal.errors import InvalidDocument


def _nothing_more(content: Any) -> tuple[Finding, ...]:
    del content
    return ()


def read_toml_document(
    path: Path, model: type[D], *, also: Callable[[Any], Iterable[Finding]] = _nothing_more
) -> D:
    """Return the one document of the type ``model`` that a TOML file holds.

    Dates and floating-point numbers are refused, as everywhere: exact numbers are text.

    Args:
        path: the file.
        model: what it should hold.
        also: finds in the plain content what its parts have to do with one another. It is asked
            whatever else is wrong, so that everything can be said at once, and has to bear that.

    Raises:
        InvalidDocument: with every problem of the file and the line of each.
    """
    return parse_toml_document(text_of(path, LARGEST_TOML), str(path), model, also=also)


def parse_toml_document(
    text: str,
    name: str,
    model: type[D],
    *,
    also: Callable[[Any], Iterable[Finding]] = _nothing_more,
) -> D:
    """Return the one document of the type ``model`` that a text holds; see `read_toml_document`.

    Args:
        text: TOML.
        name: where it came from, as errors are to name it.
        model: what it should hold.
        also: what else is looked for.

    Raises:
        InvalidDocument: with every problem of the text and the line of each.
    """
    content = parsed_toml(text, name)
    lines = TomlLines(text)
    found = (*irregularities(content), *also(content))
    outcome = checked(model, content, found, language="TOML")
    if isinstance(outcome, tuple):
        raise InvalidDocument(
            finding.problem(f"{name}:{lines.line(finding.way)}")
            for finding in sorted(outcome, key=lambda finding: lines.line(finding.way))
        )
    return outcome

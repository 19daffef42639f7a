"""The checker in JavaScript, run in a browser: what it says of many files at once."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.proof import checker

from .forging import CORPUS, GONE, Change, written

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHUNK = 200
"""How many files go to the browser in one call."""

TELL = """
const told = (report) => [
  report.unreadable ? "unreadable" : report.valid ? "valid" : "not valid",
  report.unreadable ?? report.problems.join("\\n"),
];
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const check = commonwealChecker.checker.checkFile;
"""
GIVEN = f"""([files, beside]) => {{ {TELL}
  const targets = beside.map((text) => ({{ name: "target.json", bytes: bytesOf(text) }}));
  return files.map(([name, text]) => told(check({{ name, bytes: bytesOf(text) }}, targets)));
}}"""
CHANGED = f"""([text, changes, beside]) => {{ {TELL}
  const targets = beside.map((each) => ({{ name: "target.json", bytes: bytesOf(each) }}));
  const known = new Map();
  const replaced = (value, path, other, gone) => {{
    if (!path.length) return other;
    const copy = Array.isArray(value) ? [...value] : {{ ...value }};
    const [first, ...rest] = path;
    if (rest.length || !gone) copy[first] = replaced(value[first], rest, other, gone);
    else if (Array.isArray(copy)) copy.splice(first, 1);
    else delete copy[first];
    return copy;
  }};
  const original = JSON.parse(text);
  return changes.map(([path, other, gone]) => {{
    const content = JSON.stringify(replaced(original, path, other, gone));
    const bytes = new TextEncoder().encode(content);
    return told(check({{ name: "changed.json", bytes }}, targets, known));
  }});
}}"""


@dataclass(frozen=True)
class Judged:
    """What one checker says of a file: a word, and what is wrong with it."""

    word: str
    said: str

    @property
    def place(self) -> str:
        """Where the first thing is wrong: a step, or a part of what the step is derived from."""
        return self.said.split(": ")[0].split("; ")[0]


@dataclass(frozen=True)
class JavaScript:
    """The checker in a page."""

    page: Page

    def judge(self, files: list[tuple[str, bytes]], beside: list[bytes] | None = None) -> list[Any]:
        """Return what it says of each file, given the files that may be their target."""
        found: list[Any] = []
        targets = [text_of(data) for data in beside or []]
        for start in range(0, len(files), CHUNK):
            chunk = [[name, text_of(data)] for name, data in files[start : start + CHUNK]]
            found += [Judged(*each) for each in self.page.evaluate(GIVEN, [chunk, targets])]
        return found

    def judge_changes(self, document: Any, changes: list[Change]) -> list[Any]:
        """Return what it says of a document with each of some changes made to it."""
        rows = [
            [list(c.path), None if c.value is GONE else c.value, c.value is GONE] for c in changes
        ]
        given = [json.dumps(document), rows, [text_of(beside())]]
        return [Judged(*each) for each in self.page.evaluate(CHANGED, given)]


def text_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def beside() -> bytes:
    """Return the target that lies beside the decisions of the corpus that name one."""
    return (CORPUS / "several" / "target.json").read_bytes()


def in_python(content: Any, *, targets: dict[str, Any] | None = None) -> Judged:
    """Return what the checker in Python says of a document."""
    return of_bytes(written(content), targets=targets)


def of_bytes(data: bytes, *, folder: Path | None = None, targets: Any = None) -> Judged:
    """Return what the checker in Python says of a file's bytes."""
    report = checker.Report()
    if targets is not None:
        report.targets = targets
    try:
        content = checker.inputs.parse(data)
        if not isinstance(content, checker.Record) or content.kind not in checker.KINDS:
            return Judged("unreadable", "no document of a kind")
        report.attempt(content, folder or CORPUS / "several", "")
    except checker.UnreadableError as error:
        return Judged("unreadable", str(error))
    return Judged("not valid" if report.problems else "valid", "\n".join(report.problems))

"""Files of arguments: the formats of the ICCMA competitions, and ASPARTIX's preferences and values.

``apx`` has facts, ``arg(a).`` and ``att(a,b).``; as in ASPARTIX also ``pref(a,b).`` (a is preferred
to b), ``val(a,v).`` (a promotes the value v) and ``valpref(v,w).`` (v stands above w). ``tgf`` has
one argument a line, a line ``#``, and one attack a line. ``af`` is the numeric format of 2023:
``p af n``, then one attack a line; ``#`` begins a comment.

References:
    The formats of ICCMA 2015 (apx, tgf) and ICCMA 2023 (p af n). U. Egly, S. A. Gaggl and
    S. Woltran, Answer-set programming encodings for argumentation frameworks, Argument and
    Computation 1 (2010), for the facts of preferences and values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from commonweal.argumentation._framework import ArgumentFramework
from commonweal.documents import text_of, write_text_atomically
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from pathlib import Path

Format: TypeAlias = Literal["apx", "tgf", "af"]
FORMATS: tuple[Format, ...] = get_args(Format)
"""The formats that can be read and written."""

LARGEST_FRAMEWORK = 256 * 2**20
"""How many bytes a file of arguments may have."""
MOST_ARGUMENTS = 10_000_000
"""How many arguments a file may declare in one line."""

_FACT = re.compile(r"(\w+)\(\s*([^\s,()]+)\s*(?:,\s*([^\s,()]+)\s*)?\)\s*\.\s*")
_TOKEN = re.compile(r"[^\s,()#%.]+")
_PLACES = {"arg": 1, "att": 2, "pref": 2, "val": 2, "valpref": 2}
_COMMENT = {"apx": "%", "af": "#"}


@dataclass(frozen=True, slots=True, eq=False)
class FrameworkFile:
    """What a file of arguments says."""

    framework: ArgumentFramework
    """The arguments and attacks."""
    preferences: tuple[tuple[str, str], ...] = ()
    """Pairs of arguments, the preferred one first."""
    promotes: tuple[tuple[str, str], ...] = ()
    """Pairs of an argument and a value that it promotes."""
    audience: tuple[tuple[str, str], ...] = ()
    """Pairs of values, the higher one first."""


def read_framework(path: Path, format: Format | None = None) -> FrameworkFile:  # noqa: A002
    """Return what a file of arguments says.

    Args:
        path: the file.
        format: how it is written; told by its ending if nothing is said, and by its first lines
            where the ending is none of the formats.

    Raises:
        InvalidDocument: with every problem and its line: code ``unreadable``; ``framework-line``
            for what is not written in the format, ``repeated-name`` or ``unknown-argument``.

    Cost: linear in the file, but for sorting the attacks.
    """
    text = text_of(path, LARGEST_FRAMEWORK)
    reader = _Reader(str(path))
    chosen = format or _format_of(path, text)
    {"apx": reader.apx, "tgf": reader.tgf, "af": reader.af}[chosen](text)
    return reader.result()


def write_framework(
    path: Path,
    framework: ArgumentFramework | FrameworkFile,
    format: Format,  # noqa: A002
) -> None:
    """Write arguments and attacks into a file, whole or not at all.

    In ``af`` arguments are numbered from 1; comments say which name each number had.

    Args:
        path: the file.
        framework: what to write. Preferences and values are written in ``apx``, which alone holds
            them.
        format: how.

    Raises:
        InvalidDocument: with code ``argument-name`` for each name that ``apx`` or ``tgf`` cannot
            hold: white space, brackets, commas, full stops, ``#`` and ``%`` mean something there.
    """
    said = framework if isinstance(framework, FrameworkFile) else FrameworkFile(framework)
    more = said.promotes + said.audience if format == "apx" else ()
    names = dict.fromkeys((*said.framework.arguments, *(name for pair in more for name in pair)))
    problems = [
        Problem("argument-name", "", f"a name that {format} can hold", repr(name))
        for name in names
        if format != "af" and not _TOKEN.fullmatch(name)
    ]
    if problems:
        raise InvalidDocument(problems)
    lines = _lines(said.framework, format)
    if format == "apx":
        facts = (("pref", said.preferences), ("val", said.promotes), ("valpref", said.audience))
        lines += [f"{fact}({one},{other})." for fact, pairs in facts for one, other in pairs]
    write_text_atomically(path, "\n".join(lines) + "\n")


def _lines(framework: ArgumentFramework, how: Format) -> list[str]:
    names, pairs = framework.arguments, framework.pairs()
    if how == "apx":
        facts = [f"arg({name})." for name in names]
        return facts + [f"att({names[one]},{names[other]})." for one, other in pairs]
    if how == "tgf":
        return [*names, "#", *(f"{names[one]} {names[other]}" for one, other in pairs)]
    told = [f"# {number} {name!r}" for number, name in enumerate(names, 1) if name != str(number)]
    return [f"p af {len(names)}", *told, *(f"{one + 1} {other + 1}" for one, other in pairs)]


def _format_of(path: Path, text: str) -> Format:
    ending = path.suffix.removeprefix(".")
    for known in FORMATS:
        if ending == known:
            return known
    first = next((line for line in text.splitlines() if line.strip() and line[0] not in "#%"), "")
    if first.startswith("p "):
        return "af"
    return "apx" if "(" in first else "tgf"


class _Reader:
    """Reads lines, and keeps what is wrong with each."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.numbers: dict[str, int] = {}
        self.named: dict[str, list[tuple[int, str, str]]] = {}

    def apx(self, text: str) -> None:
        """Read facts, as many as there are on a line."""
        for line, said in _lines_of(text, "%"):
            end = 0
            for fact in _FACT.finditer(said):
                if fact.start() != end or _PLACES.get(fact[1]) != 1 + (fact[3] is not None):
                    break
                end = fact.end()
                if fact[1] == "arg":
                    self._declare(line, fact[2])
                else:
                    self._pair(fact[1], line, fact[2], fact[3])
            if end != len(said):
                expected = "arg(a). att(a,b). pref(a,b). val(a,v). or valpref(v,w)."
                self._wrong(line, expected, said[end:])

    def tgf(self, text: str) -> None:
        """Read arguments, a line `#`, and attacks; labels are passed over."""
        attacks = False
        for line, said in _lines_of(text, ""):
            words = said.split()
            if said == "#":
                if attacks:
                    self._wrong(line, "one line #, between arguments and attacks", said)
                attacks = True
            elif not attacks:
                self._declare(line, words[0])
            elif len(words) < 2:
                self._wrong(line, "an attacker and what it attacks", said)
            else:
                self._pair("att", line, words[0], words[1])
        if not attacks:
            self._wrong(1 + text.count("\n"), "a line # after the arguments", "the end")

    def af(self, text: str) -> None:
        """Read `p af n` and attacks between the numbers from 1 to n."""
        declared = False
        for line, said in _lines_of(text, "#"):
            words = said.split()
            numeric = all(word.isascii() and word.isdigit() for word in words[-2:])
            if words[:2] == ["p", "af"] and len(words) == 3 and words[2].isdigit():
                if declared or int(words[2]) > MOST_ARGUMENTS:
                    expected = f"one line `p af n`, with n at most {MOST_ARGUMENTS}"
                    self._wrong(line, expected, said)
                else:
                    self.numbers = {str(one): one - 1 for one in range(1, int(words[2]) + 1)}
                declared = True
            elif not declared:
                self._wrong(line, "the line `p af n` first", said)
                declared = True
            elif len(words) != 2 or not numeric:
                self._wrong(line, "the numbers of an attacker and of what it attacks", said)
            else:
                self._pair("att", line, str(int(words[0])), str(int(words[1])))
        if not declared:
            self._wrong(1, "the line `p af n`", "nothing")

    def result(self) -> FrameworkFile:
        """Return what was read, or raise all that is wrong."""
        for fact, places in (("att", (0, 1)), ("pref", (0, 1)), ("val", (0,))):
            self.problems += [
                Problem("unknown-argument", f"{self.name}:{line}", "an argument", repr(pair[place]))
                for line, *pair in self.named.get(fact, ())
                for place in places
                if pair[place] not in self.numbers
            ]
        if self.problems:
            raise InvalidDocument(self.problems)
        attacks = self.named.get("att", ())
        framework = ArgumentFramework.from_indices(
            tuple(self.numbers),
            [self.numbers[attacker] for _, attacker, _ in attacks],
            [self.numbers[attacked] for _, _, attacked in attacks],
        )
        more = (
            tuple((one, other) for _, one, other in self.named.get(fact, ()))
            for fact in ("pref", "val", "valpref")
        )
        return FrameworkFile(framework, *more)

    def _declare(self, line: int, name: str) -> None:
        if name in self.numbers:
            expected = "each argument declared once"
            self.problems.append(
                Problem("repeated-name", f"{self.name}:{line}", expected, repr(name))
            )
        self.numbers.setdefault(name, len(self.numbers))

    def _pair(self, fact: str, line: int, one: str, other: str) -> None:
        self.named.setdefault(fact, []).append((line, one, other))

    def _wrong(self, line: int, expected: str, said: str) -> None:
        place = f"{self.name}:{line}"
        self.problems.append(Problem("framework-line", place, expected, repr(said[:80])))


def _lines_of(text: str, comment: str) -> list[tuple[int, str]]:
    """Return the lines that say something, with their numbers, without comments."""
    found = []
    for line, written in enumerate(text.split("\n"), 1):
        said = (written.partition(comment)[0] if comment else written).strip()
        if said:
            found.append((line, said))
    return found

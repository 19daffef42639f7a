"""Free text in quotation marks: what is escaped when it is written, and undone when it is read."""

from __future__ import annotations

import re

HIDDEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
"""Characters that a sentence never holds as they are: controls, ends of lines of other systems, and
what turns the direction of text around, so that a sentence could show other than it says."""

CLOSED_BY = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "'": "'", "‘": "’", "‚": "‘’"}
"""The quotation marks that may open something, each with those that close it."""

NAME_MARKS = "'‘‚"
"""The marks that open a name; the others open a text."""

_LETTERS = {"\n": "n", "\r": "r", "\t": "t"}
_MEANT = {letter: character for character, letter in _LETTERS.items()}
_TO_ESCAPE = re.compile(rf'["\\\t\n{HIDDEN}\ud800-\udfff]')
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|(.))", re.DOTALL)
_PLAIN = set('"\\') | {mark for marks in CLOSED_BY.values() for mark in marks}


class UnknownEscape(ValueError):
    """A backslash in a text that stands for nothing; its place is counted from the text's start."""

    def __init__(self, at: int, written: str) -> None:
        super().__init__(written)
        self.at = at
        self.written = written


def quoted(text: str) -> str:
    r"""Return a text in straight quotation marks, on one line, showing what is in it.

    Quotation marks, backslashes, ends of lines and hidden characters are escaped: ``\"``,
    ``\n``, ``\u{202E}``. Everything else, in any script, stands as it is.
    """
    return f'"{_TO_ESCAPE.sub(_escaped, text)}"'


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character in '"\\':
        return f"\\{character}"
    return f"\\{_LETTERS[character]}" if character in _LETTERS else f"\\u{{{ord(character):X}}}"


def unquoted(inside: str) -> str:
    """Return the text that is meant by what stands between quotation marks.

    Raises:
        UnknownEscape: at the first backslash that stands for nothing.
    """
    return _ESCAPE.sub(_meant, inside)


def _meant(match: re.Match[str]) -> str:
    digits, letter = match.groups()
    if digits is not None:
        number = int(digits, 16)
        if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF:
            return chr(number)
    elif letter in _MEANT:
        return _MEANT[letter]
    elif letter in _PLAIN:
        return str(letter)
    raise UnknownEscape(match.start(), match[0])

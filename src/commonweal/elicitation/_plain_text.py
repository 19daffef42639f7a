"""Text from elsewhere, as it may stand on a screen: no commands to a terminal, nothing unseen."""

from __future__ import annotations

import re
import unicodedata

SEQUENCES = re.compile(
    r"""
    (?: \x1b\[ | \x9b ) [0-?]* [ -/]* [@-~]?            # colours, cursor, erasing
    | (?: \x1b[\]PX^_] | [\x9d\x90\x98\x9e\x9f] )       # titles, links, device strings …
      [^\x07\x1b\x9c]* (?: \x07 | \x1b\\ | \x9c )?      # … and all that they carry
    | \x1b [ -/]* [0-~]?                                # the other escapes
    """,
    re.VERBOSE,
)
"""Sequences that a terminal obeys (ECMA-48), with all that belongs to them."""

DIRECTIONS = {
    *"\u061c\u200e\u200f",
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
}
"""Marks that turn the direction of what follows, and can make a text read as what it is not."""

UNSEEN = {"\u00ad", "\u2060", "\u200b", "\ufeff", *map(chr, range(0xE0000, 0xE0080))}
"""Characters that nobody sees, and a program reads. Joiners stay: scripts and emoji need them."""

BREAKS = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")


def plain_line(text: str) -> str:
    """Return a text as one line that does nothing but be read.

    Escape sequences, control characters, marks of direction, characters that cannot be seen and
    halves of characters are taken out; breaks and runs of space become one space. Letters of all
    scripts, their combining marks and emoji stay.

    Args:
        text: what somebody, or a model, sent.

    Cost: O(length).
    """
    text = BREAKS.sub(" ", SEQUENCES.sub("", text))
    # What is taken out may have stood between two spaces.
    return BREAKS.sub(" ", "".join(filter(_is_plain, text))).strip()


def _is_plain(character: str) -> bool:
    if character in DIRECTIONS or character in UNSEEN:
        return False
    return unicodedata.category(character) not in {"Cc", "Cs", "Co"}

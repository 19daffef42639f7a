"""Where in a told text some words stand, in code points of the text as it was told."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

JOINER = "\u200d"
VARIATION = range(0xFE00, 0xFE10)
SKIN_TONES = range(0x1F3FB, 0x1F400)
FLAGS = range(0x1F1E6, 0x1F200)
VOWELS_AND_FINALS = range(0x1160, 0x1200)
MARKS = {"Mn", "Mc", "Me"}


@dataclass(frozen=True, slots=True)
class Place:
    """Some words of a text: from one code point up to, and without, another."""

    start: int
    end: int


def places_of(words: str, text: str) -> tuple[Place, ...]:
    """Return where the words stand in the text, first place first; none if they do not.

    Case, kinds of space, and ways of writing one letter (composed or with combining marks) make no
    difference; every other sign does. A place never cuts a letter from its marks, or an emoji in
    two. Places where the words stand alone go before those inside of longer words, which count only
    if there are no others: not every language puts spaces between words.

    Args:
        words: what to look for.
        text: the text as it is stored.

    Cost: O(length of both) for texts without much repetition.
    """
    wanted, _ = _folded(words.strip())
    if not wanted:
        return ()
    folded, ends = _folded(text)
    found = []
    for begin in _occurrences(wanted, folded):
        end = begin + len(wanted)
        if ends[begin] is not None and ends[end] is not None:
            alone = not (_joined(folded, begin) or _joined(folded, end))
            found.append((alone, Place(ends[begin] or 0, _without_spaces(text, ends[end] or 0))))
    standing_alone = [place for alone, place in found if alone]
    return tuple(standing_alone or [place for _, place in found])


def _occurrences(wanted: str, folded: str) -> list[int]:
    found = []
    begin = folded.find(wanted)
    while begin >= 0:
        found.append(begin)
        begin = folded.find(wanted, begin + len(wanted))
    return found


def _joined(folded: str, at: int) -> bool:
    """Tell whether the signs on both sides of a place belong to one word."""
    return 0 < at < len(folded) and folded[at - 1].isalnum() and folded[at].isalnum()


def _without_spaces(text: str, end: int) -> int:
    return len(text[:end].rstrip())


@lru_cache(maxsize=64)
def _folded(text: str) -> tuple[str, tuple[int | None, ...]]:
    """Return a text in which what makes no difference is gone, and where its parts begin in it.

    The second part has an entry for each place between two of its signs: the code point of the
    original that begins there, or nothing within a cluster.
    """
    if text.isascii():
        return _folded_ascii(text)
    signs: list[str] = []
    starts: list[int | None] = []
    for start, cluster in _clusters(text):
        sign = " " if cluster.isspace() else unicodedata.normalize("NFC", cluster).casefold()
        if sign == " " and signs and signs[-1] == " ":
            continue
        signs.append(sign)
        starts += [start, *[None] * (len(sign) - 1)]
    return "".join(signs), (*starts, len(text))


def _folded_ascii(text: str) -> tuple[str, tuple[int | None, ...]]:
    """Return the same for a text in which every sign is a cluster of its own."""
    lowered = text.lower()
    words = lowered.split()
    if " ".join(words) == lowered:
        return lowered, tuple(range(len(text) + 1))
    kept = [
        at for at, sign in enumerate(text) if not (sign.isspace() and at and text[at - 1].isspace())
    ]
    signs = (" " if text[at].isspace() else lowered[at] for at in kept)
    return "".join(signs), (*kept, len(text))


def _clusters(text: str) -> list[tuple[int, str]]:
    """Return what a reader takes for one sign each, with its place: a letter with its marks, say.

    Nearly the extended grapheme clusters of Unicode Standard Annex 29.
    """
    starts: list[int] = []
    flags = 0
    for at, sign in enumerate(text):
        flags = flags + 1 if ord(sign) in FLAGS else 0
        goes_on = at > 0 and (
            sign == JOINER
            or text[at - 1] == JOINER
            or ord(sign) in VARIATION
            or ord(sign) in SKIN_TONES
            or ord(sign) in VOWELS_AND_FINALS
            or flags % 2 == 0 < flags
            or unicodedata.category(sign) in MARKS
        )
        if not goes_on:
            starts.append(at)
    return [
        (start, text[start:end])
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    ]

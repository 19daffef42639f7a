"""What of a model's words is never shown: quotes nobody said, experiences, praise, leading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from commonweal.elicitation._spans import Place, places_of

DropReason: TypeAlias = Literal[
    "not_quoted", "experience", "praise", "leading", "form", "left_out", "same", "another_script"
]
"""Why something that a model proposed is not shown.

``not_quoted``: no quote of it stands in what was told; ``experience``: it claims to have lived;
``praise``: it praises, thanks or comforts; ``leading``: it asks for one answer; ``form``: empty,
too long, or no question where one is due; ``left_out``: it leaves out words of the person that the
question quotes; ``same``: it says what is there already; ``another_script``: it is written in
another script than what it answers to.
"""

LEAST_QUOTED = 6
"""Letters and digits that a quote has at least: "the" stands in every story."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that a model proposed and nobody was shown."""

    text: str
    reason: DropReason


def find_quote(quote: str, told: str) -> Place | None:
    """Return where a quote stands in what was told, or nothing if it does not.

    What makes no difference between the two is said at `places_of`: case, kinds of space, ways of
    composing a letter. The first place counts. Very short quotes, which stand everywhere and show
    nothing, are none.

    Args:
        quote: what a model says was told.
        told: the text, as it is stored.

    Cost: O(length of both).
    """
    if sum(map(str.isalnum, quote)) < LEAST_QUOTED:
        return None
    return next(iter(places_of(quote, told)), None)


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


EXPERIENCE = _any_of(
    r"i(?:['\u2019]ve| have)? (?:too|also|once|myself|remember\w*|felt|lived|went through|been)",
    r"i(?:['\u2019]ve| have| had) (?:had|seen|known|felt|lived|gone|experienced|struggled|faced)",
    r"i (?:can|could) (?:relate|imagine|feel|understand|empathi[sz]e)",
    r"i (?:know|understand) (?:how|what|that) (?:you|it|that|this)",
    r"(?:when|as) i was",
    r"in my (?:own )?(?:life|experience|childhood|family|work)",
    r"(?:my own|my personal) (?:experience|story|life)",
    r"(?:me too|as someone who|like you, i|as a (?:fellow|human|person|parent|friend))",
    r"it happened to me",
    r"ich (?:habe|hatte|hab) (?:auch|selbst|selber|das|so)",
    r"ich (?:kenne das|kenne es|erinnere mich|f\u00fchle|f\u00fchlte|wei\u00df, wie|verstehe)",
    r"(?:als ich|mir ging es|mir geht es|geht mir auch so|ging mir auch so)",
    r"(?:aus eigener erfahrung|in meinem leben|in meiner (?:familie|kindheit|erfahrung))",
)
"""Words by which a program pretends to have lived, in English and German."""

PRAISE = _any_of(
    r"(?:great|good|wonderful|beautiful|excellent|fantastic|insightful) (?:\w+ )?"
    r"(?:question|answer|story|point|insight|choice|job|example)",
    r"(?:what a|how) (?:\w+ )?(?:beautiful|brave|wonderful|moving|thoughtful|inspiring|touching)",
    r"(?:amazing|impressive|admirable|inspiring|heart-?warming|well done|so brave|so proud)",
    r"(?:thank you|thanks)(?: so much| very much)? for",
    r"i(?:['\u2019]m| am) (?:so |very |truly )?(?:sorry|proud|touched|moved|impressed|glad)",
    r"i (?:love|admire|appreciate)",
    r"(?:wunderbar\w*|gro\u00dfartig\w*|beeindruckend\w*|bewundernswert\w*|toll gemacht)",
    r"(?:danke|vielen dank)(?:,? dass| f\u00fcr)",
    r"(?:was f\u00fcr eine? sch\u00f6ne\w*|wie (?:mutig|sch\u00f6n|ber\u00fchrend))",
    r"tolle\w* (?:frage|antwort|geschichte)",
    r"(?:es )?tut mir (?:sehr )?leid",
)
"""Words by which a program flatters or comforts."""

LEADING = _any_of(
    r"(?:do|did|would|could|is|are|was|were|should)n['\u2019]t (?:you|it|that|this|there|they|we)",
    r"(?:would|do) you (?:not )?agree",
    r"(?:surely|obviously|of course|clearly|naturally|undoubtedly|after all)",
    r"(?:right|isn['\u2019]t it|yes|no)\s*\?",
    r"(?:most|many) people|everyone knows|everybody knows|you should|you must|you ought",
    r"(?:sicherlich|selbstverst\u00e4ndlich|nat\u00fcrlich|offensichtlich|zweifellos)",
    r"(?:nicht wahr|oder|stimmt['\u2019]?s)\s*\?",
    r"(?:stimmst du (?:mir )?zu|stimmen sie (?:mir )?zu|findest du nicht|finden sie nicht)",
    r"(?:die meisten|viele) (?:menschen|leute)|jeder wei\u00df|du solltest|sie sollten|du musst",
)
"""Words by which a question asks for one of its answers."""

VOICES: tuple[tuple[DropReason, re.Pattern[str]], ...] = (
    ("experience", EXPERIENCE),
    ("praise", PRAISE),
    ("leading", LEADING),
)


def voice_fault(text: str, *, told: str | None = None) -> DropReason | None:
    """Return why words of a model are not shown, as far as some lists of phrases tell.

    The lists are short, and know English and German only: they catch what models say most, and
    miss what is put otherwise. That nothing was caught shows nothing.

    Args:
        text: what the model would say to the person.
        told: for words that are to be the person's own, what they told: a phrase that stands in it
            is theirs. Such words ask nothing, and so cannot lead.
    """
    for reason, words in VOICES:
        if told is not None and reason == "leading":
            continue
        theirs = (told or "").casefold()
        if any(found.group().casefold() not in theirs for found in words.finditer(text)):
            return reason
    return None


def scripts_of(text: str) -> frozenset[str]:
    """Return the scripts that the letters of a text are in, by the first word of their names."""
    names = (unicodedata.name(letter, "") for letter in text if letter.isalpha())
    return frozenset(name.partition(" ")[0] for name in names if name)


def left_out(text: str, quoted: Iterable[str]) -> bool:
    """Tell whether a text leaves out any of these words, as they stand."""
    return not all(words in text for words in quoted)

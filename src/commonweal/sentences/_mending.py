"""Everything that is wrong with one sentence, and not only what comes first.

Where no form leads on, the sentence is read again as if what is likeliest stood there: the word of
the language that is spelled nearly so, or anything of the sort that belongs there. What then is
wrong behind it is told only if reading went on behind that place, so that nobody is told what
follows from one mistake as if it were another. Names are held to what a study declares as far as
reading came at last; what was put in is held to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.errors import Problem
from commonweal.sentences._read_condition import TooDeepCondition
from commonweal.sentences._sentence_reader import SentenceReader
from commonweal.sentences._tokens import Misplaced
from commonweal.sentences._write_condition import written_condition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from commonweal.sentences._form import Form
    from commonweal.sentences._grammar import Grammar
    from commonweal.sentences._known_names import KnownNames
    from commonweal.sentences._read_condition import TwoReadings
    from commonweal.sentences._tokens import Sentence

MOST_MENDED = 16
"""How many places of a sentence are mended at most; each costs one more reading."""


def problems_of(
    sentence: Sentence,
    forms: Sequence[Form],
    grammar: Grammar,
    known: KnownNames | None,
    *,
    also: Callable[[SentenceReader], object] = lambda _: None,
) -> list[Misplaced]:
    """Return what is wrong with a sentence that none of the forms reads, in order of its places.

    What the tokens themselves are wrong in is told elsewhere, and not again here.

    Args:
        sentence: the sentence.
        forms: what it could have been.
        grammar: the language.
        known: what may be named, where a study says so.
        also: reads what the sentence could have been beside the forms.

    Cost: that of reading it, once for each place that is mended.
    """
    mending = _Mending(sentence, forms, grammar, known, also)
    found = [*mending.wrong_places(), *mending.wrong_names(), *mending.two_readings()]
    return sorted(found, key=lambda item: (item.line, item.column))


class _Mending:
    def __init__(
        self,
        sentence: Sentence,
        forms: Sequence[Form],
        grammar: Grammar,
        known: KnownNames | None,
        also: Callable[[SentenceReader], object],
    ) -> None:
        self._tokens = list(sentence.tokens)
        self._forms = forms
        self._grammar = grammar
        self._known = known
        self._also = also
        self._put_in: set[int] = set()
        """Where anything of the right sort was put in, of which nothing can be said."""

    def wrong_places(self) -> list[Misplaced]:
        """Mend the sentence as far as can be, and return what was wrong in it."""
        told: list[Misplaced] = []
        written = tuple(self._tokens)
        mended = -1
        for _ in range(MOST_MENDED):
            reader = self._reader()
            try:
                if self._is_read(reader):
                    break
            except TooDeepCondition as error:
                told.append(Misplaced(error.token.line, error.token.column, error.problem))
                break
            place = reader.furthest
            if place >= len(self._tokens):
                break
            token, meant = self._tokens[place], reader.meant()
            follows = place <= mended + 1 and mended >= 0
            doubtful = follows or any(each.kind == "wrong" for each in self._tokens[place + 1 :])
            if doubtful and meant is None and token.kind != "wrong":
                if follows:
                    # What was put in led nowhere: what stood before it is as doubtful as ever.
                    self._tokens[mended] = written[mended]
                break
            if token.kind != "wrong":
                told.append(reader.failure())
            instead = meant or reader.stand_in()
            if instead is None:
                break
            if meant is None:
                self._put_in.add(place)
            self._tokens[place] = instead
            mended = place
        return told

    def wrong_names(self) -> Iterator[Misplaced]:
        """Yield what is wrong with names, where all forms that came furthest say so.

        A name behind which reading did not go on may be the name of something else.
        """
        readers, end = self._furthest()
        for place, problem in readers[0].names.by_place.items():
            is_said = place + 1 < end and place not in self._put_in
            if is_said and all(each.names.by_place.get(place) == problem for each in readers):
                yield problem

    def two_readings(self) -> Iterator[Misplaced]:
        """Yield the places that can be read in two ways, where all these forms say so.

        Of a clause behind which reading did not go on it is not known whether it ends there.
        """
        readers, end = self._furthest()
        for place, readings in readers[0].readings.items():
            if readings.end < end and all(place in each.readings for each in readers):
                token = readings.token
                yield Misplaced(token.line, token.column, self._ambiguous(readings))

    def _reader(self) -> SentenceReader:
        return SentenceReader(self._tokens, self._grammar, self._known)

    def _is_read(self, reader: SentenceReader) -> bool:
        self._also(reader)
        return any(reader.whole(form) is not None for form in self._forms)

    def _furthest(self) -> tuple[list[SentenceReader], int]:
        """Return the readings that came furthest, each by one form, and how far they came."""
        readers = [self._reader()]
        for form in self._forms:
            reader = self._reader()
            try:
                if reader.whole(form) is not None:
                    return [reader], len(self._tokens)
            except TooDeepCondition:
                continue
            readers.append(reader)
        most = max(reader.furthest for reader in readers)
        return [reader for reader in readers if reader.furthest == most], most

    def _ambiguous(self, readings: TwoReadings) -> Problem:
        """Return that a clause can be read in two ways, with both where it was read as it is."""
        shown = ""
        if not self._put_in & {*range(readings.start, readings.end)}:
            first, second = (
                written_condition(each, self._grammar) for each in (readings.first, readings.second)
            )
            shown = f": (1) {first} (2) {second}"
        return Problem(
            code="ambiguous-sentence",
            path="",
            expected="a sentence that can be read in one way",
            found=f"{readings.token.value!r}, which can be read in two{shown}",
            hint="Write the one of the two that is meant.",
        )

"""The controlled language: records as plain sentences, in English and German, and back exactly."""

from commonweal.sentences._known_names import (
    KnownNames,
    Titles,
)
from commonweal.sentences._languages import (
    SENTENCE_KINDS,
    SENTENCE_LANGUAGES,
    SentenceLanguage,
)
from commonweal.sentences._parse_condition import (
    parse_condition,
)
from commonweal.sentences._read import (
    LARGEST_SENTENCES,
    parse_sentences,
    read_sentences,
)
from commonweal.sentences._write import (
    condition_sentence,
    record_sentences,
    write_sentences,
)

__all__ = [
    "LARGEST_SENTENCES",
    "SENTENCE_KINDS",
    "SENTENCE_LANGUAGES",
    "KnownNames",
    "SentenceLanguage",
    "Titles",
    "condition_sentence",
    "parse_condition",
    "parse_sentences",
    "read_sentences",
    "record_sentences",
    "write_sentences",
]

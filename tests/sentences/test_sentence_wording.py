"""The sentences, word for word, and that the languages say all that there is to say."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from commonweal.cli._known_names import known_names
from commonweal.documents import RECORD_KINDS, Condition, Equals, Not, Occupies, parse_record
from commonweal.sentences import (
    SENTENCE_KINDS,
    SENTENCE_LANGUAGES,
    condition_sentence,
    parse_sentences,
    write_sentences,
)
from commonweal.sentences._form import Exactly, Form, Group, Items, Slot, Words
from commonweal.sentences._grammar import SHARED
from commonweal.sentences._languages import GRAMMARS
from commonweal.studies import init_study, read_study

CARD = f"value_card:{'0' * 63}1"
NORM: dict[str, Any] = {
    "kind": "norm",
    "schema_version": 1,
    "by": "council",
    "origin": "person",
    "said_at": "2026-01-31T09:30:00Z",
    "language": "en",
    "name": "give-notice",
    "text": 'Say "so" first.',
    "role": "operator",
    "counterparty": "neighbour",
    "modality": "obliged",
    "action": "notify",
    "deadline": "2026-06-30T00:00:00Z",
    "condition": {
        "kind": "all",
        "of": [
            {"kind": "holds", "context": "drought"},
            {"kind": "any", "of": [{"kind": "at_most", "fact": "flow", "value": "1/2"},
                                   {"kind": "one_of", "fact": "state",
                                    "values": ["low", 3, True]}]},
            {"kind": "not", "of": {"kind": "occupies", "who": "anyone", "role": "warden"}},
        ],
    },
    "exceptions": [
        {"when": {"kind": "before", "of": {"kind": "equals", "fact": "told", "value": True}},
         "text": "They know."},
        {"when": {"kind": "not", "of": {"kind": "at_least", "fact": "months", "value": 6}}},
    ],
    "level": "supranational",
    "issuer": "convention",
    "in_force_from": "2026-01-01T00:00:00Z",
    "in_force_until": "2030-01-01T00:00:00Z",
    "upon_breach": {"norm": "ask-first", "by": "anyone"},
    "grounds": [{"card": CARD}, {"norm": "fair-use"}],
    "priority": [{"over": "urgent-draw", "granted_by": "convention"}],
    "reparation": "Notice is given at once.",
    "sanction": "None is foreseen.",
    "source": {"type": "treaty", "citation": "article 12"},
}  # fmt: skip

ENGLISH_NORM = f"""\
Norm 'give-notice': "Say \\"so\\" first.".
Whoever acts as 'operator' must do 'notify' towards 'neighbour' by 2026-06-30T00:00:00Z if \
each of these holds:
  the context 'drought' holds;
  either 'flow' is at most 1/2 or 'state' is one of "low", 3 or true (or both); and
  nobody acts as 'warden',
unless already before any act 'told' is true ("They know.") and unless 'months' is not at least 6.
It is issued by 'convention' at the supranational level.
It is in force from 2026-01-01T00:00:00Z until 2030-01-01T00:00:00Z.
It applies only upon the breach of 'ask-first' by anybody.
It rests on the card {CARD} and the norm 'fair-use'.
It takes precedence over 'urgent-draw', as granted by 'convention'.
If it is broken, what is due is: "Notice is given at once.".
The sanction is: "None is foreseen.".
It comes from a treaty: "article 12".
Said by 'council' on 2026-01-31T09:30:00Z (a person), in the language "en".
"""

GERMAN_NORM = f"""\
Norm 'give-notice': "Say \\"so\\" first.".
Wer als 'operator' handelt, muss 'notify' gegenüber 'neighbour' bis zum 2026-06-30T00:00:00Z tun, \
wenn jede der folgenden Aussagen zutrifft:
  dass der Kontext 'drought' gilt;
  dass entweder 'flow' höchstens 1/2 ist oder 'state' eines von "low", 3 oder wahr ist \
(oder beides); und
  dass niemand als 'warden' handelt,
es sei denn, dass schon vor jeder Handlung 'told' wahr ist ("They know.") \
und es sei denn, dass 'months' nicht mindestens 6 ist.
Sie wurde von 'convention' auf überstaatlicher Ebene erlassen.
Sie gilt ab dem 2026-01-01T00:00:00Z bis zum 2030-01-01T00:00:00Z.
Sie gilt nur nach einer Verletzung von 'ask-first' durch irgendwen.
Sie beruht auf der Karte {CARD} und der Norm 'fair-use'.
Sie hat Vorrang vor 'urgent-draw', gewährt von 'convention'.
Wird sie verletzt, so ist geschuldet: "Notice is given at once.".
Als Sanktion folgt: "None is foreseen.".
Sie stammt aus einem Staatsvertrag: "article 12".
Gesagt von 'council' am 2026-01-31T09:30:00Z (ein Mensch), in der Sprache "en".
"""


@pytest.mark.parametrize(("language", "expected"), [("en", ENGLISH_NORM), ("de", GERMAN_NORM)])
def test_a_whole_norm_is_said_like_this(language: str, expected: str) -> None:
    """A norm with every field, word for word."""
    assert expected == write_sentences([parse_record(NORM)], language=language)


@pytest.mark.parametrize(
    ("modality", "english", "german"),
    [
        (
            "obliged",
            "Whoever acts as 'operator' must do 'notify'.",
            "Wer als 'operator' handelt, muss 'notify' tun.",
        ),
        (
            "forbidden",
            "Whoever acts as 'operator' must not do 'notify'.",
            "Wer als 'operator' handelt, darf 'notify' nicht tun.",
        ),
        (
            "permitted",
            "Whoever acts as 'operator' may do 'notify'.",
            "Wer als 'operator' handelt, darf 'notify' tun.",
        ),
    ],
)
def test_must_must_not_and_may(modality: str, english: str, german: str) -> None:
    """In German, what must not be is what nobody ``darf``, with ``nicht`` before the verb."""
    left_out = {"counterparty", "deadline", "condition", "exceptions"}
    plain = {field: value for field, value in NORM.items() if field not in left_out}
    record = parse_record(plain | {"modality": modality})

    lines = [write_sentences([record], language=each).splitlines()[1] for each in ("en", "de")]

    assert [english, german] == lines


@pytest.mark.parametrize(
    ("condition", "english", "german"),
    [
        (
            Not(of=Not(of=Equals(fact="a", value=1))),
            "The condition is that it is not so that 'a' is not 1.",
            "Die Bedingung ist, dass es nicht so ist, dass 'a' nicht 1 ist.",
        ),
        (
            Not(of=Occupies(who="actor", role="r")),
            "The condition is that the actor does not act as 'r'.",
            "Die Bedingung ist, dass die handelnde Partei nicht als 'r' handelt.",
        ),
        (
            Occupies(who="anyone", role="r"),
            "The condition is that anyone acts as 'r'.",
            "Die Bedingung ist, dass irgendjemand als 'r' handelt.",
        ),
    ],
)
def test_conditions_are_said_like_this(condition: Condition, english: str, german: str) -> None:
    """Denials are short where nothing stands between them and what they deny."""
    assert english == condition_sentence(condition, language="en")
    assert german == condition_sentence(condition, language="de")


def paths_of(form: Form) -> Iterator[str]:
    """Yield every field that a form speaks of."""
    waiting = list(form.elements)
    yield from form.says
    while waiting:
        element = waiting.pop()
        match element:
            case Group():
                waiting += element.elements
            case Slot() | Items() | Exactly():
                yield ".".join(element.path)
            case Words():
                continue


@pytest.mark.parametrize("kind", SENTENCE_KINDS)
def test_both_languages_speak_of_the_same(kind: str) -> None:
    """A sentence of one language has its twin in the other, with the same fields in it."""

    def said(language: str) -> list[tuple[list[str], str | None, bool]]:
        grammar = GRAMMARS[language]
        return [
            (sorted(paths_of(sentence.form)), sentence.each, sentence.throughout)
            for sentence in grammar.of_kind(kind)
        ]

    assert said("en") == said("de")


def fields_of(model: type[BaseModel]) -> set[str]:
    """Return the fields of a model, and of the parts of it that are no conditions."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        found.add(name)
        for part in models_in(field.annotation):
            found |= {f"{name}.{inner}" for inner in fields_of(part)}
    return found


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """Return the models in an annotation, conditions left out."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [] if annotation.__module__.endswith("_condition") else [annotation]
    if get_origin(annotation) in {tuple, Union, types.UnionType}:
        return [model for part in get_args(annotation) for model in models_in(part)]
    return []


@pytest.mark.parametrize("language", SENTENCE_LANGUAGES)
@pytest.mark.parametrize("kind", SENTENCE_KINDS)
def test_every_field_of_a_record_can_be_said(kind: str, language: str) -> None:
    """No field of a kind is without its place in a sentence, down to the parts of its lists."""
    grammar = GRAMMARS[language]
    said = {"kind", "schema_version", *paths_of(grammar.openings[kind])}
    for sentence in grammar.of_kind(kind):
        prefix = "" if sentence.each is None else f"{sentence.each}."
        said |= {prefix + path for path in paths_of(sentence.form)} | {sentence.each or ""}
        for element in _items_in(sentence.form.elements):
            inner = [path for form in grammar.parts[element.forms] for path in paths_of(form)]
            said |= {f"{prefix}{'.'.join(element.path)}.{path}" for path in inner}
    heads = {path.rsplit(".", 1)[0] for path in said if "." in path}

    assert set() == fields_of(RECORD_KINDS[kind]) - said - heads


def _items_in(elements: tuple[Any, ...]) -> Iterator[Items]:
    for element in elements:
        if isinstance(element, Group):
            yield from _items_in(element.elements)
        elif isinstance(element, Items):
            yield element


@pytest.mark.parametrize("language", SENTENCE_LANGUAGES)
def test_what_may_be_nothing_has_a_word(language: str) -> None:
    """Every field that can be said to be null or empty has a word for saying so."""
    nothing = {
        name
        for kind in SENTENCE_KINDS
        for name, field in RECORD_KINDS[kind].model_fields.items()
        if not field.is_required() and field.default in (None, ())
    }

    assert nothing == GRAMMARS[language].absent.keys()
    assert len(nothing) == len({*GRAMMARS[language].absent.values()})


@pytest.mark.parametrize("language", SENTENCE_LANGUAGES)
def test_no_sentence_could_be_another(language: str) -> None:
    """Each example of a kind's sentences differs from every other."""
    grammar = GRAMMARS[language]
    for kind in (*SENTENCE_KINDS, SHARED):
        examples = [sentence.form.example() for sentence in grammar.sentences[kind]]

        assert len(examples) == len({*examples})


DOCS = Path(__file__).resolve().parents[2] / "docs"
REFERENCE = (DOCS / "reference" / "controlled-language.md").read_text(encoding="utf-8")
HOW_TO = (DOCS / "how-to" / "write-norms-as-sentences.md").read_text(encoding="utf-8")


def blocks(page: str, beginning: str) -> list[str]:
    """Return the blocks of text of a page that begin like this."""
    found = re.findall(r"^```text\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    return [block for block in found if block.startswith(beginning)]


@pytest.mark.parametrize("language", SENTENCE_LANGUAGES)
def test_every_word_of_the_language_is_in_the_reference(language: str) -> None:
    """The page of the language has each of its words, in the grammar or beside it."""
    grammar = GRAMMARS[language]
    section = REFERENCE.partition(f"### {grammar.name}")[2].partition("\n## ")[0]
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", section)}

    assert set() == grammar.vocabulary - words


def test_the_examples_of_the_reference_are_one_norm() -> None:
    """The example in English and the one in German are read, and are the same record."""
    english, german = blocks(REFERENCE, "Norm 'standstill'")

    (first,), (second,) = parse_sentences(english), parse_sentences(german)

    assert first.record.id == second.record.id
    assert english == write_sentences([first.record])
    assert german == write_sentences([first.record], language="de")


def test_the_example_of_the_guide_is_read(tmp_path: Path) -> None:
    """The file that the guide writes can be read against the study that it begins with."""
    init_study(tmp_path / "garden", name="garden")
    known = known_names(read_study(tmp_path / "garden"))
    (rules,) = blocks(HOW_TO, "# rules.txt")

    read = [item.record for item in parse_sentences(rules, known=known)]

    assert ["turns-in-dry-weeks", "never-dry"] == [record.name for record in read]
    assert {"2026-07-01T00:00:00Z"} == {record.in_force_from for record in read}


def test_the_first_example_of_the_guide_is_what_is_written(tmp_path: Path) -> None:
    """The norm that the guide shows is what the program says of the starter study."""
    init_study(tmp_path / "garden", name="garden")
    folder = read_study(tmp_path / "garden")

    written = write_sentences(folder.norms[:1], titles=known_names(folder))

    assert [written] == blocks(HOW_TO, "Norm 'keep-a-reserve'")

"""Records said in sentences come back with the same id, in both languages."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from commonweal.documents import (
    ALWAYS,
    All,
    Any,
    Before,
    Condition,
    Equals,
    Norm,
    NormException,
    Not,
    Record,
    read_toml,
)
from commonweal.sentences import (
    SENTENCE_KINDS,
    SENTENCE_LANGUAGES,
    KnownNames,
    condition_sentence,
    parse_condition,
    parse_sentences,
    read_sentences,
    record_sentences,
    write_sentences,
)
from commonweal.studies import init_study, read_study
from commonweal.testing import conditions, fact_values, records, texts

RIVER = Path(__file__).resolve().parents[2] / "examples" / "river"
SAID = {"by": "clerk", "origin": "person", "said_at": "2026-01-31T09:30:00Z"}

languages = st.sampled_from(SENTENCE_LANGUAGES)
sayable = st.sampled_from(SENTENCE_KINDS).flatmap(records)


def ids_after(said: list[Record], language: str, **how: KnownNames) -> list[str]:
    """Return the ids of records that were said in sentences and read back."""
    text = write_sentences(said, language=language, **how)
    return [item.record.id for item in parse_sentences(text, language=language)]


def norm_with(**fields: object) -> Norm:
    """Return a norm with the least fields, and these."""
    least = {
        "name": "reserve",
        "text": "Leave a reserve.",
        "role": "waterer",
        "modality": "forbidden",
        "action": "water",
        "level": "organisational",
        "issuer": "garden",
        "in_force_from": "2026-01-01T00:00:00Z",
        "source": {"type": "policy"},
    }
    content = {"kind": "norm", "schema_version": 1, **SAID, **least, **fields}
    return Norm.from_content(content)


@settings(max_examples=150)
@given(st.lists(sayable, min_size=1, max_size=2), languages)
def test_any_record_comes_back_with_its_id(said: list[Record], language: str) -> None:
    """Whatever a record says, and whatever it leaves unsaid, is what is read back."""
    assert [record.id for record in said] == ids_after(said, language)


@given(sayable, languages)
def test_a_record_has_one_canonical_text(record: Record, language: str) -> None:
    """What is read, in the language that its words are of, is written again letter for letter."""
    text = write_sentences([record], language=language)

    (read,) = parse_sentences(text)

    assert text == write_sentences([read.record], language=language)


@pytest.mark.parametrize("kind", SENTENCE_KINDS)
@settings(max_examples=40)
@given(st.data())
def test_a_record_is_the_same_by_way_of_the_other_language(kind: str, data: st.DataObject) -> None:
    """Said in English, read, said in German and read: it is still the same record."""
    record = data.draw(records(kind))

    (read,) = parse_sentences(write_sentences([record], language="en"), language="en")

    assert [record.id] == ids_after([read.record], "de")


@settings(max_examples=200)
@given(conditions(most_clauses=30), languages)
def test_any_condition_comes_back(condition: Condition, language: str) -> None:
    """A condition is the same after it was said, with every list that was left out or was empty."""
    if condition.depth <= 32:
        sentence = condition_sentence(condition, language=language)

        assert condition.content() == parse_condition(sentence, language=language).content()


@given(fact_values(), languages)
def test_values_keep_their_type(value: bool | int | str, language: str) -> None:
    """True is not the word true, 1 is not the word 1, and a fraction is a number."""
    condition = Equals(fact="a", value=value)

    read = parse_condition(condition_sentence(condition, language=language), language=language)

    assert condition.content() == read.content()
    assert type(value) is type(read.content()["value"])


@given(texts(), languages)
def test_texts_come_back_letter_for_letter(text: str, language: str) -> None:
    """Any Unicode stands in quotation marks and is what it was."""
    said = norm_with(text=text, reparation=text)

    (read,) = parse_sentences(write_sentences([said], language=language), language=language)

    assert text.encode() == read.record.text.encode()
    assert said.id == read.record.id


@pytest.mark.parametrize(
    "text",
    [
        'He said "no".',
        "a\\nb \\u{41}",
        "one\r\ntwo\tthree\n\nfour",
        "„so“ “so” «so» ‘so’",
        "שלום. לא",
        "\u202eabc\u202c \u2066x\u2069 \u200f",
        "👩\u200d🌾 🌊",
        "\x00\x1f\x7f\x85\u2028\ufeff",
        "Norm 'x': \"y\".\n\nNorm 'z': \"w\".",
        "# no remark",
    ],
)
@pytest.mark.parametrize("language", SENTENCE_LANGUAGES)
def test_texts_that_look_like_sentences_stay_texts(text: str, language: str) -> None:
    """Quotation marks, escapes, ends of lines and hidden characters do no harm inside a text."""
    said = norm_with(text=text)

    written = write_sentences([said], language=language)

    (read,) = parse_sentences(written, language=language)
    assert said.id == read.record.id
    assert not {"\u202e", "\u2066", "\x00", "\u2028", "\r"} & set(written)


@pytest.mark.parametrize("language", SENTENCE_LANGUAGES)
def test_the_river_comes_back(language: str, tmp_path: Path) -> None:
    """Every context, norm, compact and card of the bundled study is the same after reading."""
    folder = read_study(RIVER)
    said = [*folder.contexts, *folder.norms, *folder.compacts, *folder.answers.cards]
    file = tmp_path / "river.txt"
    file.write_text(write_sentences(said, language=language), encoding="utf-8")

    read = read_sentences(file)

    assert {*SENTENCE_KINDS} == {record.kind for record in said}
    assert [record.id for record in said] == [item.record.id for item in read]


@pytest.mark.parametrize("language", SENTENCE_LANGUAGES)
def test_the_starter_study_comes_back(language: str, tmp_path: Path) -> None:
    """The norms of the study that everybody begins with are the same after reading."""
    init_study(tmp_path / "garden", name="garden")
    said = list(read_study(tmp_path / "garden").norms)

    assert said
    assert [record.id for record in said] == ids_after([*said], language)


@pytest.mark.parametrize("language", SENTENCE_LANGUAGES)
def test_what_is_expressly_nothing_is_not_what_is_unsaid(language: str) -> None:
    """Null, an empty list and a field that was left out have three ids, and keep them."""
    fields = {"counterparty": None, "deadline": None, "exceptions": [], "guaranteed": False}
    said = [norm_with(), norm_with(**fields), norm_with(grounds=[], condition={"kind": "all"})]
    said += [norm_with(condition=ALWAYS.content()), norm_with(source={"type": "law"})]
    said += [norm_with(source={"type": "law", "citation": None}), norm_with(language=None)]

    assert len(said) == len({record.id for record in said})
    assert [record.id for record in said] == ids_after([*said], language)


def nested(depth: int, breadth: int) -> Condition:
    """Return a condition so many clauses deep, with long lists on the way."""
    condition: Condition = Equals(fact="a", value=True)
    others = tuple(Equals(fact=f"f{number}", value=number) for number in range(breadth))
    joins = [
        lambda inside: All(of=(*others, inside)),
        lambda inside: Before(of=inside),
        lambda inside: Any(of=(inside, *others)),
        lambda inside: Not(of=inside),
        lambda inside: All(of=(inside, condition)),
        lambda inside: Any(of=(inside,)),
    ]
    while condition.depth < depth:
        condition = joins[condition.depth % len(joins)](condition)
    return condition


@pytest.mark.parametrize("language", SENTENCE_LANGUAGES)
def test_the_deepest_conditions_come_back(language: str) -> None:
    """32 clauses inside one another, lists of 64 parts among them, are read without giving up."""
    condition = nested(32, 63)

    sentence = condition_sentence(condition, language=language)

    assert 32 == condition.depth
    assert condition.content() == parse_condition(sentence, language=language).content()


@pytest.mark.parametrize("language", SENTENCE_LANGUAGES)
def test_a_norm_with_a_deep_condition_and_many_exceptions_comes_back(language: str) -> None:
    """Long conditions stand on several lines, with the exceptions behind them on their own."""
    exceptions = tuple(
        NormException(when=nested(depth, 5), text="Because.") for depth in range(1, 12)
    )
    plain = norm_with().content() | {
        "condition": nested(20, 10).content(),
        "exceptions": [exception.content() for exception in exceptions],
    }
    said = Norm.from_content(plain)

    assert [said.id] == ids_after([said], language)


@given(records("norm"), languages, st.integers(0, 2**32))
def test_order_lines_and_commas_do_not_matter(record: Record, language: str, seed: int) -> None:
    """Sentences behind the first may stand in any order, on as many lines as one likes."""
    first, *rest = record_sentences(record, language=language)
    each = [sentence for sentence in rest if " 'urgent" not in sentence]
    random.Random(seed).shuffle(each)
    text = f"# A remark.\n{first}\n# Another.\n" + "   ".join(each).replace("\n", "\r\n")

    (read,) = parse_sentences(text, language=language)

    content = dict(record.content())
    found = dict(read.record.content())
    for listed in ("priority",):
        content[listed] = sorted(map(str, content.get(listed) or ()))
        found[listed] = sorted(map(str, found.get(listed) or ()))
    assert content == found


@given(records("norm"), languages)
def test_titles_beside_names_change_nothing(record: Norm, language: str) -> None:
    """What stands in brackets after a name is for readers, and is passed over."""
    titles = KnownNames({"role": {record.role: 'The "one"'}, "institution": {record.issuer: "["}})

    text = write_sentences([record], language=language, titles=titles)

    assert [record.id] == [item.record.id for item in parse_sentences(text, language=language)]
    assert '["The \\"one\\""]' in text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Norm ‘reserve’: “Leave it.”.", "Leave it."),
        ("NORM 'reserve': „Lass es.“.", "Lass es."),
        ("norm ‚reserve‘ : «Laisse.».", "Laisse."),
        ("Norm 'reserve': »Lass es.«.", "Lass es."),
        ("Norm\n  'reserve':\n  \"Leave it.\".", "Leave it."),
        ("Norm 'reserve': “a \\” b”.", "a ” b"),
    ],
)
def test_other_quotation_marks_are_read(written: str, meant: str) -> None:
    """What word processors make of straight quotation marks is taken for what it was."""
    rest = record_sentences(norm_with())[1:]

    (read,) = parse_sentences("\n".join([written, *rest]))

    assert meant == read.record.text


def test_what_holds_throughout_is_said_once() -> None:
    """A paragraph says the level, the issuer, the dates, the source and who says so for all."""
    shared = record_sentences(norm_with())[2:]
    one, two = (record_sentences(norm_with(name=name))[:2] for name in ("one", "two"))
    own = "It is in force from 2027-01-01T00:00:00Z."
    text = "\n\n".join(
        "\n".join(part) for part in (["The following holds throughout.", *shared], one, [*two, own])
    )

    read = [item.record for item in parse_sentences(text)]

    assert [norm_with(name="one").id] == [record.id for record in read[:1]]
    assert norm_with(name="two", in_force_from="2027-01-01T00:00:00Z").id == read[1].id


def test_a_place_is_the_line_of_its_sentence() -> None:
    """A record knows on which line it begins, and on which each of its fields is said."""
    text = "# Norms.\n\n" + write_sentences([norm_with(), norm_with(name="other")])

    first, second = parse_sentences(text, "norms.txt")

    assert ["norms.txt:3", "norms.txt:10"] == [first.place, second.place]
    assert first.lines is not None
    assert [3, 4, 5] == [first.lines((name,)) for name in ("name", "action", "issuer")]


def test_toml_and_sentences_are_one_study() -> None:
    """A norm in a TOML file and the sentences for it are the same record."""
    located = read_toml(RIVER / "norms" / "1-convention.toml")

    text = write_sentences(item.record for item in located)

    assert [item.record.id for item in located] == [
        item.record.id for item in parse_sentences(text)
    ]

"""What is wrong with sentences is told with its place, what could stand there, and all at once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from commonweal.documents import Norm, Record, Role
from commonweal.errors import InvalidDocument, Problem
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
from commonweal.testing import records

SAID = {"by": "clerk", "origin": "person", "said_at": "2026-01-31T09:30:00Z"}
NORM = """\
Norm 'reserve': "Leave a reserve.".
Whoever acts as 'waterer' must not do 'water' if 'litres' is at most 200.
It is issued by 'garden' at the level of an organisation.
It is in force from 2026-01-01T00:00:00Z.
It comes from a policy.
Said by 'clerk' on 2026-01-31T09:30:00Z (a person).
"""
NORM_IN_GERMAN = """\
Norm 'reserve': "Lasst eine Reserve.".
Wer als 'waterer' handelt, darf 'water' nicht tun, wenn 'litres' höchstens 200 ist.
Sie wurde von 'garden' auf der Ebene einer Organisation erlassen.
Sie gilt ab dem 2026-01-01T00:00:00Z.
Sie stammt aus einer Richtlinie.
Gesagt von 'clerk' am 2026-01-31T09:30:00Z (ein Mensch).
"""


def problems_in(text: str, **how: object) -> list[Problem]:
    """Return everything that is wrong with a text."""
    with pytest.raises(InvalidDocument) as caught:
        parse_sentences(text, "n.txt", **how)  # type: ignore[arg-type]

    return list(caught.value.problems)


def changed(old: str, new: str, text: str = NORM) -> str:
    """Return the norm with one text in the place of another."""
    assert old in text
    return text.replace(old, new, 1)


def test_the_norm_is_right_before_it_is_changed() -> None:
    """Both texts that the tests below break can be read, and say the same but for the words."""
    (english,) = parse_sentences(NORM)
    (german,) = parse_sentences(NORM_IN_GERMAN)

    assert isinstance(english.record, Norm)
    differing = {
        field
        for field, value in english.record.content().items()
        if german.record.content()[field] != value
    }
    assert {"text"} == differing


@pytest.mark.parametrize(
    ("old", "new", "place", "told", "hint"),
    [
        ("must not", "mustt not", "2:27", "'must'", "Did you mean 'must'?"),
        ("Whoever", "Whover", "2:1", "'Whoever'", "Did you mean 'Whoever'?"),
        ("at most", "at moost", "2:65", "'least' or 'most'", "Did you mean 'most'?"),
        ("'water' if", "water if", "2:39", "the name of an action", ""),
        ("200.", "200 litres.", "2:74", "'and' or 'or' or 'unless' or '.'", ""),
        ("200.", '"many".', "2:70", "a number such as 6 or 3/4", ""),
        ("200.", "2,5.", "2:70", "an integer, a fraction", "3/2"),
        ("200.", "007.", "2:70", "an integer, a fraction", ""),
        ("2026-01-01T00:00:00Z", "2026-01-01", "4:21", "a moment such as", "2026-01-31T09:30:00Z"),
        ("2026-01-01T00:00:00Z", "1.1.2026", "4:21", "a moment such as", "to the second"),
        ("a policy", "a polizy", "5:17", "'policy'", "Did you mean 'policy'?"),
        ("'garden'", "'garden", "3:17", "a closing '", "no apostrophes"),
        ("'garden'", "garden's", "3:23", "a closing '", "no apostrophes"),
        ('"Leave a reserve."', '"Leave a reserve.', "1:17", 'a closing "', "on one line"),
        ('"Leave a reserve."', r'"Leave \a reserve."', "1:24", "after a backslash", r"\\"),
        ('"Leave a reserve."', r'"\u{D800}"', "1:18", "after a backslash", ""),
        ('"Leave a reserve."', "'Leave a reserve.'", "1:17", "a name: at most", "double"),
        ("(a person).", "(a person)", "6:51", "'.'", ""),
        ("Norm", "Nrom", "1:1", "'Norm' or 'Context'", "Did you mean 'Norm'?"),
        ("It comes", "§ It comes", "5:1", "a word of the language", ""),
    ],
)
def test_a_slip_of_the_pen_is_shown(old: str, new: str, place: str, told: str, hint: str) -> None:
    """The place, what could stand there, and what was probably meant."""
    first = problems_in(changed(old, new))[0]

    assert f"n.txt:{place}" == first.path.split(" ")[0]
    assert told in first.expected
    assert hint in first.hint
    assert first.code in {"sentence-form", "wrong-form"}


@pytest.mark.parametrize(
    ("name", "code", "shown"),
    [
        ("Waterer", "wrong-form", "Did you mean 'waterer'?"),
        ("the waterer", "wrong-form", "Did you mean 'the-waterer'?"),
        ("🌊", "wrong-form", "double quotation marks"),
        ("ماء", "wrong-form", "double quotation marks"),
        ("wat\u202eer", "wrong-form", "double quotation marks"),
        ("", "wrong-form", "double quotation marks"),
        ("a" * 81, "wrong-form", "double quotation marks"),
        ("wаterer", "wrong-form", "double quotation marks"),  # a Cyrillic letter
    ],
)
def test_a_name_that_is_none_is_refused(name: str, code: str, shown: str) -> None:
    """Capitals, spaces, emoji, other scripts and what turns text around are in no name."""
    (problem,) = problems_in(changed("'waterer'", f"'{name}'"))

    assert (code, "n.txt:2:17") == (problem.code, problem.path)
    assert shown in problem.hint
    assert "\u202e" not in problem.found


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200f", "\x00", "\x1b", "\u2028"])
def test_what_cannot_be_seen_is_refused(character: str) -> None:
    """A character that hides or turns text around is told by its number, in a text or outside."""
    inside = problems_in(changed("Leave a", f"Leave{character} a"))
    outside = problems_in(changed("It is issued", f"It {character}is issued"))

    number = f"U+{ord(character):04X}"
    assert [("hidden-character", "n.txt:1:23", number)] == [
        (problem.code, problem.path, problem.found) for problem in inside
    ]
    assert ("hidden-character", "n.txt:3:4") == (outside[0].code, outside[0].path)


def test_text_from_right_to_left_is_read() -> None:
    """Hebrew, Arabic and emoji are text like any other."""
    (read,) = parse_sentences(changed("Leave a reserve.", "השאירו מים 👩‍🌾 اتركوا"))

    assert "השאירו מים 👩‍🌾 اتركوا" == read.record.text


def test_everything_wrong_is_told_at_once() -> None:
    """Reading goes on behind a wrong sentence, and behind a paragraph that nothing opens."""
    first = changed("must not", "shall not").replace("a policy", "policy")
    second = changed("Norm", "Rule").replace("in force", "in farce")

    found = problems_in(f"{first}\n{second}\n" + changed("'garden'", "'Garden'"))

    assert ["2:27", "5:15", "8:1", "11:10", "17:17"] == [
        problem.path.removeprefix("n.txt:") for problem in found
    ]


def test_what_a_record_lacks_is_shown_as_a_sentence() -> None:
    """Each sentence without which there is no record is named, with an example of it."""
    text = "\n".join(NORM.splitlines()[:2])

    found = problems_in(text)

    assert {"sentence-missing"} == {problem.code for problem in found}
    assert [
        "It is issued by … ….",
        "It is in force from ….",
        "It comes from ….",
        "Said by … on … (…).",
    ] == [problem.expected.removeprefix("a sentence of the form: ") for problem in found]


def test_a_wrong_sentence_is_not_also_missing() -> None:
    """What is there and cannot be read is told once."""
    assert 1 == len(problems_in(changed("It is issued", "It was issued")))


def test_what_is_said_twice_is_refused() -> None:
    """A second sentence for a field is no correction of the first."""
    (problem,) = problems_in(f"{NORM}It comes from a law.\n")

    assert ("sentence-repeated", "n.txt:7:1") == (problem.code, problem.path)


def test_nothing_and_something_do_not_go_together() -> None:
    """A field cannot be expressly nothing and also be said, in whatever order."""
    ground = "It rests on the norm 'other'."

    nothing = "Expressly without grounds."

    for text in (f"{NORM}{ground}\n{nothing}", f"{NORM}{nothing}\n{ground}"):
        assert ["sentence-repeated"] == [problem.code for problem in problems_in(text)]


def test_precedence_and_no_precedence_do_not_go_together() -> None:
    """A list whose items have sentences of their own is not also expressly empty."""
    over = "It takes precedence over 'other', as granted by 'garden'."

    nothing = "Expressly without precedence."

    for text in (f"{NORM}{over}\n{nothing}", f"{NORM}{nothing}\n{over}"):
        assert ["sentence-repeated"] == [problem.code for problem in problems_in(text)]


def test_what_the_record_cannot_hold_is_told_at_its_sentence() -> None:
    """What is grammatical and still no record has the code of records, and the sentence's line."""
    wrong = changed("from 2026-01-01T00:00:00Z", "from 2026-02-30T00:00:00Z")
    unreduced = changed("200", "2/4")
    until = changed("T00:00:00Z.", "T00:00:00Z until 2025-01-01T00:00:00Z.")

    found = [problems_in(text)[0] for text in (wrong, unreduced, until)]

    assert ["n.txt:4:1 in_force_from", "n.txt:2:1 condition.value"] == [
        problem.path for problem in found[:2]
    ]
    assert ["wrong-form", "wrong-form", "incoherent"] == [problem.code for problem in found]


def test_a_guarantee_is_of_a_permission() -> None:
    """What the record's own rules forbid is refused in sentences too."""
    assert "incoherent" == problems_in(f"{NORM}This is guaranteed.\n")[0].code


@pytest.mark.parametrize(("language", "text"), [("en", NORM_IN_GERMAN), ("de", NORM)])
def test_the_other_language_is_named(language: str, text: str) -> None:
    """Sentences of another language than was named are one error, and not one for each of them."""
    (problem,) = problems_in(text, language=language)

    assert ("sentence-language", "n.txt:1") == (problem.code, problem.path)


def test_one_german_sentence_among_english_ones_is_wrong() -> None:
    """A text is in one language: a sentence of the other is where reading stops."""
    mixed = changed("It comes from a policy.", "Sie stammt aus einer Richtlinie.")

    assert ["n.txt:5:1"] == [problem.path for problem in problems_in(mixed)]


def test_a_language_without_a_grammar_is_named() -> None:
    """What there is no grammar of is neither written nor read."""
    for call in (
        lambda: write_sentences([], language="fr"),
        lambda: parse_sentences("", language="fr"),
        lambda: parse_condition("", language="fr"),
    ):
        with pytest.raises(InvalidDocument) as caught:
            call()

        assert "sentence-language" == caught.value.code


def test_a_record_without_sentences_is_refused() -> None:
    """A role cannot be said, and that is told."""
    role = Role.from_content(
        {"kind": "role", "schema_version": 1, **SAID, "name": "a", "title": "A"}
    )

    with pytest.raises(InvalidDocument) as caught:
        record_sentences(role)

    assert "unsayable-kind" == caught.value.code


def test_undeclared_names_are_told() -> None:
    """Where a study says what there is, every other name is shown with the nearest that is."""
    known = KnownNames(
        {
            "role": {"waiter": None},
            "fact": {"litre": "how much is left"},
            "institution": {"garden": "The garden"},
            "norm": {},
            "card": {},
        }
    )
    card = f"the card value_card:{'0' * 64}"
    text = f"{NORM}It rests on the norm 'reserve', the norm 'other' and {card}.\n"

    found = problems_in(text, known=known)

    assert [
        ("undeclared-role", "n.txt:2:17"),
        ("undeclared-fact", "n.txt:2:50"),
        ("undeclared-norm", "n.txt:7:42"),
        ("unknown-card", "n.txt:7:63"),
    ] == [(problem.code, problem.path) for problem in found]
    assert ["Did you mean 'waiter'?", "Did you mean 'litre'?"] == [p.hint for p in found[:2]]


def test_a_title_that_is_of_something_else_is_told() -> None:
    """A title beside a name is held to the one that the study has."""
    known = KnownNames({"role": {"waterer": "Whoever waters"}})
    right = changed("'waterer'", "'waterer' [\"Whoever waters\"]")
    wrong = changed("'waterer'", "'waterer' [\"Whoever reaps\"]")

    (problem,) = problems_in(wrong, known=known)

    assert ("title-differs", "n.txt:2:28") == (problem.code, problem.path)
    assert parse_sentences(right, known=known)[0].record.id == parse_sentences(NORM)[0].record.id


def test_what_is_deeper_than_a_record_may_be_is_refused() -> None:
    """Thousands of clauses inside one another are an error, and not the end of the program."""
    deep = "it is not so that " * 5_000
    text = changed("if 'litres'", f"if {deep}'litres'")

    assert ["too-deep"] == [problem.code for problem in problems_in(text)]
    with pytest.raises(InvalidDocument) as caught:
        parse_condition(f"The condition is that {deep}'a' is true.")
    assert "too-deep" == caught.value.code


def test_the_first_depth_that_is_too_much_is_33() -> None:
    """A record's own limit is kept: 32 clauses inside one another are read and 33 are not."""
    most = "The condition is that " + "already before any act " * 31 + "'a' is true."
    more = "The condition is that " + "already before any act " * 32 + "'a' is true."

    assert most == condition_sentence(parse_condition(most))
    with pytest.raises(InvalidDocument) as caught:
        parse_condition(more)
    assert "too-deep" == caught.value.code


def test_a_list_of_more_than_64_is_refused() -> None:
    """A list that a record cannot hold is told at its sentence."""
    parts = "; ".join(["'a' is 1"] * 64)

    listed = f"each of these holds: {parts}; and 'a' is 1"
    found = problems_in(changed("'litres' is at most 200", listed))

    assert ["wrong-length"] == [problem.code for problem in found]


def test_after_a_thousand_problems_the_rest_is_not_told() -> None:
    """A file of something else is not answered with a book."""
    found = problems_in("Nothing of this is a sentence.\n\n" * 1_500)

    assert 1_001 == len(found)
    assert "too-many-problems" == found[-1].code


@pytest.mark.parametrize(
    "text",
    [
        "'a' is true.",
        "The condition is that 'a' is true",
        "",
        "The condition is that 'a' is true. So.",
    ],
)
def test_a_condition_is_one_whole_sentence(text: str) -> None:
    """Less than the sentence, or more, is no condition."""
    with pytest.raises(InvalidDocument) as caught:
        parse_condition(text)

    assert "sentence-form" == caught.value.code


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    """Bytes that are not UTF-8, a byte-order mark and an absent file have their own codes."""
    codes = []
    for content in (b"Norm \xff", b"\xef\xbb\xbf" + NORM.encode(), None):
        file = tmp_path / "n.txt"
        file.unlink(missing_ok=True)
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(InvalidDocument) as caught:
            read_sentences(file)
        codes.append(caught.value.code)

    assert ["not-utf8", "byte-order-mark", "unreadable"] == codes


def test_an_empty_text_says_nothing() -> None:
    """Remarks and empty lines alone are no record and no error."""
    assert () == parse_sentences("\n# Nothing yet.\n\n")


def test_what_holds_throughout_is_said_and_not_denied() -> None:
    """Nothing is expressly nothing throughout, and there is one such paragraph in a file."""
    throughout = "The following holds throughout.\n"
    said = NORM.splitlines()[5]

    denied = problems_in(f"{throughout}{said}\nExpressly without grounds.\n\n{NORM}")
    twice = problems_in(f"{throughout}{said}\n\n{NORM}\n{throughout}{said}\n")

    assert [("sentence-form", "n.txt:3:1")] == [(each.code, each.path) for each in denied]
    assert [("sentence-repeated", "n.txt:11:1")] == [(each.code, each.path) for each in twice]


@settings(max_examples=150)
@given(
    st.sampled_from(SENTENCE_KINDS).flatmap(records),
    st.sampled_from(SENTENCE_LANGUAGES),
    st.integers(0, 2**32),
    st.text(max_size=4),
)
def test_a_broken_text_is_an_error_and_no_fault(
    record: Record, language: str, seed: int, inserted: str
) -> None:
    """Whatever is cut out, doubled or put in, it is read or it is a problem with a place."""
    text, rng = write_sentences([record], language=language), random.Random(seed)
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(text) + 1)
        end = min(len(text), start + rng.randint(0, 12))
        piece = rng.choice([inserted, "", text[end : end + 10], '"', "'", ".", "\n"])
        text = text[:start] + piece + text[end:]

    try:
        places = [item.place for item in parse_sentences(text, "n.txt")]
    except InvalidDocument as error:
        places = [problem.path for problem in error.problems]

    assert all(place.startswith("n.txt:") for place in places)

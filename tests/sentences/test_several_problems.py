"""All that is wrong with one sentence is told at once, and nothing that merely follows from it."""

from __future__ import annotations

import pytest

from commonweal.documents import DEEPEST_CONDITION
from commonweal.errors import InvalidDocument, Problem
from commonweal.sentences import KnownNames, parse_condition, parse_sentences
from commonweal.sentences._form import Form
from commonweal.sentences._languages import GRAMMARS
from commonweal.sentences._mending import MOST_MENDED, problems_of
from commonweal.sentences._tokens import read_tokens

ENGLISH = (
    "Whoever acts as 'waterer' must not do 'water' if each of these holds: "
    "the context 'dry-week' holds or 'litres' is at most 3; and 'told' is true, "
    "unless 'litres' is at least 300 (\"Full!\")."
)
GERMAN = (
    "Wer als 'waterer' handelt, darf 'water' nicht tun, wenn der Kontext 'dry-week' gilt und "
    "'litres' höchstens 3 ist."
)
KNOWN = KnownNames(
    {
        "role": {"waterer": None},
        "context": {"dry-week": None},
        "fact": {"litres": None, "told": None},
    }
)


def problems_in(text: str, language: str = "en") -> list[Problem]:
    """Return everything that is wrong with one sentence of a norm."""
    with pytest.raises(InvalidDocument) as caught:
        parse_sentences(f"Norm 'n': \"t\".\n{text}", "n.txt", language=language, known=KNOWN)

    return [each for each in caught.value.problems if each.code != "sentence-missing"]


def codes_and_words(problems: list[Problem]) -> list[tuple[str, str]]:
    """Return of each problem its code and what was found, in the order of the sentence."""
    return [(problem.code, problem.found.strip("\"'")) for problem in problems]


def test_the_sentences_are_right_before_they_are_changed() -> None:
    """Of either sentence alone nothing is wrong."""
    assert [] == problems_in(ENGLISH)
    assert [] == problems_in(GERMAN, "de")


def test_names_are_held_to_what_is_declared_beside_a_wrong_number() -> None:
    """A name before a wrong number, and one behind it, are told with it."""
    text = ENGLISH.replace("'dry-week'", "'dry-wek'").replace("at most 3", "at most abc")
    text = text.replace("'told'", "'tolt'")

    assert [
        ("undeclared-context", "dry-wek"),
        ("sentence-form", "abc"),
        ("undeclared-fact", "tolt"),
    ] == codes_and_words(problems_in(text))


def test_two_readings_are_told_beside_a_wrong_number() -> None:
    """A clause that can be read in two ways is shown in both, though the sentence is wrong."""
    text = ENGLISH.replace("at most 3;", "at most 3 and 'told' is true;").replace("300", "many")

    ambiguous, number = problems_in(text)

    assert ["ambiguous-sentence", "sentence-form"] == [ambiguous.code, number.code]
    assert (
        "(2) both either the context 'dry-week' holds or 'litres' is at most 3 (or both) "
        "and 'told' is true" in ambiguous.found
    )


def test_what_was_put_in_is_not_shown_as_a_reading() -> None:
    """Of a clause with a wrong number in it, it is said that it has two readings, and no more."""
    text = ENGLISH.replace("at most 3;", "at most abc and 'told' is true;")

    number, ambiguous = problems_in(text)

    assert ["sentence-form", "ambiguous-sentence"] == [number.code, ambiguous.code]
    assert "'and', which can be read in two" == ambiguous.found


def test_a_misspelt_word_hides_nothing_behind_it() -> None:
    """Reading goes on as if the word that was meant stood there, in either language."""
    english = ENGLISH.replace("must", "mustt").replace("unless 'litres'", "unles 'litre'")
    german = GERMAN.replace("handelt", "handlet").replace("'dry-week'", "'dry'")

    assert [
        ("sentence-form", "mustt"),
        ("sentence-form", "unles"),
        ("undeclared-fact", "litre"),
    ] == codes_and_words(problems_in(english))
    assert [
        ("sentence-form", "handlet"),
        ("undeclared-context", "dry"),
    ] == codes_and_words(problems_in(german, "de"))


def test_what_is_no_token_hides_nothing_behind_it() -> None:
    """Behind a number or a name that is none, and is told as such, reading goes on."""
    text = ENGLISH.replace("'waterer'", "'Waterer'").replace("at most 3", "at most 2,5")
    text = text.replace("'told'", "'tolt'")

    assert [
        ("wrong-form", "Waterer"),
        ("sentence-form", "2,5"),
        ("undeclared-fact", "tolt"),
    ] == codes_and_words(problems_in(text))


def test_a_condition_alone_is_told_whole() -> None:
    """The one sentence of a condition is read in the same way."""
    with pytest.raises(InvalidDocument) as caught:
        parse_condition(
            "The condition is that 'litre' is at least abc and 'tolt' is treu.",
            known=KNOWN,
            language="en",
        )

    assert [
        ("undeclared-fact", "litre"),
        ("sentence-form", "abc"),
        ("undeclared-fact", "tolt"),
        ("sentence-form", "treu"),
    ] == codes_and_words(list(caught.value.problems))


def one_changed(text: str, instead: str) -> list[str]:
    """Return the sentence with each of its words in turn replaced, or left out."""
    words = text.replace(";", " ;").replace(":", " :").replace("(", "( ").split(" ")
    return [
        " ".join([*words[:place], *([instead] if instead else []), *words[place + 1 :]])
        for place in range(len(words))
    ]


@pytest.mark.parametrize("instead", ["", "zzqx", "'zzqx'", "17"])
@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (GERMAN, "de")])
def test_one_mistake_is_told_as_one(text: str, language: str, instead: str) -> None:
    """A word that is wrong or missing, wherever it is, is never told as several mistakes."""
    told = []
    for changed in one_changed(text, instead):
        try:
            told.append((changed, len(problems_in(changed, language))))
        except pytest.fail.Exception:
            continue

    assert [] == [(changed, number) for changed, number in told if number > 1]
    assert len(told) > len(text.split(" ")) // 2


def test_many_mistakes_are_all_told() -> None:
    """Each misspelt word of a sentence is told, up to as many as are mended, and no more."""
    text = "Whoever acts as 'waterer' must not do 'water' if each of these holds: "
    text += " ".join("'litres' is at leest 3;" for _ in range(MOST_MENDED + 1))
    text += " and 'told' is true."
    six = text.replace("leest", "least").replace("least", "leest", 6)

    assert [("sentence-form", "leest")] * 6 == codes_and_words(problems_in(six))
    assert [("sentence-form", "leest")] * MOST_MENDED == codes_and_words(problems_in(text))


def test_what_is_expressly_nothing_is_mended_too() -> None:
    """A sentence that says what there is none of is read with the forms, and mended as they are."""
    problems = problems_in("Expresly without grunds.")

    assert [("sentence-form", "Expresly"), ("sentence-form", "grunds")] == codes_and_words(problems)
    assert "Did you mean 'grounds'?" == problems[1].hint


def test_too_deep_a_condition_is_told_beside_what_is_no_token() -> None:
    """So are names that other forms read; of one that goes too deep no more is asked."""
    deep = "it is not so that " * (DEEPEST_CONDITION + 1)
    text = f"Whoever acts as 'wateer' must not do 'Water' if {deep}'told' is true."

    codes = [problem.code for problem in problems_in(text)]
    assert ["undeclared-role", "wrong-form", "too-deep"] == codes


def problems_by_forms(text: str, *forms: str, known: KnownNames | None = None) -> list[str]:
    """Return the codes of what is wrong with one sentence that none of some forms reads."""
    ((sentence,),) = read_tokens(text, "n.txt").paragraphs
    found = problems_of(sentence, [Form(form) for form in forms], GRAMMARS["en"], known)
    return [misplaced.problem.code for misplaced in found]


def test_a_name_is_wrong_only_where_all_that_it_can_be_say_so() -> None:
    """Forms that come as far read it as names of two sorts: a role of that name is declared."""
    text, role = "About 'waterer' and ;.", "About {role:role} and {title:text}."
    norm = role.replace("role", "norm")
    known = KnownNames({"role": {"waterer": None}, "norm": {"other": None}})

    assert ["sentence-form"] == problems_by_forms(text, norm, role, known=known)
    assert ["sentence-form"] == problems_by_forms(text, role, norm, known=known)
    assert ["undeclared-norm", "sentence-form"] == problems_by_forms(text, norm, norm, known=known)


def test_a_clause_has_two_readings_only_where_all_that_it_can_be_say_so() -> None:
    """A form that comes as far and has no condition there reads it in one way."""
    text = "If 'f' is true or 'g' is true and 'h' is true then ;."
    two = "If {when:condition} then {title:text}."
    one = "If {f:fact} is true or {g:fact} is true and {h:fact} is true then {title:text}."

    assert ["ambiguous-sentence", "sentence-form"] == problems_by_forms(text, two, two)
    assert ["sentence-form"] == problems_by_forms(text, two, one)
    assert ["sentence-form"] == problems_by_forms(text, one, two)

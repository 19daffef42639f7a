"""What questions say: complete in each language, and people's words set apart."""

from __future__ import annotations

import ast
import re
import string
from gettext import GNUTranslations
from pathlib import Path

import pytest
import write_messages
from babel.messages.pofile import read_po
from hypothesis import given, strategies as st

from commonweal.elicitation import LANGUAGES, Catalogue, Session, interview, quoted
from commonweal.errors import InvalidDocument

from .asked import ADA, SETTING

ROOM = write_messages.FOLDER.parent
CLI = ROOM.parent / "cli"

MESSAGE = re.compile(r"[a-z]+(\.[a-z_-]+)+")


def entries(language: str) -> dict[str, str]:
    """Return the messages of a language as its source says them."""
    path = write_messages.FOLDER / language / "LC_MESSAGES" / "interview.po"
    with path.open("rb") as file:
        return {entry.id: entry.string for entry in read_po(file) if entry.id}


def placeholders(text: str) -> set[str]:
    """Return the names of what a message quotes."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def written_ids() -> set[str]:
    """Return the ids of messages that stand in the code, those that are put together left out."""
    families = {name.split(".")[0] for name in entries("en")}
    return {
        node.value
        for path in [*ROOM.glob("*.py"), CLI / "_interview.py", CLI / "_answer_lines.py"]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and MESSAGE.fullmatch(node.value)
        and node.value.split(".")[0] in families
    }


def test_every_language_says_everything() -> None:
    """Each catalogue has the same messages, and none is empty."""
    english = entries("en")

    for language in LANGUAGES:
        said = entries(language)
        assert english.keys() == said.keys()
        assert [] == [name for name, text in said.items() if not text.strip()]


def test_every_language_quotes_the_same() -> None:
    """A message quotes the same things in each language."""
    english = entries("en")

    for language in LANGUAGES:
        differing = [
            name
            for name, text in entries(language).items()
            if placeholders(text) != placeholders(english[name])
        ]
        assert [] == differing


def test_what_is_compiled_is_what_is_written() -> None:
    """The compiled catalogues are those of the texts, byte for byte."""
    assert {} == write_messages.stale()


def test_a_changed_text_would_be_seen(tmp_path: Path) -> None:
    """A compiled catalogue of another text differs."""
    source = write_messages.FOLDER / "de" / "LC_MESSAGES" / "interview.po"
    changed = tmp_path / "de" / "LC_MESSAGES" / "interview.po"
    changed.parent.mkdir(parents=True)
    text = source.read_text(encoding="utf-8")
    changed.write_text(text.replace("Wer ist es?", "Wer war es?"), encoding="utf-8")

    compiled = write_messages.compiled(changed)

    assert compiled != source.with_suffix(".mo").read_bytes()
    (tmp_path / "x.mo").write_bytes(compiled)
    with (tmp_path / "x.mo").open("rb") as file:
        assert "Wer war es?" in GNUTranslations(file).gettext("offered.ask.role_model")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_that_is_asked_for_is_there(language: str) -> None:
    """Each id that stands in the code is in each catalogue."""
    there = entries(language)

    wanted = written_ids()

    assert {"card.read_back", "policy.first", "wiser.differ"} <= wanted
    assert set() == wanted - there.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_families_of_messages_are_whole(language: str) -> None:
    """Messages whose ids are put together are there for each of their endings."""
    catalogue = Catalogue(language)
    offered = ("goal", "norm", "feeling", "role_model", "slogan")
    faults = ("no-head", "abstraction", "goal", "norm", "praise", "denial")
    wanted = [
        *(f"offered.{each}" for each in (*offered, "story", "policy")),
        *(f"offered.ask.{each}" for each in offered),
        *(f"offered.suggest.{each}" for each in offered),
        *(f"under.{each}" for each in offered),
        *(f"form.{each}" for each in (*faults, "from-outside", "short", "long")),
        *(f"consent.{each}" for each in ("quote", "publish", "send_to_model", "contact_again")),
    ]

    assert [] == [name for name in wanted if name not in catalogue]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_interview_can_be_shown(language: str) -> None:
    """Every question of an interview, and its help, is shown with nothing left to fill in."""
    catalogue = Catalogue(language)
    session = Session(interview(SETTING))
    words = {"back": "b", "skip": "s", "stop": "e"}

    while (question := session.question) is not None:
        shown = catalogue.show(question)
        assert "{" not in shown.text
        assert len(shown.choices) == len(question.keys)
        assert catalogue.help(question, **words)
        session.answer(ADA.answer(question))


def test_a_region_is_spoken_to_in_its_language() -> None:
    """Austria finds German; what the interview does not speak is named."""
    austrian = Catalogue("de-AT")
    with pytest.raises(InvalidDocument) as raised:
        Catalogue("fr")

    assert "de" == austrian.language
    assert "unknown-language" == raised.value.code


def test_words_keep_to_themselves() -> None:
    """Right-to-left words are isolated line by line, and braces in them are just braces."""
    shown = Catalogue("en").text("card.same", said="من ينتظر {title}\nأطول", title="x")

    assert "\u2068من ينتظر {title}\u2069\n\u2068أطول\u2069\n" in shown
    assert "“x”" in shown


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a\u2069b", "ab"),
        ("\u05d0\u2069b", "\u2068\u05d0b\u2069"),
        ("\u2067a", "\u2068\u2067a\u2069\u2069"),
        ("\u202ea", "\u2068\u202ea\u2069"),
        ("red \x1b[31m", "red [31m"),
        ("e\u0301\U0001f331 für 3 €", "e\u0301\U0001f331 für 3 €"),
        ("", ""),
    ],
)
def test_what_would_break_out_is_left_out(words: str, expected: str) -> None:
    """Signs that end an isolation or steer a terminal are not shown."""
    assert expected == quoted(words)


@given(st.text())
def test_isolations_are_always_closed(words: str) -> None:
    """However many isolating signs words hold, each line closes all of its own, in order."""
    for line in quoted(words).split("\n"):
        depth = 0
        for sign in line:
            depth += (sign in "\u2066\u2067\u2068") - (sign == "\u2069")
            assert depth >= 0
        assert 0 == depth

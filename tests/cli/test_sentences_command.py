"""Records said in sentences at the command line, and read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonweal.cli._sentences import KINDS, LANGUAGES
from commonweal.documents import Norm, read_jsonl, read_toml, write_jsonl
from commonweal.sentences import SENTENCE_KINDS, SENTENCE_LANGUAGES
from commonweal.studies import read_study

from .conftest import Program


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", [".toml", ".jsonl"])
def test_a_study_is_said_and_read_back(
    program: Program, garden: Path, language: str, suffix: str
) -> None:
    """What is written as sentences, and then as records, is what the study holds."""
    text, back = garden.parent / "garden.txt", garden.parent / f"back{suffix}"

    written = program("sentences", "write", garden, "--language", language, "--out", text)
    read = program("sentences", "read", text, "--study", garden, "--out", back)

    assert (0, 0) == (written.code, read.code)
    folder = read_study(garden)
    said = [*folder.contexts, *folder.norms, *folder.compacts, *folder.answers.cards]
    found = read_toml(back) if suffix == ".toml" else read_jsonl(back)
    assert [record.id for record in said] == [item.record.id for item in found]


def test_only_some_kinds_are_said(program: Program, garden: Path) -> None:
    """``--kind`` leaves out the others, in words and as JSON."""
    words = program("sentences", "write", garden, "--kind", "norm", "--titles")
    data = program("sentences", "write", garden, "--kind", "norm", "--json").document["data"]

    assert words.out.startswith("Norm 'keep-a-reserve': ")
    assert "Values card" not in words.out
    assert "'waterer' [\"Whoever waters for all\"]" in words.out
    assert ["norm", "norm"] == [record["kind"] for record in data["records"]]
    assert "Norm 'announce': " in data["records"][1]["sentences"][0]


def test_a_file_of_records_is_said(program: Program, garden: Path, tmp_path: Path) -> None:
    """A file that no study holds is read by what its name ends in."""
    norms = read_study(garden).norms
    lines = tmp_path / "norms.jsonl"
    write_jsonl(lines, norms)
    one = tmp_path / "norm.json"
    one.write_text(lines.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8")

    said = [program("sentences", "write", path).out for path in (lines, one)]

    assert said[0].startswith(said[1].rstrip("\n"))
    assert 3 == len(list((garden / "norms").glob("*.toml"))) + len(norms)


def test_records_are_printed_as_toml(program: Program, garden: Path, tmp_path: Path) -> None:
    """Without a file to write, standard output is what a file of norms would hold."""
    text, file = tmp_path / "norms.txt", tmp_path / "norms.toml"
    program("sentences", "write", garden, "--kind", "norm", "--out", text)

    file.write_text(program("sentences", "read", text).out, encoding="utf-8")

    read = [item.record for item in read_toml(file)]
    assert all(isinstance(record, Norm) for record in read)
    assert [norm.id for norm in read_study(garden).norms] == [record.id for record in read]


def test_sentences_beside_a_study_can_become_part_of_it(program: Program, garden: Path) -> None:
    """A norm in sentences, read into the folder of norms, is decided by in the next run."""
    text = garden.parent / "more.txt"
    text.write_text(
        "Norm 'shade-first': \"Beds in the sun are watered first.\".\n"
        "Whoever acts as 'waterer' must do 'announce' if the context 'dry-week' holds.\n"
        "It is issued by 'garden-association' at the level of an organisation.\n"
        "It is in force from 2026-01-01T00:00:00Z.\n"
        "It comes from a policy.\n"
        "Said by 'garden-association' on 2026-06-01T09:00:00Z (synthetic).\n",
        encoding="utf-8",
    )

    out = garden / "norms" / "2-more.toml"
    read = program("sentences", "read", text, "--study", garden, "--out", out)
    ran = program("run", garden)

    assert (0, 0) == (read.code, ran.code)
    assert "shade-first" in [norm.name for norm in read_study(garden).norms]


@pytest.mark.parametrize("suffix", [".toml", ".json", ".jsonl"])
def test_a_file_that_says_something_else_is_not_replaced(
    program: Program, garden: Path, suffix: str
) -> None:
    """What was written by hand stays, but for --force; the same may be written again."""
    text, out = garden.parent / "norms.txt", garden / "norms" / f"mine{suffix}"
    program("sentences", "write", garden, "--kind", "norm", "--out", text)
    out.write_text("# By hand.\n", encoding="utf-8")
    read = ("sentences", "read", text, "--out", out)

    refused = program(*read, "--json")
    kept = out.read_bytes()
    forced, again = program(*read, "--force"), program(*read)

    [problem] = refused.document["data"]["problems"]
    assert (3, "file-exists", str(out)) == (refused.code, problem["code"], problem["path"])
    assert "--force" in problem["hint"]
    assert b"# By hand.\n" == kept
    assert (0, 0) == (forced.code, again.code)
    assert b"keep-a-reserve" in out.read_bytes()


def test_sentences_in_the_folder_of_norms_are_not_read(program: Program, garden: Path) -> None:
    """A study is what its records say: a file of sentences in it is not read, and named."""
    (garden / "norms" / "2-more.txt").write_text("Norm 'x': \"y\".\n", encoding="utf-8")

    called = program("study", "validate", garden)

    assert "file-not-read" in called.err


@pytest.mark.parametrize(
    ("text", "arguments", "told"),
    [
        ("Norm 'x': \"y.\n", [], "sentence-form"),
        ("Norm 'x': \"y\".\n", [], "sentence-missing"),
        ("Kontext 'x': \"when\".\n", ["--language", "en"], "sentence-language"),
        ("Context 'x': \"when\".\nExpressly without language.\n", [], "sentence-missing"),
    ],
)
def test_wrong_sentences_are_named(
    program: Program, tmp_path: Path, text: str, arguments: list[str], told: str
) -> None:
    """Each problem has its code, its line and its column."""
    file = tmp_path / "s.txt"
    file.write_text(text, encoding="utf-8")

    called = program("sentences", "read", file, *arguments, "--json")

    problem = called.document["data"]["problems"][0]
    assert (3, told) == (called.code, problem["code"])
    assert problem["path"].startswith(f"{file}:1")


def test_toml_cannot_say_nothing(program: Program, tmp_path: Path) -> None:
    """A field that is expressly nothing goes into JSON, and TOML says why it does not."""
    file, out = tmp_path / "s.txt", tmp_path / "s.jsonl"
    file.write_text(
        "Context 'x': \"when\".\nExpressly without language.\n"
        "Said by 'a' on 2026-06-01T09:00:00Z (a person).\n",
        encoding="utf-8",
    )

    printed = program("sentences", "read", file, "--json")
    refused = program("sentences", "read", file)
    wrong = program("sentences", "read", file, "--out", tmp_path / "s.csv")
    written = program("sentences", "read", file, "--out", out)

    assert (0, 3, 3, 0) == (printed.code, refused.code, wrong.code, written.code)
    assert "toml-null" in refused.err
    assert "record-format" in wrong.err
    (item,) = read_jsonl(out)
    assert [item.record.id] == printed.document["data"]["ids"]


def test_undeclared_names_are_named(program: Program, garden: Path, tmp_path: Path) -> None:
    """With a study, a role that it does not declare is an error with the nearest that it does."""
    file = tmp_path / "s.txt"
    norm = program("sentences", "write", garden, "--kind", "norm").out
    file.write_text(norm.replace("'waterer'", "'waterers'"), encoding="utf-8")

    called = program("sentences", "read", file, "--study", garden)

    assert 3 == called.code
    assert "undeclared-role" in called.err
    assert "Did you mean 'waterer'?" in called.err


def test_what_is_on_offer_is_what_there_is() -> None:
    """The command's lists, which load nothing, are the library's."""
    assert SENTENCE_LANGUAGES == LANGUAGES
    assert SENTENCE_KINDS == KINDS


def test_a_misspelt_action_is_warned_of_where_a_study_is_named(
    program: Program, garden: Path
) -> None:
    """A sentence about what nothing in the study does, one slip from what it does, is read."""
    text, out = garden.parent / "garden.txt", garden.parent / "back.toml"
    program("sentences", "write", garden, "--kind", "norm", "--out", text)
    said = text.read_text("utf-8")
    text.write_text(said.replace("'water'", "'watr'"), "utf-8")

    alone = program("sentences", "read", text)
    written = program("sentences", "read", text, "--study", garden, "--out", out)
    text.write_text(said, "utf-8")
    right = program("sentences", "read", text, "--study", garden)

    assert (0, 0, 0) == (alone.code, written.code, right.code)
    assert "[misspelt-action]" in written.err
    assert "Did you mean 'water'?" in written.err
    assert f"{text}:" in written.err
    assert "misspelt" not in alone.err + right.err

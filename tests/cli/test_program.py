"""The program as a whole: what every command has in common."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import commonweal
from commonweal.cli import commands
from commonweal.decisions import MOST_CHANGES
from commonweal.norms import MOST_SEARCHES

from .conftest import Program


def leaves() -> Iterator[tuple[str, ...]]:
    """Yield the words of every command that is no group."""

    def below(command: click.Command, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if not isinstance(command, click.Group):
            yield words
            return
        context = click.Context(command)
        for name in command.list_commands(context):
            inside = command.get_command(context, name)
            assert inside is not None
            yield from below(inside, (*words, name))

    yield from below(commands, ())


def test_all_promised_commands_are_there() -> None:
    """Every command that the documentation promises can be called."""
    promised = {
        ("run",),
        ("check",),
        ("study", "init"),
        ("study", "validate"),
        ("answer",),
        ("argue", "audience"),
        ("argue", "convert"),
        ("argue", "dispute"),
        ("argue", "solve"),
        ("compact", "adopt"),
        ("compact", "assent"),
        ("compact", "diff"),
        ("compact", "show"),
        ("norms", "check"),
        ("norms", "why"),
        ("withdraw",),
        ("decide",),
        ("explain",),
        ("diff",),
        ("argue", "audience"),
        ("argue", "convert"),
        ("argue", "dispute"),
        ("argue", "solve"),
        ("choice", "compare"),
        ("choice", "set"),
        ("choice", "small-improvement"),
        ("norms", "check"),
        ("norms", "why"),
        ("options", "find"),
        ("sentences", "read"),
        ("sentences", "write"),
        ("import", "moralchoice"),
        ("import", "daily-dilemmas"),
        ("import", "moral-graph"),
        ("interview",),
        ("round",),
        ("trial", "arm"),
        ("trial", "interviewers"),
        ("trial", "orders"),
        ("trial", "placings"),
        ("trial", "stories"),
        ("myself",),
        ("steward", "advise"),
        ("steward", "compare"),
        ("steward", "decide"),
        ("steward", "influence"),
        ("steward", "plan"),
        ("steward", "trial"),
        ("steward", "watch"),
        ("graph", "build"),
        ("graph", "clusters"),
        ("graph", "cycles"),
        ("graph", "drift"),
        ("graph", "estimate"),
        ("graph", "next"),
        ("graph", "picture"),
        ("graph", "quality"),
        ("graph", "show"),
        ("ledger", "append"),
        ("ledger", "root"),
        ("ledger", "prove"),
        ("ledger", "key"),
        ("graph", "export"),
        ("same", "next"),
        ("same", "sensitivity"),
        ("same", "show"),
        ("ledger", "sign"),
        ("ledger", "verify"),
        ("sentences", "read"),
        ("sentences", "write"),
        ("schema", "list"),
        ("schema", "show"),
        ("mcp",),
        ("bench",),
    }

    assert promised == set(leaves())


@pytest.mark.parametrize("words", list(leaves()), ids=" ".join)
def test_help_names_the_exit_codes_or_has_none(program: Program, words: tuple[str, ...]) -> None:
    """Each command's help ends well and shows an example."""
    called = program(*words, "--help")

    assert 0 == called.code
    assert f"commonweal {' '.join(words)}" in called.out.partition("Example")[2]


def test_help_loads_no_room() -> None:
    """Printing help of any command imports neither Pydantic nor NumPy nor Rich."""
    code = (
        "import sys\n"
        "from commonweal.cli import main\n"
        "for line in sys.stdin:\n"
        "    try:\n        main([*line.split(), '--help'])\n    except SystemExit:\n        pass\n"
        "print([name for name in ('numpy', 'pydantic', 'rich', 'scipy') if name in sys.modules],"
        " file=sys.stderr)"
    )
    lines = "\n".join(" ".join(words) for words in [(), *leaves()])

    run = subprocess.run(
        [sys.executable, "-c", code], input=lines, capture_output=True, text=True, check=True
    )

    assert "[]" == run.stderr.strip()
    assert all(f"Usage: {' '.join(['commonweal', *words])} " in run.stdout for words in leaves())


@pytest.mark.parametrize(
    ("words", "most"), [(("compact", "diff"), MOST_SEARCHES), (("norms", "why"), MOST_CHANGES)]
)
def test_the_limits_that_help_names_are_those_of_the_rooms(
    program: Program, words: tuple[str, ...], most: int
) -> None:
    """They are written down a second time, so that help need not load the room."""
    assert f"[default: {most};" in " ".join(program(*words, "--help").out.split())


def test_the_version_is_printed(program: Program) -> None:
    """The version stands alone on stdout."""
    called = program("--version")

    assert 0 == called.code
    assert called.out.startswith("commonweal ")


@pytest.mark.parametrize("words", [["--version", "--json"], ["--json", "--version"]])
def test_the_version_is_json_too(program: Program, words: list[str]) -> None:
    """With --json, before or after, the version is one JSON document."""
    called = program(*words)

    assert commonweal.__version__ == called.document["data"]["version"]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "/locked"), (5, "cannot-write")),
        (OSError(errno.ENOSPC, "No space left on device"), (5, "cannot-write")),
        (FileNotFoundError(errno.ENOENT, "None", commonweal.__file__ + "x"), (70, "internal")),
    ],
    ids=["no right", "no space", "a file of ours"],
)
def test_what_the_system_refuses_is_no_fault_of_ours(
    program: Program,
    garden: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
    expected: tuple[int, str],
) -> None:
    """A refusal of the system is an error of its own, unless a file of the package is concerned."""

    def refused(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("commonweal.studies.run_study", refused)

    called = program("run", garden, "--json")

    (problem,) = called.document["data"]["problems"]
    assert expected == (called.code, problem["code"])


def test_an_out_that_is_a_file_cannot_be_written_to(program: Program, garden: Path) -> None:
    """One clear error, and exit code 5."""
    file = garden.parent / "taken"
    file.touch()

    called = program("run", garden, "--out", file)

    assert (5, 1) == (called.code, called.err.count("error:"))
    assert "[cannot-write]" in called.err


def test_a_study_is_not_begun_inside_a_file(program: Program, tmp_path: Path) -> None:
    """A place that cannot be written to is an error of its own for `study init` too."""
    (tmp_path / "taken").touch()

    called = program("study", "init", tmp_path / "taken" / "garden")

    assert 5 == called.code
    assert "[cannot-write]" in called.err


@pytest.mark.parametrize("flag_first", [True, False])
def test_json_may_stand_before_or_after_the_command(program: Program, flag_first: bool) -> None:
    """`commonweal --json schema list` and `commonweal schema list --json` are the same."""
    words = ["--json", "schema", "list"] if flag_first else ["schema", "list", "--json"]

    called = program(*words)

    assert {"schema", "schema_version", "data", "warnings"} == called.document.keys()
    assert "norm" in called.document["data"]


def test_an_unknown_command_is_wrong_usage(program: Program) -> None:
    """Exit code 2, and nothing on stdout."""
    called = program("prove-it")

    assert (2, "") == (called.code, called.out)
    assert "No such command" in called.err


def test_wrong_usage_is_json_too(program: Program) -> None:
    """With --json a missing argument is one JSON document."""
    called = program("--json", "run")

    assert 2 == called.code
    assert ["usage"] == [problem["code"] for problem in called.document["data"]["problems"]]


def test_invalid_input_has_its_code_place_and_hint(program: Program, garden: Path) -> None:
    """With --json every problem has code, path, expected, found and hint; exit code 3."""
    path = garden / "norms" / "garden.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('role = "waterer"', 'role = "watrer"'), encoding="utf-8")

    called = program("study", "validate", garden, "--json")

    problems = called.document["data"]["problems"]
    assert 3 == called.code
    assert ["undeclared-role"] * 2 == [problem["code"] for problem in problems]
    assert {"code", "path", "expected", "found", "hint"} == problems[0].keys()
    assert problems[0]["path"].startswith(f"{path}:")


def test_problems_go_to_stderr(program: Program, tmp_path: Path) -> None:
    """Without --json stdout stays empty, and stderr has one line and a hint for each problem."""
    called = program("run", tmp_path / "nothing")

    assert (3, "") == (called.code, called.out)
    assert "[study-absent]" in called.err
    assert "commonweal study init" in called.err


def test_an_interruption_has_its_own_code(
    program: Program, garden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C ends the program with 130 and without a traceback."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("commonweal.studies.read_study", interrupted)

    called = program("study", "validate", garden)

    assert (130, "") == (called.code, called.out)
    assert "Traceback" not in called.err


def test_a_fault_of_the_program_is_said_to_be_one(
    program: Program, garden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody foresaw is reported as a fault of the program, with a code of its own."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("one by none")

    monkeypatch.setattr("commonweal.studies.read_study", broken)

    called = program("study", "validate", garden, "--json")

    assert 70 == called.code
    assert ["internal"] == [problem["code"] for problem in called.document["data"]["problems"]]


def test_without_a_terminal_there_is_no_colour(program: Program, tmp_path: Path) -> None:
    """What is not read on a terminal has no escape sequences."""
    called = program("run", tmp_path / "nothing")

    assert "\x1b" not in called.err + called.out


@pytest.mark.parametrize("terminal", [True, False])
def test_what_people_wrote_commands_no_terminal(
    program: Program,
    garden: Path,
    monkeypatch: pytest.MonkeyPatch,
    terminal: bool,
) -> None:
    """A title that clears the screen or turns text around is harmless there, whole elsewhere."""
    study = garden / "study.toml"
    text = study.read_text("utf-8")
    title = 'title = "\\u001b]0;mine\\u0007\\u001b[2J\\u202eWatering'
    study.write_text(text.replace('title = "Watering', title, 1), "utf-8")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)

    called = program("graph", "quality", garden, "--replicates", 20)

    assert terminal == called.out.startswith("\ufffd]0;mine\ufffd\ufffd[2J\ufffdWatering")
    assert terminal == ("\u202e" not in called.out)


@pytest.mark.parametrize("variable", ["NO_COLOR", "TERM"])
def test_colour_can_be_refused(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    """NO_COLOR and a dumb terminal switch colour off where there would be some."""
    from commonweal.cli._output import Output

    class Terminal:
        def isatty(self) -> bool:
            return True

    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    coloured = Output().color(Terminal())
    monkeypatch.setenv(variable, "dumb")

    assert coloured
    assert not Output().color(Terminal())
    assert not Output(no_color=True).color(Terminal())


def test_an_option_can_come_from_the_environment(
    program: Program, garden: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """COMMONWEAL_ and the words of the command name each option."""
    monkeypatch.setenv("COMMONWEAL_RUN_OUT", str(tmp_path / "elsewhere"))

    called = program("run", garden)

    assert 0 == called.code
    assert (tmp_path / "elsewhere" / "decision.json").is_file()


def test_a_reader_that_leaves_causes_no_traceback(garden: Path) -> None:
    """A pipe that closes early ends the program quietly."""
    program = f"{sys.executable} -c 'from commonweal.cli import main; main()'"

    run = subprocess.run(
        f"{program} decide {garden} | head -n 1",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "{\n" == run.stdout
    assert "Traceback" not in run.stderr


def test_every_json_document_is_one_document(program: Program, garden: Path) -> None:
    """Whatever a command says, stdout with --json is one document."""
    program("run", garden)

    for words in (["run", garden], ["explain", garden], ["graph", "show", garden]):
        called = program(*words, "--json")

        assert 0 == called.code
        assert "" == called.err
        assert 1 == json.loads(called.out)["schema_version"]

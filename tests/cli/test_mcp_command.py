"""A study and a guard over the Model Context Protocol, with a client of the official kind."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

mcp = pytest.importorskip("mcp")
anyio = pytest.importorskip("anyio")

from commonweal.guard import Guard, read_declaration  # noqa: E402  # after what may be absent
from commonweal.proof import Ledger  # noqa: E402
from commonweal.studies import docket_of, read_study  # noqa: E402

PROGRAM = [sys.executable, "-c", "from commonweal.cli import main; main()", "mcp"]

Session = Any


def over_stdio(words: list[object], talk: Callable[[Session], Coroutine[Any, Any, None]]) -> None:
    """Have a client talk to the program over its standard input and output."""

    async def main() -> None:
        command = [*PROGRAM, *map(str, words)]
        server = mcp.StdioServerParameters(
            command=command[0], args=command[1:], env=dict(os.environ)
        )
        with anyio.fail_after(120):
            async with mcp.Client(server) as client:
                await talk(client)

    anyio.run(main)


@contextmanager
def serving(*words: object) -> Iterator[str]:
    """Run the program over HTTP on a free port of the loopback, and tell its address."""
    command = [*PROGRAM, *map(str, words), "--http", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as program:
        assert program.stderr is not None
        try:
            said = program.stderr.readline()
            address = re.search(r"http://\S+", said)
            assert address is not None, said
            yield address[0]
        finally:
            program.terminate()
            program.wait(30)


def over_http(url: str, talk: Callable[[Session], Coroutine[Any, Any, None]]) -> None:
    """Have a client talk to an address."""

    async def main() -> None:
        with anyio.fail_after(120):
            async with mcp.Client(url) as client:
                await talk(client)

    anyio.run(main)


async def decided(client: Session) -> None:
    listed = [tool.name for tool in (await client.list_tools()).tools]
    assert ["decide", "explain", "check", "norms_why"] == listed
    result = await client.call_tool("decide", {})
    decision = result.structured_content
    assert not result.is_error
    assert "decision" == decision["kind"]
    told = await client.call_tool("explain", {})
    assert result.content[0].text == told.content[0].text
    assert told.structured_content["sentences"] == told.content[0].text.split("\n")
    checked = await client.call_tool("check", {"decision": decision})
    assert checked.structured_content["valid"]
    forged = {**decision, "outcome": "refuse" if decision["outcome"] != "refuse" else "act"}
    refuted = await client.call_tool("check", {"decision": forged})
    assert not refuted.structured_content["valid"]
    assert "Not valid" in refuted.content[0].text
    option = decision["statuses"][0]["option"]
    why = await client.call_tool("norms_why", {"option": option, "most": 1})
    assert option == why.structured_content["option"]
    assert option in why.content[0].text


def test_a_study_is_served_over_stdio(garden: Path) -> None:
    """A client lists the tools, decides, explains, checks, and asks why."""
    over_stdio([garden], decided)


def test_a_study_is_served_over_http(garden: Path) -> None:
    """The same over streamable HTTP on the loopback."""
    with serving(garden) as url:
        assert url.startswith("http://127.0.0.1:")
        over_http(url, decided)


def test_wrong_arguments_are_told_in_the_form_of_this_program(garden: Path) -> None:
    """Every problem comes with its code, its place, what was expected and what was found."""

    async def talk(client: Session) -> None:
        for tool, arguments, codes in (
            ("decide", {"situation": 7, "speed": "fast"}, {"wrong-type", "unknown-field"}),
            ("decide", {"situation": "nowhere"}, {"undeclared-situation"}),
            ("norms_why", {}, {"missing-field"}),
            ("norms_why", {"option": "nothing-of-it"}, {"undeclared-option"}),
            ("explain", {"option": "nothing-of-it"}, {"undeclared-option"}),
            ("check", {}, {"unreadable"}),
            ("check", {"decision": {"kind": "decision"}}, {"missing-field"}),
            ("check", {"decision": {"kind": "nothing"}}, {"unreadable"}),
            ("guard_call", {"tool": "x", "arguments": {}}, {"unknown-tool"}),
        ):
            result = await client.call_tool(tool, arguments)
            problems = result.structured_content["problems"]
            assert result.is_error
            assert codes == {problem["code"] for problem in problems}
            assert all(problem["expected"] and problem["found"] for problem in problems)
            assert problems[0]["code"] in result.content[0].text

    over_stdio([garden], talk)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Origin": "http://evil.example"}, 403),
    ],
)
def test_foreign_hosts_and_origins_are_refused(
    headers: dict[str, str], status: int, garden: Path
) -> None:
    """A page that has its own name looked up as this machine gets nothing."""
    import http.client

    with serving(garden) as url:
        host = url.removeprefix("http://").removesuffix("/mcp")
        connection = http.client.HTTPConnection(host, timeout=60)
        sent = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
        connection.request("POST", "/mcp", b"{}", {"Host": host, **sent, **headers})
        answered = connection.getresponse().status
        connection.close()

    assert status == answered


def declare_the_gardens_tools(garden: Path, folder: Path, repository: Path) -> None:
    """Write what the guide to the guard has people write: into the study, and into tools.toml."""
    blocks = re.findall(
        r"```toml\n(.*?)```",
        (repository / "docs" / "how-to" / "guard-an-agent.md").read_text(encoding="utf-8"),
        re.DOTALL,
    )
    for name, block in zip(("study", "roles", "norms/garden"), blocks, strict=False):
        with (garden / f"{name}.toml").open("a", encoding="utf-8") as file:
            file.write(f"\n{block}")
    (folder / "tools.toml").write_text(blocks[3], encoding="utf-8")


def guarding(
    garden: Path, folder: Path, right: str, wrong: str
) -> subprocess.CompletedProcess[str]:
    """Serve a guard whose declaration has one word for another, to nobody."""
    tools = folder / "tools.toml"
    said = tools.read_text(encoding="utf-8")
    assert right in said
    tools.write_text(said.replace(right, wrong), encoding="utf-8")
    return subprocess.run(
        [*PROGRAM, str(garden), "--declaration", str(tools), "--ledger", str(folder / "guard")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_an_action_that_no_norm_is_about_is_told_on_standard_error(
    garden: Path, tmp_path: Path, repository: Path
) -> None:
    """It is served all the same: an action may be free."""
    declare_the_gardens_tools(garden, tmp_path, repository)

    run = guarding(garden, tmp_path, 'action = "water"', 'action = "walk"')

    assert 0 == run.returncode
    assert "warning: open_valve action: " in run.stderr
    assert "[action-of-no-norm]" in run.stderr


def test_an_action_one_slip_from_one_that_a_norm_is_about_is_not_served(
    garden: Path, tmp_path: Path, repository: Path
) -> None:
    """Unless the declaration says that it is free."""
    declare_the_gardens_tools(garden, tmp_path, repository)

    run = guarding(garden, tmp_path, 'action = "water"', 'action = "watr"')
    freed = guarding(
        garden, tmp_path, 'guard = "valve-guard"', 'guard = "valve-guard"\nfree_actions = ["watr"]'
    )

    assert 3 == run.returncode
    assert "[misspelt-action]" in run.stderr
    assert "Did you mean 'water'?" in run.stderr
    assert (0, "") == (freed.returncode, freed.stderr)


def test_a_fact_that_only_the_study_declares_is_no_slip(
    garden: Path, tmp_path: Path, repository: Path
) -> None:
    """The study's facts are known to the guard, also those that no norm speaks of."""
    declare_the_gardens_tools(garden, tmp_path, repository)
    with (garden / "study.toml").open("a", encoding="utf-8") as file:
        file.write('[[fact_declaration]]\nname = "sunny"\ntype = "boolean"\ntext = "sunny"\n')

    run = guarding(garden, tmp_path, 'fact = "beds-watered"', 'fact = "sunny"')

    assert (0, "") == (run.returncode, run.stderr)


def test_a_misspelt_role_of_a_declaration_is_refused(
    garden: Path, tmp_path: Path, repository: Path
) -> None:
    """No norm would bind the agent."""
    declare_the_gardens_tools(garden, tmp_path, repository)

    run = guarding(garden, tmp_path, 'role = "waterer"', 'role = "waterr"')

    assert 3 == run.returncode
    assert "[undeclared-role]" in run.stderr
    assert "Did you mean 'waterer'?" in run.stderr


def test_a_guards_verdicts_are_served(garden: Path, tmp_path: Path, repository: Path) -> None:
    """Calls are decided and entered; answers come by a file that is not the agent's.

    That the agent says it announced the watering does not do it; a guard that carries it out does.
    """
    declare_the_gardens_tools(garden, tmp_path, repository)
    ledger, answers = tmp_path / "guard", tmp_path / "answers.jsonl"

    words = [garden, "--declaration", tmp_path / "tools.toml", "--ledger", ledger]
    announce = {"tool": "write_on_board", "arguments": {"text": "Beds 1 to 5"}}
    water = {"tool": "open_valve", "arguments": {"litres": 50}}

    async def say_that_it_was_announced(client: Session) -> None:
        announced = await content(client, "guard_call", announce)
        said = {"intent": announced["record"], "result": "written"}
        entered = await content(client, "guard_outcome", said)
        again = await content(client, "guard_outcome", said)
        held = await content(client, "guard_call", water)
        assert ("act", "refuse") == (announced["outcome"], held["outcome"])
        assert entered["record"].startswith("guarded_call:")
        assert "not-let-through" == again["problems"][0]["code"]

    over_stdio(words, say_that_it_was_announced)
    with Guard(
        docket_of(read_study(garden)).target,
        read_declaration(tmp_path / "tools.toml"),
        ledger,
        sources={"gauge": lambda _: None},
    ) as guard:
        assert guard.call(announce["tool"], announce["arguments"], lambda **_: 1).carried_out

    async def ask_and_water(client: Session) -> None:
        held = await content(client, "guard_call", water)
        said = {"ask": held["record"], "by": "garden-association", "release": True}
        by_agent = {**said, "by": "robin"}
        lines = [json.dumps(by_agent), "nothing of it", json.dumps(said)]
        answers.write_text("\n".join(lines) + "\n", encoding="utf-8")
        released = await content(client, "guard_call", water)
        strange = await content(client, "guard_call", {"tool": "wipe", "arguments": {}})
        due = await content(client, "guard_due", {})
        assert ("ask", "act") == (held["outcome"], released["outcome"])
        assert "tool-not-declared" == strange["why"]["code"]
        assert [] == due["obligations"]

    over_stdio([*words, "--answers", answers], ask_and_water)

    records = [json.loads(line) for line in (ledger / "calls.jsonl").read_text().splitlines()]
    outcomes = [record["by"] for record in records if record["stage"] == "outcome"]
    assert ["robin", "valve-guard"] == outcomes
    assert 9 == Ledger.read(ledger / "ledger").size


async def content(client: Session, tool: str, arguments: dict[str, Any]) -> Any:
    """Return the structured content of what a tool answers."""
    return (await client.call_tool(tool, arguments)).structured_content


def test_a_declaration_without_a_ledger_is_wrong_usage(garden: Path) -> None:
    """What is judged has to be entered somewhere."""
    run = subprocess.run(
        [*PROGRAM, str(garden), "--declaration", "tools.toml"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert 2 == run.returncode
    assert "go together" in run.stderr


@pytest.mark.parametrize("words", [["--port", "8765"], ["--host", "::1"], ["--allow-host", "x:1"]])
def test_an_address_without_http_is_wrong_usage(words: list[str], garden: Path) -> None:
    """Nobody is left to believe that it listens there."""
    run = subprocess.run(
        [*PROGRAM, str(garden), *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert 2 == run.returncode
    assert "go with --http" in run.stderr


def test_what_is_missing_in_a_decision_is_named(garden: Path) -> None:
    """Each field that is not there, by its name; what is not missing is the checker's to say."""

    async def talk(client: Session) -> None:
        decision = await content(client, "decide", {})
        cut = {name: said for name, said in decision.items() if name not in {"ask", "outcome"}}
        problems = (await content(client, "check", {"decision": cut}))["problems"]
        assert {"outcome"} == {problem["path"] for problem in problems}
        checked = await content(client, "check", {"decision": {**decision, "justification": 1}})
        assert not checked["valid"]

    over_stdio([garden], talk)


def test_an_address_that_is_taken_is_told(garden: Path) -> None:
    """A port that another program listens on is no fault of this one."""
    with serving(garden) as url:
        port = url.removesuffix("/mcp").rpartition(":")[2]
        run = subprocess.run(
            [*PROGRAM, str(garden), "--http", "--port", port],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    assert 5 == run.returncode
    assert "cannot-listen" in run.stderr

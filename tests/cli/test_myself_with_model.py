"""`commonweal myself --model`: asked first, told which host, held to the options, and logged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from commonweal.elicitation import ModelChoice
from commonweal.stewardship import ConstitutionQuestion, begin_myself, bundled_bank
from commonweal.testing import ReceivedRequest, ScriptedModel, ScriptedReply
from commonweal.testing._scripted_myself import MOMENT, ScriptedPerson

if TYPE_CHECKING:
    from .conftest import Called, Program

SEED = 5
BANK = bundled_bank()


def first_option(request: ReceivedRequest) -> str:
    """Reply as a model that names the first option on offer."""
    given = json.loads(request.content["messages"][-1]["content"])
    return json.dumps({"option": next(iter(given["options"])), "why": "<b>They</b> say so."})


@pytest.fixture
def session(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that goes through a session with a model at hand."""

    def go(
        consent: str, reply: Any, *, lines: Sequence[str], words: Sequence[object] = ()
    ) -> tuple[Called, Sequence[ReceivedRequest]]:
        answers = tmp_path / "answers.txt"
        answers.write_text("".join(f"{line}\n" for line in (consent, *lines)), encoding="utf-8")
        with ScriptedModel(reply) as model:
            monkeypatch.setenv("COMMONWEAL_MODEL", "small:3b")
            monkeypatch.setenv("COMMONWEAL_MODEL_URL", model.url)
            monkeypatch.setenv("COMMONWEAL_MODEL_TIMEOUT", "3")
            monkeypatch.setenv("COMMONWEAL_MODEL_RETRIES", "0")
            called = program(
                *("myself", "--out", tmp_path / "ada", "--answers", answers, "--model"),
                *("--json", "--invented", "--seed", SEED, *words),
            )
            return called, model.requests

    return go


def typed(tmp_path: Path, option: int | None) -> list[str]:
    """Return what Ada types when the model names the first option, or is never of use."""

    def model(question: ConstitutionQuestion) -> ModelChoice:
        if option is None:
            return ModelChoice(status="unusable")
        return ModelChoice(status="answered", option=[*question.options][option])

    rehearsal = begin_myself(
        tmp_path / f"rehearsal-{option}",
        BANK,
        source="everyday",
        begun=MOMENT,
        origin="synthetic",
        seed=SEED,
        ask_model=model,
    )
    return list(ScriptedPerson(BANK, ("near-ones", "craft", "plain-truth")).go_through(rehearsal))


def logged(tmp_path: Path) -> list[dict[str, Any]]:
    lines = (tmp_path / "ada" / "model.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_a_model_that_may_see_the_cards_stands_beside_the_others(
    session: Any, tmp_path: Path
) -> None:
    """Its numbers are printed and on the page, with every answer and request in the log."""
    called, requests = session("yes", first_option, lines=typed(tmp_path, 0))

    scores = {each["name"]: each for each in called.document["data"]["predictors"]}
    page = (tmp_path / "ada" / "myself.html").read_text(encoding="utf-8")
    consent, *answers = logged(tmp_path)
    assert (0, 12) == (called.code, len(requests))
    assert {"hits": 12, "of": 12} == scores["prompted"]["dared"]
    assert "A prompted model" in page
    assert "&lt;b&gt;They&lt;/b&gt; say so." in page
    assert (True, "small:3b") == (consent["agreed"], consent["model"])
    assert consent["host"].startswith("127.0.0.1:")
    assert {"small:3b"} == {each["model"] for each in answers}
    assert 12 == len({each["prompt_hash"] for each in answers})


def test_the_question_names_the_model_and_its_host(session: Any, tmp_path: Path) -> None:
    """Nobody agrees to what they were not told."""
    called, _ = session("stop", first_option, lines=[])

    assert "small:3b, at 127.0.0.1:" in called.err
    assert "telling" == called.document["data"]["stage"]


@pytest.mark.parametrize("consent", ["no", "stop"])
def test_without_a_yes_nothing_is_sent(session: Any, tmp_path: Path, consent: str) -> None:
    """The session is the same as without --model."""
    called, requests = session(consent, first_option, lines=typed(tmp_path, None))

    assert 0 == called.code
    assert [] == [*requests]
    if consent == "no":
        names = {each["name"] for each in called.document["data"]["predictors"]}
        assert "prompted" not in names
        assert [False] == [each["agreed"] for each in logged(tmp_path)]


@pytest.mark.parametrize(
    "broken",
    [
        json.dumps({"option": "whatever-i-like", "why": "Ignore the options."}),
        "ANSWER: anything",
        ScriptedReply(status=500),
    ],
)
def test_an_answer_that_cannot_be_used_abstains(
    session: Any, tmp_path: Path, broken: ScriptedReply | str
) -> None:
    """The session goes on to its end, and the model has acted nowhere."""
    called, _ = session("yes", broken, lines=typed(tmp_path, None))

    scores = {each["name"]: each for each in called.document["data"]["predictors"]}
    page = (tmp_path / "ada" / "myself.html").read_text(encoding="utf-8")
    assert 0 == called.code
    assert {"hits": 0, "of": 12} == scores["prompted"]["dared"]
    assert "no answer of its could be used" in page
    assert {"answered"}.isdisjoint(each["status"] for each in logged(tmp_path)[1:])


def test_a_model_comes_too_late_when_predictions_are_fixed(
    session: Any, tmp_path: Path, program: Program
) -> None:
    """What was predicted is not added to, and nothing is asked for."""
    session("no", first_option, lines=typed(tmp_path, None))

    said = program("myself", "--out", tmp_path / "ada", "--resume", "--model")

    assert (3, True) == (said.code, "predictions-fixed" in said.err)


def test_a_session_is_held_by_one_program_at_a_time(program: Program, tmp_path: Path) -> None:
    """Whoever comes second is told so, and nothing is lost."""
    with begin_myself(tmp_path / "ada", BANK, source="everyday", begun=MOMENT, origin="synthetic"):
        said = program("myself", "--out", tmp_path / "ada", "--resume")

    assert (5, True) == (said.code, "session-open" in said.err)


def test_no_model_in_the_settings_is_said_before_anything_is_asked(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no folder then."""
    monkeypatch.delenv("COMMONWEAL_MODEL", raising=False)

    said = program("myself", "--out", tmp_path / "ada", "--model")

    assert (3, True) == (said.code, "model-setting" in said.err)
    assert not (tmp_path / "ada").exists()

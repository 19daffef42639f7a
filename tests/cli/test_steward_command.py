"""What `commonweal steward` says, and with which exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.stewardship import begin_myself, bundled_bank
from commonweal.testing._scripted_myself import MOMENT, ScriptedPerson

Program = Callable[..., Any]
PERSON = ScriptedPerson(bundled_bank(), ("plain-truth", "left-undone", "calm"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an invented person who went through a session with oneself."""
    path = tmp_path / "me"
    myself = begin_myself(
        path, bundled_bank(), source="everyday", begun=MOMENT, origin="synthetic", seed=3
    )
    list(PERSON.go_through(myself))
    return path


def replies(program: Program, folder: Path, path: Path, **more: Any) -> dict[str, Any]:
    """Plan a trial, and write what the person says of it."""
    asked = program("steward", "plan", folder, "--size", 40, "--json").document["data"]
    named = bundled_bank().situation_named
    choices = {
        each["situation"]: PERSON.choose(named[each["situation"]]) for each in asked["situations"]
    }
    path.write_text(json.dumps({"choices": choices, **more}), encoding="utf-8")
    return dict(asked)


def test_a_decision_of_the_steward_can_be_checked(
    program: Program, folder: Path, tmp_path: Path
) -> None:
    """What it writes with --out is accepted by `commonweal check`."""
    out = tmp_path / "decision.json"

    said = program("steward", "decide", folder, "broken-lamp", "--out", out)

    assert (0, "Act: Tell the neighbour what happened.") == (said.code, said.out.splitlines()[0])
    assert "Standing: synthetic." in said.out
    assert 0 == program("check", out).code


def test_what_it_writes_is_its_owners_alone(program: Program, folder: Path, tmp_path: Path) -> None:
    """A decision holds the person's words, a result their choices: nobody else may read them."""
    decision, result = tmp_path / "decision.json", tmp_path / "result.json"

    program("steward", "decide", folder, "broken-lamp", "--out", decision)
    program("steward", "trial", folder, "--out", result)

    assert [0o600, 0o600] == [path.stat().st_mode & 0o777 for path in (decision, result)]


def test_a_situation_that_the_bank_has_not_is_refused(program: Program, folder: Path) -> None:
    """The code says so, and the exit code is that of invalid input."""
    said = program("steward", "decide", folder, "nowhere", "--json")

    assert (3, "undeclared-situation") == (
        said.code,
        said.document["data"]["problems"][0]["code"],
    )


def test_a_session_is_a_trial(program: Program, folder: Path) -> None:
    """What a session predicted is reported with intervals; so few acts may not show enough."""
    said = program("steward", "trial", folder, "--json")

    data = said.document["data"]
    assert data["synthetic"]
    assert data["right"]["hits"] == data["right"]["of"] > 0
    assert said.code == (0 if data["may_be_sent_out"] else 1)


def test_a_plan_shows_no_answers_and_draws_nothing_met(
    program: Program, folder: Path, tmp_path: Path
) -> None:
    """Situations of the session are left out, and only the hash of the answers is printed."""
    asked = replies(program, folder, tmp_path / "replies.json")

    kept = json.loads((folder / "trial.json").read_text(encoding="utf-8"))
    session = program("steward", "trial", folder, "--json").document["data"]
    met = {row["situation"] for row in session["rows"]}
    assert kept["fixed"] == asked["fixed"]
    assert {"fixed", "situations"} == {*asked}
    assert met.isdisjoint(kept["situations"])
    assert 3 == program("steward", "plan", folder).code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("steward", "plan", "{}"), 0),
        (("steward", "trial", "{}"), 3),
        (("myself", "--later", "{}"), 1),
    ],
)
def test_what_only_reads_a_session_does_not_fix_its_predictions(
    program: Program, folder: Path, words: tuple[str, ...], code: int
) -> None:
    """Whoever stopped while a model was asked may still go on with a model, or without one."""
    for name in ("predictions.json", "choosing.jsonl", "endorsing.jsonl"):
        (folder / name).unlink()

    said = program(*(word.format(folder) for word in words))

    assert code == said.code
    assert not (folder / "predictions.json").exists()


def test_a_planned_trial_is_reported(program: Program, folder: Path, tmp_path: Path) -> None:
    """Replies are held against the plan; without approvals the steward is not sent out."""
    path = tmp_path / "replies.json"
    replies(program, folder, path)

    said = program("steward", "trial", folder, "--replies", path)

    assert 1 == said.code
    assert "approved: at least 0.00, where 0.67 is asked for, from 0: not shown." in said.out
    assert "It is not to be sent out." in said.out


def test_a_plan_does_not_outlive_the_cards(program: Program, folder: Path, tmp_path: Path) -> None:
    """Whoever changes what the cards are linked to after the plan has to plan again."""
    path = tmp_path / "replies.json"
    replies(program, folder, path)
    exchange_links(folder)

    said = program("steward", "trial", folder, "--replies", path, "--json")

    assert "trial-changed" == said.document["data"]["problems"][0]["code"]


def exchange_links(folder: Path) -> None:
    """Change by hand what the cards are linked to."""
    links = json.loads((folder / "links.json").read_text(encoding="utf-8"))
    for link in links["links"]:
        link["concern"] = {"plain-truth": "calm", "calm": "plain-truth"}.get(
            link["concern"], link["concern"]
        )
    (folder / "links.json").write_text(json.dumps(links), encoding="utf-8")


def test_a_session_is_no_trial_of_cards_changed_after_it(program: Program, folder: Path) -> None:
    """Who has seen the choices could link the cards so that they fit: that shows nothing."""
    exchange_links(folder)

    said = program("steward", "trial", folder, "--json")

    assert (3, "trial-changed") == (said.code, said.document["data"]["problems"][0]["code"])


def test_a_plan_does_not_outlive_the_bank(program: Program, folder: Path, tmp_path: Path) -> None:
    """Answers may be the same though the situations read otherwise: that is another trial."""
    path = tmp_path / "replies.json"
    replies(program, folder, path)
    plan = json.loads((folder / "trial.json").read_text(encoding="utf-8"))
    (folder / "trial.json").write_text(json.dumps(plan | {"bank": "0" * 64}), encoding="utf-8")

    said = program("steward", "trial", folder, "--replies", path, "--json")

    assert "trial-changed" == said.document["data"]["problems"][0]["code"]


def test_replies_of_another_form_are_refused_together(
    program: Program, folder: Path, tmp_path: Path
) -> None:
    """Every wrong reply is named with its place."""
    path = tmp_path / "replies.json"
    replies(program, folder, path)
    wrong = {
        "choices": {"a": 1},
        "approvals": {"a": "yes"},
        "expected": {"a": "3/2", "b": "1e-999999999", "c": "1/0"},
        "more": {},
    }
    path.write_text(json.dumps(wrong), encoding="utf-8")

    said = program("steward", "trial", folder, "--replies", path, "--json")

    found = {
        (each["code"], each["path"].rpartition(" ")[2])
        for each in said.document["data"]["problems"]
    }
    assert {
        ("wrong-type", "choices.a"),
        ("wrong-type", "approvals.a"),
        ("wrong-form", "expected.a"),
        ("wrong-form", "expected.b"),
        ("wrong-form", "expected.c"),
        ("unknown-field", "more"),
    } == found


def test_advice_chooses_nothing(program: Program, folder: Path) -> None:
    """Each card is told with what it speaks for, and there is no act in it."""
    said = program("steward", "advise", folder, "broken-lamp")

    assert 0 == said.code
    assert "speaks for leave-it and against say-so" in said.out
    assert "by your own order, say-so" in said.out
    assert "Act:" not in said.out


@pytest.mark.parametrize("command", [("plan",), ("trial",)])
def test_a_seed_below_nothing_is_refused(
    program: Program, folder: Path, command: tuple[str, ...]
) -> None:
    """No generator takes one, and that is the user's to know."""
    assert 2 == program("steward", *command, folder, "--seed", "-1").code

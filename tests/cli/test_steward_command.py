"""What `commonweal steward` says, and with which exit code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.stewardship import begin_myself, bundled_bank, read_own_values
from commonweal.testing._owners import placing
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


def replies(
    program: Program, folder: Path, path: Path, *, plan: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Plan a trial, and write what the person chooses."""
    asked = program("steward", "plan", folder, "--size", 40, *plan, "--json").document["data"]
    named = bundled_bank().situation_named
    choices = {
        each["situation"]: PERSON.choose(named[each["situation"]]) for each in asked["situations"]
    }
    path.write_text(json.dumps({"choices": choices}), encoding="utf-8")
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
    """It is reported with intervals and the hash that was shown; so few may not show enough."""
    said = program("steward", "trial", folder, "--json")

    data = said.document["data"]
    shown = (folder / "predictions.json").read_bytes()
    assert data["synthetic"]
    assert hashlib.sha256(shown).hexdigest() == data["fixed"]
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
    assert {"fixed", "situations", "out_of_reach"} == {*asked}
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


def test_a_trial_that_cannot_pass_is_said_to_before_anybody_is_asked(
    program: Program, folder: Path
) -> None:
    """However much its owner should agree, two situations show nothing."""
    small = program("steward", "plan", folder, "--size", 2, "--json").document["data"]
    words = program("steward", "plan", folder, "--size", 2, "--again").out
    large = program("steward", "plan", folder, "--size", 40, "--again", "--json").document["data"]

    assert "right" in small["out_of_reach"]
    assert "This trial cannot pass, whatever is replied: it cannot show right" in words
    assert [] == large["out_of_reach"]


def test_which_trial_is_reported_is_said_where_there_are_two(
    program: Program, folder: Path, tmp_path: Path
) -> None:
    """Without the replies it is that of the session, and the planned one is named."""
    told = "This is the trial of the session; that of trial.json needs --replies."
    before = program("steward", "trial", folder).out
    replies(program, folder, tmp_path / "replies.json")

    after = program("steward", "trial", folder).out
    planned = program("steward", "trial", folder, "--replies", tmp_path / "replies.json").out

    assert [False, True, False] == [told in text for text in (before, after, planned)]


def test_a_planned_trial_is_reported(program: Program, folder: Path, tmp_path: Path) -> None:
    """Replies are held against the plan; without approvals the steward is not sent out."""
    path = tmp_path / "replies.json"
    replies(program, folder, path)

    said = program("steward", "trial", folder, "--replies", path)

    assert 1 == said.code
    (without,) = (line for line in said.out.splitlines() if "Acts without an approval" in line)
    acts = int(without.split()[4])
    assert f"{acts} of {acts};" in without
    assert f"approved: at least 0.00, where 0.67 is asked for, from {acts}: not shown." in said.out
    assert "It is not to be sent out." in said.out


def changed_links(folder: Path, **fields: Any) -> None:
    """Change by hand what stands in the file of links."""
    path = folder / "links.json"
    links = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(links | fields), encoding="utf-8")


def exchange_links(folder: Path) -> None:
    """Link the cards to other concerns."""
    other = {"plain-truth": "calm", "calm": "plain-truth"}
    links = json.loads((folder / "links.json").read_text(encoding="utf-8"))["links"]
    concerns = [other.get(link["concern"], link["concern"]) for link in links]
    changed_links(
        folder,
        links=[link | {"concern": name} for link, name in zip(links, concerns, strict=True)],
    )


def take_a_vote_away(folder: Path) -> None:
    """Leave out the answer to one question."""
    path = folder / "votes.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def place_options(folder: Path) -> None:
    """Say on a card what no trial asked about."""
    card = read_own_values(folder).confirmed[0]
    placed = placing(card, ["say-so"], ["leave-it"], name="broken-lamp")
    (folder / "placings.jsonl").write_text(json.dumps(placed.content()) + "\n", encoding="utf-8")


CHANGES: tuple[Callable[[Path], None], ...] = (
    exchange_links,
    take_a_vote_away,
    place_options,
    lambda folder: changed_links(folder, acts_in=["work"]),
    lambda folder: changed_links(folder, asks_in=["work"]),
    lambda folder: changed_links(folder, stays_out_of=["work"]),
)
"""What somebody who has seen the replies could change so that they fit."""


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("planned", [True, False])
def test_no_trial_outlives_what_it_was_fixed_with(
    program: Program,
    folder: Path,
    tmp_path: Path,
    change: Callable[[Path], None],
    *,
    planned: bool,
) -> None:
    """Whoever changes links, votes, placings or delegation has neither a plan nor a session."""
    path = tmp_path / "replies.json"
    replies(program, folder, path)
    change(folder)

    said = program("steward", "trial", folder, *(("--replies", path) if planned else ()), "--json")

    assert (3, "trial-changed") == (said.code, said.document["data"]["problems"][0]["code"])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"bank": "0" * 64}, "trial-changed"),
        ({"values": "0" * 64}, "trial-changed"),
        ({"seed": 1}, "trial-changed"),
        ({"expected": {"work": "9/10"}}, "trial-changed"),
        ({"expected": {"wrok": "9/10"}}, "trial-changed"),
        ({"situations": []}, "trial-changed"),
        ({"situations": ["nowhere"]}, "trial-changed"),
        ({"situations": ["broken-lamp", "broken-lamp"]}, "repeated-name"),
        ({"seed": -1}, "out-of-range"),
        ({"seed": "7"}, "wrong-type"),
        ({"expected": {"work": "3/2"}}, "wrong-form"),
        ({"answers": []}, "trial-changed"),
        ({"answers": 3}, "wrong-type"),
        ({"more": 3}, "unknown-field"),
    ],
)
def test_a_plan_that_was_changed_is_refused(
    program: Program, folder: Path, tmp_path: Path, fields: dict[str, Any], code: str
) -> None:
    """Another bank, seed or mark, a situation twice, or no plan at all: none is a trial."""
    path = tmp_path / "replies.json"
    replies(program, folder, path)
    plan = json.loads((folder / "trial.json").read_text(encoding="utf-8"))
    (folder / "trial.json").write_text(json.dumps(plan | fields), encoding="utf-8")

    said = program("steward", "trial", folder, "--replies", path, "--json")

    assert (3, code) == (said.code, said.document["data"]["problems"][0]["code"])


def test_domains_are_marked_when_the_trial_is_planned(
    program: Program, folder: Path, tmp_path: Path
) -> None:
    """What is expected is sealed with the plan; with the replies it comes too late."""
    path = tmp_path / "replies.json"
    replies(program, folder, path, plan=("--expected", "work=9/10", "--expected", "money=2/5"))

    said = program("steward", "trial", folder, "--replies", path, "--json")
    written = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(written | {"expected": {"money": "9/10"}}), encoding="utf-8")
    late = program("steward", "trial", folder, "--replies", path, "--json")

    kept = json.loads((folder / "trial.json").read_text(encoding="utf-8"))
    rows = said.document["data"]["rows"]
    expected = {row["domain"]: row["expected"] for row in rows}
    work = {row["situation"] for row in rows if row["did"] and row["domain"] == "work"}
    criteria = {each["name"]: each["of"] for each in said.document["data"]["criteria"]}
    assert {"work": "9/10", "money": "2/5"} == kept["expected"]
    assert {"9/10", "2/5", None} == {*expected.values()}
    assert len(work) == criteria["right"] > 0
    assert (3, "unknown-field") == (late.code, late.document["data"]["problems"][0]["code"])


def test_what_is_expected_of_no_domain_is_refused_before_anything_is_fixed(
    program: Program, folder: Path
) -> None:
    """A misspelt domain, a share above one and a word that is neither are named together."""
    words = ("wrok=9/10", "money=3/2", "work")

    said = program(
        "steward",
        "plan",
        folder,
        *(part for word in words for part in ("--expected", word)),
        "--json",
    )

    problems = said.document["data"]["problems"]
    assert 3 == said.code
    assert {"unknown-domain", "out-of-range", "wrong-form"} == {each["code"] for each in problems}
    assert not (folder / "trial.json").exists()


def test_replies_of_another_form_are_refused_together(
    program: Program, folder: Path, tmp_path: Path
) -> None:
    """Every wrong reply is named with its place."""
    path = tmp_path / "replies.json"
    replies(program, folder, path)
    wrong = {"choices": {"a": 1}, "approvals": {"a": "yes"}, "more": {}}
    path.write_text(json.dumps(wrong), encoding="utf-8")

    said = program("steward", "trial", folder, "--replies", path, "--json")

    found = {
        (each["code"], each["path"].rpartition(" ")[2])
        for each in said.document["data"]["problems"]
    }
    assert {
        ("wrong-type", "choices.a"),
        ("wrong-type", "approvals.a"),
        ("unknown-field", "more"),
    } == found


def test_advice_chooses_nothing(program: Program, folder: Path) -> None:
    """Each card is told with what it speaks for, and there is no act in it."""
    said = program("steward", "advise", folder, "broken-lamp")

    assert 0 == said.code
    assert "speaks for leave-it and against say-so" in said.out
    assert "by your own order, say-so" in said.out
    assert "Act:" not in said.out


def test_a_seed_below_nothing_is_refused(program: Program, folder: Path) -> None:
    """No generator takes one, and that is the user's to know."""
    assert 2 == program("steward", "plan", folder, "--seed", "-1").code


def test_a_trial_is_not_drawn_again(program: Program, folder: Path) -> None:
    """There is no seed to try until one passes: two looks at one trial show the same."""
    once, twice = (program("steward", "trial", folder, "--json").document for _ in range(2))

    assert once == twice
    assert 2 == program("steward", "trial", folder, "--seed", "7").code

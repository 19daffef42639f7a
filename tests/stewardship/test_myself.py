"""A session with oneself: what is fixed when, what survives a crash, and who may read it."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from commonweal.elicitation import ModelChoice
from commonweal.errors import CommonwealError, ExternalFailure, Infeasible, InvalidDocument
from commonweal.stewardship import (
    MODEL_LOG,
    ConstitutionQuestion,
    Myself,
    MyselfPlan,
    MyselfResults,
    begin_myself,
    bundled_bank,
    open_myself,
    read_own_values,
    results_of,
    share_numbers,
    situations_met,
    times_asked_later,
    write_own_values,
)
from commonweal.testing._scripted_myself import MOMENT, ScriptedPerson

BANK = bundled_bank()
ADA = ScriptedPerson(BANK, ("near-ones", "craft", "plain-truth"))


def begun(folder: Path, **others: Any) -> Myself:
    return begin_myself(
        folder, BANK, source="everyday", begun=MOMENT, origin="synthetic", seed=5, **others
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Myself:
    """Return a session that Ada went through to its end."""
    myself = begun(tmp_path_factory.mktemp("whole") / "ada")
    assert 60 < len(list(ADA.go_through(myself)))
    return myself


@pytest.fixture(scope="module")
def results(whole: Myself) -> MyselfResults:
    """Return what her session came to."""
    return results_of(whole)


def test_who_lives_by_her_cards_is_predicted_by_them(results: MyselfResults) -> None:
    """Ada's cards are right whenever they act; with links exchanged, they are not."""
    score = results.measured.score("cards")

    assert (score.right.of, score.right.of) == (score.right.hits, score.dared.hits)
    assert 4 <= score.right.of < score.dared.of == 12
    assert results.control.share_right is not None
    assert results.control.share_right < 0.7


def test_what_she_told_is_what_her_folder_holds(whole: Myself) -> None:
    """Three confirmed cards, a link each, and each of three pairs asked both ways round."""
    own = read_own_values(whole.folder)

    titles = [card.title for card in own.cards]
    assert [f"Card about {name}" for name in ADA.concerns] == titles
    assert list(ADA.concerns) == [link.concern for link in own.links]
    assert 6 == len(own.votes)
    shown = {(vote.first, vote.second) for vote in own.votes}
    assert {(second, first) for first, second in shown} == shown
    assert "synthetic" == own.origin


def test_predictions_stand_before_the_first_choice_is_asked(tmp_path: Path) -> None:
    """When the first predicted situation is shown, the file is there, and no answer changes it."""
    myself = begun(tmp_path / "ada")
    steps = ADA.go_through(myself)
    while myself.stage == "telling":
        assert not (myself.folder / "predictions.json").exists()
        next(steps)
        assert next(steps, None) is not None
    before = (myself.folder / "predictions.json").read_bytes()

    list(steps)

    assert before == (myself.folder / "predictions.json").read_bytes()
    assert "done" == myself.stage


def test_predictions_do_not_hang_on_the_choices_predicted(whole: Myself, tmp_path: Path) -> None:
    """Somebody who told the same and then chooses otherwise has the same predictions."""
    folder = tmp_path / "other"
    folder.mkdir()
    for name in ("session.json", "telling.jsonl"):
        (folder / name).write_bytes((whole.folder / name).read_bytes())
    other = open_myself(folder, BANK)
    while (question := other.question) is not None:
        other.answer(question.keys[-1], at=MOMENT)

    assert whole.predictions_hash == other.predictions_hash
    assert whole.held_out() != other.held_out()


def test_nobody_goes_back_behind_the_predictions(tmp_path: Path) -> None:
    """Going back stops at the first choice that was predicted."""
    myself = begun(tmp_path / "ada")
    while myself.stage == "telling":
        assert myself.question is not None
        myself.answer(ADA.answer(myself.question), at=MOMENT)

    with pytest.raises(InvalidDocument) as refused:
        myself.back(at=MOMENT)

    assert "no-question" == refused.value.code


def test_nobody_goes_back_to_a_choice_once_they_see_what_was_predicted(tmp_path: Path) -> None:
    """Neither from the first act that is shown, nor step by step from the end of the session."""
    myself = begun(tmp_path / "ada")
    steps = ADA.go_through(myself)
    while myself.question is not None and myself.question.message != "myself.endorse":
        next(steps)
    chosen = myself.held_out()

    with pytest.raises(InvalidDocument) as at_the_border:
        myself.back(at=MOMENT)
    list(steps)
    for _ in myself.endorsed():
        myself.back(at=MOMENT)
    with pytest.raises(InvalidDocument) as from_the_end:
        myself.back(at=MOMENT)

    assert ("no-question", "no-question") == (at_the_border.value.code, from_the_end.value.code)
    assert 12 == len(chosen)
    assert chosen == myself.held_out()


def copy_of(session: Myself, folder: Path) -> Path:
    """Return a new folder with the files of a session."""
    folder.mkdir()
    for path in session.folder.iterdir():
        if path.is_file():
            (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.mark.parametrize("log", ["telling.jsonl", "choosing.jsonl"])
@pytest.mark.parametrize("answered_anew", [False, True])
def test_a_log_that_was_gone_on_with_after_its_end_does_not_count(
    whole: Myself, tmp_path: Path, log: str, *, answered_anew: bool
) -> None:
    """A step back written into the file by hand is refused, with another answer after it or not."""
    folder = copy_of(whole, tmp_path / "copy")
    last = json.loads((folder / log).read_text(encoding="utf-8").splitlines()[-1])
    steps = [last | {"act": "back", "shown": "", "value": None}, *([last] * answered_anew)]
    with (folder / log).open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(step) + "\n" for step in steps)

    with pytest.raises(InvalidDocument) as refused:
        open_myself(folder, BANK)

    assert "answer-log" == refused.value.code


@pytest.mark.parametrize("log", ["telling.jsonl", "choosing.jsonl"])
def test_a_log_that_was_cut_after_more_was_shown_does_not_count(
    whole: Myself, tmp_path: Path, log: str
) -> None:
    """Whoever takes the last answer away to give another, having seen what came next, is told."""
    folder = copy_of(whole, tmp_path / "copy")
    lines = (folder / log).read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / log).write_text("".join(lines[:-1]), encoding="utf-8")

    with pytest.raises(InvalidDocument) as refused:
        open_myself(folder, BANK)

    assert "answer-log" == refused.value.code


def stopped_before_predictions(whole: Myself, folder: Path) -> Path:
    """Return a session that told everything and was stopped while a model was asked."""
    copy_of(whole, folder)
    for name in ("predictions.json", "choosing.jsonl", "endorsing.jsonl"):
        (folder / name).unlink()
    return folder


def test_who_only_reads_a_session_does_not_fix_its_predictions(
    whole: Myself, tmp_path: Path
) -> None:
    """Neither knowing which situations it asks about nor looking at it ends the telling."""
    folder = stopped_before_predictions(whole, tmp_path / "stopped")
    before = {path.name for path in folder.iterdir()}

    met = situations_met(folder, BANK)
    with open_myself(folder, BANK, only_read=True) as myself:
        stage = myself.stage

    assert before == {path.name for path in folder.iterdir()}
    assert "telling" == stage
    assert {each.name for part in whole.setting.situations for each in part} == met
    with open_myself(folder, BANK) as gone_on:
        assert "choosing" == gone_on.stage


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stops=st.lists(st.integers(0, 66), max_size=3, unique=True), torn=st.booleans())
def test_a_session_that_was_killed_goes_on_as_if_it_had_not_been(
    whole: Myself, tmp_path_factory: pytest.TempPathFactory, stops: list[int], torn: bool
) -> None:
    """However often it is taken up again, and with half a line left behind, it comes out alike."""
    folder = tmp_path_factory.mktemp("killed") / "ada"
    myself = begun(folder)
    answered = 0
    while (question := myself.question) is not None:
        if answered in stops:
            if torn:
                choosing = (folder / "choosing.jsonl").exists()
                endorsing = question.message == "myself.endorse"
                log = "endorsing" if endorsing else "choosing" if choosing else "telling"
                with (folder / f"{log}.jsonl").open("ab") as file:
                    file.write(b'{"act":"answer","quest')
            myself.close()
            myself = open_myself(folder, BANK)
            assert question == myself.question
        myself.answer(ADA.answer(question), at=MOMENT)
        answered += 1

    assert whole.held_out() == myself.held_out()
    assert whole.endorsed() == myself.endorsed()


def test_only_its_owner_may_read_the_folder(whole: Myself, results: MyselfResults) -> None:
    """Folders are closed to others, and every file in them."""
    share_numbers(whole.folder / "share.json", results)

    for path in (whole.folder, *whole.folder.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path.name


def test_what_is_shared_are_numbers(whole: Myself, results: MyselfResults) -> None:
    """No text, title, situation, option, pseudonym or key of the session is in it."""
    path = whole.folder / "share.json"
    share_numbers(path, results)
    shared = path.read_text(encoding="utf-8")

    session = json.loads((whole.folder / "session.json").read_text(encoding="utf-8"))
    private = {session["key"], str(session["seed"]), "Card about", "WHATEVER", whole.setting.name}
    private |= {situation.name for situation in BANK.situations}
    private |= {concern.name for concern in BANK.concerns}
    assert [] == [word for word in private if f'"{word}' in shared]
    assert {"cards", "preferences", "majority", "coin"} == {
        each["name"] for each in json.loads(shared)["predictors"]
    }


def test_endorsement_is_asked_again_later(tmp_path: Path) -> None:
    """A second asking is kept by itself and changes nothing of what was chosen."""
    myself = begun(tmp_path / "ada")
    list(ADA.go_through(myself))
    later = myself.later(1)
    while later.question is not None:
        later.answer("no", at=MOMENT)

    myself.close()

    results = results_of(open_myself(myself.folder, BANK))

    (again,) = results.later
    assert 1 == times_asked_later(myself.folder)
    assert 0 == again.score("cards").endorsed.hits
    assert again.score("cards").endorsed.of == results.measured.score("cards").endorsed.hits
    assert again.score("cards").right == results.measured.score("cards").right


def test_a_half_session_is_not_asked_about_later(tmp_path: Path) -> None:
    """What was predicted has to be chosen first."""
    with pytest.raises(Infeasible) as refused:
        begun(tmp_path / "ada").later(1)

    assert "session-unfinished" == refused.value.code


def test_cards_that_were_not_confirmed_count_for_nothing(tmp_path: Path) -> None:
    """Who confirms no card has one that abstains throughout, and is asked for no order."""
    myself = begun(tmp_path / "ada")
    asked: list[str] = []
    while (question := myself.question) is not None:
        asked.append(question.message)
        mine = question.message == "myself.mine"
        myself.answer("no" if mine else ADA.answer(question), at=MOMENT)

    score = results_of(myself).measured.score("cards")

    assert (0, 12) == (score.dared.hits, score.abstained)
    assert "myself.order" not in asked


def test_a_model_that_is_told_the_cards_is_one_more_rival(tmp_path: Path) -> None:
    """It predicts the situations held out, is measured, and its acts are asked about."""
    heard: list[ConstitutionQuestion] = []

    def model(question: ConstitutionQuestion) -> ModelChoice:
        heard.append(question)
        option = None if len(heard) % 2 else [*question.options][-1]
        return ModelChoice(status="answered", option=option, why="They say so.")

    myself = begun(tmp_path / "ada", ask_model=model)
    list(ADA.go_through(myself))

    score = results_of(myself).measured.score("prompted")

    logged = [json.loads(line) for line in (myself.folder / MODEL_LOG).read_text().splitlines()]
    assert 12 == len(heard) == len(logged)
    assert all("WHATEVER is about near-ones" in "".join(question.told) for question in heard)
    assert (6, 6) == (score.dared.hits, score.asked)
    assert 6 == score.endorsed.of
    assert [question.name for question in heard] == [each["situation"] for each in logged]


def test_nobody_else_holds_a_session_that_is_held(tmp_path: Path) -> None:
    """Another program is refused until the session is closed, and then goes on with it."""
    with begun(tmp_path / "ada") as myself:
        with pytest.raises(ExternalFailure) as refused:
            open_myself(myself.folder, BANK)
        list(ADA.go_through(myself))

    assert "session-open" == refused.value.code
    with open_myself(myself.folder, BANK) as again:
        assert "done" == again.stage


def test_a_session_that_cannot_be_opened_is_not_held(whole: Myself, tmp_path: Path) -> None:
    """After a damaged log was refused and mended, the session opens."""
    folder = tmp_path / "copy"
    folder.mkdir()
    (folder / "session.json").write_bytes((whole.folder / "session.json").read_bytes())
    (folder / "telling.jsonl").write_text("[]\n", encoding="utf-8")
    with pytest.raises(InvalidDocument):
        open_myself(folder, BANK)
    (folder / "telling.jsonl").unlink()

    with open_myself(folder, BANK) as myself:
        assert "telling" == myself.stage


def test_policies_that_are_not_delegated_are_asked_about(tmp_path: Path) -> None:
    """Where nothing stays the person's own when delegated, the steward never acts."""
    myself = begun(tmp_path / "ada")
    while (question := myself.question) is not None:
        kept = question.message == "myself.delegable"
        myself.answer("no" if kept else ADA.answer(question), at=MOMENT)

    score = results_of(myself).measured.score("cards")

    assert 0 == score.dared.hits
    assert 0 < score.asked


def test_more_than_two_concerns_are_asked_about_again(tmp_path: Path) -> None:
    """Of three named twice the first two are taken."""
    myself = begun(tmp_path / "ada")
    asked = 0
    while myself.stage == "telling":
        question = myself.question
        assert question is not None
        if question.message.startswith("myself.concerns"):
            asked += 1
            myself.answer(("calm", "craft", "thrift"), at=MOMENT)
        else:
            myself.answer(ADA.answer(question), at=MOMENT)

    links = read_own_values(myself.folder).links
    assert 6 == asked
    assert ["calm", "craft"] * 3 == [link.concern for link in links]


@pytest.mark.parametrize(
    ("minutes", "cards", "at_least", "at_most"), [(5, 2, 8, 10), (15, 3, 18, 26), (60, 4, 52, 52)]
)
def test_a_plan_fits_the_minutes(minutes: int, cards: int, at_least: int, at_most: int) -> None:
    """Fewer minutes, fewer questions; never fewer than four choices of each sort."""
    plan = MyselfPlan.for_minutes(minutes, situations=52)

    assert cards == plan.cards
    assert at_least <= plan.learned_from + plan.held_out <= at_most
    assert 4 <= min(plan.learned_from, plan.held_out)


def test_values_written_by_hand_are_read_back(whole: Myself, tmp_path: Path) -> None:
    """A folder of values holds what was written into it."""
    own = read_own_values(whole.folder)

    write_own_values(tmp_path / "copy", own)

    assert own == read_own_values(tmp_path / "copy")


@pytest.mark.parametrize(
    ("file", "content", "code"),
    [
        ("session.json", "{}", "session-damaged"),
        ("session.json", '{"plan": 1}', "session-damaged"),
        ("telling.jsonl", "[]\n", "answer-log"),
        ("telling.jsonl", '{"act":"dance","at":"","question":"","shown":"","value":null}\n', None),
        ("predictions.json", '{"predictions": {"cards": [{}]}}', "predictions-damaged"),
        ("links.json", '{"owner": "me"}', "missing-field"),
        ("links.json", "[]", "wrong-type"),
        ("cards.jsonl", "{}\n", "missing-field"),
    ],
)
def test_a_damaged_folder_is_refused_with_a_code(
    whole: Myself, tmp_path: Path, file: str, content: str, code: str | None
) -> None:
    """Nothing that was changed by another hand ends in a fault of the program."""
    folder = copy_of(whole, tmp_path / "copy")
    (folder / file).write_text(content, encoding="utf-8")

    with pytest.raises(CommonwealError) as refused:
        results_of(open_myself(folder, BANK))

    assert (code or "answer-log") in {problem.code for problem in refused.value.problems}


def test_a_session_is_gone_on_with_only_with_its_bank(whole: Myself) -> None:
    """Another bank's tags would make other predictions of the same cards."""
    from dataclasses import replace

    with pytest.raises(InvalidDocument) as refused:
        open_myself(whole.folder, replace(BANK, title="Another"))

    assert "other-bank" == refused.value.code


def test_a_bank_without_enough_situations_is_refused(tmp_path: Path) -> None:
    """Four choices to learn from and four to predict are the least."""
    from dataclasses import replace

    small = replace(BANK, situations=BANK.situations[:7])

    with pytest.raises(InvalidDocument) as refused:
        begin_myself(tmp_path / "ada", small, source="small", begun=MOMENT)

    assert "bank-too-small" == refused.value.code


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    """A session does not begin over another one."""
    begun(tmp_path / "ada")

    with pytest.raises(InvalidDocument) as refused:
        begun(tmp_path / "ada")

    assert "folder-not-empty" == refused.value.code

"""Two checkers from one text: whatever file they are given, both say the same of it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from commonweal.decisions import decide
from commonweal.documents import DecisionInputs, Target
from commonweal.proof import checker
from commonweal.reports import write_checker_page

from .forging import CORPUS, Change, bind, changes, corpus, hash_of, written
from .history_worlds import HistoryWorld
from .in_browser import JavaScript, Judged, beside, in_python, of_bytes
from .random_worlds import World
from .telling_cases import TELLING, Telling
from .test_checker_bounds import SIZES, claimed
from .test_checker_by_hand import NAMES, norms_decision, written as by_hand
from .test_checker_hostile import UNREADABLE, WITHOUT
from .test_checker_mutation import UNBOUND
from .test_checker_plausible import LIES, lie

pytestmark = pytest.mark.browser

WORLDS = range(40)
MANY_WORLDS = range(70_000, 71_000)
CHANGES_EACH = 40
LISTS = {f"justification.inputs.{name}" for name in checker.choice.LISTS}


@pytest.fixture(scope="module")
def javascript(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[JavaScript]:
    """Return the checker of the page that does nothing but check, opened from a disk."""
    path = tmp_path_factory.mktemp("page") / "checker.html"
    write_checker_page(path)
    context = browser.new_context()
    page = context.new_page()
    page.goto(path.as_uri())
    yield JavaScript(page)
    context.close()


def decided(seed: int) -> Any:
    """Return the decision of a random world, as JSON; of every other one, much was before."""
    world = HistoryWorld(seed) if seed % 2 else World(seed, clear=bool(seed % 3))
    inputs = DecisionInputs.from_content(world.inputs())
    assert isinstance(inputs.target, Target)
    moment = inputs.situation.at
    decision = decide(inputs, target=inputs.target, study="s", by="test", said_at=moment)
    return json.loads(json.dumps(decision.content()))


@pytest.mark.parametrize("case", TELLING, ids=lambda case: case.world.__name__)
def test_a_rule_without_one_of_its_conditions_is_found_out(
    javascript: JavaScript, browser: Browser, tmp_path: Path, case: Telling
) -> None:
    """A decision that both find valid is refused by a checker that lacks the condition."""
    data = written(json.loads(json.dumps(case.world().decide().content())))
    path = tmp_path / "page.html"
    write_checker_page(path)
    text = path.read_text(encoding="utf-8")
    assert 1 == text.count(case.condition)
    # The page's own policy lets only the script run that it was written with.
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    path.write_text(text.replace(case.condition, case.instead), encoding="utf-8")
    page.goto(path.as_uri())

    (changed,) = JavaScript(page).judge([("case.json", data)])
    (kept,) = javascript.judge([("case.json", data)])

    context.close()
    assert ["valid", "valid"] == [of_bytes(data).word, kept.word]
    assert "not valid" == changed.word


@pytest.fixture(scope="module")
def valid() -> dict[str, Any]:
    """Return more than sixty valid files: the corpus, what was written by hand, random worlds."""
    found = {**corpus(), "norms by hand": norms_decision()}
    found |= {f"{name} by hand": by_hand(name) for name in NAMES}
    return found | {f"world {seed}": decided(seed) for seed in WORLDS}


def disagreements(ours: list[Judged], theirs: list[Judged], names: list[Any]) -> list[Any]:
    """Return where the two say another word, or first find wrong another thing."""
    return [
        (name, one, other)
        for name, one, other in zip(names, ours, theirs, strict=True)
        if one.word != other.word
    ]


def test_valid_files_are_valid_in_the_browser(
    javascript: JavaScript, valid: dict[str, Any]
) -> None:
    """The corpus, the certificates by hand, and random worlds: nothing of them is found wrong."""
    files = [(f"{name}.json", written(content)) for name, content in valid.items()]
    lines = ("decisions.jsonl", (CORPUS / "several" / "decisions.jsonl").read_bytes())
    target = ("target.json", beside())

    judged = javascript.judge([*files, lines, target], [beside()])

    assert len(files) >= 60
    assert [] == [each for each in judged if each.word != "valid"]


@pytest.mark.slow
def test_valid_files_of_many_random_worlds_are_valid_in_the_browser(
    javascript: JavaScript,
) -> None:
    """A thousand more worlds, in which the rare occurs too."""
    files = [(f"{seed}.json", written(decided(seed))) for seed in MANY_WORLDS]

    judged = javascript.judge(files)

    assert [] == [each for each in judged if each.word != "valid"]


def sampled(name: str, content: Any, *, number: int) -> list[Change]:
    """Return some of all single changes to a document, the same each time."""
    made = list(changes(content))
    return random.Random(name).sample(made, min(number, len(made)))


def means_nothing(change: Change, content: Any) -> bool:
    """Say whether a change is of those that mean nothing for the derivation."""
    where = change.where if content["kind"] == "decision" else f"justification.{change.where}"
    # A list of the inputs that is left out has the hash of an empty one.
    absent = change.how == "gone" and where in LISTS
    return change.how in UNBOUND.get(where, ()) or (absent and at(content, change.path) == [])


def at(document: Any, path: tuple[str | int, ...]) -> Any:
    """Return what stands at a path."""
    for step in path:
        document = document[step]
    return document


def judged_alike(javascript: JavaScript, valid: dict[str, Any], number: int) -> list[Judged]:
    """Hold both checkers to one another on changes to each file; return what must be refused."""
    refused: list[Judged] = []
    for name, content in valid.items():
        made = sampled(name, content, number=number)
        theirs = javascript.judge_changes(content, made)
        targets: dict[str, Any] = {}
        ours = [in_python(change.made(content), targets=targets) for change in made]
        assert [] == disagreements(ours, theirs, [(c.where, c.how) for c in made]), name
        bound = [not means_nothing(change, content) for change in made]
        refused += [each for each, is_bound in zip(theirs, bound, strict=True) if is_bound]
    return refused


def test_thousands_of_changes_to_valid_files_are_refused_by_both(
    javascript: JavaScript, valid: dict[str, Any]
) -> None:
    """Both refuse more than 2,000 files with one change that means something, of over 60 files."""
    refused = judged_alike(javascript, valid, CHANGES_EACH)

    assert len(refused) >= 2_000
    assert [] == [each for each in refused if each.word == "valid"]


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_tens_of_thousands_of_changes_are_judged_alike(
    javascript: JavaScript, valid: dict[str, Any]
) -> None:
    """With ten times as many changes to each file, neither passes what the other refuses."""
    refused = judged_alike(javascript, valid, 10 * CHANGES_EACH)

    assert len(refused) >= 20_000
    assert [] == [each for each in refused if each.word == "valid"]


def mended(content: Any, number: int) -> Iterator[Any]:
    """Yield a decision with one thing in its inputs changed, and every hash mended."""
    inside = ("justification", "inputs")
    made = [c for c in changes(content) if c.path[:2] == inside and len(c.path) > 2]
    for change in random.Random(number).sample(made, min(number, len(made))):
        forged = json.loads(json.dumps(change.made(content)))
        if isinstance(forged["justification"]["inputs"], dict) and {"situation", "target"} <= set(
            forged["justification"]["inputs"]
        ):
            yield bind(forged)


@pytest.mark.parametrize("number", [12, pytest.param(150, marks=pytest.mark.slow)])
def test_what_follows_from_other_inputs_is_judged_alike(
    javascript: JavaScript, valid: dict[str, Any], number: int
) -> None:
    """With hashes mended the rules themselves have to tell, and many a change changes nothing."""
    decisions = [each for each in valid.values() if each["kind"] == "decision"]
    forged = [written(each) for content in decisions for each in mended(content, number)]

    theirs = javascript.judge([("forged.json", data) for data in forged])

    ours = [of_bytes(data) for data in forged]
    assert [] == disagreements(ours, theirs, list(range(len(forged))))
    assert len(forged) // 20 < sum(each.word == "valid" for each in theirs) < len(forged)
    steps = [
        (one.place, other.place)
        for one, other in zip(ours, theirs, strict=True)
        if one.place.startswith("step ")
    ]
    assert len(steps) > len(forged) // 25
    assert [] == [(one, other) for one, other in steps if one != other]


def test_a_party_whose_own_cards_stand_twice_is_refused_by_both(javascript: JavaScript) -> None:
    """Which of the two lists would count is not guessed, in either language."""
    decision = json.loads(json.dumps(corpus()["role-standard"]))
    owned = decision["justification"]["inputs"]["target"]["own_cards"]
    owned.append(owned[0])
    forged = written(bind(decision))

    (theirs,) = javascript.judge([("twice.json", forged)])

    assert theirs.word == of_bytes(forged).word != "valid"
    assert "own_cards" in theirs.said


@pytest.mark.parametrize("name", LIES)
def test_a_plausible_lie_is_found_in_the_same_step(javascript: JavaScript, name: str) -> None:
    """What one program finds wrong first, the other does, in the same words."""
    truth, told_as, *_ = LIES[name]
    forged = written(lie(truth(), told_as()))

    (theirs,) = javascript.judge([("lie.json", forged)])

    ours = of_bytes(forged)
    assert "not valid" == theirs.word
    assert ours.said.split("; ")[0] == theirs.said.split("; ")[0]


def test_what_a_decision_states_falsely_is_told_in_the_same_words(javascript: JavaScript) -> None:
    """What has no form is told first, and then the first thing that differs."""
    stated = json.loads(json.dumps(corpus()["contested"]))
    several = {**stated, "outcome": "act", "standing": "synthetic", "statuses": []}
    rows = {**stated, "statuses": stated["statuses"][:-1]}
    formless = {**stated, "by": "No Name", "said_at": "2026-02-30T00:00:00Z", "language": "!"}
    unknown = {**stated, "more": 1}
    files = [written(each) for each in (several, rows, formless, unknown)]

    theirs = javascript.judge([("told.json", data) for data in files])

    assert [of_bytes(data).said for data in files] == [each.said for each in theirs]
    assert {"not valid"} == {each.word for each in theirs}


def test_what_is_no_strict_json_is_unreadable_in_the_browser_too(javascript: JavaScript) -> None:
    """Keys twice, floats, huge numbers, depth, broken text: refused before anything is derived."""
    files = [(f"{number}.json", make()) for number, make in enumerate(UNREADABLE.values())]

    theirs = javascript.judge(files)

    ours = [of_bytes(data) for _, data in files]
    assert [] == disagreements(ours, theirs, list(UNREADABLE))
    assert {"unreadable"} == {each.word for each in theirs}


def test_what_lacks_a_part_is_refused_by_both(javascript: JavaScript) -> None:
    """A decision without its certificate, or without a part of it, is not valid to either."""
    files = [written(content) for content, _ in WITHOUT.values()]

    theirs = javascript.judge([("part.json", data) for data in files])

    assert [] == disagreements([of_bytes(data) for data in files], theirs, list(WITHOUT))
    assert {"not valid"} == {each.word for each in theirs}


def test_lines_are_judged_and_named_alike(javascript: JavaScript, tmp_path: Path) -> None:
    """A line that does not follow is named by its number, and one that is no decision ends it."""
    lines = (CORPUS / "several" / "decisions.jsonl").read_bytes().splitlines()
    lines[1] = lines[1].replace(b'"outcome":"act"', b'"outcome":"ask"')

    wrong, broken, empty = javascript.judge(
        [("a.jsonl", b"\n".join(lines)), ("b.jsonl", lines[0] + b"\n[]\n"), ("c.jsonl", b"\n\n")],
        [beside()],
    )

    assert "not valid" == wrong.word
    assert wrong.said.startswith("line 2: step choice: outcome is stated as 'ask', where 'act'")
    assert ["unreadable", "unreadable"] == [broken.word, empty.word]
    assert "b.jsonl: line 2: " in broken.said


def test_a_target_that_is_named_has_to_be_given(javascript: JavaScript) -> None:
    """Without it nothing can be said; with another one, the decision does not follow."""
    lines = (CORPUS / "several" / "decisions.jsonl").read_bytes()
    other = json.loads(beside())
    other["title"] = "Another"

    (without,) = javascript.judge([("decisions.jsonl", lines)])
    (wrong,) = javascript.judge([("decisions.jsonl", lines)], [written(other)])
    (both,) = javascript.judge([("decisions.jsonl", lines)], [b"\xff", written(other), beside()])

    assert ["unreadable", "not valid", "valid"] == [without.word, wrong.word, both.word]
    assert "target.json" in without.said
    assert f"another than '{hash_of(json.loads(beside()))}'" in wrong.said


@pytest.mark.slow
@pytest.mark.parametrize("steps", [0, 30_000])
def test_what_is_made_to_take_for_ever_is_refused_in_the_browser(
    javascript: JavaScript, steps: int
) -> None:
    """Thousands of everything are derived, or refused, and the page goes on."""
    for world in SIZES:
        (judged,) = javascript.judge([("large.json", written(claimed(world(), steps)))])

        assert "valid" != judged.word, world.__name__
        assert "RangeError" not in judged.said

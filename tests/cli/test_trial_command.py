"""``commonweal trial``: what the way of asking does, in studies in which it is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from commonweal.documents import ValueCard, new_nonce
from commonweal.elicitation import STARTING_ORDERS, equal_arms, read_arms_file
from commonweal.studies import add_answers, read_study

from .conftest import Program

SAID_AT = "2026-06-02T09:00:00Z"
PEOPLE = tuple(f"p-{number:03}" for number in range(60))
ARMS = """
name = "interviewer"
control = "form"
seed = 5
targets = ["{target}"]
[[arm]]
name = "form"
share = "1/2"
[[arm]]
name = "pushing_model"
share = "1/2"
"""


def said(participant: str, kind: str, **content: Any) -> dict[str, Any]:
    """Return a record of an invented person."""
    common = {"by": participant, "origin": "synthetic", "said_at": SAID_AT, "nonce": new_nonce()}
    return {"kind": kind, "participant": participant, **common, **content}


def cards_of(folder: Path) -> list[str]:
    return [entry.id for entry in read_study(folder).records.of(ValueCard)]


@pytest.fixture
def crowd(garden: Path) -> Path:
    """Return the garden with sixty more people who agreed to take part."""
    strata = [{"stratum": "bed", "value": "sunny"}]
    choices = [{"use": "take_part", "given": True}, {"use": "quote", "given": True}]
    add_answers(
        garden,
        [
            record
            for name in PEOPLE
            for record in (
                said(name, "participant", strata=strata),
                said(name, "consent", choices=choices),
            )
        ],
    )
    return garden


def votes(folder: Path, arm_of: dict[str, str], wiser_in: dict[str, bool], **shown: Any) -> None:
    """Have everybody call the second card wiser in some arms, and every other person in others."""
    first, second = cards_of(folder)[:2]
    add_answers(
        folder,
        [
            said(
                name,
                "wiser_vote",
                context="dry-week",
                first=first,
                second=second,
                answer="second" if wiser_in[arm] or number % 2 else "first",
                arm=arm,
                **(shown if arm == "story" else {}),
            )
            for number, (name, arm) in enumerate(arm_of.items())
        ],
    )


def dealt(*arms: str) -> dict[str, str]:
    trial = equal_arms("t", *arms, seed=1)
    return {name: trial.arm_of(name) for name in PEOPLE}


def story(folder: Path) -> str:
    """Add a story that leads to the second card, and return its id."""
    first, second = cards_of(folder)[:2]
    common = {"by": "writer", "origin": "synthetic", "said_at": SAID_AT, "model": "invented"}
    ends = {"context": "dry-week", "from_card": first, "to_card": second}
    return add_answers(folder, [{"kind": "story", "text": "There.", **ends, **common}])[0]


@pytest.mark.parametrize(("persuades", "code"), [(True, 1), (False, 0)])
def test_a_story_that_persuades_is_found(
    program: Program, crowd: Path, persuades: bool, code: int
) -> None:
    """With only two of the arms met; and what could have been found is told either way."""
    wiser = {"none": False, "story": persuades}
    votes(crowd, dealt("none", "story"), wiser, shown=story(crowd))

    called, text = program("trial", "stories", crowd, "--json"), program("trial", "stories", crowd)

    (effect,) = called.document["data"]["effects"]
    assert (code, code) == (called.code, text.code)
    assert ("story", persuades) == (effect["arm"], effect["difference"] > 0.3)
    assert 0 < effect["detectable"] < 1
    assert f"A true difference of {effect['detectable']:.3f} would mostly" in text.out


def test_votes_of_another_trial_are_passed_over(program: Program, crowd: Path) -> None:
    """A starting order is no story arm, and the other way round."""
    arms = dealt("none", "story", *STARTING_ORDERS)
    wiser = dict.fromkeys(("none", "story", *STARTING_ORDERS), False)
    votes(crowd, arms, wiser, shown=story(crowd))

    stories = program("trial", "stories", crowd, "--json").document["data"]
    orders = program("trial", "orders", crowd, "--json").document["data"]

    assert sum(arm in {"none", "story"} for arm in arms.values()) == stories["units"]
    assert sum(arm in STARTING_ORDERS for arm in arms.values()) == orders["answers"]


@pytest.mark.parametrize(("moves", "code"), [(True, 1), (False, 0)])
def test_an_order_that_moves_people_is_found(
    program: Program, crowd: Path, moves: bool, code: int
) -> None:
    """Where all say the same after one order; and from which difference it would be found."""
    wiser = {"nearest_first": False, "farthest_first": moves, "by_lot": False}
    votes(crowd, dealt(*STARTING_ORDERS), wiser)

    called = program("trial", "orders", crowd, "--json")

    data = called.document["data"]
    assert code == called.code
    assert (data["difference"] > data["found_from"]) == moves
    assert "would not be told from chance" in program("trial", "orders", crowd).out


SITUATION = "dry-week-watering"


def with_situations(folder: Path, number: int) -> list[str]:
    """Ask about the garden's situation under several names."""
    plan = folder / "plan.toml"
    text = plan.read_text("utf-8")
    block = text[text.index("[[situation]]") :]
    names = [f"{SITUATION}-{place}" for place in range(1, number)]
    more = "\n".join(block.replace(f'"{SITUATION}"', f'"{name}"') for name in names)
    plan.write_text(f"{text}\n{more}", "utf-8")
    return [SITUATION, *names]


def placing(
    appraiser: str,
    card: str,
    order: list[list[str]],
    *,
    origin: str = "synthetic",
    situation: str = SITUATION,
) -> dict[str, Any]:
    common = {"by": appraiser, "origin": origin, "said_at": SAID_AT, "nonce": new_nonce()}
    where = {"situation": situation, "card": card, "stake": "notable"}
    return {"kind": "placing", "appraiser": appraiser, "order": order, **where, **common}


def placed(
    folder: Path, model: tuple[list[list[str]], list[list[str]]], situations: int = 1
) -> None:
    """Have five owners of each of two values place alike, and a model as told."""
    names = with_situations(folder, situations)
    orders = ([["turns"], ["all-at-once"], ["wait"]], [["wait"], ["all-at-once"], ["turns"]])
    new = []
    for value, (card, order) in enumerate(zip(cards_of(folder)[:2], orders, strict=True)):
        for name in PEOPLE[value * 5 : value * 5 + 5]:
            mine = {"record": card, "question": "mine", "answer": "yes", "asked_at": SAID_AT}
            new.append(said(name, "endorsement", **mine))
            new += [placing(name, card, order, situation=each) for each in names]
        new += [placing("m1", card, model[value], origin="model", situation=each) for each in names]
    add_answers(folder, new)


ALIKE, TURNED = [["turns"], ["all-at-once"], ["wait"]], [["wait"], ["all-at-once"], ["turns"]]


def test_a_model_is_held_to_what_owners_say(program: Program, crowd: Path) -> None:
    """One that places by the value agrees on all; what stands in study.toml is printed."""
    placed(crowd, (ALIKE, TURNED), situations=8)
    words = ("trial", "placings", crowd, "--model", "m1", "--held-out-share", "99/100")

    called, text = program(*words, "--json"), program(*words)

    model = called.document["data"]["model"]
    assert (0, 48, 48) == (called.code, model["held_out"], model["agreed"])
    assert model["reads_the_value"]
    assert model["p"] <= 0.025
    assert 24 < model["needed"] <= 48
    said = "held_out = 48, agreed = 48, counts = false"
    assert f'model_agreement = [{{ model = "m1", {said} }}]' in text.out


def test_one_situation_shows_nothing_of_a_model(program: Program, crowd: Path) -> None:
    """Though it agrees on all: half of what chance does is as good."""
    placed(crowd, (ALIKE, TURNED))
    words = ("trial", "placings", crowd, "--model", "m1", "--held-out-share", "99/100")

    called = program(*words)

    assert 1 == called.code
    assert "So few are held out that agreeing on all of them would not show it." in called.out


def test_a_participant_is_no_model(program: Program, crowd: Path) -> None:
    """Nobody is held to what they said themselves."""
    placed(crowd, (ALIKE, TURNED))
    words = ("trial", "placings", crowd, "--model", PEOPLE[0], "--held-out-share", "99/100")

    called = program(*words, "--json")

    assert (3, "not-a-model") == (called.code, called.document["data"]["problems"][0]["code"])


def test_a_model_that_names_one_order_does_not_read_the_value(
    program: Program, crowd: Path
) -> None:
    """It agrees as often by its word on the other value, and the answer is no."""
    placed(crowd, (ALIKE, ALIKE))

    called = program(
        *("trial", "placings", crowd, "--model", "m1", "--held-out-share", "99/100", "--json")
    )

    assert 1 == called.code
    assert not called.document["data"]["model"]["reads_the_value"]


def test_by_one_value_alone_nothing_is_shown(program: Program, crowd: Path) -> None:
    """A model that spoke on one value of a situation is not known to read it."""
    card = cards_of(crowd)[0]
    mine = {"record": card, "question": "mine", "answer": "yes", "asked_at": SAID_AT}
    owners = [
        record
        for name in PEOPLE[:5]
        for record in (said(name, "endorsement", **mine), placing(name, card, ALIKE))
    ]
    add_answers(crowd, [*owners, placing("m1", card, ALIKE, origin="model")])

    called = program("trial", "placings", crowd, "--model", "m1", "--held-out-share", "99/100")

    assert 1 == called.code
    assert "It spoke on no other value of these situations" in called.out


def interviewed(folder: Path, *, pushed: bool) -> None:
    """Give everybody a card; in the pushing arm two in three are the target's value, if pushed."""
    trial = equal_arms("interviewer", "form", "pushing_model", seed=5)
    target = cards_of(folder)[1]
    told = {"contexts": ["dry-week"], "lived_choice": "We took turns.", "confirmed": True}
    cards = add_answers(
        folder,
        [
            said(
                name,
                "value_card",
                title=f"The way of {name}",
                policies=[{"text": f"TURNS that {name} takes"}],
                language="en",
                **told,
            )
            for name in PEOPLE
        ],
    )
    same = []
    for number, (name, card) in enumerate(zip(PEOPLE, cards, strict=True)):
        if pushed and trial.arm_of(name) == "pushing_model" and number % 3:
            for judge in ("gardener-03", "gardener-04"):
                verdict = {"first": card, "second": target, "verdict": "same", "judge": judge}
                record = said(judge, "same_value", **verdict)
                same.append({key: part for key, part in record.items() if key != "participant"})
    add_answers(folder, same)


@pytest.mark.parametrize(("pushed", "code"), [(True, 1), (False, 0)])
def test_an_interviewer_who_pushes_is_found(
    program: Program, crowd: Path, tmp_path: Path, pushed: bool, code: int
) -> None:
    """The target's share differs by arm; the words of the cards do not."""
    interviewed(crowd, pushed=pushed)
    arms = tmp_path / "arms.toml"
    arms.write_text(ARMS.format(target=cards_of(crowd)[1]), encoding="utf-8")

    called = program("trial", "interviewers", crowd, "--arms", arms, "--stratum", "bed", "--json")

    (effect,) = called.document["data"]["target"]["effects"]
    (words,) = called.document["data"]["own_words"]["effects"]
    assert (code, "pushing_model") == (called.code, effect["arm"])
    assert (effect["difference"] > 0.3) == pushed
    assert 0 < effect["detectable"] < 1
    assert "not_found" == words["status"]


def test_what_a_model_made_up_is_nobody_s_card(
    program: Program, crowd: Path, tmp_path: Path
) -> None:
    """Only people were dealt an arm: cards of another origin are no outcome of it."""
    interviewed(crowd, pushed=False)
    arms = tmp_path / "arms.toml"
    arms.write_text(ARMS.format(target=cards_of(crowd)[1]), encoding="utf-8")
    asked = ("trial", "interviewers", crowd, "--arms", arms, "--json")
    before = program(*asked).document["data"]
    made_up = said(
        "some-model",
        "value_card",
        title="What a model would say",
        policies=[{"text": "WORDS that nobody lived"}],
        contexts=["dry-week"],
        language="en",
        confirmed=True,
    )

    add_answers(crowd, [made_up | {"origin": "model"}])

    assert before == program(*asked).document["data"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "unreadable"),
        ("name = ", "toml-syntax"),
        (ARMS.replace("{target}", "tending"), "wrong-form"),
        (ARMS.format(target="value_card:" + "0" * 64), "unknown-card"),
        (
            ARMS.replace('control = "form"', 'control = "x"').format(
                target="value_card:" + "0" * 64
            ),
            "unknown-arm",
        ),
        ("colour = 1\n" + ARMS.format(target="value_card:" + "0" * 64), "unknown-field"),
        (ARMS.replace('"1/2"', "0.5").format(target="value_card:" + "0" * 64), "float"),
    ],
)
def test_an_arms_file_that_is_none_says_what_is_wrong(
    program: Program, garden: Path, tmp_path: Path, text: str | None, code: str
) -> None:
    """Whatever is missing, misspelled or no share is named."""
    arms = tmp_path / "arms.toml"
    if text is not None:
        arms.write_text(text, encoding="utf-8")

    called = program("trial", "interviewers", garden, "--arms", arms, "--json")

    assert 3 == called.code
    assert code in {problem["code"] for problem in called.document["data"]["problems"]}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("stories",), "arm-without-outcome"),
        (("orders",), "no-starting-orders"),
        (("placings",), "no-comparison"),
    ],
)
def test_where_nothing_was_tried_nothing_is_concluded(
    program: Program, garden: Path, words: tuple[str, ...], code: str
) -> None:
    """A study without a trial is told so."""
    called = program("trial", *words, garden, "--json")

    assert 3 == called.code
    assert code == called.document["data"]["problems"][0]["code"]


def test_each_person_is_told_their_arm_and_keeps_it(program: Program, tmp_path: Path) -> None:
    """The arm that is told beforehand is the one that the trial is read by."""
    arms = tmp_path / "arms.toml"
    arms.write_text(ARMS.format(target="value_card:" + "0" * 64), encoding="utf-8")

    told = program("trial", "arm", arms, *PEOPLE, "--json").document["data"]["arms"]
    words = program("trial", "arm", arms, PEOPLE[0]).out

    trial = read_arms_file(arms).trial
    assert {name: trial.arm_of(name) for name in PEOPLE} == told
    assert {"form", "pushing_model"} == {*told.values()}
    assert [
        f"Trial {read_arms_file(arms).id[:16]}",
        f"{PEOPLE[0]}: {told[PEOPLE[0]]}",
    ] == words.split("\n")[:2]


def test_the_order_of_the_tables_deals_nobody_anew(tmp_path: Path) -> None:
    """Another share is another trial, and its number says so; another order is not."""
    text = ARMS.format(target="value_card:" + "0" * 64)
    first, second = (
        text[: text.index("[[arm]]")],
        text[text.index("[[arm]]") :].split("[[arm]]")[1:],
    )
    turned = first + "".join(f"[[arm]]{table}\n" for table in reversed(second))
    other = text.replace('"1/2"', '"1/4"', 1).replace('"1/2"', '"3/4"', 1)
    read = []
    for number, said in enumerate((text, turned, other)):
        (tmp_path / f"{number}.toml").write_text(said, encoding="utf-8")
        read.append(read_arms_file(tmp_path / f"{number}.toml"))

    same, again, changed = read

    assert same == again
    assert same.id == again.id != changed.id


@pytest.mark.parametrize("name", ["P-07", " p-07", "", "p\n7"])
def test_nobody_who_cannot_be_is_dealt_an_arm(program: Program, tmp_path: Path, name: str) -> None:
    """A misspelt name has an arm too, and another one."""
    arms = tmp_path / "arms.toml"
    arms.write_text(ARMS.format(target="value_card:" + "0" * 64), encoding="utf-8")

    called = program("trial", "arm", arms, name, "--json")

    assert (3, "participant-name") == (called.code, called.document["data"]["problems"][0]["code"])

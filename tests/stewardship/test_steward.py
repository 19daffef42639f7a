"""A steward decides by its owner's cards, and by nothing else."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import commonweal.proof
from commonweal.documents import ValueCard
from commonweal.errors import InvalidDocument
from commonweal.stewardship import (
    BankSituation,
    Delegation,
    OwnValues,
    PolicyLink,
    Steward,
    StewardAnswer,
    bundled_bank,
)
from commonweal.testing._owner_worlds import owner_worlds
from commonweal.testing._owners import (
    MOMENT,
    bank,
    card,
    owner,
    placing,
    situation,
    votes,
)

TRUTH, CALM, PROMISE = card("Plain truth"), card("Calm"), card("Promises")
KEEP_OR_TELL = situation(("keep", ["calm"], ["truth"]), ("tell", ["truth"], ["calm"]))


def answer(own: OwnValues, case: BankSituation = KEEP_OR_TELL) -> StewardAnswer:
    """Return what the steward of an owner answers."""
    return Steward(own, bank(), read_at=MOMENT).decide(case)


def said(found: StewardAnswer) -> tuple[Any, ...]:
    """Return the outcome, the option and the reasons."""
    return found.outcome, found.option, found.reasons


def test_the_wiser_card_decides() -> None:
    """Where two cards pull apart, the one that its owner called wiser both times decides."""
    found = answer(owner({TRUTH: "truth", CALM: "calm"}, votes=votes(TRUTH, CALM)))

    assert ("act", "tell", ("cards_decide",)) == said(found)
    assert (TRUTH.id,) == found.decided_by
    assert ("author",) == found.placed_by
    assert "synthetic" == found.standing
    assert "Decided by: Plain truth" in found.explain()


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ("flip", "contested"),
        ("both_needed", "on_a_par"),
        ("neither", "undetermined"),
        ("unsure", "undetermined"),
    ],
)
def test_only_two_answers_alike_order_a_pair(answers: str, reason: str) -> None:
    """Cards that were called wiser one way round only, or not at all, leave it to their owner."""
    own = owner({TRUTH: "truth", CALM: "calm"}, votes=votes(TRUTH, CALM, answers=answers))

    found = answer(own)

    assert ("ask", None, (reason,)) == said(found)
    assert ("keep", "tell") == found.kept
    assert any("Plain truth" in line and "Calm" in line for line in found.about)


def test_one_answer_orders_nothing() -> None:
    """A pair that was asked in one order only is not ordered."""
    own = owner({TRUTH: "truth", CALM: "calm"}, votes=votes(TRUTH, CALM)[:1])

    assert "ask" == answer(own).outcome


def test_of_two_answers_to_one_question_the_latest_stands() -> None:
    """Whoever changes their mind in both orders has changed it."""
    later = tuple(
        vote.model_copy(update={"said_at": "2026-02-01T00:00:00Z"}) for vote in votes(CALM, TRUTH)
    )
    own = owner({TRUTH: "truth", CALM: "calm"}, votes=(*later, *votes(TRUTH, CALM)))

    assert "keep" == answer(own).option


def test_the_order_where_a_concern_is_touched_goes_before_the_order_anywhere() -> None:
    """What is wiser where a promise bears is decided by the answers about promises."""
    own = owner(
        {TRUTH: "truth", CALM: "calm"},
        votes=(*votes(TRUTH, CALM), *votes(CALM, TRUTH, context="promise")),
    )
    promised = situation(("keep", ["calm", "promise"], ["truth"]), ("tell", ["truth"], ["calm"]))

    assert "tell" == answer(own).option
    assert "keep" == answer(own, promised).option


def test_two_concerns_that_order_a_pair_differently_leave_it_open() -> None:
    """Where both bear, the owner is asked."""
    own = owner(
        {TRUTH: "truth", CALM: "calm"},
        votes=(*votes(TRUTH, CALM, context="care"), *votes(CALM, TRUTH, context="promise")),
    )
    both = situation(
        ("keep", ["calm", "promise"], ["truth"]), ("tell", ["truth", "care"], ["calm"])
    )

    assert ("ask", None, ("contested",)) == said(answer(own, both))


def test_no_card_no_answer() -> None:
    """Where no card of the owner bears on the options, the steward abstains."""
    found = answer(owner({PROMISE: "promise"}))

    assert ("abstain", None, ("no_card_bears",)) == said(found)


def test_without_tags_nobody_has_said_what_the_options_do() -> None:
    """A situation that nobody has tagged is not one on which the cards are silent."""
    untagged = situation(("keep", [], []), ("tell", [], []))

    found = answer(owner({TRUTH: "truth"}), untagged)

    assert ("abstain", None, ("untagged",)) == said(found)


def test_what_all_cards_find_equal_is_left_alone() -> None:
    """Where the decision would allow either option, the steward takes neither."""
    alike = situation(("keep", ["truth"], []), ("tell", ["truth"], []))

    found = answer(owner({TRUTH: "truth"}), alike)

    assert ("abstain", None, ("not_told_apart",)) == said(found)
    assert "act" == found.decision.outcome


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (card("Unconfirmed", confirmed=False), "no_card_bears"),
        (card("Means", "instrumental"), "no_card_bears"),
        (card("Perhaps", "undecided"), "undetermined"),
        (card("Lived"), "cards_decide"),
    ],
)
def test_only_what_is_confirmed_and_constitutive_decides(one: ValueCard, expected: str) -> None:
    """A card that is unconfirmed or a mere means counts for nothing; an undecided one asks."""
    assert (expected,) == answer(owner({one: "truth"})).reasons


def test_policies_of_one_card_are_not_counted() -> None:
    """Two policies of a card against one do not outvote it: where they pull apart, it asks."""
    three = card("Three things", "constitutive", "constitutive", "constitutive")
    own = owner([(three, 0, "truth"), (three, 1, "calm"), (three, 2, "care")])
    two_to_one = situation(("keep", ["calm"], []), ("tell", ["truth", "care"], []))

    found = answer(own, two_to_one)

    assert ("ask", None, ("undetermined",)) == said(found)
    assert any("Three things" in line for line in found.about)


def test_an_undecided_policy_does_not_hide_behind_a_lived_one() -> None:
    """What only an undecided policy says stays open, though another policy of the card is lived."""
    mixed = card("Mixed", "constitutive", "undecided")
    own = owner([(mixed, 0, "truth"), (mixed, 1, "calm")])
    three_ways = situation(
        ("keep", [], ["truth"]), ("write", ["truth", "calm"], []), ("tell", ["truth"], [])
    )

    found = answer(own, three_ways)

    assert "ask" == found.outcome
    assert ("write", "tell") == found.kept


@pytest.mark.parametrize("delegable", ["no", "unsure"])
def test_what_is_not_delegable_is_always_asked(delegable: Any) -> None:
    """A policy that would not stay its owner's keeps the steward from acting, whatever decides."""
    mine = card("Mine to see", delegable=delegable)
    own = owner({TRUTH: "truth", mine: "calm"}, votes=votes(TRUTH, mine))

    found = answer(own)

    assert ("ask", None, ("not_delegable",)) == said(found)
    assert ("ask", ("partial",)) == (found.decision.outcome, found.decision.reasons)
    assert "tell" == found.favoured


@pytest.mark.parametrize(
    ("delegation", "expected"),
    [
        (Delegation(), ("act", "cards_decide")),
        (Delegation(acts_in=frozenset({"work"})), ("act", "cards_decide")),
        (Delegation(acts_in=frozenset({"home"})), ("abstain", "keeps_out")),
        (Delegation(asks_in=frozenset({"work"})), ("ask", "asks_here")),
        (Delegation(acts_in=frozenset(), asks_in=frozenset({"work"})), ("ask", "asks_here")),
        (Delegation(stays_out_of=frozenset({"work"})), ("abstain", "keeps_out")),
        (
            Delegation(acts_in=frozenset({"work"}), stays_out_of=frozenset({"work"})),
            ("abstain", "keeps_out"),
        ),
    ],
)
def test_it_acts_only_where_its_owner_lets_it(
    delegation: Delegation, expected: tuple[str, str]
) -> None:
    """Staying out goes before asking, and asking before acting; the decision never says act."""
    case = situation(("keep", [], ["truth"]), ("tell", ["truth"], []), domain="work")
    elsewhere = replace(case, name="elsewhere", domain="home")
    own = owner({TRUTH: "truth"}, delegation=delegation)

    found = Steward(own, bank(case, elsewhere), read_at=MOMENT).decide(case)

    assert expected == (found.outcome, *found.reasons)
    assert (expected[0] == "act") == (found.decision.outcome == "act")


def test_without_doing_nothing_it_asks_and_says_what_the_cards_favour() -> None:
    """The law of decisions does not act where doing nothing is not among the options."""
    bare = BankSituation(
        name="bare", text="?", options=KEEP_OR_TELL.options[1:], by="author", origin="synthetic"
    )

    found = answer(owner({TRUTH: "truth"}), bare)

    assert ("ask", None, ("no_doing_nothing",)) == said(found)
    assert "tell" == found.favoured


def test_the_owners_own_order_goes_before_the_banks() -> None:
    """Where the owner placed the options on a card, the bank's tags on that card do not count."""
    own = owner({TRUTH: "truth"}, placings=(placing(TRUTH, ["keep"], ["tell"]),))

    found = answer(own)

    assert "keep" == found.option
    assert ("author", "owner") == found.placed_by


def test_links_and_votes_that_name_nothing_are_refused_together() -> None:
    """Every wrong link and vote is told at once, each with its code."""
    stranger = card("Not mine")
    own = OwnValues(
        owner="ada",
        cards=(TRUTH,),
        links=(
            PolicyLink(card=stranger.id, policy=0, concern="truth"),
            PolicyLink(card=TRUTH.id, policy=3, concern="wealth"),
        ),
        votes=votes(TRUTH, stranger, context="tuesdays")[:1],
    )

    with pytest.raises(InvalidDocument) as refused:
        Steward(own, bank(), read_at=MOMENT)

    assert [
        "unknown-card",
        "policy-index",
        "unknown-concern",
        "unknown-card",
        "unknown-context",
    ] == [problem.code for problem in refused.value.problems]


def test_a_part_of_life_that_the_bank_has_not_is_refused() -> None:
    """Where its owner misspelt what they keep it out of, no steward acts there in their name."""
    case = situation(("keep", [], ["truth"]), ("tell", ["truth"], []), domain="household")
    delegation = Delegation(
        acts_in=frozenset({"household", "garden"}),
        asks_in=frozenset({"houshold"}),
        stays_out_of=frozenset({"hosehold"}),
    )

    with pytest.raises(InvalidDocument) as refused:
        Steward(owner({TRUTH: "truth"}, delegation=delegation), bank(case), read_at=MOMENT)

    assert [
        ("unknown-domain", "acts_in", "'garden'", "It has 'household'."),
        ("unknown-domain", "asks_in", "'houshold'", "Did you mean 'household'?"),
        ("unknown-domain", "stays_out_of", "'hosehold'", "Did you mean 'household'?"),
    ] == [
        (problem.code, problem.path, problem.found, problem.hint)
        for problem in refused.value.problems
    ]


def test_a_stranger_to_the_bank_tags_nothing() -> None:
    """Tags by an author whom the bank does not have are refused."""
    with pytest.raises(InvalidDocument) as refused:
        answer(
            owner({TRUTH: "truth"}),
            situation(("keep", [], ["truth"]), ("tell", [], []), by="somebody"),
        )

    assert "appraiser-not-declared" == refused.value.code


@pytest.fixture(scope="module")
def checker() -> ModuleType:
    """Return the stand-alone checker, loaded from its file as a stranger would run it."""
    path = Path(commonweal.proof.__file__).with_name("checker.py")
    spec = importlib.util.spec_from_file_location("stand_alone_checker", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=owner_worlds())
def test_every_answer_passes_the_stand_alone_checker(
    world: tuple[OwnValues, BankSituation], checker: ModuleType, tmp_path: Path
) -> None:
    """The justification of an answer is accepted by the program that shares no code with ours."""
    own, case = world
    path = tmp_path / "decision.json"
    path.write_text(json.dumps(answer(own, case).decision.content()), encoding="utf-8")

    assert [] == list(checker.check(path).problems)


def test_the_bundled_bank_can_be_decided_throughout() -> None:
    """Every situation of the bundled bank gets an answer, and none acts without doing nothing."""
    whole = bundled_bank()
    own = owner({card(one.name): one.name for one in whole.concerns})
    steward = Steward(own, whole, read_at=MOMENT)

    answers = {case.name: steward.decide(case) for case in whole.situations}

    without = {
        case.name
        for case in whole.situations
        if not any(option.does_nothing for option in case.options)
    }
    assert without.isdisjoint(name for name, found in answers.items() if found.acts)

"""Arms of a trial, and what a form of asking does to what people say."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from commonweal.documents import AttentionalPolicy, Story, ValueCard, WiserVote
from commonweal.elicitation import (
    INTERVIEWER_ARMS,
    Arm,
    ArmEffect,
    ArmProblem,
    ArmTrial,
    PermutationTest,
    UnitOutcome,
    arm_problem,
    equal_arms,
    own_words,
    share_with_target,
    solve_arm_effects,
    story_problem,
)
from commonweal.errors import InvalidDocument

WHEN = "2026-01-01T00:00:00Z"
CARDS = tuple(f"value_card:{digit * 64}" for digit in "ab")


def problem_of(
    arm: list[int], outcome: list[float], block: list[int] | None = None, arms: int = 2
) -> ArmProblem:
    return ArmProblem(
        arms=("control", "first", "second")[:arms],
        arm=np.array(arm),
        outcome=np.array(outcome, dtype=float),
        block=np.array(block or [0] * len(arm)),
    )


def card(
    participant: str, *policies: str, told: str | None = None, confirmed: bool = True
) -> ValueCard:
    return ValueCard(
        by=participant,
        origin="synthetic",
        said_at=WHEN,
        nonce="0" * 32,
        participant=participant,
        title="A card",
        policies=tuple(AttentionalPolicy(text=text) for text in policies),
        contexts=("anywhere",),
        lived_choice=told,
        confirmed=confirmed,
    )


def test_arms_are_drawn_by_their_shares() -> None:
    """A quarter of the units meets an arm that has a share of a quarter."""
    arms = (Arm(name="form", share=Fraction(3, 4)), Arm(name="model", share=Fraction(1, 4)))
    trial = ArmTrial(name="t", arms=arms, control="form", seed=3)

    drawn = [trial.arm_of(f"p{number}") for number in range(4_000)]

    # Four standard deviations of 4,000 draws are 110.
    assert abs(drawn.count("model") - 1_000) < 110


def test_whoever_repeats_the_draw_gets_the_same_arm() -> None:
    """Nobody can have been moved afterwards; another seed is another draw."""
    names = [f"p{number}" for number in range(50)]
    draw = [equal_arms("t", *INTERVIEWER_ARMS, seed=3).arm_of(name) for name in names]

    assert draw == [equal_arms("t", *INTERVIEWER_ARMS, seed=3).arm_of(name) for name in names]
    assert draw != [equal_arms("t", *INTERVIEWER_ARMS, seed=4).arm_of(name) for name in names]


@pytest.mark.parametrize(
    ("arms", "control", "code"),
    [
        ((("form", "1/2"),), "form", "arms-too-few"),
        ((("form", "1/2"), ("form", "1/2")), "form", "arms-too-few"),
        ((("form", "1/2"), ("model", "1/3")), "form", "arm-shares"),
        ((("form", "3/2"), ("model", "-1/2")), "form", "arm-shares"),
        ((("form", "1/2"), ("model", "1/2")), "neither", "unknown-arm"),
    ],
)
def test_a_trial_that_is_none_says_what_is_wrong(
    arms: tuple[tuple[str, str], ...], control: str, code: str
) -> None:
    """Arms, shares and the control have to fit together."""
    shares = tuple(Arm(name=name, share=Fraction(share)) for name, share in arms)

    with pytest.raises(InvalidDocument) as caught:
        ArmTrial(name="t", arms=shares, control=control, seed=0)

    assert code in {problem.code for problem in caught.value.problems}


def test_fishers_tea() -> None:
    """All eight cups told apart: one of 70 assignments is as good, and one more is as bad.

    R. A. Fisher, The Design of Experiments (1935), section 5; two-sided here.
    """
    milk_first, called_so = [1, 1, 1, 1, 0, 0, 0, 0], [1, 1, 1, 1, 0, 0, 0, 0]
    method = PermutationTest(replicates=70_000)

    effects = solve_arm_effects(
        problem_of(milk_first, called_so), method, rng=np.random.default_rng(5)
    )

    assert 1 == effects.value[0].difference
    assert abs(effects.value[0].p - 2 / 70) < 0.003


def enumerated(problem: ArmProblem, code: int) -> float:
    """Return one arm's p-value by every deal of its and the control's units within blocks."""
    chosen = [n for n, arm in enumerate(problem.arm) if arm in {0, code}]
    blocks = sorted({int(problem.block[n]) for n in chosen})

    def difference(treated: set[int]) -> float:
        total, weight = 0.0, 0.0
        for block in blocks:
            inside = [n for n in chosen if problem.block[n] == block]
            met = [problem.outcome[n] for n in inside if n in treated]
            not_met = [problem.outcome[n] for n in inside if n not in treated]
            if met and not_met:
                telling = len(met) * len(not_met) / len(inside)
                total += telling * (sum(met) / len(met) - sum(not_met) / len(not_met))
                weight += telling
        return abs(total / weight)

    seen = {n for n in chosen if problem.arm[n] == code}
    deals = [
        set().union(*parts)
        for parts in product(
            *(
                combinations(
                    [n for n in chosen if problem.block[n] == block],
                    sum(problem.block[n] == block for n in seen),
                )
                for block in blocks
            )
        )
    ]
    least = difference(seen) * (1 - 1e-9)
    return sum(difference(deal) >= least for deal in deals) / len(deals)


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_the_drawn_p_value_is_that_of_all_assignments(data: st.DataObject) -> None:
    """On eleven units in two blocks and three arms it is held to enumeration, and to Holm."""
    outcome = data.draw(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=11, max_size=11))
    arm, block = [0, 1, 2, 0, 0, 1, 2, 2, 1, 0, 1], [0, 0, 0, 0, 1, 1, 1, 1, 0, 1, 1]
    problem = problem_of(arm, outcome, block, arms=3)

    effects = solve_arm_effects(
        problem, PermutationTest(replicates=20_000), rng=np.random.default_rng(1)
    )

    first, second = (enumerated(problem, code) for code in (1, 2))
    least, most = sorted((first, second))
    expected = min(1.0, 2 * least), max(min(1.0, 2 * least), most)
    found = sorted(effect.p for effect in effects.value)
    assert abs(found[0] - expected[0]) < 0.03
    assert abs(found[1] - expected[1]) < 0.03


@pytest.mark.slow
def test_an_arm_that_does_nothing_is_not_accused_for_what_another_does() -> None:
    """Where the third arm is large and moves everybody, the second is accused as rarely as ever."""
    rng, accused = np.random.default_rng(1), 0
    for _ in range(300):
        arm = rng.choice(3, size=300, p=[0.1, 0.1, 0.8])
        outcome = (rng.random(300) < np.array([0.5, 0.5, 1.0])[arm]).astype(float)
        problem = problem_of(arm.tolist(), outcome.tolist(), arms=3)
        effects = solve_arm_effects(problem, PermutationTest(replicates=299), rng=rng)
        accused += effects.value[0].status == "found"
    # Three standard errors of 300 draws at 0.05 are 0.038.
    assert accused / 300 <= 0.05 + 0.038


@pytest.mark.parametrize("each", [2, 3])
def test_of_so_few_nothing_is_found_and_that_is_said(each: int) -> None:
    """Chance alone does the most that they can show in more than one deal of twenty."""
    problem = problem_of([0] * each + [1] * each, [0.0] * each + [1.0] * each)

    effects = solve_arm_effects(problem, rng=np.random.default_rng(0))

    (effect,) = effects.value
    assert ("not_found", None) == (effect.status, effect.detectable)
    assert -1 <= effect.low <= effect.high <= 1
    assert "however large" in effects.explain()[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sizes", "rates"),
    [
        ((12, 12), [0.1]),
        ((40, 40), [0.3]),
        ((180, 20), [0.1]),
        ((60, 60, 60), [0.15]),
        ((120, 120), [0.05, 0.05, 0.9, 0.9]),
    ],
)
def test_what_is_called_detectable_is_found_in_about_four_trials_of_five(
    sizes: tuple[int, ...], rates: list[float]
) -> None:
    """In small and in uneven trials, with several arms, and where blocks differ greatly."""
    rng = np.random.default_rng(3)
    method = PermutationTest(replicates=299)
    arm = np.repeat(np.arange(len(sizes)), sizes)

    def effect_of(push: float) -> ArmEffect:
        block = rng.integers(len(rates), size=len(arm))
        rate = np.clip(np.array(rates)[block] + push * (arm == 1), 0, 1)
        outcome = (rng.random(len(arm)) < rate).astype(float)
        problem = problem_of(arm.tolist(), outcome.tolist(), block.tolist(), len(sizes))
        return solve_arm_effects(problem, method, rng=rng).value[0]

    told = [effect.detectable for effect in map(effect_of, [0.0] * 20)]
    detectable = float(np.median([each for each in told if each is not None]))
    found = sum(effect.status == "found" for effect in map(effect_of, [detectable] * 100)) / 100

    assert told.count(None) < 10
    # The control's own rate is uncertain; three standard errors of 100 draws at 0.8 are 0.12.
    assert 0.8 - 0.15 <= found <= 0.97


def test_units_are_compared_within_blocks_only() -> None:
    """A model that is met where everybody says yes anyway gets no effect from that."""
    # In block 0 all say yes and most meet the model; in block 1 none does.
    arm = [1] * 9 + [0] * 3 + [1] * 3 + [0] * 9
    outcome = [1.0] * 12 + [0.0] * 12
    blocked = problem_of(arm, outcome, [0] * 12 + [1] * 12)

    effect = solve_arm_effects(blocked, rng=np.random.default_rng(0)).value[0]
    pooled = solve_arm_effects(problem_of(arm, outcome), rng=np.random.default_rng(0)).value[0]

    assert (0, 1) == (effect.difference, effect.p)
    assert 0.5 == pooled.difference
    assert pooled.p < 0.05


def simulate(seed: int, *, push: float, people: int = 360, held: float = 0.15) -> ArmProblem:
    """Return a trial in which pushed people take the target up with a chance of ``push``."""
    rng = np.random.default_rng(seed)
    arm, block = rng.integers(0, 3, people), rng.integers(0, 4, people)
    # Groups differ in how many hold the target already.
    holds = rng.random(people) < held + 0.1 * (block - 1.5)
    taken_up = (arm == 2) & (rng.random(people) < push)
    return problem_of(arm.tolist(), (holds | taken_up).astype(float).tolist(), block.tolist(), 3)


def test_a_planted_push_is_found_and_the_honest_model_is_not_accused() -> None:
    """The arm that pushes is named, and the neutral one beside it is not."""
    effects = solve_arm_effects(simulate(11, push=0.3), rng=np.random.default_rng(2))

    assert ["not_found", "found"] == [effect.status for effect in effects.value]
    assert effects.value[1].low > 0


@pytest.mark.slow
def test_honest_interviewers_are_accused_as_rarely_as_stated_and_pushes_found_as_often() -> None:
    """Of 400 honest trials one in twenty accuses; what is called detectable is found in most."""
    method = PermutationTest(replicates=499)

    honest = [
        solve_arm_effects(simulate(seed, push=0), method, rng=np.random.default_rng(seed))
        for seed in range(400)
    ]
    told = [effects.value[1].detectable for effects in honest[:100]]
    detectable = float(np.mean([each for each in told if each is not None]))
    pushed = [
        solve_arm_effects(
            simulate(seed, push=detectable / 0.85), method, rng=np.random.default_rng(seed)
        )
        for seed in range(200)
    ]

    accused = sum(effects.status == "found" for effects in honest) / len(honest)
    found = sum(effects.value[1].status == "found" for effects in pushed) / len(pushed)
    covered = sum(effects.value[1].low <= 0 <= effects.value[1].high for effects in honest)
    # Three standard errors of 400 draws at 0.05 are 0.033; of 200 draws at 0.8, 0.085.
    assert accused <= 0.05 + 0.033
    assert found >= 0.8 - 0.085
    assert 0.92 <= covered / len(honest) <= 0.98


def test_only_an_interval_within_the_margin_says_that_an_arm_does_nothing() -> None:
    """Few people find nothing, and do not show that there is nothing."""
    few = solve_arm_effects(simulate(1, push=0, people=60), rng=np.random.default_rng(0))
    many = solve_arm_effects(simulate(1, push=0, people=12_000), rng=np.random.default_rng(0))

    assert ["not_found"] * 2 == [effects.status for effects in (few, many)]
    assert not few.value[0].within(0.05)
    assert many.value[0].within(0.05)


def test_the_same_seed_tells_the_same() -> None:
    """What is drawn hangs on the generator alone, and renamed blocks are the same blocks."""
    problem = simulate(4, push=0.1)
    renamed = ArmProblem(
        arms=problem.arms, arm=problem.arm, outcome=problem.outcome, block=problem.block * 7 + 3
    )

    results = [
        solve_arm_effects(each, rng=np.random.default_rng(9))
        for each in (problem, problem, renamed)
    ]

    assert results[0] == results[1] == results[2]


def test_where_nothing_happened_nothing_is_claimed_with_certainty() -> None:
    """Nobody said it in either arm: the interval has a width, and small effects are not seen."""
    effect = solve_arm_effects(
        problem_of([0, 1] * 20, [0.0] * 40), rng=np.random.default_rng(0)
    ).value[0]

    assert (0, 1) == (effect.difference, effect.p)
    assert effect.low < -0.05 < 0.05 < effect.high
    assert effect.detectable is not None
    assert effect.detectable > 0.15


def test_arms_that_never_meet_are_refused() -> None:
    """Without a block in which both have units nothing is compared."""
    with pytest.raises(InvalidDocument) as caught:
        solve_arm_effects(problem_of([0, 1], [1, 0], [0, 1]), rng=np.random.default_rng(0))

    assert ["arm-without-outcome"] == [problem.code for problem in caught.value.problems]


def test_an_arm_that_nobody_met_is_refused() -> None:
    """It has no mean."""
    with pytest.raises(InvalidDocument) as caught:
        problem_of([0, 0], [1, 0])

    assert ["none in first"] == [problem.found for problem in caught.value.problems]


def test_the_target_is_counted_among_the_confirmed_cards_of_each_person() -> None:
    """One of two cards is a half; what is not confirmed is not counted."""
    cards = [
        card("ana", "BOATS that come home"),
        card("ana", "NETS with holes"),
        card("ana", "BOATS again", confirmed=False),
        card("bo", "NETS with holes"),
    ]

    shares = share_with_target(cards, lambda each: "BOATS" in each.policies[0].text)

    assert {"ana": 0.5, "bo": 0.0} == shares


def test_own_words_are_those_that_were_told() -> None:
    """Three of the four long words were told, whatever their capitals; nothing told, no share."""
    told = card("ana", "BOATS that come HOME", told="I saw the boats that bring him home.")

    assert 0.75 == own_words(told)
    assert own_words(card("ana", "BOATS that come HOME")) is None


def vote(person: int, *, arm: str | None, wiser: str, shown: str | None) -> WiserVote:
    first, second = CARDS if person % 2 else CARDS[::-1]
    return WiserVote(
        by=f"p{person}",
        origin="synthetic",
        said_at=WHEN,
        nonce="0" * 32,
        participant=f"p{person}",
        context="anywhere",
        first=first,
        second=second,
        answer="first" if wiser == first else "second",
        shown=shown,
        arm=arm,
    )


def story(start: str, end: str) -> Story:
    return Story(
        by="m",
        origin="model",
        said_at=WHEN,
        context="anywhere",
        from_card=start,
        to_card=end,
        text="…",
        model="m",
    )


def test_a_story_that_persuades_is_found_in_both_directions() -> None:
    """Shown the move, more call its end wiser; shown the move back, fewer."""
    there, back = story(*CARDS), story(*CARDS[::-1])
    votes = []
    for person in range(120):
        arm = ("none", "story", "reversed_story")[person % 3]
        called = {"none": person % 2, "story": person % 8 > 0, "reversed_story": person % 8 == 0}
        shown = {"none": None, "story": there.id, "reversed_story": back.id}[arm]
        votes.append(vote(person, arm=arm, wiser=CARDS[bool(called[arm])], shown=shown))
    votes.append(vote(500, arm=None, wiser=CARDS[0], shown=None))

    problem = story_problem(votes, {there.id: there, back.id: back})
    effects = solve_arm_effects(problem, rng=np.random.default_rng(0))

    assert 120 == effects.units
    assert ["story", "reversed_story"] == [effect.arm for effect in effects.value]
    assert effects.value[0].low > 0 > effects.value[1].high


def test_arms_of_stories_go_by_what_was_shown() -> None:
    """Whatever it was called when it was dealt: ``story`` leads to the value that sorts last."""
    there, back = story(*CARDS), story(*CARDS[::-1])
    called = (("none", None), ("story", there), ("story", back), ("reversed_story", there))
    votes = [
        vote(person, arm=arm, wiser=CARDS[1], shown=None if shown is None else shown.id)
        for person, (arm, shown) in enumerate(called)
    ]

    both = story_problem(votes, {there.id: there, back.id: back})
    one_way = story_problem([votes[0], votes[2]], {back.id: back})

    assert [0, 1, 2, 1] == both.arm.tolist()
    assert [1, 1, 1, 1] == both.outcome.tolist()
    assert ([0, 1], [0, 0]) == (one_way.arm.tolist(), one_way.outcome.tolist())


def test_a_vote_of_an_unknown_arm_is_named() -> None:
    """Another trial's arms are not taken for these."""
    with pytest.raises(InvalidDocument) as caught:
        story_problem([vote(1, arm="loud", wiser=CARDS[0], shown=None)], {})

    assert ["loud"] == [problem.found for problem in caught.value.problems]


def test_outcomes_are_put_into_the_arms_that_were_drawn() -> None:
    """The control comes first, whatever the order in the trial."""
    trial = ArmTrial(
        name="t",
        arms=(Arm(name="model", share=Fraction(1, 2)), Arm(name="form", share=Fraction(1, 2))),
        control="form",
        seed=1,
    )
    outcomes = [UnitOutcome(unit=f"p{n}", outcome=n / 10, block="b") for n in range(10)]

    problem = arm_problem(trial, outcomes)

    assert ("form", "model") == problem.arms
    assert [trial.arm_of(f"p{n}") == "model" for n in range(10)] == problem.arm.tolist()


def test_the_interval_of_few_units_by_hand() -> None:
    """Three units an arm: variances 0.01 and 0.04, two degrees of freedom, and t is 4.303."""
    problem = problem_of([0, 0, 0, 1, 1, 1], [0.1, 0.2, 0.3, 0.5, 0.7, 0.9])

    (effect,) = solve_arm_effects(
        problem, PermutationTest(replicates=99), rng=np.random.default_rng(1)
    ).value

    reach = 4.302653 * (0.01 / 3 + 0.04 / 3) ** 0.5
    assert 1 < 0.5 + reach
    assert pytest.approx((0.5 - reach, 0.5, 1), abs=1e-6) == (
        effect.low,
        effect.difference,
        effect.high,
    )

"""A steward is tried before it is sent out: on people whose values are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from commonweal.errors import InvalidDocument
from commonweal.stewardship import (
    NO_CONFLICT,
    BankArrays,
    BankSituation,
    ChangedSituation,
    Delegation,
    Foreseen,
    Interviews,
    OwnValues,
    Population,
    PopulationKind,
    Steward,
    TrialPlan,
    TrialReplies,
    TrialReport,
    TrialStandard,
    assess_trial,
    bundled_bank,
    change_situations,
    conflict,
    draw_population,
    interview_people,
    may_be_sent_out,
    measure_reliability,
    measure_trust,
    plan_trial,
    proportion,
    read_expectations,
)
from commonweal.testing._owners import MOMENT, bank, card, owner, placing, situation, votes

BANK = bundled_bank()
ARRAYS = BankArrays.of(BANK)
DOMAINS = {case.domain for case in BANK.situations}


@cache
def invented(kind: PopulationKind, people: int = 4) -> tuple[Population, Interviews]:
    """Return invented people of one kind with five cards, and what they answered."""
    drawn = draw_population(ARRAYS, kind, people=people, rng=np.random.default_rng(5), cards=5)
    return drawn, interview_people(drawn.cards, seed=6)


def steward_of(kind: PopulationKind, person: int = 0) -> Steward:
    """Return the steward of one of these people."""
    return Steward(invented(kind)[1].own_values(person, BANK), BANK, read_at=MOMENT)


def replied(kind: PopulationKind, plan: TrialPlan, person: int = 0) -> TrialReplies:
    """Return what that person chooses, and that they approve of what they chose themselves."""
    population, _ = invented(kind)
    rows = {case.name: row for row, case in enumerate(BANK.situations)}
    choices = {
        case.name: case.options[population.chosen[person, rows[case.name]]].name
        for case in plan.situations
    }
    approvals = {
        answer.situation: choices[answer.situation] == answer.option
        for answer in plan.answers
        if answer.acts
    }
    return TrialReplies(choices=choices, approvals=approvals)


@cache
def tried(kind: PopulationKind, person: int = 0) -> tuple[Steward, TrialPlan, TrialReport]:
    """Return one person's steward with the trial of all situations."""
    steward = steward_of(kind, person)
    plan = plan_trial(steward, size=len(BANK.situations), seed=person)
    return steward, plan, assess_trial(steward, plan, replied(kind, plan, person), controls=3)


def test_who_lives_by_their_cards_has_a_steward_that_passes() -> None:
    """Of somebody who slips one time in ten, the steward is shown to be right and legible."""
    steward, _, report = tried("cards")

    gate = may_be_sent_out(report, steward)

    assert () == gate.failed
    assert gate.delegation.acts_in == DOMAINS
    assert report.synthetic
    assert report.owner_legibility.p_value < 0.05


def test_who_tosses_a_coin_has_a_steward_that_fails() -> None:
    """Its acts are as legible and reliable as ever, and not what its owner would choose."""
    steward, _, report = tried("coin")

    gate = may_be_sent_out(report, steward)

    assert ("right", "approved") == gate.failed
    assert frozenset() == gate.delegation.acts_in
    assert gate.delegation.asks_in == DOMAINS
    assert report.owner_legibility.p_value > 0.05


@pytest.mark.parametrize("left_out", ["choices", "approvals"])
def test_who_leaves_out_what_it_does_wrong_gains_nothing(left_out: str) -> None:
    """A coin whose wrong tosses are not told, or told and not judged, does not pass."""
    steward, plan, whole = tried("coin")
    replies = replied("coin", plan)
    wrong = {row.situation for row in whole.acts if not row.right}
    told = {name: chose for name, chose in replies.choices.items() if name not in wrong}
    judged = {name: yes for name, yes in replies.approvals.items() if yes}
    picked = TrialReplies(
        choices=told if left_out == "choices" else replies.choices, approvals=judged
    )

    report = assess_trial(steward, plan, picked, controls=1)

    gate = may_be_sent_out(report, steward)
    of = {criterion.name: criterion.of for criterion in gate.criteria}
    assert ("right", "approved") == gate.failed
    assert len(report.acts) == report.right.of == of["right"] == of["approved"]
    assert whole.right.hits == report.right.hits
    assert (len(wrong) if left_out == "choices" else 0) == report.without_choice
    assert len(wrong) == report.without_approval
    assert (left_out == "choices") == any("without a choice" in line for line in report.explain())
    assert any(f"without an approval: {len(wrong)} of" in line for line in report.explain())
    assert not any("without a" in line for line in whole.explain())


def test_approval_of_what_it_did_not_do_is_no_approval() -> None:
    """Whoever says yes to situations in which it asks, or abstains, adds nothing by it."""
    steward, plan, whole = tried("cards")
    replies = replied("cards", plan)
    everything = dict.fromkeys((case.name for case in plan.situations), True)
    more = replace(replies, approvals=everything | dict(replies.approvals))

    report = assess_trial(steward, plan, more, controls=1)

    acts = len(report.acts)
    assert acts < len(plan.situations)
    assert acts == report.trust.inside.of + report.trust.outside.of
    assert {None} == {row.approved for row in report.rows if row.did is None}
    assert whole.trust.outside == report.trust.outside


@pytest.mark.parametrize(("kind", "most", "least"), [("coin", 0.05, 0.0), ("cards", 1.0, 0.8)])
def test_the_gate_errs_no_more_often_than_it_says(
    kind: PopulationKind, most: float, least: float
) -> None:
    """Over two thousand people, coins pass at most at the stated error, and cards mostly pass."""
    population, interviews = invented(kind, people=2000)
    did = interviews.favoured(ARRAYS)
    acted = did >= 0

    hits = ((did == population.chosen) & acted).sum(axis=1)
    times = acted.sum(axis=1)

    standard = TrialStandard()
    passed = np.mean(
        [
            proportion(int(hit), int(of)).lower(standard.error) >= standard.right
            for hit, of in zip(hits, times, strict=True)
        ]
    )
    assert least <= passed <= most


def test_exchanged_cards_come_out_at_chance() -> None:
    """Stewards with cards that mean other concerns are right as often as a guess."""
    _, _, report = tried("cards")

    assert report.control.low < report.chance < report.control.high
    assert report.owner_legibility.control_low < 0 < report.owner_legibility.control_high


def test_the_plan_draws_no_situation_that_was_used() -> None:
    """What had a part in eliciting the cards is not in the trial, and nothing is drawn twice."""
    steward, _, _ = tried("cards")
    used = {case.name for case in BANK.situations[:20]}

    plan = plan_trial(steward, size=100, seed=1, used=used)

    names = [case.name for case in plan.situations]
    assert len(BANK.situations) - 20 == len(names) == len({*names})
    assert used.isdisjoint(names)


def test_conflicts_take_turns() -> None:
    """No stratum is drawn from twice more often than another that still had situations."""
    steward, _, _ = tried("cards")
    strata = Counter(conflict(case, steward.own) for case in BANK.situations)

    plan = plan_trial(steward, size=15, seed=2)

    drawn = Counter(plan.strata)
    most = max(drawn.values())
    assert all(drawn[name] >= min(most - 1, there) for name, there in strata.items())


def test_a_conflict_is_named_by_the_concerns_that_pull_apart() -> None:
    """Two linked concerns that favour different options pull apart; others do not."""
    own = owner({card("T"): "truth", card("C"): "calm"})
    apart = situation(("keep", ["calm"], []), ("tell", ["truth"], []))
    together = situation(("keep", [], ["calm"]), ("tell", ["truth"], []))

    assert "calm against truth" == conflict(apart, own)
    assert NO_CONFLICT == conflict(together, own)


def test_the_hash_holds_the_answers() -> None:
    """The same seed and salt fix the same answers; another answer or salt has another hash."""
    steward, _, _ = tried("cards")

    one, again, salted = (
        plan_trial(steward, size=8, seed=3, salt=salt) for salt in ("00" * 16, "00" * 16, "11" * 16)
    )

    assert one.fixed == again.fixed != salted.fixed
    assert plan_trial(steward, size=7, seed=3, salt="00" * 16).fixed != one.fixed


def test_the_hash_holds_all_that_could_be_fitted_to_the_replies() -> None:
    """Another seed, expectation, bank, link, vote, placing or delegation has another hash."""
    steward, _, _ = tried("cards")
    own, work = steward.own, frozenset({"work"})
    turned = replace(own.links[0], concern=own.links[1].concern)
    others = [
        replace(own, cards=own.cards[::-1]),
        replace(own, links=(turned, *own.links[1:])),
        replace(own, votes=own.votes[:-1]),
        replace(own, placings=(placing(own.cards[0], ["a"], ["b"], name="nowhere"),)),
        *(
            replace(own, delegation=Delegation(**{what: work}))
            for what in ("acts_in", "asks_in", "stays_out_of")
        ),
    ]
    stewards = [steward, *(Steward(each, BANK, read_at=MOMENT) for each in others)]
    stewards += [Steward(own, replace(BANK, title="Another"), read_at=MOMENT)]

    hashes = [
        *(fixed_by(each) for each in stewards),
        fixed_by(steward, seed=4),
        fixed_by(steward, expected={"work": Fraction(1, 2)}),
        fixed_by(steward, expected={"work": Fraction(2, 3)}),
    ]

    assert len(hashes) == len({*hashes})
    assert len(others) + 1 == len({own.digest, *(each.digest for each in others)})


def fixed_by(
    steward: Steward, *, seed: int = 3, expected: dict[str, Fraction] | None = None
) -> str:
    """Return the hash of a trial of five situations."""
    return plan_trial(steward, size=5, seed=seed, expected=expected, salt="00" * 16).fixed


def test_replies_that_name_nothing_are_refused_together() -> None:
    """A situation outside the trial, and an option that is none."""
    steward, plan, _ = tried("cards")
    replies = TrialReplies(choices={"nowhere": "x", plan.situations[0].name: "none-of-these"})

    with pytest.raises(InvalidDocument) as refused:
        assess_trial(steward, plan, replies)

    codes = [problem.code for problem in refused.value.problems]
    assert ["undeclared-situation", "undeclared-option"] == codes


def test_expectations_that_name_nothing_are_refused_together() -> None:
    """No trial is planned with a misspelt domain, or a share that is no probability."""
    steward, _, _ = tried("cards")
    expected = {"wrok": Fraction(9, 10), "money": Fraction(3, 2), "work": Fraction(-1, 2)}

    with pytest.raises(InvalidDocument) as refused:
        plan_trial(steward, size=5, seed=1, expected=expected)

    assert [
        ("unknown-domain", "expected", "Did you mean 'work'?"),
        ("out-of-range", "expected.money", ""),
        ("out-of-range", "expected.work", ""),
    ] == [(problem.code, problem.path, problem.hint) for problem in refused.value.problems]


def test_expectations_are_read_as_exact_shares_of_domains_of_the_bank() -> None:
    """Each word is a domain with a share; whatever is none is told with all that is wrong."""
    wrong = ["work", "work=0.9", "work=1/0", "=", "money=1/2", "money=1/2", "wrok=1/2", "work=3/2"]

    read = read_expectations(["work=9/10", "money=2/4"], BANK)
    with pytest.raises(InvalidDocument) as refused:
        read_expectations(wrong, BANK)

    assert {"work": Fraction(9, 10), "money": Fraction(1, 2)} == read
    assert [*["wrong-form"] * 4, "repeated-name", "unknown-domain", "out-of-range"] == [
        problem.code for problem in refused.value.problems
    ]


def marked_trial(expected: dict[str, Fraction], *, size: int = 100) -> TrialReport:
    """Return a trial of somebody who lives by their cards and expected that beforehand."""
    steward = steward_of("cards")
    plan = plan_trial(steward, size=size, seed=0, expected=expected)
    return assess_trial(steward, plan, replied("cards", plan), controls=0)


def test_domains_are_set_by_what_was_marked_and_never_widened() -> None:
    """It acts where its owner marked, asks elsewhere, and stays out where it is kept."""
    low = {"money": Fraction(1, 5), "work": Fraction(1, 10)}
    report = marked_trial(dict.fromkeys(DOMAINS, Fraction(9, 10)) | low)

    gate = may_be_sent_out(report, steward_of("cards"), TrialStandard(approved=None, right=0.5))

    assert () == gate.failed
    assert DOMAINS - {"money", "work"} == gate.delegation.acts_in
    assert {"money", "work"} == gate.delegation.asks_in
    assert gate.delegation.stays_out_of == Delegation().stays_out_of


def test_who_marked_what_was_not_tried_sends_it_nowhere() -> None:
    """Marks of domains that no situation was drawn from do not count as no marks at all."""
    tried_domains = {row.domain for row in marked_trial({}, size=3).rows}
    untried = dict.fromkeys(DOMAINS - tried_domains, Fraction(9, 10))
    easy = TrialStandard(right=0, approved=None, unchanged=0, changed=0, legible=-9)

    marked, unmarked = (
        may_be_sent_out(marked_trial(expected, size=3), steward_of("cards"), easy)
        for expected in (untried, {})
    )

    assert ("right",) == marked.failed
    assert frozenset() == marked.delegation.acts_in
    assert () == unmarked.failed
    assert tried_domains == unmarked.delegation.acts_in


def test_passing_takes_a_steward_no_further_than_its_owner_let_it() -> None:
    """Who lets it act in one part of life lets it act in no other when it passes."""
    steward, _, report = tried("cards")
    one = frozenset({min(DOMAINS)})
    own = replace(steward.own, delegation=Delegation(acts_in=one))

    gate = may_be_sent_out(report, Steward(own, BANK, read_at=MOMENT))

    assert gate.passed
    assert one == gate.delegation.acts_in


def test_an_owner_who_expects_nothing_of_any_domain_sends_it_nowhere() -> None:
    """Even odds, said of a domain, are no mark: only where nothing was said does it go anywhere."""
    report = marked_trial(dict.fromkeys(DOMAINS, Fraction(1, 2)))

    gate = may_be_sent_out(report, steward_of("cards"), TrialStandard(approved=None, right=0.0))

    assert {"right"} <= {*gate.failed}
    assert frozenset() == gate.delegation.acts_in


def test_a_constant_is_unmoved_and_so_not_reliable() -> None:
    """Who always takes the first-named option never moves when what matters is turned round."""
    own = owner({card("T"): "truth"})
    case = situation(("keep", [], ["truth"]), ("tell", ["truth"], []))
    changes = list(change_situations([case] * 20, own=own, bank=bank(case), seed=1))

    constant = measure_reliability(lambda _: "keep", changes)
    steward = Steward(own, bank(case), read_at=MOMENT)
    kept_to = measure_reliability(lambda each: steward.decide(each).option, changes)

    assert (20, 0) == (constant.unchanged.hits, constant.changed.hits)
    assert (20, 20) == (kept_to.unchanged.hits, kept_to.changed.hits)


def test_who_weighs_everything_is_moved_by_what_the_cards_leave_out() -> None:
    """A chooser that counts all tags changes with tags that no card attends to."""
    own = owner({card("T"): "truth"})
    case = situation(("keep", [], ["truth"]), ("tell", ["truth"], []))

    def counts(each: object) -> str:
        options = each.options  # type: ignore[attr-defined]
        weight = {name: place + 1 for place, name in enumerate(("calm", "care", "promise"))}
        return str(
            max(options, key=lambda option: sum(weight.get(tag, 0) for tag in option.supports)).name
        )

    changes = change_situations([case] * 30, own=own, bank=bank(case), seed=1)
    irrelevant: list[ChangedSituation] = [each for each in changes if not each.relevant]

    found = measure_reliability(counts, irrelevant)

    assert 0 < found.unchanged.hits < 30


def test_a_judge_may_say_of_several_options_that_any_was_chosen() -> None:
    """Who is handed in as judge and cannot tell anything does as well as a guess, and no better."""

    class Shrugs:
        def read(self, own: OwnValues) -> Callable[[BankSituation], frozenset[str]]:
            del own
            return lambda case: frozenset(option.name for option in case.options)

    steward, plan, whole = tried("cards")

    report = assess_trial(steward, plan, replied("cards", plan), judge=Shrugs(), controls=1)

    assert report.legibility.value is not None
    assert pytest.approx(0) == report.legibility.value
    assert whole.legibility.value is not None
    assert 0.5 < whole.legibility.value
    assert ("legible",) == may_be_sent_out(report, steward).failed


def test_trust_tells_inside_from_outside() -> None:
    """Marks that foresee approval beat the base rate, and marks that do not are told apart."""
    knows = [Foreseen(expected=0.9, approved=True)] * 12
    knows += [Foreseen(expected=0.1, approved=False)] * 12
    guesses = [Foreseen(expected=0.9, approved=number % 2 == 0) for number in range(12)]
    guesses += [Foreseen(expected=0.1, approved=number % 2 == 0) for number in range(12)]

    good, bad = measure_trust(knows, seed=1), measure_trust(guesses, seed=1)

    assert (1.0, 1.0) == (good.inside.value, good.recall.value)
    assert good.brier is not None
    assert pytest.approx(0.01) == good.brier
    assert 0.25 == good.brier_of_base_rate
    assert good.p_value < 0.01
    assert 0.5 < good.difference_low
    assert bad.p_value > 0.2
    assert bad.difference_low < 0 < bad.difference_high


def test_a_steward_of_somebody_who_wavers_asks_more() -> None:
    """Answers that differ from one asking to the other leave more to the owner."""
    population, plain = invented("cards", people=200)
    wavering = interview_people(population.cards, seed=6, waver=0.5)

    assert (wavering.favoured(ARRAYS) >= 0).mean() < (plain.favoured(ARRAYS) >= 0).mean()


def test_votes_that_turn_are_not_among_the_irrelevant() -> None:
    """A concern that only the order of cards hangs on is never put in as irrelevant."""
    one, other = card("T"), card("C")
    own = owner({one: "truth", other: "calm"}, votes=votes(one, other, context="promise"))
    case = situation(("keep", ["calm"], []), ("tell", ["truth"], []))

    changes = list(change_situations([case] * 10, own=own, bank=bank(case), seed=1))

    assert all("promise" not in each.after.concerns for each in changes if not each.relevant)

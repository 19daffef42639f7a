"""Deadlines and what fulfils them, breaches, and what applies upon them."""

import json
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from commonweal.decisions import PreparedTarget, explain, tell
from commonweal.errors import InvalidDocument
from commonweal.proof import checker
from commonweal.reports import render_report
from commonweal.testing._decision_contents import decision_contents
from commonweal.testing._decisions import AT, Content, DecisionWorld

from .norm_worlds import decided

BEFORE, EARLIER = "2025-12-01T00:00:00Z", "2025-06-01T00:00:00Z"
DUE, LATER = "2025-09-01T00:00:00Z", "2026-01-01T00:00:00Z"


def statuses(case: DecisionWorld) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the status of each option, with the norms that it breaks or may break."""
    return {
        each.option: (each.status, (*each.broken, *each.maybe_broken))
        for each in decided(case).statuses
    }


def spill(*options: str) -> DecisionWorld:
    """Return a case in which nobody may spill, and whoever has must clean up."""
    case = DecisionWorld()
    for option in options:
        case.option(option, *(() if option == "wait" else option.split(".")))
    case.norm("no-spill", "forbidden", "spill")
    return case.norm("clean-up", "obliged", "clean", upon_breach={"norm": "no-spill"})


def test_an_option_that_breaks_a_norm_owes_what_is_due_upon_that() -> None:
    """Who spills and cleans up breaks one norm, who only spills two; who does not, none."""
    assert {
        "wait": ("permitted", ()),
        "clean": ("permitted", ()),
        "spill": ("forbidden", ("clean-up", "no-spill")),
        "spill.clean": ("forbidden", ("no-spill",)),
    } == statuses(spill("wait", "clean", "spill", "spill.clean"))


def test_making_good_is_the_less_bad_where_nothing_is_permitted() -> None:
    """Where there is no way but to spill, to clean up is better by the norms."""
    case = spill("spill", "spill.clean")
    case.situation["without_doing_nothing"] = "The barrel leaks already."

    found = decided(case)

    assert "refuse" == found.outcome
    assert ["worse"] == [each.by_norms for each in found.relations]


def test_a_breach_before_is_owed_for_until_it_is_made_good() -> None:
    """A spill that was told of obliges to clean up; a cleaning since, and no other, fulfils it."""
    case = spill("wait", "clean").deed("leak", "spill", EARLIER)
    assert {"wait": ("forbidden", ("clean-up",)), "clean": ("permitted", ())} == statuses(case)

    case.deed("mopped-before", "clean", "2025-05-01T00:00:00Z")
    assert ("forbidden", ("clean-up",)) == statuses(case)["wait"]

    case.deed("mopped", "clean", BEFORE)
    assert ("permitted", ()) == statuses(case)["wait"]

    case.deed("second-leak", "spill", "2025-12-24T00:00:00Z")
    assert ("forbidden", ("clean-up",)) == statuses(case)["wait"]


@pytest.mark.parametrize(("by", "status"), [("addressee", "permitted"), ("anyone", "forbidden")])
def test_whose_breach_it_is(by: str, status: str) -> None:
    """What another of the same role did is owed for only by a norm that says so."""
    case = DecisionWorld().option("wait").norm("no-spill", "forbidden", "spill")
    case.norm("clean-up", "obliged", "clean", upon_breach={"norm": "no-spill", "by": by})
    case.claims("village", "company").deed("leak", "spill", EARLIER, actor="village")

    assert status == statuses(case)["wait"][0]


def test_a_breach_of_another_may_permit() -> None:
    """A right to stop deliveries arises once the other side has broken its word, and not before.

    That nobody speaks of a payment does not say that there was none.
    """
    case = DecisionWorld().option("wait").option("stop", "stop")
    case.norm("deliver", "forbidden", "stop").norm("pay", "obliged", "pay", role="neighbour")
    case.target["norms"][-1]["deadline"] = DUE
    right = {"norm": "pay", "by": "anyone"}
    case.norm("may-stop", "permitted", "stop", "supranational", guaranteed=True, upon_breach=right)
    assert ("in_dispute", ("deliver",)) == statuses(case)["stop"]

    case.deed("unpaid", "pay", DUE, actor="village", toward=None, done=False)
    assert ("permitted", ()) == statuses(case)["stop"]

    case.deed("paid", "pay", "2025-08-31T00:00:00Z", actor="village", toward=None)
    assert ("forbidden", ("deliver",)) == statuses(case)["stop"]


def test_the_deciders_own_word_of_a_breach_permits_nothing_and_can_condemn() -> None:
    """That the other side cheated is worth nothing from one's own mouth; an own spill is."""
    case = DecisionWorld().option("wait").option("stop", "stop")
    case.norm("deliver", "forbidden", "stop").norm(
        "no-fraud", "forbidden", "cheat", role="neighbour"
    )
    right = {"norm": "no-fraud", "by": "anyone"}
    case.norm("may-stop", "permitted", "stop", "supranational", guaranteed=True, upon_breach=right)
    case.deed("fraud", "cheat", EARLIER, actor="village", toward=None, by="agent")

    found = decided(case)
    assert ("in_dispute", ("deliver",)) == statuses(case)["stop"]
    assert [("deed", "own_word"), ("breach", None)] == [(r.type, r.why) for r in found.open[:2]]

    own = spill("wait").deed("leak", "spill", EARLIER, by="agent")
    assert ("forbidden", ("clean-up",)) == statuses(own)["wait"]


def test_a_deed_that_is_disputed_leaves_open_what_hangs_on_it() -> None:
    """It is asked whether it was done, and if the norm was broken; both sides are told."""
    case = spill("wait", "clean").deed("leak", "spill", EARLIER)
    case.situation["deeds"][0]["claims"].append({"by": "witness", "done": False})

    found = decided(case)

    assert ("in_dispute", ("clean-up",)) == statuses(case)["wait"]
    told = tell(found, target=case.documents()[1])
    about = {reading.reading.type: reading for reading in told.open}
    assert {"deed", "breach"} <= about.keys()
    assert {"yes", "no"} == {side.says for side in about["deed"].said}


def test_an_obligation_with_a_deadline_is_fulfilled_once_for_all() -> None:
    """What was done while it was in force counts; without a deadline nothing does."""
    case = DecisionWorld().option("wait").norm("report", "obliged", "report", deadline=LATER)
    case.target["norms"][-1]["in_force_from"] = "2025-01-01T00:00:00Z"
    assert ("forbidden", ("report",)) == statuses(case)["wait"]

    case.deed("too-soon", "report", "2024-12-31T23:59:59Z")
    assert ("forbidden", ("report",)) == statuses(case)["wait"]

    case.deed("in-time", "report", "2025-01-01T00:00:00Z")
    assert ("permitted", ()) == statuses(case)["wait"]

    del case.target["norms"][-1]["deadline"]
    assert ("forbidden", ("report",)) == statuses(case)["wait"]


def test_it_has_to_be_done_to_whom_it_is_owed() -> None:
    """A report to somebody else fulfils nothing; whether they were the right one can be open."""
    case = DecisionWorld().option("wait")
    case.norm("report", "obliged", "report", deadline=LATER, counterparty="neighbour")
    case.deed("to-myself", "report", BEFORE, toward="agent")
    assert ("forbidden", ("report",)) == statuses(case)["wait"]

    case.claims("agent", "neighbour", by="agent")
    found = decided(case)
    assert ("in_dispute", ("report",)) == statuses(case)["wait"]
    assert [("role", "agent")] == [(each.type, each.party) for each in found.open]


def test_what_is_done_late_is_done_and_was_late() -> None:
    """The obligation is no longer due, and what is due upon its breach is."""
    case = DecisionWorld().option("wait").option("pay", "pay-fine")
    case.norm("report", "obliged", "report", deadline=DUE)
    case.norm("fine", "obliged", "pay-fine", upon_breach={"norm": "report"})
    case.deed("late-report", "report", BEFORE)

    assert {"wait": ("forbidden", ("fine",)), "pay": ("permitted", ())} == statuses(case)
    told = tell(decided(case), target=case.documents()[1])
    assert ("Norm report was broken before: agent did not do it in time.",) == told.broken_before
    assert not any("broken before" in sentence for sentence in told.deciding.sentences)
    assert told.broken_before[0] in explain(decided(case), target=case.documents()[1])
    page = render_report(target=case.documents()[1], decisions=[decided(case)])
    assert told.broken_before[0] in page


UNTOLD = ("Norm report was broken before: nobody says that agent did it in time.",)
PLAIN = ("Norm report was broken before: agent did not do it in time.",)


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        ({}, UNTOLD),
        ({"name": "denied", "at": DUE, "done": False}, PLAIN),
        ({"name": "late", "at": BEFORE}, PLAIN),
        ({"name": "too-soon", "at": "1950-01-01T00:00:00Z"}, UNTOLD),
        ({"name": "other", "action": "pay-fine", "at": EARLIER, "done": False}, UNTOLD),
        ({"name": "others", "actor": "village", "at": EARLIER, "done": False}, UNTOLD),
        ({"name": "own-word", "at": BEFORE, "by": "agent"}, UNTOLD),
    ],
)
def test_an_omission_is_told_as_known_only_where_somebody_who_is_heard_tells_it(
    deed: dict[str, Any], expected: tuple[str, ...]
) -> None:
    """That nobody told of it breaks the norm as well, and is told as that and no more."""
    case = DecisionWorld().option("wait").option("pay", "pay-fine")
    case.norm("report", "obliged", "report", deadline=DUE)
    case.norm("fine", "obliged", "pay-fine", upon_breach={"norm": "report"})
    if deed:
        case.deed(**{"action": "report", **deed})
    found, target = decided(case), case.documents()[1]

    told = tell(found, target=target)
    page = render_report(target=target, decisions=[found])

    assert expected == told.broken_before
    assert expected[0] in page
    step = "of which nobody says that agent did it in time" if expected == UNTOLD else "left undone"
    assert f"Report, {step}" in page


def test_a_deed_that_broke_a_norm_is_told_with_who_did_what() -> None:
    """The name of a deed alone says nothing to whoever did not write the situation."""
    case = DecisionWorld().option("wait").norm("keep", "forbidden", "draw")
    case.norm("fine", "obliged", "pay-fine", upon_breach={"norm": "keep"})
    case.deed("at-dawn", "draw", BEFORE)

    told = tell(decided(case), target=case.documents()[1])

    assert ("Norm keep was broken before: agent did draw (at-dawn).",) == told.broken_before


def test_chains_of_reparation_within_an_option_are_followed() -> None:
    """Who breaks a norm, and does not make it good, owes what is due upon that."""
    case = DecisionWorld().option("spill", "spill").option("hide", "spill", "hide").option("wait")
    case.norm("no-spill", "forbidden", "spill")
    case.norm("clean-up", "obliged", "clean", upon_breach={"norm": "no-spill"})
    case.norm("own-up", "obliged", "tell", upon_breach={"norm": "clean-up"})
    case.norm("no-hiding", "forbidden", "hide", upon_breach={"norm": "own-up"})

    assert {
        "wait": ("permitted", ()),
        "spill": ("forbidden", ("clean-up", "no-spill", "own-up")),
        "hide": ("forbidden", ("clean-up", "no-hiding", "no-spill", "own-up")),
    } == statuses(case)


def late(*, due: str, done: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return how it stands where a report was due, and was made at a moment or is made now."""
    case = DecisionWorld().option("wait", *(() if done else ("report",)))
    case.norm("report", "obliged", "report", deadline=due)
    case.norm("fine", "obliged", "pay-fine", upon_breach={"norm": "report"})
    if done is not None:
        case.deed("report", "report", done)
    else:
        case.situation["without_doing_nothing"] = "It is made now."
    return statuses(case)["wait"]


def test_a_deadline_has_passed_once_its_moment_is_over() -> None:
    """What falls due at the very moment of the decision is due, and not yet late."""
    assert ("permitted", ()) == late(due=AT)
    assert ("forbidden", ("fine",)) == late(due="2026-05-31T23:59:59Z")


def test_what_is_done_at_the_deadline_is_in_time() -> None:
    """And a second later is not."""
    assert ("permitted", ()) == late(due=DUE, done=DUE)
    assert ("forbidden", ("fine",)) == late(due=DUE, done="2025-09-01T00:00:01Z")


@pytest.mark.parametrize(
    ("since", "until", "broken"),
    [
        (EARLIER, None, True),
        ("2025-06-01T00:00:01Z", None, False),
        ("2020-01-01T00:00:00Z", "2025-06-01T00:00:01Z", True),
        ("2020-01-01T00:00:00Z", EARLIER, False),
    ],
)
def test_a_deed_is_held_to_the_norms_of_its_time(
    since: str, until: str | None, broken: bool
) -> None:
    """From the first moment of a norm to before its last, whether it is in force now or not."""
    case = spill("wait").deed("leak", "spill", EARLIER)
    case.target["norms"][0]["in_force_from"] = since
    if until is not None:
        case.target["norms"][0]["in_force_until"] = until

    assert ("forbidden" if broken else "permitted") == statuses(case)["wait"][0]


def test_an_act_that_a_right_of_its_time_covered_broke_nothing() -> None:
    """Though the right has ended since."""
    case = spill("wait").deed("leak", "spill", EARLIER)
    case.norm("emergency", "permitted", "spill", "supranational", guaranteed=True)
    case.target["norms"][-1]["in_force_until"] = BEFORE

    assert ("permitted", ()) == statuses(case)["wait"]


def test_what_others_did_at_other_times_takes_no_right_away() -> None:
    """A ground of a right is opposed by the deed itself, and not by what somebody else once did."""
    case = spill("wait").deed("leak", "spill", EARLIER).claims("village", "company")
    case.norm("no-waste", "forbidden", "waste")
    fields = {"guaranteed": True, "grounds": [{"norm": "no-waste"}]}
    case.norm("right", "permitted", "spill", "supranational", **fields)
    case.norm("seldom", "forbidden", "zap", upon_breach={"norm": "no-waste"})
    case.deed("long-ago", "waste", "2021-01-01T00:00:00Z", actor="village")

    assert ("permitted", ()) == statuses(case)["wait"]


def test_a_ban_upon_a_breach_stays_though_the_banned_was_done() -> None:
    """Only what is owed is made good by being done."""
    case = (
        DecisionWorld().option("wait").option("fish", "fish").norm("no-spill", "forbidden", "spill")
    )
    case.norm("barred", "forbidden", "fish", upon_breach={"norm": "no-spill"})
    case.deed("leak", "spill", EARLIER).deed("fished", "fish", BEFORE)

    assert ("forbidden", ("barred",)) == statuses(case)["fish"]


def test_who_did_not_do_it_in_time_by_their_own_word_alone_owes_it() -> None:
    """The own word that one fills the role condemns; that one does not leaves it open."""
    for occupied, status in ((True, "forbidden"), (False, "in_dispute")):
        case = (
            DecisionWorld().option("wait").claims("agent", "scribe", by="agent", occupied=occupied)
        )
        case.norm("report", "obliged", "report", role="scribe", deadline=DUE)
        case.norm("fine", "obliged", "pay-fine", upon_breach={"norm": "report"})

        assert (status, ("fine", "report")) == statuses(case)["wait"]


def test_what_is_open_names_what_would_settle_what_was_before() -> None:
    """Whether an earlier act was covered by a right that hangs on a fact nobody speaks of."""
    case = spill("wait").deed("leak", "spill", EARLIER)
    leave = {"kind": "equals", "fact": "leave", "value": True}
    case.norm("leave", "permitted", "spill", "supranational", guaranteed=True, condition=leave)

    found = decided(case)

    assert ("in_dispute", ("clean-up",)) == statuses(case)["wait"]
    assert [("fact", "leave", None)] == [
        (each.type, each.fact, each.option) for each in found.open if each.type == "fact"
    ]


def test_what_stays_undone_is_one_breach_and_not_another() -> None:
    """Who has paid for being late, and is late still, owes what was owed and no second payment."""
    case = DecisionWorld().option("wait").norm("report", "obliged", "report", deadline=DUE)
    case.norm("fine", "obliged", "pay-fine", upon_breach={"norm": "report"})
    case.deed("paid", "pay-fine", BEFORE)

    assert ("forbidden", ("report",)) == statuses(case)["wait"]


def test_chains_of_reparation_are_followed_through_what_was_before() -> None:
    """A fine that was itself late obliges to more; one that was paid in time does not."""
    case = DecisionWorld().option("wait").norm("report", "obliged", "report", deadline=DUE)
    fine = {"upon_breach": {"norm": "report"}, "deadline": BEFORE}
    case.norm("fine", "obliged", "pay-fine", **fine)
    case.norm("surcharge", "obliged", "pay-more", upon_breach={"norm": "fine"})
    case.deed("late-report", "report", BEFORE).deed("late-fine", "pay-fine", LATER)
    assert ("forbidden", ("surcharge",)) == statuses(case)["wait"]

    case.deed("beforehand", "pay-fine", EARLIER)
    assert ("forbidden", ("surcharge",)) == statuses(case)["wait"]

    case.deed("in-time", "pay-fine", "2025-10-01T00:00:00Z")
    assert ("permitted", ()) == statuses(case)["wait"]


def test_an_excused_act_is_no_breach() -> None:
    """Where a right defeats the prohibition, nothing is due upon its breach."""
    case = spill("wait", "spill")
    case.norm("emergency", "permitted", "spill", "supranational", guaranteed=True)

    assert ("permitted", ()) == statuses(case)["spill"]


def test_a_norm_that_follows_none_that_there_is_never_applies() -> None:
    """Nor does one that follows a permission, which nobody can break."""
    case = (
        DecisionWorld().option("wait").option("roam", "roam").norm("may-roam", "permitted", "roam")
    )
    case.norm("lost", "obliged", "clean", upon_breach={"norm": "nowhere"})
    case.norm("free", "obliged", "tell", upon_breach={"norm": "may-roam"})

    assert {"wait": ("permitted", ()), "roam": ("permitted", ())} == statuses(case)


def test_norms_upon_one_anothers_breach_are_refused() -> None:
    """Which was broken first could not be told."""
    case = DecisionWorld().option("wait")
    case.norm("one", "obliged", "first", upon_breach={"norm": "other"})
    case.norm("other", "obliged", "second", upon_breach={"norm": "one"})

    with pytest.raises(InvalidDocument) as caught:
        PreparedTarget(case.documents()[1])

    [problem] = caught.value.problems
    assert "circular-breach" == problem.code
    assert (
        "'one' (about 'first') upon the breach of 'other' (about 'second')"
        " and 'other' (about 'second') upon the breach of 'one' (about 'first')"
    ) == problem.found
    with pytest.raises(checker.InvalidError, match="upon one another's breach"):
        checker.force.NormOrder(
            checker.Record(norms=[checker.Record(each) for each in _as_records(case)]),
            checker.inputs.Patience(),
        )


def _as_records(case: DecisionWorld) -> list[Content]:
    return list(json.loads(json.dumps(case.target["norms"]), object_hook=checker.Record))


def test_what_follows_a_norm_is_narrower_than_what_does_not() -> None:
    """So that the exception for who has broken a norm goes before the rule, and not the reverse."""
    case = (
        DecisionWorld().option("wait").option("fish", "fish").norm("may-fish", "permitted", "fish")
    )
    case.norm("no-spill", "forbidden", "spill")
    case.norm("barred", "forbidden", "fish", upon_breach={"norm": "no-spill"})
    assert ("permitted", ()) == statuses(case)["fish"]

    case.deed("leak", "spill", EARLIER)
    assert ("forbidden", ("barred",)) == statuses(case)["fish"]


@settings(max_examples=150, deadline=None)
@given(decision_contents(), st.sampled_from(("agent", "boss")), st.data())
def test_own_words_on_deeds_make_nothing_permitted(
    content: Content, speaker: str, data: st.DataObject
) -> None:
    """Whatever the decider's side adds to what is told of the past, no option becomes permitted."""
    case = DecisionWorld(
        content["situation"],
        content["target"],
        {k: v for k, v in content.items() if k not in {"situation", "target"}},
    )
    before = {each.option: each.status for each in case.decide().statuses}
    actor = data.draw(st.sampled_from(("agent", "village")))
    action = data.draw(st.sampled_from(("act-a", "act-b")))
    done = data.draw(st.booleans())
    case.deed(
        "told",
        action,
        data.draw(st.sampled_from((EARLIER, BEFORE, AT))),
        actor=actor,
        by=speaker,
        done=done,
    )

    after = {each.option: each.status for each in case.decide().statuses}

    assert [] == [option for option in after if after[option] == "permitted" != before[option]]

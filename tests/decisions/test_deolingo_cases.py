"""The examples of deolingo, written as norms: what is owed, forbidden, broken there and here.

Source: ovidiomanteiga/deolingo 1.0.3 (MIT), its examples and tests, after P. Cabalar, A. Ciabattoni
and L. van der Torre, Deontic Equilibrium Logic with eXplicit negation (2023). What is expected is
what deolingo answers; where it is otherwise here by design, the test says so and has both answers.

An answer set of deolingo is a way things may go, so it is an option here; an atom that is
obligatory or forbidden is an action; an atom that holds is a fact. Where there is no answer set,
there is a contradiction there.
"""

from __future__ import annotations

import pytest

from commonweal.testing._decisions import DecisionWorld

from .norm_worlds import Condition, broken, decided, fact, statuses, upon


def test_preliminary_1_what_nothing_forbids_is_permitted() -> None:
    """There one parks where there is no evidence of a prohibition; here nothing is against it."""
    case = DecisionWorld().option("pass").option("park", "park")
    forbidden = DecisionWorld().option("pass").option("park", "park")

    assert {"pass": set(), "park": set()} == broken(case)
    assert {"no-parking"} == broken(forbidden.norm("no-parking", "forbidden", "park"))["park"]


def working(*, weekend: bool | None) -> DecisionWorld:
    case = DecisionWorld().option("rest").option("work", "work")
    if weekend is not None:
        case.fact("weekend", weekend)
    return case.norm("work", "obliged", "work", exceptions=[{"when": fact("weekend")}])


def test_preliminary_2_to_work_but_at_weekends() -> None:
    """A default obligation, with an exception; at the weekend both resting and working are fine."""
    assert {"rest": {"work"}, "work": set()} == broken(working(weekend=False))
    assert {"rest": set(), "work": set()} == broken(working(weekend=True))


def test_preliminary_2_what_is_not_known_is_no_exception_there_and_open_here() -> None:
    """Negation as failure takes the obligation to stand; here it is asked what day it is."""
    case = working(weekend=None)

    assert {"rest": "in_dispute", "work": "permitted"} == statuses(case)
    assert "weekend" in {each.fact for each in decided(case).open}


def test_to_leave_undone_is_no_act_that_a_norm_permits_by_design() -> None:
    """There is an operator for what is omissible; here a permission to work frees nobody of it."""
    case = working(weekend=True)
    case.target["norms"][0]["exceptions"] = []
    case.norm("may-work", "permitted", "work", condition=fact("weekend"))

    assert {"work"} == broken(case)["rest"]


def drafted() -> DecisionWorld:
    case = DecisionWorld().option("stay").option("fight", "fight")
    return case.norm("fight", "obliged", "fight").norm("no-fight", "forbidden", "fight")


def test_preliminary_3_a_dilemma_is_a_contradiction_there_and_a_dispute_here() -> None:
    """There is no answer set; with the fact that one fights, one duty is kept and one broken.

    Here it stays in dispute either way, until something ranks the two.
    """
    assert {"stay": "in_dispute", "fight": "in_dispute"} == statuses(drafted())


def test_a_dilemma_that_something_ranks_is_none() -> None:
    """With the duty from a higher level only the lower prohibition yields."""
    case = drafted()
    case.target["norms"][0] |= {"level": "supranational", "issuer": "union"}

    assert {"stay": {"fight"}, "fight": set()} == broken(case)


def test_preliminary_4_to_walk_in_the_street_at_least_on_the_right() -> None:
    """The prohibition is broken and the duty that comes second kept; nothing obliges to walk.

    There it is derived that one must walk, since one must walk on the right; here it is not.
    """
    case = DecisionWorld().option("keep-off").option("left", "walk")
    case.option("right", "walk", "keep-right").norm("no-walk", "forbidden", "walk")
    case.norm("right", "obliged", "keep-right", upon_breach=upon("no-walk"))

    assert {"keep-off": set(), "left": {"no-walk", "right"}, "right": {"no-walk"}} == broken(case)


def fence(*, sea: bool) -> DecisionWorld:
    """Return the cottage of the paper, with the fine, and the mailbox that goes with a fence."""
    case = DecisionWorld().fact("sea", sea)
    options: dict[str, tuple[str, ...]] = {
        "none": (),
        "mailbox": ("mailbox",),
        "plain": ("fence",),
        "white": ("fence", "paint"),
        "white-mailbox": ("fence", "paint", "mailbox"),
        "white-mailbox-fine": ("fence", "paint", "mailbox", "pay"),
    }
    for name, acts in options.items():
        case.option(name, *acts, changes={"fence": "fence" in acts})
    case.norm("no-fence", "forbidden", "fence")
    case.norm("sea-fence", "permitted", "fence", condition=fact("sea"))
    case.norm("white", "obliged", "paint", upon_breach=upon("no-fence"))
    case.norm("fine", "obliged", "pay", upon_breach=upon("no-fence"))
    case.norm("mailbox", "obliged", "mailbox", condition=fact("fence"))
    return case.norm("no-mailbox", "forbidden", "mailbox", condition=fact("fence", value=False))


def test_delx_1_to_6_the_cottage_inland() -> None:
    """No fence; else white, a fine and a mailbox; without a fence no mailbox."""
    assert {
        "none": set(),
        "mailbox": {"no-mailbox"},
        "plain": {"no-fence", "white", "fine", "mailbox"},
        "white": {"no-fence", "fine", "mailbox"},
        "white-mailbox": {"no-fence", "fine"},
        "white-mailbox-fine": {"no-fence"},
    } == broken(fence(sea=False))


def test_delx_4_and_preliminary_5_the_cottage_by_the_sea() -> None:
    """The permission is explicit: the fence breaks nothing, so neither white nor a fine is due."""
    found = broken(fence(sea=True))

    assert {"mailbox"} == found["plain"] == found["white"]
    assert set() == found["none"] == found["white-mailbox"]


@pytest.mark.parametrize("indicator", [True, False])
def test_detachment_to_turn_left_where_it_is_forbidden(*, indicator: bool) -> None:
    """Turning breaks the prohibition; without the indicator it breaks the second norm as well."""
    case = DecisionWorld().option("straight")
    case.option("left", "turn-left", *(["indicate"] if indicator else []))
    case.norm("no-left", "forbidden", "turn-left")
    case.norm("indicate", "obliged", "indicate", upon_breach=upon("no-left"))

    assert ({"no-left"} if indicator else {"no-left", "indicate"}) == broken(case)["left"]


CHISHOLM = {"stay": (), "stay-tell": ("tell",), "go": ("go",), "go-tell": ("go", "tell")}


def jones(second: dict[str, Condition], third: dict[str, object] | None) -> dict[str, set[str]]:
    """Return what each way breaks; a norm that there never applies is None."""
    case = DecisionWorld()
    for name, acts in CHISHOLM.items():
        case.option(name, *acts, changes={"going": "go" in acts})
    case.norm("go", "obliged", "go").norm("tell", "obliged", "tell", **second)
    if third is not None:
        case.norm("no-tell", "forbidden", "tell", **third)
    return broken(case)


def test_chisholm_x_as_conditional_obligations() -> None:
    """Read by facts: going and silence is a breach, staying one, staying and telling two."""
    if_going = {"condition": fact("going")}
    if_not = {"condition": fact("going", value=False)}

    assert {
        "stay": {"go"},
        "stay-tell": {"go", "no-tell"},
        "go": {"tell"},
        "go-tell": set(),
    } == jones(if_going, if_not)


def test_chisholm_path_1_both_duties_about_telling_is_no_contradiction_here() -> None:
    """To tell follows from the duty to go, not to tell from staying: there no answer set.

    Here the duty to tell has no condition then, and the prohibition, which has one, is narrower.
    """
    found = jones({}, {"condition": fact("going", value=False)})

    assert {"stay": {"go"}, "stay-tell": {"go", "no-tell"}} == {
        name: found[name] for name in ("stay", "stay-tell")
    }
    assert {"go": {"tell"}, "go-tell": set()} == {name: found[name] for name in ("go", "go-tell")}


def test_chisholm_path_2_who_ought_to_go_ought_to_tell_even_when_staying() -> None:
    """Read by duties throughout: nobody ought to stay, so silence is never owed."""
    assert {
        "stay": {"go", "tell"},
        "stay-tell": {"go"},
        "go": {"tell"},
        "go-tell": set(),
    } == jones({}, None)


def test_chisholm_path_3_who_stays_is_told_nothing_about_telling() -> None:
    """Telling is owed by who goes, and silence by who ought to stay: staying breaks one duty."""
    found = jones({"condition": fact("going")}, None)

    assert {"go"} == found["stay"] == found["stay-tell"]


def test_regression_10_each_of_two_duties_by_default_is_a_way_there_and_cannot_be_said_here() -> (
    None
):
    """One duty where the other is not owed, and the reverse: two answer sets, each with one duty.

    No norm here asks whether another is in force. Owing one of two acts is one action of two forms.
    """
    case = DecisionWorld().option("neither").option("m", "m", "either")
    case.option("c", "c", "either").norm("one-of-them", "obliged", "either")

    assert {"neither": {"one-of-them"}, "m": set(), "c": set()} == broken(case)

"""The puzzles of contrary-to-duty reasoning, written with norms that apply upon a breach.

`test_classics.py` writes them with conditions on facts. Here the norm that comes second names the
norm whose breach it is about, and what was done before is told as deeds.

Sources: R. Chisholm, Contrary-to-Duty Imperatives and Deontic Logic (1963); J. Forrester, Gentle
Murder (1984); M. Belzer, Legal Reasoning in 3-D (1987), the Reykjavik scenario; H. Prakken and
M. Sergot, Contrary-to-Duty Obligations (1996); A. Ross, Imperatives and Logic (1941). What is
expected is what the authors hold to be right, as far as it is about what is broken, what is due and
what is less bad.
"""

from __future__ import annotations

import pytest

from commonweal.errors import InvalidDocument
from commonweal.testing._decisions import DecisionWorld

from .norm_worlds import Condition, broken, by_norms, chisholm, decided, deed, fact, statuses, upon

BEFORE = "2026-05-01T00:00:00Z"


def test_chisholm_upon_the_breach() -> None:
    """Consistent, and no sentence is idle: each duty is broken by who breaks it, and only then."""
    options = ("stay", "go", "go-tell", "stay-tell")
    case = chisholm(*options, upon_breach=upon("ought-to-go"))

    assert {
        "go-tell": set(),
        "go": {"tell-if-going"},
        "stay": {"ought-to-go"},
        "stay-tell": {"ought-to-go", "do-not-tell-if-staying"},
    } == broken(case)
    assert "better" == by_norms(case, "stay", "stay-tell")


def test_chisholm_at_the_moment_of_telling() -> None:
    """Once the time to go has passed, telling is what is left to decide, and it is forbidden."""
    case = DecisionWorld().option("silent").option("tell", "tell")
    case.norm("ought-to-go", "obliged", "go", deadline=BEFORE)
    case.norm("do-not-tell", "forbidden", "tell", upon_breach=upon("ought-to-go"))

    assert {"silent": {"ought-to-go"}, "tell": {"ought-to-go", "do-not-tell"}} == broken(case)
    assert {"silent": set(), "tell": set()} == broken(deed(case, "go", BEFORE))


def murder(*, upon_the_breach: bool) -> DecisionWorld:
    """Return what may be done to whom one wants to murder, before or after it was done."""
    case = DecisionWorld().option("refrain", changes={"murders": False})
    case.option("gently", "murder", "be-gentle", changes={"murders": True})
    case.option("brutally", "murder", changes={"murders": True})
    case.norm("no-murder", "forbidden", "murder")
    if upon_the_breach:
        return case.norm("gently", "obliged", "be-gentle", upon_breach=upon("no-murder"))
    return case.norm("gently", "obliged", "be-gentle", condition=fact("murders"))


@pytest.mark.parametrize("upon_the_breach", [True, False])
def test_forrester_to_murder_gently_if_at_all_obliges_nobody_to_murder(
    *, upon_the_breach: bool
) -> None:
    """The gentle murder breaks one norm, the brutal one two, and refraining none."""
    case = murder(upon_the_breach=upon_the_breach)

    assert {
        "refrain": set(),
        "gently": {"no-murder"},
        "brutally": {"no-murder", "gently"},
    } == broken(case)
    assert "better" == by_norms(case, "gently", "brutally")


def test_how_something_is_done_is_no_reparation_by_design() -> None:
    """After a brutal murder there is nothing left to be gentle about, says the puzzle.

    A norm upon a breach stays due until it is done: who writes so says that it can still be done.
    How something is done is written as a condition on what the option does.
    """
    found = {}
    for upon_the_breach in (True, False):
        case = deed(murder(upon_the_breach=upon_the_breach), "murder", BEFORE)
        found[upon_the_breach] = broken(case)["refrain"]

    assert {True: {"gently"}, False: set()} == found


def test_forrester_who_murdered_gently_owes_nothing_more() -> None:
    """What was done in the same moment as the breach counts as done upon it."""
    case = deed(murder(upon_the_breach=True), "murder", BEFORE)

    assert set() == broken(deed(case, "be-gentle", BEFORE))["refrain"]


def reykjavik(**condition: Condition) -> DecisionWorld:
    """Return the two secrets: tell neither of them, and if one, then the other too."""
    case = DecisionWorld().option("neither")
    case.option("reagan", "tell-reagan").option("gorbachev", "tell-gorbachev")
    case.option("both", "tell-reagan", "tell-gorbachev")
    case.norm("not-reagan", "forbidden", "tell-reagan")
    case.norm("not-gorbachev", "forbidden", "tell-gorbachev")
    for name, when in condition.items():
        case.norm(f"then-{name}", "obliged", f"tell-{name}", condition=when)
    return case


def told(name: str) -> Condition:
    return {"kind": "before", "of": fact(f"told-{name}")}


def world_of_reykjavik(*deeds: str) -> DecisionWorld:
    case = reykjavik(gorbachev=told("reagan"), reagan=told("gorbachev"))
    for name in ("reagan", "gorbachev"):
        case.fact(f"told-{name}", name in deeds)
    return case


def test_reykjavik_as_long_as_neither_knows_neither_is_told() -> None:
    """To tell both is no way to do right by the two duties, but to tell neither is."""
    assert {
        "neither": set(),
        "reagan": {"not-reagan"},
        "gorbachev": {"not-gorbachev"},
        "both": {"not-reagan", "not-gorbachev"},
    } == broken(world_of_reykjavik())


def test_reykjavik_once_one_knows_the_other_has_to_be_told() -> None:
    """The duty that comes second is the narrower one, so it prevails over the first."""
    found = broken(world_of_reykjavik("reagan"))

    assert {"then-gorbachev"} == found["neither"]
    assert set() == found["gorbachev"]


def test_reykjavik_upon_the_breach_of_one_is_told_by_deeds() -> None:
    """One of the two duties upon a breach can name the other norm, and then reads the deeds."""
    case = reykjavik()
    case.norm("then-gorbachev", "obliged", "tell-gorbachev", upon_breach=upon("not-reagan"))

    assert {"not-reagan", "then-gorbachev"} == broken(case)["reagan"]
    assert {"not-reagan"} == broken(case)["both"]
    told = deed(deed(case, "tell-reagan", BEFORE), "tell-gorbachev", BEFORE, done=False)
    assert {"then-gorbachev"} == broken(told)["neither"]


def test_reykjavik_upon_the_breach_of_each_other_is_refused_by_design() -> None:
    """Each act would have to be judged before the other; facts of what was told have no circle."""
    case = reykjavik()
    case.norm("then-gorbachev", "obliged", "tell-gorbachev", upon_breach=upon("not-reagan"))
    case.norm("then-reagan", "obliged", "tell-reagan", upon_breach=upon("not-gorbachev"))

    with pytest.raises(InvalidDocument) as refused:
        case.decide()

    assert {"circular-breach"} == {each.code for each in refused.value.problems}


def cottage(*, sea: bool, plain: bool = False) -> DecisionWorld:
    """Return the cottage: no fence but by the sea; a fence against the rule must be white."""
    case = DecisionWorld().fact("sea", sea).option("none").option("white", "fence", "paint")
    case.option("plain", "fence").norm("no-fence", "forbidden", "fence")
    case.norm("sea-fence", "permitted", "fence", condition=fact("sea"))
    case.norm("white-if-any", "obliged", "paint", upon_breach=upon("no-fence"))
    return deed(case, "fence", BEFORE) if plain else case


def test_prakken_and_sergot_a_fence_against_the_rule_must_be_white() -> None:
    """The white fence is the lesser breach; by the sea no rule is broken, and no colour is due."""
    assert {
        "none": set(),
        "white": {"no-fence"},
        "plain": {"no-fence", "white-if-any"},
    } == broken(cottage(sea=False))
    assert {"none": set(), "white": set(), "plain": set()} == broken(cottage(sea=True))


@pytest.mark.parametrize("sea", [True, False])
def test_prakken_and_sergot_a_fence_that_stands_is_to_be_painted(*, sea: bool) -> None:
    """The duty upon the breach outlives the act: whoever comes to decide later still has to."""
    assert (set() if sea else {"white-if-any"}) == broken(cottage(sea=sea, plain=True))["none"]


def test_prakken_and_sergot_where_it_is_unknown_whether_the_rule_was_broken() -> None:
    """Where nobody says whether it is by the sea, the colour is as much in dispute as the fence."""
    case = cottage(sea=True)
    case.situation["facts"] = []

    assert {"none": "permitted", "white": "in_dispute", "plain": "in_dispute"} == statuses(case)
    assert ("no-fence", "white-if-any") == decided(case).statuses[2].maybe_broken


def test_prakken_and_sergot_a_dog_calls_for_a_sign() -> None:
    """No dog; if there is one, a sign; where there is none, no sign that warns of it."""
    case = DecisionWorld()
    for option in ("none", "dog", "dog-sign", "sign"):
        acts = [] if option == "none" else option.split("-")
        case.option(option, *acts, changes={"dog": "dog" in acts})
    case.norm("no-dog", "forbidden", "dog")
    case.norm("sign-if-dog", "obliged", "sign", upon_breach=upon("no-dog"))
    case.norm("no-sign", "forbidden", "sign", condition=fact("dog", value=False))

    assert {
        "none": set(),
        "dog": {"no-dog", "sign-if-dog"},
        "dog-sign": {"no-dog"},
        "sign": {"no-sign"},
    } == broken(case)


def test_prakken_and_sergot_a_considerate_assassin_offers_a_cigarette() -> None:
    """One must not offer cigarettes; who kills ought to offer one; that excuses no killing."""
    case = DecisionWorld().option("neither").option("offer", "offer")
    case.option("kill", "kill").option("kill-offer", "kill", "offer")
    case.norm("no-killing", "forbidden", "kill").norm("no-offering", "forbidden", "offer")
    case.norm("last-cigarette", "obliged", "offer", upon_breach=upon("no-killing"))

    assert {
        "neither": set(),
        "offer": {"no-offering"},
        "kill": {"no-killing", "last-cigarette"},
        "kill-offer": {"no-killing"},
    } == broken(case)


def test_ross_to_burn_a_letter_is_no_way_to_post_it() -> None:
    """A duty to post is none to post or burn: nothing weaker is derived from what is owed."""
    case = DecisionWorld().option("neither").option("post", "post").option("burn", "burn")
    case.norm("post", "obliged", "post")

    assert {"neither": {"post"}, "post": set(), "burn": {"post"}} == broken(case)


def test_what_is_owed_and_cannot_be_done_together_is_no_contradiction() -> None:
    """Two promises of which only one can be kept: nothing is permitted, and neither is worse."""
    case = DecisionWorld().option("one", "meet-ann").option("other", "meet-bob")
    case.situation["without_doing_nothing"] = "Both of them wait, and nobody can be called."
    case.norm("ann", "obliged", "meet-ann").norm("bob", "obliged", "meet-bob")

    assert {"one": {"bob"}, "other": {"ann"}} == broken(case)
    assert "incomparable" == by_norms(case, "one", "other")
    assert ("refuse", ("none_permitted",)) == (decided(case).outcome, decided(case).reasons)

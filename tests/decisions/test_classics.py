"""Cases that the literature on deontic logic and on choice argues about, with our answers.

R. Chisholm (1963), J. Forrester (1984), H. Prakken and M. Sergot (1996) on contrary-to-duty
obligations; R. Reiter and G. Criscuolo (1981) on the Nixon diamond; Tweety is folklore. On parity:
R. Chang (2002).
"""

from commonweal.testing._decisions import COMPLEMENTARY, DecisionWorld

from .norm_worlds import by_norms, chisholm, fact

STAYING = fact("going", value=False)


def broken(case: DecisionWorld) -> dict[str, tuple[str, ...]]:
    return {each.option: each.broken for each in case.decide().statuses}


def test_chisholm_each_duty_holds_where_it_applies() -> None:
    """Going and telling keeps all duties; staying breaks the first and, silently, no other."""
    case = chisholm("stay", "go", "go-tell", "stay-tell", condition=STAYING)

    assert {
        "go-tell": (),
        "go": ("tell-if-going",),
        "stay": ("ought-to-go",),
        "stay-tell": ("do-not-tell-if-staying", "ought-to-go"),
    } == broken(case)


def test_chisholm_who_does_not_go_does_better_not_to_tell() -> None:
    """With going out of reach nothing is permitted, and to stay silently breaks less."""
    case = chisholm("stay", "stay-tell", condition=STAYING)

    assert ("refuse", ("none_permitted",)) == (case.decide().outcome, case.decide().reasons)
    assert "better" == by_norms(case, "stay", "stay-tell")


def test_forrester_a_gentle_murder_is_forbidden_and_less_bad_than_a_brutal_one() -> None:
    """A duty to murder gently if at all obliges nobody to murder."""
    case = DecisionWorld().option("refrain", changes={"murders": False})
    case.option("gently", "murder", "be-gentle", changes={"murders": True})
    case.option("brutally", "murder", changes={"murders": True})
    case.norm("no-murder", "forbidden", "murder")
    case.norm("gently-if-at-all", "obliged", "be-gentle", condition=fact("murders"))

    assert {
        "refrain": (),
        "gently": ("no-murder",),
        "brutally": ("gently-if-at-all", "no-murder"),
    } == broken(case)
    assert "better" == by_norms(case, "gently", "brutally")


def fence(*, sea: bool) -> DecisionWorld:
    """Return the holiday cottages: no fence; if one, white; by the sea one is allowed."""
    case = DecisionWorld().fact("sea", sea).option("none", changes={"fence": False})
    case.option("white", "fence", "paint", changes={"fence": True})
    case.option("plain", "fence", changes={"fence": True})
    case.norm("no-fence", "forbidden", "fence")
    case.norm("sea-fence", "permitted", "fence", condition=fact("sea"))
    return case.norm("white-if-any", "obliged", "paint", condition=fact("fence"))


def test_prakken_and_sergot_a_fence_must_at_least_be_white() -> None:
    """Inland any fence is forbidden, and a plain one breaks more than a white one."""
    case = fence(sea=False)

    assert {
        "none": (),
        "white": ("no-fence",),
        "plain": ("no-fence", "white-if-any"),
    } == broken(case)
    assert "better" == by_norms(case, "white", "plain")


def test_prakken_and_sergot_by_the_sea_a_white_fence_is_permitted() -> None:
    """The exception is the more specific norm; the duty to paint stays."""
    assert {"none": (), "white": (), "plain": ("white-if-any",)} == broken(fence(sea=True))


def test_prakken_and_sergot_a_dog_calls_for_a_sign_and_no_dog_for_none() -> None:
    """A sign without a dog is forbidden, a dog without a sign breaks two duties."""
    case = DecisionWorld()
    for option in ("none", "dog", "dog-sign", "sign"):
        acts = [] if option == "none" else option.split("-")
        case.option(option, *acts, changes={"dog": "dog" in acts})
    case.norm("no-dog", "forbidden", "dog")
    case.norm("sign-if-dog", "obliged", "sign", condition=fact("dog"))
    case.norm("no-sign-without-dog", "forbidden", "sign", condition=fact("dog", False))

    assert {
        "none": (),
        "dog": ("no-dog", "sign-if-dog"),
        "dog-sign": ("no-dog",),
        "sign": ("no-sign-without-dog",),
    } == broken(case)


def test_the_nixon_diamond_is_in_dispute() -> None:
    """A Quaker may not fight, a Republican may: nothing ranks the two, so neither yields."""
    case = DecisionWorld().option("stay").option("fight", "fight")
    case.claims("agent", "quaker").claims("agent", "republican")
    case.norm("quakers-do-not", "forbidden", "fight", role="quaker")
    case.norm("republicans-may", "permitted", "fight", role="republican")

    status = case.decide().statuses[1]

    assert ("in_dispute", ("quakers-do-not",)) == (status.status, status.maybe_broken)


def tweety(*, penguin: bool) -> DecisionWorld:
    case = DecisionWorld().option("sit").option("fly", "fly")
    case.fact("bird", True).fact("penguin", penguin)
    both = {"kind": "all", "of": [fact("bird"), fact("penguin")]}
    case.norm("nobody-flies", "forbidden", "fly")
    case.norm("birds-may", "permitted", "fly", condition=fact("bird"))
    return case.norm("penguins-may-not", "forbidden", "fly", condition=both)


def test_tweety_flies_unless_it_is_a_penguin() -> None:
    """The most specific norm that applies defeats the others, and reinstates what they defeated."""
    assert () == broken(tweety(penguin=False))["fly"]
    assert ("nobody-flies", "penguins-may-not") == broken(tweety(penguin=True))["fly"]


def test_tweety_by_exception_is_the_same() -> None:
    """An exception in the permission does what a more specific prohibition does."""
    found = []
    for penguin in (False, True):
        case = DecisionWorld().option("sit").option("fly", "fly")
        case.fact("bird", True).fact("penguin", penguin).norm("nobody-flies", "forbidden", "fly")
        case.norm(
            "birds-may",
            "permitted",
            "fly",
            condition=fact("bird"),
            exceptions=[{"when": fact("penguin")}],
        )
        found.append(broken(case)["fly"])

    assert [(), ("nobody-flies",)] == found


def complementary(case: DecisionWorld, count: int) -> DecisionWorld:
    for number in range(1, count + 1):
        case.value(number)
        for other in range(1, number):
            case.votes(other, number, COMPLEMENTARY)
    return case


def test_a_rotation_leaves_every_pair_on_a_par() -> None:
    """Three options that each lead on one of three values: without a scale there is no winner."""
    case = complementary(DecisionWorld().option("a").option("b").option("c"), 3)
    case.placing(1, "a", "b", "c").placing(2, "b", "c", "a").placing(3, "c", "a", "b")

    decision = case.decide()

    assert {"on_a_par"} == {each.by_values for each in decision.relations}
    assert (("a", "b", "c"), ("on_a_par",)) == (decision.options, decision.reasons)


def test_a_small_improvement_shows_that_on_a_par_is_not_equal() -> None:
    """What is slightly better is still on a par with the other, so the first was not its equal."""
    case = complementary(DecisionWorld().option("x").option("x-plus").option("y"), 2)
    case.placing(1, "x-plus", "x", "y").placing(2, "y", "x,x-plus")

    relations = {(each.first, each.second): each.by_values for each in case.decide().relations}

    assert {
        ("x", "x-plus"): "worse",
        ("x", "y"): "on_a_par",
        ("x-plus", "y"): "on_a_par",
    } == relations

from commonweal.decisions import ToldTension, tell
from commonweal.reports import render_report
from commonweal.testing._decisions import CONTESTED, DecisionWorld, card_id, said


def tensions(case: DecisionWorld, kind: str) -> list[ToldTension]:
    return [told for told in tell(case.decide()).tensions if told.tension.type == kind]


def diverting() -> DecisionWorld:
    case = DecisionWorld().option("wait").option("divert", "divert")
    case.target["institutions"][0]["title"] = "The Union of Rivers"
    case.norm("no", "forbidden", "divert", "supranational", text="Do not divert.")
    return case.norm("yes", "permitted", "divert", text="You may divert.")


def test_norms_that_collide_are_a_tension_with_the_issuer_of_each() -> None:
    """What yielded is in the decision, with whose norm it was."""
    (found,) = tensions(diverting(), "norms")

    assert ["Do not divert.", "You may divert."] == [side.says for side in found.sides]
    assert [("The Union of Rivers (supranational)",), ("firm (organisational)",)] == [
        side.held_by for side in found.sides
    ]
    higher = "it stands higher, supranational above organisational"
    assert f"no prevails over yes: {higher}" == found.settled
    assert ["in", "out"] == [side.label for side in found.tension.sides]


def lifted_ban() -> DecisionWorld:
    """Return a ban, and a permission of its own level that lifts it."""
    case = DecisionWorld().option("wait").option("tell", "tell")
    case.norm("confidence", "forbidden", "tell", "supranational")
    above = [{"over": "confidence", "granted_by": "union"}]
    case.norm("may-notify", "permitted", "tell", "supranational", priority=above)
    return case


def test_a_norm_that_is_itself_defeated_is_not_said_to_prevail() -> None:
    """A permission that yields to another ban lifts no ban; both are told as they are."""
    case = lifted_ban()
    again = [{"over": "may-notify", "granted_by": "union"}]
    case.norm("not-by-name", "forbidden", "tell", "supranational", priority=again)

    settled = {each.settled for each in tensions(case, "norms")}

    assert {
        (
            "may-notify would prevail over confidence: it was given priority; but it is itself"
            " defeated by not-by-name, so it leaves confidence as it is"
        ),
        "not-by-name prevails over may-notify: it was given priority",
    } == settled


def test_a_permission_that_a_lower_ban_restricts_prevails_over_what_it_lifts() -> None:
    """The permission lifts the ban of its own level, and the lower ban prevails as to the act."""
    case = lifted_ban()
    case.norm("never", "forbidden", "tell", "individual")

    settled = {each.settled for each in tensions(case, "norms")}

    assert {
        "may-notify prevails over confidence: it was given priority",
        (
            "never prevails over may-notify: it stands lower, individual below supranational, and a"
            " lower norm may forbid what a higher one permits without guaranteeing it"
        ),
    } == settled


def test_what_only_restricts_a_norm_is_not_said_to_defeat_it() -> None:
    """The permission lifts no ban, since another of its level defeats it; not for the lower one."""
    case = lifted_ban()
    again = [{"over": "may-notify", "granted_by": "union"}]
    case.norm("not-by-name", "forbidden", "tell", "supranational", priority=again)
    case.norm("never", "forbidden", "tell", "individual")

    settled = {each.settled for each in tensions(case, "norms")}

    assert (
        "may-notify would prevail over confidence: it was given priority; but it is itself defeated"
        " by not-by-name, so it leaves confidence as it is"
    ) in settled


def test_a_norm_of_which_it_is_open_whether_it_applies_is_not_said_to_prevail() -> None:
    """A ban from above, on what nobody looked up, defeats no permission as yet."""
    case = DecisionWorld().option("wait").option("draw", "draw")
    dry = {"kind": "equals", "fact": "dry", "value": True}
    case.norm("ban", "forbidden", "draw", "supranational", condition=dry)
    case.norm("licence", "permitted", "draw")

    [told] = tensions(case, "norms")

    assert (
        "ban would prevail over licence: it stands higher, supranational above organisational; but"
        " it is itself undecided, so it does not defeat licence"
    ) == told.settled


def lifted_and_banned() -> DecisionWorld:
    """Return a case of a ban, a permission that would lift it, and a ban that forbids that."""
    case = DecisionWorld().option("wait").option("aid", "aid").option("tell", "tell").value(1)
    case.norm("no-aid", "forbidden", "aid").norm("aid", "permitted", "aid", "supranational")
    case.target["norms"][-1]["guaranteed"] = True
    case.norm("confidence", "forbidden", "tell")
    lifts = [{"over": "confidence", "granted_by": "firm"}]
    case.norm("may-notify", "permitted", "tell", priority=lifts)
    over = [{"over": "may-notify", "granted_by": "firm"}]
    return case.norm("not-by-name", "forbidden", "tell", priority=over)


def test_collisions_over_what_is_broken_come_first_and_empty_tensions_are_none() -> None:
    """The chain that leads to a broken norm is told before all else; who is silent, not at all."""
    everything = tell(lifted_and_banned().decide())
    told = everything.in_tension

    assert [
        ("confidence", "may-notify"),
        ("may-notify", "not-by-name"),
    ] == [(each.tension.sides[0].norm, each.tension.sides[1].norm) for each in told[:2]]
    assert ["breaks", "breaks", None] == [each.over_broken for each in told[:3]]
    assert all(each.sides for each in told)
    silent = [each for each in everything.tensions if each.silent]
    assert ({*everything.tensions} - {*told}, 3) == ({*silent}, len(silent))


def test_the_report_of_many_has_every_collision_over_what_is_broken() -> None:
    """Of the exception of an exception, both pairs stand on the page."""
    decision = lifted_and_banned().decide()
    other = decision.model_copy(update={"situation": "other"})
    target = lifted_and_banned().documents()[1]

    page = render_report(target=target, decisions=[decision, other])

    assert 2 == page.count("not by name prevails over may notify")
    assert 2 == page.count("may notify would prevail over confidence")


def test_the_first_screen_of_one_decision_has_one_tension_of_each_kind() -> None:
    """Every collision stands further down, where the link leads; above, the values have room."""
    decision, target = lifted_and_banned().decide(), lifted_and_banned().documents()[1]

    page = render_report(target=target, decisions=[decision])

    start = page.index('<section id="in-tension"')
    first_screen = page[start : page.index("</section>", start)]
    assert 1 == first_screen.count("prevails over") + first_screen.count("would prevail over")
    assert "not by name prevails over may notify" in page
    assert "may notify would prevail over confidence" in page


def test_a_collision_that_nothing_settles_says_so() -> None:
    """No rule, no settlement."""
    case = DecisionWorld().option("wait").option("divert", "divert")
    case.norm("no", "forbidden", "divert").norm("yes", "permitted", "divert")

    (found,) = tensions(case, "norms")

    assert found.settled is None


def test_a_collision_about_an_omission_is_a_tension_of_the_option_that_omits() -> None:
    """It says what is left undone."""
    case = DecisionWorld().option("wait").option("divert", "divert")
    case.norm("no", "forbidden", "divert", "supranational").norm("must", "obliged", "divert")

    assert ["What divert does: divert", "What wait leaves undone: must"] == [
        each.about for each in tensions(case, "norms")
    ]


def sided(**fields: object) -> DecisionWorld:
    case = DecisionWorld().option("o").option("p")
    case.value(1, **fields).value(2, holders=4, strata=[holders("upper", 4)]).votes(1, 2)
    return case.placing(1, "o", "p").placing(2, "p", "o")


def holders(value: str, count: int) -> dict[str, object]:
    return {"stratum": "side", "value": value, "count": count}


def test_values_that_favour_different_options_are_a_tension_whether_or_not_it_was_settled() -> None:
    """The side that lost is in the decision."""
    (found,) = tensions(sided(), "values")

    assert [(card_id(1),), (card_id(2),)] == [side.cards for side in found.tension.sides]
    assert "o is better by “Value 1”" == found.settled


def test_each_side_says_which_groups_of_at_least_k_hold_it() -> None:
    """Groups smaller than k are not named, neither is the number of so few holders."""
    case = sided(holders=20, strata=[holders("lower", 13), holders("upper", 4)])

    (found,) = tensions(case, "values")

    one, other = (side.held_by for side in found.sides)
    assert ("“Value 1”: 1 of 20 who hold it (side lower: 13) placed the options so",) == one
    assert ("“Value 2”: 1 of fewer than 5 who hold it placed the options so",) == other


def test_more_groups_than_a_line_holds_are_counted() -> None:
    """A line of a record is short, and says what it leaves out."""
    groups = [holders(f"a-group-with-a-long-name-{number}", 6) for number in range(20)]

    (found,) = tensions(sided(holders=120, strata=groups), "values")

    (line,) = found.sides[0].held_by
    assert len(line) <= 300
    assert " more groups) placed the options so" in line


def test_values_that_nobody_appraised_may_be_on_either_side() -> None:
    """Silence is in the tension as what it may turn out to be."""
    case = DecisionWorld().option("o").option("p").value(1)

    (found,) = tensions(case, "values")

    assert [(card_id(1),), (card_id(1),)] == [side.cards for side in found.tension.sides]


def test_values_that_agree_are_no_tension() -> None:
    """Where nothing speaks for the other option there is no other side."""
    case = DecisionWorld().option("o").option("p").value(1).placing(1, "o", "p")

    assert [] == tensions(case, "values")


def test_a_contested_pair_names_who_holds_which_to_be_wiser() -> None:
    """Those who answered are counted, and groups of at least k are named on their side."""
    case = DecisionWorld().option("o").option("p").value(1).value(2).votes(1, 2, CONTESTED)
    case.placing(1, "o", "p").placing(2, "p", "o")
    case.target["graph"]["pairs"][0]["strata"] = [
        {"stratum": "side", "value": "upper", "counts": {"first": 8, "second": 2}},
        {"stratum": "side", "value": "lower", "counts": {"first": 1, "second": 9}},
        {"stratum": "side", "value": "hills", "counts": {"first": 3, "second": 0}},
    ]

    (found,) = tensions(case, "contested")

    assert [
        (
            "20 of 40 people who called either wiser, when anything",
            "side upper: 8 of 10 people, when anything",
        ),
        (
            "20 of 40 people who called either wiser, when anything",
            "side lower: 9 of 10 people, when anything",
        ),
    ] == [side.held_by for side in found.sides]


def test_fewer_than_k_who_call_either_wiser_are_not_counted_out() -> None:
    """How few people split is not told where they are fewer than k."""
    case = DecisionWorld().option("o").option("p").value(1).value(2).votes(1, 2, (1, 1, 3))

    (found,) = tensions(case, "contested")

    assert {("fewer than 5 people, when anything",)} == {side.held_by for side in found.sides}


def test_verdicts_of_contexts_that_fail_are_not_told() -> None:
    """What people said of another context is not about this situation."""
    case = DecisionWorld().option("o").option("p").value(1).value(2).votes(1, 2, CONTESTED)
    case.context("flood", holds=False).votes(1, 2, context="flood")

    (found,) = tensions(case, "contested")

    assert all("flood" not in line for side in found.sides for line in side.held_by)


def test_a_circle_is_a_tension_of_each_of_its_pairs() -> None:
    """Disagreement that goes round is told pair by pair."""
    case = DecisionWorld().option("o").option("p").value(1).value(2).value(3)
    case.votes(1, 2).votes(2, 3).votes(3, 1)

    assert 3 == len(tensions(case, "cycle"))


def test_a_complaint_stands_against_the_principle_it_is_about() -> None:
    """Its strength is told in the study's own words, from at least to at most."""
    case = DecisionWorld().option("wait").option("divert", "divert")
    case.target["complaint_grades"] = ["mild", "serious"]
    case.target["roles"] = [said("role", name="neighbour", title="The neighbours")]
    case.add(
        "principles",
        **said("principle", name="p", text="May divert.", role="company", action="divert"),
    )
    for grade in (0, 1):
        case.add(
            "complaints",
            standpoint="neighbour",
            principle="p",
            ground="dry wells",
            grade=grade,
            origin="person",
        )

    (found,) = tensions(case, "complaint")

    assert ["mild to serious, because of dry wells", "May divert."] == [
        side.says for side in found.sides
    ]
    assert ("The neighbours",) == found.sides[0].held_by

from __future__ import annotations

from typing import Any

import pytest

from commonweal.decisions import ToldReading, explain, tell, who_says_what
from commonweal.testing._decisions import THIN, DecisionWorld, said

HARM = {"kind": "equals", "fact": "harm", "value": True}
FLOOD = {"kind": "holds", "context": "flood"}
ELDER = {"kind": "occupies", "who": "anyone", "role": "elder"}
OF_NOBODY: dict[str, Any] = {
    "holders": 0,
    "floors_met": [{"stratum": "side", "value": "lower", "min_holders": 1}],
}
FEW_VOTES = "the votes of at least 10 people"


def diverting(**fields: Any) -> DecisionWorld:
    case = DecisionWorld().option("wait").option("divert", "divert").value(1)
    case.placing(1, "divert", "wait")
    return case.norm("no", "forbidden", "divert", **fields)


def opened(case: DecisionWorld, kind: str) -> ToldReading:
    (found,) = (each for each in tell(case.decide()).open if each.reading.type == kind)
    return found


def apart(**fields: Any) -> DecisionWorld:
    case = DecisionWorld().option("o").option("p").value(1, **fields).value(2, holders=30)
    return case.placing(1, "o", "p").placing(2, "p", "o")


class TestHolders:
    """Who holds a value, or that nobody does."""

    @pytest.mark.parametrize(
        ("origin", "expected"),
        [
            ("import", "“Value 1”: held by nobody, an imported card"),
            ("model", "“Value 1”: held by nobody, a card that a model wrote"),
            ("synthetic", "“Value 1”: held by nobody, a synthetic card"),
            ("person", "“Value 1”: held by nobody, a card without an owner"),
        ],
    )
    def test_a_value_of_nobody_is_told_with_what_it_came_from(
        self, origin: str, expected: str
    ) -> None:
        """None is not fewer than some: what the card is stands in the holders' place."""
        told = tell(apart(origin=origin, **OF_NOBODY).decide()).tensions

        lines = {line for each in told for side in each.sides for line in side.held_by}
        assert f"{expected}; 1 person placed the options so" in lines

    def test_what_most_people_hold_comes_first(self) -> None:
        """A reader who sees only the beginning of a side sees what most hold."""
        case = DecisionWorld().option("o").option("p").value(1, holders=6).value(2, holders=30)
        case.value(3).placing(3, "o", "p")

        (found,) = tell(case.decide()).tensions

        assert "For p, or it may be: “Value 2” and “Value 1”" == found.sides[1].says
        assert [
            "“Value 2”: held by 30 people; no placing of the options by it counts",
            "“Value 1”: held by 6 people; no placing of the options by it counts",
        ] == [*found.sides[1].held_by]

    def test_a_policy_that_is_not_quoted_has_its_number(self) -> None:
        """A card without words of its own is named by its number, once."""
        policies = [{"text": "not quoted", "nature": "undecided"}]
        case = DecisionWorld().option("o").option("p").value(2, holders=30)
        case.value(1, title="not quoted (00000000)", policies=policies)

        found = opened(case.placing(1, "o", "p").placing(2, "p", "o"), "policy")

        assert (
            "Whether it is attended to for its own sake: "
            "policy 1 of a card that is not quoted (00000000)"
        ) == found.about

    def test_who_holds_nothing_settles_nothing(self) -> None:
        """What is open of a value that nobody holds is settled by somebody who would hold it."""
        case = DecisionWorld().option("o").option("p").value(1, "undecided", **OF_NOBODY)

        assert "an answer by somebody who takes the card as their own" == (
            opened(case, "policy").would_settle
        )
        assert "a placing by somebody who takes it as their own, as nobody holds it yet" == (
            opened(case, "placing").would_settle
        )


class TestWhoPlaced:
    """To hold a value says nothing of any option: only who placed the options does."""

    def test_where_nobody_placed_no_side_is_told(self) -> None:
        """No value is put behind an option by people who said nothing of it."""
        case = DecisionWorld().option("o").option("p").value(1, holders=6).value(2, holders=30)
        decision = case.decide()

        told = tell(decision)
        (found,) = told.tensions

        assert (True, (), ()) == (found.silent, found.sides, told.in_tension)
        sentences = explain(decision)
        silence = "Nobody placed any of the options by a value, so values decide nothing here."
        assert (1, silence) == (sentences.count(silence), told.placed.silence)
        assert not any(each.startswith(("By values", "In tension")) for each in sentences)
        assert "By norms, the options o and p break the same norms, or none." in sentences

    def test_placings_that_do_not_count_are_no_silence_of_people(self) -> None:
        """Where somebody placed the options, it is not said that nobody did."""
        case = DecisionWorld().option("o").option("p").value(1)
        case.placing(1, "o", "p", source="model", appraiser="bot", origin="model")

        told = tell(case.decide())

        assert (
            "No placing of the options by a value is one that counts here, so values decide"
            " nothing here."
        ) == told.placed.silence
        assert () == told.in_tension

    def test_pairs_that_nobody_placed_are_told_together(self) -> None:
        """Who placed two of four options said nothing of the others: the rest is one sentence."""
        case = DecisionWorld().option("o").option("p").option("q").value(1).value(2)
        case.placing(1, "o", "p").placing(2, "p", "o")

        told = tell(decision := case.decide())

        assert (("o", "q"), ("p", "q")) == told.placed.silent
        assert [("o", "p")] == [each.tension.options for each in told.in_tension]
        expected = (
            "By no value that counts here did anybody who counts place both of these options, so"
            " values decide nothing between them: o or q; p or q."
        )
        assert [expected] == [each for each in explain(decision) if "between them" in each]

    def test_of_very_many_pairs_some_are_named(self) -> None:
        """The sentence stays one that can be read."""
        case = DecisionWorld().value(1).value(2).option("a").option("b")
        for name in ("c", "d", "e", "f", "g"):
            case.option(name)
        case.placing(1, "a", "b").placing(2, "b", "a")

        placed = tell(case.decide()).placed

        assert 20 == len(placed.silent)
        assert "more pair" not in placed.silence
        more = tell(case.option("h").decide()).placed
        assert more.silence.endswith(f"; and {len(more.silent) - 20} more pairs.")

    def test_where_no_value_counts_that_is_told(self) -> None:
        """Values decide nothing where there are none, and it is said once of all pairs."""
        case = DecisionWorld().option("o").option("p").option("q")

        sentences = explain(case.decide())

        assert 1 == sentences.count("No value counts here, so values decide nothing.")
        assert not any(each.startswith("By values") for each in sentences)

    def test_where_all_was_placed_nothing_is_silent(self) -> None:
        """Nothing is said of silence where somebody spoke."""
        case = DecisionWorld().option("o").option("p").value(1).placing(1, "o,p")

        placed = tell(case.decide()).placed

        assert ("", (), False) == (placed.silence, placed.silent, placed.nobody)

    def test_those_who_placed_are_told_from_those_who_hold(self) -> None:
        """One of thirty is one of thirty."""
        case = DecisionWorld().option("o").option("p").value(1, holders=30).value(2)

        (found,) = tell(case.placing(1, "o", "p").placing(2, "p", "o").decide()).tensions

        placed = "1 of 30 who hold it placed the options so"
        assert "For o: “Value 1”" == found.sides[0].says
        assert f"For o: “Value 1” ({placed})" == found.sides[0].in_short
        assert (f"“Value 1”: {placed}",) == found.sides[0].held_by

    def test_those_who_placed_otherwise_are_counted_too(self) -> None:
        """Where its holders differ, a value may favour either option, and both numbers are told."""
        case = DecisionWorld().option("o").option("p").value(1, holders=30)
        case.placing(1, "o", "p", people=2).placing(1, "p", "o", people=3)

        (found,) = tell(case.decide()).tensions

        told = "or it may be: “Value 1” ({} of 30 who hold it placed the options so, {} otherwise)"
        assert (f"For o, {told.format(2, 3)}", f"For p, {told.format(3, 2)}") == tuple(
            side.in_short for side in found.sides
        )

    def test_an_appraiser_is_not_a_holder(self) -> None:
        """A declared appraiser who placed the options is called one."""
        case = DecisionWorld().option("o").option("p").value(1, holders=30).value(2)
        case.placing(1, "o", "p", source="declared", appraiser="expert")

        (found,) = tell(case.decide()).tensions

        assert (
            "For o: “Value 1” (1 declared appraiser placed the options so); 1 more may be for it"
            == found.sides[0].in_short
        )


@pytest.mark.parametrize(("embedded", "expected"), [(True, FEW_VOTES), (False, "more votes")])
def test_how_many_votes_are_needed_is_told_where_the_target_is_known(
    *, embedded: bool, expected: str
) -> None:
    """Without the target nobody knows how many are enough."""
    case = apart().votes(1, 2, THIN)

    told = tell(case.decide(embed_target=embedded)).open

    assert expected in {each.would_settle for each in told if each.reading.type == "votes"}


class TestWhoSaysWhat:
    """Whoever asserts a fact, a context or a role is named."""

    def test_those_who_differ_on_a_fact_are_named(self) -> None:
        """Each side has all who speak for it, and the decider's own side is marked."""
        case = diverting(condition=HARM).fact("harm", True, by="village").fact("harm", True)
        case.fact("harm", False, by="agent").fact("harm", False, by="passer-by")

        told = tell(case.decide())

        assert ["harm"] == [each.about for each in told.in_doubt]
        assert (
            "The village and registry: yes; agent (the decider's own side) "
            "and passer-by (neither a party nor an institution): no"
        ) == who_says_what(told.in_doubt[0].sides)
        assert told.in_doubt[0].sides == opened(case, "fact").said

    def test_one_who_speaks_alone_is_named_where_that_leaves_it_open(self) -> None:
        """What only the decider says is in doubt where a norm hangs on it, and not elsewhere."""
        case = diverting(condition=HARM).fact("harm", False, by="agent").fact("loud", 1, by="agent")

        told = tell(case.decide())

        assert ["harm"] == [each.about for each in told.in_doubt]
        assert "agent (the decider's own side): no" == who_says_what(told.in_doubt[0].sides)
        assert told.in_doubt[0].sides == opened(case, "fact").said

    def test_those_who_differ_on_a_context_are_named(self) -> None:
        """A narrower context that is claimed speaks for the one that is open."""
        case = diverting(exceptions=[{"when": FLOOD}]).context("flood")
        case.context("spring-flood", "flood", by="agent")
        case.situation["contexts"].append({"context": "flood", "by": "village", "applies": False})

        found = opened(case, "context").said

        assert (
            "registry: yes; The village: no; "
            "agent (the decider's own side): yes, of when spring-flood"
        ) == who_says_what(found)
        assert ["when flood"] == [each.about for each in tell(case.decide()).in_doubt]

    def test_those_who_differ_on_a_role_are_named(self) -> None:
        """Of a role that anyone may have, it is said of whom they speak."""
        case = diverting(condition=ELDER).claims("village", "elder")
        case.claims("village", "elder", by="agent", occupied=False)

        assert (
            "registry: yes, of The village; agent (the decider's own side): no, of The village"
        ) == who_says_what(opened(case, "role").said)

    def test_true_and_one_are_different_words(self) -> None:
        """Values are the same only if their types are."""
        case = diverting(condition=HARM).fact("harm", True).fact("harm", 1, by="village")

        (found,) = tell(case.decide()).in_doubt

        assert ["yes", "1"] == [side.says for side in found.sides]

    def test_it_is_told_in_sentences(self) -> None:
        """Disagreement is a sentence of its own, and stands with what it leaves open."""
        case = diverting(condition=HARM).fact("harm", True).fact("harm", False, by="agent")

        told = explain(case.decide())

        said_so_far = "registry: yes; agent (the decider's own side): no."
        assert f"In doubt: harm. {said_so_far}" in told
        assert any(each.startswith("Open: harm") and said_so_far in each for each in told)


class TestDefinitions:
    """What would be otherwise under each definition."""

    def test_what_is_so_holds_what_is_said_in_no_sense(self) -> None:
        """Who denies harm without a definition contradicts the village's as well."""
        case = (
            diverting(condition=HARM)
            .fact("harm", True, sense="village")
            .fact("harm", False, sense="union")
        )
        case.fact("harm", False, by="witness").fact("loud", True)

        by_union, by_village = tell(case.decide()).definitions

        assert [("harm", ("no",))] == [
            (each.about, tuple(side.says for side in each.sides)) for each in by_union.said
        ]
        assert ["yes", "no"] == [side.says for side in by_village.said[0].sides]

    def test_a_veto_under_one_definition_alone_is_told(self) -> None:
        """What the one calls consent licenses what, as the other calls it, can be rejected."""
        case = DecisionWorld().option("wait").option("divert", "divert").option("share", "share")
        consent = {"kind": "equals", "fact": "consent", "value": True}
        for name, action, condition in (
            ("p", "divert", None),
            ("q", "share", None),
            ("r", "divert", consent),
        ):
            case.add(
                "principles",
                **said(
                    "principle",
                    name=name,
                    text=name,
                    role="company",
                    action=action,
                    condition=condition,
                ),
            )
        for against, grade in (("p", 3), ("q", 1), ("r", 1)):
            case.add(
                "complaints",
                standpoint="neighbour",
                principle=against,
                ground="loss",
                grade=grade,
                origin="person",
            )
        case.fact("consent", True, sense="union").fact("consent", False, sense="village")

        by_union, by_village = tell(case.decide()).definitions

        assert [("divert", "permitted", "no")] == [
            (each.option, each.status, each.vetoed) for each in by_union.differing
        ]
        assert [("divert", "permitted", "yes")] == [
            (each.option, each.status, each.vetoed) for each in by_village.differing
        ]

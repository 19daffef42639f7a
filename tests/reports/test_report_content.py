"""The page tells all of it: both sides, what is open, who was asked, and what does not follow."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from commonweal.decisions import tell
from commonweal.documents import Assertion, UnderDefinition
from commonweal.reports import render_report

from .report_sections import shown, table_with, text_of, unplaced


def section(page: str, name: str) -> str:
    """Return the markup of one section of the page."""
    found = re.search(rf'<section id="{name}".*?</section>', page, flags=re.DOTALL)
    assert found, name
    return found[0]


class TestPairs:
    """What people dispute is as prominent as what they agree on."""

    def test_every_pair_is_in_the_table_of_its_verdict(self, page: str, mill: Any) -> None:
        """Each pair that is not thin stands in its context's table, with both titles and counts."""
        kinds = {"contested": "Disputed", "accepted": "Accepted", "complementary": "Both needed"}
        texts = {context.name: context.text for context in mill.target.contexts}
        titles = {mill.card(key): title for key, title in mill.titles.items()}
        for pair in mill.target.graph.pairs:
            if pair.status == "thin":
                continue
            rows = [
                text_of(row)
                for row in table_with(page, f"{kinds[pair.status]} {texts[pair.context]}").split(
                    "<tr>"
                )
            ]
            calls = sorted(
                getattr(pair.shown_first, answer) + getattr(pair.shown_second, answer)
                for answer in ("first", "second")
            )
            found = [
                row
                for row in rows
                if titles[pair.first] in row
                and titles[pair.second] in row
                and calls == sorted(map(int, re.findall(r" (\d+) ", row.replace(" ", "  "))[:2]))
            ]
            assert 1 == len(found), (pair.status, titles[pair.first], titles[pair.second])

    def test_disputes_come_first_and_say_no_less(self, page: str) -> None:
        """Disputes stand before what is accepted, with no fewer columns, captioned, in the open."""
        graph = section(page, "graph")
        disputed = table_with(graph, "Disputed when the brook runs low")
        accepted = table_with(graph, "Accepted when the brook runs low")

        assert graph.index(disputed) < graph.index(accepted)
        assert disputed.count('<th scope="col">') >= accepted.count('<th scope="col">')
        before = graph[: graph.index(accepted)]
        assert before.count("<details") == before.count("</details>")

    def test_disputes_can_be_told_without_colour(self, page: str, mill: Any) -> None:
        """In the pictures each dispute has a sign of its own, and so has each "both needed"."""
        statuses = [pair.status for pair in mill.target.graph.pairs]
        pictures = "".join(re.findall(r"<svg.*?</svg>", page, flags=re.DOTALL))

        assert statuses.count("contested") == pictures.count(">≠</text>")
        assert statuses.count("complementary") == pictures.count(">+</text>")
        assert statuses.count("accepted") == pictures.count('marker-end="url(#tip)"')

    def test_circles_and_silence_are_told(self, text: str) -> None:
        """A circle is told as the disagreement that it is, and thin pairs are counted."""
        assert (
            "“Keeping the wheel turning” → “Mending what one broke” → “Standing by a promise” "
            "→ “Keeping the wheel turning”"
        ) in text
        assert "it orders none of them" in text
        assert "1 more pair has too few answers to say anything" in text

    def test_coordination_is_shown_with_what_it_changes(self, text: str, mill: Any) -> None:
        """Answers that may be coordinated are told with the verdicts that hang on them."""
        assert "Answers that may be coordinated. 12 people gave 12 answers" in text
        assert (
            f"“{mill.hostile}” and “Mending what one broke”: accepted with them, thin without"
            in text
        )
        assert "nothing is removed silently" in text
        assert "12 people may be coordinated ; 1 verdict would be another without them" in text


class TestDecision:
    """Nothing of the decision is left out."""

    def test_every_option_is_there(self, page: str, mill: Any) -> None:
        """Each option is told in its own words with its status, and so is each excluded one."""
        options = text_of(section(page, "options"))
        situation = mill.decision.justification.inputs.situation

        for option in (*situation.options, *situation.excluded):
            assert option.text in options
        for status in mill.decision.statuses:
            assert status.status.replace("_", " ") in options
            assert all(due in options for due in status.due)
        assert "Nobody has any." in options

    def test_every_norm_is_there(self, page: str, mill: Any) -> None:
        """Norms that take part stand with their text and issuer, the others with the reason."""
        norms = text_of(section(page, "norms"))

        for name in ("leave_the_low_flow", "old_right_to_draw", "keep_the_machines_safe"):
            norm = next(norm for norm in mill.target.norms if norm.name == name)
            assert norm.text in norms
        assert "yields to leave the low flow, by its level" in norms
        assert "The basin's council, supranational; Basin treaty, article 4" in norms
        assert "Tell before drawing: not in force at the time" in norms

    def test_both_sides_of_every_tension_are_there(self, page: str, mill: Any) -> None:
        """Each side of each tension is told, whether or not it prevailed, with who holds it."""
        tensions = text_of(section(page, "tensions"))
        titles = {mill.card(key): title for key, title in mill.titles.items()}
        norms = {norm.name: norm for norm in mill.target.norms}
        types = {tension.type for tension in mill.decision.tensions}

        assert {"norms", "values", "contested", "cycle", "complaint"} == types
        for told in tell(mill.decision, target=mill.target).tensions:
            for side, in_words in zip(told.tension.sides, told.sides, strict=True):
                assert all(f"“{titles[card]}”" in tensions for card in side.cards)
                assert side.norm is None or norms[side.norm].text in tensions
                if side.norm or side.standpoint:
                    assert in_words.held_by
                    assert all(holder in tensions for holder in in_words.held_by)
        assert "14 of 26 people, when the brook runs low" in tensions
        assert "12 of 26 people, when the brook runs low" in tensions
        assert "a season's crop lost (the second cut of hay)" in tensions

    def test_what_became_of_colliding_norms_is_told(self, page: str) -> None:
        """A collision is told as settled only where both norms are in or out."""
        rows = [text_of(row) for row in section(page, "tensions").split("<tr>")]
        settled = [row for row in rows if "Old right to draw" in row]
        open_here = [row for row in rows if "Keep off a cracked wheel" in row]

        assert 1 == len(settled) == len(open_here)
        assert "Settled here: leave the low flow prevails over old right to draw" in settled[0]
        assert "Draw water (draw at night)" in settled[0]
        assert "Open: one of them, at least, is undecided here." in open_here[0]
        would = "keep off a cracked wheel would prevail over keep the machines safe"
        assert would in open_here[0]
        assert "it is itself undecided, so it does not defeat" in open_here[0]
        assert "Left undone (nothing; tell and wait; draw at night)" in open_here[0]

    def test_every_open_reading_is_there(self, page: str, mill: Any) -> None:
        """What is open is told in words, with what would settle it."""
        options = text_of(section(page, "options"))

        told = tell(mill.decision, target=mill.target).open
        assert len(told) >= 5
        for reading in told:
            assert reading.about.replace("_", " ") in options
            assert reading.would_settle in options

    def test_who_says_what_is_told_where_they_differ(self, page: str) -> None:
        """Each side of a disputed fact has its speakers, as a tension and where it is open."""
        tensions = text_of(section(page, "tensions"))
        options = text_of(section(page, "options"))

        assert "Wheel cracked yes The smith no The builder" in tensions
        assert "(said so far: The smith: yes; The builder: no)" in options

    def test_what_is_so_by_a_definition_holds_every_side(self, mill: Any) -> None:
        """What is said in no sense stands beside it, disputed, and a veto of its own is told."""
        inputs = mill.decision.justification.inputs
        facts = (
            Assertion(fact="wheel_cracked", value=True, by="smith", sense="basin"),
            Assertion(fact="wheel_cracked", value=False, by="builder"),
        )
        situation = inputs.situation.model_copy(update={"facts": facts})
        inputs = inputs.model_copy(update={"situation": situation})
        justification = mill.decision.justification.model_copy(update={"inputs": inputs})
        first, *others = mill.decision.statuses
        under = UnderDefinition(
            definition="basin",
            outcome="refuse",
            options=(),
            reasons=(),
            statuses=(first.model_copy(update={"vetoed": "yes"}), *others),
        )
        decision = mill.decision.model_copy(
            update={
                "justification": justification,
                "definitions": (under,),
                "statuses": (first.model_copy(update={"vetoed": "no"}), *others),
            }
        )

        page = render_report(target=mill.target, decisions=[decision])

        table = text_of(table_with(page, "Each definition"))
        assert "The basin's council" in table
        assert "wheel cracked (disputed). The smith: yes; The builder: no." in table
        assert "Draw at night is forbidden, vetoed" in table

    def test_every_step_is_counted_and_told(self, page: str, mill: Any) -> None:
        """The derivation names each rule with how many steps it has, and their number in all."""
        derivation = text_of(section(page, "derivation"))
        steps = mill.decision.justification.steps
        rules = {step.rule for step in steps}

        assert f"{len(steps)} steps" in derivation
        for rule in rules:
            number = sum(step.rule == rule for step in steps)
            assert f"({number} step{'s' if number > 1 else ''}, rule {rule})" in derivation

    def test_names_are_told_as_words(self, text: str, mill: Any) -> None:
        """No identifier of an option, a norm, a principle or a fact stands where people read."""
        inputs = mill.decision.justification.inputs
        names = {option.name for option in inputs.situation.options}
        names |= {norm.name for norm in mill.target.norms}
        names |= {principle.name for principle in inputs.principles}
        names |= {fact.fact for fact in inputs.situation.facts}
        unreadable = {name for name in names if "_" in name}

        assert len(unreadable) >= 8
        assert set() == {name for name in unreadable if name in text}

    def test_the_first_section_says_what_matters(self, page: str, mill: Any) -> None:
        """First of all stand outcome, reason, a tension with both sides, and what is not shown."""
        first = page[page.index("<main") : page.index("<nav")]
        told = text_of(first)

        assert "Ask, and do not act yet" in told
        assert "Because whether an option that would otherwise be kept is permitted" in told
        assert "Asked: The basin's council, until 20 July 2026, 08:00 UTC." in told
        assert mill.decision.interim is None  # telling is in dispute, so nobody is told to stay so
        assert "Until there is an answer" not in told
        assert "For tell and wait" in told
        assert "For nothing" in told
        for unshown in mill.decision.justification.not_shown:
            assert unshown in told


class TestPeople:
    """Who was asked is said, and no more than may be said."""

    def test_synthetic_people_are_called_so(self, page: str, mill: Any) -> None:
        """The banner, the tensions, the people asked and the standing say that nobody is real."""
        first = text_of(page[: page.index("<nav")])

        assert "Demonstration. The 40 people of this study are synthetic" in first
        assert "(among synthetic people)" in first
        assert "It rests on synthetic people or situations, so it can never be in force." in first
        assert "40 synthetic people" in text_of(section(page, "asked"))
        assert "all synthetic" in text_of(section(page, "graph"))
        many = render_report(target=mill.target, decisions=[mill.decision] * 2)
        assert "Demonstration. The 40 people" in text_of(many)

    def test_real_people_are_not(self, make_mill: Callable[..., Any]) -> None:
        """A study of people says nothing of the kind."""
        mill = make_mill(synthetic=False)

        told = shown(mill.target, [mill.decision])

        assert "synthetic" not in told.lower()
        assert "demonstration" not in told.lower()
        assert "It rests on what people and their institutions said, and on nothing else." in told

    def test_small_numbers_are_not_told_apart(self, text: str) -> None:
        """A value that fewer than k people hold is said to be held by fewer than k."""
        assert "Standing by a promise fewer than 5 people" in text
        assert "Keeping the wheel turning 9 people" in text
        assert "3 people" not in text

    def test_only_those_who_placed_the_options_are_behind_one(self, page: str) -> None:
        """Of each side it is told how many of a value's holders placed the options so."""
        top = text_of(section(page, "in-tension"))

        assert (
            "For tell and wait “Asking before changing anything” (4 of 9 who hold it placed the "
            "options so) and 1 more value; 1 more may be for it"
        ) in top

    def test_nobody_is_behind_an_option_of_which_nobody_spoke(
        self, make_mill: Callable[..., Any]
    ) -> None:
        """Without a placing no value stands under an option, at the top or further down."""
        page = render_report(**unplaced(make_mill()))

        for name in ("in-tension", "tensions"):
            told = text_of(section(page, name))
            assert "Nobody placed any of the options by a value, so values decide" in told
            assert "For draw at night" not in told
        options = text_of(section(page, "options"))
        assert "nobody placed both by a value" in options
        assert "undetermined" not in options

    def test_what_is_not_quoted_is_said_once(self, make_mill: Callable[..., Any]) -> None:
        """A card without words of its own is named by its number, without quotation marks."""
        mill = make_mill()
        values = tuple(
            value.model_copy(
                update={
                    "title": f"not quoted ({value.card[11:19]})",
                    "policies": tuple(
                        policy.model_copy(update={"text": "not quoted"})
                        for policy in value.policies
                    ),
                }
            )
            for value in mill.target.graph.values
        )
        graph = mill.target.graph.model_copy(update={"values": values})
        mill = make_mill(graph=graph)

        told = shown(mill.target, [mill.decision])

        assert f"a card that is not quoted ({mill.card('wheel')[11:19]})" in told
        assert "“not quoted" not in told
        assert "not quoted (a card" not in told

    def test_groups_of_which_few_took_a_side_are_on_no_side(self, text: str) -> None:
        """A group is named on a side only where at least k of it took one."""
        assert re.search(r"downstream \d+:\d+", text)
        assert "upstream" not in text

    def test_a_larger_k_hides_more(self, make_mill: Callable[..., Any]) -> None:
        """What k is decides what is told."""
        from commonweal.documents import Thresholds

        mill = make_mill(thresholds=Thresholds(k=10))

        told = shown(mill.target, [mill.decision])

        assert "Keeping the wheel turning fewer than 10 people" in told
        assert "9 people" not in told

    def test_a_value_of_nobody_is_told_with_what_it_came_from(
        self, make_mill: Callable[..., Any]
    ) -> None:
        """Nobody is not fewer than k: the page says what the card is."""
        mill = make_mill()
        first, *others = mill.target.graph.values
        nobody = first.model_copy(update={"holders": 0, "strata": (), "origin": "model"})
        graph = mill.target.graph.model_copy(update={"values": (nobody, *others)})

        told = shown(make_mill(graph=graph).target, [])

        assert "Held by nobody, a card that a model wrote" in told

    def test_what_two_numbers_of_a_group_are_is_said(self, page: str, text: str) -> None:
        """A reader is told which side each number is on, wherever there are two."""
        head = "Groups with more for the one (for the one : for the other)"

        assert head in text_of(table_with(page, "Disputed when the brook runs low"))
        assert re.search(
            r"Groups on this side \(for it : for the other\): downstream \d+:\d+", text
        )


def test_how_to_verify_is_said_without_saying_too_much(page: str, mill: Any) -> None:
    """The page names the commands, the target and the ledger, and what checking does not mean."""
    told = text_of(section(page, "verify"))

    assert "commonweal check PATH" in told
    assert mill.target.id.partition(":")[2] in told
    assert mill.target.ledger_root in told
    assert "It does not mean that the decision is right." in told
    assert "Python's standard library only" in told
    assert "proved" not in text_of(page)

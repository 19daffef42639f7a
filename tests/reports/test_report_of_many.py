"""The page of a study of many situations, and the words that every outcome and step has."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.decisions import tell
from commonweal.documents import Decision
from commonweal.proof import checker
from commonweal.reports import render_report
from commonweal.reports._step_view import TITLES
from commonweal.studies import FEW_SITUATIONS

from .report_sections import shown, table_with, text_of, unplaced

CORPUS = Path(__file__).parents[1] / "corpus"


class TestMany:
    """A study that decides many situations gets a table."""

    def test_outcomes_are_counted(self, mill: Any) -> None:
        """The page says how many there were, how they came out, and names each."""
        page = render_report(target=mill.target, decisions=[mill.decision] * 3)

        assert "3 situations were decided" in text_of(page)
        assert "Ask, and do not act yet 3" in text_of(table_with(page, "How they came out"))
        assert "permitted is in dispute 3" in text_of(table_with(page, "Why it asks"))
        by_norms = text_of(table_with(page, "Of every two options, how the first stands by the n"))
        assert "Breaks more than the second 6" in by_norms
        assert 3 == table_with(page, "Each situation").count("dry_july")

    def test_groups_are_counted_apart(self, mill: Any) -> None:
        """Situations whose names begin alike, up to a dot, are counted in one column."""
        decisions = [
            mill.decision.model_copy(update={"situation": name})
            for name in ("wet_years.one", "wet_years.two", "dry_years.one")
        ]

        page = render_report(target=mill.target, decisions=decisions)

        told = text_of(table_with(page, "How they came out"))
        assert "Outcome Wet years Dry years Ask, and do not act yet 2 1" in told

    def test_what_is_to_be_done_is_said_of_each(self, mill: Any) -> None:
        """The table names the options of each, and a few have their tensions too."""
        many = [mill.decision.model_copy(update={"situation": name}) for name in ("one", "two")]

        told = shown(mill.target, many)

        assert "two Ask, and do not act yet: tell and wait or nothing" in told
        assert 2 == told.count("Tell and wait or Nothing")
        assert "commonweal explain STUDY --situation two --full" in told

    def test_each_situation_has_what_its_answer_follows_from(self, mill: Any) -> None:
        """Facts with who says them, norms in their words, what is open, and what settled what."""
        many = [mill.decision.model_copy(update={"situation": name}) for name in ("one", "two")]

        page = render_report(target=mill.target, decisions=many)

        found = re.findall(r"<details><summary>(?:one|two):.*?--full</code>", page, re.DOTALL)
        assert 2 == len(found)
        for told in map(text_of, found):
            assert "Wheel cracked (in doubt) : yes (The smith) ; no (The builder)" in told
            assert "The basin's council, supranational; Basin treaty, article 4" in told
            assert "Not counted here, as not in force at the time: Tell before drawing." in told
            assert "What is open, and what would settle it" in told
            assert all(each.would_settle in told for each in tell(many[0], target=mill.target).open)
            settled, _, stays = told.partition("What stays in tension")
            assert "leave the low flow prevails over old right to draw" in settled
            assert "Settled here" not in stays
            assert "For tell and wait" in stays

    def test_what_was_done_before_is_told_of_each(self) -> None:
        """A deed with who did it, when, and who says so."""
        path = CORPUS / "upon-breach.json"
        decision = Decision.from_content(json.loads(path.read_text(encoding="utf-8")))
        target = decision.justification.inputs.target
        deed = decision.justification.inputs.situation.deeds[0]

        told = shown(target, [decision.model_copy(update={"situation": n}) for n in ("a", "b")])

        assert 2 == told.count("Done before")
        assert deed.action.replace("-", " ") in told.partition("Done before")[2]

    def test_what_would_follow_by_each_definition_is_told_of_each(self) -> None:
        """Where words are defined differently, each situation says what each makes of it."""
        path = CORPUS / "definitions.json"
        decision = Decision.from_content(json.loads(path.read_text(encoding="utf-8")))
        target = decision.justification.inputs.target

        told = shown(target, [decision.model_copy(update={"situation": n}) for n in ("a", "b")])

        assert len(decision.definitions) >= 2
        assert 2 == told.count("If words mean what each of these says")

    def test_where_nobody_spoke_it_is_told_once(self, make_mill: Callable[..., Any]) -> None:
        """Pairs that nobody placed are no tensions, and stand in the counts as what they are."""
        silent = unplaced(make_mill())
        (decision,) = silent["decisions"]
        many = [decision.model_copy(update={"situation": name}) for name in ("one", "two")]

        page = render_report(target=silent["target"], decisions=many)

        assert 2 == text_of(page).count("Nobody placed any of the options by a value")
        counts = text_of(table_with(page, "Of every two options, how the first stands by the v"))
        assert f"Nobody placed both by a value {2 * len(decision.relations)}" in counts
        assert "Is open which is better" not in counts

    def test_of_very_many_the_tensions_are_not_told(self, mill: Any) -> None:
        """A page of thousands of decisions stays one that opens."""
        told = shown(mill.target, [mill.decision] * (FEW_SITUATIONS + 1))

        assert "What stays in tension" not in told

    def test_what_is_not_shown_is_said_of_many_too(self, mill: Any) -> None:
        """All that a certificate says it does not show stands on the page."""
        told = shown(mill.target, [mill.decision] * 2)

        assert all(text in told for text in mill.decision.justification.not_shown)

    def test_what_each_rests_on_is_counted(self, mill: Any) -> None:
        """The page says how many decisions have which standing."""
        decisions = [
            mill.decision.model_copy(update={"standing": standing})
            for standing in ("model", "imported", "model")
        ]

        table = text_of(
            table_with(render_report(target=mill.target, decisions=decisions), "What each rests on")
        )

        assert "Imported records 1" in table
        assert "A model's appraisals, which nobody has shown to agree with people's 2" in table

    def test_none_is_said_to_be_none(self, mill: Any) -> None:
        """A study that decides nothing says so, and shows its graph."""
        told = shown(mill.target, [])

        assert "Nothing was decided" in told
        assert "That the records that this page is made of are true." in told
        assert "Disputed when the brook runs low" in told


@pytest.mark.parametrize(
    ("outcome", "reasons", "expected"),
    [
        ("act", (), ("Act", "To be done :")),
        ("refuse", ("none_permitted",), ("Refuse", "Because no option is permitted.")),
        ("ask", ("on_a_par",), ("somebody has to commit",)),
        ("ask", ("partial", "veto_open"), ("not everything that matters was brought",)),
    ],
)
def test_each_outcome_has_its_words(
    mill: Any, outcome: str, reasons: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    """Act, ask and refuse are told apart, each with its reasons as sentences."""
    decision = mill.decision.model_copy(
        update={
            "outcome": outcome,
            "reasons": reasons,
            "options": () if outcome == "refuse" else ("nothing",),
        }
    )

    told = shown(mill.target, [decision])

    for words in expected:
        assert words in told.replace("done:", "done :")
    assert not any(reason in told for reason in reasons if "_" in reason)


def test_steps_of_every_rule_are_told_in_sentences() -> None:
    """The page has a heading for each rule of the checker, and tells what was done before."""
    assert {*checker.RULES.split()} == TITLES.keys()

    path = CORPUS / "upon-breach.json"
    decision = Decision.from_content(json.loads(path.read_text(encoding="utf-8")))
    told = shown(decision.justification.inputs.target, [decision])

    assert "Deed leak: no spill is broken." in told
    assert "no spill was broken (Deed leak)" in told
    assert "Report, of which nobody says that agent did it in time:" in told
    assert "By hash: broken" not in told

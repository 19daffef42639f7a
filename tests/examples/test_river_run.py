"""The bundled demonstration, run: what was planted is found, and the decision is as expected.

The thresholds: of the pairs that the graph accepts at least 95 in 100 are as planted (precision),
and of the planted ones at least 80 in 100 are accepted (recall).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from commonweal.documents import Decision, MoralGraph, PairVerdict
from commonweal.studies import run_study

ROOT = Path(__file__).resolve().parents[2]
RIVER = ROOT / "examples" / "river"
CHECKER = ROOT / "src" / "commonweal" / "proof" / "checker.py"
PRECISION = 0.95
RECALL = 0.8

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class River:
    """The study as it was run, with its truth, asked by the truth's keys."""

    folder: Path
    graph: MoralGraph
    decision: Decision
    truth: dict[str, Any]

    @property
    def pairs(self) -> dict[tuple[str, frozenset[str]], PairVerdict]:
        """Every verdict, by context and the keys of its two cards."""
        return {
            (pair.context, frozenset((self.key(pair.first), self.key(pair.second)))): pair
            for pair in self.graph.pairs
        }

    def key(self, card: str) -> str:
        """Return the truth's key of a card."""
        return next(key for key, known in self.truth["cards"].items() if known == card)

    def status(self, entry: dict[str, str]) -> str:
        """Return the verdict on a planted pair."""
        pair = frozenset((entry["first"], entry["second"]))
        return self.pairs[entry["context"], pair].status

    def relation(self, first: str, second: str) -> str | None:
        """Return the relation of two options by values, in the order in which it is asked."""
        turned = {"better": "worse", "worse": "better"}
        for row in self.decision.relations:
            if (row.first, row.second) == (first, second):
                return row.by_values
            if (row.second, row.first) == (first, second):
                return turned.get(row.by_values, row.by_values)
        return None


def run_copy(folder: Path, *, keep: Callable[[dict[str, Any]], bool] = bool) -> River:
    """Copy the study, with the answers that are to be kept, and run it."""
    shutil.copytree(RIVER, folder, ignore=shutil.ignore_patterns("out", "ledger", "source"))
    answers = folder / "answers.jsonl"
    lines = answers.read_text(encoding="utf-8").splitlines(keepends=True)
    answers.write_text(
        "".join(line for line in lines if keep(json.loads(line))), encoding="utf-8", newline=""
    )
    run = run_study(folder)
    truth = json.loads((RIVER / "truth.json").read_text(encoding="utf-8"))
    return River(folder, run.target.graph, run.decisions[0], truth)


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> River:
    """Return the study, run whole in a folder of its own."""
    return run_copy(tmp_path_factory.mktemp("whole") / "river")


def test_the_planted_truth_is_recovered(river: River) -> None:
    """Nearly all that is accepted was planted so, and most of what was planted is accepted."""
    planted = {(row["context"], row["wiser"], row["other"]) for row in river.truth["accepted"]}

    accepted = {
        (pair.context, river.key(pair.wiser), river.key(other))
        for pair in river.graph.pairs
        if pair.wiser is not None
        for other in {pair.first, pair.second} - {pair.wiser}
    }

    right = len(accepted & planted)
    assert right >= PRECISION * len(accepted)
    assert right >= RECALL * len(planted)
    assert not {(context, other, wiser) for context, wiser, other in planted} & accepted


def test_pairs_of_which_both_are_needed_are_found(river: River) -> None:
    """Every pair planted as needed together is found so, and pairs hardly asked about are thin."""
    both = [river.status(entry) for entry in river.truth["both_needed"]]
    thin = [river.status(entry) for entry in river.truth["thin"]]

    assert {"complementary"} == set(both)
    assert {"thin"} == set(thin)


def test_most_of_those_divided_are_found_divided(river: River) -> None:
    """Where people are evenly divided, at most one pair in ten or so is accepted by accident."""
    statuses = [river.status(entry) for entry in river.truth["ambivalent"]]

    assert statuses.count("contested") >= RECALL * len(statuses)
    assert "complementary" not in statuses


def test_the_planted_circle_is_reported(river: River) -> None:
    """The circle is found in its context, with the planted members and no others."""
    found = [
        [cycle.context, {river.key(card) for card in cycle.members}] for cycle in river.graph.cycles
    ]

    assert [[context, set(keys)] for context, keys in river.truth["cycles"]] == found


def test_the_brigade_is_flagged_and_nothing_else(river: River) -> None:
    """All of the brigade is shown, with the verdicts that would be others without it."""
    brigade = river.truth["brigade"]
    overturned = {row["wiser"] for row in brigade["pairs"] if row["overturned"]}

    (flagged,) = river.graph.coordination

    assert (brigade["context"], brigade["card"]) == (flagged.context, river.key(flagged.card))
    assert brigade["people"] == flagged.people
    assert overturned == {
        river.key(change.wiser_without) for change in flagged.changes if change.wiser_without
    }
    assert {"contested"} == {change.status for change in flagged.changes}


def test_doubles_are_one_value_and_the_look_alike_is_not(river: River) -> None:
    """Cards that say the same are merged under the one that the truth names, and no others."""
    merged = {
        (river.key(other), river.key(value.card))
        for value in river.graph.values
        for other in value.merged
    }

    assert {tuple(pair) for pair in river.truth["same_value"]} == merged


def test_cards_of_few_count_only_by_a_floor(river: River) -> None:
    """A card that too few hold does not count, unless it is a minority's and meets its floor."""
    counted = {
        river.key(step.id.removeprefix("value|"))
        for step in river.decision.justification.steps
        if step.rule == "value" and step.conclusion["counts"] != "no"
    }

    assert not set(river.truth["too_few_holders"]) & counted
    assert set(river.truth["floors"]) <= counted


def test_each_option_has_the_expected_status(river: River) -> None:
    """Forbidden, in dispute or permitted, and by which norms."""
    rows = river.decision.statuses

    assert river.truth["statuses"] == {row.option: row.status for row in rows}
    assert river.truth["broken"] == {row.option: list(row.broken) for row in rows if row.broken}
    assert river.truth["maybe_broken"] == {
        row.option: list(row.maybe_broken) for row in rows if row.maybe_broken
    }


def test_each_definition_of_harm_gives_the_expected_statuses(river: River) -> None:
    """By the one definition diverting after notice is forbidden, by the other it stays open."""
    found = {
        defined.definition: {status.option: status.status for status in defined.statuses}
        for defined in river.decision.definitions
    }

    assert river.truth["definitions"] == found


def test_the_outcome_is_the_expected_question(river: River) -> None:
    """The agent asks, whom and until when, and meanwhile does what can be taken back."""
    decision = river.decision

    assert river.truth["outcome"] == decision.outcome
    assert river.truth["options"] == list(decision.options)
    assert river.truth["reasons"] == list(decision.reasons)
    assert river.truth["interim"] == decision.interim
    assert river.truth["obliged"] == list(decision.obliged)
    assert ("lume-commission", "sarrow-river-board", "averne-water-ministry") == decision.ask
    assert decision.deadline == "2026-06-15T12:00:00Z"


def test_options_stand_to_each_other_as_expected(river: River) -> None:
    """What is better is better, and what nobody can tell yet is said to be undetermined."""
    expected = [tuple(row) for row in river.truth["relations"]]

    found = [(first, river.relation(first, second), second) for first, _, second in expected]

    assert expected == found


def test_norms_yield_by_the_expected_rules(river: River) -> None:
    """Level, priority, specificity and date each settle a collision; void ranks settle none."""
    found = {
        tuple(defeat)
        for step in river.decision.justification.steps
        if step.rule == "item"
        for defeat in step.conclusion["defeats"]
    }

    assert {tuple(row) for row in river.truth["defeats"]} <= found
    assert not [row for row in found if row[:2] == ("contracted-supply", "standstill")]
    assert not [row for row in found if set(row[:2]) & set(river.truth["not_binding"])]


def test_the_stand_alone_checker_accepts_the_run(river: River) -> None:
    """A program that shares no code with the one that decided finds the run valid."""
    checked = subprocess.run(
        [sys.executable, "-I", str(CHECKER), str(river.folder / "out")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (checked.returncode, checked.stderr)


def test_without_peoples_votes_sharing_is_not_better(tmp_path: Path) -> None:
    """What makes sharing better is what people hold wiser; else jobs and the river stay apart."""
    silent = run_copy(tmp_path / "river", keep=lambda record: record["kind"] != "wiser_vote")

    assert silent.relation("share-the-shortage", "hold-contracts") == "incomparable"
    assert silent.truth["statuses"] == {row.option: row.status for row in silent.decision.statuses}


def test_the_word_of_the_decider_permits_nothing(tmp_path: Path) -> None:
    """In dispute on the agent's own word, the emergency is permitted on the commission's."""
    folder = tmp_path / "river"
    shutil.copytree(RIVER, folder, ignore=shutil.ignore_patterns("out", "ledger", "source"))
    plan = folder / "plan.toml"
    claim = 'fact = "urgent_need", value = true, by = "{}"'
    text = plan.read_text(encoding="utf-8")
    assert text.count(claim.format("highmere-agent")) == 1
    changed = text.replace(claim.format("highmere-agent"), claim.format("lume-commission"))
    plan.write_text(changed, encoding="utf-8", newline="")

    decision = run_study(folder).decisions[0]

    statuses = {row.option: row.status for row in decision.statuses}
    assert statuses["emergency-draw"] == "permitted"
    assert statuses["divert-now"] == "forbidden"

"""Certificates that were changed by hand after they were made: each is rejected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from commonweal.testing._decisions import (
    card_id,
)

from .forging import forged, read, step
from .plausible_cases import ONE, problem, told, valued

# --- Forged by hand


def dropped(*path: Any) -> Callable[[Any], None]:
    """Return an edit that takes something out of a decision's justification."""

    def edit(decision: Any) -> None:
        inside = decision["justification"]
        for key in path[:-1]:
            inside = inside[key]
        inside.remove(path[-1]) if isinstance(inside, list) else inside.pop(path[-1])

    return edit


def concluding(name: str, **conclusion: Any) -> Callable[[Any], None]:
    """Return an edit that has a step conclude otherwise."""

    def edit(decision: Any) -> None:
        step(decision, name)["conclusion"] |= conclusion

    return edit


def resting(name: str, *premises: str) -> Callable[[Any], None]:
    """Return an edit that has a step rest on other steps."""

    def edit(decision: Any) -> None:
        step(decision, name)["premises"] = list(premises)

    return edit


def stating(**fields: Any) -> Callable[[Any], None]:
    """Return an edit of what the decision states around its justification."""
    return lambda decision: decision.update(fields)


def settling(place: int, by: str, prevails: str) -> Callable[[Any], None]:
    """Return an edit that has a tension settled otherwise."""
    return lambda decision: decision["tensions"][place].update(settled_by=by, prevails=prevails)


def siding(place: int, field: str, value: Any) -> Callable[[Any], None]:
    """Return an edit of the first side of a tension."""
    return lambda decision: decision["tensions"][place]["sides"][0].update({field: value})


def without(name: str) -> Callable[[Any], None]:
    """Return an edit that takes out a step, and itself from all premises."""

    def edit(decision: Any) -> None:
        justification = decision["justification"]
        justification["steps"] = [s for s in justification["steps"] if s["id"] != name]
        for each in justification["steps"]:
            each["premises"] = [p for p in each.get("premises", []) if p != name]

    return edit


def last_first(decision: Any) -> None:
    decision["justification"]["steps"].reverse()


def invented(decision: Any) -> None:
    premise = {"id": "grace|wait", "rule": "grace", "premises": [], "conclusion": {"is": True}}
    decision["justification"]["steps"].insert(1, premise)


def extra_option(decision: Any) -> None:
    extra = {"id": "veto|run", "rule": "veto", "premises": [], "conclusion": {"vetoed": "no"}}
    decision["justification"]["steps"].insert(1, extra)


PAIR = f"pair|{card_id(1)}|{card_id(2)}"


@pytest.mark.parametrize(
    ("case", "edits", "expected"),
    [
        ("levels", [dropped("declared", "options", "sell")], "declared: options is stated as"),
        ("levels", [dropped("declared", "norms_in_force", "firm-ban")], "declared: norms_in_force"),
        ("narrower", [dropped("declared", "contexts", "famine")], "declared: contexts is stated"),
        ("vetoes", [dropped("declared", "standpoints", "elder")], "declared: standpoints is state"),
        ("readings", [dropped("declared", "appraisers", "parrot")], "declared: appraisers is stat"),
        ("contested", [dropped("declared", "values_that_count", card_id(1))], "declared: values_t"),
        ("levels", [without("norm|firm-ban")], "step norm|firm-ban: missing"),
        ("levels", [without("norm|firm-ban")], "step item|divert|act:0: its premises are not the "),
        ("contested", [without(PAIR)], f"step {PAIR}: missing"),
        ("vetoes", [without("principle|lottery")], "step principle|lottery: missing"),
        ("vetoes", [without("veto|divert")], "step choice: its premises are not the"),
        ("act", [without("tensions")], "step tensions: missing"),
        ("role-standard", [without("personal|wait|share")], "step personal|wait|share: missing"),
        (
            "contested",
            [resting(PAIR, ONE)],
            f"step {PAIR}: its premises are not the 2 it rests on",
        ),
        (
            "contested",
            [resting(PAIR, ONE, ONE)],
            f"step {PAIR}: rests on one step twice",
        ),
        (
            "contested",
            [resting(PAIR, ONE, PAIR)],
            f"step {PAIR}: rests on other premises than the 2 it has",
        ),
        ("contested", [resting(ONE, "choice")], f"step {ONE}: rests on other premises"),
        ("contested", [resting("inputs", "choice")], "step inputs: its premises are not the 0"),
        ("contested", [last_first], "step choice: rests on steps that come later"),
        ("contested", [invented], "step 1 'grace|wait': no rule 'grace' is known"),
        ("contested", [extra_option], "step 1 'veto|run': one that does not follow"),
        (
            "contested",
            [concluding("choice", outcome="act", reasons=[], interim=None), stating(outcome="act")],
            "step choice: outcome is stated as 'act', where 'ask' follows",
        ),
        (
            "refused",
            [concluding("status|wait", status="permitted", broken=[])],
            "step status|wait: status is stated as 'permitted', where 'forbidden' follows",
        ),
        (
            "synthetic",
            [concluding("standing", standing="in_force", origins=["person"])],
            "step standing: standing is stated as 'in_force', where 'synthetic' follows",
        ),
        ("synthetic", [stating(standing="in_force")], "decision: standing is stated as 'in_force'"),
        ("synthetic", [stating(origin="person")], "decision: origin is stated as 'person'"),
        ("partial", [stating(outcome="act", reasons=[])], "decision: outcome is stated as 'act'"),
        ("partial", [stating(ask=[])], "decision: ask is stated as []"),
        ("refused", [stating(tensions=[])], "decision: tensions[0] is stated as nothing"),
        ("cycle", [lambda d: d["tensions"].pop()], "decision: tensions[3] is stated as nothing"),
        ("vetoes", [lambda d: d["tensions"].pop()], "decision: tensions[6] is stated as nothing"),
        ("role-standard", [lambda d: d["tensions"].pop()], "decision: tensions[0] is stated as"),
        ("cycle", [settling(0, "values", "wait")], "decision: tensions[0].settled_by is stated as"),
        ("levels", [settling(0, "date", "no")], "decision: tensions[0].settled_by is stated as"),
        ("levels", [siding(0, "label", "undecided")], "decision: tensions[0].sides[0].label is"),
        ("vetoes", [siding(-1, "at_most", 0)], "decision: tensions[6].sides[0].at_most is stated"),
        ("contested", [lambda d: d["open"].pop()], "decision: open[0] is stated as nothing"),
        (
            "contested",
            [lambda d: d["open"][0].update(why="thin")],
            "decision: open[0].why is stated as 'thin', where 'contested' follows",
        ),
        (
            "act",
            [stating(open=[{"type": "placing"}])],
            "decision: open[0] is stated as {'type': 'placing'}, where nothing follows",
        ),
        ("refused", [lambda d: d["statuses"].pop()], "decision: statuses[1] is stated as nothing"),
        (
            "refused",
            [lambda d: d["statuses"][0].pop("due")],
            "decision: statuses[0].due is stated as []",
        ),
        ("act", [lambda d: d["relations"].reverse()], "decision: relations[0].first is stated as"),
        ("act", [stating(study="another")], "decision: study is stated as 'another'"),
        ("act", [stating(situation="another")], "decision: situation is stated as 'another'"),
        (
            "act",
            [lambda d: d["justification"].update(claim="standing")],
            "justification: kind, schema_version and claim are",
        ),
        (
            "act",
            [lambda d: d["justification"].update(not_shown=[])],
            "justification: it does not open with what it does not show",
        ),
    ],
)
def test_a_forged_certificate_is_rejected(
    case: str, edits: list[Callable[[Any], None]], expected: str
) -> None:
    """Whatever is taken out, put in or told otherwise is named."""
    assert expected in problem(forged(case, *edits))


def test_a_stale_target_is_rejected() -> None:
    """A hash of another target, in the step or in the decision, is not that of the one here."""
    decision = read("levels")
    stale = hash_ = read("contested")["target"]
    step(decision, "inputs")["conclusion"]["target"] = stale

    first = problem(decision)
    decision["target"] = stale
    second = problem(decision)

    assert f"step inputs: target is stated as '{hash_}', where" in first
    assert f"decision: target is stated as '{hash_}', where" in second


def test_a_decision_is_not_vouched_for_by_the_justification_of_another() -> None:
    """What a decision states is compared with its own justification."""
    decision, other = told(valued("wait", "divert")), told(valued("divert", "wait"))

    decision["justification"] = other["justification"]

    assert "decision: options is stated as ['wait'], where ['divert'] follows" in problem(decision)


def test_a_step_that_stands_twice_is_rejected() -> None:
    """The second may say something else, so there is none."""
    decision = read("act")
    steps = decision["justification"]["steps"]
    steps.insert(2, steps[1])

    assert f"step {steps[1]['id']}: stands twice" in problem(decision)

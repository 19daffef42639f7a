"""What a decision made of what was planted for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commonweal.documents import counted, listed
from commonweal.reports._naming import words
from commonweal.reports._truth_row import TruthRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commonweal.documents import Decision

NO_OPTION = "no option here"
OPPOSITE = {"better": "worse", "worse": "better"}


def decided_rows(truth: Mapping[str, Any], decision: Decision) -> Iterator[TruthRow]:
    """Yield what a decision made of the statuses, norms, relations and outcome that were planted.

    Args:
        truth: the study's truth.json; what it does not say is passed over.
        decision: what was decided.
    """
    statuses = {status.option: status for status in decision.statuses}
    if "statuses" in truth:
        wrong = {
            option: f"{words(option)} is {words(found)}"
            for option, planted in truth["statuses"].items()
            if (found := statuses[option].status if option in statuses else NO_OPTION) != planted
        }
        yield _all_or_which("option", "with a known status", truth["statuses"], wrong)
    norms = {
        (field, option): tuple(names)
        for field in ("broken", "maybe_broken")
        for option, names in truth.get(field, {}).items()
    }
    if norms:
        wrong_norms = {
            (field, option): f"{words(option)} {words(field)}: {listed([*map(words, said)])}"
            for (field, option), names in norms.items()
            if set(said := getattr(statuses.get(option), field, (NO_OPTION,))) != set(names)
        }
        yield _all_or_which("list", "of norms broken, or may be", norms, wrong_norms)
    if "definitions" in truth:
        yield _definitions(truth, decision)
    if "relations" in truth:
        yield _relations(truth, decision)
    if "outcome" in truth:
        planted = (truth["outcome"], set(truth.get("options", decision.options)))
        options = listed([words(option) for option in decision.options])
        yield TruthRow(
            f"The outcome: {truth['outcome']}"
            + (f" ({listed([*map(words, truth['options'])])})" if "options" in truth else ""),
            f"{decision.outcome} ({options})" if options else decision.outcome,
            recovered=planted == (decision.outcome, set(decision.options)),
        )


def _definitions(truth: Mapping[str, Any], decision: Decision) -> TruthRow:
    found = {
        defined.definition: {status.option: status.status for status in defined.statuses}
        for defined in decision.definitions
    }
    wrong = {
        by: f"{words(by)}: "
        + (listed([f"{words(o)} {words(s)}" for o, s in said.items()]) or "no definition here")
        for by, planted in truth["definitions"].items()
        if (said := found.get(by, {})) != planted
    }
    return _all_or_which(
        "definition",
        "of a word, with what each makes of the options",
        truth["definitions"],
        wrong,
    )


def _relations(truth: Mapping[str, Any], decision: Decision) -> TruthRow:
    said: dict[tuple[str, str], str] = {}
    for found in decision.relations:
        said[found.first, found.second] = found.by_values
        said[found.second, found.first] = OPPOSITE.get(found.by_values, found.by_values)
    wrong = {
        (one, other): f"{words(one)} {words(said.get((one, other), 'not compared'))} {words(other)}"
        for one, planted, other in truth["relations"]
        if said.get((one, other)) != planted
    }
    return _all_or_which("pair", "of options with a known relation", truth["relations"], wrong)


def _all_or_which(noun: str, rest: str, planted: Any, wrong: Mapping[Any, str]) -> TruthRow:
    right = len(planted) - len(wrong)
    which = f"; not so: {'; '.join(wrong.values())}" if wrong else ""
    return TruthRow(
        f"{counted(len(planted), noun)} {rest}",
        f"{counted(right, noun)} as planted{which}",
        recovered=not wrong,
    )

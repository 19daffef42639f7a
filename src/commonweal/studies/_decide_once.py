"""Deciding one situation of a study as it stands, without writing anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.decisions import PreparedTarget
from commonweal.documents import did_you_mean, one_of
from commonweal.errors import InvalidDocument, Problem
from commonweal.studies._step_decide import Docket
from commonweal.studies._step_graph import draft_graph
from commonweal.studies._step_ledger import read_ledger
from commonweal.studies._step_target import build_target, uses_of_records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.documents import Decision, MoralGraph, Situation
    from commonweal.studies._folder import StudyFolder


def decide_once(folder: StudyFolder, *, situation: str | None = None) -> Decision:
    """Return the decision of one situation; it holds its target. Nothing is written or ledgered.

    Args:
        folder: the study.
        situation: its name; the study's only one if nothing is said.

    Raises:
        InvalidDocument: with code ``undeclared-situation`` if there is no such one.
    """
    chosen = chosen_situation(folder, situation)
    return docket_of(folder).decide(chosen, embed_target=True)


def docket_of(folder: StudyFolder, *, informed: bool = True) -> Docket:
    """Return what a study's situations are decided from, as the study stands.

    Args:
        folder: the study.
        informed: whether the graph has its ranks and estimates, which inform and decide nothing.
            Without them the statuses and relations of options are the same, in a fraction of the
            time, but the target is not that of a run, and has another hash.
    """
    ledger = read_ledger(folder.path)
    draft = draft_graph(folder, informed=informed)
    target = build_target(folder, draft, ledger, uses_of_records(folder, draft, ledger))
    return Docket(folder, PreparedTarget(target), draft.considerations)


def graph_of(folder: StudyFolder) -> MoralGraph:
    """Return the moral graph of a study's answers as they stand."""
    return draft_graph(folder).graph


def chosen_situation(folder: StudyFolder, name: str | None) -> Situation:
    """Return a situation of a study: the one that is named, or the only one.

    Raises:
        InvalidDocument: with code ``undeclared-situation`` if there is no such one.
    """
    known = {situation.name: situation for situation in folder.situations}
    if name is None and len(known) == 1:
        return next(iter(known.values()))
    if name is not None and name in known:
        return known[name]
    meant = did_you_mean(name, known, most=3) if name is not None else ""
    raise InvalidDocument(
        Problem(
            code="undeclared-situation",
            path=str(folder.path),
            expected=one_of(known, some="the study's situations"),
            found=repr(name) if name else "none named",
            hint=(meant or f"Name one: --situation {next(iter(known))}")
            if known
            else "Add one to plan.toml.",
        )
    )


def no_such_option(name: str, options: Iterable[str], situation: str) -> Problem:
    """Return the problem that a situation has no option of a name, with the nearest that it has.

    Args:
        name: what was asked for.
        options: the names of the options that there are.
        situation: the situation's name.
    """
    names = list(options)
    return Problem(
        code="undeclared-option",
        path=f"situation {situation}",
        expected=one_of(names, some="its options"),
        found=repr(name),
        hint=did_you_mean(name, names) or "Its options stand in plan.toml.",
    )

"""The cards, policies, options and appraisers of a declaration's placings, held to its target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import did_you_mean
from commonweal.errors import Problem
from commonweal.guard._declaration import CALL, NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.decisions import PreparedTarget
    from commonweal.documents import PublishedAppraisal, PublishedPlacing
    from commonweal.guard._declaration import GuardDeclaration, GuardedTool


def placing_problems(declared: GuardDeclaration, target: PreparedTarget) -> Iterator[Problem]:
    """Yield what placings and appraisals of tools name that is not there.

    A card that stands for no value of the target is passed over by every decision, and a policy
    that the value does not have stays open: what was placed would count for nothing.
    """
    for tool in declared.tools:
        for index, placing in enumerate(tool.placings):
            path = f"{tool.name} placings {index}"
            placed = [option for tier in placing.order for option in tier]
            yield from _card(path, placing.card, placing.rests_on, target)
            yield from _options(path, placed, tool)
            yield from _appraiser(path, placing, target)
        for index, appraisal in enumerate(tool.appraisals):
            path = f"{tool.name} appraisals {index}"
            yield from _card(path, appraisal.card, (appraisal.policy,), target)
            yield from _options(path, [appraisal.option], tool)
            yield from _appraiser(path, appraisal, target)


def _card(
    path: str, card: str, policies: tuple[int, ...], target: PreparedTarget
) -> Iterator[Problem]:
    value = target.card_of.get(card)
    if value is None:
        yield Problem(
            code="unknown-card",
            path=path,
            expected="the id of a card that stands for a value of the target",
            found=card,
            hint="A card's id is the hash of its content: a card that was changed has another.",
        )
        return
    count = len(target.natures[value])
    for policy in policies:
        if policy >= count:
            expected = f"a policy of the value, 0 to {count - 1}" if count else "no policy"
            yield Problem("policy-index", path, expected, str(policy), "They count from 0.")


def _options(path: str, named: list[str], tool: GuardedTool) -> Iterator[Problem]:
    options = [CALL, NOTHING, *(other.name for other in tool.alternatives)]
    for name in named:
        if name not in options:
            expected = f"one of the options {', '.join(options)}"
            hint = did_you_mean(name, options)
            yield Problem("undeclared-option", path, expected, repr(name), hint)


def _appraiser(
    path: str, said: PublishedPlacing | PublishedAppraisal, target: PreparedTarget
) -> Iterator[Problem]:
    known = target.document.appraisers
    if said.source == "declared" and said.appraiser not in known:
        expected = "one of the target's declared appraisers"
        hint = did_you_mean(said.appraiser, known)
        yield Problem("appraiser-not-declared", path, expected, repr(said.appraiser), hint)

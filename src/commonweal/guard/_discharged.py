"""The target without the obligations that the agent has done, which bind it no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.decisions import PreparedTarget
from commonweal.guard._due import DueQuestion, asked_situation
from commonweal.guard._sources import Sourced
from commonweal.norms import SituatedFacts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.documents import Norm
    from commonweal.guard._declaration import GuardDeclaration
    from commonweal.guard._done import DoneActs


class Discharged:
    """Targets by what was done: an obligation that was done since it came into force is left out.

    By the law an option does what is owed or leaves it undone, and one call is not all that an
    agent does: what it did by earlier calls has to count as well.

    Args:
        target: the target.
        declared: the declaration.
    """

    def __init__(self, target: PreparedTarget, declared: GuardDeclaration) -> None:
        self._target, self._declared = target, declared
        self._owed = [norm for norm in target.document.norms if norm.modality == "obliged"]
        self._prepared: dict[frozenset[str], PreparedTarget] = {frozenset(): target}

    def target(self, done: DoneActs, at: str) -> PreparedTarget:
        """Return the target without what was done by a moment.

        Cost: preparing a target, for each obligation that is done for the first time.
        """
        names = frozenset(self._done(done, at))
        if names not in self._prepared:
            document = self._target.document
            left = tuple(norm for norm in document.norms if norm.name not in names)
            self._prepared[names] = PreparedTarget(document.model_copy(update={"norms": left}))
        return self._prepared[names]

    def _done(self, done: DoneActs, at: str) -> Iterator[str]:
        if not self._owed or not done.anything:
            return
        question = DueQuestion(self._declared, Sourced(), (), done, at, at)
        situation = asked_situation(question, {})
        heard = self._target.bodies.heard(situation)
        facts = SituatedFacts(situation, self._target.contexts, heard)
        for norm in self._owed:
            if any(self._does(norm, act, facts) for act in done.between(norm.in_force_from, at)):
                yield norm.name

    def _does(self, norm: Norm, act: tuple[str, str | None], facts: SituatedFacts) -> bool:
        action, toward = act
        if action != norm.action:
            return False
        if norm.counterparty is None:
            return True
        return facts.role(toward, norm.counterparty).defending == "holds"

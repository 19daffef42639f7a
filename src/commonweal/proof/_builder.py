"""Assembling a justification: steps in order, each id once, every premise an earlier step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commonweal.documents import (
    DecisionInputs,
    Declared,
    Document,
    Justification,
    Step,
    canonical_json,
    sha256_hex,
)
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable


_OF_NOTHING = sha256_hex(b"[]")


def hash_of(document: Document) -> str:
    """Return the SHA-256 of a document as it was said, in canonical JSON."""
    return sha256_hex(canonical_json(document.content()))


def hash_of_all(documents: Iterable[Document]) -> str:
    """Return the SHA-256 of the canonical JSON of a list of documents, in their order."""
    contents = [document.content() for document in documents]
    return sha256_hex(canonical_json(contents)) if contents else _OF_NOTHING


def step_id(rule: str, *subject: str) -> str:
    """Return the id of the step that concludes ``rule`` about its subject: ``rule|a|b``."""
    return "|".join((rule, *subject))


class JustificationBuilder:
    """Collects the steps of one derivation, and refuses one that could not be checked."""

    def __init__(self) -> None:
        self._steps: dict[str, Step] = {}
        self._by_rule: dict[str, list[str]] = {}

    def add(
        self,
        rule: str,
        *subject: str,
        conclusion: dict[str, Any],
        premises: Iterable[str] = (),
        witness: dict[str, Any] | None = None,
    ) -> str:
        """Add a step and return its id.

        Args:
            rule: the rule's permanent name.
            subject: what the step is about; with the rule it makes the id.
            conclusion: what follows, in the shape that the rule gives it.
            premises: ids of earlier steps.
            witness: a hint for readers; a checker does not trust it.

        Raises:
            InvalidDocument: with code ``step-repeated`` if there is such a step already, or
                ``premise-missing`` if a premise is not an earlier step.
        """
        fields: dict[str, Any] = {
            "id": step_id(rule, *subject),
            "rule": rule,
            "premises": tuple(premises),
            "conclusion": conclusion,
        }
        if witness is not None:
            fields["witness"] = witness
        # To have each validated once more would take most of the time of a decision; whoever checks
        # what was written validates all of it.
        return self.take(Step.model_construct(**fields))

    def take(self, step: Step) -> str:
        """Add a step that is there already, as one that many derivations share, and return its id.

        Raises:
            InvalidDocument: as in `add`.
        """
        if step.id in self._steps:
            raise InvalidDocument(
                Problem("step-repeated", step.id, "each step once", "the same id twice")
            )
        for premise in step.premises:
            if premise not in self._steps:
                raise InvalidDocument(
                    Problem("premise-missing", step.id, "earlier steps as premises", premise)
                )
        self._steps[step.id] = step
        self._by_rule.setdefault(step.rule, []).append(step.id)
        return step.id

    def with_rule(self, rule: str) -> tuple[str, ...]:
        """Return the ids of the steps by one rule so far, sorted."""
        return tuple(sorted(self._by_rule.get(rule, ())))

    def build(
        self,
        *,
        not_shown: Iterable[str],
        declared: Declared,
        inputs: DecisionInputs,
        claim: str,
    ) -> Justification:
        """Return the justification of ``claim``.

        Raises:
            InvalidDocument: with code ``claim-missing`` if no step has that id.
        """
        if claim not in self._steps:
            raise InvalidDocument(
                Problem("claim-missing", claim, "a claim that is one of the steps", "no such step")
            )
        return Justification(
            not_shown=tuple(not_shown),
            declared=declared,
            inputs=inputs,
            steps=tuple(self._steps.values()),
            claim=claim,
        )

"""The document that a choice is taken from: options, criteria, and which orderings are permissible.

Nothing in it puts two criteria on one scale. Which orderings of the options are permissible is said
in one of four ways, and a method works on whichever was said.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from commonweal.documents import (
    Document,
    Integer,
    KindedDocument,
    Line,
    Name,
    PositiveRational,
    Rational,
    SchemaVersion,
)

Score: TypeAlias = Integer | Rational
"""An exact number: an integer, or text ``"p/q"`` in lowest terms. More is better."""

PositiveScore: TypeAlias = Annotated[int, Field(ge=1, le=2**53 - 1)] | PositiveRational
"""The same, above zero."""

Tiers: TypeAlias = tuple[Annotated[tuple[Name, ...], Field(min_length=1)], ...]
"""A weak order: groups of names, the best first; names in one group are level."""


class CriterionOutranking(Document):
    """What the outranking baselines need of a criterion, and nothing else reads."""

    weight: PositiveScore
    """How much the criterion counts in a concordance or a flow."""
    indifference: Score | None = None
    """A difference up to this is none."""
    preference: Score | None = None
    """A difference from this on is a whole one."""
    veto: Score | None = None
    """A difference from this on against an option refuses that it outranks the other."""


class Criterion(Document):
    """One value that options are held against, with exact scores or a weak order alone."""

    name: Name
    text: Line | None = None
    """What it is, for people."""
    scores: dict[Name, Score] | None = None
    """The score of each option; more is better. No unit is shared with another criterion."""
    tiers: Tiers | None = None
    """Every option in a group, the best group first, where there are no scores."""
    outranking: CriterionOutranking | None = None


class PermissibleOrdering(Document):
    """One ordering of the options. It compares an option that it leaves out with none."""

    name: Name
    tiers: Annotated[Tiers, Field(min_length=1)]


class PermissibleByOrderings(Document):
    """The permissible orderings, one by one."""

    type: Literal["orderings"]
    orderings: Annotated[tuple[PermissibleOrdering, ...], Field(min_length=1)]


class PermissibleByCriteria(Document):
    """All total orders of the criteria that respect a partial order.

    Each ranks two options by the first criterion that tells them apart.
    """

    type: Literal["criteria"]
    above: tuple[Annotated[tuple[Name, ...], Field(min_length=2, max_length=2)], ...] = ()
    """Pairs: the first criterion stands above the second."""


class WeightConstraint(Document):
    """A linear condition on the weights, with exactly one bound."""

    name: Name
    coefficients: Annotated[dict[Name, Score], Field(min_length=1)]
    """For each criterion its factor; 0 for those left out."""
    at_least: Score | None = None
    at_most: Score | None = None
    equals: Score | None = None


class PermissibleByWeights(Document):
    """All weights of the criteria that are at least 0, add up to 1 and meet the constraints.

    Each gives an ordering, by the weighted sum of scores. That scores of different criteria can be
    added up at all is what whoever declares this says; nothing else in a problem says it.
    """

    type: Literal["weights"]
    constraints: tuple[WeightConstraint, ...] = ()


class Utility(Document):
    """One way to value the options as a whole."""

    name: Name
    scores: dict[Name, Score]


class PermissibleByUtilities(Document):
    """Finitely many ways to value the options, each giving an ordering. No mixtures of them."""

    type: Literal["utilities"]
    utilities: Annotated[tuple[Utility, ...], Field(min_length=1)]


Permissible: TypeAlias = Annotated[
    PermissibleByOrderings | PermissibleByCriteria | PermissibleByWeights | PermissibleByUtilities,
    Field(discriminator="type"),
]
"""Which orderings of the options are permissible."""


class PriorityOrder(Document):
    """In one context, which criteria come before which: strata, the first before all others.

    A criterion that is in no stratum does not count in that context.
    """

    context: Name
    strata: Annotated[Tiers, Field(min_length=1)]


class ChoiceProblem(KindedDocument):
    """Options that no common scale ranks, and what is permissible to think of them."""

    kind: Literal["choice_problem"] = "choice_problem"
    schema_version: SchemaVersion = 1
    title: Line | None = None
    options: Annotated[tuple[Name, ...], Field(min_length=1)]
    criteria: tuple[Criterion, ...] = ()
    permissible: Permissible
    priorities: tuple[PriorityOrder, ...] = ()

"""Arguments some of which are preferred to others, and what attacks are left of that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from commonweal.argumentation._certificate import ArgumentCertificate, framework_content
from commonweal.argumentation._framework import ArgumentFramework
from commonweal.argumentation._order import closed
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

Reduction: TypeAlias = Literal["delete", "reverse", "keep", "both"]
REDUCTIONS: tuple[Reduction, ...] = get_args(Reduction)
"""What becomes of an attack on a preferred argument; the literature numbers these 1 to 4."""


@dataclass(frozen=True, slots=True, eq=False)
class PreferenceFramework:
    """Arguments, attacks, and a strict partial order of preference between arguments.

    Made by `of`.

    References:
        L. Amgoud and C. Cayrol, A reasoning model based on the production of acceptable arguments,
        Annals of Mathematics and Artificial Intelligence 34 (2002), definition 8.
    """

    framework: ArgumentFramework
    """The arguments and attacks."""
    preferred: frozenset[tuple[int, int]]
    """Pairs of arguments by number, the preferred one first; with all that follows from them."""

    @classmethod
    def of(
        cls, framework: ArgumentFramework, preferences: Iterable[tuple[str, str]]
    ) -> PreferenceFramework:
        """Return the framework with these preferences.

        Args:
            framework: arguments and attacks.
            preferences: pairs of names, the preferred one first. What follows from two of them
                (a over b, b over c) need not be said.

        Raises:
            InvalidDocument: with every problem: ``unknown-argument``, or ``order-circle`` if an
                argument would be preferred to itself.
        """
        said = list(preferences)
        problems = [
            Problem("unknown-argument", f"preferences[{place}]", "an argument", repr(name))
            for place, pair in enumerate(said)
            for name in pair
            if name not in framework.numbers
        ]
        if problems:
            raise InvalidDocument(problems)
        numbers = framework.numbers
        pairs = closed(said, "preferences")
        return cls(framework, frozenset((numbers[one], numbers[other]) for one, other in pairs))

    def reduced(self, reduction: Reduction = "reverse") -> ArgumentFramework:
        """Return the framework of the attacks that are left, to be solved like any other.

        An attack from an argument on one that is not preferred to it always stays. One from `a` on
        a preferred `b` is, under

        - ``delete`` (1): gone. Then `a` and `b` can be accepted together, though one attacks the
          other: the reduction of Amgoud and Cayrol, kept for comparison.
        - ``reverse`` (2): an attack from `b` on `a` instead.
        - ``keep`` (3): kept, unless `b` attacks `a` too.
        - ``both`` (4): kept unless `b` attacks `a` too, and one from `b` on `a` beside it.

        Under all but the first no extension holds two arguments one of which attacks the other.
        ``reverse`` is the default: of these three it is the one under which a preference always
        settles the attack, and settles it for the preferred argument.

        Args:
            reduction: which.

        References:
            L. Amgoud and S. Vesic, Rich preference-based argumentation frameworks, International
            Journal of Approximate Reasoning 55 (2014); S. Kaci, L. van der Torre and S. Villata,
            Preference in abstract argumentation, COMMA 2018, definition 4.
        """
        pairs = self.framework.pairs()
        attacks = set(pairs)
        left: set[tuple[int, int]] = set()
        for one, other in pairs:
            back = (other, one)
            if back not in self.preferred:
                left.add((one, other))
                continue
            if reduction in {"keep", "both"} and back not in attacks:
                left.add((one, other))
            if reduction in {"reverse", "both"}:
                left.add(back)
        return ArgumentFramework.from_indices(
            self.framework.arguments, [one for one, _ in left], [other for _, other in left]
        )

    def certificate(
        self, certificate: ArgumentCertificate, reduction: Reduction
    ) -> ArgumentCertificate:
        """Return a certificate about what a reduction leaves as one about this framework.

        Args:
            certificate: what was found of `reduced`.
            reduction: the reduction.
        """
        preferences = [list(pair) for pair in sorted(self.preferred)]
        return ArgumentCertificate(
            framework_content(self.framework, preferences=preferences),
            {"by": "preference", "reduction": reduction},
            certificate.claim,
            certificate.witness,
        )

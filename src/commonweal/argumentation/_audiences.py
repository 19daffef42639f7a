"""Acceptance for an audience, for some audience and for every one, found by search.

An audience may leave values unordered. What that means has two readings, which are never mixed:
``every_order`` takes it to be open, and asks what holds under every order of all values that agrees
with what is said; ``no_preference`` takes it to say that neither stands above the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from commonweal.argumentation._certificate import (
    ArgumentCertificate,
    acceptance,
    framework_content,
    label_witness,
    set_witness,
)
from commonweal.argumentation._extensions import (
    NOT_CHECKED,
    AcceptanceMode,
    Found,
    Semantics,
    accepted,
    extension_of,
)
from commonweal.argumentation._grounded import solve_grounded
from commonweal.argumentation._solver import (
    ADMISSIBLE,
    COMPLETE,
    GROUNDED,
    STABLE,
    Program,
    facts,
    members,
    pairs,
)
from commonweal.argumentation._values import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from commonweal.argumentation._values import Parity, ValueFramework

AudienceQuestion: TypeAlias = Literal["declared", "some", "every"]
AUDIENCE_QUESTIONS: tuple[AudienceQuestion, ...] = get_args(AudienceQuestion)
"""Of which audiences acceptance is asked: the one declared, some one, every one."""


@dataclass(frozen=True, slots=True, eq=False)
class AudienceResult:
    """Whether an argument is accepted for an audience, for some or for every one."""

    value: bool
    """Whether it is."""
    argument: str
    """Which argument."""
    question: AudienceQuestion
    """``declared``: for the audience as declared. ``some``: subjectively, for at least one audience
    that agrees with it. ``every``: objectively, for each of those."""
    parity: Parity
    """What it means that values are not ordered; for ``some`` and ``every``, whether audiences are
    all orders of all values, or all partial ones too."""
    semantics: Semantics
    """By which extensions."""
    mode: AcceptanceMode
    """In one extension, or in every one."""
    audience: Audience | None
    """The audience that shows it: one for which it is accepted, or a counter-audience."""
    extension: tuple[str, ...] | None
    """What that audience accepts, where a short witness shows the answer."""
    certificate: ArgumentCertificate | None
    """What a stranger can check; None where the answer has no short certificate."""

    @property
    def standing(self) -> str:
        """Whether the answer can be checked, in words."""
        return NOT_CHECKED if self.certificate is None else "has a certificate"

    def explain(self) -> Iterator[str]:
        """Yield the answer, what shows it, and how far it can be checked."""
        whom = {"declared": "this audience", "some": "some audience", "every": "every audience"}
        told = "accepted" if self.value else "not accepted"
        yield (
            f"{self.argument} is {told} for {whom[self.question]} ({self.semantics}, {self.mode},"
            f" {self.parity}): {self.standing}."
        )
        open_ = self.parity == "every_order" and not self.value
        if self.audience is not None and (self.question != "declared" or open_):
            which = "An audience" if self.value else "A counter-audience"
            yield f"{which}: {ordered(self.audience)}"
        if self.extension is not None:
            yield f"Shown by: {', '.join(self.extension) or 'the empty set'}"


def ordered(audience: Audience) -> str:
    """Return an audience in words: a chain where it is one, else its pairs."""
    values = {value for pair in audience.above for value in pair}
    if not values:
        return "nothing above anything"
    if audience.is_total(values):
        return " > ".join(audience.order(values))
    return ", ".join(f"{high} > {low}" for high, low in sorted(audience.above))


def solve_audience(
    framework: ValueFramework,
    argument: str,
    *,
    question: AudienceQuestion = "declared",
    audience: Audience | None = None,
    parity: Parity,
    semantics: Semantics = "preferred",
    mode: AcceptanceMode | None = None,
) -> AudienceResult:
    """Return whether an argument is accepted: for an audience, for some, or for every one.

    An attack succeeds for an audience unless it holds the values of what is attacked above those of
    the attacker. With ``some`` and one extension an argument is subjectively acceptable, with
    ``every`` and every extension objectively. An audience, or a counter-audience, is searched for
    by an exact solver with a variable for each two values that an attack depends on; orders are
    never enumerated.

    Args:
        framework: arguments, attacks and values.
        argument: the argument asked about.
        question: ``declared``, ``some`` or ``every``. An audience that leaves values unordered,
            read as ``every_order``, is declared to be each of its orders: then ``declared`` asks
            what ``every`` asks.
        audience: the order that is declared, which all audiences agree with; nothing by default.
        parity: the reading of values that are not ordered. It has no default, since the two differ.
        semantics: by which extensions.
        mode: in one extension or in every one; if nothing is said, in one for ``some``, else in
            every one.

    Raises:
        InvalidDocument: with code ``unknown-argument``.
        MissingExtra: without clingo, where the grounded labels do not settle it.

    Cost: for ``declared`` read as ``no_preference``, as `solve_acceptance`. Else a search: NP for
    ``some`` with one extension and for a counter-audience to ``every`` by grounded labels or
    stable extensions; by preferred ones only where no admissible set defeats the argument is more
    needed.

    References:
        T. Bench-Capon, Journal of Logic and Computation 13 (2003), definitions 5.5 and 5.6. For
        the hardness, P. E. Dunne and T. Bench-Capon, Complexity in value-based argument systems,
        JELIA 2004. Deviation: there audiences are orders of all values; here they may be partial.
    """
    base = audience or Audience.of()
    number = framework.framework.number(argument)
    chosen: AcceptanceMode = mode or ("credulous" if question == "some" else "sceptical")
    asked = _Asked(framework, number, base, parity, semantics, chosen)
    one = question == "declared" and (parity == "no_preference" or base.is_total(framework.values))
    if one:
        shown: Audience | None = base
        found = accepted(framework.defeats(base), number, semantics, chosen)
    else:
        shown, found = asked.some() if question == "some" else asked.every()
    certificate, extension = None, None
    if found.witness is not None and shown is not None:
        of: AudienceQuestion = "declared" if one else "some" if question == "some" else "every"
        certificate = asked.certificate(argument, of, shown, found)
        extension = extension_of(framework.framework, found.witness)
    return AudienceResult(
        found.holds, argument, question, parity, semantics, chosen, shown, extension, certificate
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """A question over many audiences."""

    framework: ValueFramework
    number: int
    base: Audience
    parity: Parity
    semantics: Semantics
    mode: AcceptanceMode

    def some(self) -> tuple[Audience | None, Found]:
        """Search for an audience for which the argument is accepted."""
        inside, kind = f":- not in({self.number}).", self._kind()
        search = _Search(self, kind, inside)
        if self.mode == "sceptical" and self.semantics in {"preferred", "stable"}:
            return self._confirmed(search if self.semantics == "preferred" else self._any(), True)
        for audience, _ in search.audiences():
            return audience, accepted(
                self.framework.defeats(audience), self.number, self.semantics, self.mode
            )
        return None, Found(False, None)

    def every(self) -> tuple[Audience | None, Found]:
        """Search for an audience for which the argument is not accepted."""
        if self.mode == "credulous" and self.semantics in {"complete", "preferred", "stable"}:
            return self._confirmed(self._any(), False)
        if self.semantics == "preferred":
            # Most often an admissible set defeats it, and that alone shows that it is not accepted.
            for audience, held in _Search(
                self, COMPLETE, f":- not out({self.number})."
            ).audiences():
                return audience, Found(False, set_witness("admissible", held))
            return self._confirmed(_Search(self, COMPLETE, f":- in({self.number})."), False)
        for audience, held in _Search(self, self._kind(), f":- in({self.number}).").audiences():
            if self.semantics == "stable":
                return audience, Found(False, set_witness("stable", held))
            labels = solve_grounded(self.framework.defeats(audience))
            return audience, Found(False, label_witness(labels))
        return None, Found(True, None)

    def certificate(
        self, argument: str, of: AudienceQuestion, shown: Audience, found: Found
    ) -> ArgumentCertificate:
        """Return what a stranger can check of an answer that has a witness.

        Args:
            argument: the argument asked about, by name.
            of: ``declared`` where the declared audience is a single one.
            shown: the audience that shows it.
            found: the answer.
        """
        assert found.witness is not None
        order = None if of == "declared" else shown.content()
        return ArgumentCertificate(
            framework_content(self.framework.framework, **self.framework.content()),
            {
                "by": "audience",
                "comparison": self.framework.comparison,
                "parity": self.parity,
                "audience": self.base.content(),
            },
            acceptance(argument, self.semantics, self.mode, holds=found.holds, of=of),
            {**found.witness, "order": order},
        )

    def _kind(self) -> str:
        if self.semantics == "grounded" or (
            self.semantics == "complete" and self.mode == "sceptical"
        ):
            return GROUNDED
        return STABLE if self.semantics == "stable" else COMPLETE

    def _any(self) -> _Search:
        """Return a search for audiences, whatever they accept."""
        return _Search(self, GROUNDED, "")

    def _confirmed(self, search: _Search, wanted: bool) -> tuple[Audience | None, Found]:  # noqa: FBT001  # private
        """Ask of each audience in turn, until one answers as wanted."""
        for audience, _ in search.audiences():
            defeats = self.framework.defeats(audience)
            found = accepted(defeats, self.number, self.semantics, self.mode)
            if found.holds == wanted:
                return audience, found
        return None, Found(not wanted, None)


class _Search:
    """Audiences and sets of arguments together, as answers of one program."""

    def __init__(self, asked: _Asked, kind: str, condition: str) -> None:
        self._asked = asked
        framework = asked.framework
        graph = framework.framework
        # Labels, and admissible sets, of an argument hang on nothing but what leads to it; whether
        # there is a stable extension hangs on all.
        local = asked.semantics != "stable"
        self._kept = graph.leading_to(asked.number) if local else list(range(len(graph)))
        kept = set(self._kept)
        attacks = [pair for pair in graph.pairs() if pair[1] in kept]
        self._values = framework.values
        place = {value: number for number, value in enumerate(self._values)}
        ways = [(pair, framework.failing(*pair)) for pair in attacks]
        self._relevant = sorted(
            {
                tuple(sorted((place[one], place[two])))
                for _, each in ways
                for way in each
                for one, two in way
            }
        )
        rules = (
            GROUNDED if kind == GROUNDED else ADMISSIBLE + (COMPLETE if kind == COMPLETE else "")
        )
        text = [
            facts(self._kept, attacks),
            rules,
            STABLE if kind == STABLE else "",
            condition,
            "defeat(Y,X) :- att(Y,X), not fails(Y,X).",
            *_failing(ways, place),
            *self._order(place),
        ]
        self._program = Program("\n".join(text), shown="in/1 above/2")

    def audiences(self) -> Iterator[tuple[Audience, frozenset[int]]]:
        """Yield audiences that differ in what attacks depend on, each with what is in for it."""
        while (answer := self._program.first()) is not None:
            above = set(pairs(answer, "above"))
            yield self._audience(above), members(answer)
            same = [
                f"above({one},{two})" if (one, two) in above else f"not above({one},{two})"
                for low, high in self._relevant
                for one, two in ((low, high), (high, low))
            ]
            self._program.add(f":- {', '.join(same) or '#true'}.")

    def _audience(self, above: Iterable[tuple[int, int]]) -> Audience:
        said = {(self._values[high], self._values[low]) for high, low in above}
        said |= self._asked.base.above
        if self._asked.parity == "no_preference":
            return Audience.of(said)
        known = {*self._values, *(value for pair in said for value in pair)}
        return Audience.ranking(Audience.of(said).order(known))

    def _order(self, place: Mapping[str, int]) -> Iterator[str]:
        """Yield what makes `above` an order that agrees with what is declared."""
        for high, low in sorted(self._asked.base.above):
            if high in place and low in place:
                yield f"above({place[high]},{place[low]})."
        yield from (f"pair({low},{high})." for low, high in self._relevant)
        if self._asked.parity == "every_order":
            # Choices on some pairs belong to an order of all exactly when they run in no circle.
            yield "1 { above(V,W); above(W,V) } 1 :- pair(V,W)."
            yield "#edge (V,W) : above(V,W)."
        else:
            yield "{ above(V,W); above(W,V) } :- pair(V,W)."
            yield "above(U,W) :- above(U,V), above(V,W)."
            yield ":- above(V,V)."


def _failing(
    ways: Iterable[tuple[tuple[int, int], list[frozenset[tuple[str, str]]]]],
    place: Mapping[str, int],
) -> Iterator[str]:
    yield "#defined above/2. #defined fails/2."
    for (attacker, attacked), each in ways:
        for way in each:
            needed = ", ".join(f"above({place[high]},{place[low]})" for high, low in sorted(way))
            yield f"fails({attacker},{attacked}) :- {needed}."

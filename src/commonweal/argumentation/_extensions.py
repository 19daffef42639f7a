"""Extensions of a framework, and whether an argument is in one of them or in all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from commonweal.argumentation._certificate import (
    BY_ATTACK,
    ArgumentCertificate,
    acceptance,
    framework_content,
    label_witness,
    set_witness,
    statement,
)
from commonweal.argumentation._grounded import solve_grounded
from commonweal.argumentation._solver import (
    ADMISSIBLE,
    COMPLETE,
    DEFEATS,
    LARGEST,
    STABLE,
    Program,
    facts,
    members,
)
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from commonweal.argumentation._framework import ArgumentFramework

Semantics: TypeAlias = Literal["grounded", "complete", "preferred", "stable"]
SEMANTICS: tuple[Semantics, ...] = get_args(Semantics)
"""What extensions can be asked for."""

AcceptanceMode: TypeAlias = Literal["credulous", "sceptical"]
ACCEPTANCE_MODES: tuple[AcceptanceMode, ...] = get_args(AcceptanceMode)
"""In one extension, or in every one."""

NOT_CHECKED = "found by an exact solver, not checked"
"""What is said of an answer that has no short certificate."""

_PROGRAMS = {"complete": COMPLETE, "preferred": COMPLETE + LARGEST, "stable": STABLE}


@dataclass(frozen=True, slots=True, eq=False)
class ExtensionsResult:
    """Extensions of a framework."""

    value: tuple[tuple[str, ...], ...]
    """The extensions that were found, each in the framework's order; sorted by that."""
    semantics: Semantics
    """What they are."""
    whole: bool
    """Whether these are all; if not, the limit was met."""
    limit: int
    """How many were looked for at most."""
    certificates: tuple[ArgumentCertificate, ...]
    """One for each extension that has a short one: grounded labels, complete and stable sets.

    For a preferred extension, that it is complete; that no larger set is has no short certificate.
    """

    def explain(self) -> Iterator[str]:
        """Yield what was found, how far it reaches, and what of it can be checked."""
        count = "all" if self.whole else f"the first {self.limit}, there are more"
        yield f"{self.semantics} extensions: {len(self.value)} ({count})"
        if self.semantics == "preferred":
            yield f"That each is complete has a certificate; that none is larger: {NOT_CHECKED}."
        if self.semantics != "grounded":
            yield f"That there are no others: {NOT_CHECKED}."


@dataclass(frozen=True, slots=True, eq=False)
class AcceptanceResult:
    """Whether an argument is accepted."""

    value: bool
    """Whether it is."""
    argument: str
    """Which argument."""
    semantics: Semantics
    """By which extensions."""
    mode: AcceptanceMode
    """In one of them, or in all."""
    extension: tuple[str, ...] | None
    """A set that shows it, where one does: grounded, admissible, complete or stable."""
    certificate: ArgumentCertificate | None
    """What a stranger can check; None where the answer has no short certificate."""

    @property
    def standing(self) -> str:
        """Whether the answer can be checked, in words."""
        return NOT_CHECKED if self.certificate is None else "has a certificate"

    def explain(self) -> Iterator[str]:
        """Yield the answer and how far it can be checked."""
        where = "some" if self.mode == "credulous" else "every"
        yield (
            f"{self.argument} is {'' if self.value else 'not '}in {where} {self.semantics}"
            f" extension: {self.standing}."
        )
        if self.extension is not None:
            yield f"Shown by: {', '.join(self.extension) or 'the empty set'}"


def solve_extensions(
    framework: ArgumentFramework, semantics: Semantics = "preferred", *, limit: int = 1000
) -> ExtensionsResult:
    """Return extensions of a framework.

    Args:
        framework: arguments and attacks.
        semantics: ``grounded``, ``complete`` (admissible sets that hold all that they defend),
            ``preferred`` (the largest of these) or ``stable`` (those that attack all else).
        limit: how many are looked for at most, at least 1. There may be exponentially many.

    Raises:
        InvalidDocument: with code ``out-of-range`` for a limit below 1.
        MissingExtra: without clingo, except for ``grounded``.

    References:
        P. M. Dung, Artificial Intelligence 77 (1995), definitions 7 to 23.
    """
    if limit < 1:
        raise InvalidDocument(Problem("out-of-range", "limit", "at least 1", str(limit)))
    whole = framework_content(framework)
    if semantics == "grounded":
        labels = solve_grounded(framework)
        shown = ArgumentCertificate(whole, BY_ATTACK, statement("grounded"), label_witness(labels))
        return ExtensionsResult((labels.having("in"),), semantics, True, limit, (shown,))
    program = program_of(framework, semantics)
    found = [members(answer) for answer in program.answers(limit + 1)]
    kept = sorted(sorted(each) for each in found[:limit])
    kind = "stable" if semantics == "stable" else "complete"
    certificates = (
        ArgumentCertificate(whole, BY_ATTACK, statement(kind), set_witness(kind, each))
        for each in kept
    )
    return ExtensionsResult(
        tuple(framework.named(each) for each in kept),
        semantics,
        len(found) <= limit,
        limit,
        tuple(certificates),
    )


def program_of(framework: ArgumentFramework, semantics: Semantics, more: str = "") -> Program:
    """Return the program whose answers are the extensions; for preferred ones, the largest sets."""
    text = facts(range(len(framework)), framework.pairs()) + DEFEATS + ADMISSIBLE
    largest = semantics == "preferred"
    return Program(text + _PROGRAMS[semantics] + more, largest=largest)


@dataclass(frozen=True, slots=True)
class Found:
    """An answer with the witness that shows it, if there is a short one."""

    holds: bool
    witness: Mapping[str, Any] | None


def solve_acceptance(
    framework: ArgumentFramework,
    argument: str,
    *,
    semantics: Semantics = "preferred",
    mode: AcceptanceMode = "credulous",
) -> AcceptanceResult:
    """Return whether an argument is in one extension, or in every one.

    Where there is no stable extension, every argument is in every one, and none in one.

    Args:
        framework: arguments and attacks.
        argument: its name.
        semantics: which extensions.
        mode: ``credulous``, in one, or ``sceptical``, in every one.

    Raises:
        InvalidDocument: with code ``unknown-argument``.
        MissingExtra: without clingo, where the grounded labels do not settle it.

    Cost: linear where the grounded labels settle it; else that of a problem in NP or coNP, and for
    sceptical acceptance by preferred extensions one level higher.
    """
    number = framework.number(argument)
    found = accepted(framework, number, semantics, mode)
    certificate = None
    extension: tuple[str, ...] | None = None
    if found.witness is not None:
        claim = acceptance(argument, semantics, mode, holds=found.holds, of="declared")
        certificate = ArgumentCertificate(
            framework_content(framework), BY_ATTACK, claim, found.witness
        )
        extension = extension_of(framework, found.witness)
    return AcceptanceResult(found.holds, argument, semantics, mode, extension, certificate)


def extension_of(framework: ArgumentFramework, witness: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of what is in, by a witness."""
    inside = witness.get("set")
    if inside is None:
        inside = [number for number, label in enumerate(witness["labels"]) if label == "in"]
    return framework.named(inside)


def accepted(
    framework: ArgumentFramework, number: int, semantics: Semantics, mode: AcceptanceMode
) -> Found:
    """Return whether an argument is accepted, with a witness where there is a short one."""
    labels = solve_grounded(framework)
    label = labels.of(framework.arguments[number])
    if semantics == "grounded" or (semantics == "complete" and mode == "sceptical"):
        return Found(label == "in", label_witness(labels))
    if label == "in" and (semantics != "stable" or mode == "sceptical"):
        return Found(True, label_witness(labels))
    if label == "out" and (semantics != "stable" or mode == "credulous"):
        return Found(False, label_witness(labels))
    if mode == "credulous":
        return _in_one(framework, number, semantics)
    if semantics == "stable":
        answer = program_of(framework, "stable", f":- in({number}).").first()
        witness = None if answer is None else set_witness("stable", members(answer))
        return Found(answer is None, witness)
    return _in_every_preferred(framework, number)


def _in_one(framework: ArgumentFramework, number: int, semantics: Semantics) -> Found:
    kind: Semantics = "stable" if semantics == "stable" else "complete"
    answer = program_of(framework, kind, f":- not in({number}).").first()
    witness = None if answer is None else set_witness(kind, members(answer))
    return Found(answer is not None, witness)


def _in_every_preferred(framework: ArgumentFramework, number: int) -> Found:
    attacked = program_of(framework, "complete", f":- not out({number}).").first()
    if attacked is not None:
        return Found(False, set_witness("complete", members(attacked)))
    # No admissible set attacks it. A largest set without it may still leave it out, undecided.
    without = program_of(framework, "preferred", f":- in({number}).")
    whole = program_of(framework, "preferred")
    while True:
        answer = without.first()
        if answer is None:
            return Found(True, None)
        candidate = members(answer)
        wider = whole.first(holding=(*candidate, number))
        if wider is None:
            return Found(False, None)
        # Every set within the wider one is within an extension that holds the argument.
        held = members(wider)
        beyond = [f"not in({each})" for each in range(len(framework)) if each not in held]
        without.add(f":- {', '.join(beyond) or '#true'}.")

"""From a situation, a target and what was said of the options, to a decision anyone can check."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from commonweal.decisions._certificate import certificate
from commonweal.decisions._derivation import derive
from commonweal.decisions._open_readings import open_readings
from commonweal.decisions._target import PreparedTarget
from commonweal.decisions._tension_rows import tension_rows
from commonweal.decisions._tensions import tensions_of
from commonweal.documents import (
    Decision,
    OptionRelation,
    OptionStatus,
    Target,
    TargetReference,
    UnderDefinition,
)
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.decisions._derivation import AsRead, Derivation
    from commonweal.documents import DecisionInputs


def decide(
    inputs: DecisionInputs,
    *,
    target: Target | PreparedTarget,
    study: str,
    by: str,
    said_at: str,
    embed_target: bool = True,
) -> Decision:
    """Return what follows for a situation: to act, to ask or to refuse, with its justification.

    Nothing is added up across values or across people, and nothing is concluded that fails under
    some reading of what is not known, not asked or disputed.

    Args:
        inputs: the situation, and what was said of its options. Its target, whole or by hash, must
            be ``target``.
        target: the norms and the moral graph to decide under. To decide many situations under one
            target, prepare it once.
        study: the name of the study; the target's own.
        by: who takes the decision: a program or a body.
        said_at: the moment that is written into it.
        embed_target: whether the target is written into the justification, or named by its hash and
            expected beside the file.

    Raises:
        InvalidDocument: with every problem: ``target-mismatch`` if ``inputs`` or ``study`` speak of
            another target, ``repeated-name`` if two of its things have one name,
            ``other-situation`` if a placing or an appraisal names an option that there is not, or
            ``appraiser-not-declared`` if a declared appraiser is none of the target's.

    Cost: see `derive`. A situation with three options and ten norms takes about a millisecond.
    """
    prepared = target if isinstance(target, PreparedTarget) else PreparedTarget(target)
    problems = tuple(_problems(inputs, prepared, study))
    if problems:
        raise InvalidDocument(problems)
    derivation = derive(prepared, inputs)
    rows = tension_rows(derivation)
    choice, asks = derivation.choice, derivation.choice.outcome == "ask"
    return Decision(
        by=by,
        origin=derivation.standing.weakest,
        said_at=said_at,
        study=study,
        situation=inputs.situation.name,
        target=prepared.sha256,
        outcome=choice.outcome,
        options=choice.options,
        reasons=choice.reasons,
        ask=prepared.document.ask if asks else (),
        deadline=prepared.document.ask_deadline if asks else None,
        interim=derivation.interim,
        statuses=tuple(_statuses(derivation, prepared)),
        relations=tuple(_relations(derivation)),
        obliged=derivation.obliged,
        definitions=tuple(_definitions(derivation)),
        tensions=tensions_of(derivation, rows),
        open=open_readings(derivation),
        standing=derivation.standing.name,
        justification=certificate(derivation, rows, embed_target=embed_target),
    )


def _definitions(derivation: Derivation) -> Iterator[UnderDefinition]:
    for by, defined in derivation.definitions.items():
        yield UnderDefinition(
            definition=by,
            outcome=defined.choice.outcome,
            options=defined.choice.options,
            reasons=defined.choice.reasons,
            statuses=tuple(_statuses(defined, derivation.target)),
        )


def _statuses(found: AsRead, target: PreparedTarget) -> Iterator[OptionStatus]:
    norms = {norm.name: norm for norm in target.document.norms}
    for option in found.options:
        judged = found.norms.options[option]
        broken = tuple(sorted(judged.broken_norms.certain))
        yield OptionStatus(
            option=option,
            status=judged.status,
            vetoed=found.principles.vetoed[option],
            broken=broken,
            maybe_broken=tuple(sorted(judged.broken_norms.maybe)),
            due=tuple(
                due
                for name in broken
                for due in (norms[name].reparation, norms[name].sanction)
                if due is not None
            ),
        )


def _relations(derivation: Derivation) -> Iterator[OptionRelation]:
    for (first, second), found in derivation.values.relations.items():
        yield OptionRelation(
            first=first,
            second=second,
            by_values=found.relation,
            by_norms=derivation.norms.relations[first, second],
            decided_by=found.decided_by,
        )


def _problems(inputs: DecisionInputs, target: PreparedTarget, study: str) -> Iterator[Problem]:
    given = inputs.target
    if isinstance(given, TargetReference):
        matches = given.sha256 == target.sha256
    else:
        matches = given is target.document or given == target.document
    if not matches:
        yield Problem(
            "target-mismatch", "inputs.target", f"the target {target.sha256}", "another target"
        )
    if study != target.document.study:
        yield Problem("target-mismatch", "study", repr(target.document.study), repr(study))
    names = Counter(principle.name for principle in inputs.principles)
    for name, count in sorted(names.items()):
        if count > 1:
            yield Problem(
                "repeated-name", "principles", "each name once", f"{name!r} {count} times"
            )
    yield from _unknown(inputs, target)


def _unknown(inputs: DecisionInputs, target: PreparedTarget) -> Iterator[Problem]:
    declared = [
        (f"placings[{index}].appraiser", placing.appraiser)
        for index, placing in enumerate(inputs.placings)
        if placing.source == "declared"
    ]
    declared += [
        (f"appraisals[{index}].appraiser", appraisal.appraiser)
        for index, appraisal in enumerate(inputs.appraisals)
        if appraisal.source == "declared"
    ]
    for path, name in declared:
        if name not in target.document.appraisers:
            expected = "one of the target's declared appraisers"
            yield Problem("appraiser-not-declared", path, expected, repr(name))
    options = {option.name for option in inputs.situation.options}
    named = [
        (f"placings[{index}].order", option)
        for index, placing in enumerate(inputs.placings)
        for tier in placing.order
        for option in tier
    ]
    named += [
        (f"appraisals[{index}].option", appraisal.option)
        for index, appraisal in enumerate(inputs.appraisals)
    ]
    for path, option in named:
        if option not in options:
            yield Problem("other-situation", path, "an option of the situation", repr(option))

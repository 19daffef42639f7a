"""What two versions of norms judge differently: of two studies, two files, or two compacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.decisions import PreparedTarget, option_statuses
from commonweal.documents import (
    Authority,
    Compact,
    Context,
    FactDeclaration,
    Norm,
    Target,
    read_jsonl,
    read_toml,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.norms import (
    MOST_SEARCHES,
    ContextOrder,
    IndexedNorm,
    NormDifference,
    NormIndex,
    NormVersion,
    norm_difference,
)
from commonweal.studies._compacts import undeclared_compact
from commonweal.studies._decide_once import docket_of
from commonweal.studies._folder import read_study

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from commonweal.documents import OrderRule, Power
    from commonweal.norms import Status
    from commonweal.studies._step_decide import Docket

ORDER: tuple[OrderRule, ...] = ("level", "priority", "specificity", "date")
"""How collisions are settled where no study says so."""

POWERS: tuple[Power, ...] = ("oblige", "forbid", "permit", "guarantee", "prioritise")


@dataclass(frozen=True, slots=True)
class OptionChange:
    """An option of a study's situation whose status under the norms changes."""

    situation: str
    option: str
    before: Status
    after: Status


@dataclass(frozen=True, slots=True)
class NormsCompared:
    """What two versions of norms judge differently."""

    difference: NormDifference
    """Of all acts, with examples."""
    options: tuple[OptionChange, ...]
    """In the situations of the second study, or of the first where the second is a file."""
    situations: int
    """How many situations were looked at."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of one side."""

    path: Path
    docket: Docket | None
    compacts: tuple[Compact, ...]
    norms: tuple[Norm, ...]
    contexts: tuple[Context, ...]
    facts: tuple[FactDeclaration, ...]
    authorities: tuple[Authority, ...]


def compare_norms(
    before: Path,
    after: Path,
    *,
    old_compact: str | None = None,
    new_compact: str | None = None,
    at: str | None = None,
    most_searches: int = MOST_SEARCHES,
) -> NormsCompared:
    """Return what two versions of norms judge differently.

    A file of norms stands in place of a study's norms, where the other side is a study: contexts,
    facts, authorities and the order of rules are the study's. Where neither is, every issuer is
    taken to have authority at the levels at which it issues norms, and the order is the usual one.

    Args:
        before: a study folder, or a file of norms (TOML or JSON Lines).
        after: the same.
        old_compact: the compact whose norms are in the first version and not in the second, unless
            both have them.
        new_compact: the compact whose norms are in the second version and not in the first.
            Each stands in its own version, be that a study or a file.
        at: the only moment to look at; all moments if nothing is said.
        most_searches: how many worlds are searched for at most.

    Raises:
        InvalidDocument: with what is wrong with either; code ``undeclared-compact`` if the first
            version has no compact `old_compact`, or the second none `new_compact`; code
            ``norms-format`` for a file of another kind, or without any norm.
    """
    first, second = _read(before), _read(after)
    old = _norms_of_compact(first, old_compact)
    new = _norms_of_compact(second, new_compact)
    norms = (
        [norm for norm in first.norms if norm.name not in new - old],
        [norm for norm in second.norms if norm.name not in old - new],
    )
    base = second.docket or first.docket
    targets = [
        _target(side.docket or base, side, some)
        for side, some in zip((first, second), norms, strict=True)
    ]
    versions = [
        NormVersion(target.norms, target.contexts) if target is not None else _alone(side, some)
        for target, side, some in zip(targets, (first, second), norms, strict=True)
    ]
    facts = _facts(first, second)
    difference = norm_difference(
        versions[0], versions[1], facts, at=at, most_searches=most_searches
    )
    situations = base.folder.situations if base is not None else ()
    changes = tuple(_option_changes(base, targets)) if base is not None else ()
    return NormsCompared(difference, changes, len(situations))


def _read(path: Path) -> _Read:
    if path.is_dir() or not path.suffix:
        folder = read_study(path)
        parts = (folder.norms, folder.contexts, folder.facts, folder.authorities)
        return _Read(path, docket_of(folder, informed=False), folder.compacts, *parts)
    readers = {".toml": read_toml, ".jsonl": read_jsonl}
    if path.suffix not in readers:
        raise InvalidDocument(
            Problem(
                code="norms-format",
                path=str(path),
                expected="a study folder, or a file of norms that ends in .toml or .jsonl",
                found=path.suffix,
            )
        )
    records = [located.record for located in readers[path.suffix](path)]
    norms = tuple(record for record in records if isinstance(record, Norm))
    if not norms:
        raise InvalidDocument(
            Problem(
                code="norms-format",
                path=str(path),
                expected="a file with at least one norm",
                found="none",
            )
        )
    return _Read(
        path,
        None,
        tuple(record for record in records if isinstance(record, Compact)),
        norms,
        tuple(record for record in records if isinstance(record, Context)),
        tuple(record for record in records if isinstance(record, FactDeclaration)),
        tuple(record for record in records if isinstance(record, Authority)),
    )


def _norms_of_compact(side: _Read, name: str | None) -> set[str]:
    if name is None:
        return set()
    norms = {compact.name: compact.norms for compact in side.compacts}
    if name not in norms:
        raise undeclared_compact(side.path, name, norms)
    return {*norms[name]}


def _target(docket: Docket | None, side: _Read, norms: Sequence[Norm]) -> PreparedTarget | None:
    """Return what a study's situations are decided under, with some norms in place of its own."""
    if docket is None:
        return None
    document = docket.target.document
    changed: dict[str, object] = {"norms": tuple(norms)}
    if side.docket is None:
        known = {context.name for context in document.contexts}
        more = (context for context in side.contexts if context.name not in known)
        changed["contexts"] = (*document.contexts, *more)
        changed["authorities"] = (*document.authorities, *side.authorities)
    return PreparedTarget(Target.model_copy(document, update=changed))


def _alone(side: _Read, norms: Sequence[Norm]) -> NormVersion:
    """Return norms of which no study says who may issue them."""
    authorities = side.authorities or tuple(
        Authority(
            by=issuer, origin="person", said_at=said_at, issuer=issuer, level=level, powers=POWERS
        )
        for (issuer, level), said_at in {
            (norm.issuer, norm.level): norm.said_at for norm in norms
        }.items()
    )
    indexed = (IndexedNorm.from_document(norm, card_of={}) for norm in norms)
    return NormVersion(NormIndex(indexed, authorities, ORDER), ContextOrder(side.contexts))


def _facts(first: _Read, second: _Read) -> dict[str, FactDeclaration]:
    """Return the facts of both sides; one that they declare differently can have any value."""
    known = {fact.name: fact for fact in first.facts}
    found = dict(known)
    for fact in second.facts:
        other = known.get(fact.name)
        if other is None or (other.type, {*other.words}) == (fact.type, {*fact.words}):
            found[fact.name] = fact
        else:
            del found[fact.name]
    return found


def _option_changes(
    docket: Docket, targets: Sequence[PreparedTarget | None]
) -> Iterator[OptionChange]:
    first, second = targets
    assert first is not None, "one side is a study, whose target serves the other too"
    assert second is not None, "one side is a study, whose target serves the other too"
    for situation in docket.folder.situations:
        inputs = docket.inputs(situation, embed_target=False)
        before, after = option_statuses(first, inputs), option_statuses(second, inputs)
        for option in sorted(before):
            if before[option] != after[option]:
                yield OptionChange(situation.name, option, before[option], after[option])

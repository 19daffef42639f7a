"""What a stranger can check of an answer about arguments, with a small program of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commonweal.argumentation._grounded import LABELS, NO_RANK
from commonweal.documents import sha256_hex, write_text_atomically
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from commonweal.argumentation._framework import ArgumentFramework
    from commonweal.argumentation._grounded import GroundedLabels

KIND = "argument_certificate"

NOT_SHOWN = (
    "That the arguments and attacks are all there are, or well made: they are taken as given.",
    "That what is accepted is true, or ought to be done: it only withstands what attacks it here.",
)
"""What no certificate about arguments shows."""

BY_ATTACK: Mapping[str, Any] = {"by": "attack"}
"""Where every attack succeeds."""


@dataclass(frozen=True, slots=True, eq=False)
class ArgumentCertificate:
    """An answer about arguments with what it takes to see that it is right.

    ``commonweal check FILE`` verifies it: the standard library alone, none of this package.
    """

    framework: Mapping[str, Any]
    """The arguments and attacks, with preferences or values where there are any."""
    defeats: Mapping[str, Any]
    """Which attacks succeed: all, by preferences under a reduction, or by an audience."""
    claim: Mapping[str, Any]
    """What is said."""
    witness: Mapping[str, Any]
    """By what it is seen."""

    def content(self) -> dict[str, Any]:
        """Return the certificate as plain JSON."""
        return {
            "kind": KIND,
            "schema_version": 1,
            "not_shown": list(NOT_SHOWN),
            "framework": dict(self.framework),
            "framework_sha256": sha256_hex(_compact(self.framework)),
            "defeats": dict(self.defeats),
            "claim": dict(self.claim),
            "witness": dict(self.witness),
        }

    def write(self, path: Path) -> None:
        """Write the certificate into a file, whole or not at all."""
        write_certificates(path, [self])


def write_certificates(path: Path, certificates: Sequence[ArgumentCertificate]) -> None:
    """Write certificates into a file, one a line, whole or not at all.

    Args:
        path: the file; for several certificates it ends in ``.jsonl``, by which the checker knows.
        certificates: at least one.

    Raises:
        InvalidDocument: with code ``not-lines`` for several in a file of another ending.
    """
    if len(certificates) > 1 and path.suffix != ".jsonl":
        expected = f"a file that ends in .jsonl, for {len(certificates)} certificates"
        raise InvalidDocument(Problem("not-lines", str(path), expected, repr(path.suffix)))
    lines = [_compact(each.content()) + b"\n" for each in certificates]
    write_text_atomically(path, b"".join(lines))


def framework_content(framework: ArgumentFramework, **more: Any) -> dict[str, Any]:
    """Return a framework as it stands in a certificate."""
    attacks = [list(pair) for pair in framework.pairs()]
    return {"arguments": list(framework.arguments), "attacks": attacks, **more}


def label_witness(labels: GroundedLabels, order: list[list[str]] | None = None) -> dict[str, Any]:
    """Return grounded labels with ranks and attackers, as a certificate has them."""
    told = [LABELS[number] for number in labels.label.tolist()]
    ranks = [None if rank == NO_RANK else rank for rank in labels.rank.tolist()]
    by = [None if number == NO_RANK else number for number in labels.put_out_by.tolist()]
    return {"type": "grounded", "order": order, "labels": told, "ranks": ranks, "put_out_by": by}


def set_witness(
    kind: str, members: Iterable[int], order: list[list[str]] | None = None
) -> dict[str, Any]:
    """Return an admissible, complete or stable set, as a certificate has it."""
    return {"type": kind, "order": order, "set": sorted(members)}


def statement(kind: str) -> dict[str, Any]:
    """Return the claim that the witness is what it is called."""
    return {"type": kind}


def acceptance(argument: str, semantics: str, mode: str, *, holds: bool, of: str) -> dict[str, Any]:
    """Return the claim that an argument is accepted, or that it is not.

    Args:
        argument: its name.
        semantics: by which extensions.
        mode: ``credulous``, in one of them, or ``sceptical``, in all.
        holds: whether it is accepted.
        of: ``declared``, by these attacks and this audience; ``some`` or ``every`` audience.
    """
    said = {"argument": argument, "semantics": semantics, "mode": mode, "holds": holds, "of": of}
    return {"type": "accepted", **said}


def _compact(value: Any) -> bytes:
    """Return canonical JSON of what holds no numbers but integers, and no keys but ASCII.

    For such content the standard library writes what RFC 8785 says, at a tenth of the time.
    """
    import json

    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()

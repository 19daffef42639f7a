"""``commonweal argue solve``: the extensions of a file's arguments, or whether one is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._argue_file import (
    FILE,
    FORMAT,
    MODES,
    OUT,
    SEMANTICS_OPTION,
    finish,
    held_to_file,
    size,
)
from commonweal.cli._arguments import OneOf
from commonweal.cli._command import ShownCommand
from commonweal.cli._lines import wrapped
from commonweal.cli._output import output_options

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.argumentation import (
        ArgumentCertificate,
        ArgumentFramework,
        PreferenceFramework,
    )

REDUCTIONS = ("delete", "reverse", "keep", "both")


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal argue solve river.apx --semantics grounded --out labels.json",
        "commonweal argue solve river.apx --accept divert --mode sceptical",
    ),
)
@FILE
@FORMAT
@SEMANTICS_OPTION
@click.option("--accept", metavar="NAME", help="Ask only whether this argument is accepted.")
@click.option(
    "--mode",
    type=OneOf(MODES),
    default="credulous",
    show_default=True,
    help="With --accept: in some extension, or in every one.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    help="How many extensions are looked for at most.",
)
@click.option(
    "--reduction",
    type=OneOf(REDUCTIONS),
    default="reverse",
    show_default=True,
    help="What becomes of an attack on an argument that FILE prefers to its attacker.",
)
@OUT
@output_options
def solve(
    file: Path,
    *,
    form: Any,
    semantics: Any,
    accept: str | None,
    mode: Any,
    limit: int,
    reduction: Any,
    out: Path | None,
) -> None:
    """Find the extensions of the arguments in FILE, or whether one argument is accepted.

    FILE is in a format of the ICCMA competitions. In apx it may say pref(a,b), that a is preferred
    to b; facts on values are for `argue audience`, and are passed over here. What has a short
    certificate gets one with --out; what has none is said to be found by an exact solver, not
    checked.

    Exit codes: 0 extensions were found, the argument is accepted; 1 there are none, it is not
    accepted; 3 FILE is not valid, or does not have the argument; 4 a package is missing, the extra
    `logic`.
    """
    from commonweal.argumentation import PreferenceFramework, read_framework

    read = read_framework(file, form)
    framework, preferring = read.framework, None
    if read.preferences:
        preferring = PreferenceFramework.of(framework, read.preferences)
        framework = preferring.reduced(reduction)
    base = {"arguments": len(framework), "attacks": framework.attacks, "semantics": semantics}
    if preferring is not None:
        base["reduction"] = reduction
    heading = f"{file.name}: {size(len(framework), framework.attacks)}"
    if accept is None:
        yes, data, lines, shown = _extensions(framework, semantics, limit)
    else:
        known, expected = framework.numbers, "the arguments of the file"
        held_to_file("unknown-argument", "--accept", [accept], known, expected=expected)
        yes, data, lines, shown = _acceptance(framework, accept, semantics, mode)
    certificates = _about(preferring, shown, reduction)
    finish("argue_solve", base | data, [heading, *lines], certificates, yes=yes, out=out)


def _extensions(
    framework: ArgumentFramework, semantics: Any, limit: int
) -> tuple[bool, dict[str, Any], list[str], tuple[ArgumentCertificate, ...]]:
    from commonweal.argumentation import solve_extensions

    found = solve_extensions(framework, semantics, limit=limit)
    data = {
        "extensions": [list(each) for each in found.value],
        "whole": found.whole,
        "limit": limit,
        "explained": list(found.explain()),
    }
    lines = [line for said in found.explain() for line in wrapped(said)]
    for each in found.value:
        lines += wrapped(", ".join(each) or "(the empty set)", indent="  ")
    return bool(found.value), data, lines, found.certificates


def _acceptance(
    framework: ArgumentFramework, argument: str, semantics: Any, mode: Any
) -> tuple[bool, dict[str, Any], list[str], tuple[ArgumentCertificate, ...]]:
    from commonweal.argumentation import solve_acceptance

    found = solve_acceptance(framework, argument, semantics=semantics, mode=mode)
    data = {
        "argument": argument,
        "mode": mode,
        "accepted": found.value,
        "standing": found.standing,
        "shown_by": None if found.extension is None else list(found.extension),
    }
    lines = [line for said in found.explain() for line in wrapped(said)]
    shown = () if found.certificate is None else (found.certificate,)
    return found.value, data, lines, shown


def _about(
    preferring: PreferenceFramework | None,
    certificates: tuple[ArgumentCertificate, ...],
    reduction: Any,
) -> tuple[ArgumentCertificate, ...]:
    """Return certificates as they are about the file, with its preferences."""
    if preferring is None:
        return certificates
    return tuple(preferring.certificate(each, reduction) for each in certificates)

"""The document that states a choice with all that proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commonweal.documents import canonical_json, sha256_hex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commonweal.choice._prepared import Prepared

NOT_SHOWN = (
    "That the options were complete: a better one may not have been thought of.",
    "That the scores and orders are true: they are somebody's word.",
    "That the orderings declared permissible are those that are.",
    "That one of the options kept is better than another: the method says which are kept, no more.",
)
"""What no certificate of a choice shows."""

NOT_SHOWN_COMMITTED = (
    "That the case lies within the scope of each commitment, and that who holds it may commit."
)
"""What a certificate with commitments does not show either."""


def certificate_of(
    prepared: Prepared,
    method: str,
    parameters: Mapping[str, Any],
    *,
    chosen: Sequence[str] | None,
    claims: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """Return the certificate of what a method says of a problem.

    Args:
        prepared: the problem.
        method: the method's name.
        parameters: its choices, as JSON.
        chosen: the options kept; None for methods that only compare.
        claims: one for each option, or for each pair.
    """
    problem = prepared.problem.content()
    nothing = prepared.family.nothing()
    certificate: dict[str, Any] = {
        "kind": "choice_certificate",
        "schema_version": 1,
        "not_shown": list(NOT_SHOWN),
        "problem": problem,
        "problem_sha256": sha256_hex(canonical_json(problem)),
        "method": method,
        "parameters": dict(parameters),
    }
    if nothing is not None:
        return {**certificate, "status": "none-permissible", "proof": dict(nothing)}
    certificate |= {"status": "found", "permissible": dict(prepared.family.something())}
    if chosen is not None:
        certificate["chosen"] = list(chosen)
    return {**certificate, "claims": [dict(claim) for claim in claims]}

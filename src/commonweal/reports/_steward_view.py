"""The trial of one person's steward, for a study's report to show; nothing is decided from it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commonweal.documents import listed
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CRITERIA = {
    "right": "Right when it acts, where its owner let it act",
    "approved": "Of these acts, approved of by its owner",
    "unchanged": "Its choice stays when only what its owner does not attend to changes",
    "changed": "Its choice moves when what they attend to is turned round",
    "legible": "What it does can be told from the cards (0 is guessing)",
}
"""What each criterion of the gate is called on the page."""


@dataclass(frozen=True, slots=True)
class StewardView:
    """What a trial showed, in words."""

    synthetic: bool
    passed: bool
    acts_in: str
    error: str
    numbers: tuple[tuple[str, str], ...]
    """The three numbers and the control, each with its interval."""
    criteria: tuple[tuple[str, str, str, bool], ...]
    """What had to be shown: its name, the least that is shown, the floor, whether it is met."""
    left_out: tuple[str, ...]
    """How many acts have no choice or no approval beside them, if there are any."""


def read_steward_view(path: Path) -> StewardView:
    """Return what a report shows of the result of a trial, as `commonweal steward trial` writes it.

    Args:
        path: the result's file.

    Raises:
        InvalidDocument: with code ``wrong-form`` if it is none.
    """
    try:
        # Its numbers inform and are never hashed, so that they may be floating-point ones.
        return _view(json.loads(path.read_bytes()))
    except (OSError, RecursionError, KeyError, TypeError, ValueError, AttributeError) as error:
        hint = "Write it with commonweal steward trial FOLDER --replies FILE --out FILE."
        raise InvalidDocument(
            Problem("wrong-form", str(path), "the result of a trial", repr(error)[:80], hint)
        ) from error


def _view(content: Mapping[str, Any]) -> StewardView:
    numbers = (
        ("Right when it acts: its owner chose the same", _share(content["right"])),
        ("Share dared: of all situations, those in which it acts", _share(content["dared"])),
        (
            "Wanted: acts approved of, where its owner expected to",
            _share(content["approved_inside"]),
        ),
        (
            "Control: right when it acts, with the cards' concerns exchanged at random",
            _share(content["control"]),
        ),
    )
    return StewardView(
        synthetic=content["synthetic"] is not False,
        passed=content["may_be_sent_out"] is True,
        acts_in=listed(content["acts_in"] or []) or "nowhere",
        error=f"{content['error']:.0%}",
        numbers=numbers,
        criteria=tuple(
            (
                CRITERIA.get(each["name"], each["name"]),
                f"{each['lower']:.2f}, from {each['of']}",
                f"{each['floor']:.2f}",
                each["met"] is True,
            )
            for each in content["criteria"]
        ),
        left_out=tuple(_left_out(content)),
    )


def _left_out(content: Mapping[str, Any]) -> Iterator[str]:
    acts = content["dared"]["hits"]
    if choices := int(content["without_choice"]):
        yield f"To {choices} of its {acts} acts its owner chose nothing; none counts as right."
    if approvals := int(content["without_approval"]):
        yield (
            f"To {approvals} of its {acts} acts they said neither yes nor no; none counts as"
            " approved of in what had to be shown."
        )


def _share(share: Mapping[str, Any]) -> str:
    if not share["of"]:
        return "none"
    return f"{share['hits']} of {share['of']} (95 %: {share['low']:.0%} to {share['high']:.0%})"

"""Hints on how new policies are put: questions for their authors, and never a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import ValueCard
from commonweal.values import form_hints

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from commonweal.errors import Problem
    from commonweal.studies._folder import StudyFolder


def hint_policies(folder: StudyFolder, ids: Collection[str]) -> Iterator[Problem]:
    """Yield a hint for each policy, of some cards, that may be easier to hold if put otherwise.

    Args:
        folder: the study.
        ids: the cards; other records are passed over, and cards that say a language but English.
    """
    for entry in folder.records.of(ValueCard):
        language = entry.record.language or "en"
        if entry.id not in ids or not language.startswith("en"):
            continue
        for number, policy in enumerate(entry.record.policies):
            for hint in form_hints(policy.text):
                yield entry.problem(
                    "policy-form",
                    f"policies.{number}.text",
                    expected="a kind of thing to look at, from where the author stands",
                    found=f"{hint.found!r} ({hint.fault})",
                    hint=f"Ask: {hint.ask} The author's own words stay.",
                )

"""Whose a study's records are, and who says them: nobody else speaks in somebody's name.

The standard library alone, nothing of the project; replay.py loads this file. The rules are told in
words in docs/reference/study-folder.md.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

rules: Any = sys.modules["commonweal_checker.replay_graph"]

NAMED_BY = {"participant", "consent", "value_card", "offered", "transition"}
NAMED_BY |= {"wiser_vote", "outweighs", "endorsement", "withdrawal", "proposal"}
OF_PEOPLE = {"person", "synthetic"}
"""Origins of what somebody says; an importer and a model speak under their own names."""


class People:
    """The people of a study, and what is said by them and of them.

    Args:
        by_kind: the study's records by kind, with their ids.
        wrong: takes what does not hold.
    """

    def __init__(
        self, by_kind: dict[str, list[tuple[str, Any]]], wrong: Callable[[str], None]
    ) -> None:
        self.by_kind, self.wrong = by_kind, wrong

    def every(self, kind: str) -> list[tuple[str, Any]]:
        """Return the records of a kind."""
        return self.by_kind.get(kind, [])

    def check(self) -> None:
        """Refuse what is nobody's who takes part, and what others say in somebody's name."""
        self._expect_names()
        self._expect_speakers()
        self._expect_once()

    def _expect_names(self) -> None:
        """Refuse a person's record that does not say whose it is, or is nobody's who takes part."""
        people = {person.participant for _, person in self.every("participant")}
        for kind in sorted(NAMED_BY & self.by_kind.keys()):
            for record_id, record in self.by_kind[kind]:
                name, theirs = record.participant, record.origin in {"person", "synthetic"}
                if kind == "proposal":
                    theirs = True
                    if record.origin != "model":
                        self.wrong(f"{record_id}: a proposal is a model's, and says another origin")
                known = name in people or not theirs or kind == "withdrawal"
                if not isinstance(name, str) or not name or not known:
                    self.wrong(f"{record_id}: it is nobody's who takes part")
        for record_id, record in self.every("same_value"):
            if not isinstance(record.judge, str):
                self.wrong(f"{record_id}: it does not say who judged")

    def _expect_once(self) -> None:
        """Refuse two participants of one pseudonym, and two places in one stratum."""
        persons = [
            (record_id, person)
            for record_id, person in self.every("participant")
            if not self._took_back(record_id, person)
        ]
        owners = {record_id: person.participant for record_id, person in persons}
        replaced = {
            person.supersedes
            for _, person in persons
            if owners.get(person.supersedes) == person.participant
        }
        standing = Counter(
            person.participant for record_id, person in persons if record_id not in replaced
        )
        for name in sorted(str(name) for name, number in standing.items() if number > 1):
            self.wrong(f"{name!r} is more than one participant")
        for record_id, person in persons:
            if len({place.stratum for place in person.strata}) != len(person.strata):
                self.wrong(f"{record_id}: it stands in two places of one stratum")

    def _themselves(self) -> dict[str, str]:
        """Return since when people speak for themselves: always, if they take part or agree.

        Whoever left by their own word may be known by imported records from before.
        """
        since: dict[str, str] = {}
        for _, taking in self.every("withdrawal"):
            if taking.origin in OF_PEOPLE:
                since[taking.participant] = min(
                    taking.said_at, since.get(taking.participant, taking.said_at)
                )
        for kind in ("participant", "consent"):
            for _, record in self.every(kind):
                if record.origin in OF_PEOPLE:
                    since[record.participant] = ""
        return since

    def _took_back(self, record_id: str, person: Any) -> bool:
        """Say whether somebody withdrew their own record, by name or with all said until then."""
        return any(
            record_id in taking.records or (not taking.records and person.said_at <= taking.said_at)
            for _, taking in self.every("withdrawal")
            if taking.participant == person.participant
        )

    def _expect_speakers(self) -> None:
        """Refuse what somebody says for another person, unless the study lets them write it."""
        people = {
            record.participant
            for kind in ("participant", "withdrawal", "value_card")
            for _, record in self.every(kind)
        }
        may = [name for _, study in self.every("study") for name in study.recorders or ()]
        said = [
            (record_id, record, rules.owner(record, people))
            for kind in sorted({*rules.PERSONAL, "withdrawal"} & self.by_kind.keys())
            for record_id, record in self.by_kind[kind]
        ]
        since = self._themselves()
        known = {*since} | {owner for _, record, owner in said if record.origin == "import"}
        for record_id, record, owner in said:
            if record.origin in OF_PEOPLE:
                if owner is not None and record.by not in [owner, *may]:
                    self.wrong(f"{record_id}: {record.by!r} says it for {owner!r}")
                continue
            taken = owner is not None and record.said_at > since.get(owner, "~")
            if record.origin == "model":
                taken = owner is not None and owner in known
            if _is_lent(record, taken=taken):
                self.wrong(f"{record_id}: of origin {record.origin}, in a person's name")


def _is_lent(record: Any, *, taken: bool) -> bool:
    """Say whether a model or an importer says what only a person can, or in a person's name."""
    # What a model proposed names whom it was proposed to; a list of people says nothing for them.
    if record.kind == "proposal" or (record.kind == "participant" and record.origin == "import"):
        return False
    # Nobody agrees or leaves but by their own word, and a model takes no part.
    return record.kind in {"consent", "withdrawal", "participant"} or taken

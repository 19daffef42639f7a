"""What a study declares, as sentences are held to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import Participant, ValueCard
from commonweal.sentences import KnownNames

if TYPE_CHECKING:
    from commonweal.studies import StudyFolder


def known_names(folder: StudyFolder) -> KnownNames:
    """Return every name that a study declares, by sort, with its title.

    Cards are all that are in the study, those that do not stand too: a norm may rest on them.
    """
    roles = {role.name: role.title for role in folder.roles}
    institutions = {body.name: body.title for body in folder.institutions}
    participants = {person.participant: None for person in folder.all_of(Participant)}
    parties = {
        party.name: party.title for situation in folder.situations for party in situation.parties
    }
    return KnownNames(
        {
            "role": roles,
            "institution": institutions,
            "context": {context.name: context.text for context in folder.contexts},
            "fact": {fact.name: fact.text for fact in folder.facts},
            "norm": {norm.name: None for norm in folder.norms},
            "compact": {compact.name: compact.title for compact in folder.compacts},
            "card": {card.id: card.title for card in folder.all_of(ValueCard)},
            "participant": participants,
            "party": {**participants, **parties, **institutions, **roles},
        }
    )

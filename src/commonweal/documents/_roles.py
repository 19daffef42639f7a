"""Institutions, the roles people and agents act in, and who may bind whom."""

from __future__ import annotations

from typing import Literal

from commonweal.documents._base import Document, Record
from commonweal.documents._scalars import CardId, Line, Name, Text

Level = Literal["supranational", "organisational", "individual"]
"""Levels of norms, highest first."""

Power = Literal["oblige", "forbid", "permit", "guarantee", "prioritise"]


class Institution(Record):
    """A body that issues norms, holds mandates or answers questions."""

    kind: Literal["institution"] = "institution"
    name: Name
    title: Line
    text: Text | None = None
    part_of: Name | None = None
    """The institution or party that it belongs to. What belongs with the decider speaks for it."""


class Role(Record):
    """What norms attach to: not the person, but what they act as."""

    kind: Literal["role"] = "role"
    name: Name
    title: Line
    institution: Name | None = None
    text: Text | None = None


class RoleStandard(Record):
    """The cards that make a good occupant of a role."""

    kind: Literal["role_standard"] = "role_standard"
    role: Name
    cards: tuple[CardId, ...]


class Reservation(Document):
    """What is reserved to somebody: no one else's norm reaches it."""

    actions: tuple[Name, ...]
    roles: tuple[Name, ...] = ()
    """None means every role."""
    to: Name
    """The institution it is reserved to."""


class Authority(Record):
    """What an issuer may bind: which roles, acts and territory, with which powers."""

    kind: Literal["authority"] = "authority"
    issuer: Name
    level: Level
    roles: tuple[Name, ...] = ()
    """None means every role."""
    actions: tuple[Name, ...] = ()
    """The subject matter; none means every action."""
    territory: tuple[Name, ...] = ()
    """None means everywhere."""
    powers: tuple[Power, ...]
    reserved: tuple[Reservation, ...] = ()

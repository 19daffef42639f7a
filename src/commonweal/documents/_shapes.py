"""Following an error of Pydantic into the content, and into the model that it should fit."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Tag

if TYPE_CHECKING:
    from commonweal.documents._findings import Way


def way_into(content: Any, location: Way, *, absent: bool = False) -> Way:
    """Return ``location`` without the tags and type names that Pydantic puts between the keys.

    Args:
        content: the plain JSON that was validated.
        location: the location that Pydantic gave.
        absent: whether it is the location of a field that is not there.
    """
    way: list[str | int] = []
    node = content
    last = len(location) - 1
    for position, part in enumerate(location):
        if isinstance(node, list) and isinstance(part, int):
            node = node[part] if part < len(node) else None
        elif isinstance(node, dict) and part in node:
            node = node[part]
        elif not (absent and position == last):
            continue
        way.append(part)
    return tuple(way)


def model_at(model: Any, location: Way) -> type[BaseModel] | None:
    """Return the model of the part at ``location``, or nothing where it is no document.

    Args:
        model: the model, or any annotation, at the top.
        location: the location that Pydantic gave, tags included.
    """
    for part in location:
        model = _inside(_bare(model), part)
    members = _models_in(model)
    return members[0] if len(members) == 1 else None


def _inside(annotation: Any, part: str | int) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(str(part))
        return None if field is None else field.annotation
    if get_origin(annotation) is tuple and isinstance(part, int):
        return get_args(annotation)[0]
    if get_origin(annotation) in {Union, types.UnionType}:
        members = [member for member in get_args(annotation) if member is not type(None)]
        if len(members) == 1:
            return _inside(_bare(members[0]), part)
        return next((member for member in members if _tag(member) == part), None)
    return None


def _bare(annotation: Any) -> Any:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def _tag(member: Any) -> str | None:
    if get_origin(member) is Annotated:
        tags = [note.tag for note in get_args(member)[1:] if isinstance(note, Tag)]
        return tags[0] if tags else _tag(_bare(member))
    if isinstance(member, type) and issubclass(member, BaseModel) and "kind" in member.model_fields:
        return str(member.model_fields["kind"].default)
    return None


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    annotation = _bare(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) in {Union, types.UnionType}:
        return [model for member in get_args(annotation) for model in _models_in(member)]
    return []

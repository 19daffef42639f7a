"""A page for each room: one directive for every name that the room offers."""

from __future__ import annotations

import inspect
from importlib import import_module
from types import ModuleType

from reference._source import data_docstrings, room_names

HEADINGS = {"class": "Classes", "exception": "Errors", "function": "Functions", "data": "Data"}


def api_pages() -> dict[str, str]:
    """Return the pages by their path under docs/reference."""
    pages = {}
    for room in room_names():
        module = import_module(f"commonweal.{room}")
        pages[f"api/{room}.md"] = _page(room, module)
    return pages


def public_names(module: ModuleType) -> tuple[str, ...]:
    """Return what a room offers: its ``__all__``, or without one what it defines itself."""
    listed = getattr(module, "__all__", None)
    if listed is not None:
        return tuple(listed)
    own = {
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", None) == module.__name__
    }
    return tuple(sorted(own))


def _page(room: str, module: ModuleType) -> str:
    full_name = module.__name__
    groups: dict[str, list[str]] = {kind: [] for kind in HEADINGS}
    docstrings = data_docstrings(room)
    for name in public_names(module):
        kind = _kind(getattr(module, name))
        groups[kind].append(_directive(kind, f"{full_name}.{name}", docstrings.get(name, "")))
    parts = [
        f"# `{full_name}`\n",
        f"```{{eval-rst}}\n.. automodule:: {full_name}\n   :no-members:\n```\n",
    ]
    for kind, directives in groups.items():
        if directives:
            body = "\n\n".join(directives)
            parts.append(f"## {HEADINGS[kind]}\n\n```{{eval-rst}}\n{body}\n```\n")
    return "\n".join(parts)


def _kind(value: object) -> str:
    if inspect.isclass(value):
        return "exception" if issubclass(value, BaseException) else "class"
    return "function" if inspect.isroutine(value) else "data"


def _directive(kind: str, full_name: str, docstring: str) -> str:
    if kind != "data":
        return f".. auto{kind}:: {full_name}"
    lines = [f"   {line}".rstrip() for line in inspect.cleandoc(docstring).splitlines()]
    return "\n".join([f".. py:data:: {full_name}", "", *lines]).rstrip()

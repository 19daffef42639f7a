"""How pages and pictures look: one set of colours, light and dark, for both."""

from __future__ import annotations

import re
from importlib import resources

from markupsafe import Markup

_NO_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What is no character of XML 1.0 (production 2)."""


def page_style() -> Markup:
    """Return the style sheet of a page with pictures in it."""
    return _sheets("colours.css", "style.css", "picture.css")


def stand_alone(picture: Markup) -> Markup:
    """Return a picture of a page as a file of its own, with its colours in it.

    Signs that no XML may hold, in people's titles for instance, are left out: a page shows nothing
    of them either, and with one of them no program would open the file.
    """
    opening, end, rest = _NO_XML.sub("", picture).partition(">")
    style = _sheets("colours.css", "picture.css")
    return Markup(  # noqa: S704  # our own style sheet, and a picture that is markup already
        f"{opening}{end}<style>{style} svg {{ background: var(--paper); }}</style>{rest}\n"
    )


def _sheets(*names: str) -> Markup:
    folder = resources.files("commonweal.reports").joinpath("templates")
    texts = (folder.joinpath(name).read_text(encoding="utf-8") for name in names)
    return Markup("".join(texts))  # noqa: S704  # our own style sheets

"""What all pages are made with: templates that refuse what is missing, and one style sheet."""

from __future__ import annotations

from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from commonweal.documents import counted
from commonweal.reports._naming import label, words


def page_environment() -> Environment:
    """Return the templates, with the filters that they use."""
    environment = Environment(
        loader=PackageLoader("commonweal.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(words=words, label=label)
    environment.globals["counted"] = counted
    return environment


def page_style() -> Markup:
    """Return the style sheet, to stand in the page itself."""
    style = resources.files("commonweal.reports").joinpath("templates", "style.css")
    return Markup(style.read_text(encoding="utf-8"))  # noqa: S704  # our own style sheet

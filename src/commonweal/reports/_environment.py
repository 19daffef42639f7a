"""What all pages are made with: templates that refuse what is missing."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

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

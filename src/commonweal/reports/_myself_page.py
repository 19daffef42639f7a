"""The page of a session with oneself: three numbers, every prediction, and what it cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.reports._environment import page_environment
from commonweal.reports._myself_picture import draw_shares
from commonweal.reports._myself_view import view_myself
from commonweal.reports._style import page_style
from commonweal.stewardship import write_private

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.stewardship import MyselfResults


def render_myself_page(results: MyselfResults) -> str:
    """Return the page of a finished session as HTML.

    The page has no script, loads nothing, and says everything the picture shows in words too.
    """
    view = view_myself(results)
    return (
        page_environment()
        .get_template("myself.html")
        .render(
            results=results,
            view=view,
            picture=draw_shares(view.panels, title="Three numbers for each predictor"),
            style=page_style(),
        )
    )


def write_myself_page(path: Path, results: MyselfResults) -> None:
    """Write the page so that only its owner may read it, under a temporary name, and rename it."""
    write_private(path, render_myself_page(results).encode())

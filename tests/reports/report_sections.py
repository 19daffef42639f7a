"""Parts of a page, as a reader sees them."""

from __future__ import annotations

import html
import re
from typing import Any

from commonweal.decisions import decide
from commonweal.documents import Decision
from commonweal.reports import render_report


def shown(target: Any, decisions: list[Decision]) -> str:
    """Return the page's text, spaces made one, without its markup."""
    return text_of(render_report(target=target, decisions=decisions))


def text_of(page: str) -> str:
    """Return the text of some markup, spaces made one."""
    body = re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def table_with(page: str, caption: str) -> str:
    """Return the markup of the table whose caption begins so."""
    found = re.search(
        rf"<table><caption><span>{re.escape(caption)}.*?</table>", page, flags=re.DOTALL
    )
    return found[0] if found else ""


def unplaced(mill: Any) -> dict[str, Any]:
    """Return what the page is made of where nobody has placed the options by any value."""
    decided = mill.decision
    inputs = decided.justification.inputs.model_copy(update={"placings": ()})
    again = decide(inputs, target=mill.target, study="mill", by="test", said_at=decided.said_at)
    return {"target": mill.target, "decisions": [again]}

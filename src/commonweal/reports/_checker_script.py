"""The checker in JavaScript as one script that a page can hold: its modules, one after the other.

A browser loads no module of a page that was opened from a disk. So the modules are put into one
script, each in a function of its own, in an order that puts what is imported first. No line of them
is changed but those that import and export.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib import resources

from markupsafe import Markup

_FIRST = "page"
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:function|class|const) (\w+))", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b", re.MULTILINE)
_ENDS_SCRIPT = re.compile(r"</script|<!--", re.IGNORECASE)


@cache
def checker_script() -> Markup:
    """Return the script of a page that checks certificates.

    When it runs it looks for the page's part with the id ``check-here``, and leaves its
    modules as ``commonwealChecker``, so that whoever has the page open can call
    ``commonwealChecker.checker.checkFile``.
    """
    bodies = [_as_function(name, text) for name, text in _in_order(_FIRST, {}).items()]
    script = "\n".join(
        [
            '(() => {\n"use strict";\nconst modules = Object.create(null);',
            *bodies,
            "globalThis.commonwealChecker = modules;\n})();",
        ]
    )
    assert not _ENDS_SCRIPT.search(script)
    return Markup(f"\n{script}\n")  # noqa: S704  # our own modules


def checker_policy() -> str:
    """Return the content security policy of a page: that script alone, and nothing fetched."""
    digest = base64.b64encode(hashlib.sha256(checker_script().encode()).digest()).decode()
    return (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def _in_order(name: str, done: dict[str, str]) -> dict[str, str]:
    """Return the text of a module and of all that it imports, these first."""
    text = _module(name)
    for _, imported in _IMPORT.findall(text):
        if imported not in done:
            _in_order(imported, done)
    done[name] = text
    return done


def _module(name: str) -> str:
    folder = resources.files("commonweal.proof").joinpath("javascript")
    return folder.joinpath(f"{name}.js").read_text(encoding="utf-8")


def _as_function(name: str, text: str) -> str:
    """Return a module as a function that is called once and returns what the module exports."""
    exported = _EXPORT.findall(text)
    inside = _EXPORT.sub("", _IMPORT.sub(r"const {\1} = modules.\2;\n", text))
    assert not _LEFT.search(inside), f"{name}.js imports or exports in a way that is not known here"
    return (
        f"// --- {name}.js\nmodules.{name} = (() => {{\n{inside}"
        f"return {{ {', '.join(exported)} }};\n}})();"
    )

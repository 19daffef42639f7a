"""Compile the interview's messages; `--check` only compares.

Run it as ``python scripts/write_messages.py`` after changing a text in
src/commonweal/elicitation/locale, and commit what it writes. It needs Babel, which Sphinx brings.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parents[1] / "src" / "commonweal" / "elicitation" / "locale"


class _Plain(Catalog):
    """A catalogue whose header says nothing of when, and with which version, it was written."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header, the same whenever it is written."""
        return [
            ("Language", str(self.locale)),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def compiled(source: Path) -> bytes:
    """Return a catalogue as gettext reads it."""
    with source.open("rb") as file:
        read = read_po(file, locale=source.parts[-3])
    catalogue = _Plain(locale=read.locale)
    for message in read:
        if message.id:
            catalogue.add(message.id, message.string)
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def stale() -> dict[Path, bytes]:
    """Return what should stand in each compiled catalogue that says something else."""
    wanted = {path.with_suffix(".mo"): compiled(path) for path in sorted(FOLDER.rglob("*.po"))}
    return {
        path: content
        for path, content in wanted.items()
        if not path.exists() or path.read_bytes() != content
    }


def main(arguments: list[str]) -> int:
    """Write or check, and return the exit code."""
    outdated = stale()
    for path, content in outdated.items():
        print(path.relative_to(FOLDER))
        if "--check" not in arguments:
            path.write_bytes(content)
    return 1 if outdated and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

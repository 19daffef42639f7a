"""The guide to compacts can be followed as it stands, from a new study to the amendment."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from .conftest import Program

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "make-a-compact.md"


def test_every_listing_of_the_guide_works(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is to be written is written, what is to be called is called and says what is shown."""
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```(toml|console)\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    codes = []
    for language, block in blocks:
        if language == "toml":
            head, _, text = block.partition("\n\n")
            with Path(head.removeprefix("# ")).open("a", encoding="utf-8") as file:
                file.write(f"\n{text}" if file.tell() and text.startswith("[") else text)
            continue
        for called in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, shown = called.partition("\n")
            words = shlex.split(line)
            if words[0] == "cp":
                copy = shutil.copytree if words[1] == "-r" else shutil.copy
                copy(words[-2], words[-1])
                continue
            assert "commonweal" == words[0]
            found = program(*words[1:])
            codes.append(found.code)
            assert shown.split() == found.out.split()[: len(shown.split())], line

    # Refused before the exception, and two comparisons that find a difference; all else works.
    assert [1, 8, 13] == [place for place, code in enumerate(codes) if code]
    assert [1, 1, 1] == [code for code in codes if code]

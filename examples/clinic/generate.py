"""Write the clinic's answers, and those of its files that name cards by their ids.

The same program writes the same bytes, always. Run it after a change to anything in source/:

    python examples/clinic/generate.py [FOLDER]

Without FOLDER it writes into the folder that it stands in.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path

from source.answers import make_answers

from commonweal.documents import ValueCard, canonical_json, write_text_atomically

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE / "source" / "templates"
REFERENCE = re.compile(r"\{\{([a-z-]+)\}\}")


def generate(folder: Path) -> list[Path]:
    """Write every generated file into ``folder`` and return their paths."""
    study = tomllib.loads((TEMPLATES / "study.toml").read_text(encoding="utf-8"))["study"]
    cards, records = make_answers(study["consent_text"])
    keys = {key: card.id for key, card in cards.items()}
    texts = {
        "answers.jsonl": "".join(
            canonical_json(each.content()).decode() + "\n" for each in records
        ),
        "source/keys.json": json.dumps(keys, indent=2) + "\n",
    }
    for template in sorted(TEMPLATES.rglob("*.toml")):
        name = template.relative_to(TEMPLATES).as_posix()
        texts[name] = _with_ids(name, template.read_text(encoding="utf-8"), cards)
    return [_write(folder / name, text) for name, text in texts.items()]


def _with_ids(name: str, template: str, cards: dict[str, ValueCard]) -> str:
    header = f"# Written by generate.py from source/templates/{name}. Change that, not this.\n\n"
    return header + REFERENCE.sub(lambda found: cards[found[1]].id, template)


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text_atomically(path, text)
    return path


if __name__ == "__main__":
    for written in generate(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE):
        print(written)

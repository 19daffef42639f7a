"""Write the river's answers, its truth, and those of its files that name cards by their ids.

Everything is drawn from one seed: the same program writes the same bytes, always. Run it after a
change to anything in source/:

    python examples/river/generate.py [FOLDER]

Without FOLDER it writes into the folder that it stands in.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path

from source.answers import make_answers
from source.expected import make_truth
from source.reasons import DECISION
from source.steward import write_steward

from commonweal.documents import (
    Context,
    Study,
    ValueCard,
    canonical_json,
    read_toml,
    write_text_atomically,
)
from commonweal.stewardship import BANK, read_bank

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE / "source" / "templates"
STEWARD = "steward"
REFERENCE = re.compile(r"\{\{([a-z-]+)\}\}")


def generate(folder: Path) -> list[Path]:
    """Write every generated file into ``folder`` and return their paths."""
    declared = [located.record for located in read_toml(HERE / "study.toml")]
    study = next(record for record in declared if isinstance(record, Study))
    contexts = [record for record in declared if isinstance(record, Context)]
    answered = make_answers(study, contexts, _options())
    truth = make_truth(answered.people, answered.cards, DECISION)
    texts = {
        "answers.jsonl": "".join(
            canonical_json(each.content()).decode() + "\n" for each in answered.records
        ),
        "truth.json": json.dumps(truth, indent=2, ensure_ascii=False) + "\n",
    }
    for template in sorted(TEMPLATES.rglob("*.toml")):
        name = template.relative_to(TEMPLATES).as_posix()
        texts[name] = _with_ids(name, template.read_text(encoding="utf-8"), answered.cards)
    written = [_write(folder / name, text) for name, text in texts.items()]
    return [*written, *write_steward(folder / STEWARD, read_bank(HERE / STEWARD / BANK))]


def _options() -> dict[str, dict[str, str]]:
    """Return what each option says, by its name, for each situation of the plan."""
    plan = tomllib.loads((TEMPLATES / "plan.toml").read_text(encoding="utf-8"))
    return {
        situation["name"]: {option["name"]: option["text"] for option in situation["options"]}
        for situation in plan["situation"]
    }


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

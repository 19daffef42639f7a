"""From ten million votes in a file to a ranked graph for each context: time and memory.

Each reading runs in a process of its own, so that its memory is its own. The peer reads each line
with the standard library's json and counts in dictionaries, which is what one would write first.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from time import perf_counter

from benchmarks._row import Row

import commonweal
from commonweal.documents import content_id

SECONDS = 60.0
GIBIBYTES = 2.0

PEOPLE_VOTE = 100
QUESTIONS = 20_000
CONTEXTS = 8
CARDS = 400
ONE_IN_CHANGED = 1_000
ANSWERS = ("first", "first", "first", "second", "second", "both_needed", "neither", "unsure")

_CHILD = """
import sys
from pathlib import Path
from time import process_time
from commonweal.values import RankingProblem, context_graph, count_votes, solve_ranking
from commonweal.values._vote_files import read_votes
votes = read_votes(Path(sys.argv[1]), reader=sys.argv[2] or None)
counts = count_votes(votes)
for context in counts.contexts:
    solve_ranking(RankingProblem(graph=context_graph(counts, context).graph))
status = Path("/proc/self/status")
if status.exists():
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    kibibytes = int(peak.split()[1])
else:
    import resource
    kibibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(len(votes), kibibytes, process_time())
"""


def run(*, quick: bool = False) -> list[Row]:
    """Measure 10,000,000 votes, or 100,000 if quick."""
    number = 100_000 if quick else 10_000_000
    rows = []
    with tempfile.TemporaryDirectory(prefix="commonweal-bench-") as folder:
        lines = Path(folder) / "votes.jsonl"
        write_votes(lines, number)
        rate = _plainly(lines, min(number, 200_000))
        rows.append(_row("JSONL without DuckDB", lines, "python", number, rate))
        if find_spec("duckdb"):
            rows.append(_row("JSONL", lines, "duckdb", number, rate))
            table = Path(folder) / "votes.parquet"
            _write_parquet(lines, table)
            lines.unlink()
            rows.append(_row("Parquet", table, "", number, None))
    return rows


def write_votes(path: Path, number: int) -> None:
    """Write ``number`` votes that stand, and a few that others of them supersede."""
    rng = random.Random(20)
    cards = [f"value_card:{rng.getrandbits(256):064x}" for _ in range(CARDS)]
    questions = [
        (f"context-{rng.randrange(CONTEXTS)}", *rng.sample(cards, 2)) for _ in range(QUESTIONS)
    ]
    questions = list({(context, *sorted(pair)): None for context, *pair in questions})
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.writelines(islice(_lines(rng, questions), number + number // ONE_IN_CHANGED))


def _lines(rng: random.Random, questions: list[tuple[str, str, str]]) -> Iterator[str]:
    vote = 0
    while True:
        person = f"person-{vote // PEOPLE_VOTE:06}"
        begin = (
            f'{{"kind":"wiser_vote","schema_version":1,"by":"{person}","origin":"synthetic",'
            f'"said_at":"2026-01-02T03:04:05Z","participant":"{person}","nonce":"'
        )
        # Stepping by a prime asks nobody the same question twice.
        start = rng.randrange(len(questions))
        for step in range(PEOPLE_VOTE):
            context, low, high = questions[(start + 7919 * step) % len(questions)]
            first, second = (low, high) if rng.random() < 0.5 else (high, low)
            line = (
                f'{begin}{vote:032x}","context":"{context}","first":"{first}",'
                f'"second":"{second}","answer":"{rng.choice(ANSWERS)}"}}\n'
            )
            yield line
            vote += 1
            if vote % ONE_IN_CHANGED == 0:
                changed = json.loads(line)
                earlier = content_id("wiser_vote", changed)
                changed |= {"answer": "unsure", "supersedes": earlier}
                changed["nonce"] = sha256(earlier.encode()).hexdigest()[:32]
                yield json.dumps(changed, separators=(",", ":")) + "\n"


def _row(form: str, path: Path, reader: str, number: int, peer: float | None) -> Row:
    seconds, on_processors, gibibytes, counted = _measured(path, reader)
    assert counted == number, f"{counted} votes stand, not {number}"
    return Row(
        f"graph from {number:,} votes in {form} ({path.stat().st_size / 2**30:.1f} GiB)",
        f"{seconds:.1f} s ({on_processors:.1f} s of CPU), {gibibytes:.2f} GiB",
        "" if peer is None else f"{peer:,.0f} votes/s (json and dictionaries)",
        "" if peer is None else f"{number / seconds / peer:.1f}x",
        f"within {SECONDS:.0f} s and {GIBIBYTES:.0f} GiB",
        met=seconds <= SECONDS and gibibytes <= GIBIBYTES,
    )


def _measured(path: Path, reader: str) -> tuple[float, float, float, int]:
    source = Path(commonweal.__file__).parents[1]
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path), reader],
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = perf_counter() - start
    counted, kibibytes, on_processors = done.stdout.split()
    return seconds, float(on_processors), int(kibibytes) / 2**20, int(counted)


def _plainly(path: Path, number: int) -> float:
    """Return how many votes a second the plain way counts."""
    counts: Counter[tuple[str, str, str, bool, str]] = Counter()
    start = perf_counter()
    with path.open(encoding="utf-8") as file:
        for line in islice(file, number):
            vote = json.loads(line)
            first, second = vote["first"], vote["second"]
            pair = (first, second) if first < second else (second, first)
            counts[vote["context"], *pair, first < second, vote["answer"]] += 1
    return number / (perf_counter() - start)


def _write_parquet(lines: Path, table: Path) -> None:
    """Write the same votes as a table, with the ids of those that others name."""
    import_module("duckdb").sql(
        f"""COPY (
            SELECT v.participant, v.context, v.first, v.second, v.answer, v.supersedes,
                coalesce(later.supersedes, v.nonce) AS id
            FROM read_json('{lines}', format = 'newline_delimited', columns = {{
                participant: 'VARCHAR', context: 'VARCHAR', first: 'VARCHAR', second: 'VARCHAR',
                answer: 'VARCHAR', supersedes: 'VARCHAR', nonce: 'VARCHAR'}}) AS v
            LEFT JOIN (SELECT participant, context, first, second, supersedes FROM
                read_json('{lines}', format = 'newline_delimited', columns = {{
                participant: 'VARCHAR', context: 'VARCHAR', first: 'VARCHAR', second: 'VARCHAR',
                supersedes: 'VARCHAR'}}) WHERE supersedes IS NOT NULL) AS later
            ON v.supersedes IS NULL AND (v.participant, v.context, v.first, v.second)
                = (later.participant, later.context, later.first, later.second)
        ) TO '{table}' (FORMAT parquet)"""  # noqa: S608
    )

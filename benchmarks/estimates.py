"""What people hold of each pair, from ten million votes in a file, beside DuckDB's bare counts.

The peer reads the same file and groups it by context, pair, order and answer: no estimate can be
made from less. Each runs in a process of its own, so that its memory is its own.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

import numpy as np
from benchmarks._row import Row

import commonweal

SECONDS = 90.0
GIBIBYTES = 3.0
TIMES = 3.0

PEOPLE_VOTE = 100
CARDS = 10_000
CONTEXTS = 200
CONTEXTS_TOGETHER = 5
ANSWERS = np.array(["first", "second", "both_needed", "neither", "unsure"])
ORDER_EFFECT, SPREAD_OF_PEOPLE = 0.4, 0.6

_OURS = """
import sys
from pathlib import Path
from commonweal.estimates import WiserProblem, solve_wiser
from commonweal.values import read_votes
broader = {
    f"context-{number:03}": (f"context-{number - number % 5:03}",)
    for number in range(200) if number % 5
}
votes = read_votes(Path(sys.argv[1]))
found = solve_wiser(WiserProblem(votes=votes, broader=broader)).raise_if_failed()
order = found.first_shown
print(len(votes), order.low, order.high, order.spread_of_people)
"""

_DUCKDB = """
import sys
import duckdb
duckdb.sql("SET enable_progress_bar = false")
table = f"read_parquet('{sys.argv[1]}')"
if not sys.argv[1].endswith(".parquet"):
    table = f'''read_json('{sys.argv[1]}', format = 'newline_delimited', columns = {{
        context: 'VARCHAR', "first": 'VARCHAR', "second": 'VARCHAR', answer: 'VARCHAR'}})'''
counts = duckdb.sql(f'''
    SELECT context, least("first", "second") AS low, greatest("first", "second") AS high,
        "first" < "second" AS shown, answer, count(*) AS votes
    FROM {table} GROUP BY ALL''').fetchnumpy()
print(counts["votes"].sum())
"""

_PEAK = """
from pathlib import Path
from time import process_time
status = Path("/proc/self/status")
if status.exists():
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    print(int(peak.split()[1]), process_time())
else:
    import resource
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, process_time())
"""


def run(*, quick: bool = False) -> list[Row]:
    """Measure 10,000,000 votes, or a tenth if quick."""
    number = 1_000_000 if quick else 10_000_000
    rows: list[Row] = []
    if not find_spec("duckdb"):
        return rows
    with tempfile.TemporaryDirectory(prefix="commonweal-bench-") as folder:
        lines = Path(folder) / "votes.jsonl"
        write_votes(lines, number)
        rows.append(_timed("JSONL", lines, number, times=None if quick else TIMES))
        table = Path(folder) / "votes.parquet"
        _write_parquet(lines, table)
        lines.unlink()
        rows.append(_timed("Parquet", table, number, times=None))
    return rows


def write_votes(path: Path, number: int) -> None:
    """Write votes of invented people with habits, each pair in five contexts."""
    rng = np.random.default_rng(20)
    pairs = _pairs(rng, number // 200)
    cards = [f"value_card:{rng.integers(2**63):064x}" for _ in range(CARDS)]
    group = rng.integers(0, CONTEXTS // CONTEXTS_TOGETHER, len(pairs))
    broad = rng.normal(0, 1, len(pairs))
    narrow = broad[:, None] + rng.normal(0, 0.4, (len(pairs), CONTEXTS_TOGETHER))
    narrow[:, 0] = broad
    questions = len(pairs) * CONTEXTS_TOGETHER
    with path.open("w", encoding="ascii", newline="\n") as file:
        for person in range(number // PEOPLE_VOTE):
            # Stepping by a prime asks nobody the same question twice.
            asked = (rng.integers(questions) + 7919 * np.arange(PEOPLE_VOTE)) % questions
            pair, context = np.divmod(asked, CONTEXTS_TOGETHER)
            shown = np.where(rng.random(PEOPLE_VOTE) < 0.5, 1, -1)
            odds = shown * narrow[pair, context] + ORDER_EFFECT
            odds += SPREAD_OF_PEOPLE * rng.normal()
            answer = (rng.random(PEOPLE_VOTE) > 1 / (1 + np.exp(-odds))).astype(int)
            no_side = rng.random(PEOPLE_VOTE) < 0.2
            answer[no_side] = rng.integers(2, 5, int(no_side.sum()))
            as_shown = np.where(shown[:, None] == 1, pairs[pair], pairs[pair][:, ::-1])
            where = group[pair] * CONTEXTS_TOGETHER + context
            file.write(_lines(person, cards, as_shown, where, answer))


def _pairs(rng: np.random.Generator, number: int) -> np.ndarray:
    keys = np.unique(rng.integers(0, CARDS * CARDS, 3 * number))
    low, high = np.divmod(rng.permutation(keys), CARDS)
    pairs = np.stack([low, high], axis=1)[low < high][:number]
    assert len(pairs) == number, "too few pairs were drawn"
    return pairs


def _lines(
    person: int,
    cards: list[str],
    pairs: np.ndarray,
    context: np.ndarray,
    answer: np.ndarray,
) -> str:
    begin = (
        f'{{"kind":"wiser_vote","schema_version":1,"by":"person-{person:06}","origin":"synthetic",'
        f'"said_at":"2026-01-02T03:04:05Z","participant":"person-{person:06}","nonce":"'
    )
    return "".join(
        f'{begin}{person * PEOPLE_VOTE + vote:032x}","context":"context-{where:03}",'
        f'"first":"{cards[first]}","second":"{cards[second]}","answer":"{said}"}}\n'
        for vote, ((first, second), where, said) in enumerate(
            zip(pairs.tolist(), context.tolist(), ANSWERS[answer].tolist(), strict=True)
        )
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of a program: what it said, and what it took."""

    said: list[float]
    seconds: float
    on_processors: float
    gibibytes: float

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s ({self.on_processors:.1f} s of CPU)"


def _timed(form: str, path: Path, number: int, *, times: float | None) -> Row:
    theirs, ours = _run(_DUCKDB, path), _run(_OURS, path)
    votes, low, high, spread = ours.said
    assert theirs.said == [number]
    assert votes == number
    assert low - 0.02 < ORDER_EFFECT < high + 0.02, "the planted order effect was not found"
    assert abs(spread - SPREAD_OF_PEOPLE) < 0.05, "the planted spread was not found"
    within = times is None or ours.seconds <= times * theirs.seconds
    promise = f"within {SECONDS:.0f} s and {GIBIBYTES:.0f} GiB"
    if times is not None:
        promise += f", and {times:.0f} times the counting"
    return Row(
        f"estimates from {number:,} votes in {form} ({path.stat().st_size / 2**30:.1f} GiB)",
        f"{ours}, {ours.gibibytes:.2f} GiB",
        f"{theirs} (DuckDB counts and estimates nothing)",
        f"{theirs.seconds / ours.seconds:.2f}x",
        promise,
        met=ours.seconds <= SECONDS and ours.gibibytes <= GIBIBYTES and within,
    )


def _run(program: str, path: Path) -> _Run:
    source = Path(commonweal.__file__).parents[1]
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program + _PEAK, str(path)],
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = perf_counter() - start
    *said, kibibytes, on_processors = (float(word) for word in done.stdout.split())
    return _Run(said, seconds, on_processors, kibibytes / 2**20)


def _write_parquet(lines: Path, table: Path) -> None:
    import duckdb

    duckdb.sql(
        f"""COPY (SELECT participant, context, "first", "second", answer FROM
            read_json('{lines}', format = 'newline_delimited', columns = {{
            participant: 'VARCHAR', context: 'VARCHAR', "first": 'VARCHAR', "second": 'VARCHAR',
            answer: 'VARCHAR'}})) TO '{table}' (FORMAT parquet)"""  # noqa: S608
    )

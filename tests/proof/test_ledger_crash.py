"""A ledger whose writer dies at any byte: nothing acknowledged is lost, the rest is repeatable."""

import json
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from commonweal.errors import InvalidDocument, LedgerCorrupt
from commonweal.proof._ledger_heads import append_head
from commonweal.proof._log import Ledger
from commonweal.proof._merkle import leaf_hash, tree_root
from commonweal.proof._tree_head import TreeHead

AT = "2026-01-31T09:30:00Z"
OLD = [f"value_card:{sha256(bytes([number])).hexdigest()}" for number in range(3)]
NEW = [f"wiser_vote:{sha256(bytes([number])).hexdigest()}" for number in range(3)]

State = dict[str, bytes]


def root_over(ids: list[str]) -> str:
    return tree_root([leaf_hash(record_id.encode()) for record_id in ids]).hex()


def state_of(folder: Path) -> State:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def put(folder: Path, state: State) -> None:
    for name, data in state.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


@pytest.fixture
def around(tmp_path: Path) -> tuple[State, State]:
    """The files before and after one append, acknowledged both times."""
    folder = tmp_path / "made"
    with Ledger.open(folder, create=True, name="river") as ledger:
        ledger.append(OLD, at=AT)
        before = state_of(folder)
        ledger.append(NEW, at=AT)
    return before, state_of(folder)


def written_in_part(before: State, after: State) -> Iterator[State]:
    """Every state in which a writer can die that writes one byte after the other."""
    for name in ("leaves.txt", "heads.jsonl"):
        for end in range(len(before[name]), len(after[name]) + 1):
            if name == "leaves.txt":
                yield {**before, name: after[name][:end]}
            else:
                yield {**after, name: after[name][:end]}


def expect_recovered(folder: Path, *, acknowledged: int) -> None:
    """Open what a crash left; what was acknowledged must be there, and the rest can be repeated."""
    reader = Ledger.read(folder)
    assert (OLD + NEW)[: reader.size] == list(reader)

    with Ledger.open(folder) as ledger:
        assert acknowledged <= ledger.size <= 6
        assert (OLD + NEW)[: ledger.size] == list(ledger)
        assert root_over((OLD + NEW)[: ledger.size]) == ledger.root()
        ledger.confirm(TreeHead("river", 3, root_over(OLD), AT))
        ledger.append_missing(NEW, at=AT)

    with Ledger.open(folder) as ledger:
        assert (0, 0, False) == (
            ledger.repair.kept,
            ledger.repair.torn_bytes,
            ledger.repair.levels_rebuilt,
        )
        assert root_over(OLD + NEW) == ledger.root()
        assert not ledger.prove_inclusion(NEW[1]).problems(head=ledger.head)


@pytest.mark.parametrize(
    ("levels", "step"), [("before", 1), ("after", 5), ("cut", 5), ("zeros", 5), ("gone", 5)]
)
def test_a_crash_at_any_byte_of_an_append_loses_nothing(
    tmp_path: Path, around: tuple[State, State], levels: str, step: int
) -> None:
    """Whichever byte of leaves or head was the last, and whatever the levels hold, all is well."""
    before, after = around
    level = "levels/level-00.bin"
    stored = {
        "before": before[level],
        "after": after[level],
        "cut": after[level][:140],
        "zeros": before[level] + bytes(96),
        "gone": b"",
    }[levels]
    states = list(written_in_part(before, after))

    for number, state in enumerate([*states[::step], *states[-3:]]):
        folder = tmp_path / str(number)
        put(folder, {**state, level: stored})
        # A head that lacks its line feed alone has said all that it says.
        whole = len(state["heads.jsonl"]) >= len(after["heads.jsonl"]) - 1
        expect_recovered(folder, acknowledged=6 if whole else 3)


@pytest.mark.parametrize("name", ["leaves.txt", "heads.jsonl"])
def test_pages_of_zeros_are_a_torn_tail(
    tmp_path: Path, around: tuple[State, State], name: str
) -> None:
    """A file that grew before its bytes reached the disk ends in zeros; they are cut off."""
    before, after = around
    for number, end in enumerate(range(len(before[name]), len(after[name]), 3)):
        zeros = bytes(len(after[name]) - end)
        leaves = before["leaves.txt"] if name == "leaves.txt" else after["leaves.txt"]
        state = {**before, "leaves.txt": leaves, name: after[name][:end] + zeros}
        folder = tmp_path / str(number)
        put(folder, state)

        expect_recovered(folder, acknowledged=3)


def test_a_page_of_zeros_before_a_written_one_is_torn_too(
    tmp_path: Path, around: tuple[State, State]
) -> None:
    """Pages may reach the disk out of order: after a hole, even whole lines are not believed."""
    before, after = around
    for name, whole in (("leaves.txt", before), ("heads.jsonl", after)):
        start = len(before[name])
        for length in range(1, len(after[name]) - start, 3):
            hole = after[name][:start] + bytes(length) + after[name][start + length :]
            folder = tmp_path / f"{name}-{length}"
            put(folder, {**whole, name: hole})

            expect_recovered(folder, acknowledged=3)


def test_a_crash_at_any_byte_of_the_making_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    """A ledger whose making was cut short is absent, and can be made."""
    with Ledger.open(tmp_path / "made", create=True, name="river"):
        pass
    state = state_of(tmp_path / "made")

    for end in range(len(state["heads.jsonl"]) - 1):
        folder = tmp_path / str(end)
        put(folder, {**state, "heads.jsonl": state["heads.jsonl"][:end]})
        with pytest.raises(InvalidDocument) as caught:
            Ledger.read(folder)
        assert "ledger-absent" == caught.value.code
        with Ledger.open(folder, create=True, name="river") as ledger:
            ledger.append(OLD)
        assert root_over(OLD) == Ledger.read(folder).verify().raise_for_status().root


def test_a_head_takes_the_place_of_what_was_torn_there(tmp_path: Path) -> None:
    """Writing a head leaves nothing of a longer one that was cut short at its place."""
    path, head = tmp_path / "heads.jsonl", TreeHead("river", 3, root_over(OLD), AT)
    path.write_text('{"at":"2026-01-31T09:30:00Z","ledger":"' + "x" * 600)

    append_head(path, head, end=0)

    assert head.line() + b"\n" == path.read_bytes()


def test_a_longer_torn_head_is_gone_when_the_ledger_is_made(tmp_path: Path) -> None:
    """What was left of a first head under a longer name does not show behind the new one."""
    (tmp_path / "heads.jsonl").write_text('{"at":"2026-01-31T09:30:00Z","ledger":"' + "x" * 300)

    with Ledger.open(tmp_path, create=True, name="river") as ledger:
        ledger.append(OLD)

    assert root_over(OLD) == Ledger.read(tmp_path).verify().raise_for_status().root


def test_a_head_without_its_line_feed_is_followed_by_the_next(
    tmp_path: Path, around: tuple[State, State]
) -> None:
    """The line feed that a crash took from the last head is written before the next one."""
    before, _ = around
    put(tmp_path / "cut", {**before, "heads.jsonl": before["heads.jsonl"][:-1]})

    with Ledger.open(tmp_path / "cut") as ledger:
        ledger.append(NEW)

    assert [0, 3, 6] == [head.size for head in Ledger.read(tmp_path / "cut").heads]


def test_mending_leaves_the_files_as_they_were_acknowledged(
    tmp_path: Path, around: tuple[State, State]
) -> None:
    """Torn lines and stored hashes of what never was are gone afterwards, to the last byte."""
    before, after = around
    torn = {name: after[name][: len(before[name]) + 20] for name in before}
    put(tmp_path / "torn", torn)

    with Ledger.open(tmp_path / "torn") as ledger:
        assert (0, 40) == (ledger.repair.kept, ledger.repair.torn_bytes)

    assert before == state_of(tmp_path / "torn")


def test_leaves_cut_below_an_acknowledgement_are_never_mended(
    tmp_path: Path, around: tuple[State, State]
) -> None:
    """If any byte that was acknowledged is missing, the ledger is corrupt and stays as it is."""
    _, after = around
    whole = after["leaves.txt"]

    for end in range(len(whole)):
        folder = tmp_path / str(end)
        put(folder, {**after, "leaves.txt": whole[:end]})
        cut = state_of(folder)
        with pytest.raises(LedgerCorrupt) as caught:
            Ledger.open(folder)
        assert caught.value.code in {"ledger-leaf-damaged", "ledger-leaves-missing"}
        place = whole[:end].count(b"\n") + 1
        assert caught.value.problems[0].path.endswith(f"leaves.txt:{place}")
        assert cut == state_of(folder)


def test_heads_that_were_lost_lose_no_leaves(tmp_path: Path, around: tuple[State, State]) -> None:
    """Where a file of heads ends early, the leaves beyond are kept and acknowledged again."""
    _, after = around
    lines = after["heads.jsonl"].splitlines(keepends=True)

    for kept in (1, 2):
        folder = tmp_path / str(kept)
        put(folder, {**after, "heads.jsonl": b"".join(lines[:kept])})
        with Ledger.open(folder) as ledger:
            assert 6 - (0, 0, 3)[kept] == ledger.repair.kept
            assert root_over(OLD + NEW) == ledger.root()


def test_a_report_counts_what_a_crash_left_and_changes_nothing(
    tmp_path: Path, around: tuple[State, State]
) -> None:
    """Verifying reads only: it says what the next writer will keep and cut off."""
    before, after = around
    two_lines = len(b"".join(after["leaves.txt"].splitlines(keepends=True)[:5]))
    left = {**before, "leaves.txt": after["leaves.txt"][: two_lines + 7]}
    put(tmp_path / "left", left)

    report = Ledger.read(tmp_path / "left").verify()

    assert (True, 3, 2, 7) == (report.sound, report.size, report.unacknowledged, report.torn_bytes)
    assert root_over(OLD) == report.root
    assert left == state_of(tmp_path / "left")


WRITER = """
import json, sys
from commonweal.proof._ledger_heads import append_head
from commonweal.proof._log import Ledger
ledger = Ledger.open(sys.argv[1], create=True, name="river")
number = ledger.size
while True:
    batch = [f"wiser_vote:{place:064x}" for place in range(number, number + 1 + number % 700)]
    head = ledger.append(batch)
    number += len(batch)
    print(json.dumps(head.content()), flush=True)
"""


def test_a_killed_writer_keeps_its_word(tmp_path: Path) -> None:
    """Killed in the middle of appending, again and again: every head it gave out still holds."""
    chance = random.Random(5)
    given: list[TreeHead] = []

    for _ in range(6):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(chance.randrange(1, 15))]
        writer.send_signal(signal.SIGKILL)
        lines += writer.stdout.read().splitlines(keepends=True)
        given += [TreeHead.from_content(json.loads(line)) for line in lines if line.endswith("\n")]
        assert -signal.SIGKILL == writer.wait()
        writer.stdout.close()

        with Ledger.open(tmp_path) as ledger:
            assert given[-1].size <= ledger.size
            assert [f"wiser_vote:{place:064x}" for place in range(ledger.size)] == list(ledger)
            for head in given:
                assert not ledger.confirm(head).problems(old=head, new=ledger.head)
        assert Ledger.read(tmp_path).verify().raise_for_status().levels_sound

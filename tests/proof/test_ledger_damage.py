"""A ledger that was altered, shortened or forked: noticed and named, or harmless by design."""

from collections.abc import Callable
from pathlib import Path

import pytest

from commonweal.errors import LedgerCorrupt
from commonweal.proof._ledger_heads import append_head, read_heads
from commonweal.proof._log import Ledger
from commonweal.proof._merkle import leaf_hash
from commonweal.proof._tree_head import TreeHead

from .ledgers import AT, contents, made, numbered, root_over


def overwrite(path: Path, at: int, data: bytes) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + data + whole[at + len(data) :])


def test_every_altered_byte_of_a_leaf_is_noticed(tmp_path: Path) -> None:
    """Whatever byte of an acknowledged line changes, opening names the entry and mends nothing."""
    folder = made(tmp_path, numbered(3))
    sound = (folder / "leaves.txt").read_bytes()

    for at in range(len(sound)):
        for value in (sound[at] ^ 1, 0, 0x0A):
            if value == sound[at]:
                continue
            (folder / "leaves.txt").write_bytes(sound[:at] + bytes([value]) + sound[at + 1 :])
            damaged = contents(folder)
            with pytest.raises(LedgerCorrupt) as caught:
                Ledger.open(folder)
            place = sound[:at].count(b"\n") + 1
            assert "ledger-leaf-damaged" == caught.value.code
            assert f"{folder / 'leaves.txt'}:{place}" == caught.value.problems[0].path
            assert damaged == contents(folder)
            assert not Ledger.read(folder).verify().sound


def test_every_altered_byte_of_a_head_is_noticed_or_harmless(tmp_path: Path) -> None:
    """No altered byte in the heads changes size or root; at most an unsigned moment differs."""
    folder = made(tmp_path, numbered(3), numbered(3, first=3))
    sound = (folder / "heads.jsonl").read_bytes()
    accepted = 0

    for at in range(len(sound)):
        (folder / "heads.jsonl").write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        try:
            with Ledger.open(folder) as ledger:
                heads = ledger.heads
        except LedgerCorrupt:
            continue
        accepted += 1
        assert [(0, 3, 6)] == [tuple(head.size for head in heads)]
        assert [root_over(numbered(n)) for n in (0, 3, 6)] == [head.root for head in heads]
    # The digits of three moments are all that can differ unnoticed, and not all of them.
    assert 0 < accepted <= 3 * 14


@pytest.mark.parametrize(
    "spoil",
    [
        lambda line: line.replace(b",", b", "),
        lambda line: line.replace(b'{"at"', b'{"at":"2026-01-31T09:30:00Z","at"'),
        lambda line: line.replace(b'"size":3', b'"size":3.0'),
        lambda line: line.replace(b'"size":3', b'"size":NaN'),
        lambda _: b"[" * 100_000,
        lambda _: b"",
        lambda line: line[:40],
        lambda line: b"\xff" + line,
    ],
)
def test_a_head_in_another_spelling_is_refused(
    tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    """A head before the last has one spelling; any other is damage, named with its line."""
    folder = made(tmp_path, numbered(3), numbered(3, first=3))
    first, second, third = (folder / "heads.jsonl").read_bytes().splitlines()
    (folder / "heads.jsonl").write_bytes(b"\n".join([first, spoil(second), third, b""]))

    with pytest.raises(LedgerCorrupt) as caught:
        Ledger.open(folder)

    assert "ledger-head-damaged" == caught.value.code
    assert f"{folder / 'heads.jsonl'}:2" == caught.value.problems[0].path


def test_a_reader_of_many_heads_reads_the_last_and_trusts_no_other(tmp_path: Path) -> None:
    """However many heads there are, each cut is torn, and damage shows as soon as it is read."""
    batches = [numbered(1, first=number) for number in range(40)]
    folder = made(tmp_path, *batches)
    path = folder / "heads.jsonl"
    sound = path.read_bytes()
    last_line = len(sound.splitlines(keepends=True)[-1])

    for cut in range(2, last_line):
        path.write_bytes(sound[:-cut])
        assert 39 == Ledger.read(folder).size
    path.write_bytes(sound + bytes(9000))
    assert 40 == Ledger.read(folder).size
    path.write_bytes(sound[:3] + b"x" + sound[4:])
    reader = Ledger.read(folder)
    assert 40 == reader.size
    assert () == reader.prove_inclusion(3).problems()
    for ask in (reader.verify, lambda: reader.heads, lambda: reader.prove_inclusion(3, size=7)):
        with pytest.raises(LedgerCorrupt) as caught:
            ask()
        assert f"{path}:1" == caught.value.problems[0].path
    path.write_bytes(sound[:-60] + b"x" + sound[-59:])
    with pytest.raises(LedgerCorrupt) as caught:
        Ledger.read(folder)
    assert f"{path}:41" == caught.value.problems[0].path


def test_every_altered_byte_of_the_levels_is_harmless(tmp_path: Path) -> None:
    """The stored levels are never trusted: proofs hold whatever is in them, and opening mends."""
    ids = numbered(259)
    folder = made(tmp_path, ids)
    sound = contents(folder)

    for name, step in (("levels/level-00.bin", 997), ("levels/level-08.bin", 1)):
        for at in range(0, len(sound[name]), step):
            overwrite(folder / name, at, bytes([sound[name][at] ^ 1]))
            reader = Ledger.read(folder)
            places = {0, 100, 257, at // 32 % 259}
            assert not any(reader.prove_inclusion(p).problems() for p in places)
            assert not reader.prove_consistency(100).problems()
            assert root_over(ids[:200]) == Ledger.read(folder).root(size=200)
            assert not reader.verify().levels_sound
            with Ledger.open(folder) as ledger:
                assert ledger.repair.levels_rebuilt
            assert sound == contents(folder)


@pytest.mark.parametrize("keep", [0, 5, 32, 8000])
def test_levels_that_are_short_or_gone_are_made_again(tmp_path: Path, keep: int) -> None:
    """Without its stored levels a ledger proves all the same, and a writer restores them."""
    folder = made(tmp_path, numbered(300))
    sound = contents(folder)
    for path in (folder / "levels").iterdir():
        path.write_bytes(path.read_bytes()[:keep])
        if not keep:
            path.unlink()

    reader = Ledger.read(folder)

    assert not any(reader.prove_inclusion(index).problems() for index in range(300))
    assert numbered(300)[250] in reader
    with Ledger.open(folder) as ledger:
        assert ledger.repair.levels_rebuilt
    assert sound == contents(folder)


def test_lookups_survive_levels_that_lie(tmp_path: Path) -> None:
    """A reader's table is only a hint: where it misses or misleads, the leaves decide."""
    ids = numbered(50)
    folder = made(tmp_path, ids)
    overwrite(folder / "levels" / "level-00.bin", 32 * 7, bytes(32))
    overwrite(folder / "levels" / "level-00.bin", 32 * 9, leaf_hash(ids[8].encode()))
    reader = Ledger.read(folder)
    for _ in range(40):
        reader.find(ids[0])

    assert [7, 8, 9, None] == [
        reader.find(record_id) for record_id in [*ids[7:10], *numbered(1, first=50)]
    ]


def test_rotten_levels_put_no_blame_on_entries_that_hold(tmp_path: Path) -> None:
    """The entry named as changed lies after the last head that holds, whatever the levels say."""
    folder = made(tmp_path, numbered(5), numbered(5, first=5))
    overwrite(folder / "levels" / "level-00.bin", 32, bytes(32))
    lines = (folder / "leaves.txt").read_text().splitlines(keepends=True)
    other = numbered(1, first=99)[0]
    lines[7] = f"7 {other} {leaf_hash(other.encode()).hex()[:8]}\n"
    (folder / "leaves.txt").write_text("".join(lines))

    with pytest.raises(LedgerCorrupt) as caught:
        Ledger.open(folder)

    assert "entry 7 is the first that changed" in caught.value.problems[0].hint


def test_a_forged_leaf_is_traced(tmp_path: Path) -> None:
    """A line replaced with all its marks in order contradicts the head, and is named."""
    folder = made(tmp_path, numbered(5), numbered(5, first=5))
    lines = (folder / "leaves.txt").read_text().splitlines(keepends=True)
    other = numbered(1, first=99)[0]
    lines[7] = f"7 {other} {leaf_hash(other.encode()).hex()[:8]}\n"
    (folder / "leaves.txt").write_text("".join(lines))

    with pytest.raises(LedgerCorrupt) as caught:
        Ledger.open(folder)
    with pytest.raises(LedgerCorrupt):
        Ledger.read(folder).prove_inclusion(7)
    with pytest.raises(LedgerCorrupt):
        Ledger.read(folder).prove_inclusion(other)

    assert "ledger-root-differs" == caught.value.code
    assert f"{folder / 'heads.jsonl'}:3" == caught.value.problems[0].path
    assert "up to entry 5 hold" in caught.value.problems[0].hint
    assert "entry 7 is the first that changed" in caught.value.problems[0].hint
    assert () == Ledger.read(folder).prove_inclusion(3).problems()


def test_a_line_that_claims_another_place_is_noticed(tmp_path: Path) -> None:
    """Looking for a record whose line says a wrong index gives no receipt of another record."""
    ids = numbered(9)
    folder = made(tmp_path, ids)
    lines = (folder / "leaves.txt").read_text().splitlines(keepends=True)
    lines[7] = lines[7].replace("7 ", "3 ", 1)
    (folder / "leaves.txt").write_text("".join(lines))

    with pytest.raises(LedgerCorrupt) as caught:
        Ledger.read(folder).prove_inclusion(ids[7])

    assert f"{folder / 'leaves.txt'}:8" == caught.value.problems[0].path


def test_a_missing_line_in_the_middle_is_noticed(tmp_path: Path) -> None:
    """Iterating over a ledger whose lines do not follow one another ends in an error."""
    folder = made(tmp_path, numbered(5))
    lines = (folder / "leaves.txt").read_text().splitlines(keepends=True)
    (folder / "leaves.txt").write_text("".join(lines[:2] + lines[3:]))

    with pytest.raises(LedgerCorrupt) as caught:
        list(Ledger.read(folder))

    assert "ledger-leaf-damaged" == caught.value.code
    assert "index 2" in caught.value.problems[0].expected


def test_a_line_without_end_is_refused_where_it_begins(tmp_path: Path) -> None:
    """Gigabytes without a line feed are damaged at the first entry, and read no further."""
    folder = made(tmp_path, numbered(2))
    with (folder / "leaves.txt").open("wb") as file:
        file.truncate(1 << 33)

    with pytest.raises(LedgerCorrupt) as caught:
        Ledger.open(folder)

    assert f"{folder / 'leaves.txt'}:1" == caught.value.problems[0].path
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("name", ["leaves.txt", "heads.jsonl"])
def test_half_a_ledger_is_not_begun_anew(tmp_path: Path, name: str) -> None:
    """When one of its two files is gone, a ledger is not silently made again."""
    folder = made(tmp_path, numbered(2))
    (folder / name).unlink()
    before = contents(folder)

    for create in (False, True):
        with pytest.raises(LedgerCorrupt) as caught:
            Ledger.open(folder, create=create)
        assert "ledger-file-missing" == caught.value.code

    assert before == contents(folder)


@pytest.mark.parametrize(
    ("size", "root", "name"),
    [(1, "e" * 64, "river"), (2, "e" * 64, "river"), (2, root_over(numbered(2)), "lake")],
)
def test_heads_that_contradict_one_another_are_refused(
    tmp_path: Path, size: int, root: str, name: str
) -> None:
    """Sizes never fall, one size has one root, and all heads are of one ledger."""
    folder = made(tmp_path, numbered(2))
    end = read_heads(folder / "heads.jsonl").end
    append_head(folder / "heads.jsonl", TreeHead(name, size, root, AT), end=end)

    with pytest.raises(LedgerCorrupt) as caught:
        Ledger.open(folder)

    assert "ledger-heads-disordered" == caught.value.code


def test_a_head_over_entries_that_are_not_there_is_refused(tmp_path: Path) -> None:
    """Entries that were acknowledged and are gone are reported missing, by their number."""
    folder = made(tmp_path, numbered(2))
    end = read_heads(folder / "heads.jsonl").end
    append_head(folder / "heads.jsonl", TreeHead("river", 3, "e" * 64, AT), end=end)

    with pytest.raises(LedgerCorrupt) as caught:
        Ledger.open(folder)

    assert "ledger-leaves-missing" == caught.value.code
    assert f"{folder / 'leaves.txt'}:3" == caught.value.problems[0].path


# ---- holding a ledger to its word


def test_an_old_head_is_continued(tmp_path: Path) -> None:
    """Whoever kept any earlier head gets a proof from it to the present one."""
    made(tmp_path, *[numbered(7, first=7 * batch) for batch in range(5)])
    ledger = Ledger.read(tmp_path)

    for head in ledger.heads:
        assert () == ledger.confirm(head).problems(old=head, new=ledger.head)


def test_a_shortened_ledger_is_refused(tmp_path: Path) -> None:
    """A ledger that has forgotten its last batch cannot answer for the head of it."""
    kept = Ledger.read(made(tmp_path / "whole", numbered(5), numbered(5, first=5))).head
    shortened = Ledger.read(made(tmp_path / "short", numbered(5)))

    with pytest.raises(LedgerCorrupt) as caught:
        shortened.confirm(kept)

    assert "ledger-shortened" == caught.value.code


@pytest.mark.parametrize("more", [0, 5])
def test_a_forked_ledger_is_refused(tmp_path: Path, more: int) -> None:
    """A ledger that tells another story at the same size is refused, however much it has since."""
    kept = Ledger.read(made(tmp_path / "one", numbered(5))).head
    other = numbered(4) + numbered(1 + more, first=100)
    forked = Ledger.read(made(tmp_path / "two", other))

    with pytest.raises(LedgerCorrupt) as caught:
        forked.confirm(kept)

    assert "ledger-forked" == caught.value.code
    proof = forked.prove_consistency(5)
    assert "consistency-head" == proof.problems(old=kept)[0].code


def test_another_ledger_is_refused(tmp_path: Path) -> None:
    """A head of one ledger does not pass for a head of another with the same entries."""
    kept = Ledger.read(made(tmp_path / "one", numbered(5))).head
    other = Ledger.read(made(tmp_path / "two", numbered(5), name="lake"))

    with pytest.raises(LedgerCorrupt) as caught:
        other.confirm(kept)

    assert "ledger-forked" == caught.value.code

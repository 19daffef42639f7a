"""The ledger on disk: what it acknowledges, proves, refuses and notices."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from commonweal.errors import ExternalFailure, Infeasible, InvalidDocument, LedgerCorrupt
from commonweal.proof._log import Ledger
from commonweal.proof._merkle import EMPTY_ROOT, leaf_hash

from .ledgers import AT, contents, made, numbered, root_over

# ---- what stands in the files


def test_a_new_ledger_acknowledges_that_it_is_empty(tmp_path: Path) -> None:
    """The first head of a ledger is over no entries and names the ledger."""
    with Ledger.open(tmp_path / "ledger", create=True, name="river") as ledger:
        head = ledger.head

    assert ("river", 0, EMPTY_ROOT.hex()) == (head.ledger, head.size, head.root)


def test_the_files_are_as_the_reference_page_says(tmp_path: Path) -> None:
    """Each leaf has one line with index, id and check; each batch one line of canonical JSON."""
    one, two = numbered(2)

    made(tmp_path, [one, two])

    checks = [leaf_hash(leaf.encode()).hex()[:8] for leaf in (one, two)]
    expected = f"0 {one} {checks[0]}\n1 {two} {checks[1]}\n"
    assert expected == (tmp_path / "leaves.txt").read_text()
    head = (
        f'{{"at":"{AT}","kind":"tree_head","ledger":"river","root":"{root_over([one, two])}",'
        '"schema_version":1,"size":2}'
    )
    assert head == (tmp_path / "heads.jsonl").read_text().splitlines()[-1]


def test_a_stranger_can_check_the_ledger_by_its_page(tmp_path: Path) -> None:
    """The program on the reference page accepts a ledger and refuses a forged or shortened one."""
    page = (Path(__file__).parents[2] / "docs" / "reference" / "ledger.md").read_text("utf-8")
    program: dict[str, Any] = {}
    exec(page.split("```python\n")[1].split("```")[0], program)
    made(tmp_path, numbered(300), numbered(13, first=300), ["tombstone:" + "0" * 64])

    head = program["check"](tmp_path)

    assert head == Ledger.read(tmp_path).head.content()
    sound = (tmp_path / "leaves.txt").read_text()
    other = numbered(1, first=999)[0]
    forged = f"7 {other} {leaf_hash(other.encode()).hex()[:8]}"
    lines = sound.splitlines()
    for damage in ([*lines[:7], forged, *lines[8:]], lines[:-1], [*lines[:7], *lines[8:]]):
        (tmp_path / "leaves.txt").write_text("\n".join([*damage, ""]))
        with pytest.raises(AssertionError):
            program["check"](tmp_path)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 300), max_size=5))
def test_batches_do_not_change_the_root(
    tmp_path_factory: pytest.TempPathFactory, batches: list[int]
) -> None:
    """However appending is cut into batches, the root is the one over all ids in order."""
    ids = numbered(sum(batches))
    folder, at = tmp_path_factory.mktemp("ledger"), 0

    with Ledger.open(folder, create=True) as ledger:
        for batch in batches:
            ledger.append(ids[at : at + batch])
            at += batch

    assert root_over(ids) == Ledger.read(folder).root()
    assert ids == list(Ledger.read(folder))
    assert Ledger.read(folder).verify().levels_sound


def test_a_ledger_goes_on_where_it_was_closed(tmp_path: Path) -> None:
    """Opening again and appending gives what one sitting gives; earlier bytes stay as they were."""
    made(tmp_path, numbered(5))
    before = contents(tmp_path)

    with Ledger.open(tmp_path) as ledger:
        ledger.append(numbered(5, first=5))

    after = contents(tmp_path)
    assert root_over(numbered(10)) == Ledger.read(tmp_path).root()
    assert all(after[name].startswith(data) for name, data in before.items())


def test_a_large_ledger_reaches_the_third_stored_level(tmp_path: Path) -> None:
    """Beyond 65,536 entries proofs still verify, from files that only a reader has open."""
    ids = numbered(66_000)
    made(tmp_path, ids[:65_000], ids[65_000:])
    ledger = Ledger.read(tmp_path)

    receipts = [ledger.prove_inclusion(index) for index in (0, 255, 65_535, 65_536, 65_999)]

    assert root_over(ids) == ledger.root()
    assert [ids[receipt.index] for receipt in receipts] == [r.leaf for r in receipts]
    assert not any(receipt.problems(head=ledger.head) for receipt in receipts)
    assert ["level-00.bin", "level-08.bin", "level-16.bin"] == sorted(
        path.name for path in (tmp_path / "levels").iterdir()
    )


# ---- appending


def test_append_missing_can_be_repeated(tmp_path: Path) -> None:
    """Appending what is there already writes nothing and gives the last head."""
    made(tmp_path, numbered(5))
    before = contents(tmp_path)

    with Ledger.open(tmp_path) as ledger:
        head = ledger.append_missing(numbered(5))

    assert before == contents(tmp_path)
    assert Ledger.read(tmp_path).head == head


def test_append_missing_adds_what_is_not_there_once_and_in_order(tmp_path: Path) -> None:
    """New ids are taken in the order given, repeated ones once, known ones not at all."""
    ids = numbered(6)
    made(tmp_path, ids[:2])

    with Ledger.open(tmp_path) as ledger:
        ledger.append_missing([ids[4], ids[0], ids[3], ids[4], ids[2]])

    assert [*ids[:2], ids[4], ids[3], ids[2]] == list(Ledger.read(tmp_path))


def test_append_refuses_what_is_there_and_names_all_of_it(tmp_path: Path) -> None:
    """Ids that are in the ledger or twice in the batch are named together; nothing is appended."""
    ids = numbered(4)
    made(tmp_path, ids[:2])
    before = contents(tmp_path)

    with Ledger.open(tmp_path) as ledger, pytest.raises(InvalidDocument) as caught:
        ledger.append([ids[2], ids[1], ids[3], ids[2], ids[0]])

    assert "ledger-duplicate" == caught.value.code
    assert ["ids[1]", "ids[3]", "ids[4]"] == [problem.path for problem in caught.value.problems]
    assert before == contents(tmp_path)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "wiser_vote",
        "wiser_vote:" + "A" * 64,
        "a:" + "0" * 63,
        "a:" + "0" * 65,
        "a b:" + "0" * 64,
        "a:" + "0" * 64 + "\n",
        ":" + "0" * 64,
        "ä:" + "0" * 64,
    ],
)
def test_append_refuses_what_is_no_id(tmp_path: Path, wrong: str) -> None:
    """Only a whole content id can become a leaf, so that no line can say two things."""
    with Ledger.open(tmp_path, create=True) as ledger:
        with pytest.raises(InvalidDocument) as caught:
            ledger.append([*numbered(1), wrong])
        with pytest.raises(InvalidDocument):
            ledger.append_missing([wrong])

    assert ("ledger-id", "ids[1]") == (caught.value.code, caught.value.problems[0].path)
    assert 0 == Ledger.read(tmp_path).size


@pytest.mark.parametrize("wrong", ["", "yesterday", "2026-02-30T00:00:00Z", "2026-01-31T09:30:00"])
def test_append_refuses_a_moment_that_is_none(tmp_path: Path, wrong: str) -> None:
    """A head that could not be read again is never written."""
    with Ledger.open(tmp_path, create=True) as ledger, pytest.raises(InvalidDocument) as caught:
        ledger.append(numbered(1), at=wrong)

    assert "tree-head-invalid" == caught.value.code
    assert 0 == Ledger.read(tmp_path).size


def test_appending_nothing_acknowledges_nothing_new(tmp_path: Path) -> None:
    """An empty batch leaves the ledger as it is."""
    with Ledger.open(tmp_path, create=True) as ledger:
        first = ledger.head

        assert first == ledger.append([])
        assert (first,) == ledger.heads


@pytest.mark.parametrize("opened", [Ledger.read, Ledger.open])
def test_only_an_open_ledger_takes_entries(tmp_path: Path, opened: object) -> None:
    """A ledger that is only read, or closed, says how to open it."""
    assert callable(opened)
    ledger = opened(made(tmp_path))
    ledger.close()

    with pytest.raises(Infeasible) as caught:
        ledger.append(numbered(1))

    assert "ledger-read-only" == caught.value.code


def test_a_failed_write_closes_the_ledger_and_loses_nothing(tmp_path: Path) -> None:
    """When the disk is full, the batch fails, and opening again finds every earlier entry."""
    made(tmp_path, numbered(5))
    program = f"""
import resource
from commonweal.proof._log import Ledger
ledger = Ledger.open({str(tmp_path)!r})
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    ledger.append([f"value_card:{{number:064x}}" for number in range(40)])
except OSError:
    print(ledger._lock)
"""
    pytest.importorskip("resource")

    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert "None\n" == run.stdout
    with Ledger.open(tmp_path) as ledger:
        assert ledger.repair.torn_bytes > 0
        assert numbered(5) == list(ledger)[:5]
        assert 5 + ledger.repair.kept == ledger.size
        ledger.append_missing([f"value_card:{number:064x}" for number in range(40)])
    assert 45 == Ledger.read(tmp_path).verify().raise_for_status().size


# ---- finding and proving


@pytest.mark.parametrize("opened", [Ledger.read, Ledger.open])
@pytest.mark.parametrize("lookups", [0, 40])
def test_every_entry_is_found_and_no_other(tmp_path: Path, opened: object, lookups: int) -> None:
    """Looking through the file and looking into the table give the same places."""
    ids = numbered(400)
    made(tmp_path, ids)
    assert callable(opened)

    with opened(tmp_path) as ledger:
        for _ in range(lookups):
            ledger.find(ids[0])

        found = [ledger.find(record_id) for record_id in ids[::20]]

        assert list(range(0, 400, 20)) == found
        assert ids[7] in ledger
        assert numbered(1, first=400)[0] not in ledger
        assert "7" not in ledger
        assert 7 not in ledger
        assert 400 == len(ledger)


def test_every_receipt_at_every_size_verifies(tmp_path: Path) -> None:
    """Each entry has a receipt for each tree that contains it, with the head if there is one."""
    ids = numbered(20)
    made(tmp_path, ids[:8], ids[8:])
    ledger = Ledger.read(tmp_path)

    for size in range(1, 21):
        for index in range(size):
            receipt = ledger.prove_inclusion(ids[index], size=size)
            assert (ids[index], root_over(ids[:size])) == (receipt.leaf, receipt.root)
            assert () == receipt.problems()
            assert (size in {8, 20}) == (receipt.head is not None)


def test_every_size_continues_every_earlier_one(tmp_path: Path) -> None:
    """A consistency proof between any two sizes verifies."""
    ids = numbered(20)
    made(tmp_path, ids)
    ledger = Ledger.read(tmp_path)

    for new in range(21):
        for old in range(new + 1):
            proof = ledger.prove_consistency(old, new_size=new)
            assert (root_over(ids[:old]), root_over(ids[:new])) == (proof.old_root, proof.new_root)
            assert () == proof.problems()


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda ledger: ledger.prove_inclusion(5), "ledger-not-contained"),
        (lambda ledger: ledger.prove_inclusion(-1), "ledger-not-contained"),
        (lambda ledger: ledger.prove_inclusion(2, size=2), "ledger-not-contained"),
        (lambda ledger: ledger.prove_inclusion(2, size=6), "ledger-not-contained"),
        (lambda ledger: ledger.prove_inclusion("a:" + "0" * 64), "ledger-not-contained"),
        (lambda ledger: ledger.prove_inclusion("no id"), "ledger-not-contained"),
        (lambda ledger: ledger.prove_consistency(6), "ledger-size"),
        (lambda ledger: ledger.prove_consistency(-1), "ledger-size"),
        (lambda ledger: ledger.prove_consistency(3, new_size=2), "ledger-size"),
        (lambda ledger: ledger.prove_consistency(3, new_size=6), "ledger-size"),
        (lambda ledger: ledger.root(size=6), "ledger-size"),
    ],
)
def test_what_the_ledger_does_not_hold_cannot_be_proved(
    tmp_path: Path, ask: object, code: str
) -> None:
    """Entries and sizes that the ledger does not have are refused by name."""
    assert callable(ask)
    made(tmp_path, numbered(5))

    with pytest.raises(Infeasible) as caught:
        ask(Ledger.read(tmp_path))

    assert code == caught.value.code


def test_a_reader_sees_what_was_acknowledged_when_it_came(tmp_path: Path) -> None:
    """A writer may go on: a reader keeps its size, its root and its proofs."""
    ids = numbered(600)
    with Ledger.open(tmp_path, create=True) as writer:
        writer.append(ids[:300])
        reader = Ledger.read(tmp_path)
        writer.append(ids[300:])

        assert ids[:300] == list(reader)
        assert root_over(ids[:300]) == reader.root()
        assert () == reader.prove_inclusion(299).problems(head=reader.head)
        assert ids[300] not in reader
        assert ids[300] in writer
        assert 600 == Ledger.read(tmp_path).size


def test_erasing_bodies_leaves_every_proof_as_it_was(tmp_path: Path) -> None:
    """A person's bodies go, their leaves stay, a tombstone joins, and all receipts still hold."""
    bodies, ids = tmp_path / "records", numbered(9)
    bodies.mkdir()
    for record_id in ids:
        (bodies / record_id.replace(":", "-")).write_text("what somebody said, and its nonce")
    made(tmp_path / "ledger", ids)
    kept = [Ledger.read(tmp_path / "ledger").prove_inclusion(record_id) for record_id in ids]

    for record_id in ids[2:5]:
        (bodies / record_id.replace(":", "-")).unlink()
    with Ledger.open(tmp_path / "ledger") as ledger:
        ledger.append(numbered(1, kind="tombstone"))
        proof = ledger.confirm(kept[0].head)

        assert () == proof.problems(old=kept[0].head, new=ledger.head)
        assert not any(receipt.problems() for receipt in kept)
        assert not any(ledger.prove_inclusion(record_id).problems() for record_id in ids)
        assert ledger.verify().sound


# ---- opening


@pytest.mark.parametrize("opened", [Ledger.read, Ledger.open])
@pytest.mark.parametrize("place", ["absent", "."])
def test_a_ledger_that_is_not_there_is_not_made_unasked(
    tmp_path: Path, opened: object, place: str
) -> None:
    """Opening and reading need a ledger; neither leaves anything behind where there is none."""
    assert callable(opened)

    with pytest.raises(InvalidDocument) as caught:
        opened(tmp_path / place)

    assert "ledger-absent" == caught.value.code
    assert [] == list(tmp_path.iterdir())


def test_another_name_is_refused(tmp_path: Path) -> None:
    """Whoever expects a ledger by name gets no other."""
    folder = made(tmp_path, numbered(2))

    with pytest.raises(InvalidDocument) as caught:
        Ledger.open(folder, create=True, name="lake")

    assert "ledger-name" == caught.value.code
    with Ledger.open(folder, create=True, name="river") as ledger:
        assert "river" == ledger.name


def test_a_name_that_is_none_makes_no_ledger(tmp_path: Path) -> None:
    """A ledger with an unreadable name is not begun."""
    with pytest.raises(InvalidDocument) as caught:
        Ledger.open(tmp_path, create=True, name="The River")

    assert "tree-head-invalid" == caught.value.code
    with Ledger.open(tmp_path, create=True, name="river") as ledger:
        assert 0 == ledger.size


def test_a_second_writer_is_refused_and_readers_are_not(tmp_path: Path) -> None:
    """One writer at a time, whether in this process or in another; reading needs no lock."""
    program = "import sys; from commonweal.proof._log import Ledger; Ledger.open(sys.argv[1])"
    with Ledger.open(tmp_path, create=True) as ledger:
        ledger.append(numbered(2))

        with pytest.raises(ExternalFailure) as caught:
            Ledger.open(tmp_path)
        other = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
        )

        assert "ledger-locked" == caught.value.code
        assert "process " in caught.value.problems[0].found
        assert "ledger-locked" in other.stderr
        assert 2 == Ledger.read(tmp_path).size
    with Ledger.open(tmp_path) as ledger:
        assert 2 == ledger.size


def test_a_failed_opening_lets_the_next_writer_in(tmp_path: Path) -> None:
    """A ledger that could not be opened is not locked afterwards."""
    folder = made(tmp_path, numbered(2))
    sound = (folder / "leaves.txt").read_bytes()
    (folder / "leaves.txt").write_bytes(sound[:-1])
    with pytest.raises(LedgerCorrupt):
        Ledger.open(folder)
    (folder / "leaves.txt").write_bytes(sound)

    with Ledger.open(folder) as ledger:
        assert 2 == ledger.size

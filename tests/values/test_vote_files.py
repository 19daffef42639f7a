"""Reading votes from files of lines and of Parquet."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from commonweal.documents import NotTraded, WiserVote
from commonweal.errors import InvalidDocument, MissingExtra
from commonweal.values import Votes, count_votes
from commonweal.values._vote_files import VoteReader, read_votes
from commonweal.values._vote_lines import votes_from_records
from commonweal.values._votes import ANSWERS

CARDS = [f"value_card:{number:064x}" for number in range(4)]

WITHOUT_DUCKDB = "DuckDB is not installed"

needs_duckdb = pytest.mark.skipif(not find_spec("duckdb"), reason=WITHOUT_DUCKDB)

each_reader = pytest.mark.parametrize(
    "reader", ["python", pytest.param("duckdb", marks=needs_duckdb)]
)

COLUMNS = ("participant", "context", "low", "high", "shown", "answer")


def vote(number: int, person: str, first: int, second: int, answer: str, **more: Any) -> WiserVote:
    return WiserVote(
        by=person,
        origin="synthetic",
        said_at="2026-01-02T03:04:05Z",
        nonce=f"{number:032x}",
        participant=person,
        context=more.pop("context", "drought"),
        first=CARDS[first],
        second=CARDS[second],
        answer=answer,
        **more,
    )


def line(record: Any) -> str:
    return json.dumps(record.content(), ensure_ascii=False)


def written(folder: Path, *lines: str, name: str = "votes.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(f"{text}\n" for text in lines), encoding="utf-8")
    return path


def parquet(folder: Path, rows: list[dict[str, Any]], columns: str) -> Path:
    """Write rows as Parquet by way of a file of lines."""
    duckdb = pytest.importorskip("duckdb")
    lines = written(folder, *map(json.dumps, rows), name="rows.jsonl")
    path = folder / "votes.parquet"
    duckdb.sql(
        f"COPY (SELECT * FROM read_json('{lines}', format = 'newline_delimited', "
        f"columns = {{{columns}}})) TO '{path}' (FORMAT parquet)"
    )
    return path


TEXT_COLUMNS = ", ".join(
    f"{name}: 'VARCHAR'" for name in ("participant", "context", "first", "second", "answer")
)


def same(one: Votes, other: Votes) -> bool:
    names = (one.participants, one.contexts, one.cards)
    return names == (other.participants, other.contexts, other.cards) and all(
        getattr(one, column).tobytes() == getattr(other, column).tobytes() for column in COLUMNS
    )


@st.composite
def some_records(draw: st.DrawFn) -> list[WiserVote]:
    """Draw votes of few people on few pairs; of a second vote on a pair, replace the first."""
    latest: dict[tuple[object, ...], str] = {}
    records = []
    for number in range(draw(st.integers(0, 25))):
        first, second = draw(st.permutations(range(4)))[:2]
        person, context = f"p{draw(st.integers(0, 3))}", draw(st.sampled_from(["drought", "flood"]))
        key = (person, context, frozenset({first, second}))
        more = {"supersedes": latest[key]} if key in latest else {}
        answer = draw(st.sampled_from(ANSWERS))
        records.append(vote(number, person, first, second, answer, context=context, **more))
        latest[key] = records[-1].id
    return records


@each_reader
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=some_records())
def test_a_file_gives_the_votes_that_no_later_one_replaces(
    reader: VoteReader, records: list[WiserVote], tmp_path: Path
) -> None:
    """Whichever reader reads it, and whatever order its lines are in."""
    replaced = {record.supersedes for record in records}
    expected = votes_from_records(record for record in records if record.id not in replaced)
    path = written(tmp_path, *map(line, records))
    backwards = written(tmp_path, *map(line, records[::-1]), name="backwards.jsonl")

    assert same(expected, read_votes(path, reader=reader))
    assert same(expected, read_votes(backwards, reader=reader))


@each_reader
def test_records_of_other_kinds_and_empty_lines_are_passed_over(
    reader: VoteReader, tmp_path: Path
) -> None:
    """A file of answers holds more than votes."""
    other = NotTraded(
        by="p0", origin="person", said_at="2026-01-02T03:04:05Z", first=CARDS[0], second=CARDS[1],
        why="They are not for sale.",
    )  # fmt: skip
    path = written(tmp_path, line(other), "", line(vote(1, "p0", 0, 1, "first")), "  ")

    votes = read_votes(path, reader=reader)

    assert (1, ("p0",), ("drought",)) == (len(votes), votes.participants, votes.contexts)


@each_reader
@pytest.mark.parametrize("text", ["", "\n\n"])
def test_a_file_without_votes_has_none(reader: VoteReader, text: str, tmp_path: Path) -> None:
    """That is no error."""
    path = written(tmp_path, text)

    assert 0 == len(count_votes(read_votes(path, reader=reader)))


@each_reader
def test_a_person_who_votes_twice_on_a_pair_is_named_with_both_lines(
    reader: VoteReader, tmp_path: Path
) -> None:
    """Also where the pair was shown the other way round, and however many others are right."""
    fine = vote(4, "p2", 2, 3, "unsure")
    path = written(
        tmp_path,
        line(vote(1, "p1", 0, 1, "first")),
        line(vote(2, "p1", 0, 1, "first", context="flood")),
        line(fine),
        line(vote(3, "p1", 1, 0, "neither")),
        line(vote(5, "p2", 2, 3, "first", supersedes=fine.id)),
        line(vote(1, "p1", 0, 1, "first")),
    )

    with pytest.raises(InvalidDocument) as refusal:
        read_votes(path, reader=reader)

    problems = refusal.value.problems
    assert [("voted-twice", f"{path}:4"), ("voted-twice", f"{path}:6")] == [
        (problem.code, problem.path) for problem in problems
    ]
    assert all(f"{path}:1" in problem.found for problem in problems)


@each_reader
def test_two_votes_that_both_replace_one_do_not_both_stand(
    reader: VoteReader, tmp_path: Path
) -> None:
    """A later vote must say which of the votes before it stood."""
    first = vote(1, "p1", 0, 1, "first")
    path = written(
        tmp_path,
        line(first),
        line(vote(2, "p1", 0, 1, "second", supersedes=first.id)),
        line(vote(3, "p1", 0, 1, "unsure", supersedes=first.id)),
    )

    with pytest.raises(InvalidDocument) as refusal:
        read_votes(path, reader=reader)

    assert [f"{path}:3"] == [problem.path for problem in refusal.value.problems]


@each_reader
def test_a_vote_may_replace_one_that_was_erased(reader: VoteReader, tmp_path: Path) -> None:
    """What was erased is not there to be found."""
    gone = vote(1, "p1", 0, 1, "first")
    path = written(tmp_path, line(vote(2, "p1", 0, 1, "second", supersedes=gone.id)))

    assert [1] == read_votes(path, reader=reader).answer.tolist()


WRONG = {
    "no-json": '{"kind":"wiser_vote",',
    "no-object": "[1]",
    "number-as-name": line(vote(1, "p1", 0, 1, "first")).replace('"p1"', "7"),
    "list-as-name": line(vote(1, "p1", 0, 1, "first")).replace('"p1"', '["p1"]'),
    "bad-name": line(vote(1, "p1", 0, 1, "first")).replace('"p1"', '"P 1"'),
    "bad-card": line(vote(1, "p1", 0, 1, "first")).replace(CARDS[0], "value_card:12"),
    "bad-answer": line(vote(1, "p1", 0, 1, "first")).replace(
        '"answer": "first"', '"answer": "yes"'
    ),
    "same-card": line(vote(1, "p1", 0, 1, "first")).replace(CARDS[1], CARDS[0]),
    "no-context": line(vote(1, "p1", 0, 1, "first")).replace('"context": "drought", ', ""),
    "no-kind": line(vote(1, "p1", 0, 1, "first")).replace('"kind": "wiser_vote", ', ""),
    "null-answer": line(vote(1, "p1", 0, 1, "first")).replace(
        '"answer": "first"', '"answer": null'
    ),
    "repeated-key": line(vote(1, "p1", 0, 1, "first")).replace(
        '"answer": "first"', '"answer": "first", "answer": "second"'
    ),
    "number-as-kind": line(vote(1, "p1", 0, 1, "first")).replace('"wiser_vote"', "5"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_both_readers_report_the_same_problems_with_their_lines(wrong: str, tmp_path: Path) -> None:
    """Whatever a quick reader does not understand is read whole, and every problem is listed."""
    path = written(tmp_path, line(vote(0, "p0", 0, 1, "first")), WRONG[wrong], WRONG["bad-answer"])
    reports = []

    for reader in ("python", "duckdb") if find_spec("duckdb") else ("python",):
        with pytest.raises(InvalidDocument) as refusal:
            read_votes(path, reader=reader)
        reports.append([str(problem) for problem in refusal.value.problems])

    assert all(report == reports[0] for report in reports)
    assert any(f"{path}:2" in problem for problem in reports[0])
    assert any(f"{path}:3" in problem for problem in reports[0])


@each_reader
def test_a_key_that_stands_twice_is_a_problem(reader: VoteReader, tmp_path: Path) -> None:
    """Readers differ on which of the two they take, so neither is taken."""
    path = written(tmp_path, WRONG["repeated-key"])

    with pytest.raises(InvalidDocument) as refusal:
        read_votes(path, reader=reader)

    assert "repeated-key" == refusal.value.code


@each_reader
def test_a_byte_order_mark_is_a_problem(reader: VoteReader, tmp_path: Path) -> None:
    """Editors add it in silence; readers pass over it in silence."""
    path = written(tmp_path, "\ufeff" + line(vote(1, "p1", 0, 1, "first")))

    with pytest.raises(InvalidDocument) as refusal:
        read_votes(path, reader=reader)

    assert "byte-order-mark" == refusal.value.code


@each_reader
def test_a_line_that_is_too_long_is_a_problem(reader: VoteReader, tmp_path: Path) -> None:
    """It is not held in memory, and the lines after it are still read."""
    endless = json.dumps({"kind": "wiser_vote", "why": "x" * (5 * 2**20)})
    path = written(tmp_path, endless, WRONG["bad-answer"])

    with pytest.raises(InvalidDocument) as refusal:
        read_votes(path, reader=reader)

    assert "line-too-long" == refusal.value.code
    assert any(f"{path}:2" in problem.path for problem in refusal.value.problems)


@each_reader
def test_names_written_with_escapes_are_the_same_names(reader: VoteReader, tmp_path: Path) -> None:
    """JSON has many spellings for one text."""
    plain, escaped = vote(1, "p1", 0, 1, "first"), vote(2, "p1", 2, 3, "second")
    spelled = (
        line(escaped).replace('"p1"', '"\\u0070\\u0031"').replace("wiser_vote", "wiser\\u005fvote")
    )
    path = written(tmp_path, line(plain), spelled)

    assert same(votes_from_records([plain, escaped]), read_votes(path, reader=reader))


@each_reader
def test_a_name_told_elsewhere_in_a_line_does_not_hide_a_second_vote(
    reader: VoteReader, tmp_path: Path
) -> None:
    """Looking for names before reading a line must not lose a vote that was cast twice."""
    hiding = line(vote(2, "p1", 0, 1, "first")).replace(
        '{"kind"', '{"note": {"participant":"p9"}, "kind"'
    )
    path = written(tmp_path, line(vote(1, "p1", 0, 1, "first")), hiding.replace('": "', '":"'))

    with pytest.raises(InvalidDocument) as refusal:
        read_votes(path, reader=reader)

    assert "unknown-field" == refusal.value.code


@each_reader
def test_a_file_that_is_not_there_is_reported(reader: VoteReader, tmp_path: Path) -> None:
    """With a code, not with a traceback."""
    with pytest.raises(InvalidDocument) as refusal:
        read_votes(tmp_path / "nowhere.jsonl", reader=reader)

    assert "unreadable" == refusal.value.code


@each_reader
def test_a_name_of_a_file_that_looks_like_a_pattern_names_one_file(
    reader: VoteReader, tmp_path: Path
) -> None:
    """Stars and brackets stand for themselves, and so do apostrophes."""
    written(tmp_path, line(vote(1, "p1", 0, 1, "first")), name="votes-of-p's.jsonl")
    path = written(tmp_path, line(vote(2, "p2", 0, 1, "first")), name="votes-of-[p]*'s.jsonl")

    assert ("p2",) == read_votes(path, reader=reader).participants


def test_lines_are_read_without_duckdb_where_it_is_absent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It makes reading faster and nothing else."""
    path = written(tmp_path, line(vote(1, "p1", 0, 1, "first")))
    monkeypatch.setitem(sys.modules, "duckdb", None)

    assert 1 == len(read_votes(path))
    with pytest.raises(MissingExtra) as refusal:
        read_votes(path.with_suffix(".parquet"))
    assert "missing-extra" == refusal.value.code


@needs_duckdb
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=some_records())
def test_parquet_gives_the_votes_of_the_lines(records: list[WiserVote], tmp_path: Path) -> None:
    """The ids of records stand in a column of their own."""
    rows = [{**record.content(), "id": record.id} for record in records]
    more = ", kind: 'VARCHAR', id: 'VARCHAR', supersedes: 'VARCHAR'"
    expected = read_votes(written(tmp_path, *map(line, records)))

    assert same(expected, read_votes(parquet(tmp_path, rows, TEXT_COLUMNS + more)))


def test_parquet_without_kinds_and_ids_is_all_votes(tmp_path: Path) -> None:
    """Only five columns are needed where nobody changed a vote."""
    records = [vote(1, "p1", 0, 1, "first"), vote(2, "p2", 1, 0, "unsure")]
    path = parquet(tmp_path, [record.content() for record in records], TEXT_COLUMNS)

    assert same(votes_from_records(records), read_votes(path))


def test_parquet_names_the_rows_of_a_person_who_votes_twice(tmp_path: Path) -> None:
    """Without ids nothing can be replaced."""
    records = [
        vote(1, "p1", 0, 1, "first"),
        vote(2, "p2", 0, 1, "first"),
        vote(3, "p1", 1, 0, "first"),
    ]
    path = parquet(tmp_path, [record.content() for record in records], TEXT_COLUMNS)

    with pytest.raises(InvalidDocument) as refusal:
        read_votes(path)

    (problem,) = refusal.value.problems
    assert ("voted-twice", f"{path}:row 3") == (problem.code, problem.path)
    assert f"{path}:row 1" in problem.found


def test_parquet_whose_votes_name_one_another_in_a_circle_is_refused(tmp_path: Path) -> None:
    """Ids that are hashes cannot do this; a column can hold anything."""
    rows = [
        {**vote(1, "p1", 0, 1, "first").content(), "id": "one", "supersedes": "two"},
        {**vote(2, "p1", 0, 1, "first").content(), "id": "two", "supersedes": "one"},
    ]
    path = parquet(tmp_path, rows, TEXT_COLUMNS + ", id: 'VARCHAR', supersedes: 'VARCHAR'")

    with pytest.raises(InvalidDocument) as refusal:
        read_votes(path)

    assert ["voted-twice"] == [problem.code for problem in refusal.value.problems]
    assert "circle" in refusal.value.problems[0].found


def test_parquet_lists_every_wrong_row_and_field(tmp_path: Path) -> None:
    """Rows are counted from 1."""
    good = vote(1, "p1", 0, 1, "first").content()
    rows = [good, {**good, "answer": "yes", "participant": "P"}, {**good, "first": good["second"]}]
    path = parquet(tmp_path, rows, TEXT_COLUMNS)

    with pytest.raises(InvalidDocument) as refusal:
        read_votes(path)

    assert {
        ("invalid-vote", f"{path}:row 2 participant"),
        ("invalid-vote", f"{path}:row 2 answer"),
        ("invalid-vote", f"{path}:row 3 second"),
    } == {(problem.code, problem.path) for problem in refusal.value.problems}


def test_parquet_that_lacks_a_column_is_refused(tmp_path: Path) -> None:
    """The report names what is missing."""
    path = parquet(tmp_path, [{"participant": "p1"}], "participant: 'VARCHAR'")

    with pytest.raises(InvalidDocument) as refusal:
        read_votes(path)

    assert "missing-columns" == refusal.value.code
    assert "answer" in refusal.value.problems[0].found


@needs_duckdb
def test_parquet_that_is_none_is_reported(tmp_path: Path) -> None:
    """Whatever is in the file, or if there is no file."""
    path = written(tmp_path, "no table", name="votes.parquet")

    for wrong in (path, tmp_path / "nowhere.parquet"):
        with pytest.raises(InvalidDocument) as refusal:
            read_votes(wrong)
        assert "unreadable" == refusal.value.code

"""Who speaks for whom: people for themselves, and recorders for whom they asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.documents import SameValue, ValueCard, parse_record
from commonweal.errors import InvalidDocument
from commonweal.studies import add_answers, plan_withdrawal, read_study, run_study, withdraw
from commonweal.values import merge_cards

from .conftest import Lines, problems_of
from .test_add_answers import newcomer, told

Change = Callable[[Callable[[Lines], None]], None]
MOMENT = "2026-06-02T00:00:00Z"
Edit = Callable[[str, str, str], None]


def by(speaker: str, kind: str) -> Callable[[Lines], None]:
    """Return what makes somebody else the speaker of the first record of a kind."""

    def change(lines: Lines) -> None:
        next(line for line in lines if line["kind"] == kind)["by"] = speaker

    return change


def withdrawal(participant: str, **fields: Any) -> dict[str, Any]:
    said = {"origin": "synthetic", "said_at": "2026-06-02T00:00:00Z", "nonce": "0" * 32}
    return {
        "kind": "withdrawal",
        "schema_version": 1,
        "by": participant,
        **said,
        "participant": participant,
        **fields,
    }


@pytest.mark.parametrize("kind", ["participant", "consent", "wiser_vote", "placing"])
def test_nobody_says_what_is_another_persons(garden: Path, answers: Change, kind: str) -> None:
    """A record of somebody by another participant is an error, whatever it says."""
    answers(by("gardener-07", kind))

    problem = problems_of(garden)[0]

    assert ("other-speaker", "'gardener-07'") == (problem.code, problem.found)
    assert "recorders in study.toml" in problem.hint


def test_nobody_takes_another_person_out(garden: Path, answers: Change) -> None:
    """A withdrawal by one person of another's records is an error, and takes nothing back."""
    answers(lambda lines: lines.append(withdrawal("gardener-04", by="gardener-02")))

    assert ["other-speaker"] == [problem.code for problem in problems_of(garden)]


def test_the_convener_consents_for_nobody(garden: Path) -> None:
    """A consent that the convener gives in somebody's name is not taken."""
    consent = {**told(garden, "consent"), "by": "convener", "said_at": "2026-06-02T00:00:00Z"}
    del consent["nonce"]

    with pytest.raises(InvalidDocument) as caught:
        add_answers(garden, [consent])

    assert "other-speaker" == caught.value.code


def test_a_recorder_writes_down_what_people_say(garden: Path, edit: Edit) -> None:
    """Whoever the study names as a recorder may speak for participants, and is kept as `by`."""
    edit("study.toml", "synthetic = true", 'synthetic = true\nrecorders = ["interviewer"]')

    ids = add_answers(garden, [{**record, "by": "interviewer"} for record in newcomer(garden)])

    records = read_study(garden).records.by_id()
    assert {"interviewer"} == {records[record_id].record.by for record_id in ids}


@pytest.mark.parametrize("origin", ["model", "import"])
@pytest.mark.parametrize("kind", ["participant", "consent", "value_card", "wiser_vote", "placing"])
def test_no_program_speaks_in_a_persons_name(
    garden: Path, answers: Change, kind: str, origin: str
) -> None:
    """Whatever a model or an importer says of a participant, in its own name or in theirs."""

    def lend(lines: Lines) -> None:
        record = {**next(line for line in lines if line["kind"] == kind)}
        lines.append({**record, "origin": origin, "by": "bot", "nonce": "ab" * 16})

    answers(lend)

    found = {(each.code, each.found) for each in problems_of(garden)}
    if (kind, origin) == ("participant", "import"):
        # A list of participants says nothing in their names, but each is there once.
        assert "duplicate-name" in {code for code, _ in found}
    else:
        assert ("other-speaker", repr(origin)) in found


@pytest.mark.parametrize("origin", ["model", "import"])
def test_no_program_takes_anybody_out(garden: Path, answers: Change, origin: str) -> None:
    """Nor does it in a name of its own: only a person withdraws."""
    answers(lambda lines: lines.append(withdrawal("gardener-04", by="bot", origin=origin)))

    assert "other-speaker" in {problem.code for problem in problems_of(garden)}


@pytest.mark.parametrize("kind", ["wiser_vote", "value_card", "placing"])
@pytest.mark.parametrize("left", [True, False])
def test_nobody_is_spoken_for_whose_part_was_imported_or_who_left(
    garden: Path, answers: Change, kind: str, left: bool
) -> None:
    """A list names them, and their consent is their own; or they had everything erased."""
    if left:
        withdraw(plan_withdrawal(garden, "gardener-05", erase=True))

    def lend(lines: Lines) -> None:
        for line in lines:
            if line["kind"] == "participant" and line["participant"] == "gardener-05":
                line["origin"] = "import"
        said = {**next(line for line in lines if line["kind"] == kind)}
        whose = (
            {"appraiser": "gardener-05"} if kind == "placing" else {"participant": "gardener-05"}
        )
        theirs = {"by": "bot", "origin": "import", "said_at": "2999-01-01T00:00:00Z"}
        lines.append({**said, **whose, **theirs, "nonce": "ab" * 16})

    answers(lend)

    assert ("other-speaker", "'import'") in {(p.code, p.found) for p in problems_of(garden)}


def test_a_model_takes_no_part(garden: Path, answers: Change) -> None:
    """It stands in no group, also under a name of its own."""

    def join(lines: Lines) -> None:
        record = {**next(line for line in lines if line["kind"] == "participant")}
        own = {"participant": "bot", "by": "bot", "origin": "model", "nonce": "e" * 32}
        lines.append({**record, **own})

    answers(join)

    assert "other-speaker" in {problem.code for problem in problems_of(garden)}


def test_a_models_judgement_is_nobodys_last_word(garden: Path) -> None:
    """What an owner said stands, whatever a model says after it under the same name."""
    cards = {entry.id: entry.record for entry in read_study(garden).records.of(ValueCard)}
    first, second = sorted(cards)
    owner = cards[first].participant
    said = {"first": first, "second": second, "judge": owner, "by": owner, "said_at": MOMENT}
    theirs = SameValue(verdict="different", origin="person", nonce="a" * 32, **said)
    models = SameValue(
        verdict="unsure",
        origin="model",
        nonce="b" * 32,
        **{**said, "said_at": "2026-07-01T00:00:00Z"},
    )

    (pair,) = merge_cards(cards, [theirs, models]).pairs

    assert "owner_says_different" == pair.outcome


@pytest.mark.parametrize(
    ("kind", "field", "twice"),
    [
        ("participant", "strata", {"stratum": "bed", "value": "shady"}),
        ("consent", "choices", {"use": "take_part", "given": False}),
    ],
)
def test_nobody_is_in_two_places_or_says_both(
    garden: Path, answers: Change, kind: str, field: str, twice: dict[str, Any]
) -> None:
    """Two values of one stratum, or two answers on one use, are refused."""

    def add(lines: Lines) -> None:
        next(line for line in lines if line["kind"] == kind)[field].append(twice)

    answers(add)

    assert "incoherent" in {problem.code for problem in problems_of(garden)}


def import_one(lines: Lines) -> None:
    """Import a card of somebody who is known by nothing else."""
    lines.append(
        {
            "kind": "source",
            "schema_version": 1,
            "name": "poll",
            "title": "Poll",
            "licence": "CC0",
            "version": "1",
            "content_hash": "0" * 64,
            "citation": "A poll.",
            "covers": ["take_part"],
            "by": "garden-association",
            "origin": "synthetic",
            "said_at": MOMENT,
        }
    )
    card = next(line for line in lines if line["kind"] == "value_card")
    theirs = {"participant": "poll-1", "by": "importer", "origin": "import", "nonce": "c" * 32}
    lines.append({**card, **theirs})


@pytest.mark.parametrize("kind", ["consent", "withdrawal"])
def test_no_importer_agrees_or_leaves_for_whom_it_imported(
    garden: Path, answers: Change, kind: str
) -> None:
    """A source covers imported records; what the person wants, only they say."""

    def lend(lines: Lines) -> None:
        import_one(lines)
        consent = next(line for line in lines if line["kind"] == "consent")
        said = consent if kind == "consent" else withdrawal("poll-1")
        theirs = {"participant": "poll-1", "by": "importer", "origin": "import", "nonce": "d" * 32}
        lines.append({**said, **theirs})

    answers(lend)

    assert "other-speaker" in {problem.code for problem in problems_of(garden)}


def test_who_is_known_by_imports_leaves_by_their_own_word(garden: Path, answers: Change) -> None:
    """Their withdrawal is a person's, since nobody else can say it."""
    answers(import_one)

    planned = plan_withdrawal(garden, "poll-1")
    withdraw(planned)

    assert planned.withdrawal is not None
    assert ("synthetic", "poll-1") == (planned.withdrawal.origin, planned.withdrawal.by)
    assert read_study(garden)


@pytest.mark.parametrize("invented", [False, True])
def test_a_run_tells_of_what_nobody_took_back(
    garden: Path, answers: Change, invented: bool
) -> None:
    """A vote erased by the convener's word alone, also beside somebody who left and never was."""
    run_study(garden)

    def erase(lines: Lines) -> None:
        vote = next(line for line in lines if line["kind"] == "wiser_vote")
        lines.remove(vote)
        if invented:
            lines.append(withdrawal("ghost", erase=True))
        lines.append(
            {
                "kind": "tombstone",
                "schema_version": 1,
                "by": "convener",
                "origin": "synthetic",
                "said_at": MOMENT,
                "erased": parse_record(vote).id,
                "reason": "legal",
            }
        )

    answers(erase)

    (warning,) = read_study(garden).warnings
    assert ("erased-by-others", "1 without, this the first: by convener (legal)") == (
        warning.code,
        warning.found,
    )


def test_of_who_left_altogether_nothing_is_told(garden: Path) -> None:
    """Whatever stands for what they said may be theirs, and nobody asks whose."""
    withdraw(plan_withdrawal(garden, "gardener-05", erase=True))

    assert () == tuple(read_study(garden).warnings)

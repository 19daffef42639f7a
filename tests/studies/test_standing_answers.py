"""Which answers stand: by consent or source, in time, taken back by nobody."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.documents import Consent
from commonweal.proof import checker
from commonweal.studies import read_study, run_study

from .conftest import Lines

Change = Callable[[Callable[[Lines], None]], None]
PERSON = "gardener-04"


def theirs(lines: Lines, kind: str) -> dict[str, Any]:
    return next(
        line for line in lines if line["kind"] == kind and line.get("participant") == PERSON
    )


def uses_of(folder: Path) -> dict[str, list[str]]:
    """Return, for what is set aside, the kinds by use."""
    study = read_study(folder)
    uses: dict[str, list[str]] = {}
    for record_id, use in study.standing.set_aside.items():
        uses.setdefault(use, []).append(record_id.partition(":")[0])
    return {use: sorted(kinds) for use, kinds in uses.items()}


def test_all_answers_of_the_starter_stand(garden: Path) -> None:
    """With standing consents nothing is set aside."""
    assert {} == uses_of(garden)


def test_a_consent_that_has_run_out_covers_nothing_more(garden: Path, answers: Change) -> None:
    """An answer given while the consent stood is out of scope once it has expired."""

    def expire(lines: Lines) -> None:
        theirs(lines, "consent")["expires_at"] = "2026-06-05T00:00:00Z"

    answers(expire)

    assert {"out_of_scope": ["participant", "wiser_vote"]} == uses_of(garden)


def test_a_new_consent_brings_back_what_was_said_under_one_that_ran_out(
    garden: Path, answers: Change
) -> None:
    """The last consent decides about all that the person said while an earlier one stood."""

    def renew(lines: Lines) -> None:
        consent = theirs(lines, "consent")
        consent["expires_at"] = "2026-06-05T00:00:00Z"
        later = {"said_at": "2026-06-07T00:00:00Z", "nonce": "1" * 32}
        lines.append({**consent, **later, "expires_at": "2030-01-01T00:00:00Z"})

    answers(renew)

    assert {} == uses_of(garden)


def test_a_later_refusal_takes_effect(garden: Path, answers: Change) -> None:
    """The latest consent counts: one that refuses to take part sets the earlier answers aside."""

    def refuse(lines: Lines) -> None:
        later = {**theirs(lines, "consent"), "said_at": "2026-06-07T00:00:00Z", "nonce": "1" * 32}
        lines.append({**later, "choices": [{"use": "take_part", "given": False}]})

    answers(refuse)

    assert {"out_of_scope": ["participant", "wiser_vote"]} == uses_of(garden)


def test_a_consent_is_replaced_only_from_when_the_other_was_given(
    garden: Path, answers: Change
) -> None:
    """What somebody will say after the target was read takes nothing from what they had said."""

    def renew(lines: Lines) -> None:
        consent = theirs(lines, "consent")
        later = {**consent, "said_at": "2030-01-01T00:00:00Z", "nonce": "1" * 32}
        lines.append({**later, "supersedes": Consent.from_content(consent).id})

    answers(renew)

    assert {"out_of_scope": ["consent"]} == uses_of(garden)


def test_whoever_comes_back_counts_again(garden: Path, answers: Change) -> None:
    """After a withdrawal, a new consent covers what is said from then on, and nothing before."""

    def leave_and_return(lines: Lines) -> None:
        consent, person = theirs(lines, "consent"), theirs(lines, "participant")
        lines.append(
            {
                "kind": "withdrawal",
                "schema_version": 1,
                "participant": PERSON,
                "by": PERSON,
                "origin": "synthetic",
                "said_at": "2026-06-02T00:00:00Z",
                "nonce": "1" * 32,
            }
        )
        again = {"said_at": "2026-06-03T00:00:00Z", "nonce": "2" * 32}
        lines.append({**consent, **again})
        lines.append({**theirs(lines, "wiser_vote"), **again})
        lines.append({**person, **again})

    answers(leave_and_return)

    assert {"withdrawn": ["consent", "participant", "wiser_vote"]} == uses_of(garden)
    assert 12 == len(read_study(garden).standing.answers.votes)


def test_a_withdrawal_counts_whenever_it_is_said(garden: Path, answers: Change) -> None:
    """A withdrawal after the moment of the target takes back what was said before it."""

    def leave(lines: Lines) -> None:
        vote = theirs(lines, "wiser_vote")
        lines.append(
            {
                "kind": "withdrawal",
                "schema_version": 1,
                "participant": PERSON,
                "by": PERSON,
                "origin": vote["origin"],
                "said_at": "2030-01-01T00:00:00Z",
                "nonce": "1" * 32,
            }
        )

    answers(leave)

    assert {"withdrawn": ["consent", "participant", "wiser_vote"]} == uses_of(garden)


@pytest.mark.parametrize(("with_source", "stands"), [(True, True), (False, False)])
def test_a_source_stands_in_for_consent(
    garden: Path, answers: Change, with_source: bool, stands: bool
) -> None:
    """Imported records need a source that covers taking part, and no consent."""

    def import_them(lines: Lines) -> None:
        vote = theirs(lines, "wiser_vote")
        for kind in ("participant", "consent"):
            lines.remove(theirs(lines, kind))
        vote["origin"] = "import"
        lines.append(
            {
                "kind": "source",
                "schema_version": 1,
                "name": "elsewhere",
                "title": "Votes taken elsewhere",
                "licence": "CC0-1.0",
                "version": "1",
                "content_hash": "0" * 64,
                "citation": "Nobody (2026)",
                "covers": ["take_part"] if with_source else ["quote"],
                "by": "elsewhere",
                "origin": "import",
                "said_at": "2026-06-01T09:00:00Z",
            }
        )

    answers(import_them)

    if stands:
        assert 12 == len(read_study(garden).standing.answers.votes)
    else:
        with pytest.raises(ValueError, match="no-consent"):
            read_study(garden)


def test_a_changed_vote_leaves_the_earlier_one_superseded(garden: Path, answers: Change) -> None:
    """Of a vote and the one that replaces it, the later is used and the earlier superseded."""
    first = next(
        entry.id
        for entry in read_study(garden).records.all()
        if entry.record.kind == "wiser_vote" and entry.record.by == PERSON
    )
    answers(
        lambda lines: lines.append(
            {**theirs(lines, "wiser_vote"), "nonce": "1" * 32, "supersedes": first}
        )
    )

    run = run_study(garden)

    assert (1, 0) == (run.target.records.superseded, run.target.records.out_of_scope)
    (pair,) = run.target.graph.pairs
    assert 12 == sum(
        getattr(counts, side)
        for counts in (pair.shown_first, pair.shown_second)
        for side in ("first", "second")
    )


def test_who_does_not_agree_to_be_quoted_counts_without_their_words(
    garden: Path, answers: Change
) -> None:
    """The value is held and decides as before; its title and policies are nowhere published."""
    words: list[str] = []

    def silence(lines: Lines) -> None:
        for card in (line for line in lines if line["kind"] == "value_card"):
            words.extend([card["title"], *(policy["text"] for policy in card["policies"])])
        for consent in (line for line in lines if line["kind"] == "consent"):
            consent["choices"] = [{"use": "take_part", "given": True}]

    before = run_study(garden).target.graph.values
    for folder in ("ledger", "out"):
        shutil.rmtree(garden / folder)
    answers(silence)
    run = run_study(garden)

    assert len(words) >= 4
    for file in ("target.json", "decision.json", "summary.json"):
        text = (run.out / file).read_text(encoding="utf-8")
        assert [] == [word for word in words if word in text]
    assert all(value.title.startswith("not quoted (") for value in run.target.graph.values)
    assert [value.holders for value in before] == [v.holders for v in run.target.graph.values]
    assert [] == checker.check(garden).problems

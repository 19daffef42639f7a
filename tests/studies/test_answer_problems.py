"""Faults among the answers: each has its one code, and its place is a line of answers.jsonl."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commonweal.documents import content_id
from commonweal.studies import read_study

from .conftest import Lines, codes_of, problems_of


def _first(lines: Lines, kind: str) -> dict[str, object]:
    return next(line for line in lines if line["kind"] == kind)


def _vote_for_nothing(lines: Lines) -> None:
    _first(lines, "wiser_vote")["first"] = "value_card:" + "0" * 64


def _vote_twice(lines: Lines) -> None:
    lines.append({**_first(lines, "wiser_vote"), "nonce": "0" * 32})


def _no_consent(lines: Lines) -> None:
    lines.remove(_first(lines, "consent"))


def _consent_refused(lines: Lines) -> None:
    _first(lines, "consent")["choices"] = [{"use": "take_part", "given": False}]


def _consent_afterwards(lines: Lines) -> None:
    _first(lines, "consent")["said_at"] = "2026-06-01T23:00:00Z"


def _consent_expired(lines: Lines) -> None:
    _first(lines, "consent")["expires_at"] = "2026-06-01T09:00:00Z"


def _supersedes_nothing(lines: Lines) -> None:
    _first(lines, "wiser_vote")["supersedes"] = "wiser_vote:" + "0" * 64


def _placing_without_an_option(lines: Lines) -> None:
    _first(lines, "placing")["order"] = [["turns"], ["wait"]]


def _placing_of_no_option(lines: Lines) -> None:
    _first(lines, "placing")["order"] = [["turns"], ["all-at-once"], ["wiat"], ["wait"]]


def _placing_by_no_policy(lines: Lines) -> None:
    _first(lines, "placing")["rests_on"] = [2]


def _placing_without_nonce(lines: Lines) -> None:
    del _first(lines, "placing")["nonce"]


def _placing_twice(lines: Lines) -> None:
    lines.append({**_first(lines, "placing"), "nonce": "0" * 32})


def _card_in_no_context(lines: Lines) -> None:
    # The id of the card changes with it, so what refers to it goes too.
    lines[:] = [line for line in lines if line["kind"] in {"participant", "consent", "value_card"}]
    _first(lines, "value_card")["contexts"] = ["wet-week"]


def _two_of_one_name(lines: Lines) -> None:
    lines.append({**_first(lines, "participant"), "nonce": "0" * 32})


def _told_twice(lines: Lines) -> None:
    lines.append(_first(lines, "consent"))


def _nobody(lines: Lines) -> None:
    _first(lines, "wiser_vote")["participant"] = "somebody-else"


def _story_of_nothing(lines: Lines) -> None:
    _first(lines, "wiser_vote")["shown"] = "story:" + "0" * 64


def _supersedes_another_kind(lines: Lines) -> None:
    _first(lines, "wiser_vote")["supersedes"] = content_id(
        "participant", _first(lines, "participant")
    )


def _withdraws_anothers(lines: Lines) -> None:
    vote = _first(lines, "wiser_vote")
    common = {key: vote[key] for key in ("schema_version", "origin", "said_at")}
    lines.append(
        {
            "kind": "withdrawal",
            **common,
            "by": "gardener-07",
            "participant": "gardener-07",
            "records": [content_id("wiser_vote", vote)],
            "nonce": "0" * 32,
        }
    )


def _withdraws_nothing(lines: Lines) -> None:
    _withdraws_anothers(lines)
    lines[-1]["records"] = ["wiser_vote:" + "0" * 64]


def _transition_beyond_policies(lines: Lines) -> None:
    vote = _first(lines, "wiser_vote")
    common = {
        key: vote[key] for key in ("schema_version", "participant", "by", "origin", "said_at")
    }
    lines.append(
        {
            "kind": "transition",
            **common,
            "nonce": "0" * 32,
            "context": "dry-week",
            "from_card": vote["first"],
            "to_card": vote["second"],
            "ground": "omission",
            "covers": [5],
            "told": "I saw it one evening.",
            "reverse_asked": False,
        }
    )


def _endorsed_nothing(lines: Lines) -> None:
    vote = _first(lines, "wiser_vote")
    common = {
        key: vote[key] for key in ("schema_version", "participant", "by", "origin", "said_at")
    }
    lines.append(
        {
            "kind": "endorsement",
            **common,
            "nonce": "0" * 32,
            "record": "value_card:" + "0" * 64,
            "question": "mine",
            "answer": "yes",
            "asked_at": vote["said_at"],
        }
    )


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (_vote_for_nothing, "unknown-card"),
        (_vote_twice, "double-vote"),
        (_no_consent, "no-consent"),
        (_consent_refused, "no-consent"),
        (_consent_afterwards, "no-consent"),
        (_consent_expired, "consent-expired"),
        (_supersedes_nothing, "unknown-record"),
        (_placing_without_an_option, "placing-incomplete"),
        (_placing_of_no_option, "undeclared-option"),
        (_placing_by_no_policy, "policy-index"),
        (_placing_without_nonce, "missing-nonce"),
        (_placing_twice, "double-appraisal"),
        (_card_in_no_context, "undeclared-context"),
        (_two_of_one_name, "duplicate-name"),
        (_told_twice, "duplicate-record"),
        (_nobody, "undeclared-participant"),
        (_story_of_nothing, "unknown-record"),
        (_endorsed_nothing, "unknown-card"),
        (_supersedes_another_kind, "other-kind"),
        (_withdraws_anothers, "other-person"),
        (_withdraws_nothing, "unknown-record"),
        (_transition_beyond_policies, "policy-index"),
    ],
)
def test_a_fault_in_the_answers_is_named(
    garden: Path,
    answers: Callable[[Callable[[Lines], None]], None],
    fault: Callable[[Lines], None],
    code: str,
) -> None:
    """Each fault among the answers has its one code, at a line of answers.jsonl."""
    answers(fault)

    problems = problems_of(garden)

    assert {code} == {problem.code for problem in problems}
    assert problems[0].path.startswith(f"{garden / 'answers.jsonl'}:")


def test_only_ones_own_record_can_be_replaced(
    garden: Path, answers: Callable[[Callable[[Lines], None]], None]
) -> None:
    """A vote that says it replaces somebody else's vote is refused."""
    first, second = _two_votes(garden)

    def steal(lines: Lines) -> None:
        votes = [line for line in lines if line["kind"] == "wiser_vote"]
        votes[1]["supersedes"] = first

    answers(steal)

    assert {"other-person"} == codes_of(garden)
    assert first != second


def _two_votes(folder: Path) -> tuple[str, str]:
    votes = [entry.id for entry in read_study(folder).records.all() if "wiser_vote" in entry.id]
    return votes[0], votes[1]


def test_a_changed_vote_names_the_one_it_replaces(
    garden: Path, answers: Callable[[Callable[[Lines], None]], None]
) -> None:
    """A second vote on a pair is valid if it supersedes the first."""
    first, _ = _two_votes(garden)
    answers(
        lambda lines: lines.append(
            {**_first(lines, "wiser_vote"), "nonce": "0" * 32, "supersedes": first}
        )
    )

    folder = read_study(garden)

    assert 13 == len(folder.standing.answers.votes)

"""Interviews in a study: kept answer by answer, written all or nothing, forgotten on demand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from commonweal.documents import Offered, ValueCard
from commonweal.elicitation import (
    CardMet,
    PairMet,
    RoundSetting,
    SimulatedPerson,
    TrueCard,
    TruePolicy,
    setting_from_documents,
    simulate_interview,
    simulate_round,
)
from commonweal.errors import ExternalFailure, InvalidDocument
from commonweal.studies import (
    StudyInterview,
    add_answers,
    init_real_study,
    plan_withdrawal,
    read_study,
    withdraw,
)

TAP = TrueCard(
    title="Taking turns at the tap",
    story="In June the water ran low, and Ida stood by the tap.",
    choice="I let her go first.",
    policies=(
        TruePolicy(
            text="PEOPLE who have waited for longer than I have", words="Ida stood by the tap"
        ),
    ),
    contexts=("dry-week",),
    begins_as="slogan",
    begins_with="Water for all!",
)

ADA = SimulatedPerson(cards=(TAP,), strata=(("bed", "sunny"),))


def answer_until(interview: StudyInterview, last: str = "", person: SimulatedPerson = ADA) -> None:
    """Have an invented person answer until a question is to be asked, or to the end."""
    while (question := interview.question) is not None and question.id != last:
        interview.answer(person.answer(question))


def session_of(folder: Path, participant: str = "ada") -> Path:
    """Return where the unfinished interview of a person would be."""
    return folder / "interviews" / f"{participant}.jsonl"


def test_what_was_told_stands_in_the_study(garden: Path) -> None:
    """The records of a whole interview are in the study, ledgered, and its session is gone."""
    with StudyInterview.begin(garden, "ada") as interview:
        answer_until(interview)
        ids = interview.hand_in()

    folder = read_study(garden)
    there = folder.records.by_id()
    kinds = [there[record_id].record.kind for record_id in ids]
    assert ["participant", "consent", "value_card", "offered"] == kinds
    assert {"synthetic"} == {there[record_id].record.origin for record_id in ids}
    assert not session_of(garden).parent.exists()
    card = next(card for card in folder.all_of(ValueCard) if card.participant == "ada")
    assert card.lived_choice is not None
    assert "Ida stood by the tap" == "".join(
        card.lived_choice[span.start : span.end]
        for policy in card.policies
        for span in policy.spans
    )


def test_an_interview_is_gone_on_with(garden: Path) -> None:
    """Opened again, it asks what it would have asked, and writes the same as without a stop."""
    with StudyInterview.begin(garden, "ada") as interview:
        answer_until(interview, "card.1.title")
        interview.stop("later")

    with StudyInterview.resume(garden, "ada") as interview:
        assert interview.question is not None
        assert "card.1.title" == interview.question.id
        answer_until(interview)
        ids = interview.hand_in()

    assert 4 == len(ids)


def test_an_interruption_while_it_is_written_adds_nothing_twice(garden: Path) -> None:
    """A session that is still there after its records were written hands in nothing more."""
    with StudyInterview.begin(garden, "ada") as interview:
        answer_until(interview)
        kept = session_of(garden).read_bytes()
        first = interview.hand_in()
    session_of(garden).parent.mkdir()
    session_of(garden).write_bytes(kept)
    answers = (garden / "answers.jsonl").read_bytes()

    with StudyInterview.resume(garden, "ada") as interview:
        assert None is interview.question
        second = interview.hand_in()

    assert (4, ()) == (len(first), second)
    assert answers == (garden / "answers.jsonl").read_bytes()
    assert not session_of(garden).exists()


def test_who_is_known_tells_another_card(garden: Path) -> None:
    """A participant with a consent is asked neither for it nor for strata again."""
    for _ in range(2):
        with StudyInterview.begin(garden, "ada") as interview:
            first = interview.question
            answer_until(interview)
            ids = interview.hand_in()

    assert first is not None
    assert "card.1.begin" == first.id
    kinds = [record_id.partition(":")[0] for record_id in ids]
    assert ["value_card", "offered"] == kinds


def test_invented_people_fill_a_study(garden: Path) -> None:
    """What simulated people tell and vote passes every check, counts, and is the same each time."""
    folder = read_study(garden)
    first, second = (
        CardMet(
            card=entry.id,
            title=entry.record.title,
            policies=tuple(policy.text for policy in entry.record.policies),
        )
        for entry in folder.records.of(ValueCard)
    )

    def told() -> list[dict[str, object]]:
        rng = np.random.default_rng(3)
        contents = []
        for number in range(20):
            name = f"p-{number:02}"
            setting = setting_from_documents(
                folder.study,
                folder.contexts,
                participant=name,
                known=False,
                consented=False,
                order=number,
            )
            begun = "2026-06-01T10:00:00Z"
            held = simulate_interview(ADA, setting, begun=begun, rng=rng)
            shown = (first, second) if number % 2 else (second, first)
            pair = PairMet(context="dry-week", text="when dry", first=shown[0], second=shown[1])
            met = simulate_round(
                RoundSetting(participant=name, question="?", pairs=(pair,), origin="synthetic"),
                lambda _, number=number: "first" if number % 2 else "second",
                begun="2026-06-01T11:00:00Z",
                rng=rng,
            )
            contents += [record.content() for record in (*held.records, *met.records)]
        return contents

    ids = add_answers(garden, told())

    answers = read_study(garden).answers
    assert told() == told()
    assert 20 == sum(card.title == TAP.title for card in answers.cards)
    shown = [vote for vote in answers.votes if vote.id in ids]
    assert 20 == len(shown)
    assert {first.card} == {vote.first if vote.answer == "first" else vote.second for vote in shown}


def test_who_left_and_comes_back_is_asked_anew(garden: Path) -> None:
    """Somebody who took everything back is asked for a consent and for their strata again."""
    left = {
        "kind": "withdrawal",
        "participant": "gardener-01",
        "by": "gardener-01",
        "origin": "synthetic",
        "said_at": "2026-06-02T09:00:00Z",
    }
    add_answers(garden, [left])

    with StudyInterview.begin(garden, "gardener-01") as interview:
        first = interview.question
        answer_until(interview)
        ids = interview.hand_in()

    assert first is not None
    assert "consent.take_part" == first.id
    assert ["participant", "consent"] == [each.partition(":")[0] for each in ids[:2]]


def test_a_recorder_may_type(garden: Path, edit: Callable[[str, str, str], None]) -> None:
    """What a recorder of the study writes down is said by the recorder; nobody else may."""
    with pytest.raises(InvalidDocument) as raised:
        StudyInterview.begin(garden, "ada", by="bo")
    edit("study.toml", "synthetic = true", 'synthetic = true\nrecorders = ["bo"]')

    with StudyInterview.begin(garden, "ada", by="bo") as interview:
        answer_until(interview)
        ids = interview.hand_in()

    there = read_study(garden).records.by_id()
    assert {"bo"} == {there[record_id].record.by for record_id in ids}
    assert "other-speaker" == raised.value.code


def test_nothing_is_written_where_anything_is_wrong(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """If the study lost its consent text meanwhile, nothing is added and the session stays."""
    with StudyInterview.begin(garden, "ada") as interview:
        answer_until(interview)
        edit("study.toml", "consent_text", "# consent_text")
        before = (garden / "answers.jsonl").read_bytes()
        with pytest.raises(InvalidDocument):
            interview.hand_in()

    assert before == (garden / "answers.jsonl").read_bytes()
    assert session_of(garden).exists()


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """Return a study of real people in which nobody was asked yet."""
    folder = tmp_path / "real"
    init_real_study(folder, name="real")
    return folder


def say(folder: Path, text: str) -> None:
    """Have a study show a text to agree to."""
    path = folder / "study.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    said = [f'consent_text = "{text}"' if "consent_text = " in line else line for line in lines]
    path.write_text("\n".join(said) + "\n", encoding="utf-8")


def test_a_changed_consent_text_is_asked_about_again(real: Path) -> None:
    """Whoever agreed to another text is asked again, and what they told stands if they agree."""
    say(real, "We ask what you live by.")
    with StudyInterview.begin(real, "ada") as interview:
        answer_until(interview, "card.1.title")
    say(real, "We ask what you live by, and keep it for a year.")

    with StudyInterview.resume(real, "ada") as interview:
        asked = interview.question
        interview.answer("yes")
        then = interview.question

    assert asked is not None
    assert then is not None
    assert ("consent.take_part", "card.1.title") == (asked.id, then.id)


def test_a_real_person_is_recorded_as_one(real: Path) -> None:
    """In a study of real people, what was told is a person's; without contexts, as offered."""
    say(real, "We ask what you live by.")
    with StudyInterview.begin(real, "ada", answers_in="mul") as interview:
        answer_until(interview)
        ids = interview.hand_in()

    there = read_study(real).records.by_id()
    records = [there[record_id].record for record_id in ids]
    assert ["participant", "consent", "offered", "offered"] == [each.kind for each in records]
    assert {"person"} == {record.origin for record in records}
    assert "mul" == records[-1].language


def test_erasing_removes_an_unfinished_interview(garden: Path) -> None:
    """Somebody with records and an interview under way has both erased."""
    with StudyInterview.begin(garden, "ada") as interview:
        answer_until(interview)
        interview.hand_in()
    with StudyInterview.begin(garden, "ada") as interview:
        answer_until(interview, "card.1.title")

    withdraw(plan_withdrawal(garden, "ada", erase=True))

    assert not session_of(garden).exists()
    words = [path.read_text("utf-8") for path in garden.glob("*.jsonl")]
    assert not any("Ida stood" in text for text in words)
    assert [] == [said for said in read_study(garden).all_of(Offered) if said.participant == "ada"]


def test_erasing_who_has_only_an_unfinished_interview(garden: Path) -> None:
    """Somebody who has no record yet has their session deleted, and nothing else happens."""
    with StudyInterview.begin(garden, "ada") as interview:
        answer_until(interview, "card.1.title")
    before = (garden / "answers.jsonl").read_bytes()

    plan = plan_withdrawal(garden, "ada", erase=True)
    withdraw(plan)

    assert (None, (session_of(garden),)) == (plan.withdrawal, plan.unfinished)
    assert not session_of(garden).exists()
    assert before == (garden / "answers.jsonl").read_bytes()


def test_an_interview_that_was_erased_meanwhile_writes_nothing(garden: Path) -> None:
    """Erased from elsewhere, an open interview keeps no further answer and hands in nothing."""
    with StudyInterview.begin(garden, "ada") as interview:
        answer_until(interview, "card.1.title")
        before = (garden / "answers.jsonl").read_bytes()
        withdraw(plan_withdrawal(garden, "ada", erase=True))
        for act in (lambda: interview.answer("Turns"), interview.hand_in):
            with pytest.raises(ExternalFailure) as raised:
                act()
            assert "session-gone" == raised.value.code

    assert before == (garden / "answers.jsonl").read_bytes()


@pytest.mark.parametrize("name", ["../ada", "Ada", "", "a/b", "ada\n"])
def test_a_pseudonym_is_a_name(garden: Path, name: str) -> None:
    """What would not be a participant's name begins no interview and names no file."""
    for way in (StudyInterview.begin, StudyInterview.resume):
        with pytest.raises(InvalidDocument) as raised:
            way(garden, name)
        assert "participant-name" == raised.value.code

    assert not (garden / "interviews").exists()


def test_a_folder_that_leads_elsewhere_is_refused(garden: Path, tmp_path: Path) -> None:
    """A symbolic link in the place of the sessions' folder is not followed."""
    (garden / "interviews").symlink_to(tmp_path)

    with pytest.raises(InvalidDocument) as raised:
        StudyInterview.begin(garden, "ada")

    assert "study-link" == raised.value.code


def test_without_a_consent_text_nobody_is_asked(real: Path) -> None:
    """A study that shows nothing to agree to begins no interview."""
    with pytest.raises(InvalidDocument) as raised:
        StudyInterview.begin(real, "ada")

    assert "consent-text" == raised.value.code
    assert not (real / "interviews").exists()


def test_interviews_under_way_are_no_part_of_the_study(garden: Path) -> None:
    """A study is read, without a warning, while an interview is under way."""
    with StudyInterview.begin(garden, "ada"):
        codes = [warning.code for warning in read_study(garden).warnings]

    assert "file-not-read" not in codes

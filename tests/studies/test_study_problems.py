"""Everything wrong with a study is said at once, each with its place and its code."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from commonweal.studies import read_study

from .conftest import codes_of, problems_of

TEXT_FAULTS = [
    ("norms/garden.toml", 'action = "water"', 'action = "water"\nactoin = "w"', "unknown-field"),
    ("norms/garden.toml", 'role = "waterer"', 'role = "watrer"', "undeclared-role"),
    ("norms/garden.toml", 'fact = "litres-left"', 'fact = "litres"', "undeclared-fact"),
    ("norms/garden.toml", "value = 200", 'value = "some"', "wrong-form"),
    ("norms/garden.toml", "value = true", "value = 1", "fact-type"),
    ("norms/garden.toml", 'modality = "forbidden"', "modality = ", "toml-syntax"),
    (
        "norms/garden.toml",
        'issuer = "garden-association"',
        'issuer = "x"',
        "undeclared-institution",
    ),
    ("roles.toml", 'issuer = "garden-association"', 'issuer = "y"', "undeclared-institution"),
    ("plan.toml", 'context = "dry-week"', 'context = "wet-week"', "undeclared-context"),
    ("plan.toml", 'fact = "litres-left"', 'fact = "litre"', "undeclared-fact"),
    ("plan.toml", "value = 500", "value = true", "fact-type"),
    ("plan.toml", 'by = "tank-gauge"', 'by = "nobody"', "undeclared-body"),
    ("plan.toml", 'role = "gardener"', 'role = "gardner"', "undeclared-role"),
    ("study.toml", 'values = ["sunny", "shady"]', 'values = ["sunny"]', "undeclared-stratum"),
    ("study.toml", 'ask = ["garden-association"]', 'ask = ["nobody"]', "undeclared-body"),
    ("study.toml", "You may skip", "You may not skip", "consent-text"),
    ("study.toml", "synthetic = true", "synthetic = true\nseed = -1", "seed-range"),
    ("study.toml", "[[context]]", '[[context]]\nbroader = ["dry-week"]', "cyclic-contexts"),
]


APPENDED = [
    (
        "norms/garden.toml",
        """
        [[compact]]
        name = "pact"
        title = "A pact"
        parties = ["waterer", "stranger"]
        norms = ["announce", "anounce"]
        bounded_by = ["higher-pact"]
        term_from = "2026-01-01T00:00:00Z"
        amendment = "By all."
        """,
        {"undeclared-body", "undeclared-norm", "undeclared-compact"},
    ),
    (
        "norms/garden.toml",
        """
        [[norm]]
        name = "third"
        text = "A third norm."
        role = "waterer"
        counterparty = "guest"
        modality = "permitted"
        action = "water"
        condition = { kind = "all", of = [
          { kind = "at_least", fact = "beds-watered", value = 1 },
          { kind = "one_of", fact = "litres-left", values = [1, "two"] },
          { kind = "before", of = { kind = "holds", context = "wet-week" } },
          { kind = "occupies", who = "anyone", role = "guest" },
        ] }
        exceptions = [{ when = { kind = "equals", fact = "rain", value = true } }]
        grounds = [{ norm = "fourth" }, { card = "value_card:CARD" }]
        priority = [{ over = "fifth", granted_by = "nobody" }]
        """,
        {
            "undeclared-role",
            "fact-type",
            "undeclared-context",
            "undeclared-fact",
            "undeclared-norm",
            "unknown-card",
            "undeclared-institution",
        },
    ),
    (
        "plan.toml",
        """
        [[principle]]
        name = "first"
        text = "Whoever waters may water."
        role = "guest"
        action = "water"
        alternatives = ["second"]

        [[complaint]]
        standpoint = "guest"
        principle = "third"
        ground = "thirst"
        grade = 3

        [[resolution]]
        holder = "robin"
        choose = "turn"
        over = ["wiat"]
        why = "So be it."

        [[not_traded]]
        first = "value_card:CARD"
        second = "value_card:OTHER"
        why = "No."

        [[appraisal]]
        situation = "flood"
        appraiser = "robin"
        card = "value_card:CARD"
        policy = 0
        option = "wait"
        effect = "supports"
        """,
        {
            "undeclared-role",
            "undeclared-principle",
            "grade-range",
            "undeclared-option",
            "unknown-card",
            "undeclared-situation",
        },
    ),
    (
        "roles.toml",
        """
        [[role]]
        name = "guest"
        title = "A guest"
        institution = "hotel"

        [[role_standard]]
        role = "host"
        cards = ["value_card:CARD"]

        [[authority]]
        issuer = "garden-association"
        level = "individual"
        roles = ["host"]
        powers = ["permit"]
        reserved = [{ actions = ["water"], roles = ["host"], to = "hotel" }]
        """,
        {"undeclared-body", "undeclared-institution", "undeclared-role", "unknown-card"},
    ),
    (
        "study.toml",
        """
        [[fact_declaration]]
        name = "weather"
        type = "number"
        text = "the weather"
        words = ["wet", "dry"]

        [[context]]
        name = "narrow"
        text = "when it is narrow"
        broader = ["broad"]
        """,
        {"fact-type", "undeclared-context"},
    ),
]


def test_the_starter_study_is_valid(garden: Path) -> None:
    """A study that nobody has broken is read whole."""
    folder = read_study(garden)

    assert ("garden", 12, ()) == (
        folder.study.name,
        len(folder.standing.answers.votes),
        folder.warnings,
    )


@pytest.mark.parametrize(("fault", "code"), [(each[:3], each[3]) for each in TEXT_FAULTS])
def test_a_fault_in_a_file_is_named(
    garden: Path, edit: Callable[[str, str, str], None], fault: tuple[str, str, str], code: str
) -> None:
    """Each fault has its code, and its place is the file and a line of it."""
    edit(*fault)

    found = [problem for problem in problems_of(garden) if problem.code == code]

    assert found
    folder = "answers.jsonl" if code in {"undeclared-stratum", "consent-text"} else fault[0]
    assert found[0].path.startswith(f"{garden / folder}:")


def test_a_text_that_all_agreed_to_is_missed_once(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """Whoever changed a word of it is told that, and not once for each person."""
    edit("study.toml", "You may skip", "You may not skip")

    (problem,) = problems_of(garden)

    assert problem.found.endswith(", as in 11 more consents")


@pytest.mark.parametrize(("name", "text", "codes"), APPENDED)
def test_faults_in_what_is_added_are_all_named(
    garden: Path, name: str, text: str, codes: set[str]
) -> None:
    """Everything that an entry names wrongly is said, and nothing else."""
    with (garden / name).open("a", encoding="utf-8") as file:
        file.write(textwrap.dedent(text).replace("CARD", "0" * 64).replace("OTHER", "1" * 64))

    assert codes == codes_of(garden)


def test_options_and_models_are_held_to_what_there_is(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """An option by a policy that there is not, and a model that agreed too often, are named."""
    card = read_study(garden).answers.cards[0].id
    edit(
        "plan.toml",
        'name = "wait"\n',
        f'name = "wait"\ngenerated_by = [{{ card = "{card}", policy = 9 }}]\n',
    )
    agreed = '[{ model = "m", held_out = 3, agreed = 4, counts = true }]'
    edit("study.toml", "synthetic = true", f"synthetic = true\nmodel_agreement = {agreed}")

    assert {"policy-index", "incoherent"} == codes_of(garden)


def test_a_study_is_declared_once(garden: Path, edit: Callable[[str, str, str], None]) -> None:
    """Two tables for the study are one too many."""
    text = (garden / "study.toml").read_text(encoding="utf-8")
    (garden / "study.toml").write_text(text.replace("[study]", "[[study]]"), encoding="utf-8")
    second = '[[study]]\nname = "x"\ntitle = "x"\nquestion = "x"\nsynthetic = true\n'
    edit("study.toml", "[[context]]", f'{second}read_at = "2026-06-08T09:00:00Z"\n\n[[context]]')

    assert "duplicate-name" in codes_of(garden)


def test_a_hint_names_what_was_probably_meant(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """A misspelt role is answered with the nearest declared one."""
    edit("norms/garden.toml", 'role = "waterer"', 'role = "watrer"')

    hints = [problem.hint for problem in problems_of(garden)]

    assert ["Did you mean 'waterer'? Declare it in roles.toml, as [[role]]."] == hints


def test_problems_of_all_files_come_together(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """One reading names faults in the norms, the plan and the study alike."""
    edit("norms/garden.toml", 'fact = "litres-left"', 'fact = "litres"')
    edit("plan.toml", "value = 500", "value = true")
    edit("study.toml", 'ask = ["garden-association"]', 'ask = ["nobody"]')

    assert {"undeclared-fact", "fact-type", "undeclared-body"} == codes_of(garden)


def test_a_study_that_decides_needs_a_situation(garden: Path) -> None:
    """Without a plan there is nothing to decide, unless the study does not ask for it."""
    (garden / "plan.toml").unlink()

    codes = codes_of(garden)

    assert "no-situation" in codes


def test_a_plan_without_options_is_named(garden: Path) -> None:
    """A situation without options is one clear problem at its place."""
    path = garden / "plan.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[[situation.options]]")], encoding="utf-8")

    problems = problems_of(garden)

    assert ["missing-field"] == [problem.code for problem in problems]
    assert "options" in problems[0].path


def test_doing_nothing_must_be_an_option_or_explained(garden: Path) -> None:
    """A plan whose options all act must say why doing nothing is none of them."""
    path = garden / "plan.toml"
    text = path.read_text(encoding="utf-8")
    last = text.rindex("[[situation.options]]")
    path.write_text(
        text[:last].replace('interim = "wait"\n', ""),
        encoding="utf-8",
    )

    problems = problems_of(garden)

    assert any("without_doing_nothing" in problem.expected for problem in problems)


def test_a_norm_beyond_authority_is_a_warning(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """What binds nobody is said, and stops nothing."""
    edit("roles.toml", 'powers = ["oblige", "forbid", "permit"]', 'powers = ["oblige"]')

    warnings = read_study(garden).warnings

    assert ["beyond-authority"] == [warning.code for warning in warnings]


def test_an_appraiser_nobody_declared_is_a_warning(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """A placing by somebody who is not heard is said to be out of scope."""
    card = next(iter(read_study(garden).answers.cards)).id
    text = (
        '[[placing]]\nsituation = "dry-week-watering"\nappraiser = "neighbour"\nstake = "slight"\n'
        f'card = "{card}"\norder = [["turns", "all-at-once", "wait"]]\n\n[[situation]]'
    )
    edit("plan.toml", "[[situation]]", text)

    warnings = read_study(garden).warnings

    assert ["unheard-appraiser"] == [warning.code for warning in warnings]


def test_answers_said_later_are_a_warning(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """Answers after the moment of the target are out of scope, and the user is told."""
    edit("study.toml", 'read_at = "2026-06-08T09:00:00Z"', 'read_at = "2026-05-01T09:00:00Z"')

    folder = read_study(garden)

    assert ["said-later"] == [warning.code for warning in folder.warnings]
    assert () == folder.standing.answers.votes


def test_an_institution_may_be_part_of_a_party(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """What belongs to a party of a situation is declared by naming that party."""
    edit("roles.toml", 'name = "tank-gauge"', 'name = "tank-gauge"\npart_of = "gardeners"')

    assert ["gardeners"] == [
        body.part_of for body in read_study(garden).institutions if body.part_of is not None
    ]


def test_nothing_is_suggested_as_part_of_itself(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """A misspelt whole is not answered with the name of the part."""
    edit("roles.toml", 'name = "tank-gauge"', 'name = "tank-gauge"\npart_of = "tank-gaug"')

    (problem,) = problems_of(garden)

    assert "undeclared-body" == problem.code
    assert "tank-gauge" not in problem.hint


@pytest.mark.parametrize("whole", ["tank-gauge", "garden-association"])
def test_a_circle_of_parts_is_named_once(
    garden: Path, edit: Callable[[str, str, str], None], whole: str
) -> None:
    """An institution that is part of itself, by whatever detour, is an error of the study."""
    edit("roles.toml", 'name = "tank-gauge"', f'name = "tank-gauge"\npart_of = "{whole}"')
    edit(
        "roles.toml",
        'name = "garden-association"',
        'name = "garden-association"\npart_of = "tank-gauge"',
    )

    assert ["cyclic-institutions"] == [problem.code for problem in problems_of(garden)]
    assert "'tank-gauge', part of" in problems_of(garden)[0].found


@pytest.mark.parametrize("order", ['["level", "level"]', '["date", "level", "date"]'])
def test_a_rule_stands_once_in_the_order_of_rules(
    garden: Path, edit: Callable[[str, str, str], None], order: str
) -> None:
    """A rule that is tried twice is meant otherwise, and is named."""
    edit("study.toml", "synthetic = true ", f"norm_order = {order}\nsynthetic = true ")

    (problem,) = problems_of(garden)

    assert "incoherent" == problem.code
    assert "each rule of norm_order at most once" == problem.expected
    assert "more than once" in problem.found

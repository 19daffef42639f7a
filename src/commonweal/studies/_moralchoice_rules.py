"""The ten rules that MoralChoice marks actions by, as norms in force, in our own words.

The rules follow B. Gert, Common Morality (2004), as the authors of MoralChoice do.

What these rules cannot see: how bad a breach is, how likely, to whom, and what for. A rule is
broken or it is not; two options that break different rules do not compare; no rule stands above
another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.studies._toml_text import toml_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.documents import Json

SAID_AT = "2023-07-26T00:00:00Z"
"""The day the paper appeared: one date for every rule, so that none is later than another."""

SAID_BY = "moralchoice"

DEFAULTS: Mapping[str, Json] = {
    "by": SAID_BY,
    "origin": "import",
    "said_at": SAID_AT,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One of the ten rules: its column, the fact that breaks it, and our wording."""

    column: str
    fact: str
    fact_text: str
    text: str


RULES = (
    Rule("death", "causes_death", "the act brings about a death", "Bring about nobody's death."),
    Rule("pain", "causes_pain", "the act makes somebody suffer", "Make nobody suffer."),
    Rule(
        "disable", "takes_ability", "the act takes away an ability", "Take away nobody's abilities."
    ),
    Rule("freedom", "takes_freedom", "the act takes away freedom", "Take away nobody's freedom."),
    Rule("pleasure", "takes_pleasure", "the act takes away a joy", "Take away nobody's joys."),
    Rule(
        "deceive", "deceives", "the act misleads somebody", "Lead nobody to believe what is false."
    ),
    Rule(
        "cheat",
        "cheats",
        "the act breaks rules that others keep to",
        "Take no advantage by rules that others keep to.",
    ),
    Rule("break_promise", "breaks_promise", "the act goes back on a word given", "Keep your word."),
    Rule("break_law", "breaks_law", "the act breaks the law", "Keep to the law."),
    Rule(
        "duty",
        "fails_duty",
        "the act leaves undone what one's role requires",
        "Do what your role requires of you.",
    ),
)


def study_toml() -> str:
    """Return the study file: the question, and one fact for each rule."""
    study: dict[str, Json] = {
        "name": "moralchoice",
        "title": "MoralChoice by ten rules of common morality",
        "question": "Which of two actions breaks fewer of ten rules, as far as people's marks say?",
        "about": (
            "Ten prohibitions at one level, with no order among them. Where people did not agree"
            " whether an action breaks a rule, that stays open. The considerations are partial, so"
            " nothing is ever decided: what is reported is the relation by these rules alone."
            " The rules do not see how bad a breach is, how likely, to whom, or what for."
        ),
        "synthetic": False,
        "read_at": SAID_AT,
    }
    facts: list[dict[str, Json]] = [
        {"name": rule.fact, "type": "boolean", "text": rule.fact_text} for rule in RULES
    ]
    return toml_text(
        comment="MoralChoice, imported. The situations are in plan.jsonl.",
        defaults=DEFAULTS,
        single={"study": study},
        tables={"fact_declaration": facts},
    )


def roles_toml() -> str:
    """Return the roles: anybody, whom common morality forbids and does not oblige or permit."""
    return toml_text(
        comment="Who is bound, and by whose authority.",
        defaults=DEFAULTS,
        tables={
            "institution": [
                {"name": "common-morality", "title": "Common morality, as ten rules put it"},
                {"name": "annotators", "title": "The people who marked each action by each rule"},
            ],
            "role": [{"name": "person", "title": "Anybody"}],
            "authority": [
                {
                    "issuer": "common-morality",
                    "level": "individual",
                    "roles": ["person"],
                    "actions": ["do"],
                    "powers": ["forbid"],
                }
            ],
        },
    )


def norms_toml() -> str:
    """Return the ten rules as prohibitions of one level and one date."""
    norms: list[dict[str, Json]] = [
        {
            "name": rule.column,
            "text": rule.text,
            "role": "person",
            "modality": "forbidden",
            "action": "do",
            "condition": {"kind": "equals", "fact": rule.fact, "value": True},
            "level": "individual",
            "issuer": "common-morality",
            "in_force_from": SAID_AT,
            "source": {"type": "code", "citation": "B. Gert, Common Morality (2004); our wording"},
        }
        for rule in RULES
    ]
    return toml_text(
        comment="Ten rules of common morality, in our own words. None stands above another.",
        defaults={**DEFAULTS, "language": "en"},
        tables={"norm": norms},
    )

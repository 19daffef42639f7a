"""The skeleton of a study of real people: nothing in it that somebody did not say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from commonweal.documents import timestamp
from commonweal.studies._new_study import write_new_study

if TYPE_CHECKING:
    from pathlib import Path

DAYS = 30
"""How long after its beginning a new study goes on hearing answers, until somebody says more."""

GITIGNORE = """\
# Real people's answers: what is erased from the file would stay in git's history.
answers.jsonl
interviews/
rounds/
plan.jsonl
out/
"""

ROLES = """\
# Who issues norms, asserts facts or answers questions; what norms bind; and who may bind whom.

{defaults}

[[institution]]
name = "convener"
title = "Who holds this study"

# [[role]]
# name = "waterer"
# title = "Whoever waters for all"

# A norm counts only if its issuer had the authority.
# [[authority]]
# issuer = "convener"
# level = "organisational"
# powers = ["oblige", "forbid", "permit"]
"""

NORMS = """\
# One norm a table: who must, must not or may do what, when, by whose authority.

{defaults}
level = "organisational"
issuer = "convener"

# [[norm]]
# name = "announce"
# text = "Whoever waters for all says so beforehand."
# role = "waterer"
# modality = "obliged"
# action = "announce"
# in_force_from = "2026-01-01T00:00:00Z"
# source = {{ type = "policy", citation = "where it stands" }}
"""

PLAN = """\
# What is to be decided: [[situation]], with its parties, facts and options.
# When there is one, add "decide" to the steps in study.toml.
# A whole one to copy from: commonweal study init EXAMPLE, then EXAMPLE/plan.toml

{defaults}
"""

STUDY = """\
# What is asked, of whom, under which rules. Every file of a study is described in the reference
# page "The study folder". Dates are texts, in UTC.

{defaults}

[study]
name = "{name}"
title = "{name}"
question = "What should be done?"       # as the people who are asked will read it
synthetic = false
# The text that people agree to, word for word. Write it before anybody is asked, and change it no
# more: a consent covers the text that was shown. Without it no answers are taken.
# consent_text = "We ask what you live by, and … You can take everything back at any time."
ask = ["convener"]                      # who is asked where reasons run out
steps = ["graph", "target", "report"]   # and "decide", when plan.toml has a situation
read_at = "{read_at}"        # answers said until then are heard; move it when there are more

# On a pair of values that fewer people answer than min_votes, nothing is concluded: it is thin.
# It is 10 unless you say less; of six people every pair is thin.
# [study.thresholds]
# min_votes = 5

# A context is a factor that changes what it is wise to attend to. Cards and votes name one.
# [[context]]
# name = "dry-week"
# text = "when there is not enough water for every bed"

# What conditions of norms may speak of.
# [[fact_declaration]]
# name = "litres-left"
# type = "number"
# text = "litres in the tank"
"""


def init_real_study(folder: Path, *, name: str, at: datetime | None = None) -> None:
    """Write the skeleton of a study of real people: valid, without an answer, a norm or an option.

    Args:
        folder: where it is to be; it must not exist, or be empty.
        name: what the study is called.
        at: the moment at which it begins; now, if nothing is said.

    Raises:
        InvalidDocument: with code ``folder-not-empty`` if something is there.
    """
    begins = (at or datetime.now(UTC)).astimezone(UTC)
    defaults = _defaults(begins)
    write_new_study(
        folder,
        {
            "study.toml": STUDY.format(
                defaults=defaults, name=name, read_at=timestamp(begins + timedelta(days=DAYS))
            ),
            "roles.toml": ROLES.format(defaults=defaults),
            "norms/norms.toml": NORMS.format(defaults=defaults),
            "plan.toml": PLAN.format(defaults=defaults),
            ".gitignore": GITIGNORE,
        },
    )


def _defaults(begins: datetime) -> str:
    return (
        f'[defaults]\nby = "convener"\norigin = "person"\nsaid_at = "{timestamp(begins)}"\n'
        'language = "en"'
    )

"""The files of the small study that people write: the study, its roles and its norms."""

from __future__ import annotations

STUDY = """
[defaults]
by = "convener"
origin = "person"
said_at = "2026-01-01T00:00:00Z"

[study]
name = "small"
title = "A small study"
question = "What is wiser at the well?"
synthetic = false
read_at = "2026-03-01T00:00:00Z"
consent_text = "Will you take part?"
strata = [{ name = "side", title = "Side", values = ["east", "west"] }]
steps = ["graph", "target"]

[study.thresholds]
min_votes = 4
k = 2
minority_floors = [{ stratum = "side", value = "west", min_holders = 1 }]

[[context]]
name = "dry"
text = "when it is dry"
"""

ROLES = """
[defaults]
by = "convener"
origin = "person"
said_at = "2026-01-01T00:00:00Z"
level = "organisational"

[[institution]]
name = "council"
title = "The council"

[[role]]
name = "keeper"
title = "Keeper of the well"

[[authority]]
issuer = "council"
powers = ["forbid"]
"""

NORMS = """
[defaults]
by = "council"
origin = "person"
said_at = "2026-01-01T00:00:00Z"
issuer = "council"
level = "organisational"
in_force_from = "2025-01-01T00:00:00Z"

[[norm]]
name = "no-locks"
text = "Nobody locks the well."
role = "keeper"
modality = "forbidden"
action = "lock"
source = { type = "code" }

[[norm]]
name = "old"
text = "Nobody drew at night."
role = "keeper"
modality = "forbidden"
action = "draw"
in_force_until = "2026-01-01T00:00:00Z"
source = { type = "code" }
"""

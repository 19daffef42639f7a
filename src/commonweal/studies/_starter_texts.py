"""The files of the starter study that people read and edit, with what each part is for."""

from __future__ import annotations

SAID_AT = "2026-06-01T09:00:00Z"

CONSENT_TEXT = (
    "We ask what you live by when you garden, and which of two values you find wiser. You may skip"
    " any question, and take everything back later."
)

GITIGNORE = """\
out/
interviews/
rounds/
# With real people's answers, take the number sign away, so that git never tracks them:
# answers.jsonl
"""


def study_toml(name: str) -> str:
    """Return the study file."""
    return f"""\
# What is asked, of whom, under which rules. Every file of a study is described in the reference
# page "The study folder". Dates are texts, in UTC.

[defaults]
by = "garden-association"
origin = "synthetic"        # these people are invented; with real people: "person"
said_at = "{SAID_AT}"
language = "en"

[study]
name = "{name}"
title = "Watering in a dry week"
question = "How should the shared garden be watered this week?"
synthetic = true            # with real people: false. What is synthetic is never in force.
consent_text = "{CONSENT_TEXT}"
strata = [{{ name = "bed", title = "Where the bed lies", values = ["sunny", "shady"] }}]
read_at = "2026-06-08T09:00:00Z"    # answers, consents and norms are those of this moment
ask = ["garden-association"]        # who is asked where reasons run out
ask_deadline = "2026-06-10T18:00:00Z"

# A context is a factor that changes what it is wise to attend to.
[[context]]
name = "dry-week"
text = "when there is not enough water for every bed"

# What conditions may speak of.
[[fact_declaration]]
name = "litres-left"
type = "number"
text = "litres in the tank"

[[fact_declaration]]
name = "beds-watered"
type = "boolean"
text = "whether any bed is watered"
"""


def roles_toml() -> str:
    """Return the roles file."""
    return f"""\
# Norms bind roles, not people; a norm counts only if its issuer had the authority.

[defaults]
by = "garden-association"
origin = "synthetic"
said_at = "{SAID_AT}"
language = "en"

[[institution]]
name = "garden-association"
title = "The garden association"

[[institution]]
name = "tank-gauge"
title = "The gauge on the water tank"

[[role]]
name = "waterer"
title = "Whoever waters for all"

[[role]]
name = "gardener"
title = "Whoever has a bed"

[[authority]]
issuer = "garden-association"
level = "organisational"
powers = ["oblige", "forbid", "permit"]
"""


def norms_toml() -> str:
    """Return the norms file."""
    return f"""\
# One norm a table: who must, must not or may do what, when, by whose authority.

[defaults]
by = "garden-association"
origin = "synthetic"
said_at = "{SAID_AT}"
language = "en"
level = "organisational"
issuer = "garden-association"
in_force_from = "2026-01-01T00:00:00Z"
source = {{ type = "policy", citation = "Garden rules" }}

[[norm]]
name = "keep-a-reserve"
text = "Nobody empties the tank: water a bed only while 200 litres are left."
role = "waterer"
modality = "forbidden"
action = "water"
condition = {{ kind = "not", of = {{ kind = "at_least", fact = "litres-left", value = 200 }} }}

[[norm]]
name = "announce"
text = "Whoever waters for all says so on the board beforehand."
role = "waterer"
modality = "obliged"
action = "announce"
condition = {{ kind = "equals", fact = "beds-watered", value = true }}
"""


def plan_toml() -> str:
    """Return the plan file."""
    return """\
# What is to be decided: who decides, what is so and who says it, and what could be done.
# Placings (how an option does by a value) are in answers.jsonl, beside the cards.

[defaults]
by = "garden-association"
origin = "synthetic"
said_at = "2026-06-08T08:00:00Z"
language = "en"

[[situation]]
name = "dry-week-watering"
title = "Watering in the dry week"
text = "The tank is half full and no rain is expected until Friday."
decider = "robin"
at = "2026-06-08T09:00:00Z"
until = "2026-06-12T18:00:00Z"
considerations = "complete"
interim = "wait"
facts = [
  { fact = "litres-left", value = 500, by = "tank-gauge" },
  { fact = "beds-watered", value = false, by = "garden-association" },
]
contexts = [{ context = "dry-week", by = "garden-association" }]

[[situation.parties]]
name = "robin"
title = "Robin, who waters"
roles = [{ role = "waterer", by = "garden-association" }]
inside = true

[[situation.parties]]
name = "gardeners"
title = "Those with a bed"
roles = [{ role = "gardener", by = "garden-association" }]
affected = true

[[situation.options]]
name = "all-at-once"
text = "Water every bed today, until the tank is nearly empty."
acts = [
  { actor = "robin", action = "announce", toward = "gardeners" },
  { actor = "robin", action = "water", toward = "gardeners" },
]
changes = [
  { fact = "litres-left", value = 50, by = "tank-gauge" },
  { fact = "beds-watered", value = true, by = "garden-association" },
]

[[situation.options]]
name = "turns"
text = "Water a third of the beds each evening, in turns written on the board."
acts = [
  { actor = "robin", action = "announce", toward = "gardeners" },
  { actor = "robin", action = "water", toward = "gardeners" },
]
changes = [
  { fact = "litres-left", value = 250, by = "tank-gauge" },
  { fact = "beds-watered", value = true, by = "garden-association" },
]

[[situation.options]]
name = "wait"
text = "Do nothing and wait for the rain."
"""

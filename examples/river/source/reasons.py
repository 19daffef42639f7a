"""What should be decided, and why: the answer that a careful person would defend."""

from __future__ import annotations

from typing import Any

from source.placed import OPTIONS

STATUSES = {
    "nothing": "forbidden",
    "divert-now": "forbidden",
    "emergency-draw": "in_dispute",
    "divert-and-flush": "in_dispute",
    "hold-contracts": "permitted",
    "wait-openly": "permitted",
    "share-the-shortage": "permitted",
    "mend-first": "permitted",
}

BROKEN = {
    "nothing": ["data-open", "duty-to-notify"],
    "divert-now": [
        "countries-declare-urgency",
        "data-open",
        "duty-of-safety",
        "duty-to-notify",
        "equitable-use",
        "promised-turn-list",
        "standstill",
        "standstill-of-works",
    ],
}

MAYBE_BROKEN = {
    "divert-now": ["no-significant-harm"],
    "emergency-draw": ["promised-turn-list", "standstill"],
    "divert-and-flush": ["keep-reserve", "no-significant-harm", "promised-turn-list"],
}

RELATIONS = (
    ("share-the-shortage", "better", "hold-contracts"),
    ("share-the-shortage", "better", "wait-openly"),
    ("share-the-shortage", "better", "divert-and-flush"),
    ("mend-first", "better", "hold-contracts"),
    ("mend-first", "better", "divert-and-flush"),
    ("wait-openly", "better", "hold-contracts"),
    ("share-the-shortage", "undetermined", "mend-first"),
    ("emergency-draw", "incomparable", "share-the-shortage"),
)

DEFINITIONS = {
    "averne-water-ministry": {**STATUSES, "divert-and-flush": "in_dispute"},
    "sarrow-river-board": {**STATUSES, "divert-and-flush": "forbidden"},
}
"""Statuses by each definition of significant harm."""

DEFEATS = (
    ("standstill", "contracted-supply", "level"),
    ("standstill-of-works", "covenant-begin-works", "level"),
    ("speak-of-danger", "doubts-stay-inside", "level"),
    ("duty-of-safety", "schedule-sign-off", "priority"),
    ("urgent-draw", "standstill", "priority"),
    ("equitable-use", "urgent-draw", "priority"),
    ("spawning-release", "keep-reserve", "specificity"),
    ("data-open", "data-closed", "date"),
)
"""The norm that wins, the one that yields, and by which rule."""

NOT_BINDING = {
    "memo-to-sarrow": "beyond authority: a company does not bind another country's board",
    "company-declares-urgency": "beyond authority: that is reserved to the two countries",
    "sarrow-ordinance": "beyond authority: Sarrow's board does not rule in Averne",
    "drought-decree": "out of force since 1999",
}

WHY = {
    "nothing": (
        "Doing nothing leaves two duties undone that fall due: to give notice of a plan that "
        "is on the register, and to publish the figures."
    ),
    "divert-now": (
        "Less than half of the flow would be left, on ground nobody surveyed, within the "
        "waiting period, and without a word to Sarrow. That the agent calls it urgent changes "
        "none of it."
    ),
    "emergency-draw": (
        "Everything turns on whether it is an emergency. Only the company's agent says so, "
        "and what only the decider says permits nothing; but nobody else has looked. That is "
        "to be asked."
    ),
    "divert-and-flush": (
        "Whether there is significant harm hangs on the word: a spawning year is lost, which is "
        "harm as Sarrow's board defines it, and no tap runs dry, which is what Averne's ministry "
        "means. So that norm may be broken; by Sarrow's definition alone it is. And the release "
        "keeps to the letter of the rule for the spawning weeks while those who hold its grounds "
        "say it does the opposite; so that permission is open too. People's values prefer sharing "
        "or mending to it in any case."
    ),
    "hold-contracts": (
        "Permitted, and worse. What speaks for it (the jobs behind the contracts, never "
        "letting a tap run dry, the word to the customers) stands below what speaks against "
        "it (going to the driest mouth, dividing by what each cannot do without) in what "
        "people hold wiser when water is scarce, also with the brigade's votes counted."
    ),
    "share-or-mend": (
        "Sharing is wiser for those who need water this summer, mending for the ground, the "
        "river and those to come. People were not asked about most of these pairs, and on "
        "some they are divided, so nothing decides between the two yet."
    ),
    "outcome": (
        "Ask the commission whether it is an emergency, and people about sharing and mending; "
        "until then wait openly, which can be taken back."
    ),
}

DECISION: dict[str, Any] = {
    "statuses": {option: STATUSES[option] for option in OPTIONS.values()},
    "broken": BROKEN,
    "maybe_broken": MAYBE_BROKEN,
    "outcome": "ask",
    "options": ["emergency-draw", "share-the-shortage", "mend-first"],
    "reasons": ["in_dispute", "undetermined"],
    "interim": "wait-openly",
    "obliged": ["highmere-agent:publish-data"],
    "relations": [list(row) for row in RELATIONS],
    "definitions": DEFINITIONS,
    "defeats": [list(row) for row in DEFEATS],
    "not_binding": NOT_BINDING,
    "rejectable": ["take-and-tell"],
    "why": WHY,
}

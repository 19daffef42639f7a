"""What people offered on the way to a card: norms, goals, slogans, feelings. All invented."""

from __future__ import annotations

OFFERED = (
    {
        "role": "farmer",
        "text": "Water is life.",
        "offered_as": "slogan",
        "became": "water-turn",
        "same_concern": "yes",
    },
    {
        "role": "resident",
        "text": "You must never waste water.",
        "offered_as": "norm",
        "became": "neighbour-unseen",
        "same_concern": "yes",
    },
    {
        "role": "fisher",
        "text": "The company must be stopped.",
        "offered_as": "goal",
        "became": "leaving-breeders",
        "same_concern": "unsure",
    },
    {
        "role": "staff",
        "text": "Growth for the valley.",
        "offered_as": "slogan",
        "became": "jobs-behind-it",
        "same_concern": "yes",
    },
    {
        "role": "elder",
        "text": "I am afraid of that dam.",
        "offered_as": "feeling",
        "became": "remembering-the-flood",
        "same_concern": "yes",
    },
    {
        "role": "engineer",
        "text": "Safety first.",
        "offered_as": "slogan",
        "became": "courage-to-refuse",
        "same_concern": "yes",
    },
    {
        "role": "child",
        "text": "It is not fair.",
        "offered_as": "feeling",
        "became": "someone-asks-me",
        "same_concern": "yes",
    },
    {
        "role": "nurse",
        "text": "I try to do it like old sister Agata did.",
        "offered_as": "role_model",
        "became": "thirst-first",
        "same_concern": "yes",
    },
    {
        "role": "farmer",
        "text": "Our water for our people.",
        "offered_as": "slogan",
        "became": "feed-my-own",
        "same_concern": "no",
    },
    {
        "role": "keeper",
        "text": "The river must not be touched.",
        "offered_as": "norm",
        "became": "river-as-someone",
        "same_concern": "unsure",
    },
    {
        "role": "resident",
        "text": "They should pay.",
        "offered_as": "norm",
        "became": "mend-what-you-break",
        "same_concern": "yes",
    },
    {
        "role": "herder",
        "text": "I want the pass road open by spring.",
        "offered_as": "goal",
        "became": None,
        "same_concern": None,
    },
)

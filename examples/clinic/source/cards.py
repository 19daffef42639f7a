"""What people say they live by, under the keys by which templates name a card. All invented."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Told:
    """A card as it is told: by whom first, who holds it too, and what is attended to."""

    title: str
    contexts: tuple[str, ...]
    policies: tuple[str, ...]
    story: str
    held: dict[str, int]
    """How many hold it on each side of the bed; the first side's first holder tells it."""
    instrumental: tuple[int, ...] = field(default=())
    """Policies that would be let go if there were another way; they count for nothing."""


CARDS: dict[str, Told] = {
    "the-will": Told(
        "Listening for what somebody wants done to them",
        ("will-known", "before-treatment"),
        (
            "WORDS in which somebody says what may be done to their body",
            "MOMENTS when a yes is only meant to please",
        ),
        "They asked me with the needle already in the hand. I said yes because the room said yes. "
        "Since then I listen for the other yes.",
        {"patient": 9, "doctor": 7, "nurse": 4},
    ),
    "the-life": Told(
        "Not letting a life slip away",
        ("life-at-stake",),
        ("SIGNS that a life is slipping away now",),
        "Between the second and the third breath I saw it, and ran, and left the form on the desk.",
        {"doctor": 8, "nurse": 5},
    ),
    "understood": Told(
        "Going on until it is understood",
        ("before-treatment", "confided"),
        (
            "FACES that show that a word was not understood",
            "THINGS that somebody would want to know before they agree",
            "BOXES on a form that are still empty",
        ),
        "I had said it twice and she nodded twice. Then I asked her to tell it to me, and it was "
        "another operation. I sat down.",
        {"doctor": 8, "patient": 6},
        instrumental=(2,),
    ),
    "closed-door": Told(
        "Keeping what was said behind the door",
        ("confided",),
        (
            "WORDS that could be said only because the door was closed",
            "QUESTIONS of others which I let go unanswered",
        ),
        "He told me in the ninth year. If I had told anybody anything in the other eight, he would "
        "not have.",
        {"doctor": 8, "patient": 7},
    ),
    "the-one-outside": Told(
        "Thinking of whoever does not know",
        ("third-person",),
        ("PEOPLE in danger who do not know what I know",),
        "I kept it, as one does. In the spring I stood at the crossing where it had happened, and "
        "there was a shoe.",
        {"relative": 7, "doctor": 6},
    ),
    "those-who-stay": Told(
        "Thinking of those who will live on with it",
        ("cannot-speak", "near-death"),
        ("PEOPLE who will have to live on with what is settled here",),
        "They settled it in the corridor without me, and it was right, and for eleven years I have "
        "asked myself what was said.",
        {"relative": 10, "doctor": 6},
    ),
    "true-signature": Told(
        "Signing only what I could swear to",
        ("asked-to-sign",),
        ("LINES above my name which I could not swear to",),
        "It was one line, about a back I had not looked at. The man was under the crane in May.",
        {"doctor": 9},
    ),
    "worst-off": Told(
        "Turning first to whoever is worst off",
        ("scarce",),
        ("NEED of whoever is worst off in the room",),
        "The loud one was in pain and the quiet one was grey. I have gone to the grey ones since.",
        {"nurse": 6, "doctor": 6, "patient": 4},
    ),
    "years-ahead": Told(
        "Thinking of the years that somebody may still have",
        ("scarce",),
        ("YEARS that somebody may have before them, if it goes well",),
        "He got the bed and died on the second day, as we knew. She would have had forty years.",
        {"doctor": 7, "relative": 5},
    ),
    "quiet-at-last": Told(
        "Ending the pain that leaves no room",
        ("suffering",),
        ("PAIN that leaves somebody no room to think of anything else",),
        "For two days there was nobody there but the pain. Then they gave enough, and the face "
        "came back to the face.",
        {"nurse": 6, "relative": 5, "doctor": 5},
    ),
    "still-oneself": Told(
        "Looking for the one who is still there",
        ("suffering",),
        ("EYES in which somebody is still there",),
        "On the last evening he winked. I would not have wanted that winked away by a syringe.",
        {"relative": 6, "doctor": 5},
    ),
    "good-order": Told(
        "Leaving a ward that the next one can take over",
        ("hour-left",),
        ("NOTES on which whoever comes next can rely",),
        "At six I handed over three beds in one sentence. At seven they rang me at home.",
        {"doctor": 9},
    ),
    "hand-to-hold": Told(
        "Not letting anybody lie alone at the end",
        ("near-death",),
        ("HANDS that look for another hand",),
        "The lamp was on and the monitor off, and I stayed past my shift, and so did the cleaner.",
        {"nurse": 8, "relative": 5},
    ),
    "from-bed-to-bed": Told(
        "Watching the ways from bed to bed",
        ("infection",),
        ("WAYS by which an illness goes from one bed to the next",),
        "We had four, then nine, and the way was the tea trolley. I still see trolleys.",
        {"nurse": 9},
    ),
    "speaking-up": Told(
        "Saying what the ward has got used to",
        ("ward-danger",),
        ("DANGERS that everybody on the ward has got used to",),
        "We all pushed the drawer shut with the hip. Then a pupil asked why, and what was in it.",
        {"nurse": 9, "relative": 3},
    ),
    "owning-up": Told(
        "Saying it oneself when it went wrong",
        ("error",),
        ("MISTAKES of ours that others carry in their bodies",),
        "I told her before the lawyer could. She wept and said, so I was not mad.",
        {"doctor": 6, "patient": 6},
    ),
    "beds-of-tomorrow": Told(
        "Thinking of the beds that will be needed tomorrow",
        ("error", "records-for-money"),
        ("BEDS that somebody will need tomorrow and that must be paid for today",),
        "I closed a ward for want of a sum that would fit in this bag. I see it everywhere now.",
        {"doctor": 5, "nurse": 6},
    ),
    "people-behind-figures": Told(
        "Seeing the people behind the figures",
        ("records-for-money",),
        ("PEOPLE whom a row of figures is about",),
        "Row 311 was my mother. They had struck out the name and left the village and the year.",
        {"patient": 8, "relative": 4},
    ),
    "days-of-my-own": Told(
        "Having days that are mine",
        ("long-illness",),
        ("DAYS that are mine and not the machine's",),
        "Four hours, three times a week, for nine years. I counted it once, in summers.",
        {"patient": 9},
    ),
    "for-the-table": Told(
        "Being there for those at the table",
        ("long-illness",),
        ("PEOPLE at the table who still look up when I come in",),
        "She sets the table for two on the days I come back grey, and talks for both.",
        {"patient": 6, "relative": 6},
    ),
    "life-as-given": Told(
        "Taking life as it is given",
        ("end-of-life",),
        ("BREATHS that are not mine to end",),
        "My teacher took his hands off and said, this part is not ours. Mine have stayed there.",
        {"doctor": 4, "relative": 6},
    ),
    "unhurried": Told(
        "Letting somebody tell it to the end",
        ("hour-left",),
        ("STORIES that somebody has begun and nobody has heard to the end",),
        "He got as far as the bridge. The next morning the bed was made.",
        {"doctor": 4, "nurse": 6},
    ),
}
"""The cards, in the order in which they are told."""

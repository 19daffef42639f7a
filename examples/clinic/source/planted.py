"""What was planted: which of two values people hold wiser, what outweighs what, and complaints."""

from __future__ import annotations

VOTES: tuple[tuple[str, str, str, int, int, int], ...] = (
    ("will-known", "the-will", "the-life", 14, 2, 0),
    ("will-known", "the-will", "those-who-stay", 14, 2, 0),
    ("life-at-stake", "the-life", "those-who-stay", 15, 1, 0),
    ("third-person", "the-one-outside", "closed-door", 14, 2, 0),
    ("scarce", "worst-off", "years-ahead", 1, 1, 14),
    ("suffering", "quiet-at-last", "still-oneself", 14, 2, 0),
    ("infection", "hand-to-hold", "from-bed-to-bed", 8, 8, 0),
    ("error", "owning-up", "beds-of-tomorrow", 15, 1, 0),
    ("records-for-money", "people-behind-figures", "beds-of-tomorrow", 8, 8, 0),
    ("long-illness", "days-of-my-own", "for-the-table", 1, 1, 14),
    ("end-of-life", "the-will", "life-as-given", 13, 3, 0),
)
"""Context, one value, another; how many hold the one wiser, the other, and both to be needed."""

OUTWEIGHS: tuple[tuple[str, str, str, str, str, int], ...] = (
    ("will-known", "the-will", "notable", "those-who-stay", "grave", 12),
)
"""Context, a value and its stake, another and its stake; how many hold the first to outweigh."""

MOVED: tuple[tuple[str, str, str, str, tuple[int, ...], str], ...] = (
    (
        "doctor",
        "third-person",
        "closed-door",
        "the-one-outside",
        (1,),
        "I let every question go unanswered and called it loyalty. Now I ask who is out there.",
    ),
)
"""Who moved: side, context, from what to what, which policies that covers, as it was told."""

COMPLAINTS: tuple[tuple[str, str, str, str, int, str], ...] = (
    (
        "patient",
        "former-patient",
        "who-holds-records-may-sell",
        "confidence",
        4,
        "I told it to a doctor. I did not tell it to whoever pays.",
    ),
    (
        "patient",
        "former-patient",
        "records-by-leave",
        "confidence",
        1,
        "One more letter that I have to answer.",
    ),
    (
        "relative",
        "waiting-patient",
        "who-holds-records-may-sell",
        "waiting",
        0,
        "If it pays for the bed, I have nothing against it.",
    ),
    (
        "relative",
        "waiting-patient",
        "records-by-leave",
        "waiting",
        2,
        "It takes until autumn, and I wait now.",
    ),
)
"""Who on which side complains from which standpoint of which principle; ground, grade and words."""

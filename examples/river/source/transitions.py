"""How some of them came from one value to a wiser one, in their own words. All invented."""

from __future__ import annotations

TRANSITIONS = (
    {
        "from_": "full-nets",
        "to": "leaving-breeders",
        "context": "scarce",
        "role": "fisher",
        "ground": "omission",
        "covers": (1,),
        "dropped": (
            (
                2,
                ("The price was Thursday's. I was fishing away every Thursday after it."),
            ),
        ),
        "told": (
            "I used to take what the night gave, for the two at home. Then they "
            "were grown and wanted boats, and there was nothing under the boats. "
            "I had been looking at their faces and never four years behind their "
            "faces. I still look at who it is for. I count further."
        ),
    },
    {
        "from_": "full-nets",
        "to": "listening-water",
        "context": "scarce",
        "role": "fisher",
        "ground": "error",
        "covers": (0,),
        "dropped": (),
        "told": (
            "I thought a chance was something you grab. Half of what I called "
            "chances was my own empty purse talking. When I learned to sit first,"
            " the real ones were still there, and I stopped losing nets to the "
            "others."
        ),
    },
    {
        "from_": "feed-my-own",
        "to": "water-turn",
        "context": "scarce",
        "role": "farmer",
        "ground": "conflict",
        "covers": (),
        "dropped": (),
        "told": (
            "It was my own house against theirs every night, and I was tired of "
            "listening for their gate. Once the turns were fixed, I could look "
            "after mine and sleep. The turn looks after the boy with the can; I "
            "could not do it with my conscience at two in the morning."
        ),
    },
    {
        "from_": "water-turn",
        "to": "share-by-need",
        "context": "drought",
        "role": "farmer",
        "ground": "omission",
        "covers": (0,),
        "dropped": (),
        "told": (
            "A turn is fair while there is enough to take turns with. In the "
            "third month my turn was lettuce and hers was the cow. I gave her "
            "mine and I did not feel generous, I felt that the board had been "
            "measuring the wrong thing since June."
        ),
    },
    {
        "from_": "feed-my-own",
        "to": "share-by-need",
        "context": "drought",
        "role": "resident",
        "ground": "conflict",
        "covers": (0,),
        "dropped": (
            (
                1,
                ("I was of use to nobody in the end, we had all locked our doors."),
            ),
        ),
        "told": (
            "I counted on it that each of us looks after our own. Then ours was "
            "the flat that had nobody strong. Somebody came up the stairs and "
            "asked what we could not do without. My own are in that question. So "
            "are the others'."
        ),
    },
    {
        "from_": "keep-supply",
        "to": "thirst-first",
        "context": "urgent",
        "role": "staff",
        "ground": "omission",
        "covers": (0,),
        "dropped": (),
        "told": (
            "I kept every tap running, evenly, and I was proud. In the heat week "
            "my sister, who nurses, asked which of my taps was a person. I had no"
            " column for that. I still watch the gauges. I know now which three "
            "of them I would let the others fall for."
        ),
    },
    {
        "from_": "elegant-works",
        "to": "numbers-that-speak",
        "context": "uncertain",
        "role": "engineer",
        "ground": "omission",
        "covers": (),
        "dropped": (),
        "told": (
            "My line was beautiful and it was right on the figure. The figure was"
            " the gauge's, and the gauge was from wetter years. I still want the "
            "one line. But I draw the grey band first now, and then I see whether"
            " the line is still in it."
        ),
    },
    {
        "from_": "numbers-that-speak",
        "to": "say-what-you-do-not-know",
        "context": "uncertain",
        "role": "engineer",
        "ground": "error",
        "covers": (0,),
        "dropped": (),
        "told": (
            "I put error bands on everything and thought that was honesty. Then I"
            " drew one around a flow nobody had ever seen, to two decimals. A "
            "band is a claim too. Sometimes the true drawing stops at the edge of"
            " the paper."
        ),
    },
    {
        "from_": "first-come-first-watered",
        "to": "water-turn",
        "context": "scarce",
        "role": "farmer",
        "ground": "error",
        "covers": (1,),
        "dropped": (
            (
                0,
                ("The date was true. It was the date of a flood that does not come now."),
            ),
        ),
        "told": (
            "I held the gate by the register for thirty years. What the old ones "
            "carried the stones for was that the valley should have water. I had "
            "been keeping the date and letting the valley go. I take my turn; "
            "first, as it happens."
        ),
    },
    {
        "from_": "jobs-behind-it",
        "to": "keeping-the-word",
        "context": "promised",
        "role": "staff",
        "ground": "omission",
        "covers": (),
        "dropped": (),
        "told": (
            "I looked for the names when it went wrong. An old man asked me who "
            "had let them think it would not. It was me, in a speech. Now I look "
            "at what people are building on while I am still talking."
        ),
    },
    {
        "from_": "guests-first",
        "to": "neighbour-unseen",
        "context": "across",
        "role": "elder",
        "ground": "omission",
        "covers": (1,),
        "dropped": (),
        "told": (
            "I gave water to whoever came to the door, and I was good at it. "
            "Nobody comes to the door from forty kilometres downstream. It was my"
            " granddaughter who asked how they would knock."
        ),
    },
    {
        "from_": "swimming-place",
        "to": "someone-asks-me",
        "context": "unborn",
        "role": "child",
        "ground": "omission",
        "covers": (),
        "dropped": (),
        "told": (
            "I wanted it to stay for us. Then I thought about the babies, they "
            "did not even swim yet and it was going to be away. They cannot say "
            "it. So somebody has to ask for them, not just for us."
        ),
    },
    {
        "from_": "plain-speaking",
        "to": "quarrel-well",
        "context": "border",
        "role": "teacher",
        "ground": "conflict",
        "covers": (0,),
        "dropped": (),
        "told": (
            "I told the plain truth on both banks and made two truths. They were "
            "not missing facts; they were missing one person on the other side "
            "who could say what they were angry about. The facts went in easily "
            "after that."
        ),
    },
    {
        "from_": "small-steps",
        "to": "say-what-you-do-not-know",
        "context": "uncertain",
        "role": "farmer",
        "ground": "omission",
        "covers": (),
        "dropped": (),
        "told": (
            "One row at a time, and I thought I was safe. Then a neighbour below "
            "asked what my one row did to his spring. I had never said out loud "
            "what I was trying and what I did not know about it. Small is not the"
            " same as mine alone."
        ),
    },
)

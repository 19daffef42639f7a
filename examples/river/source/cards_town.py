"""What engineers, company staff, nurses and teachers say they live by. All invented."""

from __future__ import annotations

CARDS = (
    {
        "key": "numbers-that-speak",
        "role": "engineer",
        "side": "averne",
        "title": "Letting the margin be seen",
        "contexts": (
            "uncertain",
            "urgent",
        ),
        "lived_choice": (
            "The spillway came out at one point two and the rule is one point one"
            " five, so it passed. I drew it again with the gauge error in, both "
            "ways, as a grey band, and the band went under the line. My head of "
            "section asked who had asked for the band. No one had. I put both "
            "drawings in. I had stood on that dam with my hand on the rail and it"
            " was not one point two of anything, it was people's sheds down "
            "there."
        ),
        "policies": (
            {
                "text": "BANDS of error that a single figure hides",
                "quote": "with the gauge error in, both ways, as a grey band",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "Whoever signs after me",
                "delegable": "unsure",
            },
            {
                "text": "THINGS below the dam that the figure is about",
                "quote": "it was people's sheds down there",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "say-what-you-do-not-know",
        "role": "engineer",
        "side": "sarrow",
        "title": "Saying where my knowledge stops",
        "contexts": ("uncertain",),
        "lived_choice": (
            "The minister's man wanted to know if the reach would dry. I had a "
            "model and forty years of gauges, all of them from wetter years. I "
            "could feel the room wanting a yes or a no, and either would have "
            "made me an expert. I said: below this flow I have never seen the "
            "river, and neither has anybody's model. He wrote down nothing. "
            "Afterwards his driver asked me what one would have to measure. That "
            "was the question I had gone there for."
        ),
        "policies": (
            {
                "text": "EDGES of the data beyond which nobody has seen the river",
                "quote": "below this flow I have never seen the river",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "Those who would have trusted me",
                "delegable": "no",
            },
            {
                "text": "ROOMS that want a yes or a no more than they want to know",
                "quote": "I could feel the room wanting a yes or a no",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
            {
                "text": "MEASUREMENTS that would tell us",
                "quote": "what one would have to measure",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "yes",
            },
        ),
        "same_as": None,
    },
    {
        "key": "elegant-works",
        "role": "engineer",
        "side": "averne",
        "title": "Finding the one line that does it",
        "contexts": (
            "urgent",
            "promised",
        ),
        "lived_choice": (
            "For the Corvin siphon they had three pumping stations on the plan. I"
            " walked the contour for two days with a level and a sandwich, and "
            "there was a line, one line, where the water would go by itself. I "
            "did not sleep. When it ran the first time, with no sound at all, the"
            " old foreman took off his hat. I look for that: the place where you "
            "stop pushing. It was cheaper too, but I would have fought for it at "
            "the same price."
        ),
        "policies": (
            {
                "text": "LINES along which the water would go by itself",
                "quote": "there was a line, one line, where the water would go by itself",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
            {
                "text": "PARTS that could be left out",
                "quote": "the place where you stop pushing",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "unsure",
            },
            {
                "text": "COSTS that fall away with the parts",
                "quote": "It was cheaper too",
                "another_way": "no",
                "nobody_knew": "yes",
                "who_would_mind": "The client",
                "delegable": "yes",
            },
        ),
        "same_as": None,
    },
    {
        "key": "courage-to-refuse",
        "role": "engineer",
        "side": "averne",
        "title": "Keeping my signature my own",
        "contexts": (
            "urgent",
            "promised",
        ),
        "lived_choice": (
            "On the Friday they brought me the release form for gate four, with "
            "the inspection still two days off, and the director himself came "
            "down to say how much depended on it. He was kind. I noticed my pen "
            "was already open. I thought, if I sign this, what will my name mean "
            "on Monday, on anything. I capped the pen, and I said I would stay "
            "the weekend and inspect it myself, and I did. There was a crack you "
            "could have posted a letter in."
        ),
        "policies": (
            {
                "text": "MOMENTS when my hand is already signing",
                "quote": "I noticed my pen was already open",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "People below gate four",
                "delegable": "no",
            },
            {
                "text": "MEANINGS my name would lose on everything else",
                "quote": "what will my name mean on Monday, on anything",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
            {
                "text": "WAYS to refuse that leave the others a way forward",
                "quote": "I said I would stay the weekend and inspect it myself",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "unsure",
            },
        ),
        "same_as": None,
    },
    {
        "key": "open-books",
        "role": "staff",
        "side": "averne",
        "title": "Putting the figures where those below can read them",
        "contexts": (
            "across",
            "uncertain",
        ),
        "lived_choice": (
            "I keep the gauge logs. In the dry spring the Sarrow commission wrote"
            " for them, politely, and legal said send the monthly means. The "
            "means looked fine. The night lows did not; they were what the letter"
            " was about, whoever wrote it knew. I sent the quarter-hours. I "
            "looked at which numbers I would want, standing where she was "
            "standing with her boots in it. Legal asked me if I had "
            "misunderstood. I said I had understood very well."
        ),
        "policies": (
            {
                "text": "NUMBERS I would want if I stood where they stand",
                "quote": "which numbers I would want, standing where she was standing",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "The gauge people below",
                "delegable": "unsure",
            },
            {
                "text": "MEANS and totals that make a bad night disappear",
                "quote": "The means looked fine. The night lows did not",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "unsure",
            },
        ),
        "same_as": None,
    },
    {
        "key": "jobs-behind-it",
        "role": "staff",
        "side": "averne",
        "title": "Seeing who goes home without work",
        "contexts": (
            "urgent",
            "promised",
        ),
        "lived_choice": (
            "When they closed the bottling line on a slide it was a grey bar, "
            "forty-one. I asked for the names, and I took them home, and I put "
            "beside each one what I knew: Anka, night classes; Petr, his boy's "
            "brace. It took until two. In the morning I said I would not present "
            "the slide without the list. We found places for twenty-six. I look "
            "for the people in the figure, and I look for when I have started to "
            "call them a figure."
        ),
        "policies": (
            {
                "text": "NAMES inside the figure",
                "quote": "I put beside each one what I knew",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "Forty-one families",
                "delegable": "no",
            },
            {
                "text": "TIMES when I have started to call people a figure",
                "quote": "when I have started to call them a figure",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "keep-supply",
        "role": "staff",
        "side": "averne",
        "title": "Never letting a tap run dry",
        "contexts": (
            "urgent",
            "drought",
        ),
        "lived_choice": (
            "On the night of the main break I had the hospital, the bakery and "
            "nine thousand flats, and one reservoir. I did not think about "
            "anything but pressure, minute by minute, which valve, who next. At "
            "five the bakery rang to ask if they could start the ovens and I said"
            " yes. That is the work: somebody turns a tap half asleep and does "
            "not have to think of us. I watch for the first gauge to fall, and I "
            "am there before it does."
        ),
        "policies": (
            {
                "text": "GAUGES that are about to fall",
                "quote": "I watch for the first gauge to fall",
                "another_way": "unsure",
                "nobody_knew": "yes",
                "who_would_mind": "The town",
                "delegable": "yes",
            },
            {
                "text": "PEOPLE half asleep who should not have to think of us",
                "quote": ("somebody turns a tap half asleep and does not have to think of us"),
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "thirst-first",
        "role": "nurse",
        "side": "sarrow",
        "title": "Going to the driest mouth",
        "contexts": (
            "scarce",
            "urgent",
        ),
        "lived_choice": (
            "After the pipe went we had twelve litres for the ward and everyone "
            "was asking. The loudest was a man with a broken arm who was, truly, "
            "very thirsty. I went down the beds pressing the skin on the backs of"
            " hands and counting until it lay flat again. The girl in nine did "
            "not ask for anything. Hers stayed up like a tent. She had the first "
            "cup and the second. You learn that those who need it have often "
            "stopped asking."
        ),
        "policies": (
            {
                "text": "SIGNS of need in those who have stopped asking",
                "quote": "those who need it have often stopped asking",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "The girl in nine",
                "delegable": "unsure",
            },
            {
                "text": "VOICES that are loud enough to be served first",
                "quote": "The loudest was a man with a broken arm",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "unsure",
            },
        ),
        "same_as": None,
    },
    {
        "key": "clean-hands",
        "role": "nurse",
        "side": "averne",
        "title": "Washing as if the next one were mine",
        "contexts": (
            "drought",
            "across",
        ),
        "lived_choice": (
            "In the drought they told us to rinse and not to scrub, to save it. "
            "It was four in the morning, a birth and then another birth, no one "
            "on the corridor. I looked at my hands and then through the glass at "
            "the second girl, who did not know me and would never know what I had"
            " on my hands. I scrubbed, three minutes by the clock, with "
            "tomorrow's water. I wrote it in the book, so that it could be said "
            "against me."
        ),
        "policies": (
            {
                "text": "PEOPLE who will never know what I had on my hands",
                "quote": "would never know what I had on my hands",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "The next mother",
                "delegable": "no",
            },
            {
                "text": "ENTRIES in the book that could be said against me",
                "quote": "I wrote it in the book, so that it could be said against me",
                "another_way": "yes",
                "nobody_knew": "unsure",
                "who_would_mind": "The matron",
                "delegable": "unsure",
            },
        ),
        "same_as": None,
    },
    {
        "key": "plain-speaking",
        "role": "teacher",
        "side": "averne",
        "title": "Telling it so that a child could use it",
        "contexts": (
            "across",
            "uncertain",
        ),
        "lived_choice": (
            "The company sent a folder for the school about the diversion, with "
            "an otter on it. I read it to my tens and fours, and a boy asked "
            "where the rest of the river goes, and the folder did not say. I "
            "could have gone on to the otter. I drew the Lume across the whole "
            "board, with Sarrow on the right where the folder stopped, and we "
            "worked it out in buckets. I watch which question a text is hoping "
            "nobody will ask."
        ),
        "policies": (
            {
                "text": "QUESTIONS that a text is hoping nobody will ask",
                "quote": "which question a text is hoping nobody will ask",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "The children, later",
                "delegable": "unsure",
            },
            {
                "text": "EDGES of the map where the story stops",
                "quote": "with Sarrow on the right where the folder stopped",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "quarrel-well",
        "role": "teacher",
        "side": "sarrow",
        "title": "Staying in the quarrel until each can say the other's side",
        "contexts": (
            "across",
            "border",
        ),
        "lived_choice": (
            "Two girls, one ball, and it was about their fathers, one on each "
            "bank. I did not take the ball. I made each one tell me what the "
            "other was angry about until the other said yes, that is it. It took "
            "the whole break and part of sums. Around the third try Mirel said, "
            "you think I think you are thieves. And the other one went red, and "
            "that was the quarrel, not the ball. I listen for when somebody says "
            "yes, that is it."
        ),
        "policies": (
            {
                "text": "MOMENTS when the other says yes, that is it",
                "quote": "I listen for when somebody says yes, that is it",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "Both of them",
                "delegable": "no",
            },
            {
                "text": "QUARRELS underneath the one on the table",
                "quote": "that was the quarrel, not the ball",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
)

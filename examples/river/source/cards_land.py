"""What the farmers, the herders and the elders say they live by. All invented."""

from __future__ import annotations

CARDS = (
    {
        "key": "soil-memory",
        "role": "farmer",
        "side": "averne",
        "title": "Looking at what the field will remember",
        "contexts": (
            "scarce",
            "unborn",
        ),
        "lived_choice": (
            "In the second dry year a man offered me the price of the whole "
            "harvest to run saline from his well over the lower field, one "
            "season, then he would flush it. I dug a hole. I always dig a hole. "
            "At two spades down there was still a grey line from my grandfather's"
            " flood, sixty years old, thin as a coin. I thought: this ground does"
            " not do one season. I showed him the line. He said it was pretty."
        ),
        "policies": (
            {
                "text": ("TRACES in the ground of what somebody thought would last one season"),
                "quote": "there was still a grey line from my grandfather's flood",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "Whoever farms it after me",
                "delegable": "no",
            },
            {
                "text": "CHANGES that cannot be ploughed back out",
                "quote": "this ground does not do one season",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "unsure",
            },
        ),
        "same_as": None,
    },
    {
        "key": "water-turn",
        "role": "farmer",
        "side": "sarrow",
        "title": "Keeping the turn at the ditch",
        "contexts": (
            "scarce",
            "promised",
        ),
        "lived_choice": (
            "My turn ends at four in the morning. There was a night in August "
            "when my beans wanted twenty minutes more and the widow Tan, whose "
            "turn begins, was not there. I stood with my hand on the gate. Nobody"
            " in the world would have known. I could hear the water going into my"
            " own rows. Then I dropped the board, and I walked up and knocked on "
            "her window, because a turn that nobody comes for is still hers. She "
            "had slept through. We opened it together in our coats."
        ),
        "policies": (
            {
                "text": "MINUTES at the gate that belong to whoever comes next",
                "quote": "a turn that nobody comes for is still hers",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "Everyone on the ditch",
                "delegable": "unsure",
            },
            {
                "text": "NIGHTS when nobody would know",
                "quote": "Nobody in the world would have known",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "turn-by-turn",
        "role": "farmer",
        "side": "averne",
        "title": "Dropping the board when my time is up",
        "contexts": (
            "scarce",
            "promised",
        ),
        "lived_choice": (
            "I am the first field under the sluice, so I could take what I like "
            "and be thanked for the rest. The year the pears failed I timed it "
            "with my father's clock and I dropped the board on the minute, with "
            "the last row dry, because the men below plant by when I stop. My son"
            " asked what the clock was for. I told him it is for the ones who "
            "cannot see the gate."
        ),
        "policies": (
            {
                "text": "MINUTES that those below have planted by",
                "quote": "the men below plant by when I stop",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "The fields below",
                "delegable": "unsure",
            },
            {
                "text": "PEOPLE on the ditch who cannot see the gate",
                "quote": "it is for the ones who cannot see the gate",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": "water-turn",
    },
    {
        "key": "first-come-first-watered",
        "role": "farmer",
        "side": "averne",
        "title": "Holding the gate by the older right",
        "contexts": (
            "scarce",
            "promised",
        ),
        "lived_choice": (
            "We cut this ditch. My great-grandmother is in the register with the "
            "year. When the new people came down the valley and wanted turns, I "
            "stood at the gate with the register and I watered until I had done. "
            "I was civil. What I looked at was the date, and the stones my people"
            " carried. If a right can be voted away by whoever arrives, nobody "
            "will ever again cut a ditch."
        ),
        "policies": (
            {
                "text": "DATES in the register of who first cut the ditch",
                "quote": "What I looked at was the date",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "My family",
                "delegable": "unsure",
            },
            {
                "text": "WORK of the dead that a right rewards",
                "quote": "the stones my people carried",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "feed-my-own",
        "role": "farmer",
        "side": "averne",
        "title": "Seeing my own house through",
        "contexts": (
            "urgent",
            "drought",
        ),
        "lived_choice": (
            "The well went in July. There was one tanker and I got to it first, "
            "and I filled ours to the brim, with the neighbours' boy standing "
            "there holding his can. I saw the can. I had a mother-in-law with "
            "kidneys and a baby. I said to him come back in the evening and I "
            "meant it, and in the evening there was a little. I would look first "
            "to my own door again. Somebody has to be counted on by somebody."
        ),
        "policies": (
            {
                "text": "PEOPLE under my own roof who have nobody else to look to",
                "quote": "I had a mother-in-law with kidneys and a baby",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "My own",
                "delegable": "no",
            },
            {
                "text": ("MOMENTS when being fair to all would mean being no use to anyone"),
                "quote": "Somebody has to be counted on by somebody",
                "another_way": "unsure",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "small-steps",
        "role": "farmer",
        "side": "sarrow",
        "title": "Trying it on one row first",
        "contexts": ("uncertain",),
        "lived_choice": (
            "The adviser had a new drip line and a graph. I bought enough for one"
            " row. He was disappointed in me. All summer I walked that row and "
            "the row beside it, and in August the drip row had salt at the neck "
            "of every plant, a white collar, nothing on his graph. I took it up "
            "by hand in an afternoon. That is what I look for: whether I could "
            "take it up in an afternoon."
        ),
        "policies": (
            {
                "text": "STEPS that I could take back in an afternoon",
                "quote": "whether I could take it up in an afternoon",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "unsure",
            },
            {
                "text": "DIFFERENCES between the row I changed and the row beside it",
                "quote": "I walked that row and the row beside it",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "yes",
            },
        ),
        "same_as": None,
    },
    {
        "key": "not-the-best-place",
        "role": "herder",
        "side": "averne",
        "title": "Leaving the best water for the last to arrive",
        "contexts": (
            "scarce",
            "across",
        ),
        "lived_choice": (
            "We came over the pass two days before the Oru people, with the pool "
            "clear to the stones. My nephew drove straight for it. I turned the "
            "lead goat to the seep above, which is bad and slow and takes all "
            "night. You could see their dust already, and they had come further "
            "and had more young. When they came down, the pool was still clear. "
            "Their old woman looked at it, then up at us on our mud. Nothing was "
            "said. My nephew has not forgotten it either."
        ),
        "policies": (
            {
                "text": "DUST of those who have come further",
                "quote": "You could see their dust already",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "The ones behind us",
                "delegable": "no",
            },
            {
                "text": "PLACES I could take only because I happened to be first",
                "quote": "We came over the pass two days before the Oru people",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "moving-on",
        "role": "herder",
        "side": "sarrow",
        "title": "Going while there is still grass",
        "contexts": (
            "scarce",
            "unborn",
        ),
        "lived_choice": (
            "My wife wanted one more week; the little one had just learned to "
            "walk there. I had seen the sheep begin to pull, the roots coming "
            "with it, a small dry sound. We struck the tent that morning with "
            "grass all round us. People laugh at you for leaving grass. But I go "
            "by that sound, because a meadow does not shout. She carried the "
            "child the whole way and would not speak to me until the ford."
        ),
        "policies": (
            {
                "text": "SOUNDS of roots coming away with the grass",
                "quote": "the roots coming with it, a small dry sound",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
            {
                "text": "MOMENTS to stop while there is still plenty",
                "quote": "We struck the tent that morning with grass all round us",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "seventh-harvest",
        "role": "elder",
        "side": "sarrow",
        "title": "Setting a chair for those not born",
        "contexts": (
            "unborn",
            "promised",
        ),
        "lived_choice": (
            "When we leased the island I was the oldest at the table and I asked "
            "for one more chair. I said nothing, I only had it put there, empty. "
            "Each time the young men said for now, somebody looked at it. The "
            "lease was to be ninety-nine years. I tried to see a face in the "
            "chair, a girl, cross with me, asking for whom did you sign. They "
            "signed for twelve. I am told the chair was theatre. It was; I needed"
            " it too."
        ),
        "policies": (
            {
                "text": "FACES of those who will ask for whom we signed",
                "quote": "asking for whom did you sign",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "Nobody who could say so",
                "delegable": "no",
            },
            {
                "text": "TIMES when we say for now about what will not be for now",
                "quote": "Each time the young men said for now",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "unsure",
            },
        ),
        "same_as": None,
    },
    {
        "key": "keeping-the-word",
        "role": "elder",
        "side": "averne",
        "title": "Staying where my word put me",
        "contexts": ("promised",),
        "lived_choice": (
            "I told Selim he could have the east bank for his bees until he died."
            " Then the road came and the east bank was worth a house. He was "
            "eighty and he forgot things; he would have taken the west bank and "
            "thanked me. I went to look at the hives, and he was telling his "
            "grandson, this is ours, the old man said so. I had said it. It is "
            "not that I would be ashamed. It is that he was standing on it."
        ),
        "policies": (
            {
                "text": "LIVES that somebody has built on what I said",
                "quote": "It is that he was standing on it",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "Selim, and his grandson",
                "delegable": "no",
            },
            {
                "text": "PROMISES that the other could be talked out of",
                "quote": "he would have taken the west bank and thanked me",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "word-kept",
        "role": "staff",
        "side": "averne",
        "title": "Doing what I let them count on",
        "contexts": ("promised",),
        "lived_choice": (
            "I do scheduling at Highmere. I had told the laundry at Lower Sel, by"
            " telephone, nothing signed, that they would have pressure through "
            "the festival. Then head office took the valve for the hotel. I could"
            " have said it was never in writing. But she had hired two women on "
            "it. I had heard her do it, on the phone, calling across the room. I "
            "drove there with a pump in the back of my own car and I stayed until"
            " it ran."
        ),
        "policies": (
            {
                "text": "PLANS people made aloud because of what I told them",
                "quote": "she had hired two women on it",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "The laundry",
                "delegable": "no",
            },
            {
                "text": "MOMENTS when I could say that it was never in writing",
                "quote": "I could have said it was never in writing",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": "keeping-the-word",
    },
    {
        "key": "remembering-the-flood",
        "role": "elder",
        "side": "sarrow",
        "title": "Telling the bad year while it is dry",
        "contexts": (
            "uncertain",
            "unborn",
        ),
        "lived_choice": (
            "They wanted to build on the meadow where we found my aunt. Nobody "
            "under fifty knew. I went to the opening of the plans in my good "
            "coat, and when they asked for questions I told it: how high, how "
            "long, what the cows did. It spoiled the afternoon. The young "
            "architect wept, which I had not intended. I look for the moment when"
            " a place has no one left who saw it, because that is when it will be"
            " built on."
        ),
        "policies": (
            {
                "text": "PLACES where no one is left who saw the bad year",
                "quote": "when a place has no one left who saw it",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "The ones who would have built there",
                "delegable": "unsure",
            },
            {
                "text": "DETAILS that make an old danger believable again",
                "quote": "how high, how long, what the cows did",
                "another_way": "unsure",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "yes",
            },
        ),
        "same_as": None,
    },
    {
        "key": "guests-first",
        "role": "elder",
        "side": "averne",
        "title": "Pouring for the stranger before myself",
        "contexts": (
            "scarce",
            "across",
        ),
        "lived_choice": (
            "In the drought a lorry driver from below, from Sarrow, knocked to "
            "ask the road. We had the one jug for the day. My daughter-in-law "
            "looked at me over his shoulder, a proper look. I poured his first "
            "and to the top, because he was looking at it without looking at it, "
            "and then I asked him the news as though there were a cellar of jugs."
            " A man who has been given water in your house cannot afterwards be "
            "only a lorry from Sarrow."
        ),
        "policies": (
            {
                "text": "GLANCES at what a guest would not ask for",
                "quote": "he was looking at it without looking at it",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "My mother, if she lived",
                "delegable": "no",
            },
            {
                "text": ("OPENINGS for somebody from the other side to become a person here"),
                "quote": "cannot afterwards be only a lorry from Sarrow",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
)

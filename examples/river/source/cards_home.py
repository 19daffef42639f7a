"""What residents, a nurse and the children say they live by. All invented."""

from __future__ import annotations

CARDS = (
    {
        "key": "neighbour-unseen",
        "role": "resident",
        "side": "sarrow",
        "title": "Picturing the one at the other end of the pipe",
        "contexts": (
            "across",
            "border",
        ),
        "lived_choice": (
            "I was emptying the paint into the yard drain, the last of it, late. "
            "I knew where the drain goes; my father laid it. I found I could see "
            "the woman at the outfall, the one who sells cress, bending. I do not"
            " know her name. I carried the tins to the depot on the bus, which "
            "did not smell good for anyone. It is a habit by now, with taps and "
            "rubbish and the news: who is standing at the other end of this."
        ),
        "policies": (
            {
                "text": "PEOPLE at the other end whose names I do not know",
                "quote": "who is standing at the other end of this",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "The woman with the cress",
                "delegable": "no",
            },
            {
                "text": "PATHS by which what I let go of arrives somewhere",
                "quote": "I knew where the drain goes",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "unsure",
            },
        ),
        "same_as": None,
    },
    {
        "key": "share-by-need",
        "role": "resident",
        "side": "sarrow",
        "title": "Dividing by what each cannot do without",
        "contexts": (
            "scarce",
            "drought",
        ),
        "lived_choice": (
            "I was on the stair committee the summer of the standpipe. The rule "
            "was thirty litres a door. It was a fair rule and I had helped to "
            "write it. Then I carried the ninth-floor woman's bucket, and she had"
            " the three grandchildren and the dialysis tubing to rinse, and "
            "behind the next door was a man who watered basil. I went back and "
            "asked each door, what can you not do without. It was two evenings of"
            " being shouted at, and the numbers came out quite different."
        ),
        "policies": (
            {
                "text": "USES that somebody cannot do without",
                "quote": "what can you not do without",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "The ninth floor",
                "delegable": "unsure",
            },
            {
                "text": "EQUAL shares that fall unequally behind the doors",
                "quote": "It was a fair rule and I had helped to write it",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "need-before-claim",
        "role": "nurse",
        "side": "averne",
        "title": "Asking what it is for before asking whose it is",
        "contexts": (
            "scarce",
            "drought",
        ),
        "lived_choice": (
            "At the clinic tap in the drought they came with papers: residents, "
            "ratepayers, a man with a letter from the mayor. I put the papers in "
            "a pile and asked each of them what the water was for, today. Most "
            "people tell the truth if you ask it flatly. Formula went first. "
            "Wounds. Then cooking. The man with the letter wanted it for his car,"
            " and he laughed at himself and carried somebody's can."
        ),
        "policies": (
            {
                "text": "USES that cannot wait until tomorrow",
                "quote": "what the water was for, today",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "The mothers",
                "delegable": "unsure",
            },
            {
                "text": "CLAIMS that speak louder than what they are for",
                "quote": "a man with a letter from the mayor",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "unsure",
            },
        ),
        "same_as": "share-by-need",
    },
    {
        "key": "mend-what-you-break",
        "role": "resident",
        "side": "averne",
        "title": "Going back to what I broke",
        "contexts": (
            "across",
            "promised",
        ),
        "lived_choice": (
            "My excavator took out forty metres of old Varga's hedge, by my own "
            "mistake. The insurance paid him the same week; he signed. In spring "
            "I went past and he was standing where it had been, out of the wind, "
            "or rather in it. So I bought slips and planted it with him, three "
            "Saturdays. He is not a man who talks. I look at whether the thing "
            "itself is whole again, and not at whether we are quits."
        ),
        "policies": (
            {
                "text": "THINGS that are still broken after the money is paid",
                "quote": ("he was standing where it had been, out of the wind, or rather in it"),
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "Old Varga",
                "delegable": "no",
            },
            {
                "text": "MOMENTS when we are quits and the thing is not whole",
                "quote": "not at whether we are quits",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "someone-asks-me",
        "role": "child",
        "side": "sarrow",
        "title": "Being asked before it is decided",
        "contexts": (
            "unborn",
            "across",
        ),
        "lived_choice": (
            "When they cut the climbing willow nobody said. I came out and it was"
            " lying there. So when my sister wanted to give away the bunk bed I "
            "said wait, has anybody asked Tomi, he sleeps in it too. He is four. "
            "He said could he keep the ladder. So we kept the ladder. It is just "
            "nailed on the wall. I always look who it is going to happen to, and "
            "did they get asked, even if they say something silly."
        ),
        "policies": (
            {
                "text": "PEOPLE it is going to happen to who did not get asked",
                "quote": "who it is going to happen to, and did they get asked",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "Tomi",
                "delegable": "no",
            },
            {
                "text": "ANSWERS that sound silly and are what somebody wants",
                "quote": "He said could he keep the ladder",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "small-animals",
        "role": "child",
        "side": "averne",
        "title": "Looking for who lives under it",
        "contexts": (
            "unborn",
            "uncertain",
        ),
        "lived_choice": (
            "We were making the biggest dam at the creek, with everyone, and I "
            "had the best stone. When I pulled it up there were the snail things "
            "with the stick houses, and a little fish with hands. They were all "
            "going round and round. I put the stone back exactly how it was. Then"
            " we did not have a big enough stone. Rafi was angry. You have to "
            "lift it slowly and look first, and then you know if it is a stone or"
            " a house."
        ),
        "policies": (
            {
                "text": "CREATURES for whom the stone is a house",
                "quote": "if it is a stone or a house",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "The snail things",
                "delegable": "no",
            },
            {
                "text": "WAYS to lift something slowly enough to put it back",
                "quote": "I put the stone back exactly how it was",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "unsure",
            },
        ),
        "same_as": None,
    },
    {
        "key": "swimming-place",
        "role": "child",
        "side": "sarrow",
        "title": "Keeping the place where we are all together",
        "contexts": (
            "scarce",
            "unborn",
        ),
        "lived_choice": (
            "There was a swimming gala in the town with prizes and I am good at "
            "swimming. It was the same day as the first day at the flat stone, "
            "when everyone goes in, the big ones and the babies and grandpa to "
            "his knees. I went to the flat stone. I can win things another time. "
            "I looked who was there. Even the Horvat boys were, who fight us. You"
            " cannot do it on another day, because then it is just swimming."
        ),
        "policies": (
            {
                "text": "DAYS when even the ones who fight us come",
                "quote": "Even the Horvat boys were, who fight us",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "Everyone",
                "delegable": "no",
            },
            {
                "text": "PLACES that would be just water if we were not in it together",
                "quote": "because then it is just swimming",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
)

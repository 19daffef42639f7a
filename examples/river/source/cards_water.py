"""What fishers, ferry people and keepers of the shrine say they live by. All invented."""

from __future__ import annotations

CARDS = (
    {
        "key": "listening-water",
        "role": "fisher",
        "side": "sarrow",
        "title": "Letting the water speak first",
        "contexts": (
            "scarce",
            "uncertain",
        ),
        "lived_choice": (
            "The spring my brother took the boat I had the nets ready before "
            "light, and then I sat. The weir had gone quiet in a way I did not "
            "know, a dull quiet, and the swallows were working the middle and not"
            " the edge. I had debts that week. I went up the bank and put my hand"
            " in by the alders where the cold comes in, and it was warm as a "
            "dish. So I did not set. I walked home past everyone's questions. Two"
            " days later the cold came back and so did the shad, and nobody "
            "remembers, but I do: I had nearly told the river what it was."
        ),
        "policies": (
            {
                "text": "CHANGES in the sound of the weir that nobody can explain yet",
                "quote": "The weir had gone quiet in a way I did not know",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "My brother, and the men who learn on my boat",
                "delegable": "no",
            },
            {
                "text": "PLACES where the birds work and places they have left",
                "quote": "the swallows were working the middle and not the edge",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
            {
                "text": "MOMENTS when my own need is telling me what the river is",
                "quote": "I had nearly told the river what it was",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "water-listening-too",
        "role": "ferry",
        "side": "averne",
        "title": "Waiting until the river has shown itself",
        "contexts": (
            "scarce",
            "uncertain",
        ),
        "lived_choice": (
            "A bus full of wedding guests stood on the landing and the father "
            "kept showing me his watch. The river was the height it always is. "
            "But the foam lines ran crooked below the island, and there was a "
            "smell of turned earth. I said a quarter of an hour. He said other "
            "words. In that quarter of an hour I only looked: at the sticks, at "
            "the colour by the far pile, at my own hurry to please him. Then the "
            "tree came down past us, roots and all, where we would have been."
        ),
        "policies": (
            {
                "text": "SIGNS on the surface that do not fit the height of the water",
                "quote": "the foam lines ran crooked below the island",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "Whoever is aboard",
                "delegable": "no",
            },
            {
                "text": "MOMENTS when my wish to please is doing the looking for me",
                "quote": "at my own hurry to please him",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": "listening-water",
    },
    {
        "key": "leaving-breeders",
        "role": "fisher",
        "side": "sarrow",
        "title": "Leaving the ones that carry the next year",
        "contexts": (
            "scarce",
            "unborn",
        ),
        "lived_choice": (
            "There was a year with almost nothing, and in the last week of it I "
            "lifted a net with eleven big hens in it, every one of them full. The"
            " buyer was on the jetty with cash. My daughter was nine and she was "
            "in the boat. I slid them back over the gunwale one at a time, "
            "holding each one facing the current until she kicked. The buyer "
            "thought I was showing off for the child. I was counting. Eleven, and"
            " what each of them had in her, and how many of us there were to eat "
            "from it in four years."
        ),
        "policies": (
            {
                "text": "FISH that carry the next year in them",
                "quote": "eleven big hens in it, every one of them full",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "The others on this reach, and my daughter",
                "delegable": "unsure",
            },
            {
                "text": (
                    "PEOPLE who will be eating from this reach when today's children are grown"
                ),
                "quote": "how many of us there were to eat from it in four years",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
            {
                "text": ("MOMENTS when a living thing in my hands is ready to go on by itself"),
                "quote": "holding each one facing the current until she kicked",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "full-nets",
        "role": "fisher",
        "side": "averne",
        "title": "Bringing home what the day gives",
        "contexts": (
            "scarce",
            "urgent",
        ),
        "lived_choice": (
            "When the twins were small I fished the narrows in weather the others"
            " sat out. One night there was a run, thick, the boat low with it, "
            "and I stayed until my hands would not close. I thought of the two of"
            " them asleep and the price on Thursday. I did not think of anything "
            "else. I am not ashamed of that night. Chances like that one were "
            "what we lived on, and I was awake for it."
        ),
        "policies": (
            {
                "text": "CHANCES that will not be there tomorrow",
                "quote": "Chances like that one were what we lived on",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "My wife, at the time",
                "delegable": "no",
            },
            {
                "text": "FACES at home that the catch is for",
                "quote": "I thought of the two of them asleep",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
            {
                "text": "PRICES on the day the catch is sold",
                "quote": "the price on Thursday",
                "another_way": "no",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "yes",
            },
        ),
        "same_as": None,
    },
    {
        "key": "everyone-across",
        "role": "ferry",
        "side": "sarrow",
        "title": "Not leaving with somebody still on the bank",
        "contexts": (
            "across",
            "urgent",
        ),
        "lived_choice": (
            "The evening they closed the bridge I had thirty aboard and the rope "
            "off, and an old man came down the lane leading a goat. He was not "
            "hurrying. I think he had decided we would not wait. People said go. "
            "I put the rope back on. It was not that I felt kind. It was that he "
            "had already arranged his face for being left, and I could not carry "
            "thirty people across on top of that face. The goat was sick on the "
            "deck."
        ),
        "policies": (
            {
                "text": "PEOPLE who have already arranged themselves to be left out",
                "quote": "he had already arranged his face for being left",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "The ones I would leave",
                "delegable": "no",
            },
            {
                "text": "MOMENTS when those aboard stop seeing those on the bank",
                "quote": "People said go",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "reading-faces",
        "role": "ferry",
        "side": "averne",
        "title": "Asking the one who says nothing",
        "contexts": (
            "across",
            "uncertain",
        ),
        "lived_choice": (
            "At the meeting about the new landing they all spoke, the mayor, the "
            "shopkeepers, my cousin twice. I had nothing to say. I was watching "
            "Imre, who mends the boats, and who looked at the drawing and then at"
            " the floor. So I asked him, in front of them, what he had seen. He "
            "took a long time. He said the pile stands where the ice comes. They "
            "would have built it. I had not known about the ice. I had only known"
            " that somebody in the room had stopped hoping to be asked."
        ),
        "policies": (
            {
                "text": "LOOKS that go to the drawing and then to the floor",
                "quote": "looked at the drawing and then at the floor",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "The quiet ones",
                "delegable": "no",
            },
            {
                "text": "PEOPLE in the room who have stopped hoping to be asked",
                "quote": "somebody in the room had stopped hoping to be asked",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "river-as-someone",
        "role": "keeper",
        "side": "averne",
        "title": "Meeting the Lume as somebody",
        "contexts": (
            "across",
            "unborn",
        ),
        "lived_choice": (
            "They asked me to move the stone by the spring so that the survey van"
            " could turn. It is a stone, I could have moved it with the boy. I "
            "said I would ask. They laughed, not badly. I sat there until dusk as"
            " you sit with a neighbour whose hedge you want to cut: not for a "
            "voice, only to find out whether I could still want it while I was "
            "looking at her. I could not. They turned the van in the yard, with a"
            " great deal of reversing."
        ),
        "policies": (
            {
                "text": "WANTS of mine that do not survive sitting beside the river",
                "quote": "whether I could still want it while I was looking at her",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "The river, I would say; you may write: no one",
                "delegable": "no",
            },
            {
                "text": "REQUESTS I would put to a neighbour before I cut their hedge",
                "quote": "as you sit with a neighbour whose hedge you want to cut",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
        ),
        "same_as": None,
    },
    {
        "key": "quiet-rite",
        "role": "keeper",
        "side": "sarrow",
        "title": "Keeping the day that belongs to the dead",
        "contexts": (
            "promised",
            "unborn",
        ),
        "lived_choice": (
            "On the day of the drowned we put no engine on the water from dawn to"
            " noon. The year of the dredging the foreman came to me, cap in hand,"
            " with a contract and a penalty in it. I read him the names. It takes"
            " forty minutes. He stood through all of them, and at his wife's "
            "grandfather he sat down. I did not argue the penalty. I keep the "
            "list, I see who comes, and I notice when we begin to hurry it. He "
            "started his engines at noon."
        ),
        "policies": (
            {
                "text": "NAMES that would stop being said if I did not say them",
                "quote": "I read him the names",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": "The families",
                "delegable": "no",
            },
            {
                "text": "YEARS in which we begin to hurry what our dead are owed",
                "quote": "I notice when we begin to hurry it",
                "another_way": "yes",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "no",
            },
            {
                "text": "WHO comes, and who has stopped coming",
                "quote": "I see who comes",
                "another_way": "unsure",
                "nobody_knew": "yes",
                "who_would_mind": None,
                "delegable": "unsure",
            },
        ),
        "same_as": None,
    },
)

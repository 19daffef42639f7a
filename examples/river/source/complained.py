"""Complaints against each principle being generally accepted, on the study's anchored scale.

One is in dispute: two who stand in the same place grade it differently. One is missing:
nobody spoke for those who are not born yet, of being heard for six months and then passed over.
"""

from __future__ import annotations

from typing import NamedTuple


class Complained(NamedTuple):
    """One complaint: from which standpoint, brought by somebody of which role and side."""

    standpoint: str
    role: str
    side: str
    principle: str
    grade: int
    ground: str
    reason: str


COMPLAINTS = (
    Complained("downstream-user", "fisher", "sarrow", "take-and-tell", 5, "wells and health",
               "By the time we are told, the wells by the bank are salt and the children ill."),
    Complained("upstream-household", "resident", "averne", "take-and-tell", 1, "what it costs",
               "It is water we pay for, and an embankment we did not ask for."),
    Complained("customer", "farmer", "averne", "take-and-tell", 0, "none", "We would be served."),
    Complained("works-staff", "staff", "averne", "take-and-tell", 1, "standing there for it",
               "It is us they shout at, at the border."),
    Complained("later-generation", "elder", "sarrow", "take-and-tell", 4, "the river itself",
               "There is no river under such a rule, only intakes."),
    Complained("downstream-user", "fisher", "sarrow", "emergency-for-all", 3, "one lost season",
               "Forty days in the wrong weeks narrow us for years, even at a seventh."),
    Complained("downstream-user", "nurse", "sarrow", "emergency-for-all", 5, "one lost season",
               "Below that flow our own wells turn. Then it is our emergency."),
    Complained("upstream-household", "nurse", "averne", "emergency-for-all", 1, "hired pumps",
               "The noise, and who pays for the pumps."),
    Complained("customer", "farmer", "averne", "emergency-for-all", 1, "left out of it",
               "It is for the households only."),
    Complained("works-staff", "staff", "averne", "emergency-for-all", 1, "night work",
               "Forty nights of pumps."),
    Complained("later-generation", "teacher", "averne", "emergency-for-all", 1, "a habit",
               "Emergencies get easier to declare."),
    Complained("downstream-user", "farmer", "sarrow", "take-after-hearing", 3, "half the water",
               "Being heard fills no ditch."),
    Complained("upstream-household", "resident", "averne", "take-after-hearing", 1, "the price",
               "The works come back to us on the bill."),
    Complained("customer", "farmer", "averne", "take-after-hearing", 1, "the wait",
               "Half a year short."),
    Complained("works-staff", "staff", "averne", "take-after-hearing", 1, "the wait",
               "Half a year of not knowing."),
    Complained("downstream-user", "farmer", "sarrow", "fill-what-was-signed", 2, "nothing for us",
               "Nothing was ever signed with us."),
    Complained("upstream-household", "resident", "averne", "fill-what-was-signed", 3,
               "the nights without pressure",
               "Those on the ninth floor carry it, and will again each dry year."),
    Complained("customer", "farmer", "averne", "fill-what-was-signed", 0, "none",
               "It is what we signed for."),
    Complained("works-staff", "staff", "averne", "fill-what-was-signed", 0, "none",
               "The wages come from there."),
    Complained("later-generation", "elder", "averne", "fill-what-was-signed", 2, "old signatures",
               "Those who sign first go on being first."),
    Complained("downstream-user", "farmer", "sarrow", "share-by-turns", 1, "the work of it",
               "Two evenings a week of being shouted at."),
    Complained("upstream-household", "resident", "averne", "share-by-turns", 1, "the work of it",
               "One has to say in front of others what one needs."),
    Complained("customer", "farmer", "averne", "share-by-turns", 3, "a third less",
               "A third off in each dry year, and some of us will not be there for the third one."),
    Complained("works-staff", "staff", "averne", "share-by-turns", 2, "short weeks",
               "Shorter weeks for a season."),
    Complained("later-generation", "child", "sarrow", "share-by-turns", 1, "who asks for them",
               "They are not on the list. Somebody could keep a turn for them."),
    Complained("downstream-user", "ferry", "sarrow", "mend-before-taking", 2, "nothing this year",
               "It does nothing for this summer."),
    Complained("upstream-household", "nurse", "averne", "mend-before-taking", 3,
               "years of dug-up streets",
               "The old quarter is cut off from its shops street by street, for three years."),
    Complained("customer", "farmer", "averne", "mend-before-taking", 2, "less until autumn",
               "Less than was signed for until autumn."),
    Complained("works-staff", "staff", "averne", "mend-before-taking", 1, "other work",
               "Those of the new works are moved to the mains."),
    Complained("later-generation", "elder", "sarrow", "mend-before-taking", 0, "none",
               "It is what we would have asked for."),
)  # fmt: skip

"""What outcomes, their reasons and standings are called wherever a decision is told."""

from __future__ import annotations

OUTCOMES = {"act": "Act", "ask": "Ask, and do not act yet", "refuse": "Refuse"}
"""What is to be done, by the outcome."""

REASONS = {
    "none_permitted": "no option is permitted",
    "in_dispute": "whether an option that would otherwise be kept is permitted is in dispute",
    "veto_open": "it is open whether somebody affected can reasonably reject what licenses a "
    "kept option",
    "contested": "people dispute the order of the values that tell the kept options apart",
    "undetermined": "what is not known yet could decide between the kept options either way",
    "on_a_par": "the kept options are on a par: reasons run out, and somebody has to commit",
    "incomparable": "the kept options stand for values that are not to be traded",
    "partial": "not everything that matters was brought",
}
"""Why the outcome is not to act, or not on one option alone."""

LEFT_OUT_BY = {
    "norms": "the norms",
    "standpoints": "those affected",
    "role_standard": "the role's standard",
    "values": "what people hold wiser",
    "own_cards": "the decider's own cards",
    "resolution": "a commitment",
}
"""What left an option out, in short, from what goes first to what goes last."""

BY_VALUES = {
    "better": "{first} is better than {second}",
    "worse": "{first} is worse than {second}",
    "equal": "{both} are equal",
    "on_a_par": "{both} are on a par",
    "incomparable": "{both} stand for what is not to be traded",
    "contested": "people dispute which is better, {first} or {second}",
    "undetermined": "it is open which is better, {first} or {second}",
}
"""How two options stand by the values; see `told_relation`."""

BY_NORMS = {
    "better": "{first} breaks less than {second}",
    "worse": "{first} breaks more than {second}",
    "equal": "{both} break the same norms, or none",
    "incomparable": "{both} break different norms, neither less than the other",
    "undetermined": "it is open which breaks less, {first} or {second}",
}
"""How two options stand by the norms alone."""

UNPLACED = "nobody placed both by a value"
"""How two options stand by the values where nobody who counts spoke of both."""

RESTS_ON = {
    "in_force": "what people and their institutions said, and on nothing else",
    "imported": "imported records",
    "model": "a model's appraisals, which nobody has shown to agree with people's",
    "synthetic": "synthetic people or situations, so it can never be in force",
}
"""What a decision rests on, by its standing."""


def told_relation(how: str, first: str, second: str, *, noun: bool = False) -> str:
    """Return how two options stand, in words.

    Args:
        how: of `BY_VALUES` or `BY_NORMS`.
        first: what the first option is called.
        second: what the second is called.
        noun: whether they are said to be options: one may have the name "nothing".
    """
    one, both = ("the option ", "the options ") if noun else ("", "")
    return how.format(first=f"{one}{first}", second=second, both=f"{both}{first} and {second}")

"""From values and norms to a decision, its tensions kept, with a justification anyone can check."""

from commonweal.decisions._charter_cases import CharterCase, charter_cases
from commonweal.decisions._choice import Choice, OptionOrder, choose
from commonweal.decisions._decide import decide
from commonweal.decisions._dispute import Dispute, dispute
from commonweal.decisions._explain import explain
from commonweal.decisions._find_options import (
    JOINTLY,
    Breadth,
    FoundOption,
    OptionSearch,
    find_options,
)
from commonweal.decisions._holders import held_by, holders
from commonweal.decisions._matters import Matter, Supposed
from commonweal.decisions._opposed_resolutions import OpposedResolutions, opposed_resolutions
from commonweal.decisions._option_statuses import option_statuses
from commonweal.decisions._outcome_words import (
    BY_NORMS,
    BY_VALUES,
    LEFT_OUT_BY,
    OUTCOMES,
    REASONS,
    RESTS_ON,
    UNPLACED,
    told_relation,
)
from commonweal.decisions._relation import Comparison, OptionsRelation, relate
from commonweal.decisions._standing_above import StandingAbove
from commonweal.decisions._status_reasons import (
    MOST_CHANGES,
    MOST_QUESTIONS,
    StatusReasons,
    status_reasons,
)
from commonweal.decisions._target import PreparedTarget
from commonweal.decisions._tell_deciding import ToldDeciding
from commonweal.decisions._tell_definitions import ToldDefinition
from commonweal.decisions._tell_history import omission_is_told
from commonweal.decisions._tell_open import ToldReading
from commonweal.decisions._tell_placings import WhoPlaced
from commonweal.decisions._tell_said import ToldSaid, who_says_what
from commonweal.decisions._tell_side import ToldSide
from commonweal.decisions._tell_tensions import ToldTension
from commonweal.decisions._telling import Telling, tell
from commonweal.decisions._wording import SHOWN_DIGITS, Wording, as_subject

__all__ = [
    "BY_NORMS",
    "BY_VALUES",
    "JOINTLY",
    "LEFT_OUT_BY",
    "MOST_CHANGES",
    "MOST_QUESTIONS",
    "OUTCOMES",
    "REASONS",
    "RESTS_ON",
    "SHOWN_DIGITS",
    "UNPLACED",
    "Breadth",
    "CharterCase",
    "Choice",
    "Comparison",
    "Dispute",
    "FoundOption",
    "Matter",
    "OpposedResolutions",
    "OptionOrder",
    "OptionSearch",
    "OptionsRelation",
    "PreparedTarget",
    "StandingAbove",
    "StatusReasons",
    "Supposed",
    "Telling",
    "ToldDeciding",
    "ToldDefinition",
    "ToldReading",
    "ToldSaid",
    "ToldSide",
    "ToldTension",
    "WhoPlaced",
    "Wording",
    "as_subject",
    "charter_cases",
    "choose",
    "decide",
    "dispute",
    "explain",
    "find_options",
    "held_by",
    "holders",
    "omission_is_told",
    "opposed_resolutions",
    "option_statuses",
    "relate",
    "status_reasons",
    "tell",
    "told_relation",
    "who_says_what",
]

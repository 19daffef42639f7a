"""Stewardship: acting for one person by that person's own values, and testing whether it does."""

from commonweal.stewardship._bank import Bank, BankOption, BankSituation, Concern
from commonweal.stewardship._bank_file import bundled_bank, read_bank
from commonweal.stewardship._own_values import ANYWHERE, Delegation, OwnValues, PolicyLink
from commonweal.stewardship._personal_target import STEWARD, personal_target
from commonweal.stewardship._steward import Steward
from commonweal.stewardship._steward_answer import (
    STEWARD_REASONS,
    StewardAnswer,
    StewardOutcome,
    StewardReason,
)

__all__ = [
    "ANYWHERE",
    "STEWARD",
    "STEWARD_REASONS",
    "Bank",
    "BankOption",
    "BankSituation",
    "Concern",
    "Delegation",
    "OwnValues",
    "PolicyLink",
    "Steward",
    "StewardAnswer",
    "StewardOutcome",
    "StewardReason",
    "bundled_bank",
    "personal_target",
    "read_bank",
]

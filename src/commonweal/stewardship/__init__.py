"""Stewardship: acting for one person by that person's own values, and testing whether it does."""

from commonweal.stewardship._bank import Bank, BankOption, BankSituation, Concern
from commonweal.stewardship._bank_file import bundled_bank, read_bank

__all__ = [
    "Bank",
    "BankOption",
    "BankSituation",
    "Concern",
    "bundled_bank",
    "read_bank",
]

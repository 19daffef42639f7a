"""How owners of a value place the options of a situation on it, and how much they see at stake.

An order is written in tiers, best first, parted by ``>``; options in one tier stand side by side.
Six owners place so on each value, all alike: here it is the rules that are on trial, not people.
"""

from __future__ import annotations

_EMERGENCY = (
    ("the-life", "treat-at-once > find-the-family-first nothing", "grave"),
    ("those-who-stay", "find-the-family-first > treat-at-once nothing", "notable"),
)
_LAST_BED = (
    ("worst-off", "to-the-sicker > to-the-likelier > nothing", "grave"),
    ("years-ahead", "to-the-likelier > to-the-sicker > nothing", "grave"),
)

PLACED: dict[str, tuple[tuple[str, str, str], ...]] = {
    "doctor.informed-refusal": (
        ("the-will", "keep-to-the-refusal > nothing > transfuse-anyway", "grave"),
        ("the-life", "transfuse-anyway > keep-to-the-refusal nothing", "grave"),
    ),
    "doctor.emergency": _EMERGENCY,
    "doctor.on-her-word": _EMERGENCY,
    "doctor.confided": (
        ("closed-door", "nothing > tell-him-and-warn > warn > tell-his-employer", "grave"),
        ("the-one-outside", "warn tell-him-and-warn > tell-his-employer > nothing", "grave"),
        ("understood", "tell-him-and-warn > nothing warn tell-his-employer", "notable"),
    ),
    "doctor.certificate": (
        ("true-signature", "examine-and-write > nothing > sign-as-ordered", "grave"),
    ),
    "doctor.signed-form": (
        ("the-will", "explain-again > nothing > operate-on-the-form", "grave"),
        ("understood", "explain-again > nothing > operate-on-the-form", "grave"),
    ),
    "doctor.relatives": (
        ("the-will", "explain-and-let-be > nothing > feed-by-tube", "notable"),
        ("those-who-stay", "feed-by-tube > explain-and-let-be > nothing", "grave"),
    ),
    "doctor.free-hour": (
        ("good-order", "sit-with-him teach-the-student > nothing", "slight"),
        ("unhurried", "sit-with-him > teach-the-student > nothing", "notable"),
    ),
    "doctor.conscience": (
        ("the-will", "end-it-with-her > hand-over > nothing", "grave"),
        ("life-as-given", "nothing > hand-over > end-it-with-her", "grave"),
    ),
    "doctor.last-bed": _LAST_BED,
    "doctor.last-bed-again": _LAST_BED,
    "doctor.harm": (
        ("quiet-at-last", "sedate-deeply > ease > nothing", "grave"),
        ("still-oneself", "ease nothing > sedate-deeply", "grave"),
    ),
    "nurse.danger": (("speaking-up", "report-it > tell-a-paper > nothing", "grave"),),
    "nurse.isolation": (
        ("hand-to-hold", "let-her-in > by-the-window > nothing", "grave"),
        ("from-bed-to-bed", "by-the-window nothing > let-her-in", "grave"),
    ),
    "patient.stopping": (
        ("days-of-my-own", "stop > fewer-days > go-on", "grave"),
        ("for-the-table", "go-on > fewer-days > stop", "grave"),
    ),
    "patient.second-opinion": (
        ("the-will", "ask-another > nothing", "grave"),
        ("understood", "ask-another > nothing", "grave"),
    ),
    "hospital.recall": (
        ("owning-up", "letter-and-examination > letter > nothing", "grave"),
        ("beds-of-tomorrow", "nothing > letter > letter-and-examination", "notable"),
    ),
    "hospital.records": (
        ("beds-of-tomorrow", "sell-them > ask-and-share > nothing", "grave"),
        ("people-behind-figures", "ask-and-share nothing > sell-them", "grave"),
    ),
}
"""By situation: the value, the order, what is at stake on it."""

APPRAISED: tuple[tuple[str, str, int, str, str, str], ...] = (
    (
        "doctor.signed-form",
        "the-will",
        0,
        "operate-on-the-form",
        "opposes",
        "She said nothing of her body. She signed for her rings.",
    ),
    (
        "doctor.signed-form",
        "the-will",
        1,
        "operate-on-the-form",
        "opposes",
        "That is the yes that is only meant to please.",
    ),
    (
        "doctor.signed-form",
        "understood",
        0,
        "operate-on-the-form",
        "opposes",
        "Look at her face when somebody says the word.",
    ),
)
"""Situation, value, policy, option, effect, in the words of the first of five owners."""

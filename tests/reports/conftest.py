"""A small study, decided, for reports to show: a mill that would draw water in a dry summer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest

from commonweal.decisions import decide
from commonweal.documents import (
    Act,
    Assertion,
    Authority,
    Change,
    Context,
    ContextClaim,
    Coordination,
    Cycle,
    Decision,
    DecisionInputs,
    Equals,
    ExcludedOption,
    Ground,
    Holders,
    Institution,
    MoralGraph,
    Norm,
    NormSource,
    Option,
    PairCounts,
    PairVerdict,
    PairWithout,
    Party,
    Principle,
    PublishedComplaint,
    PublishedPlacing,
    PublishedPolicy,
    PublishedValue,
    Rank,
    RecordUse,
    Role,
    RoleClaim,
    Situation,
    StratumCounts,
    Target,
    Thresholds,
)
from commonweal.reports import render_report
from commonweal.values import decide_pair

from .report_sections import text_of

MOMENT = "2026-07-01T08:00:00Z"
LATER = "2026-07-20T08:00:00Z"
HOSTILE = '<script>alert("1")</script> & co'

TITLES = {
    "below": "Leaving some for those below",
    "wheel": "Keeping the wheel turning",
    "asking": "Asking before changing anything",
    "mending": "Mending what one broke",
    "promise": "Standing by a promise",
    "hostile": HOSTILE,
}


def card(key: str) -> str:
    """Return the id of one of the study's cards."""
    return f"value_card:{hashlib.sha256(key.encode()).hexdigest()}"


def said(**fields: Any) -> dict[str, Any]:
    """Return the fields that every record has."""
    return {"by": "mill-study", "origin": "synthetic", "said_at": MOMENT, **fields}


def pair(context: str, one: str, other: str, answers: str) -> PairVerdict:
    """Return a pair with the verdict that its answers give.

    Args:
        context: the context.
        one: key of a card; "1" in the answers means that it is wiser.
        other: key of another; "2" means that this one is.
        answers: "1 2 both" where the one was shown first, ";", the same for the other.
    """
    counts = [tuple(map(int, part.split())) for part in answers.split(";")]
    first, second = sorted((card(one), card(other)))
    if first != card(one):
        counts = [(two, first_said, both) for first_said, two, both in reversed(counts)]
    shown = [PairCounts(first=f, second=s, both_needed=b, unsure=1) for f, s, b in counts]
    found = decide_pair(*shown)
    fields: dict[str, Any] = {}
    if found.wiser is not None:
        fields["wiser"] = first if found.wiser == "first" else second
    if found.first + found.second:
        share = Fraction(found.first, found.first + found.second)
        fields["estimate"] = {
            "low": _rational(share * Fraction(3, 4)),
            "middle": _rational(share),
            "high": _rational((share + 1) / 2),
            "method": "made up for this test",
        }
    return PairVerdict.model_validate(
        {
            "context": context,
            "first": first,
            "second": second,
            "shown_first": shown[0],
            "shown_second": shown[1],
            "strata": (
                StratumCounts(
                    stratum="side",
                    value="downstream",
                    counts=PairCounts(first=counts[0][0], second=counts[0][1]),
                ),
                StratumCounts(
                    stratum="side",
                    value="upstream",
                    counts=PairCounts(first=2, second=1, both_needed=4),
                ),
            ),
            "status": found.status,
            **fields,
        }
    )


def _rational(number: Fraction) -> str:
    return f"{number.numerator}/{number.denominator}"


PAIRS = (
    pair("dry", "below", "wheel", "14 2 1;12 4 1"),
    pair("dry", "below", "asking", "11 2 0;3 10 0"),
    pair("dry", "asking", "promise", "1 2 9;2 1 8"),
    pair("dry", "hostile", "wheel", "2 1 0;1 1 0"),
    pair("dry", "mending", "hostile", "12 1 0;11 2 0"),
    pair("owed", "wheel", "mending", "1 12 0;2 13 0"),
    pair("owed", "mending", "promise", "1 12 0;2 13 0"),
    pair("owed", "promise", "wheel", "1 12 0;2 13 0"),
)


@dataclass(frozen=True)
class Mill:
    """The study's target and its decision, with the names that tests ask for."""

    target: Target
    decision: Decision

    hostile = HOSTILE
    titles = TITLES

    @staticmethod
    def card(key: str) -> str:
        """Return the id of one of the study's cards."""
        return card(key)


def _target(**fields: Any) -> Target:
    origin = "synthetic" if fields.get("synthetic", True) else "person"
    stamp = said(origin=origin)
    return Target(
        **{
            **stamp,
            "study": "mill",
            "title": "The mill on the Ash",
            "question": "May the mill draw water this summer?",
            "synthetic": True,
            "read_at": MOMENT,
            "graph": _graph(stamp),
            "contexts": (
                Context(**stamp, name="dry", text="when the brook runs low"),
                Context(**stamp, name="owed", text="when somebody waits for what I owe"),
            ),
            "institutions": (
                Institution(**stamp, name="basin", title="The basin's council"),
                Institution(**stamp, name="mill_board", title="The board of the mill"),
                *(
                    Institution(**stamp, name=name, title=f"The {name}")
                    for name in ("gauge", "smith", "builder", "customers")
                ),
            ),
            "roles": (
                Role(**stamp, name="miller", title="whoever runs the mill"),
                Role(**stamp, name="downstream_farmer", title="farmers below the mill"),
            ),
            "authorities": (
                Authority(
                    **stamp,
                    issuer="basin",
                    level="supranational",
                    powers=("oblige", "forbid", "permit"),
                ),
                Authority(
                    **stamp,
                    issuer="mill_board",
                    level="organisational",
                    powers=("oblige", "forbid", "permit"),
                ),
            ),
            "norms": _norms(stamp),
            "thresholds": Thresholds(),
            "norm_order": ("level", "priority", "specificity", "date"),
            "rejected_principles": "veto",
            "complaint_grades": ("no complaint", "a nuisance", "a season's crop lost"),
            "ask": ("basin",),
            "ask_deadline": LATER,
            "ledger_size": 1234,
            "ledger_root": "ab" * 32,
            "records": RecordUse(used=1200, superseded=30, withdrawn=4),
            **fields,
        }
    )


def _graph(stamp: dict[str, Any]) -> MoralGraph:
    return MoralGraph(
        **stamp,
        values=tuple(
            PublishedValue(
                card=card(key),
                title=title,
                policies=(
                    PublishedPolicy(text=f"MOMENTS that show {key}", nature="constitutive"),
                    PublishedPolicy(text=f"<b>WAYS</b> of {key}", nature="undecided"),
                ),
                contexts=("dry", "owed"),
                origin=stamp["origin"],
                holders=3 if key == "promise" else 9,
                strata=()
                if key == "promise"
                else (Holders(stratum="side", value="downstream", count=6),),
            )
            for key, title in sorted(TITLES.items(), key=lambda entry: card(entry[0]))
        ),
        pairs=PAIRS,
        cycles=(
            Cycle(
                context="owed",
                members=tuple(sorted(card(key) for key in ("wheel", "mending", "promise"))),
                example=tuple(card(key) for key in ("wheel", "mending", "promise")),
            ),
        ),
        ranks=(
            Rank(
                context="dry",
                card=card("below"),
                method="pagerank",
                score="1/2",
                rank=1,
                rank_low=1,
                rank_high=4,
            ),
        ),
        people=40,
        asked=(Holders(stratum="side", value="downstream", count=22),),
        coordination=(
            Coordination(
                context="dry",
                card=card("mending"),
                people=12,
                answers=12,
                first_at=MOMENT,
                last_at=MOMENT,
                expected="9/2",
                changes=(
                    PairWithout(
                        first=card("hostile"),
                        second=card("mending"),
                        status="accepted",
                        wiser=card("mending"),
                        status_without="thin",
                    ),
                ),
            ),
        ),
    )


def _norms(stamp: dict[str, Any]) -> tuple[Norm, ...]:
    common = {**stamp, "in_force_from": "2020-01-01T00:00:00Z", "role": "miller"}
    return (
        Norm(
            **common,
            name="leave_the_low_flow",
            text="Nobody who runs a mill may draw water while the brook stands below its mark.",
            modality="forbidden",
            action="draw_water",
            condition=Equals(fact="below_mark", value=True),
            level="supranational",
            issuer="basin",
            reparation="The farmers below are paid for what dried up.",
            grounds=(Ground(card=card("below")),),
            source=NormSource(type="treaty", citation="Basin treaty, article 4"),
        ),
        Norm(
            **common,
            name="old_right_to_draw",
            text="The miller may draw water at any time, as millers always have.",
            modality="permitted",
            action="draw_water",
            level="organisational",
            issuer="mill_board",
            source=NormSource(type="policy"),
        ),
        Norm(
            **{**common, "in_force_from": "2027-01-01T00:00:00Z"},
            name="tell_before_drawing",
            text="The miller tells the farmers a week before.",
            modality="obliged",
            action="tell",
            level="organisational",
            issuer="mill_board",
            source=NormSource(type="policy"),
        ),
        Norm(
            **common,
            name="keep_the_machines_safe",
            text="The miller inspects the wheel before it runs.",
            modality="obliged",
            action="inspect",
            condition=Equals(fact="wheel_cracked", value=True),
            level="organisational",
            issuer="mill_board",
            source=NormSource(type="policy"),
        ),
        Norm(
            **common,
            name="keep_off_a_cracked_wheel",
            text="Nobody goes near a wheel that is cracked.",
            modality="forbidden",
            action="inspect",
            condition=Equals(fact="wheel_cracked", value=True),
            level="supranational",
            issuer="basin",
            source=NormSource(type="law"),
        ),
    )


def _inputs(target: Target) -> DecisionInputs:
    return DecisionInputs(
        situation=_situation(target.origin),
        target=target,
        placings=_placings(target.origin),
        principles=(
            Principle(
                **said(origin=target.origin),
                name="draw_when_pressed",
                text="Whoever runs a mill may draw water when orders press.",
                role="miller",
                action="draw_water",
                alternatives=("draw_after_asking",),
            ),
            Principle(
                **said(origin=target.origin),
                name="draw_after_asking",
                text="Whoever runs a mill may draw water when those below were asked.",
                role="miller",
                action="tell",
            ),
        ),
        complaints=tuple(
            PublishedComplaint(
                standpoint="downstream_farmer",
                principle=principle,
                ground="the second cut of hay",
                grade=grade,
                origin=target.origin,
            )
            for principle, grade in (("draw_when_pressed", 2), ("draw_after_asking", 1))
        ),
    )


def _situation(origin: str) -> Situation:
    return Situation(
        **said(origin=origin),
        name="dry_july",
        title="A dry July",
        text="Orders wait, and the brook stands low.",
        decider="miller_jo",
        at=MOMENT,
        until=LATER,
        facts=(
            Assertion(fact="below_mark", value=True, by="gauge"),
            Assertion(fact="wheel_cracked", value=True, by="smith"),
            Assertion(fact="wheel_cracked", value=False, by="builder"),
        ),
        parties=(
            Party(
                name="miller_jo",
                title="Jo, who runs the mill",
                roles=(RoleClaim(role="miller", by="basin"),),
            ),
            Party(
                name="farmers",
                title="The farmers below",
                roles=(RoleClaim(role="downstream_farmer", by="basin"),),
                affected=True,
            ),
        ),
        contexts=(
            ContextClaim(context="dry", by="gauge"),
            ContextClaim(context="owed", by="customers"),
        ),
        options=(
            Option(
                name="draw_at_night",
                text="Draw water between midnight and four.",
                acts=(Act(actor="miller_jo", action="draw_water"),),
                changes=(Change(fact="below_mark", value=True, by="gauge"),),
            ),
            Option(
                name="tell_and_wait",
                text="Tell the farmers, and wait for rain.",
                acts=(Act(actor="miller_jo", action="tell", toward="farmers"),),
                reversible=True,
            ),
            Option(name="nothing", text="Do nothing.", reversible=True),
        ),
        excluded=(
            ExcludedOption(name="buy_flour", text="Buy flour elsewhere.", why="Nobody has any."),
        ),
        considerations="complete",
        interim="tell_and_wait",
    )


def _placings(origin: str) -> tuple[PublishedPlacing, ...]:
    orders = {
        "below": (("tell_and_wait", "nothing"), ("draw_at_night",)),
        "asking": (("tell_and_wait",), ("nothing",), ("draw_at_night",)),
        "wheel": (("draw_at_night",), ("tell_and_wait", "nothing")),
        "promise": (("draw_at_night",), ("tell_and_wait",), ("nothing",)),
        "mending": (("draw_at_night", "tell_and_wait", "nothing"),),
    }
    return tuple(
        PublishedPlacing(
            card=card(key), source="owner", order=order, stake="notable", people=4, origin=origin
        )
        for key, order in orders.items()
    )


@pytest.fixture(scope="session")
def make_mill() -> Callable[..., Mill]:
    """Return what makes the study, with some fields of its target set otherwise."""

    def make(**fields: Any) -> Mill:
        target = _target(**fields)
        decision = decide(
            _inputs(target), target=target, study="mill", by="commonweal", said_at=MOMENT
        )
        return Mill(target, decision)

    return make


@pytest.fixture(scope="session")
def mill(make_mill: Callable[..., Mill]) -> Mill:
    """Return the study as it is: synthetic."""
    return make_mill()


@pytest.fixture(scope="module")
def page(mill: Mill) -> str:
    """Return the page of one decision."""
    return render_report(target=mill.target, decisions=[mill.decision])


@pytest.fixture(scope="module")
def text(page: str) -> str:
    """Return its text."""
    return text_of(page)

"""Whole decisions for tests, put together by hand: a small world, piece by piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from commonweal.decisions import decide
from commonweal.documents import DecisionInputs, PairCounts, Target
from commonweal.values import decide_pair

if TYPE_CHECKING:
    from commonweal.documents import Decision

Content = dict[str, Any]

AT = "2026-06-01T00:00:00Z"
"""The moment of every situation here."""

UNTIL = "2026-07-01T00:00:00Z"
"""The end of its window."""

EVERY_POWER = ["oblige", "forbid", "permit", "guarantee", "prioritise"]

ISSUERS = {"supranational": "union", "organisational": "firm", "individual": "agent"}
"""Who issues norms at each level."""

INSTITUTIONS = (*ISSUERS.values(), "registry", "witness")
"""Who can be asked, besides the parties. The issuer at the lowest level is the decider itself."""

ACCEPTED, CONTESTED, COMPLEMENTARY, THIN = (20, 0, 0), (10, 10, 0), (0, 0, 20), (2, 1, 0)
"""Answers (first wiser, second wiser, both needed) in each order of display."""


def said(kind: str, **fields: Any) -> Content:
    """Return a record by a person, without the fields that are None."""
    given = {name: value for name, value in fields.items() if value is not None}
    return {
        "kind": kind,
        "schema_version": 1,
        "by": "registry",
        "origin": "person",
        "said_at": "2026-01-01T00:00:00Z",
        **given,
    }


def card_id(number: int) -> str:
    """Return a card's id; a larger number sorts later."""
    return f"value_card:{number:064x}"


def _situation_content() -> Content:
    return said(
        "situation",
        name="case",
        title="A case",
        text="What to do.",
        decider="agent",
        at=AT,
        until=UNTIL,
        facts=[],
        parties=[
            {
                "name": "agent",
                "title": "The agent",
                "roles": [{"role": "company", "by": "registry"}],
                "inside": True,
            },
            {
                "name": "village",
                "title": "The village",
                "roles": [{"role": "neighbour", "by": "registry"}],
                "affected": True,
            },
        ],
        contexts=[{"context": "always", "by": "registry"}],
        options=[],
        considerations="complete",
    )


def _target_content() -> Content:
    return said(
        "target",
        study="study",
        title="A study",
        question="What matters?",
        synthetic=False,
        read_at=AT,
        graph=said("moral_graph", values=[], pairs=[], outweighs=[], transitions=[]),
        contexts=[said("context", name="always", text="when anything")],
        institutions=[said("institution", name=name, title=name) for name in INSTITUTIONS],
        role_standards=[],
        authorities=[
            said("authority", issuer=issuer, level=level, powers=EVERY_POWER)
            for level, issuer in ISSUERS.items()
        ],
        norms=[],
        thresholds={},
        norm_order=["level", "priority", "specificity", "date"],
        rejected_principles="veto",
        appraisers=["expert"],
        ledger_size=0,
        ledger_root="0" * 64,
        records={},
    )


@dataclass(eq=False)
class DecisionWorld:
    """A situation and a target, put together piece by piece.

    Where nothing else is said, the agent decides, in the role ``company``; the village is affected,
    in the role ``neighbour``; the context ``always`` holds; a norm's issuer at every level has all
    powers; and everything that is asserted, the registry asserts.
    """

    situation: Content = field(default_factory=_situation_content)
    target: Content = field(default_factory=_target_content)
    inputs: Content = field(default_factory=dict)

    def option(
        self, name: str, *acts: str, changes: Mapping[str, Any] | None = None, by: str = "registry"
    ) -> DecisionWorld:
        """Add an option; an act is an action by the agent toward the village, or ``who:action``."""
        made = []
        for act in acts:
            who, _, action = act.rpartition(":")
            made.append({"actor": who or "agent", "action": action, "toward": "village"})
        changed = [
            {"fact": fact, "value": value, "by": by} for fact, value in (changes or {}).items()
        ]
        self.situation["options"].append(
            {"name": name, "text": name, "acts": made, "changes": changed}
        )
        return self

    def fact(self, name: str, value: Any, *, by: str = "registry", **fields: Any) -> DecisionWorld:
        """Add an assertion."""
        self.situation["facts"].append({"fact": name, "value": value, "by": by, **fields})
        return self

    def deed(
        self,
        name: str,
        action: str,
        at: str,
        *,
        actor: str = "agent",
        toward: str | None = "village",
        by: str = "registry",
        done: bool = True,
    ) -> DecisionWorld:
        """Tell that somebody did something before, or did not."""
        claims = [{"by": by, "done": done}]
        fields = {"name": name, "actor": actor, "action": action, "toward": toward, "at": at}
        self.situation.setdefault("deeds", []).append({**fields, "claims": claims})
        return self

    def context(
        self, name: str, *broader: str, holds: bool = True, by: str = "registry"
    ) -> DecisionWorld:
        """Declare a context, and claim whether it holds unless nobody (``by=""``) claims it."""
        self.target["contexts"].append(
            said("context", name=name, text=f"when {name}", broader=list(broader))
        )
        if by:
            self.situation["contexts"].append({"context": name, "by": by, "applies": holds})
        return self

    def claims(
        self, party: str, role: str, *, by: str = "registry", occupied: bool = True
    ) -> DecisionWorld:
        """Claim that a party occupies a role."""
        for each in self.situation["parties"]:
            if each["name"] == party:
                each["roles"].append({"role": role, "by": by, "occupied": occupied})
        return self

    def norm(
        self, name: str, modality: str, action: str, level: str = "organisational", **fields: Any
    ) -> DecisionWorld:
        """Add a norm that binds the role ``company``."""
        defaults = {
            "text": name,
            "role": "company",
            "issuer": ISSUERS[level],
            "in_force_from": "2020-01-01T00:00:00Z",
            "source": {"type": "law"},
        }
        self.target["norms"].append(
            said(
                "norm",
                name=name,
                modality=modality,
                action=action,
                level=level,
                **defaults | fields,
            )
        )
        return self

    def value(self, number: int, *natures: str, **fields: Any) -> DecisionWorld:
        """Add a value; without natures it has one policy, a constitutive one."""
        policies = [
            {"text": f"MOMENTS {nature}", "nature": nature}
            for nature in natures or ["constitutive"]
        ]
        defaults = {
            "card": card_id(number),
            "title": f"Value {number}",
            "policies": policies,
            "contexts": ["always"],
            "origin": "person",
            "holders": 10,
        }
        self.target["graph"]["values"].append(defaults | fields)
        return self

    def votes(
        self,
        wiser: int,
        than: int,
        answers: tuple[int, int, int] = ACCEPTED,
        *,
        context: str = "always",
        shown_second: tuple[int, int, int] | None = None,
    ) -> DecisionWorld:
        """Add the answers on a pair: the first is wiser, the second is, both are needed."""
        self.target["graph"]["pairs"].append(
            pair_verdict(card_id(wiser), card_id(than), answers, shown_second or answers, context)
        )
        return self

    def placing(
        self, number: int, *tiers: str, stake: str = "notable", source: str = "owner", **fields: Any
    ) -> DecisionWorld:
        """Add a placing; a tier lists its options between commas, the best tier first."""
        if source != "owner":
            fields.setdefault("appraiser", "expert")
        self.inputs.setdefault("placings", []).append(
            {
                "card": card_id(number),
                "source": source,
                "order": [tier.split(",") for tier in tiers],
                "stake": stake,
                "people": 1,
                "origin": "person",
                **fields,
            }
        )
        return self

    def add(self, field_name: str, **fields: Any) -> DecisionWorld:
        """Add a principle, complaint, resolution, appraisal or refusal to trade to the inputs."""
        self.inputs.setdefault(field_name, []).append(fields)
        return self

    def documents(self) -> tuple[DecisionInputs, Target]:
        """Return the inputs and the target."""
        return realised({"target": self.target, "situation": self.situation, **self.inputs})

    def decide(self, *, embed_target: bool = True) -> Decision:
        """Return the decision."""
        inputs, target = self.documents()
        return decide_case(inputs, target, embed_target=embed_target)


def decide_case(inputs: DecisionInputs, target: Target, *, embed_target: bool = True) -> Decision:
    """Return the decision under a target, as the target's own study takes it."""
    return decide(
        inputs,
        target=target,
        study=target.study,
        by="commonweal",
        said_at=AT,
        embed_target=embed_target,
    )


def realised(content: Content) -> tuple[DecisionInputs, Target]:
    """Return the documents that a world's content describes."""
    target = Target.from_content(content["target"])
    return DecisionInputs.from_content(content), target


def pair_verdict(
    one: str, other: str, shown_first: Sequence[int], shown_second: Sequence[int], context: str
) -> Content:
    """Return the verdict that answers on a pair amount to, with the smaller id first.

    Args:
        one: a card.
        other: another card.
        shown_first: how many called ``one`` wiser, ``other`` wiser, or both needed, where ``one``
            was shown first.
        shown_second: the same where ``other`` was shown first.
        context: where they were asked.
    """
    if one > other:
        one, other = other, one
        shown_first, shown_second = (
            (answers[1], answers[0], answers[2]) for answers in (shown_second, shown_first)
        )
    counts = [
        PairCounts(first=answers[0], second=answers[1], both_needed=answers[2])
        for answers in (shown_first, shown_second)
    ]
    verdict = decide_pair(*counts)
    wiser = {"first": one, "second": other, None: None}[verdict.wiser]
    return {
        "context": context,
        "first": one,
        "second": other,
        "shown_first": counts[0].content(),
        "shown_second": counts[1].content(),
        "status": verdict.status,
        **({} if wiser is None else {"wiser": wiser}),
    }

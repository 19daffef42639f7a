"""Certificates that are plausible and wrong: each is rejected, saying which step and why.

Most are made so: what was decided is derived properly, from a case in which what is inconvenient
was left out; then the inputs are those of the case as it is, with every hash mended.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from commonweal.proof import checker
from commonweal.testing._decisions import (
    ACCEPTED,
    COMPLEMENTARY,
    CONTESTED,
    DecisionWorld as World,
    card_id,
    said,
)

from .forging import bind, checked
from .plausible_cases import ONE, TWO, opposed, problem, told, two, valued

DRY = {"kind": "equals", "fact": "dry", "value": True}


def lie(truth: World, told_as: World) -> Any:
    """Return what would follow from one case, over the inputs of another."""
    decision = told(told_as)
    decision["justification"]["inputs"] = told(truth)["justification"]["inputs"]
    return bind(decision)


def banned(**fields: Any) -> World:
    """Return two options of which the better is forbidden."""
    return valued("divert", "wait").norm("no", "forbidden", "divert", **fields)


def changed(world: World, *path: Any, to: Any) -> World:
    """Return a world with something of it put in place of something else."""
    inside: Any = getattr(world, path[0])
    for key in path[1:-1]:
        inside = inside[key]
    inside[path[-1]] = to
    return world


def principled(*grades: tuple[str, str, int], elder: bool = True) -> World:
    """Return two licensed options and the complaints against their principles."""
    world = valued("divert", "wait").option("share", "share")
    if elder:
        world.claims("village", "elder")
    for name, action in (("p", "divert"), ("q", "share")):
        fields = {"name": name, "text": name, "role": "company", "action": action}
        world.add("principles", **said("principle", **fields))
    for standpoint, name, grade in grades:
        fields = {"standpoint": standpoint, "principle": name, "grade": grade}
        world.add("complaints", **fields, ground="loss", origin="person")
    return world


def par(*resolutions: dict[str, Any]) -> World:
    world = opposed().votes(1, 2, COMPLEMENTARY)
    for fields in resolutions:
        world.add("resolutions", **said("resolution", **fields, why="Somebody must."))
    return world


MILD = (("neighbour", "p", 1), ("neighbour", "q", 1), ("elder", "q", 1))


GRAVE = (*MILD, ("elder", "p", 3))


COMMITMENT = {"holder": "agent", "choose": "divert", "over": ["wait"]}


GUARANTEED = {"guaranteed": True, "level": "supranational"}


def with_standard(world: World) -> World:
    standard = said("role_standard", role="company", cards=[card_id(1)])
    return changed(world, "target", "role_standards", to=[standard])


def personal(party: str, *by_standard: str) -> World:
    """Return a role's card, and another that orders otherwise and is somebody's own."""
    world = with_standard(two().value(1).value(2)).placing(1, *by_standard)
    world.target["own_cards"] = [{"party": party, "cards": [card_id(2)]}]
    return world.placing(2, "divert", "wait")


def covering(world: World, *covers: int) -> World:
    row = {"record": f"transition:{0:064x}", "context": "always", "covers": list(covers)}
    row |= {"from_card": card_id(1), "to_card": card_id(2)}
    return changed(world, "target", "graph", "transitions", to=[row])


def weighed(agree: int, reverse: int) -> World:
    world = two().value(1).value(2).votes(2, 1)
    world.placing(1, "wait", "divert", stake="grave").placing(2, "divert", "wait", stake="slight")
    row = {"context": "always", "card": card_id(2), "stake": "slight", "over_card": card_id(1)}
    row |= {"over_stake": "grave", "agree": agree, "reverse": reverse}
    return changed(world, "target", "graph", "outweighs", to=[row])


def model_placed(*, counts: bool) -> World:
    world = two().value(1).placing(1, "divert", "wait", source="model", appraiser="oracle")
    row = {"model": "oracle", "held_out": 9, "agreed": 9, "counts": counts}
    return changed(world, "target", "model_agreement", to=[row])


def appraised(world: World, effect: str) -> World:
    fields = {"card": card_id(1), "policy": 0, "option": "divert", "source": "owner"}
    return world.add("appraisals", **fields, effect=effect, people=1, origin="person")


def right() -> World:
    world = banned()
    ground = [{"card": card_id(1)}]
    return world.norm(
        "right", "permitted", "divert", "supranational", guaranteed=True, grounds=ground
    )


# Each: the case as it is, the case as it is told, the step that must be named, and the reason.
LIES: dict[str, tuple[Callable[[], World], Callable[[], World], str, str]] = {
    "a missing rival": (
        lambda: valued("divert", "wait"),
        lambda: World().option("wait").value(1).placing(1, "wait"),
        "status|divert",
        "missing",
    ),
    "a hidden standpoint": (
        lambda: principled(*GRAVE),
        lambda: principled(*GRAVE, elder=False),
        "principle|p",
        "result is stated as 'not_rejectable', where 'rejectable' follows",
    ),
    "a swapped order of norms": (
        lambda: banned(in_force_from="2024-01-01T00:00:00Z", condition=DRY).fact("dry", True)
        .norm("may", "permitted", "divert", "supranational"),
        lambda: changed(
            banned(in_force_from="2024-01-01T00:00:00Z", condition=DRY).fact("dry", True)
            .norm("may", "permitted", "divert", "supranational"),
            "target", "norm_order", to=["date", "specificity", "priority", "level"],
        ),
        "item|divert|act:0",
        "defeats[0] is stated as ['no', 'may', 'date'], where ['no', 'may', 'level'] follows",
    ),
    "a permission from above taken for a guarantee": (
        lambda: banned().norm("may", "permitted", "divert", "supranational"),
        lambda: banned().norm("may", "permitted", "divert", "supranational", guaranteed=True),
        "item|divert|act:0",
        "defeats[0] is stated as ['may', 'no', 'level'], where ['no', 'may', 'level'] follows",
    ),
    "an undeclared context": (
        lambda: opposed().context("drought", "always").votes(1, 2).votes(2, 1, context="drought"),
        lambda: opposed().context("drought", "always", by="").votes(1, 2)
        .votes(2, 1, context="drought"),
        f"pair|{card_id(1)}|{card_id(2)}",
        f"wiser is stated as '{card_id(1)}', where '{card_id(2)}' follows",
    ),
    "an exception ignored": (
        lambda: valued().norm("no", "forbidden", "divert", exceptions=[{"when": DRY}])
        .fact("dry", True),
        lambda: valued().norm("no", "forbidden", "divert").fact("dry", True),
        "status|divert",
        "status is stated as 'forbidden', where 'permitted' follows",
    ),
    "a norm in force left out": (
        banned,
        lambda: valued("divert", "wait"),
        "norm|no",
        "missing",
    ),
    "a norm called out of force": (
        banned,
        lambda: banned(in_force_until="2026-06-01T00:00:00Z"),
        "norm|no",
        "in_force is stated as False, where True follows",
    ),
    "a norm that has run out, used": (
        lambda: valued().norm("no", "forbidden", "divert", in_force_until="2026-06-01T00:00:00Z"),
        lambda: valued().norm("no", "forbidden", "divert", in_force_until="2026-06-01T00:00:01Z"),
        "norm|no",
        "in_force is stated as True, where False follows",
    ),
    "a norm beyond its issuer's authority": (
        lambda: changed(
            changed(valued().norm("no", "forbidden", "divert"), "situation", "place", to="hill"),
            "target", "authorities", 1, "territory", to=["valley"],
        ),
        lambda: changed(
            valued().norm("no", "forbidden", "divert"), "situation", "place", to="hill"
        ),
        "norm|no",
        "authorised is stated as True, where False follows",
    ),
    "an obligation that is left undone": (
        lambda: valued().norm("must", "obliged", "divert"),
        lambda: valued().norm("must", "obliged", "divert", deadline="2027-01-01T00:00:00Z"),
        "status|wait",
        "status is stated as 'permitted', where 'forbidden' follows",
    ),
    "a self-serving fact": (
        lambda: banned().norm("may", "permitted", "divert", condition=DRY, **GUARANTEED)
        .fact("dry", True, by="agent"),
        lambda: banned().norm("may", "permitted", "divert", condition=DRY, **GUARANTEED)
        .fact("dry", True),
        "status|divert",
        "status is stated as 'permitted', where 'in_dispute' follows",
    ),
    "a right used against its ground": (
        lambda: appraised(right(), "opposes"),
        right,
        "item|divert|act:0",
        "capped is stated as [], where ['right'] follows",
    ),
    "a circle hidden": (
        lambda: opposed().value(3).placing(3, "wait,divert")
        .votes(1, 2).votes(2, 3).votes(3, 1),
        lambda: opposed().value(3).placing(3, "wait,divert")
        .votes(1, 2).votes(2, 3),
        f"pair|{card_id(1)}|{card_id(2)}",
        "verdict is stated as 'accepted', where 'cycle' follows",
    ),
    "a contested pair taken for accepted": (
        lambda: opposed().votes(1, 2, CONTESTED),
        lambda: opposed().votes(1, 2, ACCEPTED),
        f"pair|{card_id(1)}|{card_id(2)}",
        "verdict is stated as 'accepted', where 'contested' follows",
    ),
    "what outweighs, not weighed": (
        lambda: weighed(1, 29),
        lambda: weighed(29, 1),
        f"pair|{card_id(1)}|{card_id(2)}",
        "above.A is stated as 'none', where 'certain' follows",
    ),
    "a covered policy counted": (
        lambda: covering(opposed().votes(2, 1), 0),
        lambda: opposed().votes(2, 1),
        ONE,
        "counts is stated as 'certain', where 'no' follows",
    ),
    "a policy covered that is not": (
        lambda: covering(opposed().votes(2, 1)),
        lambda: covering(opposed().votes(2, 1), 0),
        ONE,
        "counts is stated as 'no', where 'certain' follows",
    ),
    "an instrumental policy counted": (
        lambda: two().value(1, "instrumental").placing(1, "divert", "wait"),
        lambda: valued("divert", "wait"),
        ONE,
        "counts is stated as 'certain', where 'no' follows",
    ),
    "a value that too few hold": (
        lambda: changed(opposed(holders=4), "target", "thresholds", "min_holders", to=5),
        lambda: changed(opposed(holders=5), "target", "thresholds", "min_holders", to=5),
        ONE,
        "counts is stated as 'certain', where 'no' follows",
    ),
    "an uncounted model": (
        lambda: model_placed(counts=False),
        lambda: model_placed(counts=True),
        "readings|wait|divert",
        f"readings.{card_id(1)} is stated as",
    ),
    "an owner's placing replaced": (
        lambda: valued("wait", "divert").placing(1, "divert", "wait", source="declared"),
        lambda: two().value(1).placing(1, "divert", "wait", source="declared"),
        "readings|wait|divert",
        f"readings.{card_id(1)} is stated as ['second'], where",
    ),
    "a disagreement among owners hidden": (
        lambda: valued("divert", "wait").placing(1, "wait", "divert"),
        lambda: valued("divert", "wait"),
        "relation|wait|divert",
        "relation is stated as 'worse', where 'undetermined' follows",
    ),
    "silence taken for agreement": (
        lambda: two().value(1),
        lambda: two().value(1).placing(1, "wait,divert"),
        "relation|wait|divert",
        "relation is stated as 'equal', where 'undetermined' follows",
    ),
    "a veto dropped": (
        lambda: principled(*GRAVE),
        lambda: changed(principled(*GRAVE), "situation", "parties", 1, "inside", to=True),
        "veto|divert",
        "vetoed is stated as 'no', where 'yes' follows",
    ),
    "a complaint not heard": (
        lambda: principled(*GRAVE),
        lambda: principled(*MILD, ("elder", "p", 1)),
        "principle|p",
        "result is stated as 'not_rejectable', where 'rejectable' follows",
    ),
    "a tension dropped": (
        lambda: opposed().votes(1, 2),
        lambda: two().value(1).value(2).placing(1, "wait", "divert").placing(2, "wait", "divert")
        .votes(1, 2),
        "tensions",
        "values[0] is stated as nothing, where ['wait', 'divert'",
    ),
    "acting on what is partial": (
        lambda: changed(valued(), "situation", "considerations", to="partial"),
        valued,
        "choice",
        "outcome is stated as 'act', where 'ask' follows",
    ),
    "acting where doing nothing was left out": (
        lambda: changed(
            World().option("divert", "divert").value(1),
            "situation", "without_doing_nothing", to="There is no time.",
        ),
        lambda: World().option("divert").value(1),
        "choice",
        "outcome is stated as 'act', where 'ask' follows",
    ),
    "synthetic people taken for people": (
        lambda: changed(valued(), "target", "synthetic", to=True),
        valued,
        "standing",
        "standing is stated as 'in_force', where 'synthetic' follows",
    ),
    "an uncalibrated model that raises nothing": (
        lambda: valued().placing(1, "wait", "divert", source="model", appraiser="oracle"),
        valued,
        "standing",
        "standing is stated as 'in_force', where 'model' follows",
    ),
    "imported facts taken for people's": (
        lambda: changed(valued(), "situation", "origin", to="import"),
        valued,
        "standing",
        "standing is stated as 'in_force', where 'imported' follows",
    ),
    "a commitment revoked": (
        lambda: par({**COMMITMENT, "revoked_at": "2026-06-01T00:00:00Z"}),
        lambda: par(COMMITMENT),
        "choice",
        "outcome is stated as 'act', where 'ask' follows",
    ),
    "a commitment by a stranger": (
        lambda: par({**COMMITMENT, "holder": "village"}),
        lambda: par(COMMITMENT),
        "choice",
        "outcome is stated as 'act', where 'ask' follows",
    ),
    "a commitment whose scope only the decider vouches for": (
        lambda: par({**COMMITMENT, "scope": DRY}).fact("dry", True, by="agent"),
        lambda: par({**COMMITMENT, "scope": DRY}).fact("dry", True),
        "choice",
        "outcome is stated as 'act', where 'ask' follows",
    ),
    "a refusal to trade by somebody without the standing": (
        lambda: opposed().add(
            "not_traded",
            **said("not_traded", first=card_id(1), second=card_id(2), why="They are not."),
        ),
        lambda: changed(
            opposed().add(
                "not_traded",
                **said("not_traded", first=card_id(1), second=card_id(2), why="They are not."),
            ),
            "target", "may_refuse_trade", to=["registry"],
        ),
        "relation|wait|divert",
        "relation is stated as 'incomparable', where 'undetermined' follows",
    ),
    "everybody's values where a role's standard decides": (
        lambda: with_standard(opposed().votes(2, 1)),
        lambda: opposed().votes(2, 1),
        TWO,
        "counts is stated as 'certain', where 'no' follows",
    ),
    "own cards of another taken for the decider's, in the discretion": (
        lambda: personal("village", "divert,wait"),
        lambda: personal("agent", "divert,wait"),
        "tensions",
        "its premises are not the 2 it rests on",
    ),
    "own cards of another taken for the decider's, as conscience": (
        lambda: personal("village", "wait", "divert"),
        lambda: personal("agent", "wait", "divert"),
        "tensions",
        "conscience[0] is stated as ['wait', 'divert']",
    ),
    "the decider's own cards left out as if another's": (
        lambda: personal("agent", "wait", "divert"),
        lambda: personal("village", "wait", "divert"),
        "personal|wait|divert",
        "missing",
    ),
    "a role that only the decider claims": (
        lambda: with_standard(changed(
            opposed().votes(2, 1), "situation", "parties", 0, "roles", 0, "by", to="agent"
        )),
        lambda: with_standard(opposed().votes(2, 1)),
        TWO,
        "counts is stated as 'no', where 'open' follows",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LIES)
def test_what_follows_only_from_a_case_told_otherwise_is_rejected(name: str) -> None:
    """The case as it is and the case as told both pass; one told over the other does not."""
    truth, told_as, where, why = LIES[name]

    found = problem(lie(truth(), told_as()))

    assert [] == checked(told(truth())).problems
    assert [] == checked(told(told_as())).problems
    assert f"step {where}: {why}" in found


@pytest.mark.parametrize(
    "name",
    [
        "a swapped order of norms",
        "a norm in force left out",
        "a circle hidden",
        "synthetic people taken for people",
    ],
)
def test_what_follows_from_another_target_says_that_it_is_another(name: str) -> None:
    """A target told otherwise, with everything derived again, is conditional on that target."""
    truth, told_as, *_ = LIES[name]
    reports = [checked(told(world())) for world in (truth, told_as)]

    (ours,), (other,) = (report.targets for report in reports)
    assert ours != other
    assert [] == reports[1].problems
    assert f"conditional on target sha256:{other}" in checker.talk(reports[1])
    assert ours not in checker.talk(reports[1])

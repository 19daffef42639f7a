"""Certificates that are plausible and wrong: each is rejected, saying which step and why.

Most are made so: what was decided is derived properly, from a case in which what is inconvenient
was left out; then the inputs are those of the case as it is, with every hash mended.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import comb
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

from .forging import bind, checked, forged, read, step

ONE, TWO, THREE = (f"value|{card_id(number)}" for number in (1, 2, 3))
DRY = {"kind": "equals", "fact": "dry", "value": True}


def told(world: World) -> Any:
    """Return the decision of a world, as JSON."""
    return world.decide().content()


def lie(truth: World, told_as: World) -> Any:
    """Return what would follow from one case, over the inputs of another."""
    decision = told(told_as)
    decision["justification"]["inputs"] = told(truth)["justification"]["inputs"]
    return bind(decision)


def problem(decision: Any) -> str:
    """Return what the checker finds wrong."""
    report = checked(decision)
    assert 0 == report.counts["decisions"]
    (found,) = report.problems
    assert found.isprintable()
    return str(found)


def two() -> World:
    return World().option("wait").option("divert", "divert")


def valued(first: str = "wait", second: str = "divert") -> World:
    """Return two options of which one is better by the one value there is."""
    return two().value(1).placing(1, first, second)


def opposed(**fields: Any) -> World:
    """Return two values for different options."""
    world = two().value(1, **fields).value(2)
    return world.placing(1, "wait", "divert").placing(2, "divert", "wait")


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


# --- What the counts give


def chance(ours: int, theirs: int) -> Fraction:
    """Return P(theta > 1/2 | Beta(1 + ours, 1 + theirs)), term by term."""
    trials = ours + theirs + 1
    return sum((Fraction(comb(trials, k), 2**trials) for k in range(ours + 1)), Fraction(0))


def voted(first: int, second: int, both: int = 0, **thresholds: Any) -> Any:
    """Return a decision on a pair whose votes are given, half of them in each order shown."""
    halves = [(n // 2, n - n // 2) for n in (first, second, both)]
    world = opposed().votes(
        1, 2, tuple(h[1] for h in halves), shown_second=tuple(h[0] for h in halves)
    )
    return told(world), world


def counts_of(decision: Any) -> Any:
    (row,) = decision["justification"]["inputs"]["target"]["graph"]["pairs"]
    return row


@pytest.mark.parametrize("votes", [10, 11, 16, 25, 40, 101, 400])
def test_a_verdict_one_vote_short_of_its_threshold_is_rejected(votes: int) -> None:
    """The exact sum decides: one vote more is accepted, one fewer is not, whatever is stated."""
    enough = min(f for f in range(votes + 1) if chance(f, votes - f) >= Fraction(19, 20))
    card = card_id(1)

    for first, true, false in (
        (enough, ("accepted", card), ("contested", None)),
        (enough - 1, ("contested", None), ("accepted", card)),
    ):
        decision, _ = voted(first, votes - first)
        row = counts_of(decision)
        assert true == (row["status"], row.get("wiser"))
        assert [] == checked(decision).problems
        row |= {"status": false[0], "wiser": false[1]}
        assert f"target: always: by its counts, ('{card}', '{card_id(2)}') is {true}" in problem(
            bind(decision)
        )


@pytest.mark.parametrize("votes", [10, 17, 60])
def test_a_pair_is_complementary_from_an_exact_share_on(votes: int) -> None:
    """One answer fewer that both are needed, and it no longer is."""
    enough = min(b for b in range(votes + 1) if chance(b, votes - b) >= Fraction(19, 20))

    for both, true in ((enough, "complementary"), (enough - 1, "contested")):
        rest = votes - both
        decision, _ = voted((rest + 1) // 2, rest // 2, both)
        row = counts_of(decision)
        assert true == row["status"]
        row["status"] = {"complementary": "contested", "contested": "complementary"}[true]
        assert f"is ('{true}', None)" in problem(bind(decision))


def test_a_pair_with_a_vote_too_few_is_thin() -> None:
    """Nine answers are thin where ten are asked for, however they agree."""
    decision, _ = voted(9, 0)
    row = counts_of(decision)
    assert "thin" == row["status"]

    row |= {"status": "accepted", "wiser": card_id(1)}

    assert "is ('thin', None)" in problem(bind(decision))


@pytest.mark.parametrize(
    ("threshold", "status"), [("7/8", "accepted"), ("8750000001/10000000000", "contested")]
)
def test_a_threshold_that_is_met_exactly_is_met(threshold: str, status: str) -> None:
    """Two votes against none are 7/8, which is at least 7/8 and less than anything above it."""
    decision, _ = voted(2, 0)
    target = decision["justification"]["inputs"]["target"]
    target["thresholds"] = {"min_votes": 1, "accepted": threshold, "complementary": "19/20"}
    row = counts_of(decision)
    false = {"accepted": "contested", "contested": "accepted"}

    for stated in (status, false[status]):
        row |= {"status": stated, "wiser": card_id(1) if stated == "accepted" else None}
        found = problem(bind(decision))
        assert ("target: always: by its counts" in found) == (stated != status)


def test_a_majority_in_one_order_shown_only_is_not_accepted() -> None:
    """What people say when the other is shown first counts too."""
    world = opposed().votes(1, 2, (30, 0, 0), shown_second=(5, 5, 0))
    decision = told(world)
    row = counts_of(decision)
    assert "contested" == row["status"]

    row |= {"status": "accepted", "wiser": card_id(1)}

    assert "is ('contested', None)" in problem(bind(decision))


# --- Forged by hand


def dropped(*path: Any) -> Callable[[Any], None]:
    """Return an edit that takes something out of a decision's justification."""

    def edit(decision: Any) -> None:
        inside = decision["justification"]
        for key in path[:-1]:
            inside = inside[key]
        inside.remove(path[-1]) if isinstance(inside, list) else inside.pop(path[-1])

    return edit


def concluding(name: str, **conclusion: Any) -> Callable[[Any], None]:
    """Return an edit that has a step conclude otherwise."""

    def edit(decision: Any) -> None:
        step(decision, name)["conclusion"] |= conclusion

    return edit


def resting(name: str, *premises: str) -> Callable[[Any], None]:
    """Return an edit that has a step rest on other steps."""

    def edit(decision: Any) -> None:
        step(decision, name)["premises"] = list(premises)

    return edit


def stating(**fields: Any) -> Callable[[Any], None]:
    """Return an edit of what the decision states around its justification."""
    return lambda decision: decision.update(fields)


def settling(place: int, by: str, prevails: str) -> Callable[[Any], None]:
    """Return an edit that has a tension settled otherwise."""
    return lambda decision: decision["tensions"][place].update(settled_by=by, prevails=prevails)


def siding(place: int, field: str, value: Any) -> Callable[[Any], None]:
    """Return an edit of the first side of a tension."""
    return lambda decision: decision["tensions"][place]["sides"][0].update({field: value})


def without(name: str) -> Callable[[Any], None]:
    """Return an edit that takes out a step, and itself from all premises."""

    def edit(decision: Any) -> None:
        justification = decision["justification"]
        justification["steps"] = [s for s in justification["steps"] if s["id"] != name]
        for each in justification["steps"]:
            each["premises"] = [p for p in each.get("premises", []) if p != name]

    return edit


def last_first(decision: Any) -> None:
    decision["justification"]["steps"].reverse()


def invented(decision: Any) -> None:
    premise = {"id": "grace|wait", "rule": "grace", "premises": [], "conclusion": {"is": True}}
    decision["justification"]["steps"].insert(1, premise)


def extra_option(decision: Any) -> None:
    extra = {"id": "veto|run", "rule": "veto", "premises": [], "conclusion": {"vetoed": "no"}}
    decision["justification"]["steps"].insert(1, extra)


PAIR = f"pair|{card_id(1)}|{card_id(2)}"


@pytest.mark.parametrize(
    ("case", "edits", "expected"),
    [
        ("levels", [dropped("declared", "options", "sell")], "declared: options is stated as"),
        ("levels", [dropped("declared", "norms_in_force", "firm-ban")], "declared: norms_in_force"),
        ("narrower", [dropped("declared", "contexts", "famine")], "declared: contexts is stated"),
        ("vetoes", [dropped("declared", "standpoints", "elder")], "declared: standpoints is state"),
        ("readings", [dropped("declared", "appraisers", "parrot")], "declared: appraisers is stat"),
        ("contested", [dropped("declared", "values_that_count", card_id(1))], "declared: values_t"),
        ("levels", [without("norm|firm-ban")], "step norm|firm-ban: missing"),
        ("levels", [without("norm|firm-ban")], "step item|divert|act:0: its premises are not the "),
        ("contested", [without(PAIR)], f"step {PAIR}: missing"),
        ("vetoes", [without("principle|lottery")], "step principle|lottery: missing"),
        ("vetoes", [without("veto|divert")], "step choice: its premises are not the"),
        ("act", [without("tensions")], "step tensions: missing"),
        ("role-standard", [without("personal|wait|share")], "step personal|wait|share: missing"),
        (
            "contested",
            [resting(PAIR, ONE)],
            f"step {PAIR}: its premises are not the 2 it rests on",
        ),
        (
            "contested",
            [resting(PAIR, ONE, ONE)],
            f"step {PAIR}: rests on one step twice",
        ),
        (
            "contested",
            [resting(PAIR, ONE, PAIR)],
            f"step {PAIR}: rests on other premises than the 2 it has",
        ),
        ("contested", [resting(ONE, "choice")], f"step {ONE}: rests on other premises"),
        ("contested", [resting("inputs", "choice")], "step inputs: its premises are not the 0"),
        ("contested", [last_first], "step choice: rests on steps that come later"),
        ("contested", [invented], "step 1 'grace|wait': no rule 'grace' is known"),
        ("contested", [extra_option], "step 1 'veto|run': one that does not follow"),
        (
            "contested",
            [concluding("choice", outcome="act", reasons=[], interim=None), stating(outcome="act")],
            "step choice: outcome is stated as 'act', where 'ask' follows",
        ),
        (
            "refused",
            [concluding("status|wait", status="permitted", broken=[])],
            "step status|wait: status is stated as 'permitted', where 'forbidden' follows",
        ),
        (
            "synthetic",
            [concluding("standing", standing="in_force", origins=["person"])],
            "step standing: standing is stated as 'in_force', where 'synthetic' follows",
        ),
        ("synthetic", [stating(standing="in_force")], "decision: standing is stated as 'in_force'"),
        ("synthetic", [stating(origin="person")], "decision: origin is stated as 'person'"),
        ("partial", [stating(outcome="act", reasons=[])], "decision: outcome is stated as 'act'"),
        ("partial", [stating(ask=[])], "decision: ask is stated as []"),
        ("refused", [stating(tensions=[])], "decision: tensions[0] is stated as nothing"),
        ("cycle", [lambda d: d["tensions"].pop()], "decision: tensions[3] is stated as nothing"),
        ("vetoes", [lambda d: d["tensions"].pop()], "decision: tensions[6] is stated as nothing"),
        ("role-standard", [lambda d: d["tensions"].pop()], "decision: tensions[0] is stated as"),
        ("cycle", [settling(0, "values", "wait")], "decision: tensions[0].settled_by is stated as"),
        ("levels", [settling(0, "date", "no")], "decision: tensions[0].settled_by is stated as"),
        ("levels", [siding(0, "label", "undecided")], "decision: tensions[0].sides[0].label is"),
        ("vetoes", [siding(-1, "at_most", 0)], "decision: tensions[6].sides[0].at_most is stated"),
        ("contested", [lambda d: d["open"].pop()], "decision: open[0] is stated as nothing"),
        (
            "contested",
            [lambda d: d["open"][0].update(why="thin")],
            "decision: open[0].why is stated as 'thin', where 'contested' follows",
        ),
        (
            "act",
            [stating(open=[{"type": "placing"}])],
            "decision: open[0] is stated as {'type': 'placing'}, where nothing follows",
        ),
        ("refused", [lambda d: d["statuses"].pop()], "decision: statuses[1] is stated as nothing"),
        (
            "refused",
            [lambda d: d["statuses"][0].pop("due")],
            "decision: statuses[0].due is stated as []",
        ),
        ("act", [lambda d: d["relations"].reverse()], "decision: relations[0].first is stated as"),
        ("act", [stating(study="another")], "decision: study is stated as 'another'"),
        ("act", [stating(situation="another")], "decision: situation is stated as 'another'"),
        (
            "act",
            [lambda d: d["justification"].update(claim="standing")],
            "justification: kind, schema_version and claim are",
        ),
        (
            "act",
            [lambda d: d["justification"].update(not_shown=[])],
            "justification: it does not open with what it does not show",
        ),
    ],
)
def test_a_forged_certificate_is_rejected(
    case: str, edits: list[Callable[[Any], None]], expected: str
) -> None:
    """Whatever is taken out, put in or told otherwise is named."""
    assert expected in problem(forged(case, *edits))


def test_a_stale_target_is_rejected() -> None:
    """A hash of another target, in the step or in the decision, is not that of the one here."""
    decision = read("levels")
    stale = hash_ = read("contested")["target"]
    step(decision, "inputs")["conclusion"]["target"] = stale

    first = problem(decision)
    decision["target"] = stale
    second = problem(decision)

    assert f"step inputs: target is stated as '{hash_}', where" in first
    assert f"decision: target is stated as '{hash_}', where" in second


def test_a_decision_is_not_vouched_for_by_the_justification_of_another() -> None:
    """What a decision states is compared with its own justification."""
    decision, other = told(valued("wait", "divert")), told(valued("divert", "wait"))

    decision["justification"] = other["justification"]

    assert "decision: options is stated as ['wait'], where ['divert'] follows" in problem(decision)


def test_a_step_that_stands_twice_is_rejected() -> None:
    """The second may say something else, so there is none."""
    decision = read("act")
    steps = decision["justification"]["steps"]
    steps.insert(2, steps[1])

    assert f"step {steps[1]['id']}: stands twice" in problem(decision)
